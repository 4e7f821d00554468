// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardSighting.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

namespace hufu {

/// The readers of this computer and the USBKeys in them, as they are: looks when a reader or a USBKey came or went, when the journal grew, and
/// after everything that was done here; never just because time passes. All that works with USBKeys goes through its one thread, one thing after
/// the other, so that nothing here disturbs what is being written. Lives on the GUI thread.
class CardWatch : public QObject {
    Q_OBJECT
public:
    /// Without a desk there are no readers.
    explicit CardWatch(CardDesk *desk, QObject *parent = nullptr);
    ~CardWatch() override;

    /// Null: forgets all, once what works with a USBKey has ended.
    void setHouse(House *house);
    CardDesk *desk() const { return m_desk; }

    const std::vector<SeenCard> &seen() const { return m_seen; }
    std::optional<SeenCard> inReader(const std::string &reader) const;
    std::optional<SeenCard> withNumber(const std::string &number) const; ///< wherever it is
    const std::optional<Error> &trouble() const { return m_trouble; }    ///< why nothing is seen
    bool hasLooked() const { return m_hasLooked; }
    bool isWorking() const { return m_working > 0; }

    /// `work` on the thread for USBKeys; then everybody looks again.
    template <typename Work>
    auto run(Work work) -> QFuture<decltype(work())>
    {
        begin();
        auto future = QtConcurrent::run(&m_thread, std::move(work));
        auto *watcher = new QFutureWatcher<void>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
            watcher->deleteLater();
            end();
        });
        watcher->setFuture(QFuture<void>(future));
        return future;
    }

    /// PKCS#11 modules whose tokens show beside the readers, on this computer until they are forgotten.
    QStringList modules() const;
    void addModule(const QString &path);
    void forgetModule(const QString &path);

    void look(); ///< once more, as soon as nothing else works with a USBKey

Q_SIGNALS:
    void changed();
    void workingChanged();

private:
    using Sights = Result<std::vector<SeenCard>>;
    void setModules(const QStringList &paths);
    void begin();
    void end();
    void start(bool atCards);
    void glimpse(const SeenCard &first); ///< of what was put in just now
    void accept(Sights seen);

    CardDesk *m_desk;
    House *m_house = nullptr;
    QThreadPool m_thread;
    std::shared_ptr<void> m_monitor;
    std::vector<SeenCard> m_seen;
    std::optional<Error> m_trouble;
    bool m_hasLooked = false, m_looking = false, m_again = false, m_againAtCards = false;
    int m_working = 0;
    QFutureWatcher<Sights> m_watcher;
};

} // namespace hufu
