// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/JournalTableModel.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/audit/AuditPage.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/TableView.h"

#include <QComboBox>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace hufu;
using namespace hufu::test;

namespace {

/// A page over a journal: founded, certified, three services entered.
struct Desk {
    Desk() : page(navigator)
    {
        for (const char *name : {"门诊挂号", "电子病历", "影像归档"})
            house.enter(name, Tier::Core, {"his.hospital.example"});
        page.setHouse(house.house.get(), house.feed.get());
        page.resize(1280, 640);
        page.show();
    }
    ~Desk() { page.setHouse(nullptr, nullptr); }

    TableView *table() { return child<TableView>(&page, "auditTable"); }
    int rows() { return table()->model()->rowCount(); }
    int lines(const char *name) { return int(page.findChildren<QLabel *>(QLatin1String(name)).size()); }
    bool verify()
    {
        child<QPushButton>(&page, "auditVerify")->click();
        return QTest::qWaitFor([&] { return child<QWidget>(&page, "auditReport")->isVisible() && child<QPushButton>(&page, "auditVerify")->isEnabled(); }, 30'000);
    }

    RecordingNavigator navigator;
    PageHouse house;
    AuditPage page;
};

} // namespace

/// The journal read, narrowed, verified, taken along.
class AuditPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void narrowsByKindAndText();
    void saysWhatIsProven();
    void tellsHowFarItIsAndCanBeStopped();
    void namesAChangedEntry();
    void exports_data();
    void exports();
};

void AuditPageTest::narrowsByKindAndText()
{
    Desk desk;
    QTRY_VERIFY(desk.rows() > 3);
    const int all = desk.rows();
    auto *kind = child<QComboBox>(&desk.page, "auditKind");
    kind->setCurrentIndex(kind->findData(QLatin1String(CommandKind::SaveService)));
    QTRY_COMPARE(desk.rows(), 3);
    child<QLineEdit>(&desk.page, "auditSearch")->setText(QStringLiteral("电子病历"));
    QTRY_COMPARE(desk.rows(), 1);
    child<QLineEdit>(&desk.page, "auditSearch")->clear();
    kind->setCurrentIndex(0);
    QTRY_COMPARE(desk.rows(), all);

    // The newest stands on top; its command is shown as it was signed.
    desk.table()->setCurrentIndex(desk.table()->model()->index(0, 0));
    QTRY_VERIFY(desk.page.findChild<QTextBrowser *>(QStringLiteral("auditCommand")));
    QTRY_VERIFY(desk.page.findChild<QTextBrowser *>(QStringLiteral("auditCommand"))->toPlainText().contains(QStringLiteral("影像归档")));
}

void AuditPageTest::saysWhatIsProven()
{
    Desk desk;
    QVERIFY(desk.verify());
    QVERIFY(desk.lines("auditProven") > 0);
    QCOMPARE(desk.lines("auditBroken"), 0);
    // A checkpoint that only this computer keeps proves nothing to others, and is not passed off as proof.
    QVERIFY(desk.lines("auditUnproven") > 0);
}

void AuditPageTest::tellsHowFarItIsAndCanBeStopped()
{
    Desk desk;
    for (int round = 0; round < 6; ++round) { // a journal that takes a while
        std::vector<House::Order> orders;
        for (int i = 0; i < 500; ++i)
            orders.push_back({toJson(Service{newUuid(), "业务系统 " + std::to_string(500 * round + i), Tier::General, "信息科", "李工", {}, false}), {}});
        VERIFY_OK(desk.house.house->submitTogether(CommandKind::SaveService, std::move(orders)));
    }
    auto *verify = child<QPushButton>(&desk.page, "auditVerify");
    auto *bar = child<QProgressBar>(&desk.page, "progressBar");
    auto *cancel = child<QPushButton>(&desk.page, "progressCancel");
    verify->click();
    QVERIFY(bar->isVisible() && cancel->isVisible() && cancel->isEnabled());
    QVERIFY(!verify->isEnabled());
    int farthest = 0;
    bool stepped = true;
    connect(bar, &QProgressBar::valueChanged, bar, [&](int value) {
        stepped = stepped && (value >= farthest || value <= 0); // below: it begins anew
        farthest = std::max(farthest, value);
    });
    QTRY_VERIFY_WITH_TIMEOUT(bar->maximum() > 0 && bar->value() > 0, 30'000);
    QVERIFY(bar->value() < bar->maximum());
    cancel->click();
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible() && verify->isEnabled(), 30'000);
    QVERIFY(!child<QWidget>(&desk.page, "auditReport")->isVisible()); // half a look proves nothing
    QVERIFY(!desk.page.findChild<ErrorBox *>()->isVisible());
    farthest = 0;
    QVERIFY(desk.verify()); // and again, to the end
    QVERIFY(stepped);
    QVERIFY2(farthest > bar->maximum() / 2, QByteArray::number(farthest));
    QCOMPARE(desk.lines("auditBroken"), 0);
}

void AuditPageTest::namesAChangedEntry()
{
    Desk desk;
    {
        Result<Connection> connection = desk.house.house->openForDerived();
        VERIFY_OK(connection);
        VERIFY_OK(connection->execute("UPDATE entry SET outcome = '{\"changed\":true}' WHERE sequence = 3"));
    }
    QVERIFY(desk.verify());
    QVERIFY(desk.lines("auditBroken") > 0);
    const auto broken = desk.page.findChildren<QLabel *>(QStringLiteral("auditBroken"));
    QVERIFY2(std::ranges::any_of(broken, [](const QLabel *line) { return line->text().contains(u'3'); }), qPrintable(broken.front()->text()));
}

void AuditPageTest::exports_data()
{
    QTest::addColumn<int>("action");
    QTest::newRow("CSV") << 0;
    QTest::newRow("JSON") << 1;
}

void AuditPageTest::exports()
{
    QFETCH(int, action);
    Desk desk;
    QTRY_VERIFY(desk.rows() > 3);
    const int all = desk.rows();
    child<QToolButton>(&desk.page, "auditExport")->menu()->actions().at(action)->trigger();
    auto *dialog = desk.page.findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = desk.house.path(action == 0 ? QStringLiteral("log.csv") : QStringLiteral("log.json"));
    Q_EMIT dialog->fileSelected(path);
    delete dialog;
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    if (action == 0) {
        QVERIFY(text.startsWith("\xEF\xBB\xBF"));
        QCOMPARE(text.count("\r\n"), all + 1); // and the headings
    } else {
        QCOMPARE(int(QJsonDocument::fromJson(text).array().size()), all);
    }
}

QTEST_MAIN(AuditPageTest)
#include "AuditPageTest.moc"
