// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Practice.h"

namespace hufu {

/// A house to practise in: in a temporary folder, with an authority in this process, and CRL and OCSP on a free port of loopback.
std::unique_ptr<PracticeGround> makePracticeHome();

} // namespace hufu
