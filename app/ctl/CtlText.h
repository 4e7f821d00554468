// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace hufu::ctl {

/// What hufuctl says itself, in the computer's language (main.cpp). What programs read stays as it is: JSON, and the names of states, kinds and rules.
struct CtlText {
    Q_DECLARE_TR_FUNCTIONS(CtlText)
};

} // namespace hufu::ctl
