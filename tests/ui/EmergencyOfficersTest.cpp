// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/Revocation.h"
#include "models/domain/CaRules.h"
#include "models/pki/Digest.h"
#include "models/replica/EmergencyRecord.h"
#include "models/replica/PendingWork.h"
#include "models/store/CaReader.h"
#include "models/store/EmergencyReader.h"
#include "models/store/RequestReader.h"
#include "models/wording/Language.h"
#include "tests/support/CsrBuilder.h"
#include "tests/support/Hospital.h"
#include "tests/ui/Deeds.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/emergency/EmergencyPage.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr const char *second = "陈安全", *third = "孙安全", *applicant = "张三", *head = "孙主任";
constexpr int patience = 30'000;

/// A hospital with three security administrators where two sign whatever is revoked, and the emergency page at the desk of the first.
struct Scene {
    explicit Scene(int aloneMost = 20)
    {
        for (const char *name : {second, third})
            must(hospital.add(name, "信息科", {Role::SecurityAdmin}));
        must(hospital.add(applicant, "门诊", {Role::Applicant}));
        must(hospital.add(head, "门诊", {Role::DepartmentHead}));
        for (const Service &service : {general, core})
            must(hospital.submit(Hospital::security, CommandKind::SaveService, toJson(service)));
        Policy policy = *hospital.at(Hospital::security).policy();
        policy.revokeAloneMost = 0;
        policy.breakGlassMost = aloneMost;
        must(hospital.submit(Hospital::security, CommandKind::SetPolicy, toJson(policy), {second}));
        const Result<std::string> root = hospital.makeCa(CaTree::Root, {}, {}, Hospital::security, {second});
        const Result<std::string> clients = root ? hospital.makeCa(CaTree::Client, *root, {}, Hospital::security, {second}) : fail(root.error());
        const Result<std::string> servers = clients ? hospital.makeCa(CaTree::Server, *root, {"hospital.example"}, Hospital::security, {second}) : fail(clients.error());
        if (!servers)
            qFatal("no CA: %s", servers.error().detail.c_str());
        clientCa = *clients;
        serverCa = *servers;
    }
    ~Scene()
    {
        if (page)
            page->setHouse(nullptr, nullptr);
    }
    template <typename T>
    static void must(const Result<T> &done)
    {
        if (!done)
            qFatal("refused: %s", done.error().detail.c_str());
    }
    /// Asked for, approved by whoever has to, and issued.
    Sha256 issue(const std::string &name, bool client = true, bool ofCore = false)
    {
        RequestForm form;
        form.id = newUuid();
        form.csr = CsrBuilder{.commonName = name, .dnsNames = client ? std::vector<std::string>() : std::vector{name}, .key = {.index = ++keys}}.der();
        form.service = (ofCore ? core : general).id;
        form.purpose = "挂号窗口";
        form.system = "reg-01";
        form.days = 180;
        form.profile = client ? "client" : "server";
        form.ca = client ? clientCa : serverCa;
        must(hospital.submit(applicant, CommandKind::SubmitRequest, toJson(form)));
        const auto read = [&] { return **hospital.read(applicant, [&](Connection &connection) { return readRequest(connection, form.id); }); };
        for (const char *reviewer : {head, second, third}) {
            if (!read().certificate)
                (void)hospital.submit(reviewer, CommandKind::ReviewRequests, toJson(ReviewForm{{{form.id, read().version}}, Verdict::Approve, "in order"}));
        }
        if (!read().certificate)
            qFatal("%s was not issued", name.c_str());
        return *read().certificate;
    }
    void openPage()
    {
        House &house = hospital.at(Hospital::security);
        feed = std::make_unique<InventoryFeed>(house);
        feed->refresh();
        if (!QTest::qWaitFor([&] { return feed->inventory()->isComplete() && feed->inventory()->size() > 3 && !feed->isLoading(); }, patience))
            qFatal("nothing is in the inventory");
        page = std::make_unique<EmergencyPage>(navigator);
        page->setHouse(&house, feed.get());
        page->resize(1044, 672); // what the smallest window leaves it
        page->show();
        page->openNow();
    }
    void say(LossKind kind, const QString &lost)
    {
        auto *what = child<QComboBox>(page.get(), "lossKind");
        what->setCurrentIndex(what->findData(int(kind)));
        child<QLineEdit>(page.get(), "lossValue")->setText(lost);
    }
    QPushButton *button(const char *name) { return child<QPushButton>(page.get(), name); }
    QString text(const char *name) { return child<QLabel>(page.get(), name)->text(); }
    void click(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    void typePassphrase(const SecureBytes &passphrase)
    {
        QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QString::fromUtf8(reinterpret_cast<const char *>(passphrase.data()), qsizetype(passphrase.size())));
        QCoreApplication::sendEvent(child<PassphraseEdit>(page.get(), "cosignerPassphrase"), &typed);
    }
    std::optional<IssuedCertificate::Revoked> revoked(const Sha256 &certificate)
    {
        const auto issued = hospital.read(Hospital::security, [&](Connection &connection) { return readIssued(connection, certificate); });
        return issued && *issued ? (*issued)->revoked : std::nullopt;
    }
    EmergencyRecord record()
    {
        const auto all = hospital.read(Hospital::security, [](Connection &connection) { return readEmergencies(connection, EmergencyChoice::Open); });
        return all && !all->empty() ? readEmergencyRecord(hospital.at(Hospital::security), all->front().form.id).value_or(EmergencyRecord()) : EmergencyRecord();
    }
    std::vector<PendingCommand> waiting()
    {
        return hospital.read(Hospital::security, [&](Connection &connection) { return readPendings(connection, hospital.now); }).value_or(std::vector<PendingCommand>());
    }

