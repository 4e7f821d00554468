// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/CaReader.h"
#include "models/wording/RevocationText.h"
#include "tests/support/Peer.h"
#include "tests/support/SoftHsm.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/authorities/AuthoritiesPage.h"
#include "ui/pages/authorities/CaSetupDialog.h"
#include "ui/pages/authorities/TokenPicker.h"
#include "ui/pages/authorities/TokenPinDialog.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/revocation/RevokeForm.h"
#include "ui/shell/Session.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/TableView.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTest>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono;
using Model = AuthorityTableModel;

Q_DECLARE_METATYPE(hufu::CaSetup)

namespace {

constexpr int patience = 60'000; // keys are made meanwhile

CaSetup soundSetup()
{
    CaSetup setup;
    setup.parts = {{{true, "第一医院根 CA"}, {true, "第一医院服务器 CA"}, {true, "第一医院客户端 CA"}}};
    setup.organization = "第一医院";
    setup.locality = "上海";
    setup.domains = {"Hospital.example", "内网.example"};
    setup.statusUrl = "http://pki.hospital.example";
    return setup;
}

/// A house of one person (pilot mode) as the window has it, and the page.
struct Desk {
    Desk() : gate(folder.filePath(QStringLiteral("home")).toStdString(), {1024, 8, 1}, PageHouse::today), session(gate), page(navigator, session)
    {
        QObject::connect(&session, &Session::opened, &page, [this] { page.setHouse(session.house(), session.feed()); });
        QObject::connect(&session, &Session::locking, &page, [this] { page.setHouse(nullptr, nullptr); });
        session.found({"第一医院", "李安全", "信息科"}, SecureBytes::copyOf("correct horse battery 医院"));
        page.resize(1200, 640);
        page.show();
    }
    ~Desk() { session.lock(); }

    bool isOpen() { return QTest::qWaitFor([&] { return session.isOpen(); }, patience); }
    TableView *table() { return child<TableView>(&page, "authorities"); }
    /// Sets all three up, as an officer does who only fills in what is not there yet.
    void setUp()
    {
        auto *dialog = qobject_cast<CaSetupDialog *>(page.openSetup());
        child<QLineEdit>(dialog, "caLocality")->setText(QStringLiteral("上海"));
        dialog->setStep(CaSetupDialog::Keys);
        child<QPlainTextEdit>(dialog, "caDomains")->setPlainText(QStringLiteral("hospital.example"));
        child<QLineEdit>(dialog, "caStatusUrl")->setText(QStringLiteral("http://127.0.0.1:%1").arg(Peer::freePort())); // where nothing answers
        dialog->setStep(CaSetupDialog::Signatures);
        child<QPushButton>(dialog, "caCreate")->click();
    }
    bool allActive()
    {
        return QTest::qWaitFor([&] { return column(table(), Model::State) == QStringList(3, Model::stateText(Model::CaState::Active)); }, patience);
    }

    QTemporaryDir folder;
    EmbeddedGate gate;
    Session session;
    RecordingNavigator navigator;
    AuthoritiesPage page;
};

} // namespace

/// The own CA: set up in three steps, watched in a table, its certificates revoked.
class AuthoritiesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void faults_data();
    void faults();
    void plans();
    void crlUrgency_data();
    void crlUrgency();
    void reasons_data();
    void reasons();
    void threeCas();
    void keysInAToken();
    void revokes();
};

