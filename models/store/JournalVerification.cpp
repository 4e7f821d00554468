// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/JournalVerification.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Founding.h"
#include "models/domain/Request.h"
#include "models/domain/Rules.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/EscrowReader.h"
#include "models/store/EntryReading.h"
#include "models/store/JournalStore.h"
#include "models/store/OutsideCheckpoint.h"
#include "models/store/Vault.h"
#include "models/store/Witness.h"

#include <chrono>

namespace hufu {
namespace {

constexpr std::size_t mostBreaks = 100;

class Verifier {
public:
    Verifier(Connection &connection, const VerificationOptions &options,
             const std::function<void(std::uint64_t, std::uint64_t)> &progress, std::stop_token stop)
        : m_connection(connection), m_options(options), m_progress(progress), m_stop(std::move(stop)) {}

    Result<VerificationReport> run()
    {
        if (m_options.signatures) {
            Result<Witness> witness = Witness::make();
            if (!witness)
                return fail(witness.error());
            m_witness = std::move(*witness);
        }
        for (auto step : {&Verifier::count, &Verifier::readFounding, &Verifier::readCheckpoints, &Verifier::walkEntries}) {
            if (Result<void> done = (this->*step)(); !done)
                return fail(done.error());
        }
        VerificationReport report = m_chain.finish();
        report.newestCheckpoint = m_newest;
        report.outsideCheckpoint = m_outside;
        report.signatures = m_signatures;
        std::optional<Error> unreadable;
        for (const auto &[wanted, step] : {std::pair(m_options.blobs, &Verifier::walkBlobs), std::pair(m_options.vault, &Verifier::walkDeposits),
                                           std::pair(m_options.vault, &Verifier::walkEscrow)}) {
            const Result<void> done = wanted && !unreadable ? (this->*step)(report) : Result<void>();
            if (done)
                continue;
            // The entries hold. A connection that has met a damaged page reads no other: another one names it.
            if (done.error().code != ErrorCode::DatabaseCorrupt || !m_options.pages || !m_options.another)
                return fail(done.error());
            unreadable = done.error();
            report.blobs = 0; // not all of them
        }
        if (m_options.pages) {
            if (Result<void> done = walkPages(report); !done)
                return fail(done.error());
        }
        if (unreadable && report.pages > 0)
            return fail(*unreadable);
        return report;
    }

private:
    Result<void> count()
    {
        const Result<std::int64_t> entries = m_connection.integer("SELECT count(*) FROM entry");
        const Result<std::int64_t> blobs = m_options.blobs ? m_connection.integer("SELECT count(*) FROM blob") : 0;
        if (!entries)
            return fail(entries.error());
        if (!blobs)
            return fail(blobs.error());
        const Result<std::int64_t> pages = m_options.pages ? m_connection.integer("PRAGMA page_count") : 0;
        if (!pages)
            return fail(pages.error());
        m_total = static_cast<std::uint64_t>(*entries + *blobs + *pages);
        return {};
    }

    /// Trust is rooted here: a founding entry that does not hold makes everything after it unproven.
    Result<void> readFounding()
    {
        Result<Statement> read = m_connection.prepare("SELECT " + std::string(entryColumns) + " FROM entry WHERE sequence = 1");
        if (!read)
            return fail(read.error());
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {}; // the chain reports the missing entry
        const OpenedEntry opened = openEntry(entryFrom(*read));
        const Entry &entry = opened.entry;
        m_house = entry.hash;
        if (opened.broken) {
            m_chain.report(*opened.broken);
            return {};
        }
        const Result<Founding> founding = foundingFromJson(opened.command->payload);
        if (!founding || opened.command->kind != CommandKind::Found) {
            m_chain.report({BreakKind::CommandInvalid, 1, "the first entry is no founding"});
            return {};
        }
        Facts nothingYet;
        nothingYet.signers = opened.signers;
        if (const Result<QJsonObject> decided = decide(nothingYet, *opened.command, entry.time); !decided) {
            m_chain.report({BreakKind::SignerNotRegistered, 1, decided.error().detail});
            return {};
        }
        const Result<Bytes> spki = publicKeyOf(founding->authorityCertificate);
        if (!spki)
            return fail(spki.error());
        m_authoritySpki = *spki;
        m_rooted = true;
        return {};
    }

