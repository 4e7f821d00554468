// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/CardPresence.h"
#include "models/domain/Person.h"
#include "models/replica/House.h"
#include "models/store/KeySlots.h"

namespace hufu {

// USBKeys of officers in a home.

/// SubjectPublicKeyInfo, DER, of the key that was certified for slot 9D of a USBKey. NotFound.
Result<Bytes> agreementKeyOf(Connection &connection, const std::string &card);

/// What a registered person signs with, by their USBKey: with what else belongs to them in this home. SignerInactive when its key is not certified, or it
/// was lost, suspended or handed back.
Result<std::unique_ptr<OfficerCard>> officersCard(Connection &connection, const Person &person, CardFinder find, std::shared_ptr<HeldPin> pin);

/// Whether both keys of the USBKey do what they are for, with this PIN: before somebody depends on them.
Result<void> tryCard(HeldPin &pin, BytesView signatureKey, BytesView agreementKey);

/// Key slots follow the register: who signs with a USBKey by now opens the home with it and with nothing else, and what is lost opens nothing.
Result<void> settleSlots(Connection &connection, const std::vector<Person> &people, const SecureBytes &databaseKey, const std::string &path);

} // namespace hufu
