// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Enrolment.h"

#include "models/base/Uuid.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/OfficerRequest.h"
#include "models/store/EnrolmentCodes.h"
#include "models/store/Workstations.h"

namespace hufu {
namespace {

bool sameProof(const Sha256 &one, const Sha256 &other)
{
    unsigned difference = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        difference |= one[i] ^ other[i];
    return difference == 0;
}

} // namespace

Result<StoredCode> provenCode(Authority &authority, const EnrolmentClaim &claim, BytesView covered, Instant now)
{
    Connection &connection = authority.connection();
    Result<std::optional<StoredCode>> stored = readCode(connection, claim.code);
    if (!stored)
        return fail(stored.error());
    if (!*stored || (*stored)->expires < now || (*stored)->tries >= mostEnrolmentTries)
        return fail(ErrorCode::EnrolmentRefused, "there is no such code, it has lapsed, or it was tried too often");
    const Result<Sha256> proof = enrolmentProof((*stored)->verifier, covered);
    if (!proof)
        return fail(proof.error());
    if (sameProof(*proof, claim.proof))
        return std::move(**stored);
    // In the servers' turn, where there are several: each try counts, wherever it was made.
    if (Result<void> noted = authority.keepBeside([&](Connection &level) { return noteFailedTry(level, claim.code); }); !noted)
        return fail(noted.error());
    return fail(ErrorCode::EnrolmentRefused, "the proof does not fit the code");
}

Result<std::string> workstationIn(BytesView request)
{
    const Result<CertificateRequest> read = readRequest(request);
    if (!read)
        return fail(read.error());
    if (read->commonName.empty() || read->commonName.size() > 64)
        return fail(ErrorCode::InvalidArgument, "the request names no workstation");
    return read->commonName;
}

Result<EnrolmentCode> makeCode(Connection &connection, BytesView authorityCertificate, Instant now, EnrolmentCode::For what)
{
    EnrolmentCode code = EnrolmentCode::make(authorityCertificate, what);
    Result<SecureBytes> verifier = enrolmentVerifier(code.secret);
    if (!verifier)
        return fail(verifier.error());
    if (Result<void> kept = keepCode(connection, {code.id, std::move(*verifier), now + enrolmentCodeLife, 0, {}, {}}); !kept)
        return fail(kept.error());
    return code;
}

Result<EnrolmentCode> giveOutCode(Connection &connection, Instant now, EnrolmentCode::For what)
{
    const Result<HouseRecord> house = readHouse(connection);
    if (!house)
        return fail(house.error());
    return connection.transaction([&] { return makeCode(connection, house->authorityCertificate, now, what); });
}

Result<Workstation> enrolWorkstation(Authority &authority, const EnrolmentClaim &claim)
{
    Connection &connection = authority.connection();
    const Result<StoredCode> code = provenCode(authority, claim, claim.request, authority.now());
    if (!code)
        return fail(code.error());
    const Sha256 digest = sha256(claim.request);
    if (!code->workstation.empty()) {
        Result<std::optional<Workstation>> before = readWorkstation(connection, code->workstation);
        if (!before)
            return fail(before.error());
        if (code->request != digest || !*before || !(*before)->active)
            return fail(ErrorCode::EnrolmentRefused, "the code was used already");
        return std::move(**before);
    }
    const Result<Bytes> spki = provenPublicKey(claim.request);
    const Result<std::string> name = workstationIn(claim.request);
    if (!spki || !name)
        return fail(spki ? name.error() : spki.error());
    Workstation workstation{newUuid(), *name, {}};
    const Result<Receipt> receipt = authority.act([&](DutyContext &context) -> Result<Act> {
        const Result<std::optional<StoredCode>> still = readCode(context.connection, claim.code);
        if (!still)
            return fail(still.error());
        if (!*still || !(*still)->workstation.empty())
            return fail(ErrorCode::EnrolmentRefused, "the code was used in this very moment");
        const TlsIdentity identity{TlsIdentity::Side::Workstation, workstation.name, workstation.id, {}};
        Result<Bytes> certificate = makeTlsCertificate(context.authorityKey, context.authorityCertificate, *spki, identity,
                                                       context.now - std::chrono::hours(1), context.now + workstationLife);
        if (!certificate)
            return fail(certificate.error());
        workstation.certificate = std::move(*certificate);
        if (Result<void> used = noteCodeUsed(context.connection, claim.code, workstation.id, digest); !used)
            return fail(used.error());
        const bool relying = EnrolmentCode::whatFor(claim.code) == EnrolmentCode::For::RelyingServer;
        return Act{relying ? CommandKind::EnrolRelying : CommandKind::EnrolWorkstation, toJson(workstation)};
    });
    if (!receipt)
        return fail(receipt.error());
    return workstation;
}

} // namespace hufu
