// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/SharedFollower.h"

namespace hufu::server {
namespace {

constexpr auto look = std::chrono::milliseconds(500); ///< without news: what other programs wrote here comes without any

} // namespace

Result<std::unique_ptr<SharedFollower>> SharedFollower::start(const std::string &databasePath, const SecureBytes &databaseKey, SharedJournal::Settings settings)
{
    Result<Connection> local = Connection::open(databasePath, databaseKey, Connection::Access::ReadWrite);
    if (!local)
        return fail(local.error());
    settings.mayBeAway = true;
    Result<std::unique_ptr<SharedJournal>> shared = SharedJournal::open(*local, databaseKey, std::move(settings));
    if (!shared)
        return fail(shared.error());
    return std::unique_ptr<SharedFollower>(new SharedFollower(std::move(*local), std::move(*shared)));
}

SharedFollower::SharedFollower(Connection local, std::unique_ptr<SharedJournal> shared)
    : m_local(std::move(local)), m_shared(std::move(shared)), m_thread([this](const std::stop_token &stop) { follow(stop); })
{
}

std::optional<Error> SharedFollower::trouble() const
{
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

void SharedFollower::follow(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        Result<void> level = m_shared->pull(m_local);
        if (level) {
            const Result<bool> unpushed = m_shared->hasUnpushed(m_local);
            level = !unpushed ? fail(unpushed.error()) : *unpushed ? m_shared->transaction(m_local, [] { return Result<void>(); }) : Result<void>();
        }
        {
            const std::lock_guard lock(m_mutex);
            m_trouble = level ? std::nullopt : std::optional(level.error());
        }
        m_shared->await(look);
    }
}

} // namespace hufu::server
