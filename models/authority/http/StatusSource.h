// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/SerialTable.h"
#include "models/authority/http/SignerPool.h"
#include "models/pki/OcspCertId.h"
#include "models/pki/OcspResponse.h"

#include <memory>
#include <string>
#include <vector>

namespace hufu {

/// A CRL as it is handed out.
struct PublishedCrl {
    Bytes der;
    std::uint64_t number = 0;
    Instant thisUpdate{}, nextUpdate{};
};

/// What relying parties are told of one CA.
struct CaStatus {
    std::string id;                            ///< as it stands in URLs: letters, digits, '-', '_', '.'
    Bytes certificate;                         ///< DER
    OcspIssuer issuer;                         ///< of that certificate
    PublishedCrl crl;                          ///< the newest; `der` is empty before the first
    std::shared_ptr<const SerialTable> serials; ///< what it issued; null as good as empty
    std::optional<OcspResponderId> responder;  ///< nothing: no OCSP for this CA
    std::shared_ptr<SignerPool> signers;       ///< over the responder's key; set when `responder` is
};

/// Everything the status server says, as of one moment; never changed once handed out.
struct StatusSnapshot {
    std::vector<CaStatus> authorities;
};

/// Where the status server learns the state: it knows no database. Another snapshot means that something changed, and drops every
/// pre-produced answer.
class StatusSource {
public:
    virtual ~StatusSource() = default;
    /// The newest state, from any thread and for each request: to be quick, hand out a pointer that is at hand. Null while there is none.
    virtual std::shared_ptr<const StatusSnapshot> snapshot() = 0;
};

} // namespace hufu
