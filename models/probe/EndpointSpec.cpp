// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/EndpointSpec.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace hufu {

namespace {

struct Scheme {
    std::string_view name;
    StartTls startTls;
    std::uint16_t port;
};

constexpr Scheme schemes[] = {
    {"tls", StartTls::None, 443},
    {"https", StartTls::None, 443},
    {"smtps", StartTls::None, 465},
    {"imaps", StartTls::None, 993},
    {"pop3s", StartTls::None, 995},
    {"ldaps", StartTls::None, 636},
    {"smtp", StartTls::Smtp, 587},
    {"imap", StartTls::Imap, 143},
    {"pop3", StartTls::Pop3, 110},
    {"ldap", StartTls::Ldap, 389},
    {"postgres", StartTls::Postgres, 5432},
    {"postgresql", StartTls::Postgres, 5432},
    {"mysql", StartTls::Mysql, 3306},
    {"mariadb", StartTls::Mysql, 3306},
};

constexpr std::size_t maxHostLength = 253; // RFC 1035 §2.3.4, without the final dot

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        c = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
    return result;
}

/// What may stand in a host name or an address. Bytes above ASCII belong to international names.
bool isHostName(std::string_view host)
{
    return !host.empty() && host.size() <= maxHostLength && host.front() != '-' && host.front() != '.'
        && std::ranges::all_of(host, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'
                   || static_cast<unsigned char>(c) >= 0x80;
           });
}

bool isIpv6(std::string_view host)
{
    // getaddrinfo() judges in the end; a zone such as %eth0 belongs to link-local addresses.
    return host.find(':') != host.npos && host.size() <= 64 && std::ranges::all_of(host, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':' || c == '.' || c == '%';
           });
}

std::unexpected<Error> refuse(std::string detail, std::string_view text)
{
    return fail(ErrorCode::InvalidArgument, std::move(detail), std::string(text));
}

} // namespace

const char *startTlsName(StartTls protocol)
{
    switch (protocol) {
    case StartTls::None: return "";
    case StartTls::Smtp: return "smtp";
    case StartTls::Imap: return "imap";
    case StartTls::Pop3: return "pop3";
    case StartTls::Ldap: return "ldap";
    case StartTls::Postgres: return "postgres";
    case StartTls::Mysql: return "mysql";
    }
    return "";
}

StartTls EndpointSpec::usualAt(std::uint16_t port)
{
    if (port == 25) // between servers, where "smtp" means submission
        return StartTls::Smtp;
    const auto at = std::ranges::find_if(schemes, [&](const Scheme &scheme) { return scheme.port == port; });
    return at == std::end(schemes) ? StartTls::None : at->startTls;
}

Result<EndpointSpec> EndpointSpec::parse(std::string_view text)
{
    const std::string_view whole = text;
    EndpointSpec spec;
    std::uint16_t defaultPort = 0;

    if (const auto end = text.find("://"); end != text.npos) {
        const auto *scheme = std::ranges::find(schemes, lower(text.substr(0, end)), &Scheme::name);
        if (scheme == std::end(schemes))
            return refuse("unknown scheme before ://", whole);
        spec.startTls = scheme->startTls;
        defaultPort = scheme->port;
        text.remove_prefix(end + 3);
        text = text.substr(0, text.find_first_of("/?#"));
    }
    if (const auto at = text.find('@'); at != text.npos) {
        spec.serverName = text.substr(0, at);
        if (!isHostName(spec.serverName))
            return refuse("what stands before @ is not a server name", whole);
        text.remove_prefix(at + 1);
    }

    std::string_view port;
    bool hasPort = false;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos)
            return refuse("the bracket of the address is not closed", whole);
        spec.host = text.substr(1, end - 1);
        const std::string_view rest = text.substr(end + 1);
        if (!isIpv6(spec.host) || (!rest.empty() && rest.front() != ':'))
            return refuse("not an IPv6 address in brackets", whole);
        hasPort = !rest.empty();
        port = rest.substr(hasPort ? 1 : 0);
    } else {
        const auto colon = text.rfind(':');
        hasPort = colon != text.npos;
        spec.host = text.substr(0, colon);
        port = hasPort ? text.substr(colon + 1) : std::string_view();
        if (!isHostName(spec.host))
            return refuse(spec.host.find(':') != spec.host.npos ? "an IPv6 address needs brackets" : "not a host name", whole);
    }

    if (!hasPort) {
        if (defaultPort == 0)
            return refuse("the port is missing", whole);
        spec.port = defaultPort;
        return spec;
    }
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), spec.port);
    if (error != std::errc() || end != port.data() + port.size() || spec.port == 0)
        return refuse("the port is not a number from 1 to 65535", whole);
    return spec;
}

std::string EndpointSpec::hostAndPort() const
{
    const bool bracket = host.find(':') != host.npos;
    return (bracket ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

} // namespace hufu
