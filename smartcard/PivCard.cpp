// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/PivCard.h"

#include "smartcard/Pkcs11Forms.h"
#include "smartcard/Tlv.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace hufu {
namespace {

constexpr std::uint8_t pivApplication[] = {0xa0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00}; // without the version
constexpr std::uint32_t attestationObject = 0x5fff01;                                          // YubiKey
constexpr std::uint8_t pinReference = 0x80, pukReference = 0x81, managementReference = 0x9b;

namespace instruction {
constexpr std::uint8_t verify = 0x20, changeReferenceData = 0x24, resetRetryCounter = 0x2c, generateKey = 0x47, generalAuthenticate = 0x87,
                       select = 0xa4, getData = 0xcb, putData = 0xdb;
// YubiKey
constexpr std::uint8_t metadata = 0xf7, serialNumber = 0xf8, attest = 0xf9, setTries = 0xfa, wipe = 0xfb, version = 0xfd, setManagementKey = 0xff;
}

// What generating may take a card, RSA above all, and what a signature may.
constexpr CardPatience untilKeyIsMade = 180s, untilKeyIsUsed = 20s;

/// The object's tag inside 5C.
Bytes tagList(std::uint32_t tag)
{
    Bytes octets;
    for (int shift = 16; shift >= 0; shift -= 8) {
        if (tag >> shift != 0)
            octets.push_back(static_cast<std::uint8_t>(tag >> shift));
    }
    return makeTlv(0x5c, octets);
}

/// Six to eight octets, padded with FF (SP 800-73-4 part 2 §2.4.3).
bool appendPadded(SecureBytes &to, const SecureBytes &secret)
{
    constexpr std::size_t size = 8, shortest = 6;
    if (secret.size() < shortest || secret.size() > size)
        return false;
    constexpr std::uint8_t padding[] = {0xff, 0xff};
    to.insert(to.size(), secret.view());
    to.insert(to.size(), BytesView(padding).first(size - secret.size()));
    return true;
}

/// No such command: after SELECT that is what an application says that does not know it, or no application at all.
bool isUnknown(StatusWord word) { return word == status::noInstruction || word == status::noClass; }

} // namespace

Result<PivCard> PivCard::open(CardLine &line)
{
    Result<CardChannel> channel = CardChannel::open(line);
    if (!channel)
        return fail(channel.error());
    PivCard card(std::move(*channel));
    const Result<CardReply> reply = card.m_channel.transmit({.ins = instruction::select, .p1 = 0x04, .data = pivApplication});
    if (!reply)
        return fail(reply.error());
    if (reply->status == status::notFound || reply->status == status::notSupported || isUnknown(reply->status))
        return fail(ErrorCode::Unsupported, "no PIV application (" + reply->status.text() + ")", line.reader());
    if (!reply->status.isOk())
        return card.refused(reply->status, "SELECT");
    // Application property template, SP 800-73-4 part 2 §3.1.1.
    if (!onlyTlv(reply->data.view(), 0x61))
        return card.nonsense("SELECT");
    return card;
}

std::unexpected<Error> PivCard::refused(StatusWord word, const char *what) const
{
    // It was selected when we began: an application that does not know its own commands is not there any more.
    if (isUnknown(word))
        return fail(ErrorCode::CardReset, std::string(what) + ": " + word.text(), reader());
    return fail(ErrorCode::CardFailed, std::string(what) + ": " + word.text(), reader());
}

std::unexpected<Error> PivCard::nonsense(const char *what) const
{
    return fail(ErrorCode::CardFailed, std::string(what) + ": an answer that is none", reader());
}

Result<Bytes> PivCard::readObject(std::uint32_t tag)
{
    const Bytes list = tagList(tag);
    const Result<CardReply> reply = m_channel.transmit({.ins = instruction::getData, .p1 = 0x3f, .p2 = 0xff, .data = list});
    if (!reply)
        return fail(reply.error());
    if (reply->status == status::notFound)
        return fail(ErrorCode::NotFound, "GET DATA: no such object", reader());
    if (reply->status == status::notAuthorised)
        return fail(ErrorCode::CardPinNeeded, "GET DATA", reader());
    if (!reply->status.isOk())
        return refused(reply->status, "GET DATA");
    // The discovery object comes bare, all others in 53 (SP 800-73-4 part 2 §3.1.2).
    const std::optional<BytesView> content = onlyTlv(reply->data.view(), tag == piv::discovery ? tag : 0x53);
    if (!content)
        return nonsense("GET DATA");
    if (content->empty())
        return fail(ErrorCode::NotFound, "GET DATA: an empty object", reader());
    return bytesOf(*content);
}

