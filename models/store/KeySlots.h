// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/SecretBox.h"

#include <string>
#include <vector>

namespace hufu {

/// One officer's way to the database key, as in LUKS: the key, sealed under what scrypt makes of a passphrase, or wrapped (models/pki/KeyWrap.h) for the
/// key in slot 9D of a USBKey.
struct KeySlot {
    std::string personId; ///< UUIDv7
    std::string name;     ///< for choosing before anything is open
    ScryptCost cost;
    Bytes salt;           ///< 32 random bytes
    Bytes sealedKey;      ///< see SecretBox.h, KeyWrap.h; context as contextOf() gives it
    std::string card{};   ///< number of the USBKey; empty: a passphrase, and no cardKey
    Bytes cardKey{};      ///< SubjectPublicKeyInfo, DER, of its key in slot 9D

    bool isByCard() const { return !card.empty(); }
};

/// The slots of a home, in one small file beside the database (JSON, no secret in clear). Written whole, by rename; one slot for each person.
class KeySlots {
public:
    static Result<KeySlots> read(const std::string &path); ///< NotAHome when there is no file
    Result<void> write(const std::string &path) const;

    const std::vector<KeySlot> &slots() const { return m_slots; }
    /// The slot of a name or person id; of the only one when `who` is empty. NotFound, or InvalidArgument when the name is not unique.
    Result<const KeySlot *> find(const std::string &who) const;

    static Result<KeySlot> seal(const std::string &personId, const std::string &name, const SecureBytes &databaseKey,
                                const SecureBytes &passphrase, const ScryptCost &cost);
    static Result<SecureBytes> open(const KeySlot &slot, const SecureBytes &passphrase); ///< WrongPassphrase
    /// Needs no card: only opening does (unwrapByCard(), under contextOf()). Unsupported for keys that do not agree keys.
    static Result<KeySlot> wrap(const std::string &personId, const std::string &name, const SecureBytes &databaseKey, const std::string &card, Bytes cardKey);
    static std::string contextOf(const std::string &personId);
    void put(KeySlot slot); ///< replaces the person's slot
    void remove(const std::string &personId); ///< nothing when there is none

private:
    std::vector<KeySlot> m_slots;
};

} // namespace hufu
