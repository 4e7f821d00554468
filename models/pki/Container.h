// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <functional>
#include <string>
#include <vector>

namespace hufu {

enum class ContainerKind { Unknown, Der, Pem, Pkcs7, Pkcs12, TrustedPem };

/// What a file or pasted text turned out to hold. Private keys are counted and compared, never kept.
struct ContainerContents {
    ContainerKind kind = ContainerKind::Unknown;
    std::vector<Bytes> certificates;       ///< DER, in the order found; only what readListing() accepts
    std::size_t privateKeys = 0;           ///< private keys seen in the source, encrypted ones included
    std::vector<Sha256> privateKeySpki;    ///< SPKI SHA-256 of the keys that could be read without a password, or with the one given
    struct Failure {
        std::string where; ///< "block 3 (line 120)", "bag 2"
        Error error;
    };
    std::vector<Failure> failures; ///< parts that could not be read; the rest is still there
    std::size_t otherObjects = 0;  ///< CSRs, CRLs, public keys, parameters: recognised, not imported
};

struct ContainerLimits {
    std::size_t bytes = 512u << 20;      ///< of the whole source
    std::size_t certificates = 2'000'000;
    std::size_t certificateBytes = 256u << 10;
};

/// Reads by content: PEM (RFC 7468, and what people really write: text around, CRLF, old headers, "TRUSTED CERTIFICATE"),
/// one DER certificate, PKCS#7/CMS certs-only or signed (DER or PEM), PKCS#12. Errors: NothingFound when it is none of these;
/// PassphraseNeeded / WrongPassphrase for PKCS#12; TooLarge; Malformed. PKCS#12 files with absurd iteration counts (> 10 million) are refused.
Result<ContainerContents> readContainer(BytesView bytes, const SecureBytes *password = nullptr, const ContainerLimits &limits = {});

/// The same for large PEM bundles without keeping all: calls `sink` for each certificate's DER as it is decoded and stops
/// when it returns false. The returned contents hold no certificates.
Result<ContainerContents> streamContainer(BytesView bytes, const SecureBytes *password, const ContainerLimits &limits,
                                          const std::function<bool(BytesView der)> &sink);

/// Quick look at the first bytes, for choosing what to do with a file: may it hold certificates at all?
ContainerKind sniffContainer(BytesView head);

/// One DER object as PEM with 64-column lines.
std::string toPem(BytesView der, std::string_view label = "CERTIFICATE");

} // namespace hufu
