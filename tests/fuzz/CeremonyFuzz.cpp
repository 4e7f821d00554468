// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/CeremonyDemand.h"
#include "models/domain/CeremonyRecord.h"
#include "models/domain/RestoreTrial.h"

#include <cstdlib>

using namespace hufu;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// Any bytes as a ceremony script, a package's manifest, a plan, a demand, what came of a restore test and signed minutes: what reads, reads the same again, and never leaves its bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    if (const Result<CeremonyScript> script = CeremonyScript::read(bytes))
        check(script->steps.size() <= CeremonyScript::mostSteps && !script->name.empty() && script->source.size() == size);
    if (const Result<QJsonObject> object = parseJsonObject(bytes, false)) {
        if (const Result<RestoredKeys> keys = restoredKeysFromJson(*object))
            check(restoredKeysFromJson(toJson(*keys)).value() == *keys);
        if (const Result<std::vector<RestoreAnswer>> answers = restoreAnswersFromJson(*object))
            check(restoreAnswersFromJson(toJson(*answers)).value() == *answers);
        if (const Result<BackupManifest> manifest = backupManifestFromJson(*object)) {
            check(backupManifestFromJson(toJson(*manifest)).value() == *manifest);
            for (const BackupManifest::File &file : manifest->files)
                check(file.name.find('/') == std::string::npos && file.name != "." && file.name != "..");
        }
        if (const Result<CeremonyPlan> plan = ceremonyPlanFromJson(*object))
            check(ceremonyPlanFromJson(toJson(*plan)).value() == *plan);
    }
    if (const Result<CeremonyDemand> demand = decodeCeremonyDemand(bytes))
        check(decodeCeremonyDemand(viewOf(encodeDemand(*demand).value())).value() == *demand && demand->shares.size() <= CeremonyPlan::mostCustodians);
    (void)auditRecord(bytes);
    return 0;
}
