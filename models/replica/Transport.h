// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CardSecrets.h"
#include "models/domain/CeremonyDemand.h"
#include "models/domain/Command.h"
#include "models/domain/RestoreTrial.h"
#include "models/replica/LinkState.h"

#include <functional>
#include <span>

namespace hufu {

/// Signs a demand as the officer of the house, who and when put in.
using SignCeremonyDemand = std::function<Result<Bytes>(CeremonyDemand demand)>;

/// What an authority does in key ceremonies beside deciding commands. Only ciphertext comes out, and goes in.
class CeremonyDesk {
public:
    virtual ~CeremonyDesk() = default;
    /// Everything that was signed here has reached the authority, and everything that it journaled is known here; else why not. Before each step: nobody signs
    /// in a ceremony for an authority that is not there.
    virtual Result<void> level() { return {}; }
    /// Encrypts what was planned, once everybody is present, and journals that it did. Returns the folder that holds the package.
    virtual Result<std::string> seal(const std::string &ceremony) = 0;
    /// Where a package that was sealed is until it is discarded; NotFound.
    virtual Result<std::string> sealed(const std::string &ceremony) = 0;
    virtual void discard(const std::string &ceremony) = 0;
    /// Backs the whole house up now, without a ceremony, to the custodians of the last one; returns the folder of the package. Empty `folder`: the usual one.
    virtual Result<std::string> backUp(const std::string &folder) = 0;
    /// The certificate of a key that is made for this restore, DER.
    virtual Result<Bytes> oneTimeCertificate(const std::string &ceremony) = 0;
    /// Takes the keys of the plan back, out of the package in `folder`, with shares that were encrypted to the newest one-time key.
    virtual Result<void> restore(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares) = 0;
    /// The same into a scratch authority, with the whole house of the package; it stays until serveScratch() or discard().
    virtual Result<RestoredKeys> restoreScratch(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares) = 0;
    /// Whether there is one in this process.
    virtual bool hasScratch(const std::string &ceremony) = 0;
    /// Has the scratch authority serve on the loopback alone, and asks it; then it is gone. Each answer was verified. BackupBroken when one is wrong or missing.
    virtual Result<std::vector<RestoreAnswer>> serveScratch(const std::string &ceremony) = 0;
};

/// The way of a signed command to the authority: in this process, later over HTTPS. May be called from any thread, one call at a time.
class Transport {
public:
    virtual ~Transport() = default;
    /// One answer for each, in order; made durable together.
    virtual std::vector<Result<Receipt>> deliver(std::span<const Delivery> deliveries) = 0;
    /// The same without waiting for a server: what has to go there is answered with Queued, and goes when it can.
    virtual std::vector<Result<Receipt>> post(std::span<const Delivery> deliveries) { return deliver(deliveries); }
    /// Delivers a command in the place of one that is still to be sent (models/store/Outbox.h). AlreadySent when there is none of this id.
    virtual Result<Receipt> replace(const std::string &queued, const Delivery &delivery)
    {
        (void)delivery;
        return fail(ErrorCode::AlreadySent, "the authority of this house is no server: nothing is queued", queued);
    }
    /// Has an authority of this process do what is due by the clock (CRLs, certificates near their end), and returns what it could not do.
    /// A remote one sees to that itself.
    virtual std::vector<Error> upkeep() { return {}; }
    /// Whether the authority's vault lies in the same database: what is in escrow can be looked at only there.
    virtual bool hasVault() const { return false; }
    /// The officer's signed demand (CardSecretsDemand) for an answer that is wrapped for this key (SubjectPublicKeyInfo, DER).
    using SignDemand = std::function<Result<Bytes>(const Bytes &key)>;
    /// Management key and PUK of a USBKey that is being written, or whose PUK is released, the newest first. NotPermitted otherwise. A server has to be
    /// there, and is given the demand.
    virtual Result<std::vector<CardSecrets>> cardSecrets(const std::string &card, const SignDemand &sign) = 0;

    /// Answers a custodian's signed demand (EscrowDemand). For who has no vault: a server has to be there.
    virtual Result<std::vector<Blob>> escrowed(BytesView signedDemand)
    {
        (void)signedDemand;
        return fail(ErrorCode::NotFound, "nothing lies in escrow here");
    }
    /// A blob that a replica does not keep, such as a CRL; NotFound when the authority has none of this name either.
    virtual Result<Bytes> fetchBlob(const Sha256 &name) { return fail(ErrorCode::NotFound, "no blob " + toHex(name)); }

    /// Null where there is no authority that could take part. A server is given demands that the officer of the house signs by `sign`, which the transport
    /// keeps from the first time on. Any thread.
    virtual CeremonyDesk *ceremonies(const SignCeremonyDemand &sign)
    {
        (void)sign;
        return nullptr;
    }

    /// How it stands between this house and its authority. From any thread.
    virtual LinkState link() const { return {}; }
    /// `changed` is called on some thread whenever link() differs; nothing: no more, once this returns.
    virtual void watchLink(std::function<void()> changed) { (void)changed; }
    /// Tries at once what waits for its turn to try again. From any thread.
    virtual void hurry() {}
    /// Ends what waits for the network, now and from now on: commands stay queued. For who is about to go. From any thread.
    virtual void interrupt() {}
};

} // namespace hufu
