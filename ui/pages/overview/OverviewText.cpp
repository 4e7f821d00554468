// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/OverviewText.h"

#include "models/views/AuthorityTableModel.h"
#include "models/views/ValueText.h"
#include "models/wording/ErrorText.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace hufu {
namespace {

QString text(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }

/// The chart's order from below: what matters most stands on the axis.
constexpr Tier stackOrder[] = {Tier::Core, Tier::Important, Tier::General, Tier::None};

ChartColour colourOf(Tier tier)
{
    switch (tier) {
    case Tier::Core: return ChartColour::Core;
    case Tier::Important: return ChartColour::Important;
    case Tier::General: return ChartColour::General;
    case Tier::None: return ChartColour::Untied;
    }
    return ChartColour::Untied;
}

ChartColour colourOf(const std::string &severity)
{
    if (severity == severityName(Severity::Critical))
        return ChartColour::Critical;
    if (severity == severityName(Severity::High))
        return ChartColour::High;
    if (severity == severityName(Severity::Medium))
        return ChartColour::Medium;
    if (severity == severityName(Severity::Low))
        return ChartColour::Low;
    return ChartColour::Info;
}

/// One bar a figure, in the figures' order.
template <typename Name>
BarChartData mixOf(const std::vector<Figure> &figures, Name &&name)
{
    BarChartData data;
    data.parts = {{QString(), ChartColour::Accent}};
    for (const Figure &figure : figures) {
        const QString label = name(figure.key);
        data.bars += BarChartData::Bar{.label = label,
                                       .title = label,
                                       .query = text(figure.query),
                                       .segments = {{static_cast<double>(figure.count), text(figure.query)}},
                                       .colour = {}};
    }
    return data;
}

} // namespace

QString OverviewText::headline(const Statistics &statistics, const std::vector<WorkItem> &work)
{
    const bool presses = !work.empty() && work.front().severity > Severity::Info;
    if (presses && (statistics.needs.empty() || work.front().severity >= statistics.needs.front().severity))
        return OverviewText::work(work.front(), statistics.at);
    if (statistics.total == 0)
        return tr("The inventory is still empty. Import certificates to see what needs you.");
    if (statistics.needs.empty())
        return tr("Nothing needs you today.");
    const Need &first = statistics.needs.front();
    const int count = static_cast<int>(first.count);
    switch (first.kind) {
    case NeedKind::ExpiredButSeen: return tr("%Ln expired certificate(s) are still shown by an endpoint.", nullptr, count);
    case NeedKind::CoreExpires7: return tr("%Ln certificate(s) of core services expire within 7 days.", nullptr, count);
    case NeedKind::ImportantExpires7: return tr("%Ln certificate(s) of important services expire within 7 days.", nullptr, count);
    case NeedKind::CoreExpires30: return tr("%Ln certificate(s) of core services expire within 30 days.", nullptr, count);
    case NeedKind::ServiceExpires30: return tr("%Ln certificate(s) of services expire within 30 days.", nullptr, count);
    case NeedKind::CriticalFindings: return tr("%Ln certificate(s) in force have a critical finding.", nullptr, count);
    case NeedKind::PrivateKeysInFiles: return tr("The private keys of %Ln certificate(s) lie in files.", nullptr, count);
    case NeedKind::HighFindings: return tr("%Ln certificate(s) in force have a high finding.", nullptr, count);
    case NeedKind::UntiedServerCertificates: return tr("%Ln server certificate(s) belong to no service yet.", nullptr, count);
    }
    return {};
}

