// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/pki/Key.h"
#include "models/store/Connection.h"
#include "models/store/OutsideCheckpoint.h"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace hufu {

/// Takes signed commands, decides, and appends what happened to the journal: verify ▸ decide ▸ append. The only writer of journal and
/// projection. One object is used by one thread at a time; several processes may each have one over the same home.
class Authority {
public:
    struct Settings {
        std::string databasePath;
        std::string checkpointPath; ///< of the newest checkpoint outside the database
        Clock clock = systemNow;
    };
    /// Opens the database (migrating it) and the authority's key in its vault.
    static Result<Authority> open(const SecureBytes &databaseKey, Settings settings);

    /// Decides one command and makes the answer durable before returning it. A refused command is journaled as command.refused and comes
    /// back as its named error; a command id that was taken before is Replayed, except that the identical bytes give the first receipt again.
    Result<Receipt> submit(BytesView signedCommand, std::span<const Blob> blobs);

    Connection &connection() { return m_connection; }

private:
    Authority(Connection connection, PrivateKey key, Settings settings);
    Result<Receipt> decideAndAppend(BytesView signedCommand, std::span<const Blob> blobs);

    Connection m_connection;
    PrivateKey m_key;
    Settings m_settings;
    std::unique_ptr<CheckpointKeeper> m_keeper;
};

} // namespace hufu
