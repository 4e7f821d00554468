// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Card.h"

#include "models/domain/CertificateRole.h"
#include "models/domain/JsonFields.h"
#include "models/domain/Person.h"
#include "models/pki/Digest.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *cardStateNames[] = {"in-stock", "issuing", "issued", "suspended", "lost", "returned", "destroyed"};
constexpr qsizetype mostSlots = 3;
constexpr std::size_t longestCardNumber = 64, largestRequest = 16384;

constexpr std::size_t markDigits = 8;

bool isHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
bool isPlainDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_'; }

std::string cardNumber(JsonFields &fields)
{
    std::string number = fields.text("card", longestCardNumber, 1);
    if (!std::ranges::all_of(number, isHexDigit) && !isModuleToken(number))
        fields.wrong("card", "is not a card's number");
    return number;
}

Bytes octets(JsonFields &fields, const char *name, std::size_t shortest)
{
    Result<Bytes> read = fromBase64(fields.text(name, largestRequest, shortest));
    if (!read)
        fields.wrong(name, "is not base64");
    return read.value_or(Bytes());
}

} // namespace

Result<std::string> moduleTokenNumber(std::string_view manufacturer, std::string_view model, std::string_view serial)
{
    if (std::ranges::all_of(serial, [](char c) { return c == '0' || c == ' '; }))
        return fail(ErrorCode::Unsupported, "the token tells no serial number");
    Bytes named;
    for (const std::string_view part : {manufacturer, model, serial}) {
        named.insert(named.end(), part.begin(), part.end());
        named.push_back(0);
    }
    const bool plain = std::ranges::all_of(serial, isPlainDigit) && serial.size() <= 32;
    const std::string shown = plain ? std::string(serial) : "x" + toHex(viewOf(serial).first(std::min<std::size_t>(serial.size(), 16)));
    return shown + "-" + toHex(sha256(named)).substr(0, markDigits);
}

bool isModuleToken(std::string_view number)
{
    const std::size_t hyphen = number.find('-');
    if (hyphen == 0 || hyphen == std::string_view::npos)
        return false;
    const std::string_view serial = number.substr(0, hyphen), mark = number.substr(hyphen + 1);
    return std::ranges::all_of(serial, isPlainDigit) && mark.size() == markDigits && std::ranges::all_of(mark, isHexDigit);
}

const char *cardStateName(CardState state) { return cardStateNames[std::size_t(state)]; }

Result<CardState> cardStateFromName(std::string_view name)
{
    const auto at = std::ranges::find(cardStateNames, name, [](const char *known) { return std::string_view(known); });
    if (at == std::end(cardStateNames))
        return fail(ErrorCode::InvalidArgument, "no state of a USBKey", std::string(name));
    return CardState(at - std::begin(cardStateNames));
}

bool mayBecome(CardState from, CardState to)
{
    using enum CardState;
    switch (to) {
    case InStock: return from == Returned || from == Issuing; // wiped
    case Issuing: return false;
    case Issued: return from == Suspended;
    case Suspended: return from == Issued;
    case Lost: return from == Issuing || from == Issued || from == Suspended;
    case Returned: return from == Issued || from == Suspended || from == Lost;
    case Destroyed: return from != Issued && from != Suspended && from != Destroyed;
    }
    return false;
}

QJsonObject toJson(const CardArrival &arrival)
{
    return {{"card", qstr(arrival.card)}, {"model", qstr(arrival.model)}, {"note", qstr(arrival.note)}};
}

Result<CardArrival> cardArrivalFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardArrival arrival;
    arrival.card = cardNumber(fields);
    arrival.model = fields.text("model", 100);
    arrival.note = fields.text("note");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return arrival;
}

