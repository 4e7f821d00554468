// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDeeds.h"

#include <QFrame>
#include <QScrollArea>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace hufu {

class CardWatch;

/// One reader and what is in it: what it is, whose, how it is, and the next thing to do with it.
class ReaderTile : public QFrame {
    Q_OBJECT
public:
    explicit ReaderTile(QWidget *parent = nullptr);

    void showCard(const SeenCard &seen, const Person &officer);
    /// Instead of a reader: why there is none.
    void showNone(const QString &title, const QString &explanation);
    void setIdle(bool idle); ///< nothing can be done with it meanwhile

Q_SIGNALS:
    void asked(hufu::CardDeed deed);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void repaintIcon();

    CardStanding m_standing = CardStanding::NoCard;
    QLabel *m_icon, *m_title, *m_reader, *m_facts, *m_contents, *m_explanation;
    QPushButton *m_next;
    QToolButton *m_more;
    CardDeed m_first = CardDeed::Issue;
    bool m_may = false;
};

/// All readers side by side, live.
class ReaderBoard : public QScrollArea {
    Q_OBJECT
public:
    explicit ReaderBoard(CardWatch &watch, QWidget *parent = nullptr);

    void setOfficer(const Person *officer); ///< null: nobody
    QSize sizeHint() const override;

Q_SIGNALS:
    void asked(hufu::CardDeed deed, const QString &reader);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void fit();

    CardWatch &m_watch;
    const Person *m_officer = nullptr;
    QWidget *m_body;
    QGridLayout *m_grid;
    std::vector<ReaderTile *> m_tiles;
};

} // namespace hufu
