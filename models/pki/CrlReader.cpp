// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CrlReader.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/CertificateTime.h"
#include "models/pki/Oids.h"
#include "models/pki/PublicKeyInfo.h"
#include "models/pki/SignatureCheck.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace oids;

std::uint64_t prefixOf(BytesView serial)
{
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < 8; ++i)
        prefix = prefix << 8 | (i < serial.size() ? serial[i] : 0);
    return prefix;
}

bool isLess(BytesView a, BytesView b) { return std::ranges::lexicographical_compare(a, b); }

/// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING }
struct Extension {
    BytesView oid;
    bool critical = false;
    BytesView value;
};

bool readExtension(const DerElement &element, Extension &extension)
{
    DerReader reader(element.content);
    DerElement oid, critical, value;
    if (!reader.next(DerTag::ObjectIdentifier, oid) || !isObjectIdentifier(oid.content))
        return false;
    if (reader.next(DerTag::Boolean, critical)) {
        if (critical.content.size() != 1)
            return false;
        extension.critical = critical.content[0] != 0;
    }
    if (!reader.next(DerTag::OctetString, value) || !reader.atEnd())
        return false;
    extension.oid = oid.content;
    extension.value = value.content;
    return true;
}

/// The one element an extension's value is.
bool readOnly(BytesView value, std::uint8_t tag, DerElement &element)
{
    DerReader reader(value);
    return reader.next(tag, element) && reader.atEnd();
}

} // namespace

/// One pass over the bytes, filling a Crl.
class Crl::Walk {
public:
    explicit Walk(Crl &crl) : m_crl(crl) {}

    Result<void> run()
    {
        if (file())
            return {};
        if (m_unsupported)
            return fail(ErrorCode::Unsupported, m_unsupported);
        return fail(m_failure.tooLarge ? ErrorCode::TooLarge : ErrorCode::Malformed,
                    "CRL, offset " + std::to_string(m_failure.at ? m_failure.at - m_crl.m_der.data() : 0) + ": expected " + m_failure.expected);
    }

    /// What an entry says beside its serial number and date.
    bool entryExtensions(DerReader &reader, RevokedEntry &entry);

private:
    bool file();
    bool tbs(BytesView content);
    bool times(DerReader &reader);
    bool entries(BytesView content);
    bool extensions(BytesView wrapped);
    bool extension(const Extension &extension);
    bool unsupported(const char *what)
    {
        m_unsupported = what;
        return false;
    }
    Piece piece(BytesView view) const
    {
        return {static_cast<std::uint32_t>(view.data() - m_crl.m_der.data()), static_cast<std::uint32_t>(view.size())};
    }

    Crl &m_crl;
    DerFailure m_failure;
    const char *m_unsupported = nullptr;
};

bool Crl::Walk::file()
{
    DerReader reader(m_crl.m_der);
    DerElement list, tbsList, algorithm, signature;
    DerBits bits;
    if (!expect(reader, DerTag::Sequence, list, "a CertificateList", m_failure))
        return false;
    if (!reader.atEnd())
        return m_failure.set(reader.position(), "nothing more");
    DerReader parts(list.content);
    if (!expect(parts, DerTag::Sequence, tbsList, "a TBSCertList", m_failure)
        || !expect(parts, DerTag::Sequence, algorithm, "a signatureAlgorithm", m_failure)
        || !expect(parts, DerTag::BitString, signature, "a signature", m_failure))
        return false;
    if (!parts.atEnd() || !readBits(signature.content, bits) || bits.unused != 0)
        return m_failure.set(signature.content.data(), "a signature of whole octets at the end");
    m_crl.m_tbs = piece(tbsList.encoded);
    m_crl.m_algorithm = piece(algorithm.encoded);
    m_crl.m_signature = piece(bits.octets);
    return tbs(tbsList.content);
}

