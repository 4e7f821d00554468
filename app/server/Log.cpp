// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/Log.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Time.h"

#include <QJsonDocument>

#include <unistd.h>

namespace hufu::server {

void log(const char *level, const char *event, QJsonObject members)
{
    members.insert("time", qstr(toIso(systemNow())));
    members.insert("level", QLatin1String(level));
    members.insert("event", QLatin1String(event));
    const QByteArray line = QJsonDocument(members).toJson(QJsonDocument::Compact) + '\n';
    // One write for a line: lines of several threads do not mix. A log that cannot be written stops nothing.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.constData(), std::size_t(line.size()));
}

void logError(const char *event, const Error &error)
{
    log("error", event, {{"code", errorName(error.code)}, {"detail", qstr(error.detail)}, {"subject", qstr(error.subject)}});
}

} // namespace hufu::server
