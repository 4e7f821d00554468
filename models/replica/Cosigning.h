// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"

#include <span>

namespace hufu {

/// The tokens as those see them who use them and do not keep them.
inline std::vector<Token *> lent(const std::vector<std::unique_ptr<Token>> &tokens)
{
    std::vector<Token *> all;
    for (const std::unique_ptr<Token> &token : tokens)
        all.push_back(token.get());
    return all;
}

/// Unlocks the tokens of colleagues for one deed, which is given them, and whose Result is returned; afterwards they are gone. Blocks; House::unlock()'s errors.
template <typename Deed>
auto withCosigners(House &house, const std::vector<Cosigner> &cosigners, Deed deed) -> std::invoke_result_t<Deed, std::span<Token *const>>
{
    const Result<std::vector<std::unique_ptr<Token>>> tokens = house.unlock(cosigners);
    if (!tokens)
        return fail(tokens.error());
    return deed(std::span<Token *const>(lent(*tokens)));
}

} // namespace hufu
