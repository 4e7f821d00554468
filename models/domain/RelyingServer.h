// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/journal/Entry.h"

#include <QJsonObject>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hufu {

/// Payload of `relying.report`, an act of the authority: which CRLs a relying server's agent says that its server checks with now, after it tested the
/// configuration, reloaded, and read back; or what hindered it. The agent is known by its own TLS key, enrolled like a console's, and has no other right
/// than to fetch CRLs and say this. (`relying.enrol` has the payload of `workstation.enrol`.) Version 2 is the same, held back as RelyingServer says;
/// version 1 is read, and written no more.
struct RelyingReport {
    std::string server; ///< id of its enrolment
    std::string name;
    struct Held {
        std::string ca;           ///< id
        std::uint64_t number = 0; ///< of the CRL
        bool operator==(const Held &) const = default;
    };
    std::vector<Held> crls;  ///< by CA, each once
    std::string trouble;     ///< technical, English; empty: none
    bool operator==(const RelyingReport &) const = default;
};
QJsonObject toJson(const RelyingReport &report);
Result<RelyingReport> relyingReportFromJson(const QJsonObject &payload);

/// A relying server as the journal knows it.
struct RelyingServer {
    std::string id, name;
    bool active = true;
    std::map<std::string, std::uint64_t> crls;    ///< number by CA id
    std::map<std::string, std::uint64_t> highest; ///< that it ever said, likewise
    std::string trouble;
    Instant heard{};        ///< when it last said something that differed; epoch: never
    Instant talked{};       ///< when it last said something else than that it has a newer CRL; epoch: never
    Sequence sequence = 0;  ///< of that entry
    /// Whether it says that it checks with this CRL, or a newer one.
    bool has(const std::string &ca, std::uint64_t number) const
    {
        const auto at = crls.find(ca);
        return at != crls.end() && at->second >= number;
    }
    /// Whether it is what is known already.
    bool says(const RelyingReport &report) const;
    /// Whether it has a newer CRL than ever: the journal wants that at once, and there are only so many CRLs.
    bool isNews(const RelyingReport &report) const;
    /// From when on this may be said; nothing: now. A journal cannot forget, and one broken server must not fill it: whatever is no news is taken once in
    /// `betweenTalk`.
    std::optional<Instant> heldBackUntil(const RelyingReport &report, Instant now) const;
    static constexpr std::chrono::minutes betweenTalk{5};
};

} // namespace hufu