QString OverviewText::work(const WorkItem &item, Instant now)
{
    const int count = static_cast<int>(item.count);
    Error error = item.error.value_or(Error());
    error.subject.clear(); // named beside it
    const QString subject = text(item.subject), why = item.error ? errorText(error).whatHappened : QString();
    const auto lapses = [&] { return item.until ? ValueText::dateTime(*item.until) : QString(); };
    switch (item.kind) {
    case WorkKind::CrlEnds:
        if (*item.until <= now)
            return tr("Clients of “%1” are refused now: its CRL ended on %2.", "CA, date").arg(subject, ValueText::dateTime(*item.until));
        return tr("Clients of “%1” are refused from %2 on, unless its CRL is signed anew: %3.", "CA, date, e.g. 6 days left")
            .arg(subject, ValueText::dateTime(*item.until), AuthorityTableModel::timeLeft(*item.until, now));
    case WorkKind::Trouble:
        return subject.isEmpty() ? tr("The authority could not do what is due: %1").arg(why)
                                 : tr("The authority could not do what is due for “%1”: %2", "CA, why").arg(subject, why);
    case WorkKind::RevocationsRequested: return tr("%Ln revocation(s) requested: no CRL says so yet.", nullptr, count);
    case WorkKind::RevocationsUnverified: return tr("%Ln revocation(s) in force, and nobody has verified that it can be seen.", nullptr, count);
    case WorkKind::GlassToReview: return tr("An officer suspended certificates alone, without a second one (%Ln time(s)): a review is due.", nullptr, count);
    case WorkKind::EmergencyFollowUps: return tr("%Ln follow-up(s) of emergencies are open.", nullptr, count);
    case WorkKind::RequestsForMe: return tr("%Ln request(s) wait for your approval; the first lapses on %1.", nullptr, count).arg(lapses());
    case WorkKind::RequestsLapsing: return tr("%Ln of your own request(s) lapse(s) soon; the first on %1.", nullptr, count).arg(lapses());
    case WorkKind::RequestsReturned: return tr("%Ln of your own request(s) came back for change.", nullptr, count);
    case WorkKind::BackupDue:
        return item.until ? tr("%Ln key(s) or the house are not backed up in time; the house was last on %1.", nullptr, count)
                                .arg(ValueText::date(*item.until))
                          : tr("%Ln key(s) of the own CA or the house are in no backup: a failed disk takes them for good.", nullptr, count);
    case WorkKind::RestoreTestDue:
        return item.until ? tr("A restore test is due; the last was on %1.").arg(ValueText::date(*item.until))
                          : tr("A restore test is due: none was ever held.");
    case WorkKind::TemporaryKeysToReview: return tr("%Ln temporary USBKey(s) that one officer issued alone wait for a review.", nullptr, count);
    case WorkKind::SignaturesForMe: return tr("%Ln command(s) wait for your signature; the first lapses on %1.", nullptr, count).arg(lapses());
    }
    return {};
}

QString OverviewText::workAdvice(const WorkItem &item)
{
    switch (item.kind) {
    case WorkKind::CrlEnds:
        return item.severity > Severity::Info ? tr("Keep this console open and unlocked, or see what keeps the authority from signing.")
                                              : tr("An open console signs it anew each day.");
    case WorkKind::Trouble: return item.error ? errorText(*item.error).whatToDo : QString();
    case WorkKind::RevocationsRequested: return tr("See what keeps the authority from signing the CRL.");
    case WorkKind::RevocationsUnverified: return tr("Open each and verify it; where nothing answers, serve the CRL.");
    case WorkKind::GlassToReview: return tr("A security administrator who did not do it looks at it, and signs for it in the emergency.");
    case WorkKind::EmergencyFollowUps: return tr("Answer them in the emergency; it can be closed when none is left.");
    case WorkKind::RequestsForMe: return tr("Approve, return or reject them before they lapse.");
    case WorkKind::RequestsLapsing: return tr("Remind the approvers, or submit them again.");
    case WorkKind::RequestsReturned: return tr("See what the reviewer says, change it and submit it again.");
    case WorkKind::BackupDue: return tr("Hold a key ceremony; afterwards the authority backs the house up every month by itself.");
    case WorkKind::RestoreTestDue: return tr("Two custodians and a witness try it in half an hour.");
    case WorkKind::TemporaryKeysToReview: return tr("See whether each was needed, and sign for it on the page USBKey, tab “Temporary USBKeys”.");
    case WorkKind::SignaturesForMe: return tr("Sign them, or talk to their authors: until then they are not in force.");
    }
    return {};
}

QString OverviewText::workButton(const WorkItem &item)
{
    switch (item.kind) {
    case WorkKind::CrlEnds:
    case WorkKind::Trouble:
    case WorkKind::RevocationsRequested: return tr("Open the own CA");
    case WorkKind::RevocationsUnverified: return tr("Show what is revoked");
    case WorkKind::GlassToReview:
    case WorkKind::EmergencyFollowUps: return tr("Open the emergency");
    case WorkKind::RequestsForMe:
    case WorkKind::RequestsLapsing:
    case WorkKind::RequestsReturned: return tr("Open the requests");
    case WorkKind::BackupDue:
    case WorkKind::RestoreTestDue: return tr("Open the ceremonies");
    case WorkKind::TemporaryKeysToReview: return tr("Open the USBKeys");
    case WorkKind::SignaturesForMe: return tr("Open the signatures");
    }
    return {};
}

