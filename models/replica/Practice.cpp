// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Practice.h"

#include "models/base/Uuid.h"
#include "models/domain/CertificateAuthority.h"
#include "models/domain/Request.h"
#include "models/pki/CertificateRequest.h"
#include "models/store/RequestReader.h"

#include <map>

namespace hufu {
namespace {

constexpr struct {
    CaTree tree;
    const char *name;
    int years;
} practiceCas[] = {{CaTree::Root, "演练 Root CA", 10}, {CaTree::Server, "演练 Server CA", 5}, {CaTree::Client, "演练 Client CA", 5}};
constexpr struct {
    const char *name;
    Tier tier;
    const char *department, *host;
} practiceServices[] = {{"门诊挂号", Tier::Important, "门诊部", "registration.practice.example"},
                        {"电子病历", Tier::Core, "医务处", "emr.practice.example"},
                        {"院内门户", Tier::General, "信息科", "portal.practice.example"}};
constexpr struct {
    const char *name, *profile, *service;
} practiceHolders[] = {{practicePerson, "client", "门诊挂号"}, {"李强", "client", "门诊挂号"}, {"张敏", "client", "院内门户"},
                       {"registration.practice.example", "server", "门诊挂号"}, {"emr.practice.example", "server", "电子病历"}};

Result<void> issuePractice(House &house, const RequestForm &form)
{
    if (const Result<Receipt> asked = house.submit(CommandKind::SubmitRequest, toJson(form), {}, {}, form.version()); !asked)
        return fail(asked.error());
    const Result<std::optional<Request>> request = house.read([&](Connection &connection) { return readRequest(connection, form.id); });
    if (!request || !*request)
        return fail(request ? Error{ErrorCode::NotFound, "the request is not there", form.id, {}} : request.error());
    const ReviewForm review{{{form.id, (*request)->version}}, Verdict::Approve, "practice"};
    const Result<Receipt> approved = house.submit(CommandKind::ReviewRequests, toJson(review));
    return approved ? Result<void>() : fail(approved.error());
}

} // namespace

Result<void> fillPracticeHouse(House &house, const std::string &statusUrl)
{
    std::map<CaTree, std::string> cas;
    for (const auto &[tree, name, years] : practiceCas) {
        CaPlan plan;
        plan.id = cas[tree] = newUuid();
        plan.tree = tree;
        plan.parent = tree == CaTree::Root ? std::string() : cas[CaTree::Root];
        plan.commonName = name;
        plan.organization = "演练医院";
        plan.locality = "北京";
        plan.years = years;
        plan.statusUrl = statusUrl;
        if (const Result<Receipt> made = house.submit(CommandKind::CreateCa, toJson(plan)); !made)
            return fail(made.error());
    }
    std::map<std::string, std::string> services;
    for (const auto &[name, tier, department, host] : practiceServices) {
        const Service service{newUuid(), name, tier, department, "演练", {host}, false};
        services[name] = service.id;
        if (const Result<Receipt> saved = house.submit(CommandKind::SaveService, toJson(service)); !saved)
            return fail(saved.error());
    }
    for (const auto &[name, profile, service] : practiceHolders) {
        Result<PrivateKey> key = PrivateKey::generate();
        if (!key)
            return fail(key.error());
        SoftSigner signer(std::move(*key)); // and is thrown away: nobody uses these certificates
        const bool client = std::string_view(profile) == "client";
        AlternativeNames names;
        if (!client)
            names.dnsNames.push_back(name);
        Result<Bytes> csr = makeRequest(signer, {{"CN", name}}, names);
        if (!csr)
            return fail(csr.error());
        RequestForm form;
        form.id = newUuid();
        form.csr = std::move(*csr);
        form.service = services[service];
        form.purpose = "演练";
        form.system = "practice";
        form.days = 30;
        form.profile = profile;
        form.ca = cas[client ? CaTree::Client : CaTree::Server];
        if (Result<void> issued = issuePractice(house, form); !issued)
            return issued;
    }
    return {};
}

} // namespace hufu
