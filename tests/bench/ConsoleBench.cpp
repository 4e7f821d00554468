// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, off-screen, over a founded house whose inventory was filled by SQL: opening, keystrokes, sorting, scrolling, pages, memory,
// idling, and from the last approval to the certificate on screen. `ConsoleBench [SIZE…]`, 10,000, 100,000 and 1,000,000 by default; each
// size runs in a process of its own, so that its memory is its own.
//
// What blocks the window is the longest event handler of the GUI thread: by its processor time, since on a busy machine other programs take the
// processor away in the middle; by the clock beside it. Answers are by the clock, the best of a few rounds.

#include "app/embedded/EmbeddedGate.h"
#include "models/base/Arenas.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Request.h"
#include "models/views/CertificateTableModel.h"
#include "models/wording/Language.h"
#include "tests/support/CsrBuilder.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Hospital.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Page.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>

#include <sys/resource.h>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr ScryptCost cheap{1024, 8, 1}; // key derivation is no part of these figures
constexpr int patience = 120'000;
constexpr double frame = 16; // milliseconds
constexpr const char *lostHolder = "王芳";

struct Limits {
    int certificates;
    double firstTable, keystroke, sort, memory;
};
constexpr Limits limits[] = {{10'000, 350, 50, 100, 300}, {100'000, 1000, 50, 100, 300}, {1'000'000, 3000, 250, 2000, 1000}};

void require(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

double milliseconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void print(const char *what, double value, double limit, const char *unit, const QString &note = {})
{
    std::printf("  %-44s %9.1f %-3s limit %6.0f  ratio %5.2f%s  %s\n", what, value, unit, limit, value / limit, value > limit ? "  EXCEEDED" : "",
                note.toUtf8().constData());
    std::fflush(stdout);
}

double statusMegabytes(const char *field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    require(file.open(QIODevice::ReadOnly), "/proc/self/status");
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.mid(qsizetype(qstrlen(field)) + 1).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

/// An application that knows how long each event took that came from outside of any other.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        const bool outermost = m_depth++ == 0;
        const double clock = milliseconds(CLOCK_MONOTONIC), processor = milliseconds(CLOCK_THREAD_CPUTIME_ID);
        // Both are asked beforehand: afterwards they may be gone.
        const QEvent::Type type = event->type();
        const QString name = outermost ? QString::fromLatin1(receiver->metaObject()->className()) + u' ' + receiver->objectName() : QString();
        const bool painted = type == QEvent::Paint && receiver == m_canvas;
        const bool handled = QApplication::notify(receiver, event);
        if (painted)
            m_lastPaint = milliseconds(CLOCK_MONOTONIC);
        --m_depth;
        if (outermost) {
            const double worked = milliseconds(CLOCK_THREAD_CPUTIME_ID) - processor;
            m_worstClock = std::max(m_worstClock, milliseconds(CLOCK_MONOTONIC) - clock);
            m_late += worked > frame;
            if (worked > m_worst) {
                m_worst = worked;
                m_worstName = QStringLiteral("%1, %2").arg(name, QVariant::fromValue(type).toString());
            }
        }
        return handled;
    }

    void watchPainting(const QObject *canvas) { m_canvas = canvas; }
    double lastPaint() const { return m_lastPaint; }

    /// What happened since the last call.
    void printBlocked(const char *phase)
    {
        print(QByteArray(QByteArray("longest handler, ") + phase).constData(), m_worst, frame, "ms",
              QStringLiteral("%1; by the clock %2 ms; %3 above").arg(m_worstName).arg(m_worstClock, 0, 'f', 1).arg(m_late));
        m_worst = m_worstClock = 0;
        m_late = 0;
    }

private:
    const QObject *m_canvas = nullptr;
    int m_depth = 0, m_late = 0;
    double m_worst = 0, m_worstClock = 0, m_lastPaint = 0;
    QString m_worstName;
};

WatchedApplication &app() { return *static_cast<WatchedApplication *>(qApp); }

/// Runs the event loop for as long as it takes.
void waitFor(const char *what, const std::function<bool()> &holds)
{
    const double end = milliseconds(CLOCK_MONOTONIC) + patience;
    while (!holds()) {
        require(milliseconds(CLOCK_MONOTONIC) < end, what);
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
    }
}

