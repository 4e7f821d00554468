// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspReply.h"

#include "models/pki/CertificateListing.h"
#include "models/pki/CertificateParts.h"
#include "models/pki/CertificateTime.h"
#include "models/pki/DerWriter.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/Oids.h"
#include "models/pki/PublicKeyInfo.h"
#include "models/pki/SignatureCheck.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace oids;

constexpr std::size_t maxReplyExtensions = 16, maxReplyNonce = 128;

/// OCSPResponseStatus, RFC 6960 §4.2.1.
const char *statusName(std::uint8_t status)
{
    switch (status) {
    case 1: return "malformedRequest";
    case 2: return "internalError";
    case 3: return "tryLater";
    case 5: return "sigRequired";
    case 6: return "unauthorized";
    default: return "a status that does not exist";
    }
}

} // namespace

/// One pass over the bytes, filling an OcspReply.
class OcspReply::Walk {
public:
    explicit Walk(OcspReply &reply) : m_reply(reply) {}

    Result<void> run()
    {
        if (file())
            return {};
        if (m_refused)
            return fail(ErrorCode::NothingFound, std::string("the responder gives no answer: ") + statusName(m_refused));
        if (m_unsupported)
            return fail(ErrorCode::Unsupported, m_unsupported);
        return fail(m_failure.tooLarge ? ErrorCode::TooLarge : ErrorCode::Malformed,
                    "OCSP response, offset " + std::to_string(m_failure.at ? m_failure.at - m_reply.m_der.data() : 0) + ": expected "
                        + m_failure.expected);
    }

private:
    bool file();
    bool basic(BytesView bytes);
    bool data(BytesView content);
    bool responder(DerReader &reader);
    bool single(const DerElement &element);
    bool certId(DerReader &reader, Single &single);
    bool status(DerReader &reader, Single &single);
    template <typename Each>
    bool extensions(const DerElement &wrapped, Each each);
    bool time(DerReader &reader, Instant &instant, const char *what);
    bool ended(const DerReader &reader) { return reader.atEnd() || m_failure.set(reader.position(), "nothing more"); }
    bool unsupported(const char *what)
    {
        m_unsupported = what;
        return false;
    }

    OcspReply &m_reply;
    DerFailure m_failure;
    std::uint8_t m_refused = 0;
    const char *m_unsupported = nullptr;
};

bool OcspReply::Walk::file()
{
    DerReader outer(m_reply.m_der);
    DerElement response, status, wrapped, bytes, type, octets;
    if (!expect(outer, DerTag::Sequence, response, "an OCSPResponse", m_failure) || !ended(outer))
        return false;
    DerReader reader(response.content);
    if (!expect(reader, DerTag::Enumerated, status, "a responseStatus", m_failure))
        return false;
    if (status.content.size() != 1)
        return m_failure.set(status.content.data(), "a responseStatus of one octet");
    m_refused = status.content[0];
    if (m_refused != 0)
        return false;
    if (!expect(reader, DerTag::contextConstructed(0), wrapped, "responseBytes", m_failure) || !ended(reader))
        return false;
    DerReader inside(wrapped.content);
    if (!expect(inside, DerTag::Sequence, bytes, "ResponseBytes", m_failure) || !ended(inside))
        return false;
    DerReader parts(bytes.content);
    if (!expect(parts, DerTag::ObjectIdentifier, type, "a responseType", m_failure)
        || !expect(parts, DerTag::OctetString, octets, "a response", m_failure) || !ended(parts))
        return false;
    return ocspBasic == type.content ? basic(octets.content) : unsupported("an OCSP response of another type than id-pkix-ocsp-basic");
}

