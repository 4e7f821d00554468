// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/RevocationCheck.h"

#include "models/base/BackgroundPool.h"
#include "models/domain/CaRules.h"
#include "models/domain/RevocationProof.h"
#include "models/intake/Source.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/CrlReader.h"
#include "models/pki/Digest.h"
#include "models/pki/OcspReply.h"
#include "models/pki/StatusSources.h"
#include "models/probe/HttpFetch.h"
#include "models/probe/TlsEndpoint.h"
#include "models/store/CaReader.h"
#include "models/store/RevocationReader.h"

#include <QPromise>
#include <QRandomGenerator>

#include <algorithm>
#include <map>
#include <thread>

namespace hufu {
namespace {

using namespace std::chrono_literals;
using Source = StatusSight::Source;
constexpr auto patience = 5s;       // with one question; a hospital's own network answers in milliseconds
constexpr auto following = 5s;      // how long what still answers "not revoked" is asked again: a status server of another process follows the journal
constexpr auto again = 250ms;
constexpr auto clockTolerance = 5min;
constexpr std::size_t askedTogether = 16; // certificates in one OCSP request
constexpr std::size_t nonceOctets = 32;   // RFC 9654 §2.1

/// A certificate to ask about, with what its sources are.
struct Subject {
    IssuedCertificate issued;
    StatusSources sources;
    std::vector<std::string> endpoints; ///< host:port
};

/// What the house knows before anybody is asked.
struct Known {
    std::vector<CertificateAuthority> cas;
    std::vector<Subject> subjects;
};

Result<Known> readKnown(Connection &connection, const std::vector<Sha256> &certificates)
{
    Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!cas)
        return fail(cas.error());
    Result<std::vector<IssuedCertificate>> issued = readIssued(connection, certificates);
    if (!issued)
        return fail(issued.error());
    Known known{std::move(*cas), {}};
    std::size_t endpoints = 0;
    for (IssuedCertificate &one : *issued) {
        const Result<Bytes> der = readBlobNamed(connection, one.sha256);
        if (!der)
            return fail(der.error());
        Result<StatusSources> sources = StatusSources::of(*der);
        if (!sources)
            return fail(sources.error());
        // An OCSP responder's names no place to ask, since relying parties do not (ocsp-nocheck); the CA's own know it all the same.
        if (const CertificateAuthority *ca = findCa(known.cas, one.ca); ca && one.purpose == Purpose::OcspResponder) {
            sources->crls = {crlUrlOf(ca->plan)};
            sources->ocsp = {ocspUrlOf(ca->plan)};
        }
        Subject subject{std::move(one), std::move(*sources), {}};
        const Result<std::optional<std::int64_t>> id
            = endpoints < RevocationCheck::mostEndpoints ? findCertificate(connection, subject.issued.sha256) : std::optional<std::int64_t>();
        if (!id)
            return fail(id.error());
        const Result<std::vector<SightingRecord>> sightings = *id ? readSightings(connection, **id) : std::vector<SightingRecord>();
        if (!sightings)
            return fail(sightings.error());
        for (const SightingRecord &sighting : *sightings) {
            if (sighting.kind == int(SourceKind::Endpoint) && endpoints < RevocationCheck::mostEndpoints) {
                subject.endpoints.push_back(sighting.location);
                ++endpoints;
            }
        }
        known.subjects.push_back(std::move(subject));
    }
    return known;
}

/// Asks, and keeps what it heard: a CRL answers for all certificates, and who does not answer is not asked again.
class Inquiry {
public:
    Inquiry(const std::vector<CertificateAuthority> &cas, Clock clock, std::stop_token stop)
        : m_cas(cas), m_clock(std::move(clock)), m_stop(std::move(stop))
    {
    }

    StatusSight askCrl(const Subject &subject, const std::string &url);
    /// For subjects of one CA that name this responder, at most askedTogether: one sight each.
    std::vector<StatusSight> askOcsp(std::span<const Subject *const> subjects, const std::string &url);
    StatusSight askEndpoint(const Subject &subject, const std::string &endpoint);
    bool stopped() const { return m_stop.stop_requested(); }

private:
    struct Heard {
        Instant at{};
        Result<Crl> crl;
        Sha256 sha256{};
    };
    const CertificateAuthority *issuerOf(const Subject &subject) const { return findCa(subject.issued.ca); }
    const CertificateAuthority *findCa(const std::string &id) const
    {
        const auto at = std::ranges::find(m_cas, id, [](const CertificateAuthority &ca) { return ca.plan.id; });
        return at == m_cas.end() ? nullptr : &*at;
    }
    Heard fetchCrl(const std::string &url, BytesView issuer) const;
    Result<OcspReply> fetchReply(std::span<const Subject *const> subjects, BytesView issuer, const OcspIssuer &hashes, const std::string &url) const;

