// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wording/CardText.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace hufu {

/// How far the issuing of one USBKey has come: each step with a mark and a word. What cannot be undone says so.
class IssueSteps : public QWidget {
    Q_OBJECT
public:
    explicit IssueSteps(QWidget *parent = nullptr);

    void setSteps(const std::vector<CardDesk::Step> &steps, CardText::Kind kind = CardText::Kind::Piv); ///< those that this issue takes
    void begin();                     ///< all are still to come
    void reach(CardDesk::Step step);  ///< it runs; those before are done
    void stop(); ///< before the next one, as somebody asked
    void fail();                      ///< the one that runs
    void finish();                    ///< all are done
    QString stateText(CardDesk::Step step) const; ///< the word beside it; empty: not shown

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class State { Waiting, Running, Done, Failed };
    struct Line {
        CardDesk::Step step;
        State state = State::Waiting;
        QLabel *icon, *text, *word;
    };
    void refresh();

    QGridLayout *m_grid;
    std::vector<Line> m_lines;
    CardText::Kind m_kind = CardText::Kind::Piv;
};

} // namespace hufu
