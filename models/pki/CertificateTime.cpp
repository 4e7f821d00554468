// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateTime.h"

namespace hufu {

using namespace std::chrono;

namespace {

bool isDigit(std::uint8_t c) { return c >= '0' && c <= '9'; }

/// Two digits at a time; after the first that is not a number, everything reads as failed.
class Digits {
public:
    explicit Digits(BytesView text) : m_text(text) {}

    std::uint8_t peek() const { return m_text.empty() ? 0 : m_text[0]; }
    bool atEnd() const { return m_text.empty(); }
    bool ok() const { return m_ok; }
    void skip() { m_text = m_text.subspan(1); }

    int pair(int max)
    {
        if (m_text.size() < 2 || !isDigit(m_text[0]) || !isDigit(m_text[1])) {
            m_ok = false;
            return 0;
        }
        const int value = (m_text[0] - '0') * 10 + (m_text[1] - '0');
        m_text = m_text.subspan(2);
        m_ok = m_ok && value <= max;
        return value;
    }

private:
    BytesView m_text;
    bool m_ok = true;
};

} // namespace

std::optional<Instant> readCertificateTime(const DerElement &element)
{
    const bool generalized = element.tag == DerTag::GeneralizedTime;
    if (!generalized && element.tag != DerTag::UtcTime)
        return {};

    Digits text(element.content);
    int century = generalized ? text.pair(99) * 100 : 0;
    const int twoDigits = text.pair(99);
    if (!generalized)
        century = twoDigits < 50 ? 2000 : 1900; // RFC 5280 §4.1.2.5.1
    const int monthNumber = text.pair(12);
    const int dayNumber = text.pair(31);
    const int hour = text.pair(23);
    const int minute = text.pair(59);
    const int second = isDigit(text.peek()) ? text.pair(59) : 0;
    if (generalized && text.peek() == '.') {
        text.skip();
        if (!isDigit(text.peek()))
            return {};
        while (isDigit(text.peek()))
            text.skip();
    }
    minutes offset{0};
    const std::uint8_t zone = text.peek();
    if (zone == 'Z') {
        text.skip();
    } else if (zone == '+' || zone == '-') {
        text.skip();
        const int hourOffset = text.pair(12);
        offset = hours(hourOffset) + minutes(text.pair(59));
        if (zone == '-')
            offset = -offset;
    } else {
        return {};
    }

    const year_month_day date(year(century + twoDigits), month(unsigned(monthNumber)), day(unsigned(dayNumber)));
    if (!text.ok() || !text.atEnd() || !date.ok())
        return {};
    const Instant instant = sys_days(date) + hours(hour) + minutes(minute) + seconds(second) - offset;
    constexpr Instant earliest = sys_days(year(1950) / 1 / 1);
    constexpr Instant end = sys_days(year(10000) / 1 / 1);
    if (instant < earliest || instant >= end)
        return {};
    return instant;
}

} // namespace hufu
