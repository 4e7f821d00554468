// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Findings.h"

#include <QTest>

using namespace hufu;
using std::chrono::hours;
using std::chrono::seconds;

Q_DECLARE_METATYPE(hufu::CertificateFacts)

namespace {

const Instant now = fromIso("2026-11-23T12:00:00Z").value();

/// A core service's EV certificate about which the house has nothing to say.
CertificateFacts inOrder()
{
    CertificateFacts facts;
    facts.notBefore = now - hours(24 * 50);
    facts.notAfter = facts.notBefore + hours(24 * 200) - seconds(1);
    facts.purpose = Purpose::Server;
    facts.validationClass = ValidationClass::Ev;
    facts.tiedToService = true;
    facts.tier = Tier::Core;
    facts.endpointSeen = now - hours(1);
    facts.chain = ChainState::Complete;
    return facts;
}

} // namespace

class FindingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data();
    void judges();
    void leavesOutWhatThePolicyTurnsOff();
    void countsTermsInclusively_data();
    void countsTermsInclusively();
    void scalesTheWarning_data();
    void scalesTheWarning();
    void ranksBySeverity();
};

void FindingsTest::judges_data()
{
    QTest::addColumn<CertificateFacts>("facts");
    QTest::addColumn<int>("rule"); // 0: none
    QTest::addColumn<QString>("observed");
    const auto row = [](const char *name, Rule rule, const char *observed, auto change) {
        CertificateFacts facts = inOrder();
        change(facts);
        QTest::newRow(name) << facts << int(rule) << QString::fromUtf8(observed);
    };
    constexpr Rule none{};
    using F = CertificateFacts;
    row("in order", none, "", [](F &) {});
    row("DV on a core service", Rule::DvOnService, "dv < ev", [](F &f) { f.validationClass = ValidationClass::Dv; });
    row("DV on another service", Rule::DvOnService, "dv < ov", [](F &f) {
        f.validationClass = ValidationClass::Dv;
        f.tier = Tier::General;
    });
    row("OV on a core service", Rule::OvOnCoreService, "ov < ev", [](F &f) { f.validationClass = ValidationClass::Ov; });
    row("OV on an important service", none, "", [](F &f) { f.validationClass = ValidationClass::Ov; f.tier = Tier::Important; });
    row("DV where no service is known", none, "", [](F &f) {
        f.validationClass = ValidationClass::Dv;
        f.tiedToService = false;
        f.tier = Tier::None;
    });
    row("a client certificate is not compared", none, "", [](F &f) {
        f.validationClass = ValidationClass::Dv;
        f.purpose = Purpose::Client;
    });
    row("a private one is not compared", none, "", [](F &f) { f.validationClass = ValidationClass::Private; });
    row("its key belongs to others too", Rule::KeySharedAcrossOwners, "", [](F &f) { f.sharedAcrossOwners = true; });
    row("its key lies in a file", Rule::PrivateKeyInFile, "", [](F &f) { f.privateKeyInFile = true; });
    row("owners and files are named, the first few", Rule::KeySharedAcrossOwners, "HIS (王伟), LIS, 3, 4, 5 +2", [](F &f) {
        f.sharedAcrossOwners = true;
        f.keyOwners = {"HIS (王伟)", "LIS", "3", "4", "5", "6", "7"};
    });
    row("the file is named", Rule::PrivateKeyInFile, "/etc/ssl/s.key, /srv/s.pem", [](F &f) {
        f.privateKeyInFile = true;
        f.keyFiles = {"/etc/ssl/s.key", "/srv/s.pem"};
    });
    row("expired, and seen after that", Rule::ExpiredButSeen, "2026-11-23T10:00:00Z < 2026-11-23T11:00:00Z",
        [](F &f) { f.notAfter = now - hours(2); });
    row("expired, and seen only before", none, "", [](F &f) { f.notAfter = now - hours(2); f.endpointSeen = now - hours(3); });
    row("expired, and not seen anywhere", none, "", [](F &f) { f.notAfter = now - hours(2); f.endpointSeen.reset(); });
    row("thirty whole days left", none, "", [](F &f) { f.notBefore = now - hours(24 * 100); f.notAfter = now + hours(24 * 30); });
    row("a second less", Rule::ExpiresSoon, "29 days", [](F &f) {
        f.notBefore = now - hours(24 * 100);
        f.notAfter = now + hours(24 * 30) - seconds(1);
    });
    row("the last second", Rule::ExpiresSoon, "0 days", [](F &f) { f.notAfter = now; });
    row("a newer one is not there yet", Rule::ExpiresSoon, "1 days, successor not in place", [](F &f) {
        f.notAfter = now + hours(24);
        f.awaitsSuccessor = true;
    });
    row("a newer one is there", none, "", [](F &f) { f.notAfter = now + hours(24); f.superseded = true; });
    row("no service depends on it", none, "", [](F &f) { f.notAfter = now + hours(24); f.tiedToService = false; f.tier = Tier::None; });
    row("self-signed", Rule::UntrustedChain, "self-signed", [](F &f) { f.chain = ChainState::SelfSigned; });
    row("nobody has its issuer", Rule::UntrustedChain, "issuer missing", [](F &f) { f.chain = ChainState::IssuerMissing; });
    row("nobody has its issuer, but nobody uses it", none, "", [](F &f) {
        f.chain = ChainState::IssuerMissing;
        f.tiedToService = false;
        f.tier = Tier::None;
        f.endpointSeen.reset();
    });
    row("tomorrow's", Rule::NotYetValid, "2026-11-23T12:00:01Z", [](F &f) {
        f.notBefore = now + seconds(1);
        f.notAfter = now + hours(24 * 90);
    });
    row("a private term of two years", none, "", [](F &f) {
        f.validationClass = ValidationClass::Private;
        f.notAfter = f.notBefore + hours(24 * 731) - seconds(1);
    });
    row("a second more", Rule::TermAboveHousePolicy, "732 > 731 days", [](F &f) {
        f.validationClass = ValidationClass::Private;
        f.notAfter = f.notBefore + hours(24 * 731);
    });
    row("a private CA lives longer", none, "", [](F &f) {
        f.validationClass = ValidationClass::Private;
        f.ca = true;
        f.purpose = Purpose::Ca;
        f.notAfter = f.notBefore + hours(24 * 3650);
    });
}

