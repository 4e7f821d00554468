// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd and hufuctl run for real; the virtual card stands for one of plastic.
#include "tests/smartcard/CardScene.h"
#include "tests/support/Ctl.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

class CardListTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;

    static QJsonArray arrayOf(const CtlRun &run) { return QJsonDocument::fromJson(run.out).array(); }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
    }

    void withoutService()
    {
        const CtlRun run = CtlHome::plain({"card", "list", "--json"});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.json()["error"].toObject()["code"].toString(), QStringLiteral("PcscUnavailable"));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
    }

    void emptyReaders()
    {
        const CtlRun run = CtlHome::plain({"card", "list", "--json"});
        QVERIFY2(run.exitCode == 0, run.err);
        QCOMPARE(arrayOf(run).size(), 2);
        QVERIFY(!arrayOf(run)[0].toObject()["hasCard"].toBool());
        const CtlRun shown = CtlHome::plain({"card", "show", "--json"});
        QCOMPARE(shown.exitCode, 1);
        QCOMPARE(shown.json()["error"].toObject()["code"].toString(), QStringLiteral("CardAbsent"));
    }

    void aFilledCard()
    {
        QVERIFY(m_scene.insert());
        Stranger folder;
        Bytes certificate;
        {
            const auto line = m_scene.line();
            VERIFY_OK(line);
            certificate = equip(**line, CardScene::factoryKey(*m_scene.card), folder, PivSlot::Signature, KeyKind::EcP384);
            QVERIFY(!certificate.empty());
            Result<PivCard> card = PivCard::open(**line);
            VERIFY_ERROR(card->verifyPin(CardScene::pin("000000")), ErrorCode::PinIncorrect);
        }
        const CtlRun run = CtlHome::plain({"card", "list", "--json"});
        QVERIFY2(run.exitCode == 0, run.err);
        const QJsonObject reader = arrayOf(run)[0].toObject(), card = reader["card"].toObject();
        QCOMPARE(reader["reader"].toString(), QStringLiteral("Virtual PCD 00 00"));
        QVERIFY(reader["atr"].toString().startsWith("3bfd13"));
        QCOMPARE(card["holder"].toString(), QStringLiteral("holder of 9c"));
        QCOMPARE(card["version"].toString(), QStringLiteral("5.4.3"));
        QCOMPARE(card["serial"].toInt(), 20261128);
        QCOMPARE(card["pin"].toObject(), (QJsonObject{{"left", 2}, {"total", 3}, {"factory", true}}));
        QCOMPARE(card["managementKey"].toObject(), (QJsonObject{{"algorithm", "3des"}, {"factory", true}}));
        QCOMPARE(card["slots"].toArray().size(), 1);
        const QJsonObject slot = card["slots"].toArray()[0].toObject();
        QCOMPARE(slot["slot"].toString(), QStringLiteral("9c"));
        QCOMPARE(slot["key"].toObject()["generatedOnCard"].toBool(), true);
        folder.write("c.der", certificate);
        QString fingerprint = QString::fromUtf8(folder.openssl({"x509", "-inform", "DER", "-in", "c.der", "-noout", "-fingerprint", "-sha256"}).text).section('=', 1);
        QCOMPARE(slot["certificate"].toObject()["sha256"].toString(), fingerprint.remove(':').trimmed().toLower());
        QCOMPARE(m_scene.pinTries(), 2); // looking costs nothing

        QVERIFY(CtlHome::plain({"card", "list"}).out.contains("holder of 9c"));
        const CtlRun shown = CtlHome::plain({"card", "show", "--reader", "00 00"});
        QVERIFY2(shown.exitCode == 0, shown.err);
        QVERIFY2(shown.out.contains("2 of 3 tries left, as delivered") && shown.out.contains("9c signature: CN=holder of 9c") && shown.out.contains("made on the card"),
                 shown.out);
        QCOMPARE(CtlHome::plain({"card", "show", "--reader", "00 01"}).exitCode, 1);
        QCOMPARE(CtlHome::plain({"card", "show", "--reader", "Virtual"}).exitCode, 2);
        QCOMPARE(CtlHome::plain({"card", "show", "--reader", "nobody's"}).exitCode, 1);
        QCOMPARE(CtlHome::plain({"card", "show", "something"}).exitCode, 2);
    }

    void aPlainCard()
    {
        QVERIFY(m_scene.insert({.yubiKey = false}));
        const CtlRun run = CtlHome::plain({"card", "show", "--json"});
        QVERIFY2(run.exitCode == 0, run.err);
        const QJsonObject card = run.json()["card"].toObject();
        QCOMPARE(card["pin"].toObject(), (QJsonObject{{"left", 3}}));
        QVERIFY(!card.contains("version") && !card.contains("puk"));
    }

    void aCardOfAnotherKind()
    {
        QVERIFY(m_scene.insert({.piv = false}));
        const CtlRun run = CtlHome::plain({"card", "list", "--json"});
        QCOMPARE(run.exitCode, 0); // a list is a list
        QCOMPARE(arrayOf(run)[0].toObject()["error"].toObject()["code"].toString(), QStringLiteral("Unsupported"));
        QCOMPARE(CtlHome::plain({"card", "show"}).exitCode, 1);
    }

    /// The program comes back to its officer, although PC/SC does not come back to the program.
    void aCardThatHangs()
    {
        QVERIFY(m_scene.insert());
        m_scene.card->failAt(2, CardFault::Hangs);
        QElapsedTimer timer;
        timer.start();
        const CtlRun run = CtlHome::plain({"card", "show", "--json"});
        QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.json()["error"].toObject()["code"].toString(), QStringLiteral("CardTimedOut"));
        m_scene.card.reset();
    }
};

HUFU_CARD_TEST_MAIN(CardListTest)
#include "CardListTest.moc"
