// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/CaRules.h"
#include "models/domain/Emergency.h"
#include "models/domain/Revocation.h"
#include "models/pki/Digest.h"
#include "models/store/CaReader.h"
#include "tests/support/Hospital.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/pending/PendingPage.h"
#include "ui/pages/people/PersonForm.h"
#include "ui/shell/EmergencyBand.h"
#include "ui/shell/Session.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int patience = 30'000;

/// Two desks of one house: at one somebody is registered, at the other lies what waits for a signature.
struct TwoDesks {
    TwoDesks() : session(hospital.gate)
    {
        session.unlock(Hospital::security, passphraseOf(Hospital::security));
        for (PendingPage *page : {&mine, &theirs}) {
            page->resize(1280, 640);
            page->show();
        }
    }
    ~TwoDesks()
    {
        mine.setHouse(nullptr, nullptr);
        theirs.setHouse(nullptr, nullptr);
        session.lock();
    }
    bool isOpen()
    {
        if (!hospital.founded || !QTest::qWaitFor([&] { return session.isOpen(); }, patience))
            return false;
        mine.setHouse(session.house(), session.feed());
        theirs.setHouse(&hospital.at(Hospital::system), nullptr);
        return true;
    }
    /// Fills the form at the first desk and leaves the signature to another one.
    void leave(const QString &name)
    {
        PersonForm form(session, {});
        child<QLineEdit>(&form, "personName")->setText(name);
        child<QLineEdit>(&form, "personDepartment")->setText(QStringLiteral("门诊部"));
        child<QCheckBox>(&form, "role-applicant")->setChecked(true);
        for (const char *field : {"newPassphrase", "newPassphraseAgain"})
            QTest::keyClicks(child<PassphraseEdit>(&form, field), QStringLiteral("correct horse battery staple"));
        auto *who = child<QComboBox>(&form, "cosigner");
        auto *save = child<QPushButton>(&form, "personSave");
        QVERIFY(!save->isEnabled());
        who->setCurrentIndex(who->count() - 1);
        QVERIFY(!child<PassphraseEdit>(&form, "cosignerPassphrase")->isEnabled());
        QTRY_VERIFY(save->isEnabled());
        QSignalSpy accepted(&form, &QDialog::accepted);
        save->click();
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, patience);
    }
    bool isRegistered(const QString &name)
    {
        return std::ranges::any_of(session.house()->people().value_or(std::vector<Person>()), [&](const Person &person) { return qstr(person.name) == name; });
    }
    std::string onlyId()
    {
        const auto waiting = session.house()->read([&](Connection &connection) { return readPendings(connection, session.house()->now()); });
        return waiting && waiting->size() == 1 ? waiting->front().id : std::string();
    }
    static QString text(PendingPage &page, PendingTableModel::Column column) { return test::column(child<TableView>(&page, "pendingTable"), column).value(0); }

    Hospital hospital;
    Session session;
    RecordingNavigator navigator;
    PendingPage mine{navigator}, theirs{navigator};
};

} // namespace

/// What is signed at one desk and waits for the signature of another: shown, signed, taken back.
class PendingPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void theSecondSignaturePutsItInForce();
    void itsAuthorTakesItBack();
    void whoIsWaitedForDeclines();
    void anEmergencyIsHeard();
};

