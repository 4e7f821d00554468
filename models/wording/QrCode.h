// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include <string>

namespace hufu {

/// A QR code (ISO/IEC 18004) of a short ASCII text, black on white with the quiet zone of four modules, four pixels a module; null when it does not fit.
QImage qrCode(const std::string &text);
/// The same for rich text: an image of so many pixels. Needs no file.
QString qrImage(const std::string &text, int pixels);

} // namespace hufu
