// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/replica/EmergencyImpact.h"
#include "tests/support/Ctl.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/ManyIssued.h"
#include "tests/support/Peer.h"

#include <QElapsedTimer>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr double impactLimit = 200; // milliseconds, of a holder among 100,000 certificates
constexpr struct {
    int certificates;
    double inForce, verified; ///< seconds after the decision
} decisionLimits[] = {{1, 2, 2}, {10'000, 3, 15}};

void print(const char *what, double value, double limit, const char *unit)
{
    std::printf("  %-44s %9.2f %-3s limit %6.0f  ratio %5.2f%s\n", what, value, unit, limit, value / limit, value > limit ? "  EXCEEDED" : "");
    std::fflush(stdout);
}

/// From a typed holder, host, key or query to a filled list; the slowest of five runs each.
bool listImpacts(int count)
{
    FakeInventory database;
    fillLikeAHospital(database, count);
    FakeCertificate doctor;
    doctor.commonName = "王芳";
    doctor.names = "email:wang@hospital.example";
    doctor.purpose = Purpose::Client;
    const std::int64_t id = database.add(doctor);
    const auto inventory = database.load();
    const Loss losses[] = {{LossKind::Person, "王芳"}, {LossKind::Host, "host7.his.hospital.example"}, {LossKind::Key, toHex(FakeInventory::sha256Of(id))}, {LossKind::Department, "科室 7"},
                           {LossKind::Issuer, "Issuing CA 7"}, {LossKind::Query, "tier = core and purpose = server"}};
    Result<Connection> connection = database.open(Connection::Access::ReadOnly);
    if (!connection)
        return false;
    std::printf("What a loss concerns, among %d certificates\n", count + 1);
    for (const Loss &loss : losses) {
        qint64 slowest = 0;
        std::size_t lines = 0;
        for (int run = 0; run < 5; ++run) {
            QElapsedTimer timer;
            timer.start();
            const Result<EmergencyImpact> impact = assessEmergency(*connection, *inventory, loss, FakeInventory::now());
            if (!impact) {
                std::fprintf(stderr, "%s: %s\n", lossKindName(loss.kind), impact.error().detail.c_str());
                return false;
            }
            if (impact->lines.empty()) {
                std::fprintf(stderr, "%s: nothing is listed\n", lossKindName(loss.kind));
                return false;
            }
            lines = impact->lines.size();
            slowest = std::max(slowest, timer.nsecsElapsed());
        }
        print(qPrintable(QStringLiteral("%1, %2 listed").arg(QLatin1String(lossKindName(loss.kind))).arg(lines)), double(slowest) / 1e6, impactLimit, "ms");
    }
    return true;
}

/// From the decision to CRL and OCSP that say so to whoever asks, a status server of another process among them. (nginx and HAProxy: CrlFollowTest.)
bool decide()
{
    const CtlHome home;
    const QString status = QStringLiteral("127.0.0.1:%1").arg(Peer::freePort());
    if (home.run({"ca", "create", "--name", "Bench", "--locality", "北京", "--status-url", "http://" + status}).exitCode != 0)
        return false;
    {
        const Result<std::unique_ptr<House>> house = EmbeddedGate(home.home().toStdString()).open({}, SecureBytes::copyOf("correct horse battery staple"));
        if (!house)
            return false;
        for (const auto &limit : decisionLimits)
            issueMany(**house, "bench" + std::to_string(limit.certificates), limit.certificates);
    }
    const std::unique_ptr<QProcess> serve = home.start({"serve", "--listen", status});
    if (!serve->waitForReadyRead(60'000))
        return false;
    bool good = true;
    for (const auto &limit : decisionLimits) {
        const CtlRun run = home.run({"emergency", "revoke", "--where", QStringLiteral("name ~ bench%1-").arg(limit.certificates), "--reason", "keyCompromise", "--confirm",
                                     QString::number(limit.certificates), "--prove", "--json"});
        const QJsonObject times = run.json().value("milliseconds").toObject();
        const auto afterDecision = [&times](const char *what) { return double(times[QLatin1String(what)].toInteger() - times["decided"].toInteger()) / 1000; };
        std::printf("%d certificates in one decision\n", limit.certificates);
        if (run.exitCode != 0) {
            std::fprintf(stderr, "%s%s\n", run.err.constData(), run.out.left(2000).constData());
            good = false;
            continue;
        }
        print("in force after the decision", afterDecision("inForce"), limit.inForce, "s");
        print("all verified through CRL and OCSP", afterDecision("verified"), limit.verified, "s");
    }
    serve->terminate();
    return serve->waitForFinished(20'000) && good;
}

} // namespace

/// The figures of an emergency. HUFU_BIN names the folder with hufuctl. Usage: EmergencyBench [CERTIFICATES]
int main(int argc, char **argv) { return listImpacts(argc > 1 ? std::atoi(argv[1]) : 100'000) && decide() ? 0 : 1; }
