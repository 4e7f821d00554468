// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Session.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hufu {

class ErrorBox;
class PassphraseEdit;
class ProgressStrip;

/// Chooses a PKCS#11 token for the keys of CAs: the vendor's library, one of the tokens that it shows, and that token's PIN, which is tried
/// once when it is given. Lives shorter than the session.
class TokenPicker : public QWidget {
    Q_OBJECT
public:
    explicit TokenPicker(Session &session, QWidget *parent = nullptr);

    /// Of the chosen token; empty while there is none.
    std::string uri() const;
    QString label() const;
    /// Whether there is a token, and its PIN typed or given before.
    bool isComplete() const;
    bool isRunning() const { return m_running; }
    /// Tries the PIN and has it kept, unless that was done already; what went wrong is shown here.
    void give(std::function<void()> whenGood);
    /// Whether the chosen token's PIN was given.
    bool isGiven() const { return !uri().empty() && m_given == uri(); }

public Q_SLOTS:
    /// As if it had been typed: reads the tokens of this library.
    void setModule(const QString &path);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void browse();
    void readTokens();
    void showTokens(const std::vector<KeyToken> &tokens);
    void refresh();
    void retranslate();

    Session &m_session;
    QLabel *m_moduleLabel, *m_tokenLabel, *m_pinLabel, *m_pinHint;
    QLineEdit *m_module;
    QPushButton *m_browse;
    QComboBox *m_tokens;
    PassphraseEdit *m_pin;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QString m_read;      ///< the library whose tokens are listed, or being read
    std::string m_given; ///< URI of the token whose PIN was right
    bool m_running = false;
};

} // namespace hufu
