// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Ceremony.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"

#include <algorithm>

namespace hufu {
namespace {

/// Texts of an array, each of 1..longest octets.
std::vector<std::string> readTexts(JsonFields &fields, const char *name, std::size_t most, std::size_t longest)
{
    std::vector<std::string> texts;
    for (const QJsonValue value : fields.array(name, qsizetype(most))) {
        texts.push_back(utf8(value.toString()));
        if (!value.isString() || texts.back().empty() || texts.back().size() > longest)
            fields.wrong(name, "has an item that is no such text");
    }
    return texts;
}

std::optional<Sha256> readOptionalDigest(JsonFields &fields, const char *name)
{
    if (!fields.isNull(name))
        return fields.digest(name);
    fields.skip(name);
    return std::nullopt;
}

QJsonValue optionalDigest(const std::optional<Sha256> &digest) { return digest ? QJsonValue(qstr(toHex(*digest))) : QJsonValue(QJsonValue::Null); }

template <typename Payload>
Result<Payload> finished(const JsonFields &fields, Payload payload)
{
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return payload;
}

/// The act with the manifest of its payload.
template <typename Act>
Result<Act> withManifest(JsonFields &fields, Act act)
{
    Result<BackupManifest> manifest = backupManifestFromJson(fields.object("manifest"));
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    if (!manifest)
        return fail(manifest.error());
    act.manifest = std::move(*manifest);
    return act;
}

} // namespace

QJsonObject toJson(const CeremonyPlan &plan)
{
    QJsonArray checks, custodians;
    for (const CeremonyCheck check : plan.checks)
        checks.append(QString::fromLatin1(ceremonyCheckName(check)));
    for (const CeremonyPlan::Keeper &keeper : plan.custodians)
        custodians.append(QJsonObject{{"key", qstr(toHex(keeper.key))}, {"person", qstr(keeper.person)}});
    return {{"id", qstr(plan.id)}, {"kind", ceremonyKindName(plan.kind)}, {"script", qstr(plan.script)}, {"scriptVersion", plan.scriptVersion},
            {"scriptSha256", qstr(toHex(plan.scriptSha256))}, {"scriptText", qstr(plan.scriptText)}, {"checks", checks}, {"keys", textsToJson(plan.keys)}, {"house", plan.house},
            {"custodians", custodians}, {"needed", plan.needed}, {"administrator", qstr(plan.administrator)}, {"witness", qstr(plan.witness)},
            {"room", qstr(plan.room)}, {"media", textsToJson(plan.media)}, {"package", optionalDigest(plan.package)}};
}

Result<CeremonyPlan> ceremonyPlanFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonyPlan plan;
    plan.id = fields.text("id", 36, 36);
    if (!isUuid(plan.id)) // folders are called so
        fields.wrong("id", "is not a UUID");
    const Result<CeremonyKind> kind = ceremonyKindFromName(fields.text("kind", 20, 1));
    if (!kind)
        fields.wrong("kind", "is not known");
    plan.kind = kind.value_or(CeremonyKind::Backup);
    plan.script = fields.text("script", 60, 1);
    plan.scriptVersion = static_cast<int>(fields.integer("scriptVersion", 1, 1'000'000));
    plan.scriptSha256 = fields.digest("scriptSha256");
    plan.scriptText = fields.text("scriptText", CeremonyScript::largest, 1);
    for (const std::string &name : readTexts(fields, "checks", CeremonyScript::mostSteps, 20)) {
        const Result<CeremonyCheck> check = ceremonyCheckFromName(name);
        if (!check)
            fields.wrong("checks", "has one that is not known");
        plan.checks.push_back(check.value_or(CeremonyCheck::None));
    }
    plan.keys = readTexts(fields, "keys", CeremonyPlan::mostKeys, 36);
    plan.house = fields.boolean("house");
    for (const QJsonValue value : fields.array("custodians", CeremonyPlan::mostCustodians)) {
        const QJsonObject object = value.toObject();
        JsonFields inner(object);
        const Sha256 key = inner.digest("key");
        plan.custodians.push_back({inner.text("person", 36, 36), key});
        if (!inner.finish())
            fields.wrong("custodians", "has an item that is not as it should be");
    }
    plan.needed = static_cast<int>(fields.integer("needed", 2, CeremonyPlan::mostNeeded));
    plan.administrator = fields.text("administrator", 36, 36);
    plan.witness = fields.text("witness", 36, 36);
    plan.room = fields.text("room", 200);
    plan.media = readTexts(fields, "media", CeremonyPlan::mostMedia, 200);
    plan.package = readOptionalDigest(fields, "package");
    return finished(fields, std::move(plan));
}

