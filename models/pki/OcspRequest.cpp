// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspRequest.h"

#include "models/pki/DerReader.h"
#include "models/pki/Oids.h"
#include "models/pki/PublicKeyInfo.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace oids;

constexpr std::size_t maxExtensions = 16, maxNonce = 128;

class Walk {
public:
    explicit Walk(BytesView der) : m_der(der) {}

    Result<OcspRequest> read()
    {
        if (m_der.size() > OcspRequest::maxOctets)
            return fail(ErrorCode::TooLarge, "an OCSP request above 16 KiB");
        if (!request()) {
            return fail(m_failure.tooLarge ? ErrorCode::TooLarge : ErrorCode::Malformed,
                        "OCSP request, offset " + std::to_string(m_failure.at ? m_failure.at - m_der.data() : 0) + ": expected "
                            + m_failure.expected);
        }
        return std::move(m_request);
    }

private:
    /// An extension, or the end of what was understood of the list.
    struct Extension {
        BytesView oid;
        bool critical = false;
        BytesView value;
    };

    bool request();
    bool tbs(const DerElement &element);
    bool version(DerReader &tbs);
    bool single(const DerElement &element);
    bool certId(const DerElement &element);
    template <typename Each>
    bool extensions(const DerElement &wrapped, Each each);
    bool extension(const DerElement &element, Extension &extension);
    bool nonce(BytesView value);
    bool ended(const DerReader &reader) { return reader.atEnd() || m_failure.set(reader.position(), "nothing more"); }

    BytesView m_der;
    DerFailure m_failure;
    OcspRequest m_request;
};

bool Walk::request()
{
    DerReader file(m_der);
    DerElement request, tbsRequest, signature;
    if (!expect(file, DerTag::Sequence, request, "an OCSPRequest", m_failure) || !ended(file))
        return false;
    DerReader reader(request.content);
    if (!expect(reader, DerTag::Sequence, tbsRequest, "a TBSRequest", m_failure))
        return false;
    reader.next(DerTag::contextConstructed(0), signature);
    return ended(reader) && tbs(tbsRequest);
}

bool Walk::tbs(const DerElement &element)
{
    DerReader reader(element.content);
    DerElement requestor, list, entry, wrapped;
    if (!version(reader))
        return false;
    reader.next(DerTag::contextConstructed(1), requestor);
    if (!expect(reader, DerTag::Sequence, list, "the requestList", m_failure))
        return false;
    for (DerReader requests(list.content); !requests.atEnd();) {
        if (m_request.certIds.size() == OcspRequest::maxCertIds)
            return m_failure.set(requests.position(), "at most 32 certificates", true);
        if (!expect(requests, DerTag::Sequence, entry, "a Request", m_failure) || !single(entry))
            return false;
    }
    if (m_request.certIds.empty())
        return m_failure.set(list.content.data(), "a Request");
    if (reader.next(DerTag::contextConstructed(2), wrapped)) {
        const bool read = extensions(wrapped, [this](const Extension &extension) {
            if (ocspNonce == extension.oid)
                return nonce(extension.value);
            // RFC 6960 §4.4.3: basic responses are the only ones anybody makes.
            return !extension.critical || ocspAcceptableResponses == extension.oid
                || m_failure.set(extension.oid.data(), "a critical extension that is known");
        });
        if (!read)
            return false;
    }
    return ended(reader);
}

bool Walk::version(DerReader &tbs)
{
    DerElement wrapped, number;
    const std::uint8_t *const at = tbs.position();
    if (!tbs.next(DerTag::contextConstructed(0), wrapped))
        return true;
    DerReader inside(wrapped.content);
    // v1 is the default and the only one; spelled out it is not DER, and yet some clients do.
    return (inside.next(DerTag::Integer, number) && inside.atEnd() && number.content.size() == 1 && number.content[0] == 0)
        || m_failure.set(at, "version 1");
}

