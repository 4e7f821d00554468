// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ErrorBox.h"

#include "models/wording/ErrorText.h"
#include "ui/shell/Colours.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Labels.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace hufu {

ErrorBox::ErrorBox(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_whatHappened(makeHeading(this)), m_whatItMeans(makeBody(this)), m_whatToDo(makeBody(this)),
      m_retry(new QPushButton(this)), m_fold(new QToolButton(this)), m_copy(new QPushButton(this)), m_technical(new QPlainTextEdit(this))
{
    m_whatHappened->setObjectName("errorWhatHappened");
    m_whatItMeans->setObjectName("errorWhatItMeans");
    m_whatToDo->setObjectName("errorWhatToDo");
    m_retry->setObjectName("errorRetry");
    m_retry->hide();
    m_fold->setObjectName("errorFold");
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setObjectName("errorCopy");
    m_copy->setFlat(true);
    m_copy->setAutoDefault(false);
    m_technical->setObjectName("errorTechnical");
    m_technical->setReadOnly(true);
    m_technical->setFont(Theme::monospaceFont());
    m_technical->setMaximumHeight(96);
    m_technical->hide();

    auto *foot = new QHBoxLayout;
    foot->addWidget(m_retry);
    foot->addWidget(m_fold);
    foot->addWidget(m_copy);
    foot->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_whatHappened);
    words->addWidget(m_whatItMeans);
    words->addWidget(m_whatToDo);
    words->addLayout(foot);
    words->addWidget(m_technical);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 8);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);

    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_technical->setVisible(open);
        m_copy->setVisible(open);
        m_fold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(technicalText()); });
    clear();
    retranslate();
}

void ErrorBox::showError(const Error &error)
{
    m_error = error;
    m_fold->setChecked(false);
    retranslate();
    show();
}

void ErrorBox::clear()
{
    m_error.reset();
    m_fold->setArrowType(Qt::RightArrow);
    m_copy->hide();
    hide();
}

QString ErrorBox::technicalText() const
{
    if (!m_error)
        return {};
    QStringList lines{QString::fromLatin1(errorName(m_error->code))};
    if (!m_error->subject.empty())
        lines += QString::fromStdString(m_error->subject);
    if (!m_error->detail.empty())
        lines += QString::fromStdString(m_error->detail);
    return lines.join('\n');
}

void ErrorBox::retranslate()
{
    m_fold->setText(tr("Technical details"));
    m_copy->setText(tr("Copy"));
    m_technical->setAccessibleName(tr("Technical details"));
    const bool queued = m_error && m_error->code == ErrorCode::Queued; // no failure: it is on its way
    m_icon->setPixmap(themeIcon(queued ? QStringLiteral("dialog-information") : QStringLiteral("dialog-error"), queued ? Tone::Attention : Tone::Danger).pixmap(QSize(24, 24), devicePixelRatioF()));
    if (!m_error)
        return;
    const ErrorText text = errorText(*m_error);
    m_whatHappened->setText(text.whatHappened);
    m_whatItMeans->setText(text.whatItMeans);
    m_whatItMeans->setVisible(!text.whatItMeans.isEmpty());
    m_whatToDo->setText(text.whatToDo);
    m_whatToDo->setVisible(!text.whatToDo.isEmpty());
    m_technical->setPlainText(technicalText());
    setAccessibleName(text.whatHappened);
}

void ErrorBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ErrorBox::paintEvent(QPaintEvent *)
{
    const bool queued = m_error && m_error->code == ErrorCode::Queued;
    const Colours::Pair &tone = Colours::of(palette()).of(queued ? Tone::Attention : Tone::Danger);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tone.text);
    painter.setBrush(tone.ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace hufu
