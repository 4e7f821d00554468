// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ProgressStrip.h"

#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace hufu {

ProgressStrip::ProgressStrip(QWidget *parent)
    : QWidget(parent), m_text(makeBody(this)), m_step(makeMuted(this)), m_bar(new QProgressBar(this)), m_cancel(new QPushButton(this))
{
    m_text->setObjectName("progressText");
    m_text->setWordWrap(false);
    m_step->setObjectName("progressStep");
    m_step->setWordWrap(false);
    m_step->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long path must not widen the window
    m_bar->setObjectName("progressBar");
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setMinimumWidth(160);
    m_cancel->setObjectName("progressCancel");
    m_cancel->setAutoDefault(false);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(12);
    layout->addWidget(m_text);
    layout->addWidget(m_step, 1);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_cancel);

    connect(m_cancel, &QPushButton::clicked, this, &ProgressStrip::cancel);
    connect(&m_watcher, &QFutureWatcherBase::progressRangeChanged, m_bar, &QProgressBar::setRange);
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, m_bar, &QProgressBar::setValue);
    connect(&m_watcher, &QFutureWatcherBase::progressTextChanged, m_step, &QLabel::setText);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &QWidget::hide);
    retranslate();
    hide();
}

void ProgressStrip::begin(const QString &text, const QFuture<void> &future, Cancelling cancelling)
{
    m_text->setText(text);
    m_step->clear();
    m_bar->setRange(0, 0); // busy until the job says how much there is
    m_bar->setAccessibleName(text);
    m_cancel->setVisible(cancelling == Cancelling::Allowed);
    m_cancel->setEnabled(true);
    retranslate();
    show();
    m_watcher.setFuture(future);
}

void ProgressStrip::cancel()
{
    if (!isRunning()) // Qt 6.4 reads freed memory when a finished future with a continuation is cancelled
        return;
    m_watcher.cancel();
    m_cancel->setEnabled(false);
    m_cancel->setText(tr("Stopping…"));
}

void ProgressStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ProgressStrip::retranslate() { m_cancel->setText(tr("Cancel")); }

} // namespace hufu
