// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Emergency.h"

#include "models/domain/JsonFields.h"

#include <algorithm>
#include <cctype>

namespace hufu {
namespace {

constexpr std::size_t longestLoss = 1000, longestCaller = 200, longestReport = 4000, longestEmergencyText = 4000, longestForeignCa = 1000, longestForeignUrl = 2000;

/// The value of an enum by its name; names count from 0 as the enum does.
template <typename Enum, std::size_t count>
Result<Enum> emergencyWord(const Enum (&all)[count], const char *(*nameOf)(Enum), std::string_view name, const char *what)
{
    for (Enum one : all) {
        if (name == nameOf(one))
            return one;
    }
    return fail(ErrorCode::Malformed, std::string("no such ") + what + ": " + std::string(name));
}

bool isBlankText(std::string_view text)
{
    return std::ranges::all_of(text, [](unsigned char c) { return std::isspace(c); });
}

/// Lower-case hexadecimal digits of a fingerprint as people write it.
Result<std::string> fingerprintDigits(std::string_view text)
{
    std::string digits;
    for (unsigned char c : text) {
        if (std::isxdigit(c))
            digits.push_back(static_cast<char>(std::tolower(c)));
        else if (c != ':' && !std::isspace(c))
            return fail(ErrorCode::InvalidArgument, "a key is named by the SHA-256 of its SubjectPublicKeyInfo, or of a certificate with it");
    }
    if (digits.size() != 64)
        return fail(ErrorCode::InvalidArgument, "a key is named by 64 hexadecimal digits");
    return digits;
}

} // namespace

const char *lossKindName(LossKind kind)
{
    switch (kind) {
    case LossKind::Person: return "person";
    case LossKind::Card: return "card";
    case LossKind::Host: return "host";
    case LossKind::Key: return "key";
    case LossKind::Issuer: return "issuer";
    case LossKind::Role: return "role";
    case LossKind::Department: return "department";
    case LossKind::Query: return "query";
    }
    return "";
}

Result<LossKind> lossKindFromName(std::string_view name) { return emergencyWord(allLossKinds, lossKindName, name, "kind of loss"); }

Result<Loss> Loss::normalised() const
{
    Loss loss = *this;
    while (!loss.value.empty() && std::isspace(static_cast<unsigned char>(loss.value.back())))
        loss.value.pop_back();
    loss.value.erase(0, std::min(loss.value.find_first_not_of(" \t\r\n"), loss.value.size()));
    if (loss.value.empty())
        return fail(ErrorCode::InvalidArgument, "it has to be said what is lost");
    if (kind == LossKind::Host) {
        std::ranges::transform(loss.value, loss.value.begin(), [](unsigned char c) { return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c); });
        if (loss.value.ends_with('.') && loss.value.size() > 1)
            loss.value.pop_back();
    }
    if (kind == LossKind::Key) {
        Result<std::string> digits = fingerprintDigits(loss.value);
        if (!digits)
            return fail(digits.error());
        loss.value = std::move(*digits);
    }
    return loss;
}

const char *emergencySeverityName(EmergencySeverity severity)
{
    switch (severity) {
    case EmergencySeverity::Unknown: return "unknown";
    case EmergencySeverity::Minor: return "minor";
    case EmergencySeverity::Major: return "major";
    case EmergencySeverity::Critical: return "critical";
    }
    return "";
}

Result<EmergencySeverity> emergencySeverityFromName(std::string_view name)
{
    return emergencyWord(allEmergencySeverities, emergencySeverityName, name, "severity");
}

const char *followUpName(FollowUp what)
{
    switch (what) {
    case FollowUp::Cause: return "cause";
    case FollowUp::Informed: return "informed";
    case FollowUp::Replacement: return "replacement";
    case FollowUp::Suspended: return "suspended";
    case FollowUp::Review: return "review";
    case FollowUp::Foreign: return "foreign";
    }
    return "";
}

Result<FollowUp> followUpFromName(std::string_view name) { return emergencyWord(allFollowUps, followUpName, name, "follow-up"); }

