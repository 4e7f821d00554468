// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/intake/Source.h"
#include "models/intake/SourceFile.h"
#include "models/pki/CertificateListing.h"

#include <functional>
#include <optional>

namespace hufu {

/// What a container is read with; certificates leave through `emit`.
struct ContainerReading {
    /// Takes one certificate; `privateKey`: its key lies in the same source; `friendlyName`: of PKCS#12, or empty. False stops the reading.
    std::function<bool(BytesView der, CertificateListing &&listing, bool privateKey, const std::string &friendlyName)> emit;
    std::function<std::optional<SecureBytes>(int attempt)> password; ///< may be empty
    std::function<void(std::uint64_t bytes)> onBytes; ///< so many bytes of the file are done; may be empty
};

/// Reads the certificates of bytes that are wholly in memory; fills everything of `outcome` but its source.
void readContainerBytes(BytesView bytes, const ContainerReading &reading, SourceOutcome &outcome);

/// The same for a file. A large PEM bundle goes through memory in windows of a few MiB. `head` is its beginning, or all of it.
void readContainerFile(const SourceFile &file, FileContent head, const ContainerReading &reading, SourceOutcome &outcome);

/// Notes a failure, at most Importer::maxFailures of them.
void addFailure(SourceOutcome &outcome, std::string where, Error error);

/// How much of a file is read at first: all of it, unless it is large.
constexpr std::size_t wholeFileBytes = 4u << 20;

} // namespace hufu
