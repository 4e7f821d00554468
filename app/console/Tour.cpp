// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Tour.h"

#include "app/console/SampleCards.h"
#include "app/console/SampleHospital.h"
#include "app/console/SampleStory.h"
#include "app/embedded/EmbeddedGate.h"
#include "models/base/BackgroundPool.h"
#include "models/replica/InventoryFeed.h"
#include "models/wording/Language.h"
#include "ui/pages/authorities/AuthoritiesPage.h"
#include "ui/pages/authorities/CaSetupDialog.h"
#include "ui/pages/authorities/TokenPinDialog.h"
#include "ui/pages/cards/BatchDialog.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/CardsPage.h"
#include "ui/pages/cards/IssueDialog.h"
#include "ui/pages/ceremonies/CeremoniesPage.h"
#include "ui/pages/ceremonies/CeremonyForm.h"
#include "ui/pages/ceremonies/CeremonyStage.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/requests/Pkcs12Dialog.h"
#include "ui/pages/requests/RequestsPage.h"
#include "ui/pages/wizard/FirstRunWizard.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Page.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/TabGrid.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDeadlineTimer>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <utility>

namespace hufu {
namespace {

constexpr QSize windowSize(1280, 720);
constexpr ScryptCost cheap{1024, 8, 1}; // a sample's passphrase protects nothing
constexpr int patience = 60'000;        // milliseconds, for whatever is waited for
constexpr int quiet = 350;              // milliseconds without anything drawn, laid out or read before a picture; the pages' own delays are shorter
constexpr int restless = 15'000;        // milliseconds after which a window that never comes to rest is taken as it is

/// Runs the event loop until the condition holds; the tour is the one place that waits like this, since nobody sits in front of it.
bool waitUntil(const std::function<bool()> &holds)
{
    const QDeadlineTimer deadline(patience);
    while (!holds()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    return true;
}

/// Notices whatever shows that windows are not done yet: something is laid out, drawn anew, shown, or came from another thread.
class Stir : public QObject {
public:
    Stir() { QCoreApplication::instance()->installEventFilter(this); }
    bool take() { return std::exchange(m_stirred, false); }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        switch (event->type()) {
        case QEvent::Paint: // a cursor blinks and a clock ticks less often than is waited for
        case QEvent::LayoutRequest:
        case QEvent::Resize:
        case QEvent::Show:
        case QEvent::Hide:
        case QEvent::Polish:
        case QEvent::LanguageChange:
        case QEvent::PaletteChange:
        case QEvent::FutureCallOut:
            m_stirred = true;
            break;
        default:
            break;
        }
        return false;
    }

private:
    bool m_stirred = true;
};

class Tour {
public:
    Tour(QApplication &application, QString folder, QString home, QString scale)
        : m_theme(application), m_folder(std::move(folder)), m_home(std::move(home)), m_scale(std::move(scale)) {}

    bool run()
    {
        for (const Language::Choice language : {Language::Choice::Chinese, Language::Choice::English}) {
            for (const Theme::Choice theme : {Theme::Choice::Light, Theme::Choice::Dark}) {
                m_language.choose(language);
                m_theme.choose(theme);
                if (!showWizard() || !showHouse())
                    return false;
            }
        }
        return true;
    }
    int pictures() const { return m_pictures; }
    /// Waits that ended although something was still drawn or read.
    int restlessWaits() const { return m_restless; }

private:
    /// Whether something is being read or computed that windows will show.
    bool isLoading() const
    {
        const Session *session = m_window ? &m_window->session() : nullptr;
        return backgroundPool()->activeThreadCount() > 0
            || (session && session->isOpen() && (session->house()->isBusy() || session->feed()->isLoading() || session->isAssessing()));
    }

    /// Until nothing was drawn, laid out or read for a while: a busy machine takes as long as it takes.
    void settle()
    {
        const QDeadlineTimer end(restless);
        QDeadlineTimer calm(quiet);
        while (!calm.hasExpired()) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
            if (m_stir.take() || isLoading())
                calm.setRemainingTime(quiet);
            if (end.hasExpired()) {
                ++m_restless;
                return;
            }
        }
    }

