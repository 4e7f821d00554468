// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Duty.h"

#include "models/domain/CeremonyRecord.h"
#include "models/pki/SignedData.h"
#include "models/store/CeremonyReader.h"
#include "models/store/HouseReader.h"

namespace hufu {
namespace {

Result<std::optional<std::string>> due(Connection &connection, Instant, const std::set<std::string> &failed)
{
    return readUnrecordedCeremony(connection, failed);
}

/// The minutes of what has ended, however it ended.
Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<std::optional<Ceremony>> ceremony = readCeremony(context.connection, id);
    const Result<std::vector<Person>> people = readPeople(context.connection);
    const Result<std::vector<Sequence>> history = readCeremonyHistory(context.connection, id);
    const Result<HouseRecord> house = readHouse(context.connection);
    if (!ceremony || !people || !history || !house)
        return fail(!ceremony ? ceremony.error() : !people ? people.error() : !history ? history.error() : house.error());
    if (!*ceremony)
        return fail(ErrorCode::NotFound, "no ceremony of this number", id);
    CeremonyMinutes minutes{house->id, house->name, {}, {}};
    for (const Person &person : *people) {
        if ((*ceremony)->takesPart(person.id))
            minutes.people.push_back(person);
    }
    for (const Sequence sequence : *history) {
        Result<std::optional<Entry>> entry = readEntry(context.connection, sequence);
        if (!entry)
            return fail(entry.error());
        if (*entry)
            minutes.entries.push_back(std::move(**entry));
    }
    const Result<std::string> encoded = encodeMinutes(minutes);
    Result<Bytes> record = encoded ? signData(viewOf(*encoded), context.authorityKey, context.authorityCertificate, context.now) : fail(encoded.error());
    if (!record)
        return fail(record.error());
    return Act{CommandKind::RecordCeremony, toJson(CeremonyRecorded{id, std::move(*record)})};
}

} // namespace

const Duty ceremonyDuty{due, prepare};

} // namespace hufu
