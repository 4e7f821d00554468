// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/ValidationClass.h"

#include <algorithm>
#include <string_view>

namespace hufu {
namespace {

/// EV policies from before 2.23.140.1.1 was common, as browsers' root programs list them.
constexpr std::string_view evPolicies[] = {
    "1.2.156.112559.1.1.6.1",         // GDCA
    "1.2.156.112570.1.1.3",           // SHECA
    "1.2.392.200091.100.721.1",       // SECOM
    "1.2.40.0.17.1.22",               // A-Trust
    "1.2.616.1.113527.2.5.1.1",       // Certum
    "1.3.159.1.17.1",                 // Actalis
    "1.3.6.1.4.1.13177.10.1.3.10",    // Firmaprofesional
    "1.3.6.1.4.1.14370.1.6",          // GeoTrust
    "1.3.6.1.4.1.14777.6.1.1",        // Izenpe
    "1.3.6.1.4.1.22234.2.5.2.3.1",    // KEYNECTIS
    "1.3.6.1.4.1.23223.1.1.1",        // StartCom
    "1.3.6.1.4.1.34697.2.1",          // AffirmTrust
    "1.3.6.1.4.1.34697.2.2", "1.3.6.1.4.1.34697.2.3", "1.3.6.1.4.1.34697.2.4",
    "1.3.6.1.4.1.36305.2",            // WoSign
    "1.3.6.1.4.1.40869.1.1.22.3",     // TWCA
    "1.3.6.1.4.1.4146.1.1",           // GlobalSign
    "1.3.6.1.4.1.4788.2.202.1",       // D-TRUST
    "1.3.6.1.4.1.6334.1.100.1",       // Cybertrust
    "1.3.6.1.4.1.6449.1.2.1.5.1",     // Comodo, Sectigo
    "1.3.6.1.4.1.782.1.2.1.8.1",      // Network Solutions
    "1.3.6.1.4.1.7879.13.24.1",       // T-Systems
    "1.3.6.1.4.1.8024.0.2.100.1.2",   // QuoVadis
    "2.16.156.112554.3",              // CFCA
    "2.16.528.1.1001.1.1.1.12.6.1.1.1", // DigiNotar
    "2.16.578.1.26.1.3.3",            // Buypass
    "2.16.756.1.83.21.0",             // Swisscom
    "2.16.756.1.89.1.2.1.1",          // SwissSign
    "2.16.840.1.113733.1.7.23.6",     // VeriSign, Symantec
    "2.16.840.1.113733.1.7.48.1",     // thawte
    "2.16.840.1.114028.10.1.2",       // Entrust
    "2.16.840.1.114171.500.9",        // Wells Fargo
    "2.16.840.1.114404.1.1.2.4.1",    // Trustwave
    "2.16.840.1.114412.1.3.0.2",      // DigiCert, before 2012
    "2.16.840.1.114412.2.1",          // DigiCert
    "2.16.840.1.114413.1.7.23.3",     // Go Daddy
    "2.16.840.1.114414.1.7.23.3",     // Starfield
};

bool isEvPolicy(std::string_view oid) { return std::ranges::find(evPolicies, oid) != std::end(evPolicies); }

/// The fields each class has to show: EV Guidelines §7.1.4.2, TLS BR 7.1.2.7.
ValidationClass classBySubject(std::uint32_t flags)
{
    using namespace CertificateFlag;
    const auto has = [flags](std::uint32_t wanted) { return (flags & wanted) == wanted; };
    if (has(SubjectHasBusinessCategory | SubjectHasJurisdiction | SubjectHasSerialNumber))
        return ValidationClass::Ev;
    if (has(SubjectHasOrganization | SubjectHasLocality | SubjectHasCountry))
        return ValidationClass::Ov;
    return has(SubjectHasPersonName) ? ValidationClass::Iv : ValidationClass::Dv;
}

} // namespace

Classification classify(const CertificateListing &listing)
{
    using namespace CertificateFlag;
    const std::uint32_t flags = listing.flags;
    if (listing.isCa())
        return {ValidationClass::Unknown};
    if (flags & PolicyDv)
        return {ValidationClass::Dv};
    if (flags & PolicyIv)
        return {ValidationClass::Iv};
    if (flags & PolicyOv)
        return {ValidationClass::Ov};
    if (flags & PolicyEv || std::ranges::any_of(listing.policies, isEvPolicy))
        return {ValidationClass::Ev};
    if (!(flags & (HasSct | HasPolicies)))
        return {ValidationClass::Private};
    return {classBySubject(flags), true};
}

} // namespace hufu
