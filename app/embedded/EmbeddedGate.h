// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/FoundingAct.h"
#include "models/authority/StatusPublisher.h"
#include "models/replica/Gate.h"

namespace hufu {

/// The gate of a home folder, whose authority runs in this very process or, once the home was enrolled (ServedHome.h), at a server. Used by the console
/// and the command line alike; nobody behind it knows which of the two it is.
class EmbeddedGate final : public Gate {
public:
    /// `cost` is what new key slots take; stored slots keep theirs.
    explicit EmbeddedGate(const std::string &home, ScryptCost cost = {}, Clock clock = systemNow);

    bool isFounded() const override;
    Result<std::vector<std::string>> officers() const override;
    Result<void> found(const FoundingRequest &request, const SecureBytes &passphrase) override;
    Result<void> foundTogether(const std::string &houseName, std::span<const NewOfficer> founders) override;
    Result<void> enrol(const EnrolmentRequest &request, const SecureBytes &passphrase, const std::function<void(Sequence here, Sequence head)> &progress,
                       std::stop_token stop) override;
    bool isEnrolling() const override;
    Result<std::vector<std::string>> officersAt(const std::string &home) const override;
    Result<std::unique_ptr<Token>> unlockToken(House &house, const std::string &officer, const SecureBytes &passphrase) override;
    Result<Receipt> addPerson(House &house, const Person &person, const SecureBytes &theirPassphrase, std::span<Token *const> cosigners,
                                      MissingSignatures missing = MissingSignatures::Refused) override;
    Result<Receipt> addPersonWithCard(House &house, const Person &person, std::span<Token *const> cosigners,
                                      MissingSignatures missing = MissingSignatures::Refused) override;
    Result<Receipt> moveToCard(House &house, const CardMove &move, std::span<Token *const> cosigners,
                               MissingSignatures missing = MissingSignatures::Refused) override;
    Result<Receipt> recoverPerson(House &house, const Person &person, const std::string &reason, const SecureBytes &theirPassphrase,
                                  std::span<Token *const> cosigners) override;
    Result<Receipt> changePerson(House &house, const Person &person, std::span<Token *const> cosigners,
                                 MissingSignatures missing = MissingSignatures::Refused) override;
    Result<Receipt> deactivatePerson(House &house, const Deactivation &deactivation, std::span<Token *const> cosigners,
                                             MissingSignatures missing = MissingSignatures::Refused) override;
    Result<std::vector<WayIn>> waysIn() const override;
    Result<std::unique_ptr<House>> open(const std::string &officer, const SecureBytes &secret, LastTry lastTry = LastTry::Kept) override;
    /// Follows the house for a status server (models/authority/http); independent of the house's own life.
    Result<std::unique_ptr<StatusPublisher>> publishStatus(const House &house) const;
    Result<std::vector<KeyToken>> keyTokens(const std::string &module) override;
    Result<void> giveTokenPin(House &house, const std::string &uri, const SecureBytes &pin) override;
    Result<void> changePassphrase(House &house, const SecureBytes &oldPassphrase, const SecureBytes &newPassphrase) override;

private:
    HomePaths m_paths;
    ScryptCost m_cost;
    Clock m_clock;
};

} // namespace hufu
