// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/CeremonyText.h"

#include "models/base/CanonicalJson.h"
#include "models/store/AtomicFile.h"
#include "models/wording/QrCode.h"
#include "models/wording/ReportParts.h"

#include <QLocale>

namespace hufu {
namespace {

constexpr std::size_t longestEvidence = 1000; // octets, CeremonyStep

std::string tenths(double seconds)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f s", seconds);
    return text;
}

std::string answerText(const RestoreAnswer &answer)
{
    switch (answer.what) {
    case RestoreAnswer::What::Certificate: return "certificate served 证书可获取: " + answer.ca;
    case RestoreAnswer::What::Crl:
        return "CRL served, signed by its key 吊销列表可获取，签名有效: " + answer.ca + ", " + std::to_string(answer.revoked) + " revoked 项";
    case RestoreAnswer::What::Ocsp: return "OCSP answered \"" + answer.status + "\", signed by its responder 在线查询应答有效: " + answer.ca;
    case RestoreAnswer::What::NoResponder:
        return "a root has no OCSP responder: its certificate and its CRL are the proof 根 CA 没有在线查询应答，以证书和吊销列表为证: " + answer.ca;
    }
    return {};
}

std::string flushText(const CeremonyEvidence &seen)
{
    switch (seen.flush) {
    case MediumFlush::Remounted: return "unmounted and mounted again 已卸载并重新挂载: " + seen.name;
    case MediumFlush::NoDevice: return "flushed; no device of its own, so not unmounted 已落盘；不是独立设备，未卸载: " + seen.name;
    case MediumFlush::NotAllowed: return "flushed; this computer does not let it be unmounted 已落盘；本机不允许卸载: " + seen.name;
    }
    return {};
}

std::string indented(const BilingualText &text, const char *before) { return before + text.zh + '\n' + before + text.en + '\n'; }

QString bothRich(const BilingualText &text) { return parts::esc(text.zh) + QStringLiteral("<br>") + parts::esc(text.en); }

const char *actorBoth(CeremonyScript::Actor actor)
{
    switch (actor) {
    case CeremonyScript::Actor::Administrator: return "主持人 Administrator";
    case CeremonyScript::Actor::Custodians: return "密钥保管员 Custodians";
    case CeremonyScript::Actor::Witness: return "见证人 Witness";
    case CeremonyScript::Actor::All: return "全体 Everybody";
    }
    return "";
}

} // namespace

QString CeremonyText::kind(CeremonyKind kind)
{
    switch (kind) {
    case CeremonyKind::Backup: return tr("Key backup");
    case CeremonyKind::RestoreTest: return tr("Restore test");
    case CeremonyKind::Restore: return tr("Restore");
    case CeremonyKind::CustodianChange: return tr("Change of custodians");
    case CeremonyKind::Destruction: return tr("Destruction");
    }
    return {};
}

QString CeremonyText::title(const Ceremony &ceremony) { return ceremony.isAutomatic() ? tr("Automatic backup") : kind(ceremony.plan.kind); }

QString CeremonyText::fate(const Ceremony &ceremony, Instant now)
{
    switch (ceremony.fate) {
    case Ceremony::Fate::Open: return ceremony.lapsed(now) ? tr("lapsed", "a ceremony: can only be aborted") : tr("open", "a ceremony");
    case Ceremony::Fate::Closed: return tr("closed", "a ceremony: came to its end");
    case Ceremony::Fate::Aborted: return tr("aborted", "a ceremony");
    }
    return {};
}

QString CeremonyText::actor(CeremonyScript::Actor actor)
{
    switch (actor) {
    case CeremonyScript::Actor::Administrator: return tr("The administrator acts");
    case CeremonyScript::Actor::Custodians: return tr("The custodians act");
    case CeremonyScript::Actor::Witness: return tr("The witness acts");
    case CeremonyScript::Actor::All: return tr("Everybody acts");
    }
    return {};
}

QString CeremonyText::coverage(CoverageLine::State state)
{
    switch (state) {
    case CoverageLine::State::Covered: return tr("backed up");
    case CoverageLine::State::Due: return tr("due");
    case CoverageLine::State::Never: return tr("not backed up");
    case CoverageLine::State::NotExportable: return tr("not exportable");
    }
    return {};
}

QString CeremonyText::covered(const CoverageLine &line)
{
    return line.what == CoverageLine::What::CaKey ? tr("Key of %1").arg(qstr(line.name)) : tr("The house: journal, certificates, vault");
}

QString CeremonyText::warning(CeremonyWarning warning)
{
    switch (warning) {
    case CeremonyWarning::EverybodyNeeded: return tr("Every custodian will be needed: one lost card or passphrase loses the backup.");
    case CeremonyWarning::OneMedium: return tr("There is one medium only: when it fails there is no backup.");
    case CeremonyWarning::NotExportable:
        return tr(
            "A key lies in a token that gives none out. It will not be in the package: back it up by the token's own means, or plan to issue anew.");
    }
    return {};
}

QString CeremonyText::exclusion(CeremonyExclusion exclusion)
{
    switch (exclusion) {
    case CeremonyExclusion::None: return {};
    case CeremonyExclusion::NoCustodian: return tr("is no key custodian");
    case CeremonyExclusion::NoKey: return tr("has no key for shares yet: they get it when they open the console");
    case CeremonyExclusion::NoAuditAdmin: return tr("is no audit administrator");
    }
    return {};
}

