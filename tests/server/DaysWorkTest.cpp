// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Relocation.h"
#include "models/store/Projection.h"
#include "tests/support/CsrBuilder.h"
#include "tests/support/CuttingProxy.h"
#include "tests/support/ServedCa.h"
#include "tests/support/Verify.h"
#include "tests/support/WorkLog.h"

#include <QJsonArray>

#include <set>

using namespace hufu;
using namespace hufu::test;

/// A day's work of two security admins at two workstations and a server, with the cable pulled in the middle; in the evening the audit admin takes a copy of their own,
/// and it shows that nothing was lost and nothing done twice. Nobody approves what they asked for.
class DaysWorkTest : public QObject {
    Q_OBJECT

    ServerHouse m_house{ServerHouse::Together{}};
    Stranger m_folder;
    std::unique_ptr<CuttingProxy> m_proxies[2];
    QString m_desks[2];
    WorkLog m_log;

    void cable(bool in)
    {
        for (const auto &proxy : m_proxies)
            proxy->cutAfter = in ? -1 : 0;
    }
    CtlRun at(int desk, const QStringList &words) const { return m_house.ctl(m_desks[desk], words); }
    QJsonArray outbox(int desk) const { return QJsonDocument::fromJson(at(desk, {"outbox", "list", "--json"}).out).array(); }
    /// Its id, as the desk drew it, whether it was delivered or queued.
    QString submit(int desk, const QString &host, int exitCode)
    {
        const Bytes csr = CsrBuilder{.commonName = host.toStdString(), .dnsNames = {host.toStdString()}}.der();
        const QString file = m_house.home().write(host + ".csr", QByteArray(reinterpret_cast<const char *>(csr.data()), qsizetype(csr.size())));
        const CtlRun run = at(desk, {"request", "submit", "--csr", file, "--service", "挂号", "--purpose", "HTTPS", "--days", "90", "--json"});
        if (run.exitCode != exitCode)
            qFatal("submitting: %d %s", run.exitCode, (run.out + run.err).constData());
        const QString id = run.json()["id"].toString();
        if (exitCode == 0)
            m_log.acknowledged(m_desks[desk], id);
        else
            m_log.queued(m_desks[desk], outbox(desk).last()["id"].toString()); // the command's: no request is known yet
        return id;
    }
    QJsonObject request(const QString &home, const QString &host) const
    {
        for (const QJsonValue one : QJsonDocument::fromJson(m_house.ctl(home, {"request", "list", "--json"}).out).array()) {
            if (QJsonDocument(one.toObject()).toJson().contains(host.toUtf8()))
                return one.toObject();
        }
        return {};
    }
    QString stateOf(const QString &home, const QString &host) const { return request(home, host)["state"].toString(); }
    static Sha256 digestAt(const HomePaths &paths, const SecureBytes &key)
    {
        Result<Connection> connection = Connection::open(paths.database, key, Connection::Access::ReadWrite);
        const Result<Sha256> digest = connection ? projectionDigest(*connection) : fail(connection.error());
        if (!digest)
            qFatal("a digest: %s", digest.error().detail.c_str());
        return *digest;
    }

private Q_SLOTS:
    void fromMorningToEvening()
    {
        // Morning.
        m_house.start();
        for (int desk = 0; desk < 2; ++desk) {
            m_proxies[desk] = std::make_unique<CuttingProxy>(m_house.port);
            m_desks[desk] = m_house.console(QStringLiteral("desk%1").arg(desk), QStringLiteral("https://127.0.0.1:%1").arg(m_proxies[desk]->port()), desk == 0 ? "李安全" : "孙安全");
            QCOMPARE(at(desk, {"sync"}).exitCode, 0);
        }
        QVERIFY(ServedCa(m_house, m_folder, m_desks[0], m_desks[1]).make("general", "server"));
        QStringList morning;
        for (int i = 0; i < 5; ++i)
            morning += submit(0, QStringLiteral("m%1.localhost").arg(i), 0);
        const CtlRun own = at(0, {"request", "approve", morning.at(0)});
        QVERIFY2(own.exitCode == 7, own.err + own.out);
        QCOMPARE(at(1, {"sync"}).exitCode, 0);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(at(1, {"request", "approve", morning.at(i)}).exitCode, 0);
        QCOMPARE(at(0, {"sync"}).exitCode, 0);
        QCOMPARE(stateOf(m_desks[0], "m0.localhost"), QStringLiteral("issued"));

        // Noon: the cable is out. Both go on; what both do to the same thing, the second to come cannot have done.
        cable(false);
        QCOMPARE(at(0, {"revoke", "--where", "m0.localhost", "--reason", "superseded"}).exitCode, 6);
        const QString suspended = outbox(0).at(0)["id"].toString();
        const CtlRun changed = at(0, {"revoke", "--where", "m0.localhost", "--hold", "--replace", suspended}); // on second thoughts
        QVERIFY2(changed.exitCode == 6, changed.err + changed.out);
        QCOMPARE(at(0, {"request", "withdraw", morning.at(3), "--reason", "不需要"}).exitCode, 6);
        submit(0, "n0.localhost", 6);
        QCOMPARE(at(1, {"request", "approve", morning.at(3)}).exitCode, 6);
        QCOMPARE(at(1, {"request", "approve", morning.at(4)}).exitCode, 6);
        submit(1, "n1.localhost", 6);
        QCOMPARE(at(1, {"collection", "save", "午后", "--where", "n1"}).exitCode, 6);
        QCOMPARE(outbox(0).size(), 3);
        QCOMPARE(outbox(1).size(), 4);
        QCOMPARE(stateOf(m_desks[1], "m3.localhost"), QStringLiteral("open")); // nobody takes it for done

        // Afternoon: the server was restarted besides. The first desk is back, then the second.
        m_house.kill();
        m_house.start();
        cable(true);
        QCOMPARE(at(0, {"sync"}).exitCode, 0);
        QCOMPARE(outbox(0).size(), 0);
        QCOMPARE(at(1, {"sync"}).exitCode, 0);
        const QJsonArray back = outbox(1);
        QCOMPARE(back.size(), 1); // with the reason
        QCOMPARE(back.at(0)["kind"].toString(), QLatin1String(CommandKind::ReviewRequests));
        QCOMPARE(back.at(0)["state"].toString(), QStringLiteral("Conflict"));
        QCOMPARE(at(1, {"outbox", "withdraw", back.at(0)["id"].toString()}).exitCode, 0);
        QCOMPARE(at(0, {"sync"}).exitCode, 0);

        // Evening: the auditor's copy, made from nothing.
        const QString audit = m_house.consoleOf("赵审计");
        QCOMPARE(m_house.ctl(audit, {"sync"}).exitCode, 0);
        const CtlRun deed = m_house.ctl(audit, {"request", "approve", QJsonDocument::fromJson(m_house.ctl(audit, {"request", "list", "--json"}).out).array().at(0)["id"].toString()});
        QVERIFY2(deed.exitCode == 7, deed.err + deed.out); // who audits does nothing
        const CtlRun checked = m_house.ctl(audit, {"journal", "verify", "--signatures", "--json"});
        QVERIFY2(checked.exitCode == 0, checked.out + checked.err);
        const std::pair<const char *, const char *> states[] = {{"m1.localhost", "issued"}, {"m2.localhost", "issued"}, {"m3.localhost", "withdrawn"},
                                                                {"m4.localhost", "issued"}, {"n0.localhost", "open"},   {"n1.localhost", "open"}};
        for (const auto &[host, state] : states)
            QVERIFY2(stateOf(audit, QString::fromUtf8(host)) == QLatin1String(state), host);
        QMap<QString, int> kinds;
        const QJsonArray entries = QJsonDocument::fromJson(m_house.ctl(audit, {"journal", "export", "--format", "json"}).out).array();
        for (const QJsonValue entry : entries)
            ++kinds[entry["kind"].toString()];
        QCOMPARE(m_log.fault(entries, CommandKind::SubmitRequest), QString());
        QCOMPARE(kinds[QLatin1String(CommandKind::SubmitRequest)], 7);
        QCOMPARE(kinds[QLatin1String(CommandKind::ReviewRequests)], 4);
        QCOMPARE(kinds[QLatin1String(CommandKind::WithdrawRequest)], 1);
        QCOMPARE(kinds[QLatin1String(CommandKind::Issue)], 4);
        QCOMPARE(kinds[QLatin1String(CommandKind::Revoke)], 1); // the one that took the other's place
        QCOMPARE(kinds[QLatin1String(CommandKind::SaveCollection)], 1);
        QCOMPARE(kinds[QLatin1String(CommandKind::Refused)], 3); // the approvals of one's own, that came too late, and by who audits
        const QJsonArray held = m_house.ctl(audit, {"list", "--where", "m0.localhost", "--json"}).json()["certificates"].toArray();
        QCOMPARE(held.size(), 1);
        QCOMPARE(held.at(0)["status"].toString(), QStringLiteral("suspended"));
        // At every desk the same, row for row. (The server numbers its rows otherwise, since CRLs lie among its certificates.)
        QCOMPARE(at(0, {"sync"}).exitCode, 0);
        QCOMPARE(at(1, {"sync"}).exitCode, 0);
        QCOMPARE(m_house.stop(), 0);
        std::set<Sha256> seen;
        for (const QString &home : {m_desks[0], m_desks[1], audit}) {
            const HomePaths paths(home.toStdString());
            const Result<UnlockedHome> unlocked = unlockHome(paths, {}, ServerHouse::passphrase());
            VERIFY_OK(unlocked);
            seen.insert(digestAt(paths, unlocked->databaseKey));
        }
        QCOMPARE(seen.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(DaysWorkTest)
#include "DaysWorkTest.moc"
