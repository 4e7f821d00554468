// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ForeignStatus.h"

#include "models/pki/CertificateListing.h"
#include "models/pki/CrlReader.h"
#include "models/pki/Digest.h"
#include "models/pki/OcspReply.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/StatusSources.h"
#include "models/probe/HttpFetch.h"
#include "models/replica/House.h"
#include "models/store/EmergencyReader.h"
#include "models/store/HouseReader.h"

#include <QRandomGenerator>

namespace hufu {
namespace {

constexpr auto foreignPatience = std::chrono::seconds(10);
constexpr auto foreignTolerance = std::chrono::minutes(5);
constexpr std::size_t foreignNonce = 32; // RFC 9654 §2.1

struct ForeignCertificate {
    Bytes der, issuer;
    CertificateListing listing;
};

Result<ForeignCertificate> readForeign(Connection &connection, const Sha256 &sha256)
{
    Result<Bytes> der = readBlobNamed(connection, sha256);
    Result<CertificateListing> listing = der ? readListing(*der) : fail(der.error());
    Result<std::vector<Bytes>> issuers = listing ? readIssuers(connection, listing->issuerHash) : fail(listing.error());
    if (!issuers)
        return fail(issuers.error());
    const auto issuer = std::ranges::find_if(*issuers, [&](const Bytes &one) { return isSignedBy(*der, one); });
    if (issuer == issuers->end())
        return fail(ErrorCode::NotFound, "the issuer's certificate is not in the inventory", listing->issuer);
    return ForeignCertificate{std::move(*der), std::move(*issuer), std::move(*listing)};
}

Result<std::optional<ForeignHeard>> askForeignCrl(const ForeignCertificate &certificate, const std::string &url, Instant now, std::stop_token stop)
{
    Result<HttpAnswer> answer = fetchHttp({.url = url, .body = {}, .contentType = {}, .mostOctets = Crl::maxOctets}, foreignPatience, stop);
    if (!answer)
        return fail(answer.error());
    const Sha256 digest = sha256(answer->body);
    const Result<Crl> crl = Crl::read(std::move(answer->body));
    if (!crl)
        return fail(crl.error());
    if (Result<void> good = crl->verify(certificate.issuer); !good)
        return fail(good.error());
    if (crl->thisUpdate() > now + foreignTolerance || !crl->nextUpdate() || *crl->nextUpdate() < now)
        return fail(ErrorCode::Expired, "the CRL is not of today", url);
    const std::optional<RevokedEntry> entry = crl->find(certificate.listing.serialNumber);
    if (!entry)
        return std::optional<ForeignHeard>();
    return std::optional(ForeignHeard{{}, certificate.listing.sha256, "crl", url, digest, now, entry->revokedAt});
}

Result<std::optional<ForeignHeard>> askForeignOcsp(const ForeignCertificate &certificate, const std::string &url, Instant now, std::stop_token stop)
{
    const Result<OcspIssuer> issuer = OcspIssuer::of(certificate.issuer);
    if (!issuer)
        return fail(issuer.error());
    Bytes nonce(foreignNonce);
    QRandomGenerator::system()->generate(nonce.begin(), nonce.end());
    const std::vector<Bytes> serials{certificate.listing.serialNumber};
    Result<HttpAnswer> answer = fetchHttp({.url = url, .body = makeOcspRequest(*issuer, serials, nonce), .contentType = "application/ocsp-request", .mostOctets = OcspReply::maxOctets},
                                          foreignPatience, stop);
    if (!answer)
        return fail(answer.error());
    const Result<OcspReply> reply = OcspReply::read(std::move(answer->body));
    if (!reply)
        return fail(reply.error());
    if (Result<void> good = reply->verify(certificate.issuer, now); !good)
        return fail(good.error());
    const OcspReply::Single *single = reply->find(*issuer, certificate.listing.serialNumber);
    if (!single || single->thisUpdate > now + foreignTolerance || (single->nextUpdate && *single->nextUpdate < now))
        return fail(ErrorCode::NothingFound, "the answer does not speak of this certificate today", url);
    if (single->status != OcspReply::Single::Status::Revoked)
        return std::optional<ForeignHeard>();
    return std::optional(ForeignHeard{{}, certificate.listing.sha256, "ocsp", url, sha256(reply->der()), now, single->revokedAt});
}

ForeignSight askForeign(const ForeignCertificate &certificate, Instant now, std::stop_token stop)
{
    ForeignSight sight{certificate.listing.sha256, false, {}, {}};
    const Result<StatusSources> sources = StatusSources::of(certificate.der);
    if (!sources) {
        sight.error = sources.error();
        return sight;
    }
    bool answered = false;
    const auto take = [&](Result<std::optional<ForeignHeard>> heard) {
        if (!heard) {
            sight.error = heard.error();
            return false;
        }
        answered = true;
        if (*heard) {
            sight.revoked = true;
            sight.heard = std::move(**heard);
        }
        return sight.revoked;
    };
    for (const std::string &url : sources->ocsp) {
        if (take(askForeignOcsp(certificate, url, now, stop)))
            break;
    }
    for (const std::string &url : sources->crls) {
        if (sight.revoked || take(askForeignCrl(certificate, url, now, stop)))
            break;
    }
    if (answered)
        sight.error.reset();
    else if (!sight.error)
        sight.error = Error{ErrorCode::NothingFound, "the certificate names neither CRL nor OCSP responder", {}, {}};
    return sight;
}

} // namespace

Result<std::vector<ForeignSight>> hearForeignCas(House &house, const std::string &id, std::stop_token stop)
{
    const Result<std::optional<Emergency>> emergency = house.read([&](Connection &connection) { return readEmergency(connection, id); });
    if (!emergency)
        return fail(emergency.error());
    if (!*emergency)
        return fail(ErrorCode::NotFound, "there is no such emergency", id);
    std::vector<ForeignSight> sights;
    for (const Emergency::Asked &asked : (*emergency)->asked) {
        if (asked.revokedAt || stop.stop_requested())
            continue;
        const Result<ForeignCertificate> certificate = house.read([&](Connection &connection) { return readForeign(connection, asked.certificate); });
        ForeignSight sight{asked.certificate, false, certificate ? std::optional<Error>() : certificate.error(), {}};
        if (certificate)
            sight = askForeign(*certificate, house.authorityNow(), stop);
        if (sight.revoked) {
            sight.heard.emergency = (*emergency)->form.id;
            const Result<Receipt> receipt = house.submit(CommandKind::HearForeignCa, toJson(sight.heard));
            if (!isTaken(receipt))
                return fail(receipt.error());
        }
        sights.push_back(std::move(sight));
    }
    return sights;
}

} // namespace hufu
