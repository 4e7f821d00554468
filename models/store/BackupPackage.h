// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/domain/BackupManifest.h"

#include <string>

namespace hufu {

/// The manifest in its folder: CMS SignedData by the authority over the canonical JSON.
inline constexpr const char *manifestName = "manifest.cms";

/// A backup package as it lies in a folder: ciphertexts, and what they are.
struct BackupPackage {
    std::string folder;
    BackupManifest manifest;
    Sha256 hash{};              ///< hashOf(manifest)
    Bytes authorityCertificate; ///< whoever signed it: compare it with the house's
    std::string pathOf(std::string_view file) const { return folder + '/' + std::string(file); }
};

/// Reads it and every file in it. NotFound when there is none; BackupBroken, naming the file, for whatever is not as the manifest says, and for a
/// signature that does not hold. Large files are read once, from the medium where the system can be told to (POSIX_FADV_DONTNEED).
Result<BackupPackage> openPackage(const std::string &folder);
/// The package in this folder, or in the only folder below it whose name begins with "hufu-backup-". NotFound; Conflict when there are several.
Result<BackupPackage> findPackage(const std::string &folder);

/// Where it lies on a medium.
std::string packageFolder(const std::string &medium, const BackupManifest &manifest);
/// Puts a package on a medium, into a new folder of its own, whose path it returns: looks for room first, writes and syncs each file, the manifest last.
/// DiskFull, ReadOnly, PermissionDenied, NotFound, AlreadyExists, Io.
Result<std::string> copyPackage(const BackupPackage &package, const std::string &medium);

/// Encrypts a file by AES-256-GCM, a piece of 64 KiB after another, each bound to `context`, its place and whether it is the last. The copy is synced.
Result<void> sealFile(const std::string &from, const std::string &to, const SecureBytes &key, const std::string &context);
/// Malformed, CryptoFailed; then nothing is left at `to`.
Result<void> unsealFile(const std::string &from, const std::string &to, const SecureBytes &key, const std::string &context);
/// SHA-256 and size of a file of any length.
struct FileDigest {
    Sha256 sha256{};
    std::int64_t octets = 0;
};
Result<FileDigest> digestFile(const std::string &path);

} // namespace hufu
