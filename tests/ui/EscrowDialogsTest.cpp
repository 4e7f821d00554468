// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/pki/CertificateBundle.h"
#include "models/replica/ImportJob.h"
#include "models/store/AtomicFile.h"
#include "models/wording/Language.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Verify.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/inventory/EscrowDialogs.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr ScryptCost cheap{1024, 8, 1};
constexpr const char *bundleSecret = "lab secret", *newSecret = "seven yellow tractors sing";

SecureBytes passphraseOf(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }

SecureBytes pkcs8Of(const TestCertificate &certificate)
{
    QByteArray pem = QByteArray::fromStdString(certificate.keyPem());
    const qsizetype from = pem.indexOf('\n') + 1;
    const QByteArray der = QByteArray::fromBase64(pem.mid(from, pem.indexOf("-----END") - from));
    return SecureBytes::copyOf(std::string_view(der.constData(), static_cast<std::size_t>(der.size())));
}

} // namespace

/// A key of a PKCS#12 file goes into escrow and comes back, in the window. The tests follow one another.
class EscrowDialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aKeyIsTakenOver();
    void twoCustodiansGiveItBack();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void add(const char *name)
    {
        const Result<std::unique_ptr<Token>> wang = m_gate->unlockToken(*m_house, "wang", passphraseOf("wang"));
        VERIFY_OK(wang);
        Token *const cosigners[] = {wang->get()};
        Person person;
        person.id = newUuid();
        person.name = name;
        person.department = "信息科";
        person.roles = {Role::Custodian};
        VERIFY_OK(m_gate->addPerson(*m_house, person, passphraseOf(name), cosigners));
    }
    static void type(QWidget *field, const QString &text)
    {
        child<PassphraseEdit>(field->parentWidget(), qPrintable(field->objectName()))->clear();
        QTest::keyClicks(field, text);
    }
    /// Who signs along, and with what.
    static void cosign(QDialog &dialog, const char *name, const std::string &passphrase)
    {
        auto *who = child<QComboBox>(&dialog, "cosigner");
        who->setCurrentIndex(who->findText(QString::fromLatin1(name), Qt::MatchStartsWith));
        type(child<PassphraseEdit>(&dialog, "cosignerPassphrase"), QString::fromStdString(passphrase));
    }
    static bool press(QDialog &dialog, QSignalSpy &done, bool succeeds)
    {
        auto *deed = child<QPushButton>(&dialog, "escrowDeed");
        if (!deed->isEnabled())
            return false;
        QTest::mouseClick(deed, Qt::LeftButton);
        auto *error = child<QWidget>(&dialog, "escrowError");
        return QTest::qWaitFor([&] { return succeeds ? done.count() == 1 : !error->isHidden(); }, 60'000);
    }
    /// Pictures for whoever wants to look: HUFU_PICTURES names the folder.
    void take(QDialog &dialog, const QString &name)
    {
        const QString pictures = qEnvironmentVariable("HUFU_PICTURES");
        if (pictures.isEmpty())
            return;
        for (const Language::Choice language : {Language::Choice::Chinese, Language::Choice::English}) {
            m_language.choose(language);
            QTest::qWait(200);
            dialog.grab().save(QStringLiteral("%1/escrow-%2-%3.png").arg(pictures, name, Language::nameOf(language)));
        }
    }

    QTemporaryDir m_folder;
    Language m_language;
    std::unique_ptr<EmbeddedGate> m_gate;
    std::unique_ptr<House> m_house;
    TestCertificate m_lab = CertBuilder::server("lab.hospital.example").build();
};

