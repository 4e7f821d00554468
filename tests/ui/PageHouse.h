// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/replica/Assessor.h"
#include "models/replica/ImportJob.h"
#include "models/replica/InventoryFeed.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Verify.h"
#include "ui/shell/Navigator.h"

#include <QSignalSpy>
#include <QTemporaryDir>

namespace hufu::test {

/// Where pages wanted to go.
struct RecordingNavigator : Navigator {
    void showPage(PageId page) override { pages += static_cast<int>(page); }
    void showInventory(const QString &query) override { inventoryQueries += query; }
    void showCertificate(const Sha256 &sha256) override { certificates += QString::fromStdString(toHex(sha256)); }
    void showService(const std::string &id) override { services += QString::fromStdString(id); }
    void showFindings(const QString &query) override { findingQueries += query; }
    void showEntry(Sequence sequence) override { entries += sequence; }
    void startImport(const std::vector<SourceSpec> &sources) override { imports.push_back(sources); }

    QList<int> pages;
    QStringList inventoryQueries, certificates, services, findingQueries;
    QList<quint64> entries;
    std::vector<std::vector<SourceSpec>> imports;
};

/// A founded and opened house in a folder of its own, with its feed, as the console has it.
class PageHouse {
public:
    /// Midday of a day in the middle of the certificates' lives below.
    static Instant today() { return std::chrono::sys_days(std::chrono::year(2026) / 7 / 1) + std::chrono::hours(4); }

    explicit PageHouse(Instant now = today())
        : m_gate((m_folder.path() + QStringLiteral("/home")).toStdString(), {1024, 8, 1}, [now] { return now; })
    {
        const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery 医院");
        if (Result<void> founded = m_gate.found({"第一医院", "李安全", "信息科"}, passphrase); !founded)
            qFatal("%s", founded.error().detail.c_str());
        Result<std::unique_ptr<House>> opened = m_gate.open({}, passphrase);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        house = std::move(*opened);
        feed = std::make_unique<InventoryFeed>(*house);
    }
    ~PageHouse() { feed.reset(); }

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const std::string &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0)
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }

    void import(const std::string &pem)
    {
        const std::vector<SourceSpec> sources{SourceSpec::pasted(viewOf(pem))};
        const ImportResult result = ImportJob(*house).run(sources, {}, {}, {});
        if (result.stopped)
            qFatal("%s", result.stopped->detail.c_str());
    }
    Service enter(const std::string &name, Tier tier, std::vector<std::string> hosts)
    {
        const Service service{newUuid(), name, tier, "门诊部", "王主任", std::move(hosts), true};
        if (const Result<Receipt> receipt = house->submit(CommandKind::SaveService, toJson(service)); !receipt)
            qFatal("%s", receipt.error().detail.c_str());
        return service;
    }
    /// Lints everything and waits until the feed shows `count` certificates.
    bool settle(std::uint32_t count)
    {
        if (!assess(*house))
            return false;
        feed->refresh();
        const bool there = QTest::qWaitFor([&] { return feed->inventory()->isComplete() && feed->inventory()->size() == count && !feed->isLoading(); }, 20'000);
        QTest::qWait(50);
        return there;
    }

    std::unique_ptr<House> house;
    std::unique_ptr<InventoryFeed> feed;

private:
    QTemporaryDir m_folder;
    EmbeddedGate m_gate;
};

/// A hospital in small: a private CA, servers of three services (one expires in five days, one has expired), a doctor's card, a certificate
/// with many faults; 8 certificates.
inline std::string hospitalPem()
{
    using namespace std::chrono;
    const Instant now = PageHouse::today();
    const TestCertificate root = CertBuilder::ca("CN=第一医院根CA,O=第一医院,C=CN").build();
    std::string pem = root.pem();
    const auto server = [&](const std::string &name, int daysLeft, int life) {
        return CertBuilder::server(name).subject("CN=" + name + ",O=第一医院,L=上海,C=CN").signedBy(root).validity(now - days(life - daysLeft), now + days(daysLeft));
    };
    pem += server("his.hospital.example", 5, 200).build().pem();
    pem += server("emr.hospital.example", 20, 200).build().pem();
    pem += server("pacs.hospital.example", 75, 200).build().pem();
    pem += server("old.hospital.example", -40, 90).build().pem();
    pem += server("nobody.hospital.example", 120, 180).build().pem();
    pem += CertBuilder().subject("CN=张医生,OU=心内科,O=第一医院,C=CN").signedBy(root).validity(now - days(100), now + days(200)).email("zhang@hospital.example").build().pem();
    pem += CertBuilder().subject("CN=weak.hospital.example,O=第一医院").rsa(1024).digest("sha1").validity(now - days(800), now + days(1000)).build().pem();
    return pem;
}
constexpr std::uint32_t hospitalSize = 8;

} // namespace hufu::test
