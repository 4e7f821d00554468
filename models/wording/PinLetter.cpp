// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/PinLetter.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Policy.h"
#include "models/replica/House.h"
#include "models/wording/ReportParts.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QProcess>

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t letterDigits = 8;
constexpr int dotsPerInch = 300, printPatience = 60'000; // ms
constexpr double dotsPerMillimetre = dotsPerInch / 25.4;

QFont letterFont(double points, bool bold = false)
{
    QFont font(parts::families());
    font.setPointSizeF(points);
    font.setBold(bold);
    return font;
}

QRectF millimetres(double x, double y, double width, double height)
{
    return {x * dotsPerMillimetre, y * dotsPerMillimetre, width * dotsPerMillimetre, height * dotsPerMillimetre};
}

/// Opened out: who it is for above, the PIN below the second fold, hidden when the page is folded in three.
void paint(QPainter &painter, const QString &house, const Card &card, const SecureBytes &pin)
{
    const auto text = [&](double y, double height, const QFont &font, const QString &words) {
        painter.setFont(font);
        painter.drawText(millimetres(25, y, 160, height), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, words);
    };
    text(25, 10, letterFont(11), house);
    text(40, 14, letterFont(17, true), QStringLiteral("USBKey PIN 信函 · PIN letter"));
    text(58, 30, letterFont(11),
         QStringLiteral("收件人 To: %1\n科室 Department: %2\nUSBKey: %3").arg(qstr(card.holder.name), qstr(card.holder.department), qstr(card.number)));
    painter.setPen(QPen(Qt::gray, 1, Qt::DashLine));
    for (const double fold : {99.0, 198.0})
        painter.drawLine(millimetres(10, fold, 190, 0).topLeft(), millimetres(10, fold, 190, 0).topRight());
    painter.setPen(Qt::black);
    text(110, 60, letterFont(11),
         QStringLiteral("请本人拆封。首次使用时请在 USBKey 上更改 PIN，随后销毁本信函。PIN 不得告知任何人；任何人不会向您索要 PIN。\n\n"
                        "Open it yourself. Change the PIN when you first use the USBKey, then destroy this letter. Tell the PIN to nobody; nobody will ask you for it."));
    text(212, 10, letterFont(11), QStringLiteral("PIN"));
    painter.setFont(letterFont(26, true));
    for (std::size_t at = 0; at < pin.size(); ++at) { // one by one: no string holds the whole
        const QRectF box = millimetres(25 + 16 * double(at), 222, 14, 18);
        painter.drawRect(box);
        painter.drawText(box, Qt::AlignCenter, QString(QChar(pin.data()[at])));
    }
}

} // namespace

SecureBytes PinLetter::randomPin()
{
    SecureBytes pin(letterDigits);
    do {
        for (std::size_t at = 0; at < letterDigits;) {
            const SecureBytes octet = SecureBytes::random(1);
            if (octet.data()[0] < 250) // else some digits would be likelier
                pin.data()[at++] = static_cast<std::uint8_t>('0' + octet.data()[0] % 10);
        }
    } while (std::ranges::all_of(pin.view(), [&](std::uint8_t digit) { return digit == pin.data()[0]; }));
    return pin;
}

Result<void> PinLetter::check(House &house)
{
    const Result<Policy> policy = house.policy();
    if (!policy)
        return fail(policy.error());
    return policy->pinLetters ? Result<void>() : fail(ErrorCode::NotPermitted, "policy keeps PIN letters off: what is printed lies in print spools in clear");
}

Result<SecureBytes> PinLetter::pdf(const std::string &house, const Card &card, const SecureBytes &pin)
{
    QByteArray content;
    {
        QBuffer buffer(&content);
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setTitle(QStringLiteral("PIN letter"));
        writer.setCreator(QStringLiteral("Hufu 虎符"));
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout::Millimeter);
        writer.setResolution(dotsPerInch);
        QPainter painter(&writer);
        paint(painter, qstr(house), card, pin);
    }
    SecureBytes made = SecureBytes::copyOf(std::string_view(content.constData(), static_cast<std::size_t>(content.size())));
    wipe({reinterpret_cast<std::uint8_t *>(content.data()), static_cast<std::size_t>(content.size())});
    return made.size() > 4 ? Result<SecureBytes>(std::move(made)) : fail(ErrorCode::Internal, "no PDF came of it");
}

Result<void> PinLetter::print(const std::string &printer, const SecureBytes &pdf)
{
    QStringList words{QStringLiteral("-t"), QStringLiteral("PIN")};
    if (!printer.empty())
        words << QStringLiteral("-d") << qstr(printer);
    QProcess lp;
    lp.start(QStringLiteral("lp"), words << QStringLiteral("-"));
    if (!lp.waitForStarted(printPatience))
        return fail(ErrorCode::Unsupported, "the printing system's program lp is missing", printer);
    lp.write(reinterpret_cast<const char *>(pdf.data()), qint64(pdf.size()));
    lp.closeWriteChannel();
    if (!lp.waitForFinished(printPatience) || lp.exitStatus() != QProcess::NormalExit || lp.exitCode() != 0)
        return fail(ErrorCode::Io, lp.readAllStandardError().trimmed().left(300).toStdString(), printer);
    return {};
}

} // namespace hufu