Sha256 parametersOf(const CeremonyPlan &plan)
{
    const Result<std::string> canonical = toCanonicalJson(toJson(plan));
    return canonical ? sha256(viewOf(*canonical)) : Sha256{};
}

QJsonObject toJson(const CeremonyPresence &presence)
{
    return {{"ceremony", qstr(presence.ceremony)}, {"parameters", qstr(toHex(presence.parameters))},
            {"phase", presence.phase == CeremonyPresence::Phase::Opening ? "opening" : "closing"}, {"proof", optionalDigest(presence.proof)}};
}

Result<CeremonyPresence> ceremonyPresenceFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonyPresence presence;
    presence.ceremony = fields.text("ceremony", 36, 36);
    presence.parameters = fields.digest("parameters");
    const std::string phase = fields.text("phase", 10, 1);
    if (phase != "opening" && phase != "closing")
        fields.wrong("phase", "is not known");
    presence.phase = phase == "closing" ? CeremonyPresence::Phase::Closing : CeremonyPresence::Phase::Opening;
    presence.proof = readOptionalDigest(fields, "proof");
    return finished(fields, std::move(presence));
}

QJsonObject toJson(const CeremonyStep &step)
{
    return {{"ceremony", qstr(step.ceremony)}, {"parameters", qstr(toHex(step.parameters))}, {"number", step.number}, {"initials", qstr(step.initials)},
            {"exception", qstr(step.exception)}, {"evidence", textsToJson(step.evidence)}};
}

Result<CeremonyStep> ceremonyStepFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonyStep step;
    step.ceremony = fields.text("ceremony", 36, 36);
    step.parameters = fields.digest("parameters");
    step.number = static_cast<int>(fields.integer("number", 1, CeremonyScript::mostSteps));
    step.initials = fields.text("initials", 40, 1);
    step.exception = fields.text("exception", 4000);
    step.evidence = readTexts(fields, "evidence", 100, 1000);
    return finished(fields, std::move(step));
}

QJsonObject toJson(const CeremonyEnd &end)
{
    return {{"ceremony", qstr(end.ceremony)}, {"parameters", qstr(toHex(end.parameters))}, {"reason", qstr(end.reason)}};
}

Result<CeremonyEnd> ceremonyEndFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonyEnd end;
    end.ceremony = fields.text("ceremony", 36, 36);
    end.parameters = fields.digest("parameters");
    end.reason = fields.text("reason", 4000);
    return finished(fields, std::move(end));
}

QJsonObject toJson(const CeremonyDocument &document)
{
    return {{"ceremony", qstr(document.ceremony)}, {"title", qstr(document.title)}, {"sha256", qstr(toHex(document.sha256))}, {"octets", qint64(document.octets)}};
}

Result<CeremonyDocument> ceremonyDocumentFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonyDocument document;
    document.ceremony = fields.text("ceremony", 36, 36);
    document.title = fields.text("title", 200, 1);
    document.sha256 = fields.digest("sha256");
    document.octets = fields.integer("octets", 1, std::int64_t(1) << 40);
    return finished(fields, std::move(document));
}

QJsonObject toJson(const CeremonySealed &act)
{
    return {{"ceremony", qstr(act.ceremony)}, {"parameters", qstr(toHex(act.parameters))}, {"manifest", toJson(act.manifest)}};
}

Result<CeremonySealed> ceremonySealedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonySealed act;
    act.ceremony = fields.text("ceremony", 36, 36);
    act.parameters = fields.digest("parameters");
    return withManifest(fields, std::move(act));
}

QJsonObject toJson(const CeremonyRestored &act)
{
    return {{"ceremony", qstr(act.ceremony)}, {"parameters", qstr(toHex(act.parameters))}, {"keys", textsToJson(act.keys)}};
}

Result<CeremonyRestored> ceremonyRestoredFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonyRestored act;
    act.ceremony = fields.text("ceremony", 36, 36);
    act.parameters = fields.digest("parameters");
    act.keys = readTexts(fields, "keys", CeremonyPlan::mostKeys, 36);
    return finished(fields, std::move(act));
}

QJsonObject toJson(const CeremonyRecorded &act) { return {{"ceremony", qstr(act.ceremony)}, {"record", qstr(toBase64(act.record))}}; }

Result<CeremonyRecorded> ceremonyRecordedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CeremonyRecorded act;
    act.ceremony = fields.text("ceremony", 36, 36);
    Result<Bytes> record = fromBase64(fields.text("record", 8u << 20, 1));
    if (!record)
        fields.wrong("record", "is not base64");
    act.record = record.value_or(Bytes());
    return finished(fields, std::move(act));
}

QJsonObject toJson(const BackupMade &act) { return {{"id", qstr(act.id)}, {"quorum", qstr(toHex(act.quorum))}, {"manifest", toJson(act.manifest)}}; }

