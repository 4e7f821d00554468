// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CrlWriter.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/DerWriter.h"
#include "models/pki/Digest.h"

namespace hufu {
namespace {

using namespace oids;

template <typename Value>
void writeExtension(DerWriter &der, const Oid &id, Value value)
{
    der.sequence([&] {
        der.oid(id);
        der.octetString(value);
    });
}

/// What the issuer's own subjectKeyIdentifier says; without one, RFC 5280 §4.2.1.2 (1).
Bytes keyIdentifierOf(const CertificateParts &issuer)
{
    if (const auto *extension = issuer.extension(subjectKeyIdentifier.view())) {
        DerReader reader(extension->value);
        DerElement octets;
        if (reader.next(DerTag::OctetString, octets) && reader.atEnd())
            return bytesOf(octets.content);
    }
    return bytesOf(sha1(issuer.key));
}

void writeNumber(DerWriter &der, std::uint64_t number)
{
    std::array<std::uint8_t, 8> octets{};
    for (std::size_t i = octets.size(); i-- > 0; number >>= 8)
        octets[i] = static_cast<std::uint8_t>(number);
    der.unsignedInteger(octets);
}

Result<void> writeEntry(DerWriter &der, const RevokedEntry &entry)
{
    if (entry.serial.size() > maxSerialOctets || !isMinimalInteger(entry.serial))
        return fail(ErrorCode::InvalidArgument, "not a serial number", toHex(entry.serial));
    if (entry.reason == RevocationReason::RemoveFromCrl)
        return fail(ErrorCode::InvalidArgument, "removeFromCRL belongs in delta CRLs", toHex(entry.serial));
    der.sequence([&] {
        der.element(DerTag::Integer, entry.serial);
        der.time(entry.revokedAt);
        if (entry.reason == RevocationReason::Unspecified && !entry.invalidityDate)
            return;
        der.sequence([&] {
            if (entry.reason != RevocationReason::Unspecified) {
                writeExtension(der, reasonCode, [&] { der.enumerated(static_cast<std::uint8_t>(entry.reason)); });
            }
            if (entry.invalidityDate) // RFC 5280 §5.3.2: GeneralizedTime, whatever the year
                writeExtension(der, oids::invalidityDate, [&] { der.generalizedTime(*entry.invalidityDate); });
        });
    });
    return {};
}

} // namespace

Result<Bytes> makeCrl(BytesView issuerCertificate, Signer &signer, std::uint64_t number, Instant thisUpdate, Instant nextUpdate,
                      std::span<const RevokedEntry> entries)
{
    const std::optional<CertificateParts> issuer = takeApart(issuerCertificate);
    if (!issuer)
        return fail(ErrorCode::Malformed, "not a certificate");
    if (nextUpdate <= thisUpdate)
        return fail(ErrorCode::InvalidArgument, "a CRL whose nextUpdate is not after its thisUpdate");

    DerWriter der;
    der.reserve(1024 + entries.size() * 64);
    Result<void> written;
    der.sequence([&] {
        der.integer(1); // v2
        der.raw(signatureAlgorithmOf(signer.kind()));
        der.raw(issuer->subject.encoded);
        der.time(thisUpdate);
        der.time(nextUpdate);
        if (!entries.empty()) { // §5.1.2.6: absent rather than empty
            der.sequence([&] {
                for (std::size_t i = 0; i < entries.size() && written; ++i)
                    written = writeEntry(der, entries[i]);
            });
        }
        der.context(0, [&] {
            der.sequence([&] {
                writeExtension(der, authorityKeyIdentifier,
                               [&] { der.sequence([&] { der.contextPrimitive(0, keyIdentifierOf(*issuer)); }); });
                writeExtension(der, crlNumber, [&] { writeNumber(der, number); });
            });
        });
    });
    if (!written)
        return std::unexpected(written.error());
    return signStructure(der.view(), signer);
}

} // namespace hufu
