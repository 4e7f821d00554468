// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/pki/CertificateBundle.h"
#include "models/pki/Container.h"
#include "models/pki/KeyFile.h"
#include "models/replica/CertificateDetail.h"
#include "models/replica/InventoryFeed.h"
#include "models/replica/InventoryLoader.h"
#include "models/store/AtomicFile.h"
#include "models/store/RequestReader.h"
#include "models/wording/Language.h"
#include "tests/support/Hospital.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/inventory/CertificateHtml.h"
#include "ui/pages/requests/Pkcs12Dialog.h"
#include "ui/pages/requests/RequestDialog.h"
#include "ui/pages/requests/RequestHtml.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/TabGrid.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int patience = 20'000;
const QString keyPassphrase = QStringLiteral("seven yellow tractors sing"), bundlePassphrase = QStringLiteral("green windows hum at noon");

SecureBytes secret(const QString &text) { return SecureBytes::copyOf(text.toStdString()); }

/// Types a passphrase into the two fields for a new one.
void typeTwice(QWidget *where, const QString &passphrase)
{
    for (const char *field : {"newPassphrase", "newPassphraseAgain"})
        QTest::keyClicks(child<PassphraseEdit>(where, field), passphrase);
}

/// For people to look at: $HUFU_PICTURES is a folder.
void picture(QWidget &widget, const QString &name)
{
    if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty())
        widget.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

} // namespace

/// Asking for a certificate for a server that has no key: the console makes one, hands it out, and makes PKCS#12 of both afterwards. One person in pilot
/// mode does it all.
class RequestKeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { m_language.choose(Language::Choice::English); }
    void fromNamesToPkcs12_data();
    void fromNamesToPkcs12();
    void anotherAlgorithmIsAnotherKey();
    void namesAreLookedAt();
    void withoutAKeyFileNoRequest();
    void whatIsRefusedLeavesAKnownFile();
    void withOneCustodianThereIsNoEscrow();
    void theKeyGoesIntoEscrow_data();
    void theKeyGoesIntoEscrow();

private:
    House &house() { return m_hospital.at(Hospital::loner); }
    std::string path(const char *name) const { return m_hospital.folder.filePath(QString::fromLatin1(name)).toStdString(); }
    std::vector<Request> requests()
    {
        return m_hospital.read(Hospital::loner, [&](Connection &connection) { return readRequests(connection, {}, 100, m_hospital.now); }).value();
    }
    std::unique_ptr<RequestDialog> open(const QString &names);
    bool waitForOffer(QDialog *dialog) // to go on
    {
        return QTest::qWaitFor([&] { return child<QPushButton>(dialog, "requestSubmit")->isEnabled(); }, patience);
    }

    Hospital m_hospital{Hospital::Alone{}};
    Service m_service{newUuid(), "挂号", Tier::Important, "门诊", "王主任", {"reg.hospital.example"}, false};
    std::unique_ptr<InventoryFeed> m_feed;
    std::unique_ptr<Theme> m_theme;
    Language m_language;
};

void RequestKeyTest::initTestCase()
{
    forgetSettings();
    m_theme = std::make_unique<Theme>(*qApp);
    VERIFY_OK(m_hospital.founded);
    VERIFY_OK(m_hospital.submit(Hospital::loner, CommandKind::SaveService, toJson(m_service)));
    const Result<std::string> root = m_hospital.makeCa(CaTree::Root, {}, {}, Hospital::loner, {});
    VERIFY_OK(root);
    VERIFY_OK(m_hospital.makeCa(CaTree::Server, *root, {"hospital.example"}, Hospital::loner, {}));
    m_feed = std::make_unique<InventoryFeed>(house());
}

std::unique_ptr<RequestDialog> RequestKeyTest::open(const QString &names)
{
    auto dialog = std::make_unique<RequestDialog>(house(), *m_feed, std::nullopt);
    dialog->show();
    auto *service = child<QComboBox>(dialog.get(), "requestService");
    if (!QTest::qWaitFor([&] { return service->count() > 1; }, patience))
        qFatal("no services to choose from");
    service->setCurrentIndex(service->findData(QString::fromStdString(m_service.id)));
    child<QLineEdit>(dialog.get(), "requestSystem")->setText(QStringLiteral("reg-01"));
    child<QLineEdit>(dialog.get(), "requestPurpose")->setText(QStringLiteral("挂号窗口"));
    child<TabGrid>(dialog.get(), "requestSource")->setCurrentIndex(1);
    child<QPlainTextEdit>(dialog.get(), "requestNames")->setPlainText(names);
    return dialog;
}