void PendingPageTest::theSecondSignaturePutsItInForce()
{
    TwoDesks desks;
    QVERIFY(desks.isOpen());
    QTRY_VERIFY(child<EmptyState>(&desks.theirs, "emptyState")->isVisible());
    desks.leave(QStringLiteral("孙主任"));
    QVERIFY(!desks.isRegistered(QStringLiteral("孙主任")));

    QTRY_COMPARE_WITH_TIMEOUT(desks.theirs.badge(), 1, patience); // without anybody asking for it
    QTRY_COMPARE(desks.mine.forMe(), 0);
    QCOMPARE(desks.text(desks.theirs, PendingTableModel::What), QStringLiteral("Register a person"));
    QCOMPARE(desks.text(desks.theirs, PendingTableModel::About), QStringLiteral("孙主任"));
    QCOMPARE(desks.text(desks.theirs, PendingTableModel::Author), QString::fromUtf8(Hospital::security));
    const std::string id = desks.onlyId();
    QVERIFY(!desks.mine.askSignature(id));
    QVERIFY(!desks.theirs.askWithdrawal(id));
    desks.theirs.openCommand(id);
    QVERIFY(child<RichText>(&desks.theirs, "pendingCommand")->toPlainText().contains(QStringLiteral("孙主任")));

    child<QPushButton>(&desks.theirs, "signPending")->click();
    auto *box = desks.theirs.findChild<QMessageBox *>(QStringLiteral("signPendingBox"));
    QVERIFY(box && box->text().contains(QStringLiteral("孙主任")));
    child<QPushButton>(box, "signPendingAccept")->click();
    QTRY_COMPARE_WITH_TIMEOUT(desks.theirs.badge(), 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(desks.isRegistered(QStringLiteral("孙主任")), patience);
    QTRY_VERIFY(child<EmptyState>(&desks.mine, "emptyState")->isVisible());
}

void PendingPageTest::itsAuthorTakesItBack()
{
    TwoDesks desks;
    QVERIFY(desks.isOpen());
    desks.leave(QStringLiteral("周护士"));
    QTRY_COMPARE_WITH_TIMEOUT(desks.theirs.badge(), 1, patience);
    QTRY_COMPARE(child<TableView>(&desks.mine, "pendingTable")->model()->rowCount(), 1);
    QDialog *dialog = desks.mine.askWithdrawal(desks.onlyId());
    QVERIFY(dialog);
    static_cast<QInputDialog *>(dialog)->setTextValue(QStringLiteral("name misspelt"));
    dialog->accept();
    QTRY_COMPARE_WITH_TIMEOUT(desks.theirs.badge(), 0, patience);
    QTRY_COMPARE(child<TableView>(&desks.mine, "pendingTable")->model()->rowCount(), 0);
    QVERIFY(!desks.isRegistered(QStringLiteral("周护士")));
}

void PendingPageTest::whoIsWaitedForDeclines()
{
    TwoDesks desks;
    QVERIFY(desks.isOpen());
    desks.leave(QStringLiteral("周护士"));
    QTRY_COMPARE_WITH_TIMEOUT(desks.theirs.badge(), 1, patience);
    QVERIFY(!desks.mine.askDecline(desks.onlyId()));
    desks.theirs.openCommand(desks.onlyId());
    child<QPushButton>(&desks.theirs, "declinePending")->click();
    auto *dialog = desks.theirs.findChild<QInputDialog *>(QStringLiteral("declinePendingDialog"));
    QVERIFY(dialog);
    dialog->setTextValue(QStringLiteral("nobody told me"));
    dialog->accept();
    QTRY_COMPARE_WITH_TIMEOUT(desks.theirs.badge(), 0, patience);
    QTRY_VERIFY(child<EmptyState>(&desks.mine, "emptyState")->isVisible());
    QVERIFY(!desks.isRegistered(QStringLiteral("周护士")));
}

/// What waits for an officer in an emergency rings, once for each, and is one press away.
void PendingPageTest::anEmergencyIsHeard()
{
    const std::string second = "孙安全";
    Hospital hospital;
    VERIFY_OK(hospital.founded);
    VERIFY_OK(hospital.add(second, "信息科", {Role::SecurityAdmin}));
    const Result<std::string> root = hospital.makeCa(CaTree::Root, {}, {}, Hospital::security, {second});
    VERIFY_OK(root);
    const Result<std::string> clients = hospital.makeCa(CaTree::Client, *root, {}, Hospital::security, {second});
    VERIFY_OK(clients);
    EmergencyBand band;
    QSignalSpy rang(&band, &EmergencyBand::rang), asked(&band, &EmergencyBand::signatureAsked);
    band.setHouse(&hospital.at(second));
    const EmergencyStart start{newUuid(), {LossKind::Issuer, "CA client"}, EmergencySeverity::Critical, {}, {}};
    VERIFY_OK(hospital.submit(Hospital::security, CommandKind::StartEmergency, toJson(start)));
    QTRY_VERIFY_WITH_TIMEOUT(!band.isHidden(), patience);
    QCOMPARE(rang.count(), 0); // nothing waits for this officer yet
    const auto cas = hospital.read(Hospital::security, readCas);
    VERIFY_OK(cas);
    const CertificateAuthority *ca = findCa(*cas, *clients);
    QVERIFY(ca);
    RevocationForm form{{sha256(ca->certificate)}, RevocationReason::CaCompromise, {}, {}};
    form.emergency = start.id;
    const Result<Receipt> left
        = hospital.at(Hospital::security).submit(CommandKind::Revoke, toJson(form), {}, {}, form.version(), MissingSignatures::Awaited);
    VERIFY_ERROR(left, ErrorCode::Pending);
    QTRY_COMPARE_WITH_TIMEOUT(rang.count(), 1, patience);
    auto *call = child<Banner>(&band, "signatureBand");
    QVERIFY(call->text().contains(QStringLiteral("wait for your signature")) || call->text().contains(QStringLiteral("waits for your signature")));
    call->button()->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(0).toString().toStdString(), left.error().subject);
    VERIFY_OK(hospital.at(second).signPending(left.error().subject));
    QTRY_VERIFY_WITH_TIMEOUT(call->isHidden(), patience);
    QCOMPARE(rang.count(), 1);
    band.setHouse(nullptr);
}

QTEST_MAIN(PendingPageTest)
#include "PendingPageTest.moc"
