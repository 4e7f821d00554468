// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/domain/CeremonyRecord.h"
#include "models/store/AtomicFile.h"
#include "models/store/BackupPackage.h"
#include "models/wording/Language.h"
#include "tests/support/Verify.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/StageHands.h"
#include "ui/pages/authorities/CaSetup.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/RichText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QSpinBox>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr ScryptCost cheap{1024, 8, 1};

SecureBytes secretOf(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }

} // namespace

/// The page over a real house with its three administrators and four custodians: plan, perform, leave and go on, record. The tests follow one another.
class CeremoniesPageTest : public QObject, private StageHands {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatIsNotBackedUpIsSaid();
    void thePlanSaysItsRule();
    void aBackupIsHeldStepByStep();
    void whatIsCoveredIsSaid();
    void leftOpenItGoesOnAndIsAborted();
    void aRestoreTestIsHeld();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString folder(const QString &name) const
    {
        QDir().mkpath(path(name));
        return path(name);
    }
    void add(const char *name, const char *department, std::set<Role> roles)
    {
        const Result<std::unique_ptr<Token>> wang = m_gate->unlockToken(*m_house, "wang", secretOf("wang"));
        VERIFY_OK(wang);
        Token *const cosigners[] = {wang->get()};
        Person person;
        person.id = newUuid();
        person.name = name;
        person.department = department;
        person.roles = std::move(roles);
        VERIFY_OK(m_gate->addPerson(*m_house, person, secretOf(name), cosigners));
    }
    CeremoniesPage *ceremoniesPage() const override { return m_page.get(); }
    QString passphraseOf(const QString &name) const override { return QStringLiteral("correct horse battery ") + name; }
    /// Pictures for whoever wants to look: HUFU_PICTURES names the folder.
    void take(QWidget &widget, const QString &name)
    {
        const QString pictures = qEnvironmentVariable("HUFU_PICTURES");
        if (pictures.isEmpty())
            return;
        for (Language::Choice language : {Language::Choice::Chinese, Language::Choice::English}) {
            m_language.choose(language);
            for (const Theme::Choice theme : {Theme::Choice::Dark, Theme::Choice::Light}) {
                m_theme->choose(theme);
                QTest::qWait(300);
                widget.grab().save(
                    QStringLiteral("%1/ceremonies-%2-%3-%4.png").arg(pictures, name, Language::nameOf(language), Theme::nameOf(theme)));
            }
        }
    }

    QTemporaryDir m_folder;
    Language m_language;
    std::unique_ptr<Theme> m_theme;
    RecordingNavigator m_navigator;
    std::unique_ptr<EmbeddedGate> m_gate;
    std::unique_ptr<House> m_house;
    std::unique_ptr<CeremoniesPage> m_page;
};

void CeremoniesPageTest::initTestCase()
{
    forgetSettings();
    m_language.choose(Language::Choice::English);
    m_theme = std::make_unique<Theme>(*qApp);
    m_gate = std::make_unique<EmbeddedGate>(path("home").toStdString(), cheap);
    const SecureBytes passphrases[] = {secretOf("li"), secretOf("wang"), secretOf("zhao")};
    const NewOfficer founders[] = {{"li", "信息科", {Role::SecurityAdmin}, &passphrases[0]},
                                   {"wang", "信息科", {Role::SystemAdmin}, &passphrases[1]},
                                   {"zhao", "审计科", {Role::AuditAdmin}, &passphrases[2]}};
    VERIFY_OK(m_gate->foundTogether("第一医院", founders));
    m_house = std::move(*m_gate->open("li", passphrases[0]));
    add("chen", "信息科", {Role::SecurityAdmin, Role::Custodian});
    add("wu", "信息科", {Role::Custodian});
    add("xu", "后勤", {Role::Custodian});
    add("sun", "门诊", {Role::DepartmentHead});
    for (const char *name : {"chen", "wu", "xu"})
        VERIFY_OK(m_gate->open(name, secretOf(name))); // they get their keys for shares
    CaSetup setup;
    setup.parts = {{{true, "First Root"}, {true, "First Servers"}, {true, "First Clients"}}};
    setup.organization = "第一医院";
    setup.locality = "北京";
    setup.statusUrl = "http://pki.hospital.example";
    const Result<std::unique_ptr<Token>> chen = m_gate->unlockToken(*m_house, "chen", secretOf("chen"));
    VERIFY_OK(chen);
    Token *const cosigners[] = {chen->get()};
    for (const CaPlan &plan : plansOf(setup))
        VERIFY_OK(m_house->submit(CommandKind::CreateCa, toJson(plan), {}, cosigners));
    m_page = std::make_unique<CeremoniesPage>(m_navigator);
    m_page->setHouse(m_house.get(), nullptr);
    m_page->resize(1200, 700);
    m_page->show();
}

