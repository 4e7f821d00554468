// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cards/WrittenToken.h"
#include "smartcard/Pkcs11Token.h"

#include <mutex>

namespace hufu {

/// Tokens of PKCS#11 modules: any vendor's USBKey. Each module runs in hufu-tokenhost: one that hangs or crashes is an error within seconds. What a PIV
/// card has and PKCS#11 knows nothing of (a management key, a PUK, attestation) these do without.
class ModuleDesk final : public CardDesk {
public:
    explicit ModuleDesk(std::vector<std::string> modules = {}) : m_modules(std::move(modules)) {}

    /// A module that cannot be asked stands there with its fault, one without a token as an empty reader.
    Result<std::vector<CardSight>> look(const Glimpse &glimpse = {}) override;
    Result<CardSight> lookAt(const std::string &reader) override;
    std::shared_ptr<void> watch(std::function<void()>) override { return {}; } ///< PKCS#11 tells nobody; who wants to know looks
    Result<Card> issue(House &house, const Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step) override;
    Result<void> unlock(House &house, const std::string &reader, const std::string &note, const SecureBytes &newPin, std::span<Token *const> cosigners,
                        const std::stop_token &stop = {}) override;
    Result<void> changePin(const std::string &reader, const SecureBytes &pin, const SecureBytes &newPin) override;
    Result<void> wipe(House &house, const std::string &reader, const std::string &note, const SecureBytes &pin = {}, const std::stop_token &stop = {}) override;
    void setModules(std::vector<std::string> modules) override;

private:
    std::mutex m_mutex;
    std::vector<std::string> m_modules;
};

/// Readers and modules together: each token's own desk works with it.
class EveryDesk final : public CardDesk {
public:
    explicit EveryDesk(CardDesk &readers, ModuleDesk &modules) : m_readers(readers), m_modules(modules) {}

    /// Where there are modules, readers that cannot be asked are left out.
    Result<std::vector<CardSight>> look(const Glimpse &glimpse = {}) override;
    Result<CardSight> lookAt(const std::string &reader) override { return deskOf(reader).lookAt(reader); }
    std::shared_ptr<void> watch(std::function<void()> changed) override { return m_readers.watch(std::move(changed)); }
    Result<Card> issue(House &house, const Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step) override
    {
        return deskOf(issue.reader).issue(house, issue, cosigners, step);
    }
    Result<void> unlock(House &house, const std::string &reader, const std::string &note, const SecureBytes &newPin, std::span<Token *const> cosigners,
                        const std::stop_token &stop = {}) override
    {
        return deskOf(reader).unlock(house, reader, note, newPin, cosigners, stop);
    }
    Result<void> changePin(const std::string &reader, const SecureBytes &pin, const SecureBytes &newPin) override
    {
        return deskOf(reader).changePin(reader, pin, newPin);
    }
    Result<void> wipe(House &house, const std::string &reader, const std::string &note, const SecureBytes &pin = {}, const std::stop_token &stop = {}) override
    {
        return deskOf(reader).wipe(house, reader, note, pin, stop);
    }
    void setModules(std::vector<std::string> modules) override { m_modules.setModules(std::move(modules)); }

private:
    CardDesk &deskOf(const std::string &reader);

    CardDesk &m_readers;
    ModuleDesk &m_modules;
};

// Their hands; for .cpp files of this folder only.

/// A token that lies open: its place, and what it shows.
struct ModuleToken {
    Pkcs11Uri place;
    Pkcs11Token token;
    TokenOverview overview;
    std::string number, model;
    std::shared_ptr<SecureBytes> pin; ///< entered whenever the token asks; null: nobody gave one
};
/// The token of a PKCS#11 URI, not logged in; a null `pin` is nobody's. InvalidArgument, TokenAbsent, Unsupported (no serial number).
Result<ModuleToken> takeModuleToken(const std::string &uri, const SecureBytes *pin);
/// Likewise, logged in, to be written; the pins outlive it.
Result<std::unique_ptr<WrittenToken>> openModuleForWriting(const std::string &uri, const SecureBytes &presentPin, const SecureBytes &pin);

} // namespace hufu
