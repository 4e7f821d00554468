// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/EmergencyRecord.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/CaRules.h"
#include "models/replica/House.h"
#include "models/replica/JournalExport.h"
#include "models/store/CaReader.h"
#include "models/store/EmergencyReader.h"
#include "models/store/IssuanceReader.h"
#include "models/store/Workstations.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace hufu {
namespace {

constexpr std::size_t mostReplacementsRead = 1000;

Result<Emergency> emergencyBeginning(Connection &connection, const std::string &id)
{
    Result<std::optional<Emergency>> exact = readEmergency(connection, id);
    if (!exact)
        return fail(exact.error());
    if (*exact)
        return std::move(**exact);
    const Result<std::vector<Emergency>> all = readEmergencies(connection, EmergencyChoice::All);
    if (!all)
        return fail(all.error());
    std::optional<Emergency> found;
    for (const Emergency &one : *all) {
        if (id.empty() || !one.form.id.starts_with(id))
            continue;
        if (found)
            return fail(ErrorCode::InvalidArgument, "several emergencies begin so", id);
        found = one;
    }
    return found ? Result<Emergency>(std::move(*found)) : fail(ErrorCode::NotFound, "there is no such emergency", id);
}

Result<void> readSteps(Connection &connection, EmergencyRecord &record, const std::vector<Person> &people)
{
    const Result<std::vector<Sequence>> entries = readEmergencyEntries(connection, record.emergency.form.id);
    if (!entries)
        return fail(entries.error());
    for (Sequence sequence : *entries) {
        const Result<std::optional<Entry>> whole = readEntry(connection, sequence);
        if (!whole)
            return fail(whole.error());
        if (!*whole)
            return fail(ErrorCode::JournalBroken, "there is no entry " + std::to_string(sequence));
        const Result<QJsonObject> command = commandContent(**whole);
        Result<SignedAct> act = command ? readSignedAct(connection, sequence) : fail(command.error());
        if (!act)
            return fail(act.error());
        EmergencyRecord::Step step;
        step.payload = command->value(QLatin1String("payload")).toObject();
        step.certificates = static_cast<std::size_t>(step.payload.value(QLatin1String("certificates")).toArray().size());
        if (Result<void> named = readEntryNames(connection, act->entry, step.payload, step.names); !named)
            return named;
        const auto actor = std::ranges::find(people, act->entry.actor, &Person::id);
        step.actor = actor == people.end() ? act->entry.actor : actor->name;
        step.act = std::move(*act);
        if (step.act.entry.kind == CommandKind::TryInEmergency) {
            Result<EmergencyTrial> trial = emergencyTrialFromJson(step.payload);
            if (!trial)
                return fail(trial.error());
            record.tried = {std::move(*trial), step.act.entry.time, step.actor};
        }
        record.steps.push_back(std::move(step));
    }
    return {};
}

/// Which relying servers have what this emergency put in force. An issuer that a server does not check at all is none of its business.
Result<void> readRelying(Connection &connection, const std::vector<IssuedCertificate> &issued, EmergencyRecord &record)
{
    Result<std::vector<RelyingServer>> servers = readRelyingServers(connection);
    if (!servers)
        return fail(servers.error());
    std::map<std::string, std::uint64_t> needed; // by CA
    for (std::size_t at = 0; at < record.lines.size(); ++at) {
        if (record.lines[at].revoked && record.lines[at].inForce)
            needed[issued[at].ca] = std::max(needed[issued[at].ca], record.lines[at].inForce->crlNumber);
    }
    for (RelyingServer &server : *servers) {
        bool concerned = server.crls.empty(), has = !server.crls.empty();
        for (const auto &[ca, number] : needed) {
            if (!server.crls.contains(ca))
                continue;
            concerned = true;
            has = has && server.has(ca, number);
        }
        if (concerned && !needed.empty())
            record.relying.push_back({std::move(server), has});
    }
    return {};
}

Result<void> readLines(Connection &connection, EmergencyRecord &record)
{
    const Result<std::vector<Sha256>> names = readEmergencyCertificates(connection, record.emergency.form.id);
    const Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!names || !cas)
        return fail(names ? cas.error() : names.error());
    const Result<std::vector<IssuedCertificate>> issued = readIssued(connection, *names);
    if (!issued)
        return fail(issued.error());
    // One command, one CRL, one proof are about many: each is looked up once.
    std::map<std::tuple<std::string, Sequence, Sequence>, RevocationProgress> known;
    for (const IssuedCertificate &one : *issued) {
        EmergencyRecord::Line line;
        line.sha256 = one.sha256;
        line.title = one.commonName;
        if (line.title.empty()) {
            EntryNames title;
            Entry about;
            about.subject = toHex(one.sha256);
            if (Result<void> named = readEntryNames(connection, about, {}, title); !named)
                return named;
            line.title = title.empty() ? about.subject : title.begin()->second;
        }
        const CertificateAuthority *ca = findCa(*cas, one.ca);
        line.ca = ca ? ca->plan.commonName : one.ca;
        line.revoked = one.revoked;
        line.purpose = one.purpose;
        line.service = one.service;
        if (record.lines.size() < mostReplacementsRead) {
            Result<std::optional<Sha256>> by = readReplacementOf(connection, one.sha256);
            if (!by)
                return fail(by.error());
            line.replacedBy = *by;
        }
        if (one.revoked) {
            const std::tuple key(one.ca, one.revoked->sequence, one.revoked->verified);
            auto at = known.find(key);
            if (at == known.end()) {
                const Result<std::optional<RevocationProgress>> progress = readRevocationProgress(connection, one.sha256);
                if (!progress)
                    return fail(progress.error());
                at = known.emplace(key, progress->value_or(RevocationProgress{})).first;
            }
            line.inForce = at->second.inForce;
            line.verified = at->second.verified;
        }
        record.lines.push_back(std::move(line));
    }
    return readRelying(connection, *issued, record);
}

} // namespace