void CeremoniesPageTest::cleanupTestCase()
{
    if (m_page)
        m_page->setHouse(nullptr, nullptr);
    m_page.reset();
    m_house.reset();
}

void CeremoniesPageTest::whatIsNotBackedUpIsSaid()
{
    auto *coverage = child<QTableView>(m_page.get(), "coverageTable");
    QTRY_COMPARE(coverage->model()->rowCount(), 4); // three CAs and the house
    QCOMPARE(column(coverage, CoverageTableModel::State), QStringList(4, QStringLiteral("not backed up")));
    QVERIFY(child<QLabel>(m_page.get(), "restoreTestDue")->text().startsWith(QStringLiteral("There is no backup")));
    QCOMPARE(m_page->badge(), 4);
    take(*m_page, QStringLiteral("nothing"));
}

void CeremoniesPageTest::thePlanSaysItsRule()
{
    CeremonyForm *form = m_page->openForm();
    QVERIFY(form);
    auto *custodians = child<QListWidget>(form, "ceremonyCustodians");
    auto *rule = child<RichText>(form, "ceremonyRule");
    auto *begin = child<QPushButton>(form, "ceremonyBegin");
    QTRY_COMPARE(custodians->count(), 3); // whoever is no custodian is not offered
    QTRY_VERIFY(rule->toPlainText().contains(QStringLiteral("Still missing")));
    QVERIFY(!begin->isEnabled());
    QCOMPARE(child<QComboBox>(form, "ceremonyWitness")->currentText(), QStringLiteral("zhao"));
    form->addMedium(folder(QStringLiteral("usb1")));
    QTRY_VERIFY(begin->isEnabled());
    QVERIFY2(rule->toPlainText().contains(QStringLiteral("one medium only")), qPrintable(rule->toPlainText()));
    child<QSpinBox>(form, "ceremonyNeeded")->setValue(4); // more than there are
    QTRY_VERIFY(!begin->isEnabled() && rule->toPlainText().contains(QStringLiteral("✗")));
    child<QSpinBox>(form, "ceremonyNeeded")->setValue(2);
    tick(form, {QStringLiteral("chen"), QStringLiteral("wu")});
    QTRY_VERIFY(begin->isEnabled() && rule->toPlainText().contains(QStringLiteral("one lost card")));
    take(*form, QStringLiteral("form"));
    form->reject();
    QTRY_VERIFY(!m_page->findChild<CeremonyForm *>());
}

