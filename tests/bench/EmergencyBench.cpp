// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/EmergencyImpact.h"
#include "tests/support/FakeInventory.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace hufu;
using namespace hufu::test;

/// From a typed holder, host, key or query to a filled impact list; the slowest of five runs each, in milliseconds.
/// Usage: EmergencyBench [CERTIFICATES]
int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 100000;
    FakeInventory database;
    fillLikeAHospital(database, count);
    FakeCertificate doctor;
    doctor.commonName = "王芳";
    doctor.names = "email:wang@hospital.example";
    doctor.purpose = Purpose::Client;
    const std::int64_t id = database.add(doctor);
    const auto inventory = database.load();
    const Loss losses[] = {{LossKind::Person, "王芳"}, {LossKind::Host, "his.example"}, {LossKind::Key, toHex(FakeInventory::sha256Of(id))}, {LossKind::Card, "10045"},
                           {LossKind::Issuer, "Hospital CA"}, {LossKind::Query, "tier = core and purpose = server"}};
    Result<Connection> connection = database.open(Connection::Access::ReadOnly);
    if (!connection)
        return 1;
    for (const Loss &loss : losses) {
        qint64 slowest = 0;
        std::size_t lines = 0;
        for (int run = 0; run < 5; ++run) {
            QElapsedTimer timer;
            timer.start();
            const Result<EmergencyImpact> impact = assessEmergency(*connection, *inventory, loss, FakeInventory::now());
            if (!impact) {
                std::fprintf(stderr, "%s: %s\n", lossKindName(loss.kind), impact.error().detail.c_str());
                return 1;
            }
            lines = impact->lines.size();
            slowest = std::max(slowest, timer.nsecsElapsed());
        }
        std::printf("%-10s %8.1f ms, %zu certificates concerned among %d\n", lossKindName(loss.kind), double(slowest) / 1e6, lines, count + 1);
    }
    return 0;
}
