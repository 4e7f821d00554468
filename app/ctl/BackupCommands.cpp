// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Output.h"
#include "app/embedded/EmbeddedGate.h"
#include "app/embedded/OfficerCards.h"
#include "models/authority/KeyBackup.h"
#include "models/authority/TokenVault.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/Envelope.h"
#include "models/store/AtomicFile.h"
#include "models/wording/CeremonyText.h"

#include <algorithm>

namespace hufu::ctl {
namespace {

void printPackage(const BackupPackage &package, bool json)
{
    const BackupManifest &manifest = package.manifest;
    if (json) {
        QJsonArray keys, shares;
        for (const BackupManifest::Key &key : manifest.keys)
            keys.append(QJsonObject{{"ca", qstr(key.name)}, {"exportable", !key.file.empty()}});
        for (const BackupManifest::Share &share : manifest.shares)
            shares.append(qstr(share.name));
        printJson(QJsonObject{{"folder", qstr(package.folder)},
                              {"sha256", qstr(toHex(package.hash))},
                              {"words", qstr(CeremonyText::words(package.hash))},
                              {"ceremony", qstr(manifest.ceremony)},
                              {"house", qstr(manifest.houseName)},
                              {"houseId", qstr(toHex(manifest.house))},
                              {"sealed", qstr(toIso(manifest.sealedAt))},
                              {"wholeHouse", manifest.wholeHouse},
                              {"sequence", qint64(manifest.sequence)},
                              {"needed", manifest.needed},
                              {"custodians", shares},
                              {"keys", keys},
                              {"octets", qint64(manifest.octets())},
                              {"authority", qstr(toHex(sha256(package.authorityCertificate)))}});
        return;
    }
    say(CtlText::tr("backup of %1 of %2, SHA-256 %3", "house, time").arg(qstr(manifest.houseName), qstr(toIso(manifest.sealedAt)), qstr(toHex(package.hash))));
    printLine(CeremonyText::words(package.hash));
    for (const BackupManifest::Key &key : manifest.keys)
        say((key.file.empty() ? CtlText::tr("key: %1 (not exportable: it lies in a token)") : CtlText::tr("key: %1")).arg(qstr(key.name)));
    if (manifest.wholeHouse)
        say(CtlText::tr("journal, blobs and vault up to entry %1").arg(manifest.sequence));
    std::string names;
    for (const BackupManifest::Share &share : manifest.shares)
        names += (names.empty() ? "" : ", ") + share.name;
    say(CtlText::tr("%1 of these give it back: %2", "number, names").arg(QString::number(manifest.needed), qstr(names)));
    say(CtlText::tr("signed by the authority whose certificate has the SHA-256 %1 (compare it with the house's)").arg(qstr(toHex(sha256(package.authorityCertificate)))));
    say(CtlText::tr("Every file is what the manifest says."));
}

ExitCode verify(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {}, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("backup verify needs the folder of a package, or its medium", json);
    const Result<BackupPackage> package = findPackage(arguments->rest().front());
    if (!package)
        return report(package.error(), json);
    printPackage(*package, json);
    return ExitCode::Done;
}

/// A custodian's key, and whose it is.
struct CustodianKey {
    std::string who; ///< name or person id
    std::unique_ptr<Token> token;
};

/// Keys out of files that their holders keep.
Result<std::vector<CustodianKey>> keysOfFiles(const Arguments &arguments)
{
    std::vector<CustodianKey> keys;
    const std::vector<std::string> files = arguments.values("custodian-key");
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Result<Bytes> file = readSmallFile(files[i], largestTakenToken);
        const Result<SecureBytes> passphrase =
            file ? readSecret(arguments, "custodian-passphrase", utf8(CtlText::tr("Passphrase, or PIN of the USBKey, of %1").arg(qstr(files[i]))), i) : fail(file.error());
        Result<TakenToken> taken = passphrase ? openTakenToken(*file, *passphrase) : fail(passphrase.error());
        if (!taken)
            return fail(taken.error().subject.empty() ? Error{taken.error().code, taken.error().detail, files[i], {}} : taken.error());
        keys.push_back({taken->person, std::move(taken->token)});
    }
    return keys;
}

/// Keys out of another home that has them.
Result<std::vector<CustodianKey>> keysOfHome(const Arguments &arguments)
{
    EmbeddedGate gate(arguments.value("keys-from"));
    std::unique_ptr<House> house;
    std::vector<CustodianKey> keys;
    const std::vector<std::string> names = arguments.values("custodian");
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Result<SecureBytes> passphrase = readSecret(arguments, "custodian-passphrase", utf8(CtlText::tr("Passphrase of %1").arg(qstr(names[i]))), i);
        if (!passphrase)
            return fail(passphrase.error());
        if (!house) {
            Result<std::unique_ptr<House>> opened = gate.open(names[i], *passphrase);
            if (!opened)
                return fail(opened.error());
            house = std::move(*opened);
        }
        Result<std::unique_ptr<Token>> token = gate.unlockToken(*house, names[i], *passphrase);
        if (!token)
            return fail(token.error());
        keys.push_back({names[i], std::move(*token)});
    }
    return keys;
}

