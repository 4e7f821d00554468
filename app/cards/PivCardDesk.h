// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cards/WrittenToken.h"
#include "smartcard/PcscLine.h"
#include "smartcard/PivOverview.h"

namespace hufu {

/// USBKeys with the PIV application, in the computer's own readers.
class PivCardDesk final : public CardDesk {
public:
    Result<std::vector<CardSight>> look(const Glimpse &glimpse = {}) override;
    Result<CardSight> lookAt(const std::string &reader) override;
    std::shared_ptr<void> watch(std::function<void()> changed) override;
    Result<Card> issue(House &house, const Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step) override;
    Result<void> unlock(House &house, const std::string &reader, const std::string &note, const SecureBytes &newPin,
                        std::span<Token *const> cosigners, const std::stop_token &stop = {}) override;
    Result<void> changePin(const std::string &reader, const SecureBytes &pin, const SecureBytes &newPin) override;
    Result<void> wipe(House &house, const std::string &reader, const std::string &note, const SecureBytes &pin = {}, const std::stop_token &stop = {}) override;
};

// Its hands; for .cpp files of this folder only.

/// The register's name of a card; Unsupported when it tells no serial number.
Result<std::string> cardNumberOf(const PivOverview &card, const std::string &reader);
std::string cardModelOf(const PivOverview &card);
bool isAsDelivered(const PivOverview &card);
/// Blocks PIN and PUK and has the card erase itself, which needs no key.
Result<void> eraseCard(PivCard &card);
/// WeakPassphrase; InvalidArgument when it has not six to eight octets.
Result<void> checkNewPin(const SecureBytes &pin);

/// The card in a reader, and what the register calls it. Unsupported without a number.
struct PivAtHand {
    std::unique_ptr<PcscLine> line;
    PivOverview seen;
    std::string number;
};
Result<PivAtHand> takePivCard(const std::string &reader);
/// The card in a reader, to be written with this PIN, which outlives it. Unsupported for one whose management key cannot be replaced.
Result<std::unique_ptr<WrittenToken>> openPivForWriting(const std::string &reader, const SecureBytes &pin);

} // namespace hufu
