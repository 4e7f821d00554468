// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RevocationProof.h"
#include "models/domain/Signers.h"
#include "models/domain/TopicRules.h"
#include "tests/support/Verify.h"

#include <QJsonArray>

using namespace hufu;
using std::chrono::seconds;

namespace {

const Instant now = fromUnix(1795000000);

Sha256 named(int number)
{
    Sha256 name{};
    name[0] = std::uint8_t(number);
    name[1] = std::uint8_t(number >> 8);
    return name;
}

IssuedCertificate leaf(int number)
{
    IssuedCertificate certificate;
    certificate.sha256 = named(number);
    certificate.ca = "ca";
    certificate.request = "request";
    certificate.tier = Tier::General;
    certificate.notAfter = now + std::chrono::hours(24);
    return certificate;
}

IssuedCertificate revokedFor(IssuedCertificate certificate, RevocationReason reason)
{
    certificate.revoked = IssuedCertificate::Revoked{reason, now - std::chrono::hours(1), {}, 7, "before"};
    return certificate;
}

RevocationForm formFor(std::vector<Sha256> certificates, RevocationReason reason = RevocationReason::Superseded)
{
    RevocationForm form;
    form.certificates = std::move(certificates);
    form.reason = reason;
    form.note = "replaced";
    return form;
}

Command commandOf(const char *kind, const QJsonObject &payload)
{
    Command command;
    command.kind = kind;
    command.payload = payload;
    return command;
}

Facts knowing(std::vector<IssuedCertificate> issued)
{
    Facts facts;
    facts.policy = defaultPolicy();
    facts.issued = std::move(issued);
    return facts;
}

constexpr const char *caId = "00000000-0000-7000-8000-000000000001";

RevocationProof goodProof()
{
    RevocationProof proof;
    proof.ca = caId;
    proof.certificates = {named(4)};
    proof.crl = {std::string("http://pki.example/crl/") + caId + ".crl", 5, named(5), now};
    proof.ocsp = RevocationProof::OcspSeen{"http://pki.example/ocsp", now, named(3)};
    return proof;
}

QString outcomeOf(const Result<Ruling> &ruling) { return ruling ? QStringLiteral("ok") : QString(errorName(ruling.error().code)); }

} // namespace

class RevocationRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void revokes_data()
    {
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, const RevocationForm &form, const char *outcome) {
            QTest::newRow(name) << toJson(form) << QString(outcome);
        };
        using enum RevocationReason;
        const auto with = [](RevocationForm form, auto change) { return change(form), form; };
        row("a valid certificate", formFor({named(1)}), "ok");
        row("several", formFor({named(1), named(2)}), "ok");
        row("a suspension", formFor({named(1)}, CertificateHold), "ok");
        row("unspecified, with its note", formFor({named(1)}, Unspecified), "ok");
        row("no note", with(formFor({named(1)}), [](RevocationForm &form) { form.note.clear(); }), "Malformed");
        row("a note of blanks", with(formFor({named(1)}), [](RevocationForm &form) { form.note = " \t\n"; }), "InvalidArgument");
        row("nothing named", formFor({}), "Malformed");
        row("the same one twice", formFor({named(1), named(2), named(1)}), "InvalidArgument");
        row("of another CA", formFor({named(9)}), "NotOfOwnCa");
        row("one of many of another CA", formFor({named(1), named(9), named(2)}), "NotOfOwnCa");
        row("the root", formFor({named(5)}, CaCompromise), "NotPermitted");
        row("an issuing CA", formFor({named(6)}, CaCompromise), "ok");
        row("cACompromise of a leaf", formFor({named(1)}, CaCompromise), "InvalidArgument");
        row("aACompromise", formFor({named(1)}, AaCompromise), "InvalidArgument");
        row("suspended: revoked for good", formFor({named(3)}, KeyCompromise), "ok");
        row("suspended: suspended once more", formFor({named(3)}, CertificateHold), "Conflict");
        row("revoked: for another reason", formFor({named(4)}, KeyCompromise), "Conflict");
        row("revoked: suspended", formFor({named(4)}, CertificateHold), "Conflict");
        row("one of many revoked already", formFor({named(1), named(4)}, Superseded), "Conflict");
        row("a key compromised a while ago", with(formFor({named(1)}, KeyCompromise), [](RevocationForm &f) { f.invalidityDate = now - seconds(99); }), "ok");
        row("a key compromised this second", with(formFor({named(1)}, KeyCompromise), [](RevocationForm &f) { f.invalidityDate = now; }), "ok");
        row("a key compromised in a second", with(formFor({named(1)}, KeyCompromise), [](RevocationForm &f) { f.invalidityDate = now + seconds(1); }), "InvalidArgument");
        row("a CA's key compromised a while ago", with(formFor({named(6)}, CaCompromise), [](RevocationForm &f) { f.invalidityDate = now - seconds(99); }), "ok");
        row("superseded since a while ago", with(formFor({named(1)}, Superseded), [](RevocationForm &f) { f.invalidityDate = now - seconds(99); }), "InvalidArgument");
        QJsonObject removal = toJson(formFor({named(1)}));
        removal["reason"] = "removeFromCRL";
        QTest::newRow("removeFromCRL is no reason") << removal << "Malformed";
        removal.remove("reason");
        QTest::newRow("no reason") << removal << "Malformed";
    }
    void revokes()
    {
        QFETCH(QJsonObject, payload);
        QFETCH(QString, outcome);
        IssuedCertificate root = leaf(5), issuing = leaf(6);
        root.isCa = root.isRoot = issuing.isCa = true;
        const Facts facts = knowing({leaf(2), leaf(1), revokedFor(leaf(3), RevocationReason::CertificateHold),
                                     revokedFor(leaf(4), RevocationReason::Superseded), root, issuing});
        QCOMPARE(outcomeOf(ruleOnRevocation(facts, commandOf(CommandKind::Revoke, payload), now)), outcome);
    }

    /// The reason suffices since version 2 of the payload; what version 1 is, it stays.
    void aNoteIsOfVersionOneAlone()
    {
        const Facts facts = knowing({leaf(1)});
        RevocationForm without = formFor({named(1)}, RevocationReason::KeyCompromise);
        without.note.clear();
        for (const auto &[form, version, outcome] : {std::tuple(without, 2, "ok"), std::tuple(without, 1, "Malformed"),
                                                     std::tuple(formFor({named(1)}), 1, "ok"), std::tuple(formFor({named(1)}), 2, "Malformed")}) {
            Command command = commandOf(CommandKind::Revoke, toJson(form));
            command.version = version;
            QCOMPARE(outcomeOf(ruleOnRevocation(facts, command, now)), outcome);
        }
        QCOMPARE(without.version(), 2);
        QVERIFY(isKnownKind(CommandKind::Revoke, 2));
        QVERIFY(!isKnownKind(CommandKind::Revoke, 4));
    }

    void resumes_data()
    {
        QTest::addColumn<std::vector<int>>("certificates");
        QTest::addColumn<QString>("note");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("suspended") << std::vector{3} << "found again" << "ok";
        QTest::newRow("without a note") << std::vector{3} << "" << "Malformed";
        QTest::newRow("valid") << std::vector{1} << "found again" << "Conflict";
        QTest::newRow("revoked for good") << std::vector{4} << "found again" << "NotPermitted";
        QTest::newRow("one of them revoked for good") << std::vector{3, 4} << "found again" << "NotPermitted";
        QTest::newRow("of another CA") << std::vector{9} << "found again" << "NotOfOwnCa";
        QTest::newRow("twice") << std::vector{3, 3} << "found again" << "InvalidArgument";
    }
    void resumes()
    {
        QFETCH(std::vector<int>, certificates);
        QFETCH(QString, note);
        QFETCH(QString, outcome);
        const Facts facts
            = knowing({leaf(1), revokedFor(leaf(3), RevocationReason::CertificateHold), revokedFor(leaf(4), RevocationReason::KeyCompromise)});
        ResumptionForm form{{}, note.toStdString()};
        for (int number : certificates)
            form.certificates.push_back(named(number));
        QCOMPARE(outcomeOf(ruleOnRevocation(facts, commandOf(CommandKind::Resume, toJson(form)), now)), outcome);
    }

    void needsASecondSigner_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("tier");
        QTest::addColumn<bool>("ca");
        QTest::addColumn<int>("signers");
        QTest::newRow("as many as one may alone") << 10 << int(Tier::Important) << false << 1;
        QTest::newRow("one more") << 11 << int(Tier::Important) << false << 2;
        QTest::newRow("one of a core service") << 1 << int(Tier::Core) << false << 2;
        QTest::newRow("a CA") << 1 << int(Tier::None) << true << 2;
        QTest::newRow("one without a service") << 1 << int(Tier::None) << false << 1;
    }
    void needsASecondSigner()
    {
        QFETCH(int, count);
        QFETCH(int, tier);
        QFETCH(bool, ca);
        QFETCH(int, signers);
        std::vector<IssuedCertificate> issued;
        std::vector<Sha256> names;
        for (int i = 0; i < count; ++i) {
            issued.push_back(leaf(i));
            names.push_back(named(i));
        }
        issued.back().tier = Tier(tier);
        issued.back().isCa = ca;
        const Facts facts = knowing(issued);
        const Command command = commandOf(CommandKind::Revoke, toJson(formFor(names)));
        QCOMPARE(int(signersNeeded(facts, command).size()), signers);
        // A suspension hits as hard while it lasts.
        QCOMPARE(int(signersNeeded(facts, commandOf(CommandKind::Revoke, toJson(formFor(names, RevocationReason::CertificateHold)))).size()), signers);
        // Resuming always takes two, whatever it is.
        QCOMPARE(int(signersNeeded(facts, commandOf(CommandKind::Resume, {})).size()), 2);
    }

    /// Who is to agree is not shut out by one alone; nor is what tells everybody's standing.
    void whatColleaguesNeedTakesTwo_data()
    {
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("purpose");
        QTest::addColumn<int>("signers");
        QTest::newRow("an OCSP responder") << "" << "OCSP" << int(Purpose::OcspResponder) << 2;
        QTest::newRow("another administrator's USBKey") << "p-audit" << "" << int(Purpose::Client) << 2;
        QTest::newRow("of another administrator's name") << "" << "赵审计" << int(Purpose::Client) << 2;
        QTest::newRow("one's own") << "p-own" << "李安全" << int(Purpose::Client) << 1;
        QTest::newRow("of a department head") << "p-head" << "周主任" << int(Purpose::Client) << 1;
        QTest::newRow("a doctor's") << "p-doctor" << "张伟" << int(Purpose::Client) << 1;
    }
    void whatColleaguesNeedTakesTwo()
    {
        QFETCH(QString, holder);
        QFETCH(QString, name);
        QFETCH(int, purpose);
        QFETCH(int, signers);
        IssuedCertificate certificate = leaf(1);
        certificate.holder = holder.toStdString();
        certificate.commonName = name.toStdString();
        certificate.purpose = Purpose(purpose);
        Facts facts = knowing({certificate});
        for (const auto &[id, who, role] : {std::tuple("p-own", "李安全", Role::SecurityAdmin), std::tuple("p-audit", "赵审计", Role::AuditAdmin), std::tuple("p-head", "周主任", Role::DepartmentHead)}) {
            Person person;
            person.id = id;
            person.name = who;
            person.roles = {role};
            facts.people.push_back(person);
        }
        facts.actor = facts.people.front();
        QCOMPARE(int(signersNeeded(facts, commandOf(CommandKind::Revoke, toJson(formFor({named(1)})))).size()), signers);
    }

    void headsSuspendTheirOwnPeople_data()
    {
        QTest::addColumn<QString>("department");
        QTest::addColumn<int>("purpose");
        QTest::addColumn<int>("tier");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, const char *department, Purpose purpose, Tier tier, RevocationReason reason, int count, const char *outcome) {
            QTest::newRow(name) << department << int(purpose) << int(tier) << int(reason) << count << outcome;
        };
        using enum RevocationReason;
        row("a client of the own department", "门诊", Purpose::Client, Tier::General, CertificateHold, 1, "ok");
        row("as many as one may alone", "门诊", Purpose::Client, Tier::General, CertificateHold, 10, "ok");
        row("one more", "门诊", Purpose::Client, Tier::General, CertificateHold, 11, "CosignerNeeded");
        row("of another department", "药剂科", Purpose::Client, Tier::General, CertificateHold, 1, "NotPermitted");
        row("of no department", "", Purpose::Client, Tier::General, CertificateHold, 1, "NotPermitted");
        row("a server", "门诊", Purpose::Server, Tier::General, CertificateHold, 1, "NotPermitted");
        row("one of a core service", "门诊", Purpose::Client, Tier::Core, CertificateHold, 1, "CosignerNeeded");
        row("revoked for good", "门诊", Purpose::Client, Tier::General, KeyCompromise, 1, "NotPermitted");
    }
    void headsSuspendTheirOwnPeople()
    {
        QFETCH(QString, department);
        QFETCH(int, purpose);
        QFETCH(int, tier);
        QFETCH(int, reason);
        QFETCH(int, count);
        QFETCH(QString, outcome);
        std::vector<IssuedCertificate> issued;
        std::vector<Sha256> names;
        for (int i = 0; i < count; ++i) {
            issued.push_back(leaf(i));
            issued.back().department = department.toStdString();
            issued.back().purpose = Purpose(purpose);
            issued.back().tier = Tier(tier);
            names.push_back(named(i));
        }
        Facts facts = knowing(issued);
        Person head;
        head.id = "head";
        head.name = "sun";
        head.department = "门诊";
        head.roles = {Role::DepartmentHead};
        facts.actor = head;
        const Command command = commandOf(CommandKind::Revoke, toJson(formFor(names, RevocationReason(reason))));
        const auto decided = [&] {
            std::vector<std::string> waived;
            const Result<void> signers = checkSigners(signersNeeded(facts, command), *facts.actor, facts.cosigners, false, waived);
            return signers ? outcomeOf(ruleOnRevocation(facts, command, now)) : QString(errorName(signers.error().code));
        };
        QCOMPARE(decided(), outcome);
        // Whatever a head may not: a security administrator may, or may with a second one.
        facts.actor->roles = {Role::SecurityAdmin};
        facts.cosigners = {*facts.actor};
        QCOMPARE(decided(), QStringLiteral("ok"));
    }

    void proofs_data()
    {
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, auto change, const char *outcome) {
            RevocationProof proof = goodProof();
            change(proof);
            QTest::newRow(name) << toJson(proof) << QString(outcome);
        };
        using P = RevocationProof;
        row("what was seen", [](P &) {}, "ok");
        row("of a CA, without OCSP", [](P &p) { p.certificates = {named(6)}; p.ocsp.reset(); }, "ok");
        row("of a leaf, without OCSP", [](P &p) { p.ocsp.reset(); }, "InvalidArgument");
        row("another CRL of the same number", [](P &p) { p.crl.sha256 = named(8); }, "Conflict");
        row("an older CRL", [](P &p) { p.crl.number = 4; }, "Conflict");
        row("asked elsewhere", [](P &p) { p.crl.url = "http://evil.example/crl"; }, "InvalidArgument");
        row("another responder", [](P &p) { p.ocsp->url = "http://evil.example/ocsp"; }, "InvalidArgument");
        row("OCSP of before", [](P &p) { p.ocsp->producedAt = now - std::chrono::hours(2); }, "InvalidArgument");
        row("OCSP of tomorrow", [](P &p) { p.ocsp->producedAt = now + std::chrono::hours(24); }, "InvalidArgument");
        row("not revoked at all", [](P &p) { p.certificates = {named(1)}; }, "Conflict");
        row("revoked after that CRL", [](P &p) { p.certificates = {named(7)}; }, "Conflict");
        row("of another CA of the house", [](P &p) { p.certificates = {named(8)}; }, "InvalidArgument");
        row("of a stranger's CA", [](P &p) { p.certificates = {named(9)}; }, "NotOfOwnCa");
        row("twice", [](P &p) { p.certificates = {named(4), named(4)}; }, "InvalidArgument");
        row("of a CA that does not exist", [](P &p) { p.ca = "00000000-0000-7000-8000-000000000009"; }, "NotFound");
        row("nothing", [](P &p) { p.certificates.clear(); }, "Malformed");
    }
    void proofs()
    {
        QFETCH(QJsonObject, payload);
        QFETCH(QString, outcome);
        const auto of = [](IssuedCertificate certificate, const char *ca = caId) { return certificate.ca = ca, certificate; };
        IssuedCertificate ca = of(revokedFor(leaf(6), RevocationReason::CaCompromise)), late = of(revokedFor(leaf(7), RevocationReason::Superseded));
        ca.isCa = true;
        late.revoked->sequence = 12;
        const IssuedCertificate all[] = {of(leaf(1)), of(revokedFor(leaf(4), RevocationReason::KeyCompromise)), ca, late,
                                         of(revokedFor(leaf(8), RevocationReason::Superseded), "another")};
        Facts facts = knowing({});
        if (const Result<RevocationProof> proof = revocationProofFromJson(payload)) { // as the store gathers them: those named that exist
            for (const IssuedCertificate &one : all) {
                if (std::ranges::find(proof->certificates, one.sha256) != proof->certificates.end())
                    facts.issued.push_back(one);
            }
        }
        CertificateAuthority authority;
        authority.plan.id = caId;
        authority.plan.statusUrl = "http://pki.example";
        authority.crlNumber = 5;
        authority.crlSha256 = named(5);
        authority.crlUpTo = 10;
        facts.cas = {authority};
        QCOMPARE(outcomeOf(ruleOnProof(facts, commandOf(CommandKind::ProveRevocation, payload), now)), outcome);
    }
    void proofsComeBack()
    {
        const RevocationProof proof = goodProof();
        const Result<RevocationProof> read = revocationProofFromJson(toJson(proof));
        VERIFY_OK(read);
        QVERIFY(*read == proof);
        QJsonObject more = toJson(proof);
        more["more"] = 1;
        VERIFY_ERROR(revocationProofFromJson(more), ErrorCode::Malformed);
    }

    void formsComeBack()
    {
        RevocationForm form = formFor({named(1), named(300)}, RevocationReason::KeyCompromise);
        form.invalidityDate = now - seconds(5);
        const Result<RevocationForm> read = revocationFormFromJson(toJson(form), form.version());
        VERIFY_OK(read);
        QCOMPARE(read->certificates, form.certificates);
        QCOMPARE(read->reason, form.reason);
        QCOMPARE(read->invalidityDate, form.invalidityDate);
        QCOMPARE(read->note, form.note);
        VERIFY_ERROR(revocationFormFromJson(toJson(formFor(std::vector<Sha256>(mostRevokedTogether + 1, named(1)))), 1), ErrorCode::Malformed);
        QJsonObject more = toJson(form);
        more["more"] = 1;
        VERIFY_ERROR(revocationFormFromJson(more, 1), ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(RevocationRulesTest)
#include "RevocationRulesTest.moc"
