// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QString>

namespace hufu {

/// An error in words, for window and command line alike. Whole sentences in the language of the moment.
struct ErrorText {
    QString whatHappened; ///< "The passphrase is wrong."
    QString whatItMeans;  ///< for the officer; may be empty
    QString whatToDo;     ///< may be empty
};
ErrorText errorText(const Error &error);

/// The three as one line.
QString sentence(const Error &error);

} // namespace hufu
