// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/PendingCommands.h"
#include "models/wording/Language.h"
#include "tests/support/Hospital.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "tests/support/Stranger.h"
#include "ui/pages/settings/MakersList.h"
#include "ui/pages/settings/SettingsPage.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int patience = 30'000;
const QString first = QStringLiteral("correct horse battery staple"), second = QStringLiteral("another horse entirely away");

struct Desk {
    Desk()
        : gate(folder.filePath(QStringLiteral("home")).toStdString(), {1024, 8, 1}, PageHouse::today), session(gate), theme(*qApp),
          page(navigator, session, theme, language)
    {
        QObject::connect(&session, &Session::opened, &page, [this] { page.setHouse(session.house(), session.feed()); });
        QObject::connect(&session, &Session::locking, &page, [this] { page.setHouse(nullptr, nullptr); });
        session.found({"第一医院", "李安全", "信息科"}, SecureBytes::copyOf(first.toStdString()));
        page.resize(1280, 640);
        page.show();
    }
    ~Desk() { session.lock(); }

    bool isOpen() { return QTest::qWaitFor([&] { return session.isOpen(); }, patience); }
    template <typename T>
    T *at(const char *name)
    {
        return child<T>(&page, name);
    }

    QTemporaryDir folder;
    EmbeddedGate gate;
    Session session;
    RecordingNavigator navigator;
    Theme theme;
    Language language;
    SettingsPage page;
};

} // namespace

/// What an officer sets: on this computer, for the house, for themselves.
class SettingsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { forgetSettings(); }
    void thePolicyGoesThroughTheJournal();
    void makersOfUsbKeysComeFromFiles();
    void inPilotModeItSaysWhySoEasily();
    void aSecondOfficerSignsAPolicy();
    void nothingHasToBeScrolledSideways_data();
    void nothingHasToBeScrolledSideways();
    void theThemeSwitches();
    void thePassphraseChanges();
    void whatThisComputerRemembers();
};

void SettingsPageTest::thePolicyGoesThroughTheJournal()
{
    Desk desk;
    QVERIFY(desk.isOpen());
    desk.at<QTabWidget>("settingsTabs")->setCurrentIndex(1);
    auto *soon = desk.at<QSpinBox>("policySoon");
    auto *save = desk.at<QPushButton>("policySave");
    const Policy before = *desk.session.house()->policy();
    QTRY_COMPARE(soon->value(), before.expiresSoonDays);
    QVERIFY(!save->isEnabled());
    soon->setValue(before.expiresSoonDays + 5);
    QVERIFY(save->isEnabled());
    desk.at<QPushButton>("policyDiscard")->click();
    QCOMPARE(soon->value(), before.expiresSoonDays);

    soon->setValue(before.expiresSoonDays + 7);
    auto *level = desk.at<QComboBox>("policyLevel-expires-soon");
    level->setCurrentIndex(level->findData(int(Severity::Critical)));
    desk.at<QSpinBox>("policyBreaker")->setValue(50);
    desk.at<QSpinBox>("policyGlass")->setValue(7);
    desk.at<QSpinBox>("policyGlassDay")->setValue(9);
    desk.at<QSpinBox>("policyGlassWait")->setValue(4);
    desk.at<QSpinBox>("policyBackupDay")->setValue(15);
    desk.at<QSpinBox>("policyBackupsKept")->setValue(6);
    desk.at<QSpinBox>("policyBackupDays")->setValue(20);
    desk.at<QSpinBox>("policyTestDays")->setValue(60);
    desk.at<QSpinBox>("policyApprovalsOrdinary")->setValue(2);
    desk.at<QSpinBox>("policyApprovalsSensitive")->setValue(3);
    desk.at<QLineEdit>("policyEndpoints")->setText(QStringLiteral(" https://emr.example/ ,,postgres://db.example:5432"));
    const Sequence head = desk.session.house()->head()->sequence;
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.session.house()->policy()->expiresSoonDays == before.expiresSoonDays + 7, patience);
    const Policy now = *desk.session.house()->policy();
    QVERIFY(now.circuitBreakerMost == 50 && now.breakGlassMost == 7 && now.breakGlassDayMost == 9 && now.breakGlassWaitMinutes == 4);
    QVERIFY(now.approvalsOrdinary == 2 && now.approvalsSensitive == 3);
    QVERIFY(now.backupDay == 15 && now.backupsKept == 6 && now.backupDays == 20 && now.restoreTestDays == 60);
    QVERIFY((now.relyingEndpoints == std::vector<std::string>{"https://emr.example/", "postgres://db.example:5432"}));
    const Entry newest = *desk.session.house()->head();
    QCOMPARE(newest.sequence, head + 1);
    QCOMPARE(newest.kind, std::string(CommandKind::SetPolicy));
    QTRY_VERIFY(!save->isEnabled());
}

