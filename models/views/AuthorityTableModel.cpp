// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/AuthorityTableModel.h"

#include "models/pki/KeyKind.h"
#include "models/replica/House.h"
#include "models/store/CaReader.h"
#include "models/views/ValueText.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace hufu {
namespace {

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "Name"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "Part"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "Algorithm"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "Key kept in"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "State"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "Certificate until"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "CRL number"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "CRL good until"),
    QT_TRANSLATE_NOOP("hufu::AuthorityTableModel", "Revoked"),
};
static_assert(std::size(titles) == AuthorityTableModel::ColumnCount);

using AuthorityRow = AuthorityTableModel::Row;
using CaState = AuthorityTableModel::CaState;

CaState stateAt(const AuthorityRow &row, Instant now)
{
    if (row.ca.revoked)
        return CaState::Revoked;
    if (!row.listing)
        return CaState::BeingMade;
    return row.listing->notAfter < now ? CaState::Ended : CaState::Active;
}

std::optional<CertificateListing> listingOf(const Bytes &der)
{
    if (der.empty())
        return std::nullopt;
    Result<CertificateListing> listing = readListing(der);
    return listing ? std::optional(std::move(*listing)) : std::nullopt;
}

/// The value of one attribute of a PKCS#11 URI (RFC 7512 §2.3), which was judged when the CA was ordered.
QString uriPart(const std::string &uri, const char *name)
{
    for (const QByteArray &part : QByteArray::fromStdString(uri).mid(7).replace('?', ';').replace('&', ';').split(';')) {
        if (part.startsWith(name))
            return QString::fromUtf8(QByteArray::fromPercentEncoding(part.mid(qsizetype(std::strlen(name)))));
    }
    return {};
}

} // namespace

AuthorityTableModel::AuthorityTableModel(QObject *parent)
    : TitledTableModel(titles, parent), m_clock(this), m_load([this](std::vector<AuthorityRow> rows) { accept(std::move(rows)); })
{
    m_clock.setInterval(std::chrono::minutes(1));
    connect(&m_clock, &QTimer::timeout, this, &AuthorityTableModel::lookAtClock);
}

void AuthorityTableModel::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_load.abandon();
    m_clock.stop();
    m_house = house;
    m_loaded = false;
    accept({});
    m_loaded = false;
    if (!house)
        return;
    connect(house, &House::journalGrew, this, &AuthorityTableModel::load);
    m_clock.start();
    load();
}

void AuthorityTableModel::load()
{
    m_load.start([house = m_house](const std::stop_token &stop) {
        Result<std::vector<AuthorityRow>> read = house->read([&](Connection &connection) -> Result<std::vector<AuthorityRow>> {
            Result<std::vector<CertificateAuthority>> cas = readCas(connection);
            if (!cas)
                return fail(cas.error());
            std::vector<AuthorityRow> rows;
            for (CertificateAuthority &ca : *cas) {
                if (stop.stop_requested())
                    break;
                const Result<IssuedCount> count = countIssued(connection, ca.plan.id);
                if (!count)
                    return fail(count.error());
                AuthorityRow row{std::move(ca), {}, {}, count->issued, count->revoked};
                row.listing = listingOf(row.ca.certificate);
                row.responderListing = listingOf(row.ca.responder);
                rows.push_back(std::move(row));
            }
            return rows;
        });
        return std::move(read).value_or(std::vector<AuthorityRow>()); // the house itself says that it cannot be read
    });
}

void AuthorityTableModel::accept(std::vector<AuthorityRow> rows)
{
    m_now = m_house ? m_house->now() : Instant();
    m_loaded = true;
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT loaded();
}

void AuthorityTableModel::lookAtClock()
{
    m_now = m_house->now();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, CrlUntil));
    Q_EMIT clockMoved();
}

