// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Uuid.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "tests/support/Server.h"

namespace hufu::test {

/// What a server that lies has in its hands: its database, the authority's key, and an entry that a console has not seen yet. Hashes and checkpoint are made
/// anew over what it makes of it.
struct Lie {
    Token &officer;          ///< as if one of them took part in it
    PrivateKey authorityKey;
    HouseRecord house;
    Entry before, entry;     ///< the newest two
    Command command;         ///< in `entry`
    Checkpoint checkpoint;   ///< over `entry`
    PrivateKey checkpointKey;
    bool hashed = true;      ///< whether the entry's hash is made to fit it

    /// Has `changed` be what the entry is about.
    void sign(const Command &changed);
    void signAs(const PrivateKey &key, BytesView certificate, const Command &changed);
    /// The same command by somebody whom nobody registered.
    void signByStranger();
    /// One of the authority's own that no release knows, in the entry's place or after it.
    void signUnknownKind();
    void followWithUnknownKind();
    /// Another command of that officer in its place.
    Command another() const
    {
        Command other = command;
        other.id = newUuid();
        return other;
    }

private:
    void carry(Bytes signedCommand);
};

/// The server's newest entry, a filter that was saved at `console`, made a lie: the server, which runs, is stopped for it and started again. Fails the test when it
/// cannot be done.
void tellLie(ServerHouse &house, const QString &console, const std::function<void(Lie &)> &work);

} // namespace hufu::test
