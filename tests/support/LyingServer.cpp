// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LyingServer.h"

#include "models/authority/AuthorityKey.h"
#include "models/authority/Relocation.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Rules.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/SignedData.h"
#include "models/store/EntryReading.h"
#include "tests/support/Verify.h"

namespace hufu::test {

void Lie::sign(const Command &changed)
{
    command = changed;
    const Result<Bytes> bytes = officer.signData(viewOf(*encodeCommand(command)), command.time);
    if (!bytes)
        qFatal("signing: %s", bytes.error().detail.c_str());
    carry(*bytes);
}

void Lie::signAs(const PrivateKey &key, BytesView certificate, const Command &changed)
{
    command = changed;
    carry(*signData(viewOf(*encodeCommand(command)), key, certificate, command.time));
}

void Lie::signByStranger()
{
    const PrivateKey key = std::move(*PrivateKey::generate());
    signAs(key, *makeAuthorityCertificate(key, "x", command.time, command.expires), command);
}

void Lie::signUnknownKind()
{
    Command other = another();
    other.kind = "x.y";
    other.actor = authorityActor;
    other.payload = {{"name", "what nobody knows yet"}};
    entry.outcome = "{}";
    signAs(authorityKey, house.authorityCertificate, other);
}

void Lie::followWithUnknownKind()
{
    before = entry;
    entry.sequence = before.sequence + 1;
    entry.previous = before.hash;
    signUnknownKind();
}

void Lie::carry(Bytes signedCommand)
{
    entry.command = std::move(signedCommand);
    entry.kind = command.kind;
    entry.actor = command.actor;
    entry.subject = subjectOf(command);
}

void tellLie(ServerHouse &house, const QString &console, const std::function<void(Lie &)> &work)
{
    std::unique_ptr<House> desk = house.open(console);
    EmbeddedGate gate(console.toStdString(), ScryptCost{1024, 8, 1});
    const Result<std::unique_ptr<Token>> officer = gate.unlockToken(*desk, desk->officer().name, ServerHouse::passphrase());
    VERIFY_OK(officer);
    QCOMPARE(house.stop(), 0);

    const HomePaths state(house.state().toStdString());
    const Result<SecureBytes> key = openServerState(state, SecureBytes::copyOf("passphrase of the server"));
    VERIFY_OK(key);
    Result<Connection> database = Connection::open(state.database, *key, Connection::Access::ReadWrite);
    VERIFY_OK(database);
    Result<PrivateKey> authority = loadAuthorityKey(*database, *key), checkpoints = loadAuthorityKey(*database, *key);
    Result<HouseRecord> record = readHouse(*database);
    VERIFY_OK(authority);
    VERIFY_OK(checkpoints);
    VERIFY_OK(record);
    std::vector<Entry> entries;
    VERIFY_OK(forEachEntry(*database, [&](Entry entry) -> Result<void> {
        entries.push_back(std::move(entry));
        return {};
    }));
    const Entry told = entries.back();
    QCOMPARE(told.kind, std::string(CommandKind::SaveCollection));
    const OpenedEntry opened = openEntry(told);
    QVERIFY(opened.command);
    Lie lie{**officer, std::move(*authority), *record, entries[entries.size() - 2], told, *opened.command,
            {record->id, told.sequence, Sha256{}, told.time, {}}, std::move(*checkpoints)};
    work(lie);
    if (lie.hashed)
        lie.entry.hash = entryHash(lie.entry);
    lie.checkpoint.sequence = lie.entry.sequence;
    if (lie.checkpoint.hash == Sha256{})
        lie.checkpoint.hash = lie.entry.hash;
    const Result<Checkpoint> checkpoint = signCheckpoint(lie.checkpoint, lie.checkpointKey);
    VERIFY_OK(checkpoint);
    const std::string from = " WHERE sequence > " + std::to_string(lie.before.sequence), remove = "DELETE FROM checkpoint" + from + "; DELETE FROM entry" + from;
    VERIFY_OK(database->transaction([&]() -> Result<void> {
        if (Result<void> gone = database->execute(remove.c_str()); !gone)
            return gone;
        if (Result<void> put = insertEntry(*database, lie.entry, lie.entry.kind == CommandKind::Refused ? std::string() : lie.command.id); !put)
            return put;
        return insertCheckpoint(*database, *checkpoint);
    }));
    house.start();
}

} // namespace hufu::test
