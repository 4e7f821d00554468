// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <compare>
#include <span>
#include <sys/stat.h>
#include <utility>

namespace hufu {

/// A file's content in memory. It may be a private key, so it is wiped when it goes.
class FileContent {
public:
    FileContent() = default;
    explicit FileContent(std::size_t size) : m_bytes(size) {}
    FileContent(FileContent &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}
    FileContent &operator=(FileContent &&other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    ~FileContent();

    BytesView view() const { return m_bytes; }
    std::span<std::uint8_t> bytes() { return m_bytes; }
    std::size_t size() const { return m_bytes.size(); }
    void shrink(std::size_t size); ///< to at most the present size

private:
    Bytes m_bytes;
};

/// Which file this is, under whatever name.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    auto operator<=>(const FileIdentity &) const = default;
};

/// A regular file that others may change, cut or remove while it is read: hence read, not mapped, since a file that shrinks
/// under a mapping ends the program.
class SourceFile {
public:
    /// Errors: NotFound, PermissionDenied, Unsupported for what is not a regular file, TooLarge, Io.
    static Result<SourceFile> open(const std::string &path, std::uint64_t limit);
    SourceFile(SourceFile &&other) noexcept;
    SourceFile &operator=(SourceFile &&) = delete;
    ~SourceFile();

    const std::string &path() const { return m_path; }
    std::uint64_t size() const { return m_size; } ///< when it was opened
    FileIdentity identity() const { return m_identity; }

    /// `size` bytes from `offset`, fewer only where the file ends. Error: Io.
    Result<FileContent> read(std::uint64_t offset, std::size_t size) const;
    /// The same into memory that is there already; how many came.
    Result<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> to) const;

private:
    SourceFile() = default;

    std::string m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    FileIdentity m_identity;
};

/// The Error for an errno of the file system.
Error fileError(int number, const std::string &path);

} // namespace hufu
