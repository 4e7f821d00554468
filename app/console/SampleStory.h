// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/EmbeddedGate.h"
#include "models/domain/Card.h"
#include "models/domain/CertificateRole.h"
#include "models/domain/Request.h"

#include <QString>

#include <atomic>
#include <map>

namespace hufu {

/// The sample's calendar: its house lives through some weeks in a moment.
class SampleClock {
public:
    SampleClock() : m_start(systemNow()), m_now(toUnix(m_start)) {}
    void setDaysAgo(double days) { m_now = toUnix(m_start) - static_cast<std::int64_t>(days * 24 * 3600); }
    Instant now() const { return fromUnix(m_now); }

private:
    Instant m_start;
    std::atomic<std::int64_t> m_now;
};

/// What the people of the sample hospital did: founded it together, set up the own CA, asked for certificates, approved and rejected, lost
/// a USBKey. Every entry is a real command, signed by whoever acts, each at a desk of their own; the first refusal that was not meant ends the story.
class SampleStory {
public:
    static constexpr const char *security = "李安全", *second = "陈复核", *system = "王系统", *audit = "赵审计", *head = "周主任",
                                *custodian = "钱保管", *keeper = "吴保管", *desk = "张敏", *engineer = "林工";

    /// `tools` is a folder for keys and requests.
    SampleStory(EmbeddedGate &gate, SampleClock &clock, QString tools) : m_gate(gate), m_clock(clock), m_tools(std::move(tools)) {}

    Result<void> found();
    /// Five weeks, up to today; services are there already. NotFound without the openssl command.
    Result<void> live();
    /// Today's requests, about certificates that were found: `mail` is the file of one.
    Result<void> today(const QString &mail);
    /// Somebody's session.
    Result<House *> at(const std::string &name);
    void on(double daysAgo) { m_clock.setDaysAgo(daysAgo); }

private:
    struct Asked {
        const char *by, *service;
        QString host = {}; ///< empty: for a person or device
        QString name = {}; ///< CN
        const char *purpose, *system, *profile = "server";
        int days = 180;
        QString key = {}; ///< of an earlier one, by its host or name; empty: a new key
        RequestKind kind = RequestKind::New;
        std::optional<Sha256> replaces = {};
    };
    Result<Receipt> send(const std::string &by, const char *kind, const QJsonObject &payload, const std::vector<const char *> &with = {});
    void act(const std::string &by, const char *kind, const QJsonObject &payload, const std::vector<const char *> &with = {});
    void registerPeople();
    void leaveASignature();
    void makeCas();
    void holdBackup();
    void planRestoreTest();
    std::string ask(const Asked &asked); ///< the request's id
    void review(const char *by, const std::string &request, Verdict verdict, const char *reason = "");
    std::optional<Sha256> issued(const std::string &request);
    Result<Bytes> makeRequest(const Asked &asked);
    /// A USBKey written for its holder; a key in memory stands for the one on the card, since a sample has none.
    void issueCard(const char *number, const CardHolder &holder, const CertificateRole &role, int days = 0);
    void change(const char *number, CardState to, const char *note, const std::vector<const char *> &with = {});
    std::vector<CertificateRole> makeRoles();

    EmbeddedGate &m_gate;
    SampleClock &m_clock;
    QString m_tools;
    std::map<std::string, std::unique_ptr<House>> m_desks;
    Result<void> m_state; ///< the first thing that failed; nothing happens after it
};

} // namespace hufu