/// A root and the certificate between it and a USBKey, made by openssl, in one file of PEM.
void SettingsPageTest::makersOfUsbKeysComeFromFiles()
{
    Stranger folder;
    folder.write("ca.cnf", std::string_view("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"));
    const QStringList key{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
    QVERIFY2(folder.openssl(QStringList{"req", "-x509"} + key + QStringList{"-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Maker root", "-days", "10"}), folder.said());
    QVERIFY2(folder.openssl(QStringList{"req"} + key + QStringList{"-keyout", "between.key", "-out", "between.csr", "-subj", "/CN=Maker between"}), folder.said());
    QVERIFY2(folder.openssl({"x509", "-req", "-in", "between.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "9", "-extfile", "ca.cnf", "-out", "between.pem"}),
             folder.said());
    Bytes both = folder.read("between.pem");
    const Bytes root = folder.read("root.pem");
    both.insert(both.end(), root.begin(), root.end());
    folder.write("both.pem", both);
    folder.write("none.pem", std::string_view("nothing of the kind"));

    Desk desk;
    QVERIFY(desk.isOpen());
    desk.at<QTabWidget>("settingsTabs")->setCurrentIndex(1);
    auto *list = desk.page.findChild<MakersList *>();
    QVERIFY(list);
    auto *table = desk.at<QTableWidget>("policyMakers");
    auto *demanded = desk.at<QCheckBox>("policyAttestationDemanded");
    auto *save = desk.at<QPushButton>("policySave");
    QVERIFY(!demanded->isEnabled()); // by whom?
    list->addFile(folder.path("none.pem"));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.at<QLabel>("policyMakersSaid")->text().isEmpty(), patience);
    QCOMPARE(table->rowCount(), 0);
    list->addFile(folder.path("both.pem"));
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 2, patience);
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("Maker between"));
    QVERIFY(!table->item(0, 1)->text().isEmpty());
    list->addFile(folder.path("root.pem")); // again
    QTRY_VERIFY_WITH_TIMEOUT(desk.at<QLabel>("policyMakersSaid")->text().contains(QStringLiteral("root.pem")), patience);
    QCOMPARE(table->rowCount(), 2);
    demanded->setChecked(true);
    QVERIFY(save->isEnabled());
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.session.house()->policy()->attestationRoots.size() == 2, patience);
    QCOMPARE(desk.session.house()->policy()->attestationDemanded, 1);
    QTRY_VERIFY(!save->isEnabled());
    // The root alone taken away leaves one that leads nowhere: the authority refuses that.
    table->selectRow(1);
    desk.at<QPushButton>("policyRemoveMaker")->click();
    QCOMPARE(table->rowCount(), 1);
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.page.findChild<ErrorBox *>()->isVisible(), patience);
    table->selectRow(0);
    desk.at<QPushButton>("policyRemoveMaker")->click();
    QVERIFY(!demanded->isChecked() && !demanded->isEnabled());
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.session.house()->policy()->attestationRoots.empty(), patience);
    QCOMPARE(desk.session.house()->policy()->attestationDemanded, 0);
}

void SettingsPageTest::inPilotModeItSaysWhySoEasily()
{
    Desk desk;
    QVERIFY(desk.isOpen());
    desk.language.choose(Language::Choice::English);
    desk.at<QTabWidget>("settingsTabs")->setCurrentIndex(1);
    QTRY_COMPARE(desk.at<QSpinBox>("policySoon")->value(), desk.session.house()->policy()->expiresSoonDays);
    QVERIFY(!desk.page.findChild<QComboBox *>(QStringLiteral("cosigner"))); // nothing is changed yet
    desk.at<QSpinBox>("policySoon")->setValue(44);
    QTRY_VERIFY(desk.at<QComboBox>("cosigner")->isVisible());
    QCOMPARE(desk.at<QLabel>("policyChanged")->text(), QStringLiteral("Not in force yet."));
    desk.at<QPushButton>("policySave")->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.at<QLabel>("policyChanged")->text().contains(QStringLiteral("pilot mode")), patience);
    QCOMPARE(desk.session.house()->policy()->expiresSoonDays, 44);
    QTRY_VERIFY(!desk.page.findChild<QComboBox *>(QStringLiteral("cosigner")));
    desk.at<QSpinBox>("policySoon")->setValue(45);
    QCOMPARE(desk.at<QLabel>("policyChanged")->text(), QStringLiteral("Not in force yet."));
}

