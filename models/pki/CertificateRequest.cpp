// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateRequest.h"

#include "models/pki/CertificateExtensions.h"
#include "models/pki/Digest.h"
#include "models/pki/DistinguishedName.h"
#include "models/pki/Handles.h"
#include "models/pki/LintInput.h"
#include "models/pki/PemReader.h"
#include "models/pki/PublicKeyInfo.h"
#include "models/pki/RequestedKey.h"
#include "models/pki/WeakKeyList.h"

namespace hufu {
namespace {

using X509ReqPtr = std::unique_ptr<X509_REQ, Deleter<X509_REQ_free>>;

constexpr std::size_t largestRequest = 64u << 10;

/// One pass over CertificationRequest ::= SEQUENCE { info, signatureAlgorithm, signature }, RFC 2986 §4.
class Walk {
public:
    explicit Walk(BytesView der) { m_request.der = bytesOf(der); }

    Result<CertificateRequest> run();

private:
    bool whole();
    bool info(BytesView content);
    bool subject(DerReader &info);
    bool publicKey(DerReader &info);
    bool attributes(DerReader &info);
    bool extensions(const DerElement &list);
    std::unexpected<Error> failure() const;

    CertificateRequest m_request;
    DerElement m_subject;
    DerFailure m_failure;
    bool m_malformedExtension = false, m_repeatedExtension = false;
};

bool Walk::whole()
{
    DerReader file(m_request.der);
    DerElement request, inside, algorithm, signature;
    if (!expect(file, DerTag::Sequence, request, "a PKCS#10 request", m_failure))
        return false;
    if (!file.atEnd())
        return m_failure.set(file.position(), "nothing after the request");
    DerReader reader(request.content);
    AlgorithmIdentifier identifier;
    DerBits bits;
    if (!expect(reader, DerTag::Sequence, inside, "certificationRequestInfo", m_failure) || !info(inside.content)
        || !expect(reader, DerTag::Sequence, algorithm, "the signature's algorithm", m_failure)
        || !readAlgorithmIdentifier(algorithm, identifier, m_failure)
        || !expect(reader, DerTag::BitString, signature, "the signature", m_failure))
        return false;
    return (readBits(signature.content, bits) && reader.atEnd())
        || m_failure.set(signature.content.data(), "the signature's bits, and nothing after them");
}

bool Walk::info(BytesView content)
{
    DerReader reader(content);
    DerElement version;
    if (!expect(reader, DerTag::Integer, version, "the version", m_failure))
        return false;
    if (version.content.size() != 1 || version.content[0] != 0)
        return m_failure.set(version.content.data(), "version 1");
    return subject(reader) && publicKey(reader) && attributes(reader)
        && (reader.atEnd() || m_failure.set(reader.position(), "the end of certificationRequestInfo"));
}

bool Walk::subject(DerReader &info)
{
    DistinguishedName name;
    if (!expect(info, DerTag::Sequence, m_subject, "the subject", m_failure) || !readDistinguishedName(m_subject, name, m_failure))
        return false;
    m_request.subject = std::move(name.text);
    m_request.commonName = std::move(name.commonName);
    m_request.organization = std::move(name.organization);
    m_request.organizationalUnit = std::move(name.organizationalUnit);
    return true;
}

bool Walk::publicKey(DerReader &info)
{
    DerElement element;
    PublicKeyInfo key;
    if (!expect(info, DerTag::Sequence, element, "the public key", m_failure) || !readPublicKeyInfo(element, key, m_failure))
        return false;
    m_request.keyAlgorithm = key.algorithm;
    m_request.keyBits = key.bits;
    m_request.curve = std::move(key.curve);
    m_request.spki = bytesOf(element.encoded);
    m_request.spkiSha256 = sha256(element.encoded);
    return true;
}

/// [0] IMPLICIT SET OF Attribute. OpenSSL and others leave it out when it is empty, against the syntax.
bool Walk::attributes(DerReader &info)
{
    DerElement set, attribute, type, values;
    if (!info.next(DerTag::contextConstructed(0), set))
        return true;
    bool hasExtensions = false;
    for (DerReader list(set.content); !list.atEnd();) {
        if (!expect(list, DerTag::Sequence, attribute, "an attribute", m_failure))
            return false;
        DerReader reader(attribute.content);
        if (!reader.next(DerTag::ObjectIdentifier, type) || !isObjectIdentifier(type.content) || !reader.next(DerTag::Set, values)
            || !reader.atEnd())
            return m_failure.set(attribute.content.data(), "an attribute's type and values");
        m_request.hasChallengePassword |= oids::challengePassword == type.content;
        if (!(oids::extensionRequest == type.content))
            continue;
        DerReader inside(values.content);
        DerElement extensionList;
        if (hasExtensions || !inside.next(DerTag::Sequence, extensionList) || !inside.atEnd())
            return m_failure.set(values.content.data(), "one list of extensions");
        hasExtensions = true;
        if (!extensions(extensionList))
            return false;
    }
    return true;
}

bool Walk::extensions(const DerElement &list)
{
    CertificateListing listing; // what a certificate with these would say of itself
    if (!readExtensions(list, listing, m_failure))
        return false;
    DerReader reader(list.content);
    for (EncodedExtension extension; !reader.atEnd();) {
        if (!readExtension(reader, extension, m_failure))
            return false;
        m_request.requestedExtensions.push_back(oidText(extension.oid));
    }
    m_request.names = {std::move(listing.dnsNames), std::move(listing.otherNames)};
    m_request.keyUsage = listing.keyUsage;
    m_request.extendedKeyUsage = listing.extendedKeyUsage;
    m_request.asksForCa = listing.isCa();
    m_malformedExtension = listing.flags & CertificateFlag::MalformedExtension;
    m_repeatedExtension = listing.flags & CertificateFlag::DuplicateExtension;
    return true;
}

std::unexpected<Error> Walk::failure() const
{
    const auto offset = m_failure.at ? m_failure.at - m_request.der.data() : 0;
    return fail(m_failure.tooLarge ? ErrorCode::TooLarge : ErrorCode::Malformed,
                "at offset " + std::to_string(offset) + ": expected " + m_failure.expected);
}

/// RFC 2986 §3: the signature proves possession of the private key.
Result<void> checkPossession(BytesView der)
{
    const std::uint8_t *at = der.data();
    const X509ReqPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
    EVP_PKEY *key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
    if (!key)
        return fail(ErrorCode::Malformed, "OpenSSL does not read the request: " + openSslError());
    if (EVP_PKEY_is_a(key, "SM2")) {
        ASN1_OCTET_STRING *id = ASN1_OCTET_STRING_new();
        if (!id || ASN1_OCTET_STRING_set(id, reinterpret_cast<const std::uint8_t *>(sm2DefaultId.data()), int(sm2DefaultId.size())) != 1) {
            ASN1_OCTET_STRING_free(id);
            return cryptoFailure("SM2 identifier");
        }
        X509_REQ_set0_distinguishing_id(request.get(), id); // takes it
    }
    if (X509_REQ_verify(request.get(), key) != 1)
        return fail(ErrorCode::SignatureInvalid, "the request is not signed by the key in it: " + openSslError());
    return {};
}

Result<CertificateRequest> Walk::run()
{
    if (!whole())
        return failure();
    if (m_malformedExtension)
        return fail(ErrorCode::Malformed, "a requested extension is not what its identifier says");
    if (m_repeatedExtension)
        return fail(ErrorCode::Malformed, "the same extension is requested twice");
    if (const Result<void> ok = checkRequestedKey(m_request.spki); !ok)
        return std::unexpected(ok.error());
    Result<SubjectAttributes> read = readSubjectAttributes(m_subject);
    if (!read)
        return std::unexpected(read.error());
    m_request.attributes = std::move(*read);
    if (const Result<void> ok = checkAlternativeNames(m_request.names); !ok)
        return std::unexpected(ok.error());
    if (const Result<void> ok = checkPossession(m_request.der); !ok)
        return std::unexpected(ok.error());
    return std::move(m_request);
}

/// The first request of a text.
Result<Bytes> fromPem(std::string_view text)
{
    PemReader reader(text);
    for (PemBlock block; reader.next(block);) {
        if (block.label == "CERTIFICATE REQUEST" || block.label == "NEW CERTIFICATE REQUEST")
            return decodeBody(block);
    }
    return fail(ErrorCode::NothingFound, "no certificate request in the text");
}

Result<Bytes> requestDer(BytesView input)
{
    if (input.size() > largestRequest)
        return fail(ErrorCode::TooLarge, "a request of " + std::to_string(input.size()) + " bytes; the limit is 64 KiB");
    if (!PemReader::looksLikePem(textOf(input)))
        return Bytes(input.begin(), input.end());
    return fromPem(textOf(input));
}

} // namespace

Result<CertificateRequest> readRequest(BytesView input)
{
    const Result<Bytes> der = requestDer(input);
    if (!der)
        return std::unexpected(der.error());
    return Walk(*der).run();
}

Result<Bytes> shapedRequest(BytesView input)
{
    Result<Bytes> der = requestDer(input);
    if (!der)
        return der;
    const std::uint8_t *at = der->data();
    const X509ReqPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der->size())));
    ERR_clear_error();
    if (!request || at != der->data() + der->size())
        return fail(ErrorCode::Malformed, "not a certificate request");
    return der;
}