void AuthoritiesPageTest::faults_data()
{
    QTest::addColumn<CaSetup>("setup");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, CaSetupFault fault, auto &&change) {
        CaSetup setup = soundSetup();
        change(setup);
        QTest::newRow(name) << setup << int(fault);
    };
    row("as it should be", CaSetupFault::None, [](CaSetup &) {});
    row("nothing chosen", CaSetupFault::NothingWanted, [](CaSetup &setup) { setup.parts = {}; });
    row("issuing CAs and no root", CaSetupFault::NoRoot, [](CaSetup &setup) { setup.part(CaTree::Root).wanted = false; });
    row("below a root that exists", CaSetupFault::None, [](CaSetup &setup) {
        setup.part(CaTree::Root).wanted = false;
        setup.parent = newUuid();
    });
    row("a name left empty", CaSetupFault::Name, [](CaSetup &setup) { setup.part(CaTree::Client).name.clear(); });
    row("an empty name of one that is not wanted", CaSetupFault::None, [](CaSetup &setup) { setup.part(CaTree::Client) = {}; });
    row("64 characters", CaSetupFault::None, [](CaSetup &setup) { setup.part(CaTree::Root).name = std::string(64, 'x'); });
    row("65 characters", CaSetupFault::Name, [](CaSetup &setup) { setup.part(CaTree::Root).name = std::string(65, 'x'); });
    row("two of the same name", CaSetupFault::SameName, [](CaSetup &setup) { setup.part(CaTree::Client).name = setup.part(CaTree::Root).name; });
    row("the name of one that exists", CaSetupFault::SameName, [](CaSetup &setup) { setup.part(CaTree::Client).name = "taken"; });
    row("no organization", CaSetupFault::Organization, [](CaSetup &setup) { setup.organization.clear(); });
    row("servers without a place", CaSetupFault::Locality, [](CaSetup &setup) { setup.locality.clear(); });
    row("no servers, no place", CaSetupFault::None, [](CaSetup &setup) {
        setup.locality.clear();
        setup.part(CaTree::Server).wanted = false;
    });
    row("a country in words", CaSetupFault::Country, [](CaSetup &setup) { setup.country = "China"; });
    row("outlives its root", CaSetupFault::Outlives, [](CaSetup &setup) { setup.issuingYears = setup.rootYears + 1; });
    row("a wildcard for a domain", CaSetupFault::Domain, [](CaSetup &setup) { setup.domains = {"*.hospital.example"}; });
    row("an address for a domain", CaSetupFault::Domain, [](CaSetup &setup) { setup.domains = {"10.0.0.1"}; });
    row("any domain", CaSetupFault::None, [](CaSetup &setup) { setup.domains.clear(); });
    row("keys in a token", CaSetupFault::None, [](CaSetup &setup) {
        setup.inToken = true;
        setup.keyStore = "pkcs11:token=hospital?module-path=/m.so";
    });
    row("keys in no token yet", CaSetupFault::Token, [](CaSetup &setup) { setup.inToken = true; });
    row("SM2 keys in a token", CaSetupFault::TokenCannot, [](CaSetup &setup) {
        setup.inToken = true;
        setup.keyStore = "pkcs11:token=hospital?module-path=/m.so";
        setup.algorithm = "sm2";
    });
    row("https", CaSetupFault::StatusUrl, [](CaSetup &setup) { setup.statusUrl = "https://pki.hospital.example"; });
    row("no address", CaSetupFault::StatusUrl, [](CaSetup &setup) { setup.statusUrl.clear(); });
}

void AuthoritiesPageTest::faults()
{
    QFETCH(CaSetup, setup);
    QFETCH(int, fault);
    QCOMPARE(int(faultIn(setup, {"taken"})), fault);
}

void AuthoritiesPageTest::plans()
{
    const std::vector<CaPlan> plans = plansOf(soundSetup());
    QCOMPARE(plans.size(), 3U);
    QCOMPARE(plans[0].tree, CaTree::Root);
    QVERIFY(plans[0].parent.empty() && plans[0].domains.empty());
    QCOMPARE(plans[0].years, 20);
    QCOMPARE(plans[1].parent, plans[0].id);
    QCOMPARE(plans[1].years, 10);
    QCOMPARE(plans[1].domains, (std::vector<std::string>{"hospital.example", "xn--v6q792i.example"})); // as they stand in a certificate
    QCOMPARE(plans[2].parent, plans[0].id);
    QVERIFY(plans[2].domains.empty());
    for (const CaPlan &plan : plans)
        VERIFY_OK(caPlanFromJson(toJson(plan)));
}

