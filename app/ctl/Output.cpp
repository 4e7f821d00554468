// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Output.h"

#include "app/ctl/CtlText.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/Digest.h"
#include "models/store/AtomicFile.h"
#include "models/wording/ErrorText.h"

#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace hufu::ctl {
namespace {

std::size_t displayWidth(const std::string &text)
{
    std::size_t width = 0;
    for (const char32_t c : qstr(text).toUcs4()) {
        // East Asian wide and fullwidth blocks (UAX #11), as far as they occur in names.
        const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) || c >= 0x20000;
        width += wide ? 2 : 1;
    }
    return width;
}

/// The words on the command line that answer an error; empty where none do.
QString answerTo(const Error &error)
{
    switch (error.code) {
    case ErrorCode::CosignerNeeded:
        return CtlText::tr("--cosign NAME --cosign-passphrase-file P adds a signature at this desk (of who signs with a USBKey, --cosign-card-pin-file P); --pending, where a "
                           "command takes it, leaves it to others at theirs.");
    case ErrorCode::OfficerCardNeeded: return CtlText::tr("--card-pin-file P gives the PIN of one's own USBKey, --cosign-card-pin-file P that of who signs too.");
    case ErrorCode::Pending: return CtlText::tr("hufuctl pending sign %1 gives a signature that is missing, hufuctl pending list says whose.").arg(qstr(error.subject));
    case ErrorCode::Queued: return CtlText::tr("hufuctl outbox list shows it.");
    default: return {};
    }
}

} // namespace

ExitCode report(const Error &error, bool json)
{
    if (json) {
        printJson(QJsonObject{{"error", QJsonObject{{"code", errorName(error.code)},
                                                    {"subject", qstr(error.subject)},
                                                    {"detail", qstr(error.detail)},
                                                    {"sentence", sentence(error)}}}});
    } else {
        std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, utf8(sentence(error)).c_str());
        if (!error.detail.empty())
            std::fprintf(stderr, "  (%s: %s)\n", errorName(error.code), error.detail.c_str());
        if (const QString answer = answerTo(error); !answer.isEmpty())
            std::fprintf(stderr, "  %s\n", qUtf8Printable(answer));
    }
    return exitCodeOf(error);
}

ExitCode reportUsage(const char *detail, bool json) { return report(fail(ErrorCode::InvalidArgument, detail).error(), json); }

void printLine(const std::string &text) { std::printf("%s\n", text.c_str()); }

void say(const QString &sentence) { printLine(utf8(sentence)); }

void warn(const QString &sentence) { std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, qUtf8Printable(sentence)); }

void printJson(const QJsonValue &value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    std::printf("%s\n", document.toJson(QJsonDocument::Compact).constData());
}

void printField(const QString &name, const std::string &value, std::size_t width)
{
    const std::string text = utf8(name);
    printLine(text + std::string(width - std::min(width - 1, displayWidth(text)), ' ') + value);
}

void printTable(const QStringList &titles, const std::vector<std::vector<std::string>> &rows)
{
    std::vector<std::string> heads;
    std::vector<std::size_t> widths;
    for (const QString &title : titles) {
        heads.push_back(utf8(title));
        widths.push_back(displayWidth(heads.back()));
    }
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], displayWidth(row[i]));
    }
    const auto print = [&](const std::vector<std::string> &cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line += cells[i];
            if (i + 1 < cells.size())
                line.append(widths[i] - displayWidth(cells[i]) + 2, ' ');
        }
        printLine(line);
    };
    print(heads);
    for (const auto &row : rows)
        print(row);
}

void printList(bool json, const QJsonArray &objects, const QStringList &titles, const std::vector<std::vector<std::string>> &rows)
{
    if (json)
        printJson(objects);
    else
        printTable(titles, rows);
}

Result<void> writeOutput(const std::string &path, const std::string &content)
{
    if (path.empty() || path == "-") {
        std::fwrite(content.data(), 1, content.size(), stdout);
        return {};
    }
    return writeFileAtomically(path, viewOf(content));
}

Result<void> writeResult(const Arguments &arguments, const std::string &content, QJsonObject about)
{
    const std::string path = arguments.value("output");
    const bool toFile = !path.empty() && path != "-";
    if (toFile || !arguments.has("json")) {
        if (Result<void> written = writeOutput(path, content); !written)
            return written;
    }
    if (!arguments.has("json"))
        return {};
    if (toFile) {
        about.insert("path", qstr(path));
        about.insert("bytes", qint64(content.size()));
        about.insert("sha256", qstr(toHex(sha256(viewOf(content)))));
    } else if (QUtf8StringView(content.data(), qsizetype(content.size())).isValidUtf8() && content.find('\0') == std::string::npos) {
        about.insert("text", qstr(content));
    } else {
        about.insert("base64", qstr(toBase64(viewOf(content))));
    }
    printJson(about);
    return {};
}

} // namespace hufu::ctl
