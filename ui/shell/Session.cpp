// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Session.h"

#include "models/base/BackgroundPool.h"
#include "models/replica/Assessor.h"
#include "models/replica/Cosigning.h"

#include <QFutureWatcher>
#include <QLocale>
#include <QPromise>
#include <QThread>
#include <QScopeGuard>
#include <QtConcurrent>

namespace hufu {

namespace {

constexpr auto upkeepEvery = std::chrono::minutes(1);

} // namespace

Session::Session(Gate &gate, QObject *parent) : QObject(parent), m_gate(gate)
{
    m_upkeepTimer.setInterval(upkeepEvery);
    connect(&m_upkeepTimer, &QTimer::timeout, this, &Session::upkeep);
}

bool Session::isAssessing() const { return m_assessor && m_assessor->isRunning(); }

Session::~Session()
{
    *m_gone = true;
    if (m_opening.valid())
        m_opening.wait(); // it uses the gate
    if (isOpen())
        lock();
}

QFuture<Result<void>> Session::unlock(std::string officer, SecureBytes secret, Gate::LastTry lastTry)
{
    return adopt([this, officer = std::move(officer), secret = std::move(secret), lastTry] { return m_gate.open(officer, secret, lastTry); });
}

QFuture<Result<void>> Session::found(FoundingRequest request, SecureBytes passphrase)
{
    return adopt([this, request = std::move(request), passphrase = std::move(passphrase)]() -> Result<std::unique_ptr<House>> {
        if (Result<void> founded = m_gate.found(request, passphrase); !founded)
            return fail(founded.error());
        return m_gate.open(request.officer, passphrase);
    });
}

QFuture<Result<void>> Session::foundTogether(std::string houseName, std::vector<FoundingOfficer> founders)
{
    return adopt([this, houseName = std::move(houseName), founders = std::move(founders)]() -> Result<std::unique_ptr<House>> {
        std::vector<NewOfficer> officers;
        for (const FoundingOfficer &founder : founders)
            officers.push_back({founder.name, founder.department, founder.roles, &founder.passphrase});
        if (Result<void> founded = m_gate.foundTogether(houseName, officers); !founded)
            return fail(founded.error());
        return m_gate.open(founders.front().name, founders.front().passphrase);
    });
}

QFuture<Result<void>> Session::enrol(EnrolmentRequest request, SecureBytes passphrase)
{
    auto stop = std::make_shared<std::stop_source>();
    auto secrets = std::make_shared<std::pair<EnrolmentRequest, SecureBytes>>(std::move(request), std::move(passphrase)); // a job with a promise is copied
    QFuture<Result<void>> enrolling = QtConcurrent::run(backgroundPool(), [this, stop, secrets](QPromise<Result<void>> &promise) {
        constexpr int whole = 1000;
        promise.setProgressRange(0, whole);
        const auto received = [&](Sequence here, Sequence head) {
            const QLocale locale;
            promise.setProgressValueAndText(head == 0 ? 0 : int(whole * here / head),
                                            tr("%1 of %2 entries").arg(locale.toString(qulonglong(here)), locale.toString(qulonglong(head))));
        };
        promise.addResult(m_gate.enrol(secrets->first, secrets->second, received, stop->get_token()));
    });
    // Whoever waits for the network does not look at the promise.
    auto *watcher = new QFutureWatcher<Result<void>>(this);
    connect(watcher, &QFutureWatcherBase::canceled, watcher, [stop] { stop->request_stop(); });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(enrolling);
    m_gateWork = QFuture<void>(enrolling);
    return enrolling;
}

QFuture<Result<Receipt>> Session::addPerson(Person person, SecureBytes passphrase, std::vector<Cosigner> cosigners, MissingSignatures missing)
{
    QFuture<Result<Receipt>> adding = QtConcurrent::run(backgroundPool(), [this, house = m_house.get(), person = std::move(person),
                                                         passphrase = std::move(passphrase), cosigners = std::move(cosigners), missing] {
        return withCosigners(*house, cosigners,
                             [&](std::span<Token *const> signers) { return m_gate.addPerson(*house, person, passphrase, signers, missing); });
    });
    m_gateWork = QFuture<void>(adding);
    return adding;
}

QFuture<Result<Receipt>> Session::addPersonWithCard(Person person, std::vector<Cosigner> cosigners, MissingSignatures missing)
{
    QFuture<Result<Receipt>> adding = QtConcurrent::run(backgroundPool(), [this, house = m_house.get(), person = std::move(person), cosigners = std::move(cosigners), missing] {
        return withCosigners(*house, cosigners, [&](std::span<Token *const> signers) { return m_gate.addPersonWithCard(*house, person, signers, missing); });
    });
    m_gateWork = QFuture<void>(adding);
    return adding;
}

QFuture<Result<Receipt>> Session::moveToCard(std::string person, std::string card, std::string reason, SecureBytes pin, std::vector<Cosigner> cosigners)
{
    QFuture<Result<Receipt>> moving = QtConcurrent::run(backgroundPool(), [this, house = m_house.get(), person = std::move(person), card = std::move(card),
                                                         reason = std::move(reason), pin = std::move(pin), cosigners = std::move(cosigners)] {
        return withCosigners(*house, cosigners, [&](std::span<Token *const> signers) {
            return m_gate.moveToCard(*house, {person, card, reason, pin.empty() ? nullptr : &pin}, signers);
        });
    });
    m_gateWork = QFuture<void>(moving);
    return moving;
}

QFuture<Result<Receipt>> Session::recoverPerson(Person person, std::string reason, SecureBytes passphrase, std::vector<Cosigner> cosigners)
{
    QFuture<Result<Receipt>> recovering = QtConcurrent::run(backgroundPool(), [this, house = m_house.get(), person = std::move(person), reason = std::move(reason),
                                                             passphrase = std::move(passphrase), cosigners = std::move(cosigners)] {
        return withCosigners(*house, cosigners,
                             [&](std::span<Token *const> signers) { return m_gate.recoverPerson(*house, person, reason, passphrase, signers); });
    });
    m_gateWork = QFuture<void>(recovering);
    return recovering;
}

QFuture<Result<Receipt>> Session::changePerson(Person person, std::vector<Cosigner> cosigners, MissingSignatures missing)
{
    QFuture<Result<Receipt>> changing = QtConcurrent::run(backgroundPool(), [this, house = m_house.get(), person = std::move(person), cosigners = std::move(cosigners),
                                                           missing] {
        return withCosigners(*house, cosigners, [&](std::span<Token *const> signers) { return m_gate.changePerson(*house, person, signers, missing); });
    });
    m_gateWork = QFuture<void>(changing);
    return changing;
}

QFuture<Result<Receipt>> Session::deactivatePerson(Deactivation deactivation, std::vector<Cosigner> cosigners, MissingSignatures missing)
{
    QFuture<Result<Receipt>> removing = QtConcurrent::run(backgroundPool(), [this, house = m_house.get(), deactivation = std::move(deactivation),
                                                           cosigners = std::move(cosigners), missing] {
        return withCosigners(*house, cosigners, [&](std::span<Token *const> signers) { return m_gate.deactivatePerson(*house, deactivation, signers, missing); });
    });
    m_gateWork = QFuture<void>(removing);
    return removing;
}

QFuture<Result<std::vector<KeyToken>>> Session::keyTokens(std::string module)
{
    return QtConcurrent::run(backgroundPool(), [this, module = std::move(module)] { return m_gate.keyTokens(module); });
}

QFuture<Result<void>> Session::giveTokenPin(std::string uri, SecureBytes pin)
{
    QFuture<Result<void>> giving = QtConcurrent::run(backgroundPool(),
        [this, house = m_house.get(), uri = std::move(uri), pin = std::move(pin)] { return m_gate.giveTokenPin(*house, uri, pin); });
    m_gateWork = QFuture<void>(giving);
    return giving.then(this, [this](Result<void> given) {
        if (given)
            upkeep();
        return given;
    });
}

void Session::upkeep()
{
    if (!isOpen() || (m_upkeep.isValid() && !m_upkeep.isFinished()))
        return;
    m_upkeep = m_house->upkeepLater();
    m_upkeep.then(this, [this](std::vector<Error> troubles) {
        m_troubles = std::move(troubles);
        Q_EMIT troublesChanged();
    });
}

template <typename Open>
QFuture<Result<void>> Session::adopt(Open open)
{
    const auto done = std::make_shared<std::promise<void>>();
    m_opening = done->get_future();
    QFuture<Result<std::unique_ptr<House>>> opening
        = QtConcurrent::run(backgroundPool(), [open = std::move(open), home = thread(), gone = m_gone, done]() -> Result<std::unique_ptr<House>> {
              const auto told = qScopeGuard([&] { done->set_value(); });
              Result<std::unique_ptr<House>> house = open();
              if (*gone) // nobody is there to take it
                  return fail(ErrorCode::Cancelled);
              if (house)
                  (*house)->moveToThread(home); // its signals belong to the window's thread
              return house;
          });
    return opening.then(this, [this](Result<std::unique_ptr<House>> house) -> Result<void> {
        if (!house)
            return fail(house.error());
        m_house = std::move(*house);
        m_pulled = false;
        connect(m_house.get(), &House::tokenPulled, this, [this] {
            m_pulled = true;
            lock();
        });
        m_feed = std::make_unique<InventoryFeed>(*m_house);
        m_assessor = std::make_unique<Assessor>(*m_house);
        connect(m_assessor.get(), &Assessor::progressed, m_feed.get(), &InventoryFeed::refresh);
        m_assessor->start();
        m_lastOfficer = m_house->officer().name;
        m_upkeepTimer.start();
        upkeep(); // what fell due while nobody was here
        Q_EMIT opened();
        return {};
    });
}

QFuture<Result<void>> Session::changePassphrase(SecureBytes oldPassphrase, SecureBytes newPassphrase)
{
    QFuture<Result<void>> changing = QtConcurrent::run(backgroundPool(), [this, house = m_house.get(), oldOne = std::move(oldPassphrase), newOne = std::move(newPassphrase)] {
        return m_gate.changePassphrase(*house, oldOne, newOne);
    });
    m_gateWork = QFuture<void>(changing);
    return changing;
}

void Session::lock()
{
    if (!isOpen())
        return;
    m_house->giveUpCards(); // nobody waits here for a USBKey that will not come
    Q_EMIT locking();
    // Half done would be worse than a moment's wait: key slot and token must change together.
    m_gateWork.waitForFinished();
    m_upkeepTimer.stop();
    m_troubles.clear();
    m_assessor.reset();
    m_feed.reset();
    m_house.reset();
    Q_EMIT locked();
}

} // namespace hufu
