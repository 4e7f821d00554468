// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/FoundingAct.h"
#include "models/store/BackupPackage.h"
#include "models/store/StagedPackages.h"

#include <functional>
#include <span>

namespace hufu {

/// Encrypts what a ceremony was planned for, once everybody is present: each CA's key as CMS AuthEnvelopedData under a key-encryption key that is split
/// among the custodians, each share in an envelope of its own; the whole house as well where the plan says so, copied as this moment has it. Leaves the
/// package in stagedPackage() and journals `ceremony.seal`, both or neither; clear keys stay in memory. Keys in PKCS#11 tokens are named without a file.
/// Errors: NotFound, Conflict and whatever else CeremonyRules.cpp says; DiskFull, Io.
Result<Receipt> sealBackup(Authority &authority, const SecureBytes &databaseKey, const HomePaths &paths, const std::string &ceremony);

/// A backup of the whole house that the authority made by itself.
struct HouseBackup {
    std::string folder; ///< of the package
    Sha256 hash{};
};
/// Encrypts the whole house and its keys to the custodians of the newest ceremony that dealt shares, puts the package into `folder` (made where it is missing),
/// reads it back, and journals `backup.make`: all or nothing. Afterwards its older ones in that folder go, beyond Policy::backupsKept. NotFound when no ceremony
/// dealt shares yet; NotPermitted when one of its custodians holds no key any more (change the custodians); as copyPackage().
/// `Monthly`: AlreadyExists unless it is due (isMonthlyBackupDue()) once this authority decides.
enum class BackupTime { Asked, Monthly };
Result<HouseBackup> backUpHouse(Authority &authority, const SecureBytes &databaseKey, const HomePaths &paths, const std::string &folder,
                                BackupTime when = BackupTime::Asked);
/// Makes the monthly one when it is due; part of an authority's upkeep, on its thread. One that could not be made is tried again an hour later, and until then
/// its error is the answer.
class MonthlyBackup {
public:
    Result<void> keepUp(Authority &authority, const SecureBytes &databaseKey, const HomePaths &paths, const std::string &folder);

private:
    std::optional<Error> m_trouble;
    Instant m_again{};
};
/// Where they lie unless it is said otherwise: a folder in the home, which may be the place where another disk is mounted.
std::string backupFolder(const HomePaths &paths);

/// A key pair that is made for one restore and never leaves memory: custodians encrypt their opened shares to it. One thread at a time.
class OneTimeKey {
public:
    static Result<OneTimeKey> make(Instant now);
    const Bytes &certificate() const { return m_certificate; } ///< DER; sealFor() takes it
    Result<SecureBytes> open(BytesView envelope) const;

private:
    OneTimeKey(PrivateKey key, Bytes certificate) : m_key(std::move(key)), m_certificate(std::move(certificate)) {}
    PrivateKey m_key;
    Bytes m_certificate;
};

/// Small ciphertexts of a package, by their names in its manifest.
using PackageFiles = std::function<Result<Bytes>(const std::string &file)>;
PackageFiles filesOf(const BackupPackage &package); ///< on its medium; the package has to live on

/// Has the keys of the plan back in the authority of this house: joins the shares (each KeyShare::encode() in an envelope for the one-time key), proves each
/// key against its certificate by a signature, puts it into the vault and journals `ceremony.restore`. BackupBroken names what does not fit.
Result<Receipt> restoreKeys(Authority &authority, const OneTimeKey &oneTime, const std::string &ceremony, const BackupManifest &manifest,
                            const PackageFiles &files, std::span<const Bytes> shares);

/// A house that came out of a package.
struct RestoredHouse {
    SecureBytes databaseKey;
    std::vector<std::string> proven;   ///< names of CAs whose keys signed something that their certificates verify
    std::vector<std::string> elsewhere; ///< names of CAs whose keys lie in tokens and are in no package
};
/// Puts the whole house of a package into a folder that holds none yet: journal, blobs and vault, its key slots and checkpoint, as they were. Each CA's key
/// is proven, the one in the vault and the one in the package by itself. Unsupported when the package holds keys alone; AlreadyExists; BackupBroken.
Result<RestoredHouse> restoreHouse(const OneTimeKey &oneTime, const BackupPackage &package, std::span<const Bytes> shares, const HomePaths &to);

} // namespace hufu
