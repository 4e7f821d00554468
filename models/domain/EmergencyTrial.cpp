// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/EmergencyTrial.h"

#include "models/domain/JsonFields.h"
#include "models/domain/Policy.h"

#include <algorithm>
#include <set>

namespace hufu {
namespace {

constexpr std::size_t longestTrialDetail = 500;

constexpr std::pair<EntryOutcome, const char *> outcomeNames[] = {
    {EntryOutcome::Refused, "refused"}, {EntryOutcome::Accepted, "accepted"}, {EntryOutcome::Unproven, "unproven"},
    {EntryOutcome::Unreached, "unreached"}};

Result<EmergencyTrial::Line> trialLineFrom(const QJsonObject &object)
{
    JsonFields fields(object);
    EmergencyTrial::Line line;
    line.endpoint = fields.text("endpoint", longestRelyingEndpoint, 1);
    const Result<EntryWay> way = entryWayFromName(fields.text("way", 20, 1));
    const Result<EntryOutcome> outcome = entryOutcomeFromName(fields.text("outcome", 20, 1));
    if (!way)
        fields.wrong("way", "is no way in");
    if (!outcome)
        fields.wrong("outcome", "is no outcome");
    line.way = way.value_or(EntryWay::NewHandshake);
    line.outcome = outcome.value_or(EntryOutcome::Unproven);
    line.at = fields.instant("at");
    line.detail = fields.text("detail", longestTrialDetail);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return line;
}

} // namespace

const char *entryWayName(EntryWay way)
{
    switch (way) {
    case EntryWay::NewHandshake: return "new-handshake";
    case EntryWay::SavedSession: return "saved-session";
    case EntryWay::OpenConnection: return "open-connection";
    }
    return "";
}

Result<EntryWay> entryWayFromName(std::string_view name)
{
    const auto at = std::ranges::find(allEntryWays, name, [](EntryWay way) { return std::string_view(entryWayName(way)); });
    return at != std::end(allEntryWays) ? Result<EntryWay>(*at) : fail(ErrorCode::Malformed, "no such way in: " + std::string(name));
}

const char *entryOutcomeName(EntryOutcome outcome)
{
    return std::ranges::find(outcomeNames, outcome, &std::pair<EntryOutcome, const char *>::first)->second;
}

Result<EntryOutcome> entryOutcomeFromName(std::string_view name)
{
    const auto at = std::ranges::find(outcomeNames, name, [](const auto &one) { return std::string_view(one.second); });
    return at != std::end(outcomeNames) ? Result<EntryOutcome>(at->first) : fail(ErrorCode::Malformed, "no such outcome: " + std::string(name));
}

bool EmergencyTrial::isRefused() const
{
    return count(EntryOutcome::Refused) > 0 && !isOpen();
}

std::size_t EmergencyTrial::count(EntryOutcome outcome) const { return static_cast<std::size_t>(std::ranges::count(lines, outcome, &Line::outcome)); }

const EmergencyTrial::Line *EmergencyTrial::accepted() const
{
    const auto at = std::ranges::find(lines, EntryOutcome::Accepted, &Line::outcome);
    return at == lines.end() ? nullptr : &*at;
}

QJsonObject toJson(const EmergencyTrial &trial)
{
    QJsonArray lines;
    for (const EmergencyTrial::Line &line : trial.lines)
        lines.append(QJsonObject{{"endpoint", qstr(line.endpoint)}, {"way", entryWayName(line.way)}, {"outcome", entryOutcomeName(line.outcome)},
                                 {"at", qstr(toIso(line.at))}, {"detail", qstr(line.detail.substr(0, longestTrialDetail))}});
    return {{"emergency", qstr(trial.emergency)}, {"canary", qstr(toHex(trial.canary))}, {"lines", lines}};
}

Result<EmergencyTrial> emergencyTrialFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    EmergencyTrial trial;
    trial.emergency = fields.text("emergency", 36, 36);
    trial.canary = fields.digest("canary");
    std::set<std::pair<std::string, EntryWay>> seen;
    for (const QJsonValue item : fields.array("lines", qsizetype(std::size(allEntryWays)) * mostRelyingEndpoints)) {
        Result<EmergencyTrial::Line> line = trialLineFrom(item.toObject());
        if (!line)
            return fail(line.error());
        if (!seen.insert({line->endpoint, line->way}).second)
            fields.wrong("lines", "names one way twice");
        trial.lines.push_back(std::move(*line));
    }
    if (trial.lines.empty())
        fields.wrong("lines", "is empty");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return trial;
}

} // namespace hufu