void settle(int forMilliseconds)
{
    const double end = milliseconds(CLOCK_MONOTONIC) + forMilliseconds;
    while (milliseconds(CLOCK_MONOTONIC) < end)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

/// The console over one home.
class Console {
public:
    explicit Console(const QString &home, Clock clock) : m_gate(home.toStdString(), cheap, std::move(clock)), m_theme(*qApp), m_window(m_gate, m_theme, m_language)
    {
        m_language.choose(Language::Choice::Chinese);
        m_window.resize(1280, 720);
        m_window.show();
        app().watchPainting(table()->viewport());
        settle(200);
    }

    void unlock(const std::string &officer, const SecureBytes &passphrase)
    {
        bench().showPage(PageId::Inventory);
        m_window.session().unlock(officer, passphrase.clone());
        waitFor("opening", [&] { return m_window.session().isOpen(); });
        bench().showPage(PageId::Inventory);
    }

    MainWindow &window() { return m_window; }
    Workbench &bench() { return m_window.workbench(); }
    TableView *table() { return child<TableView>(bench().page(PageId::Inventory), "certificates"); }
    CertificateTableModel &model() { return *static_cast<CertificateTableModel *>(table()->model()); }
    InventoryFeed &feed() { return *m_window.session().feed(); }

    /// Milliseconds from `act` to the last painting of the table that its answer caused.
    double answer(const std::function<void()> &act)
    {
        const double start = milliseconds(CLOCK_MONOTONIC);
        act();
        waitFor("an answer", [&] { return !model().isBusy(); });
        const double answered = milliseconds(CLOCK_MONOTONIC);
        settle(30);
        return std::max(answered, app().lastPaint()) - start;
    }

private:
    EmbeddedGate m_gate;
    Theme m_theme;
    Language m_language;
    MainWindow m_window;
};

const SecureBytes &passphrase()
{
    static const SecureBytes one = SecureBytes::copyOf("correct horse battery staple");
    return one;
}

void fill(const QString &home, int certificates)
{
    EmbeddedGate gate(home.toStdString(), cheap, FakeInventory::now);
    require(gate.found({"第一医院", "李安全", "信息科"}, passphrase()).has_value(), "founding");
    const std::unique_ptr<House> house = std::move(*gate.open({}, passphrase()));
    FakeInventory database(std::move(*house->openForDerived()));
    fillLikeAHospital(database, certificates);
    FakeCertificate doctor;
    doctor.commonName = lostHolder;
    doctor.purpose = Purpose::Client;
    database.add(doctor);
}

double openingTime(const QString &home)
{
    Console console(home, FakeInventory::now);
    const double start = milliseconds(CLOCK_MONOTONIC);
    console.unlock({}, passphrase());
    waitFor("the first table", [&] { return console.model().rowCount() > 0 && app().lastPaint() > start; });
    const double filled = app().lastPaint();
    waitFor("all of it", [&] { return console.feed().inventory()->isComplete() && !console.model().isBusy(); });
    return filled - start;
}

void type(Console &console, const Limits &limit)
{
    auto *search = child<QLineEdit>(&console.window(), "inventorySearch");
    std::map<QString, double> best; // by what stands in the field
    for (int round = 0; round < 3; ++round) {
        for (const char *word : {"host12", "信息中心 5", "issuing ca 77", "业务系统 5", "dead", "nothing-like-it"}) {
            search->clear();
            settle(60);
            for (const QChar character : QString::fromUtf8(word)) {
                const double took = console.answer([&] {
                    // QTest types Latin characters only; an input method commits the others in the same way.
                    QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(character));
                    QCoreApplication::sendEvent(search, &press);
                });
                double &known = best.try_emplace(search->text(), took).first->second;
                known = std::min(known, took);
            }
        }
    }
    const auto [worstText, worst] = *std::ranges::max_element(best, {}, [](const auto &entry) { return entry.second; });
    search->clear();
    settle(100);
    print("keystroke to its rows on screen, the worst", worst, limit.keystroke, "ms", u'\'' + worstText + QStringLiteral("', best of three"));
    app().printBlocked("typing");
}

void sortByEach(Console &console, const Limits &limit)
{
    double worst = 0;
    QString worstColumn;
    for (int column = 0; column < CertificateTableModel::ColumnCount; ++column) {
        double best = 1e9;
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder, Qt::AscendingOrder})
            best = std::min(best, console.answer([&] { console.table()->sortByColumn(column, order); }));
        if (best > worst) {
            worst = best;
            worstColumn = QString::fromLatin1(CertificateTableModel::columnKey(column));
        }
    }
    console.answer([&] { console.table()->sortByColumn(CertificateTableModel::Expires, Qt::AscendingOrder); });
    print("sort by any column until on screen, the worst", worst, limit.sort, "ms", worstColumn);
    app().printBlocked("sorting");
}

