// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Pkcs12Export.h"

#include "models/base/PassphraseStrength.h"
#include "models/pki/CertificateBundle.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/KeyFile.h"
#include "models/replica/House.h"
#include "models/store/AtomicFile.h"
#include "models/store/ChainReader.h"

namespace hufu {

Result<void> exportPkcs12(House &house, const Pkcs12Order &order)
{
    const Result<std::vector<Bytes>> chain = house.read([&](Connection &connection) { return readChain(connection, order.certificate); });
    if (!chain)
        return fail(chain.error());
    const Result<CertificateListing> listing = readListing(chain->front());
    if (!listing)
        return fail(listing.error());
    const Result<SecureBytes> file = readSecretFile(order.keyFile, largestKeyFile);
    if (!file)
        return fail(file.error());
    const Result<PrivateKey> key = readKeyFile(file->view(), order.keyPassphrase.empty() ? nullptr : &order.keyPassphrase);
    if (!key)
        return fail(key.error().code, key.error().detail, order.keyFile);
    if (!keyBelongsTo(*key, chain->front()))
        return fail(ErrorCode::Conflict, "the key in this file is not that of the certificate", order.keyFile);
    if (!estimateStrength(order.passphrase).acceptable())
        return fail(ErrorCode::WeakPassphrase, "the passphrase of the PKCS#12 file can be guessed");
    const std::string &name = listing->commonName.empty() && !listing->dnsNames.empty() ? listing->dnsNames.front() : listing->commonName;
    const Result<SecureBytes> bundle = makePkcs12(*key, *chain, name, order.passphrase);
    if (!bundle)
        return fail(bundle.error());
    return writeFileAtomically(order.path, bundle->view(), Existing::Keep);
}

} // namespace hufu
