// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/PassphraseEdit.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QTest>

namespace hufu::test {

/// Counts what an officer does, from the events that the window gets: a click, a key such as Enter; letters into one field, by keys or an input method, are
/// one deed together. A passphrase or PIN is not counted, nor the way into its field.
class Deeds : public QObject {
public:
    Deeds() { qApp->installEventFilter(this); }
    int count = 0;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (!watched->isWidgetType() || qobject_cast<PassphraseEdit *>(watched))
            return false;
        if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress) {
            const auto *input = static_cast<QInputEvent *>(event);
            const bool again = input->timestamp() == m_last && event->type() == m_lastType; // handed on to a parent
            m_last = input->timestamp();
            m_lastType = event->type();
            const bool letter = event->type() == QEvent::KeyPress && !static_cast<QKeyEvent *>(event)->text().trimmed().isEmpty();
            if (!again && !(letter && m_typing == watched))
                ++count;
            m_typing = letter ? watched : nullptr;
        } else if (event->type() == QEvent::InputMethod) {
            if (m_typing != watched)
                ++count;
            m_typing = watched;
        }
        return false;
    }

private:
    quint64 m_last = 0;
    QEvent::Type m_lastType = QEvent::None;
    QObject *m_typing = nullptr;
};

/// As Chinese is typed.
inline void typeInto(QWidget *field, const QString &text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QCoreApplication::sendEvent(field, &event);
}

/// A row of the list, chosen with the mouse.
inline void pick(QComboBox *box, int row)
{
    QTest::mouseClick(box, Qt::LeftButton);
    QTRY_VERIFY(box->view()->isVisible());
    // Without a window system the popup takes no click: Return on the row under the mouse stands for it, one deed as well.
    box->view()->setCurrentIndex(box->model()->index(row, 0));
    QTest::keyClick(box->view(), Qt::Key_Return);
    QTRY_COMPARE(box->currentIndex(), row);
}

} // namespace hufu::test
