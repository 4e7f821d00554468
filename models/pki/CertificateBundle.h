// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"

#include <span>
#include <string>

namespace hufu {

// The forms in which certificates, and a key made for somebody, are handed out. Certificates are DER, the leaf first.

/// The certificates one after another in PEM, as web servers read them.
std::string chainPem(std::span<const Bytes> certificates);

/// A degenerate SignedData that only carries certificates (RFC 5652 §5, RFC 5751 §3.8), DER; in PEM its label is "PKCS7". Malformed
/// when one is no certificate.
Result<Bytes> makePkcs7(std::span<const Bytes> certificates);

/// How often PBKDF2 and the KDF of PKCS#12 run: OWASP's figure for PBKDF2 with SHA-256 (standards.md §7), some 0.3 s each.
constexpr int exportIterations = 600'000;

/// A PKCS#12 file (RFC 7292): the key and its chain, both AES-256-CBC under PBKDF2 with HMAC-SHA-256, the whole under an HMAC-SHA-256. `label` is
/// the friendlyName. The password is UTF-8. InvalidArgument: an empty password or one with a NUL, no certificate, or the first is not the key's.
Result<SecureBytes> makePkcs12(const PrivateKey &key, std::span<const Bytes> certificates, const std::string &label, const SecureBytes &password,
                               int iterations = exportIterations);

/// The key of a PKCS#12 file and the certificate that goes with it.
struct Pkcs12Identity {
    PrivateKey key;
    Bytes certificate; ///< DER
};
/// Of a file that has one of each. Errors: those of readContainer(), which bounds what the file may cost; NothingFound when a key or its certificate is not
/// in it; Unsupported for an encryption that OpenSSL has put aside (RC2 of old exports: encrypt the file anew).
Result<Pkcs12Identity> openPkcs12(BytesView file, const SecureBytes &password);

/// "ENCRYPTED PRIVATE KEY" in PEM (RFC 5958), AES-256-CBC under PBKDF2 with HMAC-SHA-256. InvalidArgument as above.
Result<std::string> encryptedKeyPem(const PrivateKey &key, const SecureBytes &password, int iterations = exportIterations);

/// Whether the certificate's public key is this key's other half.
bool keyBelongsTo(const PrivateKey &key, BytesView certificate);

} // namespace hufu
