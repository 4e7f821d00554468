// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/BackupPackage.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/SecretBox.h"
#include "models/pki/SignedData.h"
#include "models/store/AtomicFile.h"

#include <QCryptographicHash>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>

namespace hufu {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pieceOctets = 64u << 10, boxOverhead = 12 + 16;
constexpr std::string_view sealMagic = "HufuSeal1";
constexpr const char *folderPrefix = "hufu-backup-";

std::unexpected<Error> brokenPackage(std::string detail, const std::string &file) { return fail(ErrorCode::BackupBroken, std::move(detail), file); }

/// A file that closes itself; reads and writes whole pieces.
class PackageFile {
public:
    PackageFile(const std::string &path, int flags) : m_path(path), m_fd(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~PackageFile()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    PackageFile(const PackageFile &) = delete;
    PackageFile &operator=(const PackageFile &) = delete;
    bool valid() const { return m_fd >= 0; }
    std::unexpected<Error> failure(const char *what) const { return systemFailure(what, m_path); }

    /// As much as there is, up to the size of the buffer.
    Result<std::size_t> read(std::span<std::uint8_t> to)
    {
        std::size_t size = 0;
        while (size < to.size()) {
            const ssize_t got = ::read(m_fd, to.data() + size, to.size() - size);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return failure("reading");
            if (got == 0)
                break;
            size += static_cast<std::size_t>(got);
        }
        return size;
    }
    Result<void> write(BytesView bytes)
    {
        std::size_t written = 0;
        while (written < bytes.size()) {
            const ssize_t more = ::write(m_fd, bytes.data() + written, bytes.size() - written);
            if (more < 0 && errno == EINTR)
                continue;
            if (more < 0)
                return failure("writing");
            written += static_cast<std::size_t>(more);
        }
        return {};
    }
    Result<void> sync() { return ::fsync(m_fd) == 0 ? Result<void>() : failure("syncing"); }
    /// What was cached of it is read from the medium again, where the system does as it is told.
    void forgetCached() { (void)::posix_fadvise(m_fd, 0, 0, POSIX_FADV_DONTNEED); }
    std::int64_t octets() const
    {
        struct stat status {};
        return ::fstat(m_fd, &status) == 0 ? status.st_size : -1;
    }

private:
    std::string m_path;
    int m_fd;
};

Result<void> syncFolder(const std::string &path)
{
    PackageFile folder(path, O_RDONLY | O_DIRECTORY);
    return folder.valid() ? folder.sync() : folder.failure("opening the folder");
}

/// The context of one piece: which file, which place, and whether another follows. What was left out, moved or cut is told by it.
std::string pieceContext(const std::string &context, std::int64_t piece, bool last)
{
    return context + '\n' + std::to_string(piece) + (last ? "\nlast" : "\nmore");
}

Result<void> copyFile(const std::string &from, const std::string &to)
{
    PackageFile source(from, O_RDONLY), target(to, O_WRONLY | O_CREAT | O_EXCL);
    if (!source.valid())
        return source.failure("opening");
    if (!target.valid())
        return target.failure("creating");
    Bytes piece(pieceOctets * 16);
    for (;;) {
        const Result<std::size_t> got = source.read(piece);
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return target.sync();
        if (Result<void> written = target.write(BytesView(piece).first(*got)); !written)
            return written;
    }
}

/// Seals or unseals piece by piece: `convert` gets each piece and its context's place, `inOctets` at a time.
Result<void> convertFile(PackageFile &source, PackageFile &target, std::size_t inOctets, const std::function<Result<void>(BytesView, std::int64_t, bool)> &convert)
{
    Bytes piece(inOctets), next(inOctets);
    Result<std::size_t> got = source.read(piece);
    for (std::int64_t number = 0; got; ++number) {
        const Result<std::size_t> more = *got == inOctets ? source.read(next) : Result<std::size_t>(0);
        if (!more)
            return fail(more.error());
        if (Result<void> done = convert(BytesView(piece).first(*got), number, *more == 0); !done)
            return done;
        if (*more == 0)
            return target.sync();
        std::swap(piece, next);
        got = more;
    }
    return fail(got.error());
}

/// Leaves no half file behind.
Result<void> orRemoved(Result<void> done, const std::string &path)
{
    if (!done)
        (void)::unlink(path.c_str());
    return done;
}

} // namespace

Result<FileDigest> digestFile(const std::string &path)
{
    PackageFile file(path, O_RDONLY);
    if (!file.valid())
        return file.failure("opening");
    file.forgetCached();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    FileDigest digest;
    Bytes piece(pieceOctets * 16);
    for (;;) {
        const Result<std::size_t> got = file.read(piece);
        if (!got)
            return fail(got.error());
        if (*got == 0)
            break;
        hash.addData(QByteArrayView(piece.data(), qsizetype(*got)));
        digest.octets += static_cast<std::int64_t>(*got);
    }
    const QByteArray result = hash.result();
    std::copy_n(result.cbegin(), digest.sha256.size(), digest.sha256.begin());
    return digest;
}

Result<BackupPackage> openPackage(const std::string &folder)
{
    BackupPackage package;
    package.folder = folder;
    const Result<Bytes> cms = readSmallFile(package.pathOf(manifestName), BackupManifest::largestSigned);
    if (!cms)
        return fail(cms.error());
    Result<SignedContent> content = openSignedData(*cms);
    if (!content || content->signers.size() != 1)
        return brokenPackage("the manifest's signature does not hold", package.pathOf(manifestName));
    const Result<QJsonObject> object = parseJsonObject(content->content, true, BackupManifest::largest);
    Result<BackupManifest> manifest = object ? backupManifestFromJson(*object) : fail(object.error());
    if (!manifest)
        return brokenPackage("the manifest cannot be read: " + manifest.error().detail, package.pathOf(manifestName));
    package.manifest = std::move(*manifest);
    package.hash = hashOf(package.manifest);
    package.authorityCertificate = std::move(content->signers.front());
    for (const BackupManifest::File &file : package.manifest.files) {
        const Result<FileDigest> digest = digestFile(package.pathOf(file.name));
        if (!digest && digest.error().code != ErrorCode::NotFound)
            return fail(digest.error());
        if (!digest)
            return brokenPackage("a file that the manifest names is not there", package.pathOf(file.name));
        if (digest->octets != file.octets || digest->sha256 != file.sha256)
            return brokenPackage("a file is not what the manifest says", package.pathOf(file.name));
    }
    return package;
}

Result<BackupPackage> findPackage(const std::string &folder)
{
    std::error_code error;
    if (fs::exists(folder + '/' + manifestName, error))
        return openPackage(folder);
    std::vector<std::string> found;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->path().filename().string().starts_with(folderPrefix) && fs::exists(it->path() / manifestName, error))
            found.push_back(it->path().string());
    }
    if (found.size() > 1)
        return fail(ErrorCode::Conflict, "several backups lie here; name the folder of one", folder);
    return found.empty() ? fail(ErrorCode::NotFound, "no backup lies here", folder) : openPackage(found.front());
}

