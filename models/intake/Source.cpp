// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/Source.h"

#include "models/probe/EndpointSpec.h"

#include <filesystem>

namespace hufu {

const char *sourceKindName(SourceKind kind)
{
    switch (kind) {
    case SourceKind::File: return "file";
    case SourceKind::Folder: return "folder";
    case SourceKind::ServerConfig: return "server-config";
    case SourceKind::Endpoint: return "endpoint";
    case SourceKind::TrustStore: return "trust-store";
    case SourceKind::Paste: return "paste";
    case SourceKind::Pkcs12: return "pkcs12";
    case SourceKind::KeyFile: return "key-file";
    }
    return "";
}

const char *contentKindName(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Unknown: return "unknown";
    case ContentKind::Der: return "der";
    case ContentKind::Pem: return "pem";
    case ContentKind::Pkcs7: return "pkcs7";
    case ContentKind::Pkcs12: return "pkcs12";
    case ContentKind::NginxConfig: return "nginx-config";
    case ContentKind::ApacheConfig: return "apache-config";
    case ContentKind::HaproxyConfig: return "haproxy-config";
    case ContentKind::Endpoint: return "endpoint";
    case ContentKind::Folder: return "folder";
    }
    return "";
}

const char *outcomeKindName(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Imported: return "imported";
    case OutcomeKind::NothingFound: return "nothing-found";
    case OutcomeKind::Repeated: return "repeated";
    case OutcomeKind::Skipped: return "skipped";
    case OutcomeKind::Failed: return "failed";
    case OutcomeKind::Cancelled: return "cancelled";
    }
    return "";
}

bool SourceOutcome::isProblem() const
{
    return what == OutcomeKind::Failed || what == OutcomeKind::Skipped || what == OutcomeKind::Cancelled || !failures.empty();
}

SourceSpec SourceSpec::trustStore()
{
    static constexpr const char *bundles[] = {
        "/etc/ssl/certs/ca-certificates.crt", // Debian and its kin, openKylin, UOS
        "/etc/pki/tls/certs/ca-bundle.crt", // Red Hat and its kin, openEuler
        "/var/lib/ca-certificates/ca-bundle.pem", // SUSE
        "/etc/ssl/cert.pem",
    };
    std::error_code error;
    for (const char *bundle : bundles)
        if (std::filesystem::exists(bundle, error))
            return {Kind::TrustStore, bundle, {}};
    return {Kind::TrustStore, bundles[0], {}};
}

Result<SourceSpec> SourceSpec::typedEndpoint(std::string_view text)
{
    if (EndpointSpec::parse(text))
        return endpoint(std::string(text));
    // Without a port it is a web server's.
    std::string withPort = std::string(text) + ":443";
    if (const Result<EndpointSpec> spec = EndpointSpec::parse(withPort); !spec)
        return fail(spec.error());
    return endpoint(std::move(withPort));
}

namespace {

/// What is not well-formed and yet meant as one: "host:99999", "gopher://host".
bool looksLikeEndpoint(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    return text.find("://") != text.npos
        || (colon != text.npos && colon > 0 && colon + 1 < text.size() && text.find('/') == text.npos
            && text.find_first_not_of("0123456789", colon + 1) == text.npos);
}

} // namespace

SourceSpec SourceSpec::fromWord(std::string_view word)
{
    std::error_code error;
    std::string text(word);
    if (!std::filesystem::exists(text, error) && !text.starts_with("./") && (EndpointSpec::parse(text) || looksLikeEndpoint(text)))
        return endpoint(std::move(text));
    return path(std::move(text));
}

} // namespace hufu