QString CeremonyText::of(const BilingualText &text) { return qstr(QLocale().language() == QLocale::Chinese ? text.zh : text.en); }

std::string CeremonyText::evidence(const CeremonyEvidence &seen)
{
    using Kind = CeremonyEvidence::Kind;
    const auto line = [&]() -> std::string {
        switch (seen.kind) {
        case Kind::Encrypted: return "encrypted 已加密: " + seen.name + " in " + seen.detail;
        case Kind::NotExportable:
            return "not exportable 不可导出: " + seen.name + " (in a PKCS#11 token; back it up by the token's own means, or issue anew 用令牌自身的方法备份，或重新签发)";
        case Kind::HouseEncrypted: return "encrypted 已加密: the whole house up to entry 整个机构数据，至日志条目 " + std::to_string(seen.number);
        case Kind::Written: return "written 已写入: " + seen.name + ": " + toHex(seen.hash);
        case Kind::Flushed: return flushText(seen);
        case Kind::ReadBack: return "read back, the same 已读回，一致: " + seen.name + ": " + toHex(seen.hash);
        case Kind::PackageWhole: return "whole, signed by the authority 完整，由签发机构签名: " + seen.name + ": " + toHex(seen.hash);
        case Kind::ShareOpened: return "share opened and encrypted to the one-time key 分量已打开并加密给一次性密钥: " + seen.name;
        case Kind::KeysBack: return "keys back in the authority, each proven against its certificate 密钥已恢复，逐一与证书核验: " + std::to_string(seen.number);
        case Kind::KeyProven: return "key proven against its certificate 密钥与证书核验一致: " + seen.name;
        case Kind::KeyElsewhere: return "key in a token, in no package 密钥在令牌中，不在备份包内: " + seen.name;
        case Kind::ScratchRestored: return "restored into a scratch authority after 已恢复到临时签发机构，用时 " + tenths(seen.seconds);
        case Kind::Answered: return answerText(seen.answer);
        case Kind::Stopwatch:
            return "from inserting the medium to the last answer 从插入介质到最后一个应答: " + tenths(seen.seconds)
                   + (seen.seconds > std::chrono::duration<double>(restoreTestLimit).count() ? ", above the limit of 30 minutes 超过 30 分钟限值"
                                                                                             : ", limit 30 minutes 限值 30 分钟");
        }
        return {};
    }();
    return line.size() <= longestEvidence ? line : "… " + line.substr(line.size() - 200); // what it ends with is what counts: a hash
}

std::string CeremonyText::words(const Sha256 &sha256)
{
    std::string zh, en;
    for (const BilingualText &word : spokenWords(sha256)) {
        zh += (zh.empty() ? "" : " ") + word.zh;
        en += (en.empty() ? "" : ", ") + word.en;
    }
    return zh + "\n" + en;
}

std::string CeremonyText::script(const CeremonyScript &script)
{
    std::string text = script.title.zh + "  " + script.title.en + "\n" + script.name + " version " + std::to_string(script.version) + ", SHA-256 "
        + toHex(script.sha256) + "\n" + words(script.sha256) + "\n" + indented(script.purpose, "");
    int number = 0;
    for (const CeremonyScript::Step &step : script.steps) {
        text += "\n" + std::to_string(++number) + ". [" + ceremonyActorName(step.actor) + "]\n" + indented(step.does, "   ")
                + indented(step.checks, "   > ") + "   Initials, time 签名缩写、时间: ______________   Exception 例外: ______________\n";
    }
    return text;
}

Result<Bytes> CeremonyText::scriptPdf(const CeremonyScript &script)
{
    QString rows;
    int number = 0;
    for (const CeremonyScript::Step &step : script.steps) {
        rows +=
            QStringLiteral(
                "<tr><td width='5%'>%1</td><td width='67%'><b>%2</b><br>%3<br><span class='label'>%4</span></td>"
                "<td width='28%'>签名缩写、时间 Initials, time:<br><br>____________________<br>例外 Exception:<br><br>____________________</td></tr>")
                .arg(++number)
                .arg(QString::fromUtf8(actorBoth(step.actor)), bothRich(step.does), bothRich(step.checks));
    }
    constexpr int qrPixels = 110;
    const QString title = qstr(script.title.zh + " " + script.title.en);
    const QString html =
        QStringLiteral(
            "<html><body><h1>%1</h1><p>%2</p><p>%3 %4, SHA-256<br><code>%5</code><br>%6<br>%7</p><table width='100%' cellspacing='0' cellpadding='4'>%8</table></body></html>")
            .arg(bothRich(script.title), bothRich(script.purpose), parts::esc(script.name), QString::number(script.version),
                 qstr(toHex(script.sha256)), parts::esc(words(script.sha256)).replace(u'\n', QStringLiteral("<br>")),
                 qrImage(toHex(script.sha256), qrPixels), rows);
    return parts::pdfOf(title, html);
}

Result<void> CeremonyText::saveScript(const CeremonyScript &script, const std::string &path)
{
    const Result<Bytes> pdf = scriptPdf(script);
    return pdf ? writeFileAtomically(path, *pdf) : fail(pdf.error());
}

} // namespace hufu