void RequestKeyTest::fromNamesToPkcs12_data()
{
    QTest::addColumn<bool>("chinese");
    QTest::addColumn<QString>("next");
    QTest::addColumn<QString>("last");
    QTest::newRow("zh") << true << QStringLiteral("下一步：交付密钥") << QStringLiteral("写入密钥文件并提交申请");
    QTest::newRow("en") << false << QStringLiteral("Next: hand out the key") << QStringLiteral("Write the key file and submit the request");
}

void RequestKeyTest::fromNamesToPkcs12()
{
    QFETCH(const bool, chinese);
    QFETCH(const QString, next);
    QFETCH(const QString, last);
    m_language.choose(chinese ? Language::Choice::Chinese : Language::Choice::English);
    m_theme->choose(chinese ? Theme::Choice::Dark : Theme::Choice::Light);
    const QString shown = QString::fromLatin1(QTest::currentDataTag());
    const std::string keyFile = path(chinese ? "zh.key.pem" : "en.key.pem"), bundleFile = path(chinese ? "zh.p12" : "en.p12");
    const std::size_t before = requests().size();

    const auto dialog = open(QStringLiteral("reg.hospital.example\n10.0.0.5"));
    auto *submit = child<QPushButton>(dialog.get(), "requestSubmit");
    QVERIFY(!child<QPlainTextEdit>(dialog.get(), "requestCsr")->isVisible());
    QVERIFY(waitForOffer(dialog.get()));
    QCOMPARE(submit->text(), next);
    QVERIFY(child<RichText>(dialog.get(), "requestPolicy")->toPlainText().contains(QStringLiteral("10.0.0.5")));
    picture(*dialog, QStringLiteral("make-key-") + shown);
    submit->click();
    auto *handout = child<QWidget>(dialog.get(), "keyHandout");
    QVERIFY(handout->isVisible());
    QCOMPARE(submit->text(), last);
    QVERIFY(!submit->isEnabled());
    child<QLineEdit>(dialog.get(), "keyFile")->setText(QString::fromStdString(keyFile));
    typeTwice(handout, keyPassphrase);
    QVERIFY(submit->isEnabled());
    picture(*dialog, QStringLiteral("hand-out-") + shown);
    child<QPushButton>(dialog.get(), "requestBack")->click(); // and again: nothing typed is lost
    QCOMPARE(submit->text(), next);
    submit->click();
    QVERIFY(submit->isEnabled());
    QSignalSpy submitted(dialog.get(), &RequestDialog::submitted);
    submit->click();
    QVERIFY(!child<QPushButton>(dialog.get(), "requestCancel")->isEnabled());
    dialog->reject(); // not now
    QVERIFY(dialog->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(submitted.size(), 1, patience);
    QVERIFY(!dialog->isVisible());
    QVERIFY(child<PassphraseEdit>(handout, "newPassphrase")->isEmpty());

    QCOMPARE(requests().size(), before + 1);
    const Result<std::optional<Request>> request = m_hospital.read(Hospital::loner, [&](Connection &connection) {
        return readRequest(connection, submitted.front().front().toString().toStdString());
    });
    VERIFY_OK(request);
    const auto key = readKeyFile(*readSmallFile(keyFile, largestKeyFile), std::make_unique<SecureBytes>(secret(keyPassphrase)).get());
    VERIFY_OK(key);
    QVERIFY(readRequest(BytesView((*request)->form.csr))->spki == *key->publicKeyDer());

    ReviewForm review;
    review.requests = {{(*request)->form.id, (*request)->version}};
    review.verdict = Verdict::Approve;
    VERIFY_OK(m_hospital.submit(Hospital::loner, CommandKind::ReviewRequests, toJson(review)));
    const auto issued = m_hospital.read(Hospital::loner, [&](Connection &connection) { return readRequest(connection, (*request)->form.id); });
    VERIFY_OK(issued);
    QVERIFY((*issued)->certificate);

    Pkcs12Dialog bundling(house(), *(*issued)->certificate, QStringLiteral("reg.hospital.example"));
    bundling.show();
    auto *write = child<QPushButton>(&bundling, "pkcs12Write");
    QVERIFY(!write->isEnabled());
    child<QLineEdit>(&bundling, "pkcs12Key")->setText(QString::fromStdString(keyFile));
    child<QLineEdit>(&bundling, "pkcs12File")->setText(QString::fromStdString(bundleFile));
    typeTwice(&bundling, bundlePassphrase);
    QVERIFY(write->isEnabled());
    write->click(); // the key file's passphrase is missing
    QTRY_VERIFY_WITH_TIMEOUT(child<ErrorBox>(&bundling, "pkcs12Error")->isVisible(), patience);
    QVERIFY(!QFileInfo::exists(QString::fromStdString(bundleFile)));
    picture(bundling, QStringLiteral("pkcs12-") + shown);
    QTest::keyClicks(child<PassphraseEdit>(&bundling, "pkcs12KeyPassphrase"), keyPassphrase);
    QSignalSpy written(&bundling, &Pkcs12Dialog::written);
    write->click();
    QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, patience);
    const SecureBytes opening = secret(bundlePassphrase);
    const Result<ContainerContents> contents = readContainer(*readSmallFile(bundleFile, 1u << 20), &opening);
    VERIFY_OK(contents);
    QCOMPARE(contents->certificates.size(), std::size_t(2));
    QCOMPARE(contents->privateKeys, std::size_t(1));
    QVERIFY(keyBelongsTo(*key, contents->certificates.front()));
}