void AuthoritiesPageTest::crlUrgency_data()
{
    QTest::addColumn<qint64>("life");
    QTest::addColumn<qint64>("left");
    QTest::addColumn<int>("severity"); // -1: none
    constexpr qint64 hour = 3600, day = 24 * hour;
    QTest::newRow("just signed") << 7 * day << 7 * day << -1;
    QTest::newRow("half of its life left") << 7 * day << 84 * hour << -1;
    QTest::newRow("a second less") << 7 * day << 84 * hour - 1 << int(Severity::Medium);
    QTest::newRow("one day left") << 7 * day << day << int(Severity::Medium);
    QTest::newRow("its last day") << 7 * day << day - 1 << int(Severity::Critical);
    QTest::newRow("run out") << 7 * day << -hour << int(Severity::Critical);
    QTest::newRow("half a day of one") << day << 12 * hour << -1;
    QTest::newRow("a quarter of a day") << day << 6 * hour << int(Severity::Medium);
    QTest::newRow("less than a quarter") << day << 6 * hour - 1 << int(Severity::Critical);
}

void AuthoritiesPageTest::crlUrgency()
{
    QFETCH(qint64, life);
    QFETCH(qint64, left);
    QFETCH(int, severity);
    const Instant now = PageHouse::today(), end = now + seconds(left);
    const std::optional<Severity> found = Model::crlUrgency(end - seconds(life), end, now);
    QCOMPARE(found ? int(*found) : -1, severity);
}

void AuthoritiesPageTest::reasons_data()
{
    QTest::addColumn<int>("occasion");
    QTest::addColumn<int>("reason");
    // standards.md §1.5, "default map"
    QTest::newRow("leaver") << int(RevocationOccasion::Leaver) << 3;
    QTest::newRow("scrapped") << int(RevocationOccasion::DeviceScrapped) << 5;
    QTest::newRow("renewed") << int(RevocationOccasion::Renewed) << 4;
    QTest::newRow("lost USBKey or leaked key") << int(RevocationOccasion::KeyLost) << 1;
    QTest::newRow("breach of the rules") << int(RevocationOccasion::PolicyBreach) << 9;
    QTest::newRow("for the time being") << int(RevocationOccasion::Pause) << 6;
}

void AuthoritiesPageTest::reasons()
{
    QFETCH(int, occasion);
    QFETCH(int, reason);
    QCOMPARE(int(reasonFor(RevocationOccasion(occasion))), reason);
}

