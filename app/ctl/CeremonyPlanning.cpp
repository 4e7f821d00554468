// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CeremonyPlanning.h"

#include "app/ctl/Desk.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Escrow.h"
#include "models/store/AtomicFile.h"
#include "models/store/BackupPackage.h"
#include "models/store/CaReader.h"

#include <algorithm>
#include <charconv>

namespace hufu::ctl {
namespace {

std::unexpected<Error> wrongWords(std::string detail) { return fail(ErrorCode::InvalidArgument, std::move(detail)); }

Result<int> quorumOf(const Arguments &arguments, int otherwise)
{
    const std::string text = arguments.value("quorum", std::to_string(otherwise));
    int quorum = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), quorum);
    return error == std::errc() && end == text.data() + text.size() && quorum >= 2 && quorum <= CeremonyPlan::mostNeeded
        ? Result<int>(quorum)
        : wrongWords("--quorum is a number from 2 to " + std::to_string(CeremonyPlan::mostNeeded));
}

/// Ids of the CAs that --key names, by id or common name; all that have a certificate when none is named.
Result<std::vector<std::string>> keysOf(House &house, const Arguments &arguments)
{
    const Result<std::vector<CertificateAuthority>> cas = house.read(readCas);
    if (!cas)
        return fail(cas.error());
    std::vector<std::string> ids;
    const std::vector<std::string> named = arguments.values("key");
    for (const CertificateAuthority &ca : *cas) {
        if (named.empty() && !ca.certificate.empty())
            ids.push_back(ca.plan.id);
    }
    for (const std::string &name : named) {
        const auto ca = std::ranges::find_if(*cas, [&](const CertificateAuthority &each) { return each.plan.id == name || each.plan.commonName == name; });
        if (ca == cas->end())
            return fail(ErrorCode::NotFound, "no CA of this name", name);
        ids.push_back(ca->plan.id);
    }
    return ids;
}

/// What a plan says about the package that it is about.
Result<void> describePackage(const Arguments &arguments, PlannedCeremony &planned)
{
    CeremonyPlan &plan = planned.plan;
    if (plan.kind == CeremonyKind::Backup)
        return {};
    const std::string where = arguments.value("package");
    if (const Result<Sha256> hash = sha256FromHex(where)) {
        plan.package = *hash;
        return {};
    }
    const Result<BackupPackage> package = findPackage(where);
    if (!package)
        return fail(package.error());
    plan.package = package->hash;
    if (plan.kind != CeremonyKind::Restore && plan.kind != CeremonyKind::RestoreTest)
        return {};
    plan.needed = package->manifest.needed;
    plan.house = package->manifest.wholeHouse && plan.kind == CeremonyKind::RestoreTest;
    plan.keys.clear();
    const std::vector<std::string> named = arguments.values("key");
    for (const BackupManifest::Key &key : package->manifest.keys) {
        const bool wanted = named.empty() || std::ranges::find(named, key.ca) != named.end() || std::ranges::find(named, key.name) != named.end();
        if (wanted && !key.file.empty())
            plan.keys.push_back(key.ca);
    }
    if (plan.kind == CeremonyKind::RestoreTest && !package->manifest.wholeHouse)
        return fail(ErrorCode::Unsupported, "a restore test needs a package with the whole house in it", where);
    return {};
}

std::string indented(const BilingualText &text, const char *before) { return before + text.zh + '\n' + before + text.en + '\n'; }

} // namespace

std::set<std::string> ceremonyOptionsAnd(std::initializer_list<const char *> more)
{
    std::set<std::string> options = houseOptionsAnd({"script", "custodian", "witness", "quorum", "key", "media", "room", "package"});
    for (const std::string who : {"custodian", "witness"})
        options.insert({who + "-passphrase", who + "-passphrase-file", who + "-passphrase-fd"});
    options.insert(more.begin(), more.end());
    return options;
}

Result<CeremonyScript> findScript(const std::string &nameOrFile)
{
    if (Result<CeremonyScript> builtin = builtinScript(nameOrFile); builtin || builtin.error().code != ErrorCode::NotFound)
        return builtin;
    const Result<Bytes> file = readSmallFile(nameOrFile, CeremonyScript::largest);
    return file ? CeremonyScript::read(*file) : fail(file.error());
}

