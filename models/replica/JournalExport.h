// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"

namespace hufu {

/// What the command inside an entry says, without judging who signed it: that is verification's work. The entry must have come with its command.
Result<QJsonObject> commandContent(const Entry &entry);

enum class JournalFormat { Csv, Json };

/// The whole journal as one text: CSV with byte order mark, or a JSON array. Every entry with its hash and the hash before, the command's
/// content decoded; verifiable by others through entryPreimage(). Blocks.
Result<std::string> journalText(House &house, JournalFormat format);

/// Writes every signed command as NNNNNN.der into a folder, with authority.pem, checkpoint.json, and verify.sh, which has `openssl cms -verify`
/// check each at its time. The number of commands written. Blocks.
Result<int> exportCommands(House &house, const std::string &folder);

} // namespace hufu
