// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Canary.h"
#include "models/replica/CertificateDetail.h"
#include "models/replica/EmergencyRecord.h"
#include "models/store/CaReader.h"
#include "models/store/EmergencyReader.h"
#include "models/store/RequestReader.h"
#include "models/views/ImpactTableModel.h"
#include "models/wording/Language.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/support/RelyingPeer.h"
#include "tests/ui/Deeds.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/emergency/EffectBox.h"
#include "ui/pages/emergency/EmergencyPage.h"
#include "ui/pages/requests/RequestDialog.h"
#include "ui/shell/EmergencyBand.h"
#include "ui/widgets/Banner.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// The emergency page over a real house: how few deeds it takes, and what it says while something is not in force.
class EmergencyPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        forgetSettings();
        m_language.choose(Language::Choice::English);
    }
    void init()
    {
        m_home = std::make_unique<CertifyingHouse>();
        m_lost = m_home->issue({"王芳", "client"}).sha256;
        m_home->issue({"赵六", "client"});
        m_server = m_home->issue({"registration.example"}).sha256;
        m_feed = std::make_unique<InventoryFeed>(m_home->house());
        m_feed->refresh();
        QVERIFY(QTest::qWaitFor([&] { return m_feed->inventory()->isComplete() && m_feed->inventory()->size() >= 6 && !m_feed->isLoading(); }, 20'000));
        m_page = std::make_unique<EmergencyPage>(m_navigator);
        m_page->setHouse(&m_home->house(), m_feed.get());
        m_page->resize(1044, 672); // what the smallest window leaves it
        m_page->show();
    }
    void cleanup()
    {
        m_page->setHouse(nullptr, nullptr);
        m_page.reset();
        m_feed.reset();
        m_home.reset();
    }

    /// The shortcut, the name, Enter, and the button; with another kind of loss the list, the kind, the name, and the button: at most five, besides secrets.
    void fiveDeedsStopAStolenKey()
    {
        EmergencyBand band;
        band.setHouse(&m_home->house());
        QVERIFY(band.isHidden());
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        Deeds deeds;
        deeds.count = 1; // Ctrl+Shift+E, which is the main window's: PracticeTest presses it
        m_page->openNow();
        QVERIFY(child<QLabel>(m_page.get(), "emergencyClock")->text().startsWith("00:0"));
        auto *value = child<QLineEdit>(m_page.get(), "lossValue");
        QVERIFY(value->hasFocus()); // a person is what stands there, and the cursor waits for the name
        typeInto(QApplication::focusWidget(), QStringLiteral("王芳"));
        auto *table = child<QTableView>(m_page.get(), "impactTable");
        QTRY_COMPARE(table->model()->rowCount(), 1); // listed as it is typed, before anything is signed
        QVERIFY(column(table, ImpactTableModel::Certificate) == QStringList{QStringLiteral("王芳")});
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!value->isEnabled());
        QTRY_VERIFY(!band.isHidden());
        QVERIFY(child<Banner>(&band, "emergencyBand")->text().contains(QStringLiteral("王芳")));
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_VERIFY(act->isEnabled());
        QCOMPARE(act->visibleRegion().boundingRect(), act->rect()); // without scrolling
        QVERIFY(!child<QLineEdit>(m_page.get(), "lossCaller")->isVisible()); // what may wait is out of the way
        QCOMPARE(act->text(), QStringLiteral("Revoke 1 certificate now"));
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")), 30'000);
        QCOMPARE(deeds.count, 4);
        QTRY_VERIFY2(column(table, ImpactTableModel::Proposal).first().startsWith(QStringLiteral("in force since")), qPrintable(column(table, ImpactTableModel::Proposal).first()));
        // Nothing is left to decide: the effect is what is seen.
        QTRY_VERIFY(child<QWidget>(m_page.get(), "decisionForm")->isHidden());
        auto *state = child<QLabel>(m_page.get(), "effectState");
        QTRY_VERIFY(!state->visibleRegion().isEmpty() && state->visibleRegion().boundingRect().height() == state->height());

        const auto issued = m_home->house().read([&](Connection &connection) { return readIssued(connection, m_lost); });
        QVERIFY(issued && *issued && (*issued)->revoked);
        QCOMPARE(int((*issued)->revoked->reason), int(RevocationReason::KeyCompromise)); // the reason that fits the case
        take(QStringLiteral("decided"));
        answerAll();
        auto *close = child<QLineEdit>(m_page.get(), "emergencyCloseText");
        close->setText(QStringLiteral("found again"));
        QTest::mouseClick(child<QPushButton>(m_page.get(), "emergencyClose"), Qt::LeftButton);
        QTRY_VERIFY(band.isHidden());
        band.setHouse(nullptr);
    }

    void andNoMoreForAnotherKindOfLoss()
    {
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        Deeds deeds;
        deeds.count = 1; // Ctrl+Shift+E
        m_page->openNow();
        auto *kind = child<QComboBox>(m_page.get(), "lossKind");
        pick(kind, kind->findData(int(LossKind::Host)));
        typeInto(child<QLineEdit>(m_page.get(), "lossValue"), QStringLiteral("registration.example"));
        QTRY_COMPARE(child<QTableView>(m_page.get(), "impactTable")->model()->rowCount(), 1);
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton); // starts the emergency as well
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")), 30'000);
        QVERIFY2(deeds.count <= 5, qPrintable(QString::number(deeds.count)));
    }

    /// A canary ordered on the page, revoked with what is lost, and turned away by nginx once that has the CRL; until then the page is red.
    void theCanaryTriesAtARealServer()
    {
        NEEDS("nginx");
        const Workbench &bench = m_home->bench();
        (void)m_home->caFile();
        (void)m_home->crlFile();
        QVERIFY(RelyingPeer::makeServerKey(bench.path("")));
        RelyingPeer nginx(RelyingPeer::Kind::Nginx, bench.path(""), "crls.pem");
        QVERIFY(nginx.start());
        Policy policy = *m_home->house().policy();
        policy.relyingEndpoints = {nginx.url().toStdString()};
        VERIFY_OK(m_home->house().submit(CommandKind::SetPolicy, toJson(policy)));

        auto *text = child<QLabel>(m_page.get(), "canaryText");
        auto *order = child<QPushButton>(m_page.get(), "canaryOrder");
        QTRY_VERIFY(order->isVisible() && order->isEnabled());
        take(QStringLiteral("canary-none"));
        QTest::mouseClick(order, Qt::LeftButton);
        QTRY_VERIFY2(text->text().contains(QStringLiteral("waits to be approved")), qPrintable(text->text()));
        const Result<CanaryStand> stand = readCanaryStand(m_home->house());
        QVERIFY(stand && stand->waiting);
        const auto request = m_home->house().read([&](Connection &connection) { return readRequest(connection, *stand->waiting); });
        QVERIFY(request && *request);
        VERIFY_OK(m_home->house().submit(CommandKind::ReviewRequests, toJson(ReviewForm{{{*stand->waiting, (*request)->version}}, Verdict::Approve, "in order"})));
        QTRY_VERIFY2(text->text().startsWith(QStringLiteral("A canary is ready")), qPrintable(text->text()));

        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("王芳"));
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_VERIFY(act->isEnabled() && act->text() == QStringLiteral("Revoke 2 certificates now"));
        take(QStringLiteral("canary-ready"));
        QTest::mouseClick(act, Qt::LeftButton);
        auto *trial = child<QLabel>(m_page.get(), "effectTrial");
        QTRY_COMPARE_WITH_TIMEOUT(trial->text().count(QStringLiteral("STILL LETS IN")), 3, 20'000); // nginx has the old CRL
        take(QStringLiteral("canary-accepted"));
        (void)m_home->crlFile();
        QVERIFY(Peer::run("sh", {"-c", nginx.followOptions().last()}, bench.path(""))); // its reload
        QTRY_COMPARE_WITH_TIMEOUT(trial->text().count(QStringLiteral("refused")), 3, 30'000);
        QVERIFY(!trial->text().contains(QStringLiteral("STILL LETS IN")));
        const auto tried = [&]() -> std::optional<EmergencyRecord::Tried> {
            const auto all = m_home->house().read([](Connection &connection) { return readEmergencies(connection, EmergencyChoice::Open); });
            const Result<EmergencyRecord> record = all && !all->empty() ? readEmergencyRecord(m_home->house(), all->front().form.id) : fail(ErrorCode::NotFound, "none");
            return record ? record->tried : std::nullopt;
        };
        QTRY_VERIFY(tried()); // and the journal has it, signed
        QVERIFY(tried()->trial.isRefused() && !tried()->trial.accepted());
        take(QStringLiteral("canary-refused"));
    }

    /// A console that was unlocked in the evening takes a time of this night.
    void theKeyIsUntrustedSinceTonight()
    {
        auto *since = child<QDateTimeEdit>(m_page.get(), "decideSinceWhen");
        const auto timeOf = [](Instant instant) { return QDateTime::fromSecsSinceEpoch(toUnix(instant)); };
        m_home->now += std::chrono::hours(9);
        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("王芳"));
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_VERIFY(act->isEnabled());
        QCOMPARE(since->dateTime(), timeOf(m_home->now)); // what stands there is now, until somebody says otherwise
        const Instant stolen = m_home->now - std::chrono::minutes(30);
        QTest::mouseClick(child<QCheckBox>(m_page.get(), "decideSince"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_VERIFY(since->isEnabled());
        since->setDateTime(timeOf(stolen));
        m_home->now += std::chrono::minutes(2);
        QTest::mouseClick(child<QPushButton>(m_page.get(), "lossStart"), Qt::LeftButton);
        QTRY_COMPARE(since->maximumDateTime(), timeOf(m_home->now));
        QCOMPARE(since->dateTime(), timeOf(stolen)); // what was said stays
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")), 30'000);
        const auto issued = m_home->house().read([&](Connection &connection) { return readIssued(connection, m_lost); });
        QVERIFY(issued && *issued && (*issued)->revoked && (*issued)->revoked->invalidityDate);
        QCOMPARE(timeOf(*(*issued)->revoked->invalidityDate), timeOf(stolen));
    }

    /// A canary of a core service would make two sign for what one may: none is made, and one whose service became core later stays out.
    void aCanaryCostsNoSignature()
    {
        Policy policy = *m_home->house().policy();
        policy.relyingEndpoints = {"https://127.0.0.1:9/"};
        VERIFY_OK(m_home->house().submit(CommandKind::SetPolicy, toJson(policy)));
        auto *box = child<QComboBox>(m_page.get(), "canaryService");
        QTRY_VERIFY(box->isVisible() && box->count() == 1); // of two services
        QCOMPARE(box->itemText(0), QStringLiteral("registration"));
        const auto services = m_home->house().services();
        VERIFY_OK(services);
        Service core = *std::ranges::find(*services, std::string("records"), &Service::name);
        VERIFY_ERROR(orderCanary(m_home->house(), core, 30), ErrorCode::InvalidArgument);
        core.tier = Tier::Important;
        VERIFY_OK(m_home->house().submit(CommandKind::SaveService, toJson(core)));
        const Result<std::string> ordered = orderCanary(m_home->house(), core, 30);
        VERIFY_OK(ordered);
        const auto request = m_home->house().read([&](Connection &connection) { return readRequest(connection, *ordered); });
        QVERIFY(request && *request);
        VERIFY_OK(m_home->house().submit(CommandKind::ReviewRequests, toJson(ReviewForm{{{*ordered, (*request)->version}}, Verdict::Approve, "in order"})));
        QTRY_VERIFY(child<QLabel>(m_page.get(), "canaryText")->text().startsWith(QStringLiteral("A canary is ready")));
        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("王芳"));
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_COMPARE(act->text(), QStringLiteral("Revoke 2 certificates now"));
        core.tier = Tier::Core;
        VERIFY_OK(m_home->house().submit(CommandKind::SaveService, toJson(core)));
        QTRY_COMPARE(act->text(), QStringLiteral("Revoke 1 certificate now"));
        QTRY_VERIFY(act->isEnabled());
        const QString signer = child<QLabel>(m_page.get(), "decideSigner")->text();
        QVERIFY2(signer.contains(QStringLiteral("Your signature alone is enough")) && signer.contains(QStringLiteral("The canary stays out")), qPrintable(signer));
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")), 30'000);
        const auto stand = readCanaryStand(m_home->house());
        QVERIFY(stand && stand->ready && stand->ready->purpose == Purpose::Client); // for another day, and known as the rules need to know it
    }

    /// Green is said of servers only where each that let the canary in before refuses it.
    void theLastWordOnServers_data()
    {
        using enum EntryOutcome;
        QTest::addColumn<QList<int>>("outcomes");
        QTest::addColumn<QString>("said");
        QTest::newRow("all refuse") << QList{int(Refused), int(Refused), int(Refused)} << QStringLiteral("VERIFIED: everybody who asks is told, and servers refuse it\n3 ways in refused");
        QTest::newRow("one refuses, the others never let in") << QList{int(Refused), int(Unproven), int(Unproven)}
                                                              << QStringLiteral("VERIFIED: everybody who asks is told, and servers refuse it\n1 way in refused, 2 unproven");
        QTest::newRow("one refuses, the others are gone") << QList{int(Refused), int(Unreached), int(Unreached)}
                                                          << QStringLiteral("VERIFIED: everybody who asks is told. NOT PROVEN at servers\n1 way in refused, 2 unproven");
        QTest::newRow("nobody ever let in") << QList{int(Unproven), int(Unproven), int(Unproven)}
                                            << QStringLiteral("VERIFIED: everybody who asks is told. NOT PROVEN at servers\n0 ways in refused, 3 unproven");
        QTest::newRow("one lets in") << QList{int(Refused), int(Accepted), int(Unproven)} << QStringLiteral("A SERVER STILL LETS IT IN");
    }
    void theLastWordOnServers()
    {
        QFETCH(QList<int>, outcomes);
        EmergencyRecord record;
        record.emergency.since = m_home->now;
        EmergencyRecord::Line line;
        line.sha256 = m_lost;
        line.title = "王芳";
        line.revoked = IssuedCertificate::Revoked{RevocationReason::KeyCompromise, m_home->now, {}, 1, {}, 2};
        line.inForce.emplace();
        line.verified.emplace();
        record.lines = {line};
        EmergencyTrial trial{{}, m_lost, {}};
        for (int i = 0; i < 3; ++i)
            trial.lines.push_back({"https://emr.example/", allEntryWays[i], EntryOutcome(outcomes[i]), m_home->now, {}});
        EffectBox box(m_home->house());
        box.setRecord(record);
        box.setTrial(std::make_shared<const EmergencyTrial>(trial), false);
        QTEST(child<QLabel>(&box, "effectState")->text(), "said");
        QCOMPARE(!child<QPushButton>(&box, "effectTryAgain")->isHidden(), trial.isOpen());
    }

    /// A host that was stopped is up again within the same page: a new key and a certificate for a week in place of the lost one.
    void whatWasStoppedIsReplacedForAWeek()
    {
        m_page->openNow();
        auto *kind = child<QComboBox>(m_page.get(), "lossKind");
        kind->setCurrentIndex(kind->findData(int(LossKind::Host)));
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("registration.example"));
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")), 30'000);
        const QString lost = QString::fromStdString(toHex(m_server)), name = QStringLiteral("replace-") + lost.left(16);
        QTRY_VERIFY(m_page->findChild<QPushButton *>(name));
        QVERIFY(child<QLabel>(m_page.get(), "replacementState")->text().startsWith(QStringLiteral("Without a certificate now: 1")));
        QTest::mouseClick(m_page->findChild<QPushButton *>(name), Qt::LeftButton);
        QTRY_VERIFY(m_page->findChild<RequestDialog *>());
        auto *dialog = m_page->findChild<RequestDialog *>();
        auto *submit = child<QPushButton>(dialog, "requestSubmit");
        // Nothing is left to type but where the key goes.
        QTRY_VERIFY2_WITH_TIMEOUT(submit->isEnabled(), qPrintable(child<QLabel>(dialog, "requestMissing")->text()), 20'000);
        QCOMPARE(child<QPlainTextEdit>(dialog, "requestNames")->toPlainText(), QStringLiteral("registration.example"));
        QCOMPARE(child<QComboBox>(dialog, "requestProfile")->currentData().toString(), QStringLiteral("temporary"));
        QCOMPARE(child<QSpinBox>(dialog, "requestDays")->value(), 7);
        QCOMPARE(child<QComboBox>(dialog, "requestReplaces")->currentData().toString(), lost);
        QVERIFY2(child<QComboBox>(dialog, "requestReplaces")->currentText().contains(QStringLiteral("registration.example")), qPrintable(child<QComboBox>(dialog, "requestReplaces")->currentText()));
        takeDialog(dialog, "stopgap");
        QTest::mouseClick(submit, Qt::LeftButton);
        child<QLineEdit>(dialog, "keyFile")->setText(m_home->bench().path("stopgap.pem"));
        for (const char *field : {"newPassphrase", "newPassphraseAgain"})
            QTest::keyClicks(child<QWidget>(dialog, field), QStringLiteral("seven yellow tractors sing"));
        QTRY_VERIFY2(submit->isEnabled(), qPrintable(child<QLabel>(dialog, "requestMissing")->text()));
        QSignalSpy submitted(dialog, &RequestDialog::submitted);
        QTest::mouseClick(submit, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(submitted.size(), 1, 20'000);
        const std::string id = submitted.front().front().toString().toStdString();
        const auto request = [&] { return m_home->house().read([&](Connection &connection) { return readRequest(connection, id); }); };
        VERIFY_OK(request());
        VERIFY_OK(m_home->house().submit(CommandKind::ReviewRequests, toJson(ReviewForm{{{id, (*request())->version}}, Verdict::Approve, "in order"})));
        const auto state = [&] { return child<QLabel>(m_page.get(), "replacementState")->text(); }; // another label each time the list is made anew
        QTRY_VERIFY2_WITH_TIMEOUT(state().startsWith(QStringLiteral("✓")), qPrintable(state()), 10'000);
        QVERIFY(!m_page->findChild<QPushButton *>(name));
        take(QStringLiteral("replaced"));
        // It lives a week, and the inventory knows what stands in for what.
        QCOMPARE((*request())->form.profile, std::string("temporary"));
        QVERIFY((*request())->certificate);
        m_feed->refresh();
        Result<CertificateDetail> detail = fail(ErrorCode::NotFound);
        QTRY_VERIFY((detail = readDetail(m_home->house(), m_feed->inventory(), *(*request())->certificate)));
        QVERIFY(detail->listing.notAfter - detail->listing.notBefore <= std::chrono::days(7) + std::chrono::hours(1));
        QVERIFY(detail->listing.notAfter - m_home->now >= std::chrono::days(6));
        QVERIFY(detail->replaces.size() == 1 && detail->replaces.front().sha256 == m_server);
        detail = readDetail(m_home->house(), m_feed->inventory(), m_server);
        QVERIFY(detail && detail->replacedBy.size() == 1 && detail->replacedBy.front().sha256 == *(*request())->certificate);
    }

    void itIsHandedOver()
    {
        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("王芳"));
        auto *caller = child<QLineEdit>(m_page.get(), "lossCaller");
        QTest::mouseClick(child<QPushButton>(m_page.get(), "lossCall"), Qt::LeftButton);
        QVERIFY(caller->isVisible());
        caller->setText(QStringLiteral("总值班"));
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_VERIFY(act->isEnabled());
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")), 30'000);
        QVERIFY(caller->isVisible() && caller->text() == QStringLiteral("总值班")); // what was said stays to be read
        auto *button = child<QPushButton>(m_page.get(), "emergencyHandOver");
        QTRY_VERIFY(button->isEnabled());
        for (Language::Choice language : {Language::Choice::Chinese, Language::Choice::English}) {
            m_language.choose(language);
            QTest::mouseClick(button, Qt::LeftButton);
            const QString note = child<QPlainTextEdit>(m_page.get(), "handoverNote")->toPlainText();
            const bool english = language == Language::Choice::English;
            for (const QString &word : {QStringLiteral("王芳"), english ? QStringLiteral("1 certificate revoked or suspended") : QStringLiteral("已吊销或暂停 1 张证书"),
                                        english ? QStringLiteral("Left to do") : QStringLiteral("未办事项")})
                QVERIFY2(note.contains(word), qPrintable(note));
            if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty())
                child<QDialog>(m_page.get(), "handoverDialog")->grab().save(QStringLiteral("%1/handover-%2.png").arg(folder, Language::nameOf(language)));
        }
        auto *done = child<QPushButton>(m_page.get(), "handoverDone");
        QVERIFY(!done->isEnabled()); // to nobody
        child<QLineEdit>(m_page.get(), "handoverTo")->setText(QStringLiteral("白班 李强"));
        QTest::mouseClick(done, Qt::LeftButton);
        const auto noted = [&] {
            const Result<Entry> head = m_home->house().head();
            return head && head->kind == CommandKind::NoteEmergency;
        };
        QTRY_VERIFY(noted());
    }

    /// The list of emergencies follows the language too.
    void anotherLanguage()
    {
        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("王芳"));
        QTest::mouseClick(child<QPushButton>(m_page.get(), "lossStart"), Qt::LeftButton);
        auto *which = child<QComboBox>(m_page.get(), "emergencyWhich");
        QTRY_VERIFY(which->count() == 2 && which->itemText(1).startsWith(QStringLiteral("Open: everything of 王芳")));
        m_language.choose(Language::Choice::Chinese);
        QTRY_VERIFY2(!which->itemText(1).startsWith(QStringLiteral("Open")) && which->itemText(1).contains(QStringLiteral("王芳")), qPrintable(which->itemText(1)));
        QVERIFY(which->currentIndex() == 1);
        m_language.choose(Language::Choice::English);
        QTRY_VERIFY(which->itemText(1).startsWith(QStringLiteral("Open: everything of 王芳")));
    }

    /// Two of the same name: who they are is to be seen, and nothing is chosen before somebody has.
    void aNamesakeIsNotRevokedAlong()
    {
        const Sha256 one = m_home->issue({.name = "张伟", .profile = "client", .unit = "内科", .staffNumber = "1001"}).sha256;
        const Sha256 other = m_home->issue({.name = "张伟", .profile = "client", .unit = "外科", .staffNumber = "2002"}).sha256;
        m_feed->refresh();
        QTRY_VERIFY(m_feed->inventory()->find(one) && m_feed->inventory()->find(other));
        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("张伟"));
        auto *table = child<QTableView>(m_page.get(), "impactTable");
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QStringList holders = column(table, ImpactTableModel::Holder);
        holders.sort();
        QCOMPARE(holders, (QStringList{QStringLiteral("1001 · 内科"), QStringLiteral("2002 · 外科")}));
        const QString said = child<QLabel>(m_page.get(), "impactStops")->text();
        QVERIFY2(said.contains(QStringLiteral("2 people are called 张伟: 1001 · 内科; 2002 · 外科")), qPrintable(said));
        QTest::qWait(300); // whatever is weighed is weighed
        QVERIFY(!act->isEnabled());
        take(QStringLiteral("namesakes"));
        const int row = static_cast<int>(column(table, ImpactTableModel::Holder).indexOf(QStringLiteral("1001 · 内科")));
        table->model()->setData(table->model()->index(row, 0), Qt::Checked, Qt::CheckStateRole);
        QTRY_VERIFY(act->isEnabled());
        QCOMPARE(act->text(), QStringLiteral("Revoke 1 certificate now"));
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")), 30'000);
        const auto isRevoked = [&](const Sha256 &certificate) {
            const auto issued = m_home->house().read([&](Connection &connection) { return readIssued(connection, certificate); });
            return issued && *issued && (*issued)->revoked.has_value();
        };
        QVERIFY(isRevoked(one) && !isRevoked(other));
        // The other one is not next by themselves.
        QTRY_VERIFY(column(table, ImpactTableModel::Proposal).join(u' ').contains(QStringLiteral("in force since")));
        QTest::qWait(300);
        QVERIFY(!act->isEnabled());
    }

    /// A device has no kind of its own: how it is found is said where it is not.
    void aDeviceThatIsNotFound()
    {
        m_page->openNow();
        auto *kind = child<QComboBox>(m_page.get(), "lossKind");
        auto *value = child<QLineEdit>(m_page.get(), "lossValue");
        kind->setCurrentIndex(kind->findData(int(LossKind::Host)));
        QCOMPARE(value->placeholderText(), QStringLiteral("host name, or the device's name in its certificate"));
        value->setText(QStringLiteral("ct-3"));
        auto *said = child<QLabel>(m_page.get(), "impactStops");
        QTRY_VERIFY2(said->text().contains(QStringLiteral("is found by the person or the USBKey")), qPrintable(said->text()));
    }

    void manyNeedTheirNumber()
    {
        m_page->openNow();
        auto *kind = child<QComboBox>(m_page.get(), "lossKind");
        kind->setCurrentIndex(kind->findData(int(LossKind::Query)));
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("purpose in (client, server)"));
        auto *table = child<QTableView>(m_page.get(), "impactTable");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        auto *number = child<QLineEdit>(m_page.get(), "decideNumber");
        QTRY_VERIFY(number->isVisible()); // everything that there is
        QCOMPARE(act->text(), QStringLiteral("Suspend 3 certificates now")); // until more is known
        QVERIFY(!act->isEnabled());
        number->setText(QStringLiteral("2"));
        QVERIFY(!act->isEnabled());
        number->setText(QStringLiteral("3"));
        QTRY_VERIFY(act->isEnabled()); // in pilot mode the second signature may be missing; what is signed already may still be read
        // One less: it is not everything any more.
        table->model()->setData(table->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(act->text(), QStringLiteral("Suspend 2 certificates now"));
        QVERIFY(!act->isEnabled() || number->isHidden()); // until it is known what that takes, which may be at once
        QTRY_VERIFY(number->isHidden() && act->isEnabled());
        take(QStringLiteral("many"));
    }

    void nothingIsLeftWhenLocked()
    {
        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("王芳"));
        QTRY_COMPARE(child<QTableView>(m_page.get(), "impactTable")->model()->rowCount(), 1);
        m_page->setHouse(nullptr, nullptr);
        QCOMPARE(child<QTableView>(m_page.get(), "impactTable")->model()->rowCount(), 0);
        QVERIFY(child<QLineEdit>(m_page.get(), "lossValue")->text().isEmpty());
        QVERIFY(!m_page->findChild<QWidget *>(QStringLiteral("decisionForm")));
    }

