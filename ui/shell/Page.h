// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Navigator.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace hufu {

class DetailPanel;
class EmptyState;
class House;
class InventoryFeed;

/// One page: title, one line saying what matters now, toolbar, content, and a detail panel on the right that is hidden until it is
/// opened. A page owns itself; the window only arranges pages. A subclass builds its content in the constructor, puts every text into
/// retranslate() and calls that at the constructor's end.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(Navigator &navigator, QWidget *parent = nullptr);

    /// Both null while locked: the page then drops everything that was read from the house. `house` and `feed` outlive the call with
    /// nulls. Overrides call this one first.
    virtual void setHouse(House *house, InventoryFeed *feed);
    /// Shows exactly the rows a query selects; what the query means is the page's own matter.
    virtual void openQuery(const QString &query);
    /// What Ctrl+F puts the focus on; may be null.
    virtual QWidget *searchField() { return nullptr; }

    QString title() const;
    /// Open work, shown as a badge on the rail; 0 for none.
    int badge() const { return m_badge; }
    QString badgeText() const { return m_badgeText; }

Q_SIGNALS:
    void badgeChanged();

protected:
    House *house() const { return m_house; }
    InventoryFeed *feed() const { return m_feed; }
    Navigator &navigator() const { return m_navigator; }

    /// Sets every text anew; called on a language change. Whole sentences, tr() only here.
    virtual void retranslate() = 0;

    void setTitle(const QString &title);
    void setSummary(const QString &summary);
    /// `text` says in words what the number counts: for screen readers and the rail's tooltip.
    void setBadge(int count, const QString &text);
    /// The row under the title: buttons and fields from left to right.
    QHBoxLayout *toolbar() const { return m_toolbar; }
    void setContent(QWidget *content);
    DetailPanel *detail() const { return m_detail; }
    /// Shown instead of the content, see showEmpty(); made on first use.
    EmptyState *emptyState();
    void showEmpty(bool empty);

    void changeEvent(QEvent *event) override;

private:
    Navigator &m_navigator;
    House *m_house = nullptr;
    InventoryFeed *m_feed = nullptr;
    QLabel *m_title;
    QLabel *m_summary;
    QHBoxLayout *m_toolbar;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    DetailPanel *m_detail;
    EmptyState *m_empty = nullptr;
    int m_badge = 0;
    QString m_badgeText;
};

} // namespace hufu
