// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Container.h"

#include "models/pki/ContainerCollector.h"
#include "models/pki/ContainerSniff.h"
#include "models/pki/KeySight.h"
#include "models/pki/PemReader.h"
#include "models/pki/Pkcs12Reader.h"
#include "models/pki/Pkcs7Reader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::string_view trustedLabel = "TRUSTED CERTIFICATE";

bool isOneOf(std::string_view label, std::initializer_list<std::string_view> labels) { return std::ranges::find(labels, label) != labels.end(); }

bool isCertificateLabel(std::string_view label) { return isOneOf(label, {"CERTIFICATE", trustedLabel, "X509 CERTIFICATE"}); }

bool isPkcs7Label(std::string_view label) { return isOneOf(label, {"PKCS7", "CMS", "PKCS #7 SIGNED DATA"}); }

bool isPrivateKeyLabel(std::string_view label) { return label.ends_with("PRIVATE KEY"); }

bool isOtherLabel(std::string_view label)
{
    return isOneOf(label, {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "X509 CRL", "PUBLIC KEY", "RSA PUBLIC KEY", "DH PARAMETERS",
                           "X9.42 DH PARAMETERS", "EC PARAMETERS", "SM2 PARAMETERS", "DSA PARAMETERS", "ATTRIBUTE CERTIFICATE"});
}

class ContainerReader {
public:
    explicit ContainerReader(ContainerCollector &collector) : m_collector(collector) {}

    Result<void> read(BytesView bytes);

private:
    Result<void> readPem(std::string_view text);
    Result<void> readBlock(PemReader &reader, PemBlock &block);
    Result<void> readCertificateBlock(PemReader &reader, PemBlock &block);
    Result<BytesView> decode(const PemBlock &block, std::size_t limit);
    Result<void> readDer(BytesView bytes);
    Result<void> readLoneObject(const DerElement &object, Error error);

    ContainerCollector &m_collector;
    Bytes m_decoded; ///< grows to the largest block, then stays
};

std::string nameOf(PemReader &reader, PemBlock &block)
{
    reader.locate(block);
    return "block " + std::to_string(block.number) + " (line " + std::to_string(block.line) + ")";
}

Result<void> ContainerReader::read(BytesView bytes)
{
    const ContainerKind kind = sniffDer(bytes);
    m_collector.setKind(kind);
    switch (kind) {
    case ContainerKind::Pkcs12:
        return readPkcs12(bytes, m_collector);
    case ContainerKind::Pkcs7:
        return readPkcs7(bytes, m_collector, {});
    case ContainerKind::Der:
        return readDer(bytes);
    default:
        break;
    }
    if (isJavaKeyStore(bytes))
        return fail(ErrorCode::Unsupported, "a Java key store; keytool -importkeystore makes PKCS#12 of it");
    if (const std::optional<std::string> text = narrowed(bytes))
        return readPem(*text);
    if (const std::optional<Bytes> decoded = bareBase64(textOf(bytes)))
        return read(*decoded);
    return readPem(textOf(bytes));
}

Result<void> ContainerReader::readPem(std::string_view text)
{
    PemReader reader(text);
    for (PemBlock block; !m_collector.stopped() && reader.next(block);) {
        if (block.number == 1)
            m_collector.setKind(ContainerKind::Pem);
        if (Result<void> read = readBlock(reader, block); !read)
            m_collector.failure(nameOf(reader, block), std::move(read.error()));
    }
    return {};
}

Result<void> ContainerReader::readBlock(PemReader &reader, PemBlock &block)
{
    if (isPrivateKeyLabel(block.label)) { // counted even when it is damaged: a key lies in this file
        m_collector.privateKey(block.problem ? std::nullopt : sightPemKey(block, m_collector));
        return {};
    }
    if (block.problem)
        return fail(ErrorCode::Malformed, block.problem, std::string(block.label));
    if (isCertificateLabel(block.label))
        return readCertificateBlock(reader, block);
    if (isPkcs7Label(block.label)) {
        m_collector.setKind(ContainerKind::Pkcs7);
        const Result<BytesView> der = decode(block, m_collector.limits().bytes);
        return der ? readPkcs7(*der, m_collector, nameOf(reader, block) + ", ") : fail(der.error());
    }
    if (isOtherLabel(block.label))
        m_collector.otherObject();
    return {}; // what else people put between dashed lines, OpenPGP's keys for one, is not ours to report
}

Result<void> ContainerReader::readCertificateBlock(PemReader &reader, PemBlock &block)
{
    const Result<BytesView> decoded = decode(block, m_collector.limits().certificateBytes);
    if (!decoded)
        return fail(decoded.error());
    BytesView der = *decoded;
    if (block.label == trustedLabel) { // OpenSSL's own: trust settings follow the certificate
        m_collector.setKind(ContainerKind::TrustedPem);
        DerReader parts(der);
        if (DerElement certificate; parts.next(certificate))
            der = certificate.encoded;
    }
    Result<void> taken = m_collector.certificate(der);
    if (!taken && sniffDer(der) == ContainerKind::Pkcs7) // Windows tools label it so
        return readPkcs7(der, m_collector, nameOf(reader, block) + ", ");
    return taken;
}

