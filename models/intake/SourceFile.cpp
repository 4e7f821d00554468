// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/SourceFile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace hufu {

Error fileError(int number, const std::string &path)
{
    const auto code = [number] {
        switch (number) {
        case ENOENT:
        case ENOTDIR: return ErrorCode::NotFound;
        case EACCES:
        case EPERM: return ErrorCode::PermissionDenied;
        case ELOOP: // a symbolic link to itself
        case ENXIO: return ErrorCode::Unsupported; // a socket
        default: return ErrorCode::Io;
        }
    }();
    return {.code = code, .detail = std::strerror(number), .subject = path, .triesLeft = {}};
}

FileContent::~FileContent()
{
    if (m_bytes.capacity() > 0)
        explicit_bzero(m_bytes.data(), m_bytes.capacity());
}

void FileContent::shrink(std::size_t size)
{
    m_bytes.resize(size); // the capacity stays, and with it what the destructor wipes
}

Result<SourceFile> SourceFile::open(const std::string &path, std::uint64_t limit)
{
    SourceFile file;
    file.m_path = path;
    // Without O_NONBLOCK, opening a named pipe would wait for its other end.
    file.m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (file.m_descriptor < 0 || fstat(file.m_descriptor, &status) != 0)
        return std::unexpected(fileError(errno, path));
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::Unsupported, "not a regular file", path);
    file.m_size = std::uint64_t(status.st_size);
    file.m_identity = {status.st_dev, status.st_ino};
    if (file.m_size > limit)
        return fail(ErrorCode::TooLarge, std::to_string(file.m_size) + " bytes; at most " + std::to_string(limit) + " are read", path);
    return file;
}

SourceFile::SourceFile(SourceFile &&other) noexcept
    : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size),
      m_identity(other.m_identity)
{
}

SourceFile::~SourceFile()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

Result<FileContent> SourceFile::read(std::uint64_t offset, std::size_t size) const
{
    FileContent content(size);
    const Result<std::size_t> filled = read(offset, content.bytes());
    if (!filled)
        return std::unexpected(filled.error());
    content.shrink(*filled);
    return content;
}

Result<std::size_t> SourceFile::read(std::uint64_t offset, std::span<std::uint8_t> to) const
{
    std::size_t filled = 0;
    while (filled < to.size()) {
        const ssize_t count = pread(m_descriptor, to.data() + filled, to.size() - filled, off_t(offset + filled));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return std::unexpected(fileError(errno, m_path));
        if (count == 0)
            break;
        filled += std::size_t(count);
    }
    return filled;
}

} // namespace hufu
