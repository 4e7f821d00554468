// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Workbench.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/Evidence.h"
#include "ui/pages/audit/AuditPage.h"
#include "ui/pages/emergency/EmergencyPage.h"
#include "ui/pages/pending/PendingPage.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/services/ServicesPage.h"
#include "ui/pages/wizard/EnrolDialog.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/EmergencyBand.h"
#include "ui/shell/Icons.h"
#include "ui/shell/LinkBand.h"
#include "ui/shell/Page.h"
#include "ui/shell/Rail.h"
#include "ui/shell/Session.h"
#include "ui/shell/TopBar.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorBox.h"

#include <QAction>
#include <QDialog>
#include <QEvent>
#include <QFileDialog>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace hufu {
namespace {

/// The outbox and what waits for signatures have none: with them the digits of the others would be what no hand remembers. Emergencies have a
/// shortcut of their own.
bool hasDigit(PageId page) { return page != PageId::Outbox && page != PageId::Pending && page != PageId::Emergency && page != PageId::Ceremonies; }

} // namespace

Workbench::Workbench(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_rail(new Rail(this)), m_topBar(new TopBar(this)), m_pilot(new Banner(this)), m_clock(new Banner(this)), m_link(new LinkBand(this)), m_emergency(new EmergencyBand(this)),
      m_reading(new ErrorBox(this)), m_stack(new QStackedWidget(this)), m_palette(new CommandPalette(*this, this))
{
    m_pilot->setObjectName("pilotBand");
    m_pilot->setTone(Tone::Attention, QStringLiteral("dialog-warning"), Banner::Pattern::Hatched);
    m_clock->setObjectName("clockBand");
    m_clock->setTone(Tone::Danger, QStringLiteral("dialog-error"));
    m_clock->hide();
    m_reading->setObjectName("readingError");

    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_topBar);
    right->addWidget(m_emergency);
    right->addWidget(m_link);
    right->addWidget(m_pilot);
    right->addWidget(m_clock);
    right->addWidget(m_reading);
    right->addWidget(m_stack, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addLayout(right, 1);

    connect(m_rail, &Rail::pageAsked, this, &Workbench::showPage);
    connect(m_topBar, &TopBar::searchAsked, m_palette, &CommandPalette::open);
    connect(m_topBar, &TopBar::emergencyAsked, this, &Workbench::openEmergency);
    connect(m_emergency, &EmergencyBand::emergencyAsked, this, &Workbench::openEmergency);
    connect(m_emergency, &EmergencyBand::signatureAsked, this, [this](const QString &command) {
        showPage(PageId::Pending);
        static_cast<PendingPage *>(m_pages.value(PageId::Pending))->openCommand(utf8(command));
    });
    connect(m_topBar, &TopBar::lockAsked, &session, &Session::lock);
    connect(m_link, &LinkBand::outboxAsked, this, [this] { showPage(PageId::Outbox); });
    connect(m_link, &LinkBand::evidenceAsked, this, &Workbench::exportEvidence);
    connect(m_link, &LinkBand::enrolAsked, this, &Workbench::enrol);
    connect(&session, &Session::opened, this, &Workbench::opened);
    connect(&session, &Session::locking, this, &Workbench::locking);
    connect(&m_idle, &QTimer::timeout, this, &Workbench::idle);
    m_idle.start();
    retranslate();
}

void Workbench::addPage(PageId id, const QString &iconName, const QString &objectName, Page *page)
{
    page->setObjectName(objectName);
    page->setFocusPolicy(Qt::ClickFocus);
    m_pages.insert(id, page);
    m_raw.append(id);
    m_stack->addWidget(page);
    m_rail->add(id, iconName, objectName + QStringLiteral("Rail"));
    connect(page, &Page::badgeChanged, this, [this, id, page] { m_rail->setBadge(id, page->badge(), page->badgeText()); });

    auto *action = new QAction(themeIcon(iconName), QString(), this);
    // There are nine digits; the command palette finds the others.
    if (hasDigit(id) && m_digits < 9)
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + m_digits++)));
    connect(action, &QAction::triggered, this, [this, id] { showPage(id); });
    QWidget::addAction(action); // makes the shortcut work
    m_actions.insert(id, action);
    m_palette->addAction(action);
    retranslate();
}

