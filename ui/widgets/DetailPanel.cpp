// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DetailPanel.h"

#include "ui/shell/Colours.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/CopyLabel.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace hufu {

DetailPanel::DetailPanel(QWidget *parent)
    : QFrame(parent), m_title(makeHeading(this)), m_subtitle(makeMuted(this)), m_close(new QToolButton(this)), m_scroll(new QScrollArea(this))
{
    setMinimumWidth(320);
    m_title->setObjectName("detailTitle");
    m_subtitle->setObjectName("detailSubtitle");
    m_close->setObjectName("detailClose");
    m_close->setIcon(themeIcon(QStringLiteral("window-close")));
    m_close->setAutoRaise(true);
    connect(m_close, &QToolButton::clicked, this, &DetailPanel::close);

    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    auto *head = new QHBoxLayout;
    head->addLayout(words, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 8, 8);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
    clear();
    retranslate();
}

void DetailPanel::clear()
{
    m_title->clear();
    m_subtitle->clear();
    m_subtitle->hide();
    m_form = nullptr;
    m_body = new QWidget;
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(0, 0, 8, 8);
    m_layout->setSpacing(8);
    m_layout->addStretch(1);
    m_scroll->setWidget(m_body); // deletes the old one
    m_body->setAutoFillBackground(false); // setWidget() made it grey on the white panel
}

void DetailPanel::setTitle(const QString &title, const QString &subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    setAccessibleName(title);
}

void DetailPanel::addWidget(QWidget *widget)
{
    m_form = nullptr;
    m_layout->insertWidget(m_layout->count() - 1, widget);
}

void DetailPanel::addSection(const QString &heading)
{
    if (heading.isEmpty()) {
        m_form = nullptr;
        return;
    }
    QLabel *label = makeHeading(m_body);
    label->setContentsMargins(0, 8, 0, 0);
    label->setText(heading);
    addWidget(label);
}

QFormLayout *DetailPanel::form()
{
    if (!m_form) {
        m_form = new QFormLayout;
        m_form->setHorizontalSpacing(16);
        m_form->setVerticalSpacing(6);
        m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
        m_layout->insertLayout(m_layout->count() - 1, m_form);
    }
    return m_form;
}

void DetailPanel::addRow(const QString &label, QWidget *value)
{
    QLabel *key = makeMuted(m_body);
    key->setWordWrap(false);
    key->setAlignment(Qt::AlignLeft | Qt::AlignTop); // beside the first line of a longer value
    key->setText(label);
    key->setBuddy(value);
    if (value->accessibleDescription().isEmpty())
        value->setAccessibleDescription(label);
    form()->addRow(key, value);
}

void DetailPanel::addRow(const QString &label, const QString &value)
{
    QLabel *text = makeBody(m_body);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setText(value);
    text->setMinimumWidth(120);
    addRow(label, text);
}

void DetailPanel::addCopyRow(const QString &label, const QString &value, int group)
{
    auto *copy = new CopyLabel(m_body);
    copy->setValue(value, group);
    addRow(label, copy);
}

void DetailPanel::addText(const QString &text)
{
    QLabel *label = makeBody(m_body);
    label->setText(text);
    addWidget(label);
}

QSize DetailPanel::sizeHint() const { return {376, 400}; }

void DetailPanel::close()
{
    hide();
    Q_EMIT closed();
}

void DetailPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void DetailPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void DetailPanel::paintEvent(QPaintEvent *)
{
    const Colours &colours = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.line);
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void DetailPanel::retranslate()
{
    m_close->setToolTip(tr("Close the details (Esc)"));
    m_close->setAccessibleName(tr("Close the details"));
}

} // namespace hufu
