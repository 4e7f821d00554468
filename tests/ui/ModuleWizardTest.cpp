// SPDX-License-Identifier: GPL-3.0-or-later
// hufu-tokenhost, the authority and the whole page run for real; SoftHSM2 stands for a vendor's USBKey.
#include "app/cards/ModuleDesk.h"
#include "models/replica/CardDeeds.h"
#include "models/wording/CardText.h"
#include "tests/support/Hospital.h"
#include "tests/support/SoftHsm.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/cards/CardForm.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/CardsPage.h"
#include "ui/pages/cards/IssueDialog.h"
#include "ui/pages/cards/IssueSteps.h"
#include "ui/pages/cards/ReaderBoard.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/Session.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int patience = 60'000;
constexpr const char *security = Hospital::security, *second = "陈安全";
const QString label = QStringLiteral("医生钥匙"), factoryPin = QStringLiteral("123456"), holdersPin = QStringLiteral("27182818");

bool waitFor(const std::function<bool()> &holds) { return QTest::qWaitFor(holds, patience); }

void type(QWidget *dialog, const char *field, const QString &text)
{
    child<PassphraseEdit>(dialog, field)->clear();
    QTest::keyClicks(child<PassphraseEdit>(dialog, field), text);
}

} // namespace

/// Any vendor's USBKey in the window: the wizard finds it by its PKCS#11 module, says what it cannot do, and issues it.
class ModuleWizardTest : public QObject {
    Q_OBJECT

    SoftHsm m_hsm;
    std::unique_ptr<Hospital> m_hospital;
    ModuleDesk m_modules;
    RecordingNavigator m_navigator;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CardsPage> m_page;

    CardWatch &watch() { return m_page->watch(); }
    bool shows(CardStanding standing)
    {
        return waitFor([&] { return !watch().isWorking() && watch().seen().size() == 1 && watch().seen().front().standing == standing; });
    }
    SeenCard seen() { return watch().seen().front(); }
    CardForm *form(CardDeed deed) { return qobject_cast<CardForm *>(m_page->openDeed(deed, seen(), seen().sight.number)); }

private Q_SLOTS:
    void initTestCase()
    {
        forgetSettings();
        if (!SoftHsm::isThere())
            QSKIP("softhsm2 and opensc are not installed");
        QVERIFY2(m_hsm.makeToken(label, factoryPin), m_hsm.said());
        m_hospital = std::make_unique<Hospital>();
        VERIFY_OK(m_hospital->founded);
        VERIFY_OK(m_hospital->add(second, "信息科", {Role::SecurityAdmin}));
        const Result<std::string> root = m_hospital->makeCa(CaTree::Root, {}, {}, security, {second});
        VERIFY_OK(root);
        VERIFY_OK(m_hospital->makeCa(CaTree::Client, *root, {}, security, {second}));
        VERIFY_OK(m_hospital->submit(security, CommandKind::SaveRole, toJson(CertificateRole{.id = newUuid(), .name = "医生"}), {second}));
        m_session = std::make_unique<Session>(m_hospital->gate);
        m_page = std::make_unique<CardsPage>(m_navigator, &m_modules);
        connect(m_session.get(), &Session::opened, m_page.get(), [this] { m_page->setHouse(m_session->house(), m_session->feed()); });
        connect(m_session.get(), &Session::locking, m_page.get(), [this] { m_page->setHouse(nullptr, nullptr); });
        m_session->unlock(security, passphraseOf(security));
        m_page->resize(1200, 680);
        m_page->show();
        QVERIFY(waitFor([&] { return m_session->isOpen() && watch().hasLooked(); }));
        QVERIFY(watch().seen().empty());
    }
    void cleanupTestCase()
    {
        if (m_session)
            m_session->lock();
        m_page.reset();
    }
    void cleanup() { m_hsm.setFault(); }

