// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CertificateAuthority.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"
#include "models/domain/Service.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace hufu {
namespace {

constexpr qsizetype mostDomains = 100;
constexpr std::int64_t mostExact = (std::int64_t(1) << 53) - 1; // what a JSON number holds exactly
constexpr std::size_t longestCertificate = 32768;               // base64

constexpr struct {
    CaTree tree;
    const char *name;
} trees[] = {{CaTree::Root, "root"}, {CaTree::Server, "server"}, {CaTree::Client, "client"}};

/// Upper bounds of RFC 5280 appendix A.1 count characters, not octets.
std::string nameText(JsonFields &fields, const char *name, qsizetype most, std::size_t shortest)
{
    std::string text = fields.text(name, std::size_t(most) * 4, shortest);
    const QString characters = qstr(text);
    if (characters.toUcs4().size() > most)
        fields.wrong(name, "is too long");
    if (characters != characters.trimmed() || std::ranges::any_of(characters, [](QChar c) { return !c.isPrint(); }))
        fields.wrong(name, "has blanks around it or characters that cannot be seen");
    return text;
}

bool isCountry(std::string_view text)
{
    return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// A DNS subtree: a host name in its normal form.
bool isDomain(const std::string &text)
{
    const Result<std::string> normal = normalizedHost(text);
    return normal && *normal == text && !text.starts_with("*.") && QHostAddress(qstr(text)).isNull();
}

/// Plain http: whoever fetches a CRL to check a certificate has no certificate to check yet (standards.md §1.3).
bool isStatusUrl(const std::string &text)
{
    const QUrl url(qstr(text), QUrl::StrictMode);
    return url.isValid() && url.scheme() == u"http" && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment()
        && !text.ends_with('/') && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

/// RFC 7512, naming module and token; without the PIN, since a journal cannot forget.
bool isKeyStore(const std::string &text)
{
    if (!std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; }))
        return false;
    const QString plain = QUrl::fromPercentEncoding(QByteArray::fromStdString(text)).toLower();
    return text.starts_with("pkcs11:") && plain.contains(u"token=") && plain.contains(u"module-path=") && !plain.contains(u"pin-value")
        && !plain.contains(u"pin-source");
}

Bytes certificateOf(JsonFields &fields)
{
    Result<Bytes> certificate = fromBase64(fields.text("certificate", longestCertificate, 1));
    if (!certificate)
        fields.wrong("certificate", "is not base64");
    return certificate.value_or(Bytes());
}

std::string idOf(JsonFields &fields, const char *name)
{
    std::string id = fields.text(name, 36);
    if (!isUuid(id))
        fields.wrong(name, "is not a UUID");
    return id;
}

Instant timeOf(JsonFields &fields, const char *name)
{
    const Result<Instant> time = fromIso(fields.text(name, 30, 1));
    if (!time)
        fields.wrong(name, "is not a time");
    return time.value_or(Instant());
}

} // namespace

const char *caTreeName(CaTree tree)
{
    const auto known = std::ranges::find(trees, tree, [](const auto &row) { return row.tree; });
    return known == std::end(trees) ? "" : known->name;
}

Result<CaTree> caTreeFromName(std::string_view name)
{
    for (const auto &known : trees) {
        if (name == known.name)
            return known.tree;
    }
    return fail(ErrorCode::Malformed, "no such part of a CA: " + std::string(name));
}

QJsonObject toJson(const CaPlan &plan)
{
    QJsonArray domains;
    for (const std::string &domain : plan.domains)
        domains.append(qstr(domain));
    return {{"id", qstr(plan.id)},
            {"tree", caTreeName(plan.tree)},
            {"algorithm", qstr(plan.algorithm)},
            {"parent", qstr(plan.parent)},
            {"commonName", qstr(plan.commonName)},
            {"organization", qstr(plan.organization)},
            {"locality", qstr(plan.locality)},
            {"country", qstr(plan.country)},
            {"years", plan.years},
            {"domains", domains},
            {"statusUrl", qstr(plan.statusUrl)},
            {"keyStore", qstr(plan.keyStore)}};
}

