// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateProfile.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Oids.h"

#include <QFile>

#include <algorithm>
#include <map>

namespace hufu {
namespace {

constexpr std::size_t largestProfile = 64u << 10;

struct Word {
    const char *name;
    unsigned bit;
};

constexpr Word keyUsages[] = {
    {"digitalSignature", KeyUsage::DigitalSignature}, {"nonRepudiation", KeyUsage::NonRepudiation},
    {"keyEncipherment", KeyUsage::KeyEncipherment},   {"dataEncipherment", KeyUsage::DataEncipherment},
    {"keyAgreement", KeyUsage::KeyAgreement},         {"keyCertSign", KeyUsage::KeyCertSign},
    {"cRLSign", KeyUsage::CrlSign},
};
constexpr Word extensionWords[] = {
    {"policy", CertificateProfile::Policy},
    {"crl", CertificateProfile::CrlUrl},
    {"authority-info", CertificateProfile::AuthorityInfo},
    {"ocsp-no-check", CertificateProfile::OcspNoCheck},
    {"name-constraints", CertificateProfile::NameConstraints},
    {"basic-constraints", CertificateProfile::BasicConstraints},
};
constexpr struct {
    const char *name, *oid;
} extendedKeyUsages[] = {
    {"serverAuth", "1.3.6.1.5.5.7.3.1"},      {"clientAuth", "1.3.6.1.5.5.7.3.2"},  {"emailProtection", "1.3.6.1.5.5.7.3.4"},
    {"OCSPSigning", "1.3.6.1.5.5.7.3.9"}, {"smartcardLogon", "1.3.6.1.4.1.311.20.2.2"},
};
constexpr const char *nameKinds[] = {"dns", "ip", "email", "upn", "uri"};

/// Takes fields out of an object; what is left at the end was not known. The first fault is kept.
class Fields {
public:
    Fields(QJsonObject object, std::string path, std::string &fault) : m_object(std::move(object)), m_path(std::move(path)), m_fault(fault) {}
    ~Fields()
    {
        for (auto it = m_object.begin(); it != m_object.end(); ++it)
            blame(utf8(it.key()), "unknown");
    }
    Fields(const Fields &) = delete;
    Fields &operator=(const Fields &) = delete;

    std::string text(const char *name)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (!value.isString())
            blame(name, "a string is missing");
        return utf8(value.toString());
    }
    bool flag(const char *name)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (!value.isBool() && !value.isUndefined())
            blame(name, "true or false");
        return value.toBool();
    }
    int number(const char *name)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        const int read = value.toInt(-1);
        if (read < 1)
            blame(name, "a positive number is missing");
        return read;
    }
    QJsonObject object(const char *name)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (!value.isObject() && !value.isUndefined())
            blame(name, "an object");
        return value.toObject();
    }
    std::vector<std::string> list(const char *name)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (!value.isArray() && !value.isUndefined())
            blame(name, "a list");
        std::vector<std::string> words;
        for (const QJsonValue &word : value.toArray()) {
            if (!word.isString())
                blame(name, "a list of strings");
            words.push_back(utf8(word.toString()));
        }
        return words;
    }
    template <std::size_t N>
    unsigned bits(const char *name, const Word (&words)[N])
    {
        unsigned bits = 0;
        for (const std::string &word : list(name)) {
            const auto found = std::ranges::find_if(words, [&](const Word &w) { return word == w.name; });
            if (found == std::end(words))
                blame(name, "an unknown word: " + word);
            else
                bits |= found->bit;
        }
        return bits;
    }
    std::vector<std::string> usages(const char *name)
    {
        std::vector<std::string> oids;
        for (const std::string &word : list(name)) {
            const auto found = std::ranges::find_if(extendedKeyUsages, [&](const auto &usage) { return word == usage.name; });
            if (found == std::end(extendedKeyUsages))
                blame(name, "an unknown usage: " + word);
            else
                oids.emplace_back(found->oid);
        }
        return oids;
    }
    void blame(const std::string &name, const std::string &why)
    {
        if (m_fault.empty())
            m_fault = m_path + name + ": " + why;
    }

private:
    QJsonObject m_object;
    std::string m_path;
    std::string &m_fault;
};

CertificateProfile::Kind kindFrom(Fields &fields)
{
    const std::string word = fields.text("kind");
    if (word == "root")
        return CertificateProfile::Kind::Root;
    if (word == "issuing-ca")
        return CertificateProfile::Kind::IssuingCa;
    if (word != "end-entity")
        fields.blame("kind", "root, issuing-ca or end-entity");
    return CertificateProfile::Kind::EndEntity;
}