void RequestKeyTest::anotherAlgorithmIsAnotherKey()
{
    const auto dialog = open(QStringLiteral("reg.hospital.example"));
    QVERIFY(waitForOffer(dialog.get()));
    auto *policy = child<RichText>(dialog.get(), "requestPolicy");
    QVERIFY(policy->toPlainText().contains(QStringLiteral("P-256")));
    auto *algorithm = child<QComboBox>(dialog.get(), "requestAlgorithm");
    algorithm->setCurrentIndex(algorithm->findData(QStringLiteral("rsa-3072")));
    QVERIFY(!child<QPushButton>(dialog.get(), "requestSubmit")->isEnabled()); // that was for the other key
    QTRY_VERIFY_WITH_TIMEOUT(policy->toPlainText().contains(QStringLiteral("RSA 3072")), patience);
    QVERIFY(waitForOffer(dialog.get()));
    // Gone in the middle of making one: nobody waits for it.
    algorithm->setCurrentIndex(algorithm->findData(QStringLiteral("ec-p384")));
    algorithm->setCurrentIndex(algorithm->findData(QStringLiteral("rsa-3072")));
}

void RequestKeyTest::namesAreLookedAt()
{
    const auto dialog = open(QStringLiteral("reg.hospital.example a.*.example"));
    auto *note = child<QLabel>(dialog.get(), "requestCsrNote");
    QTRY_VERIFY_WITH_TIMEOUT(note->text().contains(QStringLiteral("a.*.example")), patience);
    QVERIFY(!child<QPushButton>(dialog.get(), "requestSubmit")->isEnabled());
    child<QPlainTextEdit>(dialog.get(), "requestNames")->setPlainText(QStringLiteral("elsewhere.example")); // outside what the CA may certify
    QTRY_VERIFY_WITH_TIMEOUT(child<RichText>(dialog.get(), "requestPolicy")->toPlainText().contains(QStringLiteral("elsewhere.example")), patience);
    QVERIFY(!child<QPushButton>(dialog.get(), "requestSubmit")->isEnabled());
    // A request that is pasted after all.
    child<TabGrid>(dialog.get(), "requestSource")->setCurrentIndex(0);
    QVERIFY(child<QPlainTextEdit>(dialog.get(), "requestCsr")->isVisible());
    QVERIFY(!child<QPlainTextEdit>(dialog.get(), "requestNames")->isVisible());
    QVERIFY(!child<QPushButton>(dialog.get(), "requestSubmit")->isEnabled());
}

