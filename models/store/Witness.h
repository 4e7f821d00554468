// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/journal/Verification.h"
#include "models/store/Connection.h"
#include "models/store/JournalStore.h"

namespace hufu {

/// Decides one entry again, by what `connection` has come to before it (at `head`): what is wrong, or nothing. An error is of the database.
Result<std::optional<Break>> decideAgain(Connection &connection, const JournalHead &head, const Entry &entry, const Command &command,
                                         std::vector<Bytes> signers);

/// A fork that a refused entry lays open: whoever signed its command is registered, and had seen another entry than the one here under the number that it is
/// based on. Nothing of an entry whose command cannot be read. An error is of the database.
Result<std::optional<Break>> forkInRefused(Connection &connection, const JournalHead &head, const Entry &entry, const Command &command, std::vector<Bytes> signers);

/// Decides every entry again, as the authority had to, from nothing but the entries before it, and compares (design: witnesses). Keeps a
/// projection of its own in memory, without imported certificates, on which no decision rests. Used by one thread.
class Witness {
public:
    static Result<Witness> make();

    /// An entry in its order, with its command taken apart; none for a refused one. What is wrong with it, or nothing. An error is of the
    /// witness's own memory, not of the journal.
    Result<std::optional<Break>> take(const Entry &entry, const Command *command, std::vector<Bytes> signers);

private:
    explicit Witness(Connection connection) : m_connection(std::move(connection)) {}

    Connection m_connection;
    JournalHead m_head;
};

} // namespace hufu
