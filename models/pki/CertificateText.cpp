// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateText.h"

#include "models/pki/X509Reader.h"

#include <openssl/x509v3.h>

namespace hufu {
namespace {

/// One line like OpenSSL's default, but characters beyond ASCII stay themselves.
constexpr unsigned long nameFlags = (XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB) | ASN1_STRFLGS_UTF8_CONVERT;

/// Length of the valid UTF-8 sequence (RFC 3629) at `at`, 0 if there is none.
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const auto octet = [&](std::size_t i) { return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : 0u; };
    const unsigned first = octet(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xc0) != 0x80)
            return 0;
    }
    const bool overlong = (first == 0xe0 && octet(1) < 0xa0) || (first == 0xf0 && octet(1) < 0x90);
    const bool beyond = (first == 0xed && octet(1) >= 0xa0) || (first == 0xf4 && octet(1) >= 0x90);
    return overlong || beyond ? 0 : length;
}

/// A certificate says what it likes; a terminal or a window must not obey it. Controls become '.', broken UTF-8 U+FFFD.
std::string displayable(std::string_view text)
{
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(text, at);
        const auto octet = static_cast<std::uint8_t>(text[at]);
        const bool c1 = length == 2 && octet == 0xc2 && static_cast<std::uint8_t>(text[at + 1]) < 0xa0;
        if (length == 0)
            clean += "\xef\xbf\xbd";
        else if ((length == 1 && (octet == 0x7f || (octet < 0x20 && octet != '\n' && octet != '\t'))) || c1)
            clean += '.';
        else
            clean += text.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return clean;
}

std::string written(BIO *memory)
{
    const char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return size > 0 ? displayable({data, static_cast<std::size_t>(size)}) : std::string();
}

std::string dotted(const ASN1_OBJECT *object)
{
    char text[256];
    const int length = OBJ_obj2txt(text, sizeof text, object, 1);
    return length > 0 ? std::string(text) : std::string("?");
}

std::string printedValue(X509_EXTENSION *extension)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (out && X509V3_EXT_print(out.get(), extension, X509V3_EXT_PARSE_UNKNOWN, 0) == 1) {
        std::string text = written(out.get());
        while (text.ends_with('\n'))
            text.pop_back();
        return text;
    }
    ERR_clear_error();
    const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data(extension); // known by name, but not of its form
    return toHex({ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))});
}

} // namespace

Result<std::string> certificateText(BytesView der)
{
    const Result<X509Ptr> certificate = readX509(der);
    if (!certificate)
        return fail(certificate.error());
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!out || X509_print_ex(out.get(), certificate->get(), nameFlags, 0) != 1)
        return cryptoFailure("printing the certificate");
    ERR_clear_error(); // what OpenSSL could not print it has said in the text
    return written(out.get());
}

Result<std::vector<ExtensionText>> extensionTexts(BytesView der)
{
    const Result<X509Ptr> certificate = readX509(der);
    if (!certificate)
        return fail(certificate.error());
    std::vector<ExtensionText> texts;
    for (int i = 0; i < X509_get_ext_count(certificate->get()); ++i) {
        X509_EXTENSION *extension = X509_get_ext(certificate->get(), i);
        const ASN1_OBJECT *object = X509_EXTENSION_get_object(extension);
        const int nid = OBJ_obj2nid(object);
        std::string oid = dotted(object);
        std::string name = nid == NID_undef ? oid : OBJ_nid2ln(nid);
        texts.push_back({std::move(oid), std::move(name), X509_EXTENSION_get_critical(extension) != 0, printedValue(extension)});
    }
    ERR_clear_error();
    return texts;
}

} // namespace hufu