    void theWizardIssuesIt()
    {
        auto *dialog = qobject_cast<IssueDialog *>(m_page->openDeed(CardDeed::Issue, {}, {}));
        QVERIFY(dialog);
        auto *next = child<QPushButton>(dialog, "issueNext");
        child<QLineEdit>(dialog, "issueName")->setText(QStringLiteral("李医生"));
        child<QLineEdit>(dialog, "issueStaff")->setText(QStringLiteral("D-1001"));
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("心内科"));
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        next->click();
        QCOMPARE(dialog->step(), IssueDialog::Which);
        QVERIFY(!next->isEnabled());
        child<QToolButton>(dialog, "issueModules")->menu()->actions().front()->trigger();
        Q_EMIT child<QFileDialog>(dialog, "moduleDialog")->fileSelected(SoftHsm::faultyModule());
        QVERIFY(shows(CardStanding::Fresh));
        QVERIFY(waitFor([&] { return next->isEnabled(); })); // the only one that can be meant
        const QString abilities = child<QLabel>(dialog, "issueAbilities")->text();
        QVERIFY2(abilities.contains(QStringLiteral("CKM_ECDSA")) && abilities.contains(QStringLiteral("P-256")) && abilities.contains(CardText::withoutPiv()), qPrintable(abilities));
        QCOMPARE(Preferences::tokenModules(), QStringList{SoftHsm::faultyModule()});
        next->click();
        QVERIFY(child<QLabel>(dialog, "issueSummary")->text().contains(CardText::withoutPiv()));
        auto *who = child<QComboBox>(dialog, "cosigner");
        who->setCurrentIndex(who->findText(QString::fromUtf8(second)));
        QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QStringLiteral("correct horse battery ") + QString::fromUtf8(second));
        QCoreApplication::sendEvent(child<PassphraseEdit>(dialog, "cosignerPassphrase"), &typed);
        QVERIFY(next->isEnabled());
        next->click();
        QCOMPARE(dialog->step(), IssueDialog::Pin);
        type(dialog, "newPin", holdersPin);
        type(dialog, "newPinAgain", holdersPin);
        QVERIFY(child<PassphraseEdit>(dialog, "issuePin")->isVisible() && !next->isEnabled()); // the PIN that it has is needed as well
        type(dialog, "issuePin", QStringLiteral("999999"));
        next->click();
        QVERIFY(waitFor([&] { return dialog->step() == IssueDialog::Pin; })); // wrong: asked again, and nothing ordered
        QVERIFY(dialog->findChild<ErrorBox *>()->isVisible());
        type(dialog, "issuePin", factoryPin);
        type(dialog, "newPin", holdersPin);
        type(dialog, "newPinAgain", holdersPin);
        // Interrupted once its PIN is the new one: the same dialog goes on.
        m_hsm.setFault("crash C_GenerateKeyPair");
        next->click();
        QVERIFY(waitFor([&] { return next->isEnabled() && next->text() == QStringLiteral("Go on"); }));
        QCOMPARE(dialog->findChild<IssueSteps *>()->stateText(CardDesk::Step::MakingKeys), QStringLiteral("interrupted"));
        m_hsm.setFault();
        next->click();
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
        next->click();
        QVERIFY(shows(CardStanding::Fit));
        auto *tile = child<ReaderTile>(m_page.get(), "readerTile");
        QVERIFY(child<QLabel>(tile, "readerTitle")->text().contains(QStringLiteral("李医生")));
        QVERIFY(child<QLabel>(tile, "readerContents")->text().contains(QStringLiteral("9A")));
        const Said keys = m_hsm.tool(label, {"--login", "--pin", holdersPin, "--list-objects", "--type", "privkey"});
        QVERIFY2(keys && keys.text.count("Private Key Object") == 1, keys.text);
        QCOMPARE(QString::fromStdString(m_hospital->faults(security)), QString());
    }

    void whatItCannotDoIsNotOffered()
    {
        const std::vector<CardDeed> deeds = deedsFor(seen());
        QVERIFY(std::ranges::find(deeds, CardDeed::Unlock) == deeds.end());
        QVERIFY(std::ranges::find(deeds, CardDeed::ChangePin) != deeds.end());
    }

    void itIsTakenBackAndWipedWithItsPin()
    {
        child<QPushButton>(form(CardDeed::Return), "cardAct")->click();
        QVERIFY(shows(CardStanding::Returned));
        CardForm *wipe = form(CardDeed::Wipe);
        auto *act = child<QPushButton>(wipe, "cardAct");
        QVERIFY(!act->isEnabled());
        type(wipe, "cardPin", QStringLiteral("99999999"));
        act->click();
        QVERIFY(waitFor([&] { return wipe->findChild<ErrorBox *>()->isVisible(); }));
        type(wipe, "cardPin", holdersPin);
        act->click();
        QVERIFY(shows(CardStanding::InStock));
        QVERIFY(seen().sight.asDelivered);
    }

    void aModuleThatHangsIsSaidAndCanBeForgotten()
    {
        m_hsm.setFault("hang C_Initialize");
        watch().look();
        QVERIFY(shows(CardStanding::Unreadable));
        QVERIFY(seen().sight.fault && seen().sight.fault->code == ErrorCode::TokenTimedOut);
        m_hsm.setFault();
        watch().look();
        QVERIFY(shows(CardStanding::InStock));
        watch().forgetModule(SoftHsm::faultyModule());
        QVERIFY(waitFor([&] { return watch().seen().empty(); }));
        QVERIFY(Preferences::tokenModules().isEmpty());
    }
};

QTEST_MAIN(ModuleWizardTest)
#include "ModuleWizardTest.moc"
