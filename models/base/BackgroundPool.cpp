// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/BackgroundPool.h"

#include <QCoreApplication>

namespace hufu {

QThreadPool *backgroundPool()
{
    static QThreadPool pool;
    static const bool awaited = [] {
        qAddPostRoutine([] { pool.waitForDone(); });
        return true;
    }();
    (void)awaited;
    return &pool;
}

} // namespace hufu
