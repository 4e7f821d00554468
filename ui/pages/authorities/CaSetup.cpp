// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/authorities/CaSetup.h"

#include "models/base/Uuid.h"
#include "models/domain/Service.h"
#include "models/pki/KeyKind.h"

#include <algorithm>

namespace hufu {
namespace {

/// A plan with which nothing is wrong; one field is replaced to judge that one.
CaPlan soundPlan()
{
    CaPlan plan;
    plan.id = newUuid();
    plan.commonName = "CA";
    plan.organization = "O";
    plan.statusUrl = "http://pki.example";
    return plan;
}

template <typename Value>
bool isSound(Value CaPlan::*field, Value value)
{
    CaPlan plan = soundPlan();
    plan.*field = std::move(value);
    return caPlanFromJson(toJson(plan)).has_value();
}

/// Lower case and punycode, as it stands in a certificate; as typed where it is no host name at all.
std::string normalDomain(const std::string &typed) { return normalizedHost(typed).value_or(typed); }

} // namespace

CaSetupFault faultIn(const CaSetup &setup, const std::vector<std::string> &taken)
{
    if (std::ranges::none_of(setup.parts, &CaSetup::Part::wanted))
        return CaSetupFault::NothingWanted;
    if (!setup.part(CaTree::Root).wanted && setup.parent.empty())
        return CaSetupFault::NoRoot;
    std::vector<std::string> names = taken;
    for (const CaSetup::Part &part : setup.parts) {
        if (!part.wanted)
            continue;
        if (!isSound(&CaPlan::commonName, part.name))
            return CaSetupFault::Name;
        if (std::ranges::find(names, part.name) != names.end())
            return CaSetupFault::SameName;
        names.push_back(part.name);
    }
    if (!isSound(&CaPlan::organization, setup.organization))
        return CaSetupFault::Organization;
    const bool servers = setup.part(CaTree::Server).wanted;
    if (!isSound(&CaPlan::locality, setup.locality) || (servers && setup.locality.empty()))
        return CaSetupFault::Locality;
    if (!isSound(&CaPlan::country, setup.country))
        return CaSetupFault::Country;
    if (setup.inToken && setup.algorithm == keyKindName(KeyKind::Sm2)) // PKCS#11 has no mechanism for it
        return CaSetupFault::TokenCannot;
    if (setup.inToken && !isSound(&CaPlan::keyStore, setup.keyStore.empty() ? std::string("none") : setup.keyStore))
        return CaSetupFault::Token;
    if (setup.part(CaTree::Root).wanted && setup.issuingYears > setup.rootYears)
        return CaSetupFault::Outlives;
    if (servers && !std::ranges::all_of(setup.domains, [](const std::string &typed) {
            return isSound(&CaPlan::domains, std::vector{normalDomain(typed)});
        }))
        return CaSetupFault::Domain;
    if (!isSound(&CaPlan::statusUrl, setup.statusUrl))
        return CaSetupFault::StatusUrl;
    return CaSetupFault::None;
}

std::vector<CaPlan> plansOf(const CaSetup &setup)
{
    std::vector<CaPlan> plans;
    std::string parent = setup.parent;
    for (const CaTree tree : caTrees) {
        if (!setup.part(tree).wanted)
            continue;
        CaPlan plan;
        plan.id = newUuid();
        plan.tree = tree;
        plan.algorithm = setup.algorithm;
        plan.commonName = setup.part(tree).name;
        plan.organization = setup.organization;
        plan.locality = setup.locality;
        plan.country = setup.country;
        plan.years = tree == CaTree::Root ? setup.rootYears : setup.issuingYears;
        plan.statusUrl = setup.statusUrl;
        if (setup.inToken)
            plan.keyStore = setup.keyStore;
        if (tree == CaTree::Root)
            parent = plan.id;
        else
            plan.parent = parent;
        if (tree == CaTree::Server) {
            for (const std::string &domain : setup.domains)
                plan.domains.push_back(normalDomain(domain));
        }
        plans.push_back(std::move(plan));
    }
    return plans;
}

} // namespace hufu
