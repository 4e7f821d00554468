// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ContainerSource.h"

#include "models/intake/Importer.h"
#include "models/pki/Container.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

namespace hufu {

namespace {

constexpr std::size_t windowBytes = 1u << 20;
constexpr std::size_t mostLoneKeys = 1'000;       ///< of one source
constexpr std::size_t largestBlock = 8u << 20; ///< waited for; one that is larger still is nobody's certificate

ContentKind contentKind(ContainerKind kind)
{
    switch (kind) {
    case ContainerKind::Unknown: return ContentKind::Unknown;
    case ContainerKind::Der: return ContentKind::Der;
    case ContainerKind::Pem:
    case ContainerKind::TrustedPem: return ContentKind::Pem;
    case ContainerKind::Pkcs7: return ContentKind::Pkcs7;
    case ContainerKind::Pkcs12: return ContentKind::Pkcs12;
    }
    return ContentKind::Unknown;
}

struct Found {
    Bytes der;
    CertificateListing listing;
};

/// The keys that lie in a source, as far as they matter to its certificates.
struct Keys {
    std::set<Sha256> readable; ///< SHA-256 of their public halves
    std::optional<Sha256> encrypted; ///< of the one certificate that an unreadable key can only belong to

    bool belongTo(const CertificateListing &listing) const
    {
        return readable.contains(listing.spkiSha256) || encrypted == listing.sha256;
    }
};

/// An encrypted key beside exactly one certificate that is not a CA's is taken for its key: that is how such files are made.
std::optional<Sha256> onlyLeaf(const std::vector<Found> &certificates)
{
    std::optional<Sha256> leaf;
    for (const auto &[der, listing] : certificates) {
        if (listing.isCa() || leaf == listing.sha256)
            continue;
        if (leaf)
            return std::nullopt;
        leaf = listing.sha256;
    }
    return leaf;
}

void noteLoneKeys(SourceOutcome &outcome, const std::set<Sha256> &keys)
{
    for (const Sha256 &key : keys) {
        if (outcome.loneKeys.size() < mostLoneKeys)
            outcome.loneKeys.push_back(key);
    }
}

void settle(SourceOutcome &outcome, bool stopped)
{
    if (stopped)
        outcome.what = OutcomeKind::Cancelled;
    else if (outcome.read > 0)
        outcome.what = OutcomeKind::Imported;
    else if (!outcome.failures.empty())
        outcome.what = OutcomeKind::Failed;
    else
        outcome.what = OutcomeKind::NothingFound;
}

void failWhole(SourceOutcome &outcome, Error error)
{
    if (error.code == ErrorCode::NothingFound) {
        outcome.what = OutcomeKind::NothingFound;
        return;
    }
    outcome.what = OutcomeKind::Failed;
    addFailure(outcome, {}, std::move(error));
}

/// Asks for passwords until one fits, or nobody knows one.
Result<ContainerContents> readWithPassword(BytesView bytes, const ContainerReading &reading, std::vector<Found> &found)
{
    const auto read = [&](const SecureBytes *password) {
        found.clear();
        return streamListings(bytes, password, {}, [&found](BytesView der, CertificateListing &listing) {
            found.push_back({bytesOf(der), std::move(listing)});
            return true;
        });
    };
    auto contents = read(nullptr);
    for (int attempt = 1; !contents && attempt <= Importer::maxPasswordAttempts; ++attempt) {
        const ErrorCode code = contents.error().code;
        if ((code != ErrorCode::PassphraseNeeded && code != ErrorCode::WrongPassphrase) || !reading.password)
            break;
        const auto password = reading.password(attempt);
        if (!password && attempt == 1)
            return fail(ErrorCode::PassphraseNeeded, "no password was given");
        if (!password) // the one before was wrong, and says so
            return contents;
        contents = read(&*password);
    }
    return contents;
}

/// Calls `take` with pieces of the file that end after a PEM block; false ends it.
Result<void> forEachWindow(const SourceFile &file, const std::function<bool(BytesView window, std::uint64_t offset)> &take)
{
    static constexpr std::string_view blockEnd = "-----END ";
    FileContent buffer(windowBytes);
    std::size_t filled = 0;
    std::uint64_t offset = 0; // of the buffer in the file
    for (bool more = true; more;) {
        const std::span<std::uint8_t> room = buffer.bytes().subspan(filled);
        const auto read = file.read(offset + filled, room);
        if (!read)
            return std::unexpected(read.error());
        more = *read == room.size();
        filled += *read;

        const BytesView window = buffer.view().first(filled);
        std::size_t cut = filled;
        if (more && filled <= largestBlock) {
            // After the last block whose END line is in sight to its end. A block that goes on waits for more.
            const std::string_view lines = textOf(window).substr(0, textOf(window).rfind('\n') + 1);
            const auto last = lines.rfind(blockEnd);
            cut = last != lines.npos ? lines.find('\n', last) + 1 : 0;
        }
        if (cut > 0 && !take(window.first(cut), offset))
            return {};
        offset += cut;
        filled -= cut;
        if (filled == buffer.size()) { // one block, and not its end
            FileContent larger(2 * buffer.size());
            std::ranges::copy(buffer.view(), larger.bytes().begin());
            buffer = std::move(larger);
        } else {
            std::memmove(buffer.bytes().data(), buffer.view().data() + cut, filled);
        }
    }
    return {};
}

/// Two passes, so that a key is known before the certificate that it belongs to is handed on, wherever the two stand.
void readLargePem(const SourceFile &file, const ContainerReading &reading, SourceOutcome &outcome)
{
    Keys keys;
    bool anyBlock = false;
    auto passed = forEachWindow(file, [&](BytesView window, std::uint64_t) {
        anyBlock = anyBlock || textOf(window).find("-----BEGIN ") != std::string_view::npos;
        if (textOf(window).find("PRIVATE KEY-----") == std::string_view::npos)
            return true;
        if (const auto contents = streamContainer(window, nullptr, {}, [](BytesView) { return true; }))
            keys.readable.insert(contents->privateKeySpki.begin(), contents->privateKeySpki.end());
        return true;
    });

    bool stopped = false;
    std::set<Sha256> lone = keys.readable;
    const auto emit = [&](BytesView der, CertificateListing &listing) {
        const bool privateKey = keys.belongTo(listing);
        lone.erase(listing.spkiSha256);
        stopped = !reading.emit(der, std::move(listing), privateKey, {});
        outcome.read += stopped ? 0 : 1;
        return !stopped;
    };
    if (passed && anyBlock) {
        passed = forEachWindow(file, [&](BytesView window, std::uint64_t offset) {
            const auto contents = streamListings(window, nullptr, {}, emit);
            const std::string from = "from byte " + std::to_string(offset);
            if (contents) {
                outcome.privateKeys += contents->privateKeys;
                outcome.otherObjects += contents->otherObjects;
                for (const auto &failure : contents->failures)
                    addFailure(outcome, from + ", " + failure.where, failure.error);
            } else if (contents.error().code != ErrorCode::NothingFound) { // text between blocks may fill a window
                addFailure(outcome, from, contents.error());
            }
            if (reading.onBytes)
                reading.onBytes(offset + window.size());
            return !stopped;
        });
    }
    if (!passed)
        addFailure(outcome, {}, passed.error());
    noteLoneKeys(outcome, lone);
    settle(outcome, stopped);
}

} // namespace

void addFailure(SourceOutcome &outcome, std::string where, Error error)
{
    if (outcome.failures.size() < Importer::maxFailures) {
        outcome.failures.push_back({std::move(where), std::move(error)});
    } else {
        // The last entry becomes the sum of those that found no place.
        SourceFailure &last = outcome.failures.back();
        const bool sum = last.error.code == ErrorCode::LimitExceeded && last.where.empty();
        const std::size_t count = sum ? std::stoul(last.error.detail) + 1 : 2;
        last = {{}, {ErrorCode::LimitExceeded, std::to_string(count) + " more failures", {}, {}}};
    }
}

void readContainerBytes(BytesView bytes, const ContainerReading &reading, SourceOutcome &outcome)
{
    outcome.content = contentKind(sniffContainer(bytes));
    std::vector<Found> found;
    auto contents = readWithPassword(bytes, reading, found);
    Keys keys;
    std::map<Sha256, std::string> names;
    if (contents) {
        names = std::move(contents->friendlyNames);
        outcome.content = contentKind(contents->kind);
        outcome.privateKeys = contents->privateKeys;
        outcome.otherObjects = contents->otherObjects;
        for (auto &failure : contents->failures)
            addFailure(outcome, std::move(failure.where), std::move(failure.error));
        keys.readable.insert(contents->privateKeySpki.begin(), contents->privateKeySpki.end());
        if (contents->privateKeys > contents->privateKeySpki.size())
            keys.encrypted = onlyLeaf(found);
    } else if (found.empty()) {
        const bool noPassword = contents.error().code == ErrorCode::PassphraseNeeded;
        failWhole(outcome, std::move(contents.error()));
        outcome.what = noPassword ? OutcomeKind::Skipped : outcome.what;
        return;
    } else { // what was read before the error is good
        addFailure(outcome, {}, std::move(contents.error()));
    }
    bool stopped = false;
    std::set<Sha256> lone = keys.readable;
    for (auto &[der, listing] : found) {
        const bool privateKey = keys.belongTo(listing);
        lone.erase(listing.spkiSha256);
        const auto name = names.find(listing.sha256);
        stopped = !reading.emit(der, std::move(listing), privateKey, name != names.end() ? name->second : std::string());
        if (stopped)
            break;
        ++outcome.read;
    }
    noteLoneKeys(outcome, lone);
    settle(outcome, stopped);
}

void readContainerFile(const SourceFile &file, FileContent head, const ContainerReading &reading, SourceOutcome &outcome)
{
    if (file.size() <= head.size())
        return readContainerBytes(head.view(), reading, outcome);
    const ContainerKind kind = sniffContainer(head.view());
    if (kind == ContainerKind::Der || kind == ContainerKind::Pkcs7 || kind == ContainerKind::Pkcs12) {
        auto whole = file.read(0, std::size_t(file.size()));
        if (!whole)
            return failWhole(outcome, std::move(whole.error()));
        return readContainerBytes(whole->view(), reading, outcome);
    }
    head = {};
    outcome.content = ContentKind::Pem;
    readLargePem(file, reading, outcome);
    if (outcome.read == 0 && outcome.privateKeys == 0 && outcome.otherObjects == 0 && kind == ContainerKind::Unknown)
        outcome.content = ContentKind::Unknown;
}

} // namespace hufu
