// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Inventory.h"

#include <QFrame>
#include <QFutureWatcher>

#include <functional>
#include <stop_token>

class QAction;
class QLineEdit;
class QListWidget;

namespace hufu {

class InventoryFeed;
class Navigator;

/// Search everything (Ctrl+K): pages, commands, services and certificates as one types. Certificates are searched on a worker; only the
/// newest question is answered.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(Navigator &navigator, QWidget *parent);
    ~CommandPalette() override;

    void setFeed(InventoryFeed *feed); ///< null when locked
    /// Pages and commands: what an action is called is what is found. They stay the owner's.
    void addAction(QAction *action);
    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Hit {
        QString iconName, title, kind;
        std::function<void()> run;
    };
    struct Found {
        quint64 generation = 0;
        std::shared_ptr<const Inventory> inventory;
        std::vector<Row> rows; ///< the first few
        std::size_t total = 0;
    };
    void search();
    void showHits(const Found *found);
    void append(Hit hit);
    void run(int row);
    void retranslate();

    Navigator &m_navigator;
    InventoryFeed *m_feed = nullptr;
    QList<QAction *> m_commands;
    std::vector<Hit> m_hits;
    QLineEdit *m_text;
    QListWidget *m_list;
    QFutureWatcher<Found> m_watcher;
    std::stop_source m_stop;
    quint64 m_generation = 0;
};

} // namespace hufu
