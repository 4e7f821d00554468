// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Container.h"

#include "models/pki/Digest.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace hufu;
using namespace hufu::test;

Q_DECLARE_METATYPE(hufu::ContainerKind)
Q_DECLARE_METATYPE(hufu::ErrorCode)
Q_DECLARE_METATYPE(hufu::test::KeySpec)

namespace {

BytesView view(const QByteArray &bytes) { return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())}; }

QByteArray q(BytesView bytes) { return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())); }

QByteArray q(const std::string &text) { return QByteArray::fromStdString(text); }

SecureBytes secret(const QByteArray &text) { return SecureBytes::copyOf(view(text)); }

QByteArray errorText(const Result<ContainerContents> &contents)
{
    return contents ? QByteArray() : QByteArray(errorName(contents.error().code)) + ' ' + q(contents.error().detail);
}

const TestCertificate &leaf()
{
    static const TestCertificate certificate = CertBuilder::server("his.hospital.cn").build();
    return certificate;
}

const TestCertificate &authority()
{
    static const TestCertificate certificate = CertBuilder::ca("CN=测试根").build();
    return certificate;
}

/// SignedData with certificates and nothing signed, under either family of identifiers.
Bytes certificatesOnly(std::string_view arc)
{
    const std::string prefix(arc);
    const Bytes data = der::sequence({der::integer(1), der::set({}), der::sequence({der::oid(prefix + ".1")}),
                                      der::context(0, der::join({leaf().der, authority().der})), der::set({})});
    return der::sequence({der::oid(prefix + ".2"), der::context(0, data)});
}

/// A PKCS#12 file without contents that asks for so many iterations of its MAC.
Bytes pkcs12AskingFor(std::int64_t iterations)
{
    const Bytes contents = der::sequence({der::oid("1.2.840.113549.1.7.1"), der::context(0, der::octetString(der::sequence({})))});
    const Bytes digest = der::sequence({algorithmIdentifier("2.16.840.1.101.3.4.2.1", true), der::octetString(Bytes(32, 0))});
    return der::sequence({der::integer(3), contents, der::sequence({digest, der::octetString(Bytes(8, 1)), der::integer(iterations)})});
}

} // namespace

class ContainerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void reads_data();
    void reads();
    void decodesWhateverTheLineLength();
    void proseIsNoBlock_data();
    void proseIsNoBlock();
    void saysWhichBlockFailed_data();
    void saysWhichBlockFailed();
    void refuses_data();
    void refuses();
    void matchesKeysWithCertificates_data();
    void matchesKeysWithCertificates();
    void readsPkcs12_data();
    void readsPkcs12();
    void readsWhatOpensslMakes_data();
    void readsWhatOpensslMakes();
    void refusesCostlyPasswords();
    void keepsWithinLimits();
    void boundsTheListOfFailures();
    void stopsWhenTheSinkHasEnough();
    void handsOnTheListing();
    void sniffs_data();
    void sniffs();
    void writesPemThatItReads();

private:
    bool openssl(const QStringList &arguments);
    QByteArray file(const QString &name);
    void write(const QString &name, const QByteArray &bytes);

    QTemporaryDir m_folder;
    bool m_hasOpenssl = false;
};

bool ContainerTest::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral("openssl"), arguments);
    const bool done = process.waitForFinished() && process.exitCode() == 0;
    if (!done)
        qWarning() << arguments << process.errorString() << process.readAllStandardError();
    return done;
}

QByteArray ContainerTest::file(const QString &name)
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ContainerTest::write(const QString &name, const QByteArray &bytes)
{
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

void ContainerTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_hasOpenssl = QProcess::execute(QStringLiteral("openssl"), {QStringLiteral("version")}) == 0;
    write(QStringLiteral("leaf.pem"), q(leaf().pem()));
    write(QStringLiteral("leaf.key"), q(leaf().keyPem()));
    write(QStringLiteral("ca.pem"), q(authority().pem()));
}

