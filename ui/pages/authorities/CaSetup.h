// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"

#include <array>

namespace hufu {

inline constexpr CaTree caTrees[] = {CaTree::Root, CaTree::Server, CaTree::Client};

/// What the officers fill in to set up the own CA: one answer for the trees chosen, from which a plan for each follows.
struct CaSetup {
    struct Part {
        bool wanted = false;
        std::string name; ///< common name
    };
    std::array<Part, 3> parts; ///< by CaTree
    std::string parent;        ///< id of the root that issues, where no new one is wanted
    std::string organization, locality, country = "CN";
    std::string algorithm = "ec-p256";
    int rootYears = 20, issuingYears = 10;
    std::vector<std::string> domains; ///< as typed
    std::string statusUrl;
    bool inToken = false; ///< the keys are made in a PKCS#11 token instead of the vault
    std::string keyStore; ///< which; empty while none is chosen

    Part &part(CaTree tree) { return parts[static_cast<std::size_t>(tree)]; }
    const Part &part(CaTree tree) const { return parts[static_cast<std::size_t>(tree)]; }
};

/// What is wrong with the answers, one thing at a time, in the order of the form.
enum class CaSetupFault { None, NothingWanted, NoRoot, Organization, Locality, Country, Name, SameName, TokenCannot, Token, Outlives, Domain, StatusUrl };
/// Whether the authority would take it; it judges again. `taken`: names of CAs that exist.
CaSetupFault faultIn(const CaSetup &setup, const std::vector<std::string> &taken);

/// The plans in the order in which they have to be ordered: the root first. New ids each time.
std::vector<CaPlan> plansOf(const CaSetup &setup);

} // namespace hufu
