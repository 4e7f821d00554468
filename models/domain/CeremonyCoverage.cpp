// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CeremonyCoverage.h"

#include <algorithm>

namespace hufu {
namespace {

bool countsAsBackup(const Ceremony &ceremony) { return ceremony.sealed && ceremony.fate == Ceremony::Fate::Closed && !ceremony.isVoid; }

/// Says of a line that this package has it, unless a newer one did.
void cover(CoverageLine &line, const Ceremony &ceremony, Instant oldest)
{
    if (!line.ceremony.empty())
        return;
    line.ceremony = ceremony.plan.id;
    line.at = ceremony.sealed->sealedAt;
    line.package = hashOf(*ceremony.sealed);
    line.needed = ceremony.sealed->needed;
    line.dealt = static_cast<int>(ceremony.sealed->shares.size());
    line.state = line.at < oldest ? CoverageLine::State::Due : CoverageLine::State::Covered;
}

} // namespace

int CeremonyCoverage::due() const
{
    if (lines.size() <= 1)
        return 0;
    const auto isDue = [](const CoverageLine &line) { return line.state == CoverageLine::State::Due || line.state == CoverageLine::State::Never; };
    return static_cast<int>(std::ranges::count_if(lines, isDue)) + (testDue ? 1 : 0);
}

CeremonyCoverage coverageOf(const std::vector<CertificateAuthority> &cas, const std::vector<Ceremony> &ceremonies, const Policy &policy, Instant now)
{
    const Instant oldest = now - std::chrono::days(policy.backupDays);
    CeremonyCoverage coverage;
    for (const CertificateAuthority &ca : cas) {
        if (ca.certificate.empty())
            continue;
        CoverageLine line{.id = ca.plan.id, .name = ca.plan.commonName, .ceremony = {}};
        for (const Ceremony &ceremony : ceremonies) {
            if (!countsAsBackup(ceremony) || ceremony.isAutomatic())
                continue;
            const auto key = std::ranges::find(ceremony.sealed->keys, ca.plan.id, &BackupManifest::Key::ca);
            if (key != ceremony.sealed->keys.end() && !key->file.empty() && key->certificate == ca.certificate)
                cover(line, ceremony, Instant{});
        }
        if (!ca.plan.keyStore.empty())
            line.state = CoverageLine::State::NotExportable;
        coverage.lines.push_back(std::move(line));
    }
    CoverageLine house{.what = CoverageLine::What::House, .id = {}, .name = {}, .ceremony = {}};
    for (const Ceremony &ceremony : ceremonies) {
        if (ceremony.fate == Ceremony::Fate::Open && !ceremony.lapsed(now))
            coverage.open.push_back(ceremony.plan.id);
        if (countsAsBackup(ceremony) && ceremony.sealed->wholeHouse)
            cover(house, ceremony, oldest);
        if (ceremony.plan.kind == CeremonyKind::RestoreTest && ceremony.fate == Ceremony::Fate::Closed && !coverage.testedAt)
            coverage.testedAt = ceremony.ended;
    }
    coverage.testDue = !house.ceremony.empty() && (!coverage.testedAt || *coverage.testedAt < now - std::chrono::days(policy.restoreTestDays));
    coverage.lines.push_back(std::move(house));
    return coverage;
}

const Ceremony *newestQuorum(const std::vector<Ceremony> &newestFirst)
{
    const auto at = std::ranges::find_if(newestFirst, [](const Ceremony &one) { return countsAsBackup(one) && !one.isAutomatic(); });
    return at == newestFirst.end() ? nullptr : &*at;
}

bool isMonthlyBackupDue(const std::vector<Ceremony> &newestFirst, const Policy &policy, Instant now)
{
    if (policy.backupDay == 0 || !newestQuorum(newestFirst))
        return false;
    using namespace std::chrono;
    const year_month_day today(floor<days>(now));
    const year_month month = today.year() / today.month();
    const auto from = [&](const year_month &of) { return Instant(sys_days(of / day(static_cast<unsigned>(policy.backupDay)))); };
    const Instant due = from(month) <= now ? from(month) : from(month - months(1));
    return std::ranges::none_of(
        newestFirst, [&](const Ceremony &one) { return countsAsBackup(one) && one.sealed->wholeHouse && one.sealed->sealedAt >= due; });
}

} // namespace hufu
