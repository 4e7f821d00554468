// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/QrCode.h"

#include <QBuffer>

#include <qrencode.h>

#include <memory>

namespace hufu {

QImage qrCode(const std::string &text)
{
    constexpr int quiet = 4, scale = 4;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
    if (!code)
        return {};
    QImage image(code->width + 2 * quiet, code->width + 2 * quiet, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if (code->data[y * code->width + x] & 1)
                image.setPixel(x + quiet, y + quiet, qRgb(0, 0, 0));
        }
    }
    return image.scaled(image.size() * scale);
}

QString qrImage(const std::string &text, int pixels)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (!qrCode(text).save(&buffer, "PNG"))
        return {};
    return QStringLiteral("<img src='data:image/png;base64,%1' width='%2' height='%2'>").arg(QString::fromLatin1(png.toBase64())).arg(pixels);
}

} // namespace hufu