    Result<void> readCheckpoints()
    {
        Result<std::vector<Checkpoint>> inside = hufu::readCheckpoints(m_connection);
        if (!inside)
            return fail(inside.error());
        for (Checkpoint &checkpoint : *inside) {
            checkpoint.house = m_house;
            const bool newest = &checkpoint == &inside->back();
            if (newest || m_options.signatures) {
                if (!genuine(checkpoint, "inside the database"))
                    continue;
                if (newest)
                    m_newest = checkpoint;
            }
            m_chain.expect(checkpoint);
        }
        if (m_options.checkpointPath.empty())
            return {};
        const Result<std::optional<Checkpoint>> outside = readOutside(m_options.checkpointPath);
        if (!outside) {
            m_chain.report({BreakKind::CheckpointForged, 0, "the checkpoint outside the database cannot be read: " + outside.error().detail});
            return {};
        }
        if (!*outside)
            return {};
        if ((*outside)->house != m_house) {
            m_chain.report({BreakKind::CheckpointElsewhere, (*outside)->sequence, "the checkpoint outside the database is of another founding"});
        } else if (genuine(**outside, "outside the database")) {
            m_outside = **outside;
            m_chain.expect(**outside);
        }
        return {};
    }

    bool genuine(const Checkpoint &checkpoint, const char *where)
    {
        if (verifyCheckpoint(checkpoint, m_authoritySpki))
            return true;
        m_chain.report({BreakKind::CheckpointForged, checkpoint.sequence, std::string("the checkpoint ") + where + " is not signed by the authority"});
        return false;
    }

    Result<void> walkEntries()
    {
        return readEntries(m_connection, m_options.another, m_options.signatures, [&](ReadEntry &&entry) -> Result<void> {
            m_chain.add(entry.digest);
            if (entry.opened) {
                if (Result<void> checked = checkCommand(*entry.opened); !checked)
                    return checked;
            }
            return advance();
        });
    }

    Result<void> checkCommand(OpenedEntry &opened)
    {
        const Entry &entry = opened.entry;
        // Refused for what it was: its signature may well be bad.
        const bool refused = entry.kind == CommandKind::Refused;
        if (!refused) {
            ++m_signatures;
            if (opened.broken)
                m_chain.report(*opened.broken);
        }
        if (!m_rooted) // nothing to judge by; that has been said
            return {};
        const Command *command = !refused && opened.command ? &*opened.command : nullptr;
        const Result<std::optional<Break>> broken = m_witness->take(entry, command, std::move(opened.signers));
        if (!broken)
            return fail(broken.error());
        if (*broken)
            m_chain.report(**broken);
        for (const Sha256 &name : opened.notStored)
            m_chain.report({BreakKind::BlobMissing, entry.sequence, "certificate " + toHex(name) + " is not stored"});
        return {};
    }

    /// Every stored certificate has the digest that names it, and its row says what it says.
    Result<void> walkBlobs(VerificationReport &report)
    {
        Result<Statement> read = m_connection.prepare(
            "SELECT blob.sha256, blob.bytes, certificate.sha256, subject, names, not_before, not_after, spki_sha256, flags"
            " FROM blob LEFT JOIN certificate ON certificate.id = blob.id ORDER BY blob.id");
        if (!read)
            return fail(read.error());
        const auto broken = [&](BreakKind kind, BytesView name, const char *what) {
            if (report.breaks.size() < mostBreaks)
                report.breaks.push_back({kind, 0, "certificate " + toHex(name) + what});
        };
        for (;;) {
            const Result<bool> row = read->step();
            if (!row)
                return fail(row.error());
            if (!*row)
                break;
            ++report.blobs;
            const Sha256 digest = sha256(read->blob(1));
            if (!std::ranges::equal(read->blob(0), digest)) {
                broken(BreakKind::BlobChanged, read->blob(0), ": the stored bytes are others");
            } else if (!read->isNull(2)) {
                const Result<CertificateListing> listing = readListing(read->blob(1));
                if (!listing || !std::ranges::equal(read->blob(2), digest) || read->text(3) != listing->subject
                    || read->integer(5) != toUnix(listing->notBefore) || read->integer(6) != toUnix(listing->notAfter)
                    || !std::ranges::equal(read->blob(7), listing->spkiSha256)
                    || static_cast<std::uint32_t>(read->integer(8)) != listing->flags)
                    broken(BreakKind::ProjectionDiffers, digest, ": its row in the inventory says something else than the certificate");
            }
            if (Result<void> going = advance(); !going)
                return going;
        }
        const Result<std::int64_t> orphans = m_connection.integer(
            "SELECT count(*) FROM certificate WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.id = certificate.id)");
        if (!orphans)
            return fail(orphans.error());
        if (*orphans > 0)
            report.breaks.push_back({BreakKind::BlobMissing, 0, std::to_string(*orphans) + " certificates of the inventory have lost their bytes"});
        return {};
    }

