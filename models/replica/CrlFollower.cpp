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

namespace hufu {
namespace {

using namespace std::chrono_literals;

constexpr auto crlPatience = 10s;
constexpr auto crlClockTolerance = 5min;
constexpr std::size_t largestCrlFile = 4 * Crl::maxOctets;
constexpr qsizetype mostSaid = 2000; ///< of what a command said

/// A command of whoever runs the server, in the shell as they wrote it.
Result<void> runCommand(const std::string &command, std::chrono::milliseconds patience)
{
    if (command.empty())
        return {};
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier([] { // whoever follows may have blocked signals for itself; a server that is started must hear them
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
    });
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromStdString(command)});
    if (!process.waitForFinished(int(patience.count()))) {
        process.kill();
        process.waitForFinished();
        return fail(ErrorCode::Conflict, "the command did not end within " + std::to_string(patience.count()) + " ms", command);
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
    const std::string text(reinterpret_cast<const char *>(file->data()), file->size());
    PemReader reader(text);
    for (PemBlock block; reader.next(block);) {
        Bytes der(decodedCapacity(block.body.size()));
        std::size_t written = 0;
        if (block.problem || block.label != "X509 CRL" || !decodeBase64(block.body, der.data(), written))
            continue;
        der.resize(written);
        if (const Result<Crl> crl = Crl::read(der))
            m_before.push_back({der, crl->numberValue(), {}});
    }
}

Result<bool> CrlFollower::ask(const std::string &url, std::stop_token stop)
{
    Held &held = m_held[url];
    Result<HttpAnswer> answer = fetchHttp({.url = url, .body = {}, .contentType = {}, .mostOctets = Crl::maxOctets, .ifNoneMatch = held.etag}, crlPatience, stop);
    if (!answer)
        return fail(answer.error());
    if (answer->notModified)
        return false;
    const Result<Crl> crl = Crl::read(answer->body);
    if (!crl)
        return fail(crl.error().code, crl.error().detail, url);
    const bool known = std::ranges::any_of(m_settings.cas, [&](const Bytes &ca) { return crl->verify(ca).has_value(); });
    if (!known)
        return fail(ErrorCode::SignatureInvalid, "none of the given CAs signed this CRL", url);
    const Instant now = m_settings.clock();
    if (crl->thisUpdate() > now + crlClockTolerance)
        return fail(ErrorCode::FromTheFuture, "the CRL begins at " + toIso(crl->thisUpdate()), url);
    if (!crl->nextUpdate() || *crl->nextUpdate() < now)
        return fail(ErrorCode::Expired, "the CRL has ended", url);
    const std::uint64_t number = crl->numberValue();
    std::uint64_t least = held.number;
    for (const Held &before : m_before) {
        const Result<Crl> old = Crl::read(before.der);
        if (old && std::ranges::equal(old->issuer(), crl->issuer()))
            least = std::max(least, before.number);
    }
    if (number < least)
        return fail(ErrorCode::Replayed, "CRL " + std::to_string(number) + " is older than " + std::to_string(least) + ", which is here", url);
    const bool newer = held.der != answer->body;
    held = {std::move(answer->body), number, answer->etag};
    return newer;
}

std::string CrlFollower::text() const
{
    std::string text;
    for (const std::string &url : m_settings.urls) {
        if (const auto held = m_held.find(url); held != m_held.end() && !held->second.der.empty())
            text += toPem(held->second.der, "X509 CRL");
    }
    return text;
}

Result<bool> CrlFollower::install()
{
    const std::string fresh = text();
    const Result<Bytes> old = readSmallFile(m_settings.output, largestCrlFile);
    if (old && std::ranges::equal(*old, viewOf(fresh)))
        return false;
    if (Result<void> written = writeFileAtomically(m_settings.output, viewOf(fresh)); !written)
        return fail(written.error());
    Result<void> taken = runCommand(m_settings.check, m_settings.commandPatience);
    if (taken)
        taken = runCommand(m_settings.reload, m_settings.commandPatience);
    if (taken)
        return true;
    if (old) {
        if (Result<void> restored = writeFileAtomically(m_settings.output, *old); !restored)
            return fail(restored.error());
        (void)runCommand(m_settings.reload, m_settings.commandPatience); // whatever it has read, it shall be what stands there
    }
    return fail(taken.error());
}

Result<CrlFollower::Round> CrlFollower::round(std::stop_token stop)
{
    remember();
    Round round;
    bool newer = false, complete = true;
    const std::map<std::string, Held> before = m_held;
    for (const std::string &url : m_settings.urls) {
        const Result<bool> asked = ask(url, stop);
        if (!asked)
            round.troubles.push_back(asked.error());
        newer |= asked.value_or(false);
        complete &= !m_held[url].der.empty();
    }
    for (const std::string &url : m_settings.urls)
        round.numbers.push_back(m_held[url].number);
    // A file that lacks one of the CRLs would have the server refuse everybody under that CA.
    if (!newer || !complete)
        return round;
    const Result<bool> installed = install();
    if (!installed) {
        m_held = before; // asked again next time
        return fail(installed.error());
    }
    round.installed = *installed;
    return round;
}

} // namespace hufu
