// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what passes between a server and its replicas: pages, blobs and their names, receipts, enrolment codes and claims, what founders
// send, commands carried by hand, what relying servers report, demands for USBKeys' secrets and their answers.

#include "models/base/CanonicalJson.h"
#include "models/domain/CardSecrets.h"
#include "models/domain/CarriedCommands.h"
#include "models/domain/EnrolmentCode.h"
#include "models/domain/Escrow.h"
#include "models/domain/FoundingDraft.h"
#include "models/domain/JournalPage.h"
#include "models/domain/RelyingServer.h"
#include "models/domain/Workstation.h"

#include <cstdlib>

using namespace hufu;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    if (const Result<JournalPage> page = decodePage(bytes)) {
        const Result<JournalPage> again = decodePage(viewOf(encodePage(*page)));
        if (!again || !(*again == *page))
            std::abort();
    }
    if (const Result<std::vector<Blob>> blobs = decodeBlobs(bytes, 100)) {
        const Bytes again = encodeBlobs(*blobs);
        if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()))
            std::abort();
    }
    if (const Result<std::vector<Delivery>> carried = decodeCarried(bytes)) {
        const Result<std::vector<Delivery>> again = decodeCarried(viewOf(encodeCarried(*carried)));
        if (!again || again->size() != carried->size())
            std::abort();
    }
    if (const Result<QJsonObject> object = parseJsonObject(bytes, false, 1u << 20)) {
        (void)receiptFromJson(*object);
        (void)workstationFromJson(*object);
        (void)workstationRevocationFromJson(*object);
        (void)founderClaimFromJson(*object);
        if (const Result<RelyingReport> report = relyingReportFromJson(*object)) {
            if (const Result<RelyingReport> again = relyingReportFromJson(toJson(*report)); !again || !(*again == *report))
                std::abort();
        }
        (void)blobNamesFromJson(*object, 100);
        (void)enrolmentClaimFromJson(*object);
        if (QJsonObject founder; enrolmentClaimFromJson(*object, &founder))
            (void)founderClaimFromJson(founder);
        if (const Result<FoundingDraft> draft = foundingDraftFromJson(*object)) {
            if (const Result<FoundingDraft> again = foundingDraftFromJson(toJson(*draft)); !again || toJson(*again) != toJson(*draft))
                std::abort();
        }
    }
    if (const Result<CardSecretsDemand> demand = decodeDemand(bytes)) {
        if (const Result<std::string> again = encodeDemand(*demand); !again || !decodeDemand(viewOf(*again)))
            std::abort();
    }
    if (const Result<EscrowDemand> demand = decodeEscrowDemand(bytes)) {
        if (const Result<std::string> again = encodeDemand(*demand); !again || !decodeEscrowDemand(viewOf(*again)))
            std::abort();
    }
    if (const Result<std::vector<CardSecrets>> secrets = unpackCardSecrets(bytes)) {
        if (!packCardSecrets(*secrets).equals(SecureBytes::copyOf(bytes)))
            std::abort();
    }
    if (const Result<EnrolmentCode> code = EnrolmentCode::parse(bytes)) {
        const Result<EnrolmentCode> again = EnrolmentCode::parse(code->text().view());
        if (!again || again->id != code->id || !again->secret.equals(code->secret))
            std::abort();
    }
    return 0;
}
