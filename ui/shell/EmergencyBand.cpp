// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/EmergencyBand.h"

#include "models/store/EmergencyReader.h"
#include "models/store/RevocationReader.h"
#include "models/wording/EmergencyText.h"
#include "ui/widgets/Banner.h"

#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

EmergencyBand::EmergencyBand(QWidget *parent) : QWidget(parent), m_banner(new Banner(this))
{
    setObjectName(QStringLiteral("emergencyBands"));
    m_banner->setObjectName(QStringLiteral("emergencyBand"));
    m_banner->button()->setObjectName(QStringLiteral("emergencyBandButton"));
    m_banner->setTone(Tone::Danger, QStringLiteral("dialog-error"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_banner);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &EmergencyBand::retranslate);
    connect(m_banner->button(), &QPushButton::clicked, this, &EmergencyBand::emergencyAsked);
    retranslate();
}

void EmergencyBand::setHouse(House *house)
{
    m_jobs.wait();
    m_house = house;
    m_open.clear();
    m_requested = 0;
    if (house) {
        connect(house, &House::journalGrew, this, &EmergencyBand::read);
        read();
    }
    retranslate();
}

void EmergencyBand::read()
{
    if (!m_house)
        return;
    using Seen = std::pair<std::vector<Emergency>, std::int64_t>;
    m_jobs.add(m_house->readLater([now = m_house->now()](Connection &connection) -> Result<Seen> {
        Result<std::vector<Emergency>> open = readEmergencies(connection, EmergencyChoice::Open);
        const Result<RevocationCounts> counts = open ? readRevocationCounts(connection, now) : fail(open.error());
        return counts ? Result<Seen>(Seen(std::move(*open), counts->requested)) : fail(counts.error());
    })).then(this, [this, house = m_house](Result<Seen> seen) {
        if (house != m_house || !seen)
            return;
        std::tie(m_open, m_requested) = std::move(*seen);
        retranslate();
    });
}

void EmergencyBand::retranslate()
{
    setVisible(m_house && !m_open.empty());
    if (!m_house || m_open.empty())
        return m_tick.stop();
    if (!m_tick.isActive())
        m_tick.start();
    const Emergency &first = m_open.back(); // the oldest
    QString text = tr("EMERGENCY · %1 · %2", "what is lost, time since the start").arg(EmergencyText::loss(first.form.loss), EmergencyText::elapsed(m_house->now() - first.since));
    if (m_open.size() > 1)
        text += QStringLiteral(" · ") + tr("and %n more", nullptr, static_cast<int>(m_open.size()) - 1);
    if (m_requested > 0)
        text += QStringLiteral(" · ") + tr("NOT YET IN FORCE: %n certificate(s)", nullptr, static_cast<int>(m_requested));
    m_banner->setText(text);
    m_banner->button()->setText(tr("Show the emergency"));
}

void EmergencyBand::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
