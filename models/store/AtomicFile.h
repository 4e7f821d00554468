// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

namespace hufu {

enum class Existing {
    Replace,
    Keep, ///< AlreadyExists when there is a file of this name, also when somebody else makes it in the same moment
};
/// Makes or replaces a file so that after a crash either the old or the new content is there, never half: write beside it, sync, rename, sync
/// the folder. Readable by the owner alone. Errors: PermissionDenied, ReadOnly, DiskFull, Io, with the path as subject.
Result<void> writeFileAtomically(const std::string &path, BytesView content, Existing existing = Existing::Replace);
/// A whole small file. NotFound, TooLarge above `limit`, PermissionDenied, Io.
Result<Bytes> readSmallFile(const std::string &path, std::size_t limit);
/// The same for what holds a secret: read into the secure heap alone.
Result<SecureBytes> readSecretFile(const std::string &path, std::size_t limit);
/// Error of the last system call on `path`.
std::unexpected<Error> systemFailure(const std::string &what, const std::string &path);

} // namespace hufu
