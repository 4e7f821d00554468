// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QString>
#include <QStringList>

namespace hufu {

// The openssl command makes what a sample finds: keys, requests, certificates of others.

/// Runs it in a folder. NotFound when it is not installed, Internal with what it said.
Result<void> openssl(const QString &folder, const QStringList &words);
/// A private key in a file of that folder: "ec", "rsa2048", "rsa1024".
Result<void> makeKey(const QString &folder, const QString &file, const char *kind);

} // namespace hufu
