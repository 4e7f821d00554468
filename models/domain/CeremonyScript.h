// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Digest.h"

#include <string>
#include <vector>

namespace hufu {

/// What a key ceremony (密钥仪式) is for. Stored by name.
enum class CeremonyKind { Backup, RestoreTest, Restore, CustodianChange, Destruction };
const char *ceremonyKindName(CeremonyKind kind); ///< "backup", "restore-test", "restore", "custodian-change", "destruction"
Result<CeremonyKind> ceremonyKindFromName(std::string_view name);
/// Whether keys are encrypted and dealt in it.
inline bool sealsKeys(CeremonyKind kind) { return kind == CeremonyKind::Backup || kind == CeremonyKind::CustodianChange; }

/// What has to hold before a step counts as done; the rules ask for it (CeremonyRules.cpp). Stored by name.
enum class CeremonyCheck {
    None,         ///< what people do, and nobody but they can see
    Presence,     ///< every custodian and the witness have signed
    Sealed,       ///< the authority has encrypted the keys
    Written,      ///< the package is on every medium
    ReadBack,     ///< and was read back from it
    Proven,       ///< every custodian has opened the own share and signed again
    PackageWhole, ///< the package on the medium is the one that the plan names
    Restored,     ///< the keys are in the restoring authority
    Served,       ///< which answers relying parties
    PresentAgain, ///< every custodian and the witness have signed again
};
const char *ceremonyCheckName(CeremonyCheck check); ///< "none", "presence", …
Result<CeremonyCheck> ceremonyCheckFromName(std::string_view name);

/// Whether the checks of a script are, "none" aside, those that a ceremony of this kind cannot do without, in their order.
bool hasNeededChecks(CeremonyKind kind, std::vector<CeremonyCheck> checks);

struct BilingualText {
    std::string en, zh;
};

/// The script of a ceremony: data (resources/ceremonies), of which a house can write its own. Printed beforehand with its SHA-256, which is part of what
/// everybody signs.
struct CeremonyScript {
    enum class Actor { Administrator, Custodians, Witness, All };
    struct Step {
        Actor actor = Actor::All;
        CeremonyCheck check = CeremonyCheck::None;
        BilingualText does, checks; ///< what they do; what the console checks
    };
    static constexpr std::size_t largest = 64u << 10, mostSteps = 40;

    std::string name; ///< a-z, 0-9 and dashes
    int version = 1;
    CeremonyKind kind = CeremonyKind::Backup;
    BilingualText title, purpose;
    std::vector<Step> steps;
    Sha256 sha256{};     ///< of the file, octet for octet
    std::string source; ///< the file itself

    /// JSON, strictly: whatever is missing, of another type, beyond its bounds or not known is Malformed; TooLarge. A kind that seals keys has to have
    /// presence, sealed, written, read-back and proven checked, in this order, and others likewise what they cannot do without.
    static Result<CeremonyScript> read(BytesView file);
};
const char *ceremonyActorName(CeremonyScript::Actor actor); ///< "administrator", "custodians", "witness", "all"

/// The scripts that come with the program.
const std::vector<std::string> &builtinScriptNames();
Result<CeremonyScript> builtinScript(std::string_view name); ///< NotFound

/// The words by which a hash is read aloud, for 16 of its octets: a colour or size and a thing, in either language the same picture.
std::vector<BilingualText> spokenWords(const Sha256 &sha256);

} // namespace hufu
