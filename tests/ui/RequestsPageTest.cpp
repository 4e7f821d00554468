// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Container.h"
#include "models/replica/InventoryFeed.h"
#include "models/store/AtomicFile.h"
#include "tests/support/CsrBuilder.h"
#include "tests/support/Hospital.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/requests/RequestDialog.h"
#include "ui/pages/requests/RequestsPage.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/TabGrid.h"
#include "ui/widgets/TableView.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr const char *applicant = "张三", *head = "孙主任", *otherHead = "钱主任", *second = "周安全";
constexpr int patience = 15'000;

QString pemOf(const CsrBuilder &csr) { return QString::fromStdString(toPem(csr.der(), "CERTIFICATE REQUEST")); }

/// A hospital with a service, CAs, and whoever requests need.
struct Scene {
    Hospital hospital{};
    Service service{newUuid(), "挂号", Tier::Important, "门诊", "王主任", {"reg.hospital.example"}, false};
    std::string serverCa;
    int keys = 0;

    Scene()
    {
        const struct {
            const char *name, *department;
            std::set<Role> roles;
        } people[] = {{applicant, "门诊", {Role::Applicant}},
                      {head, "门诊", {Role::DepartmentHead}},
                      {otherHead, "检验科", {Role::DepartmentHead}},
                      {second, "信息科", {Role::SecurityAdmin}}};
        for (const auto &person : people)
            expect(hospital.add(person.name, person.department, person.roles));
        expect(hospital.submit(Hospital::security, CommandKind::SaveService, toJson(service)));
        const Result<std::string> root = hospital.makeCa(CaTree::Root, {}, {}, Hospital::security, {second});
        if (!root)
            qFatal("no root: %s", root.error().detail.c_str());
        const Result<std::string> servers = hospital.makeCa(CaTree::Server, *root, {"hospital.example"}, Hospital::security, {second});
        if (!servers)
            qFatal("no CA: %s", servers.error().detail.c_str());
        serverCa = *servers;
    }
    static void expect(const Result<Receipt> &done)
    {
        if (!done)
            qFatal("refused: %s", done.error().detail.c_str());
    }
    /// The key of each is new.
    CsrBuilder csr(const std::string &name) { return {.commonName = name, .dnsNames = {name}, .key = {.index = ++keys}}; }
    /// One that waits, sent without the page.
    std::string waiting(const std::string &name)
    {
        RequestForm form;
        form.id = newUuid();
        form.csr = csr(name).der();
        form.service = service.id;
        form.purpose = "挂号窗口";
        form.system = "reg-01";
        form.days = 180;
        form.profile = "server";
        form.ca = serverCa;
        expect(hospital.submit(applicant, CommandKind::SubmitRequest, toJson(form)));
        return form.id;
    }
    RequestState state(const std::string &id)
    {
        const auto found = hospital.read(applicant, [&](Connection &connection) { return readRequest(connection, id); });
        return found && *found ? effectiveState(**found, hospital.now) : RequestState::Lapsed;
    }
    bool isApproved(const std::string &id) { return state(id) == RequestState::Approved || state(id) == RequestState::Issued; }
};

/// Somebody's desk: their session and the page.
struct Desk {
    Desk(Scene &scene, const char *name) : feed(scene.hospital.at(name)), page(navigator)
    {
        page.setHouse(&scene.hospital.at(name), &feed);
        page.resize(1200, 700);
        page.show();
    }
    ~Desk() { page.setHouse(nullptr, nullptr); }

    TableView *table() { return child<TableView>(&page, "requests"); }
    QDialog *dialog(const char *name)
    {
        QDialog *found = nullptr;
        for (QDialog *one : page.findChildren<QDialog *>(QString::fromLatin1(name))) {
            if (one->isVisible())
                found = one;
        }
        return found;
    }
    bool openRow(int row)
    {
        if (!QTest::qWaitFor([&] { return table()->model()->rowCount() > row; }, patience))
            return false;
        table()->selectRow(row);
        Q_EMIT table()->opened(table()->model()->index(row, 0));
        return QTest::qWaitFor([&] { return page.findChild<RichText *>(QStringLiteral("requestContents")) != nullptr; }, patience);
    }
    bool waitForState(const QString &state)
    {
        return QTest::qWaitFor([&] { return column(table(), RequestTableModel::State).contains(state); }, patience);
    }

    RecordingNavigator navigator;
    InventoryFeed feed;
    RequestsPage page;
};

