// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/TopBar.h"

#include "models/wording/RoleText.h"
#include "ui/shell/Colours.h"
#include "ui/shell/Icons.h"
#include "ui/shell/LinkText.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/RelativeDate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace hufu {
namespace {

constexpr int widthOfARole = 180; // "security administrator" is the longest

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent), m_name(makeHeading(this)), m_search(new QPushButton(this)), m_emergency(new QPushButton(this)), m_state(makeMuted(this)), m_officer(makeBody(this)),
      m_role(new ElidedLabel(this)), m_lock(new QToolButton(this))
{
    m_name->setObjectName("houseName");
    m_search->setObjectName("searchEverything");
    m_search->setIcon(themeIcon(QStringLiteral("edit-find")));
    m_search->setAutoDefault(false);
    m_emergency->setObjectName("emergencyButton");
    m_emergency->setAutoDefault(false);
    m_state->setObjectName("authorityState");
    m_officer->setObjectName("officerName");
    m_role->setObjectName("officerRole");
    m_lock->setObjectName("lockButton");
    m_lock->setIcon(themeIcon(QStringLiteral("object-locked")));
    m_lock->setAutoRaise(true);
    m_lock->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_role->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    for (QLabel *label : {m_name, m_state, m_officer})
        label->setWordWrap(false);
    m_name->setMaximumWidth(320);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 8, 16, 8);
    layout->setSpacing(12);
    layout->addWidget(m_name);
    layout->addWidget(m_search);
    layout->addWidget(m_emergency);
    layout->addStretch(1);
    layout->addWidget(m_state);
    layout->addWidget(m_officer);
    layout->addWidget(m_role);
    layout->addWidget(m_lock);

    connect(m_search, &QPushButton::clicked, this, &TopBar::searchAsked);
    connect(m_emergency, &QPushButton::clicked, this, &TopBar::emergencyAsked);
    connect(m_lock, &QToolButton::clicked, this, &TopBar::lockAsked);
    m_tick.setInterval(20'000); // "just now" grows old
    m_tick.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_tick, &QTimer::timeout, this, &TopBar::retranslate);
    retranslate();
}

void TopBar::setHouse(House *house)
{
    m_house = house;
    m_head.reset();
    m_queued = 0;
    if (house) {
        connect(house, &House::journalGrew, this, &TopBar::readHead);
        connect(house, &House::linkChanged, this, &TopBar::retranslate);
        m_tick.start();
        readHead();
    } else {
        m_tick.stop();
    }
    retranslate();
}

void TopBar::setQueued(int commands)
{
    m_queued = commands;
    retranslate();
}

void TopBar::readHead()
{
    if (!m_house)
        return;
    m_house->readLater([](Connection &connection) { return hufu::readHead(connection); })
        .then(this, [this, house = m_house](Result<Entry> head) {
            if (house != m_house || !head)
                return;
            m_head = head->sequence;
            m_headTime = head->time;
            retranslate();
        });
}

void TopBar::retranslate()
{
    m_search->setToolTip(tr("Finds certificates, services, pages and commands (Ctrl+K)"));
    m_search->setAccessibleName(tr("Search everything"));
    m_emergency->setText(tr("Emergency"));
    m_emergency->setToolTip(tr("Stops a stolen or lost key (Ctrl+Shift+E)"));
    m_emergency->setAccessibleName(tr("Emergency revocation"));
    m_emergency->setIcon(themeIcon(QStringLiteral("dialog-error"), Tone::Danger));
    const Colours::Pair &danger = Colours::of(palette()).danger;
    m_emergency->setStyleSheet(QStringLiteral("QPushButton { color: %1; background: %2; border: 1px solid %1; border-radius: 4px; padding: 4px 10px; font-weight: bold }"
                                              "QPushButton:focus { border-width: 2px }")
                                   .arg(danger.text.name(), danger.ground.name()));
    m_lock->setText(tr("Lock"));
    m_lock->setToolTip(tr("Lock: the keys are dropped (Ctrl+L)"));
    m_lock->setAccessibleName(tr("Lock"));
    m_name->setText(m_house ? QString::fromStdString(m_house->record().name) : QString());
    m_officer->setText(m_house ? QString::fromStdString(m_house->officer().name) : QString());
    m_role->setText(m_house ? rolesText(m_house->officer().roles) : QString());
    const LinkState link = m_house ? m_house->link() : LinkState();
    QStringList state;
    if (m_house)
        state += LinkText::authority(link);
    if (m_house && m_head) {
        const QString age = link.isServed() ? LinkText::age(link, m_house->now()) : relativeDate(m_headTime, m_house->now());
        //: the newest entry of the journal, and how old that is or the server's last word
        state += tr("journal #%1 · %2").arg(QLocale().toString(qulonglong(*m_head)), age);
    }
    if (m_queued > 0)
        state += tr("%n queued", nullptr, m_queued);
    m_state->setText(state.join(QStringLiteral(" · ")));
    m_state->setToolTip(m_house ? LinkText::explanation(link, m_house->now()) : QString());
    fit();
}

/// The words of the search button give way first, and its icon stays: neither the authority's state nor an officer's role is cut for them. Of who holds
/// several, the first is enough.
void TopBar::fit()
{
    for (const QString &words : {tr("Search everything…   Ctrl+K"), tr("Search…   Ctrl+K"), tr("Search…"), QString()}) {
        m_search->setText(words);
        layout()->activate();
        const int beyondOneRole = std::max(0, m_role->sizeHint().width() - widthOfARole);
        if (layout()->sizeHint().width() - beyondOneRole <= width())
            return;
    }
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TopBar::paintEvent(QPaintEvent *)
{
    const Colours &colours = Colours::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours.raised);
    painter.setPen(colours.line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace hufu
