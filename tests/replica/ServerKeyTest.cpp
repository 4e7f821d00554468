// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ServerKey.h"

#include "models/pki/CertificateRequest.h"
#include "models/pki/KeyFile.h"
#include "models/pki/TypedNames.h"
#include "models/store/AtomicFile.h"
#include "tests/support/Verify.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace hufu;

namespace {

const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery staple"), another = SecureBytes::copyOf("seven yellow tractors sing");

AlternativeNames names(const char *text) { return *namesFromText(text); }

} // namespace

class ServerKeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsAreByTheSameKeyUntilItsKindChanges()
    {
        ServerKey key;
        QVERIFY(!key.kind());
        const Result<Bytes> first = key.requestFor(KeyKind::EcP256, names("his.example 10.0.0.5"));
        VERIFY_OK(first);
        QCOMPARE(key.kind(), std::optional(KeyKind::EcP256));
        const Result<CertificateRequest> read = readRequest(BytesView(*first));
        VERIFY_OK(read);
        QCOMPARE(read->commonName, std::string("his.example"));
        QVERIFY(read->names == names("his.example 10.0.0.5"));
        const auto second = readRequest(BytesView(*key.requestFor(KeyKind::EcP256, names("other.example"))));
        VERIFY_OK(second);
        QVERIFY(second->spki == read->spki);
        for (const KeyKind kind : serverKeyKinds) {
            const auto request = readRequest(BytesView(*key.requestFor(kind, names("10.0.0.5"))));
            VERIFY_OK(request);
            QCOMPARE(request->commonName, std::string("10.0.0.5"));
            QCOMPARE(request->spki == read->spki, kind == KeyKind::EcP256);
        }
        VERIFY_ERROR(key.requestFor(KeyKind::EcP256, {}), ErrorCode::InvalidArgument);
    }

    void aLongNameIsNoCommonName()
    {
        ServerKey key;
        const std::string name = std::string(60, 'a') + ".hospital.example";
        const auto request = readRequest(BytesView(*key.requestFor(KeyKind::EcP256, names(name.c_str()))));
        VERIFY_OK(request);
        QVERIFY(request->commonName.empty());
        QCOMPARE(request->names.dnsNames.front(), name);
    }

    void isHandedOutForItsOwnerAlone()
    {
        ServerKey key;
        const Bytes csr = *key.requestFor(KeyKind::EcP256, names("his.example"));
        const Result<CertificateRequest> request = readRequest(BytesView(csr));
        VERIFY_OK(request);
        VERIFY_OK(key.handOut(csr, path("his.pem"), passphrase));
        QVERIFY(!(QFileInfo(QString::fromStdString(path("his.pem"))).permissions() & QFileDevice::Permissions(0x0077))); // group, others
        const Result<Bytes> file = readSmallFile(path("his.pem"), largestKeyFile);
        VERIFY_OK(file);
        QVERIFY(textOf(*file).starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        const Result<PrivateKey> read = readKeyFile(*file, &passphrase);
        VERIFY_OK(read);
        QVERIFY(*read->publicKeyDer() == request->spki);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"his.pem"}); // nothing lies beside it
    }

    /// After a request that was refused the same key is handed out again, perhaps under another passphrase. Anything else stays.
    void overwritesOnlyWhatItWrote()
    {
        ServerKey key, other;
        const Bytes csr = *key.requestFor(KeyKind::EcP256, names("his.example")), others = *other.requestFor(KeyKind::EcP256, names("his.example"));
        const std::string file = path("own.pem");
        VERIFY_OK(key.handOut(csr, file, passphrase));
        VERIFY_OK(key.handOut(csr, file, another));
        VERIFY_OK(readKeyFile(*readSmallFile(file, largestKeyFile), &another));
        VERIFY_ERROR(other.handOut(others, file, passphrase), ErrorCode::AlreadyExists);
        const Bytes larger = *key.requestFor(KeyKind::EcP384, names("his.example")); // the file holds the key before it
        VERIFY_ERROR(key.handOut(larger, file, passphrase), ErrorCode::AlreadyExists);
        VERIFY_OK(readKeyFile(*readSmallFile(file, largestKeyFile), &another));
        VERIFY_OK(key.handOut(larger, path("new.pem"), passphrase));
        VERIFY_OK(writeFileAtomically(path("new.pem"), viewOf("somebody's")));
        VERIFY_ERROR(key.handOut(larger, path("new.pem"), passphrase), ErrorCode::AlreadyExists);
        QCOMPARE(readSmallFile(path("new.pem"), largestKeyFile)->size(), std::size_t(10));
    }

    /// Whoever asks with one key and takes another home has lost it.
    void onlyTheKeyOfTheRequest()
    {
        ServerKey key, fresh;
        const Bytes csr = *key.requestFor(KeyKind::EcP256, names("his.example"));
        VERIFY_ERROR(fresh.handOut(csr, path("fresh.pem"), passphrase), ErrorCode::InvalidArgument);
        VERIFY_OK(key.make(KeyKind::EcP384));
        VERIFY_ERROR(key.handOut(csr, path("other.pem"), passphrase), ErrorCode::InvalidArgument);
        VERIFY_ERROR(key.handOut({}, path("other.pem"), passphrase), ErrorCode::InvalidArgument);
        QVERIFY(!QFileInfo::exists(QString::fromStdString(path("other.pem"))));
    }

    void faults()
    {
        ServerKey key;
        const Bytes csr = *key.requestFor(KeyKind::EcP256, names("his.example"));
        VERIFY_ERROR(key.handOut(csr, path("weak.pem"), SecureBytes::copyOf("hospital")), ErrorCode::WeakPassphrase);
        const Result<void> nowhere = key.handOut(csr, path("no/such/folder.pem"), passphrase);
        VERIFY_ERROR(nowhere, ErrorCode::NotFound);
        QCOMPARE(nowhere.error().subject, path("no/such/folder.pem"));
        QVERIFY(!QFileInfo::exists(QString::fromStdString(path("weak.pem"))));
    }

private:
    std::string path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(ServerKeyTest)
#include "ServerKeyTest.moc"
