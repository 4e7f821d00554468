// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RestoreTrial.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/JsonFields.h"

#include <QJsonArray>

#include <algorithm>

namespace hufu {
namespace {

constexpr qsizetype mostCas = 200, mostAnswers = 3 * mostCas;
constexpr std::size_t longestName = 400;
constexpr std::int64_t mostRevoked = 100'000'000;

constexpr struct {
    RestoreAnswer::What what;
    const char *name;
} whatNames[] = {{RestoreAnswer::What::Certificate, "certificate"},
                 {RestoreAnswer::What::Crl, "crl"},
                 {RestoreAnswer::What::Ocsp, "ocsp"},
                 {RestoreAnswer::What::NoResponder, "noResponder"}};

std::vector<std::string> namesIn(JsonFields &fields, const char *list)
{
    std::vector<std::string> names;
    for (const QJsonValue value : fields.array(list, mostCas)) {
        names.push_back(utf8(value.toString()));
        if (!value.isString() || names.back().size() > longestName)
            fields.wrong(list, "holds something that is no name");
    }
    return names;
}

} // namespace

QJsonObject toJson(const RestoredKeys &keys) { return {{"proven", textsToJson(keys.proven)}, {"elsewhere", textsToJson(keys.elsewhere)}}; }

Result<RestoredKeys> restoredKeysFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    RestoredKeys keys{namesIn(fields, "proven"), namesIn(fields, "elsewhere")};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return keys;
}

QJsonObject toJson(const std::vector<RestoreAnswer> &answers)
{
    QJsonArray list;
    for (const RestoreAnswer &answer : answers) {
        const auto named = std::ranges::find(whatNames, answer.what, [](const auto &each) { return each.what; });
        list.append(QJsonObject{{"what", named->name}, {"ca", qstr(answer.ca)}, {"revoked", qint64(answer.revoked)}, {"status", qstr(answer.status)}});
    }
    return {{"answers", list}};
}

Result<std::vector<RestoreAnswer>> restoreAnswersFromJson(const QJsonObject &all)
{
    JsonFields fields(all);
    const QJsonArray list = fields.array("answers", mostAnswers);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    std::vector<RestoreAnswer> answers;
    for (const QJsonValue value : list) {
        const QJsonObject object = value.toObject(); // JsonFields refers to it
        JsonFields each(object);
        RestoreAnswer answer;
        const std::string what = each.text("what", 32);
        const auto named = std::ranges::find_if(whatNames, [&](const auto &one) { return one.name == what; });
        if (named == std::end(whatNames))
            each.wrong("what", "is none");
        else
            answer.what = named->what;
        answer.ca = each.text("ca", longestName);
        answer.revoked = static_cast<std::size_t>(each.integer("revoked", 0, mostRevoked));
        answer.status = each.text("status", 32);
        if (Result<void> good = each.finish(); !good)
            return fail(good.error());
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace hufu
