// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/ReaderBoard.h"

#include "models/base/CanonicalJson.h"
#include "models/wording/CardText.h"
#include "models/wording/ErrorText.h"
#include "ui/pages/cards/CardDeedText.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace hufu {
namespace {

constexpr int tilesAcross = 2, boardHeight = 250, tileRadius = 6;

Tone toneOf(CardStanding standing)
{
    switch (standing) {
    case CardStanding::NoCard:
    case CardStanding::Glimpsed: return Tone::Neutral;
    case CardStanding::Fresh:
    case CardStanding::InStock: return Tone::Accent;
    case CardStanding::Fit: return Tone::Proof;
    case CardStanding::Unreadable:
    case CardStanding::Altered:
    case CardStanding::Found:
    case CardStanding::Risen:
    case CardStanding::PukBlocked: return Tone::Danger;
    case CardStanding::Unnumbered:
    case CardStanding::Foreign:
    case CardStanding::Filled:
    case CardStanding::Interrupted:
    case CardStanding::Ended:
    case CardStanding::PinBlocked:
    case CardStanding::Suspended:
    case CardStanding::Returned: return Tone::Attention;
    }
    return Tone::Neutral;
}

const char *iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Proof: return "dialog-ok";
    case Tone::Danger: return "dialog-error";
    case Tone::Attention: return "dialog-warning";
    case Tone::Neutral:
    case Tone::Accent: return "usbkey";
    }
    return "usbkey";
}

} // namespace

ReaderTile::ReaderTile(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_title(makeHeading(this)), m_reader(makeMuted(this)), m_facts(makeBody(this)), m_contents(makeMuted(this)),
      m_explanation(makeBody(this)), m_next(new QPushButton(this)), m_more(new QToolButton(this))
{
    setObjectName(QStringLiteral("readerTile"));
    m_title->setObjectName(QStringLiteral("readerTitle"));
    m_reader->setObjectName(QStringLiteral("readerName"));
    m_facts->setObjectName(QStringLiteral("readerFacts"));
    m_contents->setObjectName(QStringLiteral("readerContents"));
    m_explanation->setObjectName(QStringLiteral("readerExplanation"));
    m_next->setObjectName(QStringLiteral("readerNext"));
    m_more->setObjectName(QStringLiteral("readerMore"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_next);
    buttons->addWidget(m_more);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_reader);
    layout->addWidget(m_facts);
    layout->addWidget(m_contents);
    layout->addWidget(m_explanation);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(m_next, &QPushButton::clicked, this, [this] { Q_EMIT asked(m_first); });
}

void ReaderTile::showCard(const SeenCard &seen, const Person &officer)
{
    m_standing = seen.standing;
    m_title->setText(CardText::title(seen));
    m_reader->setText(tr("Reader: %1").arg(qstr(seen.sight.reader)));
    m_reader->show();
    QStringList facts;
    if (!seen.sight.number.empty())
        facts += tr("No. %1").arg(qstr(seen.sight.number));
    if (!seen.sight.model.empty())
        facts += qstr(seen.sight.model);
    if (seen.card && !seen.card->roleName.empty())
        facts += tr("%1, %2", "department, certificate role").arg(qstr(seen.card->holder.department), qstr(seen.card->roleName));
    if (seen.sight.hasCard && !seen.sight.fault && !seen.sight.glimpsed)
        facts += CardText::tries(seen.sight);
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setVisible(!facts.isEmpty());
    const QStringList contents = CardText::contents(seen);
    m_contents->setText(contents.join(u'\n'));
    m_contents->setVisible(!contents.isEmpty());
    m_explanation->setText(CardText::explanation(seen));
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_facts->text() + u'\n' + m_explanation->text());

    const std::vector<CardDeed> deeds = deedsFor(seen);
    m_next->setVisible(!deeds.empty());
    m_more->setVisible(deeds.size() > 1);
    m_more->menu()->clear();
    m_more->setText(tr("More"));
    for (const CardDeed deed : deeds) {
        const QString hindrance = CardDeedText::hindrance(deed, officer, true);
        if (deed == deeds.front()) {
            m_first = deed;
            m_may = hindrance.isEmpty();
            m_next->setText(CardDeedText::menu(deed));
            m_next->setEnabled(m_may);
            m_next->setToolTip(hindrance);
            continue;
        }
        QAction *action = m_more->menu()->addAction(CardDeedText::menu(deed), this, [this, deed] { Q_EMIT asked(deed); });
        action->setObjectName(QStringLiteral("deed.%1").arg(int(deed)));
        action->setEnabled(hindrance.isEmpty());
        action->setToolTip(hindrance);
    }
    repaintIcon();
    update();
}

