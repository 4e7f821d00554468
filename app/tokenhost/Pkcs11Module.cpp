// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tokenhost/Pkcs11Module.h"

#include "models/pki/DerReader.h"
#include "models/pki/Digest.h"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace hufu {
namespace {

constexpr CK_ULONG mostSlots = 256, mostObjects = 256, mostMechanisms = 256, largestAttribute = 4096;

/// CKR_… in words, as far as they occur.
std::string nameOf(CK_RV value)
{
    switch (value) {
    case CKR_HOST_MEMORY: return "CKR_HOST_MEMORY";
    case CKR_GENERAL_ERROR: return "CKR_GENERAL_ERROR";
    case CKR_FUNCTION_FAILED: return "CKR_FUNCTION_FAILED";
    case CKR_FUNCTION_NOT_SUPPORTED: return "CKR_FUNCTION_NOT_SUPPORTED";
    case CKR_DEVICE_ERROR: return "CKR_DEVICE_ERROR";
    case CKR_DEVICE_MEMORY: return "CKR_DEVICE_MEMORY";
    case CKR_PIN_LEN_RANGE: return "CKR_PIN_LEN_RANGE";
    case CKR_PIN_INVALID: return "CKR_PIN_INVALID";
    case CKR_ATTRIBUTE_VALUE_INVALID: return "CKR_ATTRIBUTE_VALUE_INVALID";
    case CKR_ACTION_PROHIBITED: return "CKR_ACTION_PROHIBITED";
    case CKR_PIN_EXPIRED: return "CKR_PIN_EXPIRED";
    case CKR_TOKEN_WRITE_PROTECTED: return "CKR_TOKEN_WRITE_PROTECTED";
    case CKR_TEMPLATE_INCONSISTENT: return "CKR_TEMPLATE_INCONSISTENT";
    case CKR_KEY_FUNCTION_NOT_PERMITTED: return "CKR_KEY_FUNCTION_NOT_PERMITTED";
    case CKR_SESSION_COUNT: return "CKR_SESSION_COUNT";
    default: break;
    }
    char text[32];
    std::snprintf(text, sizeof text, "CKR 0x%lx", value);
    return text;
}

/// What a function's return value means for the house.
std::unexpected<Error> failure(const char *function, CK_RV value)
{
    const std::string detail = std::string(function) + ": " + nameOf(value);
    switch (value) {
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
    case CKR_SLOT_ID_INVALID: return fail(ErrorCode::TokenAbsent, detail);
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_USER_NOT_LOGGED_IN: return fail(ErrorCode::PinNeeded, detail);
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_KEY_SIZE_RANGE:
    case CKR_CURVE_NOT_SUPPORTED:
    case CKR_DOMAIN_PARAMS_INVALID: return fail(ErrorCode::Unsupported, "the token does not offer this kind of key: " + detail);
    case CKR_DEVICE_MEMORY: return fail(ErrorCode::TokenFull, detail);
    default: return fail(ErrorCode::TokenFailed, detail);
    }
}

/// A text field of CK_TOKEN_INFO: padded with blanks, not terminated (PKCS#11 §3).
template <std::size_t N>
std::string textOf(const unsigned char (&field)[N])
{
    std::string text(reinterpret_cast<const char *>(field), N);
    text.resize(std::min(text.size(), text.find('\0')));
    text.resize(text.find_last_not_of(' ') + 1);
    return text;
}

CK_ATTRIBUTE attributeOf(CK_ATTRIBUTE_TYPE type, const CK_ULONG &value) { return {type, const_cast<CK_ULONG *>(&value), sizeof value}; }
CK_ATTRIBUTE attributeOf(CK_ATTRIBUTE_TYPE type, const CK_BBOOL &value) { return {type, const_cast<CK_BBOOL *>(&value), sizeof value}; }
CK_ATTRIBUTE attributeOf(CK_ATTRIBUTE_TYPE type, BytesView value)
{
    return {type, const_cast<std::uint8_t *>(value.data()), static_cast<CK_ULONG>(value.size())};
}

constexpr CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
constexpr CK_OBJECT_CLASS publicClass = CKO_PUBLIC_KEY, privateClass = CKO_PRIVATE_KEY, certificateClass = CKO_CERTIFICATE;
constexpr CK_CERTIFICATE_TYPE x509Type = CKC_X_509;
constexpr CK_KEY_TYPE ecType = CKK_EC, rsaType = CKK_RSA;
const CK_KEY_TYPE &typeOf(KeyKind kind) { return isRsa(kind) ? rsaType : ecType; }

/// CKA_ID of both halves of the key under this label.
Bytes idOf(const std::string &label)
{
    const Sha256 hash = sha256(viewOf(label));
    return Bytes(hash.begin(), hash.begin() + 20);
}

std::vector<CK_ATTRIBUTE> withLabel(const CK_OBJECT_CLASS &object, const std::string &label, BytesView id)
{
    return {attributeOf(CKA_CLASS, object), attributeOf(CKA_LABEL, viewOf(label)), attributeOf(CKA_ID, id)};
}

/// OCTET STRING around a point (PKCS#11 §2.3.3); its length fits one octet for our curves.
Bytes wrappedPoint(BytesView point)
{
    Bytes wrapped{DerTag::OctetString};
    if (point.size() > 127)
        wrapped.push_back(0x81);
    wrapped.push_back(static_cast<std::uint8_t>(point.size()));
    wrapped.insert(wrapped.end(), point.begin(), point.end());
    return wrapped;
}

/// Some modules leave the OCTET STRING out.
Bytes unwrappedPoint(const Bytes &value)
{
    DerElement point;
    DerReader reader(value);
    return reader.next(DerTag::OctetString, point) && reader.atEnd() ? bytesOf(point.content) : value;
}

TokenReply failed(const Error &error) { return {.error = error, .tokens = {}, .octets = {}}; }
TokenReply done(Bytes octets = {}) { return {.error = {}, .tokens = {}, .octets = std::move(octets)}; }

/// What is left of a PIN, as far as PKCS#11 says it.
std::optional<int> triesLeft(CK_FLAGS flags)
{
    return flags & CKF_USER_PIN_LOCKED ? std::optional(0) : flags & CKF_USER_PIN_FINAL_TRY ? std::optional(1) : std::nullopt;
}

TokenInfo infoOf(const CK_TOKEN_INFO &info)
{
    return {{textOf(info.label), textOf(info.serialNumber)}, textOf(info.manufacturerID), textOf(info.model),
            (info.flags & CKF_TOKEN_INITIALIZED) && (info.flags & CKF_USER_PIN_INITIALIZED), triesLeft(info.flags)};
}

/// CK_ULONG has 64 bits here; what does not fit is what PKCS#11 calls unlimited.
std::uint32_t clamped(CK_ULONG value) { return static_cast<std::uint32_t>(std::min<CK_ULONG>(value, 0xffffffff)); }
std::uint8_t counted(std::size_t count) { return static_cast<std::uint8_t>(std::min<std::size_t>(count, 0xff)); }

/// Issuer, serial number and subject of a certificate (RFC 5280 §4.1), encoded: what CKO_CERTIFICATE has to name.
struct CertificateNames {
    BytesView serial, issuer, subject;
};
std::optional<CertificateNames> namesIn(BytesView der)
{
    DerElement whole, body, version, serial, algorithm, issuer, validity, subject;
    DerReader outer(der);
    if (!outer.next(DerTag::Sequence, whole) || !outer.atEnd())
        return {};
    DerReader inside(whole.content);
    if (!inside.next(DerTag::Sequence, body))
        return {};
    DerReader fields(body.content);
    (void)fields.next(DerTag::contextConstructed(0), version);
    if (!fields.next(DerTag::Integer, serial) || !fields.next(DerTag::Sequence, algorithm) || !fields.next(DerTag::Sequence, issuer)
        || !fields.next(DerTag::Sequence, validity) || !fields.next(DerTag::Sequence, subject))
        return {};
    return CertificateNames{serial.encoded, issuer.encoded, subject.encoded};
}

} // namespace

