// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/StatusPublisher.h"
#include "models/pki/CrlReader.h"
#include "models/store/CaRows.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/support/CertBuilder.h"

#include <QElapsedTimer>
#include <QThread>

#include <cstdio>
#include <cstdlib>

using namespace hufu;
using namespace hufu::test;

/// How long it takes until everybody knows that many certificates were revoked in one command: the journal, the CRL and the status
/// server's snapshot. The certificates are put into the tables directly: issuing them one by one is another figure.
/// Usage: RevocationBench [COUNT]
int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 10000;
    CertifyingHouse house;
    std::vector<Sha256> names;
    Bytes last;
    {
        Result<Connection> connection = house.house().openForDerived();
        (void)connection->execute("BEGIN IMMEDIATE");
        for (int i = 0; i < count; ++i) {
            const TestCertificate leaf = CertBuilder().serial(std::uint64_t(1) << 40 | std::uint64_t(i)).validity(house.now, house.now + std::chrono::days(30)).build();
            names.push_back(insertIssued(*connection, leaf.der, {house.clientCa(), {}, false, {}, 1}).value());
            last = leaf.der;
        }
        (void)connection->execute("COMMIT");
    }
    const auto publisher = house.gate().publishStatus(house.house());
    const Bytes serial = readListing(last)->serialNumber;
    const auto isPublished = [&] {
        const auto snapshot = (*publisher)->snapshot();
        const auto at = std::ranges::find(snapshot->authorities, house.clientCa(), &CaStatus::id);
        const auto status = at->serials->find(serial);
        return status && status->revoked && Crl::read(at->crl.der)->find(serial);
    };

    QElapsedTimer timer;
    timer.start();
    const Result<Receipt> receipt = house.revoke(names, RevocationReason::Superseded);
    if (!receipt) {
        std::fprintf(stderr, "%s\n", receipt.error().detail.c_str());
        return 1;
    }
    const double journal = double(timer.elapsed()) / 1000;
    while (!isPublished() && timer.elapsed() < 60000)
        QThread::msleep(5);
    std::printf("%d certificates revoked in one command: journal and CRL %.2f s, CRL and OCSP with the status server %.2f s\n", count, journal,
                double(timer.elapsed()) / 1000);
    return 0;
}