bool EmergencyRecord::Line::lacksReplacement() const
{
    return revoked && revoked->reason != RevocationReason::CertificateHold && !replacedBy && (purpose == Purpose::Server || purpose == Purpose::Client) && !title.starts_with("canary-");
}

std::size_t EmergencyRecord::requestedCount() const
{
    return std::size_t(std::ranges::count_if(lines, [](const Line &line) { return line.revoked && !line.inForce; }));
}

std::size_t EmergencyRecord::verifiedCount() const
{
    return std::size_t(std::ranges::count_if(lines, [](const Line &line) { return line.revoked && line.verified; }));
}

std::optional<Instant> EmergencyRecord::decidedAt() const
{
    const auto first = std::ranges::find_if(steps, [](const Step &step) { return step.act.entry.kind == CommandKind::Revoke; });
    return first == steps.end() ? std::nullopt : std::optional(first->act.entry.time);
}

std::optional<Instant> EmergencyRecord::inForceAt() const
{
    std::optional<Instant> last;
    for (const Line &line : lines) {
        if (line.revoked && !line.inForce)
            return std::nullopt;
        if (line.inForce)
            last = std::max(last.value_or(line.inForce->since), line.inForce->since);
    }
    return last;
}

std::optional<Instant> EmergencyRecord::verifiedAt() const
{
    std::optional<Instant> last;
    for (const Line &line : lines) {
        if (line.revoked && !line.verified)
            return std::nullopt;
        if (line.verified)
            last = std::max(last.value_or(line.verified->at), line.verified->at);
    }
    return last;
}

Result<EmergencyRecord> readEmergencyRecord(House &house, const std::string &id)
{
    const Instant now = house.authorityNow();
    return house.read([&](Connection &connection) -> Result<EmergencyRecord> {
        Result<Emergency> emergency = emergencyBeginning(connection, id);
        if (!emergency)
            return fail(emergency.error());
        Result<HouseRecord> known = readHouse(connection);
        const Result<std::vector<Person>> people = known ? readPeople(connection) : fail(known.error());
        if (!people)
            return fail(people.error());
        EmergencyRecord record;
        record.house = std::move(*known);
        record.readAt = now;
        record.emergency = std::move(*emergency);
        const auto starter = std::ranges::find(*people, record.emergency.starter, &Person::id);
        record.starter = starter == people->end() ? record.emergency.starter : starter->name;
        if (Result<void> steps = readSteps(connection, record, *people); !steps)
            return fail(steps.error());
        if (Result<void> lines = readLines(connection, record); !lines)
            return fail(lines.error());
        Result<std::vector<GlassBroken>> broken = readGlassBroken(connection, now);
        if (!broken)
            return fail(broken.error());
        std::ranges::copy_if(*broken, std::back_inserter(record.glassBroken),
                             [&](const GlassBroken &one) { return !one.reviewed && one.emergency == record.emergency.form.id; });
        if (!record.steps.empty()) {
            Result<std::optional<Checkpoint>> checkpoint = readCheckpointFor(connection, record.steps.back().act.entry.sequence);
            if (!checkpoint)
                return fail(checkpoint.error());
            record.checkpoint = std::move(*checkpoint);
        }
        return record;
    });
}

