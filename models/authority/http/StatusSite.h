// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/HttpReply.h"
#include "models/authority/http/OcspService.h"

namespace hufu {

/// A request as it was read from the wire.
struct HttpRequest {
    std::string method;
    std::string path; ///< percent-decoded, without query
    Bytes body;
    std::string ifNoneMatch, ifModifiedSince; ///< empty when not sent
};

/// What stands behind which address, and how it may be cached; knows no sockets. Thread-safe.
///   GET  /ocsp/{base64 of a request}, POST /ocsp   RFC 6960 §A.1, RFC 5019 §5
///   GET  /crl/{ca}.crl, /ca/{ca}.cer               RFC 5280 §4.2.1.13, §4.2.2.1, RFC 2585
///   GET  /healthz                                  200 while every CRL is in force, else 503 and why
class StatusSite {
public:
    StatusSite(StatusSource &source, Clock clock, std::chrono::seconds ocspLife);

    /// The reply, or nothing when a device that signs has to be waited for: answerSlowly() then.
    std::optional<HttpReply> answerAtOnce(const HttpRequest &request);
    HttpReply answerSlowly(const HttpRequest &request);
    /// OCSP's "tryLater", for when too much is asked already.
    HttpReply tryLater();

private:
    HttpReply ocspReply(const HttpRequest &request, const OcspReply &reply) const;
    HttpReply file(const HttpRequest &request) const;
    HttpReply crl(const HttpRequest &request, std::shared_ptr<const StatusSnapshot> snapshot, const CaStatus &ca) const;
    HttpReply health() const;

    StatusSource &m_source;
    const Clock m_clock;
    OcspService m_ocsp;
};

} // namespace hufu
