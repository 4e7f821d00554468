// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QJsonObject>

namespace hufu::server {

/// One JSON object a line on standard error, where journald or a log shipper takes it: "time", "level", "event" and the event's own members. Never
/// given a body, a header or a passphrase. Thread-safe.
void log(const char *level, const char *event, QJsonObject members = {});
void logError(const char *event, const Error &error);

} // namespace hufu::server
