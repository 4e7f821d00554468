// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Pkcs12Reader.h"

#include "models/pki/DerReader.h"
#include "models/pki/DistinguishedName.h"
#include "models/pki/KeyDerivationCost.h"
#include "models/pki/KeySight.h"

namespace hufu {
namespace {

constexpr std::size_t maxFileBytes = 8u << 20; // some 5,000 certificates; OpenSSL makes up to twenty times this of it
constexpr int maxNesting = 8; // of SafeContents inside SafeContents
constexpr std::size_t longestName = 200; // characters of a friendlyName; RFC 2985's upper bound is 255

struct SafeBagsDeleter {
    void operator()(STACK_OF(PKCS12_SAFEBAG) *bags) const noexcept { sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free); }
};
using SafeBagsPtr = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), SafeBagsDeleter>;

struct AuthSafesDeleter {
    void operator()(STACK_OF(PKCS7) *safes) const noexcept { sk_PKCS7_pop_free(safes, PKCS7_free); }
};
using AuthSafesPtr = std::unique_ptr<STACK_OF(PKCS7), AuthSafesDeleter>;

/// One way to hand the password to OpenSSL, which makes the BMPString of RFC 7292 §B.1 of it. Null octets are no password at all.
struct PasswordForm {
    SecureBytes octets;
    bool absent = false;

    const char *data() const { return absent ? nullptr : empty() ? "" : reinterpret_cast<const char *>(octets.data()); }
    int size() const { return int(octets.size()); }
    bool empty() const { return octets.empty(); }
};

/// OpenSSL before 1.1 made 16-bit characters of single octets: the same password, misread as Latin-1.
std::optional<SecureBytes> octetsAsCharacters(BytesView utf8)
{
    std::size_t high = 0;
    for (std::uint8_t octet : utf8)
        high += octet >> 7;
    if (high == 0)
        return {};
    SecureBytes expanded(utf8.size() + high);
    std::uint8_t *at = expanded.data();
    for (std::uint8_t octet : utf8) {
        if (octet & 0x80) {
            *at++ = static_cast<std::uint8_t>(0xc0 | octet >> 6);
            *at++ = static_cast<std::uint8_t>(0x80 | (octet & 0x3f));
        } else {
            *at++ = octet;
        }
    }
    return expanded;
}

std::vector<PasswordForm> passwordForms(const SecureBytes *password)
{
    std::vector<PasswordForm> forms;
    if (!password || password->empty()) { // both encodings of "no password" are in use
        forms.push_back({SecureBytes(), true});
        forms.push_back({SecureBytes(), false});
        return forms;
    }
    forms.push_back({password->clone(), false});
    if (auto expanded = octetsAsCharacters(password->view()))
        forms.push_back({std::move(*expanded), false});
    return forms;
}

/// The name by which the file's maker knew the bag (an alias of a Java key store, say); empty when it has none. RFC 7292 §4.2, RFC 2985 §5.5.1.
std::string friendlyName(const PKCS12_SAFEBAG *bag)
{
    const ASN1_TYPE *attribute = PKCS12_SAFEBAG_get0_attr(bag, NID_friendlyName);
    if (!attribute || attribute->type != V_ASN1_BMPSTRING)
        return {};
    const BytesView name(ASN1_STRING_get0_data(attribute->value.bmpstring), std::size_t(ASN1_STRING_length(attribute->value.bmpstring)));
    std::string text;
    const std::size_t even = name.size() / 2 * 2;
    if (!appendText(text, DerTag::BmpString, name.first(std::min(even, 2 * longestName)), InvalidText::Replace))
        return {};
    return text;
}

class Pkcs12Reader {
public:
    Pkcs12Reader(PKCS12 *file, ContainerCollector &collector)
        : m_file(file), m_collector(collector), m_forms(passwordForms(collector.password()))
    {
    }

    Result<void> run();

private:
    enum class Mac { Absent, Verified, Unverifiable };

    Result<Mac> verifyMac();
    Result<SafeBagsPtr> decrypt(PKCS7 *safe);
    void bags(const STACK_OF(PKCS12_SAFEBAG) *bags, int depth);
    void bag(const PKCS12_SAFEBAG *bag, int depth);
    void shroudedKey(const PKCS12_SAFEBAG *bag);
    void certificate(const PKCS12_SAFEBAG *bag);
    std::string where() const { return "bag " + std::to_string(m_bag); }
    std::unexpected<Error> passwordError() const
    {
        return fail(m_collector.password() ? ErrorCode::WrongPassphrase : ErrorCode::PassphraseNeeded);
    }
    static std::unexpected<Error> tooCostly() { return fail(ErrorCode::TooLarge, "more iterations of key derivation than are allowed"); }

    PKCS12 *m_file;
    ContainerCollector &m_collector;
    std::vector<PasswordForm> m_forms; ///< the one that fitted first, once that is known
    Mac m_mac = Mac::Absent;
    std::size_t m_bag = 0;
};

Result<Pkcs12Reader::Mac> Pkcs12Reader::verifyMac()
{
    if (!PKCS12_mac_present(m_file))
        return Mac::Absent;
    const ASN1_INTEGER *iterations = nullptr;
    PKCS12_get0_mac(nullptr, nullptr, nullptr, &iterations, m_file);
    for (PasswordForm &form : m_forms) {
        if (!m_collector.spend(iterationCount(iterations)))
            return tooCostly();
        if (PKCS12_verify_mac(m_file, form.data(), form.size()) == 1) {
            std::swap(form, m_forms.front());
            return Mac::Verified;
        }
        const bool mismatch = ERR_peek_error() == 0; // OpenSSL is silent about that alone
        ERR_clear_error();
        if (!mismatch)
            return Mac::Unverifiable; // PBMAC1 (RFC 9579) for one: then decryption tells whether the password fits
    }
    return passwordError();
}

