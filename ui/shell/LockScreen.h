// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;

namespace hufu {

class ErrorBox;
class PassphraseEdit;
class ProgressStrip;
class Session;
struct Error;

/// Stands over everything while the house is locked: who, and the passphrase or the PIN of their USBKey.
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
    /// Of the officer who is chosen.
    QString card() const;
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
    QStringList m_cards; ///< for each officer the number of the USBKey that opens; empty: a passphrase does
    bool m_wasWrong = false;
    bool m_lastTry = false; ///< one is left, and the officer was told
    std::optional<int> m_triesLeft;
};

} // namespace hufu
