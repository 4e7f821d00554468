// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Gate.h"

#include <functional>
#include <memory>

namespace hufu {

/// A place where an emergency can be practised: a home in a folder of its own that is thrown away with this object, and that nothing connects with the real
/// house. Implemented where the kinds of authority are known (app/console).
class PracticeGround {
public:
    virtual ~PracticeGround() = default;
    virtual Gate &gate() = 0;
    /// Answers for the house's CRLs and OCSP on loopback, and says by which URL. Before its CAs are made. Blocks.
    virtual Result<std::string> serve(const House &house) = 0;
};
using MakePracticeGround = std::function<std::unique_ptr<PracticeGround>()>;

/// Who was robbed in the practice: has a client certificate.
inline constexpr const char *practicePerson = "王芳";

/// CAs, services and certificates as a small hospital has them, in a house of one officer in pilot mode. Blocks: for a pool thread.
Result<void> fillPracticeHouse(House &house, const std::string &statusUrl);

} // namespace hufu
