// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/BackupManifest.h"

#include "models/domain/JsonFields.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *format = "hufu-backup-1";

bool isFileName(std::string_view name)
{
    return !name.empty() && name.size() <= 60 && name.front() != '.'
        && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

/// A list of objects, each read strictly; what is wrong with one is wrong with the list.
template <typename Item, typename Read>
std::vector<Item> readObjects(JsonFields &fields, const char *name, qsizetype most, Read &&read)
{
    std::vector<Item> items;
    for (const QJsonValue value : fields.array(name, most)) {
        const QJsonObject object = value.toObject();
        JsonFields inner(object);
        items.push_back(read(inner));
        if (!inner.finish())
            fields.wrong(name, "has an item that is not as it should be");
    }
    return items;
}

} // namespace

const BackupManifest::File *BackupManifest::file(std::string_view name) const
{
    const auto at = std::ranges::find(files, name, &File::name);
    return at == files.end() ? nullptr : &*at;
}

std::int64_t BackupManifest::octets() const
{
    std::int64_t sum = 0;
    for (const File &file : files)
        sum += file.octets;
    return sum;
}

QJsonObject toJson(const BackupManifest &manifest)
{
    QJsonArray keys, shares, files;
    for (const BackupManifest::Key &key : manifest.keys)
        keys.append(QJsonObject{{"ca", qstr(key.ca)}, {"certificate", qstr(toBase64(key.certificate))}, {"file", qstr(key.file)}, {"name", qstr(key.name)}});
    for (const BackupManifest::Share &share : manifest.shares)
        shares.append(QJsonObject{{"commitment", qstr(toHex(share.commitment))}, {"custodian", qstr(share.custodian)}, {"file", qstr(share.file)},
                                  {"index", share.index}, {"key", qstr(toHex(share.key))}, {"name", qstr(share.name)}});
    for (const BackupManifest::File &file : manifest.files)
        files.append(QJsonObject{{"name", qstr(file.name)}, {"octets", qint64(file.octets)}, {"sha256", qstr(toHex(file.sha256))}});
    return {{"format", format}, {"ceremony", qstr(manifest.ceremony)}, {"parameters", qstr(toHex(manifest.parameters))}, {"house", qstr(toHex(manifest.house))},
            {"houseName", qstr(manifest.houseName)}, {"set", qstr(manifest.set)}, {"needed", manifest.needed}, {"sealed", qstr(toIso(manifest.sealedAt))},
            {"sequence", qint64(manifest.sequence)}, {"wholeHouse", manifest.wholeHouse}, {"keys", keys}, {"shares", shares}, {"files", files}};
}

Result<BackupManifest> backupManifestFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    BackupManifest manifest;
    if (fields.text("format", 40) != format)
        fields.wrong("format", "is not one that this release reads");
    manifest.ceremony = fields.text("ceremony", 36, 36);
    manifest.parameters = fields.digest("parameters");
    manifest.house = fields.digest("house");
    manifest.houseName = fields.text("houseName", 1000);
    manifest.set = fields.text("set", 32, 32);
    manifest.needed = static_cast<int>(fields.integer("needed", 2, 255));
    manifest.sealedAt = fields.instant("sealed");
    manifest.sequence = fields.integer("sequence", 0, std::int64_t(1) << 52);
    manifest.wholeHouse = fields.boolean("wholeHouse");
    bool good = true;
    manifest.keys = readObjects<BackupManifest::Key>(fields, "keys", 64, [&](JsonFields &inner) {
        const Result<Bytes> certificate = fromBase64(inner.text("certificate", 20'000));
        good &= certificate.has_value();
        return BackupManifest::Key{inner.text("ca", 36, 36), inner.text("name", 1000), certificate.value_or(Bytes()), inner.text("file", 60)};
    });
    manifest.shares = readObjects<BackupManifest::Share>(fields, "shares", 255, [](JsonFields &inner) {
        BackupManifest::Share share;
        share.commitment = inner.digest("commitment");
        share.custodian = inner.text("custodian", 36, 36);
        share.file = inner.text("file", 60, 1);
        share.index = static_cast<int>(inner.integer("index", 1, 255));
        share.key = inner.digest("key");
        share.name = inner.text("name", 1000);
        return share;
    });
    manifest.files = readObjects<BackupManifest::File>(fields, "files", qsizetype(BackupManifest::mostFiles), [](JsonFields &inner) {
        BackupManifest::File file;
        file.name = inner.text("name", 60, 1);
        file.octets = inner.integer("octets", 1, std::int64_t(1) << 46);
        file.sha256 = inner.digest("sha256");
        return file;
    });
    for (const BackupManifest::File &file : manifest.files)
        good &= isFileName(file.name) && std::ranges::count(manifest.files, file.name, &BackupManifest::File::name) == 1;
    for (const BackupManifest::Key &key : manifest.keys)
        good &= key.file.empty() || manifest.file(key.file);
    for (const BackupManifest::Share &share : manifest.shares) {
        good &= manifest.file(share.file) && std::ranges::count(manifest.shares, share.custodian, &BackupManifest::Share::custodian) == 1
            && std::ranges::count(manifest.shares, share.index, &BackupManifest::Share::index) == 1;
    }
    good &= manifest.shares.size() >= static_cast<std::size_t>(manifest.needed);
    if (!good)
        fields.wrong("files", "do not fit together");
    if (Result<void> read = fields.finish(); !read)
        return fail(read.error());
    return manifest;
}

Sha256 hashOf(const BackupManifest &manifest)
{
    const Result<std::string> canonical = toCanonicalJson(toJson(manifest));
    return canonical ? sha256(viewOf(*canonical)) : Sha256{};
}

Sha256 shareProof(BytesView encodedShare) { return sha256({viewOf("hufu share proof"), encodedShare}); }
Sha256 commitmentTo(const Sha256 &proof) { return sha256({viewOf("hufu share commitment"), proof}); }

} // namespace hufu
