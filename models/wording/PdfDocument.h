// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <QString>

namespace hufu {

/// A PDF, A4, of rich text, with the text as text: h1, h2, table, code; classes "label" and "head" are grey. Needs a QGuiApplication, and fonts that have
/// what names are written with; any thread. Internal when Qt could not write it.
Result<Bytes> makePdf(const QString &title, const QString &html);

} // namespace hufu
