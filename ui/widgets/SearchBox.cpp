// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SearchBox.h"

#include "ui/shell/Icons.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace hufu {

SearchBox::SearchBox(QWidget *parent) : QLineEdit(parent)
{
    setClearButtonEnabled(true);
    addAction(themeIcon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    connect(this, &QLineEdit::textEdited, this, &SearchBox::offer);
}

void SearchBox::setCompletion(Complete complete)
{
    m_complete = std::move(complete);
    if (m_completer)
        return;
    m_candidates = new QStringListModel(this);
    m_completer = new QCompleter(m_candidates, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this); // not setCompleter(): that one replaces the whole text
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &SearchBox::insert);
}

void SearchBox::setComplaint(const QString &complaint)
{
    if (!m_complaint) {
        if (complaint.isEmpty())
            return;
        m_complaint = addAction(themeIcon(QStringLiteral("dialog-warning"), Tone::Attention), QLineEdit::TrailingPosition);
    }
    m_complaint->setVisible(!complaint.isEmpty());
    m_complaint->setToolTip(complaint);
    setToolTip(complaint);
    setAccessibleDescription(complaint);
}

void SearchBox::offer()
{
    if (!m_complete || !hasFocus())
        return;
    const Completion completion = m_complete(text(), cursorPosition());
    m_replaced = completion.replaced;
    m_candidates->setStringList(completion.candidates);
    if (completion.candidates.isEmpty())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void SearchBox::insert(const QString &candidate)
{
    QString changed = text();
    const int start = cursorPosition() - m_replaced;
    changed.replace(start, m_replaced, candidate + ' ');
    setText(changed);
    setCursorPosition(start + int(candidate.size()) + 1);
    Q_EMIT textEdited(changed);
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    const bool offering = m_completer && m_completer->popup()->isVisible();
    if (offering && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Tab)) {
        event->ignore(); // the popup takes it
        return;
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        Q_EMIT textEdited(QString());
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace hufu