void CeremoniesPageTest::aBackupIsHeldStepByStep()
{
    CeremonyForm *form = m_page->openForm();
    form->addMedium(folder(QStringLiteral("usb1")));
    form->addMedium(folder(QStringLiteral("usb2")));
    child<QLineEdit>(form, "ceremonyRoom")->setText(QStringLiteral("信息科 3 号机房"));
    auto *begin = child<QPushButton>(form, "ceremonyBegin");
    QTRY_VERIFY(begin->isEnabled());
    QTest::mouseClick(begin, Qt::LeftButton);
    QTRY_VERIFY(stage() && child<QLabel>(stage(), "stageNumber")->text() == QStringLiteral("Step 1 of 8"));
    QVERIFY(waitIdle());
    stage()->resize(1280, 720);
    QVERIFY(child<QLabel>(stage(), "stageDoesOther")->isHidden() || !child<QLabel>(stage(), "stageDoesOther")->isVisible());
    child<QCheckBox>(stage(), "stageBoth")->setChecked(true);
    QVERIFY(child<QLabel>(stage(), "stageDoesOther")->isVisible());
    QVERIFY(child<QLabel>(stage(), "stageDoesOther")->text().contains(QStringLiteral("宣读")));
    QTRY_VERIFY(child<QLineEdit>(stage(), "stageInitials")->isVisible());
    QVERIFY(!child<QPushButton>(stage(), "stageNote")->isEnabled()); // without initials nothing is done
    take(*stage(), QStringLiteral("stage1"));
    QVERIFY(step());

    // Roll call: a passphrase that is wrong is said, and nothing else happens.
    QVERIFY(answer("not the passphrase at all"));
    QVERIFY(child<QWidget>(stage(), "stageError")->isVisible());
    QVERIFY(answer());
    QVERIFY(child<QLabel>(stage(), "stagePeople")->text().contains(QStringLiteral("✓  chen")));
    take(*stage(), QStringLiteral("stage2"));
    QVERIFY(step());
    QVERIFY(step(QStringLiteral("读卡器更换一次")));
    QVERIFY(step());
    take(*stage(), QStringLiteral("stage5"));
    QVERIFY(step());
    QVERIFY(step()); // each opens the own share
    QVERIFY(step());
    QVERIFY(step());
    QVERIFY(isClosing() && isAsked());
    QVERIFY(answer());
    QTRY_VERIFY(child<QLabel>(stage(), "stageEnd")->text().contains(QStringLiteral(".cms")));
    take(*stage(), QStringLiteral("closed"));
    const QStringList papers = QDir(path("usb1")).entryList({"ceremony-*.cms", "ceremony-*.pdf"});
    QCOMPARE(papers.size(), 2);
    const Result<Bytes> record = readSmallFile(path("usb1/" + papers.first()).toStdString(), 1u << 20);
    const Result<CeremonyAudit> audit = record ? auditRecord(*record) : fail(record.error());
    VERIFY_OK(audit);
    QVERIFY2(audit->doubts.empty(), audit->doubts.empty() ? "" : audit->doubts.front().c_str());
    QCOMPARE(audit->ceremony.done[2].step.exception, std::string("读卡器更换一次"));
    VERIFY_OK(findPackage(path("usb2").toStdString()));
    stage()->reject();
    QTRY_VERIFY(!stage());
}

void CeremoniesPageTest::whatIsCoveredIsSaid()
{
    auto *coverage = child<QTableView>(m_page.get(), "coverageTable");
    QTRY_COMPARE(column(coverage, CoverageTableModel::State), QStringList(4, QStringLiteral("backed up")));
    QVERIFY(child<QLabel>(m_page.get(), "restoreTestDue")->text().startsWith(QStringLiteral("No restore test was ever held")));
    QCOMPARE(m_page->badge(), 1);
    auto *table = child<QTableView>(m_page.get(), "ceremonyTable");
    QCOMPARE(column(table, CeremonyTableModel::State), QStringList{QStringLiteral("closed")});
    m_page->openCeremony(static_cast<CeremonyTableModel *>(table->model())->ceremony(0).plan.id);
    QVERIFY(child<QPushButton>(m_page.get(), "ceremonyMinutes")->isEnabled());
    QFile photo(path(QStringLiteral("photo.jpg")));
    QVERIFY(photo.open(QIODevice::WriteOnly) && photo.write("four people and a safe") > 0);
    photo.close();
    m_page->attach(static_cast<CeremonyTableModel *>(table->model())->ceremony(0).plan.id, photo.fileName());
    QTRY_COMPARE(static_cast<CeremonyTableModel *>(table->model())->ceremony(0).documents.size(), std::size_t(2)); // and the minutes
    take(*m_page, QStringLiteral("closed-list"));
}

