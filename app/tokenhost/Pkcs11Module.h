// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/Pkcs11Forms.h"
#include "smartcard/TokenHostFrames.h"

#include <p11-kit/pkcs11.h>

#include <map>

namespace hufu {

/// A vendor's PKCS#11 module (v2.40), loaded into this process by the first request. One thread. A call into the module may hang, crash or
/// lie: whoever needs protection from that sits in another process.
class Pkcs11Module {
public:
    explicit Pkcs11Module(std::string path) : m_path(std::move(path)) {}

    TokenReply answer(const TokenRequest &request);
    /// Closes what is open in the tokens.
    void finalize();

private:
    /// A session in one token, and the private keys that were found there, by SubjectPublicKeyInfo.
    struct OpenToken {
        CK_SLOT_ID slot = 0;
        CK_SESSION_HANDLE session = 0;
        std::map<Bytes, CK_OBJECT_HANDLE> keys{};
    };

    Result<TokenReply> perform(const TokenRequest &request);
    Result<void> load();
    Result<std::vector<CK_SLOT_ID>> slots();
    Result<TokenReply> listTokens();
    /// The session with this token, opened if need be, logged in or not. TokenAbsent, Conflict (several tokens of this label).
    Result<OpenToken *> open(const TokenName &name);
    Result<CK_SLOT_ID> find(const TokenName &name);
    Result<TokenReply> logIn(OpenToken &token, const SecureBytes &pin);
    /// PinNeeded unless the user is logged in, or need not be.
    Result<void> requireLogin(const OpenToken &token);
    Result<TokenReply> makeKey(OpenToken &token, const TokenRequest &request);
    Result<Bytes> generate(OpenToken &token, const TokenRequest &request);
    /// SubjectPublicKeyInfo of what was made under this label; nothing when that is nothing. Conflict as requireHome() and publicHalf().
    Result<std::optional<Bytes>> madeBefore(OpenToken &token, const std::string &label, KeyKind kind);
    /// SubjectPublicKeyInfo of the public half that has this label and id.
    Result<Bytes> publicHalf(CK_SESSION_HANDLE session, const std::string &label, KeyKind kind);
    /// Conflict unless the key was made in the token and can never leave it.
    Result<void> requireHome(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key);
    Result<CK_OBJECT_HANDLE> privateKey(OpenToken &token, BytesView publicKey);
    Result<TokenReply> sign(OpenToken &token, const TokenRequest &request);
    Result<TokenReply> describe(const OpenToken &token);
    Result<TokenReply> certificateAt(const OpenToken &token, std::size_t index);
    Result<TokenReply> setPin(OpenToken &token, const SecureBytes &pin, const SecureBytes &newPin);
    Result<TokenReply> clear(OpenToken &token);
    Result<TokenReply> writeCertificate(OpenToken &token, const TokenRequest &request);
    Result<TokenReply> readCertificate(OpenToken &token, BytesView publicKey);
    /// CKA_ID of the private key for this public key.
    Result<Bytes> idOfKey(OpenToken &token, BytesView publicKey);
    Result<std::vector<CK_OBJECT_HANDLE>> certificatesBeside(const OpenToken &token, const Bytes &id);
    Result<std::vector<CK_OBJECT_HANDLE>> ofClass(CK_SESSION_HANDLE session, const CK_OBJECT_CLASS &object);

    Result<std::vector<CK_OBJECT_HANDLE>> objects(CK_SESSION_HANDLE session, std::span<CK_ATTRIBUTE> attributes);
    /// TooLarge beyond 4 KiB; empty when the object has no such attribute.
    Result<Bytes> attribute(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
    Result<bool> flag(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);

    std::string m_path;
    CK_FUNCTION_LIST_PTR m_functions = nullptr; ///< null until it is loaded and initialized
    std::map<std::pair<std::string, std::string>, OpenToken> m_open; ///< by label and serial number, as they were asked for
};

} // namespace hufu
