// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/Verification.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t mostBreaks = 100;

std::string entryName(Sequence sequence) { return "entry " + std::to_string(sequence); }

} // namespace

const char *breakName(BreakKind kind)
{
    switch (kind) {
    case BreakKind::EntryChanged: return "entry-changed";
    case BreakKind::EntryMissing: return "entry-missing";
    case BreakKind::OrderBroken: return "order-broken";
    case BreakKind::TimeWentBack: return "time-went-back";
    case BreakKind::TailCut: return "tail-cut";
    case BreakKind::CheckpointForged: return "checkpoint-forged";
    case BreakKind::CheckpointElsewhere: return "checkpoint-elsewhere";
    case BreakKind::Forked: return "forked";
    case BreakKind::NewerRelease: return "newer-release";
    case BreakKind::CommandInvalid: return "command-invalid";
    case BreakKind::SignerNotRegistered: return "signer-not-registered";
    case BreakKind::BlobMissing: return "blob-missing";
    case BreakKind::BlobChanged: return "blob-changed";
    case BreakKind::ProjectionDiffers: return "projection-differs";
    case BreakKind::EscrowMissing: return "escrow-missing";
    case BreakKind::EscrowChanged: return "escrow-changed";
    case BreakKind::PageDamaged: return "page-damaged";
    }
    return "";
}

Sequence VerificationReport::beyondCheckpoint() const
{
    const Sequence vouched = outsideCheckpoint ? outsideCheckpoint->sequence : 0;
    return entries > vouched ? entries - vouched : 0;
}

bool VerificationReport::onlyPagesDamaged() const
{
    return !breaks.empty() && std::ranges::all_of(breaks, [](const Break &found) { return found.kind == BreakKind::PageDamaged; });
}

void ChainVerifier::report(Break found)
{
    if (m_report.breaks.size() < mostBreaks)
        m_report.breaks.push_back(std::move(found));
}

void ChainVerifier::expect(const Checkpoint &checkpoint)
{
    const auto after = std::ranges::upper_bound(m_expected, checkpoint.sequence, {}, &Checkpoint::sequence);
    m_expected.insert(after, checkpoint);
}

void ChainVerifier::add(const EntryDigest &entry)
{
    const Sequence next = m_sequence + 1;
    if (entry.sequence != next) {
        report({BreakKind::EntryMissing, next,
                "after " + entryName(m_sequence) + " comes " + entryName(entry.sequence) + ": "
                    + std::to_string(entry.sequence - next) + " missing"});
    } else if (entry.previous != m_previous) {
        report({BreakKind::OrderBroken, entry.sequence, "it does not continue from " + entryName(m_sequence)});
    }
    m_report.bytes += entry.bytes;
    if (entry.content != entry.hash)
        report({BreakKind::EntryChanged, entry.sequence, "its content does not have the hash it carries"});
    if (entry.time < m_time)
        report({BreakKind::TimeWentBack, entry.sequence, toIso(entry.time) + " comes after " + toIso(m_time)});

    while (m_nextExpected < m_expected.size() && m_expected[m_nextExpected].sequence <= entry.sequence) {
        const Checkpoint &checkpoint = m_expected[m_nextExpected++];
        // A gap was reported above; a checkpoint inside it adds nothing.
        if (checkpoint.sequence == entry.sequence && checkpoint.hash != entry.content)
            report({BreakKind::CheckpointElsewhere, entry.sequence,
                    "the authority vouched at " + toIso(checkpoint.time) + " for another entry in this place"});
    }
    m_previous = entry.hash;
    m_sequence = entry.sequence;
    m_time = std::max(m_time, entry.time);
    ++m_report.entries;
}

VerificationReport ChainVerifier::finish()
{
    if (m_nextExpected < m_expected.size()) {
        const Checkpoint &last = m_expected.back();
        report({BreakKind::TailCut, m_sequence,
                "the authority vouched at " + toIso(last.time) + " for " + std::to_string(last.sequence)
                    + " entries; the journal ends after " + std::to_string(m_sequence)});
    }
    m_report.head = m_previous;
    return std::move(m_report);
}

} // namespace hufu
