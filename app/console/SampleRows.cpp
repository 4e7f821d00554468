// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SampleRows.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Time.h"
#include "models/pki/Key.h"

#include <QDateTime>
#include <QFile>

#include <random>

namespace hufu {
namespace {

constexpr const char *departments[] = {"门诊", "急诊科", "ICU", "手术室", "放射科", "检验科", "药剂科", "心内科", "儿科", "信息科", "财务科", "病案室"};
constexpr const char *devices[] = {"监护仪", "呼吸机", "输液泵", "自助挂号机", "生化分析仪", "护士站终端"};
constexpr int departmentCount = int(std::size(departments));

/// DER as X.690 has it: tag, definite length, content.
QByteArray der(int tag, const QByteArray &content)
{
    QByteArray length;
    if (content.size() < 0x80) {
        length.append(char(content.size()));
    } else {
        for (qsizetype rest = content.size(); rest > 0; rest >>= 8)
            length.prepend(char(rest & 0xff));
        length.prepend(char(0x80 | length.size()));
    }
    return char(tag) + length + content;
}

enum Tag { Boolean = 0x01, Integer = 0x02, BitString = 0x03, OctetString = 0x04, Oid = 0x06, Utf8 = 0x0c, Printable = 0x13, UtcTime = 0x17, Sequence = 0x30, Set = 0x31 };

QByteArray hex(const char *digits) { return QByteArray::fromHex(digits); }

/// One attribute of a name, RFC 5280 §4.1.2.4: 3 CN, 6 C, 7 L, 10 O, 11 OU.
QByteArray attribute(int type, const QByteArray &value)
{
    return der(Set, der(Sequence, der(Oid, hex("5504") + char(type)) + der(type == 6 ? Printable : Utf8, value)));
}

QByteArray time(const QDateTime &instant) { return der(UtcTime, instant.toUTC().toString(QStringLiteral("yyMMddHHmmss'Z'")).toLatin1()); }

QByteArray extension(const char *oid, const QByteArray &value, bool critical = false)
{
    return der(Sequence, der(Oid, hex(oid)) + (critical ? der(Boolean, hex("ff")) : QByteArray()) + der(OctetString, value));
}

QByteArray uri(const char *address) { return der(0x86, address); }

struct Row {
    QByteArray commonName, host; ///< a person or device has no host
    int department = 0;
    bool isPublic = false;
    const char *policy = ""; ///< OID in hexadecimal
    QDateTime from, until;
};

Row rowOf(int number, std::mt19937 &random)
{
    Row row;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    row.department = int(random() % departmentCount);
    const QByteArray count = QByteArray::number(number).rightJustified(6, '0');
    const unsigned kind = random() % 10;
    if (kind < 5)
        row.commonName = row.host = "app-" + count + ".d" + QByteArray::number(row.department) + ".hospital.example";
    else if (kind < 8)
        row.commonName = QByteArray(devices[random() % std::size(devices)]) + " " + count;
    else
        row.commonName = "员工 " + count;
    row.isPublic = !row.host.isEmpty() && random() % 4 == 0;
    if (row.isPublic) // 2.23.140.1.2.1 DV, 2.23.140.1.2.2 OV
        row.policy = random() % 6 == 0 ? "67810c010201" : "67810c010202";
    const int term = row.isPublic ? 199 : 360, past = int(random() % unsigned(term + (random() % 12 == 0 ? 40 : 0)));
    row.from = now.addDays(-past).addSecs(-int(random() % 80'000));
    row.until = row.from.addDays(term);
    return row;
}

QByteArray toBeSigned(const Row &row, const QByteArray &publicKey, std::mt19937 &random)
{
    QByteArray serial(16, '\0');
    for (char &octet : serial)
        octet = char(random());
    serial[0] = char((serial[0] & 0x3f) | 0x40);
    const QByteArray issuer = row.isPublic ? attribute(6, "CN") + attribute(10, "示例公共 CA") + attribute(3, "示例公共 CA OV R1")
                                           : attribute(10, "示例医院") + attribute(3, "示例医院内部 CA");
    QByteArray subject;
    if (!row.isPublic)
        subject = attribute(10, "示例医院") + attribute(11, departments[row.department]);
    else if (row.policy == QByteArray("67810c010202"))
        subject = attribute(6, "CN") + attribute(7, "上海") + attribute(10, "示例医院");
    subject += attribute(3, row.commonName);
    const QByteArray crl = der(0xa0, der(0xa0, uri("http://crl.ca.example/1.crl")));
    const QByteArray ocsp = der(Sequence, der(Oid, hex("2b06010505073001")) + uri("http://ocsp.ca.example"));
    QByteArray extensions = extension("551d13", der(Sequence, {}), true) + extension("551d0f", der(BitString, hex("0780")), true)
        + extension("551d25", der(Sequence, der(Oid, hex(row.host.isEmpty() ? "2b06010505070302" : "2b06010505070301"))))
        + extension("551d1f", der(Sequence, der(Sequence, crl))) + extension("2b06010505070101", der(Sequence, ocsp));
    if (!row.host.isEmpty())
        extensions += extension("551d11", der(Sequence, der(0x82, row.host)));
    if (*row.policy)
        extensions += extension("551d20", der(Sequence, der(Sequence, der(Oid, hex(row.policy)))));
    const QByteArray ecdsaWithSha256 = der(Sequence, der(Oid, hex("2a8648ce3d040302")));
    return der(Sequence, der(0xa0, der(Integer, hex("02"))) + der(Integer, serial) + ecdsaWithSha256 + der(Sequence, issuer)
                   + der(Sequence, time(row.from) + time(row.until)) + der(Sequence, subject) + publicKey + der(0xa3, der(Sequence, extensions)));
}

QByteArray toArray(BytesView bytes) { return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())}; }
BytesView viewOfArray(const QByteArray &bytes) { return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())}; }

