// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Gate.h"
#include "models/replica/InventoryFeed.h"

#include <atomic>
#include <future>
#include <memory>
#include <QFuture>
#include <QObject>
#include <QTimer>

namespace hufu {

class Assessor;

/// One of those who found a house, with the passphrase they chose.
struct FoundingOfficer {
    std::string name, department;
    std::set<Role> roles;
    SecureBytes passphrase;
};

/// The open house of this window, or none while locked. Key derivation runs on a pool thread; everything else on the GUI thread. One
/// attempt at a time.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(Gate &gate, QObject *parent = nullptr);
    ~Session() override;

    Gate &gate() const { return m_gate; }
    bool isOpen() const { return m_house != nullptr; }
    House *house() const { return m_house.get(); }
    InventoryFeed *feed() const { return m_feed.get(); }
    bool isAssessing() const; ///< whether findings may still come of what is here
    /// Who opened it last; for the lock screen.
    const std::string &lastOfficer() const { return m_lastOfficer; }

    /// `secret`: passphrase, or PIN of the USBKey where that is the way in (Gate::waysIn()).
    QFuture<Result<void>> unlock(std::string officer, SecureBytes secret, Gate::LastTry lastTry = Gate::LastTry::Kept);
    /// Founds the house and opens it.
    QFuture<Result<void>> found(FoundingRequest request, SecureBytes passphrase);
    /// Founds the house with its three administrators, and opens it for the first of them.
    QFuture<Result<void>> foundTogether(std::string houseName, std::vector<FoundingOfficer> founders);
    /// Enrols this home at a server and brings the journal here, with progress in entries; does not open it. Can be cancelled at any moment.
    QFuture<Result<void>> enrol(EnrolmentRequest request, SecureBytes passphrase);
    /// Registers a person who signs with a key under `passphrase`; colleagues sign too.
    QFuture<Result<Receipt>> addPerson(Person person, SecureBytes passphrase, std::vector<Cosigner> cosigners,
                                       MissingSignatures missing = MissingSignatures::Refused);
    /// Registers a person who signs with a USBKey that was issued to them, Person::card.
    QFuture<Result<Receipt>> addPersonWithCard(Person person, std::vector<Cosigner> cosigners, MissingSignatures missing = MissingSignatures::Refused);
    /// A person signs with a USBKey from now on; `pin` is empty unless it is the officer's own.
    QFuture<Result<Receipt>> moveToCard(std::string person, std::string card, std::string reason, SecureBytes pin, std::vector<Cosigner> cosigners);
    /// A person signs with a new key under a passphrase from now on.
    QFuture<Result<Receipt>> recoverPerson(Person person, std::string reason, SecureBytes passphrase, std::vector<Cosigner> cosigners);
    QFuture<Result<Receipt>> changePerson(Person person, std::vector<Cosigner> cosigners, MissingSignatures missing = MissingSignatures::Refused);
    QFuture<Result<Receipt>> deactivatePerson(Deactivation deactivation, std::vector<Cosigner> cosigners,
                                              MissingSignatures missing = MissingSignatures::Refused);
    /// The tokens that a PKCS#11 module shows; the house need not be open.
    QFuture<Result<std::vector<KeyToken>>> keyTokens(std::string module);
    /// Tries and keeps the PIN of a token with CA keys; then the authority does what waited for it.
    QFuture<Result<void>> giveTokenPin(std::string uri, SecureBytes pin);
    QFuture<Result<void>> changePassphrase(SecureBytes oldPassphrase, SecureBytes newPassphrase);

    /// What the authority should have done by itself and could not (CA keys out of reach …); Error::subject says of what.
    const std::vector<Error> &troubles() const { return m_troubles; }

    /// Whether the house was locked because the officer's USBKey was pulled out.
    bool wasPulled() const { return m_pulled; }

    /// Drops the house: its keys, connections and the officer's token are gone when this returns.
    void lock();

Q_SIGNALS:
    void opened();
    /// The house is still there: whoever holds something of it lets go now.
    void locking();
    void locked();
    void troublesChanged();

private:
    void upkeep();
    /// The house that `open`, on a pool thread, gives becomes the session's.
    template <typename Open>
    QFuture<Result<void>> adopt(Open open);

    Gate &m_gate;
    std::unique_ptr<House> m_house;
    std::unique_ptr<InventoryFeed> m_feed; ///< after the house: goes first
    std::unique_ptr<Assessor> m_assessor;  ///< finds what is wrong with what came in, in the background; likewise
    std::string m_lastOfficer;
    bool m_pulled = false;
    std::future<void> m_opening; ///< uses the gate on a pool thread, while there is no house yet
    const std::shared_ptr<std::atomic<bool>> m_gone = std::make_shared<std::atomic<bool>>(false); ///< nobody waits for what it opens
    QFuture<void> m_gateWork; ///< uses the house on a pool thread
    QFuture<std::vector<Error>> m_upkeep;
    QTimer m_upkeepTimer;     ///< an embedded authority does by itself what the clock asks for, as long as somebody is here
    std::vector<Error> m_troubles;
};

} // namespace hufu
