// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TextFolding.h"

#include <QString>

namespace hufu {
namespace {

// Chinese, Japanese and Korean text has no case: folding those (E3 80 80 … E9 BF BF) through UTF-16 would only cost time.
bool hasCaseBeyondAscii(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            ++at;
        } else if (byte >= 0xE3 && byte <= 0xE9 && at + 2 < text.size()) {
            at += 3;
        } else {
            return true;
        }
    }
    return false;
}

} // namespace

void appendFolded(std::string &target, std::string_view text)
{
    if (hasCaseBeyondAscii(text)) {
        const QByteArray bytes = QString::fromUtf8(text.data(), qsizetype(text.size())).toCaseFolded().toUtf8();
        target.append(bytes.constData(), std::size_t(bytes.size()));
        return;
    }
    const std::size_t start = target.size();
    target.append(text);
    for (std::size_t at = start; at < target.size(); ++at) {
        const char c = target[at];
        target[at] = static_cast<char>(c + ((c >= 'A' && c <= 'Z') ? 'a' - 'A' : 0));
    }
}

std::string folded(std::string_view text)
{
    std::string result;
    appendFolded(result, text);
    return result;
}

} // namespace hufu
