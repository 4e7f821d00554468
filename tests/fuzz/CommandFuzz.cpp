// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what a journal holds: a signed command, a command, a checkpoint, and the payloads of every kind.

#include "models/domain/Card.h"
#include "models/domain/Ceremony.h"
#include "models/domain/CertificateAuthority.h"
#include "models/domain/CertificateRole.h"
#include "models/domain/Collection.h"
#include "models/domain/Command.h"
#include "models/domain/Emergency.h"
#include "models/domain/EmergencyTrial.h"
#include "models/domain/Escrow.h"
#include "models/domain/Founding.h"
#include "models/domain/Import.h"
#include "models/domain/Pending.h"
#include "models/domain/Person.h"
#include "models/domain/Policy.h"
#include "models/domain/RelyingServer.h"
#include "models/domain/Request.h"
#include "models/domain/Revocation.h"
#include "models/domain/RevocationProof.h"
#include "models/domain/Rules.h"
#include "models/domain/Service.h"
#include "models/domain/Workstation.h"
#include "models/journal/Checkpoint.h"
#include "models/pki/SignedData.h"

#include <cstdlib>

using namespace hufu;

namespace {

/// Every kind's payload, whatever kind the command is of.
void readPayload(const Command &command)
{
    const auto read = [&](auto... readers) { (void(readers(command.payload)), ...); };
    read(cardArrivalFromJson, cardOrderFromJson, cardRequestsFromJson, cardCertifiedFromJson, cardHandoverFromJson, cardChangeFromJson,
         cardUnlockFromJson, cardAbandonedFromJson, ceremonyPlanFromJson, ceremonyPresenceFromJson, ceremonyStepFromJson, ceremonyEndFromJson,
         ceremonyDocumentFromJson, ceremonySealedFromJson, ceremonyRestoredFromJson, ceremonyRecordedFromJson, caPlanFromJson, caCertifiedFromJson,
         crlPublishedFromJson, certificateIssuedFromJson, certificateRoleFromJson, roleRemovalFromJson, collectionFromJson, emergencyStartFromJson,
         emergencyNoteFromJson, emergencyClosingFromJson, foreignAskFromJson, foreignHeardFromJson, emergencyTrialFromJson, escrowFromJson,
         keyRecoveryFromJson, foundingFromJson, importFromJson, pendingLeftFromJson, pendingWithdrawalFromJson, personFromJson,
         personChangeFromJson, deactivationFromJson, officerCertifiedFromJson, policyFromJson, relyingReportFromJson, requestFormFromJson,
         reviewFormFromJson, withdrawalFromJson, requestAcceptedFromJson, reviewOutcomeFromJson, resumptionFormFromJson, pilotEndFromJson,
         revocationProofFromJson, serviceFromJson, workstationFromJson, workstationRevocationFromJson, officerRekeyFromJson,
         custodianEnrolmentFromJson);
    for (const int version : {1, 2, 3}) {
        (void)newPersonFromJson(command.payload, version);
        (void)revocationFormFromJson(command.payload, version);
    }
    (void)subjectOf(command);
    (void)decide({}, command, command.time);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    if (const Result<Command> command = decodeCommand(bytes)) {
        // One meaning has one encoding: what was accepted is written again byte for byte.
        const Result<std::string> again = encodeCommand(*command);
        if (!again || *again != textOf(bytes))
            std::abort();
        readPayload(*command);
    }
    if (const Result<Checkpoint> checkpoint = decodeCheckpoint(bytes)) {
        if (encodeCheckpoint(*checkpoint) != textOf(bytes))
            std::abort();
    }
    if (const Result<SignedContent> opened = openSignedData(bytes))
        (void)decodeCommand(opened->content);
    return 0;
}
