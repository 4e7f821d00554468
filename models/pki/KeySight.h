// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/ContainerCollector.h"
#include "models/pki/Handles.h"
#include "models/pki/PemReader.h"

namespace hufu {

/// OpenSSL with its default and, where installed, legacy algorithms (RC2-40, the single DES of old PKCS#12 and key files), apart from the
/// rest of the program, which must not offer those. Made once, thread-safe.
OSSL_LIB_CTX *legacyLibrary();

/// What a DER object is by its first elements: PKCS#8 { 0 or 1, SEQUENCE … }, encrypted { SEQUENCE, OCTET STRING }, PKCS#1 { 0, INTEGER … },
/// SEC 1 { 1, OCTET STRING … }.
enum class KeyForm { None, Pkcs8, Encrypted, Rsa, Ec };
KeyForm keyFormOf(BytesView der);

/// Whether keys of this algorithm (an OpenSSL NID) are read here; of others the public half would have to be computed by exponentiation.
bool isReadKeyAlgorithm(int nid);

/// Opens in place what RFC 1421 encryption closed, as `openssl rsa -aes256` wrote it: one round of MD5, so nothing to bound. `size` is that of the
/// content before and after; false, and 0, when it cannot be opened.
bool decryptOldBody(std::string_view headers, SecureBytes &body, std::size_t &size, const SecureBytes *password);

// A private key is looked at only to learn which certificate it belongs to: the answers are the SHA-256 of its public half, or nothing.

/// A key in clear, PKCS#8.
std::optional<Sha256> sightPkcs8(const PKCS8_PRIV_KEY_INFO *key);

/// A private key in DER: PKCS#8, PKCS#8 encrypted, PKCS#1 or SEC 1. `isKey` says whether it is one at all.
std::optional<Sha256> sightDerKey(BytesView der, ContainerCollector &collector, bool &isKey);

/// A PEM block whose label says that it holds a private key, encrypted ones included.
std::optional<Sha256> sightPemKey(const PemBlock &block, ContainerCollector &collector);

} // namespace hufu
