// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "app/ctl/StatusReport.h"
#include "models/base/CanonicalJson.h"
#include "models/store/RevocationReader.h"
#include "models/wording/RevocationText.h"

#include <algorithm>

namespace hufu::ctl {
namespace {

QString said(const StatusSight &sight)
{
    const QString since = sight.revokedAt ? CtlText::tr("revoked since %1 (%2)", "time, reason").arg(qstr(toIso(*sight.revokedAt)), QLatin1String(revocationReasonName(sight.reason)))
                                          : QString();
    const bool revoked = sight.verdict == StatusSight::Verdict::Revoked;
    if (sight.verdict != StatusSight::Verdict::Unproven) {
        const QString number = QString::number(sight.crlNumber);
        switch (sight.source) {
        case StatusSight::Source::Crl:
            return revoked ? CtlText::tr("CRL %1 lists it: %2", "number, since when").arg(number, since) : CtlText::tr("CRL %1 does not list it").arg(number);
        case StatusSight::Source::Ocsp: return QStringLiteral("OCSP: ") + (revoked ? since : CtlText::tr("not revoked"));
        case StatusSight::Source::Endpoint: return revoked ? CtlText::tr("serves another certificate now") : CtlText::tr("still serves it");
        }
    }
    return (sight.isSilent() ? CtlText::tr("does not answer") : CtlText::tr("proves nothing")) + (sight.error ? QStringLiteral(": ") + qstr(sight.error->detail) : QString());
}

QJsonObject sightJson(const StatusSight &sight)
{
    QJsonObject object{{"source", sourceName(sight.source)}, {"where", qstr(sight.where)}, {"at", qstr(toIso(sight.at))}, {"verdict", verdictName(sight.verdict)}};
    if (sight.error) {
        object.insert("error", errorName(sight.error->code));
        object.insert("detail", qstr(sight.error->detail));
        return object;
    }
    object.insert("producedAt", qstr(toIso(sight.producedAt)));
    if (sight.source == StatusSight::Source::Crl)
        object.insert("crlNumber", qint64(sight.crlNumber));
    if (sight.revokedAt) {
        object.insert("revokedAt", qstr(toIso(*sight.revokedAt)));
        object.insert("reason", revocationReasonName(sight.reason));
    }
    return object;
}

/// What the journal says of it, in one word.
const char *stateOf(const IssuedCertificate &certificate, const std::optional<RevocationProgress> &progress)
{
    if (!certificate.revoked)
        return "not-revoked";
    if (!progress || !progress->inForce)
        return "requested";
    return progress->verified ? "verified" : "in-force";
}

/// Whether the places agree with the journal: a revoked one is proven, another is called good by all that it names.
bool agrees(const IssuedCertificate &certificate, const RevocationCheckResult &result)
{
    if (result.certificates.empty())
        return false;
    const CertificateSight &seen = result.certificates.front();
    return certificate.revoked ? seen.isProven() : std::ranges::all_of(seen.sights, [](const StatusSight &sight) {
        return sight.source == StatusSight::Source::Endpoint || sight.verdict == StatusSight::Verdict::NotYet;
    });
}

Result<ExitCode> showStatus(House &house, const Arguments &arguments)
{
    const Result<Sha256> sha256 = certificateNamed(house, arguments.rest().front());
    if (!sha256)
        return fail(sha256.error());
    const Result<RevocationCheckResult> result
        = RevocationCheck(house).run({*sha256}, arguments.has("record") ? RevocationCheck::Recording::Yes : RevocationCheck::Recording::No);
    if (!result)
        return fail(result.error());
    std::optional<RevocationProgress> progress;
    const Result<std::vector<IssuedCertificate>> issued = house.read([&](Connection &connection) -> Result<std::vector<IssuedCertificate>> {
        Result<std::optional<RevocationProgress>> read = readRevocationProgress(connection, *sha256);
        if (!read)
            return fail(read.error());
        progress = std::move(*read);
        return readIssued(connection, std::span(&*sha256, 1));
    });
    if (!issued)
        return fail(issued.error());
    if (issued->empty())
        return fail(ErrorCode::NotOfOwnCa, "the own CA did not issue it; ask the CA that did", toHex(*sha256));
    const IssuedCertificate &certificate = issued->front();
    const char *state = stateOf(certificate, progress);
    if (arguments.has("json")) {
        QJsonObject object{{"state", state}, {"sights", sightsJson(*result).at(0).toObject().value("sights")}, {"agrees", agrees(certificate, *result)}};
        if (certificate.revoked) {
            object.insert("revokedAt", qstr(toIso(certificate.revoked->at)));
            object.insert("reason", revocationReasonName(certificate.revoked->reason));
        }
        if (progress && progress->inForce)
            object.insert("crlNumber", qint64(progress->inForce->crlNumber));
        if (progress && progress->verified)
            object.insert("verified", QJsonObject{{"at", qstr(toIso(progress->verified->at))}, {"by", qstr(progress->verified->officer)}});
        printJson(object);
    } else {
        say(certificate.revoked ? CtlText::tr("In the journal: %1, since %2, %3", "state, time, reason")
                                      .arg(QLatin1String(state), qstr(toIso(certificate.revoked->at)), QLatin1String(revocationReasonName(certificate.revoked->reason)))
                                : CtlText::tr("In the journal: %1", "state").arg(QLatin1String(state)));
        printSights(*result);
    }
    if (result->notRecorded)
        (void)report(*result->notRecorded, arguments.has("json"));
    return agrees(certificate, *result) ? ExitCode::Done : ExitCode::NotSeen;
}

ExitCode status(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {}, .flags = {"record"}, .operand = "the SHA-256 of one certificate is needed"}, showStatus);
}

