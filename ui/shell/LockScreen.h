// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace hufu {

class ErrorBox;
class PassphraseEdit;
class ProgressStrip;
class Session;
struct Error;

/// Stands over everything while the house is locked: who, and the passphrase.
class LockScreen : public QWidget {
    Q_OBJECT
public:
    explicit LockScreen(Session &session, QWidget *parent = nullptr);

    /// Reads anew who may open this home, empties the field and takes the focus.
    void prepare();
    /// What the house goes without while it is locked; empty: nothing.
    void setNote(const QString &note);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void unlock();
    void refuse(const Error &error);
    void retranslate();

    Session &m_session;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_why;
    QLabel *m_note;
    QLabel *m_officerLabel;
    QComboBox *m_officer;
    QLabel *m_passphraseLabel;
    PassphraseEdit *m_passphrase;
    QLabel *m_wrong;
    QPushButton *m_unlock;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    bool m_wasWrong = false;
};

} // namespace hufu
