// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/PersonTableModel.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/people/PeoplePage.h"
#include "ui/shell/Session.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int patience = 30'000;
const QString strong = QStringLiteral("correct horse battery staple");
SecureBytes secret() { return SecureBytes::copyOf(strong.toStdString()); }

/// A page as an officer has it, in a house of one (pilot mode) or of the three administrators.
struct Desk {
    explicit Desk(bool together) : gate(folder.filePath(QStringLiteral("home")).toStdString(), {1024, 8, 1}, PageHouse::today), session(gate), page(navigator, session)
    {
        QObject::connect(&session, &Session::opened, &page, [this] { page.setHouse(session.house(), session.feed()); });
        QObject::connect(&session, &Session::locking, &page, [this] { page.setHouse(nullptr, nullptr); });
        if (together) {
            const SecureBytes passphrase = secret();
            const NewOfficer founders[] = {{"李安全", "信息科", {Role::SecurityAdmin}, &passphrase},
                                           {"王系统", "信息科", {Role::SystemAdmin}, &passphrase},
                                           {"赵审计", "审计科", {Role::AuditAdmin}, &passphrase}};
            if (const Result<void> founded = gate.foundTogether("第一医院", founders); !founded)
                qFatal("%s", founded.error().detail.c_str());
            session.unlock("李安全", secret());
        } else {
            session.found({"第一医院", "李安全", "信息科"}, secret());
        }
        page.resize(1280, 640);
        page.show();
    }
    ~Desk() { session.lock(); }

    bool isOpen() { return QTest::qWaitFor([&] { return session.isOpen() && !names().isEmpty(); }, patience); }
    TableView *table() { return child<TableView>(&page, "people"); }
    QStringList names() { return column(table(), PersonTableModel::Name); }
    std::string idOf(const QString &name)
    {
        for (const Person &person : session.house()->people().value_or(std::vector<Person>())) {
            if (QString::fromStdString(person.name) == name)
                return person.id;
        }
        return {};
    }
    QDialog *fill(const QString &name, std::initializer_list<Role> roles)
    {
        QDialog *form = page.addPerson();
        child<QLineEdit>(form, "personName")->setText(name);
        child<QLineEdit>(form, "personDepartment")->setText(QStringLiteral("门诊部"));
        for (const Role role : roles)
            child<QCheckBox>(form, (std::string("role-") + roleName(role)).c_str())->setChecked(true);
        for (const char *field : {"newPassphrase", "newPassphraseAgain"})
            QTest::keyClicks(child<PassphraseEdit>(form, field), strong);
        return form;
    }

    QTemporaryDir folder;
    EmbeddedGate gate;
    Session session;
    RecordingNavigator navigator;
    PeoplePage page;
};

} // namespace

/// Registering, changing and deactivating people, alone and by two.
class PeoplePageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void onePersonInPilotMode();
    void twoSignInAHouseOfThree();
};

void PeoplePageTest::onePersonInPilotMode()
{
    Desk desk(false);
    QVERIFY(desk.isOpen());
    QVERIFY(child<Banner>(&desk.page, "pilotBanner")->isVisible());

    QDialog *form = desk.fill(QStringLiteral("孙主任"), {Role::DepartmentHead});
    auto *save = child<QPushButton>(form, "personSave");
    QTRY_VERIFY(save->isEnabled());
    // What may not be held together is said at once; here it is waived.
    child<QCheckBox>(form, "role-audit-admin")->setChecked(true);
    QVERIFY(child<QLabel>(form, "personComplaint")->isVisible());
    child<QCheckBox>(form, "role-audit-admin")->setChecked(false);
    QVERIFY(!child<QLabel>(form, "personComplaint")->isVisible());
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.names().contains(QStringLiteral("孙主任")), patience);

    // Another name for the same person.
    const std::string id = desk.idOf(QStringLiteral("孙主任"));
    form = desk.page.changePerson(id);
    auto *name = child<QLineEdit>(form, "personName");
    QCOMPARE(name->text(), QStringLiteral("孙主任"));
    name->setText(QStringLiteral("孙副院长"));
    child<QPushButton>(form, "personSave")->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.names().contains(QStringLiteral("孙副院长")), patience);
    QVERIFY(!desk.names().contains(QStringLiteral("孙主任")));
    QCOMPARE(desk.idOf(QStringLiteral("孙副院长")), id);
    QVERIFY(std::ranges::count(*desk.gate.officers(), std::string("孙副院长")) == 1);

    QDialog *leaving = desk.page.askDeactivation(id);
    auto *deed = child<QPushButton>(leaving, "deactivate");
    QVERIFY(!deed->isEnabled()); // no reason yet
    child<QLineEdit>(leaving, "deactivationReason")->setText(QStringLiteral("退休"));
    deed->click();
    QTRY_COMPARE_WITH_TIMEOUT(desk.gate.officers()->size(), std::size_t(1), patience);

    // Without the three administrators pilot mode does not end, and the dialog says who is missing.
    QDialog *end = desk.page.endPilot();
    QVERIFY(child<QTableView>(end, "waivedActs")->model()->rowCount() > 0);
    QVERIFY(!child<QPushButton>(end, "endPilot")->isEnabled());
    if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty())
        end->grab().save(folder + QStringLiteral("/pilot-end.png"));
}

void PeoplePageTest::twoSignInAHouseOfThree()
{
    Desk desk(true);
    QVERIFY(desk.isOpen());
    QVERIFY(!child<Banner>(&desk.page, "pilotBanner")->isVisible());
    QDialog *form = desk.fill(QStringLiteral("张三"), {Role::Applicant});
    auto *save = child<QPushButton>(form, "personSave");
    QVERIFY(!save->isEnabled()); // nobody has signed beside
    auto *who = child<QComboBox>(form, "cosigner");
    QCOMPARE(who->count(), 2); // the system administrator alone may, here or at another desk
    QCOMPARE(who->itemText(1), QStringLiteral("later, at another desk"));
    auto *theirs = child<PassphraseEdit>(form, "cosignerPassphrase");
    QTest::keyClicks(theirs, QStringLiteral("not their passphrase"));
    QTRY_VERIFY(save->isEnabled());
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(form->findChild<ErrorBox *>()->isVisible(), patience);
    QVERIFY(!desk.names().contains(QStringLiteral("张三")));
    QTest::keyClicks(theirs, strong);
    QTRY_VERIFY(save->isEnabled());
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(desk.names().contains(QStringLiteral("张三")), patience);

    // The last administrator of a kind stays.
    QDialog *leaving = desk.page.askDeactivation(desk.idOf(QStringLiteral("赵审计")));
    child<QLineEdit>(leaving, "deactivationReason")->setText(QStringLiteral("调离"));
    QTest::keyClicks(child<PassphraseEdit>(leaving, "cosignerPassphrase"), strong);
    auto *deed = child<QPushButton>(leaving, "deactivate");
    QTRY_VERIFY(deed->isEnabled());
    deed->click();
    QTRY_VERIFY_WITH_TIMEOUT(leaving->findChild<ErrorBox *>()->isVisible(), patience);
    QCOMPARE(desk.gate.officers()->size(), std::size_t(4));
}

QTEST_MAIN(PeoplePageTest)
#include "PeoplePageTest.moc"
