// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CeremonyRecord.h"

#include "models/domain/JournalPage.h"
#include "models/domain/JsonFields.h"
#include "models/domain/Signers.h"
#include "models/pki/SignedData.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *recordFormat = "hufu-ceremony-1";
constexpr std::size_t largestRecord = 8u << 20;
constexpr qsizetype mostEntries = 200, mostPeople = 32;

Result<CeremonyMinutes> decodeMinutes(BytesView content)
{
    const Result<QJsonObject> object = parseJsonObject(content, true, largestRecord);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    CeremonyMinutes minutes;
    if (fields.text("format", 40) != recordFormat)
        fields.wrong("format", "is not one that this release reads");
    minutes.house = fields.digest("house");
    minutes.houseName = fields.text("houseName", 1000);
    const QJsonArray people = fields.array("people", mostPeople), entries = fields.array("entries", mostEntries);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    for (const QJsonValue value : people) {
        Result<Person> person = personFromJson(value.toObject());
        if (!person)
            return fail(person.error());
        minutes.people.push_back(std::move(*person));
    }
    for (const QJsonValue value : entries) {
        Result<Entry> entry = entryFromJson(value.toObject());
        if (!entry)
            return fail(entry.error());
        minutes.entries.push_back(std::move(*entry));
    }
    return minutes;
}

class Auditor {
public:
    explicit Auditor(CeremonyAudit &audit) : m_audit(audit) {}

    void run()
    {
        for (const Entry &entry : m_audit.minutes.entries)
            look(entry);
        judge();
    }

private:
    void doubt(const Entry &entry, const std::string &what) { m_audit.doubts.push_back("entry " + std::to_string(entry.sequence) + ": " + what); }

    void look(const Entry &entry)
    {
        CeremonyAudit::Line line{entry, entry.kind, {}};
        if (entryHash(entry) != entry.hash)
            doubt(entry, "its hash is not that of its content");
        if (!m_audit.lines.empty() && entry.sequence <= m_audit.lines.back().entry.sequence)
            doubt(entry, "it stands after a later one");
        const Result<SignedContent> content = openSignedData(entry.command);
        const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
        if (!command) {
            doubt(entry, "its signature does not hold");
        } else {
            if (command->kind != entry.kind || command->actor != entry.actor || command->house != m_audit.minutes.house)
                doubt(entry, "it is not the command that was signed");
            line.signers = signersOf(entry, *command, content->signers);
            follow(entry, *command);
            if (command->kind == CommandKind::CloseCeremony)
                m_closers = line.signers;
        }
        m_audit.lines.push_back(std::move(line));
    }

    std::vector<std::string> signersOf(const Entry &entry, const Command &command, const std::vector<Bytes> &certificates)
    {
        std::vector<std::string> names;
        bool actor = false;
        for (const Bytes &certificate : certificates) {
            const auto person = std::ranges::find(m_audit.minutes.people, certificate, &Person::certificate);
            const bool authority = certificate == m_audit.authorityCertificate;
            if (!authority && person == m_audit.minutes.people.end())
                doubt(entry, "signed by somebody who took no part");
            else
                names.push_back(authority ? std::string(authorityActor) : person->name);
            actor |= authority ? command.actor == authorityActor && isAuthorityAct(command.kind)
                               : person != m_audit.minutes.people.end() && person->id == command.actor;
        }
        if (!actor)
            doubt(entry, "not signed by who is said to have acted");
        return names;
    }

    void follow(const Entry &entry, const Command &command)
    {
        Ceremony &ceremony = m_audit.ceremony;
        const bool first = m_audit.lines.empty();
        if (first != (command.kind == CommandKind::PlanCeremony))
            return doubt(entry, first ? "the plan does not come first" : "a second plan");
        if (!first && ceremonyOf(command) != ceremony.plan.id)
            doubt(entry, "it is about another ceremony");
        if (!first && utf8(command.payload.value(QLatin1String("parameters")).toString()) != toHex(ceremony.parameters))
            doubt(entry, "signed for other parameters than were planned");
        if (const Result<CeremonyPresence> presence = ceremonyPresenceFromJson(command.payload); presence && command.kind == CommandKind::PresentAtCeremony)
            prove(entry, command, *presence);
        if (const Result<void> applied = applyToCeremony(ceremony, command, entry.time); !applied)
            doubt(entry, "it cannot be read: " + applied.error().detail);
    }

