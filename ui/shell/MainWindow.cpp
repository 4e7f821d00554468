// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "ui/pages/audit/AuditPage.h"
#include "ui/pages/authorities/AuthoritiesPage.h"
#include "ui/pages/cards/CardsPage.h"
#include "ui/pages/ceremonies/CeremoniesPage.h"
#include "ui/pages/emergency/EmergencyPage.h"
#include "ui/pages/emergency/PracticeWindow.h"
#include "ui/pages/findings/FindingsPage.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/outbox/OutboxPage.h"
#include "ui/pages/overview/OverviewPage.h"
#include "ui/pages/pending/PendingPage.h"
#include "ui/pages/people/PeoplePage.h"
#include "ui/pages/requests/RequestsPage.h"
#include "ui/pages/services/ServicesPage.h"
#include "ui/pages/settings/SettingsPage.h"
#include "ui/pages/wizard/FirstRunWizard.h"
#include "ui/shell/CardPrompt.h"
#include "ui/shell/CloseNotice.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/Icons.h"
#include "ui/shell/IdleLock.h"
#include "ui/shell/LockScreen.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/Session.h"
#include "ui/shell/Workbench.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QLocale>
#include <QMimeData>
#include <QStackedWidget>

namespace hufu {
namespace {

QString today() { return QDate::currentDate().toString(Qt::ISODate); }

} // namespace

MainWindow::MainWindow(Gate &gate, Theme &theme, Language &language, CardDesk *cards, QWidget *parent)
    : QMainWindow(parent), m_theme(theme), m_language(language), m_session(new Session(gate, this)), m_idleLock(new IdleLock(this)),
      m_stack(new QStackedWidget(this)), m_wizard(new FirstRunWizard(*m_session, this)), m_lockScreen(new LockScreen(*m_session, this)),
      m_cardPrompt(new CardPrompt(this)), m_workbench(new Workbench(*m_session, this))
{
    setObjectName("mainWindow");
    setAcceptDrops(true);
    setCentralWidget(m_stack);
    m_stack->addWidget(m_wizard);
    m_stack->addWidget(m_lockScreen);
    m_stack->addWidget(m_workbench);
    setMinimumSize(1000, 600); // 1280 × 720 less what a desktop's panels take
    resize(1280, 720);
    restoreGeometry(Preferences::geometry());

    makePages(cards);
    makeActions();
    connect(m_session, &Session::opened, this, [this] {
        m_interrupted = false;
        m_idleLock->setMinutes(Preferences::lockAfterMinutes());
        m_stack->setCurrentWidget(m_workbench);
        if (std::exchange(m_emergencyAsked, false))
            m_workbench->openEmergency();
    });
    connect(m_session, &Session::opened, m_cardPrompt, [this] { m_cardPrompt->setHouse(m_session->house()); });
    connect(m_session, &Session::locking, m_cardPrompt, [this] { m_cardPrompt->setHouse(nullptr); });
    connect(m_session, &Session::locked, this, &MainWindow::showLock);
    connect(m_idleLock, &IdleLock::idle, m_session, &Session::lock);
    connect(m_wizard, &FirstRunWizard::finished, this, [this](const std::vector<SourceSpec> &sources) {
        if (sources.empty())
            return;
        m_workbench->showPage(PageId::Inventory);
        // The wizard's button said "import": nobody is asked a second time.
        if (ImportDialog *import = static_cast<InventoryPage *>(m_workbench->page(PageId::Inventory))->openImport(sources))
            import->start();
    });
    connect(m_wizard, &FirstRunWizard::interrupted, this, [this] {
        m_interrupted = true;
        showLock();
    });
    retranslate();
    if (gate.isFounded())
        showLock();
    else
        m_stack->setCurrentWidget(m_wizard);
}

MainWindow::~MainWindow()
{
    // Pages let go of the house before the session, a child like them, takes it away.
    m_session->lock();
}

void MainWindow::setPractice(MakePracticeGround make)
{
    m_makePractice = std::move(make);
    m_emergencyPage->setPracticeOffered(bool(m_makePractice));
    connect(m_emergencyPage, &EmergencyPage::practiceAsked, this, [this] {
        if (!m_practice) {
            m_practice = new PracticeWindow(m_makePractice, this);
            m_practice->setAttribute(Qt::WA_DeleteOnClose);
        }
        m_practice->show();
        m_practice->raise();
    });
    connect(m_session, &Session::locking, this, [this] { delete m_practice; });
}

void MainWindow::makePages(CardDesk *cards)
{
    Workbench &bench = *m_workbench;
    auto *overview = new OverviewPage(bench);
    bench.addPage(PageId::Overview, QStringLiteral("view-statistics"), QStringLiteral("overviewPage"), overview);
    connect(m_session, &Session::troublesChanged, overview, [this, overview] { overview->setTroubles(m_session->troubles()); });
    connect(overview, &OverviewPage::workChanged, this, [this, overview] {
        // What a server does goes on without this window.
        m_work = m_session->isOpen() && m_session->house()->link().isServed() ? std::vector<WorkItem>() : overview->work();
    });
    bench.addPage(PageId::Inventory, QStringLiteral("view-certificate"), QStringLiteral("inventoryPage"), new InventoryPage(bench));
    bench.addPage(PageId::Requests, QStringLiteral("document-sign"), QStringLiteral("requestsPage"), new RequestsPage(bench));
    bench.addPage(PageId::Pending, QStringLiteral("document-edit-sign"), QStringLiteral("pendingPage"), new PendingPage(bench));
    bench.addPage(PageId::Cards, QStringLiteral("usbkey"), QStringLiteral("cardsPage"), new CardsPage(bench, cards));
    bench.addPage(PageId::Ceremonies, QStringLiteral("document-encrypt"), QStringLiteral("ceremoniesPage"), new CeremoniesPage(bench));
    bench.addPage(PageId::Emergency, QStringLiteral("dialog-error"), QStringLiteral("emergencyPage"), m_emergencyPage = new EmergencyPage(bench));
    bench.addPage(PageId::Authorities, QStringLiteral("view-certificate-sign"), QStringLiteral("authoritiesPage"), new AuthoritiesPage(bench, *m_session));
    bench.addPage(PageId::Services, QStringLiteral("network-server"), QStringLiteral("servicesPage"), new ServicesPage(bench));
    bench.addPage(PageId::Findings, QStringLiteral("flag"), QStringLiteral("findingsPage"), new FindingsPage(bench));
    bench.addPage(PageId::People, QStringLiteral("user-group-properties"), QStringLiteral("peoplePage"), new PeoplePage(bench, *m_session));
    bench.addPage(PageId::Audit, QStringLiteral("view-history"), QStringLiteral("auditPage"), new AuditPage(bench));
    auto *outbox = new OutboxPage(bench);
    bench.addPage(PageId::Outbox, QStringLiteral("mail-folder-outbox"), QStringLiteral("outboxPage"), outbox);
    connect(outbox, &OutboxPage::queueChanged, m_workbench, [this, outbox] { m_workbench->setQueue(outbox->waiting(), outbox->refused()); });
    auto *settings = new SettingsPage(bench, *m_session, m_theme, m_language);
    bench.addPage(PageId::Settings, QStringLiteral("configure"), QStringLiteral("settingsPage"), settings);
    connect(settings, &SettingsPage::lockAfterChanged, m_idleLock, &IdleLock::setMinutes);
}

void MainWindow::makeActions()
{
    const auto make = [this](const char *objectName, const char *iconName, const QKeySequence &shortcut, auto &&deed) {
        auto *action = new QAction(themeIcon(QLatin1String(iconName)), QString(), this);
        action->setObjectName(QLatin1String(objectName));
        action->setShortcut(shortcut);
        connect(action, &QAction::triggered, this, std::forward<decltype(deed)>(deed));
        addAction(action);
        m_workbench->palette()->addAction(action);
        return action;
    };
    m_importAction = make("importAction", "document-import", QKeySequence(Qt::CTRL | Qt::Key_I), [this] { m_workbench->startImport({}); });
    m_verify = make("verifyAction", "security-high", {}, [this] {
        m_workbench->showPage(PageId::Audit);
        static_cast<AuditPage *>(m_workbench->page(PageId::Audit))->verify();
    });
    m_lock = make("lockAction", "object-locked", QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_session->lock(); });
    m_emergency = make("emergencyAction", "dialog-error", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), [this] {
        if (m_practice) // it is always the real one that is asked for: practice starts by the page's own button
            m_practice->close();
        if (!m_session->isOpen() && m_stack->currentWidget() == m_lockScreen) { // a call does not wait; the page does until somebody has unlocked
            m_emergencyAsked = true;
            m_lockScreen->setNote(lockNote());
        }
        m_workbench->openEmergency();
    });
    m_emergency->setShortcutContext(Qt::ApplicationShortcut);
    qApp->installEventFilter(this); // over dialogs too
    m_light = make("lightAction", "weather-clear", {}, [this] {
        Preferences::setTheme(Theme::Choice::Light);
        m_theme.choose(Theme::Choice::Light);
    });
    m_dark = make("darkAction", "weather-clear-night", {}, [this] {
        Preferences::setTheme(Theme::Choice::Dark);
        m_theme.choose(Theme::Choice::Dark);
    });
    m_chinese = make("chineseAction", "preferences-desktop-locale", {}, [this] {
        Preferences::setLanguage(Language::Choice::Chinese);
        m_language.choose(Language::Choice::Chinese);
    });
    m_english = make("englishAction", "preferences-desktop-locale", {}, [this] {
        Preferences::setLanguage(Language::Choice::English);
        m_language.choose(Language::Choice::English);
    });

    // Not found by name: they are how one searches.
    m_searchAll = new QAction(this);
    m_searchAll->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    connect(m_searchAll, &QAction::triggered, m_workbench->palette(), &CommandPalette::open);
    m_searchPage = new QAction(this);
    m_searchPage->setShortcut(QKeySequence::Find);
    connect(m_searchPage, &QAction::triggered, this, [this] {
        if (QWidget *field = m_workbench->page(m_workbench->currentPage())->searchField())
            field->setFocus(Qt::ShortcutFocusReason);
    });
    addAction(m_searchAll);
    addAction(m_searchPage);

    const auto enable = [this] {
        for (QAction *action : {m_importAction, m_verify, m_lock, m_searchAll, m_searchPage})
            action->setEnabled(m_session->isOpen());
    };
    connect(m_session, &Session::opened, this, enable);
    connect(m_session, &Session::locked, this, enable);
    enable();
}

