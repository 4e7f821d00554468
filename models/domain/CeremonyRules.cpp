// SPDX-License-Identifier: GPL-3.0-or-later
// Who takes part in a key ceremony, and what has to hold before its next step. None of it is waived by pilot mode: a share is no second signature.
#include "models/base/CanonicalJson.h"
#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

using Phase = CeremonyPresence::Phase;

const Person *personOf(const Facts &facts, std::string_view id)
{
    const auto at = std::ranges::find(facts.people, id, &Person::id);
    return at == facts.people.end() ? nullptr : &*at;
}

std::string nameOf(const Facts &facts, std::string_view id)
{
    const Person *person = personOf(facts, id);
    return person ? person->name : std::string(id);
}

/// An active custodian with the very key that the plan names.
Result<void> checkKeeper(const Facts &facts, const CeremonyPlan::Keeper &keeper)
{
    const Person *person = personOf(facts, keeper.person);
    if (!person || !keepsShares(*person))
        return fail(ErrorCode::NotPermitted, "is no key custodian to whom a share can be encrypted", nameOf(facts, keeper.person));
    if (shareKeyOf(*person) != keeper.key)
        return fail(ErrorCode::Conflict, "has another key than the plan names", person->name);
    return {};
}

Result<void> checkPeople(const Facts &facts, const CeremonyPlan &plan)
{
    if (plan.custodians.size() < 2 || plan.custodians.size() < static_cast<std::size_t>(plan.needed))
        return fail(ErrorCode::CustodiansMissing, "custodians: " + std::to_string(plan.custodians.size()) + ", needed together: " + std::to_string(plan.needed));
    for (const CeremonyPlan::Keeper &keeper : plan.custodians) {
        if (std::ranges::count(plan.custodians, keeper.person, &CeremonyPlan::Keeper::person) > 1)
            return fail(ErrorCode::NotPermitted, "the same custodian twice", nameOf(facts, keeper.person));
        if (std::ranges::count(plan.custodians, keeper.key, &CeremonyPlan::Keeper::key) > 1)
            return fail(ErrorCode::NotPermitted, "two custodians with one key are one", nameOf(facts, keeper.person));
        if (keeper.person == plan.witness)
            return fail(ErrorCode::NotPermitted, "the witness is no custodian", nameOf(facts, keeper.person));
        if (Result<void> good = checkKeeper(facts, keeper); !good)
            return good;
    }
    const Person *witness = personOf(facts, plan.witness);
    if (!witness || !witness->active || !witness->roles.contains(Role::AuditAdmin))
        return fail(ErrorCode::NotPermitted, "the witness is an audit administrator", nameOf(facts, plan.witness));
    if (plan.witness == plan.administrator)
        return fail(ErrorCode::NotPermitted, "the witness is another person than the administrator", witness->name);
    // Registered twice they would be two who are one: the same name in the same department.
    for (std::size_t i = 0; i < plan.custodians.size(); ++i) {
        const Person *one = personOf(facts, plan.custodians[i].person);
        for (std::size_t j = 0; j <= i; ++j) {
            const Person *other = j == i ? witness : personOf(facts, plan.custodians[j].person);
            if (other != one && other->name == one->name && other->department == one->department)
                return fail(ErrorCode::NotPermitted, "the same person with two registrations", one->name);
        }
    }
    return {};
}

