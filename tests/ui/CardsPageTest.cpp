// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, the authority and the whole page run for real; the virtual card stands for one of plastic.
#include "app/cards/PivCardDesk.h"
#include "models/domain/Policy.h"
#include "models/replica/CardDeeds.h"
#include "models/store/PendingCommands.h"
#include "models/views/TemporaryKeyTableModel.h"
#include "models/wording/CardReceipt.h"
#include "models/wording/CardText.h"
#include "models/wording/PinLetter.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Hospital.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/cards/BatchDialog.h"
#include "ui/pages/cards/CardForm.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/CardsPage.h"
#include "ui/pages/cards/IssueDialog.h"
#include "ui/pages/cards/IssueSteps.h"
#include "ui/pages/cards/ReaderBoard.h"
#include "ui/pages/cards/RoleForm.h"
#include "ui/pages/cards/TemporaryReviewForm.h"
#include "ui/shell/Session.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TabGrid.h"
#include "ui/widgets/TableView.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSpinBox>
#include <QTabWidget>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int patience = 60'000;
constexpr const char *security = Hospital::security, *second = "陈安全";
const QString holdersPin = QStringLiteral("27182818");

/// A session of the security officer with the page, as the window has it.
struct Desk {
    explicit Desk(Hospital &hospital) : session(hospital.gate), page(navigator, &cards)
    {
        QObject::connect(&session, &Session::opened, &page, [this] { page.setHouse(session.house(), session.feed()); });
        QObject::connect(&session, &Session::locking, &page, [this] { page.setHouse(nullptr, nullptr); });
        session.unlock(security, passphraseOf(security));
        page.resize(1200, 680);
        page.show();
    }
    ~Desk() { session.lock(); }

    bool isOpen()
    {
        return QTest::qWaitFor([&] { return session.isOpen() && page.watch().hasLooked(); }, patience);
    }
    TableView *table() { return child<TableView>(&page, "cards"); }
    TableView *roles() { return child<TableView>(&page, "certificateRoles"); }
    /// What the first reader's tile says.
    QString tile(const char *part) { return child<QLabel>(child<ReaderTile>(&page, "readerTile"), part)->text(); }
    bool shows(CardStanding standing)
    {
        return QTest::qWaitFor([&] { return !page.watch().isWorking() && !page.watch().seen().empty() && page.watch().seen().front().standing == standing; }, patience);
    }
    SeenCard seen() { return page.watch().seen().front(); }
    CardForm *form(CardDeed deed)
    {
        const std::optional<SeenCard> card = seen();
        return qobject_cast<CardForm *>(page.openDeed(deed, card, card->sight.number));
    }
    QString stateOf(const std::string &number)
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (table()->model()->index(row, CardTableModel::Number).data().toString().toStdString() == number)
                return table()->model()->index(row, CardTableModel::State).data().toString();
        }
        return {};
    }
    bool said(const QString &part)
    {
        return QTest::qWaitFor([&] { return child<QLabel>(&page, "cardsSaid")->isVisible() && child<QLabel>(&page, "cardsSaid")->text().contains(part); }, patience);
    }

    PivCardDesk cards;
    RecordingNavigator navigator;
    Session session;
    CardsPage page;
};

void cosign(QWidget *dialog)
{
    auto *who = child<QComboBox>(dialog, "cosigner");
    who->setCurrentIndex(who->findText(QString::fromUtf8(second)));
    // QTest's key clicks know no ideographs.
    QKeyEvent typed(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QStringLiteral("correct horse battery ") + QString::fromUtf8(second));
    QCoreApplication::sendEvent(child<PassphraseEdit>(dialog, "cosignerPassphrase"), &typed);
}

void type(QWidget *dialog, const char *field, const QString &text) { QTest::keyClicks(child<PassphraseEdit>(dialog, field), text); }

void choosePin(QWidget *dialog, const QString &pin)
{
    type(dialog, "newPin", pin);
    type(dialog, "newPinAgain", pin);
}

bool waitFor(const std::function<bool()> &holds) { return QTest::qWaitFor(holds, patience); }

} // namespace