    bool take(QWidget &window, const QString &name)
    {
        settle();
        const QString file = QStringLiteral("%1/%2-%3-%4-%5.png")
                                 .arg(m_folder, name, Language::nameOf(m_language.choice()), Theme::nameOf(m_theme.choice()), m_scale);
        ++m_pictures;
        return window.grab().save(file);
    }

    /// A window that is shown, and watched, for the length of a scope.
    struct Shown {
        Shown(Tour &tour, MainWindow &window) : m_tour(tour)
        {
            window.resize(windowSize);
            window.show();
            tour.m_window = &window;
        }
        ~Shown() { m_tour.m_window = nullptr; }
        Shown(const Shown &) = delete;
        Shown &operator=(const Shown &) = delete;

    private:
        Tour &m_tour;
    };

    /// The page's own, not that of its closed detail panel.
    static QScrollArea *scrollOf(const QWidget &page)
    {
        const QList<QScrollArea *> areas = page.findChildren<QScrollArea *>();
        const auto seen = std::ranges::find_if(areas, [](const QScrollArea *area) { return area->isVisible(); });
        return seen == areas.end() ? nullptr : *seen;
    }

    /// A home without a house: the wizard's screens, then what a new house looks like before anything is imported.
    bool showWizard()
    {
        const QTemporaryDir fresh;
        EmbeddedGate gate(fresh.filePath(QStringLiteral("home")).toStdString(), cheap);
        MainWindow window(gate, m_theme, m_language);
        const Shown shown(*this, window);
        for (int screen = 0; screen < 3; ++screen) {
            window.wizard().setScreen(screen);
            if (!take(window, QStringLiteral("wizard%1").arg(screen + 1)))
                return false;
        }
        window.wizard().setScreen(0);
        window.wizard().findChild<QRadioButton *>(QStringLiteral("serverChoice"))->setChecked(true);
        window.wizard().setScreen(1);
        if (!take(window, QStringLiteral("wizard-server")))
            return false;
        window.session().found({"", "李安全", ""}, samplePassphrase());
        if (!waitUntil([&] { return window.session().isOpen(); }))
            return false;
        window.workbench().showPage(PageId::Inventory);
        return take(window, QStringLiteral("empty"));
    }

    /// Requests beyond the first that waits: one that was issued, what replaces another, a batch to be signed.
    bool showRequests(Workbench &bench, MainWindow &window)
    {
        bench.showPage(PageId::Requests);
        auto *page = static_cast<RequestsPage *>(bench.page(PageId::Requests));
        auto *table = page->findChild<TableView *>();
        auto *show = page->findChild<TabGrid *>(QStringLiteral("requestsShow"));
        auto *detail = page->findChild<DetailPanel *>();
        if (!table || !show || !detail || !waitUntil([&] { return table->model()->rowCount() > 0; }))
            return false;
        detail->hide();
        table->selectAll();
        QDialog *review = page->review(ReviewDialog::Deed::Approve, page->chosen());
        const bool signing = review && take(*review, QStringLiteral("review"));
        delete review;
        if (!signing)
            return false;
        show->setCurrentIndex(static_cast<int>(RequestTableModel::Show::All));
        table->clearSelection();
        if (!take(window, QStringLiteral("requests-all")))
            return false;
        const std::pair<const char *, const char *> shown[] = {{"mail.hospital", "requests-rekey"}, {"register2", "requests-issued"}};
        for (const auto &[word, name] : shown) {
            page->openQuery(QString::fromLatin1(word));
            settle();
            table->selectRow(0);
            QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
            QCoreApplication::sendEvent(table, &enter);
            if (!take(window, QLatin1String(name)))
                return false;
        }
        page->openQuery({});
        return true;
    }

    /// The dialogs of the own CA: its set-up, and what revoking everything of the hospital would do.
    bool showDialogs(Workbench &bench)
    {
        bench.showPage(PageId::Authorities);
        auto *setup = qobject_cast<CaSetupDialog *>(static_cast<AuthoritiesPage *>(bench.page(PageId::Authorities))->openSetup());
        for (QCheckBox *wanted : setup ? setup->findChildren<QCheckBox *>() : QList<QCheckBox *>())
            wanted->setChecked(true);
        for (int step = 0; setup && step < CaSetupDialog::StepCount; ++step) {
            setup->setStep(CaSetupDialog::Step(step));
            if (!take(*setup, QStringLiteral("ca-setup%1").arg(step + 1)))
                return false;
        }
        delete setup;
        auto *inventory = static_cast<InventoryPage *>(bench.page(PageId::Inventory));
        bench.showInventory(QStringLiteral("示例医院"));
        settle();
        inventory->findChild<TableView *>()->selectAll();
        RevokeForm *form = inventory->openRevocation(RevokeForm::Deed::Revoke);
        const bool taken = form && take(*form, QStringLiteral("revoke"));
        delete form;
        bench.showInventory({});
        return taken;
    }

