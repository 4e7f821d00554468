// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/OpenWork.h"
#include "models/views/Statistics.h"
#include "ui/pages/overview/BarChart.h"

#include <QCoreApplication>

namespace hufu {

/// One line of what needs somebody: about certificates (a query shows them) or about the own CA, requests and signatures.
struct OverviewLine {
    Severity severity{};
    QString what, advice, button;
    QString query;                 ///< of certificates
    std::optional<WorkKind> work{};
};

/// The overview's figures as words and finished series, in the interface's language. Pure, so that page and print say the same.
class OverviewText {
    Q_DECLARE_TR_FUNCTIONS(hufu::OverviewText)
public:
    /// What needs somebody today, in one sentence: the more severe of certificates and open work.
    static QString headline(const Statistics &statistics, const std::vector<WorkItem> &work = {});
    /// The same of the own CA and requests: what, how many, until when; what to do; the button's deed.
    static QString work(const WorkItem &item, Instant now);
    static QString workAdvice(const WorkItem &item);
    static QString workButton(const WorkItem &item);
    /// One line of the list: what, how many, until when.
    static QString need(const Need &need, Instant now);
    /// What to do about it, short enough for a second line.
    static QString advice(NeedKind kind);
    /// The button's deed: what it shows.
    static QString needButton(const Need &need);

    /// All lines: what presses most first, whatever it is about; the countdowns of a quiet day come last.
    static std::vector<OverviewLine> lines(const Statistics &statistics, const std::vector<WorkItem> &work, Instant workAt);

    /// The figures in a row: key is a title in the interface's language. In order: all, in force, expired, revoked or suspended, superseded, not yet valid, with findings.
    static std::vector<Figure> numbers(const Statistics &statistics);

    static QString paperTitle(const QString &houseName); ///< of the printed overview
    static QString expiryTitle();
    static QString severitiesTitle();
    static QString classesTitle();
    static QString algorithmsTitle();
    static QString issuersTitle();

    static BarChartData expiry(const Statistics &statistics);
    static BarChartData algorithms(const Statistics &statistics);
    static BarChartData issuers(const Statistics &statistics);
    static BarChartData classes(const Statistics &statistics);
    static BarChartData severities(const Statistics &statistics);
};

} // namespace hufu
