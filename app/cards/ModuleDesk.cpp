// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cards/ModuleDesk.h"

#include "models/store/CardReader.h"

#include <algorithm>
#include <cstdio>

namespace hufu {
namespace {

constexpr const char *uriScheme = "pkcs11:";
constexpr KeyKind issuedKinds[] = {KeyKind::EcP256, KeyKind::EcP384, KeyKind::Rsa2048};
constexpr std::size_t shortestPin = 6;

/// PKCS#11 v2.40, Current Mechanisms: those that concern signing and keys; any other by its number.
constexpr struct {
    std::uint32_t type;
    const char *name;
} mechanismNames[] = {
    {0x0, "CKM_RSA_PKCS_KEY_PAIR_GEN"}, {0x1, "CKM_RSA_PKCS"},        {0x6, "CKM_SHA1_RSA_PKCS"},    {0x9, "CKM_RSA_PKCS_OAEP"},  {0xd, "CKM_RSA_PKCS_PSS"},
    {0x40, "CKM_SHA256_RSA_PKCS"},      {0x41, "CKM_SHA384_RSA_PKCS"}, {0x42, "CKM_SHA512_RSA_PKCS"}, {0x220, "CKM_SHA_1"},        {0x250, "CKM_SHA256"},
    {0x260, "CKM_SHA384"},              {0x270, "CKM_SHA512"},         {0x1040, "CKM_EC_KEY_PAIR_GEN"}, {0x1041, "CKM_ECDSA"},     {0x1042, "CKM_ECDSA_SHA1"},
    {0x1044, "CKM_ECDSA_SHA256"},       {0x1045, "CKM_ECDSA_SHA384"},  {0x1046, "CKM_ECDSA_SHA512"},  {0x1050, "CKM_ECDH1_DERIVE"}, {0x1051, "CKM_ECDH1_COFACTOR_DERIVE"},
    {0x1055, "CKM_EC_EDWARDS_KEY_PAIR_GEN"}, {0x1057, "CKM_EDDSA"},    {0x1080, "CKM_AES_KEY_GEN"},   {0x1082, "CKM_AES_CBC"},     {0x1087, "CKM_AES_GCM"},
};

std::string nameOfMechanism(std::uint32_t type)
{
    const auto known = std::ranges::find(mechanismNames, type, [](const auto &one) { return one.type; });
    if (known != std::end(mechanismNames))
        return known->name;
    char text[16];
    std::snprintf(text, sizeof text, "0x%08x", type);
    return text;
}

std::shared_ptr<TokenHost> hostOf(const std::string &module) { return std::make_shared<TokenHost>(TokenHost::Settings{.module = module}); }

/// A PIN for as long as the token takes it: what it refused once is not tried again.
PinSource sourceOf(const std::shared_ptr<SecureBytes> &pin)
{
    if (!pin)
        return {[]() -> Result<SecureBytes> { return fail(ErrorCode::PinNeeded, "nobody entered it"); }, {}};
    auto refused = std::make_shared<bool>(false);
    return {[pin, refused]() -> Result<SecureBytes> {
                return *refused ? fail(ErrorCode::PinIncorrect, "the token refused it before; it was not tried again") : Result<SecureBytes>(pin->clone());
            },
            [refused](const Error &) { *refused = true; }};
}

ModuleFacts factsOf(const std::string &module, const TokenOverview &overview)
{
    ModuleFacts facts{module, overview.info.name.label, overview.info.name.serial, {}, {}};
    for (const TokenMechanism &mechanism : overview.mechanisms)
        facts.mechanisms.push_back(nameOfMechanism(mechanism.type));
    std::ranges::copy_if(issuedKinds, std::back_inserter(facts.kinds), [&](KeyKind kind) { return overview.offers(kind); });
    return facts;
}

std::string modelOf(const TokenInfo &info)
{
    std::string model = info.manufacturer + " " + info.model;
    if (model.size() > 100) // CardOrder's bound
        model.resize(100);
    return model;
}

CardSight faultOf(std::string reader, const std::string &module, const Error &error)
{
    CardSight sight{.reader = std::move(reader), .hasCard = true, .fault = error, .number = {}, .model = {}};
    sight.module = ModuleFacts{module, {}, {}, {}, {}};
    return sight;
}

Result<CardSight> describe(const std::string &module, const TokenInfo &info, const Pkcs11Token &token, std::string reader)
{
    const Result<TokenOverview> overview = token.look();
    if (!overview)
        return fail(overview.error());
    const Result<std::vector<Bytes>> certificates = token.certificates();
    if (!certificates)
        return fail(certificates.error());
    CardSight sight{.reader = std::move(reader), .hasCard = true, .number = moduleTokenNumber(info.manufacturer, info.model, info.name.serial).value_or(std::string()),
                    .model = modelOf(info)};
    sight.pinTries = overview->info.pinTries;
    sight.asDelivered = overview->keys == 0 && overview->certificates == 0;
    for (std::size_t i = 0; i < certificates->size(); ++i)
        sight.slots.push_back({std::to_string(i + 1), (*certificates)[i], overview->keys > 0});
    if (certificates->empty() && overview->keys > 0)
        sight.slots.push_back({"1", {}, true});
    sight.module = factsOf(module, *overview);
    return sight;
}

/// All tokens of one module.
void lookInto(const std::string &module, std::vector<CardSight> &sights)
{
    if (!module.starts_with('/')) {
        sights.push_back(faultOf(module, module, {ErrorCode::InvalidArgument, "a PKCS#11 module is named by its whole path", module, {}}));
        return;
    }
    const auto host = hostOf(module); // of its own: some modules show only what was there when they were loaded
    const Result<TokenReply> reply = host->call({.deed = TokenDeed::ListTokens}, host->deadline());
    if (!reply) {
        sights.push_back(faultOf(module, module, reply.error()));
        return;
    }
    const std::size_t before = sights.size();
    for (const TokenInfo &info : reply->tokens) {
        if (!info.initialized)
            continue;
        const std::string reader = Pkcs11Uri{module, info.name}.text();
        const Pkcs11Token token(host, info.name, sourceOf(nullptr));
        Result<CardSight> sight = describe(module, info, token, reader);
        if (!sight) {
            sight = faultOf(reader, module, sight.error());
            sight->module->label = info.name.label;
            sight->module->serial = info.name.serial;
        }
        sights.push_back(std::move(*sight));
    }
    if (sights.size() == before) {
        CardSight none{.reader = module, .number = {}, .model = {}};
        none.module = ModuleFacts{module, {}, {}, {}, {}};
        sights.push_back(std::move(none));
    }
}

/// Strength, and a length that everybody can live with; the token has the last word on both.
Result<void> checkModulePin(const SecureBytes &pin)
{
    if (pin.size() < shortestPin)
        return fail(ErrorCode::InvalidArgument, "a PIN has at least six characters");
    return checkPinStrength(pin);
}

} // namespace

Result<ModuleToken> takeModuleToken(const std::string &uri, const SecureBytes *pin)
{
    Result<Pkcs11Uri> place = Pkcs11Uri::parse(uri);
    if (!place)
        return fail(place.error());
    const auto held = pin ? std::make_shared<SecureBytes>(pin->clone()) : nullptr;
    Pkcs11Token token(hostOf(place->module), place->token, sourceOf(held));
    Result<TokenOverview> overview = token.look();
    if (!overview)
        return fail(overview.error());
    const TokenInfo &info = overview->info;
    Result<std::string> number = moduleTokenNumber(info.manufacturer, info.model, info.name.serial);
    if (!number)
        return fail(Error{number.error().code, number.error().detail, uri, {}});
    std::string model = modelOf(info);
    return ModuleToken{std::move(*place), std::move(token), std::move(*overview), std::move(*number), std::move(model), held};
}

void ModuleDesk::setModules(std::vector<std::string> modules)
{
    const std::lock_guard lock(m_mutex);
    m_modules = std::move(modules);
}

Result<std::vector<CardSight>> ModuleDesk::look(const Glimpse &)
{
    std::vector<std::string> modules;
    {
        const std::lock_guard lock(m_mutex);
        modules = m_modules;
    }
    std::vector<CardSight> sights;
    for (const std::string &module : modules)
        lookInto(module, sights);
    return sights;
}

Result<CardSight> ModuleDesk::lookAt(const std::string &reader)
{
    const Result<ModuleToken> token = takeModuleToken(reader, nullptr);
    return token ? describe(token->place.module, token->overview.info, token->token, reader) : fail(token.error());
}

Result<Card> ModuleDesk::issue(House &house, const Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step)
{
    if (issue.kind == RequestKind::New) {
        if (Result<void> good = checkModulePin(*issue.pin); !good)
            return fail(good.error());
    }
    const SecureBytes &present = issue.presentPin ? *issue.presentPin : *issue.pin;
    return issueOnce(house, issue, cosigners, step, [&] { return openModuleForWriting(issue.reader, present, *issue.pin); });
}

Result<void> ModuleDesk::unlock(House &, const std::string &reader, const std::string &, const SecureBytes &, std::span<Token *const>, const std::stop_token &)
{
    return fail(ErrorCode::Unsupported, "the house keeps no PUK of a PKCS#11 token; its maker's tool sets a new PIN", reader);
}

Result<void> ModuleDesk::changePin(const std::string &reader, const SecureBytes &pin, const SecureBytes &newPin)
{
    if (Result<void> good = checkModulePin(newPin); !good)
        return good;
    const Result<ModuleToken> token = takeModuleToken(reader, nullptr);
    return token ? token->token.setPin(pin, newPin) : fail(token.error());
}

Result<void> ModuleDesk::wipe(House &house, const std::string &reader, const std::string &note, const SecureBytes &pin, const std::stop_token &stop)
{
    const Result<ModuleToken> token = takeModuleToken(reader, &pin);
    if (!token)
        return fail(token.error());
    const Result<std::optional<Card>> card = house.read([&](Connection &connection) { return readCard(connection, token->number); });
    if (!card)
        return fail(card.error());
    if (Result<void> free = mayBeWiped(*card, token->number); !free)
        return free;
    if (stop.stop_requested())
        return stopped(token->number);
    if (Result<void> cleared = token->token.clear(); !cleared)
        return cleared;
    return takeIntoStock(house, *card, token->number, note);
}

CardDesk &EveryDesk::deskOf(const std::string &reader) { return reader.starts_with(uriScheme) ? static_cast<CardDesk &>(m_modules) : m_readers; }

Result<std::vector<CardSight>> EveryDesk::look(const Glimpse &glimpse)
{
    Result<std::vector<CardSight>> sights = m_readers.look(glimpse);
    Result<std::vector<CardSight>> tokens = m_modules.look();
    if (!tokens || tokens->empty())
        return sights;
    if (!sights)
        return tokens;
    std::ranges::move(*tokens, std::back_inserter(*sights));
    return sights;
}

} // namespace hufu