TokenReply Pkcs11Module::answer(const TokenRequest &request)
{
    Result<TokenReply> reply = perform(request);
    if (reply)
        return std::move(*reply);
    // What was open may be so no longer; the next request looks anew.
    const auto known = m_open.find({request.token.label, request.token.serial});
    if (known != m_open.end() && (reply.error().code == ErrorCode::TokenAbsent || reply.error().code == ErrorCode::TokenFailed)) {
        m_functions->C_CloseSession(known->second.session);
        m_open.erase(known);
    }
    return failed(reply.error());
}

Result<TokenReply> Pkcs11Module::perform(const TokenRequest &request)
{
    if (Result<void> loaded = load(); !loaded)
        return fail(loaded.error());
    if (request.deed == TokenDeed::ListTokens)
        return listTokens();
    const Result<OpenToken *> token = open(request.token);
    if (!token)
        return fail(token.error());
    if (request.deed == TokenDeed::LogIn)
        return logIn(**token, request.pin);
    if (request.deed == TokenDeed::Describe)
        return describe(**token);
    if (request.deed == TokenDeed::Certificate)
        return certificateAt(**token, request.index);
    if (request.deed == TokenDeed::SetPin)
        return setPin(**token, request.pin, request.newPin);
    if (Result<void> entered = requireLogin(**token); !entered)
        return fail(entered.error());
    switch (request.deed) {
    case TokenDeed::MakeKey: return makeKey(**token, request);
    case TokenDeed::Clear: return clear(**token);
    case TokenDeed::WriteCertificate: return writeCertificate(**token, request);
    case TokenDeed::ReadCertificate: return readCertificate(**token, request.publicKey);
    case TokenDeed::FindKey: {
        if (request.publicKey.empty()) {
            const Result<std::optional<Bytes>> made = madeBefore(**token, request.label, request.kind);
            if (!made)
                return fail(made.error());
            return *made ? Result<TokenReply>(done(std::move(**made))) : fail(ErrorCode::NotFound, "no key was made under this label");
        }
        const Result<CK_OBJECT_HANDLE> key = privateKey(**token, request.publicKey);
        return key ? Result<TokenReply>(done()) : fail(key.error());
    }
    case TokenDeed::Sign: return sign(**token, request);
    case TokenDeed::Open: return done();
    case TokenDeed::ListTokens:
    case TokenDeed::LogIn:
    case TokenDeed::Describe:
    case TokenDeed::Certificate:
    case TokenDeed::SetPin: break;
    }
    return fail(ErrorCode::Internal);
}