    const std::vector<CertificateAuthority> &m_cas;
    Clock m_clock;
    std::stop_token m_stop;
    std::map<std::pair<std::string, std::string>, Heard> m_crls; ///< by CA and URL
    std::map<std::string, Error> m_silent;                       ///< responders that do not answer
};

Inquiry::Heard Inquiry::fetchCrl(const std::string &url, BytesView issuer) const
{
    Result<HttpAnswer> answer = fetchHttp({.url = url, .body = {}, .contentType = {}, .mostOctets = Crl::maxOctets}, patience, m_stop);
    Heard heard{m_clock(), fail(ErrorCode::Internal, "not asked"), {}};
    if (!answer) {
        heard.crl = fail(answer.error());
        return heard;
    }
    heard.sha256 = sha256(answer->body);
    heard.crl = Crl::read(std::move(answer->body));
    if (!heard.crl)
        return heard;
    if (Result<void> good = heard.crl->verify(issuer); !good)
        heard.crl = fail(good.error());
    else if (heard.crl->thisUpdate() > heard.at + clockTolerance)
        heard.crl = fail(ErrorCode::FromTheFuture, "the CRL begins at " + toIso(heard.crl->thisUpdate()));
    else if (!heard.crl->nextUpdate() || *heard.crl->nextUpdate() < heard.at)
        heard.crl = fail(ErrorCode::Expired, heard.crl->nextUpdate() ? "the CRL ended at " + toIso(*heard.crl->nextUpdate()) : "the CRL says no end");
    return heard;
}

StatusSight Inquiry::askCrl(const Subject &subject, const std::string &url)
{
    StatusSight sight;
    sight.source = Source::Crl;
    sight.where = url;
    const CertificateAuthority *issuer = issuerOf(subject);
    auto at = m_crls.find({subject.issued.ca, url});
    if (at == m_crls.end())
        at = m_crls.emplace(std::pair(subject.issued.ca, url), fetchCrl(url, issuer ? BytesView(issuer->certificate) : BytesView())).first;
    const Heard &heard = at->second;
    sight.at = heard.at;
    if (!heard.crl) {
        sight.error = heard.crl.error();
        return sight;
    }
    sight.crlNumber = heard.crl->numberValue();
    sight.producedAt = heard.crl->thisUpdate();
    sight.sha256 = heard.sha256;
    const std::optional<RevokedEntry> entry = heard.crl->find(subject.issued.serial);
    sight.verdict = entry ? StatusSight::Verdict::Revoked : StatusSight::Verdict::NotYet;
    if (entry) {
        sight.revokedAt = entry->revokedAt;
        sight.reason = entry->reason;
    }
    return sight;
}

Result<OcspReply> Inquiry::fetchReply(std::span<const Subject *const> subjects, BytesView issuer, const OcspIssuer &hashes,
                                      const std::string &url) const
{
    std::vector<Bytes> serials;
    for (const Subject *subject : subjects)
        serials.push_back(subject->issued.serial);
    Bytes nonce(nonceOctets);
    QRandomGenerator::system()->generate(nonce.begin(), nonce.end());
    Result<HttpAnswer> answer = fetchHttp({.url = url, .body = makeOcspRequest(hashes, serials, nonce), .contentType = "application/ocsp-request",
                                           .mostOctets = OcspReply::maxOctets},
                                          patience, m_stop);
    if (!answer)
        return fail(answer.error());
    Result<OcspReply> reply = OcspReply::read(std::move(answer->body));
    if (!reply)
        return fail(reply.error());
    if (Result<void> good = reply->verify(issuer, m_clock()); !good)
        return fail(good.error());
    if (reply->nonce() != nonce) // what somebody kept from yesterday proves nothing of today
        return fail(ErrorCode::Replayed, "the answer does not carry our nonce");
    return reply;
}

std::vector<StatusSight> Inquiry::askOcsp(std::span<const Subject *const> subjects, const std::string &url)
{
    std::vector<StatusSight> sights(subjects.size());
    const CertificateAuthority *ca = issuerOf(*subjects.front());
    const Result<OcspIssuer> issuer = OcspIssuer::of(ca ? BytesView(ca->certificate) : BytesView());
    const auto silent = m_silent.find(url);
    Result<OcspReply> reply = silent != m_silent.end() ? fail(silent->second)
        : issuer                                       ? fetchReply(subjects, ca->certificate, *issuer, url)
                                                       : fail(issuer.error());
    if (!reply)
        m_silent.emplace(url, reply.error());
    const Instant now = m_clock();
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        StatusSight &sight = sights[i];
        sight.source = Source::Ocsp;
        sight.where = url;
        sight.at = now;
        if (!reply) {
            sight.error = reply.error();
            continue;
        }
        const OcspReply::Single *single = reply->find(*issuer, subjects[i]->issued.serial);
        if (!single) {
            sight.error = Error{ErrorCode::NothingFound, "the answer does not speak of this certificate", url, {}};
        } else if (single->thisUpdate > now + clockTolerance || (single->nextUpdate && *single->nextUpdate < now)) {
            sight.error = Error{ErrorCode::Expired, "the answer is of " + toIso(single->thisUpdate), url, {}};
        } else {
            sight.producedAt = reply->producedAt();
            sight.sha256 = sha256(reply->der());
            const bool revoked = single->status == OcspReply::Single::Status::Revoked;
            sight.verdict = revoked ? StatusSight::Verdict::Revoked : StatusSight::Verdict::NotYet;
            if (revoked) {
                sight.revokedAt = single->revokedAt;
                sight.reason = single->reason;
            }
        }
    }
    return sights;
}

