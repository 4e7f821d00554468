// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Gate.h"
#include "models/replica/InventoryFeed.h"

#include <QFuture>
#include <QObject>

namespace hufu {

class Assessor;

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
    /// Who opened it last; for the lock screen.
    const std::string &lastOfficer() const { return m_lastOfficer; }

    QFuture<Result<void>> unlock(std::string officer, SecureBytes passphrase);
    /// Founds the house and opens it.
    QFuture<Result<void>> found(FoundingRequest request, SecureBytes passphrase);
    QFuture<Result<void>> changePassphrase(SecureBytes oldPassphrase, SecureBytes newPassphrase);

    /// Drops the house: its keys, connections and the officer's token are gone when this returns.
    void lock();

Q_SIGNALS:
    void opened();
    /// The house is still there: whoever holds something of it lets go now.
    void locking();
    void locked();

private:
    QFuture<Result<void>> adopt(QFuture<Result<std::unique_ptr<House>>> opening);

    Gate &m_gate;
    std::unique_ptr<House> m_house;
    std::unique_ptr<InventoryFeed> m_feed; ///< after the house: goes first
    std::unique_ptr<Assessor> m_assessor;  ///< finds what is wrong with what came in, in the background; likewise
    std::string m_lastOfficer;
    QFuture<Result<void>> m_changing; ///< uses the house on a pool thread
};

} // namespace hufu
