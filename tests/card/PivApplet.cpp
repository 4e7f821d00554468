// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/card/PivApplet.h"

#include "models/base/SecureBytes.h"

#include <algorithm>

namespace hufu::test {
namespace {

constexpr std::uint8_t applicationId[] = {0xa0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00};
constexpr std::size_t largestChain = 4096;
constexpr std::uint8_t management = 0x9b, attestation = 0xf9;
constexpr std::uint32_t attestationObject = 0x5fff01;

void put(Bytes &to, std::uint32_t tag, BytesView content)
{
    for (int shift = 16; shift >= 0; shift -= 8) {
        if (tag >> shift)
            to.push_back(std::uint8_t(tag >> shift));
    }
    if (content.size() > 255)
        to.insert(to.end(), {0x82, std::uint8_t(content.size() >> 8)});
    else if (content.size() > 127)
        to.push_back(0x81);
    to.push_back(std::uint8_t(content.size()));
    to.insert(to.end(), content.begin(), content.end());
}

Bytes tlv(std::uint32_t tag, BytesView content)
{
    Bytes encoded;
    put(encoded, tag, content);
    return encoded;
}

/// The elements one after another, by tag. Nothing when that is no BER-TLV.
std::optional<std::map<std::uint32_t, Bytes>> parts(BytesView bytes)
{
    std::map<std::uint32_t, Bytes> found;
    while (!bytes.empty()) {
        std::uint32_t tag = bytes[0];
        std::size_t at = 1;
        if ((tag & 0x1f) == 0x1f) {
            do {
                if (at >= bytes.size() || at > 2)
                    return {};
                tag = tag << 8 | bytes[at];
            } while (bytes[at++] & 0x80);
        }
        if (at >= bytes.size())
            return {};
        std::size_t length = bytes[at++];
        if (length > 0x82)
            return {};
        if (length >= 0x80) {
            const std::size_t octets = length - 0x80;
            if (octets == 0 || at + octets > bytes.size())
                return {};
            length = 0;
            for (std::size_t i = 0; i < octets; ++i)
                length = length << 8 | bytes[at++];
        }
        if (length > bytes.size() - at)
            return {};
        found[tag] = bytesOf(bytes.subspan(at, length));
        bytes = bytes.subspan(at + length);
    }
    return found;
}

Bytes padded(std::string_view text)
{
    Bytes pin = bytesOf(viewOf(text));
    pin.resize(8, 0xff);
    return pin;
}

bool isRetired(std::uint8_t slot) { return slot >= 0x82 && slot <= 0x95; }
bool isSlot(std::uint8_t slot) { return (slot >= 0x9a && slot <= 0x9e && slot != management) || isRetired(slot); }
std::uint8_t defaultPinPolicy(std::uint8_t slot) { return slot == 0x9c ? 3 : slot == 0x9e ? 1 : 2; }
std::uint32_t tagOf(BytesView tag)
{
    std::uint32_t number = 0;
    for (std::uint8_t octet : tag)
        number = number << 8 | octet;
    return number;
}

} // namespace

Bytes PivApplet::factoryManagementKey(const CardKind &kind)
{
    Bytes key;
    for (std::size_t i = 0; i < kind.managementKeySize(); ++i)
        key.push_back(std::uint8_t(1 + i % 8));
    return key;
}

PivApplet::PivApplet(CardKind kind) : m_kind(kind) { setUp(); }

void PivApplet::setUp()
{
    m_pin = {padded("123456"), m_kind.tries, m_kind.tries};
    m_puk = {padded("12345678"), m_kind.tries, m_kind.tries};
    m_managementKey = factoryManagementKey(m_kind);
    m_keys.clear();
    m_objects.clear();
    if (m_kind.yubiKey) {
        const Key own{CardKey::generate(0x11)};
        m_objects[attestationObject] = tlv(0x70, own.key->attest(nullptr, "Virtual PIV Attestation", m_kind.firmware, m_kind.serial, 0, 0));
        m_keys[attestation] = own;
    }
    reset();
}

void PivApplet::reset()
{
    m_selected = m_pinVerified = m_pinJustVerified = m_authenticated = false;
    m_chain.reset();
    m_witness.clear();
    m_challenge.clear();
    m_rest.clear();
}

Bytes PivApplet::answerToReset() const
{
    // A YubiKey 5's own; else T=1 and no historical octets.
    if (m_kind.yubiKey)
        return {0x3b, 0xfd, 0x13, 0x00, 0x00, 0x81, 0x31, 0xfe, 0x15, 0x80, 0x73, 0xc0, 0x21, 0xc0, 0x57, 0x59, 0x75, 0x62, 0x69, 0x4b, 0x65, 0x79, 0x40};
    return {0x3b, 0x80, 0x80, 0x01, 0x01};
}

Bytes PivApplet::send(std::size_t expected)
{
    const std::size_t now = std::min({m_rest.size(), expected, std::size_t(256)});
    Bytes response(m_rest.begin(), m_rest.begin() + std::ptrdiff_t(now));
    m_rest.erase(m_rest.begin(), m_rest.begin() + std::ptrdiff_t(now));
    if (m_rest.empty())
        response.insert(response.end(), {0x90, 0x00});
    else
        response.insert(response.end(), {0x61, std::uint8_t(m_rest.size() > 255 ? 0 : m_rest.size())});
    return response;
}

Bytes PivApplet::transmit(BytesView bytes)
{
    const auto word = [](unsigned status) { return Bytes{std::uint8_t(status >> 8), std::uint8_t(status)}; };
    if (bytes.size() < 4)
        return word(0x6700);
    Command command{bytes[0], bytes[1], bytes[2], bytes[3], {}, 256};
    if (bytes.size() == 5) {
        command.expected = bytes[4] ? bytes[4] : 256;
    } else if (bytes.size() > 5) {
        const std::size_t length = bytes[4];
        if (length == 0 || bytes.size() < 5 + length || bytes.size() > 6 + length) // extended lengths are not played
            return word(0x6700);
        command.data = bytesOf(bytes.subspan(5, length));
        if (bytes.size() == 6 + length)
            command.expected = bytes.back() ? bytes.back() : 256;
    }
    if (command.cla != 0x00 && command.cla != 0x10)
        return word(0x6e00);
    if (command.ins == 0xc0)
        return m_rest.empty() ? word(0x6985) : send(command.expected);
    m_rest.clear();
    if (m_chain && (m_chain->ins != command.ins || m_chain->p1 != command.p1 || m_chain->p2 != command.p2))
        m_chain.reset(); // another command breaks the chain off
    if (m_chain)
        command.data.insert(command.data.begin(), m_chain->data.begin(), m_chain->data.end());
    m_chain.reset();
    if (command.data.size() > largestChain)
        return word(0x6700);
    if (command.cla == 0x10) {
        m_chain = std::move(command);
        return word(0x9000);
    }
    Answer answer = dispatch(command);
    if (answer.status != 0x9000)
        return word(answer.status);
    m_rest = std::move(answer.data);
    return send(command.expected);
}

PivApplet::Answer PivApplet::dispatch(const Command &command)
{
    if (command.ins == 0xa4)
        return select(command);
    if (!m_selected)
        return 0x6d00;
    // "PIN always": whatever is not the use of a key right after VERIFY ends what the PIN allowed there (SP 800-73-4 part 1 §5.1).
    const bool pinJustVerified = std::exchange(m_pinJustVerified, false);
    switch (command.ins) {
    case 0xcb: return readData(command);
    case 0xdb: return putData(command);
    case 0x20: return verify(command);
    case 0x24: return changeReference(command);
    case 0x2c: return resetRetryCounter(command);
    case 0x47: return generate(command);
    case 0x87: {
        m_pinJustVerified = pinJustVerified;
        Answer answer = generalAuthenticate(command);
        m_pinJustVerified = false;
        return answer;
    }
    default: return m_kind.yubiKey ? yubiKey(command) : Answer(0x6d00);
    }
}

PivApplet::Answer PivApplet::select(const Command &command)
{
    if (command.p1 != 0x04 || (command.p2 != 0x00 && command.p2 != 0x0c))
        return 0x6a86;
    const BytesView whole(applicationId);
    if (!m_kind.piv || command.data.size() < 5 || command.data.size() > whole.size() || !std::ranges::equal(command.data, whole.first(command.data.size())))
        return 0x6a82;
    reset();
    m_selected = true;
    Bytes inside = tlv(0x4f, whole.subspan(5));
    put(inside, 0x79, tlv(0x4f, whole.first(5)));
    put(inside, 0x50, viewOf("Virtual PIV card"));
    Bytes algorithms;
    for (std::uint8_t algorithm : {std::uint8_t(0x07), std::uint8_t(0x11), std::uint8_t(0x14), m_kind.managementAlgorithm})
        put(algorithms, 0x80, BytesView(&algorithm, 1));
    put(algorithms, 0x06, {});
    put(inside, 0xac, algorithms);
    return tlv(0x61, inside);
}

PivApplet::Answer PivApplet::readData(const Command &command)
{
    if (command.p1 != 0x3f || command.p2 != 0xff)
        return 0x6a86;
    const auto given = parts(command.data);
    if (!given || !given->contains(0x5c))
        return 0x6a80;
    const std::uint32_t tag = tagOf(given->at(0x5c));
    if (tag == 0x7e) {
        Bytes inside = tlv(0x4f, applicationId);
        const std::uint8_t policy[] = {0x40, 0x00}; // the application's PIN alone
        put(inside, 0x5f2f, policy);
        return tlv(0x7e, inside);
    }
    // Printed information and biometrics are for who knows the PIN (SP 800-73-4 part 1 table 3).
    if ((tag == 0x5fc109 || tag == 0x5fc103 || tag == 0x5fc108 || tag == 0x5fc121) && !m_pinVerified)
        return 0x6982;
    const auto object = m_objects.find(tag);
    if (object == m_objects.end())
        return 0x6a82;
    return tlv(0x53, object->second);
}

PivApplet::Answer PivApplet::putData(const Command &command)
{
    if (command.p1 != 0x3f || command.p2 != 0xff)
        return 0x6a86;
    if (!m_authenticated)
        return 0x6982;
    const auto given = parts(command.data);
    if (!given || !given->contains(0x5c) || !given->contains(0x53))
        return 0x6a80;
    const std::uint32_t tag = tagOf(given->at(0x5c));
    if (tag >> 8 != 0x5fc1 && !(m_kind.yubiKey && tag >> 8 == 0x5fff))
        return 0x6a82;
    const Bytes &content = given->at(0x53);
    if (content.empty()) {
        m_objects.erase(tag);
        return 0x9000;
    }
    std::size_t used = content.size();
    for (const auto &[other, held] : m_objects)
        used += other == tag ? 0 : held.size();
    if (content.size() > m_kind.largestObject || used > m_kind.room)
        return 0x6a84;
    m_objects[tag] = content;
    return 0x9000;
}

bool PivApplet::isWellFormedPin(BytesView pin, bool puk) const
{
    if (pin.size() != 8)
        return false;
    if (puk)
        return true;
    const auto padding = std::ranges::find(pin, 0xff);
    const bool digits = m_kind.yubiKey || std::all_of(pin.begin(), padding, [](std::uint8_t c) { return c >= '0' && c <= '9'; });
    return padding - pin.begin() >= 6 && digits && std::all_of(padding, pin.end(), [](std::uint8_t c) { return c == 0xff; });
}

std::uint16_t PivApplet::check(Reference &reference, BytesView given)
{
    if (reference.left == 0)
        return 0x6983;
    if (!std::ranges::equal(reference.value, given))
        return std::uint16_t(0x63c0 | --reference.left);
    reference.left = reference.total;
    return 0x9000;
}

PivApplet::Answer PivApplet::verify(const Command &command)
{
    if (command.p2 != 0x80)
        return 0x6a88;
    if (command.p1 == 0xff && command.data.empty()) {
        m_pinVerified = false;
        return 0x9000;
    }
    if (command.p1 != 0x00)
        return 0x6a86;
    if (command.data.empty()) {
        if (m_pinVerified)
            return 0x9000;
        return m_pin.left == 0 ? std::uint16_t(0x6983) : std::uint16_t(0x63c0 | m_pin.left);
    }
    if (!isWellFormedPin(command.data, false))
        return 0x6a80;
    const std::uint16_t word = check(m_pin, command.data);
    m_pinVerified = m_pinJustVerified = word == 0x9000;
    return word;
}

PivApplet::Answer PivApplet::changeReference(const Command &command)
{
    if (command.p1 != 0x00)
        return 0x6a86;
    if (command.p2 != 0x80 && command.p2 != 0x81)
        return 0x6a88;
    const bool puk = command.p2 == 0x81;
    if (command.data.size() != 16 || !isWellFormedPin(BytesView(command.data).last(8), puk))
        return 0x6a80;
    Reference &reference = puk ? m_puk : m_pin;
    const std::uint16_t word = check(reference, BytesView(command.data).first(8));
    if (word == 0x9000)
        reference.value = bytesOf(BytesView(command.data).last(8));
    else if (!puk)
        m_pinVerified = false;
    return word;
}

PivApplet::Answer PivApplet::resetRetryCounter(const Command &command)
{
    if (command.p1 != 0x00)
        return 0x6a86;
    if (command.p2 != 0x80)
        return 0x6a88;
    if (command.data.size() != 16 || !isWellFormedPin(BytesView(command.data).last(8), false))
        return 0x6a80;
    const std::uint16_t word = check(m_puk, BytesView(command.data).first(8));
    if (word == 0x9000) {
        m_pin.value = bytesOf(BytesView(command.data).last(8));
        m_pin.left = m_pin.total;
    }
    return word;
}

PivApplet::Answer PivApplet::generalAuthenticate(const Command &command)
{
    const auto outer = parts(command.data);
    const auto inner = outer && outer->contains(0x7c) ? parts(outer->at(0x7c)) : std::nullopt;
    if (!inner)
        return 0x6a80;
    return command.p2 == management ? authenticateManagement(command, *inner) : useKey(command, *inner, m_pinJustVerified);
}

PivApplet::Answer PivApplet::authenticateManagement(const Command &command, const std::map<std::uint32_t, Bytes> &given)
{
    // Algorithm 00 is 3DES as well (SP 800-78-4 table 6-2).
    const std::uint8_t algorithm = command.p1 == 0x00 ? 0x03 : command.p1;
    if (algorithm != m_kind.managementAlgorithm)
        return 0x6a86;
    const auto part = [&](std::uint32_t tag) { return given.contains(tag) ? &given.at(tag) : nullptr; };
    const Bytes *witness = part(0x80), *challenge = part(0x81), *response = part(0x82);
    const std::size_t block = cardCipherBlockSize(algorithm);
    Bytes expectedWitness = std::exchange(m_witness, {}), expectedChallenge = std::exchange(m_challenge, {});
    const auto fresh = [&] {
        Bytes octets(block);
        randomFill(octets);
        return octets;
    };
    if (witness && witness->empty()) {
        m_witness = fresh();
        return tlv(0x7c, tlv(0x80, cardCipher(algorithm, m_managementKey, m_witness, true)));
    }
    if (challenge && challenge->empty()) {
        m_challenge = fresh();
        return tlv(0x7c, tlv(0x81, m_challenge));
    }
    if (witness && challenge && !expectedWitness.empty()) {
        m_authenticated = *witness == expectedWitness;
        if (!m_authenticated)
            return 0x6982;
        if (challenge->size() != block)
            return 0x6a80;
        return tlv(0x7c, tlv(0x82, cardCipher(algorithm, m_managementKey, *challenge, true)));
    }
    if (response && !expectedChallenge.empty()) {
        m_authenticated = *response == cardCipher(algorithm, m_managementKey, expectedChallenge, true);
        return m_authenticated ? 0x9000 : 0x6982;
    }
    return witness || response ? 0x6985 : 0x6a80;
}

PivApplet::Answer PivApplet::useKey(const Command &command, const std::map<std::uint32_t, Bytes> &given, bool pinJustVerified)
{
    const auto held = m_keys.find(command.p2);
    if (!isSlot(command.p2) || held == m_keys.end())
        return 0x6a88;
    const Key &key = held->second;
    if (command.p1 != key.key->algorithm())
        return 0x6a86;
    if ((key.pinPolicy == 3 && !pinJustVerified) || (key.pinPolicy == 2 && !m_pinVerified))
        return 0x6982;
    Bytes result;
    if (given.contains(0x81))
        result = key.key->sign(given.at(0x81));
    else if (given.contains(0x85) && (m_kind.yubiKey || command.p2 == 0x9d || isRetired(command.p2)))
        result = key.key->agree(given.at(0x85));
    if (result.empty())
        return 0x6a80;
    return tlv(0x7c, tlv(0x82, result));
}

PivApplet::Answer PivApplet::generate(const Command &command)
{
    if (!m_authenticated)
        return 0x6982;
    if (command.p1 != 0x00 || (!isSlot(command.p2) && !(m_kind.yubiKey && command.p2 == attestation)))
        return 0x6a86;
    const auto outer = parts(command.data);
    const auto inner = outer && outer->contains(0xac) ? parts(outer->at(0xac)) : std::nullopt;
    if (!inner || !inner->contains(0x80) || inner->at(0x80).size() != 1)
        return 0x6a80;
    Key made{CardKey::generate(inner->at(0x80)[0]), defaultPinPolicy(command.p2)};
    if (!made.key)
        return 0x6a80;
    const auto policy = [&](std::uint32_t tag, std::uint8_t &to) {
        if (m_kind.yubiKey && inner->contains(tag) && inner->at(tag).size() == 1 && inner->at(tag)[0] != 0)
            to = inner->at(tag)[0];
    };
    policy(0xaa, made.pinPolicy);
    policy(0xab, made.touchPolicy);
    m_keys[command.p2] = made;
    return tlv(0x7f49, made.key->publicTemplate());
}

PivApplet::Answer PivApplet::yubiKey(const Command &command)
{
    switch (command.ins) {
    case 0xfd: return Bytes(m_kind.firmware.begin(), m_kind.firmware.end());
    case 0xf8: return Bytes{std::uint8_t(m_kind.serial >> 24), std::uint8_t(m_kind.serial >> 16), std::uint8_t(m_kind.serial >> 8), std::uint8_t(m_kind.serial)};
    case 0xf7: return metadata(command.p2);
    case 0xf9: return attest(command.p1);
    case 0xfa: // tries
        if (!m_authenticated || !m_pinVerified)
            return 0x6982;
        if (command.p1 == 0 || command.p2 == 0 || command.p1 > 15 || command.p2 > 15)
            return 0x6a80;
        m_pin = {padded("123456"), command.p1, command.p1};
        m_puk = {padded("12345678"), command.p2, command.p2};
        return 0x9000;
    case 0xfb: // reset
        if (m_pin.left != 0 || m_puk.left != 0)
            return 0x6985;
        setUp();
        m_selected = true;
        return 0x9000;
    case 0xfe: return importKey(command);
    case 0xff: { // the management key
        if (!m_authenticated)
            return 0x6982;
        if (command.p1 != 0xff || (command.p2 != 0xff && command.p2 != 0xfe))
            return 0x6a86;
        const BytesView data(command.data);
        if (data.size() < 3 || data[1] != management || data[2] != data.size() - 3 || cardCipherKeySize(data[0]) != data[2])
            return 0x6a80;
        m_kind.managementAlgorithm = data[0];
        m_managementKey = bytesOf(data.subspan(3));
        return 0x9000;
    }
    default: return 0x6d00;
    }
}

PivApplet::Answer PivApplet::metadata(std::uint8_t reference) const
{
    if (m_kind.firmware < std::array<std::uint8_t, 3>{5, 3, 0})
        return 0x6d00;
    Bytes data;
    const auto octet = [&](std::uint8_t tag, std::uint8_t value) { put(data, tag, BytesView(&value, 1)); };
    if (reference == 0x80 || reference == 0x81) {
        const Reference &held = reference == 0x80 ? m_pin : m_puk;
        octet(0x01, 0xff);
        octet(0x05, held.value == padded(reference == 0x80 ? "123456" : "12345678"));
        const std::uint8_t tries[] = {std::uint8_t(held.total), std::uint8_t(held.left)};
        put(data, 0x06, tries);
        return data;
    }
    if (reference == management) {
        octet(0x01, m_kind.managementAlgorithm);
        const std::uint8_t policy[] = {0, 1};
        put(data, 0x02, policy);
        octet(0x05, m_managementKey == factoryManagementKey(m_kind));
        return data;
    }
    const auto held = m_keys.find(reference);
    if (held == m_keys.end())
        return 0x6a88;
    octet(0x01, held->second.key->algorithm());
    const std::uint8_t policy[] = {held->second.pinPolicy, held->second.touchPolicy};
    put(data, 0x02, policy);
    octet(0x03, held->second.imported ? 2 : 1);
    put(data, 0x04, held->second.key->publicTemplate());
    return data;
}

PivApplet::Answer PivApplet::attest(std::uint8_t slot) const
{
    const auto held = m_keys.find(slot), own = m_keys.find(attestation);
    if (held == m_keys.end() || own == m_keys.end() || slot == attestation)
        return 0x6a88;
    if (held->second.imported)
        return 0x6a80;
    constexpr char digits[] = "0123456789abcdef";
    const std::string name = std::string("YubiKey PIV Attestation ") + digits[slot >> 4] + digits[slot & 15];
    return held->second.key->attest(own->second.key.get(), name, m_kind.firmware, m_kind.serial, held->second.pinPolicy, held->second.touchPolicy);
}

PivApplet::Answer PivApplet::importKey(const Command &command)
{
    if (!m_authenticated)
        return 0x6982;
    const auto given = parts(command.data);
    if (!given || !isSlot(command.p2))
        return 0x6a80;
    Key made{nullptr, defaultPinPolicy(command.p2), 1, true};
    if (given->contains(0x06))
        made.key = CardKey::fromScalar(command.p1, given->at(0x06));
    else if (command.p1 == 0x07 && given->contains(0x01) && given->contains(0x02))
        made.key = CardKey::fromPrimes(given->at(0x01), given->at(0x02));
    if (!made.key)
        return 0x6a80;
    if (given->contains(0xaa) && given->at(0xaa).size() == 1 && given->at(0xaa)[0] != 0)
        made.pinPolicy = given->at(0xaa)[0];
    m_keys[command.p2] = made;
    return 0x9000;
}

} // namespace hufu::test
