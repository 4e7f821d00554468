// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/Language.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/wizard/FirstRunWizard.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Page.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/TableView.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTabBar>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

/// What stays as it is in Chinese: abbreviations of the trade, products, keys of the keyboard. Words of the query language stand where
/// examples of it are shown.
const QSet<QString> properTerms{
    "AES", "API", "BR", "CA", "CAA", "CBC", "CN", "CPS", "CRL", "CSR", "CSV", "Ctrl", "DER", "DN", "DNS", "DV", "EC", "ECDSA", "EKU", "EV", "F", "GB", "HIS",
    "HTML", "HTTP", "HTTPS", "Hufu", "I", "ID", "IP", "IV", "JSON", "K", "L", "LDAP", "MD5", "MySQL", "OCSP", "OID", "OV", "P7B", "PACS", "PDF", "PEM", "PIN", "PUK", "Shift", "E",
    "PKCS", "PostgreSQL", "RFC", "ROCA", "RSA", "SAN", "SHA", "SM2", "SMTP", "SNI", "SQLCipher", "STARTTLS", "TLS", "TXT", "UTF", "URI", "URL", "USBKey", "X",
    "Apache", "Debian", "HAProxy", "nginx", "macOS", "Linux", "imap", "ldap", "mysql", "pop3", "postgres", "smtp", "p12", "pfx", "English", "Chinese",
    "Baseline", "Requirements", "Forum", "CABF", "Caps", "Lock", "Esc", "P", "SP", "part", "UTC"};

/// Names that the test itself brought in, and what looks like an address, a file or a number.
bool isData(const QString &word)
{
    static const QRegularExpression address(QStringLiteral("[.:/@\\\\*_=]|^[0-9A-Fa-f]{4,}$|^[0-9]+$"));
    return address.match(word).hasMatch();
}

QStringList latinWords(QString text)
{
    static const QRegularExpression tags(QStringLiteral("<[^>]*>|&[a-z]+;|&(?=\\w)"));
    static const QRegularExpression words(QStringLiteral("[A-Za-z][A-Za-z0-9._:/@\\\\*=-]*"));
    static const QRegularExpression example(QStringLiteral("例如 .*$")); // of the query language
    text.remove(tags).remove(example);
    QStringList found;
    for (auto match = words.globalMatch(text); match.hasNext();) {
        const QString word = match.next().captured();
        if (isData(word))
            continue;
        for (const QString &part : word.split(u'-', Qt::SkipEmptyParts)) {
            if (part.front().isLetter() && !properTerms.contains(part))
                found += part;
        }
    }
    return found;
}

/// Everything a widget says by itself; not what tables and text fields hold.
QStringList textsOf(const QWidget *widget)
{
    QStringList texts{widget->toolTip(), widget->accessibleName(), widget->accessibleDescription()};
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        texts += label->text();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        texts += button->text();
    else if (const auto *line = qobject_cast<const QLineEdit *>(widget))
        texts += line->placeholderText();
    else if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget))
        texts += edit->placeholderText();
    else if (const auto *group = qobject_cast<const QGroupBox *>(widget))
        texts += group->title();
    else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
        for (int tab = 0; tab < tabs->count(); ++tab)
            texts += tabs->tabText(tab);
    } else if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
        for (int item = 0; item < box->count(); ++item)
            texts += box->itemText(item);
    } else if (const auto *list = qobject_cast<const QListWidget *>(widget)) {
        for (int row = 0; row < list->count(); ++row)
            texts += list->item(row)->text();
    } else if (const auto *table = qobject_cast<const QTableView *>(widget)) {
        for (int section = 0; section < table->model()->columnCount(); ++section)
            texts += table->model()->headerData(section, Qt::Horizontal).toString();
    }
    return texts;
}

/// Where English is said: "objectName: text".
QStringList englishIn(const QWidget *root)
{
    QStringList found;
    QList<const QWidget *> widgets{root};
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (widget->isVisibleTo(root))
            widgets += widget;
    }
    for (const QWidget *widget : widgets) {
        for (const QString &text : textsOf(widget)) {
            if (const QStringList words = latinWords(text); !words.isEmpty())
                found += QStringLiteral("%1 “%2”: %3 in “%4”").arg(widget->metaObject()->className(), widget->objectName(), words.join(u' '), text);
        }
    }
    found.removeDuplicates();
    return found;
}

} // namespace

/// In Chinese, nothing of what the window says by itself is English.
class ChineseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QVERIFY(m_window); }
    void cleanupTestCase();
    void findsEnglish();
    void wizard_data();
    void wizard();
    void page_data();
    void page();
    void lockScreen();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedGate> m_gate;
    std::unique_ptr<Theme> m_theme;
    Language m_language;
    std::unique_ptr<MainWindow> m_window;
};

