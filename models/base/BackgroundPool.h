// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/BackgroundPool.h"

#include <QThreadPool>

namespace hufu {

/// The threads of whatever is read or computed beside the window: to be given to every QtConcurrent::run(). Never Qt's global pool, on which QtGui
/// 6.4 spreads the painting of large areas and waits for it: a job of seconds there is a window frozen for seconds. As many threads as there are
/// processors. Its jobs are awaited when the application object goes. Any thread.
QThreadPool *backgroundPool();

} // namespace hufu