void readAll(const QJsonObject &json, CertificateProfile &profile, std::string &fault)
{
    Fields fields(json, "", fault);
    profile.name = fields.text("name");
    profile.kind = kindFrom(fields);
    profile.keys = fields.list("keys");
    profile.extendedKeyUsage = fields.usages("extendedKeyUsage");
    profile.extendedKeyUsageWithUpn = fields.usages("extendedKeyUsageWithUpn");
    profile.extensions = fields.bits("extensions", extensionWords);
    profile.sm2Extensions = fields.bits("sm2Extensions", extensionWords);
    {
        Fields subject(fields.object("subject"), "subject.", fault);
        profile.requiredAttributes = subject.list("required");
        profile.optionalAttributes = subject.list("optional");
        profile.oneOfAttributes = subject.list("oneOf");
        profile.commonNameIsAName = subject.flag("commonNameIsAName");
    }
    {
        Fields usage(fields.object("keyUsage"), "keyUsage.", fault);
        profile.keyUsageEc = static_cast<std::uint16_t>(usage.bits("ec", keyUsages));
        profile.keyUsageRsa = static_cast<std::uint16_t>(usage.bits("rsa", keyUsages));
        profile.keyUsageSm2 = static_cast<std::uint16_t>(usage.bits("sm2", keyUsages));
    }
    {
        Fields names(fields.object("names"), "names.", fault);
        profile.nameKinds = names.list("kinds");
        profile.namesRequired = names.flag("required");
        profile.wildcards = names.flag("wildcards");
        for (const std::string &kind : profile.nameKinds) {
            if (std::ranges::find(nameKinds, kind) == std::end(nameKinds))
                names.blame("kinds", "an unknown kind: " + kind);
        }
    }
    {
        Fields days(fields.object("days"), "days.", fault);
        profile.minimumDays = days.number("minimum");
        profile.defaultDays = days.number("default");
        profile.maximumDays = days.number("maximum");
        if (profile.minimumDays > profile.defaultDays || profile.defaultDays > profile.maximumDays)
            days.blame("default", "not between minimum and maximum");
    }
}

/// What the single fields cannot say.
const char *contradictionIn(const CertificateProfile &profile)
{
    const std::uint16_t usages[] = {profile.keyUsageEc, profile.keyUsageRsa, profile.keyUsageSm2};
    if (profile.name.empty() || profile.keys.empty() || profile.requiredAttributes.empty())
        return "a profile has a name, keys and required attributes";
    if (std::ranges::any_of(usages, [&](std::uint16_t u) { return bool(u & KeyUsage::KeyCertSign) != profile.isCa(); }))
        return "keyCertSign is for CAs and for nobody else";
    if (profile.namesRequired && profile.nameKinds.empty())
        return "names are required, but none allowed";
    if (profile.extendedKeyUsage.empty() != (profile.kind == CertificateProfile::Kind::Root))
        return "all but the root name what they are for";
    return nullptr;
}

} // namespace

bool CertificateProfile::certifies(std::string_view key) const { return std::ranges::find(keys, key) != keys.end(); }

bool CertificateProfile::allowsAttribute(std::string_view type) const
{
    const auto has = [&](const std::vector<std::string> &list) { return std::ranges::find(list, type) != list.end(); };
    return has(requiredAttributes) || has(optionalAttributes) || has(oneOfAttributes);
}

Result<CertificateProfile> readProfile(BytesView json)
{
    const Result<QJsonObject> object = parseJsonObject(json, false, largestProfile);
    if (!object)
        return std::unexpected(object.error());
    CertificateProfile profile;
    std::string fault;
    readAll(*object, profile, fault);
    if (fault.empty()) {
        if (const char *contradiction = contradictionIn(profile))
            fault = contradiction;
    }
    if (!fault.empty())
        return fail(ErrorCode::Malformed, "not a certificate profile", std::move(fault));
    return profile;
}

const std::vector<std::string> &builtinProfileNames()
{
    static const std::vector<std::string> names{"root",   "server-ca",       "client-ca",      "server",         "server-ev-like", "client",
                                                "device", "officer-signing", "key-management", "ocsp-responder", "temporary"};
    return names;
}

Result<CertificateProfile> builtinProfile(std::string_view name)
{
    static const auto profiles = [] {
        std::map<std::string, Result<CertificateProfile>, std::less<>> read;
        for (const std::string &each : builtinProfileNames()) {
            QFile file(":/profiles/" + qstr(each) + ".json");
            const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            read.emplace(each, readProfile(viewOf({json.constData(), std::size_t(json.size())})));
        }
        return read;
    }();
    const auto found = profiles.find(name);
    if (found == profiles.end())
        return fail(ErrorCode::NotFound, "no certificate profile of this name", std::string(name));
    return found->second;
}

std::string certifiedKeyName(KeyAlgorithm algorithm, unsigned bits, std::string_view curve)
{
    switch (algorithm) {
    case KeyAlgorithm::Rsa: return bits >= 2048 && bits <= 16'384 && bits % 8 == 0 ? "rsa" : "";
    case KeyAlgorithm::Ec: return curve == "P-256" ? "ec-p256" : curve == "P-384" ? "ec-p384" : curve == "P-521" ? "ec-p521" : "";
    case KeyAlgorithm::Sm2: return "sm2";
    case KeyAlgorithm::Ed25519: return "ed25519";
    case KeyAlgorithm::Ed448: return "ed448";
    case KeyAlgorithm::Unknown:
    case KeyAlgorithm::Dsa:
    case KeyAlgorithm::RsaPss:
    case KeyAlgorithm::X25519:
    case KeyAlgorithm::Other: break;
    }
    return {};
}

} // namespace hufu
