// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CertificateCells.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/RevocationText.h"

#include <QStringList>

#include <algorithm>

namespace hufu {
namespace {

using Cell = const CertificateRow &;

QStringList namesOf(Cell row)
{
    return row.names.empty() ? QStringList() : qstr(row.names).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

/// A text of each of the row's services, each once.
QString ofServices(const Inventory &inventory, Cell row, std::string Service::*text)
{
    QStringList texts;
    for (std::uint16_t service : row.services) {
        const QString one = qstr(inventory.services()[service].*text);
        if (!one.isEmpty() && !texts.contains(one))
            texts.append(one);
    }
    return texts.join(QStringLiteral(", "));
}

QString location(Cell row, std::size_t at)
{
    const SightingColumns::Sighting &sighting = row.sightings[at];
    const QString kind = ValueText::sourceKind(sighting.kind), place = qstr(row.sightingTexts->locations.at(sighting.location));
    return place.isEmpty() ? kind : QStringLiteral("%1: %2").arg(kind, place);
}

QString seenText(const Inventory &, Cell row, Instant)
{
    if (row.sightings.empty())
        return {};
    const auto latest = std::ranges::max_element(row.sightings, {}, &SightingColumns::Sighting::lastSeen);
    const QString first = location(row, static_cast<std::size_t>(latest - row.sightings.begin()));
    return row.sightings.size() == 1 ? first : QStringLiteral("%1 +%2").arg(first).arg(row.sightings.size() - 1);
}

QString seenToolTip(const Inventory &, Cell row, Instant)
{
    constexpr std::size_t most = 20;
    QStringList places;
    for (std::size_t at = 0; at < std::min(row.sightings.size(), most); ++at)
        places.append(location(row, at));
    if (row.sightings.size() > most)
        places.append(QStringLiteral("… +%1").arg(row.sightings.size() - most));
    return places.join(QLatin1Char('\n'));
}

QString findingsText(const Inventory &, Cell row, Instant)
{
    return row.severity ? QStringLiteral("%1 (%2)").arg(ValueText::of(*row.severity)).arg(std::popcount(row.rules)) : QString();
}

QString findingsToolTip(const Inventory &, Cell row, Instant)
{
    QStringList rules;
    forEachRule(row.rules, [&](Rule rule) { rules.append(QString::fromLatin1(ruleName(rule))); });
    return rules.join(QLatin1Char('\n'));
}

/// Why and when the own CA took it back.
QString withdrawnToolTip(const Inventory &, Cell row, Instant)
{
    return row.withdrawn ? RevocationText::reason(row.withdrawn->reason) + QStringLiteral(" · ") + ValueText::dateTime(row.withdrawn->at) : QString();
}

QString namesText(const Inventory &, Cell row, Instant)
{
    constexpr qsizetype most = 10; // a certificate may carry hundreds; the tool tip has more
    const QStringList names = namesOf(row);
    const QString shown = names.mid(0, most).join(QStringLiteral(", "));
    return names.size() > most ? QStringLiteral("%1 +%2").arg(shown).arg(names.size() - most) : shown;
}

QString namesToolTip(const Inventory &, Cell row, Instant)
{
    constexpr qsizetype most = 50;
    const QStringList names = namesOf(row);
    return names.mid(0, most).join(QLatin1Char('\n'))
           + (names.size() > most ? QStringLiteral("\n… +%1").arg(names.size() - most) : QString());
}

constexpr CertificateColumn columns[] = {
    {"subject", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Subject"), SortKey::Subject, false, [](const Inventory &, Cell row, Instant) { return qstr(row.title()); },
     [](const Inventory &, Cell row, Instant) { return qstr(row.subject); }},
    {"names", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Names"), SortKey::Names, false, namesText, namesToolTip},
    {"issuer", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Issuer"), SortKey::Issuer, false, [](const Inventory &, Cell row, Instant) { return qstr(row.issuerName); },
     [](const Inventory &, Cell row, Instant) { return qstr(row.issuer); }},
    {"serial", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Serial number"), SortKey::Serial, true,
     [](const Inventory &, Cell row, Instant) { return ValueText::serial(row.serial); }, nullptr},
    {"expires", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Expires"), SortKey::Expires, false,
     [](const Inventory &, Cell row, Instant) { return ValueText::date(row.notAfter); },
     [](const Inventory &, Cell row, Instant) { return ValueText::dateTime(row.notAfter); }},
    {"days-left", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Days left"), SortKey::Expires, false,
     [](const Inventory &, Cell row, Instant now) {
         return row.withdrawn ? ValueText::of(row.status(now)) : ValueText::daysLeft(row.notAfter, now); // the days mean nothing any more
     },
     [](const Inventory &inventory, Cell row, Instant now) {
         return row.withdrawn ? withdrawnToolTip(inventory, row, now) : ValueText::dateTime(row.notAfter);
     }},
    {"issued", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Issued"), SortKey::Issued, false,
     [](const Inventory &, Cell row, Instant) { return ValueText::date(row.notBefore); },
     [](const Inventory &, Cell row, Instant) { return ValueText::dateTime(row.notBefore); }},
    {"class", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Class"), SortKey::Class, false,
     [](const Inventory &, Cell row, Instant) { return ValueText::of(row.validationClass, row.classInferred); }, nullptr},
    {"tier", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Tier"), SortKey::Tier, false, [](const Inventory &, Cell row, Instant) { return ValueText::of(row.tier); },
     nullptr},
    {"services", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Services"), SortKey::Services, false,
     [](const Inventory &inventory, Cell row, Instant) { return ofServices(inventory, row, &Service::name); }, nullptr},
    {"owner", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Owner"), SortKey::Owner, false,
     [](const Inventory &inventory, Cell row, Instant) { return ofServices(inventory, row, &Service::owner); }, nullptr},
    {"department", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Department"), SortKey::Department, false,
     [](const Inventory &inventory, Cell row, Instant) { return ofServices(inventory, row, &Service::department); }, nullptr},
    {"key", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Key"), SortKey::Key, false,
     [](const Inventory &, Cell row, Instant) { return ValueText::key(row.keyAlgorithm, row.keyBits, row.curve); }, nullptr},
    {"signature", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Signature"), SortKey::Signature, false,
     [](const Inventory &, Cell row, Instant) { return ValueText::of(row.signatureAlgorithm); }, nullptr},
    {"purpose", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Purpose"), SortKey::Purpose, false,
     [](const Inventory &, Cell row, Instant) { return ValueText::of(row.purpose); }, nullptr},
    {"status", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Status"), SortKey::Status, false,
     [](const Inventory &, Cell row, Instant now) { return ValueText::of(row.status(now)); }, withdrawnToolTip},
    {"findings", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Findings"), SortKey::Findings, false, findingsText, findingsToolTip},
    {"seen", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Seen at"), SortKey::Seen, false, seenText, seenToolTip},
    {"fingerprint", QT_TRANSLATE_NOOP("hufu::CertificateTableModel", "Fingerprint (SHA-256)"), SortKey::Fingerprint, true,
     [](const Inventory &, Cell row, Instant) { return ValueText::fingerprint(row.sha256); }, nullptr},
};


} // namespace

std::span<const CertificateColumn> certificateColumns() { return columns; }

std::optional<Severity> urgency(const CertificateRow &row, Instant now)
{
    if (row.status(now) != CertificateStatus::Valid)
        return std::nullopt;
    const int life = termDays(row.notBefore, row.notAfter);
    const std::int64_t left = (toUnix(row.notAfter) - toUnix(now)) / 86400;
    const auto scaled = [&](int ceiling, int part) { return std::min(ceiling, (life + part - 1) / part); };
    if (left < scaled(7, 10))
        return Severity::Critical;
    if (left < scaled(30, 5))
        return Severity::High;
    if (left < scaled(90, 3))
        return Severity::Medium;
    return std::nullopt;
}

} // namespace hufu
