// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/replica/House.h"

#include <set>
#include <span>

namespace hufu {

/// What the first-run wizard asks for.
struct FoundingRequest {
    std::string houseName; ///< the hospital; may be empty: then the officer's name stands for it
    std::string officer;   ///< name of the first person, who holds every role: pilot mode
    std::string department;
};

/// One of the administrators who found a house together.
struct NewOfficer {
    std::string name;
    std::string department;
    std::set<Role> roles;
    const SecureBytes *passphrase = nullptr; ///< never null; lives as long as the call
};

/// A token that a PKCS#11 module shows, where a CA's key can lie.
struct KeyToken {
    std::string label, serial, manufacturer, model;
    std::string uri; ///< CaPlan::keyStore; names the serial number only where several tokens have the label: a spare has another
};

/// How an officer opens a home.
struct WayIn {
    std::string person;  ///< id
    std::string officer; ///< name
    std::string card{};  ///< number of the USBKey whose PIN opens it; empty: a passphrase
};

/// That a registered person signs with a USBKey from now on that was issued to them.
struct CardMove {
    std::string person; ///< id
    std::string card;   ///< number
    std::string reason; ///< may be empty where it is the officer's own doing
    const SecureBytes *pin = nullptr; ///< of the house's own officer, whose USBKey is tried; null where others decide
};

/// What a workstation is enrolled with at a server.
struct EnrolmentRequest {
    std::string server;      ///< https://HOST:PORT
    SecureBytes code;        ///< as it was printed
    std::string workstation; ///< what this computer is called there
    std::string keyFrom;     ///< the home folder that holds the officer's own key; empty where this home has it
    std::string officer;     ///< name or person id; may be empty when only one holds a slot there
};

/// The door of a home folder: who may open it, opening, founding, changing a passphrase. Implemented where the kinds of authority are
/// known (app/embedded); windows and commands know only this. All functions block for the key derivation (about half a second).
class Gate {
public:
    /// A new passphrase has at least this many bytes; the strength meter asks for more.
    static constexpr std::size_t shortestPassphrase = 10;

    virtual ~Gate() = default;

    virtual bool isFounded() const = 0;
    /// Names of the officers who hold a key slot here, readable without a key.
    virtual Result<std::vector<std::string>> officers() const = 0;
    /// AlreadyExists, WeakPassphrase, PermissionDenied, ReadOnly, DiskFull …
    virtual Result<void> found(const FoundingRequest &request, const SecureBytes &passphrase) = 0;
    /// A house that is never in pilot mode: the three administrators sign its founding together. NotPermitted when their roles exclude each
    /// other or one of the three is missing; otherwise as found().
    virtual Result<void> foundTogether(const std::string &houseName, std::span<const NewOfficer> founders) = 0;
    /// Enrols this home at a server and brings its journal here, telling how many entries of how many there are. Makes the home where there is none.
    /// Interrupted at any moment, the same again goes on where it was; once it is enrolled, opening does as well. A home whose authority moved to that
    /// server is enrolled likewise. EnrolmentRefused, TlsFailed (isForeignServer(): another than the code's), WrongPassphrase, Cancelled, errors of the network.
    virtual Result<void> enrol(const EnrolmentRequest &request, const SecureBytes &passphrase,
                               const std::function<void(Sequence here, Sequence head)> &progress, std::stop_token stop) = 0;
    /// Whether an enrolment of this home began and has not come to its end: the home is not founded yet.
    virtual bool isEnrolling() const = 0;
    /// The same with how each of them comes in.
    virtual Result<std::vector<WayIn>> waysIn() const = 0;
    /// Names of the officers whose keys another home folder holds. NotAHome.
    virtual Result<std::vector<std::string>> officersAt(const std::string &home) const = 0;
    enum class LastTry { Kept, Spent }; ///< whether the last try that a USBKey has for its PIN may be spent; else PinLastTry
    /// `officer` may be empty when only one holds a slot. `secret`: the passphrase, or the PIN of the USBKey where that is the way in. WrongPassphrase,
    /// NotAHome, OfficerCardNeeded; of a USBKey CardAbsent, PinIncorrect, PinBlocked, SignerInactive when it was reported lost …
    virtual Result<std::unique_ptr<House>> open(const std::string &officer, const SecureBytes &secret, LastTry lastTry = LastTry::Kept) = 0;
    /// A second officer's signing key, for one command at this desk (dual control), by passphrase or PIN likewise. A USBKey need not be there until it
    /// signs; then it is asked for (House::cardWanted()). WrongPassphrase, NotFound.
    virtual Result<std::unique_ptr<Token>> unlockToken(House &house, const std::string &officer, const SecureBytes &passphrase) = 0;
    /// Registers a person, whose signing key is made here and sealed under their own passphrase, and lets them in. What the authority refuses
    /// leaves nothing behind; what is Queued or Pending lets them in once it is in force.
    virtual Result<Receipt> addPerson(House &house, const Person &person, const SecureBytes &theirPassphrase, std::span<Token *const> cosigners,
                                      MissingSignatures missing = MissingSignatures::Refused) = 0;
    /// Registers a person who signs with a USBKey that was issued to them, Person::card, and lets them in with it.
    virtual Result<Receipt> addPersonWithCard(House &house, const Person &person, std::span<Token *const> cosigners,
                                              MissingSignatures missing = MissingSignatures::Refused) = 0;
    /// From then on the person opens homes and signs with the USBKey alone; another home of theirs follows when it is opened next. The house's own
    /// officer, who was moved, has to open it anew.
    virtual Result<Receipt> moveToCard(House &house, const CardMove &move, std::span<Token *const> cosigners,
                                       MissingSignatures missing = MissingSignatures::Refused) = 0;
    /// Another signing key, sealed under a passphrase of their own, for a person whose USBKey or passphrase is lost: decided by a system and a security
    /// administrator, or, of the last administrator, by the custodians' quorum.
    virtual Result<Receipt> recoverPerson(House &house, const Person &person, const std::string &reason, const SecureBytes &theirPassphrase,
                                          std::span<Token *const> cosigners) = 0;
    /// Changes name, department, roles. A new name is that of the key slot too: at once where it is in force, else, and on other computers, when
    /// somebody opens the home; the authority certifies the same key under it.
    virtual Result<Receipt> changePerson(House &house, const Person &person, std::span<Token *const> cosigners,
                                         MissingSignatures missing = MissingSignatures::Refused) = 0;
    /// Takes a person's registration and key slot away; the slot when this home is opened next, where it is Queued or Pending.
    virtual Result<Receipt> deactivatePerson(House &house, const Deactivation &deactivation, std::span<Token *const> cosigners,
                                             MissingSignatures missing = MissingSignatures::Refused) = 0;
    /// The tokens of a module (an absolute path) that have a user PIN. NotFound, TokenTimedOut, TokenFailed …; within five seconds.
    virtual Result<std::vector<KeyToken>> keyTokens(const std::string &module) = 0;
    /// Tries a token's PIN, once, and keeps it for the authority if it is right: see models/authority/TokenPins.h. PinIncorrect; NotPermitted
    /// unless the house's officer may set up a CA. Within five seconds.
    virtual Result<void> giveTokenPin(House &house, const std::string &uri, const SecureBytes &pin) = 0;
    virtual Result<void> changePassphrase(House &house, const SecureBytes &oldPassphrase, const SecureBytes &newPassphrase) = 0;
};

} // namespace hufu
