// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CardTarget.h"
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
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
    const QString left = tries.total ? CtlText::tr("%1 of %2 tries left").arg(tries.left).arg(*tries.total) : CtlText::tr("%1 tries left").arg(tries.left);
    return utf8(tries.isFactory == true ? CtlText::tr("%1, as delivered", "tries left, or an algorithm").arg(left) : left);
}

std::vector<std::string> readerRow(const SeenReader &seen)
{
    if (!seen.card)
        return {seen.reader.name, "-", "-", "-", "-", seen.reader.hasCard ? utf8(sentence(seen.card.error())) : utf8(CtlText::tr("empty", "a reader"))};
    const PivOverview &card = *seen.card;
    return {seen.reader.name,
            card.serialNumber ? std::to_string(*card.serialNumber) : "-",
            card.version ? card.version->text() : "-",
            std::to_string(card.pin.left),
            card.puk ? std::to_string(card.puk->left) : "-",
            holderOf(card)};
}

void printListing(const CertificateListing &certificate, const QString &origin)
{
    constexpr std::size_t width = 13;
    const QString indent = QStringLiteral("    "), key = qstr(keyText(certificate));
    printField(indent + CtlText::tr("issuer"), certificate.issuer, width);
    printField(indent + CtlText::tr("valid"), utf8(CtlText::tr("%1 to %2", "times").arg(qstr(toIso(certificate.notBefore)), qstr(toIso(certificate.notAfter)))), width);
    printField(indent + CtlText::tr("key"), utf8(origin.isEmpty() ? key : CtlText::tr("%1, %2", "kind of a key, where it was made").arg(key, origin)), width);
    printField(indent + QStringLiteral("SHA-256"), toHex(certificate.sha256), width);
}

void printCard(const std::string &reader, const PivOverview &card)
{
    const auto line = [](const QString &title, const std::string &text) {
        if (!text.empty())
            printField(title, text);
    };
    line(CtlText::tr("reader"), reader);
    line(CtlText::tr("serial"), card.serialNumber ? std::to_string(*card.serialNumber) : "");
    line(CtlText::tr("version"), card.version ? card.version->text() : "");
    line(QStringLiteral("guid"), card.chuid ? guidText(*card.chuid) : "");
    line(QStringLiteral("PIN"), triesText(card.pin));
    line(QStringLiteral("PUK"), card.puk ? triesText(*card.puk) : "");
    if (const auto &key = card.managementKey) {
        const QString algorithm = QLatin1String(managementAlgorithmName(key->algorithm));
        line(CtlText::tr("management key"), utf8(key->isFactory ? CtlText::tr("%1, as delivered", "tries left, or an algorithm").arg(algorithm) : algorithm));
    }
    for (const PivOverview::Slot &slot : card.slots) {
        const std::string title = std::string(pivSlotName(slot.slot)) + " " + purposeOfSlot(slot.slot);
        const Result<CertificateListing> read = slot.certificate ? readListing(*slot.certificate) : fail(slot.certificate.error());
        if (read) {
            printLine(title + ": " + read->subject);
            printListing(*read, !slot.key ? QString() : slot.key->generated ? CtlText::tr("made on the card") : CtlText::tr("brought from outside"));
        } else if (read.error().code != ErrorCode::NotFound) {
            printLine(title + ": " + utf8(sentence(read.error())));
        } else if (slot.key) {
            say(CtlText::tr("%1: a key without a certificate", "a slot").arg(qstr(title)));
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
    printField(CtlText::tr("token"), facts.label);
    printField(CtlText::tr("serial"), facts.serial);
    printField(CtlText::tr("number"), token.number.empty() ? utf8(CtlText::tr("none: it tells no serial number")) : token.number);
    printField(CtlText::tr("model"), token.model);
    printField(CtlText::tr("module"), facts.module);
    printField(QStringLiteral("PIN"), utf8(token.pinTries ? CtlText::tr("%1 tries left").arg(*token.pinTries) : CtlText::tr("PKCS#11 does not tell how many tries are left")));
    printField(CtlText::tr("makes keys"), facts.kinds.empty() ? utf8(CtlText::tr("none of those that are issued")) : joinList(kindsOf(facts)));
    printField(CtlText::tr("mechanisms"), joinList(facts.mechanisms));
    for (const CardSight::Slot &slot : token.slots) {
        const Result<CertificateListing> read = readListing(slot.certificate);
        say(read                        ? CtlText::tr("certificate %1: %2", "name, subject").arg(qstr(slot.name), qstr(read->subject))
            : slot.certificate.empty() ? CtlText::tr("keys without a certificate")
                                       : sentence(read.error()));
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
    printList(json, objects, {CtlText::tr("TOKEN"), CtlText::tr("SERIAL"), CtlText::tr("NUMBER"), CtlText::tr("KEYS"), CtlText::tr("MODEL"), CtlText::tr("HOLDER")}, rows);
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
    printList(json, objects, {CtlText::tr("READER"), CtlText::tr("SERIAL"), CtlText::tr("VERSION"), QStringLiteral("PIN"), QStringLiteral("PUK"), CtlText::tr("HOLDER")}, rows);
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
