// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, the authority and the page run for real; virtual cards stand for those of plastic, so that the card's own work is what this computer needs for it.
#include "app/cards/PivCardDesk.h"
#include "models/store/CardReader.h"
#include "smartcard/ReaderMonitor.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Hospital.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/cards/BatchDialog.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/CardsPage.h"
#include "ui/pages/cards/ReaderBoard.h"
#include "ui/shell/Session.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QDirIterator>
#include <QFile>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

#include <malloc.h>

#include <cstdio>
#include <map>

#include <winscard.h>

using namespace hufu;
using namespace hufu::test;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr const char *security = Hospital::security, *second = "陈安全";
constexpr double mostOutside = 300, mostUntilSeen = 400; // ms
constexpr int repeats = 5, patience = 60'000;
constexpr int pcscdLooksEvery = 400; // ms, at a reader whose driver tells nothing by itself, as vpcd's: PCSCLITE_STATUS_POLL_RATE

std::atomic<qint64> transmitting = 0; // ns
std::atomic<int> transmits = 0;

double milliseconds(SteadyClock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

double median(std::vector<double> figures)
{
    std::ranges::sort(figures);
    return figures[figures.size() / 2];
}

void print(const char *what, double figure, double limit, const char *unit)
{
    std::printf("%-66s %8.1f of %.0f %s (%.2f)%s\n", what, figure, limit, unit, figure / limit, figure <= limit ? "" : "  NOT HELD");
    std::fflush(stdout);
}

const char *nameOf(std::uint8_t instruction)
{
    switch (instruction) {
    case 0x20: return "VERIFY";
    case 0x24: return "CHANGE REFERENCE DATA";
    case 0x2c: return "RESET RETRY COUNTER";
    case 0x47: return "GENERATE ASYMMETRIC KEY PAIR";
    case 0x87: return "GENERAL AUTHENTICATE";
    case 0xa4: return "SELECT";
    case 0xc0: return "GET RESPONSE";
    case 0xcb: return "GET DATA";
    case 0xdb: return "PUT DATA";
    case 0xf7: return "GET METADATA";
    case 0xf8: return "GET SERIAL";
    case 0xf9: return "ATTEST";
    case 0xfd: return "GET VERSION";
    case 0xff: return "SET MANAGEMENT KEY";
    default: return "other";
    }
}

extern "C" long long sqlite3_memory_used(void);

/// What the process holds: as the kernel counts it, as malloc lent it, what of that is SQLite's pages; and how large the house is on disk.
struct Memory {
    long resident = 0, lent = 0, sqlite = 0, house = 0; ///< KiB
};

long residentKib()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').front().toLong();
    }
    return 0;
}

Memory memoryOf(const QString &home)
{
    ::malloc_trim(0); // what was given back, and only lies in wait
    const struct mallinfo2 info = ::mallinfo2();
    Memory memory{residentKib(), long((info.uordblks + info.hblkhd) / 1024), long(sqlite3_memory_used() / 1024), 0};
    QDirIterator files(home, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        memory.house += long(files.fileInfo().size() / 1024);
    }
    return memory;
}

