// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RevocationProof.h"

#include "models/domain/JsonFields.h"
#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t longestUrl = 2000;
constexpr auto clockTolerance = 5min; // as for the times of commands

/// Whether one certificate is revoked by what the newest CRL of its CA contains, and OCSP spoke after that.
Result<void> checkProven(const IssuedCertificate &certificate, const CertificateAuthority &ca, const RevocationProof &proof)
{
    const std::string name = toHex(certificate.sha256);
    if (!certificate.revoked)
        return fail(ErrorCode::Conflict, "it is not revoked", name);
    if (certificate.ca != ca.plan.id)
        return fail(ErrorCode::InvalidArgument, "another CA issued it", name);
    if (certificate.revoked->sequence > ca.crlUpTo)
        return fail(ErrorCode::Conflict, "the newest CRL does not contain it yet", name);
    if (!proof.ocsp)
        return certificate.isCa ? Result<void>() : fail(ErrorCode::InvalidArgument, "its OCSP responder was not asked", name);
    if (proof.ocsp->producedAt < certificate.revoked->at)
        return fail(ErrorCode::InvalidArgument, "OCSP answered before it was revoked", name);
    return {};
}

} // namespace

QJsonObject toJson(const RevocationProof &proof)
{
    QJsonArray certificates;
    for (const Sha256 &certificate : proof.certificates)
        certificates.append(qstr(toHex(certificate)));
    QJsonObject object{{"ca", qstr(proof.ca)},
                       {"certificates", certificates},
                       {"crl", QJsonObject{{"url", qstr(proof.crl.url)},
                                           {"number", qint64(proof.crl.number)},
                                           {"sha256", qstr(toHex(proof.crl.sha256))},
                                           {"at", qstr(toIso(proof.crl.at))}}}};
    if (proof.ocsp) {
        object.insert("ocsp", QJsonObject{{"url", qstr(proof.ocsp->url)},
                                          {"producedAt", qstr(toIso(proof.ocsp->producedAt))},
                                          {"sha256", qstr(toHex(proof.ocsp->sha256))}});
    }
    return object;
}

Result<RevocationProof> revocationProofFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    RevocationProof proof;
    proof.ca = fields.text("ca", 36, 36);
    for (const QJsonValue item : fields.array("certificates", mostRevokedTogether)) {
        const Result<Sha256> certificate = sha256FromHex(utf8(item.toString()));
        if (!certificate)
            fields.wrong("certificates", "holds something else than SHA-256 digests");
        else
            proof.certificates.push_back(*certificate);
    }
    if (proof.certificates.empty())
        fields.wrong("certificates", "is empty");
    const QJsonObject crl = fields.object("crl");
    JsonFields seen(crl);
    proof.crl.url = seen.text("url", longestUrl, 1);
    proof.crl.number = std::uint64_t(seen.integer("number", 1, (std::int64_t(1) << 53) - 1));
    proof.crl.sha256 = seen.digest("sha256");
    proof.crl.at = seen.instant("at");
    if (Result<void> good = seen.finish(); !good)
        return fail(good.error());
    if (fields.has("ocsp")) {
        const QJsonObject ocsp = fields.object("ocsp");
        JsonFields said(ocsp);
        RevocationProof::OcspSeen answer;
        answer.url = said.text("url", longestUrl, 1);
        answer.producedAt = said.instant("producedAt");
        answer.sha256 = said.digest("sha256");
        if (Result<void> good = said.finish(); !good)
            return fail(good.error());
        proof.ocsp = std::move(answer);
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return proof;
}

Result<Ruling> ruleOnProof(const Facts &facts, const Command &command, Instant now)
{
    const Result<RevocationProof> proof = revocationProofFromJson(command.payload);
    if (!proof)
        return fail(proof.error());
    const auto ca = std::ranges::find(facts.cas, proof->ca, [](const CertificateAuthority &one) { return one.plan.id; });
    if (ca == facts.cas.end())
        return fail(ErrorCode::NotFound, "no such CA", proof->ca);
    if (proof->crl.url != crlUrlOf(ca->plan) || (proof->ocsp && proof->ocsp->url != ocspUrlOf(ca->plan)))
        return fail(ErrorCode::InvalidArgument, "asked elsewhere than the certificates say", ca->plan.commonName);
    if (proof->crl.number != ca->crlNumber || proof->crl.sha256 != ca->crlSha256)
        return fail(ErrorCode::Conflict, "the CRL that was seen is not the newest of this CA, which is number " + std::to_string(ca->crlNumber),
                    ca->plan.commonName);
    if (proof->crl.at > now + clockTolerance || (proof->ocsp && proof->ocsp->producedAt > now + clockTolerance))
        return fail(ErrorCode::InvalidArgument, "seen in the future", ca->plan.commonName);
    std::vector<Sha256> named = proof->certificates;
    std::ranges::sort(named);
    if (std::ranges::adjacent_find(named) != named.end())
        return fail(ErrorCode::InvalidArgument, "a certificate is named twice");
    if (facts.issued.size() != named.size())
        return fail(ErrorCode::NotOfOwnCa, "a certificate among them is not of the own CA");
    for (const IssuedCertificate &certificate : facts.issued) {
        if (Result<void> proven = checkProven(certificate, *ca, *proof); !proven)
            return fail(proven.error());
    }
    return Ruling{};
}

} // namespace hufu
