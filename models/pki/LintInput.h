// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateParts.h"
#include "models/pki/Lints.h"

namespace hufu {

/// One certificate under the rules, and what they found. For the .cpp files of the lints only.
struct LintInput {
    const CertificateListing &listing;
    ValidationClass validationClass;
    const CertificateParts &parts;
    const WeakKeyList &weakKeys;
    std::vector<Finding> &findings;

    bool has(std::uint32_t flag) const { return listing.flags & flag; }
    bool servesTls() const;     ///< a leaf that a TLS server can use: serverAuth or any usage, or no usages but a host's name
    bool isPublicServer() const ///< what BR is about
    {
        return validationClass != ValidationClass::Private && servesTls();
    }
    bool isSelfSignedRoot() const { return listing.isCa() && has(CertificateFlag::SelfIssued); }

    void add(Rule rule, std::string observed) const; ///< `observed` is cut where it grows long
};

void lintKey(const LintInput &input);     ///< KeyLints.cpp
void lintProfile(const LintInput &input); ///< ProfileLints.cpp
void lintNames(const LintInput &input);   ///< NameLints.cpp

/// A dotted name of host name characters, '_' and '*' among them, whose last label has a letter, or an IP address.
bool looksLikeHost(std::string_view name);

} // namespace hufu
