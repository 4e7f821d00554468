// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Source.h"

#include <QWidget>

#include <array>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace hufu {

class ErrorBox;
class PassphraseScreen;
class ProgressStrip;
class ServerScreen;
class Session;
class SourcesScreen;
class WhoScreen;
struct Error;

/// The first minutes: who are you, a passphrase, and what to look at first. Founds the house and opens it; three screens, no more, but for
/// a house of three administrators, where each types a passphrase in turn. A workstation of a server is enrolled in two.
class FirstRunWizard : public QWidget {
    Q_OBJECT
public:
    explicit FirstRunWizard(Session &session, QWidget *parent = nullptr);

    int screen() const;
    void setScreen(int screen);

Q_SIGNALS:
    /// The house is founded and open; these are to be imported now.
    void finished(const std::vector<hufu::SourceSpec> &sources);
    /// The computer is enrolled, but not all of the journal is here yet: the officer stopped that. Opening the house goes on.
    void interrupted();

protected:
    void changeEvent(QEvent *event) override;

private:
    std::vector<QWidget *> order() const; ///< the screens that are shown, first to last
    void next();
    void found();
    void enrol();
    void update();
    void retranslate();

    Session &m_session;
    QLabel *m_title;
    QLabel *m_step;
    QStackedWidget *m_screens;
    WhoScreen *m_who;
    std::array<PassphraseScreen *, 3> m_passphrases; ///< the first alone, where somebody begins alone
    SourcesScreen *m_sources;
    ServerScreen *m_server;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QPushButton *m_back;
    QPushButton *m_next;
};

} // namespace hufu
