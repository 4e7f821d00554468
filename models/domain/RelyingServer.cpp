// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RelyingServer.h"

#include "models/domain/JsonFields.h"
#include "models/domain/TopicRules.h"

#include <algorithm>
#include <set>

namespace hufu {
namespace {

constexpr qsizetype mostHeldCrls = 100;
constexpr std::size_t longestTrouble = 2000;

} // namespace

QJsonObject toJson(const RelyingReport &report)
{
    QJsonArray crls;
    for (const RelyingReport::Held &held : report.crls)
        crls.append(QJsonObject{{"ca", qstr(held.ca)}, {"number", qint64(held.number)}});
    return {{"id", qstr(report.server)}, {"name", qstr(report.name)}, {"crls", crls}, {"trouble", qstr(report.trouble)}};
}

Result<RelyingReport> relyingReportFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    RelyingReport report{fields.text("id", 36, 36), fields.text("name", 200, 1), {}, {}};
    std::set<std::string> seen;
    for (const QJsonValue item : fields.array("crls", mostHeldCrls)) {
        const QJsonObject object = item.toObject();
        JsonFields held(object);
        RelyingReport::Held one{held.text("ca", 36, 36), std::uint64_t(held.integer("number", 1, (std::int64_t(1) << 53) - 1))};
        if (Result<void> good = held.finish(); !good)
            return fail(good.error());
        if (!seen.insert(one.ca).second)
            fields.wrong("crls", "names a CA twice");
        report.crls.push_back(std::move(one));
    }
    report.trouble = fields.text("trouble", longestTrouble);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return report;
}

bool RelyingServer::says(const RelyingReport &report) const
{
    const auto isKnown = [&](const RelyingReport::Held &held) {
        const auto at = crls.find(held.ca);
        return at != crls.end() && at->second == held.number;
    };
    return sequence > 0 && trouble == report.trouble && std::ranges::all_of(report.crls, isKnown);
}

bool RelyingServer::isNews(const RelyingReport &report) const
{
    return std::ranges::any_of(report.crls, [&](const RelyingReport::Held &held) {
        const auto at = highest.find(held.ca);
        return at == highest.end() || held.number > at->second;
    });
}

std::optional<Instant> RelyingServer::heldBackUntil(const RelyingReport &report, Instant now) const
{
    const Instant until = talked + betweenTalk;
    return isNews(report) || now >= until ? std::nullopt : std::optional(until);
}

Result<Ruling> ruleOnRelyingReport(const Facts &facts, const Command &command, Instant now)
{
    const Result<RelyingReport> report = relyingReportFromJson(command.payload);
    if (!report)
        return fail(report.error());
    if (!facts.workstation || !facts.workstation->active || !facts.workstation->relying || facts.workstation->name != report->name)
        return fail(ErrorCode::Conflict, "no such relying server is let in", report->name);
    for (const RelyingReport::Held &held : report->crls) {
        const auto ca = std::ranges::find(facts.cas, held.ca, [](const CertificateAuthority &one) { return one.plan.id; });
        if (ca == facts.cas.end())
            return fail(ErrorCode::NotFound, "no such CA", held.ca);
        if (held.number > ca->crlNumber)
            return fail(ErrorCode::FromTheFuture, "a CRL that was never signed: " + std::to_string(held.number), ca->plan.commonName);
    }
    if (command.version >= 2 && facts.relying && facts.relying->heldBackUntil(*report, now))
        return fail(ErrorCode::LimitExceeded, "a relying server that has no newer CRL is heard once in five minutes", report->name);
    return Ruling{};
}

} // namespace hufu