void MainWindow::showLock()
{
    m_idleLock->setMinutes(0);
    m_lockedWork = std::exchange(m_work, {});
    m_lockedAt = systemNow();
    m_lockScreen->setNote(lockNote());
    m_lockScreen->prepare();
    m_stack->setCurrentWidget(m_lockScreen);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_session->isOpen() && event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    if (!m_session->isOpen())
        return;
    m_workbench->showPage(PageId::Inventory);
    if (static_cast<InventoryPage *>(m_workbench->page(PageId::Inventory))->importFrom(event->mimeData()))
        event->acceptProposedAction();
}

QString MainWindow::lockNote() const
{
    const QString why = whyLocked();
    if (!m_emergencyAsked)
        return why;
    const QString emergency = tr("Emergency: unlock, and its page opens at once.");
    return why.isEmpty() ? emergency : emergency + u'\n' + why;
}

QString MainWindow::whyLocked() const
{
    if (m_session->wasPulled() && !m_interrupted) {
        const QString ends = CloseNotice::lockedText(m_lockedWork, m_lockedAt);
        return tr("The USBKey was pulled out.") + (ends.isEmpty() ? QString() : u'\n' + ends);
    }
    return m_interrupted ? tr("This computer is enrolled, but not all of the journal is here yet. Unlocking goes on with it.")
                         : CloseNotice::lockedText(m_lockedWork, m_lockedAt);
}