/// Of a backup that the plan restores, replaces or destroys.
Result<void> checkPackage(const Facts &facts, const CeremonyPlan &plan)
{
    if (plan.kind == CeremonyKind::Backup)
        return plan.package ? fail(ErrorCode::Malformed, "a backup is of no earlier package") : Result<void>();
    if (!plan.package)
        return fail(ErrorCode::Malformed, "the package that it is about is not named");
    if (!facts.package || !facts.package->sealed)
        return fail(ErrorCode::NotFound, "no backup of this house has this manifest", toHex(*plan.package));
    if (facts.package->isVoid)
        return fail(ErrorCode::Conflict, "the shares of this package are void: it was replaced or destroyed", toHex(*plan.package));
    if (plan.kind != CeremonyKind::Restore && plan.kind != CeremonyKind::RestoreTest)
        return {};
    const BackupManifest &manifest = *facts.package->sealed;
    if (plan.needed != manifest.needed)
        return fail(ErrorCode::Malformed, "this package needs " + std::to_string(manifest.needed) + " custodians");
    for (const CeremonyPlan::Keeper &keeper : plan.custodians) {
        const auto share = std::ranges::find(manifest.shares, keeper.person, &BackupManifest::Share::custodian);
        if (share == manifest.shares.end() || share->key != keeper.key)
            return fail(ErrorCode::NotPermitted, "holds no share of this package", nameOf(facts, keeper.person));
    }
    for (const std::string &id : plan.keys) {
        const auto key = std::ranges::find(manifest.keys, id, &BackupManifest::Key::ca);
        if (key == manifest.keys.end() || key->file.empty())
            return fail(ErrorCode::NotFound, "the key is not in this package", id);
    }
    return {};
}

Result<Ruling> ruleOnPlan(const Facts &facts, const Command &command)
{
    const Result<CeremonyPlan> plan = ceremonyPlanFromJson(command.payload);
    if (!plan)
        return fail(plan.error());
    if (facts.ceremony)
        return fail(ErrorCode::AlreadyExists, "a ceremony of this number was planned before", plan->id);
    if (plan->administrator != command.actor)
        return fail(ErrorCode::NotPermitted, "its administrator plans a ceremony");
    if (Result<void> people = checkPeople(facts, *plan); !people)
        return fail(people.error());
    for (const std::string &id : plan->keys) {
        const auto ca = std::ranges::find(facts.cas, id, [](const CertificateAuthority &each) { return each.plan.id; });
        if (ca == facts.cas.end() || ca->certificate.empty() || std::ranges::count(plan->keys, id) > 1)
            return fail(ErrorCode::NotFound, "no CA of this house with a certificate, or it is named twice", id);
    }
    if (plan->keys.empty() && !plan->house && plan->kind != CeremonyKind::Destruction)
        return fail(ErrorCode::NothingFound, "no key is named that it would be about");
    if (plan->media.empty() || !hasNeededChecks(plan->kind, plan->checks))
        return fail(ErrorCode::Malformed, "no medium is named, or a check is missing that this kind of ceremony cannot do without");
    if (sha256(viewOf(plan->scriptText)) != plan->scriptSha256)
        return fail(ErrorCode::Malformed, "the script is not the one whose hash is named");
    if (Result<void> package = checkPackage(facts, *plan); !package)
        return fail(package.error());
    return Ruling{};
}

Result<Ruling> ruleOnPresence(const Facts &facts, const Command &command, const Ceremony &ceremony, Instant now)
{
    const Result<CeremonyPresence> presence = ceremonyPresenceFromJson(command.payload);
    if (!presence)
        return fail(presence.error());
    if (now - command.time > presenceLife)
        return fail(ErrorCode::Expired, "signed at " + toIso(command.time) + ": presence is proven now, not before");
    const bool custodian = ceremony.isCustodian(command.actor);
    if (!custodian && command.actor != ceremony.plan.witness)
        return fail(ErrorCode::NotPermitted, "is neither a custodian of this ceremony nor its witness", facts.actor->name);
    if (ceremony.hasSigned(command.actor, presence->phase))
        return fail(ErrorCode::Conflict, "has signed this already", facts.actor->name);
    if (custodian) {
        const auto keeper = std::ranges::find(ceremony.plan.custodians, command.actor, &CeremonyPlan::Keeper::person);
        if (Result<void> good = checkKeeper(facts, *keeper); !good)
            return fail(good.error());
    } else if (!facts.actor->roles.contains(Role::AuditAdmin)) {
        return fail(ErrorCode::NotPermitted, "the witness is an audit administrator", facts.actor->name);
    }
    if (presence->phase == Phase::Closing && !ceremony.missing(Phase::Opening).empty())
        return fail(ErrorCode::Conflict, "the roll call is not complete");
    const bool proves = presence->phase == Phase::Closing && custodian && sealsKeys(ceremony.plan.kind);
    if (proves != presence->proof.has_value())
        return fail(ErrorCode::Malformed, proves ? "the proof that the own share opens is missing" : "there is nothing to be proven here");
    if (!proves)
        return Ruling{};
    if (!ceremony.sealed)
        return fail(ErrorCode::Conflict, "nothing has been dealt yet");
    const auto share = std::ranges::find(ceremony.sealed->shares, command.actor, &BackupManifest::Share::custodian);
    if (share == ceremony.sealed->shares.end() || commitmentTo(*presence->proof) != share->commitment)
        return fail(ErrorCode::EscrowBroken, "what was opened is not the share that the authority dealt", facts.actor->name);
    return Ruling{};
}