/// Out of pilot mode a policy needs two: at this desk, or one after the other.
void SettingsPageTest::aSecondOfficerSignsAPolicy()
{
    Hospital hospital;
    VERIFY_OK(hospital.founded);
    VERIFY_OK(hospital.add("陈安全", "信息科", {Role::SecurityAdmin}));
    Session session(hospital.gate);
    Theme theme(*qApp);
    Language language;
    language.choose(Language::Choice::English);
    RecordingNavigator navigator;
    SettingsPage page(navigator, session, theme, language);
    House &house = hospital.at(Hospital::security);
    page.setHouse(&house, nullptr);
    page.resize(1280, 640);
    page.show();
    child<QTabWidget>(&page, "settingsTabs")->setCurrentIndex(1);
    auto *soon = child<QSpinBox>(&page, "policySoon");
    auto *save = child<QPushButton>(&page, "policySave");
    auto *said = child<QLabel>(&page, "policyChanged");
    const auto soonInForce = [&] { return house.policy()->expiresSoonDays; };
    const int before = soonInForce();
    QTRY_COMPARE(soon->value(), before);
    soon->setValue(before + 1);
    auto *who = child<QComboBox>(&page, "cosigner");
    who->setCurrentIndex(who->findText(QStringLiteral("陈安全")));
    QVERIFY(who->currentIndex() >= 0 && who->findText(QString::fromUtf8(Hospital::system)) < 0);
    QVERIFY(!save->isEnabled()); // their passphrase is missing
    const auto type = [&](const SecureBytes &passphrase) {
        QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QString::fromUtf8(reinterpret_cast<const char *>(passphrase.data()), qsizetype(passphrase.size())));
        QCoreApplication::sendEvent(child<PassphraseEdit>(&page, "cosignerPassphrase"), &typed);
    };
    type(passphraseOf(Hospital::system)); // another's
    QVERIFY(save->isEnabled());
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(page.findChild<ErrorBox *>()->isVisible(), patience);
    QCOMPARE(soonInForce(), before);
    QVERIFY(!save->isEnabled());
    type(passphraseOf("陈安全"));
    save->click();
    QTRY_COMPARE_WITH_TIMEOUT(soonInForce(), before + 1, patience);
    QTRY_VERIFY(said->text().contains(QStringLiteral("in force")) && !said->text().contains(QStringLiteral("pilot")));

    soon->setValue(before + 2);
    who = child<QComboBox>(&page, "cosigner");
    who->setCurrentIndex(who->count() - 1); // later, at another desk
    QVERIFY(save->isEnabled());
    QVERIFY2(save->text().contains(QStringLiteral("leave it")), qPrintable(save->text()));
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(said->text().contains(QStringLiteral("waits")), patience);
    QCOMPARE(soonInForce(), before + 1);
    QCOMPARE(soon->value(), before + 1); // what is shown is what is in force
    House &second = hospital.at("陈安全");
    const Result<std::vector<PendingCommand>> pending = second.read([&](Connection &connection) { return readPendings(connection, hospital.now); });
    VERIFY_OK(pending);
    QCOMPARE(pending->size(), std::size_t(1));
    VERIFY_OK(second.signPending(pending->front().id));
    QTRY_COMPARE_WITH_TIMEOUT(soon->value(), before + 2, patience);
    page.setHouse(nullptr, nullptr);
}

void SettingsPageTest::nothingHasToBeScrolledSideways_data()
{
    QTest::addColumn<int>("language");
    QTest::newRow("English") << int(Language::Choice::English);
    QTest::newRow("Chinese") << int(Language::Choice::Chinese);
}

void SettingsPageTest::nothingHasToBeScrolledSideways()
{
    QFETCH(int, language);
    Desk desk;
    QVERIFY(desk.isOpen());
    desk.theme.choose(Theme::Choice::Light); // with its font
    desk.language.choose(static_cast<Language::Choice>(language));
    desk.page.resize(1044, 672); // what the smallest window leaves it
    for (int tab = 0; tab < desk.at<QTabWidget>("settingsTabs")->count(); ++tab) {
        desk.at<QTabWidget>("settingsTabs")->setCurrentIndex(tab);
        QTest::qWait(50);
        for (const QAbstractScrollArea *area : desk.page.findChildren<QAbstractScrollArea *>()) {
            if (area->isVisible())
                QVERIFY2(area->horizontalScrollBar()->maximum() == 0, qPrintable(area->objectName() + u' ' + QString::number(area->horizontalScrollBar()->maximum())));
        }
        QVERIFY2(desk.page.minimumSizeHint().width() <= 1044, QByteArray::number(desk.page.minimumSizeHint().width()));
    }
}

