// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/widgets/TableView.h"

#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// From what is chosen or dropped to the list of what happened.
class ImportDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void journey();
    void asksForPasswords();
    void cancelKeepsWhatWasComplete();
};

void ImportDialogTest::journey()
{
    PageHouse home;
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();

    const std::string pem = hospitalPem();
    // Pasting certificates anywhere on the page opens the import with them.
    QGuiApplication::clipboard()->setText(QString::fromStdString(pem));
    QTest::keySequence(child<TableView>(&page, "certificates"), QKeySequence::Paste);
    auto *dialog = child<ImportDialog>(&page, "importDialog");
    auto *deed = child<QPushButton>(dialog, "importDeed");
    QVERIFY(deed->isEnabled());
    QVERIFY(child<QPlainTextEdit>(dialog, "importPasted")->toPlainText().startsWith(QStringLiteral("-----BEGIN")));
    child<QPlainTextEdit>(dialog, "importEndpoints")->setPlainText(QStringLiteral("gopher://his.example"));
    QVERIFY(!deed->isEnabled());
    QVERIFY(child<QLabel>(dialog, "importComplaint")->isVisible());
    child<QPlainTextEdit>(dialog, "importEndpoints")->clear();
    dialog->add({SourceSpec::path(home.write(QStringLiteral("garbage.bin"), "no certificate at all").toStdString()),
                 SourceSpec::path(home.path(QStringLiteral("missing.pem")).toStdString())});
    QSignalSpy finished(dialog, &ImportDialog::importFinished);
    deed->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    QCOMPARE(dialog->stage(), ImportDialog::Stage::Results);
    QCOMPARE(dialog->results().result().total.added, hospitalSize);
    QCOMPARE(dialog->results().sourceCount(), 3);
    QVERIFY(dialog->results().problemCount() >= 1);
    auto *table = child<TableView>(dialog, "importResults");
    QTest::keyClicks(child<QLineEdit>(dialog, "importFilter"), QStringLiteral("missing"));
    QCOMPARE(table->model()->rowCount(), 1);
    QVERIFY(!table->model()->index(0, ImportResultModel::Why).data().toString().isEmpty());
    child<QPushButton>(dialog, "importCopy")->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("missing.pem")));
    QVERIFY(dialog->results().asCsv().startsWith("\xEF\xBB\xBF"));
    const QJsonObject json = QJsonDocument::fromJson(dialog->results().asJson()).object();
    QCOMPARE(json.value(QStringLiteral("added")).toInt(), int(hospitalSize));
    QCOMPARE(json.value(QStringLiteral("failed")).toArray().size(), 1);

    // The same again: all are known.
    deed->click();
    QCOMPARE(dialog->stage(), ImportDialog::Stage::Sources);
    dialog->add({SourceSpec::pasted(viewOf(pem))});
    deed->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20'000);
    QCOMPARE(dialog->results().result().total.known, hospitalSize);
    QCOMPARE(dialog->results().result().total.added, 0U);
}

void ImportDialogTest::asksForPasswords()
{
    PageHouse home;
    const TestCertificate certificate = CertBuilder::server("key.hospital.example").build();
    home.write(QStringLiteral("leaf.pem"), certificate.pem());
    home.write(QStringLiteral("leaf.key"), certificate.keyPem());
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"), {QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-in"), home.path(QStringLiteral("leaf.pem")),
                                              QStringLiteral("-inkey"), home.path(QStringLiteral("leaf.key")), QStringLiteral("-out"),
                                              home.path(QStringLiteral("a.p12")), QStringLiteral("-passout"), QStringLiteral("pass:geheim")});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        QSKIP("openssl is not installed");
    QVERIFY(QFile::copy(home.path(QStringLiteral("a.p12")), home.path(QStringLiteral("b.p12"))));

    ImportDialog dialog(*home.house);
    dialog.show();
    dialog.add({SourceSpec::path(home.path(QStringLiteral("a.p12")).toStdString()), SourceSpec::path(home.path(QStringLiteral("b.p12")).toStdString())});
    QSignalSpy finished(&dialog, &ImportDialog::importFinished);
    child<QPushButton>(&dialog, "importDeed")->click();
    auto *asking = child<QWidget>(&dialog, "importAsking");
    auto *password = child<QWidget>(&dialog, "importPassword");
    auto *question = child<QLabel>(&dialog, "importQuestion");
    QTRY_VERIFY(asking->isVisible());
    QVERIFY(question->text().contains(QStringLiteral("a.p12")));
    const QString first = question->text();
    QTest::keyClicks(password, QStringLiteral("wrong"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(asking->isVisible() && question->text() != first); // asked again, and told that it was wrong
    QTest::keyClicks(password, QStringLiteral("geheim"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(asking->isVisible() && question->text().contains(QStringLiteral("b.p12")));
    child<QPushButton>(&dialog, "importSkip")->click();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(dialog.results().result().total.added, 1U);
    QCOMPARE(dialog.results().problemCount(), 1);
    QVERIFY(child<QLabel>(&dialog, "importKeysNote")->isVisible());
}

void ImportDialogTest::cancelKeepsWhatWasComplete()
{
    PageHouse home;
    std::string pem;
    for (int i = 0; i < 5'000; ++i)
        pem += CertBuilder().subject("CN=host" + std::to_string(i)).build().pem();
    ImportDialog dialog(*home.house);
    dialog.show();
    std::vector<SourceSpec> sources;
    for (int i = 0; i < 5; ++i)
        sources.push_back(SourceSpec::path(home.write(QStringLiteral("%1.pem").arg(i), pem).toStdString()));
    dialog.add(sources);
    QSignalSpy finished(&dialog, &ImportDialog::importFinished);
    const auto rows = [&](const char *table) {
        const Result<std::int64_t> counted = home.house->read([&](Connection &connection) { return connection.integer(std::string("SELECT count(*) FROM ") + table); });
        return counted ? *counted : -1;
    };
    QCOMPARE(rows("certificate"), 0);
    child<QPushButton>(&dialog, "importDeed")->click();
    // Not before the house has kept something, and long before all is read.
    QTRY_VERIFY_WITH_TIMEOUT(rows("certificate") > 0, 20'000);
    QCOMPARE(finished.size(), 0);
    child<QPushButton>(&dialog, "importClose")->click(); // reads "Cancel the import" now
    QVERIFY(!child<QPushButton>(&dialog, "importClose")->isEnabled());
    QVERIFY(dialog.isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    const ImportResult &result = dialog.results().result();
    QVERIFY(result.report.cancelled);
    QVERIFY2(result.report.read > 0 && result.report.read < 25'000, QByteArray::number(qulonglong(result.report.read)));
    QCOMPARE(result.total.added + result.total.known, result.report.read); // nothing counted that was not kept
    QVERIFY(result.total.added > 0);
    QCOMPARE(rows("certificate"), std::int64_t(result.total.added));
    QCOMPARE(rows("blob"), std::int64_t(result.total.added));
    QCOMPARE(rows("sighting"), std::int64_t(result.report.read)); // each file says the same, in a place of its own
    const Result<VerificationReport> journal = home.house->verify(true, {}, {});
    VERIFY_OK(journal);
    QVERIFY(journal->intact());
    child<QPushButton>(&dialog, "importClose")->click();
    QVERIFY(!dialog.isVisible());
}

QTEST_MAIN(ImportDialogTest)
#include "ImportDialogTest.moc"
