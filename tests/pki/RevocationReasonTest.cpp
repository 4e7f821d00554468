// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/RevocationReason.h"
#include "tests/support/Verify.h"

using namespace hufu;

class RevocationReasonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// RFC 5280 §5.3.1, copied from its ASN.1.
    void namesAndNumbersAreTheStandards_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<unsigned>("number");
        for (const auto &[name, number] : std::initializer_list<std::pair<const char *, unsigned>>{
                 {"unspecified", 0}, {"keyCompromise", 1}, {"cACompromise", 2}, {"affiliationChanged", 3}, {"superseded", 4},
                 {"cessationOfOperation", 5}, {"certificateHold", 6}, {"removeFromCRL", 8}, {"privilegeWithdrawn", 9}, {"aACompromise", 10}})
            QTest::newRow(name) << QByteArray(name) << number;
    }
    void namesAndNumbersAreTheStandards()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const unsigned, number);
        const Result<RevocationReason> reason = revocationReasonFromName(name.toStdString());
        VERIFY_OK(reason);
        QCOMPARE(static_cast<unsigned>(*reason), number);
        QCOMPARE(QByteArray(revocationReasonName(*reason)), name);
        QVERIFY(revocationReasonFromNumber(number) == *reason);
        QVERIFY(revocationReasonFromName(name.toLower().toStdString()) == *reason);
    }

    void othersAreRefused()
    {
        for (const char *name : {"", "keyCompromis", "keyCompromise ", "7"})
            VERIFY_ERROR(revocationReasonFromName(name), ErrorCode::InvalidArgument);
        for (unsigned number : {7u, 11u, 256u})
            QVERIFY(!revocationReasonFromNumber(number));
    }
};

QTEST_GUILESS_MAIN(RevocationReasonTest)
#include "RevocationReasonTest.moc"