Result<CaPlan> caPlanFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CaPlan plan;
    plan.id = idOf(fields, "id");
    const Result<CaTree> tree = caTreeFromName(fields.text("tree", 20));
    if (!tree)
        fields.wrong("tree", "is not root, server or client");
    plan.tree = tree.value_or(CaTree::Root);
    plan.algorithm = fields.text("algorithm", 20, 1);
    plan.parent = fields.text("parent", 36);
    if (plan.tree == CaTree::Root ? !plan.parent.empty() : !isUuid(plan.parent))
        fields.wrong("parent", plan.tree == CaTree::Root ? "is given for a root" : "is not a UUID");
    plan.commonName = nameText(fields, "commonName", 64, 1);
    plan.organization = nameText(fields, "organization", 64, 1);
    plan.locality = nameText(fields, "locality", 128, 0);
    plan.country = fields.text("country", 2);
    if (!isCountry(plan.country))
        fields.wrong("country", "is not two capital letters");
    plan.years = int(fields.integer("years", 1, 25)); // BR 6.3.2 has a root end after 9132 days
    for (const QJsonValue item : fields.array("domains", mostDomains)) {
        plan.domains.push_back(utf8(item.toString()));
        if (!isDomain(plan.domains.back()))
            fields.wrong("domains", "holds something that is no domain in its normal form");
    }
    plan.statusUrl = fields.text("statusUrl", 200, 1);
    if (!isStatusUrl(plan.statusUrl))
        fields.wrong("statusUrl", "is not a plain http address without a final slash");
    plan.keyStore = fields.text("keyStore", 1000);
    if (!plan.keyStore.empty() && !isKeyStore(plan.keyStore))
        fields.wrong("keyStore", "is not a PKCS#11 URI of module and token, without PIN");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return plan;
}

std::string crlUrlOf(const CaPlan &plan) { return plan.statusUrl + "/crl/" + plan.id + ".crl"; }
std::string ocspUrlOf(const CaPlan &plan) { return plan.statusUrl + "/ocsp"; }
std::string certificateUrlOf(const CaPlan &plan) { return plan.statusUrl + "/ca/" + plan.id + ".cer"; }

std::string policyOidOf(const CaPlan &plan)
{
    std::uint64_t arc = 0;
    for (char c : std::string_view(plan.id).substr(std::min<std::size_t>(plan.id.size(), 19))) { // "xxxxxxxx-xxxx-7xxx-" before
        if (c != '-')
            arc = arc << 4 | std::uint64_t(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return "2.25." + std::to_string(arc & ((std::uint64_t(1) << 62) - 1));
}

QJsonObject toJson(const CaCertified &act)
{
    return {{"ca", qstr(act.ca)}, {"certificate", qstr(toBase64(act.certificate))}};
}

Result<CaCertified> caCertifiedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CaCertified act{idOf(fields, "ca"), certificateOf(fields)};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return act;
}

QJsonObject toJson(const CrlPublished &act)
{
    return {{"ca", qstr(act.ca)},
            {"number", qint64(act.number)},
            {"sha256", qstr(toHex(act.sha256))},
            {"thisUpdate", qstr(toIso(act.thisUpdate))},
            {"nextUpdate", qstr(toIso(act.nextUpdate))},
            {"upTo", qint64(act.upTo)}};
}

Result<CrlPublished> crlPublishedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CrlPublished act;
    act.ca = idOf(fields, "ca");
    act.number = static_cast<std::uint64_t>(fields.integer("number", 1, mostExact));
    const Result<Sha256> sha256 = sha256FromHex(fields.text("sha256", 64, 64));
    if (!sha256)
        fields.wrong("sha256", "is not a SHA-256 value");
    act.sha256 = sha256.value_or(Sha256());
    act.thisUpdate = timeOf(fields, "thisUpdate");
    act.nextUpdate = timeOf(fields, "nextUpdate");
    act.upTo = static_cast<Sequence>(fields.integer("upTo", 0, mostExact));
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return act;
}

QJsonObject toJson(const CertificateIssued &act)
{
    return {{"request", qstr(act.request)}, {"ca", qstr(act.ca)}, {"certificate", qstr(toBase64(act.certificate))}};
}

Result<CertificateIssued> certificateIssuedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CertificateIssued act{idOf(fields, "request"), idOf(fields, "ca"), certificateOf(fields)};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return act;
}

} // namespace hufu
