// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/StatusSite.h"

#include "models/pki/Digest.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::string_view ocspPath = "/ocsp", crlFolder = "/crl/", caFolder = "/ca/";
/// A CRL is signed anew at each revocation: relying parties should not learn of it much later than OCSP says it.
constexpr std::chrono::seconds crlAge{3600}, certificateAge{86400};

bool isRead(const HttpRequest &request) { return request.method == "GET" || request.method == "HEAD"; }

HttpReply notAllowed(const char *allowed)
{
    HttpReply reply = HttpReply::text(405, "This address takes " + std::string(allowed) + ".");
    reply.headers.emplace_back("Allow", allowed);
    return reply;
}

HttpReply notFound() { return HttpReply::text(404, "There is nothing at this address."); }

/// The id between a folder's name and an ending; nothing when the path is another.
std::optional<std::string_view> idIn(std::string_view path, std::string_view folder, std::string_view ending)
{
    if (!path.starts_with(folder) || !path.ends_with(ending) || path.size() <= folder.size() + ending.size())
        return {};
    return path.substr(folder.size(), path.size() - folder.size() - ending.size());
}

/// The OCSP request in it; what cannot be decoded is an empty one, and so a malformed one.
Bytes ocspRequestOf(const HttpRequest &request)
{
    if (request.method == "POST")
        return request.body;
    return fromBase64(std::string_view(request.path).substr(ocspPath.size() + 1)).value_or(Bytes());
}

/// Nothing when it is an OCSP request; else what is to be said instead.
std::optional<HttpReply> refusal(const HttpRequest &request)
{
    const bool single = request.path == ocspPath || request.path == "/ocsp/";
    if (request.method == "POST" && single)
        return {};
    if (single)
        return notAllowed("POST");
    return isRead(request) ? std::nullopt : std::optional(notAllowed("GET, HEAD"));
}

bool isOcsp(const HttpRequest &request) { return request.path == ocspPath || request.path.starts_with("/ocsp/"); }

} // namespace

StatusSite::StatusSite(StatusSource &source, Clock clock, std::chrono::seconds ocspLife)
    : m_source(source), m_clock(clock), m_ocsp(source, clock, ocspLife)
{
}

std::optional<HttpReply> StatusSite::answerAtOnce(const HttpRequest &request)
{
    if (!isOcsp(request))
        return file(request);
    if (std::optional<HttpReply> refused = refusal(request))
        return refused;
    const OcspReply reply = m_ocsp.answerAtOnce(ocspRequestOf(request));
    return reply ? std::optional(ocspReply(request, reply)) : std::nullopt;
}

HttpReply StatusSite::answerSlowly(const HttpRequest &request)
{
    return ocspReply(request, m_ocsp.produce(ocspRequestOf(request)));
}

HttpReply StatusSite::tryLater()
{
    return ocspReply({}, std::make_shared<ProducedOcsp>(ProducedOcsp{ocspFailureResponse(OcspFailure::TryLater), {}}));
}

HttpReply StatusSite::ocspReply(const HttpRequest &request, const OcspReply &reply) const
{
    // What POST brings is for the asker alone (RFC 9110 §9.3.3), what has a nonce is for this once.
    if (reply->validity && isRead(request)) {
        const ProducedOcsp::Validity &validity = *reply->validity;
        return HttpReply::lasting({.contentType = "application/ocsp-response",
                                   .etag = validity.etag,
                                   .lastModified = validity.thisUpdate,
                                   .expires = validity.nextUpdate,
                                   .maxAge = validity.refreshAt - m_clock()},
                                  reply->der, reply, request.ifNoneMatch, request.ifModifiedSince);
    }
    HttpReply http{.status = 200, .body = reply->der, .owner = reply, .headers = {}};
    http.headers.emplace_back("Content-Type", "application/ocsp-response");
    http.headers.emplace_back("Cache-Control", "no-store");
    return http;
}

HttpReply StatusSite::file(const HttpRequest &request) const
{
    const bool isHealth = request.path == "/healthz";
    const auto crlId = idIn(request.path, crlFolder, ".crl"), caId = idIn(request.path, caFolder, ".cer");
    if (!isHealth && !crlId && !caId)
        return notFound();
    if (!isRead(request))
        return notAllowed("GET, HEAD");
    if (isHealth)
        return health();

    std::shared_ptr<const StatusSnapshot> snapshot = m_source.snapshot();
    if (!snapshot)
        return HttpReply::text(503, "The authority is not ready.");
    const auto ca = std::ranges::find(snapshot->authorities, crlId ? *crlId : *caId, &CaStatus::id);
    if (ca == snapshot->authorities.end())
        return notFound();
    if (crlId)
        return crl(request, snapshot, *ca);
    return HttpReply::lasting({.contentType = "application/pkix-cert",
                               .etag = '"' + toHex(BytesView(sha256(ca->certificate)).first(16)) + '"',
                               .lastModified = {},
                               .expires = {},
                               .maxAge = certificateAge},
                              ca->certificate, snapshot, request.ifNoneMatch, request.ifModifiedSince);
}

HttpReply StatusSite::crl(const HttpRequest &request, std::shared_ptr<const StatusSnapshot> snapshot, const CaStatus &ca) const
{
    if (ca.crl.der.empty())
        return notFound();
    // A CA never uses a number twice (RFC 5280 §5.2.3); the time tells it from one of a house that was set up anew.
    const std::string etag = '"' + std::to_string(ca.crl.number) + '-' + std::to_string(toUnix(ca.crl.thisUpdate)) + '"';
    return HttpReply::lasting({.contentType = "application/pkix-crl",
                               .etag = etag,
                               .lastModified = ca.crl.thisUpdate,
                               .expires = {},
                               .maxAge = std::min(crlAge, ca.crl.nextUpdate - m_clock())},
                              ca.crl.der, std::move(snapshot), request.ifNoneMatch, request.ifModifiedSince);
}

HttpReply StatusSite::health() const
{
    const std::shared_ptr<const StatusSnapshot> snapshot = m_source.snapshot();
    if (!snapshot)
        return HttpReply::text(503, "The authority is not ready.");
    const Instant now = m_clock();
    for (const CaStatus &ca : snapshot->authorities) {
        if (!ca.crl.der.empty() && ca.crl.nextUpdate <= now)
            return HttpReply::text(503, "The CRL of " + ca.id + " ended at " + toIso(ca.crl.nextUpdate) + ".");
        if (ca.responder && ca.responder->notAfter <= now)
            return HttpReply::text(503, "The OCSP responder's certificate of " + ca.id + " ended at " + toIso(ca.responder->notAfter) + ".");
    }
    return HttpReply::text(200, "ok");
}

} // namespace hufu
