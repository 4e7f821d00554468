// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CloseNotice.h"

#include "models/views/AuthorityTableModel.h"
#include "models/views/ValueText.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hufu {
namespace {

/// "CRL of X: ends on …", a line for each CA.
QString endsOf(const std::vector<WorkItem> &crls, Instant now)
{
    QStringList lines;
    for (const WorkItem &crl : crls) {
        if (crl.kind == WorkKind::CrlEnds && crl.until)
            lines += CloseNotice::tr("“%1”: clients are refused from %2 on (%3).", "CA, date, e.g. 6 days left")
                         .arg(QString::fromStdString(crl.subject), ValueText::dateTime(*crl.until), AuthorityTableModel::timeLeft(*crl.until, now));
    }
    return lines.join(u'\n');
}

} // namespace

CloseNotice::CloseNotice(std::vector<WorkItem> crls, Instant now, QWidget *parent)
    : QDialog(parent), m_crls(std::move(crls)), m_now(now), m_text(makeBody(this)), m_enough(new QCheckBox(this)), m_close(new QPushButton(this)),
      m_stay(new QPushButton(this))
{
    setObjectName(QStringLiteral("closeNotice"));
    m_text->setObjectName(QStringLiteral("closeNoticeText"));
    m_enough->setObjectName(QStringLiteral("closeNoticeEnough"));
    m_close->setObjectName(QStringLiteral("closeNoticeClose"));
    m_stay->setObjectName(QStringLiteral("closeNoticeStay"));
    m_text->setTextFormat(Qt::PlainText);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_enough);
    buttons->addStretch(1);
    buttons->addWidget(m_stay);
    buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(m_text);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(560);
    resize(600, 260); // texts that wrap promise less height than they take
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_stay, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
}

bool CloseNotice::isEnoughForToday() const { return m_enough->isChecked(); }

QString CloseNotice::closingText(const std::vector<WorkItem> &crls, Instant now)
{
    const QString ends = endsOf(crls, now);
    if (ends.isEmpty())
        return {};
    return tr("The house's own CA works inside this console. While Hufu is closed nothing is issued and no CRL is signed anew:")
        + QStringLiteral("\n\n") + ends + QStringLiteral("\n\n")
        + tr("Open Hufu again before that. Where “hufuctl serve” runs for this house, it goes on answering OCSP and signing CRLs by itself; this console "
             "answers no OCSP.");
}

QString CloseNotice::lockedText(const std::vector<WorkItem> &crls, Instant now)
{
    const QString ends = endsOf(crls, now);
    if (ends.isEmpty())
        return {};
    return tr("While locked, this console holds no key of the CA either: it signs no CRL.") + u'\n' + ends;
}

void CloseNotice::retranslate()
{
    setWindowTitle(tr("Close Hufu"));
    m_text->setText(closingText(m_crls, m_now));
    m_enough->setText(tr("Do not ask again today"));
    m_close->setText(tr("Close Hufu"));
    m_stay->setText(tr("Keep it open"));
}

void CloseNotice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