void EscrowDialogsTest::initTestCase()
{
    forgetSettings();
    m_language.choose(Language::Choice::English);
    m_gate = std::make_unique<EmbeddedGate>(path(QStringLiteral("home")).toStdString(), cheap);
    const SecureBytes passphrases[] = {passphraseOf("li"), passphraseOf("wang"), passphraseOf("zhao")};
    const NewOfficer founders[] = {{"li", "信息科", {Role::SecurityAdmin}, &passphrases[0]},
                                   {"wang", "信息科", {Role::SystemAdmin}, &passphrases[1]},
                                   {"zhao", "审计科", {Role::AuditAdmin}, &passphrases[2]}};
    VERIFY_OK(m_gate->foundTogether("第一医院", founders));
    m_house = std::move(*m_gate->open("li", passphraseOf("li")));
    for (const char *name : {"chen", "wu"})
        add(name);
    for (const char *name : {"chen", "wu"})
        VERIFY_OK(m_gate->unlockToken(*m_house, name, passphraseOf(name))); // they get their keys for shares
    const std::string pem = m_lab.pem();
    const std::vector<SourceSpec> sources{SourceSpec::pasted(viewOf(pem))};
    QVERIFY(!ImportJob(*m_house).run(sources, {}, {}, {}).stopped);
    const Result<PrivateKey> key = PrivateKey::fromPkcs8(pkcs8Of(m_lab));
    VERIFY_OK(key);
    const Result<SecureBytes> bundle = makePkcs12(*key, {&m_lab.der, 1}, "lab", SecureBytes::copyOf(bundleSecret), 2048);
    VERIFY_OK(bundle);
    VERIFY_OK(writeFileAtomically(path(QStringLiteral("lab.p12")).toStdString(), bundle->view(), Existing::Keep));
}

void EscrowDialogsTest::aKeyIsTakenOver()
{
    DepositDialog other(*m_house, Sha256{7}, QStringLiteral("another"), nullptr);
    DepositDialog dialog(*m_house, sha256(m_lab.der), QStringLiteral("lab.hospital.example"), nullptr);
    for (DepositDialog *one : {&other, &dialog}) {
        one->show();
        QVERIFY(!child<QPushButton>(one, "escrowDeed")->isEnabled());
        child<QLineEdit>(one, "depositFile")->setText(path(QStringLiteral("lab.p12")));
        type(child<PassphraseEdit>(one, "depositPassphrase"), QString::fromLatin1(bundleSecret));
        cosign(*one, "chen", "correct horse battery chen");
    }
    QSignalSpy never(&other, &EscrowDialog::done), done(&dialog, &EscrowDialog::done);
    QVERIFY(press(other, never, false)); // the file has another certificate's key
    take(dialog, QStringLiteral("deposit"));
    QVERIFY(press(dialog, done, true));
    QVERIFY(m_house->read([&](Connection &connection) { return readEscrowSight(connection, sha256(m_lab.der)); }).value()->recoverable());
}

void EscrowDialogsTest::twoCustodiansGiveItBack()
{
    m_house.reset();
    m_house = std::move(*m_gate->open("chen", passphraseOf("chen")));
    RecoveryDialog dialog(*m_house, sha256(m_lab.der), QStringLiteral("lab.hospital.example"), nullptr);
    dialog.show();
    QTRY_VERIFY(dialog.findChild<QComboBox *>(QStringLiteral("cosigner"))); // one more than chen is needed
    QVERIFY(child<QLabel>(&dialog, "recoveryHolders")->text().contains(QStringLiteral("wu")));
    child<QLineEdit>(&dialog, "recoveryReason")->setText(QStringLiteral("服务器损坏"));
    child<QLineEdit>(&dialog, "recoveryFile")->setText(path(QStringLiteral("back.p12")));
    for (const char *field : {"newPassphrase", "newPassphraseAgain"})
        type(child<PassphraseEdit>(&dialog, field), QString::fromLatin1(newSecret));
    cosign(dialog, "wu", "not the passphrase of wu");
    QSignalSpy done(&dialog, &EscrowDialog::done);
    take(dialog, QStringLiteral("recovery"));
    QVERIFY(press(dialog, done, false));
    QVERIFY(!QFileInfo::exists(path(QStringLiteral("back.p12"))));
    for (const char *field : {"newPassphrase", "newPassphraseAgain"})
        type(child<PassphraseEdit>(&dialog, field), QString::fromLatin1(newSecret));
    cosign(dialog, "wu", "correct horse battery wu");
    QVERIFY(press(dialog, done, true));
    const Result<Bytes> file = readSmallFile(path(QStringLiteral("back.p12")).toStdString(), 1u << 20);
    const Result<Pkcs12Identity> back = file ? openPkcs12(*file, SecureBytes::copyOf(newSecret)) : fail(file.error());
    VERIFY_OK(back);
    QVERIFY(back->certificate == m_lab.der && keyBelongsTo(back->key, m_lab.der));
}

QTEST_MAIN(EscrowDialogsTest)
#include "EscrowDialogsTest.moc"