Result<Bytes> PivCard::certificate(PivSlot slot)
{
    const Result<Bytes> content = readObject(piv::certificateObject(slot));
    if (!content)
        return content;
    Result<Bytes> der = certificateInObject(*content);
    if (!der)
        return fail(der.error().code, der.error().detail, reader());
    return der;
}

Result<PivTries> PivCard::pinTries()
{
    const Result<SecureBytes> answer = vendor({.ins = instruction::metadata, .p2 = pinReference}, "GET METADATA");
    if (answer) {
        Result<PivTries> tries = readTriesMetadata(answer->view());
        return tries ? tries : nonsense("GET METADATA");
    }
    if (answer.error().code != ErrorCode::Unsupported)
        return fail(answer.error());
    // VERIFY without a PIN asks how it stands (SP 800-73-4 part 2 §3.2.1).
    const Result<CardReply> reply = m_channel.transmit({.ins = instruction::verify, .p2 = pinReference});
    if (!reply)
        return fail(reply.error());
    if (reply->status.isWrongPin())
        return PivTries{.left = reply->status.triesLeft()};
    if (reply->status == status::blocked)
        return PivTries{.left = 0};
    return refused(reply->status, "VERIFY");
}

Result<SecureBytes> PivCard::vendor(const Apdu &command, const char *what)
{
    Result<CardReply> reply = m_channel.transmit(command);
    if (!reply)
        return fail(reply.error());
    if (reply->status.isOk())
        return std::move(reply->data);
    if (isUnknown(reply->status))
        return fail(ErrorCode::Unsupported, std::string(what) + ": not known to this card", reader());
    if (reply->status == status::noReference || reply->status == status::notFound)
        return fail(ErrorCode::NotFound, std::string(what) + ": " + reply->status.text(), reader());
    return refused(reply->status, what);
}

Result<PivVersion> PivCard::version()
{
    const Result<SecureBytes> answer = vendor({.ins = instruction::version}, "GET VERSION");
    if (!answer)
        return fail(answer.error());
    if (answer->size() != 3)
        return nonsense("GET VERSION");
    return PivVersion{answer->data()[0], answer->data()[1], answer->data()[2]};
}

Result<std::uint32_t> PivCard::serialNumber()
{
    const Result<SecureBytes> answer = vendor({.ins = instruction::serialNumber}, "GET SERIAL");
    if (!answer)
        return fail(answer.error());
    if (answer->size() != 4)
        return nonsense("GET SERIAL");
    std::uint32_t number = 0;
    for (std::uint8_t octet : answer->view())
        number = number << 8 | octet;
    return number;
}

Result<PivTries> PivCard::pukTries()
{
    const Result<SecureBytes> answer = vendor({.ins = instruction::metadata, .p2 = pukReference}, "GET METADATA");
    if (!answer)
        return fail(answer.error());
    Result<PivTries> tries = readTriesMetadata(answer->view());
    return tries ? tries : nonsense("GET METADATA");
}

Result<PivKeyFacts> PivCard::keyFacts(PivSlot slot)
{
    const Result<SecureBytes> answer = vendor({.ins = instruction::metadata, .p2 = static_cast<std::uint8_t>(slot)}, "GET METADATA");
    if (!answer)
        return fail(answer.error());
    Result<PivKeyFacts> facts = readKeyMetadata(answer->view());
    if (!facts && facts.error().code != ErrorCode::Unsupported)
        return nonsense("GET METADATA");
    return facts;
}

Result<PivManagementFacts> PivCard::managementFacts()
{
    const Result<SecureBytes> answer = vendor({.ins = instruction::metadata, .p2 = managementReference}, "GET METADATA");
    if (!answer)
        return fail(answer.error());
    Result<PivManagementFacts> facts = readManagementMetadata(answer->view());
    if (!facts && facts.error().code != ErrorCode::Unsupported)
        return nonsense("GET METADATA");
    return facts;
}

Result<Bytes> PivCard::attest(PivSlot slot)
{
    const Apdu command{.ins = instruction::attest, .p1 = static_cast<std::uint8_t>(slot), .patience = untilKeyIsUsed};
    const Result<SecureBytes> answer = vendor(command, "ATTEST");
    if (!answer)
        return fail(answer.error());
    return bytesOf(answer->view());
}