void AuthoritiesPageTest::threeCas()
{
    Desk desk;
    QVERIFY(desk.isOpen());
    auto *begin = child<QPushButton>(&desk.page, "emptySetUpCa");
    QTRY_VERIFY(begin->isVisible() && begin->isEnabled());
    begin->click();
    auto *dialog = child<CaSetupDialog>(&desk.page, "caSetup");
    auto *next = child<QPushButton>(dialog, "caNext"), *create = child<QPushButton>(dialog, "caCreate");

    // Names come from the house's; the place is what it cannot know.
    QCOMPARE(child<QLineEdit>(dialog, "caOrganization")->text(), QStringLiteral("第一医院"));
    QVERIFY(child<QLineEdit>(dialog, "caName-root")->text().startsWith(QStringLiteral("第一医院")));
    QVERIFY(child<QCheckBox>(dialog, "caWanted-root")->isChecked() && child<QCheckBox>(dialog, "caWanted-client")->isChecked());
    QVERIFY(!next->isEnabled());
    QVERIFY(child<QLabel>(dialog, "caComplaint")->isVisible());
    child<QLineEdit>(dialog, "caLocality")->setText(QStringLiteral("上海"));
    QVERIFY(next->isEnabled());
    next->click();

    QCOMPARE(dialog->step(), CaSetupDialog::Keys);
    QVERIFY(!next->isEnabled()); // no address yet
    // Without domains it says what that means, before anybody signs.
    child<QLineEdit>(dialog, "caStatusUrl")->setText(QStringLiteral("http://pki.hospital.example"));
    dialog->setStep(CaSetupDialog::Signatures);
    QVERIFY(child<QLabel>(dialog, "caOverview")->text().contains(QStringLiteral("may certify any name")));
    dialog->setStep(CaSetupDialog::Keys);
    child<QLineEdit>(dialog, "caStatusUrl")->clear();
    child<QPlainTextEdit>(dialog, "caDomains")->setPlainText(QStringLiteral("hospital.example"));
    QCOMPARE(child<QLineEdit>(dialog, "caStatusUrl")->text(), QStringLiteral("http://pki.hospital.example"));
    QVERIFY(next->isEnabled());
    child<QSpinBox>(dialog, "caIssuingYears")->setValue(21);
    QVERIFY(!next->isEnabled());
    child<QSpinBox>(dialog, "caIssuingYears")->setValue(10);
    next->click();

    QVERIFY(create->isVisible() && create->isEnabled()); // pilot mode
    QVERIFY(child<QLabel>(dialog, "caOverview")->text().contains(QStringLiteral("hospital.example")));
    QVERIFY(!child<QLabel>(dialog, "caOverview")->text().contains(QStringLiteral("any name")));
    const QPointer<QDialog> open(dialog);
    create->click();
    QVERIFY(!create->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!open, patience);
    QVERIFY(desk.allActive());

    auto *table = desk.table();
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(column(table, Model::Tree), (QStringList{Model::treeText(CaTree::Root), Model::treeText(CaTree::Server), Model::treeText(CaTree::Client)}));
    for (const QString &algorithm : column(table, Model::Algorithm))
        QCOMPARE(algorithm, QStringLiteral("ECDSA P-256"));
    // Each has a CRL by itself, of the life that the policy gives it; so the summary counts down.
    const auto crlGood = [&] {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, Model::CrlNumber).data(Model::SortRole).toULongLong() == 0
                || table->model()->index(row, Model::CrlUntil).data(Model::UrgencyRole).toInt() != -1)
                return false;
        }
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(crlGood(), patience);
    QVERIFY(child<QLabel>(&desk.page, "pageSummary")->text().contains(QStringLiteral("7")));
    QVERIFY(!child<Banner>(&desk.page, "authorityTroubles")->isVisible());
    QCOMPARE(desk.page.badge(), 0);

    // A stranger follows the chain, with the files that the page writes.
    const Result<std::vector<CertificateAuthority>> cas = desk.session.house()->read(readCas);
    VERIFY_OK(cas);
    for (std::size_t at = 0; at < cas->size(); ++at)
        desk.page.exportTo((*cas)[at].plan.id, desk.folder.filePath(QStringLiteral("%1.pem").arg(at)));
    const QString openssl = Peer::find(QStringLiteral("openssl"));
    if (openssl.isEmpty())
        QSKIP("openssl is not installed");
    const QString when = QString::number(toUnix(PageHouse::today()) + 60);
    for (const char *issuing : {"1.pem", "2.pem"})
        QVERIFY(Peer::run(openssl, {"verify", "-x509_strict", "-attime", when, "-CAfile", "0.pem", issuing}, desk.folder.path()));

    // The panel shows the row that is opened; a second set-up offers nothing that is there.
    Q_EMIT table->opened(table->model()->index(1, 0));
    QVERIFY(child<QPushButton>(&desk.page, "detailExportCa")->isVisible());
    child<QPushButton>(&desk.page, "showCaInInventory")->click();
    QCOMPARE(desk.navigator.certificates.size(), 1);
    auto *again = qobject_cast<CaSetupDialog *>(desk.page.openSetup());
    QVERIFY(again);
    const CaSetup offered = again->setup();
    for (const CaSetup::Part &part : offered.parts) {
        QVERIFY(!part.wanted);
        QVERIFY(part.name.ends_with(" G2"));
    }
    QCOMPARE(offered.parent, (*cas)[0].plan.id);
    QCOMPARE(offered.locality, std::string("上海"));

    // Locking closes what is open and forgets the rows.
    const QPointer<QDialog> stillOpen(again);
    desk.session.lock();
    QVERIFY(!stillOpen);
    QCOMPARE(table->model()->rowCount(), 0);
}