/// Fills what is no CSR.
void fill(QDialog *dialog, const Scene &scene)
{
    auto *service = child<QComboBox>(dialog, "requestService");
    service->setCurrentIndex(service->findData(QString::fromStdString(scene.service.id)));
    child<QLineEdit>(dialog, "requestSystem")->setText(QStringLiteral("reg-01"));
    child<QLineEdit>(dialog, "requestPurpose")->setText(QStringLiteral("挂号窗口"));
}

} // namespace

/// Asking for certificates and deciding on what others ask for.
class RequestsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void anApplicantAsksAndTheHeadApproves();
    void whatPolicyForbidsCannotBeSubmitted();
    void aReturnedRequestIsMended();
    void severalAreSignedTogether();
};

void RequestsPageTest::anApplicantAsksAndTheHeadApproves()
{
    Scene scene;
    Desk mine(scene, applicant), theirs(scene, head), others(scene, otherHead);
    QTRY_VERIFY(child<QPushButton>(&mine.page, "emptyNewRequest")->isVisible());
    child<QPushButton>(&mine.page, "emptyNewRequest")->click();
    QDialog *dialog = mine.dialog("requestDialog");
    QVERIFY(dialog);
    auto *submit = child<QPushButton>(dialog, "requestSubmit");
    auto *policy = child<RichText>(dialog, "requestPolicy");
    QTRY_VERIFY(child<QComboBox>(dialog, "requestService")->count() > 1);
    QVERIFY(!submit->isEnabled());
    child<QPlainTextEdit>(dialog, "requestCsr")->setPlainText(pemOf(scene.csr("reg.hospital.example")));
    QTRY_VERIFY_WITH_TIMEOUT(policy->toPlainText().contains(QString::fromUtf8(head)), patience);
    QVERIFY(!submit->isEnabled()); // without a service
    fill(dialog, scene);
    // Before anything is signed: who approves, who does not, and which CA issues.
    QTRY_VERIFY_WITH_TIMEOUT(submit->isEnabled(), patience);
    QVERIFY(policy->toPlainText().contains(QStringLiteral("CA server")));
    QVERIFY(policy->toPlainText().contains(QString::fromUtf8(otherHead))); // excluded
    QVERIFY(policy->toPlainText().contains(QStringLiteral("reg.hospital.example")));
    submit->click();

    QTRY_COMPARE_WITH_TIMEOUT(mine.table()->model()->rowCount(), 1, patience);
    QCOMPARE(child<TabGrid>(&mine.page, "requestsShow")->currentIndex(), static_cast<int>(RequestTableModel::Show::ByMe));
    QCOMPARE(mine.page.badge(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(mine.page.findChild<QPushButton *>(QStringLiteral("withdrawRequest")), patience);
    QVERIFY(!mine.page.findChild<QPushButton *>(QStringLiteral("approveRequest")));

    // It waits for the head of the department, and for nobody else's.
    QTRY_COMPARE_WITH_TIMEOUT(theirs.page.badge(), 1, patience);
    QCOMPARE(others.page.badge(), 0);
    QVERIFY(theirs.openRow(0));
    const std::string id = theirs.page.findChild<QPushButton *>(QStringLiteral("approveRequest")) ? scene.hospital.read(head, [&](Connection &connection) {
        return readRequests(connection, {}, 1, scene.hospital.now);
    })->front().form.id : std::string();
    QVERIFY(!id.empty());
    QCOMPARE(scene.state(id), RequestState::Open);
    auto *panel = theirs.page.findChild<DetailPanel *>();
    QTRY_VERIFY(panel->isVisible() && panel->width() >= 300);
    child<QPushButton>(&theirs.page, "approveRequest")->click();
    QDialog *review = theirs.dialog("reviewDialog");
    QVERIFY(review);
    QCOMPARE(child<QListWidget>(review, "reviewList")->count(), 1);
    child<QPushButton>(review, "reviewSign")->click();
    QTRY_VERIFY_WITH_TIMEOUT(scene.isApproved(id), patience);
    QTRY_COMPARE_WITH_TIMEOUT(theirs.page.badge(), 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(mine.table()->model()->index(0, 0).data(RequestTableModel::StateRole).toInt() >= static_cast<int>(RequestState::Approved), patience);
    QTRY_VERIFY_WITH_TIMEOUT(child<RichText>(&theirs.page, "requestReviews")->toPlainText().contains(QString::fromUtf8(head)), patience);

    // Issued at once: the applicant takes the certificate home, with what a server needs beside it.
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(id), RequestState::Issued, patience);
    QTRY_VERIFY_WITH_TIMEOUT(mine.page.findChild<QPushButton *>(QStringLiteral("saveIssued")), patience);
    child<QPushButton>(&mine.page, "showIssued")->click();
    QCOMPARE(mine.navigator.certificates.size(), 1);
    const auto sha256 = fromHex(mine.navigator.certificates.front().toStdString());
    VERIFY_OK(sha256);
    Sha256 certificate{};
    std::ranges::copy(*sha256, certificate.begin());
    const QString path = scene.hospital.folder.filePath(QStringLiteral("reg.pem"));
    mine.page.saver().save(certificate, CertificateForm::Chain, path);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("-----BEGIN CERTIFICATE-----"), 2); // itself and the issuing CA, without the root
    const std::pair<CertificateForm, const char *> otherForms[] = {{CertificateForm::Der, "reg.cer"}, {CertificateForm::Pkcs7, "reg.p7b"}};
    for (const auto &[form, name] : otherForms) {
        const QString other = scene.hospital.folder.filePath(QLatin1String(name));
        mine.page.saver().save(certificate, form, other);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(other), patience);
        const Result<ContainerContents> read = readContainer(*readSmallFile(other.toStdString(), 1 << 20));
        VERIFY_OK(read);
        QCOMPARE(read->certificates.size(), form == CertificateForm::Der ? std::size_t(1) : std::size_t(2));
    }
    const QString report = scene.hospital.folder.filePath(QStringLiteral("reg.pdf"));
    mine.page.saver().saveReport(certificate, report);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(report), patience);
    QFile pdf(report);
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
}

