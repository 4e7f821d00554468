// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/PendingTableModel.h"
#include "tests/support/Hospital.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace hufu;
using namespace hufu::test;

/// What waits for signatures, at two desks of one house.
class PendingTableModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachDeskSeesWhatWaitsForIt()
    {
        Hospital hospital;
        VERIFY_OK(hospital.founded);
        House &author = hospital.at(Hospital::security), &other = hospital.at(Hospital::system);
        PendingTableModel mine, theirs;
        const QAbstractItemModelTester one(&mine, QAbstractItemModelTester::FailureReportingMode::QtTest),
            two(&theirs, QAbstractItemModelTester::FailureReportingMode::QtTest);
        mine.setHouse(&author);
        theirs.setHouse(&other);
        Person person;
        person.id = newUuid();
        person.name = "新来";
        person.department = "门诊";
        person.roles = {Role::Applicant};
        const Result<Receipt> left = hospital.gate.addPerson(author, person, passphraseOf("新来"), {}, MissingSignatures::Awaited);
        VERIFY_ERROR(left, ErrorCode::Pending);
        QTRY_COMPARE(theirs.rowCount(), 1);
        QTRY_COMPARE(mine.rowCount(), 1);
        QCOMPARE(theirs.forMe(), 1);
        QCOMPARE(mine.forMe(), 0);
        QCOMPARE(theirs.rowOf(left.error().subject), 0);
        const auto cell = [&](PendingTableModel::Column column) { return theirs.index(0, column).data().toString(); };
        QCOMPARE(cell(PendingTableModel::What), QStringLiteral("Register a person"));
        QCOMPARE(cell(PendingTableModel::About), QStringLiteral("新来"));
        QCOMPARE(cell(PendingTableModel::Author), QString::fromUtf8(Hospital::security));
        QCOMPARE(cell(PendingTableModel::Signed), QString::fromUtf8(Hospital::security));
        QVERIFY(!cell(PendingTableModel::WaitsFor).isEmpty());
        QVERIFY(!theirs.index(0, 0).data(PendingTableModel::MineRole).toBool());
        QVERIFY(mine.index(0, 0).data(PendingTableModel::MineRole).toBool());
        QVERIFY(theirs.index(0, PendingTableModel::Lapses).data(PendingTableModel::SortRole).toLongLong()
                > theirs.index(0, PendingTableModel::Since).data(PendingTableModel::SortRole).toLongLong());
        VERIFY_OK(other.signPendingLater(left.error().subject).result());
        QTRY_COMPARE(theirs.rowCount(), 0);
        QTRY_COMPARE(mine.rowCount(), 0);
        mine.setHouse(nullptr);
        theirs.setHouse(nullptr);
    }
};

QTEST_GUILESS_MAIN(PendingTableModelTest)
#include "PendingTableModelTest.moc"
