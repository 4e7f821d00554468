// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/OcspService.h"

#include "models/pki/Digest.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::chrono::milliseconds patience{2000};

OcspReply failed(OcspFailure failure)
{
    return std::make_shared<ProducedOcsp>(ProducedOcsp{ocspFailureResponse(failure), {}});
}

} // namespace

/// A snapshot and the answers made of it.
struct OcspService::Epoch {
    std::shared_ptr<const StatusSnapshot> snapshot;
    OcspCache cache;
};

struct OcspService::Question {
    OcspRequest request;
    std::shared_ptr<Epoch> epoch;
    const CaStatus *authority = nullptr; ///< who answers, inside the epoch's snapshot
    std::vector<OcspSingleResponse> responses;
    bool mayBeKept = false;

    BytesView key() const { return request.certIds.front().encoded; }
    OcspReply kept() const { return mayBeKept ? epoch->cache.find(key()) : nullptr; }
};

OcspService::OcspService(StatusSource &source, Clock clock, std::chrono::seconds life)
    : m_source(source), m_clock(std::move(clock)), m_life(life)
{
}

OcspService::~OcspService() = default;

std::shared_ptr<OcspService::Epoch> OcspService::epoch()
{
    std::shared_ptr<const StatusSnapshot> snapshot = m_source.snapshot();
    const std::lock_guard lock(m_mutex);
    if (!m_epoch || m_epoch->snapshot != snapshot) {
        m_epoch = std::make_shared<Epoch>();
        m_epoch->snapshot = std::move(snapshot);
    }
    return m_epoch;
}

std::expected<OcspService::Question, OcspFailure> OcspService::understand(BytesView bytes)
{
    Result<OcspRequest> request = readOcspRequest(bytes);
    if (!request)
        return std::unexpected(OcspFailure::MalformedRequest);
    Question question{.request = std::move(*request), .epoch = epoch(), .authority = nullptr, .responses = {}, .mayBeKept = false};
    if (!question.epoch->snapshot)
        return std::unexpected(OcspFailure::TryLater);

    const std::vector<CaStatus> &authorities = question.epoch->snapshot->authorities;
    const auto answering = [&](const OcspCertId &id) {
        const auto found = std::ranges::find_if(authorities, [&](const CaStatus &ca) { return ca.responder && ca.issuer.issued(id); });
        return found == authorities.end() ? nullptr : &*found;
    };
    for (const OcspCertId &id : question.request.certIds) {
        if ((question.authority = answering(id)))
            break;
    }
    if (!question.authority)
        return std::unexpected(OcspFailure::Unauthorized); // RFC 5019 §2.2.3

    bool allKnown = true;
    for (const OcspCertId &id : question.request.certIds) {
        OcspSingleResponse &response = question.responses.emplace_back(OcspSingleResponse{.certId = id.encoded});
        // A responder speaks for its own CA alone, and a serial number that was never issued is not good (BR 4.9.10).
        const bool own = question.authority->issuer.issued(id) && question.authority->serials;
        const std::optional<SerialStatus> status = own ? question.authority->serials->find(id.serialNumber) : std::nullopt;
        if (!status) {
            allKnown = false;
        } else if (status->revoked) {
            response.status = OcspSingleResponse::Status::Revoked;
            response.revokedAt = status->revoked->at;
            response.reason = status->revoked->reason;
        } else {
            response.status = OcspSingleResponse::Status::Good;
        }
    }
    // Answers about unknown numbers are not kept: there are more of those than memory.
    question.mayBeKept = allKnown && !question.request.nonce && question.responses.size() == 1;
    return question;
}

OcspReply OcspService::answerAtOnce(BytesView request)
{
    const auto question = understand(request);
    if (!question)
        return failed(question.error());
    if (!question->authority->signers->waitsForDevice())
        return answer(*question);
    OcspReply kept = question->kept();
    return kept && m_clock() < kept->validity->refreshAt ? kept : nullptr;
}

OcspReply OcspService::produce(BytesView request)
{
    const auto question = understand(request);
    return question ? answer(*question) : failed(question.error());
}

OcspReply OcspService::answer(const Question &question)
{
    const Instant now = m_clock();
    OcspReply kept = question.kept();
    if (kept && now < kept->validity->refreshAt)
        return kept;
    OcspReply fresh = sign(question, now);
    // When the key is out of reach, what was signed before is still true to its end.
    return kept && !fresh->validity && now < kept->validity->nextUpdate ? kept : fresh;
}

OcspReply OcspService::sign(const Question &question, Instant now)
{
    const CaStatus &authority = *question.authority;
    const Instant nextUpdate = std::min(now + m_life, authority.responder->notAfter);
    const OcspAnswer answer{
        .responses = question.responses, .thisUpdate = now, .nextUpdate = nextUpdate, .nonce = question.request.nonce};
    Result<Bytes> der = authority.signers->with(
        patience, [&](Signer &signer) { return makeOcspResponse(*authority.responder, signer, answer); });
    if (!der)
        return failed(der.error().code == ErrorCode::Busy ? OcspFailure::TryLater : OcspFailure::InternalError);

    auto reply = std::make_shared<ProducedOcsp>(ProducedOcsp{std::move(*der), {}});
    if (question.mayBeKept) {
        const Sha256 digest = sha256(reply->der);
        reply->validity = {now, now + (nextUpdate - now) / 2, nextUpdate, '"' + toHex(BytesView(digest).first(16)) + '"'};
        question.epoch->cache.insert(question.key(), reply);
    }
    return reply;
}

} // namespace hufu