/// Set up with the keys in SoftHSM2: the library, its token, a PIN that is wrong and then right; and the PIN again after it was changed.
void AuthoritiesPageTest::keysInAToken()
{
    if (!SoftHsm::isThere())
        QSKIP("softhsm2 and opensc are not installed");
    SoftHsm hsm;
    QVERIFY2(hsm.makeToken("第一医院"), hsm.said());
    Desk desk;
    QVERIFY(desk.isOpen());
    QTRY_VERIFY(child<QPushButton>(&desk.page, "emptySetUpCa")->isEnabled());
    auto *dialog = qobject_cast<CaSetupDialog *>(desk.page.openSetup());
    child<QLineEdit>(dialog, "caLocality")->setText(QStringLiteral("上海"));
    dialog->setStep(CaSetupDialog::Keys);
    child<QPlainTextEdit>(dialog, "caDomains")->setPlainText(QStringLiteral("hospital.example"));
    auto *next = child<QPushButton>(dialog, "caNext");
    QVERIFY(next->isEnabled());
    child<QComboBox>(dialog, "caKeyStore")->setCurrentIndex(1);
    QVERIFY(!next->isEnabled());
    auto *picker = child<TokenPicker>(dialog, "tokenPicker");
    auto *tokens = child<QComboBox>(dialog, "tokenList");
    auto *pin = child<PassphraseEdit>(dialog, "tokenPin");
    QVERIFY(picker->isVisible() && !pin->isEnabled());

    picker->setModule(QStringLiteral("/nowhere/module.so"));
    QTRY_VERIFY_WITH_TIMEOUT(child<ErrorBox>(picker, "tokenError")->isVisible(), patience);
    hsm.setFault("hang C_Initialize");
    picker->setModule(SoftHsm::faultyModule());
    QTRY_VERIFY_WITH_TIMEOUT(child<ErrorBox>(picker, "tokenError")->isVisible(), 5000); // meanwhile events are handled
    hsm.setFault();
    picker->setModule(SoftHsm::faultyModule());
    QTRY_COMPARE_WITH_TIMEOUT(tokens->count(), 1, patience);
    QCOMPARE(tokens->currentText(), QStringLiteral("第一医院"));
    QVERIFY(!next->isEnabled()); // no PIN yet
    QTest::keyClicks(pin, QStringLiteral("000000"));
    QTRY_VERIFY(next->isEnabled());
    next->click();
    QTRY_VERIFY_WITH_TIMEOUT(child<ErrorBox>(picker, "tokenError")->isVisible(), patience);
    QCOMPARE(dialog->step(), CaSetupDialog::Keys);
    QCOMPARE(hsm.logins(), 1);
    QTest::keyClicks(pin, QStringLiteral("123456"));
    if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty())
        dialog->grab().save(folder + QStringLiteral("/token-keys.png"));
    QTRY_VERIFY(next->isEnabled());
    next->click();
    QTRY_COMPARE_WITH_TIMEOUT(dialog->step(), CaSetupDialog::Signatures, patience);
    QVERIFY(child<QLabel>(dialog, "caOverview")->text().contains(QStringLiteral("第一医院")));
    const QPointer<QDialog> open(dialog);
    child<QPushButton>(dialog, "caCreate")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!open, patience);
    QVERIFY(desk.allActive());
    for (const QString &place : column(desk.table(), Model::KeyStore))
        QVERIFY2(place.contains(QStringLiteral("第一医院")), qPrintable(place));
    QCOMPARE(hsm.tool("第一医院", {"--login", "--pin", "123456", "--list-objects", "--type", "privkey"}).text.count("never extractable, local"), 3);

    // The PIN is changed; the page takes the new one, and says when it is wrong.
    QVERIFY2(hsm.changePin("第一医院", "123456", "654321"), hsm.said());
    desk.table()->setCurrentIndex(desk.table()->model()->index(0, 0));
    Q_EMIT desk.table()->opened(desk.table()->model()->index(0, 0));
    if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty())
        desk.page.grab().save(folder + QStringLiteral("/token-page.png"));
    child<QPushButton>(&desk.page, "detailTokenPin")->click();
    auto *again = child<TokenPinDialog>(&desk.page, "tokenPinDialog");
    auto *give = child<QPushButton>(again, "giveTokenPin");
    QVERIFY(!give->isEnabled());
    QTest::keyClicks(child<PassphraseEdit>(again, "newTokenPin"), QStringLiteral("123456"));
    give->click();
    QTRY_VERIFY_WITH_TIMEOUT(child<ErrorBox>(again, "tokenPinError")->isVisible(), patience);
    if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty())
        again->grab().save(folder + QStringLiteral("/token-pin.png"));
    QTest::keyClicks(child<PassphraseEdit>(again, "newTokenPin"), QStringLiteral("654321"));
    const QPointer<QDialog> pinDialog(again);
    give->click();
    QTRY_VERIFY_WITH_TIMEOUT(!pinDialog, patience);
}