/// One line for each medium, that ends with the hash of the package which is on it.
bool namesOnEach(const std::vector<std::string> &evidence, std::size_t media, const Sha256 &package)
{
    const std::string hash = toHex(package);
    return static_cast<std::size_t>(std::ranges::count_if(evidence, [&](const std::string &line) { return line.ends_with(hash); })) == media;
}

Result<void> checkStep(const Ceremony &ceremony, const CeremonyStep &step)
{
    const auto notYet = [&](const char *what) { return fail(ErrorCode::Conflict, what, "step " + std::to_string(step.number)); };
    switch (ceremony.plan.checks[static_cast<std::size_t>(step.number) - 1]) {
    case CeremonyCheck::None: return {};
    case CeremonyCheck::Presence: return ceremony.missing(Phase::Opening).empty() ? Result<void>() : notYet("not everybody has signed that they are here");
    case CeremonyCheck::Sealed: return ceremony.sealed ? Result<void>() : notYet("the authority has not encrypted the keys");
    case CeremonyCheck::Written:
    case CeremonyCheck::ReadBack:
        return ceremony.sealed && namesOnEach(step.evidence, ceremony.plan.media.size(), hashOf(*ceremony.sealed)) ? Result<void>()
                                                                                                               : notYet("the package is not on every medium");
    case CeremonyCheck::Proven:
    case CeremonyCheck::PresentAgain:
        return ceremony.missing(Phase::Closing).empty() ? Result<void>() : notYet("not everybody has signed again, or opened the own share");
    case CeremonyCheck::PackageWhole:
        return namesOnEach(step.evidence, 1, *ceremony.plan.package) ? Result<void>() : notYet("the package on the medium is not the one that was planned");
    case CeremonyCheck::Restored: {
        const bool back = ceremony.plan.kind == CeremonyKind::Restore ? !ceremony.restored.empty() : ceremony.missing(Phase::Opening).empty();
        return back && !step.evidence.empty() ? Result<void>() : notYet("the keys are not back");
    }
    case CeremonyCheck::Served: return !step.evidence.empty() ? Result<void>() : notYet("nothing was fetched from the restored authority");
    }
    return {};
}

Result<Ruling> ruleOnStep(const Facts &facts, const Command &command, const Ceremony &ceremony)
{
    const Result<CeremonyStep> step = ceremonyStepFromJson(command.payload);
    if (!step)
        return fail(step.error());
    if (command.actor != ceremony.plan.administrator)
        return fail(ErrorCode::NotPermitted, "the ceremony's administrator notes its steps", facts.actor->name);
    if (step->number != static_cast<int>(ceremony.done.size()) + 1 || ceremony.done.size() >= ceremony.plan.checks.size())
        return fail(ErrorCode::Conflict, "the steps are done one after another, each once; done so far: " + std::to_string(ceremony.done.size()));
    if (Result<void> good = checkStep(ceremony, *step); !good)
        return fail(good.error());
    return Ruling{};
}

