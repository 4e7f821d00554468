// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedTransport.h"

#include "app/embedded/RestoreTest.h"
#include "app/embedded/TokenKeys.h"
#include "models/authority/Authority.h"
#include "models/authority/KeyBackup.h"

#include <filesystem>
#include <mutex>

namespace hufu {
namespace {

/// Delivers to the authority of this process.
class EmbeddedTransport final : public Transport, public CeremonyDesk {
public:
    /// Gives the authority the keys in tokens.
    EmbeddedTransport(Authority authority, std::unique_ptr<TokenKeys> tokens, const HomePaths &paths, const SecureBytes &databaseKey)
        : m_authority(std::move(authority)), m_tokens(*tokens), m_paths(paths), m_databaseKey(databaseKey.clone())
    {
        m_authority.caKeys().setKeyStore(std::move(tokens));
    }
    std::vector<Result<Receipt>> deliver(std::span<const Delivery> deliveries) override
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        std::vector<Result<Receipt>> answers = m_authority.submit(deliveries);
        m_tokens.settle();
        return answers;
    }
    std::vector<Error> upkeep() override
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        std::vector<Error> troubles = m_authority.upkeep();
        m_tokens.settle();
        if (const Result<void> backedUp = m_monthly.keepUp(m_authority, m_databaseKey, m_paths, backupFolder(m_paths)); !backedUp)
            troubles.push_back(backedUp.error());
        return troubles;
    }
    Result<std::vector<CardSecrets>> cardSecrets(const std::string &card, const SignDemand &) override
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_authority.cardSecrets(card);
    }

    bool hasVault() const override { return true; }
    CeremonyDesk *ceremonies(const SignCeremonyDemand &) override { return this; }

    Result<std::string> seal(const std::string &ceremony) override
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        const Result<Receipt> receipt = sealBackup(m_authority, m_databaseKey, m_paths, ceremony);
        return receipt ? Result<std::string>(stagedPackage(m_paths.home, ceremony)) : fail(receipt.error());
    }
    Result<std::string> sealed(const std::string &ceremony) override
    {
        const std::string folder = stagedPackage(m_paths.home, ceremony);
        return std::filesystem::exists(folder + '/' + manifestName) ? Result<std::string>(folder)
                                                                    : fail(ErrorCode::NotFound, "the authority has no package of this ceremony any more", ceremony);
    }
    void discard(const std::string &ceremony) override
    {
        const std::lock_guard<std::mutex> lock(m_scratchMutex);
        m_scratch.reset();
        std::error_code ignored;
        std::filesystem::remove_all(stagedPackage(m_paths.home, ceremony), ignored);
        std::filesystem::remove_all(scratchHouse(m_paths.home, ceremony), ignored);
    }
    Result<std::string> backUp(const std::string &folder) override
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        Result<HouseBackup> made = backUpHouse(m_authority, m_databaseKey, m_paths, folder.empty() ? backupFolder(m_paths) : folder);
        return made ? Result<std::string>(std::move(made->folder)) : fail(made.error());
    }
    Result<Bytes> oneTimeCertificate(const std::string &) override
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        Result<OneTimeKey> key = OneTimeKey::make(m_authority.now());
        if (!key)
            return fail(key.error());
        m_oneTime.emplace(std::move(*key));
        return m_oneTime->certificate();
    }
    Result<void> restore(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares) override
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (!m_oneTime)
            return fail(ErrorCode::Conflict, "there is no one-time key to which shares were encrypted", ceremony);
        const Result<BackupPackage> package = openPackage(folder);
        if (!package)
            return fail(package.error());
        const Result<Receipt> receipt = restoreKeys(m_authority, *m_oneTime, ceremony, package->manifest, filesOf(*package), shares);
        m_oneTime.reset();
        return receipt ? Result<void>() : fail(receipt.error());
    }
    Result<RestoredKeys> restoreScratch(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares) override
    {
        std::optional<OneTimeKey> oneTime;
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            std::swap(oneTime, m_oneTime);
        }
        if (!oneTime)
            return fail(ErrorCode::Conflict, "there is no one-time key to which shares were encrypted", ceremony);
        const Result<BackupPackage> package = openPackage(folder);
        if (!package)
            return fail(package.error());
        discard(ceremony); // of an interruption: encrypted as every home is
        const std::lock_guard<std::mutex> lock(m_scratchMutex);
        const std::string scratch = scratchHouse(m_paths.home, ceremony);
        Result<RestoredHouse> restored = restoreHouse(*oneTime, *package, shares, HomePaths(scratch));
        if (!restored) {
            std::error_code ignored;
            std::filesystem::remove_all(scratch, ignored);
            return fail(restored.error());
        }
        m_scratch.emplace(ceremony, std::move(restored->databaseKey));
        return RestoredKeys{std::move(restored->proven), std::move(restored->elsewhere)};
    }
    bool hasScratch(const std::string &ceremony) override
    {
        const std::lock_guard<std::mutex> lock(m_scratchMutex);
        return m_scratch && m_scratch->first == ceremony;
    }
    Result<std::vector<RestoreAnswer>> serveScratch(const std::string &ceremony) override
    {
        Result<std::vector<RestoreAnswer>> answers = fail(ErrorCode::Conflict, "nothing was restored for this test, or it is gone", ceremony);
        {
            const std::lock_guard<std::mutex> lock(m_scratchMutex);
            if (m_scratch && m_scratch->first == ceremony)
                answers = serveRestored(m_scratch->second, HomePaths(scratchHouse(m_paths.home, ceremony)));
        }
        discard(ceremony);
        return answers;
    }

