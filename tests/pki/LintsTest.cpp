// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/pki/LintRows.h"

#include "models/pki/WeakKeyList.h"
#include "tests/support/RsaNumbers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace hufu;
using namespace hufu::test;
using namespace hufu::test::lintrows;

namespace {

constexpr auto Ov = ValidationClass::Ov;
constexpr auto Private = ValidationClass::Private;

std::string shown(const std::vector<Finding> &findings)
{
    std::string text;
    for (const Finding &finding : findings)
        text += std::string(ruleName(finding.rule)) + " [" + finding.observed + "] ";
    return text;
}

} // namespace

class LintsTest : public QObject
{
    Q_OBJECT

    std::set<Rule> m_found;


private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<Bytes>("der");
        QTest::addColumn<ValidationClass>("validationClass");
        QTest::addColumn<Rule>("rule");
        QTest::addColumn<QString>("observed"); // null: no finding
        for (auto rows : {keys, signatures, validity, names, usages, form, classes, revocation})
            rows();
    }

    void rules()
    {
        QFETCH(Bytes, der);
        QFETCH(ValidationClass, validationClass);
        QFETCH(Rule, rule);
        QFETCH(QString, observed);
        const Result<CertificateListing> listing = readListing(der);
        QVERIFY2(listing, listing ? "" : listing.error().detail.c_str());
        const std::vector<Finding> findings = lint(der, *listing, validationClass);
        for (const Finding &finding : findings)
            m_found.insert(finding.rule);
        const auto found = std::ranges::find(findings, rule, &Finding::rule);
        if (observed.isNull()) {
            QVERIFY2(found == findings.end(), shown(findings).c_str());
        } else {
            QVERIFY2(found != findings.end(), shown(findings).c_str());
            QCOMPARE(QString::fromStdString(found->observed), observed);
        }
        QVERIFY(std::ranges::is_sorted(findings, {}, &Finding::rule));
        QVERIFY(std::ranges::adjacent_find(findings, {}, &Finding::rule) == findings.end());
    }

    /// A rule nobody breaks here is a rule nobody tested.
    void cleanupTestCase()
    {
        for (Rule rule : allRules()) {
            if (int(rule) < 100)
                QVERIFY2(m_found.contains(rule), ruleName(rule));
        }
    }

    void nothingToComplainAbout_data()
    {
        QTest::addColumn<Bytes>("der");
        QTest::addColumn<ValidationClass>("validationClass");
        QTest::newRow("an OV server") << server().der() << Ov;
        QTest::newRow("an EV server") << ev().der() << ValidationClass::Ev;
        QTest::newRow("a private server") << server().der() << Private;
        QTest::newRow("an RSA server") << server().rsa(2048).der() << Ov;
        QTest::newRow("an SM2 server") << server().sm2().der() << Private;
        QTest::newRow("a root") << CertBuilder::ca("CN=Root").der() << Private;
        QTest::newRow("an issuing CA") << issuing().der() << Ov;
        QTest::newRow("an OCSP responder") << responder().der() << Private;
    }
    void nothingToComplainAbout()
    {
        QFETCH(Bytes, der);
        QFETCH(ValidationClass, validationClass);
        const std::vector<Finding> findings = lint(der, readListing(der).value(), validationClass);
        QVERIFY2(findings.empty(), shown(findings).c_str());
    }

    void severities_data()
    {
        QTest::addColumn<Bytes>("der");
        QTest::addColumn<int>("severity");
        QTest::newRow("RSA 512") << server().rsa(512).der() << int(Severity::Critical);
        QTest::newRow("RSA 1024") << server().rsa(1024).der() << int(Severity::High);
        QTest::newRow("RSA 2058") << server().rsaModulus(timesSmall(soundModulus(2048), 1021), Bytes{1, 0, 1}).der() << int(Severity::Low);
        QTest::newRow("exponent 1") << server().rsaModulus(soundModulus(2048), Bytes{1}).der() << int(Severity::High);
        QTest::newRow("exponent 3") << server().rsaModulus(soundModulus(2048), Bytes{3}).der() << int(Severity::Low);
    }
    void severities()
    {
        QFETCH(Bytes, der);
        QFETCH(int, severity);
        const std::vector<Finding> findings = lint(der, readListing(der).value(), Ov);
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(int(findings.front().severity), severity);
        // Houses know severities by rule alone.
        QCOMPARE(int(defaultSeverity(findings.front().rule)), severity);
    }

    void longNamesAreCut()
    {
        const std::string name = std::string(300, 'x') + ".local";
        std::string wide;
        for (int i = 0; i < 200; ++i)
            wide += "医";
        for (const Bytes &der : {server().dns(name).der(), server().subject("CN=his.hospital.cn,OU=" + wide).der()}) {
            for (const Finding &finding : lint(der, readListing(der).value(), Ov)) {
                QVERIFY(finding.observed.size() <= 260);
                QCOMPARE(QString::fromStdString(finding.observed).toStdString(), finding.observed); // still UTF-8
            }
        }
    }

    void debianWeakKeys()
    {
        QTemporaryDir folder;
        const TestCertificate weak = server().rsa(2048, 1).build();
        const Result<CertificateListing> listing = readListing(weak.der);
        QVERIFY(listing);
        const auto found = [&](const WeakKeyList &list) {
            return std::ranges::count(lint(weak.der, *listing, Private, list), Rule::DebianWeakKey, &Finding::rule);
        };
        QCOMPARE(found(WeakKeyList::load({folder.path().toStdString(), "/nonexistent"})), 0);

        // The list's line, made by the tool its format is defined by: openssl x509 -noout -modulus | sha1sum | cut -c 21-40
        QProcess shell;
        shell.start("sh", {"-c", "openssl x509 -inform DER -noout -modulus | sha1sum | cut -c 21-40"});
        QVERIFY(shell.waitForStarted());
        shell.write(reinterpret_cast<const char *>(weak.der.data()), qint64(weak.der.size()));
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished());
        const QByteArray line = shell.readAllStandardOutput();
        if (line.size() != 21)
            QSKIP("openssl or sha1sum is not installed");
        QFile file(folder.filePath("blacklist.RSA-2048"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# a comment\n00005890bc78bcbee3ca\nnot hexadecimal\n0123\n" + line);
        file.close();
        const WeakKeyList list = WeakKeyList::load({folder.path().toStdString()});
        QCOMPARE(list.size(), std::size_t(2));
        QCOMPARE(found(list), 1);
        m_found.insert(Rule::DebianWeakKey);
        QCOMPARE(std::ranges::count(lint(server().rsa(2048).der(), readListing(server().rsa(2048).der()).value(), Private, list),
                                    Rule::DebianWeakKey, &Finding::rule), 0);
    }

    void theRuleTable()
    {
        std::set<std::string> names;
        for (Rule rule : allRules()) {
            const std::string name = ruleName(rule);
            QVERIFY(names.insert(name).second);
            QVERIFY(std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
            QCOMPARE(ruleFromName(name).value(), rule);
            QVERIFY(*ruleSource(rule) != '\0');
        }
        QCOMPARE(ruleFromName("no-such-rule").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(std::string(ruleName(Rule(9999))), std::string("unknown-rule"));
    }

    void isQuick_data()
    {
        QTest::addColumn<Bytes>("der");
        QTest::addColumn<double>("limit"); // microseconds, a wide margin for busy machines
        QTest::newRow("P-256") << server().der() << 200.;
        QTest::newRow("RSA 2048") << server().rsa(2048).der() << 5000.;
        QTest::newRow("RSA 4096") << server().rsa(4096).der() << 10000.;
    }
    void isQuick()
    {
        QFETCH(Bytes, der);
        QFETCH(double, limit);
        const CertificateListing listing = readListing(der).value();
        QElapsedTimer timer;
        timer.start();
        constexpr int times = 200;
        for (int i = 0; i < times; ++i)
            QVERIFY(lint(der, listing, Ov).empty());
        const double each = double(timer.nsecsElapsed()) / 1e3 / times;
        qInfo("%.1f µs", each);
        QVERIFY(each < limit);
    }
};

QTEST_GUILESS_MAIN(LintsTest)
#include "LintsTest.moc"
