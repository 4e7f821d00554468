// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/SecretBox.h"

#include <string>
#include <vector>

namespace hufu {

/// One officer's way to the database key, as in LUKS: the key, sealed under what scrypt makes of a passphrase.
struct KeySlot {
    std::string personId; ///< UUIDv7
    std::string name;     ///< for choosing before anything is open
    ScryptCost cost;
    Bytes salt;           ///< 32 random bytes
    Bytes sealedKey;      ///< see SecretBox.h; context "hufu key slot <personId>"
};

/// The slots of a home, in one small file beside the database (JSON, no secret in clear). Written whole, by rename.
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
    void put(KeySlot slot); ///< replaces the person's slot
    void remove(const std::string &personId); ///< nothing when there is none

private:
    std::vector<KeySlot> m_slots;
};

} // namespace hufu