std::vector<Finding> keyFindings(const CertificateRequest &request)
{
    CertificateListing listing;
    listing.keyAlgorithm = request.keyAlgorithm;
    listing.keyBits = request.keyBits;
    listing.curve = request.curve;
    CertificateParts parts;
    DerReader reader(request.spki);
    DerElement spki, algorithm, key;
    DerBits bits;
    std::vector<Finding> findings;
    if (reader.next(DerTag::Sequence, spki)) {
        DerReader inside(spki.content);
        if (inside.next(DerTag::Sequence, algorithm) && inside.next(DerTag::BitString, key) && readBits(key.content, bits)) {
            parts.key = bits.octets;
            lintKey({listing, ValidationClass::Private, parts, WeakKeyList::installed(), findings});
        }
    }
    return findings;
}

Result<Bytes> makeRequest(Signer &signer, const SubjectAttributes &subject, const AlternativeNames &names)
{
    const Result<Bytes> name = encodeSubject(subject);
    if (!name)
        return std::unexpected(name.error());
    if (const Result<void> ok = checkAlternativeNames(names); !ok)
        return std::unexpected(ok.error());
    const auto writeExtensions = [&](DerWriter &writer) {
        writer.sequence([&] {
            writer.oid(oids::extensionRequest);
            writer.set([&] {
                writer.sequence([&] {
                    writer.sequence([&] {
                        writer.oid(oids::subjectAltName);
                        writer.octetString([&] { writeAlternativeNames(writer, names); });
                    });
                });
            });
        });
    };
    DerWriter writer;
    writer.sequence([&] {
        writer.integer(0); // v1
        writer.raw(*name);
        writer.raw(signer.publicKey());
        writer.context(0, [&] {
            if (names.size() != 0)
                writeExtensions(writer);
        });
    });
    return signStructure(writer.view(), signer);
}

} // namespace hufu