void scroll(Console &console)
{
    QScrollBar *bar = console.table()->verticalScrollBar();
    for (int step = 0; step <= 60; ++step) {
        bar->setValue(int(qint64(bar->maximum()) * step / 60));
        settle(10);
    }
    for (int page = 0; page < 40; ++page) {
        QTest::keyClick(console.table(), page % 2 ? Qt::Key_PageUp : Qt::Key_PageDown);
        settle(10);
    }
    QTest::keyClick(console.table(), Qt::Key_Home, Qt::ControlModifier);
    settle(200);
    app().printBlocked("scrolling");
}

void switchPages(Console &console)
{
    for (const PageId page : {PageId::Overview, PageId::Requests, PageId::Authorities, PageId::Services, PageId::Findings, PageId::Audit, PageId::People,
                              PageId::Settings, PageId::Inventory, PageId::Overview, PageId::Findings, PageId::Inventory}) {
        console.bench().showPage(page);
        settle(500);
    }
    app().printBlocked("switching pages");
}

/// From Ctrl+Shift+E, wherever one is, to the list of what the loss of a holder concerns.
void listLoss(Console &console)
{
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
        console.bench().showPage(PageId::Inventory);
        settle(500);
        auto *page = console.bench().page(PageId::Emergency);
        auto *value = child<QLineEdit>(page, "lossValue");
        auto *table = child<QTableView>(page, "impactTable");
        value->clear();
        waitFor("an empty list", [&] { return table->model()->rowCount() == 0; });
        const double start = milliseconds(CLOCK_MONOTONIC);
        QTest::keyClick(&console.window(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        require(console.bench().currentPage() == PageId::Emergency && QApplication::focusWidget() == value, "the emergency page");
        QInputMethodEvent typed;
        typed.setCommitString(QString::fromUtf8(lostHolder));
        QCoreApplication::sendEvent(value, &typed);
        waitFor("the list", [&] { return table->model()->rowCount() == 1; });
        best = std::min(best, milliseconds(CLOCK_MONOTONIC) - start);
    }
    print("emergency: from the shortcut to a holder's list", best, 200, "ms", QStringLiteral("best of three"));
    app().printBlocked("an emergency");
}

void idle(int seconds)
{
    settle(2000);
    const double clock = milliseconds(CLOCK_MONOTONIC), processor = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    QEventLoop waiting; // quitting the application would close the window, and that be counted
    QTimer::singleShot(seconds * 1000, &waiting, &QEventLoop::quit);
    waiting.exec();
    const double share = 100 * (milliseconds(CLOCK_PROCESS_CPUTIME_ID) - processor) / (milliseconds(CLOCK_MONOTONIC) - clock);
    std::printf("  %-44s %9.2f %%   limit      1  ratio %5.2f%s\n", "idle, of one core", share, share, share > 1 ? "  EXCEEDED" : "");
    app().printBlocked("idling");
}

void show(const QString &home, const Limits &limit)
{
    std::printf("%d certificates\n", limit.certificates);
    double opening = 1e9;
    for (int round = 0; round < 3; ++round)
        opening = std::min(opening, openingTime(home));
    print("unlocking to the first filled table", opening, limit.firstTable, "ms", QStringLiteral("best of three, key derivation aside"));
    app().printBlocked("opening");
    Console console(home, FakeInventory::now);
    console.unlock({}, passphrase());
    waitFor("the whole inventory", [&] { return console.feed().inventory()->isComplete() && !console.model().isBusy(); });
    settle(500);
    print("memory with the inventory open", statusMegabytes("VmRSS:"), limit.memory, "MB");
    app().printBlocked("opening again");
    type(console, limit);
    sortByEach(console, limit);
    scroll(console);
    switchPages(console);
    listLoss(console);
    print("memory after all pages were seen", statusMegabytes("VmRSS:"), limit.memory, "MB");
    idle(20);
    std::printf("  %-44s %9.1f MB\n", "peak memory", statusMegabytes("VmHWM:"));
}

/// From the click that gives the last approval to the issued certificate in the approver's own inventory.
void approve()
{
    constexpr const char *applicant = "张三", *head = "孙主任", *second = "周安全";
    Hospital hospital;
    require(hospital.add(applicant, "门诊", {Role::Applicant}).has_value() && hospital.add(head, "门诊", {Role::DepartmentHead}).has_value()
                && hospital.add(second, "信息科", {Role::SecurityAdmin}).has_value(),
            "people");
    const Service service{newUuid(), "挂号", Tier::Important, "门诊", "王主任", {"reg.hospital.example"}, false};
    require(hospital.submit(Hospital::security, CommandKind::SaveService, toJson(service)).has_value(), "a service");
    const std::string root = hospital.makeCa(CaTree::Root, {}, {}, Hospital::security, {second}).value();
    const std::string servers = hospital.makeCa(CaTree::Server, root, {"hospital.example"}, Hospital::security, {second}).value();

    Console console(hospital.folder.filePath(QStringLiteral("home")), [&hospital] { return hospital.now; });
    console.unlock(head, passphraseOf(head));
    Page *page = console.bench().page(PageId::Requests);
    auto *table = child<TableView>(page, "requests");
    double best = 1e9, worst = 0;
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round) {
        RequestForm form;
        form.id = newUuid();
        form.csr = CsrBuilder{.commonName = "reg.hospital.example", .dnsNames = {"reg.hospital.example"}, .key = {.index = round + 1}}.der();
        form.service = service.id;
        form.purpose = "挂号窗口";
        form.system = "reg-01";
        form.days = 180;
        form.profile = "server";
        form.ca = servers;
        require(hospital.submit(applicant, CommandKind::SubmitRequest, toJson(form)).has_value(), "a request");
        console.bench().showPage(PageId::Requests);
        waitFor("the request", [&] { return table->model()->rowCount() == 1; });
        table->selectAll();
        settle(300);
        child<QPushButton>(page, "approveChosen")->click();
        auto *review = child<QDialog>(page, "reviewDialog");
        auto *sign = child<QPushButton>(review, "reviewSign");
        settle(300);
        console.bench().showPage(PageId::Inventory);
        settle(300);
        const int before = console.model().rowCount();
        const double start = milliseconds(CLOCK_MONOTONIC);
        sign->click();
        waitFor("the certificate", [&] { return console.model().rowCount() > before && app().lastPaint() > start; });
        waitFor("its painting", [&, seen = milliseconds(CLOCK_MONOTONIC)] { return app().lastPaint() >= seen || milliseconds(CLOCK_MONOTONIC) > seen + 30; });
        const double took = app().lastPaint() - start;
        best = std::min(best, took);
        worst = std::max(worst, took);
        settle(700);
    }
    std::printf("approving\n");
    print("the last approval's click to the certificate", best, 100, "ms",
          QStringLiteral("signatures included; best of %1, the worst %2 ms").arg(rounds).arg(worst, 0, 'f', 1));
    app().printBlocked("approving");
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QByteArray deed = argc > 1 ? argv[1] : "";
    if (deed == "--fill") { // in a process of its own, whose memory is given back
        QCoreApplication application(argc, argv);
        fill(QString::fromLocal8Bit(argv[2]), std::atoi(argv[3]));
        return 0;
    }
    if (deed == "--show" || deed == "--approve") {
        limitArenas(); // as the console's own main()
        WatchedApplication application(argc, argv);
        forgetSettings();
        if (deed == "--approve") {
            approve();
            return 0;
        }
        for (const Limits &limit : limits) {
            if (limit.certificates == std::atoi(argv[3]))
                show(QString::fromLocal8Bit(argv[2]), limit);
        }
        return 0;
    }
    QCoreApplication application(argc, argv);
    const auto again = [](const QStringList &arguments) {
        if (QProcess::execute(QCoreApplication::applicationFilePath(), arguments) != 0)
            qFatal("%s failed", qPrintable(arguments.front()));
    };
    const QStringList sizes = QCoreApplication::arguments().mid(1);
    again({QStringLiteral("--approve")});
    for (const Limits &limit : limits) {
        const QString size = QString::number(limit.certificates);
        if (!sizes.isEmpty() && !sizes.contains(size))
            continue;
        const QTemporaryDir folder;
        const QString home = folder.filePath(QStringLiteral("home"));
        again({QStringLiteral("--fill"), home, size});
        again({QStringLiteral("--show"), home, size});
    }
    return 0;
}