int AuthorityTableModel::rowOf(const std::string &id) const
{
    const auto at = std::ranges::find(m_rows, id, [](const AuthorityRow &row) { return row.ca.plan.id; });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

CaState AuthorityTableModel::stateOf(int row) const { return stateAt(m_rows[static_cast<std::size_t>(row)], m_now); }

int AuthorityTableModel::firstToRunOut() const
{
    int first = -1;
    for (int at = 0; at < rowCount(); ++at) {
        if (row(at).ca.crlNumber == 0 || stateOf(at) == CaState::Revoked || stateOf(at) == CaState::Ended)
            continue;
        if (first < 0 || row(at).ca.crlNextUpdate < row(first).ca.crlNextUpdate)
            first = at;
    }
    return first;
}

int AuthorityTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

std::optional<Severity> AuthorityTableModel::urgency(const AuthorityRow &row, int column) const
{
    const CaState state = stateAt(row, m_now);
    if (column == State) {
        switch (state) {
        case CaState::BeingMade: return Severity::Medium;
        case CaState::Active: return std::nullopt;
        case CaState::Ended:
        case CaState::Revoked: return Severity::Critical;
        }
    }
    if (column == CrlUntil && row.ca.crlNumber > 0 && state == CaState::Active)
        return crlUrgency(row.ca.crlThisUpdate, row.ca.crlNextUpdate, m_now);
    return std::nullopt;
}

QVariant AuthorityTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AuthorityRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const CertificateAuthority &ca = row.ca;
    if (role == UrgencyRole) {
        const std::optional<Severity> severity = urgency(row, index.column());
        return severity ? static_cast<int>(*severity) : -1;
    }
    if (role == Qt::TextAlignmentRole && (index.column() == CrlNumber || index.column() == Revoked))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const bool sorting = role == SortRole;
    switch (index.column()) {
    case Name: return QString::fromStdString(ca.plan.commonName);
    case Tree: return sorting ? QVariant(static_cast<int>(ca.plan.tree)) : treeText(ca.plan.tree);
    case Algorithm: return algorithmText(ca.plan.algorithm);
    case KeyStore: return keyStoreText(ca.plan);
    case State: return sorting ? QVariant(static_cast<int>(stateAt(row, m_now))) : stateText(stateAt(row, m_now));
    case Until:
        if (sorting)
            return row.listing ? qlonglong(toUnix(row.listing->notAfter)) : 0;
        return row.listing ? ValueText::date(row.listing->notAfter) : tr("not yet made");
    case CrlNumber: return sorting ? QVariant(qulonglong(ca.crlNumber)) : ca.crlNumber ? QLocale().toString(qulonglong(ca.crlNumber)) : tr("none yet");
    case CrlUntil:
        if (sorting)
            return ca.crlNumber ? qlonglong(toUnix(ca.crlNextUpdate)) : 0;
        return ca.crlNumber ? tr("%1 · %2", "date and time left").arg(ValueText::date(ca.crlNextUpdate), timeLeft(ca.crlNextUpdate, m_now)) : tr("none yet");
    case Revoked: return sorting ? QVariant(qlonglong(row.revoked)) : QLocale().toString(qlonglong(row.revoked));
    default: return {};
    }
}

std::optional<Severity> AuthorityTableModel::crlUrgency(Instant thisUpdate, Instant nextUpdate, Instant now)
{
    const auto life = nextUpdate - thisUpdate, left = nextUpdate - now;
    if (left < std::min<std::chrono::seconds>(std::chrono::days(1), life / 4))
        return Severity::Critical;
    if (left < life / 2)
        return Severity::Medium;
    return std::nullopt;
}

QString AuthorityTableModel::timeLeft(Instant until, Instant now)
{
    using namespace std::chrono;
    if (until < now)
        return tr("run out");
    if (until - now < hours(2))
        return tr("%n minute(s) left", nullptr, static_cast<int>(floor<minutes>(until - now).count()));
    if (until - now < days(2))
        return tr("%n hour(s) left", nullptr, static_cast<int>(floor<hours>(until - now).count()));
    return tr("%n day(s) left", nullptr, static_cast<int>(floor<days>(until - now).count()));
}

QString AuthorityTableModel::treeText(CaTree tree)
{
    switch (tree) {
    case CaTree::Root: return tr("Root");
    case CaTree::Server: return tr("Servers");
    case CaTree::Client: return tr("People and devices");
    }
    Q_UNREACHABLE();
}

QString AuthorityTableModel::algorithmText(const std::string &keyKind)
{
    const Result<KeyKind> kind = keyKindFromName(keyKind);
    if (!kind)
        return QString::fromStdString(keyKind); // of a newer release
    switch (*kind) {
    case KeyKind::EcP256: return QStringLiteral("ECDSA P-256");
    case KeyKind::EcP384: return QStringLiteral("ECDSA P-384");
    case KeyKind::Rsa2048: return QStringLiteral("RSA 2048");
    case KeyKind::Rsa3072: return QStringLiteral("RSA 3072");
    case KeyKind::Rsa4096: return QStringLiteral("RSA 4096");
    case KeyKind::Sm2: return tr("SM2 with SM3");
    }
    Q_UNREACHABLE();
}

QString AuthorityTableModel::stateText(CaState state)
{
    switch (state) {
    case CaState::BeingMade: return tr("being made");
    case CaState::Active: return tr("active");
    case CaState::Ended: return tr("ended");
    case CaState::Revoked: return tr("revoked");
    }
    Q_UNREACHABLE();
}

QString AuthorityTableModel::keyStoreText(const CaPlan &plan)
{
    return plan.keyStore.empty() ? tr("vault, encrypted") : tr("token %1", "PKCS#11 token; %1: its name").arg(tokenLabel(plan));
}

QString AuthorityTableModel::tokenLabel(const CaPlan &plan) { return uriPart(plan.keyStore, "token="); }
QString AuthorityTableModel::tokenModule(const CaPlan &plan) { return uriPart(plan.keyStore, "module-path="); }

} // namespace hufu
