// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CardTarget.h"
#include "app/ctl/Commands.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/CertificateListing.h"
#include "models/wording/ErrorText.h"
#include "smartcard/PcscLine.h"
#include "smartcard/PivOverview.h"
#include "smartcard/ReaderMonitor.h"

#include <algorithm>

namespace hufu::ctl {
namespace {

/// A reader, and what is in it.
struct SeenReader {
    ReaderState reader;
    Result<PivOverview> card; ///< CardAbsent for an empty one
};

Result<PivOverview> lookInto(const ReaderState &reader)
{
    if (!reader.hasCard)
        return fail(ErrorCode::CardAbsent, "the reader is empty", reader.name);
    if (reader.isMute)
        return fail(ErrorCode::CardFailed, "the card gives no answer to reset", reader.name);
    const Result<std::unique_ptr<PcscLine>> line = PcscLine::connect(reader.name);
    if (!line)
        return fail(line.error());
    return lookAtCard(**line);
}

/// All readers, or the one whose name is or contains `wanted`. NotFound; InvalidArgument when several do.
Result<std::vector<SeenReader>> lookAround(const std::string &wanted)
{
    Result<std::vector<ReaderState>> readers = readReaders();
    if (!readers)
        return fail(readers.error());
    if (!wanted.empty()) {
        const auto exact = std::ranges::find(*readers, wanted, &ReaderState::name);
        if (exact != readers->end())
            *readers = {*exact};
        else
            std::erase_if(*readers, [&](const ReaderState &reader) { return !reader.name.contains(wanted); });
        if (readers->empty())
            return fail(ErrorCode::NotFound, "no reader has this in its name", wanted);
        if (readers->size() > 1)
            return fail(ErrorCode::InvalidArgument, "several readers have this in their names", wanted);
    }
    std::vector<SeenReader> seen;
    for (ReaderState &reader : *readers) {
        Result<PivOverview> card = lookInto(reader);
        seen.push_back({std::move(reader), std::move(card)});
    }
    return seen;
}

const char *managementAlgorithmName(ManagementKey::Algorithm algorithm)
{
    switch (algorithm) {
    case ManagementKey::Algorithm::TripleDes: return "3des";
    case ManagementKey::Algorithm::Aes128: return "aes-128";
    case ManagementKey::Algorithm::Aes192: return "aes-192";
    case ManagementKey::Algorithm::Aes256: return "aes-256";
    }
    return "";
}

const char *purposeOfSlot(PivSlot slot)
{
    switch (slot) {
    case PivSlot::Authentication: return "authentication";
    case PivSlot::Signature: return "signature";
    case PivSlot::KeyManagement: return "key management";
    case PivSlot::CardAuthentication: return "card authentication";
    }
    return "";
}

std::string keyText(const CertificateListing &certificate)
{
    return certificate.curve.empty() ? keyAlgorithmName(certificate.keyAlgorithm) + (" " + std::to_string(certificate.keyBits)) : certificate.curve;
}

std::string guidText(const Chuid &chuid) { return toHex(chuid.guid); }

/// Whose card it is, as its certificates say: the first of 9A, 9C, 9D, 9E.
std::string holderOf(const PivOverview &card)
{
    for (const PivOverview::Slot &slot : card.slots) {
        if (const Result<CertificateListing> read = slot.certificate ? readListing(*slot.certificate) : fail(slot.certificate.error()))
            return read->commonName.empty() ? read->subject : read->commonName;
    }
    return {};
}

QJsonObject triesJson(const PivTries &tries)
{
    QJsonObject json{{"left", tries.left}};
    if (tries.total)
        json["total"] = *tries.total;
    if (tries.isFactory)
        json["factory"] = *tries.isFactory;
    return json;
}

QJsonObject errorJson(const Error &error)
{
    return {{"code", errorName(error.code)}, {"detail", qstr(error.detail)}, {"sentence", sentence(error)}};
}

QJsonObject certificateJson(const Result<CertificateListing> &read)
{
    if (!read)
        return {{"error", errorJson(read.error())}};
    return {{"sha256", qstr(toHex(read->sha256))},
            {"subject", qstr(read->subject)},
            {"issuer", qstr(read->issuer)},
            {"serial", qstr(toHex(read->serialNumber))},
            {"notBefore", qstr(toIso(read->notBefore))},
            {"notAfter", qstr(toIso(read->notAfter))},
            {"key", qstr(keyText(*read))}};
}

QJsonObject slotJson(const PivOverview::Slot &slot)
{
    QJsonObject json{{"slot", pivSlotName(slot.slot)}};
    if (slot.key)
        json["key"] = QJsonObject{{"kind", keyKindName(slot.key->kind)}, {"generatedOnCard", slot.key->generated}};
    const Result<CertificateListing> read = slot.certificate ? readListing(*slot.certificate) : fail(slot.certificate.error());
    if (read) {
        json["certificate"] = certificateJson(read);
    } else if (read.error().code != ErrorCode::NotFound) {
        json["error"] = errorJson(read.error());
    }
    return json;
}

QJsonObject cardJson(const PivOverview &card)
{
    QJsonObject json{{"holder", qstr(holderOf(card))}, {"pin", triesJson(card.pin)}};
    if (card.version)
        json["version"] = qstr(card.version->text());
    if (card.serialNumber)
        json["serial"] = qint64(*card.serialNumber);
    if (card.chuid) {
        json["guid"] = qstr(guidText(*card.chuid));
        json["expires"] = qstr(card.chuid->expires);
    }
    if (card.puk)
        json["puk"] = triesJson(*card.puk);
    if (card.managementKey) {
        json["managementKey"] = QJsonObject{{"algorithm", managementAlgorithmName(card.managementKey->algorithm)},
                                            {"factory", card.managementKey->isFactory}};
    }
    QJsonArray slotList;
    for (const PivOverview::Slot &slot : card.slots) {
        if (slot.key || slot.certificate || slot.certificate.error().code != ErrorCode::NotFound)
            slotList.append(slotJson(slot));
    }
    json["slots"] = slotList;
    return json;
}

QJsonObject readerJson(const SeenReader &seen)
{
    QJsonObject json{{"reader", qstr(seen.reader.name)}, {"hasCard", seen.reader.hasCard}};
    if (seen.reader.hasCard)
        json["atr"] = qstr(toHex(seen.reader.answerToReset));
    if (seen.card)
        json["card"] = cardJson(*seen.card);
    else if (seen.reader.hasCard)
        json["error"] = errorJson(seen.card.error());
    return json;
}

std::string triesText(const PivTries &tries)
{
    return std::to_string(tries.left) + (tries.total ? " of " + std::to_string(*tries.total) : std::string()) + " tries left"
        + (tries.isFactory == true ? ", as delivered" : "");
}

std::vector<std::string> readerRow(const SeenReader &seen)
{
    if (!seen.card)
        return {seen.reader.name, "-", "-", "-", "-", seen.reader.hasCard ? utf8(sentence(seen.card.error())) : "empty"};
    const PivOverview &card = *seen.card;
    return {seen.reader.name,
            card.serialNumber ? std::to_string(*card.serialNumber) : "-",
            card.version ? card.version->text() : "-",
            std::to_string(card.pin.left),
            card.puk ? std::to_string(card.puk->left) : "-",
            holderOf(card)};
}

void printListing(const CertificateListing &certificate, const std::string &origin)
{
    printLine("    issuer   " + certificate.issuer);
    printLine("    valid    " + toIso(certificate.notBefore) + " to " + toIso(certificate.notAfter));
    printLine("    key      " + keyText(certificate) + origin);
    printLine("    SHA-256  " + toHex(certificate.sha256));
}

void printCard(const std::string &reader, const PivOverview &card)
{
    const auto line = [](const char *title, const std::string &text) {
        if (!text.empty())
            printLine(std::string(title) + text);
    };
    line("reader          ", reader);
    line("serial          ", card.serialNumber ? std::to_string(*card.serialNumber) : "");
    line("version         ", card.version ? card.version->text() : "");
    line("guid            ", card.chuid ? guidText(*card.chuid) : "");
    line("PIN             ", triesText(card.pin));
    line("PUK             ", card.puk ? triesText(*card.puk) : "");
    if (const auto &key = card.managementKey)
        line("management key  ", managementAlgorithmName(key->algorithm) + std::string(key->isFactory ? ", as delivered" : ""));
    for (const PivOverview::Slot &slot : card.slots) {
        const std::string title = std::string(pivSlotName(slot.slot)) + " " + purposeOfSlot(slot.slot);
        const Result<CertificateListing> read = slot.certificate ? readListing(*slot.certificate) : fail(slot.certificate.error());
        if (read) {
            printLine(title + ": " + read->subject);
            printListing(*read, slot.key ? slot.key->generated ? ", made on the card" : ", brought from outside" : "");
        } else if (read.error().code != ErrorCode::NotFound) {
            printLine(title + ": " + utf8(sentence(read.error())));
        } else if (slot.key) {
            printLine(title + ": a key without a certificate");
        }
    }
}

// Tokens of PKCS#11 modules.

std::string holderOf(const CardSight &token)
{
    for (const CardSight::Slot &slot : token.slots) {
        if (const Result<CertificateListing> read = readListing(slot.certificate))
            return read->commonName.empty() ? read->subject : read->commonName;
    }
    return {};
}

std::vector<std::string> kindsOf(const ModuleFacts &facts)
{
    std::vector<std::string> names;
    for (const KeyKind kind : facts.kinds)
        names.push_back(keyKindName(kind));
    return names;
}

QJsonObject tokenJson(const CardSight &token)
{
    const ModuleFacts &facts = *token.module;
    QJsonObject json{{"module", qstr(facts.module)}, {"token", qstr(facts.label)}, {"serial", qstr(facts.serial)}, {"uri", qstr(token.reader)}, {"model", qstr(token.model)}};
    if (token.fault) {
        json["error"] = errorJson(*token.fault);
        return json;
    }
    QJsonArray mechanisms, kinds, certificates;
    for (const std::string &mechanism : facts.mechanisms)
        mechanisms.append(qstr(mechanism));
    for (const std::string &kind : kindsOf(facts))
        kinds.append(qstr(kind));
    for (const CardSight::Slot &slot : token.slots) {
        if (!slot.certificate.empty())
            certificates.append(certificateJson(readListing(slot.certificate)));
    }
    json["card"] = qstr(token.number);
    json["holder"] = qstr(holderOf(token));
    json["keys"] = kinds;
    json["mechanisms"] = mechanisms;
    json["certificates"] = certificates;
    json["empty"] = token.asDelivered;
    if (token.pinTries)
        json["pin"] = QJsonObject{{"left", *token.pinTries}};
    return json;
}

void printToken(const CardSight &token)
{
    const ModuleFacts &facts = *token.module;
    printLine("token           " + facts.label);
    printLine("serial          " + facts.serial);
    printLine("number          " + (token.number.empty() ? std::string("none: it tells no serial number") : token.number));
    printLine("model           " + token.model);
    printLine("module          " + facts.module);
    printLine("PIN             " + (token.pinTries ? std::to_string(*token.pinTries) + " tries left" : std::string("PKCS#11 does not tell how many tries are left")));
    printLine("makes keys      " + (facts.kinds.empty() ? std::string("none of those that are issued") : joinList(kindsOf(facts))));
    printLine("mechanisms      " + joinList(facts.mechanisms));
    for (const CardSight::Slot &slot : token.slots) {
        const Result<CertificateListing> read = readListing(slot.certificate);
        printLine(read ? "certificate " + slot.name + ": " + read->subject : slot.certificate.empty() ? std::string("keys without a certificate") : utf8(sentence(read.error())));
        if (read)
            printListing(*read, {});
    }
}

ExitCode listTokens(const Arguments &arguments)
{
    const bool json = arguments.has("json");
    const Result<std::vector<CardSight>> tokens = moduleTokens(arguments);
    if (!tokens)
        return report(tokens.error(), json);
    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    for (const CardSight &token : *tokens) {
        objects.append(tokenJson(token));
        rows.push_back({token.module->label, token.module->serial, token.number.empty() ? "-" : token.number, joinList(kindsOf(*token.module)), token.model,
                        token.fault ? utf8(sentence(*token.fault)) : holderOf(token)});
    }
    printList(json, objects, {"TOKEN", "SERIAL", "NUMBER", "KEYS", "MODEL", "HOLDER"}, rows);
    return ExitCode::Done;
}

ExitCode showToken(const Arguments &arguments)
{
    const Result<CardTarget> target = cardTarget(arguments);
    if (!target)
        return report(target.error(), arguments.has("json"));
    if (arguments.has("json"))
        printJson(tokenJson(target->sight));
    else
        printToken(target->sight);
    return ExitCode::Done;
}

ExitCode list(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"reader", "pkcs11", "token", "serial"}, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (!arguments->rest().empty())
        return reportUsage("card list takes no operands", json);
    const Result<bool> module = namesModule(*arguments);
    if (!module)
        return report(module.error(), json);
    if (*module)
        return listTokens(*arguments);
    const Result<std::vector<SeenReader>> seen = lookAround(arguments->value("reader"));
    if (!seen)
        return report(seen.error(), json);
    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    for (const SeenReader &reader : *seen) {
        objects.append(readerJson(reader));
        rows.push_back(readerRow(reader));
    }
    printList(json, objects, {"READER", "SERIAL", "VERSION", "PIN", "PUK", "HOLDER"}, rows);
    return ExitCode::Done;
}

/// The reader that was named, else the only one with a card in it.
Result<SeenReader> theCard(const std::string &wanted)
{
    Result<std::vector<SeenReader>> seen = lookAround(wanted);
    if (!seen)
        return fail(seen.error());
    if (wanted.empty())
        std::erase_if(*seen, [](const SeenReader &reader) { return !reader.reader.hasCard; });
    if (seen->empty())
        return fail(ErrorCode::CardAbsent, "no reader has a card");
    if (seen->size() > 1)
        return fail(ErrorCode::InvalidArgument, "several readers have cards: name one with --reader");
    return std::move(seen->front());
}

ExitCode show(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"reader", "pkcs11", "token", "serial"}, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (!arguments->rest().empty())
        return reportUsage("card show takes no operands", json);
    const Result<bool> module = namesModule(*arguments);
    if (!module)
        return report(module.error(), json);
    if (*module)
        return showToken(*arguments);
    const Result<SeenReader> seen = theCard(arguments->value("reader"));
    if (!seen)
        return report(seen.error(), json);
    if (!seen->card)
        return report(seen->card.error(), json);
    if (json)
        printJson(readerJson(*seen));
    else
        printCard(seen->reader.name, *seen->card);
    return ExitCode::Done;
}

constexpr CommandEntry commands[] = {
    {"card list", "[--reader R | --pkcs11 MODULE [--token LABEL] [--serial S]]",
     "Readers and the USBKeys in them: serial number, version, PIN and PUK tries left, holder. No PIN is asked for. With --pkcs11 the tokens of that module.", list},
    {"card show", "[--reader R | --pkcs11 MODULE [--token LABEL] [--serial S]]",
     "One USBKey: its certificates and keys, tries left, management key; --reader takes a part of the reader's name. Of a PKCS#11 token also what it can do.", show},
};

} // namespace

std::span<const CommandEntry> cardCommands() { return commands; }

} // namespace hufu::ctl
