// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Query.h"

#include <algorithm>
#include <limits>

namespace hufu {
namespace {

/// now + count units; months and years by the calendar, the day clipped to the month's last.
std::int64_t instantOf(const QueryMoment &moment, const QueryClock &clock)
{
    using namespace std::chrono;
    const std::int64_t now = toUnix(clock.now);
    switch (moment.unit) {
    case 'h': return now + std::int64_t(moment.count) * 3600;
    case 'w': return now + std::int64_t(moment.count) * 7 * 86400;
    case 'm':
    case 'y': {
        const sys_seconds local = clock.now + seconds(clock.utcOffset);
        const sys_days day = floor<days>(local);
        // The calendar of <chrono> ends at the year 32767; nothing expires after 9999.
        const int span = std::clamp(moment.count, -12 * 20000, 12 * 20000);
        year_month_day date = year_month_day(day) + (moment.unit == 'm' ? months(span) : months(std::clamp(span, -20000, 20000) * 12));
        if (!date.ok())
            date = date.year() / date.month() / last;
        return toUnix(sys_seconds(sys_days(date)) + (local - day)) - clock.utcOffset;
    }
    default: return now + std::int64_t(moment.count) * 86400;
    }
}

constexpr std::int64_t beginning = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max();

/// What lies before, in and after the half-open [from, until).
QueryRange rangeAround(Comparison comparison, std::int64_t from, std::int64_t until)
{
    switch (comparison) {
    case Comparison::Less: return {beginning, from};
    case Comparison::LessOrEqual: return {beginning, until};
    case Comparison::Greater: return {until, end};
    case Comparison::GreaterOrEqual: return {from, end};
    case Comparison::Equal:
    case Comparison::NotEqual:
    case Comparison::Contains: break;
    }
    return {from, until};
}

} // namespace

QueryRange rangeOf(Comparison comparison, const QueryMoment &moment, const QueryClock &clock)
{
    if (!moment.relative) {
        const std::int64_t midnight = moment.day * 86400 - clock.utcOffset;
        return rangeAround(comparison, midnight, midnight + 86400);
    }
    const std::int64_t instant = instantOf(moment, clock);
    if (comparison == Comparison::Equal || comparison == Comparison::NotEqual) { // "in 30 days" is that day, not that second
        const std::int64_t local = instant + clock.utcOffset;
        const std::int64_t midnight = local - ((local % 86400) + 86400) % 86400 - clock.utcOffset;
        return {midnight, midnight + 86400};
    }
    return rangeAround(comparison, instant, instant + 1);
}

QueryRange rangeOf(Comparison comparison, std::int64_t number) { return rangeAround(comparison, number, number + 1); }

} // namespace hufu
