// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/OcspCache.h"
#include "models/authority/http/StatusSource.h"
#include "models/pki/OcspRequest.h"

namespace hufu {

/// Bytes of an OCSP request to bytes of its answer; knows no HTTP. Answers without nonce are pre-produced in the sense of RFC 5019:
/// signed at the first asking, kept, signed anew after half of their life, and all forgotten when the source shows another
/// snapshot. Thread-safe.
class OcspService {
public:
    /// `life` is nextUpdate − thisUpdate. The source has to outlive the service.
    OcspService(StatusSource &source, Clock clock, std::chrono::seconds life);
    ~OcspService();

    /// The answer, when no device has to be waited for: a kept one, a failure, or one that a key in memory signed now. Null otherwise.
    OcspReply answerAtOnce(BytesView request);
    /// The answer, signed if need be: takes as long as the signing key does, and at most two seconds waiting for one that is free.
    OcspReply produce(BytesView request);

private:
    struct Epoch;
    struct Question;

    std::shared_ptr<Epoch> epoch();
    /// What is asked of whom; or the failure to answer with.
    std::expected<Question, OcspFailure> understand(BytesView request);
    /// A kept answer that is still fresh, or one that is signed.
    OcspReply answer(const Question &question);
    OcspReply sign(const Question &question, Instant now);

    StatusSource &m_source;
    const Clock m_clock;
    const std::chrono::seconds m_life;
    std::mutex m_mutex;
    std::shared_ptr<Epoch> m_epoch;
};

} // namespace hufu
