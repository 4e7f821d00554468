// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CertificateTableModel.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/inventory/CertificatePanel.h"
#include "ui/pages/wizard/FirstRunWizard.h"
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
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

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