void SettingsPageTest::theThemeSwitches()
{
    Desk desk;
    QVERIFY(desk.isOpen());
    auto *box = desk.at<QComboBox>("settingsTheme");
    const auto choose = [&](Theme::Choice choice) { box->setCurrentIndex(box->findData(int(choice))); };
    choose(Theme::Choice::Dark);
    QVERIFY(desk.theme.isDark());
    QCOMPARE(qApp->palette().color(QPalette::Window), Theme::darkPalette().color(QPalette::Window));
    QTRY_COMPARE(desk.page.palette().color(QPalette::Window), Theme::darkPalette().color(QPalette::Window));
    QVERIFY(Preferences::theme() == Theme::Choice::Dark); // for the next start
    const QColor dark = desk.page.grab().toImage().pixelColor(2, 300);
    choose(Theme::Choice::Light);
    QVERIFY(!desk.theme.isDark());
    QCOMPARE(qApp->palette().color(QPalette::Window), Theme::lightPalette().color(QPalette::Window));
    QVERIFY(Preferences::theme() == Theme::Choice::Light);
    QTRY_COMPARE(desk.page.palette().color(QPalette::Window), Theme::lightPalette().color(QPalette::Window));
    const QColor light = desk.page.grab().toImage().pixelColor(2, 300);
    QVERIFY2(dark.lightness() + 100 < light.lightness(), qPrintable(dark.name() + u' ' + light.name()));
    desk.theme.choose(Theme::Choice::Dark); // by Ctrl+K: the box follows
    QCOMPARE(box->currentData().toInt(), int(Theme::Choice::Dark));
    desk.theme.choose(Theme::Choice::Light);
}

void SettingsPageTest::thePassphraseChanges()
{
    Desk desk;
    QVERIFY(desk.isOpen());
    desk.at<QTabWidget>("settingsTabs")->setCurrentIndex(2);
    const auto change = [&](const QString &old, const QString &fresh) {
        QTest::keyClicks(desk.at<PassphraseEdit>("settingsOldPassphrase"), old);
        for (const char *field : {"newPassphrase", "newPassphraseAgain"})
            QTest::keyClicks(desk.at<PassphraseEdit>(field), fresh);
        if (!QTest::qWaitFor([&] { return desk.at<QPushButton>("settingsChangePassphrase")->isEnabled(); }, patience))
            return false;
        desk.at<QPushButton>("settingsChangePassphrase")->click();
        return true;
    };
    QVERIFY(change(QStringLiteral("not the passphrase"), second));
    QTRY_VERIFY_WITH_TIMEOUT(desk.page.findChild<ErrorBox *>()->isVisible(), patience);
    VERIFY_OK(desk.gate.open({}, SecureBytes::copyOf(first.toStdString())));
    QVERIFY(change(first, second));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.at<QLabel>("settingsPassphraseDone")->text().isEmpty(), patience);
    VERIFY_ERROR(desk.gate.open({}, SecureBytes::copyOf(first.toStdString())), ErrorCode::WrongPassphrase);
    VERIFY_OK(desk.gate.open({}, SecureBytes::copyOf(second.toStdString())));
}

void SettingsPageTest::whatThisComputerRemembers()
{
    Desk desk;
    QVERIFY(desk.isOpen());
    QSignalSpy lockAfter(&desk.page, &SettingsPage::lockAfterChanged);
    desk.at<QSpinBox>("settingsLockAfter")->setValue(17);
    QCOMPARE(lockAfter.size(), 1);
    QCOMPARE(lockAfter.front().front().toInt(), 17);
    QCOMPARE(Preferences::lockAfterMinutes(), 17);
    auto *box = desk.at<QComboBox>("settingsLanguage");
    box->setCurrentIndex(box->findData(int(Language::Choice::Chinese)));
    QTRY_COMPARE(desk.at<QTabWidget>("settingsTabs")->tabText(2), QStringLiteral("口令"));
    box->setCurrentIndex(box->findData(int(Language::Choice::English)));
    QTRY_COMPARE(desk.at<QTabWidget>("settingsTabs")->tabText(2), QStringLiteral("Passphrase"));
    QCOMPARE(int(Preferences::language()), int(Language::Choice::English));
}

QTEST_MAIN(SettingsPageTest)
#include "SettingsPageTest.moc"
