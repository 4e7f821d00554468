// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspResponse.h"

#include "models/pki/CertificateListing.h"
#include "models/pki/CertificateParts.h"
#include "models/pki/DerWriter.h"
#include "models/pki/Digest.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace oids;

void writeSingle(DerWriter &der, const OcspSingleResponse &single, const OcspAnswer &answer, Instant nextUpdate)
{
    der.sequence([&] {
        der.raw(single.certId);
        switch (single.status) {
        case OcspSingleResponse::Status::Good: der.contextPrimitive(0, {}); break;
        case OcspSingleResponse::Status::Revoked:
            der.context(1, [&] {
                der.generalizedTime(single.revokedAt);
                if (single.reason != RevocationReason::Unspecified)
                    der.context(0, [&] { der.enumerated(static_cast<std::uint8_t>(single.reason)); });
            });
            break;
        case OcspSingleResponse::Status::Unknown: der.contextPrimitive(2, {}); break;
        }
        der.generalizedTime(answer.thisUpdate);
        der.context(0, [&] { der.generalizedTime(nextUpdate); });
    });
}

/// ResponseData (RFC 6960 §4.2.1).
Bytes responseData(const OcspResponderId &responder, const OcspAnswer &answer)
{
    const Instant nextUpdate = std::min(answer.nextUpdate, responder.notAfter);
    DerWriter der;
    der.sequence([&] {
        der.context(2, [&] { der.octetString(responder.keyHash); });
        der.generalizedTime(answer.thisUpdate);
        der.sequence([&] {
            for (const OcspSingleResponse &single : answer.responses)
                writeSingle(der, single, answer, nextUpdate);
        });
        if (answer.nonce) {
            der.context(1, [&] {
                der.sequence([&] {
                    der.sequence([&] {
                        der.oid(ocspNonce);
                        // RFC 9654 §2.1: the nonce is itself an OCTET STRING inside the extension's.
                        der.octetString([&] { der.octetString(*answer.nonce); });
                    });
                });
            });
        }
    });
    return der.take();
}

} // namespace

Bytes ocspFailureResponse(OcspFailure failure)
{
    DerWriter der;
    der.sequence([&] { der.enumerated(static_cast<std::uint8_t>(failure)); });
    return der.take();
}

Result<OcspResponderId> OcspResponderId::of(BytesView certificate)
{
    const Result<CertificateListing> listing = readListing(certificate);
    if (!listing)
        return std::unexpected(listing.error());
    const std::optional<CertificateParts> parts = takeApart(certificate);
    if (!parts)
        return fail(ErrorCode::Malformed, "not a certificate");
    return OcspResponderId{bytesOf(certificate), sha1(parts->key), listing->notAfter};
}

Result<Bytes> makeOcspResponse(const OcspResponderId &responder, Signer &signer, const OcspAnswer &answer)
{
    if (answer.responses.empty())
        return fail(ErrorCode::InvalidArgument, "an OCSP response to nothing");
    if (answer.thisUpdate >= responder.notAfter)
        return fail(ErrorCode::Expired, "the OCSP responder's certificate has ended");
    const Bytes data = responseData(responder, answer);
    const Result<Bytes> signature = signer.sign(data);
    if (!signature)
        return std::unexpected(signature.error());

    DerWriter der;
    der.reserve(data.size() + signature->size() + responder.certificate.size() + 128);
    der.sequence([&] {
        der.enumerated(0); // successful
        der.context(0, [&] {
            der.sequence([&] {
                der.oid(ocspBasic);
                der.octetString([&] {
                    der.sequence([&] {
                        der.raw(data);
                        der.raw(signatureAlgorithmOf(signer.kind()));
                        der.bitString(*signature);
                        der.context(0, [&] { der.sequence([&] { der.raw(responder.certificate); }); });
                    });
                });
            });
        });
    });
    return der.take();
}

} // namespace hufu