bool OcspReply::Walk::basic(BytesView bytes)
{
    DerReader outer(bytes);
    DerElement response, tbs, algorithm, signature, wrapped, list, certificate;
    DerBits bits;
    if (!expect(outer, DerTag::Sequence, response, "a BasicOCSPResponse", m_failure) || !ended(outer))
        return false;
    DerReader reader(response.content);
    if (!expect(reader, DerTag::Sequence, tbs, "tbsResponseData", m_failure)
        || !expect(reader, DerTag::Sequence, algorithm, "a signatureAlgorithm", m_failure)
        || !expect(reader, DerTag::BitString, signature, "a signature", m_failure))
        return false;
    if (!readBits(signature.content, bits) || bits.unused != 0)
        return m_failure.set(signature.content.data(), "a signature of whole octets");
    m_reply.m_tbs = bytesOf(tbs.encoded);
    m_reply.m_algorithm = bytesOf(algorithm.encoded);
    m_reply.m_signature = bytesOf(bits.octets);
    if (reader.next(DerTag::contextConstructed(0), wrapped)) {
        DerReader certificates(wrapped.content);
        if (!expect(certificates, DerTag::Sequence, list, "certs", m_failure) || !ended(certificates))
            return false;
        for (DerReader each(list.content); !each.atEnd();) {
            if (m_reply.m_certificates.size() == maxCertificates)
                return m_failure.set(each.position(), "at most 8 certificates", true);
            if (!expect(each, DerTag::Sequence, certificate, "a certificate", m_failure))
                return false;
            m_reply.m_certificates.push_back(bytesOf(certificate.encoded));
        }
    }
    return ended(reader) && data(tbs.content);
}

bool OcspReply::Walk::data(BytesView content)
{
    DerReader reader(content);
    DerElement version, list, element, wrapped;
    reader.next(DerTag::contextConstructed(0), version); // v1 is the only one
    if (!responder(reader) || !time(reader, m_reply.m_producedAt, "producedAt")
        || !expect(reader, DerTag::Sequence, list, "responses", m_failure))
        return false;
    for (DerReader responses(list.content); !responses.atEnd();) {
        if (m_reply.m_responses.size() == maxResponses)
            return m_failure.set(responses.position(), "at most 64 responses", true);
        if (!expect(responses, DerTag::Sequence, element, "a SingleResponse", m_failure) || !single(element))
            return false;
    }
    if (reader.next(DerTag::contextConstructed(1), wrapped)) {
        const bool read = extensions(wrapped, [this](BytesView oid, bool critical, BytesView value) {
            if (ocspNonce == oid) {
                DerReader inside(value);
                DerElement octets;
                if (!inside.next(DerTag::OctetString, octets) || !inside.atEnd() || octets.content.empty() || octets.content.size() > maxReplyNonce)
                    return m_failure.set(value.data(), "a nonce of 1 to 128 octets"); // RFC 9654 §2.1
                m_reply.m_nonce = bytesOf(octets.content);
                return true;
            }
            return !critical || unsupported("an OCSP response with a critical extension");
        });
        if (!read)
            return false;
    }
    return ended(reader);
}

bool OcspReply::Walk::responder(DerReader &reader)
{
    DerElement id, inside;
    if (reader.next(DerTag::contextConstructed(1), id)) {
        DerReader name(id.content);
        if (!expect(name, DerTag::Sequence, inside, "a Name", m_failure) || !ended(name))
            return false;
        m_reply.m_responderName = bytesOf(inside.encoded);
        return true;
    }
    if (!expect(reader, DerTag::contextConstructed(2), id, "a responderID", m_failure))
        return false;
    DerReader hash(id.content);
    if (!expect(hash, DerTag::OctetString, inside, "a KeyHash", m_failure) || !ended(hash))
        return false;
    m_reply.m_responderKeyHash = bytesOf(inside.content);
    return m_reply.m_responderKeyHash.size() == 20 || m_failure.set(inside.content.data(), "a KeyHash of 20 octets");
}