/// USBKeys in the window: readers live, register, certificate roles, issuing and all else that officers do with them.
class CardsPageTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    std::unique_ptr<Hospital> m_hospital;
    std::unique_ptr<Desk> m_desk;
    std::uint32_t m_serial = 1000;

    bool newCard()
    {
        if (m_scene.card) {
            m_scene.card->pull();
            for (int i = 0; i < 200 && m_scene.line(); ++i)
                QTest::qWait(20);
        }
        CardKind kind;
        kind.serial = ++m_serial;
        return m_scene.insert(kind) && waitFor([&] {
            const std::optional<SeenCard> seen = m_desk->page.watch().withNumber(number());
            return seen && !seen->sight.glimpsed;
        });
    }
    std::string number() const { return std::to_string(m_serial); }

    IssueDialog *wizardAtPin(const QString &name, const QString &staff)
    {
        auto *dialog = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::Issue, m_desk->seen(), number()));
        auto *next = child<QPushButton>(dialog, "issueNext");
        child<QLineEdit>(dialog, "issueName")->setText(name);
        child<QLineEdit>(dialog, "issueStaff")->setText(staff);
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("心内科"));
        for (const IssueDialog::Step step : {IssueDialog::Who, IssueDialog::Which}) {
            if (!waitFor([&] { return next->isEnabled(); }) || dialog->step() != step)
                return nullptr;
            next->click();
        }
        cosign(dialog);
        if (!next->isEnabled())
            return nullptr;
        next->click();
        return dialog;
    }
    /// All the way, for a holder who chooses holdersPin.
    bool issue(const QString &name = QStringLiteral("李医生"), const QString &staff = QStringLiteral("D-1001"))
    {
        IssueDialog *dialog = wizardAtPin(name, staff);
        if (!dialog)
            return false;
        choosePin(dialog, holdersPin);
        child<QPushButton>(dialog, "issueNext")->click();
        const bool done = waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); });
        child<QPushButton>(dialog, "issueNext")->click();
        return done && m_desk->shows(CardStanding::Fit);
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
        VERIFY_OK(m_hospital->add(second, "信息科", {Role::SecurityAdmin}));
        const Result<std::string> root = m_hospital->makeCa(CaTree::Root, {}, {}, security, {second});
        VERIFY_OK(root);
        VERIFY_OK(m_hospital->makeCa(CaTree::Client, *root, {}, security, {second}));
        m_desk = std::make_unique<Desk>(*m_hospital);
        QVERIFY(m_desk->isOpen());
    }
    void cleanupTestCase()
    {
        m_desk.reset();
        m_scene.card.reset();
    }

    void aRoleIsSavedByTwo()
    {
        QVERIFY(child<QPushButton>(&m_desk->page, "addRole")->isEnabled());
        auto *form = m_desk->page.openRole({}, false);
        QVERIFY(form);
        auto *act = child<QPushButton>(form, "roleAct");
        QVERIFY(!act->isEnabled());
        child<QLineEdit>(form, "roleName")->setText(QStringLiteral("医生, 夜班")); // a comma would be escaped in certificates
        cosign(form);
        QVERIFY(child<QLabel>(form, "roleComplaint")->isVisible() && !act->isEnabled());
        child<QLineEdit>(form, "roleName")->setText(QStringLiteral("医生"));
        QVERIFY(act->isEnabled());
        child<QSpinBox>(form, "roleDays")->setValue(200);
        child<QLineEdit>(form, "roleDepartments")->setText(QStringLiteral("心内科，急诊科"));
        act->click();
        QVERIFY(waitFor([&] { return m_desk->roles()->model()->rowCount() == 1; }));
        QCOMPARE(column(m_desk->roles(), CertificateRoleTableModel::Name), QStringList{QStringLiteral("医生")});
        QCOMPARE(column(m_desk->roles(), CertificateRoleTableModel::Departments), QStringList{QStringLiteral("心内科, 急诊科")});
        QVERIFY(m_desk->said(QStringLiteral("医生")));
    }

    void aWrongSecondPassphraseSavesNothing()
    {
        auto *form = m_desk->page.openRole({}, false);
        child<QLineEdit>(form, "roleName")->setText(QStringLiteral("护士"));
        auto *who = child<QComboBox>(form, "cosigner");
        who->setCurrentIndex(who->findText(QString::fromUtf8(second)));
        type(form, "cosignerPassphrase", QStringLiteral("something else"));
        child<QPushButton>(form, "roleAct")->click();
        QVERIFY(waitFor([&] { return form->findChild<ErrorBox *>()->isVisible(); }));
        QCOMPARE(m_desk->roles()->model()->rowCount(), 1);
        form->reject();
    }

    void aNewUsbKeyShowsAtOnceAndIsTakenIntoStock()
    {
        QVERIFY(m_desk->shows(CardStanding::NoCard));
        QVERIFY(newCard());
        QVERIFY(m_desk->shows(CardStanding::Fresh));
        QCOMPARE(m_desk->tile("readerTitle"), CardText::title(m_desk->seen()));
        QVERIFY(m_desk->tile("readerFacts").contains(QString::fromStdString(number())));
        CardForm *form = m_desk->form(CardDeed::Stock);
        child<QPushButton>(form, "cardAct")->click();
        QVERIFY(waitFor([&] { return m_desk->stateOf(number()) == CardText::state(CardState::InStock); }));
        QVERIFY(m_desk->shows(CardStanding::InStock));
        m_scene.card->pull();
        QVERIFY(m_desk->shows(CardStanding::NoCard));
    }

    void theWizardIssues()
    {
        QVERIFY(newCard());
        IssueDialog *dialog = wizardAtPin(QStringLiteral("李医生"), QStringLiteral("D-1001"));
        QVERIFY(dialog);
        QCOMPARE(dialog->step(), IssueDialog::Pin);
        auto *next = child<QPushButton>(dialog, "issueNext");
        for (const char *weak : {"123456", "0000000", "12345", "abcdefg"}) {
            choosePin(dialog, QString::fromLatin1(weak));
            QVERIFY2(!next->isEnabled(), weak);
            child<PassphraseEdit>(dialog, "newPin")->clear();
            child<PassphraseEdit>(dialog, "newPinAgain")->clear();
        }
        type(dialog, "newPin", holdersPin);
        type(dialog, "newPinAgain", QStringLiteral("27182819"));
        QVERIFY(!next->isEnabled());
        child<PassphraseEdit>(dialog, "newPinAgain")->clear();
        type(dialog, "newPinAgain", holdersPin);
        QVERIFY(next->isEnabled());
        next->click();
        QCOMPARE(dialog->step(), IssueDialog::Writing);
        QCOMPARE(child<QPushButton>(dialog, "issueCancel")->text(), QStringLiteral("Stop after this step"));
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
        QVERIFY(child<QLabel>(dialog, "issueResult")->text().contains(QStringLiteral("李医生")));

        const QString paper = m_hospital->folder.path() + QStringLiteral("/receipt.pdf");
        child<QPushButton>(dialog, "issueReceipt")->click();
        auto *file = child<QFileDialog>(dialog, "receiptDialog");
        Q_EMIT file->fileSelected(paper);
        QVERIFY(waitFor([&] { return QFile::exists(paper); }));
        QFile pdf(paper);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.readAll().startsWith("%PDF"));
        const Result<CardReceiptRecord> receipt = readCardReceipt(*m_desk->session.house(), number());
        VERIFY_OK(receipt);
        QVERIFY(CardReceipt(*receipt).html().contains(QStringLiteral("李医生")));
        QCOMPARE(receipt->officer, std::string(security));
        QCOMPARE(receipt->orderedBy, (std::vector<std::string>{security, second}));

        next->click();
        QVERIFY(m_desk->shows(CardStanding::Fit));
        QVERIFY(m_desk->tile("readerContents").contains(QStringLiteral("李医生")));
        QVERIFY(waitFor([&] { return m_desk->stateOf(number()) == CardText::state(CardState::Issued); }));
        QCOMPARE(QString::fromStdString(m_hospital->faults(security)), QString());
    }

    void nobodyIssuesTheirOwn()
    {
        QVERIFY(newCard());
        auto *dialog = m_desk->page.openDeed(CardDeed::Issue, m_desk->seen(), number());
        child<QLineEdit>(dialog, "issueName")->setText(QString::fromUtf8(security));
        child<QLineEdit>(dialog, "issueStaff")->setText(QStringLiteral("E-1"));
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("信息科"));
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueWhoComplaint")->isVisible(); }));
        QVERIFY(!child<QPushButton>(dialog, "issueNext")->isEnabled());
        // Nor under a role that is not for the department.
        child<QLineEdit>(dialog, "issueName")->setText(QStringLiteral("王医生"));
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("儿科"));
        QVERIFY(child<QLabel>(dialog, "issueWhoComplaint")->isVisible());
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("心内科"));
        QVERIFY(!child<QLabel>(dialog, "issueWhoComplaint")->isVisible());
        dialog->reject();
    }

    /// Pulled out in the middle: said so, the same dialog goes on, and so does another one later.
    void anInterruptedOneGoesOn()
    {
        QVERIFY(newCard());
        for (const bool later : {false, true}) {
            if (later)
                QVERIFY(newCard());
            IssueDialog *dialog = wizardAtPin(QStringLiteral("赵医生"), later ? QStringLiteral("D-3") : QStringLiteral("D-2"));
            QVERIFY(dialog);
            choosePin(dialog, holdersPin);
            m_scene.card->failAt(40, CardFault::PulledAfter);
            auto *next = child<QPushButton>(dialog, "issueNext");
            next->click();
            QVERIFY(waitFor([&] { return dialog->findChild<ErrorBox *>()->isVisible(); }));
            QVERIFY(!child<QLabel>(dialog, "issueResult")->isVisible());
            QVERIFY(next->isEnabled());
            QVERIFY(waitFor([&] { return m_desk->stateOf(number()) == CardText::state(CardState::Issuing); }));
            m_scene.card->forgetFaults();
            QVERIFY(m_scene.insertAgain());
            if (later) {
                dialog->reject();
                QVERIFY(m_desk->shows(CardStanding::Interrupted));
                dialog = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::GoOn, m_desk->seen(), number()));
                QCOMPARE(dialog->step(), IssueDialog::Pin);
                choosePin(dialog, holdersPin);
                next = child<QPushButton>(dialog, "issueNext");
            }
            next->click();
            QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
            next->click();
            QVERIFY(m_desk->shows(CardStanding::Fit));
        }
    }

    void aUsedOneIsErasedOnlyWhenAgreed()
    {
        QVERIFY(newCard());
        {
            const auto line = m_scene.line();
            VERIFY_OK(line);
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), Stranger(), PivSlot::Signature, KeyKind::EcP256).empty());
        }
        m_desk->page.watch().look();
        QVERIFY(m_desk->shows(CardStanding::Foreign));
        auto *dialog = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::Issue, m_desk->seen(), number()));
        child<QLineEdit>(dialog, "issueName")->setText(QStringLiteral("钱医生"));
        child<QLineEdit>(dialog, "issueStaff")->setText(QStringLiteral("D-4"));
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("急诊科"));
        auto *next = child<QPushButton>(dialog, "issueNext");
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        next->click();
        QVERIFY(!next->isEnabled());
        QVERIFY(child<QLabel>(dialog, "issueContents")->text().contains(QStringLiteral("holder of 9c")));
        child<QCheckBox>(dialog, "issueClear")->setChecked(true);
        QVERIFY(next->isEnabled());
        next->click();
        cosign(dialog);
        next->click();
        choosePin(dialog, holdersPin);
        next->click();
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
        QCOMPARE(dialog->findChild<IssueSteps *>()->stateText(CardDesk::Step::Clearing), dialog->findChild<IssueSteps *>()->stateText(CardDesk::Step::Proving));
        next->click();
        QVERIFY(m_desk->shows(CardStanding::Fit));
    }

    void wrongPinsSayHowManyTriesAreLeft()
    {
        QVERIFY(newCard());
        QVERIFY(issue());
        CardForm *form = m_desk->form(CardDeed::ChangePin);
        auto *act = child<QPushButton>(form, "cardAct");
        type(form, "cardPin", QStringLiteral("11111112"));
        choosePin(form, QStringLiteral("31415926"));
        act->click();
        QVERIFY(waitFor([&] { return form->findChild<ErrorBox *>()->isVisible() && !m_desk->page.watch().isWorking(); }));
        QCOMPARE(m_scene.pinTries(), 2);
        QVERIFY(child<QLabel>(form, "cardTries")->text().contains(u'2'));
        type(form, "cardPin", holdersPin);
        choosePin(form, QStringLiteral("31415926"));
        act->click();
        QVERIFY(m_desk->said(QString::fromStdString(number())));
        QCOMPARE(m_scene.pinTries(), 3);
    }

    void aBlockedOneIsUnlockedByTwo()
    {
        QVERIFY(newCard());
        QVERIFY(issue());
        {
            const auto line = m_scene.line();
            VERIFY_OK(line);
            Result<PivCard> card = PivCard::open(**line);
            VERIFY_OK(card);
            for (int i = 0; i < 3; ++i)
                QVERIFY(!card->verifyPin(SecureBytes::copyOf("99999998")));
        }
        m_desk->page.watch().look();
        QVERIFY(m_desk->shows(CardStanding::PinBlocked));
        CardForm *form = m_desk->form(CardDeed::Unlock);
        choosePin(form, QStringLiteral("16180339"));
        QVERIFY(!child<QPushButton>(form, "cardAct")->isEnabled()); // nobody alone
        cosign(form);
        child<QPushButton>(form, "cardAct")->click();
        QVERIFY(m_desk->said(QString::fromStdString(number())));
        QVERIFY(m_desk->shows(CardStanding::Fit));
        QCOMPARE(m_scene.pinTries(), 3);
    }

    /// Asked to stop before it began with the USBKey: nothing is changed, and the same again wipes it.
    void wipingStopsBetweenTwoSteps()
    {
        QVERIFY(newCard());
        QVERIFY(issue());
        child<QPushButton>(m_desk->form(CardDeed::Return), "cardAct")->click();
        QVERIFY(m_desk->shows(CardStanding::Returned));
        CardForm *form = m_desk->form(CardDeed::Wipe);
        auto *cancel = child<QPushButton>(form, "cardCancel"), *act = child<QPushButton>(form, "cardAct");
        act->click();
        QVERIFY(cancel->isEnabled());
        QCOMPARE(cancel->text(), QStringLiteral("Stop before the next step"));
        cancel->click();
        QVERIFY(!cancel->isEnabled());
        QVERIFY(waitFor([&] { return cancel->isEnabled(); }));
        QVERIFY(form->findChild<ErrorBox *>()->isVisible());
        QVERIFY(m_desk->shows(CardStanding::Returned));
        QVERIFY(!m_desk->seen().sight.asDelivered);
        act->click();
        QVERIFY(m_desk->shows(CardStanding::InStock));
        QVERIFY(m_desk->seen().sight.asDelivered);
        QVERIFY(issue(QStringLiteral("吴医生"), QStringLiteral("D-10")));
    }

    /// Suspended, resumed by two, lost in two clicks, taken back, wiped, and issued again; the panel tells all of it.
    void theWholeLife()
    {
        QVERIFY(newCard());
        QVERIFY(issue());
        child<QPushButton>(m_desk->form(CardDeed::Suspend), "cardAct")->click();
        QVERIFY(m_desk->shows(CardStanding::Suspended));
        CardForm *resume = m_desk->form(CardDeed::Resume);
        QVERIFY(!child<QPushButton>(resume, "cardAct")->isEnabled());
        cosign(resume);
        child<QPushButton>(resume, "cardAct")->click();
        QVERIFY(m_desk->shows(CardStanding::Fit));

        m_desk->page.openCard(number());
        auto *panel = child<DetailPanel>(&m_desk->page, "detailPanel");
        QVERIFY(waitFor([&] { return panel->isVisible(); }));
        child<QPushButton>(panel, QStringLiteral("detailDeed.%1").arg(int(CardDeed::Lost)).toLatin1().constData())->click(); // the first click
        auto *lost = m_desk->page.findChild<CardForm *>(QStringLiteral("cardForm"));
        QVERIFY(lost);
        child<QPushButton>(lost, "cardAct")->click(); // the second
        QVERIFY(m_desk->shows(CardStanding::Found));
        const Result<CardDetail> detail = readCardDetail(*m_desk->session.house(), number());
        VERIFY_OK(detail);
        QCOMPARE(detail->certificates.size(), std::size_t(1));
        QVERIFY(detail->certificates.front().revoked == RevocationReason::KeyCompromise);
        QCOMPARE(detail->history.front().entry.kind, std::string(CommandKind::ChangeCard));
        QVERIFY(detail->history.size() >= 6);

        child<QPushButton>(m_desk->form(CardDeed::Return), "cardAct")->click();
        QVERIFY(m_desk->shows(CardStanding::Returned));
        child<QPushButton>(m_desk->form(CardDeed::Wipe), "cardAct")->click();
        QVERIFY(m_desk->shows(CardStanding::InStock));
        QVERIFY(m_desk->seen().sight.asDelivered);
        QVERIFY(issue(QStringLiteral("孙医生"), QStringLiteral("D-9")));
    }

    void renewing()
    {
        QVERIFY(newCard());
        QVERIFY(issue());
        const Sha256 before = m_desk->seen().card->certificates.front().sha256;
        auto *dialog = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::Renew, m_desk->seen(), number()));
        QCOMPARE(dialog->step(), IssueDialog::Signatures);
        cosign(dialog);
        auto *next = child<QPushButton>(dialog, "issueNext");
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        next->click();
        type(dialog, "issuePin", QStringLiteral("11111112"));
        next->click();
        QVERIFY(waitFor([&] { return dialog->step() == IssueDialog::Pin && dialog->findChild<ErrorBox *>()->isVisible(); })); // a wrong one
        type(dialog, "issuePin", holdersPin);
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        next->click();
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
        next->click();
        QVERIFY(waitFor([&] { return !m_desk->page.watch().seen().empty() && m_desk->seen().card && m_desk->seen().card->certificates.front().sha256 != before; }));
        QVERIFY(m_desk->shows(CardStanding::Fit));
    }

    /// Between two steps, and the window says what state it is in; going on later ends as if nothing had been.
    void writingIsStoppedAndGoneOnWith()
    {
        QVERIFY(newCard());
        auto *dialog = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::Issue, m_desk->seen(), number()));
        child<QLineEdit>(dialog, "issueName")->setText(QStringLiteral("周医生"));
        child<QLineEdit>(dialog, "issueStaff")->setText(QStringLiteral("D-31"));
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("心内科"));
        auto *next = child<QPushButton>(dialog, "issueNext"), *cancel = child<QPushButton>(dialog, "issueCancel");
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        next->click();
        next->click();
        cosign(dialog);
        next->click();
        choosePin(dialog, holdersPin);
        m_scene.card->answerLate(std::chrono::milliseconds(60)); // so that there is a step to stop after
        next->click();
        auto *steps = child<IssueSteps>(dialog, "issueSteps");
        QVERIFY(waitFor([&] { return steps->stateText(CardDesk::Step::Ordering) == QStringLiteral("running…") || steps->stateText(CardDesk::Step::Securing) == QStringLiteral("running…"); }));
        QVERIFY(cancel->isEnabled());
        cancel->click();
        QVERIFY(!cancel->isEnabled());
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueHeading")->text() == IssueDialog::tr("Stopped, as you asked"); }));
        m_scene.card->answerLate(std::chrono::milliseconds(0));
        QVERIFY(!dialog->findChild<ErrorBox *>()->isVisible());
        const QString said = child<QLabel>(dialog, "issueLeaveIn")->text();
        QVERIFY2(said == CardText::stoppedAfter(CardDesk::Step::Ordering) || said == CardText::stoppedAfter(CardDesk::Step::Securing), qPrintable(said));
        QVERIFY(m_desk->shows(CardStanding::Interrupted));
        next->click();
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
        next->click();
        QVERIFY(m_desk->shows(CardStanding::Fit));
    }

    /// The holder of a USBKey is locked out: another one for hours, by one officer alone, after what the policy says; a colleague reviews it.
    void aTemporaryOneByOneAlone()
    {
        QVERIFY(newCard());
        QVERIFY(issue(QStringLiteral("郑医生"), QStringLiteral("D-41")));
        const std::string held = number();
        QVERIFY(newCard());
        QVERIFY(m_desk->shows(CardStanding::Fresh));
        auto *refused = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::Temporary, std::nullopt, held));
        QVERIFY(refused);
        QVERIFY(waitFor([&] { return child<QLabel>(refused, "temporaryComplaint")->isVisible(); }));
        QVERIFY(!child<QPushButton>(refused, "issueNext")->isEnabled());
        refused->reject();
        Policy policy = defaultPolicy();
        policy.temporaryRoles = {"医生"};
        policy.temporaryHours = 4;
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(policy), {second}));

        auto *dialog = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::Temporary, std::nullopt, held));
        auto *next = child<QPushButton>(dialog, "issueNext");
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        QCOMPARE(child<QSpinBox>(dialog, "temporaryHours")->maximum(), 4);
        QVERIFY(child<QLabel>(dialog, "temporaryAbout")->text().contains(QStringLiteral("郑医生")));
        child<QSpinBox>(dialog, "temporaryHours")->setValue(2);
        next->click();
        QCOMPARE(dialog->step(), IssueDialog::Which);
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        next->click();
        choosePin(dialog, holdersPin);
        next->click();
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
        next->click();
        QVERIFY(m_desk->shows(CardStanding::Fit));
        QCOMPARE(m_desk->seen().card->hours, 2);

        auto *table = child<TableView>(&m_desk->page, "temporaryKeys");
        QVERIFY(waitFor([&] { return table->model()->rowCount() == 1; }));
        QVERIFY(child<QTabWidget>(&m_desk->page, "cardsTabs")->tabText(2).contains(u'1'));
        table->setCurrentIndex(table->model()->index(0, 0));
        QVERIFY(!child<QPushButton>(&m_desk->page, "reviewTemporary")->isEnabled()); // one's own
        const TemporaryRecord record = readTemporaryRecords(*m_desk->session.house())->front();
        TemporaryReviewForm form(m_hospital->at(second), record);
        QVERIFY(!child<QPushButton>(&form, "reviewAct")->isEnabled());
        child<QLineEdit>(&form, "reviewNote")->setText(QStringLiteral("已向科室核实"));
        child<QPushButton>(&form, "reviewAct")->click();
        QVERIFY(waitFor([&] { return form.result() == QDialog::Accepted; }));
        QVERIFY(waitFor([&] { return table->model()->index(0, TemporaryKeyTableModel::Review).data(TemporaryKeyTableModel::ReviewedRole).toBool(); }));
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(defaultPolicy()), {second}));
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    /// Off unless policy has it. The drawn PIN goes to the printing system alone (here a script in its place), and the USBKey takes it.
    void aPinLetterIsPrinted()
    {
        const QString folder = m_hospital->folder.path(), letter = folder + QStringLiteral("/letter.pdf"), lp = folder + QStringLiteral("/lp");
        {
            QFile script(lp);
            QVERIFY(script.open(QIODevice::WriteOnly));
            script.write("#!/bin/sh\ncat > '" + letter.toUtf8() + ".part' && mv '" + letter.toUtf8() + ".part' '" + letter.toUtf8() + "'\n");
            script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", folder.toUtf8() + ":" + path);
        const auto restore = qScopeGuard([&] { qputenv("PATH", path); });
        QVERIFY(newCard());
        IssueDialog *without = wizardAtPin(QStringLiteral("冯医生"), QStringLiteral("D-51"));
        QVERIFY(without);
        QVERIFY(!child<QCheckBox>(without, "issueLetter")->isVisible());
        without->reject();
        VERIFY_ERROR(PinLetter::check(m_hospital->at(security)), ErrorCode::NotPermitted);
        Policy policy = defaultPolicy();
        policy.pinLetters = 1;
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(policy), {second}));
        IssueDialog *dialog = wizardAtPin(QStringLiteral("冯医生"), QStringLiteral("D-51"));
        QVERIFY(dialog);
        auto *next = child<QPushButton>(dialog, "issueNext");
        auto *drawn = child<QCheckBox>(dialog, "issueLetter");
        QVERIFY(drawn->isVisible() && !drawn->isChecked() && !next->isEnabled());
        drawn->setChecked(true);
        QVERIFY(next->isEnabled());
        next->click();
        QVERIFY(waitFor([&] { return child<QLabel>(dialog, "issueResult")->isVisible(); }));
        QVERIFY(waitFor([&] { return QFile::exists(letter); }));
        next->click();
        QVERIFY(m_desk->shows(CardStanding::Fit));
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(defaultPolicy()), {second}));

        QProcess reader;
        reader.start(QStringLiteral("pdftotext"), {letter, QStringLiteral("-")});
        if (!reader.waitForFinished(patience) || reader.exitCode() != 0)
            QSKIP("pdftotext is not installed");
        // A font may share a glyph between a character and its radical, and the reader then names the radical.
        const QString text = QString::fromUtf8(reader.readAllStandardOutput()).normalized(QString::NormalizationForm_KC);
        QVERIFY2(text.contains(QStringLiteral("冯医生")) && text.contains(QStringLiteral("PIN letter")) && text.count(u'\f') == 1, qPrintable(text)); // one page
        QString pin = text.mid(text.lastIndexOf(QStringLiteral("PIN")));
        pin.remove(QRegularExpression(QStringLiteral("[^0-9]")));
        QCOMPARE(pin.size(), 8);
        const auto line = m_scene.line();
        Result<PivCard> card = line ? PivCard::open(**line) : fail(line.error());
        VERIFY_OK(card);
        VERIFY_OK(card->verifyPin(SecureBytes::copyOf(pin.toStdString())));
    }

    void anOrderIsLeftForAnotherDesk()
    {
        QVERIFY(newCard());
        auto *dialog = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::Issue, m_desk->seen(), number()));
        child<QLineEdit>(dialog, "issueName")->setText(QStringLiteral("吴医生"));
        child<QLineEdit>(dialog, "issueStaff")->setText(QStringLiteral("D-11"));
        child<QLineEdit>(dialog, "issueDepartment")->setText(QStringLiteral("心内科"));
        auto *next = child<QPushButton>(dialog, "issueNext");
        QVERIFY(waitFor([&] { return next->isEnabled(); }));
        next->click();
        next->click();
        child<QComboBox>(dialog, "cosigner")->setCurrentIndex(child<QComboBox>(dialog, "cosigner")->count() - 1); // at another desk
        QVERIFY(next->isEnabled());
        next->click();
        QVERIFY(m_desk->said(QStringLiteral("吴医生")));
        QCOMPARE(m_desk->stateOf(number()), QString()); // not in force: the register knows nothing of it
        const auto pending = m_hospital->read(second, [&](Connection &connection) { return readPendings(connection, m_hospital->now); });
        VERIFY_OK(pending);
        QCOMPARE(pending->size(), std::size_t(1));
        VERIFY_OK(m_hospital->at(second).signPending(pending->front().id));
        QVERIFY(m_desk->shows(CardStanding::Interrupted));
        auto *goOn = qobject_cast<IssueDialog *>(m_desk->page.openDeed(CardDeed::GoOn, m_desk->seen(), number()));
        choosePin(goOn, holdersPin);
        child<QPushButton>(goOn, "issueNext")->click();
        QVERIFY(waitFor([&] { return child<QLabel>(goOn, "issueResult")->isVisible(); }));
        child<QPushButton>(goOn, "issueNext")->click();
        QVERIFY(m_desk->shows(CardStanding::Fit));
    }

    /// Who has one is left out; what is interrupted goes on with the same USBKey; the report says what came of it.
    void aListIsIssuedOneAfterTheOther()
    {
        m_scene.card->pull();
        QVERIFY(m_desk->shows(CardStanding::NoCard));
        const QString list = m_hospital->folder.path() + QStringLiteral("/list.csv"), report = m_hospital->folder.path() + QStringLiteral("/report.csv");
        {
            QFile file(list);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("姓名,工号,科室,持证角色\n李医生,D-1001,心内科,医生\n甲医生,D-21,心内科,医生\n乙医生,D-22,急诊科,医生\n丙医生,D-23,急诊科,院长\n");
        }
        auto *dialog = qobject_cast<BatchDialog *>(m_desk->page.openBatch());
        auto *next = child<QPushButton>(dialog, "batchNext");
        QVERIFY(waitFor([&] { return child<QPushButton>(dialog, "batchChoose")->isEnabled(); }));
        dialog->load(list);
        QVERIFY(waitFor([&] { return child<TableView>(dialog, "batch")->model()->rowCount() == 4; }));
        QVERIFY(!next->isEnabled());
        cosign(dialog);
        next->click();
        QVERIFY(waitFor([&] { return dialog->sign() == BatchDialog::Sign::Insert && child<QLabel>(dialog, "batchSign")->isVisible(); }));
        QVERIFY(child<QLabel>(dialog, "batchSign")->text().contains(QStringLiteral("甲医生")));
        for (const bool interrupted : {false, true}) {
            QVERIFY(newCard());
            QVERIFY(waitFor([&] { return dialog->sign() == BatchDialog::Sign::Pin; }));
            choosePin(dialog, holdersPin);
            if (interrupted)
                m_scene.card->failAt(40, CardFault::PulledAfter);
            next->click();
            if (interrupted) {
                QVERIFY(waitFor([&] { return dialog->findChild<ErrorBox *>()->isVisible(); }));
                m_scene.card->forgetFaults();
                QVERIFY(m_scene.insertAgain());
                QVERIFY(waitFor([&] { return dialog->sign() == BatchDialog::Sign::Pin; }));
                choosePin(dialog, holdersPin);
                next->click();
            }
            QVERIFY(waitFor([&] { return dialog->sign() == BatchDialog::Sign::TakeOut; }));
            m_scene.card->pull();
            QVERIFY(waitFor([&] { return dialog->sign() == (interrupted ? BatchDialog::Sign::Over : BatchDialog::Sign::Insert); }));
        }
        dialog->saveReport(report);
        QFile written(report);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(written.readAll());
        QCOMPARE(text.count(QStringLiteral("issued")) - text.count(QStringLiteral("not issued")), 3);
        QVERIFY(text.contains(QStringLiteral("院长")));
        dialog->reject();
    }

    void filtersAndOverdue()
    {
        auto *show = child<TabGrid>(&m_desk->page, "cardsShow");
        const int all = m_desk->table()->model()->rowCount();
        QVERIFY(all > 5);
        show->setCurrentIndex(int(CardTableModel::Show::InStock));
        QCOMPARE(column(m_desk->table(), CardTableModel::State), QStringList{CardText::state(CardState::InStock)});
        show->setCurrentIndex(int(CardTableModel::Show::Overdue));
        QCOMPARE(m_desk->table()->model()->rowCount(), 0);
        show->setCurrentIndex(int(CardTableModel::Show::All));
        child<SearchBox>(&m_desk->page, "cardsSearch")->setText(QStringLiteral("孙医生"));
        QCOMPARE(column(m_desk->table(), CardTableModel::Holder), QStringList{QStringLiteral("孙医生")});
        child<SearchBox>(&m_desk->page, "cardsSearch")->clear();

        // The year is over: everything that is with holders is overdue. Any entry makes the page look at the clock.
        m_hospital->now += std::chrono::days(201);
        VERIFY_OK(m_hospital->submit(security, CommandKind::StockCard, toJson(CardArrival{"77", "YubiKey 5.7.1", ""})));
        show->setCurrentIndex(int(CardTableModel::Show::Overdue));
        QVERIFY(waitFor([&] { return m_desk->table()->model()->rowCount() > 3; }));
        QVERIFY(m_desk->page.badge() > 3);
        QVERIFY(m_scene.insertAgain());
        QVERIFY(m_desk->shows(CardStanding::Ended));
        show->setCurrentIndex(int(CardTableModel::Show::All));
    }

    void theServiceStopsAndComesBack()
    {
        m_scene.card->pull();
        m_scene.pcscd.stop();
        QVERIFY(waitFor([&] { return m_desk->page.watch().trouble().has_value(); }));
        QVERIFY(!m_desk->tile("readerTitle").isEmpty());
        QVERIFY(m_scene.pcscd.start());
        QVERIFY(waitFor([&] { return !m_desk->page.watch().trouble() && !m_desk->page.watch().seen().empty(); }));
        QVERIFY(newCard());
        QVERIFY(m_desk->shows(CardStanding::Fresh));
    }

    void lockingForgetsAll()
    {
        m_desk->page.openCard(number());
        m_desk->session.lock();
        QCOMPARE(m_desk->table()->model()->rowCount(), 0);
        QVERIFY(m_desk->page.watch().seen().empty());
        QVERIFY(!child<DetailPanel>(&m_desk->page, "detailPanel")->isVisible());
    }
};

int main(int argc, char **argv)
{
    CardsPageTest::hindered = enterOwnNamespaces(); // before the first thread
    QApplication application(argc, argv);
    CardsPageTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "CardsPageTest.moc"