    /// Somebody's USBKey is gone: what that concerns. In the last of the rounds it is stopped, too; before, that would be in all the other pictures.
    bool showEmergency(Workbench &bench, MainWindow &window)
    {
        bench.openEmergency();
        QWidget *page = bench.page(PageId::Emergency);
        auto *value = page->findChild<QLineEdit *>(QStringLiteral("lossValue"));
        auto *table = page->findChild<TableView *>();
        if (!take(window, QStringLiteral("emergency")) || !value || !table)
            return false;
        value->setText(QStringLiteral("何护士"));
        if (!waitUntil([&] { return table->model()->rowCount() > 0; }) || !take(window, QStringLiteral("emergency-impact")))
            return false;
        const bool last = m_language.choice() == Language::Choice::English && m_theme.choice() == Theme::Choice::Dark;
        auto *act = page->findChild<QPushButton *>(QStringLiteral("decideAct"));
        if (!last || !act || !act->isEnabled()) {
            value->clear();
            return true;
        }
        act->click();
        auto *inForce = page->findChild<QLabel *>(QStringLiteral("effectInForce"));
        if (!inForce || !waitUntil([&] { return inForce->isVisible(); }) || !take(window, QStringLiteral("emergency-effect")))
            return false;
        bench.showPage(PageId::Inventory);
        return take(window, QStringLiteral("emergency-band"));
    }

    /// Where keys leave the console or lie in a token; nothing of it is carried out.
    bool showKeys(Workbench &bench, MainWindow &window)
    {
        bench.showPage(PageId::Authorities);
        auto *setup = qobject_cast<CaSetupDialog *>(static_cast<AuthoritiesPage *>(bench.page(PageId::Authorities))->openSetup());
        if (!setup)
            return false;
        setup->setStep(CaSetupDialog::Keys);
        setup->findChild<QComboBox *>(QStringLiteral("caKeyStore"))->setCurrentIndex(1);
        const bool token = take(*setup, QStringLiteral("token"));
        delete setup;
        House &house = *window.session().house();
        CaPlan plan;
        plan.commonName = "示例医院服务器CA";
        plan.keyStore = "pkcs11:token=Hospital?module-path=/usr/lib/softhsm/libsofthsm2.so";
        TokenPinDialog pin(window.session(), plan);
        pin.show();
        Pkcs12Dialog pkcs12(house, {}, QStringLiteral("his.hospital.example"));
        pkcs12.show();
        if (!token || !take(pin, QStringLiteral("token-pin")) || !take(pkcs12, QStringLiteral("pkcs12")))
            return false;
        pin.hide();
        pkcs12.hide();

        bench.showPage(PageId::Requests);
        QDialog *request = static_cast<RequestsPage *>(bench.page(PageId::Requests))->newRequest();
        auto *service = request ? request->findChild<QComboBox *>(QStringLiteral("requestService")) : nullptr;
        if (!service || !waitUntil([&] { return service->count() > 1; }))
            return false;
        service->setCurrentIndex(1);
        request->findChild<QLineEdit *>(QStringLiteral("requestSystem"))->setText(QStringLiteral("reg-01"));
        request->findChild<QLineEdit *>(QStringLiteral("requestPurpose"))->setText(QStringLiteral("挂号窗口"));
        request->findChild<TabGrid *>(QStringLiteral("requestSource"))->setCurrentIndex(1);
        request->findChild<QPlainTextEdit *>(QStringLiteral("requestNames"))->setPlainText(QStringLiteral("new.hospital.example"));
        auto *next = request->findChild<QPushButton *>(QStringLiteral("requestSubmit"));
        const bool asked = waitUntil([&] { return next->isEnabled(); }) && take(*request, QStringLiteral("request-key"));
        next->click();
        const bool handedOut = asked && take(*request, QStringLiteral("hand-out"));
        delete request;

        bench.showInventory(QStringLiteral("state in (revoked, suspended)"));
        auto *table = bench.page(PageId::Inventory)->findChild<TableView *>();
        if (!handedOut || !waitUntil([&] { return table->model()->rowCount() > 0; }))
            return false;
        table->selectRow(0);
        QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
        QCoreApplication::sendEvent(table, &enter);
        const bool revoked = take(window, QStringLiteral("revoked"));
        bench.showInventory({});
        return revoked;
    }

