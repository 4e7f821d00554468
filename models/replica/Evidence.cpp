// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Evidence.h"

#include "models/domain/JsonFields.h"
#include "models/store/AtomicFile.h"

namespace hufu {
namespace {

constexpr std::size_t largestEvidence = 32u << 20; ///< an entry, its command and two checkpoints
constexpr int breakKinds = int(BreakKind::EscrowChanged) + 1;

} // namespace

std::optional<Break> brokenBy(const Error &distrust)
{
    const Result<Bytes> bytes = readSmallFile(distrust.subject, largestEvidence);
    const Result<QJsonObject> evidence = bytes ? parseJsonObject(*bytes, false, largestEvidence) : fail(bytes.error());
    if (!evidence)
        return std::nullopt;
    const std::string name = utf8(evidence->value("break").toString());
    for (int kind = 0; kind < breakKinds; ++kind) {
        if (name == breakName(BreakKind(kind)))
            return Break{BreakKind(kind), Sequence(evidence->value("sequence").toInteger()), utf8(evidence->value("detail").toString())};
    }
    return std::nullopt;
}

Result<void> exportEvidence(const Error &distrust, const std::string &path)
{
    const Result<Bytes> bytes = readSmallFile(distrust.subject, largestEvidence);
    return bytes ? writeFileAtomically(path, *bytes, Existing::Keep) : fail(bytes.error());
}

} // namespace hufu
