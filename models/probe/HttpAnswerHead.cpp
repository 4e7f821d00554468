// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/HttpAnswerHead.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

namespace hufu {
namespace {

/// An IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT", in small letters (RFC 9110 §5.6.7). Nothing when it is none.
std::optional<Instant> readHttpDate(const std::string &text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'gmt'"));
    date.setTimeSpec(Qt::UTC);
    return date.isValid() ? std::optional(fromUnix(date.toSecsSinceEpoch())) : std::nullopt;
}

} // namespace

Result<HttpAnswerHead> readHttpAnswerHead(std::string_view text)
{
    const auto wrong = [] { return fail(ErrorCode::Malformed, "the server's answer is no HTTP/1.1"); };
    HttpAnswerHead head;
    if (!text.starts_with("HTTP/1.1 ") || text.size() < 12)
        return wrong();
    const auto [end, error] = std::from_chars(text.data() + 9, text.data() + 12, head.status);
    if (error != std::errc() || end != text.data() + 12 || head.status < 100)
        return wrong();
    bool hasLength = false;
    for (std::size_t at = text.find("\r\n"); at != std::string_view::npos && at + 2 < text.size();) {
        const std::size_t next = text.find("\r\n", at + 2);
        std::string line(text.substr(at + 2, next == std::string_view::npos ? next : next - at - 2));
        std::ranges::transform(line, line.begin(), [](unsigned char c) { return char(std::tolower(c)); });
        if (line.starts_with("content-length:")) {
            const std::size_t first = line.find_first_not_of(' ', 15);
            const char *from = line.data() + std::min(first, line.size()), *to = line.data() + line.size();
            const auto [stop, bad] = std::from_chars(from, to, head.length);
            if (bad != std::errc() || stop != to || hasLength)
                return wrong();
            hasLength = true;
        } else if (line.starts_with("transfer-encoding:")) {
            return wrong();
        } else if (line.starts_with("connection:")) {
            head.close = line.find("close") != std::string::npos;
        } else if (line.starts_with("date: ")) {
            head.date = readHttpDate(line.substr(6));
        }
        at = next;
    }
    return hasLength || head.status == 204 ? Result<HttpAnswerHead>(head) : wrong();
}

} // namespace hufu
