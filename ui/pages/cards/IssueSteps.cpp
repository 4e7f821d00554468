// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/IssueSteps.h"

#include "ui/shell/Icons.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace hufu {

IssueSteps::IssueSteps(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
}

void IssueSteps::setSteps(const std::vector<CardDesk::Step> &steps, CardText::Kind kind)
{
    m_kind = kind;
    for (const Line &line : m_lines) {
        for (QLabel *label : {line.icon, line.text, line.word})
            label->deleteLater();
    }
    m_lines.clear();
    for (const CardDesk::Step step : steps) {
        Line line{step, State::Waiting, new QLabel(this), makeBody(this), makeMuted(this)};
        line.icon->setFixedSize(16, 16);
        line.word->setWordWrap(false);
        line.word->setObjectName(QStringLiteral("issueStep.%1").arg(int(step)));
        const int row = m_grid->rowCount();
        m_grid->addWidget(line.icon, row, 0, Qt::AlignTop);
        m_grid->addWidget(line.text, row, 1);
        m_grid->addWidget(line.word, row, 2, Qt::AlignTop);
        m_lines.push_back(line);
    }
    refresh();
}

void IssueSteps::begin()
{
    for (Line &line : m_lines)
        line.state = State::Waiting;
    refresh();
}

void IssueSteps::reach(CardDesk::Step step)
{
    for (Line &line : m_lines)
        line.state = line.step < step ? State::Done : line.step == step ? State::Running : State::Waiting;
    refresh();
}

void IssueSteps::fail()
{
    for (Line &line : m_lines) {
        if (line.state == State::Running)
            line.state = State::Failed;
    }
    refresh();
}

void IssueSteps::stop()
{
    for (Line &line : m_lines) {
        if (line.state == State::Running)
            line.state = State::Done;
    }
    refresh();
}

void IssueSteps::finish()
{
    for (Line &line : m_lines)
        line.state = State::Done;
    refresh();
}

QString IssueSteps::stateText(CardDesk::Step step) const
{
    const auto line = std::ranges::find(m_lines, step, &Line::step);
    return line == m_lines.end() ? QString() : line->word->text();
}

void IssueSteps::refresh()
{
    for (const Line &line : m_lines) {
        QString text = CardText::step(line.step, m_kind);
        if (line.step == CardDesk::Step::Clearing)
            text += QStringLiteral(" · ") + tr("cannot be undone");
        else if (line.step == CardDesk::Step::Securing && m_kind == CardText::Kind::Piv)
            text += QStringLiteral(" · ") + tr("from here on it is the house's; only wiping undoes it");
        line.text->setText(text);
        QFont font = line.text->font();
        font.setWeight(line.state == State::Running ? QFont::DemiBold : QFont::Normal);
        line.text->setFont(font);
        const char *icon = nullptr;
        Tone tone = Tone::Neutral;
        switch (line.state) {
        case State::Waiting: line.word->setText(tr("to come", "a step")); break;
        case State::Running:
            line.word->setText(tr("running…"));
            icon = "go-next";
            tone = Tone::Accent;
            break;
        case State::Done:
            line.word->setText(tr("done", "a step"));
            icon = "dialog-ok";
            tone = Tone::Proof;
            break;
        case State::Failed:
            line.word->setText(tr("interrupted", "a step"));
            icon = "dialog-error";
            tone = Tone::Danger;
            break;
        }
        line.icon->setPixmap(icon ? themeIcon(QString::fromLatin1(icon), tone).pixmap(QSize(16, 16), devicePixelRatioF()) : QPixmap());
    }
}

void IssueSteps::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace hufu
