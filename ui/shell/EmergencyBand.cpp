// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/EmergencyBand.h"

#include "models/base/CanonicalJson.h"
#include "models/store/EmergencyReader.h"
#include "models/store/RevocationReader.h"
#include "models/wording/EmergencyText.h"
#include "ui/widgets/Banner.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {
namespace {

constexpr int ringEvery = 20'000, mostRings = 15; // milliseconds; for five minutes

} // namespace

EmergencyBand::EmergencyBand(QWidget *parent) : QWidget(parent), m_banner(new Banner(this)), m_call(new Banner(this))
{
    setObjectName(QStringLiteral("emergencyBands"));
    m_banner->setObjectName(QStringLiteral("emergencyBand"));
    m_banner->button()->setObjectName(QStringLiteral("emergencyBandButton"));
    m_banner->setTone(Tone::Danger, QStringLiteral("dialog-error"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_call->setObjectName(QStringLiteral("signatureBand"));
    m_call->button()->setObjectName(QStringLiteral("signatureBandButton"));
    m_call->setTone(Tone::Attention, QStringLiteral("document-edit-sign"));
    layout->addWidget(m_banner);
    layout->addWidget(m_call);
    m_ring.setInterval(ringEvery);
    connect(&m_ring, &QTimer::timeout, this, &EmergencyBand::ring);
    connect(m_call->button(), &QPushButton::clicked, this, [this] {
        if (!m_calls.empty())
            Q_EMIT signatureAsked(qstr(m_calls.front().pending.id));
    });
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
    m_calls.clear();
    m_called.clear();
    m_ring.stop();
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
    struct Seen {
        std::vector<Emergency> open;
        std::int64_t requested = 0;
        std::vector<PendingSight> calls;
    };
    m_jobs.add(m_house->readLater([now = m_house->authorityNow(), officer = m_house->officer()](Connection &connection) -> Result<Seen> {
        Result<std::vector<Emergency>> open = readEmergencies(connection, EmergencyChoice::Open);
        const Result<RevocationCounts> counts = open ? readRevocationCounts(connection, now) : fail(open.error());
        Result<std::vector<PendingSight>> waiting = counts ? readPendingSights(connection, officer, now) : fail(counts.error());
        if (!waiting)
            return fail(waiting.error());
        std::erase_if(*waiting, [](const PendingSight &one) {
            return !one.forMe || one.pending.kind != CommandKind::Revoke || one.payload.value(QLatin1String("emergency")).toString().isEmpty();
        });
        return Seen{std::move(*open), counts->requested, std::move(*waiting)};
    })).then(this, [this, house = m_house](Result<Seen> seen) {
        if (house != m_house || !seen)
            return;
        m_open = std::move(seen->open);
        m_requested = seen->requested;
        m_calls = std::move(seen->calls);
        const bool fresh = std::ranges::any_of(m_calls, [this](const PendingSight &one) { return m_called.insert(one.pending.id).second; });
        retranslate();
        if (m_calls.empty())
            m_ring.stop();
        if (fresh) {
            m_rings = 0;
            ring();
        }
    });
}

/// Somebody may be in another room, or in another program: heard, seen in the task bar, and shown by the desktop with a sound of its own.
void EmergencyBand::ring()
{
    if (m_calls.empty() || m_rings++ >= mostRings)
        return m_ring.stop();
    m_ring.start();
    QApplication::beep();
    QApplication::alert(window());
    QDBusMessage note = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
                                                       QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    // https://specifications.freedesktop.org/notification-spec: urgency 2 is critical, and stays until it was seen.
    note << QStringLiteral("Hufu") << 0u << QStringLiteral("dialog-error") << tr("Emergency revocation") << callText() << QStringList()
         << QVariantMap{{QStringLiteral("urgency"), QVariant::fromValue(uchar(2))}, {QStringLiteral("sound-name"), QStringLiteral("phone-incoming-call")}} << -1;
    if (QDBusConnection bus = QDBusConnection::sessionBus(); bus.isConnected())
        bus.asyncCall(note);
    Q_EMIT rang();
}

QString EmergencyBand::callText() const
{
    return tr("%n decision(s) in an emergency wait for your signature; until then they are NOT IN FORCE.", nullptr, static_cast<int>(m_calls.size()));
}

void EmergencyBand::retranslate()
{
    setVisible(m_house && !(m_open.empty() && m_calls.empty()));
    m_banner->setVisible(!m_open.empty());
    m_call->setVisible(!m_calls.empty());
    m_call->setText(m_calls.empty() ? QString() : callText());
    m_call->button()->setText(tr("Look and sign…"));
    if (!m_house || m_open.empty())
        return m_tick.stop();
    if (!m_tick.isActive())
        m_tick.start();
    const Emergency &first = m_open.back(); // the oldest
    QString text = tr("EMERGENCY · %1 · %2", "what is lost, time since the start").arg(EmergencyText::loss(first.form.loss), EmergencyText::elapsed(m_house->authorityNow() - first.since));
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
