// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CertificateFile.h"

#include "models/replica/House.h"
#include "models/store/AtomicFile.h"
#include "models/store/ChainReader.h"

namespace hufu {

Result<void> saveCertificate(House &house, const Sha256 &sha256, CertificateForm form, const std::string &path)
{
    const Result<std::vector<Bytes>> chain = house.read([&](Connection &connection) { return readChain(connection, sha256); });
    const Result<Bytes> content = chain ? inForm(*chain, form) : fail(chain.error());
    return content ? writeFileAtomically(path, *content) : fail(content.error());
}

} // namespace hufu