void FindingsTest::judges()
{
    QFETCH(CertificateFacts, facts);
    QFETCH(int, rule);
    QFETCH(QString, observed);
    const Policy policy = defaultPolicy();
    const RuleTable table(policy);
    const std::vector<Finding> findings = contextualFindings(facts, policy, now);
    QCOMPARE(findings.size(), std::size_t(rule ? 1 : 0));
    QCOMPARE(contextualRules(facts, policy, table, now), rule ? ruleBit(Rule(rule)) : RuleBits(0));
    if (rule) {
        QCOMPARE(int(findings[0].rule), rule);
        QCOMPARE(QString::fromStdString(findings[0].observed), observed);
        QCOMPARE(findings[0].severity, defaultSeverity(Rule(rule)));
    }
}

void FindingsTest::leavesOutWhatThePolicyTurnsOff()
{
    CertificateFacts facts = inOrder();
    facts.validationClass = ValidationClass::Dv;
    facts.privateKeyInFile = true;
    Policy policy = defaultPolicy();
    policy.rules[Rule::PrivateKeyInFile].enabled = false;
    policy.rules[Rule::DvOnService].severity = Severity::Info;
    QCOMPARE(contextualFindings(facts, policy, now), (std::vector<Finding>{{Rule::DvOnService, Severity::Info, "dv < ev"}}));
    policy.minimumClassCore = "any";
    QVERIFY(contextualFindings(facts, policy, now).empty());
    QCOMPARE(contextualRules(facts, policy, RuleTable(policy), now), RuleBits(0));
}

void FindingsTest::countsTermsInclusively_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<int>("days");
    QTest::newRow("seven days to the second") << qint64(604800 - 1) << 7;
    QTest::newRow("a second more is a day more") << qint64(604800) << 8;
    QTest::newRow("one second") << qint64(0) << 1;
    QTest::newRow("ends before it begins") << qint64(-2) << 0;
}

void FindingsTest::countsTermsInclusively()
{
    QFETCH(qint64, length);
    QFETCH(int, days);
    QCOMPARE(termDays(now, now + seconds(length)), days);
}

void FindingsTest::scalesTheWarning_data()
{
    QTest::addColumn<int>("life");
    QTest::addColumn<int>("days");
    QTest::newRow("a year") << 365 << 30;
    QTest::newRow("200 days") << 200 << 30;
    QTest::newRow("47 days") << 47 << 16;
    QTest::newRow("a week") << 7 << 3;
}

void FindingsTest::scalesTheWarning()
{
    QFETCH(int, life);
    QFETCH(int, days);
    QCOMPARE(expiresSoonDays(now, now + hours(24 * life) - seconds(1), 30), days);
}

void FindingsTest::ranksBySeverity()
{
    Policy policy = defaultPolicy();
    policy.rules[Rule::RsaTooShort] = {true, Severity::High};
    policy.rules[Rule::Sha1Signature] = {true, Severity::Low};
    policy.rules[Rule::RocaKey] = {false, Severity::Critical};
    const RuleTable table(policy);
    QCOMPARE(table.worst(0), std::nullopt);
    QCOMPARE(table.worst(ruleBit(Rule::Sha1Signature)), std::optional(Severity::Low));
    QCOMPARE(table.worst(ruleBit(Rule::Sha1Signature) | ruleBit(Rule::RsaTooShort)), std::optional(Severity::High));
    QCOMPARE(table.worst(ruleBit(Rule::RocaKey)), std::nullopt);
    QVERIFY(!(table.enabled() & ruleBit(Rule::RocaKey)));
}

QTEST_APPLESS_MAIN(FindingsTest)
#include "FindingsTest.moc"
