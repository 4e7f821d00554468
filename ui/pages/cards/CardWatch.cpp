// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/CardWatch.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "ui/shell/Preferences.h"

#include <algorithm>

namespace hufu {

CardWatch::CardWatch(CardDesk *desk, QObject *parent) : QObject(parent), m_desk(desk)
{
    m_thread.setMaxThreadCount(1);
    setModules(modules());
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_looking)
            accept(m_watcher.future().takeResult());
    });
}

CardWatch::~CardWatch() { setHouse(nullptr); }

void CardWatch::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_monitor.reset();
    m_thread.waitForDone();
    m_looking = m_again = m_againAtCards = m_hasLooked = false;
    m_house = house;
    m_seen.clear();
    m_trouble.reset();
    if (house && m_desk) {
        connect(house, &House::journalGrew, this, [this] { start(false); });
        m_monitor = m_desk->watch([this] { QMetaObject::invokeMethod(this, &CardWatch::look, Qt::QueuedConnection); });
        look();
    }
    Q_EMIT changed();
}

std::optional<SeenCard> CardWatch::inReader(const std::string &reader) const
{
    const auto at = std::ranges::find(m_seen, reader, [](const SeenCard &seen) { return seen.sight.reader; });
    return at == m_seen.end() ? std::nullopt : std::optional(*at);
}

std::optional<SeenCard> CardWatch::withNumber(const std::string &number) const
{
    const auto at = std::ranges::find(m_seen, number, [](const SeenCard &seen) { return seen.sight.number; });
    return number.empty() || at == m_seen.end() ? std::nullopt : std::optional(*at);
}

QStringList CardWatch::modules() const { return Preferences::tokenModules(); }

void CardWatch::addModule(const QString &path)
{
    QStringList known = modules();
    if (!known.contains(path)) {
        known += path;
        Preferences::setTokenModules(known);
        setModules(known);
    }
    look();
}

void CardWatch::forgetModule(const QString &path)
{
    QStringList known = modules();
    known.removeAll(path);
    Preferences::setTokenModules(known);
    setModules(known);
    look();
}

void CardWatch::setModules(const QStringList &paths)
{
    std::vector<std::string> modules;
    for (const QString &path : paths)
        modules.push_back(utf8(path));
    if (m_desk)
        m_desk->setModules(std::move(modules));
}

void CardWatch::look() { start(true); }

void CardWatch::start(bool atCards)
{
    if (!m_house || !m_desk)
        return;
    if (m_looking || m_working > 0) {
        m_again = true;
        m_againAtCards |= atCards;
        return;
    }
    m_looking = true;
    m_again = m_againAtCards = false;
    std::optional<std::vector<CardSight>> known;
    if (!atCards && m_hasLooked && !m_trouble) {
        known.emplace();
        for (const SeenCard &seen : m_seen)
            known->push_back(seen.sight);
    }
    // The thread is waited for before this goes.
    const auto tell = [this](SeenCard first) { QMetaObject::invokeMethod(this, [this, first = std::move(first)] { glimpse(first); }, Qt::QueuedConnection); };
    m_watcher.setFuture(QtConcurrent::run(&m_thread, [house = m_house, desk = m_desk, known = std::move(known), tell]() -> Sights {
        return known ? judgeCards(*house, *known) : seeCards(*house, *desk, tell);
    }));
}

void CardWatch::glimpse(const SeenCard &first)
{
    const auto known = std::ranges::find(m_seen, first.sight.reader, [](const SeenCard &seen) { return seen.sight.reader; });
    const bool isThere = known != m_seen.end() && known->sight.hasCard;
    if (!m_looking || isThere) // what is known of it already says more
        return;
    if (known != m_seen.end())
        *known = first;
    else
        m_seen.push_back(first);
    Q_EMIT changed();
}

void CardWatch::accept(Sights seen)
{
    m_looking = false;
    m_hasLooked = true;
    m_trouble = seen ? std::nullopt : std::optional(seen.error());
    m_seen = seen ? std::move(*seen) : std::vector<SeenCard>();
    Q_EMIT changed();
    if (m_again)
        start(m_againAtCards);
}

void CardWatch::begin()
{
    ++m_working;
    Q_EMIT workingChanged();
}

void CardWatch::end()
{
    --m_working;
    Q_EMIT workingChanged();
    if (m_working == 0)
        look();
}

} // namespace hufu