Result<BackupMade> backupMadeFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    BackupMade act;
    act.id = fields.text("id", 36, 36);
    if (!isUuid(act.id)) // folders are called so
        fields.wrong("id", "is not a UUID");
    act.quorum = fields.digest("quorum");
    return withManifest(fields, std::move(act));
}

bool Ceremony::isCustodian(std::string_view person) const
{
    return std::ranges::find(plan.custodians, person, &CeremonyPlan::Keeper::person) != plan.custodians.end();
}

bool Ceremony::takesPart(std::string_view person) const { return person == plan.administrator || person == plan.witness || isCustodian(person); }

bool Ceremony::hasSigned(std::string_view person, CeremonyPresence::Phase phase) const
{
    return std::ranges::any_of(present, [&](const Present &one) { return one.person == person && one.phase == phase; });
}

std::vector<std::string> Ceremony::missing(CeremonyPresence::Phase phase) const
{
    std::vector<std::string> who;
    for (const CeremonyPlan::Keeper &keeper : plan.custodians) {
        if (!hasSigned(keeper.person, phase))
            who.push_back(keeper.person);
    }
    if (!hasSigned(plan.witness, phase))
        who.push_back(plan.witness);
    return who;
}

Result<void> applyToCeremony(Ceremony &ceremony, const Command &command, Instant at)
{
    const auto take = [](const auto &read, auto &&apply) -> Result<void> {
        if (!read)
            return fail(read.error());
        apply(*read);
        return {};
    };
    if (command.kind == CommandKind::PlanCeremony) {
        return take(ceremonyPlanFromJson(command.payload), [&](const CeremonyPlan &plan) {
            ceremony = {};
            ceremony.plan = plan;
            ceremony.parameters = parametersOf(plan);
            ceremony.planned = at;
        });
    }
    if (command.kind == CommandKind::PresentAtCeremony) {
        return take(ceremonyPresenceFromJson(command.payload),
                    [&](const CeremonyPresence &presence) { ceremony.present.push_back({command.actor, presence.phase, at}); });
    }
    if (command.kind == CommandKind::StepCeremony)
        return take(ceremonyStepFromJson(command.payload), [&](const CeremonyStep &step) { ceremony.done.push_back({step, at}); });
    if (command.kind == CommandKind::CloseCeremony || command.kind == CommandKind::AbortCeremony) {
        return take(ceremonyEndFromJson(command.payload), [&](const CeremonyEnd &end) {
            ceremony.fate = command.kind == CommandKind::CloseCeremony ? Ceremony::Fate::Closed : Ceremony::Fate::Aborted;
            ceremony.reason = end.reason;
            ceremony.ended = at;
        });
    }
    if (command.kind == CommandKind::FileCeremony)
        return take(ceremonyDocumentFromJson(command.payload), [&](const CeremonyDocument &document) { ceremony.documents.push_back(document); });
    if (command.kind == CommandKind::MakeBackup) {
        return take(backupMadeFromJson(command.payload), [&](const BackupMade &act) {
            ceremony = {};
            CeremonyPlan &plan = ceremony.plan;
            plan.id = act.id;
            plan.house = act.manifest.wholeHouse;
            plan.needed = act.manifest.needed;
            plan.administrator = std::string(authorityActor);
            for (const BackupManifest::Share &share : act.manifest.shares)
                plan.custodians.push_back({share.custodian, share.key});
            for (const BackupManifest::Key &key : act.manifest.keys)
                plan.keys.push_back(key.ca);
            ceremony.parameters = act.manifest.parameters;
            ceremony.planned = ceremony.ended = at;
            ceremony.sealed = act.manifest;
            ceremony.fate = Ceremony::Fate::Closed;
        });
    }
    if (command.kind == CommandKind::SealBackup)
        return take(ceremonySealedFromJson(command.payload), [&](const CeremonySealed &act) { ceremony.sealed = act.manifest; });
    if (command.kind == CommandKind::RestoreBackup)
        return take(ceremonyRestoredFromJson(command.payload), [&](const CeremonyRestored &act) { ceremony.restored = act.keys; });
    if (command.kind == CommandKind::RecordCeremony)
        return take(ceremonyRecordedFromJson(command.payload), [&](const CeremonyRecorded &act) { ceremony.record = sha256(act.record); });
    return {};
}

std::string ceremonyOf(const Command &command)
{
    if (command.kind == CommandKind::MakeBackup)
        return utf8(command.payload.value(QLatin1String("id")).toString());
    if (!command.kind.starts_with("ceremony."))
        return {};
    return utf8(command.payload.value(command.kind == CommandKind::PlanCeremony ? QLatin1String("id") : QLatin1String("ceremony")).toString());
}

} // namespace hufu
