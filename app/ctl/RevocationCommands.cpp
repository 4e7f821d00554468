// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/Output.h"
#include "app/ctl/StatusReport.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/replica/InventoryLoader.h"
#include "models/replica/InventorySearch.h"
#include "models/replica/RevocationPreview.h"
#include "models/store/RevocationReader.h"

#include <QJsonArray>

namespace hufu::ctl {
namespace {

/// What was chosen by the query, and what would be done to it.
struct Chosen {
    Desk desk;
    RevocationPreview preview;
    std::map<Sha256, std::string> names; ///< of the certificates that it is about, for people
};

using Preview = std::function<Result<RevocationPreview>(Connection &, const Inventory &, std::span<const Row>, const Person &, Instant)>;

Result<Chosen> choose(const Arguments &arguments, Query query, const Preview &preview)
{
    Result<Desk> desk = openDesk(arguments);
    if (!desk)
        return fail(desk.error());
    House &house = *desk->house;
    const Result<std::shared_ptr<const Inventory>> inventory = loadInventory(house);
    if (!inventory)
        return fail(inventory.error());
    Selection selection;
    selection.query = std::move(query);
    selection.sort = SortKey::Expires;
    const Result<SelectedRows> selected = select(**inventory, selection, localClock(house.now()));
    if (!selected)
        return fail(selected.error());
    Result<RevocationPreview> seen
        = house.read([&](Connection &connection) { return preview(connection, **inventory, selected->rows, house.officer(), house.now()); });
    if (!seen)
        return fail(seen.error());
    Chosen chosen{std::move(*desk), std::move(*seen), {}};
    for (Row row : selected->rows)
        chosen.names[(*inventory)->row(row).sha256] = (*inventory)->row(row).title();
    return chosen;
}

std::string signersText(const std::vector<SignerSlot> &signers)
{
    std::string text;
    for (const SignerSlot &slot : signers)
        text = text.empty() ? roleNames(slot) : utf8(CtlText::tr("%1 and another %2", "roles").arg(qstr(text), qstr(roleNames(slot))));
    return text;
}

QJsonObject previewJson(const Chosen &chosen)
{
    const RevocationPreview &preview = chosen.preview;
    QJsonArray certificates, services, cas, signers;
    for (const Sha256 &name : preview.certificates)
        certificates.append(QJsonObject{{"sha256", qstr(toHex(name))}, {"name", qstr(chosen.names.at(name))}});
    for (const auto &service : preview.services)
        services.append(QJsonObject{{"name", qstr(service.name)}, {"tier", tierName(service.tier)}, {"certificates", qint64(service.certificates)}});
    for (const auto &ca : preview.cas)
        cas.append(QJsonObject{{"name", qstr(ca.name)}, {"issued", qint64(ca.issued)}});
    QJsonArray endpoints;
    for (const std::string &endpoint : preview.endpoints)
        endpoints.append(qstr(endpoint));
    for (const SignerSlot &slot : preview.signers)
        signers.append(qstr(roleNames(slot)));
    return {{"certificates", certificates},
            {"services", services},
            {"withoutService", qint64(preview.withoutService)},
            {"cas", cas},
            {"signers", signers},
            {"ofOtherCas", qint64(preview.ofOtherCas)},
            {"roots", qint64(preview.roots)},
            {"responders", qint64(preview.responders)},
            {"ofOtherPeople", qint64(preview.ofOtherPeople)},
            {"endpoints", endpoints},
            {"alreadySo", qint64(preview.alreadySo)}};
}

void printPreview(const Chosen &chosen)
{
    const RevocationPreview &preview = chosen.preview;
    std::vector<std::vector<std::string>> rows;
    for (const Sha256 &name : preview.certificates)
        rows.push_back({toHex(name).substr(0, 16), chosen.names.at(name)});
    printTable({CtlText::tr("SHA-256"), CtlText::tr("NAME")}, rows);
    for (const auto &service : preview.services)
        say(CtlText::tr("Service %1 (%2): %3 certificates", "name, tier").arg(qstr(service.name), QLatin1String(tierName(service.tier)), QString::number(service.certificates)));
    if (preview.withoutService > 0)
        say(CtlText::tr("Without a service: %1 certificates").arg(preview.withoutService));
    for (const auto &ca : preview.cas)
        say(CtlText::tr("CA %1: %2 certificates that it issued fail with it").arg(qstr(ca.name), QString::number(ca.issued)));
    if (preview.ofOtherCas > 0)
        say(CtlText::tr("Left out, of other CAs: %1; only the CA that issued them can revoke them").arg(preview.ofOtherCas));
    if (preview.roots > 0)
        say(CtlText::tr("Left out, roots: %1; take them out of the trust stores instead").arg(preview.roots));
    for (const std::string &endpoint : preview.endpoints)
        say(CtlText::tr("Seen in service at %1").arg(qstr(endpoint)));
    if (preview.moreEndpoints > 0)
        say(CtlText::tr("Seen in service at %1 more places").arg(preview.moreEndpoints));
    if (preview.responders > 0)
        say(CtlText::tr("Left out, OCSP responders: %1; nobody looks them up (ocsp-nocheck)").arg(preview.responders));
    if (preview.ofOtherPeople > 0)
        say(CtlText::tr("Left out, not people of your department: %1").arg(preview.ofOtherPeople));
    if (preview.alreadySo > 0)
        say(CtlText::tr("Left out, nothing to do: %1").arg(preview.alreadySo));
    say(CtlText::tr("To be signed by: %1", "roles").arg(qstr(signersText(preview.signers))));
}

/// The CRLs that say it, one for each CA concerned; empty while one of them is still to be signed.
Result<QJsonArray> crlsInForce(House &house, const std::vector<Sha256> &certificates)
{
    return house.read([&](Connection &connection) -> Result<QJsonArray> {
        const Result<std::vector<IssuedCertificate>> issued = readIssued(connection, certificates);
        if (!issued)
            return fail(issued.error());
        std::map<std::string, Sha256> oneOf;
        for (const IssuedCertificate &certificate : *issued)
            oneOf.emplace(certificate.ca, certificate.sha256);
        QJsonArray crls;
        for (const auto &[ca, certificate] : oneOf) {
            const Result<std::optional<RevocationProgress>> progress = readRevocationProgress(connection, certificate);
            if (!progress)
                return fail(progress.error());
            if (!*progress || !(*progress)->inForce)
                return QJsonArray();
            crls.append(QJsonObject{{"ca", qstr(ca)},
                                    {"number", qint64((*progress)->inForce->crlNumber)},
                                    {"since", qstr(toIso((*progress)->inForce->since))}});
        }
        return crls;
    });
}

/// Signs and delivers what was chosen; with --dry-run only says what it would be.
ExitCode carryOut(const Arguments &arguments, const Result<Chosen> &chosen, const char *kind,
                  const std::function<House::Order(const std::vector<Sha256> &)> &orderOf)
{
    const bool json = arguments.has("json");
    if (!chosen)
        return report(chosen.error(), json);
    const std::vector<Sha256> &certificates = chosen->preview.certificates;
    if (arguments.has("dry-run")) {
        if (json)
            printJson(previewJson(*chosen));
        else
            printPreview(*chosen);
        return ExitCode::Done;
    }
    if (certificates.empty()) {
        if (chosen->preview.ofOtherCas > 0)
            return report(fail(ErrorCode::NotOfOwnCa, std::to_string(chosen->preview.ofOtherCas) + " certificates match, none of the own CA").error(), json);
        if (chosen->preview.ofOtherPeople > 0)
            return report(fail(ErrorCode::NotPermitted, "a department head suspends client certificates of people of the own department").error(), json);
        return report(fail(ErrorCode::NothingFound, "no certificate matches that this could be done to").error(), json);
    }
    if (certificates.size() > mostRevokedTogether)
        return report(fail(ErrorCode::LimitExceeded, "at most 20,000 certificates in one command").error(), json);
    House &house = *chosen->desk.house;
    const House::Order order = orderOf(certificates);
    const Result<Receipt> receipt = chosen->desk.tellInForce(house.submit(kind, order.payload, {}, chosen->desk.cosigners, order.version, chosen->desk.missing));
    if (!receipt)
        return report(receipt.error(), json);

    QJsonObject result{{"sequence", qint64(receipt->sequence)}, {"certificates", qint64(certificates.size())}};
    const QString count = QString::number(certificates.size()), entry = QString::number(receipt->sequence);
    if (std::string_view(kind) == CommandKind::Resume) {
        if (json)
            printJson(result);
        else
            say(CtlText::tr("Resumed: %1 certificates, entry %2.").arg(count, entry));
        return ExitCode::Done;
    }
    const Result<QJsonArray> crls = crlsInForce(house, certificates);
    if (!crls)
        return report(crls.error(), json);
    std::optional<RevocationCheckResult> seen;
    if (arguments.has("verify") && !crls->isEmpty()) {
        Result<RevocationCheckResult> asked = RevocationCheck(house).run(certificates, RevocationCheck::Recording::Yes);
        if (!asked)
            return report(asked.error(), json);
        seen = std::move(*asked);
    }
    if (json) {
        result["crls"] = *crls;
        if (seen) {
            result["verified"] = seen->provenCount() == certificates.size();
            result["seen"] = sightsJson(*seen);
        }
        printJson(result);
    } else if (crls->isEmpty()) {
        say(CtlText::tr("Requested: %1 certificates, entry %2. It is not in force yet: no CRL could be signed.").arg(count, entry));
    } else {
        QString numbers;
        for (const QJsonValue crl : *crls)
            numbers += u' ' + QString::number(crl.toObject()["number"].toInteger());
        say(CtlText::tr("In force: %1 certificates, entry %2, CRL%3.", "%3: numbers, each behind a blank").arg(count, entry, numbers));
        if (seen)
            printSights(*seen);
    }
    if (seen && seen->notRecorded)
        (void)report(*seen->notRecorded, json);
    if (seen && seen->provenCount() != certificates.size())
        return ExitCode::NotSeen;
    return crls->isEmpty() ? ExitCode::Queued : ExitCode::Done;
}

/// --where, which is never left out: everything is not revoked by forgetting a word.
Result<Query> queryOf(const Arguments &arguments)
{
    const std::string where = arguments.value("where");
    if (where.empty())
        return fail(ErrorCode::InvalidArgument, "--where QUERY says which certificates");
    return readQuery(where);
}

Result<RevocationReason> reasonOf(const Arguments &arguments)
{
    if (arguments.has("hold") == arguments.has("reason"))
        return fail(ErrorCode::InvalidArgument, "either --reason R or --hold is needed");
    return arguments.has("hold") ? RevocationReason::CertificateHold : revocationReasonFromName(arguments.value("reason"));
}

Result<std::optional<Instant>> invalidityOf(const Arguments &arguments)
{
    if (!arguments.has("invalid-since"))
        return std::nullopt;
    const Result<Instant> since = fromIso(arguments.value("invalid-since"));
    return since ? Result<std::optional<Instant>>(*since) : fail(ErrorCode::InvalidArgument, "--invalid-since takes a time such as 2026-11-01T08:00:00Z");
}

ExitCode revoke(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, deskOptionsAnd({"where", "reason", "note", "invalid-since"}), deskFlagsAnd({"hold", "dry-run", "verify"}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<Query> query = queryOf(*arguments);
    if (!query)
        return report(query.error(), json);
    const Result<RevocationReason> reason = reasonOf(*arguments);
    if (!reason)
        return report(reason.error(), json);
    const Result<std::optional<Instant>> invalidity = invalidityOf(*arguments);
    if (!invalidity)
        return report(invalidity.error(), json);
    const std::string note = maskPatientData(arguments->value("note")); // the reason suffices
    const Preview preview = [&](Connection &connection, const Inventory &inventory, std::span<const Row> rows, const Person &officer, Instant now) {
        return previewRevocation(connection, inventory, rows, officer, *reason, now);
    };
    const Result<Chosen> chosen = choose(*arguments, *query, preview);
    return carryOut(*arguments, chosen, CommandKind::Revoke, [&](const std::vector<Sha256> &certificates) {
        const RevocationForm form{certificates, *reason, *invalidity, note};
        return House::Order{toJson(form), {}, form.version()};
    });
}

ExitCode resume(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd({"where", "note"}), deskFlagsAnd({"dry-run"}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<Query> query = queryOf(*arguments);
    if (!query)
        return report(query.error(), json);
    const std::string note = maskPatientData(arguments->value("note"));
    if (note.empty() && !arguments->has("dry-run"))
        return reportUsage("--note says why, for the journal", json);
    const Preview preview = [](Connection &connection, const Inventory &inventory, std::span<const Row> rows, const Person &, Instant now) {
        return previewResumption(connection, inventory, rows, now);
    };
    return carryOut(*arguments, choose(*arguments, *query, preview), CommandKind::Resume,
                    [&](const std::vector<Sha256> &certificates) { return House::Order{toJson(ResumptionForm{certificates, note}), {}}; });
}

constexpr CommandEntry commands[] = {
    {"revoke", "--where QUERY (--reason R | --hold) [--note T] [--invalid-since TIME] [--cosign NAME --cosign-passphrase-file P | --pending] [--dry-run] [--verify]",
     "Revokes, or with --hold suspends, the certificates of the own CA that a query names. Reasons as RFC 5280 calls them: keyCompromise, "
     "superseded, cessationOfOperation, affiliationChanged, privilegeWithdrawn … "
     "--verify then asks their CRL and OCSP responder and records that they say so; exit code 8 when they do not.",
     revoke},
    {"resume", "--where QUERY --note T --cosign NAME --cosign-passphrase-file P | --pending [--dry-run]", "Lifts the suspension of certificates.", resume},
};

} // namespace

std::span<const CommandEntry> revocationCommands() { return commands; }

} // namespace hufu::ctl