void RequestsPageTest::whatPolicyForbidsCannotBeSubmitted()
{
    Scene scene;
    Desk mine(scene, applicant);
    QDialog *dialog = mine.page.newRequest();
    QVERIFY(dialog);
    auto *submit = child<QPushButton>(dialog, "requestSubmit");
    auto *csr = child<QPlainTextEdit>(dialog, "requestCsr");
    QTRY_VERIFY(child<QComboBox>(dialog, "requestService")->count() > 1);
    fill(dialog, scene);
    QSignalSpy previewed(static_cast<RequestDialog *>(dialog), &RequestDialog::previewed);

    csr->setPlainText(QStringLiteral("no request"));
    QTRY_VERIFY_WITH_TIMEOUT(previewed.size() > 0, patience);
    const QString complaint = child<QLabel>(dialog, "requestCsrNote")->text();
    QVERIFY(!submit->isEnabled());

    csr->setPlainText(pemOf(scene.csr("reg.hospital.example")));
    QTRY_VERIFY_WITH_TIMEOUT(submit->isEnabled(), patience);
    QVERIFY(child<QLabel>(dialog, "requestCsrNote")->text() != complaint);
    child<QSpinBox>(dialog, "requestDays")->setValue(800);
    QVERIFY(!submit->isEnabled()); // at once, before policy answers
    QTRY_VERIFY_WITH_TIMEOUT(child<RichText>(dialog, "requestPolicy")->toPlainText().contains(QStringLiteral("800")), patience);
    QVERIFY(!submit->isEnabled());
    child<QSpinBox>(dialog, "requestDays")->setValue(180);
    QTRY_VERIFY_WITH_TIMEOUT(submit->isEnabled(), patience);

    csr->setPlainText(pemOf(scene.csr("elsewhere.example"))); // outside what the CA may certify
    QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(dialog, "requestMissing")->isVisible() && !submit->isEnabled()
                                 && child<RichText>(dialog, "requestPolicy")->toPlainText().contains(QStringLiteral("elsewhere.example")), patience);
    // Renewing takes a certificate to renew.
    csr->setPlainText(pemOf(scene.csr("reg.hospital.example")));
    QTRY_VERIFY_WITH_TIMEOUT(submit->isEnabled(), patience);
    child<QComboBox>(dialog, "requestKind")->setCurrentIndex(1);
    QVERIFY(child<QComboBox>(dialog, "requestReplaces")->isVisible());
    QTest::qWait(400);
    QVERIFY(!submit->isEnabled());
}