void ContainerTest::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ContainerKind>("kind");
    QTest::addColumn<int>("certificates");
    QTest::addColumn<int>("keys");
    QTest::addColumn<int>("others");
    using enum ContainerKind;

    const QByteArray pem = q(leaf().pem()), ca = q(authority().pem()), der = q(leaf().der), key = q(leaf().keyPem());
    const auto changed = [&pem](auto change) {
        QByteArray text = pem;
        change(text);
        return text;
    };
    const auto block = [](const char *label, BytesView bytes) { return q(pemOf(bytes, label)); };

    QTest::newRow("PEM") << pem << Pem << 1 << 0 << 0;
    QTest::newRow("two, one after another") << pem + ca << Pem << 2 << 0 << 0;
    QTest::newRow("two without a line end between") << pem.trimmed() + ca << Pem << 2 << 0 << 0;
    QTest::newRow("the same twice is kept twice") << pem + pem << Pem << 2 << 0 << 0;
    QTest::newRow("text around") << "Bag Attributes\n  friendlyName: -----x\n" + pem + "\nthe end" << Pem << 1 << 0 << 0;
    QTest::newRow("CRLF") << changed([](QByteArray &t) { t.replace("\n", "\r\n"); }) << Pem << 1 << 0 << 0;
    QTest::newRow("CR alone") << changed([](QByteArray &t) { t.replace("\n", "\r"); }) << Pem << 1 << 0 << 0;
    QTest::newRow("all on one line") << changed([](QByteArray &t) { t.replace("\n", ""); }) << Pem << 1 << 0 << 0;
    QTest::newRow("blanks for line ends, as an environment variable has them") << changed([](QByteArray &t) { t.replace("\n", " "); }) << Pem << 1 << 0 << 0;
    QTest::newRow("\\n for line ends, as JSON has them") << changed([](QByteArray &t) { t.replace("\n", "\\n"); }) << Pem << 1 << 0 << 0;
    QTest::newRow("indented") << changed([](QByteArray &t) { t.replace("\n", "\n    "); }) << Pem << 1 << 0 << 0;
    QTest::newRow("blank lines inside") << changed([](QByteArray &t) { t.replace("\n", "\n\n"); }) << Pem << 1 << 0 << 0;
    QTest::newRow("a UTF-8 byte order mark") << "\xef\xbb\xbf" + pem << Pem << 1 << 0 << 0;
    QTest::newRow("header lines inside") << changed([](QByteArray &t) { t.replace("CATE-----\nM", "CATE-----\nComment: x\n more\n\nM"); }) << Pem << 1 << 0 << 0;
    QTest::newRow("headers without the blank line") << changed([](QByteArray &t) { t.replace("CATE-----\nM", "CATE-----\nComment: x\nM"); }) << Pem << 1 << 0 << 0;
    QByteArray utf16;
    for (char c : pem)
        utf16 += QByteArray(1, c) + '\0';
    QTest::newRow("UTF-16 from Windows") << "\xff\xfe" + utf16 << Pem << 1 << 0 << 0;
    QTest::newRow("the old label") << block("X509 CERTIFICATE", leaf().der) << Pem << 1 << 0 << 0;
    QTest::newRow("OpenSSL's trusted certificate") << block("TRUSTED CERTIFICATE", der::join({leaf().der, der::sequence({})})) << TrustedPem << 1 << 0 << 0;
    QTest::newRow("base64 alone") << q(toBase64(leaf().der)) << Der << 1 << 0 << 0;
    QTest::newRow("a certificate and its key") << pem + key << Pem << 1 << 1 << 0;
    QTest::newRow("a damaged key is a key") << pem + "-----BEGIN PRIVATE KEY-----\n%%%\n" << Pem << 1 << 1 << 0;
    QTest::newRow("an OpenSSH key") << block("OPENSSH PRIVATE KEY", Bytes(100, 1)) << Pem << 0 << 1 << 0;
    QTest::newRow("a request, a list and a public key") << block("CERTIFICATE REQUEST", Bytes(9)) + block("X509 CRL", Bytes(9)) + block("PUBLIC KEY", Bytes(9))
                                                        << Pem << 0 << 0 << 3;
    QTest::newRow("OpenPGP beside it") << "-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----\n" + pem << Pem << 1 << 0 << 0;

    QTest::newRow("DER") << der << Der << 1 << 0 << 0;
    QTest::newRow("DER twice") << der + q(authority().der) << Der << 2 << 0 << 0;
    QTest::newRow("DER with a line end after it") << der + "\r\n" << Der << 1 << 0 << 0;
    QTest::newRow("a private key in DER") << q(leaf().key.pkcs8) << Der << 0 << 1 << 0;
    QTest::newRow("a public key in DER") << q(leaf().key.spki) << Der << 0 << 0 << 1;

    QTest::newRow("PKCS#7") << q(certificatesOnly("1.2.840.113549.1.7")) << Pkcs7 << 2 << 0 << 0;
    QTest::newRow("PKCS#7 of GM/T 0010") << q(certificatesOnly("1.2.156.10197.6.1.4.2")) << Pkcs7 << 2 << 0 << 0;
    QTest::newRow("PKCS#7 in PEM") << block("PKCS7", certificatesOnly("1.2.840.113549.1.7")) << Pkcs7 << 2 << 0 << 0;
    QTest::newRow("PKCS#7 labelled CERTIFICATE") << block("CERTIFICATE", certificatesOnly("1.2.840.113549.1.7")) << Pem << 2 << 0 << 0;
}