std::string packageFolder(const std::string &medium, const BackupManifest &manifest)
{
    return medium + '/' + folderPrefix + toIso(manifest.sealedAt).substr(0, 10) + '-' + toHex(hashOf(manifest)).substr(0, 12);
}

Result<std::string> copyPackage(const BackupPackage &package, const std::string &medium)
{
    struct statvfs space {};
    if (::statvfs(medium.c_str(), &space) != 0)
        return systemFailure("looking at the medium", medium);
    if (static_cast<double>(space.f_bavail) * static_cast<double>(space.f_frsize) < static_cast<double>(package.manifest.octets()) + 1e6)
        return fail(ErrorCode::DiskFull, "the package takes " + std::to_string(package.manifest.octets()) + " octets", medium);
    const std::string folder = packageFolder(medium, package.manifest);
    // What an interrupted try left is no package: its manifest comes last.
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !fs::exists(folder + '/' + manifestName, ignored))
        fs::remove_all(folder, ignored);
    if (::mkdir(folder.c_str(), 0700) != 0)
        return systemFailure("making the folder", folder);
    std::vector<std::string> names;
    for (const BackupManifest::File &file : package.manifest.files)
        names.push_back(file.name);
    names.push_back(manifestName);
    for (const std::string &name : names) {
        if (Result<void> copied = copyFile(package.pathOf(name), folder + '/' + name); !copied)
            return fail(copied.error());
    }
    for (const std::string &path : {folder, medium}) {
        if (Result<void> synced = syncFolder(path); !synced)
            return fail(synced.error());
    }
    return folder;
}

Result<void> sealFile(const std::string &from, const std::string &to, const SecureBytes &key, const std::string &context)
{
    PackageFile source(from, O_RDONLY), target(to, O_WRONLY | O_CREAT | O_TRUNC);
    if (!source.valid())
        return source.failure("opening");
    if (!target.valid())
        return target.failure("creating");
    if (Result<void> begun = target.write(viewOf(sealMagic)); !begun)
        return orRemoved(begun, to);
    return orRemoved(convertFile(source, target, pieceOctets,
                                 [&](BytesView piece, std::int64_t number, bool last) -> Result<void> {
                                     const Result<Bytes> box = sealBytes(key, piece, pieceContext(context, number, last));
                                     return box ? target.write(*box) : fail(box.error());
                                 }),
                     to);
}

Result<void> unsealFile(const std::string &from, const std::string &to, const SecureBytes &key, const std::string &context)
{
    PackageFile source(from, O_RDONLY), target(to, O_WRONLY | O_CREAT | O_TRUNC);
    if (!source.valid())
        return source.failure("opening");
    if (!target.valid())
        return target.failure("creating");
    Bytes magic(sealMagic.size());
    const Result<std::size_t> head = source.read(magic);
    if (!head || textOf(magic) != sealMagic)
        return orRemoved(head ? fail(ErrorCode::Malformed, "no sealed file", from) : fail(head.error()), to);
    return orRemoved(convertFile(source, target, pieceOctets + boxOverhead,
                                 [&](BytesView box, std::int64_t number, bool last) -> Result<void> {
                                     const Result<Bytes> piece = unsealBytes(key, box, pieceContext(context, number, last));
                                     return piece ? target.write(*piece) : fail(ErrorCode::CryptoFailed, "a piece of it was changed, or the key is another", from);
                                 }),
                     to);
}

} // namespace hufu
