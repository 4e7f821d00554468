// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CeremonyPlanning.h"

#include "app/ctl/Desk.h"
#include "models/base/CanonicalJson.h"
#include "models/wording/CeremonyText.h"

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

} // namespace

std::set<std::string> ceremonyOptionsAnd(std::initializer_list<const char *> more)
{
    std::set<std::string> options = houseOptionsAnd({"script", "custodian", "witness", "quorum", "key", "media", "room", "package"});
    for (const std::string who : {"custodian", "witness"})
        options.insert({who + "-passphrase", who + "-passphrase-file", who + "-passphrase-fd"});
    options.insert(more.begin(), more.end());
    return options;
}

Result<CeremonyDraft> readDraft(House &house, const Arguments &arguments)
{
    CeremonyDraft draft;
    Result<CeremonyScript> script = findScript(arguments.value("script"));
    if (!script)
        return fail(script.error());
    draft.script = std::move(*script);
    draft.administrator = house.officer().id;
    for (const std::string &name : arguments.values("custodian")) {
        const Result<Person> person = findPerson(house, name);
        if (!person)
            return fail(person.error());
        draft.custodians.push_back(person->id);
    }
    if (draft.custodians.size() < 2 || arguments.value("witness").empty() || (arguments.values("media").empty() && !arguments.has("package")))
        return wrongWords("a ceremony needs --script, --custodian twice at least, --witness and --media (or --package)");
    const Result<Person> witness = findPerson(house, arguments.value("witness"));
    const Result<int> quorum = quorumOf(arguments, 2);
    if (!witness || !quorum)
        return fail(witness ? quorum.error() : witness.error());
    draft.witness = witness->id;
    draft.needed = *quorum;
    draft.keys = arguments.values("key");
    draft.wholeHouse = arguments.has("whole-house");
    draft.room = arguments.value("room");
    draft.media = arguments.values("media");
    draft.package = arguments.value("package");
    return draft;
}

QJsonObject scriptToJson(const CeremonyScript &script)
{
    const auto both = [](const BilingualText &text) { return QJsonObject{{"en", qstr(text.en)}, {"zh", qstr(text.zh)}}; };
    QJsonArray steps;
    for (const CeremonyScript::Step &step : script.steps)
        steps.append(QJsonObject{{"actor", ceremonyActorName(step.actor)}, {"check", ceremonyCheckName(step.check)}, {"does", both(step.does)}, {"checks", both(step.checks)}});
    return {{"name", qstr(script.name)}, {"version", script.version}, {"kind", ceremonyKindName(script.kind)}, {"sha256", qstr(toHex(script.sha256))},
            {"words", qstr(CeremonyText::words(script.sha256))}, {"title", both(script.title)}, {"purpose", both(script.purpose)}, {"steps", steps}};
}

} // namespace hufu::ctl