    /// What requests, and deposits, put in escrow lies in the vault as they name it. Whether the shares are good, only custodians can see.
    Result<void> walkEscrow(VerificationReport &report)
    {
        Result<Statement> read = m_connection.prepare("SELECT id, form FROM request WHERE json_extract(form, '$.escrow') IS NOT NULL ORDER BY id");
        if (!read)
            return fail(read.error());
        return forEachRow(*read, [&](const Statement &row) -> Result<void> {
            const Result<QJsonObject> object = parseJsonObject(viewOf(row.text(1)), false);
            const Result<RequestForm> form = object ? requestFormFromJson(*object) : fail(object.error());
            if (!form || !form->escrow)
                return form ? Result<void>() : fail(form.error());
            return lookAtEscrow(report, *form->escrow, "request " + std::string(row.text(0)));
        });
    }
    Result<void> walkDeposits(VerificationReport &report)
    {
        return forEachDeposit(m_connection, [&](const DepositRecord &record) {
            return lookAtEscrow(report, record.deposit.escrow, "certificate " + toHex(record.deposit.certificate));
        });
    }
    Result<void> lookAtEscrow(VerificationReport &report, const Escrow &escrow, const std::string &whose)
    {
        for (const Sha256 &name : escrow.named()) {
            const Result<Bytes> kept = readVault(m_connection, escrowedName(name));
            if (!kept && kept.error().code != ErrorCode::NotFound)
                return fail(kept.error());
            if ((!kept || sha256(*kept) != name) && report.breaks.size() < mostBreaks)
                report.breaks.push_back({kept ? BreakKind::EscrowChanged : BreakKind::EscrowMissing, 0, whose + ": " + toHex(name) + " in the vault"});
        }
        return {};
    }

    /// What no digest of the journal reaches: indexes, projections, the rest of the file.
    Result<void> walkPages(VerificationReport &report)
    {
        std::optional<Connection> own;
        if (m_options.another) {
            Result<Connection> opened = m_options.another();
            if (!opened)
                return fail(opened.error());
            own = std::move(*opened);
        }
        const std::uint64_t before = m_done;
        const Result<Connection::PageCheck> check = (own ? *own : m_connection).checkPages([&](std::uint64_t read) {
            m_done = std::min(before + read, m_total);
            return tell().has_value();
        });
        if (!check)
            return fail(check.error());
        if (check->complaint.empty())
            report.pages = check->pages;
        else
            report.breaks.push_back({BreakKind::PageDamaged, 0,
                                     (check->damaged ? "page " + std::to_string(check->damaged) + " of the database, " : "") + check->complaint
                                         + "; what comes after it was not looked at",
                                     check->damaged});
        return {};
    }

    Result<void> advance()
    {
        ++m_done;
        return tell();
    }
    Result<void> tell()
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_told > std::chrono::milliseconds(100)) {
            m_told = now;
            if (m_stop.stop_requested())
                return fail(ErrorCode::Cancelled);
            if (m_progress)
                m_progress(std::min(m_done, m_total), m_total);
        }
        return {};
    }

    Connection &m_connection;
    const VerificationOptions &m_options;
    const std::function<void(std::uint64_t, std::uint64_t)> &m_progress;
    std::stop_token m_stop;

    ChainVerifier m_chain;
    Sha256 m_house{};
    Bytes m_authoritySpki;
    bool m_rooted = false;            ///< the founding holds
    std::optional<Witness> m_witness; ///< with signatures only
    std::optional<Checkpoint> m_newest, m_outside;
    std::uint64_t m_signatures = 0, m_done = 0, m_total = 0;
    std::chrono::steady_clock::time_point m_told{};
};

} // namespace

Result<VerificationReport> verifyJournal(Connection &connection, const VerificationOptions &options,
                                         const std::function<void(std::uint64_t, std::uint64_t)> &progress, std::stop_token stop)
{
    // One snapshot for the whole reading: what others append meanwhile is looked at next time.
    if (Result<void> begun = connection.execute("BEGIN"); !begun)
        return fail(begun.error());
    Result<VerificationReport> report = Verifier(connection, options, progress, std::move(stop)).run();
    (void)connection.execute("COMMIT");
    return report;
}

} // namespace hufu