Result<Bytes> PivCard::attestationIssuer()
{
    const Result<Bytes> content = readObject(attestationObject);
    return content ? certificateInObject(*content) : content;
}

Result<void> PivCard::wipe()
{
    const Result<CardReply> reply = m_channel.transmit({.ins = instruction::wipe, .patience = untilKeyIsUsed});
    if (!reply)
        return fail(reply.error());
    if (reply->status.isOk())
        return {};
    if (isUnknown(reply->status))
        return fail(ErrorCode::Unsupported, "RESET: not known to this card", reader());
    if (reply->status == status::notSatisfied)
        return fail(ErrorCode::Conflict, "RESET: PIN and PUK are not both blocked", reader());
    return refused(reply->status, "RESET");
}

Result<void> PivCard::presentSecret(std::uint8_t ins, std::uint8_t reference, Secret which, const SecureBytes &first, const SecureBytes *second)
{
    SecureBytes data;
    if (!appendPadded(data, first) || (second && !appendPadded(data, *second)))
        return fail(ErrorCode::InvalidArgument, "a PIN or PUK has six to eight characters", reader());
    m_channel.leaveReset();
    const Result<CardReply> reply = m_channel.transmit({.ins = ins, .p2 = reference, .data = data.view()});
    if (!reply)
        return fail(reply.error());
    const StatusWord word = reply->status;
    const bool puk = which == Secret::Puk;
    if (word.isOk())
        return {};
    if (word.isWrongPin())
        return fail(Error{puk ? ErrorCode::PukIncorrect : ErrorCode::PinIncorrect, word.text(), reader(), word.triesLeft()});
    if (word == status::blocked)
        return fail(puk ? ErrorCode::PukBlocked : ErrorCode::PinBlocked, word.text(), reader());
    if (word == status::wrongData)
        return fail(ErrorCode::InvalidArgument, "the card takes no such PIN: " + word.text(), reader());
    return refused(word, puk ? "PUK" : "PIN");
}

Result<void> PivCard::verifyPin(const SecureBytes &pin)
{
    const Result<void> verified = presentSecret(instruction::verify, pinReference, Secret::Pin, pin, nullptr);
    m_pinVerified = verified.has_value();
    return verified;
}

Result<void> PivCard::changePin(const SecureBytes &pin, const SecureBytes &newPin)
{
    return presentSecret(instruction::changeReferenceData, pinReference, Secret::Pin, pin, &newPin);
}

Result<void> PivCard::unblockPin(const SecureBytes &puk, const SecureBytes &newPin)
{
    return presentSecret(instruction::resetRetryCounter, pinReference, Secret::Puk, puk, &newPin);
}

Result<void> PivCard::changePuk(const SecureBytes &puk, const SecureBytes &newPuk)
{
    return presentSecret(instruction::changeReferenceData, pukReference, Secret::Puk, puk, &newPuk);
}

Result<SecureBytes> PivCard::useKey(PivSlot slot, KeyKind kind, std::uint32_t tag, BytesView input)
{
    const std::optional<std::uint8_t> algorithm = piv::algorithmOf(kind);
    if (!algorithm)
        return fail(ErrorCode::Unsupported, "PIV has no such algorithm", reader());
    Bytes inside = makeTlv(0x82, {});
    appendTlv(inside, tag, input);
    const Bytes data = makeTlv(0x7c, inside);
    const bool pinVerified = std::exchange(m_pinVerified, slot != PivSlot::Signature && m_pinVerified);
    const Result<CardReply> reply = m_channel.transmit(
        {.ins = instruction::generalAuthenticate, .p1 = *algorithm, .p2 = static_cast<std::uint8_t>(slot), .data = data, .patience = untilKeyIsUsed});
    if (!reply)
        return fail(reply.error());
    if (reply->status == status::notAuthorised) {
        // The PIN was just accepted: a card that has forgotten it was reset.
        return fail(pinVerified ? ErrorCode::CardReset : ErrorCode::CardPinNeeded, "GENERAL AUTHENTICATE: " + reply->status.text(), reader());
    }
    if (reply->status == status::noReference || reply->status == status::notFound)
        return fail(ErrorCode::NotFound, "GENERAL AUTHENTICATE: no key in the slot", reader());
    if (!reply->status.isOk())
        return refused(reply->status, "GENERAL AUTHENTICATE");
    const std::optional<BytesView> outer = onlyTlv(reply->data.view(), 0x7c), result = outer ? findTlv(*outer, 0x82) : std::nullopt;
    if (!result || result->empty())
        return nonsense("GENERAL AUTHENTICATE");
    return SecureBytes::copyOf(*result);
}