void RequestsPageTest::aReturnedRequestIsMended()
{
    Scene scene;
    const std::string id = scene.waiting("reg.hospital.example");
    Desk mine(scene, applicant), theirs(scene, head);
    QVERIFY(theirs.openRow(0));
    child<QPushButton>(&theirs.page, "returnRequest")->click();
    QDialog *review = theirs.dialog("reviewDialog");
    QVERIFY(review);
    auto *sign = child<QPushButton>(review, "reviewSign");
    QVERIFY(!sign->isEnabled()); // without a reason
    child<QPlainTextEdit>(review, "reviewReason")->setPlainText(QStringLiteral("用途写清楚"));
    sign->click();
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(id), RequestState::Returned, patience);

    QVERIFY(mine.openRow(0));
    QTRY_VERIFY_WITH_TIMEOUT(mine.page.findChild<QPushButton *>(QStringLiteral("mendRequest")), patience);
    QVERIFY(child<RichText>(&mine.page, "requestReviews")->toPlainText().contains(QStringLiteral("用途写清楚")));
    // The applicant, who decides nothing, answers.
    child<QPushButton>(&mine.page, "commentRequest")->click();
    review = mine.dialog("reviewDialog");
    QVERIFY(review);
    child<QPlainTextEdit>(review, "reviewReason")->setPlainText(QStringLiteral("马上改"));
    child<QPushButton>(review, "reviewSign")->click();
    QTRY_VERIFY_WITH_TIMEOUT(child<RichText>(&mine.page, "requestReviews")->toPlainText().contains(QStringLiteral("马上改")), patience);
    QVERIFY(!mine.page.findChild<QPushButton *>(QStringLiteral("approveRequest")));
    child<QPushButton>(&mine.page, "mendRequest")->click();
    QDialog *dialog = mine.dialog("requestDialog");
    QVERIFY(dialog);
    auto *submit = child<QPushButton>(dialog, "requestSubmit");
    QTRY_VERIFY_WITH_TIMEOUT(submit->isEnabled(), patience); // all fields are as they were
    QCOMPARE(child<QComboBox>(dialog, "requestService")->currentData().toString().toStdString(), scene.service.id);
    child<QLineEdit>(dialog, "requestPurpose")->setText(QStringLiteral("一号楼挂号窗口"));
    submit->click();
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(id), RequestState::Open, patience);
    QTRY_COMPARE_WITH_TIMEOUT(theirs.page.badge(), 1, patience);

    // The applicant gives it up after all.
    QTRY_VERIFY_WITH_TIMEOUT(!mine.page.findChild<QPushButton *>(QStringLiteral("mendRequest")), patience);
    child<QPushButton>(&mine.page, "withdrawRequest")->click();
    review = mine.dialog("reviewDialog");
    QVERIFY(review);
    child<QPushButton>(review, "reviewSign")->click();
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(id), RequestState::Withdrawn, patience);
    QTRY_COMPARE_WITH_TIMEOUT(theirs.page.badge(), 0, patience);
}

void RequestsPageTest::severalAreSignedTogether()
{
    Scene scene;
    const std::string one = scene.waiting("reg.hospital.example"), two = scene.waiting("queue.hospital.example"), three = scene.waiting("bill.hospital.example");
    Desk theirs(scene, head);
    QTRY_COMPARE_WITH_TIMEOUT(theirs.table()->model()->rowCount(), 3, patience);
    child<QLineEdit>(&theirs.page, "requestsSearch")->setText(QStringLiteral("bill"));
    QCOMPARE(theirs.table()->model()->rowCount(), 1);
    theirs.table()->selectAll();
    child<QPushButton>(&theirs.page, "rejectChosen")->click();
    QDialog *review = theirs.dialog("reviewDialog");
    QVERIFY(review);
    child<QPlainTextEdit>(review, "reviewReason")->setPlainText(QStringLiteral("不需要"));
    child<QPushButton>(review, "reviewSign")->click();
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(three), RequestState::Rejected, patience);
    child<QLineEdit>(&theirs.page, "requestsSearch")->clear();
    QTRY_COMPARE_WITH_TIMEOUT(theirs.table()->model()->rowCount(), 2, patience);
    QTRY_VERIFY(!theirs.dialog("reviewDialog"));

    theirs.table()->selectAll();
    auto *approve = child<QPushButton>(&theirs.page, "approveChosen");
    QVERIFY(approve->isEnabled());
    QVERIFY(approve->text().contains(u'2'));
    approve->click();
    review = theirs.dialog("reviewDialog");
    QVERIFY(review);
    QCOMPARE(child<QListWidget>(review, "reviewList")->count(), 2);
    child<QPushButton>(review, "reviewSign")->click();
    QTRY_VERIFY_WITH_TIMEOUT(scene.isApproved(one) && scene.isApproved(two), patience);
    QTRY_COMPARE_WITH_TIMEOUT(theirs.page.badge(), 0, patience);
    child<TabGrid>(&theirs.page, "requestsShow")->setCurrentIndex(static_cast<int>(RequestTableModel::Show::All));
    QCOMPARE(theirs.table()->model()->rowCount(), 3);
    QVERIFY(!approve->isEnabled());
}

QTEST_MAIN(RequestsPageTest)
#include "RequestsPageTest.moc"
