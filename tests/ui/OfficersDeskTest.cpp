// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, the authority and the whole window run for real; virtual cards stand for those of plastic.
#include "app/cards/PivCardDesk.h"
#include "models/store/CardReader.h"
#include "models/wording/Language.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Hospital.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/people/PeoplePage.h"
#include "ui/pages/people/SigningKeyForm.h"
#include "ui/shell/CardPrompt.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int patience = 60'000;
constexpr const char *security = Hospital::security, *second = "陈安全", *third = "孙安全";
const QString pinText = QStringLiteral("27182818");
constexpr const char *ownCard = "20261128", *othersCard = "4711";

} // namespace

/// An officer's own USBKey in the window: changing to it, unlocking by its PIN, the lock that falls when it is pulled out, and signing together at one reader.
class OfficersDeskTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    std::unique_ptr<Hospital> m_hospital;
    std::unique_ptr<VirtualCard> m_other;
    PivCardDesk m_cards;
    std::unique_ptr<Theme> m_theme;
    Language m_language;
    std::unique_ptr<MainWindow> m_window;
    std::string m_role;

    Session &session() { return m_window->session(); }
    bool waitFor(const std::function<bool()> &holds) { return QTest::qWaitFor(holds, patience); }
    /// A USBKey for an officer, written in the first reader.
    Result<Card> issue(const char *name)
    {
        const Result<std::vector<Person>> people = m_hospital->at(third).people();
        if (!people)
            return fail(people.error());
        const auto person = std::ranges::find(*people, name, &Person::name);
        return issueTo({person->id, person->name, person->department});
    }
    Result<Card> issueTo(const CardHolder &holder)
    {
        House &house = m_hospital->at(third);
        const Result<std::unique_ptr<Token>> wu = m_hospital->gate.unlockToken(house, "吴安全", passphraseOf("吴安全"));
        if (!wu)
            return fail(wu.error());
        Token *const cosigners[] = {wu->get()};
        CardDesk::Issue issue{.reader = CardScene::reader(), .holder = holder, .role = m_role, .card = {}};
        const SecureBytes pin = SecureBytes::copyOf(pinText.toStdString());
        issue.pin = &pin;
        return m_cards.issue(house, issue, cosigners, [](CardDesk::Step) {});
    }
    void unlock(const QString &secret)
    {
        auto *officer = child<QComboBox>(m_window.get(), "lockOfficer");
        officer->setCurrentIndex(officer->findText(QString::fromUtf8(security)));
        QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, secret);
        QCoreApplication::sendEvent(child<PassphraseEdit>(m_window.get(), "lockPassphrase"), &typed);
        child<QPushButton>(m_window.get(), "unlockButton")->click();
    }
    /// Pictures for whoever wants to look: HUFU_PICTURES names the folder.
    void look(QWidget *widget, const char *name)
    {
        const QString folder = qEnvironmentVariable("HUFU_PICTURES");
        if (folder.isEmpty())
            return;
        for (const auto language : {Language::Choice::Chinese, Language::Choice::English}) {
            m_language.choose(language);
            QTest::qWait(50);
            widget->grab().save(QStringLiteral("%1/desk-%2-%3.png").arg(folder, QLatin1String(name), Language::nameOf(language)));
        }
    }
    bool pullOwn()
    {
        m_scene.card->pull();
        return waitFor([] { return !CardScene::line(); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        forgetSettings();
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        m_hospital = std::make_unique<Hospital>();
        VERIFY_OK(m_hospital->founded);
        for (const char *name : {second, third, "吴安全"})
            VERIFY_OK(m_hospital->add(name, "信息科", {Role::SecurityAdmin}));
        const Result<std::string> root = m_hospital->makeCa(CaTree::Root, {}, {}, security, {second});
        VERIFY_OK(root);
        VERIFY_OK(m_hospital->makeCa(CaTree::Client, *root, {}, security, {second}));
        CertificateRole role{.id = newUuid(), .name = "officer"};
        role.slots = {"9a", "9c", "9d"};
        m_role = role.id;
        VERIFY_OK(m_hospital->submit(security, CommandKind::SaveRole, toJson(role), {second}));
        CardKind kind;
        kind.serial = 4711;
        QVERIFY(m_scene.insert(kind));
        VERIFY_OK(issue(second));
        m_other = std::move(m_scene.card);
        m_other->pull();
        QVERIFY(waitFor([] { return !CardScene::line(); }));
        kind.serial = 5555; // for somebody who is no officer yet
        QVERIFY(m_scene.insert(kind));
        VERIFY_OK(issueTo({"D-77", "周工程", "信息科"}));
        QVERIFY(pullOwn());
        QVERIFY(m_scene.insert());
        VERIFY_OK(issue(security));
        // 陈安全 changed at a desk of their own.
        QVERIFY(pullOwn());
        QVERIFY(m_other->insert());
        QVERIFY(waitFor([] { return CardScene::line().has_value(); }));
        const SecureBytes pin = SecureBytes::copyOf(pinText.toStdString());
        VERIFY_OK(m_hospital->gate.moveToCard(m_hospital->at(second), {m_hospital->idOf(second), othersCard, {}, &pin}, {}));
        m_other->pull();
        QVERIFY(waitFor([] { return !CardScene::line(); }));
        QVERIFY(m_scene.insertAgain());
        m_theme = std::make_unique<Theme>(*qApp);
        m_language.choose(Language::Choice::English);
        m_window = std::make_unique<MainWindow>(m_hospital->gate, *m_theme, m_language, &m_cards);
        m_window->show();
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_scene.card.reset();
        m_other.reset();
    }

    /// Who has a USBKey needs no passphrase: the register says whose it is.
    void somebodyNewSignsWithTheirUsbKey()
    {
        unlock(QStringLiteral("correct horse battery ") + QString::fromUtf8(security));
        QVERIFY(waitFor([&] { return session().isOpen(); }));
        m_window->workbench().showPage(PageId::People);
        auto *page = static_cast<PeoplePage *>(m_window->workbench().page(PageId::People));
        QDialog *form = nullptr;
        QVERIFY(waitFor([&] { return (form = page->addPerson()) != nullptr; }));
        auto *ways = child<QComboBox>(form, "personSigns");
        QVERIFY(waitFor([&] { return ways->count() == 2; })); // a passphrase, or the one USBKey of nobody registered
        ways->setCurrentIndex(1);
        QCOMPARE(child<QLineEdit>(form, "personName")->text(), QStringLiteral("周工程"));
        QVERIFY(child<QLineEdit>(form, "personName")->isReadOnly());
        look(form, "new-person");
        child<QCheckBox>(form, "role-system-admin")->setChecked(true);
        auto *who = child<QComboBox>(form, "cosigner");
        who->setCurrentIndex(who->findText(QString::fromUtf8(Hospital::system)));
        QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QStringLiteral("correct horse battery ") + QString::fromUtf8(Hospital::system));
        QCoreApplication::sendEvent(child<PassphraseEdit>(form, "cosignerPassphrase"), &typed);
        auto *save = child<QPushButton>(form, "personSave");
        QVERIFY(save->isEnabled());
        QPointer<QDialog> open(form);
        save->click();
        QVERIFY(waitFor([&] { return !open || !open->isVisible(); }));
        const Result<std::vector<Person>> people = session().house()->people();
        VERIFY_OK(people);
        const auto person = std::ranges::find(*people, "周工程", &Person::name);
        QVERIFY(person != people->end());
        QCOMPARE(person->card, std::string("5555"));
        session().lock();
    }

    /// The last system administrator lost what they sign with: two custodians decide, in the window.
    void custodiansRecoverTheLastAdministrator()
    {
        constexpr const char *one = "钱保管", *other = "冯保管";
        Hospital small;
        VERIFY_OK(small.founded);
        for (const char *name : {one, other})
            VERIFY_OK(small.add(name, "信息科", {Role::Custodian}));
        const Person lost = small.at(Hospital::system).officer();
        Session desk(small.gate);
        desk.unlock(one, passphraseOf(one));
        QVERIFY(waitFor([&] { return desk.isOpen(); }));
        SigningKeyForm form(desk, lost, SigningKeyForm::Kind::Passphrase);
        form.show();
        const QList<QComboBox *> boxes = form.findChildren<QComboBox *>(QStringLiteral("cosigner"));
        QCOMPARE(boxes.size(), 1);
        QCOMPARE(boxes.front()->findText(QString::fromUtf8(security)), -1); // no administrator decides alone
        look(&form, "recovery");
        const auto typeInto = [&](const char *field, const QString &text) {
            QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, text);
            QCoreApplication::sendEvent(child<PassphraseEdit>(&form, field), &typed);
        };
        for (const char *field : {"newPassphrase", "newPassphraseAgain"})
            typeInto(field, QStringLiteral("another battery staple 王系统"));
        child<QLineEdit>(&form, "signingKeyReason")->setText(QStringLiteral("USBKey 遗失"));
        boxes.front()->setCurrentIndex(boxes.front()->findText(QString::fromUtf8(other)));
        typeInto("cosignerPassphrase", QStringLiteral("correct horse battery ") + QString::fromUtf8(other));
        auto *act = child<QPushButton>(&form, "signingKeyAct");
        QVERIFY(act->isEnabled());
        act->click();
        QVERIFY(waitFor([&] { return form.result() == QDialog::Accepted; }));
        desk.lock();
        VERIFY_OK(small.gate.open(Hospital::system, SecureBytes::copyOf("another battery staple 王系统")));
        VERIFY_ERROR(small.gate.open(Hospital::system, passphraseOf(Hospital::system)), ErrorCode::WrongPassphrase);
        QCOMPARE(QString::fromStdString(small.faults(Hospital::audit)), QString());
    }

    void anOfficerChangesToTheirUsbKey()
    {
        unlock(QStringLiteral("correct horse battery ") + QString::fromUtf8(security));
        QVERIFY(waitFor([&] { return session().isOpen(); }));
        m_window->workbench().showPage(PageId::People);
        auto *page = static_cast<PeoplePage *>(m_window->workbench().page(PageId::People));
        QVERIFY(waitFor([&] { return page->changeKey(session().house()->officer().id, SigningKeyForm::Kind::Card) != nullptr; }));
        auto *form = child<SigningKeyForm>(page, "signingKeyForm");
        QCOMPARE(child<QComboBox>(form, "signingCard")->currentData().toString(), QLatin1String(ownCard));
        auto *act = child<QPushButton>(form, "signingKeyAct");
        QVERIFY(!act->isEnabled());
        look(form, "form");
        QTest::keyClicks(child<PassphraseEdit>(form, "signingCardPin"), QStringLiteral("11223344"));
        act->click();
        QVERIFY(waitFor([&] { return form->findChild<ErrorBox *>()->isVisible(); }));
        QCOMPARE(m_scene.pinTries(), 2);
        look(form, "refused");
        QTest::keyClicks(child<PassphraseEdit>(form, "signingCardPin"), pinText);
        act->click();
        QVERIFY(waitFor([&] { return !session().isOpen(); })); // what it signed with counts no more
    }

    void thePinUnlocks()
    {
        auto *officer = child<QComboBox>(m_window.get(), "lockOfficer");
        officer->setCurrentIndex(officer->findText(QString::fromUtf8(security)));
        unlock(QStringLiteral("11223344"));
        QVERIFY(waitFor([&] { return child<QLabel>(m_window.get(), "lockWrong")->isVisible(); }));
        QVERIFY2(child<QLabel>(m_window.get(), "lockWrong")->text().contains(u'2'), qPrintable(child<QLabel>(m_window.get(), "lockWrong")->text()));
        look(m_window.get(), "wrong");
        unlock(pinText);
        QVERIFY(waitFor([&] { return session().isOpen(); }));
        QCOMPARE(session().house()->officer().card, std::string(ownCard));
        // Commands are signed with it.
        CertificateRole role{.id = newUuid(), .name = "porter"};
        VERIFY_ERROR(session().house()->submit(CommandKind::SaveRole, toJson(role)), ErrorCode::CosignerNeeded);
    }

    void pulledOutItLocksAtOnce()
    {
        QTest::qWait(300); // the watch has found it
        QElapsedTimer timer;
        timer.start();
        m_scene.card->pull();
        QVERIFY(QTest::qWaitFor([&] { return !session().isOpen(); }, 5000));
        qInfo("locked after %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY(timer.elapsed() < 1500); // pcscd sees vpcd's cards go within 400 ms
        QVERIFY(child<QLabel>(m_window.get(), "lockNote")->isVisible());
        look(m_window.get(), "pulled");
        unlock(pinText);
        QVERIFY(waitFor([&] { return child<ErrorBox>(m_window.get(), "lockError")->isVisible(); })); // nothing to unlock with
        QVERIFY(m_scene.insertAgain());
        unlock(pinText);
        QVERIFY(waitFor([&] { return session().isOpen(); }));
    }

    void atOneReaderColleaguesTakeTurns()
    {
        QTest::qWait(300);
        CertificateRole role{.id = newUuid(), .name = "midwife"};
        std::vector<Cosigner> cosigners;
        cosigners.push_back({m_hospital->idOf(second), SecureBytes::copyOf(pinText.toStdString())});
        QFuture<Result<Receipt>> saved = session().house()->submitLater(CommandKind::SaveRole, toJson(role), std::move(cosigners));
        auto *prompt = child<CardPrompt>(m_window.get(), "cardPrompt");
        QVERIFY(waitFor([&] { return prompt->isVisible(); }));
        QVERIFY(child<QLabel>(prompt, "cardPromptText")->text().contains(QString::fromUtf8(second)));
        look(prompt, "prompt");
        QVERIFY(pullOwn());
        QTest::qWait(500);
        QVERIFY(session().isOpen()); // it made room
        QVERIFY(m_other->insert());
        QVERIFY(waitFor([&] { return saved.isFinished(); }));
        VERIFY_OK(saved.result());
        QVERIFY(waitFor([&] { return prompt->isVisible() && child<QLabel>(prompt, "cardPromptText")->text().contains(QString::fromUtf8(security)); }));
        m_other->pull();
        QVERIFY(waitFor([] { return !CardScene::line(); }));
        QVERIFY(m_scene.insertAgain());
        QVERIFY(waitFor([&] { return !prompt->isVisible(); }));
        QVERIFY(session().isOpen());
        // And from now on it is watched again.
        QTest::qWait(300);
        m_scene.card->pull();
        QVERIFY(QTest::qWaitFor([&] { return !session().isOpen(); }, 5000));
    }

    void whoDoesNotSignIsNotWaitedFor()
    {
        QVERIFY(m_scene.insertAgain());
        unlock(pinText);
        QVERIFY(waitFor([&] { return session().isOpen(); }));
        CertificateRole role{.id = newUuid(), .name = "cook"};
        std::vector<Cosigner> cosigners;
        cosigners.push_back({m_hospital->idOf(second), SecureBytes::copyOf(pinText.toStdString())});
        QFuture<Result<Receipt>> saved = session().house()->submitLater(CommandKind::SaveRole, toJson(role), std::move(cosigners));
        auto *prompt = child<CardPrompt>(m_window.get(), "cardPrompt");
        QVERIFY(waitFor([&] { return prompt->isVisible(); }));
        child<QPushButton>(prompt, "cardPromptCancel")->click();
        QVERIFY(waitFor([&] { return saved.isFinished(); }));
        VERIFY_ERROR(saved.result(), ErrorCode::Cancelled);
        QVERIFY(session().isOpen());
        QCOMPARE(QString::fromStdString(m_hospital->faults(Hospital::audit)), QString());
    }
};

int main(int argc, char **argv)
{
    OfficersDeskTest::hindered = enterOwnNamespaces(); // before the first thread
    QApplication application(argc, argv);
    OfficersDeskTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "OfficersDeskTest.moc"
