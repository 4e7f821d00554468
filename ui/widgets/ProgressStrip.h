// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace hufu {

/// Shows one running job: what it is doing, how far it is, and Cancel. Watches any future; hides itself when that is over.
class ProgressStrip : public QWidget {
    Q_OBJECT
public:
    enum class Cancelling { Allowed, Impossible };

    explicit ProgressStrip(QWidget *parent = nullptr);

    /// Returns the same future, for `.then(this, …)`. The future's progress text, where it has one, stands beside `text`. A job that
    /// watches QPromise::isCanceled() stops between its steps.
    template <typename T>
    QFuture<T> watch(const QString &text, QFuture<T> future, Cancelling cancelling = Cancelling::Allowed)
    {
        begin(text, QFuture<void>(future), cancelling);
        return future;
    }

    bool isRunning() const { return m_watcher.isRunning(); }
    void cancel();

protected:
    void changeEvent(QEvent *event) override;

private:
    void begin(const QString &text, const QFuture<void> &future, Cancelling cancelling);
    void retranslate();

    QFutureWatcher<void> m_watcher;
    QLabel *m_text;
    QLabel *m_step;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};

} // namespace hufu
