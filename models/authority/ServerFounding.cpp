// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/ServerFounding.h"

#include "models/authority/AuthorityKey.h"
#include "models/authority/FoundingAct.h"
#include "models/authority/Relocation.h"
#include "models/base/Uuid.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/OfficerRequest.h"
#include "models/pki/SignedData.h"
#include "models/store/EnrolmentCodes.h"
#include "models/store/FoundingDrafts.h"
#include "models/store/KeySlots.h"
#include "models/store/Schema.h"
#include "models/store/Workstations.h"

#include <algorithm>
#include <filesystem>

namespace hufu {
namespace {

constexpr Role founderRoles[] = {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin};
constexpr auto founderLife = std::chrono::days(365);

FoundingSeat *seatOf(FoundingDraft &draft, std::string_view code)
{
    const auto seat = std::ranges::find(draft.seats, code, &FoundingSeat::code);
    return seat == draft.seats.end() ? nullptr : &*seat;
}

/// The first entry to be, once everybody is there.
Result<std::string> foundingContent(const FoundingDraft &draft, Instant now)
{
    Founding founding{draft.house, false, draft.authorityCertificate, {}, defaultPolicy()};
    for (const FoundingSeat &seat : draft.seats)
        founding.founders.push_back(*seat.founder);
    return encodeCommand(foundingCommand(founding, now, foundingLife));
}

Result<FoundingDraft> draftIn(Connection &connection)
{
    Result<std::optional<FoundingDraft>> draft = readFoundingDraft(connection);
    if (!draft)
        return fail(draft.error());
    return *draft ? Result<FoundingDraft>(std::move(**draft)) : fail(ErrorCode::Conflict, "no house is being founded here");
}

Result<void> takeSeat(DutyContext &context, const EnrolmentClaim &claim, const FounderClaim &founder, const std::string &workstationName, Workstation &given)
{
    Result<FoundingDraft> draft = draftIn(context.connection);
    if (!draft)
        return fail(draft.error());
    FoundingSeat *seat = seatOf(*draft, claim.code);
    if (!seat || seat->founder)
        return fail(ErrorCode::EnrolmentRefused, seat ? "the code was used in this very moment" : "the code is not for a founder");
    for (const FoundingSeat &other : draft->seats) {
        if (other.founder && (other.founder->id == founder.id || other.founder->name == founder.name))
            return fail(ErrorCode::Conflict, "another of the founders has this name", founder.name);
    }
    const Result<Bytes> theirs = provenPublicKey(founder.request), ours = provenPublicKey(claim.request);
    if (!theirs || !ours)
        return fail(theirs ? ours.error() : theirs.error());
    Person person;
    person.id = founder.id;
    person.name = founder.name;
    person.department = founder.department;
    person.roles = {seat->role};
    Result<Bytes> certificate = makeOfficerCertificate(context.authorityKey, context.authorityCertificate, *theirs, founder.name, founder.id, context.now,
                                                       context.now + founderLife);
    seat->workstation = {newUuid(), workstationName, {}};
    const TlsIdentity identity{TlsIdentity::Side::Workstation, workstationName, seat->workstation.id, {}};
    Result<Bytes> tls = makeTlsCertificate(context.authorityKey, context.authorityCertificate, *ours, identity, context.now - std::chrono::hours(1),
                                           context.now + workstationLife);
    if (!certificate || !tls)
        return fail(certificate ? tls.error() : certificate.error());
    person.certificate = std::move(*certificate);
    seat->founder = std::move(person);
    seat->workstation.certificate = std::move(*tls);
    given = seat->workstation;
    if (draft->isGathered()) {
        Result<std::string> content = foundingContent(*draft, context.now);
        if (!content)
            return fail(content.error());
        draft->content = std::move(*content);
    }
    if (Result<void> used = noteCodeUsed(context.connection, claim.code, given.id, sha256(foundingProofInput(claim.request, founder))); !used)
        return used;
    return writeFoundingDraft(context.connection, *draft);
}

} // namespace

Result<std::vector<std::pair<Role, EnrolmentCode>>> beginFounding(const HomePaths &state, const std::string &houseName, const SecureBytes &serverPassphrase,
                                                                 const ScryptCost &cost, const Clock &clock)
{
    if (std::filesystem::exists(state.keySlots))
        return fail(ErrorCode::AlreadyExists, "a server's state lies here already", state.home);
    if (Result<void> cleared = makeUnfounded(state); !cleared)
        return fail(cleared.error());
    const SecureBytes databaseKey = SecureBytes::random(32);
    const Instant now = clock();
    const Result<PrivateKey> key = PrivateKey::generate();
    Result<Bytes> certificate = key ? makeAuthorityCertificate(*key, houseName, now, now + authorityLife) : fail(key.error());
    if (!certificate)
        return fail(certificate.error());
    Result<Connection> connection = Connection::open(state.database, databaseKey, Connection::Access::Create);
    if (!connection)
        return fail(connection.error().code, connection.error().detail, state.home);
    if (Result<void> migrated = migrate(*connection); !migrated)
        return fail(migrated.error());
    FoundingDraft draft{houseName, std::move(*certificate), {}, {}, {}};
    std::vector<std::pair<Role, EnrolmentCode>> codes;
    const Result<void> made = connection->transaction([&]() -> Result<void> {
        if (Result<void> stored = storeAuthorityKey(*connection, databaseKey, *key); !stored)
            return stored;
        for (const Role role : founderRoles) {
            Result<EnrolmentCode> code = makeCode(*connection, draft.authorityCertificate, now);
            if (!code)
                return fail(code.error());
            draft.seats.push_back({role, code->id, {}, {}});
            codes.emplace_back(role, std::move(*code));
        }
        return writeFoundingDraft(*connection, draft);
    });
    if (!made)
        return fail(made.error());
    Result<KeySlot> slot = KeySlots::seal(newUuid(), serverSlot, databaseKey, serverPassphrase, cost);
    if (!slot)
        return fail(slot.error());
    KeySlots slots;
    slots.put(std::move(*slot));
    if (Result<void> written = slots.write(state.keySlots); !written)
        return fail(written.error());
    return codes;
}

Result<Workstation> joinFounding(Authority &authority, const EnrolmentClaim &claim, const FounderClaim &founder)
{
    const Bytes covered = foundingProofInput(claim.request, founder);
    const Result<StoredCode> code = provenCode(authority, claim, covered, authority.now());
    const Result<std::string> name = workstationIn(claim.request);
    if (!code || !name)
        return fail(code ? name.error() : code.error());
    if (!code->workstation.empty()) {
        Result<FoundingDraft> draft = draftIn(authority.connection());
        if (!draft)
            return fail(draft.error());
        const FoundingSeat *seat = seatOf(*draft, claim.code);
        if (code->request != sha256(covered) || !seat)
            return fail(ErrorCode::EnrolmentRefused, "the code was used already");
        return seat->workstation;
    }
    Workstation given;
    const Result<void> taken
        = authority.prepareFounding([&](DutyContext &context) { return takeSeat(context, claim, founder, *name, given); });
    if (!taken)
        return fail(taken.error());
    return given;
}

Result<void> takeFoundingSignature(Authority &authority, BytesView signedCommand)
{
    const Result<SignedContent> content = openSignedData(signedCommand);
    if (!content)
        return fail(content.error());
    const Result<void> taken = authority.prepareFounding([&](DutyContext &context) -> Result<void> {
        Result<FoundingDraft> draft = draftIn(context.connection);
        if (!draft)
            return fail(draft.error());
        if (draft->content.empty() || textOf(content->content) != draft->content)
            return fail(ErrorCode::Conflict, "this is not the founding that the founders sign");
        const auto isFounder = [&](const Bytes &signer) {
            return std::ranges::any_of(draft->seats, [&](const FoundingSeat &seat) { return seat.founder->certificate == signer; });
        };
        if (!std::ranges::all_of(content->signers, isFounder))
            return fail(ErrorCode::SignerUnknown, "only the founders sign the founding");
        if (!draft->signedSoFar.empty()) {
            const Result<SignedContent> before = openSignedData(draft->signedSoFar);
            if (!before)
                return fail(before.error());
            const auto still = [&](const Bytes &signer) { return std::ranges::find(content->signers, signer) != content->signers.end(); };
            if (!std::ranges::all_of(before->signers, still))
                return fail(ErrorCode::Conflict, "another founder's signature came in between");
        }
        draft->signedSoFar = bytesOf(signedCommand);
        return writeFoundingDraft(context.connection, *draft);
    });
    return taken ? finishFounding(authority) : taken;
}

Result<void> finishFounding(Authority &authority)
{
    Connection &connection = authority.connection();
    const Result<JournalHead> head = readJournalHead(connection);
    const Result<std::optional<FoundingDraft>> draft = readFoundingDraft(connection);
    if (!head || !draft)
        return fail(head ? draft.error() : head.error());
    if (!*draft)
        return {};
    if (head->sequence == 0) {
        if ((*draft)->signedSoFar.empty())
            return {};
        const Result<SignedContent> content = openSignedData((*draft)->signedSoFar);
        if (!content)
            return fail(content.error());
        if (content->signers.size() < (*draft)->seats.size())
            return {};
        if (const Result<Receipt> founded = authority.submit((*draft)->signedSoFar, {}); !founded)
            return fail(founded.error());
    }
    for (const FoundingSeat &seat : (*draft)->seats) {
        const Result<Receipt> enrolled = authority.act([&](DutyContext &context) -> Result<Act> {
            const Result<std::optional<Workstation>> known = readWorkstation(context.connection, seat.workstation.id);
            if (!known)
                return fail(known.error());
            if (*known)
                return fail(ErrorCode::AlreadyExists, "it is enrolled", seat.workstation.name); // before a crash, or by another server
            return Act{CommandKind::EnrolWorkstation, toJson(seat.workstation)};
        });
        if (!enrolled && enrolled.error().code != ErrorCode::AlreadyExists)
            return fail(enrolled.error());
    }
    return authority.keepBeside(removeFoundingDraft);
}

} // namespace hufu