private:
    std::mutex m_mutex, m_scratchMutex;
    Authority m_authority;
    TokenKeys &m_tokens; ///< the authority's
    const HomePaths m_paths;
    const SecureBytes m_databaseKey;
    MonthlyBackup m_monthly;
    std::optional<OneTimeKey> m_oneTime;
    std::optional<std::pair<std::string, SecureBytes>> m_scratch; ///< of which restore test, and its house's key
};

/// Where the authority could not be opened for writing (a read-only folder), or has moved to a server, the house can still be read; each command says why not.
class RefusingTransport final : public Transport {
public:
    explicit RefusingTransport(Error reason) : m_reason(std::move(reason)) {}
    std::vector<Result<Receipt>> deliver(std::span<const Delivery> deliveries) override
    {
        return std::vector<Result<Receipt>>(deliveries.size(), fail(m_reason));
    }
    Result<std::vector<CardSecrets>> cardSecrets(const std::string &, const SignDemand &) override { return fail(m_reason); }
    Result<std::vector<Blob>> escrowed(BytesView) override { return fail(m_reason); }
    LinkState link() const override
    {
        LinkState closed;
        closed.kind = LinkState::Kind::Closed;
        closed.trouble = m_reason;
        return closed;
    }

private:
    Error m_reason;
};

} // namespace

Result<std::unique_ptr<Transport>> embeddedTransport(const HomePaths &paths, const SecureBytes &databaseKey, const Clock &clock)
{
    Result<Authority> authority = Authority::open(databaseKey, {paths.database, paths.checkpoint, clock});
    if (authority) {
        Result<std::unique_ptr<TokenKeys>> tokens = TokenKeys::over(paths.database, databaseKey);
        if (!tokens)
            return fail(tokens.error());
        return std::make_unique<EmbeddedTransport>(std::move(*authority), std::move(*tokens), paths, databaseKey);
    }
    const ErrorCode code = authority.error().code;
    if (code != ErrorCode::ReadOnly && code != ErrorCode::PermissionDenied && code != ErrorCode::Moved)
        return fail(authority.error());
    return std::make_unique<RefusingTransport>(authority.error());
}

} // namespace hufu