Result<Bytes> PivCard::sign(PivSlot slot, KeyKind kind, BytesView message)
{
    const Result<Bytes> input = pivSignInput(kind, message);
    if (!input)
        return input;
    const Result<SecureBytes> signature = useKey(slot, kind, 0x81, *input);
    if (!signature)
        return fail(signature.error());
    return bytesOf(signature->view());
}

Result<SecureBytes> PivCard::agree(PivSlot slot, BytesView publicKey)
{
    const Result<Pkcs11PublicKey> other = Pkcs11PublicKey::fromSpki(publicKey);
    if (!other)
        return fail(other.error());
    if (isRsa(other->kind))
        return fail(ErrorCode::Unsupported, "key agreement is for EC keys", reader());
    Result<SecureBytes> secret = useKey(slot, other->kind, 0x85, other->point);
    if (secret && secret->size() != (other->kind == KeyKind::EcP384 ? 48u : 32u))
        return nonsense("GENERAL AUTHENTICATE");
    return secret;
}

Result<void> PivCard::authenticate(const ManagementKey &key)
{
    const auto algorithm = static_cast<std::uint8_t>(key.algorithm());
    const auto wrong = [&](const char *why) { return fail(ErrorCode::ManagementKeyWrong, why, reader()); };
    const auto exchange = [&](BytesView inside, std::uint32_t answerTag) -> Result<SecureBytes> {
        const SecureBytes data = SecureBytes::copyOf(makeTlv(0x7c, inside));
        const Result<CardReply> reply
            = m_channel.transmit({.ins = instruction::generalAuthenticate, .p1 = algorithm, .p2 = managementReference, .data = data.view()});
        if (!reply)
            return fail(reply.error());
        if (reply->status == status::notAuthorised)
            return wrong("the card takes another management key");
        if (reply->status == status::wrongParameters || reply->status == status::wrongData || reply->status == status::noReference)
            return wrong("the card's management key is of another algorithm");
        if (!reply->status.isOk())
            return refused(reply->status, "GENERAL AUTHENTICATE");
        const std::optional<BytesView> outer = onlyTlv(reply->data.view(), 0x7c), answer = outer ? findTlv(*outer, answerTag) : std::nullopt;
        if (!answer || answer->size() != ManagementKey::blockSize(key.algorithm()))
            return nonsense("GENERAL AUTHENTICATE");
        return SecureBytes::copyOf(*answer);
    };
    m_authenticated = false;
    m_channel.leaveReset();
    const Result<SecureBytes> witness = exchange(makeTlv(0x80, {}), 0x80);
    if (!witness)
        return fail(witness.error());
    const Result<SecureBytes> opened = key.decrypt(witness->view());
    if (!opened)
        return fail(opened.error());
    const SecureBytes challenge = SecureBytes::random(ManagementKey::blockSize(key.algorithm()));
    Bytes inside = makeTlv(0x80, opened->view());
    appendTlv(inside, 0x81, challenge.view());
    const Result<SecureBytes> response = exchange(inside, 0x82);
    if (!response)
        return fail(response.error());
    const Result<SecureBytes> expected = key.encrypt(challenge.view());
    if (!expected)
        return fail(expected.error());
    if (!expected->equals(*response))
        return wrong("the card does not know the management key itself");
    m_authenticated = true;
    return {};
}

