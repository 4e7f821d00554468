// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"
#include "models/base/Bytes.h"

#include <QString>

namespace hufu {

/// A report as a PDF, A4, with the text as text. Classes that the style knows: "label", "head". Needs a QGuiApplication, and fonts that have what
/// names are written with; any thread. Internal when Qt could not write it.
Result<Bytes> pdfOf(const QString &title, const QString &html);

} // namespace hufu