QJsonObject toJson(const EmergencyRecord &record)
{
    const Emergency &emergency = record.emergency;
    QJsonArray followUps, steps, lines;
    for (const Emergency::Due &due : emergency.followUps)
        followUps.append(QJsonObject{{"what", followUpName(due.what)}, {"since", qint64(due.since)}, {"answered", qint64(due.answered)}});
    for (const EmergencyRecord::Step &step : record.steps) {
        QJsonArray signers;
        for (const SignedAct::Signer &signer : step.act.signers)
            signers.append(QJsonObject{{"name", qstr(signer.name)}, {"roles", qstr(roleNames(signer.roles))}, {"serial", qstr(toHex(signer.serial))}, {"issuer", qstr(signer.issuer)}});
        QJsonObject payload = step.payload;
        payload.remove(QLatin1String("certificates")); // they are listed below
        steps.append(QJsonObject{{"sequence", qint64(step.act.entry.sequence)},
                                 {"time", qstr(toIso(step.act.entry.time))},
                                 {"kind", qstr(step.act.entry.kind)},
                                 {"actor", qstr(step.actor)},
                                 {"certificates", qint64(step.certificates)},
                                 {"payload", payload},
                                 {"signers", signers},
                                 {"command", qstr(toHex(step.act.commandDigest))},
                                 {"hash", qstr(toHex(step.act.entry.hash))}});
    }
    for (const EmergencyRecord::Line &line : record.lines) {
        QJsonObject object{{"sha256", qstr(toHex(line.sha256))}, {"name", qstr(line.title)}, {"ca", qstr(line.ca)}};
        object["state"] = !line.revoked ? "lifted" : line.verified ? "verified" : line.inForce ? "in-force" : "requested";
        if (line.revoked) {
            object["reason"] = revocationReasonName(line.revoked->reason);
            object["revokedAt"] = qstr(toIso(line.revoked->at));
        }
        if (line.inForce)
            object["inForce"] = QJsonObject{{"crl", qint64(line.inForce->crlNumber)}, {"since", qstr(toIso(line.inForce->since))}};
        if (line.verified) {
            const RevocationProof &proof = line.verified->proof;
            QJsonObject verified{{"at", qstr(toIso(line.verified->at))}, {"officer", qstr(line.verified->officer)},
                                 {"crl", QJsonObject{{"url", qstr(proof.crl.url)}, {"number", qint64(proof.crl.number)}, {"sha256", qstr(toHex(proof.crl.sha256))}}}};
            if (proof.ocsp)
                verified["ocsp"] = QJsonObject{{"url", qstr(proof.ocsp->url)}, {"producedAt", qstr(toIso(proof.ocsp->producedAt))}, {"sha256", qstr(toHex(proof.ocsp->sha256))}};
            object["verified"] = verified;
        }
        lines.append(object);
    }
    const auto time = [](const std::optional<Instant> &instant) { return instant ? QJsonValue(qstr(toIso(*instant))) : QJsonValue(); };
    QJsonObject object{{"house", qstr(toHex(record.house.id))},
                       {"houseName", qstr(record.house.name)},
                       {"id", qstr(emergency.form.id)},
                       {"loss", lossKindName(emergency.form.loss.kind)},
                       {"value", qstr(emergency.form.loss.value)},
                       {"severity", emergencySeverityName(emergency.form.severity)},
                       {"caller", qstr(emergency.form.caller)},
                       {"report", qstr(emergency.form.report)},
                       {"starter", qstr(record.starter)},
                       {"started", qstr(toIso(emergency.since))},
                       {"decided", time(record.decidedAt())},
                       {"inForce", time(record.inForceAt())},
                       {"verified", time(record.verifiedAt())},
                       {"closed", time(emergency.ended)},
                       {"followUps", followUps},
                       {"unreviewed", qint64(record.glassBroken.size())},
                       {"certificates", lines},
                       {"entries", steps}};
    QJsonArray asked;
    for (const Emergency::Asked &one : emergency.asked)
        asked.append(QJsonObject{{"certificate", qstr(toHex(one.certificate))}, {"ca", qstr(one.ca)}, {"at", qstr(toIso(one.at))},
                                 {"state", one.revokedAt ? "revoked" : "requested"}, {"revokedAt", one.revokedAt ? QJsonValue(qstr(toIso(*one.revokedAt))) : QJsonValue()}});
    object["asked"] = asked;
    QJsonArray relying;
    for (const EmergencyRecord::Relying &one : record.relying)
        relying.append(QJsonObject{{"name", qstr(one.server.name)}, {"has", one.has}, {"trouble", qstr(one.server.trouble)}, {"heard", qstr(toIso(one.server.heard))}});
    object["relying"] = relying;
    if (record.tried)
        object["tried"] = QJsonObject{{"at", qstr(toIso(record.tried->at))}, {"officer", qstr(record.tried->officer)}, {"trial", toJson(record.tried->trial)}};
    if (record.checkpoint)
        object["checkpoint"] = QJsonObject{{"sequence", qint64(record.checkpoint->sequence)}, {"hash", qstr(toHex(record.checkpoint->hash))}, {"time", qstr(toIso(record.checkpoint->time))}};
    return object;
}

} // namespace hufu
