// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CeremonyScript.h"

#include "models/domain/JsonFields.h"

#include <QResource>

#include <algorithm>
#include <map>

namespace hufu {
namespace {

constexpr const char *kindNames[] = {"backup", "restore-test", "restore", "custodian-change", "destruction"};
constexpr const char *checkNames[]
    = {"none", "presence", "sealed", "written", "read-back", "proven", "package-whole", "restored", "served", "present-again"};
constexpr const char *actorNames[] = {"administrator", "custodians", "witness", "all"};

// What can be told apart by ear and by eye, in either language: no two begin alike.
constexpr std::pair<const char *, const char *> qualities[16] = {
    {"red", "红"}, {"blue", "蓝"}, {"green", "绿"}, {"yellow", "黄"}, {"black", "黑"}, {"white", "白"}, {"purple", "紫"}, {"silver", "银"},
    {"big", "大"}, {"tiny", "小"}, {"old", "老"}, {"new", "新"}, {"long", "长"}, {"cold", "冷"}, {"hot", "热"}, {"fast", "快"},
};
constexpr std::pair<const char *, const char *> things[16] = {
    {"mountain", "山"}, {"river", "河"}, {"tiger", "虎"}, {"horse", "马"}, {"bird", "鸟"}, {"fish", "鱼"}, {"dragon", "龙"}, {"flower", "花"},
    {"apple", "苹果"}, {"lamp", "灯"}, {"ship", "船"}, {"bridge", "桥"}, {"door", "门"}, {"window", "窗"}, {"cloud", "云"}, {"stone", "石头"},
};

template <typename Enum, std::size_t Count>
Result<Enum> valueNamed(const char *const (&names)[Count], std::string_view name)
{
    const auto at = std::ranges::find(names, name, [](const char *each) { return std::string_view(each); });
    return at == std::end(names) ? fail(ErrorCode::Malformed, "not known: " + std::string(name)) : Result<Enum>(static_cast<Enum>(at - std::begin(names)));
}

bool isScriptName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

BilingualText readBilingual(JsonFields &outer, const char *name, std::size_t longest, std::string &error)
{
    const QJsonObject object = outer.object(name);
    JsonFields fields(object);
    BilingualText text{fields.text("en", longest, 1), fields.text("zh", longest, 1)};
    if (const Result<void> good = fields.finish(); !good && error.empty())
        error = std::string(name) + ": " + good.error().detail;
    return text;
}

Result<CeremonyScript::Step> readStep(const QJsonObject &object)
{
    JsonFields fields(object);
    CeremonyScript::Step step;
    const Result<CeremonyScript::Actor> actor = valueNamed<CeremonyScript::Actor>(actorNames, fields.text("actor", 20, 1));
    const Result<CeremonyCheck> check = ceremonyCheckFromName(fields.text("check", 20, 1));
    std::string error;
    step.does = readBilingual(fields, "does", 2000, error);
    step.checks = readBilingual(fields, "checks", 2000, error);
    if (const Result<void> good = fields.finish(); !good)
        return fail(good.error());
    if (!error.empty() || !actor || !check)
        return fail(ErrorCode::Malformed, !error.empty() ? error : actor ? check.error().detail : actor.error().detail);
    step.actor = *actor;
    step.check = *check;
    return step;
}

/// What a kind cannot do without, in the order in which it happens.
std::vector<CeremonyCheck> neededChecks(CeremonyKind kind)
{
    using enum CeremonyCheck;
    switch (kind) {
    case CeremonyKind::Backup:
    case CeremonyKind::CustodianChange: return {Presence, Sealed, Written, ReadBack, Proven};
    case CeremonyKind::RestoreTest: return {PackageWhole, Presence, Restored, Served, PresentAgain};
    case CeremonyKind::Restore: return {PackageWhole, Presence, Restored, PresentAgain};
    case CeremonyKind::Destruction: return {Presence, PresentAgain};
    }
    return {};
}

} // namespace

bool hasNeededChecks(CeremonyKind kind, std::vector<CeremonyCheck> checks)
{
    std::erase(checks, CeremonyCheck::None);
    return checks == neededChecks(kind);
}

const char *ceremonyKindName(CeremonyKind kind) { return kindNames[static_cast<int>(kind)]; }
Result<CeremonyKind> ceremonyKindFromName(std::string_view name) { return valueNamed<CeremonyKind>(kindNames, name); }
const char *ceremonyCheckName(CeremonyCheck check) { return checkNames[static_cast<int>(check)]; }
Result<CeremonyCheck> ceremonyCheckFromName(std::string_view name) { return valueNamed<CeremonyCheck>(checkNames, name); }
const char *ceremonyActorName(CeremonyScript::Actor actor) { return actorNames[static_cast<int>(actor)]; }

Result<CeremonyScript> CeremonyScript::read(BytesView file)
{
    if (file.size() > largest)
        return fail(ErrorCode::TooLarge, "a ceremony script above 64 KiB");
    const Result<QJsonObject> object = parseJsonObject(file, false, largest);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    CeremonyScript script;
    script.name = fields.text("name", 60, 1);
    script.version = static_cast<int>(fields.integer("version", 1, 1'000'000));
    const Result<CeremonyKind> kind = ceremonyKindFromName(fields.text("kind", 20, 1));
    std::string error;
    script.title = readBilingual(fields, "title", 200, error);
    script.purpose = readBilingual(fields, "purpose", 2000, error);
    const QJsonArray steps = fields.array("steps", qsizetype(mostSteps));
    if (!kind)
        fields.wrong("kind", "is not known");
    if (!isScriptName(script.name))
        fields.wrong("name", "has other characters than a-z, 0-9 and -");
    if (const Result<void> good = fields.finish(); !good)
        return fail(good.error());
    if (!error.empty())
        return fail(ErrorCode::Malformed, error);
    script.kind = *kind;
    for (const QJsonValue step : steps) {
        Result<Step> read = readStep(step.toObject());
        if (!read)
            return fail(ErrorCode::Malformed, "step " + std::to_string(script.steps.size() + 1) + ": " + read.error().detail);
        script.steps.push_back(std::move(*read));
    }
    std::vector<CeremonyCheck> checks;
    for (const Step &step : script.steps)
        checks.push_back(step.check);
    if (!hasNeededChecks(script.kind, std::move(checks)))
        return fail(ErrorCode::Malformed, std::string("the checks are not those of a ceremony of the kind ") + ceremonyKindName(script.kind));
    script.source = textOf(file);
    script.sha256 = hufu::sha256(file);
    return script;
}

const std::vector<std::string> &builtinScriptNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all(std::begin(kindNames), std::end(kindNames)); // one for each kind, and named after it
        all.emplace_back("founding"); // a backup, of keys that are new
        return all;
    }();
    return names;
}

Result<CeremonyScript> builtinScript(std::string_view name)
{
    if (std::ranges::find(builtinScriptNames(), name) == builtinScriptNames().end())
        return fail(ErrorCode::NotFound, "no ceremony script of this name", std::string(name));
    const QByteArray json = QResource(":/ceremonies/" + qstr(name) + ".json").uncompressedData(); // compiled in
    return CeremonyScript::read(viewOf({json.constData(), std::size_t(json.size())}));
}

std::vector<BilingualText> spokenWords(const Sha256 &sha256)
{
    std::vector<BilingualText> words;
    for (std::size_t i = 0; i < 16; ++i) {
        const auto &quality = qualities[sha256[i] >> 4], &thing = things[sha256[i] & 15];
        words.push_back({std::string(quality.first) + ' ' + thing.first, std::string(quality.second) + thing.second});
    }
    return words;
}

} // namespace hufu