void ChineseTest::initTestCase()
{
    forgetSettings();
    m_gate = std::make_unique<EmbeddedGate>(m_folder.filePath(QStringLiteral("home")).toStdString(), ScryptCost{1024, 8, 1}, PageHouse::today);
    m_theme = std::make_unique<Theme>(*qApp);
    m_language.choose(Language::Choice::Chinese);
    m_window = std::make_unique<MainWindow>(*m_gate, *m_theme, m_language);
    m_window->show();
}

void ChineseTest::cleanupTestCase() { m_window.reset(); }

void ChineseTest::findsEnglish()
{
    QCOMPARE(latinWords(QStringLiteral("导入 PEM、PKCS#12 或 his.hospital.example:443")), QStringList());
    QCOMPARE(latinWords(QStringLiteral("<b>导入</b> certificates…")), QStringList{QStringLiteral("certificates")});
    QCOMPARE(latinWords(QStringLiteral("SHA-256 fingerprint")), QStringList{QStringLiteral("fingerprint")});
    QLabel label(QStringLiteral("Show all"));
    label.setToolTip(QStringLiteral("全部"));
    QCOMPARE(englishIn(&label).size(), 1);
}

void ChineseTest::wizard_data()
{
    QTest::addColumn<int>("screen");
    QTest::newRow("who") << 0;
    QTest::newRow("passphrase") << 1;
    QTest::newRow("sources") << 2;
}

void ChineseTest::wizard()
{
    QFETCH(int, screen);
    m_window->wizard().setScreen(screen);
    const QStringList english = englishIn(&m_window->wizard());
    QVERIFY2(english.isEmpty(), qPrintable(u'\n' + english.join(u'\n')));
}

void ChineseTest::page_data()
{
    QTest::addColumn<int>("page");
    for (const auto &[name, page] : {std::pair("overview", PageId::Overview), std::pair("inventory", PageId::Inventory),
                                     std::pair("pending", PageId::Pending), std::pair("authorities", PageId::Authorities), std::pair("services", PageId::Services),
                                     std::pair("findings", PageId::Findings), std::pair("audit", PageId::Audit), std::pair("settings", PageId::Settings)})
        QTest::newRow(name) << int(page);
}

void ChineseTest::page()
{
    QFETCH(int, page);
    if (!m_window->session().isOpen()) {
        QFuture<Result<void>> founding = m_window->session().found({"第一医院", "李安全", "信息科"}, SecureBytes::copyOf("correct horse battery staple"));
        QTRY_VERIFY(m_window->session().isOpen());
        const std::string pem = hospitalPem();
        QVERIFY(!ImportJob(*m_window->session().house()).run({SourceSpec::pasted(viewOf(pem))}, {}, {}, {}).stopped);
        VERIFY_OK(m_window->session().house()->submit(
            CommandKind::SaveService, toJson(Service{newUuid(), "门诊挂号", Tier::Core, "门诊部", "王主任", {"his.hospital.example"}, true})));
        VERIFY_OK(assess(*m_window->session().house()));
        m_window->session().feed()->refresh();
        QTRY_VERIFY(m_window->session().feed()->inventory()->isComplete() && m_window->session().feed()->inventory()->size() == hospitalSize);
        QTest::qWait(300);
    }
    m_window->workbench().showPage(PageId(page));
    if (PageId(page) == PageId::Pending)
        QTRY_VERIFY(m_window->workbench().page(PageId::Pending)->findChild<EmptyState *>()); // pilot mode: nothing waits for anybody
    // Master and detail: the first row is opened, where there is a table.
    if (auto *table = m_window->workbench().page(PageId(page))->findChild<TableView *>(); table && table->isVisible()) {
        QTRY_VERIFY(table->model()->rowCount() > 0);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QTest::qWait(200);
    }
    const QStringList english = englishIn(&m_window->workbench());
    QVERIFY2(english.isEmpty(), qPrintable(u'\n' + english.join(u'\n')));
}

void ChineseTest::lockScreen()
{
    m_window->session().lock();
    QTRY_VERIFY(child<QWidget>(m_window.get(), "lockPassphrase")->isVisible());
    const QStringList english = englishIn(m_window->centralWidget());
    QVERIFY2(english.isEmpty(), qPrintable(u'\n' + english.join(u'\n')));
}

QTEST_MAIN(ChineseTest)
#include "ChineseTest.moc"