std::vector<OverviewLine> OverviewText::lines(const Statistics &statistics, const std::vector<WorkItem> &work, Instant workAt)
{
    std::vector<OverviewLine> lines, calm;
    for (const Need &one : statistics.needs)
        lines.push_back({one.severity, need(one, statistics.at), advice(one.kind), needButton(one), text(one.query), {}});
    auto place = lines.begin();
    for (const WorkItem &item : work) { // in their own order, each before the certificates that press no more
        OverviewLine line{item.severity, OverviewText::work(item, workAt), workAdvice(item), workButton(item), {}, item.kind};
        if (item.severity == Severity::Info) {
            calm.push_back(std::move(line));
            continue;
        }
        while (place != lines.end() && place->severity > item.severity)
            ++place;
        place = std::next(lines.insert(place, std::move(line)));
    }
    std::ranges::move(calm, std::back_inserter(lines));
    return lines;
}

QString OverviewText::need(const Need &need, Instant now)
{
    Statistics one;
    one.total = 1;
    one.needs = {need};
    QString sentence = headline(one);
    if (need.soonest) {
        //: added to a sentence on the overview: %1 certificate name, %2 date, %3 e.g. "12 days"
        sentence = tr("%1 First: %2, %3 (%4).")
                       .arg(sentence, text(need.example), ValueText::date(*need.soonest), ValueText::daysLeft(*need.soonest, now));
    }
    return sentence;
}

QString OverviewText::advice(NeedKind kind)
{
    switch (kind) {
    case NeedKind::ExpiredButSeen: return tr("Install the new certificate on the endpoint, or switch the endpoint off.");
    case NeedKind::CoreExpires7:
    case NeedKind::ImportantExpires7: return tr("Renew and install today: a stop of the service is near.");
    case NeedKind::CoreExpires30:
    case NeedKind::ServiceExpires30: return tr("Plan the renewal with the owner of the service.");
    case NeedKind::CriticalFindings:
    case NeedKind::HighFindings: return tr("Open the findings and replace the certificates they name.");
    case NeedKind::PrivateKeysInFiles: return tr("Move the keys to protected storage, and replace certificates whose key others could read.");
    case NeedKind::UntiedServerCertificates: return tr("Add their host names to a service, so that it is known what depends on them.");
    }
    return {};
}

QString OverviewText::needButton(const Need &need)
{
    return tr("Show %Ln certificate(s)", nullptr, static_cast<int>(need.count));
}

std::vector<Figure> OverviewText::numbers(const Statistics &statistics)
{
    const auto titled = [](Figure figure, const QString &title) {
        figure.key = title.toStdString();
        return figure;
    };
    const auto status = [&](CertificateStatus one) { return statistics.statuses[static_cast<std::size_t>(one)]; };
    // Every certificate has a status, so any of these is all of them; a bare "everything" would leave the expired ones hidden.
    std::string all, withFindings;
    for (const Figure &figure : statistics.statuses) {
        if (!figure.query.empty())
            all += (all.empty() ? "" : " or ") + figure.query;
    }
    for (const Figure &figure : statistics.severities) {
        if (!figure.key.empty() && figure.count > 0)
            withFindings += (withFindings.empty() ? "(" : " or (") + figure.query + ')';
    }
    const Figure revoked = status(CertificateStatus::Revoked), suspended = status(CertificateStatus::Suspended);
    return {
        titled({{}, statistics.total, all}, tr("in the inventory")),
        titled(status(CertificateStatus::Valid), tr("in force")),
        titled(status(CertificateStatus::Expired), tr("expired")),
        titled({{}, revoked.count + suspended.count, revoked.query + " or " + suspended.query}, tr("revoked or suspended")),
        titled(status(CertificateStatus::Superseded), tr("superseded")),
        titled(status(CertificateStatus::NotYetValid), tr("not yet valid")),
        titled({{}, statistics.withFindings, withFindings}, tr("with findings")),
    };
}

