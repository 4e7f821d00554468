// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/domain/CertificateAuthority.h"
#include "models/store/Projection.h"
#include "tests/support/Verify.h"

#include <QTemporaryDir>

#include <map>

namespace hufu::test {

inline SecureBytes passphraseOf(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }

/// A house with a clock of its own, founded by the three administrators 李安全, 王系统 and 赵审计. Everybody's session stays open, at a desk of their own.
class Hospital {
public:
    static constexpr const char *security = "李安全", *system = "王系统", *audit = "赵审计";

    Hospital() : gate(folder.path().toStdString() + "/home", ScryptCost{1024, 8, 1}, [this] { return now; })
    {
        const SecureBytes one = passphraseOf(security), two = passphraseOf(system), three = passphraseOf(audit);
        const NewOfficer founders[] = {{security, "信息科", {Role::SecurityAdmin}, &one},
                                       {system, "信息科", {Role::SystemAdmin}, &two},
                                       {audit, "审计科", {Role::AuditAdmin}, &three}};
        founded = gate.foundTogether("第一医院", founders);
    }
    /// One founded by 独行 alone, in pilot mode.
    struct Alone {};
    static constexpr const char *loner = "独行";
    explicit Hospital(Alone) : gate(folder.path().toStdString() + "/home", ScryptCost{1024, 8, 1}, [this] { return now; })
    {
        founded = gate.found({"第一医院", loner, "信息科"}, passphraseOf(loner));
    }

    /// Somebody's session; asserts that it opens.
    House &at(const std::string &name)
    {
        std::unique_ptr<House> &house = m_sessions[name];
        if (!house) {
            Result<std::unique_ptr<House>> opened = gate.open(name, passphraseOf(name));
            if (!opened)
                qFatal("%s does not come in: %s", name.c_str(), opened.error().detail.c_str());
            house = std::move(*opened);
        }
        return *house;
    }
    std::string idOf(const std::string &name) { return at(name).officer().id; }
    /// A command built by hand: the session asks nothing about roles or rules.
    Result<Receipt> submit(const std::string &by, const char *kind, const QJsonObject &payload, const std::vector<std::string> &with = {})
    {
        return cosigned(by, with, [&](House &house, std::span<Token *const> cosigners) { return house.submit(kind, payload, {}, cosigners); });
    }
    Result<Receipt> add(const std::string &name, const std::string &department, std::set<Role> roles, const std::string &by = security,
                        const std::vector<std::string> &with = {system})
    {
        Person person;
        person.id = newUuid();
        person.name = name;
        person.department = department;
        person.roles = std::move(roles);
        return cosigned(by, with, [&](House &house, std::span<Token *const> cosigners) {
            return gate.addPerson(house, person, passphraseOf(name), cosigners);
        });
    }
    /// A CA, ordered and made: its id.
    Result<std::string> makeCa(CaTree tree, const std::string &parent, std::vector<std::string> domains, const std::string &by,
                               const std::vector<std::string> &with)
    {
        CaPlan plan;
        plan.id = newUuid();
        plan.tree = tree;
        plan.parent = parent;
        plan.commonName = std::string("CA ") + caTreeName(tree);
        plan.organization = "第一医院";
        plan.locality = "北京";
        plan.domains = std::move(domains);
        plan.statusUrl = "http://pki.hospital.example";
        const Result<Receipt> ordered = submit(by, CommandKind::CreateCa, toJson(plan), with);
        if (!ordered)
            return fail(ordered.error());
        return plan.id;
    }
    template <typename Read>
    auto read(const std::string &by, Read work)
    {
        return at(by).read(std::move(work));
    }
    Result<Sha256> digest(const std::string &by)
    {
        Result<Connection> connection = at(by).openForDerived();
        if (!connection)
            return fail(connection.error());
        return projectionDigest(*connection);
    }
    /// Whatever happened: it verifies, each decision again, and the tables can be made anew. What is wrong otherwise.
    std::string faults(const std::string &by)
    {
        const Result<VerificationReport> report = at(by).verify(true, {}, {});
        if (!report)
            return report.error().detail;
        if (!report->breaks.empty())
            return "entry " + std::to_string(report->breaks.front().sequence) + ": " + report->breaks.front().detail;
        Result<Connection> connection = at(by).openForDerived();
        if (!connection)
            return connection.error().detail;
        const Result<Sha256> before = projectionDigest(*connection);
        if (const Result<void> rebuilt = rebuildProjection(*connection); !rebuilt)
            return "rebuilding: " + rebuilt.error().detail;
        const Result<Sha256> after = projectionDigest(*connection);
        return before && after && *before == *after ? std::string() : "the projection made anew differs";
    }

    QTemporaryDir folder;
    Instant now = fromUnix(1795000000);
    EmbeddedGate gate;
    Result<void> founded;

private:
    template <typename Work>
    Result<Receipt> cosigned(const std::string &by, const std::vector<std::string> &names, Work work)
    {
        House &house = at(by);
        std::vector<std::unique_ptr<Token>> tokens;
        std::vector<Token *> cosigners;
        for (const std::string &name : names) {
            Result<std::unique_ptr<Token>> token = gate.unlockToken(house, name, passphraseOf(name));
            if (!token)
                return fail(token.error());
            cosigners.push_back(token->get());
            tokens.push_back(std::move(*token));
        }
        return work(house, cosigners);
    }

    std::map<std::string, std::unique_ptr<House>> m_sessions;
};

} // namespace hufu::test
