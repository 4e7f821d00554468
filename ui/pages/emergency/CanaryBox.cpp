// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/CanaryBox.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "ui/widgets/Labels.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hufu {

CanaryBox::CanaryBox(QWidget *parent) : QWidget(parent), m_text(makeMuted(this)), m_service(new QComboBox(this)), m_order(new QPushButton(this))
{
    setObjectName(QStringLiteral("canaryBox"));
    m_text->setObjectName(QStringLiteral("canaryText"));
    m_service->setObjectName(QStringLiteral("canaryService"));
    m_order->setObjectName(QStringLiteral("canaryOrder"));
    m_service->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_service->setMinimumContentsLength(10);
    auto *row = new QHBoxLayout;
    row->addWidget(m_service, 1);
    row->addWidget(m_order);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addLayout(row);
    connect(m_order, &QPushButton::clicked, this, [this] {
        const auto service = std::ranges::find(m_services, utf8(m_service->currentData().toString()), &Service::id);
        if (service != m_services.end())
            Q_EMIT orderAsked(*service);
    });
    retranslate();
}

void CanaryBox::setServices(std::vector<Service> services)
{
    std::erase_if(services, [](const Service &service) { return !mayHaveCanary(service); });
    std::ranges::stable_sort(services, {}, &Service::tier);
    m_services = std::move(services);
    const QVariant before = m_service->currentData();
    m_service->clear();
    for (const Service &service : m_services)
        m_service->addItem(qstr(service.name), qstr(service.id));
    m_service->setCurrentIndex(std::max(0, m_service->findData(before)));
    retranslate();
}

void CanaryBox::setStand(const CanaryStand &stand)
{
    m_stand = stand;
    retranslate();
}

void CanaryBox::setOrdering(bool ordering)
{
    m_ordering = ordering;
    retranslate();
}

void CanaryBox::retranslate()
{
    QString text;
    if (m_stand.endpoints.empty())
        text = tr("No server is registered where a canary could try to get in: name them in Settings, under Policy.");
    else if (m_stand.ready)
        text = tr("A canary is ready until %1. It is revoked along with what is lost, and tries to get in at %n server(s).", nullptr, int(m_stand.endpoints.size()))
                   .arg(ValueText::dateTime(m_stand.ready->notAfter));
    else if (m_stand.waiting)
        text = tr("A canary is ordered, and waits to be approved like any request.");
    else
        text = tr("No canary is ready. It is a certificate to be revoked along with what is lost, which proves that %n server(s) refuse it.", nullptr, int(m_stand.endpoints.size()));
    m_text->setText(text);
    const bool wanted = !m_stand.endpoints.empty() && !m_stand.ready && !m_stand.waiting;
    m_service->setVisible(wanted);
    m_service->setAccessibleName(tr("Service that the canary is requested for"));
    m_order->setVisible(wanted);
    m_order->setText(tr("Order a canary"));
    m_order->setEnabled(!m_ordering && m_service->count() > 0);
}

void CanaryBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
