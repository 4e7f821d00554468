// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Entry.h"
#include "models/store/Connection.h"

#include <QJsonObject>

#include <map>

namespace hufu {

/// What people call the things that entries name by an id or a fingerprint, by just that: a person's name, the common name of a CA, the names
/// a request asks for, a certificate's title.
using EntryNames = std::map<std::string, std::string, std::less<>>;

/// Adds the names of what one entry is about. Of many things the first: nobody reads a list of ten thousand. `payload`, of its command, may be
/// empty; then only what the entry itself says is looked up.
Result<void> readEntryNames(Connection &connection, const Entry &entry, const QJsonObject &payload, EntryNames &names);

/// The subject of an entry or an error as people say it: the name in place of the id or fingerprint that it begins with. As it is where nobody has another
/// name for it.
Result<std::string> nameInPlaceOfId(Connection &connection, const std::string &subject);

} // namespace hufu
