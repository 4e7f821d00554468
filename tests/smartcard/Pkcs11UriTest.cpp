// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Pkcs11Uri.h"

#include "tests/support/Verify.h"

using namespace hufu;

class Pkcs11UriTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("serial");
        QTest::addColumn<QString>("module");
        QTest::newRow("label and module") << "pkcs11:token=hospital?module-path=/usr/lib/softhsm/libsofthsm2.so" << "hospital" << ""
                                          << "/usr/lib/softhsm/libsofthsm2.so";
        QTest::newRow("serial number first") << "pkcs11:serial=42;token=hospital?module-path=/m.so" << "hospital" << "42" << "/m.so";
        QTest::newRow("escapes") << "pkcs11:token=%E7%AC%AC%e4%b8%80%20%3b%3F?module-path=%2Fopt%2fa%26b.so"
                                 << QString::fromUtf8("第一 ;?") << "" << "/opt/a&b.so";
    }
    void names()
    {
        QFETCH(QString, text);
        QFETCH(QString, label);
        QFETCH(QString, serial);
        QFETCH(QString, module);
        const Result<Pkcs11Uri> uri = Pkcs11Uri::parse(text.toStdString());
        VERIFY_OK(uri);
        QCOMPARE(uri->token.label, label.toStdString());
        QCOMPARE(uri->token.serial, serial.toStdString());
        QCOMPARE(uri->module, module.toStdString());
        // One text for each place, whatever it was written like.
        const Result<Pkcs11Uri> again = Pkcs11Uri::parse(uri->text());
        VERIFY_OK(again);
        QVERIFY(*again == *uri);
        QCOMPARE(again->text(), uri->text());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("another scheme") << "file:token=a?module-path=/m.so";
        QTest::newRow("no token") << "pkcs11:serial=42?module-path=/m.so";
        QTest::newRow("no module") << "pkcs11:token=a";
        QTest::newRow("a module found by the loader") << "pkcs11:token=a?module-path=libm.so";
        QTest::newRow("a module by its name") << "pkcs11:token=a?module-name=opensc";
        QTest::newRow("a PIN") << "pkcs11:token=a?module-path=/m.so&pin-value=1234";
        QTest::newRow("a PIN's file") << "pkcs11:token=a?pin-source=/pin&module-path=/m.so";
        QTest::newRow("a key") << "pkcs11:token=a;object=k?module-path=/m.so";
        QTest::newRow("twice the same") << "pkcs11:token=a;token=b?module-path=/m.so";
        QTest::newRow("a cut off escape") << "pkcs11:token=a%2?module-path=/m.so";
        QTest::newRow("an escape of what is no digit") << "pkcs11:token=a%2x?module-path=/m.so";
        QTest::newRow("NUL") << "pkcs11:token=a%00b?module-path=/m.so";
        QTest::newRow("no value") << "pkcs11:token?module-path=/m.so";
    }
    void refuses()
    {
        QFETCH(QString, text);
        VERIFY_ERROR(Pkcs11Uri::parse(text.toStdString()), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(Pkcs11UriTest)
#include "Pkcs11UriTest.moc"