void ContainerTest::reads()
{
    QFETCH(QByteArray, bytes);
    const Result<ContainerContents> contents = readContainer(view(bytes));
    QVERIFY2(contents, errorText(contents).constData());
    QTEST(contents->kind, "kind");
    QTEST(int(contents->certificates.size()), "certificates");
    QTEST(int(contents->privateKeys), "keys");
    QTEST(int(contents->otherObjects), "others");
    QCOMPARE(contents->failures.size(), std::size_t(0));
    if (!contents->certificates.empty())
        QVERIFY(contents->certificates.front() == leaf().der);
}

void ContainerTest::decodesWhateverTheLineLength()
{
    // Groups torn by line ends at every place, and every length of the last group.
    std::mt19937 random(7);
    for (std::size_t width = 1; width <= 80; ++width) {
        const Bytes certificate = CertBuilder().extension("1.2.3", false, Bytes(width % 3 + 1, std::uint8_t(random()))).der();
        const std::string base64 = toBase64(certificate);
        std::string text = "-----BEGIN CERTIFICATE-----\n";
        for (std::size_t at = 0; at < base64.size(); at += width)
            text += base64.substr(at, width) + (width % 2 ? "\n" : "\r\n");
        text += "-----END CERTIFICATE-----\n";
        const Result<ContainerContents> contents = readContainer(viewOf(text));
        QVERIFY2(contents, errorText(contents).constData());
        QCOMPARE(contents->certificates.size(), std::size_t(1));
        QVERIFY(contents->certificates[0] == certificate);
    }
}

void ContainerTest::proseIsNoBlock_data()
{
    QTest::addColumn<QByteArray>("prose"); // stands between two good blocks
    QTest::newRow("a BEGIN line named") << QByteArray("Each starts with \"-----BEGIN CERTIFICATE-----\" on a line of its own.\n");
    QTest::newRow("named at a line's end") << QByteArray("Copy all from -----BEGIN CERTIFICATE-----\non, into one file.\n");
    QTest::newRow("half of one") << QByteArray("Look for -----BEGIN CERTIFICATE in the file, then:\n");
    QTest::newRow("both lines named") << QByteArray("What lies between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- counts.\n");
    QTest::newRow("the words alone") << QByteArray("Lines of -----BEGIN and of -----END are needed.\n");
}

void ContainerTest::proseIsNoBlock()
{
    QFETCH(QByteArray, prose);
    const Result<ContainerContents> contents = readContainer(view(q(leaf().pem()) + prose + q(authority().pem())));
    QVERIFY2(contents, errorText(contents).constData());
    QCOMPARE(contents->certificates.size(), std::size_t(2));
    QCOMPARE(contents->failures.size(), std::size_t(0));
    // Inside a line, blocks are still found, and a broken one is still told.
    const QByteArray json = "{\"note\": \"-----BEGIN CERTIFICATE-----\", \"pem\": \"" + q(leaf().pem()).replace("\n", "\\n") + "\"}\n";
    const Result<ContainerContents> quoted = readContainer(view(json));
    QVERIFY2(quoted, errorText(quoted).constData());
    QCOMPARE(quoted->certificates.size(), std::size_t(1));
    const Result<ContainerContents> torn = readContainer(view(json.left(json.size() / 2)));
    QVERIFY2(torn, errorText(torn).constData());
    QCOMPARE(torn->failures.size(), std::size_t(1));
}

