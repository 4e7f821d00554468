// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/ReaderMonitor.h"

#include "smartcard/BoundedCalls.h"
#include "smartcard/PcscContext.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

namespace hufu {
namespace {

/// Told of readers that come and go; PC/SC-lite and Windows know it by this name.
constexpr const char *newReaders = "\\\\?PnP?\\Notification";
constexpr auto untilNextLook = 1s; // for a service that is not running

ReaderState stateOf(const SCARD_READERSTATE &state)
{
    ReaderState read;
    read.name = state.szReader;
    read.hasCard = state.dwEventState & SCARD_STATE_PRESENT;
    read.isMute = state.dwEventState & SCARD_STATE_MUTE;
    read.inUse = state.dwEventState & (SCARD_STATE_INUSE | SCARD_STATE_EXCLUSIVE);
    if (read.hasCard)
        read.answerToReset.assign(state.rgbAtr, state.rgbAtr + std::min<DWORD>(state.cbAtr, sizeof state.rgbAtr));
    read.changes = static_cast<unsigned>(state.dwEventState >> 16 & 0xffff);
    return read;
}

/// The states that PC/SC is asked about, and the names they point to.
class Asked {
public:
    /// New readers begin as unknown, the others go on where they were.
    void setReaders(std::vector<std::string> names)
    {
        std::vector<SCARD_READERSTATE> states(names.size() + 1);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto known = std::ranges::find(m_names, names[i]);
            if (known != m_names.end())
                states[i] = m_states[static_cast<std::size_t>(known - m_names.begin())];
        }
        states.back() = m_states.back();
        m_names = std::move(names);
        m_states = std::move(states);
        for (std::size_t i = 0; i < m_names.size(); ++i)
            m_states[i].szReader = m_names[i].c_str();
        m_states.back().szReader = newReaders;
    }
    LONG wait(SCARDCONTEXT context, DWORD milliseconds)
    {
        // With unknown readers it comes back at once and says how they are; only afterwards it waits.
        const LONG value = SCardGetStatusChange(context, milliseconds, m_states.data(), static_cast<DWORD>(m_states.size()));
        if (value == SCARD_S_SUCCESS) {
            for (SCARD_READERSTATE &state : m_states)
                state.dwCurrentState = state.dwEventState & ~DWORD(SCARD_STATE_CHANGED);
        }
        return value;
    }
    std::vector<ReaderState> read() const
    {
        std::vector<ReaderState> states;
        std::transform(m_states.begin(), m_states.end() - 1, std::back_inserter(states), stateOf);
        return states;
    }

private:
    std::vector<std::string> m_names;
    std::vector<SCARD_READERSTATE> m_states{SCARD_READERSTATE{}};
};

} // namespace

ReaderStates readReaders(CardPatience patience)
{
    BoundedCalls calls;
    std::optional<ReaderStates> states = calls.run([]() -> ReaderStates {
        const Result<PcscContext> context = PcscContext::open();
        if (!context)
            return fail(context.error());
        Result<std::vector<std::string>> names = context->readers();
        if (!names)
            return fail(names.error());
        Asked asked;
        asked.setReaders(std::move(*names));
        const LONG value = asked.wait(context->handle(), 0);
        if (value != SCARD_S_SUCCESS && value != SCARD_E_TIMEOUT)
            return pcscFailure(value, "SCardGetStatusChange");
        return asked.read();
    }, patience);
    if (!states)
        return fail(ErrorCode::CardTimedOut, "PC/SC does not answer");
    return std::move(*states);
}

struct ReaderMonitor::Watch {
    explicit Watch(std::function<void(const ReaderStates &)> tell) : changed(std::move(tell)) {}

    void run()
    {
        while (!stopping) {
            const Result<PcscContext> opened = PcscContext::open();
            const Error ended = opened ? watch(*opened) : opened.error();
            if (stopping)
                break;
            report(fail(ended));
            std::unique_lock lock(mutex);
            wake.wait_for(lock, untilNextLook, [this] { return stopping.load(); });
        }
        const std::lock_guard lock(mutex);
        finished = true;
        wake.notify_all();
    }

    /// Until it fails, or is to stop.
    Error watch(const PcscContext &opened)
    {
        context = opened.handle();
        Error why{ErrorCode::Cancelled, {}, {}, {}};
        Asked asked;
        while (!stopping) {
            Result<std::vector<std::string>> names = opened.readers();
            if (!names) {
                why = names.error();
                break;
            }
            asked.setReaders(std::move(*names));
            LONG value = asked.wait(opened.handle(), 0); // how those are that are new
            if (value == SCARD_S_SUCCESS || value == SCARD_E_TIMEOUT) {
                report(asked.read());
                if (!stopping)
                    value = asked.wait(opened.handle(), INFINITE);
            }
            if (value == SCARD_S_SUCCESS || value == SCARD_E_TIMEOUT || value == SCARD_E_CANCELLED)
                continue;
            if (value == SCARD_E_UNKNOWN_READER) { // vanished between the list and the question: the next list lacks it
                std::this_thread::sleep_for(50ms);
                continue;
            }
            why = pcscFailure(value, "SCardGetStatusChange").error();
            break;
        }
        context = 0;
        return why;
    }

    void report(ReaderStates states)
    {
        if (stopping || (last && sameAs(*last, states)))
            return;
        last = std::move(states);
        changed(*last);
    }
    static bool sameAs(const ReaderStates &one, const ReaderStates &other)
    {
        return one && other ? *one == *other : !one && !other && one.error().code == other.error().code;
    }

    const std::function<void(const ReaderStates &)> changed;
    std::optional<ReaderStates> last;
    std::atomic<SCARDCONTEXT> context = 0;
    std::atomic<bool> stopping = false;
    std::mutex mutex;
    std::condition_variable wake;
    bool finished = false;
    std::thread thread;
};

ReaderMonitor::ReaderMonitor(std::function<void(const ReaderStates &)> changed) : m_watch(std::make_shared<Watch>(std::move(changed)))
{
    m_watch->thread = std::thread([watch = m_watch.get()] { watch->run(); });
}

ReaderMonitor::~ReaderMonitor()
{
    {
        std::unique_lock lock(m_watch->mutex);
        m_watch->stopping = true;
        m_watch->wake.notify_all();
        // SCardCancel ends a wait that has begun, not one that is about to: once more until the thread has seen it.
        while (!m_watch->finished) {
            if (const SCARDCONTEXT context = m_watch->context; context != 0)
                SCardCancel(context);
            m_watch->wake.wait_for(lock, 20ms);
        }
    }
    m_watch->thread.join();
}

} // namespace hufu