    /// A list of people: one has hers, one cannot be done.
    bool showBatch(CardsPage &page)
    {
        const QTemporaryDir folder;
        QFile list(folder.filePath(QStringLiteral("list.csv")));
        if (!list.open(QIODevice::WriteOnly) || list.write("姓名,工号,科室,持证角色\n张医生,D-1001,心内科,医生\n吴医生,D-1150,心内科,医生\n郑护士,N-2010,急诊科,护士\n冯护士,N-2011,放射科,护士\n") < 0)
            return false;
        list.close();
        auto *batch = qobject_cast<BatchDialog *>(page.openBatch());
        if (!batch || !waitUntil([&] { return batch->findChild<QPushButton *>(QStringLiteral("batchChoose"))->isEnabled(); }))
            return false;
        batch->load(list.fileName());
        const bool taken = take(*batch, QStringLiteral("usbkey-list"));
        delete batch;
        return taken;
    }

    /// Readers with USBKeys in several states; the wizard; how one is reported lost. Nothing of it is carried out.
    bool showCards(Workbench &bench, MainWindow &window, SampleCards &cards)
    {
        bench.showPage(PageId::Cards);
        auto *page = static_cast<CardsPage *>(bench.page(PageId::Cards));
        auto *detail = page->findChild<DetailPanel *>();
        House &house = *window.session().house();
        const Result<CardSight> head = sampleSight(house, "Yubico YubiKey CCID 00 00", "13902202"), young = sampleSight(house, "ACS ACR39U 01 00", "13902206");
        if (!head || !young)
            return head.has_value() == young.has_value(); // without the openssl command there is no story, and no USBKey
        detail->hide();
        cards.show({*head, freshSight("ACS ACR39U 01 00", "13902299")});
        if (!waitUntil([&] { return page->watch().seen().size() == 2; }) || !take(window, QStringLiteral("usbkey-readers")))
            return false;
        auto *wizard = qobject_cast<IssueDialog *>(page->openDeed(CardDeed::Issue, page->watch().seen()[1], "13902299"));
        auto *next = wizard ? wizard->findChild<QPushButton *>(QStringLiteral("issueNext")) : nullptr;
        if (!next)
            return false;
        wizard->findChild<QLineEdit *>(QStringLiteral("issueName"))->setText(QStringLiteral("吴医生"));
        wizard->findChild<QLineEdit *>(QStringLiteral("issueStaff"))->setText(QStringLiteral("D-1150"));
        wizard->findChild<QLineEdit *>(QStringLiteral("issueDepartment"))->setText(QStringLiteral("心内科"));
        if (!waitUntil([&] { return next->isEnabled(); }))
            return false;
        for (int step = 0; step < IssueDialog::Writing; ++step) {
            wizard->setStep(IssueDialog::Step(step));
            if (!take(*wizard, QStringLiteral("usbkey-issue%1").arg(step + 1)))
                return false;
        }
        delete wizard;
        CardSight blocked = *young, strange{.reader = "ACS ACR39U 01 00", .hasCard = true, .number = {}, .model = {}};
        blocked.reader = "Yubico YubiKey CCID 00 00";
        blocked.pinTries = 0;
        strange.fault = Error{ErrorCode::Unsupported, "no PIV application", "ACS ACR39U 01 00", {}};
        cards.show({blocked, strange});
        if (!waitUntil([&] { return page->watch().seen().size() == 2 && page->watch().seen()[0].standing == CardStanding::PinBlocked; })
            || !take(window, QStringLiteral("usbkey-blocked")))
            return false;
        for (const auto &[deed, name] : {std::pair(CardDeed::Unlock, "usbkey-unlock"), std::pair(CardDeed::Lost, "usbkey-lost")}) {
            QDialog *form = page->openDeed(deed, page->watch().seen()[0], "13902206");
            const bool taken = form && take(*form, QLatin1String(name));
            delete form;
            if (!taken)
                return false;
        }
        QDialog *role = page->openRole({}, false);
        const bool taken = role && take(*role, QStringLiteral("usbkey-role"));
        delete role;
        const bool listed = taken && showBatch(*page);
        cards.show({});
        return listed;
    }

