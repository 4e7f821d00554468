// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/LintStore.h"

namespace hufu {
namespace {

struct Position {
    int ruleSet = 0;
    std::int64_t upTo = 0;
};

Result<Position> readPosition(Connection &connection)
{
    Result<Statement> statement = connection.prepare("SELECT rule_set, up_to FROM linted");
    if (!statement)
        return fail(statement.error());
    const Result<bool> row = statement->step();
    if (!row)
        return fail(row.error());
    return *row ? Position{static_cast<int>(statement->integer(0)), statement->integer(1)} : Position{};
}

Result<void> writePosition(Connection &connection, Position position)
{
    Result<Statement> statement = connection.prepare("INSERT OR REPLACE INTO linted (id, rule_set, up_to) VALUES (1, ?1, ?2)");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, std::int64_t(position.ruleSet)).bind(2, position.upTo);
    return statement->run();
}

} // namespace

Result<std::int64_t> beginLinting(Connection &connection, int ruleSet)
{
    const Result<Position> before = readPosition(connection);
    if (!before)
        return fail(before.error());
    if (before->ruleSet == ruleSet)
        return before->upTo;
    return connection.transaction([&]() -> Result<std::int64_t> {
        const Result<Position> now = readPosition(connection);
        if (!now)
            return fail(now.error());
        if (now->ruleSet == ruleSet) // another process was quicker
            return now->upTo;
        if (Result<void> cleared = connection.execute("DELETE FROM lint"); !cleared)
            return fail(cleared.error());
        if (Result<void> written = writePosition(connection, {ruleSet, 0}); !written)
            return fail(written.error());
        return 0;
    });
}

Result<std::vector<LintTask>> readLintTasks(Connection &connection, std::int64_t after, int limit)
{
    Result<Statement> statement = connection.prepare("SELECT certificate.id, validation_class, bytes FROM certificate JOIN blob USING (id)"
                                                     " WHERE certificate.id > ?1 ORDER BY certificate.id LIMIT ?2");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, after).bind(2, std::int64_t(limit));
    std::vector<LintTask> tasks;
    for (;;) {
        const Result<bool> row = statement->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return tasks;
        tasks.push_back({statement->integer(0), static_cast<ValidationClass>(statement->integer(1)), bytesOf(statement->blob(2))});
    }
}

Result<void> storeLints(Connection &connection, int ruleSet, std::int64_t after, std::span<const LintOutcome> outcomes)
{
    if (outcomes.empty())
        return {};
    return connection.transaction([&]() -> Result<void> {
        const Result<Position> position = readPosition(connection);
        if (!position)
            return fail(position.error());
        if (position->ruleSet != ruleSet || position->upTo != after)
            return fail(ErrorCode::Conflict, "linting went on elsewhere: up to " + std::to_string(position->upTo));
        Result<Statement> insert = connection.prepare("INSERT OR IGNORE INTO lint (certificate_id, rule, observed) VALUES (?1, ?2, ?3)");
        if (!insert)
            return fail(insert.error());
        for (const LintOutcome &outcome : outcomes) {
            for (const Finding &finding : outcome.findings) {
                insert->bind(1, outcome.certificateId)
                    .bind(2, static_cast<std::int64_t>(finding.rule))
                    .bind(3, std::string_view(finding.observed));
                if (Result<void> done = insert->run(); !done)
                    return done;
            }
        }
        return writePosition(connection, {ruleSet, outcomes.back().certificateId});
    });
}

Result<std::int64_t> countUnlinted(Connection &connection)
{
    return connection.integer("SELECT count(*) FROM certificate WHERE id > coalesce((SELECT up_to FROM linted), 0)");
}

} // namespace hufu
