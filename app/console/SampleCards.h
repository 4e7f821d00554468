// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDesk.h"

namespace hufu {

/// Readers for the pictures of a computer that has none: shows what it is told to show, and works with nothing.
class SampleCards final : public CardDesk {
public:
    /// From now on these are there; whoever watches hears of it.
    void show(std::vector<CardSight> sights);

    Result<std::vector<CardSight>> look(const Glimpse & = {}) override { return m_sights; }
    Result<CardSight> lookAt(const std::string &reader) override;
    std::shared_ptr<void> watch(std::function<void()> changed) override;
    Result<Card> issue(House &, const Issue &, std::span<Token *const>, const std::function<void(Step)> &) override { return nothing(); }
    Result<void> unlock(House &, const std::string &, const std::string &, const SecureBytes &, std::span<Token *const>, const std::stop_token & = {}) override { return nothing(); }
    Result<void> changePin(const std::string &, const SecureBytes &, const SecureBytes &) override { return nothing(); }
    Result<void> wipe(House &, const std::string &, const std::string &, const SecureBytes & = {}, const std::stop_token & = {}) override { return nothing(); }

private:
    static std::unexpected<Error> nothing() { return fail(ErrorCode::CardAbsent, "a picture of a USBKey"); }

    std::vector<CardSight> m_sights;
    std::weak_ptr<std::function<void()>> m_watcher;
};

/// What the sample's register knows of a USBKey, as a reader would show it. Blocks.
Result<CardSight> sampleSight(House &house, const char *reader, const char *number);
/// One that came from its maker.
CardSight freshSight(const char *reader, const char *number);

} // namespace hufu
