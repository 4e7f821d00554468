// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <string>
#include <vector>

namespace hufu::ctl {

/// Prints the error's sentence to standard error (as a JSON object with --json) and gives the exit code.
ExitCode report(const Error &error, bool json);
/// The same for words that do not fit the command.
ExitCode reportUsage(const char *detail, bool json);

void printLine(const std::string &text);
/// A sentence to standard output …
void say(const QString &sentence);
/// … and one that is no result, such as a warning, to standard error, behind the program's name.
void warn(const QString &sentence);
/// One JSON value with a line break.
void printJson(const QJsonValue &value);
/// A name in so many columns, and what it stands for behind it.
void printField(const QString &name, const std::string &value, std::size_t width = 16);
/// Columns as wide as their widest cell; wide (Chinese) characters count two. The last column is not padded.
void printTable(const QStringList &titles, const std::vector<std::vector<std::string>> &rows);
/// A command's list: the objects with --json, else the table.
void printList(bool json, const QJsonArray &objects, const QStringList &titles, const std::vector<std::vector<std::string>> &rows);

/// Writes to `path`, or to standard output when it is empty or "-".
Result<void> writeOutput(const std::string &path, const std::string &content);
/// The same for a command's result. With --json, `about` is printed together with what was written: "path", "bytes" and "sha256" of the
/// file, or where no file was named the content itself, as "text" or "base64".
Result<void> writeResult(const Arguments &arguments, const std::string &content, QJsonObject about);

} // namespace hufu::ctl