Result<PlannedCeremony> planCeremony(House &house, const Arguments &arguments)
{
    Result<CeremonyScript> script = findScript(arguments.value("script"));
    if (!script)
        return fail(script.error());
    PlannedCeremony planned;
    planned.script = std::move(*script);
    CeremonyPlan &plan = planned.plan;
    plan.id = newUuid();
    plan.kind = planned.script.kind;
    plan.script = planned.script.name;
    plan.scriptVersion = planned.script.version;
    plan.scriptSha256 = planned.script.sha256;
    plan.scriptText = planned.script.source;
    for (const CeremonyScript::Step &step : planned.script.steps)
        plan.checks.push_back(step.check);
    plan.administrator = house.officer().id;
    plan.room = arguments.value("room");
    plan.media = arguments.values("media");
    plan.house = arguments.has("whole-house");
    if (plan.media.empty() && arguments.has("package"))
        plan.media.push_back(arguments.value("package"));
    for (const std::string &name : arguments.values("custodian")) {
        Result<Person> person = findPerson(house, name);
        if (!person)
            return fail(person.error());
        plan.custodians.push_back({person->id, shareKeyOf(*person)});
        planned.custodians.push_back(std::move(*person));
    }
    if (planned.custodians.size() < 2 || arguments.value("witness").empty() || plan.media.empty())
        return wrongWords("a ceremony needs --script, --custodian twice at least, --witness and --media (or --package)");
    Result<Person> witness = findPerson(house, arguments.value("witness"));
    if (!witness)
        return fail(witness.error());
    planned.witness = std::move(*witness);
    plan.witness = planned.witness.id;
    const Result<int> quorum = quorumOf(arguments, 2);
    Result<std::vector<std::string>> keys = keysOf(house, arguments);
    if (!quorum || !keys)
        return fail(quorum ? keys.error() : quorum.error());
    plan.needed = *quorum;
    plan.keys = std::move(*keys);
    if (plan.kind == CeremonyKind::Destruction)
        plan.keys.clear();
    if (Result<void> described = describePackage(arguments, planned); !described)
        return fail(described.error());
    if (sealsKeys(plan.kind) && static_cast<int>(plan.custodians.size()) == plan.needed)
        planned.warnings.push_back("all " + std::to_string(plan.needed) + " custodians are needed: one lost card or passphrase loses the backup");
    if (sealsKeys(plan.kind) && plan.media.size() < 2)
        planned.warnings.push_back("one medium only: when it fails there is no backup");
    return planned;
}

std::string scriptText(const CeremonyScript &script)
{
    std::string text = script.title.zh + "  " + script.title.en + "\n" + script.name + " version " + std::to_string(script.version) + ", SHA-256 "
        + toHex(script.sha256) + "\n" + wordsText(script.sha256) + "\n" + indented(script.purpose, "");
    int number = 0;
    for (const CeremonyScript::Step &step : script.steps) {
        text += "\n" + std::to_string(++number) + ". [" + ceremonyActorName(step.actor) + "]\n" + indented(step.does, "   ") + indented(step.checks, "   > ")
            + "   Initials, time 签名缩写、时间: ______________   Exception 例外: ______________\n";
    }
    return text;
}

QJsonObject scriptToJson(const CeremonyScript &script)
{
    const auto both = [](const BilingualText &text) { return QJsonObject{{"en", qstr(text.en)}, {"zh", qstr(text.zh)}}; };
    QJsonArray steps;
    for (const CeremonyScript::Step &step : script.steps)
        steps.append(QJsonObject{{"actor", ceremonyActorName(step.actor)}, {"check", ceremonyCheckName(step.check)}, {"does", both(step.does)}, {"checks", both(step.checks)}});
    return {{"name", qstr(script.name)}, {"version", script.version}, {"kind", ceremonyKindName(script.kind)}, {"sha256", qstr(toHex(script.sha256))},
            {"words", qstr(wordsText(script.sha256))}, {"title", both(script.title)}, {"purpose", both(script.purpose)}, {"steps", steps}};
}

std::string wordsText(const Sha256 &sha256)
{
    std::string zh, en;
    for (const BilingualText &word : spokenWords(sha256)) {
        zh += (zh.empty() ? "" : " ") + word.zh;
        en += (en.empty() ? "" : ", ") + word.en;
    }
    return zh + "\n" + en;
}

} // namespace hufu::ctl
