// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateParts.h"

#include <algorithm>

namespace hufu {
namespace {

bool readAlgorithmParameters(const DerElement &algorithm, DerElement &parameters)
{
    DerReader reader(algorithm.content);
    DerElement oid;
    return reader.next(DerTag::ObjectIdentifier, oid) && (reader.atEnd() || reader.next(parameters));
}

bool readKey(const DerElement &spki, CertificateParts &parts)
{
    DerReader reader(spki.content);
    DerElement algorithm, key;
    DerBits bits;
    if (!reader.next(DerTag::Sequence, algorithm) || !readAlgorithmParameters(algorithm, parts.keyParameters)
        || !reader.next(DerTag::BitString, key) || !readBits(key.content, bits))
        return false;
    parts.key = bits.octets;
    return true;
}

bool readExtension(const DerElement &sequence, CertificateParts::Extension &extension)
{
    DerReader reader(sequence.content);
    DerElement oid, critical, value;
    if (!reader.next(DerTag::ObjectIdentifier, oid) || !isObjectIdentifier(oid.content))
        return false;
    if (reader.next(DerTag::Boolean, critical))
        extension.critical = critical.content.size() == 1 && critical.content[0] != 0;
    if (!reader.next(DerTag::OctetString, value))
        return false;
    extension.oid = oid.content;
    extension.value = value.content;
    return true;
}

bool readTbs(BytesView content, CertificateParts &parts)
{
    DerReader tbs(content);
    DerElement skipped, wrapped, list, extension;
    tbs.next(DerTag::contextConstructed(0), skipped); // version
    if (!tbs.next(DerTag::Integer, skipped) || !tbs.next(DerTag::Sequence, skipped) // serialNumber, signature
        || !tbs.next(DerTag::Sequence, skipped) || !tbs.next(DerTag::Sequence, skipped) // issuer, validity
        || !tbs.next(DerTag::Sequence, parts.subject) || !tbs.next(DerTag::Sequence, parts.spki) || !readKey(parts.spki, parts))
        return false;
    tbs.next(DerTag::context(1), skipped); // unique identifiers
    tbs.next(DerTag::context(2), skipped);
    if (!tbs.next(DerTag::contextConstructed(3), wrapped))
        return true;
    DerReader inside(wrapped.content);
    if (!inside.next(DerTag::Sequence, list))
        return false;
    for (DerReader extensions(list.content); extensions.next(DerTag::Sequence, extension);) {
        if (!readExtension(extension, parts.extensions.emplace_back()))
            return false;
    }
    return true;
}

} // namespace

const CertificateParts::Extension *CertificateParts::extension(BytesView oid) const
{
    const auto found = std::ranges::find_if(extensions, [&](const Extension &e) { return std::ranges::equal(e.oid, oid); });
    return found == extensions.end() ? nullptr : &*found;
}

std::optional<CertificateParts> takeApart(BytesView der)
{
    CertificateParts parts;
    DerReader file(der);
    DerElement certificate, tbs, algorithm;
    if (!file.next(DerTag::Sequence, certificate))
        return {};
    DerReader reader(certificate.content);
    if (!reader.next(DerTag::Sequence, tbs) || !readTbs(tbs.content, parts) || !reader.next(DerTag::Sequence, algorithm)
        || !readAlgorithmParameters(algorithm, parts.signatureParameters))
        return {};
    return parts;
}

} // namespace hufu
