// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SampleHospital.h"

#include "app/embedded/EmbeddedGate.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/replica/Assessor.h"
#include "models/replica/ImportJob.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTimeZone>

namespace hufu {
namespace {

enum class Issuer { Public, Private };

/// One certificate of the sample.
struct Sample {
    const char *names;   ///< host names, parted by blanks
    const char *subject; ///< in OpenSSL's slash form
    const char *policy;  ///< certificatePolicies OID, or ""
    int validFrom, validUntil; ///< days from today
    const char *key = "ec";    ///< "ec", "ec2", "rsa2048", "rsa1024"
    const char *digest = "sha256";
    Issuer issuer = Issuer::Public;
    bool keyBeside = false; ///< its private key lies in the same file
};

constexpr const char *dv = "2.23.140.1.2.1", *ov = "2.23.140.1.2.2", *ev = "2.23.140.1.1", *none = "";

constexpr Sample samples[] = {
    {"his.hospital.example", "/C=CN/L=上海/O=示例医院/CN=his.hospital.example", ov, -190, 3},
    {"pay.hospital.example", "/C=CN/L=上海/O=示例医院/CN=pay.hospital.example", ev, -176, 12, "ec2"},
    {"register.hospital.example booking.hospital.example", "/C=CN/L=上海/O=示例医院/CN=register.hospital.example", ev, -160, 25},
    {"lab.hospital.example", "/C=CN/L=上海/O=示例医院/CN=lab.hospital.example", ov, -120, 61, "rsa2048"},
    {"pacs.hospital.example", "/C=CN/L=上海/O=示例医院/CN=pacs.hospital.example", ov, -100, 84, "rsa2048"},
    {"emr.hospital.example", "/C=CN/L=上海/O=示例医院/CN=emr.hospital.example", ov, -40, 140},
    {"www.hospital.example hospital.example", "/C=CN/L=上海/O=示例医院/CN=www.hospital.example", ov, -30, 150},
    {"patient.hospital.example", "/CN=patient.hospital.example", dv, -50, 39},
    {"m.hospital.example", "/CN=m.hospital.example", dv, -70, 19},
    {"*.app.hospital.example", "/C=CN/L=上海/O=示例医院/CN=*.app.hospital.example", ov, -10, 179},
    {"mail.hospital.example", "/C=CN/L=上海/O=示例医院/CN=mail.hospital.example", ov, -600, -201, "rsa2048"},
    {"mail.hospital.example", "/C=CN/L=上海/O=示例医院/CN=mail.hospital.example", ov, -205, -6, "rsa2048"},
    {"mail.hospital.example", "/C=CN/L=上海/O=示例医院/CN=mail.hospital.example", ov, -8, 190, "rsa2048"},
    {"old-report.hospital.example", "/C=CN/O=示例医院/CN=old-report.hospital.example", none, -900, 195, "rsa1024", "sha1"},
    {"vpn.hospital.example", "/C=CN/L=上海/O=示例医院/CN=vpn.hospital.example", ov, -20, 170, "ec", "sha256", Issuer::Public, true},
    {"his-db.hospital.example", "/O=示例医院/OU=信息科/CN=his-db.hospital.example", none, -200, 165, "ec", "sha256", Issuer::Private},
    {"pacs-db.hospital.example", "/O=示例医院/OU=信息科/CN=pacs-db.hospital.example", none, -200, 165, "ec2", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=ICU/CN=监护仪 ICU-01", none, -300, 64, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=ICU/CN=监护仪 ICU-02", none, -300, 64, "ec2", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=门诊/CN=自助挂号机 07", none, -350, 15, "ec2", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=门诊/CN=自助挂号机 08", none, -350, 15, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=心内科/CN=王医生", none, -100, 265, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=药剂科/CN=张药师", none, -100, 265, "ec2", "sha256", Issuer::Private},
};

struct SampleService {
    const char *name;
    Tier tier;
    const char *department, *owner, *hosts;
    bool patientData;
} services[] = {
    {"挂号", Tier::Core, "门诊办公室", "周主任", "register.hospital.example booking.hospital.example", true},
    {"HIS 医院信息系统", Tier::Core, "信息科", "李工", "his.hospital.example his-db.hospital.example", true},
    {"医保与缴费", Tier::Core, "财务科", "陈会计", "pay.hospital.example", true},
    {"检验报告", Tier::Important, "检验科", "赵技师", "lab.hospital.example", true},
    {"影像归档", Tier::Important, "放射科", "孙主任", "pacs.hospital.example pacs-db.hospital.example", true},
    {"患者服务", Tier::Important, "门诊办公室", "周主任", "patient.hospital.example m.hospital.example", true},
    {"官网", Tier::General, "宣传科", "吴编辑", "www.hospital.example hospital.example", false},
    {"邮件", Tier::General, "信息科", "李工", "mail.hospital.example", false},
};

Result<void> openssl(const QString &folder, const QStringList &words)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("openssl"), words);
    if (!process.waitForStarted())
        return fail(ErrorCode::NotFound, "the openssl command is not installed");
    if (!process.waitForFinished() || process.exitCode() != 0)
        return fail(ErrorCode::Internal, process.readAllStandardError().toStdString());
    return {};
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QString stamp(int days) { return QDateTime::currentDateTimeUtc().addDays(days).toString(QStringLiteral("yyyyMMddHHmmss'Z'")); }

/// `openssl ca` is the one command that takes both dates; its database serves this folder only.
QByteArray configuration(const Sample &sample)
{
    QByteArray san;
    for (const QByteArray &name : QByteArray(sample.names).split(' ')) {
        if (!name.isEmpty())
            san += (san.isEmpty() ? "DNS:" : ",DNS:") + name;
    }
    const bool server = !san.isEmpty();
    return QByteArray("[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\nunique_subject=no\npolicy=p\n"
                      "default_md=sha256\nemail_in_dn=no\nutf8=yes\nstring_mask=utf8only\n[p]\ncommonName=supplied\ncountryName=optional\n"
                      "localityName=optional\norganizationName=optional\norganizationalUnitName=optional\n[req]\nutf8=yes\nstring_mask=utf8only\n"
                      "distinguished_name=n\n[n]\n[e]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n")
        + "extendedKeyUsage=" + (server ? "serverAuth" : "clientAuth") + "\n" + (server ? "subjectAltName=" + san + "\n" : QByteArray())
        + (*sample.policy ? QByteArray("certificatePolicies=") + sample.policy + "\n" : QByteArray())
        + "authorityInfoAccess=OCSP;URI:http://ocsp.ca.example\ncrlDistributionPoints=URI:http://crl.ca.example/1.crl\n"
          "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
          "[r]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n";
}

Result<void> makeKeys(const QString &folder)
{
    const std::pair<const char *, QStringList> keys[] = {
        {"ec", {"EC", "-pkeyopt", "ec_paramgen_curve:P-256"}},  {"ec2", {"EC", "-pkeyopt", "ec_paramgen_curve:P-256"}},
        {"ca", {"EC", "-pkeyopt", "ec_paramgen_curve:P-384"}},  {"rsa2048", {"RSA", "-pkeyopt", "rsa_keygen_bits:2048"}},
        {"rsa1024", {"RSA", "-pkeyopt", "rsa_keygen_bits:1024"}},
    };
    for (const auto &[name, algorithm] : keys) {
        if (Result<void> made = openssl(folder, QStringList{"genpkey", "-out", QStringLiteral("%1.key").arg(QLatin1String(name)), "-algorithm"} + algorithm); !made)
            return made;
    }
    return {};
}

Result<void> makeAuthorities(const QString &folder)
{
    write(folder + "/c.cnf", configuration(samples[0]));
    for (const auto &[name, subject] : {std::pair("public", "/C=CN/O=示例公共 CA/CN=示例公共 CA OV R1"), std::pair("private", "/O=示例医院/CN=示例医院内部 CA")}) {
        if (Result<void> made = openssl(folder, {"req", "-x509", "-new", "-config", "c.cnf", "-utf8", "-key", "ca.key", "-subj", QString::fromUtf8(subject), "-days",
                                                 "3000", "-extensions", "r", "-out", QStringLiteral("%1.pem").arg(QLatin1String(name))});
            !made)
            return made;
    }
    return {};
}

Result<void> makeCertificate(const QString &folder, const Sample &sample, const QString &target)
{
    write(folder + "/c.cnf", configuration(sample));
    write(folder + "/index.txt", {});
    const QString key = QLatin1String(sample.key) + ".key", authority = sample.issuer == Issuer::Public ? "public.pem" : "private.pem";
    if (Result<void> made = openssl(folder, {"req", "-new", "-config", "c.cnf", "-utf8", "-key", key, "-subj", QString::fromUtf8(sample.subject), "-out", "r.csr"}); !made)
        return made;
    if (Result<void> made = openssl(folder, {"ca", "-batch", "-notext", "-config", "c.cnf", "-extensions", "e", "-cert", authority, "-keyfile", "ca.key", "-md",
                                             QLatin1String(sample.digest), "-startdate", stamp(sample.validFrom), "-enddate", stamp(sample.validUntil), "-in", "r.csr",
                                             "-out", target});
        !made)
        return made;
    if (sample.keyBeside) {
        QFile from(folder + "/" + key), to(target);
        if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::Append) || to.write(from.readAll()) < 0)
            return fail(ErrorCode::Io, "writing a sample");
    }
    return {};
}