    /// How a ceremony is planned, and one that is held: its first step, in both languages too; in the last of all rounds, which goes on with it, the roll call.
    bool showCeremonies(Workbench &bench)
    {
        bench.showPage(PageId::Ceremonies);
        auto *page = static_cast<CeremoniesPage *>(bench.page(PageId::Ceremonies));
        auto *table = page->findChild<TableView *>(QStringLiteral("ceremonyTable"));
        if (!table || !waitUntil([&] { return table->model()->rowCount() > 0 || table->isHidden(); }))
            return false;
        if (table->model()->rowCount() == 0) // without the openssl command there is no story
            return true;
        page->findChild<DetailPanel *>()->hide();
        CeremonyForm *form = page->openForm();
        form->addMedium(QStringLiteral("/media/security/USB-A"));
        form->addMedium(QStringLiteral("/media/security/USB-B"));
        auto *begin = form->findChild<QPushButton *>(QStringLiteral("ceremonyBegin"));
        const bool planned = waitUntil([&] { return begin->isEnabled(); }) && take(*form, QStringLiteral("ceremony-plan"));
        delete form;
        if (!planned)
            return false;
        const auto *model = static_cast<const CeremonyTableModel *>(table->model());
        int open = 0; // above it may stand what the authority backed up by itself
        while (open + 1 < model->rowCount() && model->ceremony(open).fate != Ceremony::Fate::Open)
            ++open;
        CeremonyStage *stage = page->openStage(model->ceremony(open).plan.id);
        auto *initials = stage->findChild<QLineEdit *>(QStringLiteral("stageInitials"));
        stage->resize(windowSize);
        bool taken = waitUntil([&] { return initials->isVisible(); }) && take(*stage, QStringLiteral("ceremony-step"));
        stage->findChild<QCheckBox *>(QStringLiteral("stageBoth"))->setChecked(true);
        taken = taken && take(*stage, QStringLiteral("ceremony-step-both"));
        if (taken && m_language.choice() == Language::Choice::English && m_theme.choice() == Theme::Choice::Dark && m_scale == QLatin1String("2x")) {
            auto *passphrase = stage->findChild<QWidget *>(QStringLiteral("stagePassphrase"));
            for (int step = 0; step < 2 && !passphrase->isVisible() && taken; ++step) {
                initials->setText(QStringLiteral("李"));
                stage->findChild<QPushButton *>(QStringLiteral("stageNote"))->click();
                taken = waitUntil([&] { return passphrase->isVisible() || initials->isVisible(); });
            }
            taken = taken && take(*stage, QStringLiteral("ceremony-roll-call"));
        }
        delete stage;
        if (!taken)
            return false;
        page->openCeremony(model->ceremony(model->rowCount() - 1).plan.id);
        return take(*page->window(), QStringLiteral("ceremonies-detail"));
    }

