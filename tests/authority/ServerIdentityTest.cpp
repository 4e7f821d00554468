// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "app/embedded/ServedHome.h"
#include "models/authority/ServerIdentity.h"
#include "models/store/FoundingDrafts.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

class Site final : public ApiSite {
public:
    std::size_t bodyLimit(const ApiRequest &) const override { return 0; }
    void take(std::shared_ptr<ApiCall> call) override { call->answer(HttpReply::text(200, "here")); }
    void close() override {}
    HttpReply refusal(unsigned status, const char *sentence) const override { return HttpReply::text(status, sentence); }
};

} // namespace

/// A server's TLS certificate ends one day, while it runs.
class ServerIdentityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whenAThirdIsLeft()
    {
        const Instant from = fromUnix(1'700'000'000), until = from + std::chrono::days(90);
        QVERIFY(!isRenewalDue(from, until, from));
        QVERIFY(!isRenewalDue(from, until, from + std::chrono::days(60) - std::chrono::seconds(1)));
        QVERIFY(isRenewalDue(from, until, from + std::chrono::days(60)));
        QVERIFY(isRenewalDue(from, until, until + std::chrono::days(1)));
    }

    void theNextIsShownToWhoConnectsNext()
    {
        Stranger folder;
        const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery staple");
        const HomePaths paths(folder.path("home").toStdString());
        VERIFY_OK(EmbeddedGate(paths.home, ScryptCost{1024, 8, 1}).found({"第一医院", "李安全", "信息科"}, passphrase));
        const Result<UnlockedHome> home = unlockHome(paths, {}, passphrase);
        VERIFY_OK(home);
        Instant now = systemNow();
        Result<Authority> authority = Authority::open(home->databaseKey, {.databasePath = paths.database, .checkpointPath = paths.checkpoint, .clock = [&now] { return now; }});
        VERIFY_OK(authority);
        const std::chrono::days life(90);
        const Result<ServerIdentity> first = ServerIdentity::make(*authority, {"127.0.0.1"}, life);
        VERIFY_OK(first);
        QVERIFY(first->from == now && first->until == now + life);
        Site site;
        const Result<std::unique_ptr<ApiServer>> server = ApiServer::start(site, {.tls = &first->tls});
        VERIFY_OK(server);
        folder.write("root.pem", std::string_view(first->tls.clientRoots));
        const auto shown = [&] { // by a stranger, who trusts the authority
            const QString where = QStringLiteral("127.0.0.1:%1").arg((*server)->port());
            const Said said = folder.run("sh", {"-c", "openssl s_client -connect " + where + " -verify_ip 127.0.0.1 -CAfile root.pem </dev/null >shaken 2>&1;"
                                                      " grep -q 'Verify return code: 0' shaken && openssl x509 -in shaken -noout -serial -enddate"});
            return said ? said.text : QByteArray();
        };
        const QByteArray before = shown();
        QVERIFY2(before.contains("serial=") && before.contains("notAfter="), before);
        QCOMPARE(shown(), before);
        const auto in = [](int seconds) { return std::chrono::steady_clock::now() + std::chrono::seconds(seconds); };
        const Result<Bytes> root = readAuthorityCertificate(authority->connection());
        VERIFY_OK(root);
        Result<TlsLine> open = TlsLine::connect({"127.0.0.1", (*server)->port(), [&root](BytesView certificate) { return std::ranges::equal(certificate, *root); }}, {},
                                                now, in(10), StopSignal({}));
        VERIFY_OK(open);

        // A key and a certificate that do not fit are not taken, and nothing changes.
        const Result<ServerIdentity> second = ServerIdentity::make(*authority, {"127.0.0.1"}, life);
        VERIFY_OK(second);
        VERIFY_ERROR((*server)->present({first->tls.key.clone(), second->tls.chain, second->tls.clientRoots}), ErrorCode::TlsFailed);
        VERIFY_ERROR((*server)->present({first->tls.key.clone(), "no certificate", {}}), ErrorCode::TlsFailed);
        QCOMPARE(shown(), before);
        VERIFY_OK((*server)->present(second->tls));
        const QByteArray after = shown();
        QVERIFY2(after.contains("serial=") && after != before, after);
        // Who was connected goes on.
        VERIFY_OK(open->write(viewOf("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), in(10), StopSignal({})));
        std::array<std::uint8_t, 1024> buffer;
        const Result<std::size_t> read = open->read(buffer, in(10), StopSignal({}));
        VERIFY_OK(read);
        QVERIFY(textOf(BytesView(buffer).first(*read)).starts_with("HTTP/1.1 200"));
    }
};

QTEST_GUILESS_MAIN(ServerIdentityTest)
#include "ServerIdentityTest.moc"
