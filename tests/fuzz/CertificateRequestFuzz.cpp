// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateRequest.h"
#include "models/pki/PemReader.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {

[[noreturn]] void disagree(const char *what)
{
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

} // namespace

/// A mutated request hardly ever keeps its signature, and that is looked at last: what got so far, OpenSSL reads as well, and with the same key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const hufu::BytesView input(data, size);
    const hufu::Result<hufu::CertificateRequest> request = hufu::readRequest(input);
    if (request && !hufu::shapedRequest(input))
        disagree("what is accepted has not even the shape");
    if (request) {
        hufu::keyFindings(*request);
        if (request->names.size() > hufu::maxAlternativeNames)
            disagree("more names than are accepted");
    }
    const bool walked = request || request.error().code == hufu::ErrorCode::SignatureInvalid;
    if (!walked || hufu::PemReader::looksLikePem(hufu::textOf(input)))
        return 0;
    const std::uint8_t *at = data;
    X509_REQ *other = d2i_X509_REQ(nullptr, &at, static_cast<long>(size));
    if (!other || at != data + size)
        disagree("OpenSSL does not read what was accepted");
    std::uint8_t *spki = nullptr;
    const int length = i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY(other), &spki);
    if (length <= 0 || (request && !std::ranges::equal(request->spki, hufu::BytesView(spki, std::size_t(length)))))
        disagree("OpenSSL reads another key");
    OPENSSL_free(spki);
    X509_REQ_free(other);
    ERR_clear_error();
    return 0;
}