Result<SafeBagsPtr> Pkcs12Reader::decrypt(PKCS7 *safe)
{
    const PKCS7_ENCRYPT *encrypted = safe->d.encrypted;
    if (!encrypted || !encrypted->enc_data || !encrypted->enc_data->algorithm)
        return fail(ErrorCode::Malformed, "encrypted contents without an algorithm");
    const std::uint64_t cost = keyDerivationCost(encrypted->enc_data->algorithm);
    std::string reason;
    for (const PasswordForm &form : m_forms) {
        if (!m_collector.spend(cost))
            return tooCostly();
        SafeBagsPtr bags(PKCS12_unpack_p7encdata(safe, form.data(), form.size()));
        if (bags) {
            ERR_clear_error();
            return bags;
        }
        reason = openSslError();
    }
    if (m_mac == Mac::Verified)
        return fail(ErrorCode::Unsupported, "the password fits, but the contents cannot be decrypted: " + reason);
    return passwordError();
}

void Pkcs12Reader::certificate(const PKCS12_SAFEBAG *bag)
{
    const X509Ptr x509(PKCS12_SAFEBAG_get_bag_nid(bag) == NID_x509Certificate ? PKCS12_SAFEBAG_get1_cert(bag) : nullptr);
    if (!x509)
        return m_collector.failure(where(), Error{ErrorCode::Malformed, "no X.509 certificate: " + openSslError(), {}, {}});
    Bytes der(std::size_t(std::max(i2d_X509(x509.get(), nullptr), 0)));
    unsigned char *at = der.data();
    i2d_X509(x509.get(), &at);
    if (Result<void> taken = m_collector.certificate(der, friendlyName(bag)); !taken)
        m_collector.failure(where(), std::move(taken.error()));
}

void Pkcs12Reader::shroudedKey(const PKCS12_SAFEBAG *bag)
{
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
    const std::uint64_t cost = keyDerivationCost(algorithm);
    for (const PasswordForm &form : m_forms) {
        if (!m_collector.wantsKeys() || !m_collector.spend(cost))
            break;
        const Pkcs8Ptr key(PKCS12_decrypt_skey_ex(bag, form.data(), form.size(), legacyLibrary(), nullptr));
        ERR_clear_error();
        if (key)
            return m_collector.privateKey(sightPkcs8(key.get()));
    }
    m_collector.privateKey({}); // has a password of its own, or an algorithm nobody here knows
}

void Pkcs12Reader::bag(const PKCS12_SAFEBAG *bag, int depth)
{
    ++m_bag;
    switch (PKCS12_SAFEBAG_get_nid(bag)) {
    case NID_certBag:
        return certificate(bag);
    case NID_keyBag:
        return m_collector.privateKey(m_collector.wantsKeys() ? sightPkcs8(PKCS12_SAFEBAG_get0_p8inf(bag)) : std::nullopt);
    case NID_pkcs8ShroudedKeyBag:
        return shroudedKey(bag);
    case NID_safeContentsBag:
        if (depth == maxNesting)
            return m_collector.failure(where(), Error{ErrorCode::TooLarge, "bags inside bags, too deep", {}, {}});
        return bags(PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
    default:
        return m_collector.otherObject(); // CRLs and secrets
    }
}

void Pkcs12Reader::bags(const STACK_OF(PKCS12_SAFEBAG) *bags, int depth)
{
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags) && !m_collector.stopped(); ++i)
        bag(sk_PKCS12_SAFEBAG_value(bags, i), depth);
}

Result<void> Pkcs12Reader::run()
{
    const Result<Mac> mac = verifyMac();
    if (!mac)
        return fail(mac.error());
    m_mac = *mac;
    const AuthSafesPtr safes(PKCS12_unpack_authsafes(m_file));
    if (!safes)
        return fail(ErrorCode::Unsupported, "a PKCS#12 file without readable contents: " + openSslError());
    for (int i = 0; i < sk_PKCS7_num(safes.get()) && !m_collector.stopped(); ++i) {
        PKCS7 *safe = sk_PKCS7_value(safes.get(), i);
        const std::string part = "part " + std::to_string(i + 1);
        if (PKCS7_type_is_encrypted(safe)) {
            Result<SafeBagsPtr> found = decrypt(safe);
            if (!found)
                return fail(found.error());
            bags(found->get(), 0);
        } else if (const SafeBagsPtr found(PKCS7_type_is_data(safe) ? PKCS12_unpack_p7data(safe) : nullptr); found) {
            bags(found.get(), 0);
        } else {
            m_collector.failure(part, Error{ErrorCode::Unsupported, "contents that are neither plain nor encrypted by a password", {}, {}});
            ERR_clear_error();
        }
    }
    return {};
}

} // namespace

Result<void> readPkcs12(BytesView file, ContainerCollector &collector)
{
    if (file.size() > maxFileBytes)
        return fail(ErrorCode::TooLarge, "a PKCS#12 file above 8 MiB");
    // The object remembers the library that its algorithms come from.
    PKCS12 *object = PKCS12_init_ex(NID_pkcs7_data, legacyLibrary(), nullptr);
    const unsigned char *at = file.data();
    const bool read = d2i_PKCS12(&object, &at, long(file.size())) != nullptr; // frees the object when it fails
    const Pkcs12Ptr pkcs12(read ? object : nullptr);
    if (!pkcs12)
        return fail(ErrorCode::Malformed, "not a PKCS#12 file: " + openSslError());
    return Pkcs12Reader(pkcs12.get(), collector).run();
}

} // namespace hufu