StatusSight Inquiry::askEndpoint(const Subject &subject, const std::string &endpoint)
{
    StatusSight sight;
    sight.source = Source::Endpoint;
    sight.where = endpoint;
    Result<EndpointSpec> spec = EndpointSpec::parse(endpoint);
    if (spec)
        spec->startTls = EndpointSpec::usualAt(spec->port); // a sighting keeps host and port
    const Result<PresentedChain> chain = spec ? readPresentedChain(*spec, patience, m_stop) : fail(spec.error());
    sight.at = sight.producedAt = m_clock();
    if (!chain || chain->certificates.empty()) {
        sight.error = chain ? Error{ErrorCode::TlsFailed, "the server presents no certificate", endpoint, {}} : chain.error();
        return sight;
    }
    sight.sha256 = sha256(chain->certificates.front());
    sight.verdict = sight.sha256 == subject.issued.sha256 ? StatusSight::Verdict::NotYet : StatusSight::Verdict::Revoked;
    return sight;
}

const StatusSight *find(const CertificateSight &certificate, Source source)
{
    const auto at = std::ranges::find(certificate.sights, source, &StatusSight::source);
    return at == certificate.sights.end() ? nullptr : &*at;
}

/// One proof for each CA, of what was proven and is not known to be.
std::vector<RevocationProof> proofsOf(const std::vector<Subject> &subjects, const std::vector<CertificateSight> &certificates)
{
    std::map<std::string, RevocationProof> proofs;
    std::map<std::string, std::vector<Bytes>> answers;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        const CertificateSight &certificate = certificates[i];
        const std::optional<IssuedCertificate::Revoked> &revoked = subjects[i].issued.revoked;
        if (!revoked || revoked->verified > 0 || !certificate.isProven())
            continue;
        const StatusSight *crl = find(certificate, Source::Crl), *ocsp = find(certificate, Source::Ocsp);
        RevocationProof &proof = proofs[certificate.ca];
        proof.ca = certificate.ca;
        proof.crl = {crl->where, crl->crlNumber, crl->sha256, crl->at};
        if (ocsp) {
            const Instant oldest = proof.ocsp ? std::min(proof.ocsp->producedAt, ocsp->producedAt) : ocsp->producedAt;
            proof.ocsp = RevocationProof::OcspSeen{ocsp->where, oldest, {}};
            answers[certificate.ca].push_back(bytesOf(ocsp->sha256));
        }
        proof.certificates.push_back(certificate.sha256);
    }
    std::vector<RevocationProof> all;
    for (auto &[ca, proof] : proofs) {
        if (proof.ocsp) {
            Bytes digests;
            for (const Bytes &digest : answers[ca])
                digests.insert(digests.end(), digest.begin(), digest.end());
            proof.ocsp->sha256 = sha256(digests);
        }
        all.push_back(std::move(proof));
    }
    return all;
}

/// Whether a CRL or a responder answered, and does not know of the revocation yet.
bool hasNotFollowed(const CertificateSight &certificate)
{
    return std::ranges::any_of(certificate.sights, [](const StatusSight &sight) {
        return sight.source != Source::Endpoint && !sight.error && sight.verdict == StatusSight::Verdict::NotYet;
    });
}