constexpr CommandEntry commands[] = {
    {"certificate status", "SHA256 [--record]",
     "Says whether the journal has a certificate of the own CA as revoked, and what relying parties are told: asks the CRL, the OCSP responder and "
     "the endpoints where it was seen. Exit code 8 when they do not agree with the journal. --record signs a proof into the journal.",
     status},
};

} // namespace

void printSights(const RevocationCheckResult &result)
{
    for (const CertificateSight &certificate : result.certificates) {
        std::vector<std::vector<std::string>> rows;
        for (const StatusSight &sight : certificate.sights)
            rows.push_back({toHex(certificate.sha256).substr(0, 16), sight.where, utf8(said(sight))});
        printTable({CtlText::tr("SHA-256"), CtlText::tr("ASKED"), CtlText::tr("SAID")}, rows);
        if (certificate.sights.empty())
            say(CtlText::tr("%1 names no CRL and no OCSP responder: nobody can look it up.", "a certificate").arg(qstr(toHex(certificate.sha256).substr(0, 16))));
    }
    const auto silent = std::ranges::find_if(result.certificates, [](const CertificateSight &one) { return one.silent() != nullptr; });
    if (silent != result.certificates.end()) {
        say(CtlText::tr("Nothing answers at %1: what the journal says can be seen by nobody there. Run `hufuctl serve` behind that address, or copy the CRL there "
                        "(`hufuctl ca crl`).").arg(qstr(silent->silent()->where)));
    }
    const auto old = std::ranges::find_if(result.certificates, [](const CertificateSight &one) { return one.outdated() != nullptr; });
    if (old != result.certificates.end())
        printLine(utf8(RevocationText::outdated(*old->outdated())));
    for (Sequence sequence : result.recorded)
        say(CtlText::tr("Verified, entry %1.").arg(sequence));
}

QJsonArray sightsJson(const RevocationCheckResult &result)
{
    QJsonArray all;
    for (const CertificateSight &certificate : result.certificates) {
        QJsonArray sights;
        for (const StatusSight &sight : certificate.sights)
            sights.append(sightJson(sight));
        all.append(QJsonObject{{"sha256", qstr(toHex(certificate.sha256))}, {"proven", certificate.isProven()}, {"sights", sights}});
    }
    return all;
}

std::span<const CommandEntry> statusCommands() { return commands; }

} // namespace hufu::ctl
