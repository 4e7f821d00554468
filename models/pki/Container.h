// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/pki/CertificateListing.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hufu {

enum class ContainerKind { Unknown, Der, Pem, Pkcs7, Pkcs12, TrustedPem };

/// What a file or pasted text turned out to hold. Private keys are counted and compared, never kept.
struct ContainerContents {
    ContainerKind kind = ContainerKind::Unknown;
    std::vector<Bytes> certificates;       ///< DER, in the order found; only what readListing() accepts
    std::size_t privateKeys = 0;           ///< private keys seen in the source, encrypted ones included
    std::vector<Sha256> privateKeySpki;    ///< SPKI SHA-256 of the RSA, EC and Edwards keys that could be read without a password, or
                                           ///< with the one given; at most 1,000
    struct Failure {
        std::string where; ///< "block 3 (line 120)", "bag 2"
        Error error;
    };
    std::vector<Failure> failures; ///< parts that could not be read, the first 10,000; the rest is still there
    std::map<Sha256, std::string> friendlyNames; ///< of PKCS#12 (RFC 2985 §5.5.1), by the certificate's SHA-256; UTF-8, cut after 200 characters
    std::size_t otherObjects = 0;  ///< CSRs, CRLs, public keys, parameters: recognised, not imported
};

struct ContainerLimits {
    std::size_t bytes = 512u << 20;      ///< of the whole source
    std::size_t certificates = 2'000'000;
    std::size_t certificateBytes = 256u << 10;
    std::uint64_t keyDerivationIterations = 10'000'000; ///< all password work on one source together; some seconds
};

/// Reads by content: PEM (RFC 7468, and what people really write: text around, CRLF, old headers, "TRUSTED CERTIFICATE", everything on one
/// line, UTF-16 from Windows, bare base64 without the dashed lines), DER certificates one after another, PKCS#7/CMS certs-only or
/// signed, also under the OIDs of GM/T 0010 (DER, BER or PEM), PKCS#12. A lone private key, request, revocation list or public key is
/// counted. Errors: NothingFound when it is none of these; PassphraseNeeded / WrongPassphrase for PKCS#12; Unsupported; TooLarge; Malformed.
/// PKCS#12 above 8 MiB, or whose key derivation would cost more than the limit, and BER above 16 MiB are TooLarge. Thread-safe.
Result<ContainerContents> readContainer(BytesView bytes, const SecureBytes *password = nullptr, const ContainerLimits &limits = {});

/// Takes one certificate and its listing; both live until it returns. False stops the reading.
using ListingSink = std::function<bool(BytesView der, CertificateListing &listing)>;

/// The same for large PEM bundles without keeping all: hands each certificate on as it is decoded, with the listing that was read to
/// accept it. The returned contents hold no certificates. An error may come after certificates were handed on.
Result<ContainerContents> streamListings(BytesView bytes, const SecureBytes *password, const ContainerLimits &limits, const ListingSink &sink);

/// streamListings() for those who want the bytes only.
Result<ContainerContents> streamContainer(BytesView bytes, const SecureBytes *password, const ContainerLimits &limits,
                                          const std::function<bool(BytesView der)> &sink);

/// Quick look at the first bytes, for choosing what to do with a file: may it hold certificates at all?
ContainerKind sniffContainer(BytesView head);

/// One DER object as PEM with 64-column lines.
std::string toPem(BytesView der, std::string_view label = "CERTIFICATE");

} // namespace hufu
