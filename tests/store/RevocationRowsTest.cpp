// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Uuid.h"
#include "models/pki/Digest.h"
#include "models/store/CaReader.h"
#include "models/store/CaRows.h"
#include "models/store/JournalStore.h"
#include "models/store/Projection.h"
#include "models/store/ProjectionRows.h"
#include "models/store/RevocationReader.h"
#include "models/store/Schema.h"
#include "models/store/StatusReader.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Verify.h"

#include <memory>

using namespace hufu;
using namespace hufu::test;
using std::chrono::days;
using std::chrono::hours;

namespace {

const Instant start = fromUnix(1795000000);

/// A projection with one CA and what it issued, to which entries are applied without asking any rule.
class Rows {
public:
    Rows() : connection(*Connection::inMemory())
    {
        require(migrate(connection));
        CaPlan plan;
        plan.id = ca;
        plan.commonName = "Root";
        plan.organization = "Hospital";
        plan.statusUrl = "http://pki.example";
        apply(CommandKind::CreateCa, toJson(plan));
        root = CertBuilder::ca("CN=Root,O=Hospital").build();
        apply(CommandKind::CertifyCa, toJson(CaCertified{ca, root.der}));
    }

    Sha256 issue(int serial, Instant notAfter = start + days(100), int key = 0)
    {
        const TestCertificate leaf = CertBuilder().serial(std::uint64_t(serial)).validity(start - days(1), notAfter).ec("P-256", key).signedBy(root).build();
        return *insertIssued(connection, leaf.der, {ca, {}, false, {}, ++sequence});
    }
    Result<void> tryApply(const char *kind, const QJsonObject &payload)
    {
        Command command;
        command.kind = kind;
        command.payload = payload;
        Entry entry;
        entry.sequence = ++sequence;
        entry.time = now;
        entry.kind = kind;
        entry.outcome = "{}";
        const Result<Applied> applied = applyEntry(connection, entry, command, {});
        return applied ? Result<void>() : fail(applied.error());
    }
    void apply(const char *kind, const QJsonObject &payload) { require(tryApply(kind, payload)); }
    void revoke(std::vector<Sha256> certificates, RevocationReason reason) { apply(CommandKind::Revoke, toJson(form(std::move(certificates), reason))); }
    static RevocationForm form(std::vector<Sha256> certificates, RevocationReason reason) { return {std::move(certificates), reason, {}, "why"}; }
    void resume(std::vector<Sha256> certificates) { apply(CommandKind::Resume, toJson(ResumptionForm{std::move(certificates), "found"})); }
    /// The next CRL, as the duty would have it published.
    void publish()
    {
        const CertificateAuthority before = authority();
        CrlPublished act;
        act.ca = ca;
        act.number = before.crlNumber + 1;
        act.thisUpdate = now;
        act.nextUpdate = now + days(7);
        act.upTo = *readNewestRevocation(connection, ca);
        apply(CommandKind::PublishCrl, toJson(act));
    }
    CertificateAuthority authority() { return std::move(**readCa(connection, ca)); }
    IssuedCertificate issued(const Sha256 &name) { return readIssued(connection, std::span(&name, 1))->at(0); }
    std::vector<std::uint64_t> listed()
    {
        std::vector<std::uint64_t> serials;
        const std::vector<RevokedEntry> entries = readCrlEntries(connection, authority()).value();
        for (const RevokedEntry &entry : entries) {
            std::uint64_t serial = 0;
            for (std::uint8_t octet : entry.serial)
                serial = serial << 8 | octet;
            serials.push_back(serial);
        }
        return serials;
    }

    Connection connection;
    const std::string ca = newUuid();
    TestCertificate root;
    Sequence sequence = 0;
    Instant now = start;

private:
    template <typename T>
    static void require(const Result<T> &result)
    {
        if (!result)
            qFatal("%s: %s", errorName(result.error().code), result.error().detail.c_str());
    }
};

using Serials = std::vector<std::uint64_t>;

} // namespace

class RevocationRowsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRevocationIsKept()
    {
        Rows rows;
        const Sha256 one = rows.issue(1001), two = rows.issue(1002);
        RevocationForm form = Rows::form({one}, RevocationReason::KeyCompromise);
        form.invalidityDate = start - hours(5);
        rows.apply(CommandKind::Revoke, toJson(form));
        const IssuedCertificate revoked = rows.issued(one);
        QVERIFY(revoked.revoked);
        QCOMPARE(revoked.ca, rows.ca);
        QCOMPARE(int(revoked.revoked->reason), int(RevocationReason::KeyCompromise));
        QCOMPARE(revoked.revoked->at, start);
        QCOMPARE(revoked.revoked->invalidityDate, std::optional<Instant>(start - hours(5)));
        QCOMPARE(revoked.revoked->sequence, rows.sequence);
        QVERIFY(!rows.issued(two).revoked);
        const auto entries = readCrlEntries(rows.connection, rows.authority());
        VERIFY_OK(entries);
        QCOMPARE(entries->size(), std::size_t(1));
        QCOMPARE(entries->front().invalidityDate, form.invalidityDate);
    }

    void whatIsFinalStays()
    {
        Rows rows;
        const Sha256 one = rows.issue(1001);
        rows.revoke({one}, RevocationReason::Superseded);
        VERIFY_ERROR(rows.tryApply(CommandKind::Revoke, toJson(Rows::form({one}, RevocationReason::KeyCompromise))), ErrorCode::Conflict);
        VERIFY_ERROR(rows.tryApply(CommandKind::Resume, toJson(ResumptionForm{{one}, "x"})), ErrorCode::Conflict);
        QCOMPARE(int(rows.issued(one).revoked->reason), int(RevocationReason::Superseded));
    }

    /// X.509: the date of the hold stands.
    void aSuspensionBecomesFinalWithItsDate()
    {
        Rows rows;
        const Sha256 one = rows.issue(1001);
        rows.revoke({one}, RevocationReason::CertificateHold);
        rows.now += hours(3);
        rows.revoke({one}, RevocationReason::KeyCompromise);
        const IssuedCertificate::Revoked revoked = *rows.issued(one).revoked;
        QCOMPARE(int(revoked.reason), int(RevocationReason::KeyCompromise));
        QCOMPARE(revoked.at, start);
        QCOMPARE(revoked.sequence, rows.sequence); // so that the next CRL is one with the new reason
    }

    void resumingMakesACrlDue()
    {
        Rows rows;
        const Sha256 one = rows.issue(1001);
        rows.revoke({one}, RevocationReason::CertificateHold);
        rows.publish();
        QCOMPARE(rows.listed(), Serials{1001});
        rows.resume({one});
        QVERIFY(!rows.issued(one).revoked);
        QVERIFY(*readNewestRevocation(rows.connection, rows.ca) > rows.authority().crlUpTo);
        QCOMPARE(*readNewestResumption(rows.connection), rows.sequence);
        QVERIFY(rows.listed().empty());
    }

    void aRevokedKeyIsKnown()
    {
        Rows rows;
        const Sha256 one = rows.issue(1001, start + days(9), 1), two = rows.issue(1002, start + days(9), 2);
        const Sha256 keyOne = rows.issued(one).spkiSha256, keyTwo = rows.issued(two).spkiSha256;
        QVERIFY(keyOne != keyTwo);
        rows.revoke({one}, RevocationReason::CertificateHold);
        QCOMPARE(*isKeyRevoked(rows.connection, keyOne), false);
        rows.revoke({one}, RevocationReason::Superseded);
        QCOMPARE(*isKeyRevoked(rows.connection, keyOne), true);
        QCOMPARE(*isKeyRevoked(rows.connection, keyTwo), false);
    }

    /// RFC 5280 §3.3: an entry stays until one CRL was published past the certificate's end.
    void theExpiredLeaveAfterOneMoreCrl()
    {
        Rows rows;
        const Sha256 soon = rows.issue(1001, start + hours(1)), late = rows.issue(1002);
        rows.revoke({soon, late}, RevocationReason::Superseded);
        rows.publish();
        rows.now = start + hours(1); // its last second
        QCOMPARE(rows.listed(), (Serials{1001, 1002}));
        rows.publish();
        rows.now = start + hours(2);
        QCOMPARE(rows.listed(), (Serials{1001, 1002})); // the one past its end
        rows.publish();
        rows.now = start + hours(3);
        QCOMPARE(rows.listed(), Serials{1002});
        const Sha256 ended = rows.issue(1003, start - hours(1));
        rows.revoke({ended}, RevocationReason::KeyCompromise); // once, for who looks at old signatures
        QCOMPARE(rows.listed(), (Serials{1002, 1003}));
        rows.publish();
        QCOMPARE(rows.listed(), Serials{1002});
    }

    void statusesAreReadAnewAndInPart()
    {
        Rows rows;
        const Sha256 one = rows.issue(1001);
        rows.issue(1002);
        rows.revoke({one}, RevocationReason::Superseded);
        const Sequence before = rows.sequence;
        std::vector<std::pair<std::int64_t, bool>> seen;
        const auto look = [&](const StatusRow &row) { seen.emplace_back(row.certificate, row.revoked); };
        VERIFY_OK(readStatuses(rows.connection, 0, look));
        QCOMPARE(seen.size(), std::size_t(3)); // the root's own certificate, too
        QCOMPARE(seen[0].second, false);
        QCOMPARE(seen[1].second, true);
        QCOMPARE(seen[2].second, false);
        const std::int64_t newest = seen.back().first;
        rows.issue(1003);
        const Sha256 four = rows.issue(1004);
        seen.clear();
        VERIFY_OK(readStatuses(rows.connection, newest, look));
        QCOMPARE(seen.size(), std::size_t(2));
        rows.revoke({four}, RevocationReason::KeyCompromise);
        seen.clear();
        VERIFY_OK(readRevokedSince(rows.connection, rows.ca, before, look));
        QCOMPARE(seen.size(), std::size_t(1));
        VERIFY_OK(readRevokedSince(rows.connection, "another", 0, look));
        QCOMPARE(seen.size(), std::size_t(1));
    }

    void aCaCountsWhatWouldFail()
    {
        Rows rows;
        const Sha256 one = rows.issue(1001);
        rows.issue(1002);
        rows.issue(1003, start - hours(1));
        const Sha256 root = sha256(rows.root.der);
        QVERIFY(rows.issued(root).isRoot);
        QVERIFY(!rows.issued(one).isRoot);
        QCOMPARE(*countValidUnder(rows.connection, root, start), 2);
        rows.revoke({one}, RevocationReason::Superseded);
        QCOMPARE(*countValidUnder(rows.connection, root, start), 1);
    }

    /// What came of an approval that pilot mode waived, when it is not confirmed.
    void whatWasWaivedIsRevoked()
    {
        Rows rows;
        const Sha256 approved = rows.issue(1001), suspended = rows.issue(1002), final = rows.issue(1003), other = rows.issue(1004);
        rows.revoke({suspended}, RevocationReason::CertificateHold);
        rows.revoke({final}, RevocationReason::KeyCompromise);
        for (const auto &[certificate, review] : {std::pair(approved, 50), {suspended, 50}, {final, 50}, {other, 51}}) {
            const std::string hex = toHex(certificate);
            VERIFY_OK(rows.connection.execute(("INSERT INTO request (id, form, applicant, department, service_name, subject, names, spki_sha256, state, version,"
                                               " submitted, lapses, steps, certificate) VALUES ('" + hex + "', '{}', '', '', '', '', '', x'', 5, 1, 0, 0, '[]', x'" + hex + "');"
                                               "INSERT INTO review (request, sequence, version, person, verdict, reason, at) VALUES ('" + hex + "', "
                                               + std::to_string(review) + ", 1, '', 0, '', 0)").c_str()));
        }
        Entry entry;
        entry.sequence = ++rows.sequence;
        entry.time = start + hours(1);
        VERIFY_OK(revokeWaived(rows.connection, entry, 50));
        QCOMPARE(int(rows.issued(approved).revoked->reason), int(RevocationReason::PrivilegeWithdrawn));
        QCOMPARE(rows.issued(approved).revoked->sequence, entry.sequence);
        QCOMPARE(int(rows.issued(suspended).revoked->reason), int(RevocationReason::PrivilegeWithdrawn));
        QCOMPARE(int(rows.issued(final).revoked->reason), int(RevocationReason::KeyCompromise));
        QVERIFY(!rows.issued(other).revoked);
    }

    void manyGoQuickly()
    {
        Rows rows;
        std::vector<Sha256> names;
        VERIFY_OK(rows.connection.execute("BEGIN"));
        for (int i = 0; i < 2000; ++i)
            names.push_back(rows.issue(10000 + i));
        rows.revoke(names, RevocationReason::Superseded);
        VERIFY_OK(rows.connection.execute("COMMIT"));
        QCOMPARE(rows.listed().size(), names.size());
        const auto issued = readIssued(rows.connection, names);
        VERIFY_OK(issued);
        QVERIFY(std::ranges::all_of(*issued, [](const IssuedCertificate &one) { return one.revoked.has_value(); }));
        QVERIFY(std::ranges::equal(*issued, names, {}, &IssuedCertificate::sha256));
    }
};

QTEST_GUILESS_MAIN(RevocationRowsTest)
#include "RevocationRowsTest.moc"
