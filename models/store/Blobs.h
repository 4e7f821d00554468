// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/store/Connection.h"

#include <span>

namespace hufu {

/// Public bytes named by their SHA-256: certificates, later CSRs and documents. One object of this class keeps its
/// statements prepared, for batches.
class Blobs {
public:
    static Result<Blobs> over(Connection &connection);

    /// The blob's id, and whether it is new.
    struct Stored {
        std::int64_t id = 0;
        bool added = false;
    };
    Result<Stored> put(const Sha256 &sha256, BytesView bytes);
    Result<std::optional<std::int64_t>> find(const Sha256 &sha256);

private:
    Blobs(Connection &connection, Statement find, Statement insert)
        : m_connection(&connection), m_find(std::move(find)), m_insert(std::move(insert)) {}
    Connection *m_connection;
    Statement m_find, m_insert;
};

/// Those blobs in the order asked for, as many as there are within `mostBytes`, but one at least. NotFound for one that is not there.
Result<std::vector<Blob>> readBlobsNamed(Connection &connection, std::span<const Sha256> names, std::size_t mostBytes);

} // namespace hufu