    void prove(const Entry &entry, const Command &command, const CeremonyPresence &presence)
    {
        const Ceremony &ceremony = m_audit.ceremony;
        if (!ceremony.isCustodian(command.actor) && command.actor != ceremony.plan.witness)
            doubt(entry, "presence of somebody who took no part");
        if (presence.phase != CeremonyPresence::Phase::Closing || !ceremony.isCustodian(command.actor) || !sealsKeys(ceremony.plan.kind))
            return;
        const auto share = ceremony.sealed ? std::ranges::find(ceremony.sealed->shares, command.actor, &BackupManifest::Share::custodian)
                                           : std::vector<BackupManifest::Share>::const_iterator();
        const bool opened = ceremony.sealed && share != ceremony.sealed->shares.end() && presence.proof && commitmentTo(*presence.proof) == share->commitment;
        if (!opened)
            doubt(entry, "it does not prove that the share was opened");
    }

    /// What a ceremony that was closed has to have come to. An aborted one only says how far it came.
    void judge()
    {
        const Ceremony &ceremony = m_audit.ceremony;
        const auto missing = [&](const std::string &what) { m_audit.doubts.push_back(what); };
        if (m_audit.lines.empty() || ceremony.plan.id.empty())
            return missing("there is no plan in it");
        if (sha256(viewOf(ceremony.plan.scriptText)) != ceremony.plan.scriptSha256)
            missing("the script is not the one whose hash was signed");
        if (ceremony.fate == Ceremony::Fate::Open)
            return missing("it has not ended");
        if (ceremony.fate == Ceremony::Fate::Aborted)
            return;
        for (const auto phase : {CeremonyPresence::Phase::Opening, CeremonyPresence::Phase::Closing}) {
            for (const std::string &who : ceremony.missing(phase))
                missing(m_audit.nameOf(who) + (phase == CeremonyPresence::Phase::Opening ? " did not sign the roll call" : " did not sign at the end"));
        }
        if (ceremony.done.size() != ceremony.plan.checks.size())
            missing("steps are missing");
        if (sealsKeys(ceremony.plan.kind) && !ceremony.sealed)
            missing("nothing was encrypted");
        for (const std::string &who : {ceremony.plan.administrator, ceremony.plan.witness}) {
            if (std::ranges::find(m_closers, m_audit.nameOf(who)) == m_closers.end())
                missing(m_audit.nameOf(who) + " did not close it");
        }
    }

    CeremonyAudit &m_audit;
    std::vector<std::string> m_closers;
};

} // namespace

Result<std::string> encodeMinutes(const CeremonyMinutes &minutes)
{
    QJsonArray people, entries;
    for (const Person &person : minutes.people)
        people.append(toJson(person));
    for (const Entry &entry : minutes.entries)
        entries.append(toJson(entry));
    return toCanonicalJson(QJsonObject{{"format", recordFormat}, {"house", qstr(toHex(minutes.house))}, {"houseName", qstr(minutes.houseName)},
                                       {"people", people}, {"entries", entries}});
}

std::string CeremonyAudit::nameOf(std::string_view person) const
{
    const auto at = std::ranges::find(minutes.people, person, &Person::id);
    return at == minutes.people.end() ? std::string(person) : at->name;
}

Result<CeremonyAudit> auditRecord(BytesView cms)
{
    if (cms.size() > largestRecord)
        return fail(ErrorCode::TooLarge, "a record above 8 MiB");
    Result<SignedContent> content = openSignedData(cms);
    if (!content)
        return fail(content.error());
    if (content->signers.size() != 1)
        return fail(ErrorCode::Malformed, "a record has the authority's signature, and no other");
    Result<CeremonyMinutes> minutes = decodeMinutes(content->content);
    if (!minutes)
        return fail(minutes.error());
    CeremonyAudit audit;
    audit.minutes = std::move(*minutes);
    audit.authorityCertificate = std::move(content->signers.front());
    Auditor(audit).run();
    return audit;
}

} // namespace hufu