bool OcspReply::Walk::single(const DerElement &element)
{
    DerReader reader(element.content);
    DerElement wrapped;
    Single single;
    if (!certId(reader, single) || !status(reader, single) || !time(reader, single.thisUpdate, "thisUpdate"))
        return false;
    if (reader.next(DerTag::contextConstructed(0), wrapped)) {
        DerReader inside(wrapped.content);
        Instant next{};
        if (!time(inside, next, "nextUpdate") || !ended(inside))
            return false;
        single.nextUpdate = next;
    }
    if (reader.next(DerTag::contextConstructed(1), wrapped)) {
        const bool read = extensions(wrapped, [this](BytesView, bool critical, BytesView) {
            return !critical || unsupported("an OCSP response with a critical extension");
        });
        if (!read)
            return false;
    }
    m_reply.m_responses.push_back(std::move(single));
    return ended(reader);
}

bool OcspReply::Walk::certId(DerReader &reader, Single &single)
{
    DerElement id, algorithm, name, key, serial;
    AlgorithmIdentifier hash;
    if (!expect(reader, DerTag::Sequence, id, "a CertID", m_failure))
        return false;
    DerReader inside(id.content);
    if (!expect(inside, DerTag::Sequence, algorithm, "a hashAlgorithm", m_failure) || !readAlgorithmIdentifier(algorithm, hash, m_failure)
        || !expect(inside, DerTag::OctetString, name, "an issuerNameHash", m_failure)
        || !expect(inside, DerTag::OctetString, key, "an issuerKeyHash", m_failure)
        || !expect(inside, DerTag::Integer, serial, "a serialNumber", m_failure) || !ended(inside))
        return false;
    if (!isMinimalInteger(serial.content) || serial.content.size() > maxSerialOctets)
        return m_failure.set(serial.content.data(), "a serialNumber of minimal length");
    single.sha256 = idSha256 == hash.oid;
    single.issuerNameHash = bytesOf(name.content);
    single.issuerKeyHash = bytesOf(key.content);
    single.serial = bytesOf(serial.content);
    return true;
}

/// CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }
bool OcspReply::Walk::status(DerReader &reader, Single &single)
{
    DerElement element, wrapped, number;
    if (reader.next(DerTag::context(0), element)) {
        single.status = Single::Status::Good;
        return true;
    }
    if (reader.next(DerTag::context(2), element)) {
        single.status = Single::Status::Unknown;
        return true;
    }
    if (!expect(reader, DerTag::contextConstructed(1), element, "a certStatus", m_failure))
        return false;
    single.status = Single::Status::Revoked;
    DerReader info(element.content);
    if (!time(info, single.revokedAt, "a revocationTime"))
        return false;
    if (info.next(DerTag::contextConstructed(0), wrapped)) {
        DerReader inside(wrapped.content);
        const bool enumerated = inside.next(DerTag::Enumerated, number) && inside.atEnd() && number.content.size() == 1;
        const std::optional<RevocationReason> reason = enumerated ? revocationReasonFromNumber(number.content[0]) : std::nullopt;
        if (!reason)
            return m_failure.set(wrapped.content.data(), "a CRLReason");
        single.reason = *reason;
    }
    return ended(info);
}

template <typename Each>
bool OcspReply::Walk::extensions(const DerElement &wrapped, Each each)
{
    DerReader outer(wrapped.content);
    DerElement list, element, oid, critical, value;
    if (!expect(outer, DerTag::Sequence, list, "Extensions", m_failure) || !ended(outer))
        return false;
    std::size_t count = 0;
    for (DerReader reader(list.content); !reader.atEnd();) {
        if (++count > maxReplyExtensions)
            return m_failure.set(reader.position(), "at most 16 extensions", true);
        if (!expect(reader, DerTag::Sequence, element, "an Extension", m_failure))
            return false;
        DerReader parts(element.content);
        if (!expect(parts, DerTag::ObjectIdentifier, oid, "an extnID", m_failure))
            return false;
        const bool marked = parts.next(DerTag::Boolean, critical);
        if (!expect(parts, DerTag::OctetString, value, "an extnValue", m_failure) || !ended(parts))
            return false;
        if (!each(oid.content, marked && critical.content.size() == 1 && critical.content[0] != 0, value.content))
            return false;
    }
    return true;
}

