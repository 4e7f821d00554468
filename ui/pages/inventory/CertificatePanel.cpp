// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/CertificatePanel.h"

#include "models/views/ValueText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/inventory/CertificateHtml.h"
#include "ui/pages/inventory/ValidityBar.h"
#include "ui/widgets/Badge.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/TabGrid.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QUrl>

namespace hufu {

CertificatePanel::CertificatePanel(QWidget *parent)
    : QWidget(parent)
    , m_badges(new QHBoxLayout)
    , m_headline(makeMuted(this))
    , m_validity(new ValidityBar(this))
    , m_tabs(new TabGrid(TabCount, 3, this))
    , m_body(new RichText(this))
{
    m_headline->setObjectName(QStringLiteral("certificateHeadline"));
    m_tabs->setObjectName(QStringLiteral("certificateTabs"));
    m_body->setObjectName(QStringLiteral("certificateBody"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(m_badges);
    layout->addWidget(m_headline);
    layout->addWidget(m_validity);
    layout->addWidget(m_tabs);
    layout->addWidget(m_body);
    connect(m_tabs, &TabGrid::currentChanged, this, [this](int tab) {
        fillBody();
        Q_EMIT tabChanged(tab);
    });
    connect(m_body, &QTextBrowser::anchorClicked, this, &CertificatePanel::follow);
    retranslate();
}

void CertificatePanel::setDetail(CertificateDetail detail)
{
    m_detail = std::move(detail);
    retranslate();
}

void CertificatePanel::addAboveTabs(QWidget *widget)
{
    auto *box = qobject_cast<QVBoxLayout *>(layout());
    box->insertWidget(box->indexOf(m_tabs), widget);
}

void CertificatePanel::setTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

CertificatePanel::Tab CertificatePanel::tab() const { return static_cast<Tab>(m_tabs->currentIndex()); }

void CertificatePanel::retranslate()
{
    m_tabs->setAccessibleName(tr("Parts of the details"));
    m_body->setAccessibleName(tr("Details of the certificate"));
    m_tabs->setText(Summary, tr("Summary"));
    m_tabs->setText(Chain, tr("Chain"));
    m_tabs->setText(Findings, m_detail.findings.empty()
                                     ? tr("Findings")
                                     //: tab with the number of findings
                                     : tr("Findings (%1)").arg(m_detail.findings.size()));
    m_tabs->setText(Places, tr("Places"));
    m_tabs->setText(History, tr("History"));
    m_tabs->setText(FullText, tr("Full text"));
    m_headline->setText(CertificateHtml(m_detail, palette()).headline());
    m_validity->setPeriod(m_detail.listing.notBefore, m_detail.listing.notAfter, m_detail.readAt, m_detail.soonDays);
    fillBadges();
    fillBody();
}

void CertificatePanel::fillBadges()
{
    while (QLayoutItem *item = m_badges->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](const QString &text, Tone tone) {
        auto *badge = new Badge(text, tone, this);
        m_badges->addWidget(badge);
        return badge;
    };
    const bool over = m_detail.status == CertificateStatus::Expired || m_detail.status == CertificateStatus::Revoked;
    add(ValueText::of(m_detail.status), over ? Tone::Danger : m_detail.status == CertificateStatus::Valid ? Tone::Accent : Tone::Attention);
    const bool trusted = m_detail.trust.status == TrustStatus::Trusted;
    add(trusted ? tr("✓ chain trusted") : tr("✗ chain not trusted"), trusted ? Tone::Proof : Tone::Attention);
    if (m_detail.tier != Tier::None)
        add(ValueText::of(m_detail.tier), Tone::Neutral);
    if (!m_detail.findings.empty())
        add(ValueText::of(m_detail.findings.front().severity), toneOf(m_detail.findings.front().severity))->setToolTip(tr("Worst finding"));
    m_badges->addStretch(1);
}

void CertificatePanel::fillBody()
{
    const QPalette colours = palette();
    const CertificateHtml html(m_detail, colours);
    switch (tab()) {
    case Summary: m_body->setHtml(html.summary()); return;
    case Chain: m_body->setHtml(html.chain()); return;
    case Findings: m_body->setHtml(html.findings()); return;
    case Places: m_body->setHtml(html.places()); return;
    case History: m_body->setHtml(html.history()); return;
    case FullText: m_body->setHtml(html.fullText()); return;
    case TabCount: return;
    }
}

void CertificatePanel::follow(const QUrl &link)
{
    const QString rest = link.path(QUrl::FullyDecoded);
    if (link.scheme() == QLatin1String("certificate")) {
        if (const Result<Sha256> sha256 = sha256FromHex(rest.toStdString()))
            Q_EMIT certificateAsked(*sha256);
    } else if (link.scheme() == QLatin1String("service")) {
        Q_EMIT serviceAsked(rest);
    } else if (link.scheme() == QLatin1String("copy")) {
        QGuiApplication::clipboard()->setText(rest);
        Q_EMIT copied(rest);
    }
}

void CertificatePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange)
        fillBody();
}

} // namespace hufu