QJsonObject toJson(const CardOrder &order)
{
    QJsonArray slotNames;
    for (const std::string &slot : order.slots)
        slotNames.append(qstr(slot));
    QJsonObject object{{"id", qstr(order.id)},
            {"kind", requestKindName(order.kind)},
            {"card", qstr(order.card)},
            {"model", qstr(order.model)},
            {"holder", QJsonObject{{"id", qstr(order.holder.id)}, {"name", qstr(order.holder.name)}, {"department", qstr(order.holder.department)}}},
            {"role", qstr(order.role)},
            {"roleName", qstr(order.roleName)},
            {"profile", qstr(order.profile)},
            {"slots", slotNames},
            {"algorithm", keyKindName(order.algorithm)},
            {"days", order.days},
            {"ca", qstr(order.ca)}};
    if (order.isTemporary()) {
        object.insert("hours", order.hours);
        object.insert("note", qstr(order.note));
    }
    return object;
}

Result<CardOrder> cardOrderFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardOrder order;
    order.id = fields.text("id", 36, 36);
    const Result<RequestKind> kind = requestKindFromName(fields.text("kind", 10, 1));
    if (!kind || *kind == RequestKind::Rekey)
        fields.wrong("kind", "is neither new nor renew");
    order.kind = kind.value_or(RequestKind::New);
    order.card = cardNumber(fields);
    order.model = fields.text("model", 100);
    const QJsonObject holder = fields.object("holder");
    JsonFields person(holder);
    order.holder = {person.text("id", longestHolderPart, 1), person.text("name", longestHolderPart, 1), person.text("department", longestHolderPart, 1)};
    if (!isPlainInNames(order.holder.id))
        person.wrong("id", "has a character that names in certificates escape");
    order.role = fields.text("role", 36, 36);
    order.roleName = fields.text("roleName", longestHolderPart, 1);
    order.profile = fields.text("profile", 64, 1);
    for (const QJsonValue slot : fields.array("slots", mostSlots))
        order.slots.push_back(utf8(slot.toString()));
    const Result<KeyKind> algorithm = keyKindFromName(fields.text("algorithm", 20, 1));
    if (!algorithm || (*algorithm != KeyKind::EcP256 && *algorithm != KeyKind::EcP384 && *algorithm != KeyKind::Rsa2048))
        fields.wrong("algorithm", "is none that cards are issued with");
    order.algorithm = algorithm.value_or(KeyKind::EcP256);
    order.days = int(fields.integer("days", 1, mostTermDays));
    order.ca = fields.text("ca", 36, 36);
    if (fields.has("hours")) {
        order.hours = int(fields.integer("hours", 1, mostTemporaryHours));
        order.note = fields.text("note", 1000, 1);
    }
    if (Result<void> good = person.finish(); !good)
        return fail(good.error());
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return order;
}

QJsonObject toJson(const CardRequests &requests)
{
    QJsonArray keys;
    for (const CardRequests::Key &key : requests.keys)
        keys.append(QJsonObject{{"slot", qstr(key.slot)}, {"csr", qstr(toBase64(key.csr))}, {"attestation", qstr(toBase64(key.attestation))}});
    QJsonObject object{{"order", qstr(requests.order)}, {"card", qstr(requests.card)}, {"keys", keys}};
    if (!requests.attestationIssuer.empty())
        object.insert("attestationIssuer", qstr(toBase64(requests.attestationIssuer)));
    return object;
}

Result<CardRequests> cardRequestsFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardRequests requests;
    requests.order = fields.text("order", 36, 36);
    requests.card = cardNumber(fields);
    if (fields.has("attestationIssuer"))
        requests.attestationIssuer = octets(fields, "attestationIssuer", 1);
    for (const QJsonValue value : fields.array("keys", mostSlots)) {
        const QJsonObject object = value.toObject();
        JsonFields key(object);
        CardRequests::Key read;
        read.slot = key.text("slot", 2, 2);
        read.csr = octets(key, "csr", 1);
        read.attestation = octets(key, "attestation", 0);
        if (Result<void> good = key.finish(); !good)
            return fail(good.error());
        requests.keys.push_back(std::move(read));
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return requests;
}

QJsonObject toJson(const CardCertified &act)
{
    QJsonArray lines;
    for (const CardCertified::Line &line : act.lines)
        lines.append(QJsonObject{{"slot", qstr(line.slot)}, {"certificate", qstr(toBase64(line.certificate))}});
    return {{"order", qstr(act.order)}, {"card", qstr(act.card)}, {"ca", qstr(act.ca)}, {"made", lines}};
}

