// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/pki/Digest.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace hufu {

/// What a backup package holds; signed by the authority, and in the journal. The package is a folder with these files and the manifest itself
/// (models/store/BackupPackage.h).
struct BackupManifest {
    struct Key {
        std::string ca;   ///< id
        std::string name; ///< common name
        Bytes certificate; ///< DER
        std::string file; ///< of the ciphertext; empty: the key lies in a token that gives none out
        bool operator==(const Key &) const = default;
    };
    struct Share {
        std::string custodian; ///< person id
        std::string name;
        Sha256 key{};        ///< of the key that it is encrypted to: shareKeyOf()
        int index = 0;       ///< from 1
        std::string file;
        Sha256 commitment{}; ///< commitmentTo(shareProof()): whoever opened the share can show it, and anybody can check that
        bool operator==(const Share &) const = default;
    };
    struct File {
        std::string name; ///< a-z, 0-9, dash and dot
        std::int64_t octets = 0;
        Sha256 sha256{};
        bool operator==(const File &) const = default;
    };
    static constexpr std::size_t mostFiles = 200, largest = 1u << 20;
    static constexpr std::size_t largestSigned = largest + (64u << 10); ///< octets of its file, signature and certificates included

    std::string ceremony;  ///< id
    Sha256 parameters{};
    Sha256 house{};
    std::string houseName;
    std::string set;       ///< of the shares, hexadecimal
    int needed = 0;
    Instant sealedAt{};
    std::int64_t sequence = 0; ///< the journal's head then
    bool wholeHouse = false;   ///< journal, blobs and vault are in it
    std::vector<Key> keys;
    std::vector<Share> shares;
    std::vector<File> files;
    bool operator==(const BackupManifest &) const = default;

    const File *file(std::string_view name) const;
    std::int64_t octets() const; ///< of all files
};
QJsonObject toJson(const BackupManifest &manifest);
/// Malformed also when a key or a share names a file that is not listed, a name could leave the folder, or there are fewer shares than are needed.
Result<BackupManifest> backupManifestFromJson(const QJsonObject &object);
/// SHA-256 of the canonical JSON: what the package is called by.
Sha256 hashOf(const BackupManifest &manifest);

/// What only who has opened a share (KeyShare::encode()) can say of it, and what the manifest says beforehand.
Sha256 shareProof(BytesView encodedShare);
Sha256 commitmentTo(const Sha256 &proof);

} // namespace hufu
