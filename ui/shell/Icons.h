// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Colours.h"

#include <QIcon>

namespace hufu {

/// A single-coloured icon by its freedesktop name ("edit-find"), from the Breeze theme or, where that lacks one, from our own resources.
/// Painted in the text colour of the moment's palette, hence right in both themes without being made again.
QIcon themeIcon(const QString &name);
/// The same in a tone's colour.
QIcon themeIcon(const QString &name, Tone tone);

} // namespace hufu