void RequestKeyTest::withoutAKeyFileNoRequest()
{
    const std::size_t before = requests().size();
    const auto dialog = open(QStringLiteral("reg.hospital.example"));
    auto *submit = child<QPushButton>(dialog.get(), "requestSubmit");
    QVERIFY(waitForOffer(dialog.get()));
    submit->click();
    auto *file = child<QLineEdit>(dialog.get(), "keyFile");
    typeTwice(child<QWidget>(dialog.get(), "keyHandout"), keyPassphrase);
    auto *complaint = child<ErrorBox>(dialog.get(), "requestError");
    VERIFY_OK(writeFileAtomically(path("present.pem"), viewOf("somebody's key")));
    for (const std::string &place : {path("no/such/folder.pem"), path("present.pem"), std::string("/proc/key.pem")}) {
        file->setText(QString::fromStdString(place));
        submit->click();
        QTRY_VERIFY_WITH_TIMEOUT(submit->isEnabled(), patience);
        QVERIFY(complaint->isVisible());
        picture(*dialog, QStringLiteral("no-key-file"));
        const QList<QLabel *> labels = complaint->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(QString::fromStdString(place)); }));
    }
    QCOMPARE(readSmallFile(path("present.pem"), 100)->size(), std::size_t(14));
    QCOMPARE(requests().size(), before);
    QVERIFY(dialog->isVisible());
    // Another place, and it goes.
    QSignalSpy submitted(dialog.get(), &RequestDialog::submitted);
    file->setText(QString::fromStdString(path("second.pem")));
    submit->click();
    QTRY_COMPARE_WITH_TIMEOUT(submitted.size(), 1, patience);
    QCOMPARE(requests().size(), before + 1);
}

void RequestKeyTest::whatIsRefusedLeavesAKnownFile()
{
    const auto dialog = open(QStringLiteral("reg.hospital.example"));
    QVERIFY(waitForOffer(dialog.get()));
    auto *submit = child<QPushButton>(dialog.get(), "requestSubmit");
    submit->click();
    child<QLineEdit>(dialog.get(), "keyFile")->setText(QString::fromStdString(path("orphan.pem")));
    typeTwice(child<QWidget>(dialog.get(), "keyHandout"), keyPassphrase);
    // Somebody removes the service in this moment: the authority refuses.
    VERIFY_OK(m_hospital.submit(Hospital::loner, CommandKind::RemoveService, {{"id", QString::fromStdString(m_service.id)}, {"name", QString::fromStdString(m_service.name)}}));
    submit->click();
    QTRY_VERIFY_WITH_TIMEOUT(submit->isEnabled(), patience);
    VERIFY_OK(m_hospital.submit(Hospital::loner, CommandKind::SaveService, toJson(m_service)));
    QVERIFY(child<ErrorBox>(dialog.get(), "requestError")->isVisible());
    QVERIFY(child<QLabel>(dialog.get(), "requestMissing")->text().contains(QStringLiteral("orphan.pem")));
    QVERIFY(QFileInfo::exists(QString::fromStdString(path("orphan.pem"))));
    QSignalSpy submitted(dialog.get(), &RequestDialog::submitted);
    submit->click(); // the same key, the same file
    QTRY_COMPARE_WITH_TIMEOUT(submitted.size(), 1, patience);
    const SecureBytes opening = secret(keyPassphrase);
    VERIFY_OK(readKeyFile(*readSmallFile(path("orphan.pem"), largestKeyFile), &opening));
}

void RequestKeyTest::withOneCustodianThereIsNoEscrow()
{
    const auto dialog = open(QStringLiteral("reg.hospital.example"));
    QVERIFY(waitForOffer(dialog.get()));
    child<QPushButton>(dialog.get(), "requestSubmit")->click();
    QVERIFY(!child<QCheckBox>(dialog.get(), "keyEscrow")->isEnabled());
    QVERIFY(child<QLabel>(dialog.get(), "keyEscrowNote")->isVisible());
    QVERIFY(child<QLabel>(dialog.get(), "keyEscrowNote")->text().contains(QStringLiteral("two custodians")));
    QVERIFY(!child<QLabel>(dialog.get(), "keyEscrowNote")->text().contains(QString::fromUtf8(Hospital::loner))); // who gets no key while alone
    picture(*dialog, QStringLiteral("no-escrow"));
}

