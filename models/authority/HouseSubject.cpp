// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/HouseSubject.h"

namespace hufu {

SubjectAttributes houseAttributes(const CaPlan &plan, const CertificateProfile &profile)
{
    SubjectAttributes subject;
    for (const auto &[type, value] : {SubjectAttribute{"C", plan.country}, SubjectAttribute{"L", plan.locality}, SubjectAttribute{"O", plan.organization}}) {
        if (!value.empty() && profile.allowsAttribute(type))
            subject.push_back({type, value});
    }
    return subject;
}

} // namespace hufu
