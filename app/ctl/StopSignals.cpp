// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/StopSignals.h"

#include <ctime>

namespace hufu::ctl {

StopSignals::StopSignals()
{
    sigemptyset(&m_set);
    sigaddset(&m_set, SIGINT);
    sigaddset(&m_set, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
}

bool StopSignals::wait(int seconds) const
{
    const timespec time{seconds, 0};
    return ::sigtimedwait(&m_set, nullptr, &time) > 0;
}

} // namespace hufu::ctl
