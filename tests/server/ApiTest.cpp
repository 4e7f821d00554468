// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/JournalPage.h"
#include "models/replica/Enrolling.h"
#include "models/store/HouseReader.h"
#include "models/store/PageReader.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>

using namespace hufu;
using namespace hufu::test;

/// The API as resources/openapi.json describes it, asked of the running server.
class ApiTest : public QObject {
    Q_OBJECT

    QJsonObject m_description;
    ServerHouse m_house;
    QString m_desk;
    std::unique_ptr<ServerLink> m_link;

    QJsonValue resolved(QJsonValue value) const
    {
        while (value.toObject().contains(QLatin1String("$ref"))) {
            const QStringList steps = value.toObject()["$ref"].toString().split(u'/').mid(1);
            value = m_description;
            for (const QString &step : steps)
                value = value.toObject()[step];
        }
        return value;
    }
    static QString typeOf(const QJsonValue &value)
    {
        switch (value.type()) {
        case QJsonValue::Null: return "null";
        case QJsonValue::Bool: return "boolean";
        case QJsonValue::Double: return "integer";
        case QJsonValue::String: return "string";
        case QJsonValue::Array: return "array";
        default: return "object";
        }
    }
    /// What in `value` is not as described; empty when all is.
    QString fault(const QJsonValue &value, const QJsonValue &described) const
    {
        const QJsonObject schema = resolved(described).toObject();
        const QJsonValue type = schema["type"];
        const bool fits = type.isArray() ? type.toArray().contains(typeOf(value)) : type.toString() == typeOf(value);
        if (!fits)
            return "a " + typeOf(value);
        for (const QJsonValue item : value.toArray()) {
            if (const QString inner = fault(item, schema["items"]); !inner.isEmpty())
                return "an item: " + inner;
        }
        const QJsonObject object = value.toObject(), properties = schema["properties"].toObject();
        for (const QJsonValue name : schema["required"].toArray()) {
            if (!object.contains(name.toString()))
                return name.toString() + " is missing";
        }
        for (const QString &name : object.keys()) {
            if (!properties.contains(name) && !schema["additionalProperties"].toBool(true))
                return name + " is not described";
            if (properties.contains(name)) {
                if (const QString inner = fault(object[name], properties[name]); !inner.isEmpty())
                    return name + ": " + inner;
            }
        }
        return {};
    }
    /// Asks, and holds the answer against the description of that operation.
    ServerLink::Answer ask(const char *method, const char *described, const std::string &target, BytesView body, unsigned status)
    {
        const bool json = QByteArray(described) != "/v1/blobs" && QByteArray(described) != "/v1/commands";
        const Result<ServerLink::Answer> answer = m_link->ask({.method = method, .target = target, .contentType = json ? "application/json" : "application/cms",
                                                               .body = body, .mostOctets = 64u << 20});
        const std::string what = std::string(method) + " " + target.substr(0, 80);
        if (!answer)
            qFatal("%s: %s", what.c_str(), answer.error().detail.c_str());
        const QJsonObject operation = m_description["paths"].toObject()[QLatin1String(described)].toObject()[QString(method).toLower()].toObject();
        const QJsonValue response = resolved(operation["responses"].toObject()[QString::number(answer->status)]);
        const std::string text(textOf(answer->body));
        if (answer->status != status || !response.isObject())
            qFatal("%s: %u %s", what.c_str(), answer->status, text.substr(0, 300).c_str());
        const QJsonObject content = response.toObject()["content"].toObject();
        for (const QString &kind : content.keys()) {
            if (!kind.contains(QLatin1String("json")))
                continue;
            const QString wrong = fault(QJsonDocument::fromJson(QByteArray::fromStdString(text)).object(), content[kind].toObject()["schema"]);
            if (!wrong.isEmpty())
                qFatal("%s: %s in %s", what.c_str(), qPrintable(wrong), text.substr(0, 300).c_str());
        }
        return *answer;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(qEnvironmentVariable("HUFU_SOURCE") + "/resources/openapi.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_description = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!m_description.isEmpty());
        m_house.start();
        m_desk = m_house.console("desk");
        QCOMPARE(m_house.ctl(m_desk, {"sync"}).exitCode, 0);
        m_link = m_house.link(m_desk);
    }

    void everyOperationIsAsDescribed()
    {
        ask("GET", "/healthz", "/healthz", {}, 200);
        ask("GET", "/v1/journal", "/v1/journal?after=0", {}, 200);
        ask("GET", "/v1/journal", "/v1/journal?after=1000000&wait=20", {}, 200); // ahead of the journal: no reason to wait
        ask("GET", "/v1/journal", "/v1/journal?after=x", {}, 400);
        ask("GET", "/v1/journal", "/v1/journal?wait=56", {}, 400);
        ask("GET", "/v1/blobs/{sha256}", "/v1/blobs/" + std::string(64, 'a'), {}, 404);
        ask("GET", "/v1/blobs/{sha256}", "/v1/blobs/a", {}, 400);
        ask("POST", "/v1/blobs/query", "/v1/blobs/query", viewOf("{\"names\":[]}"), 200);
        ask("POST", "/v1/blobs/query", "/v1/blobs/query", viewOf("{\"names\":[\"" + std::string(64, 'a') + "\"]}"), 404);
        ask("POST", "/v1/blobs/query", "/v1/blobs/query", viewOf("{\"names\":"), 400);
        const Blob blob{{}, {1, 2, 3}};
        ask("POST", "/v1/blobs", "/v1/blobs", encodeBlobs(std::span(&blob, 1)), 200);
        ask("POST", "/v1/blobs", "/v1/blobs", viewOf("\xff\xff\xff\xff"), 413);
        ask("POST", "/v1/blobs", "/v1/blobs", viewOf("abc"), 400);
        ask("POST", "/v1/commands", "/v1/commands", viewOf("no command"), 400);
        ask("POST", "/v1/card-secrets", "/v1/card-secrets", viewOf("no question"), 400);
        ask("POST", "/v1/escrow", "/v1/escrow", viewOf("no question"), 400);
        ask("POST", "/v1/ceremonies", "/v1/ceremonies", viewOf("no demand"), 400);
        ask("POST", "/v1/ceremonies", "/v1/ceremonies?offset=x", viewOf("no demand"), 400);
        ask("POST", "/v1/enrol", "/v1/enrol", viewOf("{}"), 400);
        ask("POST", "/v1/founding", "/v1/founding", viewOf("{}"), 400);
        const std::string founder = R"("founder":{"id":"01890000-0000-7000-8000-000000000001","name":"a","department":"","request":"AAAA"})";
        ask("POST", "/v1/founding", "/v1/founding", viewOf("{\"code\":\"00000000\",\"request\":\"AAAA\",\"proof\":\"" + std::string(64, '0') + "\"," + founder + "}"), 403);
        ask("GET", "/v1/founding", "/v1/founding", {}, 200); // it is founded
        ask("POST", "/v1/founding/signature", "/v1/founding/signature", viewOf("no founding"), 400);
        ask("POST", "/v1/enrol", "/v1/enrol", viewOf("{\"code\":\"00000000\",\"request\":\"AAAA\",\"proof\":\"" + std::string(64, '0') + "\"}"), 403);
    }

    void agentsOfRelyingServersHaveTheirOwn()
    {
        const CtlRun printed = ServerHouse::run({"enrol-code", "--config", m_house.config(), "--relying"});
        const Result<EnrolmentCode> code = EnrolmentCode::parse(viewOf(printed.out.trimmed().toStdString()));
        VERIFY_OK(code);
        const std::string folder = m_house.home().path(QStringLiteral("agent")).toStdString();
        QDir().mkpath(QString::fromStdString(folder));
        VERIFY_OK(enrolRelyingServer(m_house.url().toStdString(), *code, "web", folder, systemNow));
        Result<ServerLink::Settings> settings = relyingLinkSettings(folder, systemNow);
        VERIFY_OK(settings);
        std::unique_ptr<ServerLink> desk = std::exchange(m_link, std::make_unique<ServerLink>(std::move(*settings)));
        ask("GET", "/v1/crls", "/v1/crls?wait=0", {}, 200);
        ask("GET", "/v1/crls", "/v1/crls?wait=56", {}, 400);
        ask("POST", "/v1/crls/report", "/v1/crls/report", viewOf(R"({"crls":[],"trouble":"nginx does not reload"})"), 200);
        ask("POST", "/v1/crls/report", "/v1/crls/report", viewOf(R"({"crls":[]})"), 400);
        ask("POST", "/v1/crls/report", "/v1/crls/report", viewOf(R"({"crls":[{"ca":"01890000-0000-7000-8000-000000000001","number":1}],"trouble":""})"), 404);
        ask("GET", "/v1/journal", "/v1/journal?after=0", {}, 403);
        m_link = std::move(desk);
        ask("GET", "/v1/crls", "/v1/crls", {}, 403);
    }

    void everythingElseIsNotThere()
    {
        for (const char *target : {"/", "/v1", "/v1/", "/v2/journal", "/v1/journal/", "/v1/../v1/journal", "/%2e%2e/etc/passwd", "/metrics"}) {
            const Result<ServerLink::Answer> answer = m_link->ask({.target = target});
            VERIFY_OK(answer);
            QVERIFY2(answer->status == 404, target);
        }
        for (const auto &[method, target] : {std::pair("POST", "/v1/journal"), std::pair("GET", "/v1/commands"), std::pair("DELETE", "/v1/journal")}) {
            const Result<ServerLink::Answer> answer = m_link->ask({.method = method, .target = target, .contentType = "text/plain"});
            VERIFY_OK(answer);
            QCOMPARE(answer->status, 405u);
        }
    }

    void bodiesAreBounded()
    {
        const Bytes large((16u << 20) + 2), small(40'000);
        for (const auto &[target, body] : {std::pair("/v1/commands", BytesView(large)), std::pair("/v1/blobs", BytesView(large)), std::pair("/v1/enrol", BytesView(small))}) {
            const Result<ServerLink::Answer> answer = m_link->ask({.method = "POST", .target = target, .contentType = "application/cms", .body = body});
            // Told off as soon as its length was said; who goes on sending finds the connection closed.
            QVERIFY2(answer ? answer->status == 413 : answer.error().code == ErrorCode::ConnectionClosed || answer.error().code == ErrorCode::TlsFailed, target);
        }
        const Result<ServerLink::Answer> after = m_link->ask({.target = "/healthz"});
        VERIFY_OK(after);
        QCOMPARE(after->status, 200u);
    }

    void theSameCommandAgainGivesTheSameReceipt()
    {
        const std::unique_ptr<House> house = m_house.open(m_desk);
        VERIFY_OK(house->submit(CommandKind::SaveCollection, {{"id", qstr(newUuid())}, {"name", "a"}, {"query", "name:a"}}));
        const Result<Entry> entry = house->read([](Connection &connection) -> Result<Entry> {
            const Result<Entry> head = readHead(connection);
            const Result<JournalPage> page = head ? readPage(connection, head->sequence - 1) : fail(head.error());
            return page ? Result<Entry>(page->entries.front()) : fail(page.error());
        });
        VERIFY_OK(entry);
        for (int i = 0; i < 2; ++i) {
            const ServerLink::Answer answer = ask("POST", "/v1/commands", "/v1/commands", entry->command, 200);
            const Result<Receipt> receipt = receiptFromJson(*parseJsonObject(answer.body, false));
            VERIFY_OK(receipt);
            QCOMPARE(receipt->sequence, entry->sequence);
            QVERIFY(receipt->hash == entry->hash);
        }
        // One bit of it changed is no command any more.
        Bytes changed = entry->command;
        changed[changed.size() / 2] ^= 1;
        const Result<ServerLink::Answer> refused = m_link->ask({.method = "POST", .target = "/v1/commands", .contentType = "application/cms", .body = changed});
        VERIFY_OK(refused);
        QVERIFY(refused->status == 403 || refused->status == 400);
    }

    void longPollsCostNoThread()
    {
        // As many as the configuration allows connections for, and deciding goes on.
        std::vector<std::unique_ptr<ServerLink>> links;
        std::vector<std::jthread> waiting;
        std::atomic<int> woken = 0;
        const std::string head = std::to_string(m_house.ctl(m_desk, {"journal", "head", "--json"}).json()["sequence"].toInt());
        for (int i = 0; i < 40; ++i)
            links.push_back(m_house.link(m_desk));
        for (const std::unique_ptr<ServerLink> &link : links) {
            waiting.emplace_back([&link, &woken, &head] {
                const Result<ServerLink::Answer> answer = link->ask({.target = "/v1/journal?wait=30&after=" + head, .mostOctets = 64u << 20, .timeout = std::chrono::seconds(60)});
                if (answer && decodePage(answer->body) && !decodePage(answer->body)->entries.empty())
                    ++woken;
            });
        }
        QTest::qWait(2000);
        QCOMPARE(m_house.ctl(m_desk, {"collection", "save", "polled", "--where", "name:a"}).exitCode, 0);
        waiting.clear();
        QCOMPARE(woken.load(), 40);
    }

    void whoOnlyDribblesIsClosed()
    {
        // Bytes that are no TLS, and a connection that says nothing: libmicrohttpd itself would keep that for ever.
        QTcpSocket noise, silent;
        noise.connectToHost("127.0.0.1", quint16(m_house.port));
        silent.connectToHost("127.0.0.1", quint16(m_house.port));
        QVERIFY(noise.waitForConnected() && silent.waitForConnected());
        noise.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(noise.state(), QAbstractSocket::UnconnectedState, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::UnconnectedState, 25'000);
        ask("GET", "/healthz", "/healthz", {}, 200);
    }
};

QTEST_GUILESS_MAIN(ApiTest)
#include "ApiTest.moc"
