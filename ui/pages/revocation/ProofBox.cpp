// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/revocation/ProofBox.h"

#include "models/domain/Signers.h"
#include "models/wording/RevocationText.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/ProgressStrip.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t mostNamed = 3; ///< certificates whose places are told one by one

QString when(Instant instant) { return QLocale().toString(QDateTime::fromSecsSinceEpoch(toUnix(instant)), QLocale::ShortFormat); }

} // namespace

ProofBox::ProofBox(House &house, QWidget *parent)
    : QWidget(parent), m_house(house), m_state(makeBody(this)), m_seen(makeBody(this)), m_strip(new ProgressStrip(this)), m_verify(new QPushButton(this)),
      m_error(new ErrorBox(this))
{
    setObjectName(QStringLiteral("proofBox"));
    m_state->setObjectName(QStringLiteral("proofState"));
    m_seen->setObjectName(QStringLiteral("proofSeen"));
    m_verify->setObjectName(QStringLiteral("verifyNow"));
    m_seen->setTextFormat(Qt::RichText);
    m_verify->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->addWidget(m_verify);
    line->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_state);
    layout->addWidget(m_seen);
    layout->addWidget(m_strip);
    layout->addLayout(line);
    layout->addWidget(m_error);
    connect(m_verify, &QPushButton::clicked, this, &ProofBox::verify);
    retranslate();
}

ProofBox::~ProofBox()
{
    cancel();
    m_jobs.wait();
}

bool ProofBox::isRunning() const { return m_strip->isRunning(); }
void ProofBox::cancel() { m_strip->cancel(); }

void ProofBox::setProgress(const RevocationProgress &progress)
{
    m_progress = progress;
    retranslate();
}

void ProofBox::setCertificates(std::vector<Sha256> certificates)
{
    if (certificates != m_certificates)
        m_result.reset();
    m_certificates = std::move(certificates);
    retranslate();
}

void ProofBox::verify()
{
    if (isRunning() || m_certificates.empty())
        return;
    m_error->clear();
    m_verify->setEnabled(false);
    const bool signs = maySend(CommandKind::ProveRevocation, m_house.officer());
    const auto recording = signs ? RevocationCheck::Recording::Yes : RevocationCheck::Recording::No;
    m_jobs.add(m_strip->watch(tr("Asking whether it can be seen…"), RevocationCheck(m_house).runLater(m_certificates, recording)))
        .then(this, [this](const Result<RevocationCheckResult> &result) {
            m_verify->setEnabled(true);
            if (!result)
                return m_error->showError(result.error());
            m_result = *result;
            if (m_result->notRecorded)
                m_error->showError(*m_result->notRecorded);
            retranslate();
            Q_EMIT verified(m_result->provenCount() == m_result->certificates.size());
        })
        .onCanceled(this, [verify = QPointer(m_verify)] { // also called while this goes
            if (verify)
                verify->setEnabled(true);
        });
}

QString ProofBox::stateText() const
{
    if (!m_progress || !m_progress->certificate.revoked)
        return {};
    const IssuedCertificate::Revoked &revoked = *m_progress->certificate.revoked;
    const QString reason = RevocationText::reason(revoked.reason);
    QString text = revoked.reason == RevocationReason::CertificateHold ? tr("Suspended on %1.").arg(when(revoked.at))
                                                                       : tr("Revoked on %1: %2.").arg(when(revoked.at), reason);
    text += u' ';
    if (m_progress->verified) {
        const auto &verified = *m_progress->verified;
        text += tr("✓ Verified: %1 saw it on %2, in CRL %3 and by OCSP.", "officer, time, number")
                    .arg(QString::fromStdString(verified.officer), when(verified.at), QLocale().toString(qulonglong(verified.proof.crl.number)));
    } else if (m_progress->inForce) {
        text += tr("In force since CRL %1, not verified yet.").arg(QLocale().toString(qulonglong(m_progress->inForce->crlNumber)));
    } else {
        text += tr("Requested: no CRL says so yet.");
    }
    return text;
}

QString ProofBox::resultText() const
{
    if (!m_result)
        return {};
    const auto &certificates = m_result->certificates;
    const int proven = int(m_result->provenCount()), all = int(certificates.size());
    QStringList lines;
    for (std::size_t i = 0; i < std::min(certificates.size(), mostNamed); ++i) {
        for (const StatusSight &sight : certificates[i].sights)
            lines += RevocationText::sight(sight).toHtmlEscaped();
    }
    QString text;
    if (all == 0)
        text = tr("None of them is of the own CA.");
    else if (proven == all)
        text = tr("<b>✓ Verified:</b> everybody who asks sees %n certificate(s) as revoked.", nullptr, all);
    else
        text = tr("<b>Not verified:</b> %1 of %2 can be seen as revoked.").arg(QLocale().toString(proven), QLocale().toString(all));
    const auto silent = std::ranges::find_if(certificates, [](const CertificateSight &one) { return one.silent() != nullptr; });
    if (silent != certificates.end())
        text += QStringLiteral("<p>") + RevocationText::unseen(*silent->silent()).toHtmlEscaped() + QStringLiteral("</p>");
    const auto old = std::ranges::find_if(certificates, [](const CertificateSight &one) { return one.outdated() != nullptr; });
    if (old != certificates.end())
        text += QStringLiteral("<p>") + RevocationText::outdated(*old->outdated()).toHtmlEscaped() + QStringLiteral("</p>");
    lines.removeDuplicates();
    return text + QStringLiteral("<ul style='margin-left:-20px'><li>") + lines.join(QStringLiteral("</li><li>")) + QStringLiteral("</li></ul>");
}

void ProofBox::retranslate()
{
    m_state->setText(stateText());
    m_state->setVisible(!m_state->text().isEmpty());
    m_seen->setText(resultText());
    m_seen->setVisible(!m_seen->text().isEmpty());
    m_verify->setText(m_result ? tr("Verify again") : tr("Verify now"));
    m_verify->setToolTip(tr("Asks the CRL and the OCSP responder that the certificate names, and the servers where it was seen"));
}

void ProofBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
