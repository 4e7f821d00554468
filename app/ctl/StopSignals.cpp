// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/StopSignals.h"

#include <ctime>

namespace hufu::ctl {

StopSignals::StopSignals()
{
    sigemptyset(&m_set);
    sigaddset(&m_set, SIGINT);
    sigaddset(&m_set, SIGTERM);
    struct sigaction hangup{};
    if (::sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) // nohup wants it to go on
        sigaddset(&m_set, SIGHUP);
    ::pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
}

bool StopSignals::wait(std::chrono::milliseconds time) const
{
    const timespec patience{time.count() / 1000, (time.count() % 1000) * 1'000'000};
    return ::sigtimedwait(&m_set, nullptr, &patience) > 0;
}

} // namespace hufu::ctl