void CeremoniesPageTest::leftOpenItGoesOnAndIsAborted()
{
    CeremonyForm *form = m_page->openForm();
    form->addMedium(folder(QStringLiteral("usb3")));
    QTRY_VERIFY(child<QPushButton>(form, "ceremonyBegin")->isEnabled());
    QTest::mouseClick(child<QPushButton>(form, "ceremonyBegin"), Qt::LeftButton);
    QTRY_VERIFY(stage() && child<QLabel>(stage(), "stageNumber")->text() == QStringLiteral("Step 1 of 8"));
    QVERIFY(waitIdle());
    for (int done = 0; done < 3; ++done)
        QVERIFY(step());
    QTest::mouseClick(child<QPushButton>(stage(), "stageLeave"), Qt::LeftButton);
    QTRY_VERIFY(!stage());
    auto *goOn = child<QPushButton>(m_page.get(), "goOnCeremony");
    QTRY_VERIFY(goOn->isVisible());
    QTest::mouseClick(goOn, Qt::LeftButton);
    QTRY_VERIFY(stage() && child<QLabel>(stage(), "stageNumber")->text() == QStringLiteral("Step 4 of 8"));
    QVERIFY(waitIdle());
    QTest::mouseClick(child<QPushButton>(stage(), "stageAbort"), Qt::LeftButton);
    auto *why = child<QInputDialog>(stage(), "stageAbortDialog");
    why->setTextValue(QStringLiteral("火警"));
    why->accept();
    QTRY_VERIFY(child<QLabel>(stage(), "stageEnd")->text().contains(QStringLiteral("火警")));
    QVERIFY(waitIdle());
    stage()->reject();
    QTRY_VERIFY(!stage());
    auto *table = child<QTableView>(m_page.get(), "ceremonyTable");
    QTRY_COMPARE(column(table, CeremonyTableModel::State), (QStringList{QStringLiteral("aborted"), QStringLiteral("closed")}));
    QVERIFY(QDir(path("usb3")).isEmpty());
    QVERIFY(QDir(path("home")).entryList({"ceremony-*"}, QDir::Dirs).isEmpty()); // what had been encrypted is gone
}

void CeremoniesPageTest::aRestoreTestIsHeld()
{
    CeremonyForm *form = m_page->openForm(CeremonyKind::RestoreTest);
    QTRY_COMPARE(child<QListWidget>(form, "ceremonyCustodians")->count(), 3);
    tick(form, {QStringLiteral("wu"), QStringLiteral("xu")});
    form->setPackage(path(QStringLiteral("usb1")));
    QTRY_VERIFY(child<QPushButton>(form, "ceremonyBegin")->isEnabled());
    take(*form, QStringLiteral("restore-form"));
    QTest::mouseClick(child<QPushButton>(form, "ceremonyBegin"), Qt::LeftButton);
    QTRY_VERIFY(stage() && child<QLabel>(stage(), "stageNumber")->text().startsWith(QStringLiteral("Step 1 of")));
    QVERIFY(waitIdle());
    stage()->resize(1280, 720);
    while (!isClosing()) {
        QVERIFY(step());
        if (child<QLabel>(stage(), "stageNumber")->text().startsWith(QStringLiteral("Step 5")))
            take(*stage(), QStringLiteral("restore5"));
    }
    QVERIFY(answer());
    QTRY_VERIFY(child<QLabel>(stage(), "stageEnd")->text().startsWith(QStringLiteral("✓")));
    QVERIFY(waitIdle());
    stage()->reject();
    QTRY_VERIFY(!stage());
    QTRY_COMPARE(m_page->badge(), 0); // everything is backed up, and it was tried
    QVERIFY(QDir(path("home")).entryList({"restore-test-*"}, QDir::Dirs).isEmpty());
}

QTEST_MAIN(CeremoniesPageTest)
#include "CeremoniesPageTest.moc"
