// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CrlFollower.h"

#include "models/pki/Container.h"
#include "models/pki/CrlReader.h"
#include "models/pki/PemReader.h"
#include "models/probe/HttpFetch.h"
#include "models/store/AtomicFile.h"

#include <QProcess>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include <unistd.h>

namespace hufu {
namespace {

using namespace std::chrono_literals;

constexpr auto crlPatience = 10s;
constexpr auto crlClockTolerance = 5min;
constexpr std::size_t largestCrlFile = 4 * Crl::maxOctets;
constexpr qsizetype mostSaid = 2000; ///< of what a command said

/// A command of whoever runs the server, in the shell as they wrote it.
Result<void> runCommand(const char *which, const std::string &command, std::chrono::seconds patience)
{
    if (command.empty())
        return {};
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier([] { // whoever follows may have blocked signals for itself; a server that is started must hear them
        ::setpgid(0, 0); // ended together with what it started
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
    });
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromStdString(command)});
    if (!process.waitForStarted())
        return fail(ErrorCode::Io, std::string("the ") + which + " command could not be started", command);
    const pid_t group = pid_t(process.processId());
    if (!process.waitForFinished(int(std::chrono::milliseconds(patience).count()))) {
        ::kill(-group, SIGKILL);
        process.waitForFinished();
        return fail(ErrorCode::ConnectionTimedOut, std::string("the ") + which + " command did not end within " + std::to_string(patience.count()) + " s, and was ended", command);
    }
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return fail(ErrorCode::Conflict, "it ended with " + std::to_string(process.exitCode()) + ": " + process.readAll().left(mostSaid).toStdString(), command);
}

} // namespace

void CrlFollower::remember()
{
    if (std::exchange(m_remembered, true))
        return;
    const Result<Bytes> file = readSmallFile(m_settings.output, largestCrlFile);
    if (!file)
        return;
    PemReader reader(textOf(*file));
    for (PemBlock block; reader.next(block);) {
        const Result<Bytes> der = block.label == "X509 CRL" ? decodeBody(block) : fail(ErrorCode::Unsupported);
        const Result<Crl> crl = der ? Crl::read(*der) : fail(der.error());
        const std::optional<Index> ca = crl ? signerOf(*crl) : std::nullopt;
        if (ca)
            m_held[*ca].number = std::max(m_held[*ca].number, crl->numberValue());
    }
}

Result<bool> CrlFollower::ask(Index place, std::stop_token stop)
{
    const std::string &url = m_settings.urls[place];
    Place &from = m_places[place];
    Result<HttpAnswer> answer = fetchHttp({.url = url, .body = {}, .contentType = {}, .mostOctets = Crl::maxOctets, .ifNoneMatch = from.etag}, crlPatience, stop);
    if (!answer)
        return fail(answer.error());
    if (answer->notModified)
        return false;
    const Result<Crl> crl = Crl::read(answer->body);
    if (!crl)
        return fail(crl.error().code, crl.error().detail, url);
    const std::optional<Index> ca = signerOf(*crl);
    if (!ca)
        return fail(ErrorCode::SignatureInvalid, "none of the given CAs signed this CRL", url);
    const Result<bool> newer = hold(*ca, *crl, std::move(answer->body), url);
    if (newer)
        from = {ca, answer->etag};
    return newer;
}

std::optional<CrlFollower::Index> CrlFollower::signerOf(const Crl &crl) const
{
    const auto ca = std::ranges::find_if(m_settings.cas, [&](const Bytes &known) { return crl.verify(known).has_value(); });
    return ca == m_settings.cas.end() ? std::nullopt : std::optional(Index(ca - m_settings.cas.begin()));
}

Result<bool> CrlFollower::hold(Index ca, const Crl &crl, Bytes der, const std::string &where)
{
    const Instant now = m_settings.clock();
    if (crl.thisUpdate() > now + crlClockTolerance)
        return fail(ErrorCode::FromTheFuture, "the CRL begins at " + toIso(crl.thisUpdate()), where);
    if (!crl.nextUpdate() || *crl.nextUpdate() < now)
        return fail(ErrorCode::Expired, "the CRL has ended", where);
    Held &held = m_held[ca];
    const std::uint64_t number = crl.numberValue();
    if (number < held.number)
        return fail(ErrorCode::Replayed, "CRL " + std::to_string(number) + " is older than " + std::to_string(held.number) + ", which is here", where);
    const bool newer = held.der != der;
    held = {std::move(der), number};
    return newer;
}

