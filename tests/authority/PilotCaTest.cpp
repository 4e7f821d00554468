// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/CaReader.h"
#include "models/store/HouseReader.h"
#include "tests/support/Hospital.h"

#include <algorithm>

using namespace hufu;
using namespace hufu::test;

/// What becomes of CAs that one person made alone, once three administrators end pilot mode.
class PilotCaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void casAreConfirmedOrRevoked()
    {
        Hospital hospital{Hospital::Alone{}};
        VERIFY_OK(hospital.founded);
        const std::string loner = Hospital::loner;
        const Result<std::string> root = hospital.makeCa(CaTree::Root, {}, {}, loner, {});
        VERIFY_OK(root);
        const Result<std::string> server = hospital.makeCa(CaTree::Server, *root, {"hospital.example"}, loner, {});
        VERIFY_OK(server);
        VERIFY_OK(hospital.add(Hospital::system, "信息科", {Role::SystemAdmin}, loner, {}));
        VERIFY_OK(hospital.add(Hospital::audit, "审计科", {Role::AuditAdmin}, loner, {}));
        Person founder = hospital.at(loner).officer();
        founder.roles = {Role::SecurityAdmin};
        VERIFY_OK(hospital.submit(loner, CommandKind::ChangePerson, personChangeToJson(founder), {Hospital::system}));

        const auto ca = [&](const std::string &id) {
            return **hospital.read(loner, [&](Connection &connection) { return readCa(connection, id); });
        };
        const std::vector<WaivedAct> waived = *hospital.read(loner, readWaived);
        const auto madeBy = [&](const std::string &id) {
            return *std::ranges::find(waived, ca(id).sequence, &WaivedAct::sequence);
        };
        QCOMPARE(madeBy(*root).kind, std::string(CommandKind::CreateCa));
        QVERIFY(madeBy(*root).certificates.empty()); // nobody can revoke it
        QCOMPARE(madeBy(*server).certificates.size(), std::size_t(1));

        const auto end = [&](const std::string &refused) {
            PilotEnd payload;
            for (const WaivedAct &act : waived)
                payload.lines.push_back({act.sequence, refused.empty() || act.sequence != ca(refused).sequence});
            return hospital.submit(loner, CommandKind::EndPilot, toJson(payload), {Hospital::system, Hospital::audit});
        };
        const Result<Receipt> rootRefused = end(*root);
        VERIFY_ERROR(rootRefused, ErrorCode::InvalidArgument);
        QVERIFY2(rootRefused.error().detail.find("another root") != std::string::npos, rootRefused.error().detail.c_str());
        QVERIFY(hospital.at(loner).record().pilot);
        QVERIFY(!ca(*server).revoked);
        VERIFY_OK(end(*server));
        QVERIFY(ca(*server).revoked);
        QVERIFY(!ca(*root).revoked);
        // Its root says so at once.
        QVERIFY(ca(*root).crlUpTo > madeBy(*server).sequence && ca(*root).crlNumber > 1);
        QCOMPARE(hospital.faults(loner), std::string());
    }
};

QTEST_GUILESS_MAIN(PilotCaTest)
#include "PilotCaTest.moc"