bool OcspReply::Walk::time(DerReader &reader, Instant &instant, const char *what)
{
    DerElement element;
    const std::uint8_t *const at = reader.position();
    const std::optional<Instant> read
        = reader.next(DerTag::GeneralizedTime, element) ? readCertificateTime(element) : std::nullopt; // §4.2.2.1: never UTCTime
    if (!read)
        return m_failure.set(at, what);
    instant = *read;
    return true;
}

Bytes makeOcspRequest(const OcspIssuer &issuer, std::span<const Bytes> serials, BytesView nonce)
{
    DerWriter der;
    der.sequence([&] {
        der.sequence([&] {
            der.sequence([&] {
                for (const Bytes &serial : serials) {
                    der.sequence([&] {
                        der.sequence([&] {
                            der.sequence([&] {
                                der.oid(idSha1);
                                der.null();
                            });
                            der.octetString(issuer.nameSha1);
                            der.octetString(issuer.keySha1);
                            der.element(DerTag::Integer, serial);
                        });
                    });
                }
            });
            if (nonce.empty())
                return;
            der.context(2, [&] {
                der.sequence([&] {
                    der.sequence([&] {
                        der.oid(ocspNonce);
                        der.octetString([&] { der.octetString(nonce); });
                    });
                });
            });
        });
    });
    return der.take();
}

Result<OcspReply> OcspReply::read(Bytes der)
{
    if (der.size() > maxOctets)
        return fail(ErrorCode::TooLarge, "an OCSP response above 256 KiB");
    OcspReply reply;
    reply.m_der = std::move(der);
    if (Result<void> walked = Walk(reply).run(); !walked)
        return fail(walked.error());
    return reply;
}

Result<void> OcspReply::verify(BytesView caCertificate, Instant now) const
{
    const auto isNamed = [this](BytesView certificate) {
        const std::optional<CertificateParts> parts = takeApart(certificate);
        if (!parts)
            return false;
        return m_responderName.empty() ? std::ranges::equal(sha1(parts->key), m_responderKeyHash)
                                       : std::ranges::equal(parts->subject.encoded, m_responderName);
    };
    if (isNamed(caCertificate))
        return checkSignature(caCertificate, m_algorithm, m_tbs, m_signature);
    const auto responder = std::ranges::find_if(m_certificates, isNamed);
    if (responder == m_certificates.end())
        return fail(ErrorCode::SignatureInvalid, "the responder's certificate is not in the answer, and it is not the CA itself");
    const Result<CertificateListing> listing = readListing(*responder);
    if (!listing)
        return fail(listing.error());
    const Result<CertificateListing> ca = readListing(caCertificate);
    if (!ca)
        return fail(ca.error());
    // §4.2.2.2: delegated directly by the CA that issued the certificate in question.
    if (listing->issuerHash != ca->subjectHash || !isSignedBy(*responder, caCertificate))
        return fail(ErrorCode::SignatureInvalid, "the responder's certificate is not by this CA");
    if (!(listing->extendedKeyUsage & ExtendedKeyUsage::OcspSigning))
        return fail(ErrorCode::SignatureInvalid, "the CA did not allow this certificate to sign OCSP answers");
    if (!(listing->flags & CertificateFlag::OcspNoCheck))
        return fail(ErrorCode::Unsupported, "the responder's own certificate would have to be checked for revocation");
    if (now < listing->notBefore || now > listing->notAfter)
        return fail(ErrorCode::Expired, "the responder's certificate is not in force");
    return checkSignature(*responder, m_algorithm, m_tbs, m_signature);
}

const OcspReply::Single *OcspReply::find(const OcspIssuer &issuer, BytesView serial) const
{
    const auto found = std::ranges::find_if(m_responses, [&](const Single &single) {
        const OcspCertId id{{}, single.sha256 ? OcspCertId::Hash::WithSha256 : OcspCertId::Hash::WithSha1, single.issuerNameHash,
                            single.issuerKeyHash, single.serial};
        return std::ranges::equal(single.serial, serial) && issuer.issued(id);
    });
    return found == m_responses.end() ? nullptr : &*found;
}

} // namespace hufu
