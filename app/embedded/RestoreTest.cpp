// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/RestoreTest.h"

#include "models/authority/StatusPublisher.h"
#include "models/authority/http/StatusServer.h"
#include "models/pki/CrlReader.h"
#include "models/pki/OcspReply.h"
#include "models/probe/HttpFetch.h"
#include "models/store/CaReader.h"

#include <algorithm>

namespace hufu {
namespace {

/// Asks about one CA.
class Inquirer {
public:
    Inquirer(std::uint16_t port, Instant now) : m_base("http://127.0.0.1:" + std::to_string(port)), m_now(now) {}
    std::vector<RestoreAnswer> takeAnswers() { return std::move(m_answers); }

    Result<void> ask(const CertificateAuthority &ca, const std::vector<IssuedCertificate> &issued)
    {
        const Result<HttpAnswer> certificate = fetchHttp({.url = m_base + "/ca/" + ca.plan.id + ".cer", .body = {}, .contentType = {}});
        if (!certificate)
            return fail(certificate.error());
        if (certificate->body != ca.certificate)
            return fail(ErrorCode::BackupBroken, "another certificate than the CA's was served", ca.plan.commonName);
        m_answers.push_back({RestoreAnswer::What::Certificate, ca.plan.commonName, 0, {}});
        const Result<HttpAnswer> answer = fetchHttp(
            {.url = m_base + "/crl/" + ca.plan.id + ".crl", .body = {}, .contentType = {}, .mostOctets = Crl::maxOctets}, std::chrono::seconds(30));
        if (!answer)
            return fail(answer.error());
        const Result<Crl> crl = Crl::read(answer->body);
        if (!crl)
            return fail(crl.error());
        if (Result<void> good = crl->verify(ca.certificate); !good)
            return good;
        m_answers.push_back({RestoreAnswer::What::Crl, ca.plan.commonName, crl->size(), {}});
        if (ca.plan.tree != CaTree::Root)
            return askOcsp(ca, issued);
        m_answers.push_back({RestoreAnswer::What::NoResponder, ca.plan.commonName, 0, {}});
        return {};
    }

private:
    Result<void> askOcsp(const CertificateAuthority &ca, const std::vector<IssuedCertificate> &issued)
    {
        const Result<OcspIssuer> issuer = OcspIssuer::of(ca.certificate);
        if (!issuer)
            return fail(issuer.error());
        const Bytes serial = issued.empty() ? Bytes{1} : issued.back().serial; // of none it says that it knows none
        Bytes nonce(32);
        randomFill(nonce);
        const Result<HttpAnswer> answer = fetchHttp({.url = m_base + "/ocsp", .body = makeOcspRequest(*issuer, std::span(&serial, 1), nonce),
                                                     .contentType = "application/ocsp-request", .mostOctets = OcspReply::maxOctets});
        if (!answer)
            return fail(answer.error());
        const Result<OcspReply> reply = OcspReply::read(answer->body);
        if (!reply)
            return fail(reply.error());
        if (Result<void> good = reply->verify(ca.certificate, m_now); !good)
            return good;
        const OcspReply::Single *single = reply->find(*issuer, serial);
        if (!single)
            return fail(ErrorCode::BackupBroken, "the OCSP answer is about another certificate", ca.plan.commonName);
        const char *const status = single->status == OcspReply::Single::Status::Good      ? "good"
                                   : single->status == OcspReply::Single::Status::Revoked ? "revoked"
                                                                                          : "unknown";
        m_answers.push_back({RestoreAnswer::What::Ocsp, ca.plan.commonName, 0, status});
        return {};
    }

    const std::string m_base;
    const Instant m_now;
    std::vector<RestoreAnswer> m_answers;
};

} // namespace

Result<std::vector<RestoreAnswer>> serveRestored(const SecureBytes &databaseKey, const HomePaths &paths)
{
    std::vector<CertificateAuthority> cas;
    std::map<std::string, std::vector<IssuedCertificate>> issued;
    {
        Result<Authority> authority = Authority::open(databaseKey, {paths.database, paths.checkpoint});
        if (!authority)
            return fail(authority.error());
        (void)authority->upkeep(); // what it cannot do shows in what is served
        Result<std::vector<CertificateAuthority>> read = readCas(authority->connection());
        if (!read)
            return fail(read.error());
        cas = std::move(*read);
        for (const CertificateAuthority &ca : cas) {
            Result<std::vector<IssuedCertificate>> theirs = readIssuedBy(authority->connection(), ca.plan.id);
            if (!theirs)
                return fail(theirs.error());
            issued[ca.plan.id] = std::move(*theirs);
        }
    }
    std::erase_if(cas, [](const CertificateAuthority &ca) { return ca.certificate.empty() || !ca.plan.keyStore.empty(); });
    if (cas.empty())
        return fail(ErrorCode::NothingFound, "the restored house has no CA whose key was in the backup", paths.home);
    const Result<std::unique_ptr<StatusPublisher>> publisher = StatusPublisher::start(databaseKey, {.databasePath = paths.database});
    if (!publisher)
        return fail(publisher.error());
    const Result<std::unique_ptr<StatusServer>> server = StatusServer::start(**publisher, {});
    if (!server)
        return fail(server.error());
    Inquirer inquirer((*server)->port(), systemNow());
    for (const CertificateAuthority &ca : cas) {
        if (Result<void> asked = inquirer.ask(ca, issued[ca.plan.id]); !asked)
            return fail(asked.error());
    }
    return inquirer.takeAnswers();
}

} // namespace hufu
