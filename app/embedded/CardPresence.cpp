// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/CardPresence.h"

#include <algorithm>

namespace hufu {

CardPresence::CardPresence(std::string officer, Bytes signatureKey) : m_officer(std::move(officer)), m_ownKey(std::move(signatureKey))
{
    m_watcher = std::jthread([this](const std::stop_token &stop) { watch(stop); });
    m_monitor = std::make_unique<ReaderMonitor>([this](const ReaderStates &readers) { stirred(readers); });
}

CardPresence::~CardPresence()
{
    giveUp();
    listen({});
    m_monitor.reset();
    m_watcher.request_stop(); // whose condition variable wakes by the token
}

void CardPresence::listen(Listener listener)
{
    const std::lock_guard telling(m_telling);
    m_listener = std::move(listener);
    if (m_gone && m_listener.pulled) // before anybody listened
        m_listener.pulled();
}

void CardPresence::cancel()
{
    const std::lock_guard lock(m_mutex);
    ++m_cancels;
    ++m_revision;
    if (m_backUntil)
        m_backUntil = Clock::now();
    m_changed.notify_all();
}

void CardPresence::giveUp()
{
    const std::lock_guard lock(m_mutex);
    m_givenUp = true;
    m_changed.notify_all();
}

void CardPresence::tellWanted(const std::string &who)
{
    const std::lock_guard telling(m_telling);
    if (m_listener.wanted)
        m_listener.wanted(who);
}

void CardPresence::stirred(const ReaderStates &readers)
{
    const std::lock_guard lock(m_mutex);
    m_readers = readers;
    ++m_revision;
    m_changed.notify_all();
}

Result<FoundCard> CardPresence::findOwn(PivSlot slot, BytesView publicKey)
{
    Result<FoundCard> found = findCard(slot, publicKey, placeOfOwn());
    if (found || found.error().code != ErrorCode::CardAbsent)
        return found;
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting == 0 && !m_backUntil)
            return found;
    }
    return await(m_officer, slot, publicKey);
}

Result<FoundCard> CardPresence::findColleagues(const std::string &name, PivSlot slot, BytesView publicKey)
{
    Result<FoundCard> found = findCard(slot, publicKey);
    if (found || found.error().code != ErrorCode::CardAbsent)
        return found;
    return await(name, slot, publicKey);
}

Result<FoundCard> CardPresence::await(const std::string &who, PivSlot slot, BytesView publicKey)
{
    unsigned cancels = 0;
    {
        const std::lock_guard lock(m_mutex);
        ++m_waiting;
        cancels = m_cancels;
    }
    tellWanted(who);
    std::optional<Result<FoundCard>> found;
    {
        const ReaderMonitor monitor([this](const ReaderStates &readers) { stirred(readers); });
        const Clock::time_point until = Clock::now() + patience;
        std::unique_lock lock(m_mutex);
        for (bool inTime = true; inTime && !found;) {
            if (m_givenUp || m_cancels != cancels) {
                found.emplace(fail(ErrorCode::Cancelled));
                break;
            }
            const unsigned seen = m_revision;
            lock.unlock();
            Result<FoundCard> looked = findCard(slot, publicKey);
            lock.lock();
            if (looked || (looked.error().code != ErrorCode::CardAbsent && looked.error().code != ErrorCode::Busy)) {
                found.emplace(std::move(looked));
                break;
            }
            inTime = m_changed.wait_until(lock, until, [&] { return m_givenUp || m_revision != seen; });
        }
    }
    bool comesBack = false;
    {
        const std::lock_guard lock(m_mutex);
        --m_waiting;
        comesBack = !m_ownKey.empty() && !m_givenUp;
        if (comesBack) {
            m_place.reset(); // wherever it was, the readers were in use by others meanwhile
            m_backUntil = Clock::now() + patience;
            ++m_revision;
            m_changed.notify_all();
        }
    }
    if (!comesBack)
        tellWanted({});
    return found ? std::move(*found) : fail(ErrorCode::CardAbsent, "the USBKey of " + who + " was not put in", who);
}

std::string CardPresence::lookForOwn() const
{
    const Result<FoundCard> found = findCard(PivSlot::Signature, m_ownKey);
    return found ? found->line->reader() : std::string();
}

std::string CardPresence::placeOfOwn()
{
    const std::lock_guard lock(m_mutex);
    return m_place ? m_place->reader : std::string();
}

/// What is seen of readers is compared with where the own USBKey was found. While colleagues take their turn it may be anywhere.
void CardPresence::watch(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    unsigned seen = 0;
    while (!stop.stop_requested()) {
        const auto stirs = [&] { return m_revision != seen; };
        if (m_backUntil)
            m_changed.wait_until(lock, stop, *m_backUntil, stirs);
        else
            m_changed.wait(lock, stop, stirs);
        if (stop.stop_requested() || m_givenUp)
            return;
        seen = m_revision;
        if (m_waiting > 0 || !m_readers)
            continue;
        bool here = false;
        const auto stateOf = [this](const std::string &reader) -> const ReaderState * {
            const auto at = std::ranges::find(**m_readers, reader, &ReaderState::name);
            return at != (*m_readers)->end() && at->hasCard ? &*at : nullptr;
        };
        if (m_place && *m_readers) {
            const ReaderState *state = stateOf(m_place->reader);
            here = state && state->changes == m_place->changes;
        } else if (*m_readers) {
            lock.unlock();
            const std::string reader = lookForOwn();
            lock.lock();
            if (m_waiting > 0)
                continue;
            here = !reader.empty();
            const ReaderState *state = here && *m_readers ? stateOf(reader) : nullptr;
            if (state) // else it was put in so lately that the next look tells
                m_place = Place{reader, state->changes};
        }
        if (here) {
            if (!std::exchange(m_backUntil, std::nullopt))
                continue;
            lock.unlock();
            tellWanted({});
            lock.lock();
            continue;
        }
        if (m_backUntil && Clock::now() < *m_backUntil) {
            lock.unlock();
            tellWanted(m_officer);
            lock.lock();
            continue;
        }
        lock.unlock();
        const std::lock_guard telling(m_telling);
        m_gone = true;
        if (m_listener.wanted)
            m_listener.wanted({});
        if (m_listener.pulled)
            m_listener.pulled();
        return;
    }
}

} // namespace hufu