template <typename T>
T must(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s", what, result.error().detail.c_str());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

bool waitFor(const std::function<bool()> &holds) { return QTest::qWaitFor(holds, patience); }

/// The house, the readers and the page, as the window has them.
struct Scene {
    Scene() : session(hospital.gate), page(navigator, &desk)
    {
        if (!cards.pcscd.start())
            qFatal("pcscd: %s", cards.pcscd.said().constData());
        must(std::move(hospital.founded), "founding");
        must(hospital.add(second, "信息科", {Role::SecurityAdmin}), "second officer");
        const std::string root = must(hospital.makeCa(CaTree::Root, {}, {}, security, {second}), "root");
        (void)must(hospital.makeCa(CaTree::Client, root, {}, security, {second}), "clients' CA");
        role = {.id = newUuid(), .name = "医生"};
        (void)must(hospital.submit(security, CommandKind::SaveRole, toJson(role), {second}), "role");
        QObject::connect(&session, &Session::opened, &page, [this] { page.setHouse(session.house(), session.feed()); });
        QObject::connect(&session, &Session::locking, &page, [this] { page.setHouse(nullptr, nullptr); });
        session.unlock(security, passphraseOf(security));
        page.resize(1280, 720);
        page.show();
        if (!waitFor([this] { return session.isOpen() && page.watch().hasLooked(); }))
            qFatal("the page does not open");
    }
    ~Scene() { session.lock(); }

    /// Another card, until the page has seen it or, with `only`, pcscd.
    void change(std::uint32_t serial)
    {
        takeOut();
        CardKind kind;
        kind.serial = serial;
        if (!cards.insert(kind))
            qFatal("the card does not come in");
    }
    void takeOut()
    {
        if (!cards.card)
            return;
        cards.card->pull();
        if (!waitFor([this] { return !page.watch().seen().empty() && !page.watch().seen().front().sight.hasCard; }))
            qFatal("the card does not go");
    }

    CardScene cards;
    Hospital hospital;
    PivCardDesk desk;
    RecordingNavigator navigator;
    Session session;
    CardsPage page;
    CertificateRole role;
};

/// What the console adds to issuing one card, all besides what goes on between it and the card.
void timeIssuing(Scene &scene)
{
    const SecureBytes pin = SecureBytes::copyOf("27182818");
    const std::unique_ptr<Token> token = must(scene.hospital.gate.unlockToken(scene.hospital.at(security), second, passphraseOf(second)), "second signer");
    Token *const cosigners[] = {token.get()};
    std::vector<double> outside;
    for (int run = 0; run < repeats; ++run) {
        scene.change(std::uint32_t(1000 + run));
        (void)waitFor([&] {
            const std::optional<SeenCard> seen = scene.page.watch().withNumber(std::to_string(1000 + run));
            return !scene.page.watch().isWorking() && seen && !seen->sight.glimpsed;
        });
        CardDesk::Issue issue{.reader = CardScene::reader(), .holder = {"D-" + std::to_string(run), "李医生", "心内科"}, .role = scene.role.id, .card = {}};
        issue.pin = &pin;
        scene.cards.card->forgetInstructions();
        transmitting = 0;
        transmits = 0;
        const SteadyClock::time_point began = SteadyClock::now();
        (void)must(scene.desk.issue(scene.hospital.at(security), issue, cosigners, [](CardDesk::Step) {}), "issue");
        const double all = milliseconds(SteadyClock::now() - began), atCard = double(transmitting) / 1e6;
        outside.push_back(all - atCard);
        std::printf("issue %d: %.0f ms, %.0f of them in %d calls of SCardTransmit\n", run + 1, all, atCard, transmits.load());
    }
    print("issuing one card: time outside SCardTransmit, median", median(outside), mostOutside, "ms");
    std::map<std::string, int> counts;
    const std::vector<std::uint16_t> instructions = scene.cards.card->instructions();
    for (const std::uint16_t instruction : instructions)
        ++counts[nameOf(std::uint8_t(instruction >> 8))];
    std::printf("one complete issue takes %zu commands to the card:\n", instructions.size());
    for (const auto &[name, count] : counts)
        std::printf("    %3d %s\n", count, name.c_str());
}

/// From the moment it is put in until the page says whose it is, and what is on it. How much of that pcscd takes until it tells anybody is measured beside it.
void timeInsertion(Scene &scene)
{
    auto *tile = child<ReaderTile>(&scene.page, "readerTile");
    auto *title = child<QLabel>(tile, "readerTitle"), *contents = child<QLabel>(tile, "readerContents");
    const auto shows = [](const QLabel *label) { return label->isVisible() && label->text().contains(QStringLiteral("李医生")); };
    std::atomic<qint64> told = 0; // ns of the steady clock
    const ReaderMonitor monitor([&](const ReaderStates &states) {
        if (states && std::ranges::any_of(*states, &ReaderState::hasCard))
            told = SteadyClock::now().time_since_epoch().count();
    });
    std::vector<double> whose, what, byPcscd, byUs;
    for (int run = 0; run < repeats; ++run) {
        scene.takeOut();
        if (!waitFor([&] { return !shows(title) && !shows(contents); }))
            qFatal("the tile keeps what is gone");
        // The page has seen it go right after pcscd looked. People come at any time between two looks.
        QTest::qWait(run * pcscdLooksEvery / repeats);
        const SteadyClock::time_point began = SteadyClock::now();
        std::thread inserting([&] { (void)scene.cards.card->insert(); });
        const auto until = [&](const QLabel *label) {
            while (!shows(label) && milliseconds(SteadyClock::now() - began) < patience)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            return milliseconds(SteadyClock::now() - began);
        };
        whose.push_back(until(title));
        what.push_back(until(contents));
        byPcscd.push_back(milliseconds(SteadyClock::time_point(SteadyClock::duration(told.load())) - began));
        byUs.push_back(whose.back() - byPcscd.back());
        inserting.join();
    }
    print("a card is put in until it is said whose it is, median", median(whose), mostUntilSeen, "ms");
    std::printf("    of it until pcscd tells of the card %.0f ms, at most %.0f (it looks every %d); then until it is on screen %.0f ms, at most %.0f; until all that is on it, %.0f\n",
                median(byPcscd), std::ranges::max(byPcscd), pcscdLooksEvery, median(byUs), std::ranges::max(byUs), median(what));
}

void type(QWidget *dialog, const char *field, const QString &text)
{
    QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, text);
    QCoreApplication::sendEvent(child<PassphraseEdit>(dialog, field), &typed);
}

