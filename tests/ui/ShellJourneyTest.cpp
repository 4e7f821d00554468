// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "models/views/CertificateTableModel.h"
#include "tests/support/Peer.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/CertificatePanel.h"
#include "ui/pages/wizard/FirstRunWizard.h"
#include "ui/shell/IdleLock.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Page.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <QWindow>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr ScryptCost cheap{1024, 8, 1};
const QString passphrase = QStringLiteral("correct horse battery staple");

} // namespace

/// The real window, from the first start to the search that finds everything.
class ShellJourneyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void firstRunShowsWhatWasFound();
    void theWizardReadsServersAndPkcs12();
    void filesAreDroppedOntoTheWindow();
    void locksWhenNobodyIsAtIt();
    void locksAndUnlocks();
    void searchFindsEverything();

private:
    /// A window over a home of its own; times are PageHouse's, so that his.hospital.example has five days left.
    struct Desk {
        Desk() : gate(folder.filePath(QStringLiteral("home")).toStdString(), cheap, PageHouse::today), theme(*qApp), window(gate, theme, language)
        {
            language.choose(Language::Choice::English);
            window.show();
            window.activateWindow();
        }
        /// Past the wizard, with the hospital's certificates and one service.
        void furnish()
        {
            QFuture<Result<void>> founding = window.session().found({"第一医院", "李安全", "信息科"}, SecureBytes::copyOf(passphrase.toStdString()));
            QTRY_VERIFY(window.session().isOpen());
            House &house = *window.session().house();
            const std::string pem = hospitalPem();
            QVERIFY(!ImportJob(house).run({SourceSpec::pasted(viewOf(pem))}, {}, {}, {}).stopped);
            VERIFY_OK(house.submit(CommandKind::SaveService, toJson(Service{newUuid(), "门诊挂号", Tier::Core, "门诊部", "王主任", {"his.hospital.example"}, true})));
            QTRY_VERIFY_WITH_TIMEOUT(isShown(hospitalSize) && window.session().feed()->inventory()->services().size() == 1, 20'000);
        }
        bool isShown(std::uint32_t count)
        {
            const auto inventory = window.session().feed()->inventory();
            return inventory->isComplete() && inventory->size() == count;
        }
        /// The wizard up to what is looked at first.
        void introduce()
        {
            auto *next = child<QPushButton>(&window, "wizardNext");
            QTest::keyClicks(child<QLineEdit>(&window, "founderName"), QStringLiteral("Li Anquan"));
            QTest::keyClicks(child<QLineEdit>(&window, "houseNameEdit"), QStringLiteral("First Hospital"));
            QTest::mouseClick(next, Qt::LeftButton);
            for (const char *field : {"newPassphrase", "newPassphraseAgain"})
                QTest::keyClicks(child<QWidget>(&window.wizard(), field), passphrase);
            QTRY_VERIFY(next->isEnabled());
            QTest::mouseClick(next, Qt::LeftButton);
        }
        TableView *certificates() { return child<TableView>(window.workbench().page(PageId::Inventory), "certificates"); }

        QTemporaryDir folder;
        EmbeddedGate gate;
        Theme theme;
        Language language;
        MainWindow window;
    };
};

void ShellJourneyTest::init() { forgetSettings(); }