void MainWindow::retranslate()
{
    setLocale(QLocale()); // numbers in tables follow the language, too
    setWindowTitle(tr("Hufu"));
    m_lockScreen->setNote(lockNote());
    m_importAction->setText(tr("Import certificates…"));
    m_verify->setText(tr("Verify the audit log"));
    m_lock->setText(tr("Lock"));
    m_emergency->setText(tr("Emergency revocation"));
    m_light->setText(tr("Light theme"));
    m_dark->setText(tr("Dark theme"));
    m_chinese->setText(QStringLiteral("中文 (Chinese)")); // in its own language, for whoever looks for it
    m_english->setText(QStringLiteral("English (英文)"));
    m_searchAll->setText(tr("Search everything"));
    m_searchPage->setText(tr("Search on this page"));
    for (QAction *action : {m_importAction, m_verify, m_lock, m_emergency, m_light, m_dark, m_chinese, m_english})
        action->setData(tr("Command"));
}

/// A window that a modal dialog blocks gets no shortcut, not even an application's: each dialog has to carry this one itself.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        if (auto *dialog = qobject_cast<QDialog *>(watched))
            dialog->addAction(m_emergency);
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    Preferences::setGeometry(saveGeometry());
    const bool asks = m_session->isOpen() && !m_leaving && Preferences::closeNoticeDay() != today();
    if (asks && !CloseNotice::closingText(m_work, m_session->house()->now()).isEmpty()) {
        event->ignore();
        return askBeforeClosing();
    }
    m_session->lock();
    QMainWindow::closeEvent(event);
}

void MainWindow::askBeforeClosing()
{
    if (m_closing)
        return m_closing->raise();
    m_closing = new CloseNotice(m_work, m_session->house()->now(), this);
    m_closing->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_closing, &QDialog::accepted, this, [this] {
        if (m_closing->isEnoughForToday())
            Preferences::setCloseNoticeDay(today());
        m_leaving = true;
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection); // once the dialog is out of the way
    });
    connect(m_session, &Session::locking, m_closing, &QDialog::reject);
    m_closing->open();
}

} // namespace hufu
