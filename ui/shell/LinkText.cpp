// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/LinkText.h"

#include "models/wording/ErrorText.h"
#include "models/wording/JournalText.h"
#include "ui/widgets/RelativeDate.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUrl>

namespace hufu {
namespace {

struct LinkWords {
    Q_DECLARE_TR_FUNCTIONS(LinkText)
};

/// An answer this young is as good as one of now: the server answers every long poll within less.
constexpr auto fresh = std::chrono::seconds(60);

QString entries(Sequence count) { return QLocale().toString(qulonglong(count)); }

QString heardText(const LinkState &link, Instant now)
{
    return link.heard ? LinkWords::tr("last heard %1").arg(relativeDate(*link.heard, now)) : LinkWords::tr("never heard yet");
}

} // namespace

QString LinkText::authority(const LinkState &link)
{
    if (link.isServed()) {
        const QUrl url(QString::fromStdString(link.server));
        //: %1 the server's name
        return LinkWords::tr("Server %1").arg(url.host().isEmpty() ? QString::fromStdString(link.server) : url.host());
    }
    return link.kind == LinkState::Kind::Here ? LinkWords::tr("Embedded authority") : LinkWords::tr("No authority here");
}

QString LinkText::age(const LinkState &link, Instant now)
{
    switch (link.kind) {
    case LinkState::Kind::Here:
    case LinkState::Kind::Closed: return {};
    case LinkState::Kind::Connecting: return LinkWords::tr("connecting, %1").arg(heardText(link, now));
    case LinkState::Kind::InStep: return link.heard && now - *link.heard < fresh ? LinkWords::tr("in step") : heardText(link, now);
    case LinkState::Kind::Receiving: return LinkWords::tr("receiving, %1 of %2").arg(entries(link.here), entries(link.head));
    case LinkState::Kind::Away: return LinkWords::tr("offline, %1").arg(heardText(link, now));
    case LinkState::Kind::Refused: return LinkWords::tr("shut out, %1").arg(heardText(link, now));
    case LinkState::Kind::Outdated: return LinkWords::tr("too old for it, %1").arg(heardText(link, now));
    case LinkState::Kind::Distrusted: return LinkWords::tr("no longer trusted");
    }
    Q_UNREACHABLE();
}

QString LinkText::explanation(const LinkState &link, Instant now)
{
    QStringList lines;
    if (link.isServed())
        lines += QString::fromStdString(link.server);
    if (link.heard)
        lines += LinkWords::tr("What stands here is as the server had it on %1, %2.").arg(localDateTime(*link.heard), relativeDate(*link.heard, now));
    if (link.trouble)
        lines += sentence(*link.trouble);
    return lines.join(u'\n');
}

QString LinkText::distrust(const LinkState &link)
{
    QString deed;
    if (!link.broken) {
        deed = link.trouble ? errorText(*link.trouble).whatHappened : QString();
    } else {
        switch (link.broken->kind) {
        case BreakKind::TailCut:
            deed = LinkWords::tr("It has forgotten: this computer received more entries from it than the %1 it now has.").arg(entries(link.broken->sequence));
            break;
        case BreakKind::EntryChanged:
        case BreakKind::EntryMissing:
        case BreakKind::OrderBroken:
        case BreakKind::CheckpointElsewhere:
            deed = LinkWords::tr("From entry #%1 on it tells another history than the one this computer received and checked.").arg(entries(link.broken->sequence));
            break;
        default: deed = JournalText::breakText(*link.broken);
        }
    }
    //: %1 a whole sentence: what the server did
    return LinkWords::tr("The server is no longer trusted. %1 Nothing is sent to it or taken from it any more; what was received before is whole and can be "
                         "read. Tell the audit administrator, hand over the evidence, and decide nothing at other consoles until it is clear what happened.")
        .arg(deed);
}

} // namespace hufu