Result<Bytes> PivCard::generateKey(PivSlot slot, KeyKind kind, PivPinPolicy pin, PivTouchPolicy touch)
{
    const std::optional<std::uint8_t> algorithm = piv::algorithmOf(kind);
    if (!algorithm)
        return fail(ErrorCode::Unsupported, "PIV has no such algorithm", reader());
    Bytes inside = makeTlv(0x80, BytesView(&*algorithm, 1));
    const auto policy = [&](std::uint32_t tag, std::uint8_t value) {
        if (value != 0)
            appendTlv(inside, tag, BytesView(&value, 1));
    };
    policy(0xaa, static_cast<std::uint8_t>(pin));
    policy(0xab, static_cast<std::uint8_t>(touch));
    const Bytes data = makeTlv(0xac, inside);
    const Result<CardReply> reply = m_channel.transmit(
        {.ins = instruction::generateKey, .p2 = static_cast<std::uint8_t>(slot), .data = data, .patience = untilKeyIsMade});
    if (!reply)
        return fail(reply.error());
    if (reply->status == status::notAuthorised)
        return fail(m_authenticated ? ErrorCode::CardReset : ErrorCode::NotPermitted, "GENERATE: " + reply->status.text(), reader());
    if (reply->status == status::wrongData || reply->status == status::wrongParameters || reply->status == status::notSupported)
        return fail(ErrorCode::Unsupported, "GENERATE: the card makes no such key (" + reply->status.text() + ")", reader());
    if (!reply->status.isOk())
        return refused(reply->status, "GENERATE");
    const std::optional<BytesView> made = onlyTlv(reply->data.view(), 0x7f49);
    Result<Bytes> spki = made ? publicKeyOfTemplate(kind, *made) : Result<Bytes>(nonsense("GENERATE"));
    if (!spki)
        return nonsense("GENERATE");
    return spki;
}

Result<void> PivCard::writeObject(std::uint32_t tag, BytesView content)
{
    if (content.size() > CardChannel::largestCommand)
        return fail(ErrorCode::TooLarge, "an object of " + std::to_string(content.size()) + " octets", reader());
    Bytes data = tagList(tag);
    appendTlv(data, 0x53, content);
    const Result<CardReply> reply
        = m_channel.transmit({.ins = instruction::putData, .p1 = 0x3f, .p2 = 0xff, .data = data, .patience = untilKeyIsUsed});
    if (!reply)
        return fail(reply.error());
    if (reply->status.isOk())
        return {};
    if (reply->status == status::notAuthorised)
        return fail(m_authenticated ? ErrorCode::CardReset : ErrorCode::NotPermitted, "PUT DATA: " + reply->status.text(), reader());
    if (reply->status == status::full)
        return fail(ErrorCode::TokenFull, "PUT DATA: no room for " + std::to_string(content.size()) + " octets (6A84)", reader());
    return refused(reply->status, "PUT DATA");
}

Result<void> PivCard::writeCertificate(PivSlot slot, BytesView der)
{
    if (der.size() > CardChannel::largestCommand)
        return fail(ErrorCode::TooLarge, "a certificate of " + std::to_string(der.size()) + " octets", reader());
    return writeObject(piv::certificateObject(slot), objectOfCertificate(der));
}

Result<void> PivCard::setManagementKey(const ManagementKey &key)
{
    const std::uint8_t header[] = {static_cast<std::uint8_t>(key.algorithm()), managementReference, static_cast<std::uint8_t>(key.octets().size())};
    SecureBytes data = SecureBytes::copyOf(header);
    data.insert(data.size(), key.octets().view());
    const Result<CardReply> reply = m_channel.transmit({.ins = instruction::setManagementKey, .p1 = 0xff, .p2 = 0xff, .data = data.view()});
    if (!reply)
        return fail(reply.error());
    if (reply->status.isOk())
        return {};
    if (reply->status == status::notAuthorised)
        return fail(m_authenticated ? ErrorCode::CardReset : ErrorCode::NotPermitted, "SET MANAGEMENT KEY", reader());
    if (isUnknown(reply->status) || reply->status == status::wrongData)
        return fail(ErrorCode::Unsupported, "SET MANAGEMENT KEY: " + reply->status.text(), reader());
    return refused(reply->status, "SET MANAGEMENT KEY");
}

Result<void> PivCard::setTries(int pin, int puk)
{
    constexpr int most = 15; // what 63 CX can tell
    if (pin < 1 || pin > most || puk < 1 || puk > most)
        return fail(ErrorCode::InvalidArgument, "one to 15 tries", reader());
    const Result<CardReply> reply
        = m_channel.transmit({.ins = instruction::setTries, .p1 = static_cast<std::uint8_t>(pin), .p2 = static_cast<std::uint8_t>(puk)});
    if (!reply)
        return fail(reply.error());
    if (reply->status.isOk())
        return {};
    if (reply->status == status::notAuthorised)
        return fail(m_authenticated && m_pinVerified ? ErrorCode::CardReset : ErrorCode::NotPermitted, "SET TRIES", reader());
    if (isUnknown(reply->status))
        return fail(ErrorCode::Unsupported, "SET TRIES: not known to this card", reader());
    return refused(reply->status, "SET TRIES");
}

} // namespace hufu