    bool showHouse()
    {
        EmbeddedGate gate(m_home.toStdString(), cheap);
        SampleCards cards;
        MainWindow window(gate, m_theme, m_language, &cards);
        const Shown shown(*this, window);
        if (!take(window, QStringLiteral("lock")))
            return false;
        window.session().unlock(SampleStory::security, samplePassphrase());
        if (!waitUntil([&] { return window.session().isOpen() && window.session().feed()->inventory()->isComplete()
                                 && window.session().feed()->inventory()->size() > 0; }))
            return false;
        Workbench &bench = window.workbench();
        const std::pair<PageId, const char *> pages[] = {
            {PageId::Overview, "overview"},       {PageId::Inventory, "inventory"}, {PageId::Requests, "requests"},
            {PageId::Pending, "pending"},         {PageId::Cards, "usbkey"},        {PageId::Ceremonies, "ceremonies"},
            {PageId::Authorities, "authorities"}, {PageId::Services, "services"},   {PageId::Findings, "findings"},
            {PageId::People, "people"},           {PageId::Audit, "audit"},         {PageId::Settings, "settings"}};
        for (const auto &[id, name] : pages) {
            bench.showPage(id);
            settle();
            // Master and detail: first the table alone where it has many columns, then its first row opened.
            const QList<TableView *> tables = bench.page(id)->findChildren<TableView *>();
            const auto seen = std::ranges::find_if(tables, [](const TableView *one) { return one->isVisible(); });
            if (auto *table = seen == tables.end() ? nullptr : *seen) {
                waitUntil([&] { return table->model()->rowCount() > 0; });
                if ((id == PageId::Inventory || id == PageId::Findings) && !take(window, QLatin1String(name) + QStringLiteral("-list")))
                    return false;
                table->selectRow(0);
                QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
                QCoreApplication::sendEvent(table, &enter);
            }
            if (!take(window, QLatin1String(name)))
                return false;
            if (auto *tabs = bench.page(id)->findChild<QTabWidget *>()) {
                for (int tab = 1; tab < tabs->count(); ++tab) {
                    tabs->setCurrentIndex(tab);
                    if (!take(window, QStringLiteral("%1%2").arg(QLatin1String(name)).arg(tab + 1)))
                        return false;
                }
                tabs->setCurrentIndex(0);
            }
            // What does not fit under the first screen: the charts.
            if (QScrollArea *scroll = scrollOf(*bench.page(id)); scroll && scroll->verticalScrollBar()->maximum() > 0 && id == PageId::Overview) {
                scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
                if (!take(window, QLatin1String(name) + QStringLiteral("-below")))
                    return false;
            }
        }
        if (!showRequests(bench, window) || !showDialogs(bench) || !showKeys(bench, window) || !showCards(bench, window, cards)
            || !showCeremonies(bench) || !showEmergency(bench, window))
            return false;
        bench.palette()->open();
        bench.palette()->findChild<QLineEdit *>()->setText(QStringLiteral("his"));
        return take(window, QStringLiteral("search"));
    }

    Theme m_theme;
    Language m_language;
    Stir m_stir;
    MainWindow *m_window = nullptr;
    QString m_folder, m_home, m_scale;
    int m_pictures = 0, m_restless = 0;
};

} // namespace

int runTour(QApplication &application, const QString &folder, const QString &sampleHome, int rows)
{
    const QTemporaryDir scratch;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, scratch.path());
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "hufu: cannot create %s\n", qPrintable(folder));
        return 1;
    }
    const bool first = sampleHome.isEmpty();
    const QString home = first ? scratch.filePath(QStringLiteral("home")) : sampleHome;
    if (first) {
        if (const Result<void> made = makeSampleHospital(home, scratch.filePath(QStringLiteral("certificates")), cheap, rows); !made) {
            std::fprintf(stderr, "hufu: the sample hospital could not be made: %s %s\n", errorName(made.error().code), made.error().detail.c_str());
            return 1;
        }
    }
    Tour tour(application, folder, home, first ? QStringLiteral("1x") : QStringLiteral("2x"));
    if (!tour.run()) {
        std::fprintf(stderr, "hufu: the tour stopped after %d pictures\n", tour.pictures());
        return 1;
    }
    if (tour.restlessWaits() > 0)
        std::fprintf(stderr, "hufu: %d time(s) the window did not come to rest within %d s\n", tour.restlessWaits(), restless / 1000);
    std::printf("%d pictures at %s\n", tour.pictures(), first ? "100 %" : "200 %");
    std::fflush(stdout);
    if (!first)
        return 0;
    // The scale of a process is fixed when it starts.
    QProcess again;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    again.setProcessEnvironment(environment);
    again.setProcessChannelMode(QProcess::ForwardedChannels);
    again.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--tour"), folder, QStringLiteral("--tour-home"), home});
    // Whatever it waits for is bounded there; on a busy machine all of it takes more than ten minutes.
    if (again.waitForFinished(-1) && again.exitStatus() == QProcess::NormalExit)
        return again.exitCode();
    std::fprintf(stderr, "The pictures at 200 %% ended early: %s\n", qPrintable(again.errorString()));
    return 1;
}

} // namespace hufu
