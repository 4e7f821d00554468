// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"
#include "models/journal/Entry.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace hufu {

/// Which part of the own CA. Two trees under one root, so that a server key never passes for a client's (standards.md §1.3). Stored by value.
enum class CaTree : std::uint8_t { Root = 0, Server = 1, Client = 2 };
const char *caTreeName(CaTree tree); ///< "root", "server", "client"
Result<CaTree> caTreeFromName(std::string_view name);

/// Payload of `ca.create`: what the officers want made.
struct CaPlan {
    std::string id; ///< UUIDv7
    CaTree tree = CaTree::Root;
    std::string algorithm = "ec-p256"; ///< a KeyKind by name
    std::string parent;                ///< id of the root; empty for a root
    std::string commonName;
    std::string organization;
    std::string locality;              ///< may be empty
    std::string country = "CN";
    int years = 10;                    ///< 1..25
    std::vector<std::string> domains;  ///< server tree: permitted DNS subtrees; empty: no constraint
    std::string statusUrl;             ///< where CRL and OCSP will be found, "http://pki.example" without a final slash
    std::string keyStore;              ///< empty: in the vault; else a PKCS#11 URI (RFC 7512) of module and token, without PIN
    bool operator==(const CaPlan &) const = default;
};
QJsonObject toJson(const CaPlan &plan);
/// Malformed for whatever cannot stand in a certificate, or must not stand in a journal (a PIN).
Result<CaPlan> caPlanFromJson(const QJsonObject &payload);

/// Where this CA's CRL, its OCSP responder and its certificate are found: written into what it issues (RFC 5280 §4.2.1.13, §4.2.2.1).
std::string crlUrlOf(const CaPlan &plan);         ///< "http://pki.example/crl/ID.crl"
std::string ocspUrlOf(const CaPlan &plan);        ///< "http://pki.example/ocsp"
std::string certificateUrlOf(const CaPlan &plan); ///< "http://pki.example/ca/ID.cer"
/// The policy under which it issues, dotted: below 2.25, where every UUID is its maker's own arc (X.667), the 62 random bits that end the CA's
/// id. Not all its 128: GnuTLS 3.7 does not read arcs beyond 63 bits.
std::string policyOidOf(const CaPlan &plan);

/// A CA of the house as the journal made it.
struct CertificateAuthority {
    CaPlan plan;
    Sequence sequence = 0;  ///< of the entry that ordered it
    bool pilot = false;     ///< made in pilot mode, without a second signer
    Bytes certificate;      ///< DER; empty until it is made
    bool revoked = false;   ///< its certificate is revoked or suspended: it issues nothing
    Bytes responder;        ///< DER of its OCSP responder's certificate; empty until it is made
    std::uint64_t crlNumber = 0;  ///< of the newest CRL; 0: none yet
    Sha256 crlSha256{};     ///< names its blob
    Instant crlThisUpdate{}, crlNextUpdate{};
    Sequence crlUpTo = 0;   ///< the newest revocation entry that it contains
    bool operator==(const CertificateAuthority &) const = default;
};

/// Payloads of the authority's acts about a CA.
struct CaCertified {
    std::string ca;
    Bytes certificate; ///< DER
};
QJsonObject toJson(const CaCertified &act);
Result<CaCertified> caCertifiedFromJson(const QJsonObject &payload); ///< ca.certify and responder.certify

struct CrlPublished {
    std::string ca;
    std::uint64_t number = 0;
    Sha256 sha256{};        ///< of the CRL, which travels as a blob
    Instant thisUpdate{}, nextUpdate{};
    Sequence upTo = 0;
};
QJsonObject toJson(const CrlPublished &act);
Result<CrlPublished> crlPublishedFromJson(const QJsonObject &payload);

/// Payload of `certificate.issue`.
struct CertificateIssued {
    std::string request; ///< id
    std::string ca;      ///< id
    Bytes certificate;   ///< DER
};
QJsonObject toJson(const CertificateIssued &act);
Result<CertificateIssued> certificateIssuedFromJson(const QJsonObject &payload);

} // namespace hufu