/// Asks all sources of the subjects at `indexes`, and replaces the sights of their certificates.
void askAbout(const std::vector<Subject> &subjects, const std::vector<std::size_t> &indexes, Inquiry &inquiry,
              const std::function<void(std::size_t done, const std::string &where)> &tell, std::vector<CertificateSight> &certificates)
{
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> byResponder; // CA and URL
    for (std::size_t i : indexes) {
        if (inquiry.stopped())
            return;
        certificates[i].sights.clear();
        for (const std::string &url : subjects[i].sources.crls) {
            tell(i, url);
            certificates[i].sights.push_back(inquiry.askCrl(subjects[i], url));
        }
        for (const std::string &url : subjects[i].sources.ocsp)
            byResponder[{subjects[i].issued.ca, url}].push_back(i);
    }
    std::size_t asked = 0;
    for (const auto &[responder, its] : byResponder) {
        for (std::size_t from = 0; from < its.size() && !inquiry.stopped(); from += askedTogether) {
            tell(std::min(asked, subjects.size()), responder.second);
            std::vector<const Subject *> together;
            for (std::size_t i = from; i < std::min(its.size(), from + askedTogether); ++i)
                together.push_back(&subjects[its[i]]);
            std::vector<StatusSight> sights = inquiry.askOcsp(together, responder.second);
            for (std::size_t i = 0; i < sights.size(); ++i)
                certificates[its[from + i]].sights.push_back(std::move(sights[i]));
            asked += together.size();
        }
    }
    for (std::size_t i : indexes) {
        for (const std::string &endpoint : subjects[i].endpoints) {
            if (inquiry.stopped())
                return;
            tell(subjects.size(), endpoint);
            certificates[i].sights.push_back(inquiry.askEndpoint(subjects[i], endpoint));
        }
    }
}

} // namespace

std::size_t RevocationCheckResult::provenCount() const
{
    return std::size_t(std::ranges::count_if(certificates, &CertificateSight::isProven));
}

Result<RevocationCheckResult> RevocationCheck::run(const std::vector<Sha256> &certificates, Recording recording, const Progress &progress,
                                                   std::stop_token stop)
{
    if (certificates.size() > mostRevokedTogether)
        return fail(ErrorCode::LimitExceeded, "at most 20,000 certificates at once");
    const Result<Known> known = m_house.read([&](Connection &connection) { return readKnown(connection, certificates); });
    if (!known)
        return fail(known.error());
    const std::vector<Subject> &subjects = known->subjects;
    RevocationCheckResult result;
    std::vector<std::size_t> open; // indexes of those to ask about
    for (const Subject &subject : subjects) {
        open.push_back(result.certificates.size());
        result.certificates.push_back({subject.issued.sha256, subject.issued.ca, {}, subject.issued.revoked.has_value()});
    }
    const auto tell = [&](std::size_t done, const std::string &where) {
        if (progress)
            progress(done, subjects.size(), where);
    };
    const auto until = std::chrono::steady_clock::now() + following;
    for (;;) {
        Inquiry inquiry(known->cas, [this] { return m_house.authorityNow(); }, stop);
        askAbout(subjects, open, inquiry, tell, result.certificates);
        std::erase_if(open, [&](std::size_t i) { return !subjects[i].issued.revoked || !hasNotFollowed(result.certificates[i]); });
        if (open.empty() || stop.stop_requested() || std::chrono::steady_clock::now() >= until)
            break;
        std::this_thread::sleep_for(again);
    }
    result.stopped = stop.stop_requested();
    if (recording == Recording::No || result.stopped)
        return result;
    for (const RevocationProof &proof : proofsOf(subjects, result.certificates)) {
        const Result<Receipt> receipt = m_house.submit(CommandKind::ProveRevocation, toJson(proof));
        if (receipt)
            result.recorded.push_back(receipt->sequence);
        else
            result.notRecorded = receipt.error();
    }
    return result;
}

QFuture<Result<RevocationCheckResult>> RevocationCheck::runLater(std::vector<Sha256> certificates, Recording recording)
{
    using Promise = QPromise<Result<RevocationCheckResult>>;
    QFuture<Result<RevocationCheckResult>> future
        = QtConcurrent::run(backgroundPool(), [house = &m_house, certificates = std::move(certificates), recording](Promise &promise) {
              std::stop_source stop;
              // Qt tells a job of its cancelling only when the job looks; a question on its way is looked after by this thread.
              std::jthread watch([&promise, &stop](std::stop_token done) {
                  while (!done.stop_requested() && !promise.isCanceled())
                      std::this_thread::sleep_for(50ms);
                  if (promise.isCanceled())
                      stop.request_stop();
              });
              const auto progress = [&promise](std::size_t done, std::size_t total, const std::string &current) {
                  promise.setProgressRange(0, int(total));
                  promise.setProgressValueAndText(int(done), QString::fromStdString(current));
              };
              promise.addResult(RevocationCheck(*house).run(certificates, recording, progress, stop.get_token()));
          });
    m_house.keepUntil(QFuture<void>(future));
    return future;
}

} // namespace hufu