    Hospital hospital;
    Service general{newUuid(), "挂号", Tier::General, "门诊", "王主任", {"reg.hospital.example"}, false};
    Service core{newUuid(), "病历", Tier::Core, "门诊", "王主任", {"emr.hospital.example"}, false};
    std::string clientCa{}, serverCa{};
    int keys = 0;
    RecordingNavigator navigator;
    std::unique_ptr<InventoryFeed> feed;
    std::unique_ptr<EmergencyPage> page;
};

} // namespace

/// An emergency where two have to sign, at the desk of one of them: the other signs here, will not sign, or does not answer.
class EmergencyOfficersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        forgetSettings();
        m_language.choose(Language::Choice::English);
    }

    void theSecondOfficerSignsAtThisDesk()
    {
        Scene scene;
        const Sha256 lost = scene.issue("王芳");
        scene.openPage();
        scene.say(LossKind::Person, QStringLiteral("王芳"));
        auto *act = scene.button("decideAct");
        auto *who = child<QComboBox>(scene.page.get(), "cosigner");
        QTRY_VERIFY(who->isVisible() && act->text() == QStringLiteral("Revoke 1 certificate now"));
        QVERIFY(!act->isEnabled());
        QVERIFY(who->findText(QString::fromUtf8(Hospital::security)) < 0 && who->findText(QString::fromUtf8(head)) < 0);
        who->setCurrentIndex(who->findText(QString::fromUtf8(second)));
        take(scene, "two-decide");
        scene.typePassphrase(passphraseOf(third)); // another's
        QTRY_VERIFY(act->isEnabled());
        QCOMPARE(act->visibleRegion().boundingRect(), act->rect());
        QTest::mouseClick(act, Qt::LeftButton);
        auto *error = child<QWidget>(scene.page.get(), "emergencyError");
        QTRY_VERIFY_WITH_TIMEOUT(error->isVisible(), patience);
        QVERIFY(!scene.revoked(lost));
        QVERIFY(child<PassphraseEdit>(scene.page.get(), "cosignerPassphrase")->isEmpty() && !act->isEnabled());
        scene.typePassphrase(passphraseOf(second));
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(scene.text("effectInForce").startsWith(QStringLiteral("✓")), patience);
        QVERIFY(error->isHidden());
        QCOMPARE(int(scene.revoked(lost)->reason), int(RevocationReason::KeyCompromise));
        const EmergencyRecord record = scene.record();
        const auto decision = std::ranges::find(record.steps, std::string(CommandKind::Revoke), [](const EmergencyRecord::Step &step) { return step.act.entry.kind; });
        QVERIFY(decision != record.steps.end());
        std::set<std::string> names;
        for (const SignedAct::Signer &signer : decision->act.signers)
            names.insert(signer.name);
        QCOMPARE(names, std::set<std::string>({Hospital::security, second}));
        take(scene, "two-effect");
    }

    /// At most five deeds where two sign as well, besides what the second one types: the shortcut, the name, the second signer out of a list (two), the button.
    void fiveDeedsWithASecondSigner_data()
    {
        QTest::addColumn<bool>("here");
        QTest::addColumn<int>("most");
        QTest::newRow("at this desk") << true << 5;
        QTest::newRow("left for another desk") << false << 3;
    }
    void fiveDeedsWithASecondSigner()
    {
        QFETCH(bool, here);
        QFETCH(int, most);
        Scene scene;
        const Sha256 lost = scene.issue("王芳");
        scene.issue("赵六");
        scene.openPage(); // as the shortcut does
        scene.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(scene.page.get()));
        auto *value = child<QLineEdit>(scene.page.get(), "lossValue");
        QTRY_VERIFY(value->hasFocus());
        Deeds deeds;
        deeds.count = 1;
        typeInto(value, QStringLiteral("王芳"));
        auto *act = scene.button(here ? "decideAct" : "decidePending");
        auto *who = child<QComboBox>(scene.page.get(), "cosigner");
        QTRY_VERIFY(who->isVisible());
        if (here) {
            pick(who, who->findText(QString::fromUtf8(third))); // not the one that stands there
            scene.typePassphrase(passphraseOf(third));
        }
        QTRY_VERIFY(act->isEnabled());
        QCOMPARE(act->visibleRegion().boundingRect(), act->rect()); // without scrolling
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(here ? scene.revoked(lost).has_value() : scene.waiting().size() == 1, patience);
        QVERIFY2(deeds.count <= most, qPrintable(QString::number(deeds.count)));
    }

    void whoIsAskedDeclines()
    {
        Scene scene;
        const Sha256 lost = scene.issue("王芳");
        scene.openPage();
        scene.say(LossKind::Person, QStringLiteral("王芳"));
        auto *leave = scene.button("decidePending");
        QTRY_VERIFY(leave->isVisible() && leave->isEnabled());
        QTest::mouseClick(leave, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(scene.text("effectState").startsWith(QStringLiteral("WAITS FOR A SECOND SIGNATURE")), patience);
        QTRY_COMPARE(scene.waiting().size(), std::size_t(1));
        QVERIFY(!leave->isEnabled()); // not twice
        QVERIFY2(scene.text("decideLacking").contains(QStringLiteral("waits for the signature of a colleague")), qPrintable(scene.text("decideLacking")));
        take(scene, "two-waits");
        VERIFY_OK(scene.hospital.at(second).declinePending(scene.waiting().front().id, "先打电话给我"));
        QTRY_VERIFY2_WITH_TIMEOUT(scene.text("effectState").contains(QStringLiteral("陈安全 DECLINES TO SIGN: “先打电话给我” – NOT IN FORCE")), qPrintable(scene.text("effectState")), patience);
        QVERIFY2(scene.text("effectState").contains(QStringLiteral("2026-")), qPrintable(scene.text("effectState")));           // when
        QVERIFY2(scene.text("effectWays").contains(QStringLiteral("talk to 陈安全")), qPrintable(scene.text("effectWays"))); // what now
        QVERIFY(!scene.revoked(lost));
        take(scene, "two-declined");
        // Somebody else does, here.
        QVERIFY(leave->isEnabled());
        auto *who = child<QComboBox>(scene.page.get(), "cosigner");
        who->setCurrentIndex(who->findText(QString::fromUtf8(third)));
        scene.typePassphrase(passphraseOf(third));
        QTRY_VERIFY(scene.button("decideAct")->isEnabled());
        scene.click("decideAct");
        QTRY_VERIFY_WITH_TIMEOUT(scene.text("effectInForce").startsWith(QStringLiteral("✓")), patience);
        QVERIFY(!scene.text("effectState").contains(QStringLiteral("DECLINES")) && scene.revoked(lost));
    }

    void whatWasLeftForAColleagueIsTakenBack()
    {
        Scene scene;
        const Sha256 lost = scene.issue("王芳");
        scene.openPage();
        scene.say(LossKind::Person, QStringLiteral("王芳"));
        auto *back = scene.button("decideTakeBack");
        QTRY_VERIFY(scene.button("decidePending")->isVisible() && scene.button("decidePending")->isEnabled());
        QVERIFY(back->isHidden());
        scene.click("decidePending");
        QTRY_VERIFY_WITH_TIMEOUT(back->isVisible() && back->isEnabled() && scene.waiting().size() == 1, patience);
        QTest::mouseClick(back, Qt::LeftButton);
        QTest::mouseClick(child<QPushButton>(scene.page.get(), "takeBackAccept"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(scene.waiting().empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(back->isHidden() && scene.button("decidePending")->isEnabled(), patience);
        QVERIFY(child<QLabel>(scene.page.get(), "effectState")->isHidden());
        QVERIFY(!scene.revoked(lost));
    }

    void nobodyAnswersAndTheGlassIsBroken()
    {
        Scene scene;
        const Sha256 lost = scene.issue("王芳"), other = scene.issue("王芳");
        scene.issue("赵六"); // so that it is not everything
        scene.openPage();
        scene.say(LossKind::Person, QStringLiteral("王芳"));
        auto *glass = scene.button("decideGlass");
        QTRY_VERIFY(scene.button("decidePending")->isVisible() && scene.button("decidePending")->isEnabled());
        QVERIFY(glass->isHidden()); // the time runs from the start
        QVERIFY2(scene.text("decideGlassNote").contains(QStringLiteral("3 minutes after the emergency was started")), qPrintable(scene.text("decideGlassNote")));
        scene.click("lossStart");
        QTRY_VERIFY_WITH_TIMEOUT(glass->isVisible(), patience);
        QCOMPARE(glass->text(), QStringLiteral("Break the glass: suspend 2 certificates alone (in 03:00)"));
        // Somebody is asked first, and does not answer.
        QTRY_VERIFY(scene.button("decidePending")->isEnabled());
        scene.click("decidePending");
        QTRY_VERIFY_WITH_TIMEOUT(scene.text("effectState").startsWith(QStringLiteral("WAITS FOR A SECOND SIGNATURE")), patience);
        scene.hospital.now += std::chrono::seconds(179);
        QTRY_VERIFY2(glass->text().endsWith(QStringLiteral("(in 00:01)")), qPrintable(glass->text()));
        QVERIFY(!glass->isEnabled());
        take(scene, "glass-soon");
        scene.hospital.now += std::chrono::seconds(1);
        QTRY_VERIFY(glass->isEnabled());
        QCOMPARE(glass->visibleRegion().boundingRect(), glass->rect()); // without scrolling
        QTest::mouseClick(glass, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(scene.text("effectInForce").startsWith(QStringLiteral("✓")), patience);
        for (const Sha256 &one : {lost, other})
            QCOMPARE(int(scene.revoked(one)->reason), int(RevocationReason::CertificateHold)); // suspended, whatever was chosen above
        // Loudly, here and in the journal.
        auto *broken = child<QLabel>(scene.page.get(), "effectGlass");
        QTRY_VERIFY(broken->isVisible());
        QVERIFY2(broken->text().startsWith(QStringLiteral("GLASS BROKEN: 李安全 suspended 2 certificates alone")), qPrintable(broken->text()));
        QTRY_VERIFY(glass->isHidden()); // nothing is left to suspend
        EmergencyRecord record = scene.record();
        QCOMPARE(record.glassBroken.size(), std::size_t(1));
        // A review is due, and not by who did it.
        QTRY_VERIFY(scene.page->findChild<QLabel *>(QStringLiteral("followUp-reviewOthers")));
        QVERIFY(!scene.page->findChild<QPushButton *>(QStringLiteral("followUp-review")));
        take(scene, "glass-broken");
        VERIFY_ERROR(scene.hospital.submit(Hospital::security, CommandKind::Resume, toJson(ResumptionForm{{lost}, "found"})), ErrorCode::CosignerNeeded);
        VERIFY_OK(scene.hospital.submit(second, CommandKind::NoteEmergency, toJson(EmergencyNote{record.emergency.form.id, FollowUp::Review, "in order"})));
        QTRY_VERIFY_WITH_TIMEOUT(broken->isHidden(), patience);
        QVERIFY(scene.record().glassBroken.empty());
        // What was left for a colleague still waits: they make it for good.
        QCOMPARE(scene.waiting().size(), std::size_t(1));
        VERIFY_OK(scene.hospital.at(second).signPending(scene.waiting().front().id));
        QCOMPARE(int(scene.revoked(lost)->reason), int(RevocationReason::KeyCompromise));
    }

    /// Where the start of the emergency waits in the outbox no time runs yet, and that is said.
    void noGlassWhileTheStartIsQueued()
    {
        Scene scene;
        const Sha256 lost = scene.issue("王芳");
        scene.issue("赵六");
        scene.openPage();
        scene.say(LossKind::Person, QStringLiteral("王芳"));
        QTRY_VERIFY(scene.button("decidePending")->isVisible());
        House &house = scene.hospital.at(Hospital::security);
        const std::shared_ptr<const Inventory> inventory = scene.feed->inventory();
        const auto impact = house.read([&](Connection &connection) { return assessEmergency(connection, *inventory, {LossKind::Person, "王芳"}, scene.hospital.now); });
        const auto facts = house.read([&](Connection &connection) { return readEmergencyFacts(connection, *inventory, house.officer(), newUuid(), scene.hospital.now); });
        VERIFY_OK(impact);
        VERIFY_OK(facts);
        QWidget holder;
        auto *form = new DecisionForm(house, &holder);
        form->setStartQueued(true);
        form->setChosen(std::make_shared<const EmergencyImpact>(*impact), {lost}, std::make_shared<const Facts>(*facts));
        auto *note = child<QLabel>(form, "decideGlassNote");
        QTRY_VERIFY2(note->text().contains(QStringLiteral("the start of the emergency itself is still queued")), qPrintable(note->text()));
        QTRY_VERIFY(!note->isHidden());
        QVERIFY(child<QPushButton>(&holder, "decideGlass")->isHidden());
        form->setStartQueued(false);
        QVERIFY2(note->text().contains(QStringLiteral("3 minutes after the emergency was started")), qPrintable(note->text()));
        delete form; // before its bar, whose parent is another's
    }

    void whatOneNeverSuspendsAlone_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("lost");
        QTest::newRow("a server") << int(LossKind::Host) << QStringLiteral("reg.hospital.example");
        QTest::newRow("a client of a core service") << int(LossKind::Person) << QStringLiteral("周医生");
        QTest::newRow("another administrator") << int(LossKind::Person) << QString::fromUtf8(second);
        QTest::newRow("a CA") << int(LossKind::Key) << QString();
        QTest::newRow("more than policy allows") << int(LossKind::Person) << QStringLiteral("王芳");
    }
    void whatOneNeverSuspendsAlone()
    {
        QFETCH(int, kind);
        QFETCH(QString, lost);
        Scene scene(1);
        scene.issue("reg.hospital.example", false);
        scene.issue("周医生", true, true);
        scene.issue(second);
        scene.issue("王芳");
        scene.issue("王芳");
        if (lost.isEmpty()) {
            const auto cas = scene.hospital.read(Hospital::security, readCas);
            VERIFY_OK(cas);
            lost = QString::fromStdString(toHex(sha256(findCa(*cas, scene.clientCa)->certificate)));
        }
        scene.openPage();
        scene.say(LossKind(kind), lost);
        auto *table = child<QTableView>(scene.page.get(), "impactTable");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, patience);
        for (int row = 0; row < table->model()->rowCount(); ++row) // those too that are not proposed
            table->model()->setData(table->model()->index(row, 0), Qt::Checked, Qt::CheckStateRole);
        QTRY_VERIFY(scene.button("lossStart")->isEnabled());
        QTRY_VERIFY(child<QComboBox>(scene.page.get(), "cosigner")->isVisible());
        scene.click("lossStart");
        QTRY_VERIFY_WITH_TIMEOUT(scene.record().steps.size() == 1, patience);
        scene.hospital.now += std::chrono::minutes(10);
        QTRY_VERIFY2_WITH_TIMEOUT(scene.text("decideGlassNote").startsWith(QStringLiteral("One officer alone suspends client certificates only")), qPrintable(scene.text("decideGlassNote")), patience);
        QTest::qWait(1200); // a second on
        QVERIFY(scene.button("decideGlass")->isHidden());
    }

private:
    /// Pictures for whoever wants to look: HUFU_PICTURES names the folder.
    void take(Scene &scene, const char *name)
    {
        const QString folder = qEnvironmentVariable("HUFU_PICTURES");
        if (folder.isEmpty())
            return;
        Theme theme(*qApp);
        for (const Language::Choice in : {Language::Choice::Chinese, Language::Choice::English}) {
            for (const Theme::Choice as : {Theme::Choice::Dark, Theme::Choice::Light}) {
                m_language.choose(in);
                theme.choose(as);
                QTest::qWait(300);
                scene.page->grab().save(QStringLiteral("%1/officers-%2-%3-%4.png").arg(folder, QLatin1String(name), Language::nameOf(in), Theme::nameOf(as)));
            }
        }
    }

    Language m_language;
};

QTEST_MAIN(EmergencyOfficersTest)
#include "EmergencyOfficersTest.moc"