void RequestKeyTest::theKeyGoesIntoEscrow_data()
{
    QTest::addColumn<bool>("chinese");
    QTest::addColumn<QString>("custodian"); // who comes before
    QTest::addColumn<QString>("warning");   // of two, none may drop out
    QTest::newRow("zh") << true << QStringLiteral("吴保管") << QStringLiteral("缺一不可");
    QTest::newRow("en") << false << QStringLiteral("许保管") << QString();
}

void RequestKeyTest::theKeyGoesIntoEscrow()
{
    QFETCH(const bool, chinese);
    QFETCH(const QString, custodian);
    QFETCH(const QString, warning);
    m_language.choose(chinese ? Language::Choice::Chinese : Language::Choice::English);
    m_theme->choose(chinese ? Theme::Choice::Dark : Theme::Choice::Light);
    const QString shown = QString::fromLatin1(QTest::currentDataTag());
    VERIFY_OK(m_hospital.add(custodian.toStdString(), "信息科", {Role::Custodian}, Hospital::loner, {}));
    VERIFY_OK(m_hospital.gate.open(Hospital::loner, passphraseOf(Hospital::loner))); // a custodian, too, and gets a key for shares now
    const auto dialog = open(QStringLiteral("reg.hospital.example"));
    QVERIFY(waitForOffer(dialog.get()));
    auto *submit = child<QPushButton>(dialog.get(), "requestSubmit");
    submit->click();
    child<QLineEdit>(dialog.get(), "keyFile")->setText(QString::fromStdString(path(chinese ? "escrow-zh.pem" : "escrow-en.pem")));
    typeTwice(child<QWidget>(dialog.get(), "keyHandout"), keyPassphrase);
    auto *choice = child<QCheckBox>(dialog.get(), "keyEscrow");
    auto *note = child<QLabel>(dialog.get(), "keyEscrowNote");
    QVERIFY(choice->isEnabled() && !choice->isChecked() && !note->isVisible());
    choice->click();
    QVERIFY(note->isVisible() && note->text().contains(custodian) && note->text().contains(QString::fromUtf8(Hospital::loner)));
    QCOMPARE(child<QSpinBox>(dialog.get(), "keyEscrowNeeded")->maximum(), chinese ? 2 : 3);
    QVERIFY2(note->text().contains(warning), qPrintable(note->text()));
    picture(*dialog, QStringLiteral("escrow-") + shown);
    QSignalSpy submitted(dialog.get(), &RequestDialog::submitted);
    submit->click();
    QTRY_COMPARE_WITH_TIMEOUT(submitted.size(), 1, patience);

    const std::string id = submitted.front().front().toString().toStdString();
    const Result<RequestDetail> detail = readRequestDetail(house(), house().officer(), true, id);
    VERIFY_OK(detail);
    QVERIFY(detail->escrow);
    QCOMPARE(detail->escrow->needed, 2);
    QCOMPARE(detail->escrow->holders.size(), chinese ? std::size_t(2) : std::size_t(3));
    QVERIFY(RequestHtml::escrow(*detail->escrow, dialog->palette()).contains(custodian));
    ReviewForm review;
    review.requests = {{id, detail->request.version}};
    review.verdict = Verdict::Approve;
    VERIFY_OK(m_hospital.submit(Hospital::loner, CommandKind::ReviewRequests, toJson(review)));
    const auto issued = m_hospital.read(Hospital::loner, [&](Connection &connection) { return readRequest(connection, id); });
    VERIFY_OK(issued);
    const Result<std::shared_ptr<const Inventory>> inventory = loadInventory(house());
    VERIFY_OK(inventory);
    const Result<CertificateDetail> certificate = readDetail(house(), *inventory, *(*issued)->certificate);
    VERIFY_OK(certificate);
    QCOMPARE(certificate->escrow, detail->escrow);
    RichText panel;
    panel.setHtml(CertificateHtml(*certificate, dialog->palette()).summary());
    QVERIFY(panel.toPlainText().contains(custodian) && panel.toPlainText().contains(warning));
    panel.resize(420, 900);
    picture(panel, QStringLiteral("escrow-certificate-") + shown);
    QCOMPARE(m_hospital.faults(Hospital::loner), std::string());
}

QTEST_MAIN(RequestKeyTest)
#include "RequestKeyTest.moc"
