// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace hufu {

/// An error where it happened, not in a message box: what happened, what it means, what to do; the technical text folded below, with a
/// copy button. Hidden until there is an error, and again after the next success.
class ErrorBox : public QFrame {
    Q_OBJECT
public:
    explicit ErrorBox(QWidget *parent = nullptr);

    void showError(const Error &error);
    void clear();
    /// Offers to do it again; the button names the deed.
    QPushButton *retryButton() const { return m_retry; }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    QString technicalText() const;

    std::optional<Error> m_error;
    QLabel *m_icon;
    QLabel *m_whatHappened;
    QLabel *m_whatItMeans;
    QLabel *m_whatToDo;
    QPushButton *m_retry;
    QToolButton *m_fold;
    QPushButton *m_copy;
    QPlainTextEdit *m_technical;
};

} // namespace hufu