QString OverviewText::paperTitle(const QString &houseName)
{
    //: heading of the printed overview: %1 the house
    return houseName.isEmpty() ? tr("Certificates: overview") : tr("Certificates of %1: overview").arg(houseName);
}

QString OverviewText::expiryTitle() { return tr("When certificates expire"); }
QString OverviewText::severitiesTitle() { return tr("Worst finding"); }
QString OverviewText::classesTitle() { return tr("Validation class"); }
QString OverviewText::algorithmsTitle() { return tr("Key algorithm"); }
QString OverviewText::issuersTitle() { return tr("Issuer"); }

BarChartData OverviewText::expiry(const Statistics &statistics)
{
    BarChartData data;
    data.keyTitle = tr("Week of expiry, by its first day");
    data.valueTitle = tr("Certificates");
    for (const Tier tier : stackOrder)
        data.parts += BarChartData::Part{tier == Tier::None ? tr("no service") : ValueText::of(tier), colourOf(tier)};
    const QLocale locale;
    for (const WeekBar &week : statistics.expiry) {
        const QDate from = QDateTime::fromSecsSinceEpoch(toUnix(week.from)).date();
        const QDate last = QDateTime::fromSecsSinceEpoch(toUnix(week.until) - 1).date();
        BarChartData::Bar bar;
        //: a week's first day at a chart's axis: %1 month, %2 day, both numbers
        bar.label = tr("%1/%2").arg(from.month()).arg(from.day());
        //: %1 and %2 are the first and the last day of a week
        bar.title = tr("%1 to %2").arg(locale.toString(from, QLocale::ShortFormat), locale.toString(last, QLocale::ShortFormat));
        QStringList any;
        for (const Tier tier : stackOrder) {
            const auto index = static_cast<std::size_t>(tier);
            bar.segments += BarChartData::Segment{static_cast<double>(week.byTier[index]), text(week.queries[index])};
            if (week.byTier[index] > 0)
                any += week.byTier[index] == week.total() ? text(week.queries[index]) : u'(' + text(week.queries[index]) + u')';
        }
        bar.query = any.join(QStringLiteral(" or "));
        data.bars += bar;
    }
    return data;
}

BarChartData OverviewText::algorithms(const Statistics &statistics)
{
    BarChartData data = mixOf(statistics.algorithms, [](const std::string &key) {
        // "rsa 2048" reads better in capitals; curves keep their spelling.
        const QString whole = text(key);
        return whole.isEmpty() ? tr("others") : whole.section(u' ', 0, 0).toUpper() + whole.mid(whole.section(u' ', 0, 0).size());
    });
    data.valueTitle = tr("Certificates in force");
    data.keyTitle = tr("Key");
    return data;
}

BarChartData OverviewText::issuers(const Statistics &statistics)
{
    BarChartData data = mixOf(statistics.issuers, [](const std::string &key) { return key.empty() ? tr("all other issuers") : text(key); });
    data.valueTitle = tr("Certificates in force");
    data.keyTitle = tr("Issuer");
    return data;
}

BarChartData OverviewText::classes(const Statistics &statistics)
{
    BarChartData data = mixOf(statistics.classes, [](const std::string &key) {
        for (const ValidationClass one : {ValidationClass::Unknown, ValidationClass::Dv, ValidationClass::Ov, ValidationClass::Iv,
                                          ValidationClass::Ev, ValidationClass::Private}) {
            if (key == validationClassName(one))
                return ValueText::of(one);
        }
        return text(key);
    });
    data.valueTitle = tr("Certificates in force");
    data.keyTitle = tr("Class");
    return data;
}

BarChartData OverviewText::severities(const Statistics &statistics)
{
    BarChartData data = mixOf(statistics.severities, [](const std::string &key) {
        for (const Severity one : {Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical}) {
            if (key == severityName(one))
                return ValueText::of(one);
        }
        return tr("no finding");
    });
    for (qsizetype b = 0; b < data.bars.size(); ++b)
        data.bars[b].colour = colourOf(statistics.severities[static_cast<std::size_t>(b)].key);
    data.valueTitle = tr("Certificates in force");
    data.keyTitle = tr("Worst finding");
    return data;
}

} // namespace hufu
