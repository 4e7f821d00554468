// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Pkcs7Reader.h"

#include "models/pki/DerReader.h"
#include "models/pki/Handles.h"

namespace hufu {
namespace {

constexpr std::size_t maxBerBytes = 16u << 20; // OpenSSL makes up to twenty times this of it

// PKCS#7 1.2.840.113549.1.7.n and GM/T 0010 1.2.156.10197.6.1.4.2.n number their content types alike.
constexpr std::uint8_t pkcs7Arc[] = {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07};
constexpr std::uint8_t gmArc[] = {0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x06, 0x01, 0x04, 0x02};
constexpr std::uint8_t signedData = 2, signedAndEnveloped = 4;

/// 0 when it is none.
std::uint8_t contentType(BytesView oid)
{
    for (BytesView arc : {BytesView(pkcs7Arc), BytesView(gmArc)}) {
        if (oid.size() == arc.size() + 1 && std::ranges::equal(oid.first(arc.size()), arc))
            return oid.back();
    }
    return 0;
}

/// The members of the certificate and CRL sets, seen before anything is handed on.
struct Members {
    std::vector<BytesView> certificates; ///< at most one more than is allowed
    std::size_t others = 0;
};

/// SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, [0] certificates, [1] crls, signerInfos }, RFC 5652 §5.1;
/// SignedAndEnvelopedData has the same tagged fields. False when a length is not DER.
bool collect(BytesView content, std::size_t limit, Members &members)
{
    DerReader wrapped(content);
    DerElement data, field, member;
    if (!wrapped.next(DerTag::Sequence, data) || !wrapped.atEnd())
        return false;
    DerReader fields(data.content);
    while (!fields.atEnd()) {
        if (!fields.next(field))
            return false;
        if (field.tag != DerTag::contextConstructed(0) && field.tag != DerTag::contextConstructed(1))
            continue;
        DerReader set(field.content);
        while (!set.atEnd() && members.certificates.size() <= limit) {
            if (!set.next(member))
                return false;
            if (field.tag == DerTag::contextConstructed(0) && member.tag == DerTag::Sequence)
                members.certificates.push_back(member.encoded);
            else
                ++members.others;
        }
    }
    return true;
}

void handOn(const std::vector<BytesView> &certificates, ContainerCollector &collector, const std::string &where)
{
    std::size_t number = 0;
    for (BytesView der : certificates) {
        ++number;
        if (Result<void> taken = collector.certificate(der); !taken)
            collector.failure(where + "certificate " + std::to_string(number), std::move(taken.error()));
        if (collector.stopped())
            return;
    }
}

void handOn(const STACK_OF(X509) *stack, ContainerCollector &collector, const std::string &where)
{
    std::vector<Bytes> encoded;
    for (int i = 0; i < sk_X509_num(stack); ++i) {
        const X509 *certificate = sk_X509_value(stack, i);
        Bytes &der = encoded.emplace_back(std::size_t(std::max(i2d_X509(certificate, nullptr), 0)));
        unsigned char *at = der.data();
        i2d_X509(certificate, &at);
    }
    handOn(std::vector<BytesView>(encoded.begin(), encoded.end()), collector, where);
}

/// With OpenSSL: PKCS#7 first, since CMS is stricter about the signed content; CMS for what came after it.
Result<void> readBer(BytesView message, ContainerCollector &collector, const std::string &where)
{
    if (message.size() > maxBerBytes)
        return fail(ErrorCode::TooLarge, "a BER encoded PKCS#7 message above 16 MiB");
    const unsigned char *at = message.data();
    if (const Pkcs7Ptr pkcs7(d2i_PKCS7(nullptr, &at, long(message.size()))); pkcs7) {
        const STACK_OF(X509) *stack = nullptr;
        std::size_t crls = 0;
        if (PKCS7_type_is_signed(pkcs7.get()) && pkcs7->d.sign) {
            stack = pkcs7->d.sign->cert;
            crls = pkcs7->d.sign->crl ? std::size_t(sk_X509_CRL_num(pkcs7->d.sign->crl)) : 0;
        } else if (PKCS7_type_is_signedAndEnveloped(pkcs7.get()) && pkcs7->d.signed_and_enveloped) {
            stack = pkcs7->d.signed_and_enveloped->cert;
        } else {
            return fail(ErrorCode::Unsupported, "a PKCS#7 message of a kind that holds no certificates");
        }
        handOn(stack, collector, where);
        for (; crls > 0; --crls)
            collector.otherObject();
        return {};
    }
    ERR_clear_error();
    at = message.data();
    const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, long(message.size())));
    if (!cms)
        return fail(ErrorCode::Malformed, "not a PKCS#7 or CMS message: " + openSslError());
    STACK_OF(X509) *stack = CMS_get1_certs(cms.get());
    ERR_clear_error();
    handOn(stack, collector, where);
    sk_X509_pop_free(stack, X509_free);
    return {};
}

} // namespace

bool isPkcs7Type(BytesView oid) { return contentType(oid) != 0; }

Result<void> readPkcs7(BytesView message, ContainerCollector &collector, const std::string &where)
{
    DerReader file(message);
    DerElement info, type, content;
    if (!file.next(DerTag::Sequence, info))
        return readBer(message, collector, where);
    DerReader inside(info.content);
    if (!inside.next(DerTag::ObjectIdentifier, type) || !isPkcs7Type(type.content))
        return fail(ErrorCode::Malformed, "not a PKCS#7 or CMS message");
    const std::uint8_t kind = contentType(type.content);
    if (kind != signedData && kind != signedAndEnveloped)
        return fail(ErrorCode::Unsupported, "a PKCS#7 message of a kind that holds no certificates");
    Members members;
    if (!inside.next(DerTag::contextConstructed(0), content) || !collect(content.content, collector.limits().certificates, members))
        return readBer(message, collector, where);
    handOn(members.certificates, collector, where);
    for (; members.others > 0; --members.others)
        collector.otherObject();
    return {};
}

} // namespace hufu