Result<void> fill(House &house, const QString &folder)
{
    const ImportResult imported = ImportJob(house).run({SourceSpec::path(utf8(folder))}, {}, {});
    if (imported.stopped)
        return fail(*imported.stopped);
    for (const SampleService &sample : services) {
        Service service{newUuid(), sample.name, sample.tier, sample.department, sample.owner, {}, sample.patientData};
        for (const QString &host : QString::fromLatin1(sample.hosts).split(u' '))
            service.hosts.push_back(utf8(host));
        if (const Result<Receipt> receipt = house.submit(CommandKind::SaveService, toJson(service)); !receipt)
            return fail(receipt.error());
    }
    const Collection collections[] = {{newUuid(), "一个月内到期的核心证书", "expires < 30d and tier = core"}, {newUuid(), "域名验证证书", "class = dv"}};
    for (const Collection &collection : collections) {
        if (const Result<Receipt> receipt = house.submit(CommandKind::SaveCollection, toJson(collection)); !receipt)
            return fail(receipt.error());
    }
    const Result<AssessorProgress> assessed = assess(house);
    return assessed ? Result<void>() : fail(assessed.error());
}

} // namespace

SecureBytes samplePassphrase() { return SecureBytes::copyOf("sample hospital passphrase"); }

Result<void> makeSampleHospital(const QString &home, const QString &work, const ScryptCost &cost)
{
    const QString tools = work + "/tools", found = work + "/found";
    if (!QDir().mkpath(tools) || !QDir().mkpath(found))
        return fail(ErrorCode::Io, "creating folders for the sample", utf8(work));
    if (Result<void> made = makeKeys(tools); !made)
        return made;
    if (Result<void> made = makeAuthorities(tools); !made)
        return made;
    int number = 0;
    for (const Sample &sample : samples) {
        const QString target = QStringLiteral("%1/%2-%3.pem").arg(found).arg(++number, 2, 10, QLatin1Char('0')).arg(QString::fromLatin1(sample.names).section(u' ', 0, 0).remove(u'*'));
        if (Result<void> made = makeCertificate(tools, sample, target); !made)
            return made;
    }
    QFile::copy(tools + "/public.pem", found + "/public-ca.pem");
    QFile::copy(tools + "/private.pem", found + "/private-ca.pem");

    EmbeddedGate gate(home.toStdString(), cost);
    if (Result<void> founded = gate.found({"示例医院", "李安全", "信息科"}, samplePassphrase()); !founded)
        return founded;
    const Result<std::unique_ptr<House>> house = gate.open({}, samplePassphrase());
    return house ? fill(**house, found) : fail(house.error());
}

} // namespace hufu