Result<Ruling> ruleOnEnd(const Facts &facts, const Command &command, const Ceremony &ceremony)
{
    const Result<CeremonyEnd> end = ceremonyEndFromJson(command.payload);
    if (!end)
        return fail(end.error());
    if (command.kind == CommandKind::AbortCeremony) {
        if (end->reason.empty())
            return fail(ErrorCode::Malformed, "why it is aborted has to be said");
        return ceremony.takesPart(command.actor) ? Result<Ruling>(Ruling{}) : fail(ErrorCode::NotPermitted, "takes no part in this ceremony", facts.actor->name);
    }
    if (ceremony.done.size() < ceremony.plan.checks.size())
        return fail(ErrorCode::Conflict, "steps are not done: " + std::to_string(ceremony.plan.checks.size() - ceremony.done.size()));
    if (!ceremony.missing(Phase::Closing).empty())
        return fail(ErrorCode::Conflict, "not everybody has signed again", nameOf(facts, ceremony.missing(Phase::Closing).front()));
    std::vector<std::string> signers{command.actor};
    for (const Person &cosigner : facts.cosigners)
        signers.push_back(cosigner.id);
    for (const std::string &who : {ceremony.plan.administrator, ceremony.plan.witness}) {
        if (std::ranges::find(signers, who) == signers.end())
            return fail(ErrorCode::CosignerNeeded, "administrator and witness close a ceremony together", nameOf(facts, who));
    }
    return Ruling{};
}

Result<Ruling> ruleOnSealing(const Facts &facts, const Command &command, const Ceremony &ceremony)
{
    const Result<CeremonySealed> act = ceremonySealedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const BackupManifest &manifest = act->manifest;
    if (!sealsKeys(ceremony.plan.kind) || ceremony.sealed)
        return fail(ErrorCode::Conflict, "nothing is to be encrypted in this ceremony, or was already", ceremony.plan.id);
    if (!ceremony.missing(Phase::Opening).empty())
        return fail(ErrorCode::Conflict, "not everybody has signed that they are here");
    bool same = manifest.ceremony == ceremony.plan.id && manifest.parameters == ceremony.parameters && manifest.house == *facts.house
        && manifest.needed == ceremony.plan.needed && manifest.wholeHouse == ceremony.plan.house && manifest.shares.size() == ceremony.plan.custodians.size()
        && manifest.keys.size() == ceremony.plan.keys.size();
    for (const CeremonyPlan::Keeper &keeper : ceremony.plan.custodians) {
        same &= std::ranges::any_of(manifest.shares,
                                    [&](const BackupManifest::Share &share) { return share.custodian == keeper.person && share.key == keeper.key; });
    }
    for (const BackupManifest::Key &key : manifest.keys) {
        same &= std::ranges::find(ceremony.plan.keys, key.ca) != ceremony.plan.keys.end() && std::ranges::any_of(facts.cas, [&](const CertificateAuthority &ca) {
            return ca.plan.id == key.ca && ca.certificate == key.certificate;
        });
    }
    return same ? Result<Ruling>(Ruling{}) : fail(ErrorCode::Malformed, "the manifest is not what was planned");
}

/// The authority backs up by itself to those who held the shares of a ceremony, and to nobody else.
Result<Ruling> ruleOnMaking(const Facts &facts, const Command &command)
{
    const Result<BackupMade> act = backupMadeFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const BackupManifest &manifest = act->manifest;
    if (facts.ceremony)
        return fail(ErrorCode::AlreadyExists, "a backup of this number was made before", act->id);
    if (!facts.package || !facts.package->sealed || facts.package->isAutomatic() || facts.package->fate != Ceremony::Fate::Closed
        || facts.package->isVoid)
        return fail(ErrorCode::NotFound, "no ceremony dealt shares to the custodians that it names", toHex(act->quorum));
    const BackupManifest &before = *facts.package->sealed;
    bool same = manifest.ceremony == act->id && manifest.house == *facts.house && manifest.wholeHouse && manifest.needed == before.needed
        && manifest.shares.size() == before.shares.size();
    for (const BackupManifest::Share &share : manifest.shares) {
        same &= std::ranges::any_of(before.shares,
                                    [&](const BackupManifest::Share &one) { return one.custodian == share.custodian && one.key == share.key; });
        if (Result<void> good = checkKeeper(facts, {share.custodian, share.key}); !good)
            return fail(good.error());
    }
    for (const BackupManifest::Key &key : manifest.keys) {
        same &=
            std::ranges::any_of(facts.cas, [&](const CertificateAuthority &ca) { return ca.plan.id == key.ca && ca.certificate == key.certificate; });
    }
    return same ? Result<Ruling>(Ruling{}) : fail(ErrorCode::Malformed, "the manifest is not of this house and these custodians");
}

