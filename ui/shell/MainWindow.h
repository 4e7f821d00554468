// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/OpenWork.h"
#include "models/replica/Practice.h"

#include <QDialog>
#include <QMainWindow>
#include <QPointer>

class QStackedWidget;

namespace hufu {

class CardDesk;
class CardPrompt;
class CloseNotice;
class EmergencyPage;
class FirstRunWizard;
class Gate;
class IdleLock;
class Language;
class LockScreen;
class Session;
class Theme;
class Workbench;

/// The window: first-run wizard, lock screen or workbench, whichever the moment asks for.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `cards`: what works with USBKeys at this computer; null: nothing does. Outlives the window.
    MainWindow(Gate &gate, Theme &theme, Language &language, CardDesk *cards = nullptr, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Where emergencies can be practised; without it they cannot.
    void setPractice(MakePracticeGround make);

    Session &session() const { return *m_session; }
    Workbench &workbench() const { return *m_workbench; }
    FirstRunWizard &wizard() const { return *m_wizard; }

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override; ///< files may be dropped onto whatever page is shown
    void dropEvent(QDropEvent *event) override;

private:
    void makePages(CardDesk *cards);
    void makeActions();
    void showLock();
    void askBeforeClosing();
    QString lockNote() const;
    QString whyLocked() const;
    void retranslate();

    Theme &m_theme;
    Language &m_language;
    Session *m_session;
    IdleLock *m_idleLock;
    QStackedWidget *m_stack;
    FirstRunWizard *m_wizard;
    LockScreen *m_lockScreen;
    CardPrompt *m_cardPrompt;
    Workbench *m_workbench;
    EmergencyPage *m_emergencyPage = nullptr;
    MakePracticeGround m_makePractice;
    QPointer<QDialog> m_practice;
    std::vector<WorkItem> m_work, m_lockedWork; ///< of the open house, and as it was when it was locked
    Instant m_lockedAt{};
    QPointer<CloseNotice> m_closing;
    bool m_emergencyAsked = false; ///< on the lock screen
    bool m_interrupted = false; ///< the wizard's enrolling, before all of the journal was here
    bool m_leaving = false; ///< what ends while closed was said
    QAction *m_emergency, *m_lock, *m_searchAll, *m_searchPage, *m_importAction, *m_verify, *m_light, *m_dark, *m_chinese, *m_english;
};

} // namespace hufu
