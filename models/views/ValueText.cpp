// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/ValueText.h"

#include "models/base/CanonicalJson.h"
#include "models/intake/Source.h"

#include <QDateTime>

namespace hufu {
namespace {

QString grouped(BytesView bytes)
{
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())).toHex(':').toUpper());
}

QDateTime local(Instant instant) { return QDateTime::fromSecsSinceEpoch(toUnix(instant)); }

} // namespace

QString ValueText::of(ValidationClass validationClass, bool inferred)
{
    QString text;
    switch (validationClass) {
    case ValidationClass::Dv: text = QStringLiteral("DV"); break;
    case ValidationClass::Ov: text = QStringLiteral("OV"); break;
    case ValidationClass::Iv: text = QStringLiteral("IV"); break;
    case ValidationClass::Ev: text = QStringLiteral("EV"); break;
    case ValidationClass::Private: text = tr("Private"); break;
    case ValidationClass::Unknown: return tr("Unknown");
    }
    //: %1 is a validation class such as OV, told from the subject and not from a policy
    return inferred && validationClass != ValidationClass::Private ? tr("%1 (inferred)").arg(text) : text;
}

QString ValueText::of(Tier tier)
{
    switch (tier) {
    case Tier::None: return {};
    case Tier::General: return tr("General");
    case Tier::Important: return tr("Important");
    case Tier::Core: return tr("Core");
    }
    return {};
}

QString ValueText::of(Severity severity)
{
    switch (severity) {
    case Severity::Info: return tr("Info");
    case Severity::Low: return tr("Low");
    case Severity::Medium: return tr("Medium");
    case Severity::High: return tr("High");
    case Severity::Critical: return tr("Critical");
    }
    return {};
}

QString ValueText::of(CertificateStatus status)
{
    switch (status) {
    case CertificateStatus::Valid: return tr("Valid");
    case CertificateStatus::Expired: return tr("Expired");
    case CertificateStatus::Superseded: return tr("Superseded");
    case CertificateStatus::NotYetValid: return tr("Not yet valid");
    case CertificateStatus::Revoked: return tr("Revoked");
    case CertificateStatus::Suspended: return tr("Suspended");
    }
    return {};
}

QString ValueText::of(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Other: return tr("Other");
    case Purpose::Server: return tr("Server");
    case Purpose::Client: return tr("Client");
    case Purpose::ServerAndClient: return tr("Server and client");
    case Purpose::Ca: return QStringLiteral("CA");
    case Purpose::Email: return tr("E-mail");
    case Purpose::CodeSigning: return tr("Code signing");
    case Purpose::OcspResponder: return tr("OCSP responder");
    case Purpose::TimeStamping: return tr("Time stamping");
    }
    return {};
}

QString ValueText::of(SignatureAlgorithm algorithm)
{
    switch (algorithm) {
    case SignatureAlgorithm::RsaMd2: return QStringLiteral("RSA-MD2");
    case SignatureAlgorithm::RsaMd5: return QStringLiteral("RSA-MD5");
    case SignatureAlgorithm::RsaSha1: return QStringLiteral("RSA-SHA1");
    case SignatureAlgorithm::RsaSha224: return QStringLiteral("RSA-SHA224");
    case SignatureAlgorithm::RsaSha256: return QStringLiteral("RSA-SHA256");
    case SignatureAlgorithm::RsaSha384: return QStringLiteral("RSA-SHA384");
    case SignatureAlgorithm::RsaSha512: return QStringLiteral("RSA-SHA512");
    case SignatureAlgorithm::RsaPss: return QStringLiteral("RSA-PSS");
    case SignatureAlgorithm::EcdsaSha1: return QStringLiteral("ECDSA-SHA1");
    case SignatureAlgorithm::EcdsaSha224: return QStringLiteral("ECDSA-SHA224");
    case SignatureAlgorithm::EcdsaSha256: return QStringLiteral("ECDSA-SHA256");
    case SignatureAlgorithm::EcdsaSha384: return QStringLiteral("ECDSA-SHA384");
    case SignatureAlgorithm::EcdsaSha512: return QStringLiteral("ECDSA-SHA512");
    case SignatureAlgorithm::Sm2Sm3: return QStringLiteral("SM2-SM3");
    case SignatureAlgorithm::Ed25519: return QStringLiteral("Ed25519");
    case SignatureAlgorithm::Ed448: return QStringLiteral("Ed448");
    case SignatureAlgorithm::DsaSha1: return QStringLiteral("DSA-SHA1");
    case SignatureAlgorithm::DsaSha256: return QStringLiteral("DSA-SHA256");
    case SignatureAlgorithm::Unknown: return tr("Unknown");
    case SignatureAlgorithm::Other: return tr("Other");
    }
    return {};
}

QString ValueText::key(KeyAlgorithm algorithm, int bits, std::string_view curve)
{
    const auto sized = [&](const QString &name) { return bits > 0 ? QStringLiteral("%1 %2").arg(name).arg(bits) : name; };
    switch (algorithm) {
    case KeyAlgorithm::Rsa: return sized(QStringLiteral("RSA"));
    case KeyAlgorithm::RsaPss: return sized(QStringLiteral("RSA-PSS"));
    case KeyAlgorithm::Dsa: return sized(QStringLiteral("DSA"));
    case KeyAlgorithm::Ec: return curve.empty() ? sized(QStringLiteral("EC")) : QStringLiteral("EC ") + qstr(curve);
    case KeyAlgorithm::Sm2: return QStringLiteral("SM2");
    case KeyAlgorithm::Ed25519: return QStringLiteral("Ed25519");
    case KeyAlgorithm::Ed448: return QStringLiteral("Ed448");
    case KeyAlgorithm::X25519: return QStringLiteral("X25519");
    case KeyAlgorithm::Unknown: return tr("Unknown");
    case KeyAlgorithm::Other: return tr("Other");
    }
    return {};
}

QString ValueText::sourceKind(int kind)
{
    switch (static_cast<SourceKind>(kind)) {
    case SourceKind::File: return tr("File");
    case SourceKind::Folder: return tr("Folder");
    case SourceKind::ServerConfig: return tr("Server configuration");
    case SourceKind::Endpoint: return tr("Endpoint");
    case SourceKind::TrustStore: return tr("Trust store");
    case SourceKind::Paste: return tr("Pasted");
    case SourceKind::Pkcs12: return QStringLiteral("PKCS#12");
    //: where the private key of a certificate was found
    case SourceKind::KeyFile: return tr("Key file");
    }
    return tr("Other");
}

QString ValueText::daysLeft(Instant notAfter, Instant now)
{
    const std::int64_t seconds = toUnix(notAfter) - toUnix(now);
    if (seconds < 0)
        return tr("expired %n day(s) ago", nullptr, static_cast<int>(-seconds / 86400));
    return seconds < 86400 ? tr("less than a day") : tr("%n day(s)", nullptr, static_cast<int>(seconds / 86400));
}

QString ValueText::date(Instant instant) { return local(instant).toString(QStringLiteral("yyyy-MM-dd")); }

QString ValueText::dateTime(Instant instant) { return local(instant).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss t")); }

QString ValueText::timeOfDay(Instant instant) { return local(instant).toString(QStringLiteral("HH:mm:ss")); }

QString ValueText::serial(BytesView serial) { return grouped(serial); }

QString ValueText::fingerprint(const Sha256 &sha256) { return grouped(sha256); }

} // namespace hufu
