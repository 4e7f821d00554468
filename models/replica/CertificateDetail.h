// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateText.h"
#include "models/pki/Trust.h"
#include "models/pki/ValidationClass.h"
#include "models/replica/Inventory.h"
#include "models/replica/KeyEscrow.h"
#include "models/store/EntryNames.h"
#include "models/store/HouseReader.h"
#include "models/store/RevocationReader.h"

#include <memory>
#include <set>

namespace hufu {

class House;

/// One certificate of a chain, leaf first.
struct ChainLink {
    CertificateListing listing;
    bool inInventory = false;     ///< can be opened
    bool trustedByComputer = false; ///< is one of this computer's anchors
};

/// A certificate of the inventory named in another's details.
struct RelatedCertificate {
    Sha256 sha256{};
    std::string title;
    std::string issuerName;
    Instant notAfter{};
};

/// Everything the detail panel shows of one certificate, put together by readDetail(). A value.
struct CertificateDetail {
    std::int64_t id = 0;
    Bytes der;
    CertificateListing listing;
    Classification classification;
    CertificateStatus status = CertificateStatus::Valid;
    Tier tier = Tier::None;
    Instant readAt{};
    int soonDays = 30; ///< days left from which on it calls for attention, by policy and length of life

    TrustResult trust;                 ///< at readAt, against this computer's anchors
    std::vector<ChainLink> chain;      ///< as far as it could be built
    bool anchorsFound = false;         ///< false: this computer has no list of trusted authorities, so nothing can be trusted
    std::vector<Finding> findings;     ///< worst first
    std::vector<SightingRecord> sightings;
    std::vector<Service> services;
    std::vector<RelatedCertificate> sameKey; ///< others with this public key, at most mostRelated
    std::vector<RelatedCertificate> replacedBy, replaces; ///< by the own CA, on a request to renew or rekey; at most one each
    bool superseded = false; ///< what took its place was seen wherever it was at work itself: its expiry is nobody's worry
    std::vector<RelatedCertificate> newer;   ///< that stand in for it: same names, expiring later; at most mostRelated
    struct HistoryLine {
        Entry entry;         ///< without the command's bytes
        std::string actor;   ///< the person's name, else their id
        QJsonObject payload; ///< of the command; of imports left out
    };
    std::vector<HistoryLine> history;  ///< how it came to be and what became of it, for one of the own CA; the imports that brought it or saw it
                                       ///< again. Newest first
    EntryNames names;                  ///< of what those entries are about
    std::optional<RevocationProgress> revocation; ///< of a certificate of the own CA that is revoked or suspended
    std::optional<EscrowSight> escrow; ///< of a certificate of the own CA whose key custodians hold
    std::vector<ExtensionText> extensions;
    std::string text;                  ///< as `openssl x509 -text` prints it

    static constexpr std::size_t mostRelated = 100;
};

/// The authorities that this computer trusts: parsed once, and known by their SHA-256. Safe to share between threads.
class TrustAnchors {
public:
    TrustAnchors() : m_store({}) {}
    explicit TrustAnchors(const std::vector<Bytes> &anchors);
    /// Reads a PEM bundle. NotFound, or as streamContainer().
    static Result<TrustAnchors> read(const std::string &path);
    /// This computer's bundle, read once in a process' life; empty when there is none.
    static const TrustAnchors &ofThisComputer();
    /// The names alone, likewise: a few milliseconds, where parsing all takes some twenty.
    static const std::set<Sha256> &namesOfThisComputer();

    bool isEmpty() const { return m_known.empty(); }
    bool holds(const Sha256 &sha256) const { return m_known.contains(sha256); }
    const AnchorStore &store() const { return m_store; }

private:
    AnchorStore m_store;
    std::set<Sha256> m_known;
};

/// Reads one certificate of the inventory with everything around it. Blocks: for a pool thread. NotFound when the snapshot does not hold it.
Result<CertificateDetail> readDetail(House &house, const std::shared_ptr<const Inventory> &inventory, const Sha256 &sha256,
                                     const TrustAnchors &anchors = TrustAnchors::ofThisComputer());

} // namespace hufu
