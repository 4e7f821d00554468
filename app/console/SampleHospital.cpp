// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SampleHospital.h"

#include "app/console/OpensslTool.h"
#include "app/console/SampleRows.h"
#include "app/console/SampleStory.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/replica/Assessor.h"
#include "models/replica/ImportJob.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <cstdio>

namespace hufu {
namespace {

enum class Issuer { Public, Private };

/// One certificate of the sample.
struct Sample {
    const char *names;   ///< host names, parted by blanks
    const char *subject; ///< in OpenSSL's slash form
    const char *policy;  ///< certificatePolicies OID, or ""
    int validFrom, validUntil; ///< days from today
    const char *key = "ec";    ///< an own one: "ec", "rsa2048", "rsa1024"; or "shared", one for all who have it
    const char *digest = "sha256";
    Issuer issuer = Issuer::Public;
    bool keyBeside = false; ///< its private key lies in the same file
};

constexpr const char *dv = "2.23.140.1.2.1", *ov = "2.23.140.1.2.2", *ev = "2.23.140.1.1", *none = "";

constexpr Sample samples[] = {
    {"his.hospital.example", "/C=CN/L=上海/O=示例医院/CN=his.hospital.example", ov, -190, 3},
    {"pay.hospital.example", "/C=CN/L=上海/O=示例医院/CN=pay.hospital.example", ev, -176, 12},
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
    {"pacs-db.hospital.example", "/O=示例医院/OU=信息科/CN=pacs-db.hospital.example", none, -200, 165, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=ICU/CN=监护仪 ICU-01", none, -300, 64, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=ICU/CN=监护仪 ICU-02", none, -300, 64, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=门诊/CN=自助挂号机 07", none, -350, 15, "shared", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=门诊/CN=自助挂号机 08", none, -350, 15, "shared", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=心内科/CN=王医生", none, -100, 265, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=药剂科/CN=张药师", none, -100, 265, "ec", "sha256", Issuer::Private},
    {"www.hospital.example hospital.example", "/C=CN/L=上海/O=示例医院/CN=www.hospital.example", ov, -120, 45, "ec", "sha256", Issuer::Public},
    {"hr.hospital.example", "/C=CN/L=上海/O=示例医院/CN=hr.hospital.example", ov, -15, 160, "rsa2048", "sha256", Issuer::Public},
    {"wifi.hospital.example", "/CN=wifi.hospital.example", dv, -60, -14, "ec", "sha256", Issuer::Public},
    {"pharmacy.hospital.example", "/C=CN/L=上海/O=示例医院/CN=pharmacy.hospital.example", ov, -90, 95, "ec", "sha256", Issuer::Public},
    {"", "/O=示例医院/OU=ICU/CN=监护仪 ICU-03", none, -200, 64, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=ICU/CN=呼吸机 ICU-11", none, -200, 101, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=放射科/CN=CT-01", none, -200, 118, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=放射科/CN=MRI-02", none, -200, 131, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=检验科/CN=生化分析仪 03", none, -200, 74, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=检验科/CN=血球仪 05", none, -200, 88, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=手术室/CN=麻醉机 OR-02", none, -200, 109, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=门诊/CN=自助挂号机 09", none, -300, -20, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=急诊科/CN=刘护士", none, -100, 52, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=儿科/CN=黄医生", none, -100, 230, "ec", "sha256", Issuer::Private},
    {"", "/O=示例医院/OU=信息科/CN=李工", none, -50, 300, "ec", "sha256", Issuer::Private},
};

struct SampleService {
    const char *name;
    Tier tier;
    const char *department, *owner, *hosts;
    bool patientData;
} services[] = {
    {"挂号", Tier::Core, "门诊办公室", "周主任", "register.hospital.example register2.hospital.example booking.hospital.example", true},
    {"HIS 医院信息系统", Tier::Core, "信息科", "李工", "his.hospital.example his-db.hospital.example", true},
    {"医保与缴费", Tier::Core, "财务科", "陈会计", "pay.hospital.example", true},
    {"检验报告", Tier::Important, "检验科", "赵技师", "lab.hospital.example", true},
    {"影像归档", Tier::Important, "放射科", "孙主任", "pacs.hospital.example pacs-db.hospital.example", true},
    {"患者服务", Tier::Important, "门诊办公室", "周主任", "patient.hospital.example m.hospital.example", true},
    {"官网", Tier::General, "宣传科", "吴编辑", "www.hospital.example hospital.example", false},
    {"邮件", Tier::General, "信息科", "李工", "mail.hospital.example webmail.hospital.example smtp.hospital.example", false},
    {"自助导诊", Tier::General, "门诊办公室", "周主任", "guide.hospital.example kiosk.hospital.example", false},
};

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// An hour more, so that the days left are whole ones all through the tour.
QString stamp(int days) { return QDateTime::currentDateTimeUtc().addDays(days).addSecs(3600).toString(QStringLiteral("yyyyMMddHHmmss'Z'")); }

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

Result<void> makeAuthorities(const QString &folder)
{
    if (!write(folder + "/c.cnf", configuration(samples[0])))
        return fail(ErrorCode::Io, "writing for the sample", utf8(folder));
    if (Result<void> made = makeKey(folder, "ca.key", "ec"); !made)
        return made;
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
    if (!write(folder + "/c.cnf", configuration(sample)) || !write(folder + "/index.txt", {}))
        return fail(ErrorCode::Io, "writing for the sample", utf8(folder));
    const QString key = QLatin1String(sample.key) + ".key";
    if (const bool own = qstrcmp(sample.key, "shared") != 0; own || !QFile::exists(folder + "/" + key)) {
        if (Result<void> made = makeKey(folder, key, sample.key); !made)
            return made;
    }
    const QString authority = sample.issuer == Issuer::Public ? "public.pem" : "private.pem";
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

Result<void> enterServices(House &house, int rows)
{
    for (const SampleService &sample : services) {
        Service service{newUuid(), sample.name, sample.tier, sample.department, sample.owner, {}, sample.patientData};
        for (const QString &host : QString::fromLatin1(sample.hosts).split(u' '))
            service.hosts.push_back(utf8(host));
        if (const Result<Receipt> receipt = house.submit(CommandKind::SaveService, toJson(service)); !receipt)
            return fail(receipt.error());
    }
    // Three of the departments stay without a service: those hosts wait for somebody to claim them.
    for (int department = 0; rows > 0 && department < sampleRowDepartments() - 3; ++department) {
        const Tier tier = department < 2 ? Tier::Core : department < 5 ? Tier::Important : Tier::General;
        const Service service{newUuid(), utf8(QStringLiteral("业务系统 %1").arg(department + 1)), tier, "信息科", "李工", {utf8(sampleRowHosts(department))}, department % 2 == 0};
        if (const Result<Receipt> receipt = house.submit(CommandKind::SaveService, toJson(service)); !receipt)
            return fail(receipt.error());
    }
    const Collection collections[] = {{newUuid(), "一个月内到期的核心证书", "expires < 30d and tier = core"}, {newUuid(), "域名验证证书", "class = dv"}};
    for (const Collection &collection : collections) {
        if (const Result<Receipt> receipt = house.submit(CommandKind::SaveCollection, toJson(collection)); !receipt)
            return fail(receipt.error());
    }
    return {};
}

Result<void> import(House &house, const std::vector<SourceSpec> &sources)
{
    const ImportResult imported = ImportJob(house).run(sources, {}, {});
    if (imported.stopped)
        return fail(*imported.stopped);
    const Result<AssessorProgress> assessed = assess(house);
    return assessed ? Result<void>() : fail(assessed.error());
}

Result<void> makeCertificates(const QString &tools, const QString &found, int rows)
{
    if (!QDir().mkpath(tools) || !QDir().mkpath(found))
        return fail(ErrorCode::Io, "creating folders for the sample", utf8(found));
    if (Result<void> made = makeAuthorities(tools); !made)
        return made;
    int number = 0;
    for (const Sample &sample : samples) {
        const QString target = QStringLiteral("%1/%2.pem").arg(found).arg(++number, 2, 10, QLatin1Char('0'));
        if (Result<void> made = makeCertificate(tools, sample, target); !made)
            return made;
    }
    for (const char *authority : {"public", "private"}) {
        const QString name = QStringLiteral("/%1.pem").arg(QLatin1String(authority));
        if (!QFile::copy(tools + name, found + name))
            return fail(ErrorCode::Io, "copying a sample", utf8(found + name));
    }
    return rows > 0 ? writeSampleRows(rows, tools + "/ca.key", found + "/rows.pem") : Result<void>();
}

} // namespace

SecureBytes samplePassphrase() { return SecureBytes::copyOf("sample hospital passphrase"); }

Result<void> makeSampleHospital(const QString &home, const QString &work, const ScryptCost &cost, int rows)
{
    const QString found = work + "/found";
    SourceSpec source = SourceSpec::path(utf8(found));
    if (Result<void> made = makeCertificates(work + "/tools", found, rows); !made) {
        if (made.error().code != ErrorCode::NotFound)
            return made;
        std::fprintf(stderr, "hufu: there is no openssl command; the tour shows what this computer trusts instead of a sample\n");
        source = SourceSpec::trustStore();
    }

    SampleClock clock;
    EmbeddedGate gate(home.toStdString(), cost, [&clock] { return clock.now(); });
    SampleStory story(gate, clock, work + "/tools");
    if (Result<void> founded = story.found(); !founded)
        return founded;
    const Result<House *> house = story.at(SampleStory::security);
    if (!house)
        return fail(house.error());
    if (Result<void> entered = enterServices(**house, rows); !entered)
        return entered;
    if (source.kind == SourceSpec::Kind::Path) {
        if (Result<void> lived = story.live(); !lived)
            return lived;
    }
    story.on(0);
    std::vector<SourceSpec> sources{source};
    if (source.kind == SourceSpec::Kind::Path) // the sample's public authority is one that its computers trust
        sources.push_back({SourceSpec::Kind::TrustStore, utf8(work + "/tools/public.pem"), {}});
    if (Result<void> imported = import(**house, sources); !imported)
        return imported;
    return source.kind == SourceSpec::Kind::Path ? story.today(found + "/13.pem") : Result<void>();
}

} // namespace hufu