void ContainerTest::saysWhichBlockFailed_data()
{
    QTest::addColumn<QByteArray>("broken"); // stands between two good blocks
    QTest::addColumn<QString>("detail");    // part of it
    QTest::addColumn<ErrorCode>("code");
    const QByteArray good = q(leaf().pem());
    const QByteArray begin = "-----BEGIN CERTIFICATE-----\n", end = "-----END CERTIFICATE-----\n";
    using enum ErrorCode;
    QTest::newRow("a letter outside the alphabet") << begin + "MII%\n" + end << "not base64" << Malformed;
    QTest::newRow("a group cut short") << begin + "MIIBA\n" + end << "not base64" << Malformed;
    QTest::newRow("something after the padding") << begin + "MA==MA==\n" + end << "not base64" << Malformed;
    QTest::newRow("padding that is missing") << begin + "MAA\n" + end << "not base64" << Malformed;
    QTest::newRow("no certificate inside") << begin + "MAA=\n" + end << "offset" << Malformed;
    QTest::newRow("nothing inside") << begin + end << "offset" << Malformed;
    QTest::newRow("no END line") << begin + "MAA=\n" << "END line is missing" << Malformed;
    QTest::newRow("the END line of something else") << begin + "MAA=\n-----END X509 CRL-----\n" << "names something else" << Malformed;
    QTest::newRow("a BEGIN line without an end") << QByteArray("-----BEGIN CERTIFICATE\nMAA=\n") << "BEGIN line" << Malformed;
    QTest::newRow("too large") << begin + QByteArray(600'000, 'M') + "\n" + end << "characters" << TooLarge;
    QTest::newRow("PKCS#7 of a kind without certificates")
        << q(pemOf(der::sequence({der::oid("1.2.840.113549.1.7.3"), der::context(0, der::sequence({}))}), "PKCS7")) << "no certificates" << Unsupported;
}

void ContainerTest::saysWhichBlockFailed()
{
    QFETCH(QByteArray, broken);
    QFETCH(QString, detail);
    const QByteArray first = q(leaf().pem()), last = q(authority().pem());
    const Result<ContainerContents> contents = readContainer(view(first + broken + last));
    QVERIFY2(contents, errorText(contents).constData());
    QCOMPARE(contents->certificates.size(), std::size_t(2)); // the rest is still there
    QCOMPARE(contents->failures.size(), std::size_t(1));
    const auto &failure = contents->failures[0];
    QCOMPARE(q(failure.where), "block 2 (line " + QByteArray::number(first.count('\n') + 1) + ")");
    QTEST(failure.error.code, "code");
    QVERIFY2(q(failure.error.detail).contains(detail.toUtf8()), failure.error.detail.c_str());
}

void ContainerTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    using enum ErrorCode;
    const QByteArray der = q(leaf().der);
    QTest::newRow("nothing") << QByteArray() << NothingFound;
    QTest::newRow("some text") << QByteArray("ssl_certificate /etc/ssl/a.pem;\n") << NothingFound;
    QTest::newRow("text that begins like DER") << QByteArray("0000-00-00 00:00:00 0 0 0\n") << NothingFound;
    QTest::newRow("text that is base64 by chance") << QByteArray("MAAAAAAA") << NothingFound;
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << NothingFound;
    QTest::newRow("an OpenPGP key") << QByteArray("-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc\n-----END PGP PUBLIC KEY BLOCK-----\n") << NothingFound;
    QTest::newRow("DER cut off") << der.chopped(1) << Malformed;
    QTest::newRow("DER that is no certificate") << q(der::sequence({der::sequence({der::integer(1), der::octetString(Bytes(200))})})) << Malformed;
    QTest::newRow("a Java key store") << QByteArray("\xfe\xed\xfe\xed\0\0\0\2", 8) << Unsupported;
    QTest::newRow("PKCS#7 that is enveloped") << q(der::sequence({der::oid("1.2.840.113549.1.7.3"), der::context(0, der::sequence({}))})) << Unsupported;
    QTest::newRow("PKCS#7 that is broken") << q(der::sequence({der::oid("1.2.840.113549.1.7.2"), der::context(0, Bytes{0x30, 0x80})})) << Malformed;
    QTest::newRow("PKCS#12 that is broken") << q(der::sequence({der::integer(3), der::sequence({})})) << Malformed;
    QTest::newRow("PKCS#12 of 8 MiB and more") << q(der::sequence({der::integer(3), der::octetString(Bytes(8u << 20))})) << TooLarge;
    QTest::newRow("PKCS#12 that asks for two billion iterations") << q(pkcs12AskingFor(2'000'000'000)) << TooLarge;
    QTest::newRow("PKCS#12 that asks for a negative number of them") << q(pkcs12AskingFor(-1)) << TooLarge;
}

void ContainerTest::refuses()
{
    QFETCH(QByteArray, bytes);
    const Result<ContainerContents> contents = readContainer(view(bytes));
    QVERIFY(!contents);
    QTEST(contents.error().code, "code");
}

void ContainerTest::matchesKeysWithCertificates_data()
{
    QTest::addColumn<KeySpec>("spec");
    QTest::addColumn<bool>("read");
    using enum KeySpec::Kind;
    QTest::newRow("RSA") << KeySpec{.kind = Rsa, .bits = 2048} << true;
    QTest::newRow("RSA-PSS") << KeySpec{.kind = RsaPss, .bits = 2048} << true;
    QTest::newRow("P-256") << KeySpec{} << true;
    QTest::newRow("P-521") << KeySpec{.group = "P-521"} << true;
    QTest::newRow("SM2") << KeySpec{.kind = Sm2} << true;
    QTest::newRow("Ed25519") << KeySpec{.kind = Ed25519} << true;
    QTest::newRow("Ed448") << KeySpec{.kind = Ed448} << true;
    QTest::newRow("DSA, which is only counted") << KeySpec{.kind = Dsa, .bits = 1024} << false;
}

void ContainerTest::matchesKeysWithCertificates()
{
    QFETCH(KeySpec, spec);
    QFETCH(bool, read);
    const TestCertificate certificate = CertBuilder().key(spec).build();
    for (const QByteArray &bytes : {q(certificate.keyPem()), q(certificate.key.pkcs8)}) {
        const Result<ContainerContents> contents = readContainer(view(bytes));
        QVERIFY2(contents, errorText(contents).constData());
        QCOMPARE(contents->privateKeys, std::size_t(1));
        QCOMPARE(contents->privateKeySpki.size(), std::size_t(read ? 1 : 0));
        if (read)
            QVERIFY(contents->privateKeySpki[0] == sha256(certificate.key.spki));
    }
}

void ContainerTest::readsPkcs12_data()
{
    QTest::addColumn<QStringList>("options"); // of openssl pkcs12 -export
    QTest::addColumn<QString>("made");        // the password it is made with
    QTest::addColumn<QString>("given");       // null: none
    QTest::addColumn<QString>("error");       // empty: it opens
    const QStringList legacy = {"-legacy"}, aes, plain = {"-keypbe", "NONE", "-certpbe", "NONE", "-nomac"};
    QTest::newRow("AES") << aes << "secret" << "secret" << "";
    QTest::newRow("AES, wrong password") << aes << "secret" << "Secret" << "WrongPassphrase";
    QTest::newRow("AES, no password") << aes << "secret" << QString() << "PassphraseNeeded";
    QTest::newRow("RC2-40 and 3DES") << legacy << "secret" << "secret" << "";
    QTest::newRow("RC2-40 and 3DES, wrong password") << legacy << "secret" << "x" << "WrongPassphrase";
    QTest::newRow("a Chinese password") << aes << "医院密码" << "医院密码" << "";
    QTest::newRow("a Chinese password, 3DES: BMPString") << legacy << "医院密码" << "医院密码" << "";
    QTest::newRow("a Chinese password as OpenSSL 1.0 took it") << legacy << QString::fromLatin1(QStringLiteral("医院密码").toUtf8()) << "医院密码" << "";
    QTest::newRow("the empty password, none given") << aes << "" << QString() << "";
    QTest::newRow("the empty password given") << aes << "" << "" << "";
    QTest::newRow("the empty password, 3DES") << legacy << "" << QString() << "";
    QTest::newRow("nothing encrypted") << plain << "" << QString() << "";
    QTest::newRow("no MAC, encrypted certificates") << QStringList{"-nomac", "-certpbe", "AES-256-CBC"} << "secret" << "secret" << "";
    QTest::newRow("no MAC, wrong password") << QStringList{"-nomac", "-certpbe", "AES-256-CBC"} << "secret" << "x" << "WrongPassphrase";
    QTest::newRow("MAC by SM3") << QStringList{"-macalg", "sm3"} << "secret" << "secret" << "";
    QTest::newRow("a friendly name") << QStringList{"-name", "李医生的证书"} << "secret" << "secret" << "";
    QTest::newRow("a friendly name of 200 characters") << QStringList{"-name", QString(200, QChar(0x8bc1))} << "secret" << "secret" << "";
    QTest::newRow("a friendly name that is cut") << QStringList{"-name", QString(900, QChar(0x8bc1))} << "secret" << "secret" << "";
}

void ContainerTest::readsPkcs12()
{
    QFETCH(QStringList, options);
    QFETCH(QString, made);
    QFETCH(QString, given);
    QFETCH(QString, error);
    if (!m_hasOpenssl)
        QSKIP("openssl is not installed");
    QVERIFY(openssl(QStringList{"pkcs12", "-export", "-in", "leaf.pem", "-inkey", "leaf.key", "-certfile", "ca.pem", "-out", "a.p12", "-passout", "pass:" + made} + options));
    const QByteArray bytes = file(QStringLiteral("a.p12"));
    const SecureBytes password = secret(given.toUtf8());
    const Result<ContainerContents> contents = readContainer(view(bytes), given.isNull() ? nullptr : &password);
    QCOMPARE(contents ? QString() : QString::fromLatin1(errorName(contents.error().code)), error);
    if (!contents)
        return;
    QCOMPARE(contents->kind, ContainerKind::Pkcs12);
    QCOMPARE(contents->certificates.size(), std::size_t(2));
    QVERIFY(contents->certificates[0] == leaf().der);
    QVERIFY(contents->certificates[1] == authority().der);
    QCOMPARE(contents->privateKeys, std::size_t(1));
    QCOMPARE(contents->privateKeySpki.size(), std::size_t(1));
    QVERIFY(contents->privateKeySpki[0] == sha256(leaf().key.spki));
    QCOMPARE(contents->failures.size(), std::size_t(0));
    const qsizetype name = options.indexOf(QStringLiteral("-name"));
    QCOMPARE(contents->friendlyNames.size(), std::size_t(name < 0 ? 0 : 1));
    if (name >= 0)
        QCOMPARE(QString::fromStdString(contents->friendlyNames.at(sha256(leaf().der))), options[name + 1].left(200));
}

void ContainerTest::readsWhatOpensslMakes_data()
{
    QTest::addColumn<QStringList>("command"); // writes "out"
    QTest::addColumn<ContainerKind>("kind");
    QTest::addColumn<int>("certificates");
    QTest::addColumn<int>("keys");
    QTest::addColumn<int>("readable"); // with the password "secret"
    QTest::addColumn<int>("others");
    using enum ContainerKind;
    const QStringList sign = {"cms", "-sign", "-signer", "leaf.pem", "-inkey", "leaf.key", "-certfile", "ca.pem", "-in", "leaf.pem", "-out", "out", "-outform"};
    QTest::newRow("crl2pkcs7 DER") << QStringList{"crl2pkcs7", "-nocrl", "-certfile", "leaf.pem", "-certfile", "ca.pem", "-outform", "DER", "-out", "out"} << Pkcs7 << 2 << 0 << 0 << 0;
    QTest::newRow("crl2pkcs7 PEM") << QStringList{"crl2pkcs7", "-nocrl", "-certfile", "leaf.pem", "-out", "out"} << Pkcs7 << 1 << 0 << 0 << 0;
    QTest::newRow("cms, DER") << sign + QStringList{"DER", "-nodetach"} << Pkcs7 << 2 << 0 << 0 << 0;
    QTest::newRow("cms, indefinite lengths") << sign + QStringList{"DER", "-nodetach", "-stream"} << Pkcs7 << 2 << 0 << 0 << 0;
    QTest::newRow("cms, PEM") << sign + QStringList{"PEM", "-nodetach"} << Pkcs7 << 2 << 0 << 0 << 0;
    QTest::newRow("a trusted certificate") << QStringList{"x509", "-in", "leaf.pem", "-trustout", "-addtrust", "serverAuth", "-out", "out"} << TrustedPem << 1 << 0 << 0 << 0;
    QTest::newRow("text before the block") << QStringList{"x509", "-in", "leaf.pem", "-text", "-out", "out"} << Pem << 1 << 0 << 0 << 0;
    QTest::newRow("an encrypted PKCS#8 key") << QStringList{"pkcs8", "-topk8", "-in", "leaf.key", "-passout", "pass:secret", "-out", "out"} << Pem << 0 << 1 << 1 << 0;
    QTest::newRow("the same in DER") << QStringList{"pkcs8", "-topk8", "-in", "leaf.key", "-passout", "pass:secret", "-outform", "DER", "-out", "out"} << Der << 0 << 1 << 1 << 0;
    QTest::newRow("with scrypt") << QStringList{"pkcs8", "-topk8", "-scrypt", "-in", "leaf.key", "-passout", "pass:secret", "-out", "out"} << Pem << 0 << 1 << 1 << 0;
    QTest::newRow("with DES and MD5") << QStringList{"pkcs8", "-topk8", "-v1", "PBE-MD5-DES", "-provider", "default", "-provider", "legacy", "-in", "leaf.key", "-passout", "pass:secret", "-out", "out"} << Pem << 0 << 1 << 1 << 0;
    QTest::newRow("encrypted under another password") << QStringList{"pkcs8", "-topk8", "-in", "leaf.key", "-passout", "pass:other", "-out", "out"} << Pem << 0 << 1 << 0 << 0;
    QTest::newRow("an EC key of SEC 1") << QStringList{"ec", "-in", "leaf.key", "-out", "out"} << Pem << 0 << 1 << 1 << 0;
    QTest::newRow("an EC key with its encryption in the headers") << QStringList{"ec", "-in", "leaf.key", "-aes128", "-passout", "pass:secret", "-out", "out"} << Pem << 0 << 1 << 1 << 0;
    QTest::newRow("the same, another password") << QStringList{"ec", "-in", "leaf.key", "-aes128", "-passout", "pass:other", "-out", "out"} << Pem << 0 << 1 << 0 << 0;
    QTest::newRow("a request") << QStringList{"req", "-new", "-key", "leaf.key", "-subj", "/CN=a", "-out", "out"} << Pem << 0 << 0 << 0 << 1;
    QTest::newRow("a request in DER") << QStringList{"req", "-new", "-key", "leaf.key", "-subj", "/CN=a", "-outform", "DER", "-out", "out"} << Der << 0 << 0 << 0 << 1;
}

void ContainerTest::readsWhatOpensslMakes()
{
    QFETCH(QStringList, command);
    if (!m_hasOpenssl)
        QSKIP("openssl is not installed");
    QVERIFY(openssl(command));
    const QByteArray bytes = file(QStringLiteral("out"));
    QFile::remove(m_folder.filePath(QStringLiteral("out")));
    const SecureBytes password = secret("secret");
    const Result<ContainerContents> contents = readContainer(view(bytes), &password);
    QVERIFY2(contents, errorText(contents).constData());
    QTEST(contents->kind, "kind");
    QTEST(int(contents->certificates.size()), "certificates");
    QTEST(int(contents->privateKeys), "keys");
    QTEST(int(contents->privateKeySpki.size()), "readable");
    QTEST(int(contents->otherObjects), "others");
    QCOMPARE(contents->failures.size(), std::size_t(0));
    for (const Sha256 &spki : contents->privateKeySpki)
        QVERIFY(spki == sha256(leaf().key.spki));
}

void ContainerTest::refusesCostlyPasswords()
{
    if (!m_hasOpenssl)
        QSKIP("openssl is not installed");
    const SecureBytes password = secret("secret");
    ContainerLimits limits;
    QVERIFY(openssl({"pkcs12", "-export", "-in", "leaf.pem", "-inkey", "leaf.key", "-iter", "3000", "-passout", "pass:secret", "-out", "a.p12"}));
    const QByteArray bytes = file(QStringLiteral("a.p12"));
    limits.keyDerivationIterations = 9'000; // MAC, certificates, key
    const auto enough = readContainer(view(bytes), &password, limits);
    QVERIFY2(enough, errorText(enough).constData());
    QCOMPARE(enough->privateKeySpki.size(), std::size_t(1));
    limits.keyDerivationIterations = 8'999;
    const auto noKey = readContainer(view(bytes), &password, limits);
    QVERIFY2(noKey, errorText(noKey).constData());
    QCOMPARE(noKey->privateKeys, std::size_t(1));
    QCOMPARE(noKey->privateKeySpki.size(), std::size_t(0));
    limits.keyDerivationIterations = 5'999;
    const auto noCertificates = readContainer(view(bytes), &password, limits);
    QVERIFY(!noCertificates);
    QCOMPARE(noCertificates.error().code, ErrorCode::TooLarge);

    QVERIFY(openssl({"pkcs8", "-topk8", "-in", "leaf.key", "-iter", "3000", "-passout", "pass:secret", "-out", "a.key"}));
    const QByteArray key = file(QStringLiteral("a.key"));
    limits.keyDerivationIterations = 3'000;
    QCOMPARE(readContainer(view(key), &password, limits)->privateKeySpki.size(), std::size_t(1));
    limits.keyDerivationIterations = 2'999;
    QCOMPARE(readContainer(view(key), &password, limits)->privateKeySpki.size(), std::size_t(0));
}

void ContainerTest::keepsWithinLimits()
{
    const QByteArray two = q(leaf().pem()) + q(authority().pem());
    ContainerLimits limits;
    limits.certificates = 2;
    QVERIFY(readContainer(view(two), nullptr, limits));
    limits.certificates = 1;
    QCOMPARE(readContainer(view(two), nullptr, limits).error().code, ErrorCode::TooLarge);
    QCOMPARE(readContainer(certificatesOnly("1.2.840.113549.1.7"), nullptr, limits).error().code, ErrorCode::TooLarge);
    limits = {};
    limits.bytes = std::size_t(two.size());
    QVERIFY(readContainer(view(two), nullptr, limits));
    --limits.bytes;
    QCOMPARE(readContainer(view(two), nullptr, limits).error().code, ErrorCode::TooLarge);
    limits = {};
    limits.certificateBytes = std::max(leaf().der.size(), authority().der.size()) - 1; // one of them is too large now
    const auto contents = readContainer(view(two), nullptr, limits);
    QVERIFY2(contents, errorText(contents).constData());
    QCOMPARE(contents->certificates.size(), std::size_t(1));
    QCOMPARE(contents->failures.size(), std::size_t(1));
    QCOMPARE(contents->failures[0].error.code, ErrorCode::TooLarge);
}

void ContainerTest::boundsTheListOfFailures()
{
    QByteArray text;
    for (int i = 0; i < 10'100; ++i)
        text += "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    const auto contents = readContainer(view(text + q(leaf().pem())));
    QVERIFY2(contents, errorText(contents).constData());
    QCOMPARE(contents->failures.size(), std::size_t(10'001));
    QCOMPARE(q(contents->failures[9'999].where), QByteArray("block 10000 (line 29998)"));
    QCOMPARE(contents->failures.back().error.code, ErrorCode::TooLarge);
    QCOMPARE(contents->certificates.size(), std::size_t(1));
}

void ContainerTest::stopsWhenTheSinkHasEnough()
{
    QByteArray text;
    for (int i = 0; i < 10; ++i)
        text += q(leaf().pem());
    int seen = 0;
    const auto contents = streamContainer(view(text), nullptr, {}, [&seen](BytesView) { return ++seen < 3; });
    QVERIFY2(contents, errorText(contents).constData());
    QCOMPARE(seen, 3);
    QVERIFY(contents->certificates.empty());
}

void ContainerTest::handsOnTheListing()
{
    const auto contents = streamListings(view(q(leaf().pem()) + q(authority().pem())), nullptr, {}, [](BytesView der, CertificateListing &listing) {
        return listing == *readListing(der);
    });
    QVERIFY2(contents, errorText(contents).constData());
}

void ContainerTest::sniffs_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<ContainerKind>("kind");
    using enum ContainerKind;
    QTest::newRow("PEM, the first hundred characters") << q(leaf().pem()).left(100) << Pem;
    QTest::newRow("PEM after some text") << "subject=CN=a\n" + q(leaf().pem()).left(100) << Pem;
    QTest::newRow("a private key") << q(leaf().keyPem()).left(60) << Pem;
    QTest::newRow("PKCS#7 in PEM") << QByteArray("-----BEGIN PKCS7-----\nMII") << Pkcs7;
    QTest::newRow("a trusted certificate") << QByteArray("-----BEGIN TRUSTED CERTIFICATE-----\nMII") << TrustedPem;
    QTest::newRow("DER, the first bytes") << q(leaf().der).left(16) << Der;
    QTest::newRow("PKCS#7 in DER") << q(certificatesOnly("1.2.840.113549.1.7")).left(32) << Pkcs7;
    QTest::newRow("PKCS#7 in BER") << QByteArray::fromHex("308006092a864886f70d010702a080") << Pkcs7;
    QTest::newRow("PKCS#12") << q(pkcs12AskingFor(1)).left(32) << Pkcs12;
    QTest::newRow("PKCS#12 in BER") << QByteArray::fromHex("308002010330800609") << Pkcs12;
    QTest::newRow("OpenPGP") << QByteArray("-----BEGIN PGP MESSAGE-----\n") << Unknown;
    QTest::newRow("text") << QByteArray("hello") << Unknown;
    QTest::newRow("zeros in text") << QByteArray("0000000000") << Unknown;
    QTest::newRow("nothing") << QByteArray() << Unknown;
    QTest::newRow("one octet") << QByteArray("0") << Unknown;
}

void ContainerTest::sniffs()
{
    QFETCH(QByteArray, head);
    QTEST(sniffContainer(view(head)), "kind");
}

void ContainerTest::writesPemThatItReads()
{
    QCOMPARE(q(toPem(leaf().der)), q(leaf().pem()));
    QCOMPARE(q(toPem(Bytes(48), "X")), QByteArray("-----BEGIN X-----\n" + QByteArray(64, 'A') + "\n-----END X-----\n"));
    QCOMPARE(q(toPem({}, "X")), QByteArray("-----BEGIN X-----\n-----END X-----\n"));
}

QTEST_GUILESS_MAIN(ContainerTest)
#include "ContainerTest.moc"
