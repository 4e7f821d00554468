// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace hufu::parts {

// What reports are put together from: rich text for QTextDocument. Everything that comes from outside is escaped.

QString esc(const QString &plain);
QString esc(const std::string &utf8);
QString mono(const QString &plain);
QString hex(BytesView bytes); ///< "AB:CD"
QString lines(const std::vector<std::string> &values);
QString moment(Instant instant); ///< local, with its offset from UTC
QString section(const QString &heading, const QString &content);
QString row(const QString &label, const QString &richText); ///< nothing when the text is empty
QString table(const QString &rows);

QStringList families(); ///< of the fonts that reports are written in

/// A PDF, A4, with the text as text. Needs a QGuiApplication, and fonts that have what names are written with; any thread. Internal when Qt
/// could not write it.
Result<Bytes> pdfOf(const QString &title, const QString &html);

} // namespace hufu::parts