QJsonObject toJson(const EmergencyStart &start)
{
    return {{"id", qstr(start.id)},
            {"loss", lossKindName(start.loss.kind)},
            {"value", qstr(start.loss.value)},
            {"severity", emergencySeverityName(start.severity)},
            {"caller", qstr(start.caller)},
            {"report", qstr(start.report)}};
}

Result<EmergencyStart> emergencyStartFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    EmergencyStart start;
    start.id = fields.text("id", 36, 36);
    const Result<LossKind> kind = lossKindFromName(fields.text("loss", 20, 1));
    if (!kind)
        fields.wrong("loss", "is no kind of loss");
    start.loss = {kind.value_or(LossKind::Person), fields.text("value", longestLoss, 1)};
    const Result<EmergencySeverity> severity = emergencySeverityFromName(fields.text("severity", 20, 1));
    if (!severity)
        fields.wrong("severity", "is no severity");
    start.severity = severity.value_or(EmergencySeverity::Unknown);
    start.caller = fields.text("caller", longestCaller);
    start.report = fields.text("report", longestReport);
    if (const Result<Loss> same = start.loss.normalised(); !same || *same != start.loss)
        fields.wrong("value", "is not written as emergencies write it");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return start;
}

QJsonObject toJson(const EmergencyNote &note)
{
    QJsonObject object{{"emergency", qstr(note.emergency)}, {"text", qstr(note.text)}};
    if (note.answers)
        object.insert("answers", followUpName(*note.answers));
    return object;
}

Result<EmergencyNote> emergencyNoteFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    EmergencyNote note;
    note.emergency = fields.text("emergency", 36, 36);
    note.text = fields.text("text", longestEmergencyText, 1);
    if (isBlankText(note.text))
        fields.wrong("text", "is empty");
    if (fields.has("answers")) {
        const Result<FollowUp> what = followUpFromName(fields.text("answers", 20, 1));
        if (!what)
            fields.wrong("answers", "is no follow-up");
        else
            note.answers = *what;
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return note;
}

QJsonObject toJson(const EmergencyClosing &closing) { return {{"emergency", qstr(closing.emergency)}, {"text", qstr(closing.text)}}; }

Result<EmergencyClosing> emergencyClosingFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    EmergencyClosing closing{fields.text("emergency", 36, 36), fields.text("text", longestEmergencyText, 1)};
    if (isBlankText(closing.text))
        fields.wrong("text", "is empty");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return closing;
}

QJsonObject toJson(const ForeignAsk &ask)
{
    return {{"emergency", qstr(ask.emergency)}, {"certificate", qstr(toHex(ask.certificate))}, {"ca", qstr(ask.ca)}, {"text", qstr(ask.text)}};
}

Result<ForeignAsk> foreignAskFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    ForeignAsk ask{fields.text("emergency", 36, 36), fields.digest("certificate"), fields.text("ca", longestForeignCa, 1), fields.text("text", longestEmergencyText, 1)};
    if (isBlankText(ask.text))
        fields.wrong("text", "is empty");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return ask;
}

QJsonObject toJson(const ForeignHeard &heard)
{
    return {{"emergency", qstr(heard.emergency)}, {"certificate", qstr(toHex(heard.certificate))}, {"source", qstr(heard.source)}, {"url", qstr(heard.url)},
            {"answer", qstr(toHex(heard.answer))}, {"at", qstr(toIso(heard.at))}, {"revokedAt", qstr(toIso(heard.revokedAt))}};
}

Result<ForeignHeard> foreignHeardFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    ForeignHeard heard{fields.text("emergency", 36, 36), fields.digest("certificate"), fields.text("source", 10, 1), fields.text("url", longestForeignUrl, 1),
                       fields.digest("answer"), fields.instant("at"), fields.instant("revokedAt")};
    if (heard.source != "crl" && heard.source != "ocsp")
        fields.wrong("source", "is not crl or ocsp");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return heard;
}

const Emergency::Due *Emergency::openFollowUp() const
{
    const auto at = std::ranges::find(followUps, Sequence(0), &Due::answered);
    return at == followUps.end() ? nullptr : &*at;
}

} // namespace hufu
