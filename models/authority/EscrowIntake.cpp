// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/EscrowIntake.h"

#include "models/domain/Request.h"
#include "models/pki/Envelope.h"
#include "models/store/EscrowReader.h"
#include "models/store/Vault.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t largestEscrowed = 64u << 10;

std::optional<Escrow> escrowOf(const Command &command)
{
    if (command.kind == CommandKind::DepositKey) {
        const Result<KeyDeposit> deposit = keyDepositFromJson(command.payload);
        return deposit ? std::optional(deposit->escrow) : std::nullopt;
    }
    if (command.kind != CommandKind::SubmitRequest)
        return std::nullopt;
    const Result<RequestForm> form = requestFormFromJson(command.payload); // decide() names the fault
    return form ? form->escrow : std::nullopt;
}

const Blob *sentAs(std::span<const Blob> sent, const Sha256 &name)
{
    const auto blob = std::ranges::find(sent, name, &Blob::sha256);
    return blob != sent.end() && blob->bytes.size() <= largestEscrowed && sha256(blob->bytes) == name ? &*blob : nullptr;
}

Result<std::optional<Bytes>> findEscrowed(Connection &connection, std::span<const Blob> sent, const Sha256 &name)
{
    if (const Blob *blob = sentAs(sent, name))
        return blob->bytes;
    Result<Bytes> stored = readVault(connection, escrowedName(name));
    if (!stored && stored.error().code == ErrorCode::NotFound)
        return std::nullopt;
    if (!stored)
        return fail(stored.error());
    return std::move(*stored);
}

} // namespace

Result<std::optional<Error>> examineEscrow(Connection &connection, const Command &command, const std::vector<Person> &people, std::span<const Blob> sent)
{
    const std::optional<Escrow> escrow = escrowOf(command);
    if (!escrow)
        return std::nullopt;
    if (command.kind == CommandKind::DepositKey) {
        const Sha256 certificate = keyDepositFromJson(command.payload)->certificate; // escrowOf() has read it
        const Result<bool> known = isInInventory(connection, certificate);
        if (!known)
            return fail(known.error());
        if (!*known)
            return Error{ErrorCode::NotFound, "the inventory has no such certificate: import it first", toHex(certificate), {}};
    }
    const auto missing = [](const Sha256 &name) { return Error{ErrorCode::NotFound, "what goes into escrow as " + toHex(name) + " was not sent", {}, {}}; };
    const Result<std::optional<Bytes>> ciphertext = findEscrowed(connection, sent, escrow->ciphertext);
    if (!ciphertext)
        return fail(ciphertext.error());
    if (!*ciphertext)
        return missing(escrow->ciphertext);
    if (!isEnvelopeUnderKey(**ciphertext))
        return Error{ErrorCode::Malformed, "what would be kept in escrow is not encrypted as it has to be", {}, {}};
    for (const Escrow::Share &share : escrow->shares) {
        const Result<std::optional<Bytes>> envelope = findEscrowed(connection, sent, share.envelope);
        if (!envelope)
            return fail(envelope.error());
        if (!*envelope)
            return missing(share.envelope);
        const auto person = std::ranges::find(people, share.custodian, &Person::id);
        if (person != people.end() && !isEnvelopeFor(**envelope, person->keyManagementCertificate))
            return Error{ErrorCode::Malformed, "a share is not in an envelope for its custodian", person->name, {}};
    }
    return std::nullopt;
}

Result<void> keepEscrow(Connection &connection, const Command &command, std::span<const Blob> sent)
{
    const std::optional<Escrow> escrow = escrowOf(command);
    if (!escrow)
        return {};
    for (const Sha256 &name : escrow->named()) {
        const Blob *blob = sentAs(sent, name);
        if (!blob) // of an earlier version of the request
            continue;
        if (Result<void> put = putVault(connection, escrowedName(name), blob->bytes); !put)
            return put;
    }
    return {};
}

} // namespace hufu