bool Walk::single(const DerElement &element)
{
    DerReader reader(element.content);
    DerElement id, wrapped;
    if (!expect(reader, DerTag::Sequence, id, "a CertID", m_failure) || !certId(id))
        return false;
    if (reader.next(DerTag::contextConstructed(0), wrapped)) {
        const bool read = extensions(wrapped, [this](const Extension &extension) {
            return !extension.critical || m_failure.set(extension.oid.data(), "a critical extension that is known");
        });
        if (!read)
            return false;
    }
    return ended(reader);
}

bool Walk::certId(const DerElement &element)
{
    DerReader reader(element.content);
    DerElement algorithm, name, key, serial;
    AlgorithmIdentifier hash;
    if (!expect(reader, DerTag::Sequence, algorithm, "a hashAlgorithm", m_failure) || !readAlgorithmIdentifier(algorithm, hash, m_failure)
        || !expect(reader, DerTag::OctetString, name, "an issuerNameHash", m_failure)
        || !expect(reader, DerTag::OctetString, key, "an issuerKeyHash", m_failure)
        || !expect(reader, DerTag::Integer, serial, "a serialNumber", m_failure) || !ended(reader))
        return false;
    if (!isMinimalInteger(serial.content))
        return m_failure.set(serial.content.data(), "a serialNumber of minimal length");
    if (serial.content.size() > maxSerialOctets)
        return m_failure.set(serial.content.data(), "at most 255 octets of serialNumber", true);

    OcspCertId id{element.encoded, {}, name.content, key.content, serial.content};
    if (idSha1 == hash.oid)
        id.hash = OcspCertId::Hash::WithSha1;
    else if (idSha256 == hash.oid)
        id.hash = OcspCertId::Hash::WithSha256;
    m_request.certIds.push_back(id);
    return true;
}

template <typename Each>
bool Walk::extensions(const DerElement &wrapped, Each each)
{
    DerReader outer(wrapped.content);
    DerElement list, element;
    if (!expect(outer, DerTag::Sequence, list, "Extensions", m_failure) || !ended(outer))
        return false;
    std::vector<BytesView> seen;
    for (DerReader reader(list.content); !reader.atEnd();) {
        Extension one;
        if (seen.size() == maxExtensions)
            return m_failure.set(reader.position(), "at most 16 extensions", true);
        if (!expect(reader, DerTag::Sequence, element, "an Extension", m_failure) || !extension(element, one))
            return false;
        if (std::ranges::any_of(seen, [&](BytesView oid) { return std::ranges::equal(oid, one.oid); }))
            return m_failure.set(one.oid.data(), "each extension once"); // RFC 5280 §4.2
        seen.push_back(one.oid);
        if (!each(one))
            return false;
    }
    return true;
}

bool Walk::extension(const DerElement &element, Extension &extension)
{
    DerReader reader(element.content);
    DerElement oid, critical, value;
    if (!expect(reader, DerTag::ObjectIdentifier, oid, "an extnID", m_failure))
        return false;
    if (!isObjectIdentifier(oid.content))
        return m_failure.set(oid.content.data(), "an object identifier");
    if (reader.next(DerTag::Boolean, critical)) {
        if (critical.content.size() != 1)
            return m_failure.set(critical.content.data(), "a BOOLEAN");
        extension.critical = critical.content[0] != 0;
    }
    if (!expect(reader, DerTag::OctetString, value, "an extnValue", m_failure) || !ended(reader))
        return false;
    extension.oid = oid.content;
    extension.value = value.content;
    return true;
}

bool Walk::nonce(BytesView value)
{
    DerReader reader(value);
    DerElement octets;
    // RFC 9654 §2.1: Nonce ::= OCTET STRING (SIZE(1..128)), so a TLV inside the extnValue's own; others are to be refused.
    if (!reader.next(DerTag::OctetString, octets) || !reader.atEnd())
        return m_failure.set(value.data(), "a nonce as OCTET STRING");
    if (octets.content.empty() || octets.content.size() > maxNonce)
        return m_failure.set(octets.content.data(), "a nonce of 1 to 128 octets");
    m_request.nonce = octets.content;
    return true;
}

} // namespace

Result<OcspRequest> readOcspRequest(BytesView der) { return Walk(der).read(); }

} // namespace hufu