bool Crl::Walk::tbs(BytesView content)
{
    DerReader reader(content);
    DerElement version, algorithm, issuer, list, wrapped;
    if (reader.next(DerTag::Integer, version) && (version.content.size() != 1 || version.content[0] != 1))
        return m_failure.set(version.content.data(), "version 2");
    if (!expect(reader, DerTag::Sequence, algorithm, "a signature algorithm", m_failure)
        || !expect(reader, DerTag::Sequence, issuer, "an issuer", m_failure))
        return false;
    // §5.1.1.2: what is signed names the algorithm too, and must agree.
    if (!std::ranges::equal(algorithm.encoded, m_crl.at(m_crl.m_algorithm)))
        return m_failure.set(algorithm.content.data(), "the outer signatureAlgorithm");
    m_crl.m_issuer = piece(issuer.encoded);
    if (!times(reader))
        return false;
    if (reader.next(DerTag::Sequence, list) && !entries(list.content))
        return false;
    if (reader.next(DerTag::contextConstructed(0), wrapped) && !extensions(wrapped.content))
        return false;
    return reader.atEnd() || m_failure.set(reader.position(), "nothing more");
}

bool Crl::Walk::times(DerReader &reader)
{
    DerElement element;
    const std::uint8_t *at = reader.position();
    std::optional<Instant> time = reader.next(element) ? readCertificateTime(element) : std::nullopt;
    if (!time)
        return m_failure.set(at, "thisUpdate");
    m_crl.m_thisUpdate = *time;
    if (reader.peek() != DerTag::UtcTime && reader.peek() != DerTag::GeneralizedTime)
        return true;
    at = reader.position();
    if (!reader.next(element) || !(m_crl.m_nextUpdate = readCertificateTime(element)))
        return m_failure.set(at, "nextUpdate");
    return true;
}

bool Crl::Walk::entries(BytesView content)
{
    constexpr std::size_t shortestEntry = 20;
    m_crl.m_index.reserve(content.size() / (2 * shortestEntry));
    DerElement element, serial, date;
    for (DerReader reader(content); !reader.atEnd();) {
        if (!expect(reader, DerTag::Sequence, element, "an entry", m_failure))
            return false;
        DerReader parts(element.content);
        if (!expect(parts, DerTag::Integer, serial, "a serial number", m_failure))
            return false;
        if (!isMinimalInteger(serial.content) || serial.content.size() > maxSerialOctets)
            return m_failure.set(serial.content.data(), "a serial number of minimal length");
        RevokedEntry ignored;
        if (!parts.next(date) || !readCertificateTime(date))
            return m_failure.set(element.content.data(), "a revocationDate");
        if (!entryExtensions(parts, ignored))
            return false;
        m_crl.m_index.push_back({prefixOf(serial.content), piece(element.content)});
    }
    const auto before = [this](const Line &a, const Line &b) {
        return a.prefix != b.prefix ? a.prefix < b.prefix : isLess(m_crl.serialOf(a), m_crl.serialOf(b));
    };
    std::ranges::stable_sort(m_crl.m_index, before);
    return true;
}

bool Crl::Walk::entryExtensions(DerReader &reader, RevokedEntry &entry)
{
    if (reader.atEnd())
        return true;
    DerElement list, element, value;
    if (!expect(reader, DerTag::Sequence, list, "crlEntryExtensions", m_failure))
        return false;
    for (DerReader inside(list.content); !inside.atEnd();) {
        Extension one;
        if (!expect(inside, DerTag::Sequence, element, "an Extension", m_failure))
            return false;
        if (!readExtension(element, one))
            return m_failure.set(element.content.data(), "an Extension");
        if (reasonCode == one.oid) {
            const auto reason = readOnly(one.value, DerTag::Enumerated, value) && value.content.size() == 1
                ? revocationReasonFromNumber(value.content[0])
                : std::nullopt;
            if (!reason)
                return m_failure.set(one.value.data(), "a CRLReason");
            entry.reason = *reason;
        } else if (oids::invalidityDate == one.oid) {
            entry.invalidityDate = readOnly(one.value, DerTag::GeneralizedTime, value) ? readCertificateTime(value) : std::nullopt;
            if (!entry.invalidityDate)
                return m_failure.set(one.value.data(), "an invalidityDate");
        } else if (one.critical) {
            return unsupported("a CRL entry with a critical extension"); // certificateIssuer (§5.3.3) among them
        }
    }
    return reader.atEnd() || m_failure.set(reader.position(), "nothing more");
}