Result<PrivateKey> readKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, "the sample authority's key", utf8(path));
    QByteArray body;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.startsWith("-----"))
            body += line.trimmed();
    }
    const QByteArray decoded = QByteArray::fromBase64(body);
    return PrivateKey::fromPkcs8(SecureBytes::copyOf(std::string_view(decoded.constData(), std::size_t(decoded.size()))));
}

} // namespace

Result<void> writeSampleRows(int rows, const QString &authorityKey, const QString &target)
{
    const Result<PrivateKey> authority = readKey(authorityKey);
    if (!authority)
        return fail(authority.error());
    QFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, "writing sample rows", utf8(target));
    std::mt19937 random(1);
    for (int number = 0; number < rows; ++number) {
        const Result<PrivateKey> key = PrivateKey::generate();
        const Result<Bytes> publicKey = key ? key->publicKeyDer() : fail(key.error());
        if (!publicKey)
            return fail(publicKey.error());
        const QByteArray content = toBeSigned(rowOf(number, random), toArray(*publicKey), random);
        const Result<Bytes> signature = authority->sign(viewOfArray(content));
        if (!signature)
            return fail(signature.error());
        const QByteArray certificate = der(Sequence, content + der(Sequence, der(Oid, hex("2a8648ce3d040302"))) + der(BitString, char(0) + toArray(*signature)));
        const QByteArray text = certificate.toBase64();
        QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
        for (qsizetype at = 0; at < text.size(); at += 64)
            pem += text.mid(at, 64) + '\n';
        if (file.write(pem + "-----END CERTIFICATE-----\n") < 0)
            return fail(ErrorCode::Io, "writing sample rows", utf8(target));
    }
    return {};
}

QString sampleRowHosts(int department) { return QStringLiteral("*.d%1.hospital.example").arg(department); }

int sampleRowDepartments() { return departmentCount; }

} // namespace hufu