void AuthoritiesPageTest::revokes()
{
    Desk desk;
    QVERIFY(desk.isOpen());
    desk.setUp();
    QVERIFY(desk.allActive());
    House &house = *desk.session.house();
    const TestCertificate bought = CertBuilder::server("bought.example").build();
    QVERIFY(!ImportJob(house).run({SourceSpec::pasted(viewOf(bought.pem()))}, {}, {}, {}).stopped);
    InventoryFeed &feed = *desk.session.feed();
    const auto cas = house.read(readCas);
    VERIFY_OK(cas);
    const auto rowOf = [&](std::size_t ca) { return feed.inventory()->find(readListing((*cas)[ca].certificate)->sha256); };
    feed.refresh();
    const auto foreignRow = [&] { return feed.inventory()->find(readListing(bought.der)->sha256); };
    QTRY_VERIFY_WITH_TIMEOUT(feed.inventory()->isComplete() && rowOf(0) && rowOf(1) && rowOf(2) && foreignRow() && !feed.isLoading(), patience);
    const std::optional<Row> foreign = foreignRow();
    const std::vector<Row> chosen{*rowOf(0), *rowOf(1), *rowOf(2), *foreign};

    // The root and what was bought elsewhere are left out, and said so.
    auto form = std::make_unique<RevokeForm>(house, feed.inventory(), chosen, RevokeForm::Deed::Revoke, &desk.page);
    form->show();
    auto *act = child<QPushButton>(form.get(), "revokeAct");
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(form.get(), "revokePreview")->text().contains(QStringLiteral("bought.example")), patience);
    const QString preview = child<QLabel>(form.get(), "revokePreview")->text();
    QVERIFY(preview.contains(QString::fromStdString((*cas)[1].plan.commonName)));
    QVERIFY(act->text().contains(u'2'));
    QVERIFY(child<QWidget>(form.get(), "cosigner")->isVisible()); // a CA is among them
    QVERIFY(!act->isEnabled());                                   // no note yet
    child<QLineEdit>(form.get(), "revokeNote")->setText(QStringLiteral("试验"));
    QVERIFY(!act->isEnabled()); // two CAs: one has to say how many that are
    child<QLineEdit>(form.get(), "revokeConfirm")->setText(QStringLiteral("12"));
    QVERIFY(!act->isEnabled());
    child<QLineEdit>(form.get(), "revokeConfirm")->setText(QStringLiteral("2"));
    QVERIFY(act->isEnabled());
    // The date is asked for only where a key was compromised.
    auto *since = child<QCheckBox>(form.get(), "revokeSince");
    QVERIFY(!since->isVisible());
    auto *occasion = child<QComboBox>(form.get(), "revokeOccasion");
    occasion->setCurrentIndex(occasion->findData(int(RevocationOccasion::KeyLost)));
    Q_EMIT occasion->activated(occasion->currentIndex());
    QVERIFY(since->isVisible());
    QCOMPARE(child<QComboBox>(form.get(), "revokeReason")->currentData().toInt(), int(RevocationReason::KeyCompromise));
    form.reset();

    // The people's CA alone: suspended, resumed, revoked.
    const auto carryOut = [&](RevokeForm::Deed deed, RevocationOccasion why) {
        RevokeForm one(house, feed.inventory(), {*rowOf(2)}, deed, &desk.page);
        one.show();
        QSignalSpy finished(&one, &RevokeForm::done);
        if (deed == RevokeForm::Deed::Revoke) {
            auto *box = child<QComboBox>(&one, "revokeOccasion");
            box->setCurrentIndex(box->findData(int(why)));
            Q_EMIT box->activated(box->currentIndex());
        }
        child<QLineEdit>(&one, "revokeNote")->setText(QStringLiteral("试验"));
        child<QLineEdit>(&one, "revokeConfirm")->setText(QStringLiteral("1"));
        auto *button = child<QPushButton>(&one, "revokeAct");
        if (!QTest::qWaitFor([&] { return button->isEnabled(); }, patience))
            return false;
        button->click();
        if (!QTest::qWaitFor([&] { return finished.size() == 1; }, patience) || deed == RevokeForm::Deed::Resume)
            return finished.size() == 1;
        // It stays open, asks, and says that nobody can see it.
        auto *seen = child<QLabel>(&one, "proofSeen");
        return QTest::qWaitFor([&] { return seen->isVisible() && seen->text().contains(QStringLiteral("127.0.0.1")); }, patience)
            && seen->text().contains(QStringLiteral("hufuctl serve"));
    };
    const auto stateNow = [&] { return house.read([&](Connection &connection) { return readIssued(connection, feed.inventory()->row(*rowOf(2)).sha256); }); };
    QVERIFY(carryOut(RevokeForm::Deed::Revoke, RevocationOccasion::Pause));
    QCOMPARE((*stateNow())->revoked->reason, RevocationReason::CertificateHold);
    const QStringList states{Model::stateText(Model::CaState::Active), Model::stateText(Model::CaState::Active), Model::stateText(Model::CaState::Revoked)};
    QTRY_COMPARE_WITH_TIMEOUT(column(desk.table(), Model::State), states, patience);
    QVERIFY(carryOut(RevokeForm::Deed::Resume, RevocationOccasion::Pause));
    QVERIFY(!(*stateNow())->revoked);
    QVERIFY(desk.allActive());
    QVERIFY(carryOut(RevokeForm::Deed::Revoke, RevocationOccasion::DeviceScrapped));
    QCOMPARE((*stateNow())->revoked->reason, RevocationReason::CessationOfOperation);
    QCOMPARE((*stateNow())->revoked->note, std::string("试验"));

    // Nothing is left to do to it.
    RevokeForm late(house, feed.inventory(), {*rowOf(2)}, RevokeForm::Deed::Revoke, &desk.page);
    late.show();
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(&late, "revokePreview")->text().contains(QStringLiteral("already")), patience);
    child<QLineEdit>(&late, "revokeNote")->setText(QStringLiteral("试验"));
    QVERIFY(!child<QPushButton>(&late, "revokeAct")->isEnabled());
}

QTEST_MAIN(AuthoritiesPageTest)
#include "AuthoritiesPageTest.moc"
