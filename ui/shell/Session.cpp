// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Session.h"

#include "models/replica/Assessor.h"

#include <QThread>
#include <QtConcurrent>

namespace hufu {

Session::Session(Gate &gate, QObject *parent) : QObject(parent), m_gate(gate) {}

Session::~Session()
{
    if (isOpen())
        lock();
}

QFuture<Result<void>> Session::unlock(std::string officer, SecureBytes passphrase)
{
    return adopt(QtConcurrent::run(
        [this, home = thread(), officer = std::move(officer), passphrase = std::move(passphrase)]() -> Result<std::unique_ptr<House>> {
            Result<std::unique_ptr<House>> house = m_gate.open(officer, passphrase);
            if (house)
                (*house)->moveToThread(home); // its signals belong to the window's thread
            return house;
        }));
}

QFuture<Result<void>> Session::found(FoundingRequest request, SecureBytes passphrase)
{
    return adopt(QtConcurrent::run(
        [this, home = thread(), request = std::move(request), passphrase = std::move(passphrase)]() -> Result<std::unique_ptr<House>> {
            if (Result<void> founded = m_gate.found(request, passphrase); !founded)
                return fail(founded.error());
            Result<std::unique_ptr<House>> house = m_gate.open(request.officer, passphrase);
            if (house)
                (*house)->moveToThread(home);
            return house;
        }));
}

QFuture<Result<void>> Session::adopt(QFuture<Result<std::unique_ptr<House>>> opening)
{
    return opening.then(this, [this](Result<std::unique_ptr<House>> house) -> Result<void> {
        if (!house)
            return fail(house.error());
        m_house = std::move(*house);
        m_feed = std::make_unique<InventoryFeed>(*m_house);
        m_assessor = std::make_unique<Assessor>(*m_house);
        connect(m_assessor.get(), &Assessor::progressed, m_feed.get(), &InventoryFeed::refresh);
        m_assessor->start();
        m_lastOfficer = m_house->officer().name;
        Q_EMIT opened();
        return {};
    });
}

QFuture<Result<void>> Session::changePassphrase(SecureBytes oldPassphrase, SecureBytes newPassphrase)
{
    m_changing = QtConcurrent::run([this, house = m_house.get(), oldOne = std::move(oldPassphrase), newOne = std::move(newPassphrase)] {
        return m_gate.changePassphrase(*house, oldOne, newOne);
    });
    return m_changing;
}

void Session::lock()
{
    if (!isOpen())
        return;
    Q_EMIT locking();
    // Half done would be worse than a moment's wait: key slot and token must change together.
    m_changing.waitForFinished();
    m_assessor.reset();
    m_feed.reset();
    m_house.reset();
    Q_EMIT locked();
}

} // namespace hufu
