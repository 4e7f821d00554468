// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/card/CardKey.h"

#include <map>
#include <optional>

namespace hufu::test {

/// What kind of card is played.
struct CardKind {
    /// With YubiKey's own instructions: metadata, attestation, version, serial, tries, reset, import, setting the management key.
    bool yubiKey = true;
    bool piv = true; ///< else a card of another kind, without the application
    std::array<std::uint8_t, 3> firmware{5, 4, 3};
    std::uint32_t serial = 20261128;
    std::uint8_t managementAlgorithm = 0x03; ///< 03, 08, 0A, 0C; YubiKeys from 5.7 on come with 0A
    int tries = 3;                           ///< of PIN and PUK
    std::size_t largestObject = 3052;
    std::size_t room = 51'200;               ///< for all objects together

    std::size_t managementKeySize() const { return cardCipherKeySize(managementAlgorithm); }
};

/// The PIV application of a card (SP 800-73-4 part 2) with its data: what is in the chip, without a reader. Written from the standard alone and
/// sharing nothing with smartcard/, so that it can judge it. One thread.
class PivApplet {
public:
    explicit PivApplet(CardKind kind = {});

    /// One command APDU (short form) to one response APDU.
    Bytes transmit(BytesView command);
    /// Power was cut, or the reader reset the card: all security states and the selection are lost, the data is not.
    void reset();
    Bytes answerToReset() const;

    /// The management key that cards of this kind are delivered with.
    static Bytes factoryManagementKey(const CardKind &kind);

    const CardKind &kind() const { return m_kind; }
    bool isPinVerified() const { return m_pinVerified; }
    bool isAuthenticated() const { return m_authenticated; }
    int pinTries() const { return m_pin.left; }
    int pukTries() const { return m_puk.left; }
    bool hasKey(std::uint8_t slot) const { return m_keys.contains(slot); }
    const std::map<std::uint32_t, Bytes> &objects() const { return m_objects; }

private:
    struct Command {
        std::uint8_t cla, ins, p1, p2;
        Bytes data;
        std::size_t expected; ///< Le, 256 when absent
    };
    struct Answer {
        Bytes data;
        std::uint16_t status = 0x9000;
        Answer(std::uint16_t word) : status(word) {}
        Answer(Bytes octets) : data(std::move(octets)) {}
    };
    struct Reference {
        Bytes value; ///< eight octets, padded with FF
        int total = 3, left = 3;
    };
    struct Key {
        std::shared_ptr<CardKey> key;
        std::uint8_t pinPolicy = 2, touchPolicy = 1;
        bool imported = false;
    };

    void setUp();
    Answer dispatch(const Command &command);
    Answer select(const Command &command);
    Answer readData(const Command &command);
    Answer putData(const Command &command);
    Answer verify(const Command &command);
    Answer changeReference(const Command &command);
    Answer resetRetryCounter(const Command &command);
    Answer generalAuthenticate(const Command &command);
    Answer authenticateManagement(const Command &command, const std::map<std::uint32_t, Bytes> &parts);
    Answer useKey(const Command &command, const std::map<std::uint32_t, Bytes> &parts, bool pinJustVerified);
    Answer generate(const Command &command);
    Answer yubiKey(const Command &command);
    Answer metadata(std::uint8_t reference) const;
    Answer attest(std::uint8_t slot) const;
    Answer importKey(const Command &command);
    Bytes send(std::size_t expected);
    bool isWellFormedPin(BytesView pin, bool puk) const;
    /// 9000, or the word of a wrong or blocked one; counts.
    std::uint16_t check(Reference &reference, BytesView given);

    CardKind m_kind;
    Reference m_pin, m_puk;
    Bytes m_managementKey;
    std::map<std::uint8_t, Key> m_keys;
    std::map<std::uint32_t, Bytes> m_objects;

    bool m_selected = false, m_pinVerified = false, m_pinJustVerified = false, m_authenticated = false;
    std::optional<Command> m_chain;
    Bytes m_witness, m_challenge; ///< what the host is to answer; each good for one try
    Bytes m_rest;                 ///< of a response, for GET RESPONSE
};

} // namespace hufu::test
