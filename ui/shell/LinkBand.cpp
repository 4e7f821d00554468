// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/LinkBand.h"

#include "models/wording/ErrorText.h"
#include "ui/shell/LinkText.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/RelativeDate.h"

#include <QEvent>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {
namespace {

constexpr Sequence worthTelling = 200; ///< entries that are on their way for longer than one looks

} // namespace

LinkBand::LinkBand(QWidget *parent)
    : QWidget(parent), m_staleAfter(Policy().staleAfterMinutes), m_link(new Banner(this)), m_queue(new Banner(this))
{
    setObjectName("linkBands");
    m_link->setObjectName("linkBand");
    m_link->button()->setObjectName("linkBandButton");
    m_queue->setObjectName("queueBand");
    m_queue->button()->setObjectName("queueBandButton");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_link);
    layout->addWidget(m_queue);
    m_tick.setInterval(20'000);
    m_tick.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_tick, &QTimer::timeout, this, &LinkBand::retranslate);
    connect(m_link->button(), &QPushButton::clicked, this, &LinkBand::press);
    connect(m_queue->button(), &QPushButton::clicked, this, &LinkBand::outboxAsked);
    retranslate();
}

void LinkBand::setHouse(House *house)
{
    m_house = house;
    m_waiting = m_refused = 0;
    if (house) {
        connect(house, &House::linkChanged, this, &LinkBand::retranslate);
        connect(house, &House::journalGrew, this, &LinkBand::readPolicy);
        m_tick.start();
        readPolicy();
    } else {
        m_tick.stop();
    }
    retranslate();
}

void LinkBand::setQueue(int waiting, int refused)
{
    m_waiting = waiting;
    m_refused = refused;
    retranslate();
}

void LinkBand::readPolicy()
{
    if (!m_house || !m_house->link().isServed())
        return;
    m_house->readLater([](Connection &connection) { return hufu::readPolicy(connection); }).then(this, [this, house = m_house](Result<Policy> policy) {
        if (house != m_house || !policy)
            return;
        m_staleAfter = std::chrono::minutes(policy->staleAfterMinutes);
        retranslate();
    });
}

void LinkBand::press()
{
    const LinkState::Kind kind = m_house ? m_house->link().kind : LinkState::Kind::Here;
    if (kind == LinkState::Kind::Distrusted)
        Q_EMIT evidenceAsked();
    else if (kind == LinkState::Kind::Closed)
        Q_EMIT enrolAsked();
    else if (m_house)
        m_house->hurry();
}

void LinkBand::retranslate()
{
    const LinkState link = m_house ? m_house->link() : LinkState();
    const Instant now = m_house ? m_house->now() : Instant();
    const auto show = [this](Tone tone, const char *icon, const QString &text, const QString &deed) {
        m_link->setTone(tone, QLatin1String(icon));
        m_link->setText(text);
        m_link->button()->setText(deed);
        m_link->button()->setVisible(!deed.isEmpty());
        m_link->setVisible(!text.isEmpty());
    };
    const bool away = link.kind == LinkState::Kind::Away || link.kind == LinkState::Kind::Connecting || link.kind == LinkState::Kind::InStep;
    const bool stale = away && (!link.heard || now - *link.heard >= m_staleAfter);
    if (link.kind == LinkState::Kind::Distrusted)
        show(Tone::Danger, "dialog-error", LinkText::distrust(link), tr("Export the evidence…"));
    else if ((link.kind == LinkState::Kind::Refused || link.kind == LinkState::Kind::Outdated) && link.trouble)
        show(Tone::Danger, "dialog-error", sentence(*link.trouble), {});
    else if (link.kind == LinkState::Kind::Closed && link.trouble)
        show(Tone::Attention, "dialog-warning", sentence(*link.trouble), link.trouble->code == ErrorCode::Moved ? tr("Enrol this computer…") : QString());
    else if (link.kind == LinkState::Kind::Receiving && link.head - link.here > worthTelling)
        show(Tone::Accent, "dialog-information",
             tr("The journal is on its way here: %1 of %2 entries. What the pages show is not complete yet.")
                 .arg(QLocale().toString(qulonglong(link.here)), QLocale().toString(qulonglong(link.head))),
             {});
    else if (stale && link.isServed())
        show(Tone::Attention, "dialog-warning",
             link.heard ? tr("What you see is old: the server was last heard %1. What others did since is not here, and what you sign is queued.").arg(relativeDate(*link.heard, now))
                        : tr("What you see is old: the server has not been heard yet. What others did is not here, and what you sign is queued."),
             tr("Try now"));
    else
        show(Tone::Neutral, "", {}, {});

    const QString waiting = m_waiting > 0 ? tr("%n command(s) queued, not yet in force.", nullptr, m_waiting) : QString();
    const QString refused = m_refused > 0 ? tr("%n command(s) came back refused.", nullptr, m_refused) : QString();
    m_queue->setTone(m_refused > 0 ? Tone::Danger : Tone::Attention, m_refused > 0 ? QStringLiteral("dialog-error") : QStringLiteral("dialog-information"));
    m_queue->setText(refused.isEmpty() ? waiting : waiting.isEmpty() ? refused : refused + u' ' + waiting);
    m_queue->button()->setText(tr("Show the outbox"));
    m_queue->setVisible(m_waiting + m_refused > 0);
    setVisible(m_link->isVisibleTo(this) || m_queue->isVisibleTo(this));
}

void LinkBand::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