void ShellJourneyTest::firstRunShowsWhatWasFound()
{
    Desk desk;
    // What lies in the folder: the house's certificates in two files, one of them deeper, and something that is none.
    const std::string pem = hospitalPem();
    const std::size_t half = pem.find("-----BEGIN CERTIFICATE-----", pem.size() / 2);
    const QString found = desk.folder.filePath(QStringLiteral("found"));
    QVERIFY(QDir().mkpath(found + QStringLiteral("/nginx/ssl")));
    const std::pair<QString, std::string> files[] = {{QStringLiteral("/ca.pem"), pem.substr(0, half)},
                                                     {QStringLiteral("/nginx/ssl/servers.txt"), pem.substr(half)},
                                                     {QStringLiteral("/notes.md"), "# where our certificates come from\n"}};
    for (const auto &[name, content] : files) {
        QFile file(found + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content.data(), qint64(content.size())), qint64(content.size()));
    }

    auto *next = child<QPushButton>(&desk.window, "wizardNext");
    QVERIFY(next->isVisible() && !next->isEnabled());
    QTest::keyClicks(child<QLineEdit>(&desk.window, "founderName"), QStringLiteral("Li Anquan"));
    QVERIFY(!next->isEnabled());
    QTest::keyClicks(child<QLineEdit>(&desk.window, "houseNameEdit"), QStringLiteral("First Hospital"));
    QVERIFY(next->isEnabled());
    QTest::mouseClick(next, Qt::LeftButton);
    auto *first = child<QWidget>(&desk.window.wizard(), "newPassphrase");
    QVERIFY(first->isVisible());
    QVERIFY(!next->isEnabled());
    QTest::keyClicks(first, passphrase);
    QTest::keyClicks(child<QWidget>(&desk.window.wizard(), "newPassphraseAgain"), QStringLiteral("something else"));
    QVERIFY(!next->isEnabled());
    QTest::keyClick(child<QWidget>(&desk.window.wizard(), "newPassphraseAgain"), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(child<QWidget>(&desk.window.wizard(), "newPassphraseAgain"), passphrase);
    QTRY_VERIFY(next->isEnabled());
    QTest::mouseClick(next, Qt::LeftButton);
    child<QCheckBox>(&desk.window, "sourceTrustStore")->setChecked(false);
    child<QLineEdit>(&desk.window, "sourceFolderPath")->setText(found);
    QVERIFY(child<QCheckBox>(&desk.window, "sourceFolder")->isChecked());
    QTest::mouseClick(next, Qt::LeftButton);

    QTRY_VERIFY(desk.window.session().isOpen());
    QVERIFY(desk.window.session().house()->record().pilot);
    QTRY_VERIFY(child<QWidget>(&desk.window, "pilotBand")->isVisible());
    QTRY_VERIFY(desk.window.findChild<QWidget *>(QStringLiteral("importDialog")));
    QTRY_VERIFY_WITH_TIMEOUT(desk.isShown(hospitalSize), 20'000);
    QCOMPARE(desk.window.workbench().currentPage(), PageId::Inventory);
    QVERIFY(desk.certificates()->isVisible());
    QTRY_COMPARE(desk.certificates()->model()->rowCount(), int(hospitalSize) - 1); // one has expired
    QVERIFY(column(desk.certificates(), CertificateTableModel::Subject).contains(QStringLiteral("his.hospital.example")));
}

/// Live servers, one of them not there, and a file with a private key: what the wizard's last screen offers besides folders.
void ShellJourneyTest::theWizardReadsServersAndPkcs12()
{
    NEEDS("openssl");
    const QString openssl = Peer::find(QStringLiteral("openssl"));
    Desk desk;
    const auto write = [&](const QString &name, const std::string &content) {
        QFile file(desk.folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content.data(), qint64(content.size())) == qint64(content.size());
    };
    const TestCertificate live = CertBuilder::server("live.hospital.example").build(), kept = CertBuilder::server("kept.hospital.example").build();
    QVERIFY(write(QStringLiteral("live.pem"), live.pem()) && write(QStringLiteral("live.key"), live.keyPem()));
    QVERIFY(write(QStringLiteral("kept.pem"), kept.pem()) && write(QStringLiteral("kept.key"), kept.keyPem()));
    QVERIFY(Peer::run(openssl, {"pkcs12", "-export", "-in", "kept.pem", "-inkey", "kept.key", "-out", "kept.p12", "-passout", "pass:geheim"}, desk.folder.path()));
    const QString port = QString::number(Peer::freePort()), nobody = QString::number(Peer::freePort());
    Peer server(openssl, {"s_server", "-accept", "127.0.0.1:" + port, "-cert", "live.pem", "-key", "live.key", "-quiet"}, desk.folder.path());
    QVERIFY2(server.waitForPort(port.toUShort()), server.output());

    desk.introduce();
    auto *next = child<QPushButton>(&desk.window, "wizardNext");
    child<QCheckBox>(&desk.window, "sourceTrustStore")->setChecked(false);
    child<QCheckBox>(&desk.window, "sourceHosts")->setChecked(true);
    QVERIFY(!next->isEnabled()); // which ones?
    QTest::keyClicks(child<QPlainTextEdit>(&desk.window, "sourceHostList"), "127.0.0.1:" + port + ", 127.0.0.1:" + nobody);
    QVERIFY(next->isEnabled());
    child<QLineEdit>(&desk.window, "sourcePkcs12Path")->setText(desk.folder.filePath(QStringLiteral("kept.p12")));
    QVERIFY(child<QCheckBox>(&desk.window, "sourcePkcs12")->isChecked());
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY(desk.window.session().isOpen());
    QTRY_VERIFY(desk.window.findChild<ImportDialog *>(QStringLiteral("importDialog")));
    auto *dialog = desk.window.findChild<ImportDialog *>(QStringLiteral("importDialog"));
    auto *password = child<QWidget>(dialog, "importPassword");
    QTRY_VERIFY_WITH_TIMEOUT(child<QWidget>(dialog, "importAsking")->isVisible(), 20'000);
    QTest::keyClicks(password, QStringLiteral("geheim"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->stage(), ImportDialog::Stage::Results, 20'000);
    QCOMPARE(dialog->results().result().total.added, 2U);
    QCOMPARE(dialog->results().problemCount(), 1); // where nobody answers
    QTRY_VERIFY_WITH_TIMEOUT(desk.isShown(2), 20'000);
    QTRY_COMPARE(desk.certificates()->model()->rowCount(), 2);
    const QStringList subjects = column(desk.certificates(), CertificateTableModel::Subject), seen = column(desk.certificates(), CertificateTableModel::Seen);
    const qsizetype atServer = subjects.indexOf(QStringLiteral("live.hospital.example")), inFile = subjects.indexOf(QStringLiteral("kept.hospital.example"));
    QVERIFY(atServer >= 0 && inFile >= 0);
    QVERIFY2(seen[atServer].contains("127.0.0.1:" + port), qPrintable(seen.join(u'|')));
    QVERIFY2(seen[inFile].contains(QStringLiteral("kept.p12")), qPrintable(seen.join(u'|')));
    // The key itself was not kept; that it lies in a file is a finding.
    const auto query = parseQuery("finding = private-key-in-file");
    QVERIFY(query);
    QTRY_COMPARE_WITH_TIMEOUT(count(*desk.window.session().feed()->inventory(), *query, localClock(desk.window.session().house()->now())), 1U, 20'000);
}

void ShellJourneyTest::filesAreDroppedOntoTheWindow()
{
    Desk desk;
    const auto write = [&](const QString &name, const std::string &content) {
        QFile file(desk.folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content.data(), qint64(content.size())) == qint64(content.size());
    };
    QVERIFY(QDir(desk.folder.path()).mkpath(QStringLiteral("drop/deeper")));
    QVERIFY(write(QStringLiteral("dropped.pem"), CertBuilder::server("dropped.hospital.example").build().pem()));
    QVERIFY(write(QStringLiteral("drop/deeper/in-a-folder.pem"), CertBuilder::server("in-a-folder.hospital.example").build().pem()));
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(desk.folder.filePath(QStringLiteral("dropped.pem"))), QUrl::fromLocalFile(desk.folder.filePath(QStringLiteral("drop")))});
    // As the window system brings it: to the window, which looks for what lies under the pointer.
    const auto drop = [&](QMimeData &what, const QPoint &at) {
        QWindow *window = desk.window.windowHandle();
        QDragEnterEvent enter(at, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent dropped(at, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &dropped);
        return dropped.isAccepted();
    };
    const QPoint middle(700, 400);
    QVERIFY(!drop(files, middle)); // the wizard: there is no house yet
    desk.furnish();
    QMimeData picture;
    picture.setData(QStringLiteral("image/png"), QByteArray("\x89PNG"));
    for (const PageId page : {PageId::Inventory, PageId::Overview, PageId::Audit}) {
        desk.window.workbench().showPage(page);
        QVERIFY(!drop(picture, middle));
        QVERIFY2(drop(files, middle), QByteArray::number(int(page)));
        QCOMPARE(desk.window.workbench().currentPage(), PageId::Inventory);
        auto *dialog = child<ImportDialog>(&desk.window, "importDialog");
        QVERIFY(dialog->isVisible());
        QCOMPARE(dialog->stage(), ImportDialog::Stage::Sources); // nothing is read before somebody says so
        if (page == PageId::Audit) {
            child<QPushButton>(dialog, "importDeed")->click();
            QTRY_COMPARE_WITH_TIMEOUT(dialog->stage(), ImportDialog::Stage::Results, 20'000);
            QCOMPARE(dialog->results().result().total.added, 2U);
            QTRY_VERIFY_WITH_TIMEOUT(desk.isShown(hospitalSize + 2), 20'000);
        }
        delete dialog;
    }
    desk.window.session().lock();
    QTRY_VERIFY(!desk.window.session().isOpen());
    QVERIFY(!drop(files, middle));
}

void ShellJourneyTest::locksWhenNobodyIsAtIt()
{
    Preferences::setLockAfterMinutes(9);
    Desk desk;
    desk.furnish();
    auto *idle = desk.window.findChild<IdleLock *>();
    QVERIFY(idle);
    constexpr std::chrono::seconds pause(2);
    idle->setPause(pause);
    QElapsedTimer sinceTouched;
    for (int i = 0; i < 12; ++i) { // longer than the pause, but somebody is there
        QTest::keyClick(desk.window.windowHandle(), Qt::Key_Shift);
        sinceTouched.start();
        QTest::qWait(300);
        QVERIFY(desk.window.session().isOpen());
    }
    // What the program sends itself is nobody.
    QTimer itself;
    connect(&itself, &QTimer::timeout, &desk.window, [&] {
        QMouseEvent move(QEvent::MouseMove, QPointF(5, 5), desk.window.mapToGlobal(QPointF(5, 5)), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&desk.window, &move);
    });
    itself.start(100);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.window.session().isOpen(), 10'000);
    QVERIFY2(sinceTouched.elapsed() > 1000, QByteArray::number(sinceTouched.elapsed())); // the timer is a coarse one
    QTRY_VERIFY(child<QWidget>(&desk.window, "lockPassphrase")->isVisible());
}

void ShellJourneyTest::locksAndUnlocks()
{
    Desk desk;
    desk.furnish();
    desk.window.workbench().showPage(PageId::Inventory);
    QTRY_COMPARE(desk.certificates()->model()->rowCount(), int(hospitalSize) - 1);
    QTest::keyClick(&desk.window, Qt::Key_L, Qt::ControlModifier);
    QTRY_VERIFY(!desk.window.session().isOpen());
    auto *field = child<QWidget>(&desk.window, "lockPassphrase");
    auto *unlock = child<QPushButton>(&desk.window, "unlockButton");
    auto *wrong = child<QLabel>(&desk.window, "lockWrong");
    QVERIFY(field->isVisible() && !desk.window.workbench().isVisible());
    QVERIFY(!unlock->isEnabled() && !wrong->isVisible());
    QTRY_COMPARE(desk.certificates()->model()->rowCount(), 0);

    QTest::keyClicks(field, QStringLiteral("correct horse battery"));
    QTest::mouseClick(unlock, Qt::LeftButton);
    QTRY_VERIFY(wrong->isVisible());
    QVERIFY(wrong->text().contains(QStringLiteral("李安全")));
    QVERIFY(!desk.window.session().isOpen() && field->isVisible());
    QTRY_VERIFY(field->isEnabled());
    QTest::keyClicks(field, passphrase);
    QVERIFY(!wrong->isVisible());
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(desk.window.session().isOpen());
    QTRY_VERIFY(desk.window.workbench().isVisible());
    QTRY_COMPARE(desk.certificates()->model()->rowCount(), int(hospitalSize) - 1);
}

void ShellJourneyTest::searchFindsEverything()
{
    Desk desk;
    desk.furnish();
    auto *palette = child<QWidget>(&desk.window, "commandPalette");
    auto *text = child<QLineEdit>(palette, "paletteText");
    auto *hits = child<QListWidget>(palette, "paletteHits");
    const auto choose = [&](const QString &typed, const QString &kind, const QString &title) {
        QTest::keyClick(&desk.window, Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(palette->isVisible());
        QVERIFY(text->text().isEmpty());
        text->setText(typed);
        const auto rowOf = [&] {
            for (int row = 0; row < hits->count(); ++row) {
                if (hits->item(row)->text().contains(title) && hits->item(row)->data(Qt::UserRole).toString() == kind)
                    return row;
            }
            return -1;
        };
        QTRY_VERIFY(rowOf() >= 0);
        for (int row = rowOf(); row > 0; --row)
            QTest::keyClick(text, Qt::Key_Down);
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
    };

    choose(QStringLiteral("pacs"), QStringLiteral("Certificate"), QStringLiteral("pacs.hospital.example"));
    QCOMPARE(desk.window.workbench().currentPage(), PageId::Inventory);
    QTRY_VERIFY(desk.window.findChild<CertificatePanel *>(QStringLiteral("certificatePanel")));
    QTRY_COMPARE(child<CertificatePanel>(&desk.window, "certificatePanel")->detail().listing.commonName, std::string("pacs.hospital.example"));

    choose(QStringLiteral("挂号"), QStringLiteral("Service"), QStringLiteral("门诊挂号"));
    QCOMPARE(desk.window.workbench().currentPage(), PageId::Services);
    QTRY_COMPARE(child<TableView>(&desk.window, "serviceCertificates")->model()->rowCount(), 1);

    choose(QStringLiteral("audit"), QStringLiteral("Page"), QStringLiteral("Audit"));
    QCOMPARE(desk.window.workbench().currentPage(), PageId::Audit);

    choose(QStringLiteral("dark"), QStringLiteral("Command"), QStringLiteral("Dark theme"));
    QVERIFY(desk.theme.isDark());
    QTest::keyClick(&desk.window, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(palette->isVisible());
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
}

QTEST_MAIN(ShellJourneyTest)
#include "ShellJourneyTest.moc"