Result<BytesView> ContainerReader::decode(const PemBlock &block, std::size_t limit)
{
    if (block.body.size() / 2 > limit) // base64 with line ends needs 1.4 characters an octet
        return fail(ErrorCode::TooLarge, "a block of " + std::to_string(block.body.size()) + " characters", std::string(block.label));
    if (m_decoded.size() < decodedCapacity(block.body.size()))
        m_decoded.resize(decodedCapacity(block.body.size()));
    std::size_t size = 0;
    if (!decodeBase64(block.body, m_decoded.data(), size))
        return fail(ErrorCode::Malformed, "not base64", std::string(block.label));
    return BytesView(m_decoded).first(size);
}

/// Certificates one after another, or one object of another kind.
Result<void> ContainerReader::readDer(BytesView bytes)
{
    DerReader file(bytes);
    DerElement object;
    if (!file.next(DerTag::Sequence, object))
        return fail(ErrorCode::Malformed, "a DER object that is cut off, or no DER");
    if (Result<void> taken = m_collector.certificate(object.encoded); !taken)
        return readLoneObject(object, std::move(taken.error()));
    while (!m_collector.stopped() && file.next(DerTag::Sequence, object)) {
        if (Result<void> taken = m_collector.certificate(object.encoded); !taken)
            m_collector.failure("offset " + std::to_string(object.encoded.data() - bytes.data()), std::move(taken.error()));
    }
    const bool padded = std::all_of(file.position(), bytes.data() + bytes.size(), [](std::uint8_t c) { return c == 0 || c == '\n' || c == '\r'; });
    if (!m_collector.stopped() && !padded)
        m_collector.failure("offset " + std::to_string(file.position() - bytes.data()),
                            Error{ErrorCode::Malformed, "something that is no certificate", {}, {}});
    return {};
}

Result<void> ContainerReader::readLoneObject(const DerElement &object, Error error)
{
    bool isKey = false;
    const std::optional<Sha256> spki = sightDerKey(object.encoded, m_collector, isKey);
    if (isKey)
        m_collector.privateKey(spki);
    else if (isOtherObject(object))
        m_collector.otherObject();
    else
        return fail(std::move(error));
    return {};
}

} // namespace

Result<ContainerContents> streamListings(BytesView bytes, const SecureBytes *password, const ContainerLimits &limits, const ListingSink &sink)
{
    if (bytes.size() > limits.bytes)
        return fail(ErrorCode::TooLarge, std::to_string(bytes.size()) + " bytes; the limit is " + std::to_string(limits.bytes));
    ContainerCollector collector(password, limits, sink);
    if (Result<void> read = ContainerReader(collector).read(bytes); !read)
        return fail(read.error());
    return collector.finish();
}

Result<ContainerContents> streamContainer(BytesView bytes, const SecureBytes *password, const ContainerLimits &limits,
                                          const std::function<bool(BytesView der)> &sink)
{
    return streamListings(bytes, password, limits, [&sink](BytesView der, CertificateListing &) { return sink(der); });
}

Result<ContainerContents> readContainer(BytesView bytes, const SecureBytes *password, const ContainerLimits &limits)
{
    std::vector<Bytes> certificates;
    Result<ContainerContents> contents = streamContainer(bytes, password, limits, [&certificates](BytesView der) {
        certificates.push_back(bytesOf(der));
        return true;
    });
    if (contents)
        contents->certificates = std::move(certificates);
    return contents;
}

ContainerKind sniffContainer(BytesView head)
{
    const std::optional<std::string> narrow = narrowed(head);
    const std::string_view text = narrow ? std::string_view(*narrow) : textOf(head);
    PemReader reader(text);
    for (PemBlock block; reader.next(block);) {
        if (block.label == trustedLabel)
            return ContainerKind::TrustedPem;
        if (isPkcs7Label(block.label))
            return ContainerKind::Pkcs7;
        if (isCertificateLabel(block.label) || isPrivateKeyLabel(block.label) || isOtherLabel(block.label))
            return ContainerKind::Pem;
    }
    return sniffDer(head);
}

std::string toPem(BytesView der, std::string_view label)
{
    constexpr std::size_t columns = 64;
    const std::string body = toBase64(der);
    std::string pem = "-----BEGIN ";
    pem.reserve(body.size() + body.size() / columns + 2 * label.size() + 40);
    pem.append(label).append("-----\n");
    for (std::size_t at = 0; at < body.size(); at += columns)
        pem.append(body, at, columns).push_back('\n');
    return pem.append("-----END ").append(label).append("-----\n");
}

} // namespace hufu