Result<CardCertified> cardCertifiedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardCertified act;
    act.order = fields.text("order", 36, 36);
    act.card = cardNumber(fields);
    act.ca = fields.text("ca", 36, 36);
    for (const QJsonValue value : fields.array("made", mostSlots)) {
        const QJsonObject object = value.toObject();
        JsonFields line(object);
        CardCertified::Line read;
        read.slot = line.text("slot", 2, 2);
        read.certificate = octets(line, "certificate", 1);
        if (Result<void> good = line.finish(); !good)
            return fail(good.error());
        act.lines.push_back(std::move(read));
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return act;
}

QJsonObject toJson(const CardHandover &handover)
{
    QJsonArray certificates;
    for (const Sha256 &name : handover.certificates)
        certificates.append(qstr(toHex(name)));
    return {{"order", qstr(handover.order)}, {"card", qstr(handover.card)}, {"certificates", certificates}, {"signature", qstr(toBase64(handover.signature))}};
}

Result<CardHandover> cardHandoverFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardHandover handover;
    handover.order = fields.text("order", 36, 36);
    handover.card = cardNumber(fields);
    for (const QJsonValue value : fields.array("certificates", mostSlots)) {
        const Result<Sha256> name = sha256FromHex(utf8(value.toString()));
        if (!name)
            fields.wrong("certificates", "are not SHA-256 digests");
        handover.certificates.push_back(name.value_or(Sha256{}));
    }
    handover.signature = octets(fields, "signature", 1);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return handover;
}

std::string handoverText(const Sha256 &house, const CardHandover &handover)
{
    std::string text = "hufu handover 1\n" + toHex(house) + "\n" + handover.order + "\n" + handover.card + "\n";
    for (const Sha256 &name : handover.certificates)
        text += toHex(name) + "\n";
    return text;
}

QJsonObject toJson(const CardChange &change)
{
    return {{"card", qstr(change.card)}, {"to", cardStateName(change.to)}, {"note", qstr(change.note)}};
}

Result<CardChange> cardChangeFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardChange change;
    change.card = cardNumber(fields);
    const Result<CardState> to = cardStateFromName(fields.text("to", 20, 1));
    if (!to)
        fields.wrong("to", "is no state of a USBKey");
    change.to = to.value_or(CardState::Lost);
    change.note = fields.text("note", 1000, 1);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return change;
}

QJsonObject toJson(const CardUnlock &unlock) { return {{"card", qstr(unlock.card)}, {"note", qstr(unlock.note)}}; }

Result<CardUnlock> cardUnlockFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardUnlock unlock;
    unlock.card = cardNumber(fields);
    unlock.note = fields.text("note");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return unlock;
}

QJsonObject toJson(const TemporaryReview &review)
{
    return {{"order", qstr(review.order)}, {"card", qstr(review.card)}, {"objects", review.objects}, {"note", qstr(review.note)}};
}

Result<TemporaryReview> temporaryReviewFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    TemporaryReview review;
    review.order = fields.text("order", 36, 36);
    review.card = cardNumber(fields);
    review.objects = fields.boolean("objects");
    review.note = fields.text("note", 1000, 1);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return review;
}

QJsonObject toJson(const CardAbandoned &act) { return {{"order", qstr(act.order)}, {"card", qstr(act.card)}}; }

Result<CardAbandoned> cardAbandonedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CardAbandoned act;
    act.order = fields.text("order", 36, 36);
    act.card = cardNumber(fields);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return act;
}

bool isOfficersCard(const Card &card, const Person &person)
{
    const bool theirs = card.holder.id == person.id || (card.holder.name == person.name && card.holder.department == person.department);
    const auto has = [&](const char *slot) { return std::ranges::find(card.certificates, slot, &CardCertificate::slot) != card.certificates.end(); };
    return card.state == CardState::Issued && card.hours == 0 && theirs && has("9c") && has("9d") && card.number != person.card && !isModuleToken(card.number);
}

} // namespace hufu
