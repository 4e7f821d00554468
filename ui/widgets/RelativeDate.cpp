// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RelativeDate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace hufu {

namespace {

struct RelativeDate {
    Q_DECLARE_TR_FUNCTIONS(RelativeDate)
};

QDateTime local(Instant instant) { return QDateTime::fromSecsSinceEpoch(toUnix(instant)); }

} // namespace

QString localDate(Instant instant) { return local(instant).toString(QStringLiteral("yyyy-MM-dd")); }

QString localDateTime(Instant instant)
{
    const QDateTime time = local(instant);
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + time.timeZoneAbbreviation();
}

QString relativeDate(Instant instant, Instant now)
{
    const qint64 seconds = (instant - now).count();
    const qint64 size = std::abs(seconds);
    const int minutes = int(size / 60), hours = int(size / 3600), days = int(size / 86400);
    if (size < 60)
        return RelativeDate::tr("just now");
    if (seconds > 0) {
        if (hours < 1)
            return RelativeDate::tr("in %n minutes", nullptr, minutes);
        if (days < 2)
            return RelativeDate::tr("in %n hours", nullptr, hours);
        return RelativeDate::tr("in %n days", nullptr, days);
    }
    if (hours < 1)
        return RelativeDate::tr("%n minutes ago", nullptr, minutes);
    if (days < 2)
        return RelativeDate::tr("%n hours ago", nullptr, hours);
    return RelativeDate::tr("%n days ago", nullptr, days);
}

qint64 daysUntil(Instant instant, Instant now)
{
    return std::chrono::floor<std::chrono::days>(instant - now).count();
}

QString daysLeftText(Instant notAfter, Instant now)
{
    if (notAfter < now) {
        const int days = int((now - notAfter).count() / 86400);
        return days == 0 ? RelativeDate::tr("expired today") : RelativeDate::tr("expired %n days ago", nullptr, days);
    }
    const int days = int(daysUntil(notAfter, now));
    return days == 0 ? RelativeDate::tr("expires within 24 hours") : RelativeDate::tr("%n days left", nullptr, days);
}

} // namespace hufu
