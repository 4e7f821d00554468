// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

namespace hufu {

/// The keys this program makes and signs with.
enum class KeyKind { EcP256, EcP384, Rsa2048, Rsa3072, Rsa4096, Sm2 };

constexpr KeyKind allKeyKinds[] = {KeyKind::EcP256,  KeyKind::EcP384,  KeyKind::Rsa2048,
                                   KeyKind::Rsa3072, KeyKind::Rsa4096, KeyKind::Sm2};

/// "ec-p256", "ec-p384", "rsa-2048", "rsa-3072", "rsa-4096", "sm2": on the command line, in profiles and in the journal.
const char *keyKindName(KeyKind kind);
Result<KeyKind> keyKindFromName(std::string_view name); ///< InvalidArgument

inline bool isRsa(KeyKind kind) { return kind == KeyKind::Rsa2048 || kind == KeyKind::Rsa3072 || kind == KeyKind::Rsa4096; }

/// The AlgorithmIdentifier (DER) of what a key of this kind signs: ECDSA with SHA-256, for P-384 with SHA-384 (RFC 5758 §3.2, no parameters);
/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 4055 §5, NULL); SM2 with SM3 (no parameters, as OpenSSL writes it; both forms are read).
BytesView signatureAlgorithmOf(KeyKind kind);

/// The distinguishing identifier under which all SM2 signatures of certificates, CRLs and requests stand (GM/T 0009 §10).
constexpr std::string_view sm2DefaultId = "1234567812345678";

} // namespace hufu