/// Shares that custodians opened by their keys, encrypted to the one-time key.
Result<std::vector<Bytes>> openShares(const Arguments &arguments, const BackupPackage &package, const OneTimeKey &oneTime)
{
    const Result<std::vector<CustodianKey>> keys = arguments.has("custodian-key") ? keysOfFiles(arguments) : keysOfHome(arguments);
    if (!keys)
        return fail(keys.error());
    std::vector<Bytes> shares;
    for (const CustodianKey &key : *keys) {
        const auto share = std::ranges::find_if(package.manifest.shares,
                                                [&](const BackupManifest::Share &one) { return one.name == key.who || one.custodian == key.who; });
        if (share == package.manifest.shares.end())
            return fail(ErrorCode::NotPermitted, "holds no share of this package", key.who);
        const Result<Bytes> envelope = readSmallFile(package.pathOf(share->file), 64u << 10);
        const Result<SecureBytes> opened = envelope ? key.token->openEnvelope(*envelope) : fail(envelope.error());
        Result<Bytes> again = opened ? sealFor(std::span(&oneTime.certificate(), 1), *opened) : fail(opened.error());
        if (!again)
            return fail(again.error());
        shares.push_back(std::move(*again));
    }
    return shares;
}

ExitCode takeKey(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"output"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Person officer = house.officer();
        const Result<Bytes> file = house.read([&](Connection &connection) -> Result<Bytes> {
            const Result<Bytes> agreementKey = officer.card.empty() ? Bytes() : agreementKeyOf(connection, officer.card);
            return agreementKey ? takeToken(connection, officer, *agreementKey) : fail(agreementKey.error());
        });
        const Result<void> written = file ? writeFileAtomically(arguments.value("output"), *file, Existing::Keep) : fail(file.error());
        if (!written)
            return fail(written.error());
        if (arguments.has("json"))
            printJson(
                QJsonObject{{"output", qstr(arguments.value("output"))}, {"sha256", qstr(toHex(sha256(*file)))}, {"shares", keepsShares(officer)}});
        else
            say(officer.card.empty()
                    ? CtlText::tr("Your own key is in %1, sealed under your passphrase of today. Keep it apart from the backup, and take it anew after a new passphrase.")
                          .arg(qstr(arguments.value("output")))
                    : CtlText::tr("Your own key is in %1, wrapped for your USBKey %2. Keep it apart from the backup, and take it anew with a new USBKey.")
                          .arg(qstr(arguments.value("output")), qstr(officer.card)));
        return ExitCode::Done;
    }, [](const Arguments &arguments) -> Result<void> {
        return arguments.value("output").empty() ? fail(ErrorCode::InvalidArgument, "--output says into which new file") : Result<void>();
    });
}

ExitCode restore(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(
        words, {"to", "keys-from", "custodian", "custodian-key", "custodian-passphrase", "custodian-passphrase-file", "custodian-passphrase-fd"},
        {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const bool files = arguments->values("custodian-key").size() >= 2,
               home = !arguments->value("keys-from").empty() && arguments->values("custodian").size() >= 2;
    if (arguments->rest().size() != 1 || arguments->value("to").empty() || files == home)
        return reportUsage(
            "backup restore needs a package, --to HOME, and --custodian-key FILE twice at least (or --keys-from HOME and --custodian twice at least)",
            json);
    const Result<BackupPackage> package = findPackage(arguments->rest().front());
    const Result<OneTimeKey> oneTime = package ? OneTimeKey::make(systemNow()) : fail(package.error());
    const Result<std::vector<Bytes>> shares = oneTime ? openShares(*arguments, *package, *oneTime) : fail(oneTime.error());
    const Result<RestoredHouse> restored = shares ? restoreHouse(*oneTime, *package, *shares, HomePaths(arguments->value("to"))) : fail(shares.error());
    if (!restored)
        return report(restored.error(), json);
    if (json) {
        QJsonArray proven, elsewhere;
        for (const std::string &name : restored->proven)
            proven.append(qstr(name));
        for (const std::string &name : restored->elsewhere)
            elsewhere.append(qstr(name));
        printJson(QJsonObject{{"home", qstr(arguments->value("to"))}, {"proven", proven}, {"notInBackup", elsewhere}});
        return ExitCode::Done;
    }
    say(CtlText::tr("The house was restored to %1; officers open it with their passphrases of %2.", "folder, time")
            .arg(qstr(arguments->value("to")), qstr(toIso(package->manifest.sealedAt))));
    for (const std::string &name : restored->proven)
        say(CtlText::tr("key proven against its certificate: %1").arg(qstr(name)));
    for (const std::string &name : restored->elsewhere)
        say(CtlText::tr("key in a token, not in the backup: %1").arg(qstr(name)));
    return ExitCode::Done;
}

ExitCode create(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"folder"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        if (!house.ceremonies())
            return fail(ErrorCode::Unsupported, "no authority can be asked from here: it has moved to a server, or this home cannot be written");
        const Result<std::string> folder = house.ceremonies()->backUp(arguments.value("folder"));
        const Result<BackupPackage> package = folder ? openPackage(*folder) : fail(folder.error());
        if (!package)
            return fail(package.error());
        printPackage(*package, arguments.has("json"));
        return ExitCode::Done;
    });
}

constexpr CommandEntry commands[] = {
    {"backup create", "[--folder DIR]",
     "Backs the whole house up now, encrypted to the custodians of the last key ceremony, and reads the package back. The authority does so each month by itself.",
     create},
    {"backup verify", "DIR", "Reads every file of a backup package and says what it holds, who gives it back and who signed it. Needs no home.",
     verify},
    {"backup key", "--output FILE",
     "Writes your own key, sealed under your passphrase or wrapped for your USBKey, to a file that you keep: with it and the package a custodian restores a house of which nothing is left.",
     takeKey},
    {"backup restore", "DIR --to HOME (--custodian-key FILE … | --keys-from HOME2 --custodian A …) [--custodian-passphrase-file P …]",
     "Puts a whole house back where there is none: custodians open their shares by their own keys, in files that they kept (backup key), or in HOME2.",
     restore},
};

} // namespace

std::span<const CommandEntry> backupCommands() { return commands; }

} // namespace hufu::ctl
