// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"

#include "app/embedded/EmbeddedTransport.h"
#include "app/embedded/OfficerCards.h"
#include "app/embedded/ServedHome.h"
#include "app/embedded/TokenKeys.h"
#include "models/authority/TokenVault.h"
#include "models/base/Masking.h"
#include "models/domain/Signers.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/OfficerRequest.h"
#include "models/pki/SignedData.h"
#include "models/store/CardReader.h"
#include "models/store/KeySlots.h"
#include "models/store/Outbox.h"
#include "models/store/PendingCommands.h"

#include <algorithm>
#include <filesystem>

namespace hufu {
namespace {

/// Whether a command of this kind of this person waits for the server already.
bool isQueued(Connection &connection, const std::string &personId, std::string_view kind)
{
    const Result<std::vector<QueuedCommand>> queued = readOutbox(connection);
    return queued && std::ranges::any_of(*queued, [&](const QueuedCommand &one) {
        const Result<SignedContent> content = openSignedData(one.signedCommand);
        const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
        return command && command->kind == kind && command->actor == personId;
    });
}

/// Who is put forward to be registered, by commands that wait for a signature or for the server.
Result<std::set<std::string>> awaitedPeople(Connection &connection, Instant now)
{
    const Result<std::vector<PendingCommand>> pending = readPendings(connection, now);
    const Result<std::vector<QueuedCommand>> queued = readOutbox(connection);
    if (!pending || !queued)
        return fail(pending ? queued.error() : pending.error());
    std::set<std::string> people;
    const auto take = [&](const Bytes &signedCommand) {
        const Result<SignedContent> content = openSignedData(signedCommand);
        const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
        const Result<PendingLeft> left = command && command->kind == CommandKind::LeavePending ? pendingLeftFromJson(command->payload) : fail(ErrorCode::NotFound);
        const Result<SignedContent> inner = left ? openSignedData(left->command) : fail(left.error());
        const Result<Command> meant = inner ? decodeCommand(inner->content) : command;
        const Result<NewPerson> added = meant && meant->kind == CommandKind::AddPerson ? newPersonFromJson(meant->payload, meant->version) : fail(ErrorCode::NotFound);
        if (added)
            people.insert(added->person.id);
    };
    for (const PendingCommand &one : *pending)
        take(one.command);
    for (const QueuedCommand &one : *queued) {
        if (!one.refusal)
            take(one.signedCommand);
    }
    return people;
}

/// Who was deactivated at another desk, or whose registration came to nothing, does not open this home any more. Only where the journal is all here.
void shutOutStrangers(House &house, const std::string &keySlots)
{
    const LinkState::Kind link = house.link().kind;
    if (link != LinkState::Kind::Here && link != LinkState::Kind::InStep)
        return;
    const Result<std::vector<Person>> people = house.people();
    const Result<std::set<std::string>> awaited = house.read([&](Connection &connection) { return awaitedPeople(connection, house.now()); });
    Result<KeySlots> slots = KeySlots::read(keySlots);
    if (!people || !awaited || !slots)
        return;
    const auto comesIn = [&](const std::string &id) {
        const auto person = std::ranges::find(*people, id, &Person::id);
        return person == people->end() ? awaited->contains(id) : person->active || id == house.officer().id;
    };
    std::vector<std::string> strangers;
    for (const KeySlot &slot : slots->slots()) {
        if (!comesIn(slot.personId))
            strangers.push_back(slot.personId);
    }
    for (const std::string &stranger : strangers)
        slots->remove(stranger);
    if (!strangers.empty())
        (void)slots->write(keySlots);
}

/// A custodian gets the key that shares of escrowed keys are encrypted to when their token is unlocked, once there is somebody to share with. What
/// cannot be done now is done the next time; whoever wants to deal a key is told who has none.
template <typename OfficersToken>
Result<void> enrolCustodian(House &house, const std::string &database, const std::string &personId, OfficersToken &token)
{
    const Result<std::vector<Person>> people = house.people();
    if (!people)
        return fail(people.error());
    const auto isCustodian = [](const Person &person) { return person.active && person.roles.contains(Role::Custodian); };
    const auto person = std::ranges::find(*people, personId, &Person::id);
    if (person == people->end() || !isCustodian(*person) || std::ranges::count_if(*people, isCustodian) < 2
        || !person->keyManagementKey.empty() || !person->keyManagementCertificate.empty())
        return {};
    Result<Connection> connection = Connection::open(database, house.databaseKey(), Connection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    if (isQueued(*connection, personId, CommandKind::EnrolCustodian))
        return {};
    Result<Bytes> request = requestKeyManagement(*connection, personId, person->name, token);
    if (!request)
        return fail(request.error());
    const QJsonObject payload = toJson(CustodianEnrolment{personId, std::move(*request), {}});
    if (const Result<Receipt> receipt = house.postAs(personId, token, CommandKind::EnrolCustodian, payload); !receipt)
        return fail(receipt.error());
    const Result<std::optional<Person>> enrolled = readPerson(*connection, personId);
    if (!enrolled)
        return fail(enrolled.error());
    return *enrolled ? attachKeyManagement(*connection, **enrolled, token) : Result<void>();
}

/// Key slots bear the names that the register gives.
Result<void> renameSlots(House &house, const std::string &path)
{
    const Result<std::vector<Person>> people = house.people();
    Result<KeySlots> slots = KeySlots::read(path);
    if (!people || !slots)
        return fail(people ? slots.error() : people.error());
    const std::vector<KeySlot> all = slots->slots();
    bool renamed = false;
    for (KeySlot slot : all) {
        const auto person = std::ranges::find(*people, slot.personId, &Person::id);
        if (person == people->end() || !person->active || person->name == slot.name)
            continue;
        slot.name = person->name;
        slots->put(std::move(slot));
        renamed = true;
    }
    return renamed ? slots->write(path) : Result<void>();
}

/// A colleague's token, and who they are.
struct Colleague {
    std::string person;
    std::unique_ptr<SoftToken> soft;
    std::unique_ptr<OfficerCard> card; ///< one of both

    std::unique_ptr<Token> take() { return soft ? std::unique_ptr<Token>(std::move(soft)) : std::move(card); }
};

Result<Colleague> unlockColleague(const HomePaths &paths, const SecureBytes &databaseKey, const std::shared_ptr<CardPresence> &presence,
                                  const std::string &officer, const SecureBytes &secret)
{
    const Result<KeySlots> slots = KeySlots::read(paths.keySlots);
    if (!slots)
        return fail(slots.error());
    const Result<const KeySlot *> slot = slots->find(officer);
    if (!slot)
        return fail(slot.error());
    Result<Connection> connection = Connection::open(paths.database, databaseKey, Connection::Access::ReadOnly);
    if (!connection)
        return fail(connection.error());
    Colleague colleague{(*slot)->personId, {}, {}};
    const Result<std::optional<Person>> person = readPerson(*connection, colleague.person);
    if (!person)
        return fail(person.error());
    if (*person && !(*person)->card.empty()) {
        CardFinder find = [presence, name = (*person)->name](PivSlot in, BytesView key) { return presence->findColleagues(name, in, key); };
        Result<std::unique_ptr<OfficerCard>> card = officersCard(*connection, **person, std::move(find), std::make_shared<HeldPin>(secret.clone()));
        if (!card)
            return fail(card.error());
        colleague.card = std::move(*card);
        return colleague;
    }
    Result<std::unique_ptr<SoftToken>> token = loadToken(*connection, colleague.person, secret);
    if (!token)
        return fail(token.error());
    colleague.soft = std::move(*token);
    return colleague;
}

} // namespace

EmbeddedGate::EmbeddedGate(const std::string &home, ScryptCost cost, Clock clock)
    : m_paths(home), m_cost(cost), m_clock(std::move(clock))
{
}

bool EmbeddedGate::isFounded() const { return std::filesystem::exists(m_paths.keySlots) && !isEnrolling(); }

bool EmbeddedGate::isEnrolling() const { return hufu::isEnrolling(m_paths); }

Result<std::vector<std::string>> EmbeddedGate::officers() const { return officersAt(m_paths.home); }

Result<std::vector<std::string>> EmbeddedGate::officersAt(const std::string &home) const
{
    const Result<KeySlots> slots = KeySlots::read(HomePaths(home).keySlots);
    if (!slots)
        return fail(slots.error());
    std::vector<std::string> names;
    for (const KeySlot &slot : slots->slots())
        names.push_back(slot.name);
    return names;
}

Result<std::vector<WayIn>> EmbeddedGate::waysIn() const
{
    const Result<KeySlots> slots = KeySlots::read(m_paths.keySlots);
    if (!slots)
        return fail(slots.error());
    std::vector<WayIn> ways;
    for (const KeySlot &slot : slots->slots())
        ways.push_back({slot.personId, slot.name, slot.card});
    return ways;
}

Result<void> EmbeddedGate::found(const FoundingRequest &request, const SecureBytes &passphrase)
{
    return foundHouse(m_paths, {request.houseName, {{request.officer, request.department, {}, &passphrase}}, m_cost, m_clock});
}

Result<void> EmbeddedGate::foundTogether(const std::string &houseName, std::span<const NewOfficer> founders)
{
    FoundingAct act{houseName, {}, m_cost, m_clock};
    if (founders.size() < 3)
        return fail(ErrorCode::InvalidArgument, "three administrators found a house together");
    for (const NewOfficer &founder : founders)
        act.founders.push_back({founder.name, founder.department, founder.roles, founder.passphrase});
    return foundHouse(m_paths, act);
}

Result<void> EmbeddedGate::enrol(const EnrolmentRequest &request, const SecureBytes &passphrase,
                                 const std::function<void(Sequence here, Sequence head)> &progress, std::stop_token stop)
{
    const Result<EnrolmentCode> code = EnrolmentCode::parse(request.code.view());
    const Result<ServerAddress> address = ServerAddress::parse(request.server);
    if (!code || !address)
        return fail(code ? address.error() : code.error());
    if (!std::filesystem::exists(m_paths.keySlots)) {
        if (Result<void> made = makeConsoleHome(m_paths, HomePaths(request.keyFrom), request.officer, passphrase, m_cost); !made)
            return made;
    }
    const Result<UnlockedHome> home = unlockHome(m_paths, request.officer, passphrase);
    if (!home)
        return fail(home.error());
    if (!isServed(m_paths)) {
        if (const Result<ServerRecord> record = enrolHome(m_paths, home->databaseKey, request.server, *code, request.workstation, m_clock); !record)
            return fail(record.error());
    }
    const Result<std::unique_ptr<RemoteTransport>> remote = openRemote(m_paths, home->databaseKey, m_clock);
    if (!remote)
        return fail(remote.error());
    const auto told = [&](const Replicator::Progress &now) {
        if (progress)
            progress(now.here, now.head);
    };
    if (const Result<Replicator::Progress> level = (*remote)->synchronise(told, std::move(stop)); !level)
        return fail(level.error());
    return {};
}

Result<std::unique_ptr<House>> EmbeddedGate::open(const std::string &officer, const SecureBytes &secret, LastTry lastTry)
{
    Result<UnlockedHome> entrant
        = unlockHome(m_paths, officer, secret, lastTry == LastTry::Spent ? HeldPin::LastTry::Spent : HeldPin::LastTry::Kept);
    if (!entrant)
        return fail(entrant.error());
    SecureBytes &databaseKey = entrant->databaseKey;

    OpenedHome opened;
    Result<std::unique_ptr<Transport>> transport = isServed(m_paths) ? servedTransport(m_paths, databaseKey, m_clock)
                                                                     : embeddedTransport(m_paths, databaseKey, m_clock);
    if (!transport)
        return fail(transport.error());
    opened.transport = std::move(*transport);
    Result<Connection> connection = Connection::open(m_paths.database, databaseKey, Connection::Access::ReadOnly);
    if (!connection)
        return fail(connection.error());
    const Result<std::vector<Person>> people = readPeople(*connection);
    if (!people)
        return fail(people.error());
    (void)settleSlots(*connection, *people, databaseKey, m_paths.keySlots); // a folder that cannot be written keeps its slots
    const auto person = std::ranges::find(*people, entrant->personId, &Person::id);
    if (person != people->end() && person->card != entrant->card) {
        return person->card.empty() ? fail(ErrorCode::SignerUnknown, "this USBKey is not what the officer signs with any more", entrant->card)
                                    : fail(ErrorCode::OfficerCardNeeded, person->name + " signs with a USBKey", person->card);
    }

    SoftToken *soft = nullptr; // the house's from here on, as is the other
    OfficerCard *card = nullptr;
    std::shared_ptr<CardPresence> presence;
    if (person != people->end() && !entrant->card.empty()) {
        const Result<Bytes> key = publicKeyOf(person->certificate);
        if (!key)
            return fail(ErrorCode::SignerInactive, "the authority has not certified this person's key yet", person->name);
        presence = std::make_shared<CardPresence>(person->name, *key);
        CardFinder find = [presence](PivSlot slot, BytesView wanted) { return presence->findOwn(slot, wanted); };
        Result<std::unique_ptr<OfficerCard>> token = officersCard(*connection, *person, std::move(find), entrant->pin);
        if (!token)
            return fail(token.error());
        card = token->get();
        opened.token = std::move(*token);
    } else {
        presence = std::make_shared<CardPresence>();
        Result<std::unique_ptr<SoftToken>> token = loadToken(*connection, entrant->personId, secret);
        if (!token)
            return fail(token.error());
        soft = token->get();
        opened.token = std::move(*token);
    }
    opened.databasePath = m_paths.database;
    opened.checkpointPath = m_paths.checkpoint;
    opened.presence = presence;
    const auto key = std::make_shared<SecureBytes>(databaseKey.clone());
    opened.leave = [path = m_paths.keySlots, key](Connection &reading) { // what was reported lost meanwhile opens nothing from then on
        if (const Result<std::vector<Person>> registered = readPeople(reading))
            (void)settleSlots(reading, *registered, *key, path);
    };
    opened.unlockToken = [paths = m_paths, presence, key](
                             const std::string &colleague, const SecureBytes &theirs) -> Result<std::unique_ptr<Token>> {
        Result<Colleague> unlocked = unlockColleague(paths, *key, presence, colleague, theirs);
        return unlocked ? Result<std::unique_ptr<Token>>(unlocked->take()) : fail(unlocked.error());
    };
    opened.databaseKey = std::move(databaseKey);
    opened.personId = entrant->personId;
    opened.clock = m_clock;
    Result<std::unique_ptr<House>> house = House::open(std::move(opened));
    if (house) {
        shutOutStrangers(**house, m_paths.keySlots);
        (void)(card ? enrolCustodian(**house, m_paths.database, entrant->personId, *card)
                    : enrolCustodian(**house, m_paths.database, entrant->personId, *soft)); // waits for no server
        (void)renameSlots(**house, m_paths.keySlots); // a folder that cannot be written keeps the old names
    }
    return house;
}

Result<std::unique_ptr<Token>> EmbeddedGate::unlockToken(House &house, const std::string &officer, const SecureBytes &passphrase)
{
    const auto presence = std::dynamic_pointer_cast<CardPresence>(house.presence());
    Result<Colleague> colleague = unlockColleague(m_paths, house.databaseKey(), presence ? presence : std::make_shared<CardPresence>(), officer, passphrase);
    if (!colleague)
        return fail(colleague.error());
    if (colleague->soft) // a USBKey is not asked for a signature that nobody waits for
        (void)enrolCustodian(house, m_paths.database, colleague->person, *colleague->soft);
    return colleague->take();
}

Result<Receipt> EmbeddedGate::addPerson(House &house, const Person &person, const SecureBytes &theirPassphrase, std::span<Token *const> cosigners,
                                        MissingSignatures missing)
{
    Result<KeySlots> slots = KeySlots::read(m_paths.keySlots);
    if (!slots)
        return fail(slots.error());
    if (slots->find(person.id)) // whose token must not be overwritten before the authority can say no
        return fail(ErrorCode::Conflict, "this person has a key slot already", person.name);
    Result<PrivateKey> key = PrivateKey::generate();
    if (!key)
        return fail(key.error());
    Result<Bytes> request = makeOfficerRequest(*key, person.name);
    if (!request)
        return fail(request.error());
    Result<KeySlot> slot = KeySlots::seal(person.id, maskPatientData(person.name), house.databaseKey(), theirPassphrase, m_cost);
    if (!slot)
        return fail(slot.error());
    Result<Connection> connection = Connection::open(m_paths.database, house.databaseKey(), Connection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    // The sealed key first: a registered person without one could never sign, a key of nobody does no harm.
    if (Result<void> stored = storeToken(*connection, person.id, *key, theirPassphrase, m_cost); !stored)
        return fail(stored.error());
    Result<Receipt> receipt = house.submit(CommandKind::AddPerson, toJson(NewPerson{person, std::move(*request)}), {}, cosigners, 1, missing);
    if (!isTaken(receipt)) {
        (void)forgetToken(*connection, person.id);
        return receipt;
    }
    slots->put(std::move(*slot));
    if (Result<void> written = slots->write(m_paths.keySlots); !written)
        return fail(written.error());
    if (const Result<std::optional<Person>> registered = readPerson(*connection, person.id); registered && *registered && !(*registered)->certificate.empty()) {
        SoftToken token(std::move(*key), (*registered)->certificate);
        (void)enrolCustodian(house, m_paths.database, person.id, token);
    }
    return receipt;
}

Result<Receipt> EmbeddedGate::addPersonWithCard(House &house, const Person &person, std::span<Token *const> cosigners, MissingSignatures missing)
{
    Result<KeySlots> slots = KeySlots::read(m_paths.keySlots);
    if (!slots)
        return fail(slots.error());
    if (slots->find(person.id))
        return fail(ErrorCode::Conflict, "this person has a key slot already", person.name);
    Result<Bytes> key = house.read([&](Connection &connection) { return agreementKeyOf(connection, person.card); });
    Result<KeySlot> slot = key ? KeySlots::wrap(person.id, maskPatientData(person.name), house.databaseKey(), person.card, std::move(*key)) : fail(key.error());
    if (!slot)
        return fail(slot.error());
    Result<Receipt> receipt = house.submit(CommandKind::AddPerson, toJson(NewPerson{person, {}}), {}, cosigners, 2, missing);
    if (!isTaken(receipt))
        return receipt;
    slots->put(std::move(*slot));
    if (Result<void> written = slots->write(m_paths.keySlots); !written)
        return fail(written.error());
    return receipt;
}

Result<Receipt> EmbeddedGate::moveToCard(House &house, const CardMove &move, std::span<Token *const> cosigners, MissingSignatures missing)
{
    Result<Connection> connection = Connection::open(m_paths.database, house.databaseKey(), Connection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    const Result<std::optional<Person>> person = readPerson(*connection, move.person);
    const Result<Bytes> signature = readCardSigningKey(*connection, move.card), agreement = agreementKeyOf(*connection, move.card);
    if (!person || !signature || !agreement)
        return fail(!person ? person.error() : !signature ? signature.error() : agreement.error());
    if (!*person)
        return fail(ErrorCode::NotFound, "nobody is registered under this id", move.person);
    const bool own = move.person == house.officer().id;
    if (own) {
        if (!move.pin)
            return fail(ErrorCode::CardPinNeeded, "whoever changes to a USBKey shows that it is theirs", move.card);
        HeldPin pin(move.pin->clone());
        if (Result<void> good = tryCard(pin, *signature, *agreement); !good)
            return fail(good.error());
        // What was encrypted to this custodian has to open with the USBKey afterwards.
        auto *soft = dynamic_cast<SoftToken *>(&house.token());
        auto *card = dynamic_cast<OfficerCard *>(&house.token());
        Result<void> along;
        if (soft)
            along = wrapKeyManagement(*connection, move.person, *soft, *agreement);
        else if (card)
            along = wrapKeyManagement(*connection, move.person, *card, *agreement);
        if (!along)
            return fail(along.error());
    }
    const OfficerRekey rekey{.person = move.person, .name = (*person)->name, .card = move.card, .reason = move.reason};
    Result<Receipt> receipt = house.submit(CommandKind::RekeyOfficer, toJson(rekey), {}, cosigners, 1, missing);
    if (!receipt)
        return receipt; // what is Queued or Pending is settled when the home is opened after it came into force
    const Result<std::vector<Person>> people = readPeople(*connection);
    Result<void> settled = people ? settleSlots(*connection, *people, house.databaseKey(), m_paths.keySlots) : fail(people.error());
    if (settled)
        settled = forgetToken(*connection, move.person);
    return settled ? receipt : fail(settled.error());
}

Result<Receipt> EmbeddedGate::recoverPerson(House &house, const Person &person, const std::string &reason, const SecureBytes &theirPassphrase,
                                            std::span<Token *const> cosigners)
{
    Result<KeySlots> slots = KeySlots::read(m_paths.keySlots);
    Result<PrivateKey> key = PrivateKey::generate();
    if (!slots || !key)
        return fail(slots ? key.error() : slots.error());
    Result<Bytes> request = makeOfficerRequest(*key, person.name);
    Result<KeySlot> slot = KeySlots::seal(person.id, maskPatientData(person.name), house.databaseKey(), theirPassphrase, m_cost);
    Result<Connection> connection = Connection::open(m_paths.database, house.databaseKey(), Connection::Access::ReadWrite);
    if (!request || !slot || !connection)
        return fail(!request ? request.error() : !slot ? slot.error() : connection.error());
    // Beside the old token, which stays as long as the old slot does: loadToken() takes the one that the slot's passphrase opens.
    if (Result<void> stored = storeNextToken(*connection, person.id, *key, theirPassphrase, m_cost); !stored)
        return fail(stored.error());
    const OfficerRekey rekey{.person = person.id, .name = person.name, .card = {}, .request = std::move(*request), .reason = reason};
    Result<Receipt> receipt = house.submit(CommandKind::RekeyOfficer, toJson(rekey), {}, cosigners);
    if (!receipt)
        return receipt;
    slots->put(std::move(*slot));
    Result<void> done = slots->write(m_paths.keySlots);
    if (done)
        done = settleToken(*connection, person.id);
    if (done)
        done = forgetKeyManagement(*connection, person.id);
    return done ? receipt : fail(done.error());
}

Result<Receipt> EmbeddedGate::changePerson(House &house, const Person &person, std::span<Token *const> cosigners,
                                           MissingSignatures missing)
{
    Result<Receipt> receipt = house.submit(CommandKind::ChangePerson, personChangeToJson(person), {}, cosigners, 1, missing);
    if (!receipt)
        return receipt;
    if (Result<void> renamed = renameSlots(house, m_paths.keySlots); !renamed)
        return fail(renamed.error());
    return receipt;
}

Result<Receipt> EmbeddedGate::deactivatePerson(House &house, const Deactivation &deactivation, std::span<Token *const> cosigners,
                                               MissingSignatures missing)
{
    Result<KeySlots> slots = KeySlots::read(m_paths.keySlots);
    if (!slots)
        return fail(slots.error());
    Result<Receipt> receipt = house.submit(CommandKind::DeactivatePerson, toJson(deactivation), {}, cosigners, 1, missing);
    if (!receipt)
        return receipt;
    slots->remove(deactivation.person);
    if (Result<void> written = slots->write(m_paths.keySlots); !written)
        return fail(written.error());
    return receipt;
}

Result<std::unique_ptr<StatusPublisher>> EmbeddedGate::publishStatus(const House &house) const
{
    if (isServed(m_paths))
        return fail(ErrorCode::Unsupported, "the authority of this house is a server, which answers for its CAs itself", m_paths.home);
    return StatusPublisher::start(house.databaseKey(), {.databasePath = m_paths.database});
}

Result<std::vector<KeyToken>> EmbeddedGate::keyTokens(const std::string &module)
{
    if (!module.starts_with('/'))
        return fail(ErrorCode::InvalidArgument, "a PKCS#11 module is named by its whole path", module);
    TokenHost host({.module = module}); // of its own: some modules show only what was there when they were loaded
    const Result<TokenReply> reply = host.call({.deed = TokenDeed::ListTokens}, host.deadline());
    if (!reply)
        return fail(reply.error());
    std::vector<KeyToken> tokens;
    for (const TokenInfo &token : reply->tokens) {
        if (!token.initialized)
            continue;
        const auto namesakes = std::ranges::count(reply->tokens, token.name.label, [](const TokenInfo &other) { return other.name.label; });
        const Pkcs11Uri uri{module, {token.name.label, namesakes > 1 ? token.name.serial : std::string()}};
        tokens.push_back({token.name.label, token.name.serial, token.manufacturer, token.model, uri.text()});
    }
    return tokens;
}

Result<void> EmbeddedGate::giveTokenPin(House &house, const std::string &uri, const SecureBytes &pin)
{
    const Result<std::vector<Person>> people = house.people();
    if (!people)
        return fail(people.error());
    const auto officer = std::ranges::find(*people, house.officer().id, &Person::id);
    const std::set<Role> may = rolesFor(CommandKind::CreateCa);
    if (officer == people->end() || !officer->active || std::ranges::none_of(officer->roles, [&](Role role) { return may.contains(role); }))
        return fail(ErrorCode::NotPermitted, "security administrators and key custodians give a token's PIN");
    if (isServed(m_paths)) // the token is there, and so is the vault that would keep its PIN
        return fail(ErrorCode::Unsupported, "the authority of this house is a server: hufu-server pin takes a token's PIN there", uri);
    return keepTokenPin(uri, pin, m_paths.database, house.databaseKey());
}

Result<void> EmbeddedGate::changePassphrase(House &house, const SecureBytes &oldPassphrase, const SecureBytes &newPassphrase)
{
    Result<KeySlots> slots = KeySlots::read(m_paths.keySlots);
    if (!slots)
        return fail(slots.error());
    const Result<const KeySlot *> slot = slots->find(house.officer().id);
    if (!slot)
        return fail(slot.error());
    if ((*slot)->isByCard())
        return fail(ErrorCode::OfficerCardNeeded, "a USBKey's PIN is changed on the USBKey", (*slot)->card);
    const Result<SecureBytes> databaseKey = KeySlots::open(**slot, oldPassphrase);
    if (!databaseKey)
        return fail(databaseKey.error());
    Result<KeySlot> renewed = KeySlots::seal((*slot)->personId, (*slot)->name, *databaseKey, newPassphrase, m_cost);
    if (!renewed)
        return fail(renewed.error());
    // The journal first: a change that is not on record does not happen.
    if (const Result<Receipt> receipt = house.submit(CommandKind::ChangePassphrase, {}); !isTaken(receipt))
        return fail(receipt.error());
    Result<Connection> connection = Connection::open(m_paths.database, *databaseKey, Connection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    // Three steps, each whole: the token sealed anew stands beside the old one, then the slot is replaced, then the old token goes. After
    // a crash in between, opening finds the token that fits the slot's passphrase.
    if (Result<void> sealed = sealNextToken(*connection, house.officer().id, oldPassphrase, newPassphrase, m_cost); !sealed)
        return sealed;
    slots->put(std::move(*renewed));
    if (Result<void> written = slots->write(m_paths.keySlots); !written)
        return written;
    return settleToken(*connection, house.officer().id);
}

} // namespace hufu