void Workbench::showPage(PageId id)
{
    if (!m_pages.contains(id))
        return;
    if (m_waiting.contains(id))
        handOver(id);
    m_current = id;
    m_stack->setCurrentWidget(m_pages.value(id));
    m_rail->setCurrent(id);
    bringBack(id);
    Q_EMIT pageShown(id);
}

void Workbench::showInventory(const QString &query)
{
    showPage(PageId::Inventory);
    m_pages.value(PageId::Inventory)->openQuery(query);
}

void Workbench::showFindings(const QString &query)
{
    showPage(PageId::Findings);
    m_pages.value(PageId::Findings)->openQuery(query);
}

void Workbench::showCertificate(const Sha256 &sha256)
{
    showPage(PageId::Inventory);
    static_cast<InventoryPage *>(m_pages.value(PageId::Inventory))->openCertificate(sha256);
}

void Workbench::showService(const std::string &id)
{
    showPage(PageId::Services);
    static_cast<ServicesPage *>(m_pages.value(PageId::Services))->openService(id);
}

void Workbench::startImport(const std::vector<SourceSpec> &sources)
{
    showPage(PageId::Inventory);
    static_cast<InventoryPage *>(m_pages.value(PageId::Inventory))->openImport(sources);
}

void Workbench::showEntry(Sequence sequence)
{
    showPage(PageId::Audit);
    static_cast<AuditPage *>(m_pages.value(PageId::Audit))->openEntry(sequence);
}

void Workbench::openEmergency()
{
    if (!m_session.isOpen() || !m_pages.contains(PageId::Emergency))
        return;
    setAside();
    showPage(PageId::Emergency);
    static_cast<EmergencyPage *>(m_pages.value(PageId::Emergency))->openNow();
}

Page *Workbench::pageOf(const QDialog *dialog) const
{
    for (QObject *owner = dialog->parent(); owner; owner = owner->parent()) {
        if (auto *page = qobject_cast<Page *>(owner))
            return page;
    }
    return nullptr;
}

/// Hidden, not ended: half a form is not lost for a call, and what writes a USBKey must not be stopped in the middle.
void Workbench::setAside()
{
    for (QDialog *dialog : findChildren<QDialog *>()) {
        if (!dialog->isVisible())
            continue;
        if (pageOf(dialog) == m_pages.value(PageId::Emergency)) { // belongs to the emergency before this one
            dialog->reject();
            continue;
        }
        m_aside.append(dialog);
        connect(dialog, &QDialog::finished, this, [this, dialog] { m_aside.removeAll(dialog); });
    }
    for (const QPointer<QDialog> &dialog : std::as_const(m_aside))
        dialog->hide();
}

void Workbench::bringBack(PageId id)
{
    const QList<QPointer<QDialog>> all = std::exchange(m_aside, {});
    for (const QPointer<QDialog> &dialog : all) {
        if (!dialog)
            continue;
        const Page *page = pageOf(dialog);
        if (id == PageId::Emergency || (page && page != m_pages.value(id)))
            m_aside.append(dialog);
        else
            dialog->show();
    }
}

void Workbench::setQueue(int waiting, int refused)
{
    m_topBar->setQueued(waiting);
    m_link->setQueue(waiting, refused);
}

