// SPDX-License-Identifier: GPL-3.0-or-later
// Both languages stand side by side in it, so that nothing here is translated.
#include "models/wording/CeremonyReport.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Container.h"
#include "models/replica/CeremonyRun.h"
#include "models/store/AtomicFile.h"
#include "models/wording/QrCode.h"
#include "models/wording/ReportParts.h"

#include <algorithm>

namespace hufu {
namespace {

using Phase = CeremonyPresence::Phase;

constexpr int qrPixels = 110;

QString plain(const std::string &utf8) { return qstr(utf8).toHtmlEscaped(); }
QString code(const std::string &text) { return QStringLiteral("<code>%1</code>").arg(plain(text)); }
QString utc(Instant at) { return qstr(toIso(at)); }
QString part(const char *heading, const QString &content) { return QStringLiteral("<h2>%1</h2>%2").arg(QString::fromUtf8(heading), content); }
QString line(const char *label, const QString &rich)
{
    return QStringLiteral("<tr><td width='26%' class='label'>%1</td><td width='74%'>%2</td></tr>").arg(QString::fromUtf8(label), rich);
}
QString grid(const QString &rows) { return QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'>%1</table>").arg(rows); }

QString spoken(const Sha256 &sha256)
{
    QString zh, en;
    for (const BilingualText &word : spokenWords(sha256)) {
        zh += (zh.isEmpty() ? QString() : QStringLiteral(" ")) + plain(word.zh);
        en += (en.isEmpty() ? QString() : QStringLiteral(", ")) + plain(word.en);
    }
    return zh + QStringLiteral("<br>") + en;
}

QString fateText(const Ceremony &ceremony)
{
    switch (ceremony.fate) {
    case Ceremony::Fate::Open: return QStringLiteral("进行中 Open");
    case Ceremony::Fate::Closed: return QStringLiteral("已完成 Closed, ") + utc(ceremony.ended);
    case Ceremony::Fate::Aborted: return QStringLiteral("已中止 Aborted, %1: %2").arg(utc(ceremony.ended), plain(ceremony.reason));
    }
    return {};
}

/// The minutes as they are written.
struct Papers {
    Bytes record, pdf;
    std::string authority; ///< PEM: what openssl verifies the record with
};

Result<Papers> papersOf(House &house, const Ceremony &ceremony)
{
    Result<Bytes> record = readCeremonyRecord(house, ceremony.plan.id);
    const Result<CeremonyAudit> audit = record ? auditRecord(*record) : fail(record.error());
    Result<Bytes> pdf = audit ? CeremonyReport(*audit).pdf() : fail(audit.error());
    return pdf ? Result<Papers>(Papers{std::move(*record), std::move(*pdf), toPem(audit->authorityCertificate)}) : fail(pdf.error());
}

Result<std::vector<std::string>> writePapers(const Papers &papers, const Ceremony &ceremony, const std::vector<std::string> &folders)
{
    std::vector<std::string> paths;
    for (const std::string &folder : folders) {
        const std::string base = folder + "/ceremony-" + toIso(ceremony.planned).substr(0, 10) + '-' + ceremony.plan.id.substr(24);
        const std::pair<const char *, BytesView> files[] = {
            {".cms", papers.record}, {".pdf", papers.pdf}, {"-authority.pem", viewOf(papers.authority)}};
        for (const auto &[suffix, bytes] : files) {
            if (Result<void> written = writeFileAtomically(base + suffix, bytes); !written)
                return fail(written.error());
            paths.push_back(base + suffix);
        }
    }
    return paths;
}

} // namespace

Result<std::vector<std::string>> CeremonyReport::save(House &house, const Ceremony &ceremony, const std::vector<std::string> &folders)
{
    const Result<Papers> papers = papersOf(house, ceremony);
    return papers ? writePapers(*papers, ceremony, folders) : fail(papers.error());
}

Result<std::vector<std::string>> CeremonyReport::file(House &house, const Ceremony &ceremony, std::vector<std::string> more)
{
    const Result<Papers> papers = papersOf(house, ceremony);
    if (!papers)
        return fail(papers.error());
    const CeremonyDocument document{ceremony.plan.id, "minutes.pdf", sha256(papers->pdf), static_cast<std::int64_t>(papers->pdf.size())};
    if (const Result<Receipt> filed = house.submit(CommandKind::FileCeremony, toJson(document)); !isTaken(filed)) // queued: the papers are written all the same
        return fail(filed.error());
    if (sealsKeys(ceremony.plan.kind) && ceremony.fate == Ceremony::Fate::Closed)
        more.insert(more.begin(), ceremony.plan.media.begin(), ceremony.plan.media.end());
    return writePapers(*papers, ceremony, more);
}

QString CeremonyReport::title() const
{
    return QStringLiteral("密钥仪式记录 Key ceremony minutes: %1").arg(QString::fromLatin1(ceremonyKindName(m_audit.ceremony.plan.kind)));
}

QString CeremonyReport::parameters() const
{
    const CeremonyPlan &plan = m_audit.ceremony.plan;
    QString media;
    for (const std::string &medium : plan.media)
        media += plain(medium) + QStringLiteral("<br>");
    return grid(line("机构 House", plain(m_audit.minutes.houseName) + QStringLiteral("<br>") + code(toHex(m_audit.minutes.house)))
                + line("仪式编号 Number", code(plan.id)) + line("状态 State", QStringLiteral("<b>%1</b>").arg(fateText(m_audit.ceremony)))
                + line("计划时间 Planned", utc(m_audit.ceremony.planned)) + line("地点 Room", plain(plan.room)) + line("介质 Media", media)
                + line("脚本 Script", plain(plan.script + " " + std::to_string(plan.scriptVersion)) + QStringLiteral("<br>") + code(toHex(plan.scriptSha256)))
                + line("门限 Quorum", QStringLiteral("%1 / %2").arg(plan.needed).arg(plan.custodians.size()))
                + line("全部参数的哈希 Hash of all parameters", code(toHex(m_audit.ceremony.parameters)) + QStringLiteral("<br>") + spoken(m_audit.ceremony.parameters)));
}

QString CeremonyReport::people() const
{
    const Ceremony &ceremony = m_audit.ceremony;
    const auto when = [&](const std::string &person, Phase phase) {
        const auto at = std::ranges::find_if(ceremony.present, [&](const Ceremony::Present &one) { return one.person == person && one.phase == phase; });
        return at == ceremony.present.end() ? QStringLiteral("—") : utc(at->at);
    };
    QString rows = QStringLiteral("<tr class='head'><td>姓名 Name</td><td>角色 Part</td><td>开始时签名 Signed at the roll call</td><td>结束时签名 Signed at the end</td></tr>");
    const auto row = [&](const std::string &person, const char *part) {
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td><td>%3</td><td>%4</td></tr>")
                    .arg(plain(m_audit.nameOf(person)), QString::fromUtf8(part), when(person, Phase::Opening), when(person, Phase::Closing));
    };
    for (const CeremonyPlan::Keeper &keeper : ceremony.plan.custodians)
        row(keeper.person, "密钥保管员 Custodian");
    row(ceremony.plan.witness, "见证人 Witness");
    rows += QStringLiteral("<tr><td>%1</td><td>主持人 Administrator</td><td></td><td></td></tr>").arg(plain(m_audit.nameOf(ceremony.plan.administrator)));
    return grid(rows);
}

QString CeremonyReport::steps() const
{
    const Ceremony &ceremony = m_audit.ceremony;
    const Result<CeremonyScript> script = CeremonyScript::read(viewOf(ceremony.plan.scriptText));
    QString rows;
    for (const Ceremony::Done &done : ceremony.done) {
        const auto number = static_cast<std::size_t>(done.step.number);
        QString text;
        if (script && number <= script->steps.size()) {
            const CeremonyScript::Step &step = script->steps[number - 1];
            text = plain(step.does.zh) + QStringLiteral("<br>") + plain(step.does.en) + QStringLiteral("<br><span class='label'>")
                + plain(step.checks.zh) + QStringLiteral("<br>") + plain(step.checks.en) + QStringLiteral("</span>");
        }
        for (const std::string &seen : done.step.evidence)
            text += QStringLiteral("<br>") + code(seen);
        if (!done.step.exception.empty())
            text += QStringLiteral("<br><b>例外 Exception: %1</b>").arg(plain(done.step.exception));
        rows += QStringLiteral("<tr><td width='6%'>%1</td><td width='70%'>%2</td><td width='24%'>%3<br>%4</td></tr>")
                    .arg(done.step.number)
                    .arg(text, plain(done.step.initials), utc(done.at));
    }
    return grid(rows);
}

QString CeremonyReport::package() const
{
    if (!m_audit.ceremony.sealed)
        return {};
    const BackupManifest &manifest = *m_audit.ceremony.sealed;
    QString rows = line("备份包哈希 Hash of the package", code(toHex(hashOf(manifest))) + QStringLiteral("<br>") + spoken(hashOf(manifest))
                                                              + QStringLiteral("<br>") + qrImage(toHex(hashOf(manifest)), qrPixels));
    for (const BackupManifest::Key &key : manifest.keys)
        rows += line("密钥 Key", plain(key.name) + QStringLiteral("<br>") + (key.file.empty() ? QStringLiteral("不可导出 not exportable") : code(key.file)));
    for (const BackupManifest::Share &share : manifest.shares)
        rows += line("密钥分量 Share", plain(std::to_string(share.index) + ": " + share.name));
    if (manifest.wholeHouse)
        rows += line("日志、证书与保险库 Journal, blobs, vault", QStringLiteral("≤ #%1").arg(manifest.sequence));
    return part("备份包 Package", grid(rows));
}

QString CeremonyReport::signatures() const
{
    QString rows;
    for (const CeremonyAudit::Line &one : m_audit.lines) {
        QString names;
        for (const std::string &name : one.signers)
            names += (names.isEmpty() ? QString() : QStringLiteral(", ")) + plain(name);
        rows += QStringLiteral("<tr><td>#%1 %2</td><td>%3</td><td>%4</td><td>%5</td></tr>")
                    .arg(QString::number(one.entry.sequence), utc(one.entry.time), plain(one.kind), names, code(toHex(one.entry.hash)));
    }
    QString doubts;
    for (const std::string &doubt : m_audit.doubts)
        doubts += QStringLiteral("<p><b>存疑 Doubtful: %1</b></p>").arg(plain(doubt));
    const Instant at = m_audit.lines.empty() ? m_audit.ceremony.ended : m_audit.lines.back().entry.time;
    return grid(rows) + doubts
        + QStringLiteral("<p>机器可读的签名记录可这样校验 The signed record that machines read is verified by:<br><code>openssl cms -verify -inform DER -in RECORD.cms -attime %1 "
                         "-CAfile AUTHORITY.pem -out minutes.json</code><br><code>hufuctl ceremony verify RECORD.cms</code></p>")
              .arg(toUnix(at));
}

QString CeremonyReport::html() const
{
    return QStringLiteral("<html><body><h1>密钥仪式记录<br>Key ceremony minutes</h1>%1%2%3%4%5</body></html>")
        .arg(parameters(), part("参加人 People", people()), part("步骤 Steps", steps()), package(), part("签名 Signatures", signatures()));
}

Result<Bytes> CeremonyReport::pdf() const { return parts::pdfOf(title(), html()); }

} // namespace hufu
