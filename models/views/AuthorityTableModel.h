// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/Lints.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

#include <QTimer>

namespace hufu {

class House;

/// The CAs of the house, each root before what it issued. Lives on the GUI thread; reads on another; there are a handful. Once a minute it
/// looks at the clock, since CRLs run out by themselves.
class AuthorityTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Name, Tree, Algorithm, KeyStore, State, Until, CrlNumber, CrlUntil, Revoked, ColumnCount };
    enum ExtraRole {
        SortRole = Qt::UserRole, ///< comparable value of the cell
        UrgencyRole,             ///< int of Severity where the cell calls for somebody; -1: it does not
    };
    enum class CaState { BeingMade, Active, Ended, Revoked };

    struct Row {
        CertificateAuthority ca;
        std::optional<CertificateListing> listing;          ///< of its certificate; none until it is made
        std::optional<CertificateListing> responderListing; ///< of its OCSP responder's
        std::int64_t issued = 0, revoked = 0;               ///< certificates; suspended ones count as revoked
        bool operator==(const Row &) const = default;
    };

    explicit AuthorityTableModel(QObject *parent = nullptr);

    void setHouse(House *house); ///< null empties it; the house before is used no more when this returns
    const Row &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string &id) const; ///< -1: none
    CaState stateOf(int row) const;
    bool isLoaded() const { return m_loaded; } ///< false before the first answer
    Instant now() const { return m_now; }      ///< what the countdowns count from
    /// The CA, not revoked, whose CRL runs out first, or has; -1: none has one. Relying servers refuse whatever it issued from then on.
    int firstToRunOut() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// How pressing it is that a CRL is signed anew: none while more than half of its life is left, Critical from its last day on (the last
    /// quarter of a life shorter than four days).
    static std::optional<Severity> crlUrgency(Instant thisUpdate, Instant nextUpdate, Instant now);
    static QString timeLeft(Instant until, Instant now); ///< "6 days left", "20 hours left", "40 minutes left", "run out"
    static QString treeText(CaTree tree);
    static QString algorithmText(const std::string &keyKind); ///< by name: "ECDSA P-256", "SM2 with SM3"
    static QString stateText(CaState state);
    static QString keyStoreText(const CaPlan &plan);
    static QString tokenLabel(const CaPlan &plan);  ///< as in its keyStore; empty for a key in the vault
    static QString tokenModule(const CaPlan &plan); ///< path of the PKCS#11 module; likewise

Q_SIGNALS:
    void loaded();
    void clockMoved(); ///< countdowns differ now

private:
    void load();
    void accept(std::vector<Row> rows);
    void lookAtClock();
    std::optional<Severity> urgency(const Row &row, int column) const;

    House *m_house = nullptr;
    std::vector<Row> m_rows;
    Instant m_now{};
    bool m_loaded = false;
    QTimer m_clock;
    BackgroundLoad<std::vector<Row>> m_load;
};

} // namespace hufu
