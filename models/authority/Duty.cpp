// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Duty.h"

namespace hufu {

std::span<const Duty> allDuties()
{
    static const Duty duties[] = {officerDuty, custodianDuty, workstationDuty, caDuty, issueDuty, cardDuty, lapsedCardDuty, responderDuty, crlDuty, ceremonyDuty};
    return duties;
}

} // namespace hufu
