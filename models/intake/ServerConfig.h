// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Source.h"

namespace hufu {

enum class ServerKind : std::uint8_t { None, Nginx, Apache, Haproxy };

enum class ReferenceRole : std::uint8_t {
    Certificate, ///< what the server shows, or shows as a client of another server
    Key,
    Chain, ///< intermediate authorities in a file of their own
    ClientCa, ///< who may sign clients
    TrustedCa, ///< who may sign the servers behind it, or OCSP answers
};
/// "certificate", "key", "chain", "client CA", "trusted CA".
const char *referenceRoleName(ReferenceRole role);

/// A file, or a folder of files, that a server's configuration names.
struct ServerReference {
    std::string path; ///< absolute
    ReferenceRole role = ReferenceRole::Certificate;
    std::vector<std::string> serverNames; ///< for which it is used; HAProxy's SNI filters; may be empty
    std::string section; ///< HAProxy: "frontend web"
    std::string file; ///< where it is named
    int line = 0;

    std::string where() const { return file + ":" + std::to_string(line); }
};

struct ServerConfigReading {
    std::vector<ServerReference> references; ///< in the order in which they stand
    std::vector<SourceFailure> failures; ///< `where` is file:line; the rest was read all the same
    std::vector<std::string> files; ///< every configuration file read, the main one first
};

/// How the readers reach files. Tests and fuzzers hand in their own.
class ConfigFiles {
public:
    virtual ~ConfigFiles() = default;
    /// At most maxFileBytes of a regular file. Errors: as SourceFile::open().
    virtual Result<std::string> read(const std::string &path) = 0;
    /// What a pattern of glob(7) names, sorted; nothing if nothing.
    virtual std::vector<std::string> glob(const std::string &pattern) = 0;
    virtual bool isFolder(const std::string &path) = 0;
    virtual bool exists(const std::string &path) = 0;

    static constexpr std::size_t maxFileBytes = 4u << 20;
};

/// The files of this computer.
class DiskConfigFiles final : public ConfigFiles {
public:
    Result<std::string> read(const std::string &path) override;
    std::vector<std::string> glob(const std::string &pattern) override;
    bool isFolder(const std::string &path) override;
    bool exists(const std::string &path) override;
};

/// Judges by what the lines say. `head`: the beginning of a file, 256 KiB are enough.
ServerKind detectServerConfig(std::string_view head);

/// Reads a configuration with all that it includes. Never fails as a whole: what could not be read stands in `failures`.
/// `path` is absolute.
ServerConfigReading readServerConfig(ServerKind kind, const std::string &path, ConfigFiles &files);

} // namespace hufu
