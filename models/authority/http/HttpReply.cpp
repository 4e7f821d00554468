// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/HttpReply.h"

#include <cstdio>

namespace hufu {
namespace {

/// RFC 9110 §13.1.2: "*", or a list of entity tags, compared weakly.
bool names(std::string_view list, std::string_view etag)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view one = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        while (!one.empty() && (one.front() == ' ' || one.front() == '\t'))
            one.remove_prefix(1);
        while (!one.empty() && (one.back() == ' ' || one.back() == '\t'))
            one.remove_suffix(1);
        if (one.starts_with("W/"))
            one.remove_prefix(2);
        if (one == etag || one == "*")
            return true;
    }
    return false;
}

} // namespace

std::string httpDate(Instant instant)
{
    using namespace std::chrono;
    static constexpr const char *days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char *months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const sys_days day = floor<std::chrono::days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(instant - day);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", days[weekday(day).c_encoding()], unsigned(date.day()),
                  months[unsigned(date.month()) - 1], int(date.year()), int(time.hours().count()), int(time.minutes().count()),
                  int(time.seconds().count()));
    return text;
}

HttpReply HttpReply::text(unsigned status, std::string sentence)
{
    auto owned = std::make_shared<const std::string>(std::move(sentence) + "\n");
    HttpReply reply{.status = status, .body = viewOf(*owned), .owner = owned, .headers = {}};
    reply.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

HttpReply HttpReply::once(unsigned status, const char *contentType, std::string body)
{
    auto owned = std::make_shared<const std::string>(std::move(body));
    HttpReply reply{.status = status, .body = viewOf(*owned), .owner = owned, .headers = {}};
    reply.headers.emplace_back("Content-Type", contentType);
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

HttpReply HttpReply::lasting(const Lasting &what, BytesView body, std::shared_ptr<const void> owner, std::string_view ifNoneMatch,
                             std::string_view ifModifiedSince)
{
    HttpReply reply{.status = 200, .body = body, .owner = std::move(owner), .headers = {}};
    reply.headers.emplace_back("Content-Type", what.contentType);
    reply.headers.emplace_back("ETag", what.etag);
    // RFC 5019 §6.2
    reply.headers.emplace_back("Cache-Control", "max-age=" + std::to_string(std::max<std::int64_t>(0, what.maxAge.count()))
                                                    + ", public, no-transform, must-revalidate");
    std::string modified;
    if (what.lastModified)
        reply.headers.emplace_back("Last-Modified", modified = httpDate(*what.lastModified));
    if (what.expires)
        reply.headers.emplace_back("Expires", httpDate(*what.expires));
    // §13.1.3: the date counts only where no tags were sent; as in nginx, only the very date that was given out does.
    const bool has = !ifNoneMatch.empty() ? names(ifNoneMatch, what.etag) : !ifModifiedSince.empty() && ifModifiedSince == modified;
    if (has) {
        reply.status = 304;
        reply.body = {};
    }
    return reply;
}

} // namespace hufu
