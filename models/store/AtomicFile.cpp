// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/AtomicFile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace hufu {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int fd() const { return m_fd; }
    bool valid() const { return m_fd >= 0; }

private:
    int m_fd;
};

/// Gives `beside` the name `path` unless there is such a file. Where the file system cannot do that in one step (NFS), a second name does.
bool moveWithoutReplacing(const std::string &beside, const std::string &path)
{
    if (::renameat2(AT_FDCWD, beside.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    return ::link(beside.c_str(), path.c_str()) == 0 && ::unlink(beside.c_str()) == 0;
}

ssize_t readUninterrupted(const Descriptor &file, std::uint8_t *to, std::size_t size)
{
    for (;;) {
        const ssize_t got = ::read(file.fd(), to, size);
        if (got >= 0 || errno != EINTR)
            return got;
    }
}

} // namespace

std::unexpected<Error> systemFailure(const std::string &what, const std::string &path)
{
    const int error = errno;
    const ErrorCode code = error == ENOENT   ? ErrorCode::NotFound
        : error == EACCES || error == EPERM  ? ErrorCode::PermissionDenied
        : error == EROFS                     ? ErrorCode::ReadOnly
        : error == ENOSPC || error == EDQUOT ? ErrorCode::DiskFull
        : error == EEXIST                    ? ErrorCode::AlreadyExists
                                             : ErrorCode::Io;
    return fail(code, what + ": " + std::strerror(error), path);
}

Result<void> writeFileAtomically(const std::string &path, BytesView content, Existing existing)
{
    const std::string beside = path + ".new." + std::to_string(::getpid());
    {
        const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file.valid())
            return systemFailure("creating", path);
        std::size_t written = 0;
        while (written < content.size()) {
            const ssize_t more = ::write(file.fd(), content.data() + written, content.size() - written);
            if (more < 0 && errno == EINTR)
                continue;
            if (more < 0) {
                auto failure = systemFailure("writing", path);
                ::unlink(beside.c_str());
                return failure;
            }
            written += static_cast<std::size_t>(more);
        }
        if (::fsync(file.fd()) != 0) {
            auto failure = systemFailure("writing", path);
            ::unlink(beside.c_str());
            return failure;
        }
    }
    const bool moved = existing == Existing::Keep ? moveWithoutReplacing(beside, path) : ::rename(beside.c_str(), path.c_str()) == 0;
    if (!moved) {
        auto failure = systemFailure(existing == Existing::Keep ? "naming" : "replacing", path);
        ::unlink(beside.c_str());
        return failure;
    }
    const std::size_t slash = path.rfind('/');
    const Descriptor folder(::open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.valid())
        ::fsync(folder.fd());
    return {};
}

Result<Bytes> readSmallFile(const std::string &path, std::size_t limit)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid())
        return systemFailure("opening", path);
    Bytes content;
    std::uint8_t buffer[4096];
    for (;;) {
        const ssize_t got = readUninterrupted(file, buffer, sizeof buffer);
        if (got < 0)
            return systemFailure("reading", path);
        if (got == 0)
            return content;
        if (content.size() + static_cast<std::size_t>(got) > limit)
            return fail(ErrorCode::TooLarge, "larger than " + std::to_string(limit) + " bytes", path);
        content.insert(content.end(), buffer, buffer + got);
    }
}

Result<SecureBytes> readSecretFile(const std::string &path, std::size_t limit)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid())
        return systemFailure("opening", path);
    SecureBytes buffer(limit + 1);
    std::size_t size = 0;
    while (size <= limit) {
        const ssize_t got = readUninterrupted(file, buffer.data() + size, buffer.size() - size);
        if (got < 0)
            return systemFailure("reading", path);
        if (got == 0)
            return SecureBytes::copyOf(buffer.view().first(size));
        size += static_cast<std::size_t>(got);
    }
    return fail(ErrorCode::TooLarge, "larger than " + std::to_string(limit) + " bytes", path);
}

} // namespace hufu
