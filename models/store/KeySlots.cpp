// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/KeySlots.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"
#include "models/pki/KeyWrap.h"
#include "models/store/AtomicFile.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t largestFile = 1u << 20;
constexpr int formatVersion = 2; // 2: slots of USBKeys; files without one are written as 1

/// The part of a slot that a passphrase's has.
void readPassphraseSlot(JsonFields &fields, KeySlot &slot)
{
    slot.cost.n = static_cast<std::uint64_t>(fields.integer("n", 1024, 1 << 24));
    slot.cost.r = static_cast<std::uint32_t>(fields.integer("r", 1, 64));
    slot.cost.p = static_cast<std::uint32_t>(fields.integer("p", 1, 16));
    Result<Bytes> salt = fromBase64(fields.text("salt", 200));
    if (!salt)
        fields.wrong("salt", "is not base64");
    else
        slot.salt = std::move(*salt);
}

void readCardSlot(JsonFields &fields, KeySlot &slot)
{
    slot.card = fields.text("card", 64, 1);
    Result<Bytes> key = fromBase64(fields.text("agreement", 400, 1));
    if (!key)
        fields.wrong("agreement", "is not base64");
    else
        slot.cardKey = std::move(*key);
}

QJsonObject slotToJson(const KeySlot &slot)
{
    QJsonObject object{{"person", qstr(slot.personId)}, {"name", qstr(slot.name)}, {"key", qstr(toBase64(slot.sealedKey))}};
    if (slot.isByCard()) {
        object.insert("card", qstr(slot.card));
        object.insert("agreement", qstr(toBase64(slot.cardKey)));
        return object;
    }
    object.insert("n", static_cast<qint64>(slot.cost.n));
    object.insert("r", static_cast<qint64>(slot.cost.r));
    object.insert("p", static_cast<qint64>(slot.cost.p));
    object.insert("salt", qstr(toBase64(slot.salt)));
    return object;
}

} // namespace

Result<KeySlots> KeySlots::read(const std::string &path)
{
    const Result<Bytes> bytes = readSmallFile(path, largestFile);
    if (!bytes)
        return bytes.error().code == ErrorCode::NotFound ? fail(ErrorCode::NotAHome, bytes.error().detail, path) : fail(bytes.error());
    const Result<QJsonObject> object = parseJsonObject(*bytes, false);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    if (fields.integer("version", 1, 1'000'000) > formatVersion)
        return fail(ErrorCode::VersionTooNew, "key slots of a newer release", path);
    KeySlots read;
    for (const QJsonValue item : fields.array("slots", 1000)) {
        const QJsonObject slotObject = item.toObject();
        JsonFields inner(slotObject);
        KeySlot slot;
        slot.personId = inner.text("person", 36);
        slot.name = inner.text("name", 200);
        if (inner.has("card"))
            readCardSlot(inner, slot);
        else
            readPassphraseSlot(inner, slot);
        const Result<Bytes> sealedKey = fromBase64(inner.text("key", 800));
        if (!isUuid(slot.personId))
            inner.wrong("person", "is not a UUID");
        if (!sealedKey)
            inner.wrong("key", "is not base64");
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error().code, good.error().detail, path);
        slot.sealedKey = *sealedKey;
        read.m_slots.push_back(std::move(slot));
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error().code, good.error().detail, path);
    return read;
}

Result<void> KeySlots::write(const std::string &path) const
{
    QJsonArray list;
    int version = 1;
    for (const KeySlot &slot : m_slots) {
        list.append(slotToJson(slot));
        version = slot.isByCard() ? formatVersion : version;
    }
    const Result<std::string> text = toCanonicalJson(QJsonObject{{"version", version}, {"slots", list}});
    if (!text)
        return fail(text.error());
    return writeFileAtomically(path, viewOf(*text));
}

Result<const KeySlot *> KeySlots::find(const std::string &who) const
{
    const KeySlot *found = nullptr;
    for (const KeySlot &slot : m_slots) {
        if (slot.personId == who)
            return &slot;
        if (who.empty() || slot.name == who) {
            if (found)
                return fail(ErrorCode::InvalidArgument, who.empty() ? "several officers hold a key here: say which" : "the name is not unique", who);
            found = &slot;
        }
    }
    if (!found)
        return fail(ErrorCode::NotFound, "no officer of this name holds a key here", who);
    return found;
}

Result<KeySlot> KeySlots::seal(const std::string &personId, const std::string &name, const SecureBytes &databaseKey,
                               const SecureBytes &passphrase, const ScryptCost &cost)
{
    KeySlot slot{personId, name, cost, Bytes(32), {}};
    randomFill(slot.salt);
    const Result<SecureBytes> key = deriveKey(passphrase, slot.salt, cost);
    if (!key)
        return fail(key.error());
    Result<Bytes> sealedKey = hufu::seal(*key, databaseKey, contextOf(personId));
    if (!sealedKey)
        return fail(sealedKey.error());
    slot.sealedKey = std::move(*sealedKey);
    return slot;
}

Result<SecureBytes> KeySlots::open(const KeySlot &slot, const SecureBytes &passphrase)
{
    if (slot.isByCard())
        return fail(ErrorCode::OfficerCardNeeded, slot.name + " opens this home with a USBKey", slot.card);
    const Result<SecureBytes> key = deriveKey(passphrase, slot.salt, slot.cost);
    if (!key)
        return fail(key.error());
    return unseal(*key, slot.sealedKey, contextOf(slot.personId));
}

std::string KeySlots::contextOf(const std::string &personId) { return "hufu key slot " + personId; }

Result<KeySlot> KeySlots::wrap(const std::string &personId, const std::string &name, const SecureBytes &databaseKey, const std::string &card, Bytes cardKey)
{
    Result<Bytes> wrapped = wrapFor(cardKey, databaseKey, contextOf(personId));
    if (!wrapped)
        return fail(wrapped.error());
    return KeySlot{personId, name, {}, {}, std::move(*wrapped), card, std::move(cardKey)};
}

void KeySlots::put(KeySlot slot)
{
    const auto at = std::ranges::find(m_slots, slot.personId, &KeySlot::personId);
    if (at == m_slots.end())
        m_slots.push_back(std::move(slot));
    else
        *at = std::move(slot);
}

void KeySlots::remove(const std::string &personId)
{
    std::erase_if(m_slots, [&](const KeySlot &slot) { return slot.personId == personId; });
}

} // namespace hufu
