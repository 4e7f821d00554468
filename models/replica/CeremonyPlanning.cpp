// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CeremonyPlanning.h"

#include "models/base/Uuid.h"
#include "models/domain/Escrow.h"
#include "models/domain/Rules.h"
#include "models/store/AtomicFile.h"
#include "models/store/BackupPackage.h"
#include "models/store/CaReader.h"
#include "models/store/FactsReader.h"
#include "models/store/JournalStore.h"

#include <algorithm>

namespace hufu {
namespace {

bool namesOneOf(const std::vector<std::string> &names, const std::string &id, const std::string &name)
{
    return std::ranges::find(names, id) != names.end() || std::ranges::find(names, name) != names.end();
}

Result<std::vector<std::string>> keysOf(const std::vector<CertificateAuthority> &cas, const std::vector<std::string> &named)
{
    std::vector<std::string> ids;
    for (const CertificateAuthority &ca : cas) {
        if (named.empty() ? !ca.certificate.empty() : namesOneOf(named, ca.plan.id, ca.plan.commonName))
            ids.push_back(ca.plan.id);
    }
    for (const std::string &name : named) {
        if (std::ranges::none_of(cas, [&](const CertificateAuthority &ca) { return ca.plan.id == name || ca.plan.commonName == name; }))
            return fail(ErrorCode::NotFound, "no CA of this name", name);
    }
    return ids;
}

/// What a plan says about the package that it is about.
Result<void> describePackage(const CeremonyDraft &draft, CeremonyPlan &plan)
{
    if (plan.kind == CeremonyKind::Backup)
        return {};
    if (const Result<Sha256> hash = sha256FromHex(draft.package)) {
        plan.package = *hash;
        return {};
    }
    const Result<BackupPackage> package = findPackage(draft.package);
    if (!package)
        return fail(package.error());
    plan.package = package->hash;
    if (plan.kind != CeremonyKind::Restore && plan.kind != CeremonyKind::RestoreTest)
        return {};
    plan.needed = package->manifest.needed;
    plan.house = package->manifest.wholeHouse && plan.kind == CeremonyKind::RestoreTest;
    plan.keys.clear();
    for (const BackupManifest::Key &key : package->manifest.keys) {
        if ((draft.keys.empty() || namesOneOf(draft.keys, key.ca, key.name)) && !key.file.empty())
            plan.keys.push_back(key.ca);
    }
    if (plan.kind == CeremonyKind::RestoreTest && !package->manifest.wholeHouse)
        return fail(ErrorCode::Unsupported, "a restore test needs a package with the whole house in it", draft.package);
    return {};
}

Result<Person> personById(const std::vector<Person> &people, const std::string &id)
{
    const auto at = std::ranges::find(people, id, &Person::id);
    return at == people.end() ? fail(ErrorCode::NotFound, "no such person", id) : Result<Person>(*at);
}

} // namespace

Result<PlannedCeremony> planCeremony(House &house, const CeremonyDraft &draft)
{
    PlannedCeremony planned;
    planned.script = draft.script;
    CeremonyPlan &plan = planned.plan;
    plan.id = newUuid();
    plan.kind = draft.script.kind;
    plan.script = draft.script.name;
    plan.scriptVersion = draft.script.version;
    plan.scriptSha256 = draft.script.sha256;
    plan.scriptText = draft.script.source;
    for (const CeremonyScript::Step &step : draft.script.steps)
        plan.checks.push_back(step.check);
    plan.administrator = draft.administrator;
    plan.room = draft.room;
    plan.media = draft.media;
    plan.house = draft.wholeHouse;
    plan.needed = draft.needed;
    if (plan.media.empty() && !draft.package.empty())
        plan.media.push_back(draft.package);
    if (draft.custodians.size() < 2 || draft.witness.empty() || plan.media.empty())
        return fail(ErrorCode::InvalidArgument, "a ceremony needs a script, two custodians at least, a witness and a medium (or a package)");
    const Result<std::vector<Person>> people = house.people();
    const Result<std::vector<CertificateAuthority>> cas = house.read(readCas);
    if (!people || !cas)
        return fail(people ? cas.error() : people.error());
    for (const std::string &id : draft.custodians) {
        Result<Person> person = personById(*people, id);
        if (!person)
            return fail(person.error());
        plan.custodians.push_back({person->id, shareKeyOf(*person)});
        planned.custodians.push_back(std::move(*person));
    }
    Result<Person> witness = personById(*people, draft.witness);
    if (!witness)
        return fail(witness.error());
    planned.witness = std::move(*witness);
    plan.witness = planned.witness.id;
    const bool ofPackage = plan.kind == CeremonyKind::Restore || plan.kind == CeremonyKind::RestoreTest;
    Result<std::vector<std::string>> keys = keysOf(*cas, ofPackage ? std::vector<std::string>() : draft.keys);
    if (!keys)
        return fail(keys.error());
    plan.keys = std::move(*keys);
    if (plan.kind == CeremonyKind::Destruction)
        plan.keys.clear();
    if (Result<void> described = describePackage(draft, plan); !described)
        return fail(described.error());
    if (!sealsKeys(plan.kind))
        return planned;
    if (static_cast<int>(plan.custodians.size()) == plan.needed)
        planned.warnings.push_back(CeremonyWarning::EverybodyNeeded);
    if (plan.media.size() < 2)
        planned.warnings.push_back(CeremonyWarning::OneMedium);
    if (std::ranges::any_of(
            *cas, [&](const CertificateAuthority &ca) { return !ca.plan.keyStore.empty() && namesOneOf(plan.keys, ca.plan.id, ca.plan.id); }))
        planned.warnings.push_back(CeremonyWarning::NotExportable);
    return planned;
}

Result<void> judgePlan(House &house, const CeremonyPlan &plan, const Person &officer)
{
    return house.read([&](Connection &connection) -> Result<void> {
        const Result<JournalHead> head = readJournalHead(connection);
        const Result<HouseRecord> record = readHouse(connection);
        if (!head || !record)
            return fail(head ? record.error() : head.error());
        Command command;
        command.id = newUuid();
        command.house = record->id;
        command.kind = CommandKind::PlanCeremony;
        command.payload = toJson(plan);
        command.actor = officer.id;
        command.time = house.now();
        command.expires = house.now() + std::chrono::hours(1);
        command.basedOn = {head->sequence, head->hash};
        const Result<Facts> facts = gatherFacts(connection, *head, command, {officer.certificate});
        if (!facts)
            return fail(facts.error());
        command.mode = facts->mode;
        const Result<QJsonObject> decided = decide(*facts, command, house.now());
        return decided ? Result<void>() : fail(decided.error());
    });
}

std::vector<CeremonyCandidate> ceremonyCandidates(const std::vector<Person> &people)
{
    std::vector<CeremonyCandidate> candidates;
    for (const Person &person : people) {
        if (!person.active)
            continue;
        CeremonyCandidate candidate{person};
        if (!keepsShares(person))
            candidate.asCustodian = person.roles.contains(Role::Custodian) ? CeremonyExclusion::NoKey : CeremonyExclusion::NoCustodian;
        if (!person.roles.contains(Role::AuditAdmin))
            candidate.asWitness = CeremonyExclusion::NoAuditAdmin;
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

Result<CeremonyScript> findScript(const std::string &nameOrFile)
{
    if (Result<CeremonyScript> builtin = builtinScript(nameOrFile); builtin || builtin.error().code != ErrorCode::NotFound)
        return builtin;
    const Result<Bytes> file = readSmallFile(nameOrFile, CeremonyScript::largest);
    return file ? CeremonyScript::read(*file) : fail(file.error());
}

} // namespace hufu