void Workbench::exportEvidence()
{
    const std::optional<Error> trouble = m_session.house() ? m_session.house()->link().trouble : std::nullopt;
    if (!trouble)
        return;
    auto *dialog = new QFileDialog(this, tr("Export the evidence"), QString(), tr("Evidence (*.json)"));
    dialog->setObjectName("evidenceDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // one that is there already is never overwritten
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(qstr(trouble->subject).section(u'/', -1));
    connect(dialog, &QFileDialog::fileSelected, this, [this, trouble](const QString &path) {
        QtConcurrent::run(backgroundPool(), [trouble, path = utf8(path)] { return hufu::exportEvidence(*trouble, path); }).then(this, [this](const Result<void> &written) {
            if (written)
                m_reading->clear();
            else
                m_reading->showError(written.error());
        });
    });
    dialog->open();
}

void Workbench::enrol()
{
    auto *dialog = new EnrolDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The open house still has no authority; opened anew it has the server. Not from the dialog's own signal, which locking would take away.
    connect(dialog, &QDialog::accepted, &m_session, &Session::lock, Qt::QueuedConnection);
    dialog->open();
}

void Workbench::opened()
{
    House *house = m_session.house();
    m_topBar->setHouse(house);
    m_link->setHouse(house);
    m_emergency->setHouse(house);
    const bool served = house->link().isServed();
    if (m_actions.contains(PageId::Outbox)) {
        m_rail->setShown(PageId::Outbox, served);
        m_actions.value(PageId::Outbox)->setVisible(served);
    }
    connect(house, &House::journalGrew, this, &Workbench::showPilot);
    m_palette->setFeed(m_session.feed());
    connect(house, &House::readingFailed, m_reading, &ErrorBox::showError);
    connect(m_session.feed(), &InventoryFeed::loadingFailed, m_reading, &ErrorBox::showError);
    m_waiting = m_pages.keys();
    m_idle.start();
    retranslate();
    showPage(PageId::Overview);
    m_pages.value(PageId::Overview)->setFocus(Qt::OtherFocusReason); // not on the rail's first button
}

void Workbench::handOver(PageId page)
{
    m_waiting.removeOne(page);
    m_pages.value(page)->setHouse(m_session.house(), m_session.feed());
}

void Workbench::idle()
{
    if (!m_waiting.isEmpty())
        return handOver(m_waiting.front());
    if (m_raw.isEmpty())
        return m_idle.stop();
    // While somebody still types the passphrase: style and layout of all the widgets take longer than a window may stand still.
    Page *page = m_pages.value(m_raw.takeFirst());
    const QList<QWidget *> widgets = page->findChildren<QWidget *>();
    for (QWidget *widget : widgets)
        widget->ensurePolished();
    if (page->isVisible())
        return;
    page->resize(m_stack->size());
    for (QWidget *widget : widgets) {
        if (widget->layout())
            widget->layout()->activate();
    }
    page->layout()->activate();
}

void Workbench::locking()
{
    m_waiting.clear();
    m_aside.clear();
    // Nothing of the house may stay in sight or in a field; a dialog belongs to the page under it.
    // One that runs its own loop stands on somebody's stack, so it is closed, not deleted.
    for (QDialog *dialog : findChildren<QDialog *>()) {
        dialog->reject();
        dialog->deleteLater();
    }
    m_palette->setFeed(nullptr);
    m_topBar->setHouse(nullptr);
    m_link->setHouse(nullptr);
    m_emergency->setHouse(nullptr);
    m_reading->clear();
    for (Page *page : std::as_const(m_pages))
        page->setHouse(nullptr, nullptr);
}

void Workbench::showPilot()
{
    m_pilot->setVisible(m_session.house() && m_session.house()->record().pilot);
}

void Workbench::retranslate()
{
    m_pilot->setText(tr("Pilot mode: one person holds every role, and nobody checks anybody. Good for getting to know Hufu and for a "
                        "house of one; before real work, appoint the administrators."));
    House *house = m_session.house();
    m_clock->setText(tr("This computer's clock is behind the audit log: new entries carry the time of the newest one. Set the clock right."));
    m_clock->setVisible(house && house->clockBehind());
    showPilot();
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it) {
        m_rail->setTitle(it.key(), it.value()->title());
        m_actions.value(it.key())->setText(it.value()->title());
        m_actions.value(it.key())->setData(tr("Page"));
    }
}

void Workbench::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // The pages hear of it after this widget: their titles are new only once all have.
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, &Workbench::retranslate, Qt::QueuedConnection);
}

} // namespace hufu
