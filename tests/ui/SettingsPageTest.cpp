// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/Language.h"
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

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
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