void ReaderTile::showNone(const QString &title, const QString &explanation)
{
    m_standing = CardStanding::NoCard;
    m_title->setText(title);
    m_explanation->setText(explanation);
    for (QWidget *widget : {static_cast<QWidget *>(m_reader), static_cast<QWidget *>(m_facts), static_cast<QWidget *>(m_contents), static_cast<QWidget *>(m_next),
                            static_cast<QWidget *>(m_more)})
        widget->hide();
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    repaintIcon();
}

void ReaderTile::setIdle(bool idle)
{
    m_next->setEnabled(!idle && m_may);
    m_more->setEnabled(!idle);
}

void ReaderTile::repaintIcon()
{
    const Tone tone = toneOf(m_standing);
    m_icon->setPixmap(themeIcon(QString::fromLatin1(iconOf(tone)), tone).pixmap(QSize(22, 22), devicePixelRatioF()));
}

void ReaderTile::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        repaintIcon();
    QFrame::changeEvent(event);
}

void ReaderTile::paintEvent(QPaintEvent *)
{
    const Colours &colours = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.line);
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tileRadius, tileRadius);
    // Its state at the edge, for who looks from afar; the words say the same.
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.of(toneOf(m_standing)).text);
    painter.drawRoundedRect(QRectF(1, 8, 3, height() - 16), 1.5, 1.5);
}

ReaderBoard::ReaderBoard(CardWatch &watch, QWidget *parent) : QScrollArea(parent), m_watch(watch), m_body(new QWidget(this)), m_grid(new QGridLayout(m_body))
{
    setObjectName(QStringLiteral("readerBoard"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
    setWidget(m_body);
    connect(&watch, &CardWatch::changed, this, &ReaderBoard::refresh);
    connect(&watch, &CardWatch::workingChanged, this, [this] {
        for (ReaderTile *tile : m_tiles)
            tile->setIdle(m_watch.isWorking());
    });
    refresh();
}

void ReaderBoard::setOfficer(const Person *officer)
{
    m_officer = officer;
    refresh();
}

void ReaderBoard::refresh()
{
    setAccessibleName(tr("Readers and USBKeys"));
    const std::vector<SeenCard> seen = m_officer ? m_watch.seen() : std::vector<SeenCard>();
    const std::size_t wanted = std::max<std::size_t>(1, seen.size());
    while (m_tiles.size() > wanted) {
        m_tiles.back()->hide();
        m_tiles.back()->deleteLater();
        m_tiles.pop_back();
    }
    while (m_tiles.size() < wanted) {
        auto *tile = new ReaderTile(m_body);
        const std::size_t at = m_tiles.size();
        m_grid->addWidget(tile, int(at) / tilesAcross, int(at) % tilesAcross);
        connect(tile, &ReaderTile::asked, this, [this, at](CardDeed deed) {
            if (at < m_watch.seen().size())
                Q_EMIT asked(deed, qstr(m_watch.seen()[at].sight.reader));
        });
        m_tiles.push_back(tile);
        tile->show();
    }
    if (seen.empty()) {
        const std::optional<Error> &trouble = m_watch.trouble();
        if (trouble) {
            const ErrorText text = errorText(*trouble);
            m_tiles.front()->showNone(text.whatHappened, text.whatItMeans + u' ' + text.whatToDo);
        } else if (m_officer && m_watch.desk() && !m_watch.hasLooked()) {
            m_tiles.front()->showNone(tr("Looking for readers…"), {});
        } else {
            m_tiles.front()->showNone(tr("No reader is connected."), tr("Plug a USBKey or a reader in: it shows here at once. The register below works without."));
        }
    }
    for (std::size_t at = 0; at < seen.size(); ++at) {
        m_tiles[at]->showCard(seen[at], *m_officer);
        m_tiles[at]->setIdle(m_watch.isWorking());
    }
    fit();
}

void ReaderBoard::fit()
{
    const int needed = m_body->layout()->hasHeightForWidth() ? m_body->layout()->heightForWidth(viewport()->width()) : m_body->sizeHint().height();
    setFixedHeight(std::min(boardHeight, std::max(needed, 60)));
}

QSize ReaderBoard::sizeHint() const { return {600, 160}; }

void ReaderBoard::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

void ReaderBoard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QScrollArea::changeEvent(event);
}

} // namespace hufu