Result<bool> CrlFollower::install(const std::vector<Index> &order)
{
    std::string fresh;
    for (const Index ca : order)
        fresh += toPem(m_held[ca].der, "X509 CRL");
    const Result<Bytes> old = readSmallFile(m_settings.output, largestCrlFile);
    // Stands for as long as the server may not have read what lies there: who is ended in between has it reload when started again.
    const std::string unread = m_settings.output + ".unread";
    std::error_code error;
    if (old && std::ranges::equal(*old, viewOf(fresh)) && !std::filesystem::exists(unread, error))
        return false;
    if (Result<void> noted = writeFileAtomically(unread, {}); !noted)
        return fail(noted.error());
    if (Result<void> written = writeFileAtomically(m_settings.output, viewOf(fresh)); !written)
        return fail(written.error());
    Result<void> taken = runCommand("check", m_settings.check, m_settings.commandPatience);
    const bool tested = taken.has_value();
    if (taken)
        taken = runCommand("reload", m_settings.reload, m_settings.commandPatience);
    if (taken) { // what lies there is what the server has read, unless somebody else wrote there meanwhile
        const Result<Bytes> back = readSmallFile(m_settings.output, largestCrlFile);
        if (!back || !std::ranges::equal(*back, viewOf(fresh)))
            return fail(ErrorCode::Conflict, "something else was written to the CRL file meanwhile", m_settings.output);
        std::filesystem::remove(unread, error);
        return true;
    }
    if (m_settings.hindered)
        m_settings.hindered(taken.error());
    const bool hung = tested && taken.error().code == ErrorCode::ConnectionTimedOut;
    if (old && !hung) {
        if (Result<void> restored = writeFileAtomically(m_settings.output, *old); !restored)
            return fail(restored.error());
        if (runCommand("reload", m_settings.reload, m_settings.commandPatience)) // whatever it has read, it shall be what stands there
            std::filesystem::remove(unread, error);
    }
    return fail(taken.error());
}

Result<CrlFollower::Round> CrlFollower::round(std::stop_token stop)
{
    remember();
    Round round;
    std::vector<Held> before = m_held;
    const std::vector<Place> places = m_places;
    std::vector<Index> order;
    for (Index place = 0; place < m_places.size(); ++place) {
        const Result<bool> asked = ask(place, stop);
        if (!asked)
            round.troubles.push_back(asked.error());
        m_due |= asked.value_or(false);
        const std::optional<Index> ca = m_places[place].ca;
        if (ca && std::ranges::find(order, *ca) != order.end())
            round.troubles.push_back({ErrorCode::Conflict, "this is the CRL of a CA that another URL stands for", m_settings.urls[place], {}});
        else if (ca)
            order.push_back(*ca);
        round.numbers.push_back(ca ? m_held[*ca].number : 0);
    }
    Result<Round> settled = settle(std::move(round), order.size() == m_places.size(), order, std::move(before));
    if (!settled)
        m_places = places; // asked again next time
    return settled;
}

Result<CrlFollower::Round> CrlFollower::take(const std::vector<OfferedCrl> &offered)
{
    remember();
    Round round;
    std::vector<Held> before = m_held;
    std::vector<Index> order;
    for (const OfferedCrl &one : offered) {
        const Result<Crl> crl = Crl::read(one.der);
        const std::optional<Index> ca = crl ? signerOf(*crl) : std::nullopt;
        if (!ca || std::ranges::find(order, *ca) != order.end())
            continue;
        const Result<bool> held = hold(*ca, *crl, one.der, one.ca);
        if (!held)
            round.troubles.push_back(held.error());
        m_due |= held.value_or(false);
        if (m_held[*ca].der.empty())
            continue;
        order.push_back(*ca);
        round.numbers.push_back(m_held[*ca].number);
        round.byCa[one.ca] = m_held[*ca].number;
    }
    const bool complete = order.size() == m_held.size();
    if (!complete)
        round.troubles.push_back({ErrorCode::NothingFound, "the server has no CRL of one of the given CAs", {}, {}});
    return settle(std::move(round), complete, order, std::move(before));
}

/// A file that lacks one of the CRLs would have the server refuse everybody under that CA.
Result<CrlFollower::Round> CrlFollower::settle(Round round, bool complete, const std::vector<Index> &order, std::vector<Held> before)
{
    if (!m_due || !complete)
        return round;
    const Result<bool> installed = install(order);
    if (!installed) {
        m_held = std::move(before);
        return fail(installed.error());
    }
    m_due = false;
    round.installed = *installed;
    return round;
}

} // namespace hufu