Result<void> Pkcs11Module::load()
{
    if (m_functions)
        return {};
    if (::access(m_path.c_str(), R_OK) != 0)
        return fail(ErrorCode::NotFound, "the PKCS#11 module is not there, or may not be read");
    void *library = ::dlopen(m_path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return fail(ErrorCode::TokenFailed, ::dlerror());
    const auto list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
    if (!list)
        return fail(ErrorCode::TokenFailed, "the library is no PKCS#11 module: it has no C_GetFunctionList");
    CK_FUNCTION_LIST_PTR functions = nullptr;
    if (const CK_RV value = list(&functions); value != CKR_OK || !functions)
        return failure("C_GetFunctionList", value);
    if (functions->version.major != 2)
        return fail(ErrorCode::Unsupported, "a PKCS#11 module of version " + std::to_string(functions->version.major));
    if (const CK_RV value = functions->C_Initialize(nullptr); value != CKR_OK && value != CKR_CRYPTOKI_ALREADY_INITIALIZED)
        return failure("C_Initialize", value);
    m_functions = functions;
    return {};
}

void Pkcs11Module::finalize()
{
    if (m_functions)
        m_functions->C_Finalize(nullptr);
    m_functions = nullptr;
}

Result<std::vector<CK_SLOT_ID>> Pkcs11Module::slots()
{
    std::vector<CK_SLOT_ID> found(mostSlots);
    CK_ULONG count = found.size();
    if (const CK_RV value = m_functions->C_GetSlotList(CK_TRUE, found.data(), &count); value != CKR_OK)
        return failure("C_GetSlotList", value);
    found.resize(std::min(count, mostSlots));
    return found;
}

Result<TokenReply> Pkcs11Module::listTokens()
{
    const Result<std::vector<CK_SLOT_ID>> all = slots();
    if (!all)
        return fail(all.error());
    TokenReply reply;
    for (CK_SLOT_ID slot : *all) {
        CK_TOKEN_INFO info{};
        if (m_functions->C_GetTokenInfo(slot, &info) != CKR_OK)
            continue;
        reply.tokens.push_back(infoOf(info));
    }
    return reply;
}

Result<CK_SLOT_ID> Pkcs11Module::find(const TokenName &name)
{
    const Result<std::vector<CK_SLOT_ID>> all = slots();
    if (!all)
        return fail(all.error());
    std::vector<CK_SLOT_ID> matching;
    for (CK_SLOT_ID slot : *all) {
        CK_TOKEN_INFO info{};
        if (m_functions->C_GetTokenInfo(slot, &info) == CKR_OK && textOf(info.label) == name.label
            && (name.serial.empty() || textOf(info.serialNumber) == name.serial))
            matching.push_back(slot);
    }
    if (matching.empty())
        return fail(ErrorCode::TokenAbsent, "the module shows no token of this label" + (name.serial.empty() ? "" : ", serial number " + name.serial));
    if (matching.size() > 1)
        return fail(ErrorCode::Conflict, "the module shows several tokens of this label; the serial number tells which");
    return matching.front();
}

Result<Pkcs11Module::OpenToken *> Pkcs11Module::open(const TokenName &name)
{
    const std::pair key(name.label, name.serial);
    if (const auto known = m_open.find(key); known != m_open.end()) {
        CK_SESSION_INFO info{};
        if (m_functions->C_GetSessionInfo(known->second.session, &info) == CKR_OK)
            return &known->second;
        m_open.erase(known);
    }
    const Result<CK_SLOT_ID> slot = find(name);
    if (!slot)
        return fail(slot.error());
    OpenToken token{.slot = *slot};
    // Read-write from the start: keys are made in it, and a token may have room for one session only.
    if (const CK_RV value = m_functions->C_OpenSession(*slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &token.session); value != CKR_OK)
        return failure("C_OpenSession", value);
    return &(m_open[key] = std::move(token));
}

Result<TokenReply> Pkcs11Module::logIn(OpenToken &token, const SecureBytes &pin)
{
    const auto flags = [&] {
        CK_TOKEN_INFO info{};
        return m_functions->C_GetTokenInfo(token.slot, &info) == CKR_OK ? info.flags : 0;
    };
    const auto refused = [](const char *detail, std::optional<int> left) {
        return fail(Error{ErrorCode::PinIncorrect, detail, {}, left});
    };
    const CK_FLAGS before = flags();
    if (before & CKF_USER_PIN_LOCKED)
        return refused("CKF_USER_PIN_LOCKED; the PIN was not tried", 0);
    if (before != 0 && !(before & CKF_USER_PIN_INITIALIZED))
        return fail(ErrorCode::TokenFailed, "the token has no user PIN yet");
    const CK_RV value = m_functions->C_Login(token.session, CKU_USER, const_cast<std::uint8_t *>(pin.data()), pin.size());
    switch (value) {
    case CKR_OK:
    case CKR_USER_ALREADY_LOGGED_IN: return done();
    case CKR_PIN_LOCKED: return refused("C_Login: CKR_PIN_LOCKED", 0);
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE: break;
    default: return failure("C_Login", value);
    }
    return refused("C_Login: CKR_PIN_INCORRECT", triesLeft(flags()));
}

Result<void> Pkcs11Module::requireLogin(const OpenToken &token)
{
    CK_SESSION_INFO session{};
    if (const CK_RV value = m_functions->C_GetSessionInfo(token.session, &session); value != CKR_OK)
        return failure("C_GetSessionInfo", value);
    if (session.state == CKS_RO_USER_FUNCTIONS || session.state == CKS_RW_USER_FUNCTIONS)
        return {};
    CK_TOKEN_INFO info{};
    if (const CK_RV value = m_functions->C_GetTokenInfo(token.slot, &info); value != CKR_OK)
        return failure("C_GetTokenInfo", value);
    if (!(info.flags & CKF_LOGIN_REQUIRED))
        return {};
    return fail(ErrorCode::PinNeeded, "nobody is logged in");
}

Result<std::vector<CK_OBJECT_HANDLE>> Pkcs11Module::objects(CK_SESSION_HANDLE session, std::span<CK_ATTRIBUTE> attributes)
{
    if (const CK_RV value = m_functions->C_FindObjectsInit(session, attributes.data(), attributes.size()); value != CKR_OK)
        return failure("C_FindObjectsInit", value);
    std::vector<CK_OBJECT_HANDLE> found(mostObjects);
    CK_ULONG count = 0;
    const CK_RV value = m_functions->C_FindObjects(session, found.data(), found.size(), &count);
    m_functions->C_FindObjectsFinal(session);
    if (value != CKR_OK)
        return failure("C_FindObjects", value);
    found.resize(std::min(count, mostObjects));
    return found;
}

Result<Bytes> Pkcs11Module::attribute(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    Bytes value(largestAttribute);
    CK_ATTRIBUTE asked{type, value.data(), largestAttribute};
    const CK_RV answer = m_functions->C_GetAttributeValue(session, object, &asked, 1);
    if (answer == CKR_ATTRIBUTE_TYPE_INVALID)
        return Bytes();
    if (answer == CKR_BUFFER_TOO_SMALL)
        return fail(ErrorCode::TooLarge, "an attribute of a key");
    if (answer != CKR_OK)
        return failure("C_GetAttributeValue", answer);
    if (asked.ulValueLen > largestAttribute)
        return Bytes(); // CK_UNAVAILABLE_INFORMATION
    value.resize(asked.ulValueLen);
    return value;
}

Result<bool> Pkcs11Module::flag(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type)
{
    const Result<Bytes> value = attribute(session, object, type);
    if (!value)
        return fail(value.error());
    return value->size() == sizeof(CK_BBOOL) && value->front() != CK_FALSE;
}

Result<void> Pkcs11Module::requireHome(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key)
{
    for (const auto &[type, wanted] : {std::pair(CKA_SENSITIVE, true), std::pair(CKA_EXTRACTABLE, false), std::pair(CKA_LOCAL, true),
                                       std::pair(CKA_ALWAYS_SENSITIVE, true), std::pair(CKA_NEVER_EXTRACTABLE, true)}) {
        const Result<bool> is = flag(session, key, type);
        if (!is)
            return fail(is.error());
        if (*is != wanted)
            return fail(ErrorCode::Conflict, "the key under this label was not made in the token, or can leave it");
    }
    return {};
}

Result<Bytes> Pkcs11Module::publicHalf(CK_SESSION_HANDLE session, const std::string &label, KeyKind kind)
{
    const Bytes id = idOf(label);
    std::vector<CK_ATTRIBUTE> wanted = withLabel(publicClass, label, id);
    wanted.push_back(attributeOf(CKA_KEY_TYPE, typeOf(kind)));
    const Result<std::vector<CK_OBJECT_HANDLE>> found = objects(session, wanted);
    if (!found)
        return fail(found.error());
    if (found->size() != 1)
        return fail(ErrorCode::Conflict, "the token has no public half of this kind for the key under this label, or several");
    Pkcs11PublicKey key;
    key.kind = kind;
    if (isRsa(kind)) {
        const Result<Bytes> modulus = attribute(session, found->front(), CKA_MODULUS), exponent = attribute(session, found->front(), CKA_PUBLIC_EXPONENT);
        if (!modulus || !exponent)
            return fail(modulus ? exponent.error() : modulus.error());
        const auto first = [](const Bytes &number) { return std::ranges::find_if(number, [](std::uint8_t octet) { return octet != 0; }); };
        key.modulus.assign(first(*modulus), modulus->end());
        key.exponent.assign(first(*exponent), exponent->end());
    } else {
        const Result<Bytes> curve = attribute(session, found->front(), CKA_EC_PARAMS), point = attribute(session, found->front(), CKA_EC_POINT);
        if (!curve || !point)
            return fail(curve ? point.error() : curve.error());
        if (!std::ranges::equal(*curve, curveParameters(kind)))
            return fail(ErrorCode::Conflict, "the key under this label is on another curve");
        key.point = unwrappedPoint(*point);
    }
    Result<Bytes> spki = key.toSpki();
    if (!spki)
        return fail(ErrorCode::Conflict, "the key under this label is of another size");
    return spki;
}

Result<std::optional<Bytes>> Pkcs11Module::madeBefore(OpenToken &token, const std::string &label, KeyKind kind)
{
    const Bytes id = idOf(label);
    std::vector<CK_ATTRIBUTE> wanted = withLabel(privateClass, label, id);
    const Result<std::vector<CK_OBJECT_HANDLE>> there = objects(token.session, wanted);
    if (!there)
        return fail(there.error());
    if (there->size() > 1)
        return fail(ErrorCode::Conflict, "the token has several keys under this label");
    if (there->empty())
        return std::nullopt;
    if (Result<void> home = requireHome(token.session, there->front()); !home)
        return fail(home.error());
    Result<Bytes> spki = publicHalf(token.session, label, kind);
    return spki ? Result<std::optional<Bytes>>(std::move(*spki)) : fail(spki.error());
}

Result<TokenReply> Pkcs11Module::makeKey(OpenToken &token, const TokenRequest &request)
{
    if (request.label.empty() || request.kind == KeyKind::Sm2)
        return fail(ErrorCode::Unsupported, "PKCS#11 has no mechanism for this kind of key");
    Result<std::optional<Bytes>> there = madeBefore(token, request.label, request.kind);
    if (!there)
        return fail(there.error());
    if (*there)
        return done(std::move(**there));
    Result<Bytes> made = generate(token, request);
    return made ? Result<TokenReply>(done(std::move(*made))) : fail(made.error());
}

Result<Bytes> Pkcs11Module::generate(OpenToken &token, const TokenRequest &request)
{
    const std::string &label = request.label;
    const KeyKind kind = request.kind;
    const Bytes id = idOf(label);
    const CK_ULONG bits = kind == KeyKind::Rsa2048 ? 2048 : kind == KeyKind::Rsa3072 ? 3072 : 4096;
    constexpr std::uint8_t exponent[] = {0x01, 0x00, 0x01};
    std::vector<CK_ATTRIBUTE> publicHalfOf{attributeOf(CKA_TOKEN, yes), attributeOf(CKA_VERIFY, yes), attributeOf(CKA_LABEL, viewOf(label)),
                                           attributeOf(CKA_ID, id)};
    if (isRsa(kind)) {
        publicHalfOf.push_back(attributeOf(CKA_MODULUS_BITS, bits));
        publicHalfOf.push_back(attributeOf(CKA_PUBLIC_EXPONENT, BytesView(exponent)));
    } else {
        publicHalfOf.push_back(attributeOf(CKA_EC_PARAMS, curveParameters(kind)));
    }
    std::vector<CK_ATTRIBUTE> privateHalfOf{attributeOf(CKA_TOKEN, yes),      attributeOf(CKA_PRIVATE, yes), attributeOf(CKA_SENSITIVE, yes),
                                            attributeOf(CKA_EXTRACTABLE, no), attributeOf(CKA_SIGN, yes),    attributeOf(CKA_LABEL, viewOf(label)),
                                            attributeOf(CKA_ID, id)};
    if (request.use == TokenKeyUse::SignAndAgree)
        privateHalfOf.push_back(attributeOf(isRsa(kind) ? CKA_DECRYPT : CKA_DERIVE, yes));
    CK_MECHANISM mechanism{static_cast<CK_MECHANISM_TYPE>(isRsa(kind) ? CKM_RSA_PKCS_KEY_PAIR_GEN : CKM_EC_KEY_PAIR_GEN), nullptr, 0};
    CK_OBJECT_HANDLE publicHandle = 0, privateHandle = 0;
    if (const CK_RV value = m_functions->C_GenerateKeyPair(token.session, &mechanism, publicHalfOf.data(), publicHalfOf.size(), privateHalfOf.data(),
                                                           privateHalfOf.size(), &publicHandle, &privateHandle);
        value != CKR_OK)
        return failure("C_GenerateKeyPair", value);
    Result<void> home = requireHome(token.session, privateHandle);
    Result<Bytes> spki = home ? publicHalf(token.session, label, kind) : fail(home.error());
    if (!spki) { // a token that does not keep to what it was asked for
        m_functions->C_DestroyObject(token.session, privateHandle);
        m_functions->C_DestroyObject(token.session, publicHandle);
        return fail(ErrorCode::TokenFailed, spki.error().detail);
    }
    token.keys[*spki] = privateHandle;
    return spki;
}

Result<CK_OBJECT_HANDLE> Pkcs11Module::privateKey(OpenToken &token, BytesView publicKey)
{
    if (const auto known = token.keys.find(bytesOf(publicKey)); known != token.keys.end())
        return known->second;
    const Result<Pkcs11PublicKey> key = Pkcs11PublicKey::fromSpki(publicKey);
    if (!key)
        return fail(key.error());
    // By the public key's value: labels and ids are anybody's to choose. The public half has it in any case; from there its id leads to the
    // private half, and the signature tells whether that was the right one.
    const auto byValue = [&](const CK_OBJECT_CLASS &object, const Bytes &point) {
        std::vector<CK_ATTRIBUTE> wanted{attributeOf(CKA_CLASS, object), attributeOf(CKA_KEY_TYPE, typeOf(key->kind))};
        if (isRsa(key->kind)) {
            wanted.push_back(attributeOf(CKA_MODULUS, key->modulus));
        } else {
            wanted.push_back(attributeOf(CKA_EC_PARAMS, curveParameters(key->kind)));
            wanted.push_back(attributeOf(CKA_EC_POINT, point));
        }
        return objects(token.session, wanted);
    };
    const Bytes wrapped = wrappedPoint(key->point);
    std::vector<CK_OBJECT_HANDLE> halves;
    for (const Bytes *point : {&wrapped, &key->point}) {
        const Result<std::vector<CK_OBJECT_HANDLE>> found = byValue(publicClass, *point);
        if (!found)
            return fail(found.error());
        if (halves = *found; !halves.empty() || isRsa(key->kind))
            break;
    }
    std::vector<CK_OBJECT_HANDLE> candidates;
    for (CK_OBJECT_HANDLE half : halves) {
        const Result<Bytes> id = attribute(token.session, half, CKA_ID);
        if (!id)
            return fail(id.error());
        std::vector<CK_ATTRIBUTE> wanted{attributeOf(CKA_CLASS, privateClass), attributeOf(CKA_KEY_TYPE, typeOf(key->kind)), attributeOf(CKA_ID, *id)};
        const Result<std::vector<CK_OBJECT_HANDLE>> found = objects(token.session, wanted);
        if (!found)
            return fail(found.error());
        candidates.insert(candidates.end(), found->begin(), found->end());
    }
    std::ranges::sort(candidates);
    candidates.erase(std::ranges::unique(candidates).begin(), candidates.end());
    if (candidates.empty())
        return fail(ErrorCode::NotFound, "the token has no private key for this public key");
    if (candidates.size() > 1)
        return fail(ErrorCode::Conflict, "the token has several private keys with the id of this public key");
    return token.keys[bytesOf(publicKey)] = candidates.front();
}

Result<TokenReply> Pkcs11Module::describe(const OpenToken &token)
{
    CK_TOKEN_INFO info{};
    if (const CK_RV value = m_functions->C_GetTokenInfo(token.slot, &info); value != CKR_OK)
        return failure("C_GetTokenInfo", value);
    TokenReply reply{.error = {}, .tokens = {infoOf(info)}, .octets = {}};
    std::vector<CK_MECHANISM_TYPE> types(mostMechanisms);
    CK_ULONG count = types.size();
    if (const CK_RV value = m_functions->C_GetMechanismList(token.slot, types.data(), &count); value != CKR_OK)
        return failure("C_GetMechanismList", value);
    types.resize(std::min(count, mostMechanisms));
    for (const CK_MECHANISM_TYPE type : types) {
        CK_MECHANISM_INFO mechanism{};
        if (m_functions->C_GetMechanismInfo(token.slot, type, &mechanism) == CKR_OK)
            reply.mechanisms.push_back({clamped(type), clamped(mechanism.flags), clamped(mechanism.ulMinKeySize), clamped(mechanism.ulMaxKeySize)});
    }
    const auto many = [&](const CK_OBJECT_CLASS &object) { return ofClass(token.session, object); };
    const Result<std::vector<CK_OBJECT_HANDLE>> publicHalves = many(publicClass), privateHalves = many(privateClass), certificates = many(certificateClass);
    for (const auto *found : {&publicHalves, &privateHalves, &certificates}) {
        if (!*found)
            return fail(found->error());
    }
    reply.keys = counted(publicHalves->size() + privateHalves->size());
    reply.certificates = counted(certificates->size());
    return reply;
}

Result<std::vector<CK_OBJECT_HANDLE>> Pkcs11Module::ofClass(CK_SESSION_HANDLE session, const CK_OBJECT_CLASS &object)
{
    std::vector<CK_ATTRIBUTE> wanted{attributeOf(CKA_CLASS, object), attributeOf(CKA_TOKEN, yes)};
    return objects(session, wanted);
}

Result<TokenReply> Pkcs11Module::certificateAt(const OpenToken &token, std::size_t index)
{
    const Result<std::vector<CK_OBJECT_HANDLE>> all = ofClass(token.session, certificateClass);
    if (!all)
        return fail(all.error());
    if (index >= all->size())
        return fail(ErrorCode::NotFound, "the token shows no further certificate");
    Result<Bytes> der = attribute(token.session, (*all)[index], CKA_VALUE);
    return der ? Result<TokenReply>(done(std::move(*der))) : fail(der.error());
}

Result<TokenReply> Pkcs11Module::setPin(OpenToken &token, const SecureBytes &pin, const SecureBytes &newPin)
{
    // Logged in first: then a refusal of the old PIN is told apart from one of the new.
    if (Result<TokenReply> entered = logIn(token, pin); !entered)
        return entered;
    const CK_RV value = m_functions->C_SetPIN(token.session, const_cast<std::uint8_t *>(pin.data()), pin.size(), const_cast<std::uint8_t *>(newPin.data()), newPin.size());
    CK_TOKEN_INFO info{};
    switch (value) {
    case CKR_OK: return done();
    case CKR_PIN_INCORRECT:
        m_functions->C_GetTokenInfo(token.slot, &info);
        return fail(Error{ErrorCode::PinIncorrect, "C_SetPIN: CKR_PIN_INCORRECT", {}, triesLeft(info.flags)});
    case CKR_PIN_LOCKED: return fail(Error{ErrorCode::PinIncorrect, "C_SetPIN: CKR_PIN_LOCKED", {}, 0});
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
        m_functions->C_GetTokenInfo(token.slot, &info);
        return fail(ErrorCode::InvalidArgument, "the token takes PINs of " + std::to_string(info.ulMinPinLen) + " to " + std::to_string(info.ulMaxPinLen) + " characters");
    default: return failure("C_SetPIN", value);
    }
}

Result<TokenReply> Pkcs11Module::clear(OpenToken &token)
{
    token.keys.clear();
    // Certificates first: one without its key says nothing wrong, a key without its certificate is no one's.
    for (const CK_OBJECT_CLASS *object : {&certificateClass, &publicClass, &privateClass}) {
        const Result<std::vector<CK_OBJECT_HANDLE>> found = ofClass(token.session, *object);
        if (!found)
            return fail(found.error());
        for (const CK_OBJECT_HANDLE handle : *found) {
            if (const CK_RV value = m_functions->C_DestroyObject(token.session, handle); value != CKR_OK)
                return failure("C_DestroyObject", value);
        }
    }
    return done();
}

Result<Bytes> Pkcs11Module::idOfKey(OpenToken &token, BytesView publicKey)
{
    const Result<CK_OBJECT_HANDLE> key = privateKey(token, publicKey);
    if (!key)
        return fail(key.error());
    Result<Bytes> id = attribute(token.session, *key, CKA_ID);
    if (id && id->empty())
        return fail(ErrorCode::Conflict, "the key has no id by which a certificate could be tied to it");
    return id;
}

Result<std::vector<CK_OBJECT_HANDLE>> Pkcs11Module::certificatesBeside(const OpenToken &token, const Bytes &id)
{
    std::vector<CK_ATTRIBUTE> wanted{attributeOf(CKA_CLASS, certificateClass), attributeOf(CKA_TOKEN, yes), attributeOf(CKA_ID, id)};
    return objects(token.session, wanted);
}

Result<TokenReply> Pkcs11Module::writeCertificate(OpenToken &token, const TokenRequest &request)
{
    const Result<Bytes> id = idOfKey(token, request.publicKey);
    const std::optional<CertificateNames> names = namesIn(request.input);
    if (!id)
        return fail(id.error());
    if (!names)
        return fail(ErrorCode::Malformed, "no certificate");
    const Result<std::vector<CK_OBJECT_HANDLE>> before = certificatesBeside(token, *id);
    if (!before)
        return fail(before.error());
    bool there = false;
    std::vector<CK_OBJECT_HANDLE> others;
    for (const CK_OBJECT_HANDLE one : *before) {
        const Result<Bytes> der = attribute(token.session, one, CKA_VALUE);
        if (!there && der && *der == request.input)
            there = true; // written before an interruption
        else
            others.push_back(one);
    }
    if (!there) {
        std::vector<CK_ATTRIBUTE> made{attributeOf(CKA_CLASS, certificateClass), attributeOf(CKA_CERTIFICATE_TYPE, x509Type), attributeOf(CKA_TOKEN, yes),
                                       attributeOf(CKA_PRIVATE, no), attributeOf(CKA_LABEL, viewOf(request.label)), attributeOf(CKA_ID, *id),
                                       attributeOf(CKA_SUBJECT, names->subject), attributeOf(CKA_ISSUER, names->issuer),
                                       attributeOf(CKA_SERIAL_NUMBER, names->serial), attributeOf(CKA_VALUE, request.input)};
        CK_OBJECT_HANDLE handle = 0;
        if (const CK_RV value = m_functions->C_CreateObject(token.session, made.data(), made.size(), &handle); value != CKR_OK)
            return failure("C_CreateObject", value);
    }
    for (const CK_OBJECT_HANDLE one : others) { // only now: whatever comes between, the key is not left without one
        if (const CK_RV value = m_functions->C_DestroyObject(token.session, one); value != CKR_OK)
            return failure("C_DestroyObject", value);
    }
    return done();
}

Result<TokenReply> Pkcs11Module::readCertificate(OpenToken &token, BytesView publicKey)
{
    const Result<Bytes> id = idOfKey(token, publicKey);
    const Result<std::vector<CK_OBJECT_HANDLE>> found = id ? certificatesBeside(token, *id) : fail(id.error());
    if (!found)
        return fail(found.error());
    if (found->empty())
        return fail(ErrorCode::NotFound, "no certificate lies beside the key");
    if (found->size() > 1)
        return fail(ErrorCode::Conflict, "several certificates lie beside the key");
    Result<Bytes> der = attribute(token.session, found->front(), CKA_VALUE);
    return der ? Result<TokenReply>(done(std::move(*der))) : fail(der.error());
}

Result<TokenReply> Pkcs11Module::sign(OpenToken &token, const TokenRequest &request)
{
    const Result<CK_OBJECT_HANDLE> key = privateKey(token, request.publicKey);
    if (!key)
        return fail(key.error());
    CK_MECHANISM mechanism{static_cast<CK_MECHANISM_TYPE>(isRsa(request.kind) ? CKM_RSA_PKCS : CKM_ECDSA), nullptr, 0};
    if (const CK_RV value = m_functions->C_SignInit(token.session, &mechanism, *key); value != CKR_OK) {
        token.keys.clear(); // perhaps it was made anew under another handle
        return failure("C_SignInit", value);
    }
    Bytes signature(1024);
    CK_ULONG size = signature.size();
    if (const CK_RV value = m_functions->C_Sign(token.session, const_cast<std::uint8_t *>(request.input.data()), request.input.size(),
                                                signature.data(), &size);
        value != CKR_OK)
        return failure("C_Sign", value);
    signature.resize(std::min<std::size_t>(size, signature.size()));
    return done(std::move(signature));
}

} // namespace hufu
