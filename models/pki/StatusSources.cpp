// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/StatusSources.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/Oids.h"

namespace hufu {
namespace {

constexpr std::uint8_t uriTag = DerTag::context(6); // GeneralName, RFC 5280 §4.2.1.6

void take(BytesView content, std::vector<std::string> &urls)
{
    if (std::string url(textOf(content)); url.starts_with("http://") && urls.size() < StatusSources::mostOfAKind)
        urls.push_back(std::move(url));
}

/// CRLDistributionPoints ::= SEQUENCE OF DistributionPoint; of each, the URIs of its fullName. One for part of the reasons, or whose CRL is of
/// another issuer, cannot say that a certificate is good, but it can say that it is revoked.
bool readPoints(BytesView value, std::vector<std::string> &urls)
{
    DerReader outer(value);
    DerElement list, point, name, fullName, general;
    if (!outer.next(DerTag::Sequence, list) || !outer.atEnd())
        return false;
    for (DerReader points(list.content); !points.atEnd();) {
        if (!points.next(DerTag::Sequence, point))
            return false;
        DerReader inside(point.content);
        if (!inside.next(DerTag::contextConstructed(0), name))
            continue;
        DerReader names(name.content);
        if (!names.next(DerTag::contextConstructed(0), fullName))
            continue;
        for (DerReader generals(fullName.content); !generals.atEnd();) {
            if (!generals.next(general))
                return false;
            if (general.tag == uriTag)
                take(general.content, urls);
        }
    }
    return true;
}

/// AuthorityInfoAccessSyntax ::= SEQUENCE OF AccessDescription { accessMethod, accessLocation }
bool readResponders(BytesView value, std::vector<std::string> &urls)
{
    DerReader outer(value);
    DerElement list, description, method, location;
    if (!outer.next(DerTag::Sequence, list) || !outer.atEnd())
        return false;
    for (DerReader descriptions(list.content); !descriptions.atEnd();) {
        if (!descriptions.next(DerTag::Sequence, description))
            return false;
        DerReader inside(description.content);
        if (!inside.next(DerTag::ObjectIdentifier, method) || !inside.next(location))
            return false;
        if (oids::ocsp == method.content && location.tag == uriTag)
            take(location.content, urls);
    }
    return true;
}

} // namespace

Result<StatusSources> StatusSources::of(BytesView certificate)
{
    const std::optional<CertificateParts> parts = takeApart(certificate);
    if (!parts)
        return fail(ErrorCode::Malformed, "not a certificate");
    StatusSources sources;
    if (const auto *points = parts->extension(oids::crlDistributionPoints.view()); points && !readPoints(points->value, sources.crls))
        return fail(ErrorCode::Malformed, "cRLDistributionPoints is not what its type says");
    if (const auto *access = parts->extension(oids::authorityInfoAccess.view()); access && !readResponders(access->value, sources.ocsp))
        return fail(ErrorCode::Malformed, "authorityInfoAccess is not what its type says");
    return sources;
}

} // namespace hufu