bool Crl::Walk::extensions(BytesView wrapped)
{
    DerReader outer(wrapped);
    DerElement list, element;
    if (!expect(outer, DerTag::Sequence, list, "crlExtensions", m_failure))
        return false;
    for (DerReader reader(list.content); !reader.atEnd();) {
        Extension one;
        if (!expect(reader, DerTag::Sequence, element, "an Extension", m_failure))
            return false;
        if (!readExtension(element, one))
            return m_failure.set(element.content.data(), "an Extension");
        if (!extension(one))
            return false;
    }
    return outer.atEnd() || m_failure.set(outer.position(), "nothing more");
}

bool Crl::Walk::extension(const Extension &extension)
{
    if (crlNumber == extension.oid) {
        DerElement number;
        if (!readOnly(extension.value, DerTag::Integer, number) || !isMinimalInteger(number.content) || number.content.size() > 20
            || number.content[0] >= 0x80)
            return m_failure.set(extension.value.data(), "a CRLNumber of at most 20 octets"); // §5.2.3
        m_crl.m_number = piece(number.content);
        return true;
    }
    // deltaCRLIndicator, issuingDistributionPoint, and whatever else changes what silence means
    return !extension.critical || unsupported("a CRL with a critical extension: not a complete CRL of one issuer");
}

Result<Crl> Crl::read(Bytes der)
{
    if (der.size() > maxOctets)
        return fail(ErrorCode::TooLarge, "a CRL above 64 MiB");
    Crl crl;
    crl.m_der = std::move(der);
    if (Result<void> walked = Walk(crl).run(); !walked)
        return std::unexpected(walked.error());
    return crl;
}

BytesView Crl::serialOf(const Line &line) const
{
    DerElement serial;
    DerReader(at(line.entry)).next(DerTag::Integer, serial);
    return serial.content;
}

std::uint64_t Crl::numberValue() const
{
    std::uint64_t value = 0;
    for (const std::uint8_t octet : number()) {
        if (value >> 56)
            return ~std::uint64_t(0);
        value = value << 8 | octet;
    }
    return value;
}

std::optional<RevokedEntry> Crl::find(BytesView serial) const
{
    const std::uint64_t prefix = prefixOf(serial);
    const auto found = std::ranges::partition_point(m_index, [&](const Line &line) {
        return line.prefix != prefix ? line.prefix < prefix : isLess(serialOf(line), serial);
    });
    if (found == m_index.end() || !std::ranges::equal(serialOf(*found), serial))
        return {};
    DerReader reader(at(found->entry));
    DerElement number, date;
    reader.next(number);
    reader.next(date);
    RevokedEntry entry{.serial = bytesOf(number.content), .revokedAt = *readCertificateTime(date), .reason = {}, .invalidityDate = {}};
    Crl unused;
    Walk(unused).entryExtensions(reader, entry); // read before: cannot fail
    return entry;
}

Result<void> Crl::verify(BytesView caCertificate) const
{
    const std::optional<CertificateParts> ca = takeApart(caCertificate);
    if (!ca)
        return fail(ErrorCode::Malformed, "not a certificate");
    if (!std::ranges::equal(ca->subject.encoded, issuer()))
        return fail(ErrorCode::SignatureInvalid, "the CRL is of another issuer");
    return checkSignature(caCertificate, at(m_algorithm), at(m_tbs), at(m_signature));
}

} // namespace hufu
