// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Enrolling.h"

#include "models/domain/JsonFields.h"
#include "models/domain/Workstation.h"
#include "models/pki/Digest.h"
#include "models/pki/Key.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/OfficerRequest.h"
#include "models/pki/SecretBox.h"
#include "models/store/AtomicFile.h"
#include "models/store/Vault.h"

#include <QJsonDocument>

namespace hufu {
namespace {

constexpr std::string_view workstationKeyName = "workstation key";
constexpr std::string_view founderName = "founder";
constexpr std::string_view workstationPurpose = "hufu workstation key";
constexpr std::size_t largestRelyingFile = 64u << 10;

std::string pendingName(const EnrolmentCode &code, const char *what) { return std::string("enrolling ") + what + ' ' + code.id; }

Result<void> putSealed(Connection &connection, const SecureBytes &wrapping, std::string_view name, const SecureBytes &secret)
{
    const Result<Bytes> box = seal(wrapping, secret, "hufu " + std::string(name));
    return box ? putVault(connection, name, *box) : fail(box.error());
}

Result<SecureBytes> readSealed(Connection &connection, const SecureBytes &wrapping, std::string_view name)
{
    const Result<Bytes> box = readVault(connection, name);
    return box ? unseal(wrapping, *box, "hufu " + std::string(name)) : fail(box.error());
}

struct Pending {
    SecureBytes key; ///< PKCS#8
    Bytes request;   ///< PKCS#10
};

Result<Pending> freshKey(const std::string &name)
{
    const Result<PrivateKey> key = PrivateKey::generate();
    Result<Bytes> request = key ? makeOfficerRequest(*key, name) : fail(key.error());
    Result<SecureBytes> pkcs8 = request ? key->toPkcs8() : fail(request.error());
    return pkcs8 ? Result<Pending>({std::move(*pkcs8), std::move(*request)}) : fail(pkcs8.error());
}

/// What an earlier try with this code was going to send, else a new key.
Result<Pending> pendingFor(const EnrolmentCode &code, const std::string &name, Connection &connection, const SecureBytes &wrapping)
{
    Result<SecureBytes> key = readSealed(connection, wrapping, pendingName(code, "key"));
    const Result<SecureBytes> request = readSealed(connection, wrapping, pendingName(code, "request"));
    if (key && request)
        return Pending{std::move(*key), bytesOf(request->view())};
    Result<Pending> fresh = freshKey(name);
    if (!fresh)
        return fresh;
    const Result<void> kept = connection.transaction([&]() -> Result<void> {
        if (Result<void> put = putSealed(connection, wrapping, pendingName(code, "key"), fresh->key); !put)
            return put;
        return putSealed(connection, wrapping, pendingName(code, "request"), SecureBytes::copyOf(fresh->request));
    });
    if (!kept)
        return fail(kept.error());
    return fresh;
}

Result<std::optional<FounderClaim>> keptFounder(Connection &connection, const SecureBytes &wrapping)
{
    const Result<SecureBytes> kept = readSealed(connection, wrapping, founderName);
    if (!kept)
        return kept.error().code == ErrorCode::NotFound ? Result<std::optional<FounderClaim>>(std::nullopt) : fail(kept.error());
    const Result<QJsonObject> object = parseJsonObject(kept->view(), false);
    Result<FounderClaim> founder = object ? founderClaimFromJson(*object) : fail(object.error());
    return founder ? Result<std::optional<FounderClaim>>(std::move(*founder)) : fail(founder.error());
}

Result<Bytes> claimBody(const EnrolmentCode &code, const Bytes &request, const std::optional<FounderClaim> &founder)
{
    const Result<SecureBytes> verifier = enrolmentVerifier(code.secret);
    const Result<Sha256> proof
        = verifier ? enrolmentProof(*verifier, founder ? foundingProofInput(request, *founder) : request) : fail(verifier.error());
    if (!proof)
        return fail(proof.error());
    QJsonObject object{{"code", qstr(code.id)}, {"request", qstr(toBase64(request))}, {"proof", qstr(toHex(*proof))}};
    if (founder)
        object.insert("founder", toJson(*founder));
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return bytesOf(viewOf(std::string_view(text.constData(), std::size_t(text.size()))));
}

/// The authority's certificate, once the server's answer is one for our key by it.
Result<Bytes> certifiedBy(const ServerLink &link, const Workstation &workstation, const SecureBytes &pkcs8, Instant now)
{
    if (!link.line())
        return fail(ErrorCode::ConnectionClosed, "the server closed the connection");
    const Bytes authority = link.line()->authority();
    const Result<PrivateKey> key = PrivateKey::fromPkcs8(pkcs8);
    const Result<Bytes> ours = key ? key->publicKeyDer() : fail(key.error());
    const Result<Bytes> theirs = publicKeyOf(workstation.certificate);
    if (!ours || !theirs || *ours != *theirs || !isTlsIdentity(workstation.certificate, authority, TlsIdentity::Side::Workstation, now))
        return fail(ErrorCode::TlsFailed, "the server sent a certificate that is not for this workstation's key");
    return authority;
}

std::string relyingKeyPath(const std::string &folder) { return folder + "/relying.key"; }
std::string relyingRequestPath(const std::string &folder) { return folder + "/relying.csr"; }

/// The key of an earlier try, with its request, else a new one that is kept before anything is sent.
Result<Pending> relyingKey(const std::string &folder, const std::string &name)
{
    Result<SecureBytes> key = readSecretFile(relyingKeyPath(folder), largestRelyingFile);
    Result<Bytes> request = readSmallFile(relyingRequestPath(folder), largestRelyingFile);
    if (key && request)
        return Pending{std::move(*key), std::move(*request)};
    Result<Pending> fresh = freshKey(name);
    if (!fresh)
        return fresh;
    if (Result<void> written = writeFileAtomically(relyingKeyPath(folder), fresh->key.view()); !written)
        return fail(written.error());
    if (Result<void> written = writeFileAtomically(relyingRequestPath(folder), fresh->request); !written)
        return fail(written.error());
    return fresh;
}

} // namespace

Result<ServerRecord> enrolAt(const std::string &url, const EnrolmentCode &code, const std::string &name, const std::string &home, Connection &connection,
                             const SecureBytes &databaseKey, const Clock &clock)
{
    if (EnrolmentCode::whatFor(code.id) != EnrolmentCode::For::Console)
        return fail(ErrorCode::EnrolmentRefused, "this code is a relying server's, for hufuctl crl-follow");
    const Result<ServerAddress> address = ServerAddress::parse(url);
    const Result<SecureBytes> wrapping = deriveSubkey(databaseKey, workstationPurpose);
    if (!address || !wrapping)
        return fail(address ? wrapping.error() : address.error());
    Result<Pending> pending = pendingFor(code, name, connection, *wrapping);
    if (!pending)
        return fail(pending.error());
    const Result<std::optional<FounderClaim>> founder = keptFounder(connection, *wrapping);
    const Result<Bytes> claim = founder ? claimBody(code, pending->request, *founder) : fail(founder.error());
    if (!claim)
        return fail(claim.error());
    ServerLink link({*address, [&code](BytesView certificate) { return code.isOf(certificate); }, {}, clock});
    const Result<Bytes> answer = link.fetch({.method = "POST", .target = *founder ? "/v1/founding" : "/v1/enrol", .contentType = "application/json", .body = *claim});
    if (!answer)
        return fail(answer.error());
    const Result<QJsonObject> object = parseJsonObject(*answer, false);
    const Result<Workstation> workstation = object ? workstationFromJson(*object) : fail(object.error());
    if (!workstation)
        return fail(workstation.error());

    const Result<Bytes> authority = certifiedBy(link, *workstation, pending->key, clock());
    if (!authority)
        return fail(authority.error());
    const Result<void> kept = connection.transaction([&]() -> Result<void> {
        if (Result<void> put = putSealed(connection, *wrapping, workstationKeyName, pending->key); !put)
            return put;
        for (const char *what : {"key", "request"}) {
            if (Result<void> removed = removeVault(connection, pendingName(code, what)); !removed)
                return removed;
        }
        return *founder ? removeVault(connection, founderName) : Result<void>();
    });
    if (!kept)
        return fail(kept.error());
    ServerRecord record{url, sha256(*authority), workstation->id, workstation->certificate};
    if (Result<void> written = record.write(home); !written)
        return fail(written.error());
    return record;
}

Result<ServerRecord> enrolRelyingServer(const std::string &url, const EnrolmentCode &code, const std::string &name, const std::string &folder, const Clock &clock)
{
    if (EnrolmentCode::whatFor(code.id) != EnrolmentCode::For::RelyingServer)
        return fail(ErrorCode::EnrolmentRefused, "this code is a console's; hufu-server enrol-code --relying gives one for a relying server");
    const Result<ServerAddress> address = ServerAddress::parse(url);
    const Result<Pending> pending = address ? relyingKey(folder, name) : fail(address.error());
    const Result<Bytes> claim = pending ? claimBody(code, pending->request, std::nullopt) : fail(pending.error());
    if (!claim)
        return fail(claim.error());
    ServerLink link({*address, [&code](BytesView certificate) { return code.isOf(certificate); }, {}, clock});
    const Result<Bytes> answer = link.fetch({.method = "POST", .target = "/v1/enrol", .contentType = "application/json", .body = *claim});
    const Result<QJsonObject> object = answer ? parseJsonObject(*answer, false) : fail(answer.error());
    const Result<Workstation> server = object ? workstationFromJson(*object) : fail(object.error());
    if (!server)
        return fail(server.error());
    const Result<Bytes> authority = certifiedBy(link, *server, pending->key, clock());
    if (!authority)
        return fail(authority.error());
    ServerRecord record{url, sha256(*authority), server->id, server->certificate};
    if (Result<void> written = record.write(folder); !written)
        return fail(written.error());
    return record;
}

Result<ServerLink::Settings> relyingLinkSettings(const std::string &folder, const Clock &clock)
{
    Result<ServerRecord> record = ServerRecord::read(folder);
    Result<ServerAddress> address = record ? ServerAddress::parse(record->url) : fail(record.error());
    Result<SecureBytes> key = address ? readSecretFile(relyingKeyPath(folder), largestRelyingFile) : fail(address.error());
    if (!key)
        return fail(key.error());
    return ServerLink::Settings{std::move(*address), [authority = record->authority](BytesView certificate) { return sha256(certificate) == authority; },
                                {std::move(record->certificate), std::move(*key)}, clock};
}

Result<void> keepFounder(Connection &connection, const SecureBytes &databaseKey, const FounderClaim &founder)
{
    const Result<SecureBytes> wrapping = deriveSubkey(databaseKey, workstationPurpose);
    const Result<std::string> text = toCanonicalJson(toJson(founder));
    if (!wrapping || !text)
        return fail(wrapping ? text.error() : wrapping.error());
    return connection.transaction([&] { return putSealed(connection, *wrapping, founderName, SecureBytes::copyOf(*text)); });
}

Result<SecureBytes> workstationKey(Connection &connection, const SecureBytes &databaseKey)
{
    const Result<SecureBytes> wrapping = deriveSubkey(databaseKey, workstationPurpose);
    return wrapping ? readSealed(connection, *wrapping, workstationKeyName) : fail(wrapping.error());
}

} // namespace hufu