private:
    void answerAll()
    {
        for (const char *what : {"cause", "informed", "replacement"}) {
            const QString name = QStringLiteral("followUp-") + QLatin1String(what);
            QTRY_VERIFY(m_page->findChild<QPushButton *>(name));
            child<QLineEdit>(m_page.get(), qPrintable(name + QStringLiteral("Text")))->setText(QStringLiteral("done"));
            QTest::mouseClick(child<QPushButton>(m_page.get(), qPrintable(name)), Qt::LeftButton);
            QTRY_VERIFY(!m_page->findChild<QPushButton *>(name));
        }
        QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("emergencyClose")));
    }
    void takeDialog(QWidget *dialog, const char *name)
    {
        if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty())
            dialog->grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
    }
    /// A picture for whoever wants to look: HUFU_PICTURES names the folder.
    void take(const QString &name)
    {
        const QString folder = qEnvironmentVariable("HUFU_PICTURES");
        if (folder.isEmpty())
            return;
        for (Language::Choice language : {Language::Choice::Chinese, Language::Choice::English}) {
            m_language.choose(language);
            QTest::qWait(300);
            m_page->grab().save(QStringLiteral("%1/emergency-%2-%3.png").arg(folder, name, Language::nameOf(language)));
        }
    }

    Language m_language;
    RecordingNavigator m_navigator;
    std::unique_ptr<CertifyingHouse> m_home;
    std::unique_ptr<InventoryFeed> m_feed;
    std::unique_ptr<EmergencyPage> m_page;
    Sha256 m_lost{}, m_server{};
};

QTEST_MAIN(EmergencyPageTest)
#include "EmergencyPageTest.moc"