Result<Ruling> ruleOnRestoring(const Command &command, const Ceremony &ceremony)
{
    const Result<CeremonyRestored> act = ceremonyRestoredFromJson(command.payload);
    if (!act)
        return fail(act.error());
    if (ceremony.plan.kind != CeremonyKind::Restore || !ceremony.restored.empty())
        return fail(ErrorCode::Conflict, "nothing comes back in this ceremony, or did already", ceremony.plan.id);
    if (!ceremony.missing(Phase::Opening).empty())
        return fail(ErrorCode::Conflict, "not everybody has signed that they are here");
    return act->keys == ceremony.plan.keys ? Result<Ruling>(Ruling{}) : fail(ErrorCode::Malformed, "other keys than were planned");
}

} // namespace

Result<Ruling> ruleOnCeremonies(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::PlanCeremony)
        return ruleOnPlan(facts, command);
    if (command.kind == CommandKind::MakeBackup)
        return ruleOnMaking(facts, command);
    if (!facts.ceremony)
        return fail(ErrorCode::NotFound, "no ceremony of this number", ceremonyOf(command));
    const Ceremony &ceremony = *facts.ceremony;
    if (command.kind == CommandKind::RecordCeremony) {
        const Result<CeremonyRecorded> act = ceremonyRecordedFromJson(command.payload);
        if (!act)
            return fail(act.error());
        return ceremony.fate != Ceremony::Fate::Open && !ceremony.record ? Result<Ruling>(Ruling{})
                                                                        : fail(ErrorCode::Conflict, "it has not ended, or has its record", ceremony.plan.id);
    }
    if (command.kind == CommandKind::FileCeremony) {
        const Result<CeremonyDocument> document = ceremonyDocumentFromJson(command.payload);
        if (!document)
            return fail(document.error());
        return ceremony.fate != Ceremony::Fate::Open && command.actor == ceremony.plan.administrator
            ? Result<Ruling>(Ruling{})
            : fail(ErrorCode::NotPermitted, "its administrator files papers about a ceremony that has ended", ceremony.plan.id);
    }
    if (ceremony.fate != Ceremony::Fate::Open)
        return fail(ErrorCode::Conflict, "this ceremony has ended", ceremony.plan.id);
    if (utf8(command.payload.value(QLatin1String("parameters")).toString()) != toHex(ceremony.parameters))
        return fail(ErrorCode::Conflict, "signed for other parameters than were planned", ceremony.plan.id);
    if (ceremony.lapsed(now) && command.kind != CommandKind::AbortCeremony)
        return fail(ErrorCode::Expired, "planned at " + toIso(ceremony.planned) + ": it can only be aborted", ceremony.plan.id);
    if (command.kind == CommandKind::PresentAtCeremony)
        return ruleOnPresence(facts, command, ceremony, now);
    if (command.kind == CommandKind::StepCeremony)
        return ruleOnStep(facts, command, ceremony);
    if (command.kind == CommandKind::SealBackup)
        return ruleOnSealing(facts, command, ceremony);
    if (command.kind == CommandKind::RestoreBackup)
        return ruleOnRestoring(command, ceremony);
    return ruleOnEnd(facts, command, ceremony);
}

} // namespace hufu
