// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ServerKey.h"

#include "models/base/PassphraseStrength.h"
#include "models/pki/CertificateBundle.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/KeyFile.h"
#include "models/pki/Signer.h"
#include "models/store/AtomicFile.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t longestCommonName = 64; // RFC 5280 §A.1

SubjectAttributes subjectFor(const AlternativeNames &names)
{
    std::string_view name;
    if (!names.dnsNames.empty())
        name = names.dnsNames.front();
    else if (std::string_view first = names.otherNames.front(); first.starts_with("ip:"))
        name = first.substr(3);
    if (name.empty() || name.size() > longestCommonName)
        return {};
    return {{"CN", std::string(name)}};
}

} // namespace

ServerKey::ServerKey() = default;
ServerKey::~ServerKey() = default;

std::shared_ptr<SoftSigner> ServerKey::signer() const
{
    const std::lock_guard lock(m_mutex);
    return m_signer;
}

std::optional<KeyKind> ServerKey::kind() const
{
    const std::shared_ptr<SoftSigner> present = signer();
    return present ? std::optional(present->kind()) : std::nullopt;
}

Result<void> ServerKey::make(KeyKind kind)
{
    if (const std::shared_ptr<SoftSigner> present = signer(); present && present->kind() == kind)
        return {};
    Result<PrivateKey> key = PrivateKey::generate(kind); // an RSA key takes its time: nobody waits for the lock
    if (!key)
        return fail(key.error());
    auto made = std::make_shared<SoftSigner>(std::move(*key));
    const std::lock_guard lock(m_mutex);
    m_signer = std::move(made);
    m_path.clear();
    return {};
}

Result<Bytes> ServerKey::requestFor(KeyKind kind, const AlternativeNames &names)
{
    if (names.size() == 0)
        return fail(ErrorCode::InvalidArgument, "a request without a name");
    if (const Result<void> made = make(kind); !made)
        return fail(made.error());
    return makeRequest(*signer(), subjectFor(names), names);
}

/// Whether this key wrote what stands there.
bool ServerKey::wroteAll(const std::string &path) const
{
    Sha256 written{};
    {
        const std::lock_guard lock(m_mutex);
        if (m_path != path)
            return false;
        written = m_written;
    }
    const Result<Bytes> present = readSmallFile(path, largestKeyFile);
    return present && sha256(*present) == written;
}

Result<std::shared_ptr<SoftSigner>> ServerKey::signerOf(BytesView request) const
{
    std::shared_ptr<SoftSigner> key = signer();
    const Result<CertificateRequest> asked = readRequest(request);
    if (!key || !asked || !std::ranges::equal(asked->spki, key->publicKey()))
        return fail(ErrorCode::InvalidArgument, "the request is not by the key that would be handed out");
    return key;
}

Result<DealtKey> ServerKey::deal(BytesView request, const std::vector<Person> &custodians, int needed) const
{
    const Result<std::shared_ptr<SoftSigner>> key = signerOf(request);
    return key ? dealKey((*key)->key(), custodians, needed) : fail(key.error());
}

Result<void> ServerKey::handOut(BytesView request, const std::string &path, const SecureBytes &passphrase)
{
    const Result<std::shared_ptr<SoftSigner>> key = signerOf(request);
    if (!key)
        return fail(key.error());
    if (!estimateStrength(passphrase).acceptable())
        return fail(ErrorCode::WeakPassphrase, "the passphrase of the key file can be guessed");
    const Result<std::string> pem = encryptedKeyPem((*key)->key(), passphrase);
    if (!pem)
        return fail(pem.error());
    const bool own = wroteAll(path);
    if (Result<void> written = writeFileAtomically(path, viewOf(*pem), own ? Existing::Replace : Existing::Keep); !written)
        return written;
    const std::lock_guard lock(m_mutex); // not while the disk is waited for
    m_path = path;
    m_written = sha256(viewOf(*pem));
    return {};
}

} // namespace hufu
