// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Beginnings.h"

#include <algorithm>
#include <vector>

namespace hufu {
namespace {

constexpr struct {
    IdOf what;
    const char *read; ///< ?1 what an id begins with, ?2 the first that does not any more
    const char *several, *none;
} kinds[] = {
    {IdOf::Request, "SELECT id FROM request WHERE id >= ?1 AND id < ?2 LIMIT 2", "several requests begin like this: give more characters", "there is no such request"},
    {IdOf::Pending, "SELECT id FROM pending WHERE id >= ?1 AND id < ?2 LIMIT 2", "several commands begin like this: give more characters",
     "no command of this id waits for signatures"},
    {IdOf::Ceremony, "SELECT id FROM ceremony WHERE id >= ?1 AND id < ?2 AND fate < 3 LIMIT 2", "several ceremonies begin like this: give more characters",
     "no ceremony of this id"},
    {IdOf::Queued, "SELECT command_id FROM outbox WHERE command_id >= ?1 AND command_id < ?2 LIMIT 2", "several commands begin like this: give more characters",
     "nothing of this id waits here; it may have been sent"},
    {IdOf::Workstation, "SELECT id FROM workstation WHERE id >= ?1 AND id < ?2 LIMIT 2", "several workstations begin like this: give more characters",
     "no workstation of this id was enrolled"},
};

std::string lowerCase(std::string_view text)
{
    std::string made(text);
    std::ranges::transform(made, made.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return made;
}

/// Of nothing but what ids and hashes are made of: the texts between a beginning and the same with "~" behind it are those that begin so.
bool isBeginning(std::string_view text) { return text.find_first_not_of("0123456789abcdef-") == std::string_view::npos; }

} // namespace

Result<std::string> idBeginning(Connection &connection, IdOf what, std::string_view given)
{
    const auto &kind = *std::ranges::find(kinds, what, [](const auto &one) { return one.what; });
    const std::string wanted = lowerCase(given);
    if (!isBeginning(wanted))
        return fail(ErrorCode::NotFound, kind.none, std::string(given));
    if (wanted.size() < shortestIdBeginning)
        return fail(ErrorCode::InvalidArgument, "an id, or at least its first four characters, is needed", std::string(given));
    Result<Statement> read = connection.prepare(kind.read);
    if (!read)
        return fail(read.error());
    std::vector<std::string> found;
    const std::string end = wanted + '~';
    const Result<void> done = forEachRow(read->bind(1, wanted).bind(2, std::string_view(end)), [&](const Statement &row) { found.emplace_back(row.text(0)); });
    if (!done)
        return fail(done.error());
    if (found.size() > 1)
        return fail(ErrorCode::InvalidArgument, kind.several, std::string(given));
    return found.empty() ? Result<std::string>(fail(ErrorCode::NotFound, kind.none, std::string(given))) : found.front();
}

Result<Sha256> certificateBeginning(Connection &connection, std::string_view given)
{
    std::string wanted = lowerCase(given);
    std::erase(wanted, ':');
    if (wanted.size() < shortestHashBeginning || wanted.size() > 2 * Sha256().size() || wanted.find_first_not_of("0123456789abcdef") != std::string::npos)
        return fail(ErrorCode::InvalidArgument, "a certificate is named by its SHA-256, or at least the first six digits of it", std::string(given));
    // The range of whole values that begin so; a digit too many stands for half a byte.
    const auto filled = [&](char with) { return fromHex(wanted + std::string(2 * Sha256().size() - wanted.size(), with)); };
    const Result<Bytes> first = filled('0'), last = filled('f');
    if (!first || !last)
        return fail(first ? last.error() : first.error());
    Result<Statement> read = connection.prepare("SELECT blob.sha256 FROM blob JOIN certificate ON certificate.id = blob.id WHERE blob.sha256 >= ?1 AND blob.sha256 <= ?2 LIMIT 2");
    if (!read)
        return fail(read.error());
    std::vector<Sha256> found;
    const Result<void> done = forEachRow(read->bind(1, BytesView(*first)).bind(2, BytesView(*last)), [&](const Statement &row) { found.push_back(row.digest(0)); });
    if (!done)
        return fail(done.error());
    if (found.size() > 1)
        return fail(ErrorCode::InvalidArgument, "several certificates begin like this: give more digits", std::string(given));
    return found.empty() ? Result<Sha256>(fail(ErrorCode::NotFound, "no such certificate", std::string(given))) : found.front();
}

} // namespace hufu