/// One batch in the window: so many virtual cards, one after the other, and what the process grew by after the first tenth.
void issueBatch(Scene &scene, int count)
{
    const QString list = scene.hospital.folder.path() + QStringLiteral("/list.csv");
    {
        QFile file(list);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no list");
        file.write("姓名,工号,科室,持证角色\n");
        for (int line = 0; line < count; ++line)
            file.write(QStringLiteral("医生%1,B-%1,急诊科,医生\n").arg(line).toUtf8());
    }
    scene.takeOut();
    auto *dialog = qobject_cast<BatchDialog *>(scene.page.openBatch());
    (void)waitFor([&] { return child<QPushButton>(dialog, "batchChoose")->isEnabled(); });
    dialog->load(list);
    (void)waitFor([&] { return child<TableView>(dialog, "batch")->model()->rowCount() == count; });
    auto *who = child<QComboBox>(dialog, "cosigner");
    who->setCurrentIndex(who->findText(QString::fromUtf8(second)));
    type(dialog, "cosignerPassphrase", QStringLiteral("correct horse battery ") + QString::fromUtf8(second));
    auto *next = child<QPushButton>(dialog, "batchNext");
    next->click();
    QElapsedTimer timer;
    timer.start();
    const QString home = scene.hospital.folder.path();
    Memory early;
    for (int done = 0; done < count; ++done) {
        if (!waitFor([&] { return dialog->sign() == BatchDialog::Sign::Insert; }))
            qFatal("card %d: nothing is asked for", done + 1);
        scene.change(std::uint32_t(20'000 + done));
        if (!waitFor([&] { return dialog->sign() == BatchDialog::Sign::Pin; }))
            qFatal("card %d is not taken", done + 1);
        type(dialog, "newPin", QStringLiteral("27182818"));
        type(dialog, "newPinAgain", QStringLiteral("27182818"));
        next->click();
        if (!waitFor([&] { return dialog->sign() == BatchDialog::Sign::TakeOut; }))
            qFatal("card %d: %s", done + 1, qPrintable(dialog->findChild<ErrorBox *>()->accessibleDescription()));
        if (done + 1 == std::max(1, count / 10))
            early = memoryOf(home);
        scene.takeOut();
    }
    (void)waitFor([&] { return dialog->sign() == BatchDialog::Sign::Over; });
    const Memory late = memoryOf(home);
    const double between = std::max(1, count - count / 10);
    std::printf("%d cards in one batch without a slip, %.1f s each; memory %ld KiB after the first tenth, %ld KiB at the end: %.1f KiB for each card in between\n", count,
                double(timer.elapsed()) / 1000 / count, early.resident, late.resident, double(late.resident - early.resident) / between);
    std::printf("    of it lent by malloc %.1f, of that pages of the house that SQLite keeps at hand %.1f; the house itself grew by %.1f KiB a card on disk\n",
                double(late.lent - early.lent) / between, double(late.sqlite - early.sqlite) / between, double(late.house - early.house) / between);
    dialog->reject();
    const auto cards = scene.hospital.read(security, [](Connection &connection) { return readCards(connection, {.state = CardState::Issued}); });
    std::printf("%zu cards are issued, as the register says; the journal: %s\n", cards->size(),
                scene.hospital.faults(security).empty() ? "verifies, each decision again" : scene.hospital.faults(security).c_str());
}

} // namespace

extern "C" {
LONG __real_SCardTransmit(SCARDHANDLE card, const SCARD_IO_REQUEST *sendHeader, LPCBYTE command, DWORD size, SCARD_IO_REQUEST *receiveHeader, LPBYTE answer, LPDWORD answerSize);

/// The linker puts this in the call's place (--wrap).
LONG __wrap_SCardTransmit(SCARDHANDLE card, const SCARD_IO_REQUEST *sendHeader, LPCBYTE command, DWORD size, SCARD_IO_REQUEST *receiveHeader, LPBYTE answer, LPDWORD answerSize)
{
    const SteadyClock::time_point began = SteadyClock::now();
    const LONG value = __real_SCardTransmit(card, sendHeader, command, size, receiveHeader, answer, answerSize);
    transmitting += std::chrono::nanoseconds(SteadyClock::now() - began).count();
    ++transmits;
    return value;
}
}

/// What issuing costs besides the card's own work, how soon a card is recognised, and a long batch. Usage: CardBench [CARDS]
int main(int argc, char **argv)
{
    const QString hindered = enterOwnNamespaces(); // before the first thread
    QApplication application(argc, argv);
    if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(reason));
        return 77;
    }
    Scene scene;
    timeIssuing(scene);
    timeInsertion(scene);
    issueBatch(scene, argc > 1 ? std::atoi(argv[1]) : 200);
    return 0;
}
