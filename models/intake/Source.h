// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hufu {

/// Where a certificate was seen. Stored in the journal by value: never renumber.
enum class SourceKind : std::uint8_t {
    File = 1,
    Folder = 2, ///< of a source only: what lies in a folder is seen at its File
    ServerConfig = 3,
    Endpoint = 4,
    TrustStore = 5,
    Paste = 6,
    Pkcs12 = 7,
    KeyFile = 8, ///< its private key was, the certificate itself elsewhere
};
/// Stable English words for output and queries: "file", "folder", "server-config", ….
const char *sourceKindName(SourceKind kind);

/// One "seen at". Patient data is already masked, so that it may enter a command as it stands.
struct Sighting {
    SourceKind kind = SourceKind::File;
    std::string location; ///< absolute path, or host:port; UTF-8
    std::string detail; ///< server names @ file:line, STARTTLS protocol and name asked for, friendlyName of PKCS#12; may be empty
    bool privateKey = false; ///< the private key of this certificate lies in the same file

    bool operator==(const Sighting &) const = default;
};

/// One thing the officer asked to look at.
struct SourceSpec {
    enum class Kind : std::uint8_t { Path, Pasted, Endpoint, TrustStore };

    Kind kind = Kind::Path;
    std::string text; ///< path (file or folder), endpoint as EndpointSpec::parse() reads it, or a name for what was pasted
    Bytes bytes; ///< with Pasted

    static SourceSpec path(std::string path) { return {Kind::Path, std::move(path), {}}; }
    static SourceSpec endpoint(std::string endpoint) { return {Kind::Endpoint, std::move(endpoint), {}}; }
    /// What an officer typed as a host: as EndpointSpec::parse() reads it, and a bare host means port 443. InvalidArgument.
    static Result<SourceSpec> typedEndpoint(std::string_view text);
    static SourceSpec pasted(BytesView bytes, std::string name = "pasted text")
    {
        return {Kind::Pasted, std::move(name), bytesOf(bytes)};
    }
    /// The PEM bundle of the authorities that this computer trusts.
    static SourceSpec trustStore();
    /// A word of the command line: an existing path, else an endpoint if it reads as one or is written like one (then its
    /// failure says what is wrong with it), else a path that will be reported as not found. "./" before a name forces the path.
    static SourceSpec fromWord(std::string_view word);
};

/// What a source turned out to be.
enum class ContentKind : std::uint8_t {
    Unknown, Der, Pem, Pkcs7, Pkcs12, NginxConfig, ApacheConfig, HaproxyConfig, Endpoint, Folder,
};
/// Stable English words for output: "pem", "nginx-config", ….
const char *contentKindName(ContentKind kind);

/// A part of a source, or the whole of it, that could not be read.
struct SourceFailure {
    std::string where; ///< "block 3 (line 120)", "nginx.conf:12"; empty for the whole source
    Error error;
};

enum class OutcomeKind : std::uint8_t {
    Imported, ///< at least one certificate was handed on; `failures` may still name parts that were not
    NothingFound, ///< readable, but holds no certificate
    Repeated, ///< a file read before in this import under another name, SourceOutcome::sameAs: nothing is missing
    Skipped, ///< deliberately not read; the failure says why: no password, special file
    Failed, ///< could not be read; the first failure says why
    Cancelled, ///< not read, or not to its end, because the officer cancelled
};
/// Stable English words for output: "imported", "nothing-found", ….
const char *outcomeKindName(OutcomeKind kind);

/// What happened to one source. `source` is as the officer wrote it or as the folder holds it, for the screen: it is not
/// masked, so what enters a command is taken from sightings instead.
struct SourceOutcome {
    std::string source;
    ContentKind content = ContentKind::Unknown;
    OutcomeKind what = OutcomeKind::NothingFound;
    std::size_t read = 0; ///< certificates handed on, duplicates included
    std::size_t privateKeys = 0; ///< private keys lying there, encrypted ones included
    std::size_t otherObjects = 0; ///< CSRs, CRLs, public keys: recognised, not imported
    std::vector<Sha256> loneKeys; ///< SHA-256 of the public halves of readable private keys whose certificates lie elsewhere; at most 1,000
    std::string sameAs; ///< of what is Repeated: the source under whose name it was read
    std::vector<SourceFailure> failures; ///< at most Importer::maxFailures of them; a last one says how many more

    /// It gave nothing, or not all of it, and somebody should know.
    bool isProblem() const;
};

} // namespace hufu
