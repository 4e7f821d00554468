// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/FoundingDrafts.h"

#include "models/base/CanonicalJson.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"

namespace hufu {

Result<std::optional<FoundingDraft>> readFoundingDraft(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT draft FROM founding_draft");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    const Result<QJsonObject> object = parseJsonObject(viewOf(read->text(0)), false);
    Result<FoundingDraft> draft = object ? foundingDraftFromJson(*object) : fail(object.error());
    return draft ? Result<std::optional<FoundingDraft>>(std::move(*draft)) : fail(draft.error());
}

Result<void> writeFoundingDraft(Connection &connection, const FoundingDraft &draft)
{
    const Result<std::string> text = toCanonicalJson(toJson(draft));
    Result<Statement> put = connection.prepare("INSERT INTO founding_draft (one, draft) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET draft = excluded.draft");
    if (!text || !put)
        return fail(text ? put.error() : text.error());
    return put->bind(1, *text).run();
}

Result<void> removeFoundingDraft(Connection &connection) { return connection.execute("DELETE FROM founding_draft"); }

Result<Bytes> readAuthorityCertificate(Connection &connection)
{
    const Result<JournalHead> head = readJournalHead(connection);
    if (!head)
        return fail(head.error());
    if (head->sequence == 0) {
        const Result<std::optional<FoundingDraft>> draft = readFoundingDraft(connection);
        if (!draft)
            return fail(draft.error());
        if (*draft)
            return (*draft)->authorityCertificate;
    }
    Result<HouseRecord> house = readHouse(connection);
    return house ? Result<Bytes>(std::move(house->authorityCertificate)) : fail(house.error());
}

} // namespace hufu
