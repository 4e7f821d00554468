// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/KeyEscrow.h"

#include "models/base/Masking.h"
#include "models/base/PassphraseStrength.h"
#include "models/pki/CertificateBundle.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/Envelope.h"
#include "models/pki/KeyShares.h"
#include "models/pki/OfficerCertificate.h"
#include "models/replica/House.h"
#include "models/store/AtomicFile.h"
#include "models/store/ChainReader.h"
#include "models/store/EscrowReader.h"
#include "models/store/HouseReader.h"

#include <algorithm>
#include <filesystem>

namespace hufu {
namespace {

constexpr std::size_t splitKeyOctets = 32;
constexpr std::size_t largestBundle = 1u << 20;

std::unexpected<Error> broken(std::string detail, const std::string &whose = {}) { return fail(ErrorCode::EscrowBroken, std::move(detail), whose); }

/// What is needed of the house to open a key.
struct Kept {
    std::string request; ///< id of the one that put it there; empty: it was deposited
    Escrow escrow;
    std::vector<Bytes> chain;
    std::vector<Person> people;
};

Result<Kept> readKept(Connection &connection, const Sha256 &certificate)
{
    const auto none = [&] { return fail(ErrorCode::NotFound, "no key of this certificate is in escrow", toHex(certificate)); };
    Result<std::optional<FoundEscrow>> found = findEscrow(connection, certificate);
    if (!found)
        return fail(found.error());
    if (!*found)
        return none();
    Result<std::vector<Bytes>> chain = readChain(connection, certificate);
    Result<std::vector<Person>> people = readPeople(connection);
    if (!chain || !people)
        return fail(chain ? people.error() : chain.error());
    return Kept{std::move((*found)->request), std::move((*found)->escrow), std::move(*chain), std::move(*people)};
}

/// As the journal names it.
Result<BytesView> vaulted(const std::vector<Blob> &kept, const Sha256 &name, const std::string &whose)
{
    const auto blob = std::ranges::find(kept, name, &Blob::sha256);
    if (blob == kept.end())
        return broken("what the journal names is not in the vault", whose);
    if (sha256(blob->bytes) != name)
        return broken("what lies in the vault is not what the journal names", whose);
    return BytesView(blob->bytes);
}

const Person *holderOf(const std::vector<Person> &people, BytesView signingCertificate)
{
    const Result<Bytes> key = publicKeyOf(signingCertificate);
    const auto at = std::ranges::find_if(people, [&](const Person &person) {
        const Result<Bytes> theirs = person.certificate.empty() ? Bytes() : publicKeyOf(person.certificate);
        return key && theirs && *key == *theirs;
    });
    return at == people.end() ? nullptr : &*at;
}

/// The key's other half is in the certificate, and they work together.
bool fits(const PrivateKey &key, BytesView certificate)
{
    const SecureBytes challenge = SecureBytes::random(32);
    const Result<Bytes> spki = publicKeyOf(certificate);
    const Result<Bytes> signature = key.sign(challenge.view());
    if (!spki || !signature)
        return false;
    const Result<bool> good = verifySignature(*spki, challenge.view(), *signature);
    return good && *good;
}

} // namespace

int EscrowChoices::mostNeeded() const { return std::min(static_cast<int>(custodians.size()), Escrow::mostNeeded); }

EscrowChoices escrowChoices(const std::vector<Person> &people)
{
    EscrowChoices choices;
    for (const Person &person : people) {
        if (keepsShares(person) && choices.custodians.size() < mostRecipients)
            choices.custodians.push_back(person);
        else if (person.active && person.roles.contains(Role::Custodian) && person.keyManagementCertificate.empty())
            choices.without.push_back(person.name);
    }
    return choices;
}

Result<DealtKey> dealKey(const PrivateKey &key, const std::vector<Person> &custodians, int needed)
{
    if (custodians.size() < 2)
        return fail(ErrorCode::CustodiansMissing, "custodians who can hold a share: " + std::to_string(custodians.size()));
    if (needed > Escrow::mostNeeded)
        return fail(ErrorCode::InvalidArgument, "at most " + std::to_string(Escrow::mostNeeded) + " custodians are needed together");
    const Result<SecureBytes> pkcs8 = key.toPkcs8();
    if (!pkcs8)
        return fail(pkcs8.error());
    const SecureBytes splitKey = SecureBytes::random(splitKeyOctets);
    const Result<std::vector<KeyShare>> shares = splitSecret(splitKey, needed, static_cast<int>(custodians.size()));
    if (!shares)
        return fail(shares.error());
    DealtKey dealt;
    dealt.escrow.needed = needed;
    const auto keep = [&](Bytes envelope) {
        const Sha256 name = sha256(envelope);
        dealt.vaulted.push_back({name, std::move(envelope)});
        return name;
    };
    Result<Bytes> ciphertext = sealUnder(splitKey, shares->front().set, *pkcs8);
    if (!ciphertext)
        return fail(ciphertext.error());
    dealt.escrow.ciphertext = keep(std::move(*ciphertext));
    for (std::size_t i = 0; i < custodians.size(); ++i) {
        const Bytes *const certificate = &custodians[i].keyManagementCertificate;
        Result<Bytes> envelope = sealFor(std::span(certificate, 1), (*shares)[i].encode());
        if (!envelope)
            return fail(envelope.error().code, envelope.error().detail, custodians[i].name);
        dealt.escrow.shares.push_back({custodians[i].id, shareKeyOf(custodians[i]), keep(std::move(*envelope))});
    }
    return dealt;
}

int EscrowSight::present() const { return static_cast<int>(std::ranges::count(holders, true, &Holder::present)); }

EscrowSight escrowSight(const Escrow &escrow, const std::vector<Person> &people)
{
    EscrowSight sight{escrow.needed, {}};
    for (const Escrow::Share &share : escrow.shares) {
        const auto person = std::ranges::find(people, share.custodian, &Person::id);
        sight.holders.push_back({person == people.end() ? share.custodian : person->name, isHeld(share, people)});
    }
    std::ranges::sort(sight.holders, {}, &EscrowSight::Holder::name);
    return sight;
}

Result<PrivateKey> joinKey(const std::vector<OpenedShare> &opened, BytesView ciphertext)
{
    std::vector<KeyShare> shares;
    for (const OpenedShare &one : opened) {
        Result<KeyShare> share = KeyShare::decode(one.share.view());
        if (!share)
            return broken(share.error().detail, one.custodian);
        if (!shares.empty() && share->set != shares.front().set)
            return broken("a share of another key", one.custodian);
        shares.push_back(std::move(*share));
    }
    const Result<SecureBytes> splitKey = joinShares(shares);
    if (!splitKey)
        return broken(splitKey.error().detail);
    const Result<SecureBytes> pkcs8 = openUnder(*splitKey, ciphertext);
    if (!pkcs8)
        return broken("the shares do not open what was encrypted: " + pkcs8.error().detail);
    Result<PrivateKey> key = PrivateKey::fromPkcs8(*pkcs8);
    if (!key)
        return broken("what was encrypted is no key");
    return key;
}

Result<std::optional<EscrowSight>> readEscrowSight(Connection &connection, const Sha256 &certificate)
{
    const Result<std::optional<FoundEscrow>> found = findEscrow(connection, certificate);
    if (!found || !*found)
        return found ? Result<std::optional<EscrowSight>>(std::nullopt) : fail(found.error());
    const Result<std::vector<Person>> people = readPeople(connection);
    return people ? Result<std::optional<EscrowSight>>(escrowSight((*found)->escrow, *people)) : fail(people.error());
}

Result<Sha256> depositKey(House &house, const DepositOrder &order, std::span<Token *const> cosigners)
{
    const Result<Bytes> file = readSmallFile(order.path, largestBundle);
    const Result<Pkcs12Identity> identity = file ? openPkcs12(*file, order.passphrase) : fail(file.error());
    if (identity && order.certificate && sha256(identity->certificate) != *order.certificate)
        return fail(ErrorCode::InvalidArgument, "the file has the key of another certificate", toHex(sha256(identity->certificate)));
    const Result<std::vector<Person>> people = identity ? house.people() : fail(identity.error());
    if (!people)
        return fail(people.error());
    Result<DealtKey> dealt = dealKey(identity->key, escrowChoices(*people).custodians, order.needed);
    if (!dealt)
        return fail(dealt.error());
    const Sha256 certificate = sha256(identity->certificate);
    const Result<Receipt> receipt
        = house.submit(CommandKind::DepositKey, toJson(KeyDeposit{certificate, std::move(dealt->escrow)}), std::move(dealt->vaulted), cosigners);
    return receipt ? Result<Sha256>(certificate) : fail(receipt.error());
}

Result<void> recoverKey(House &house, const RecoveryOrder &order, std::span<Token *const> cosigners)
{
    if (!estimateStrength(order.passphrase).acceptable())
        return fail(ErrorCode::WeakPassphrase, "the passphrase of the PKCS#12 file can be guessed");
    if (std::filesystem::exists(order.path))
        return fail(ErrorCode::AlreadyExists, "the file for the key is there already", order.path);
    const Result<Kept> kept = house.read([&](Connection &connection) { return readKept(connection, order.certificate); });
    if (!kept)
        return fail(kept.error());
    const Escrow &escrow = kept->escrow;
    const QJsonObject payload = toJson(KeyRecovery{kept->request, order.certificate, maskPatientData(order.reason)});
    const auto record = [&]() -> Result<void> {
        const Result<Receipt> receipt = house.submit(CommandKind::RecoverKey, payload, {}, cosigners);
        return receipt ? Result<void>() : fail(receipt.error());
    };

    const Result<std::vector<Blob>> inVault = house.escrowed(order.certificate, escrow);
    if (!inVault)
        return fail(inVault.error());

    std::vector<OpenedShare> opened;
    const auto open = [&](const Person *custodian, const auto &openEnvelope) -> Result<void> {
        const auto share = custodian ? std::ranges::find(escrow.shares, custodian->id, &Escrow::Share::custodian) : escrow.shares.end();
        if (share == escrow.shares.end()) // the authority says so
            return {};
        const Result<BytesView> envelope = vaulted(*inVault, share->envelope, custodian->name);
        if (!envelope)
            return fail(envelope.error());
        Result<SecureBytes> content = openEnvelope(*envelope);
        if (!content)
            return broken("the share cannot be opened: " + content.error().detail, custodian->name);
        opened.push_back({custodian->name, std::move(*content)});
        return {};
    };
    const auto officer = std::ranges::find(kept->people, house.officer().id, &Person::id);
    const Person *own = officer == kept->people.end() ? nullptr : &*officer;
    if (Result<void> done = open(own, [&](BytesView envelope) { return house.openEnvelope(envelope); }); !done)
        return done;
    for (Token *cosigner : cosigners) {
        if (Result<void> done = open(holderOf(kept->people, cosigner->certificate()), [&](BytesView envelope) { return cosigner->openEnvelope(envelope); }); !done)
            return done;
    }
    if (static_cast<int>(opened.size()) < escrow.needed || opened.size() < cosigners.size() + 1) {
        if (Result<void> refused = record(); !refused)
            return refused;
        return fail(ErrorCode::Internal, "fewer shares than are needed were taken for enough");
    }
    const Result<BytesView> ciphertext = vaulted(*inVault, escrow.ciphertext, {});
    if (!ciphertext)
        return fail(ciphertext.error());
    const Result<PrivateKey> key = joinKey(opened, *ciphertext);
    if (!key)
        return fail(key.error());
    if (!fits(*key, kept->chain.front()))
        return broken("the key that was kept is not that of the certificate");
    if (Result<void> recorded = record(); !recorded)
        return recorded;
    const Result<CertificateListing> listing = readListing(kept->chain.front());
    if (!listing)
        return fail(listing.error());
    const std::string &name = listing->commonName.empty() && !listing->dnsNames.empty() ? listing->dnsNames.front() : listing->commonName;
    const Result<SecureBytes> bundle = makePkcs12(*key, kept->chain, name, order.passphrase);
    if (!bundle)
        return fail(bundle.error());
    return writeFileAtomically(order.path, bundle->view(), Existing::Keep);
}

} // namespace hufu
