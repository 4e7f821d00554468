// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Banner.h"

#include "ui/shell/Icons.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace hufu {

Banner::Banner(QWidget *parent) : QWidget(parent), m_icon(new QLabel(this)), m_text(makeBody(this))
{
    m_text->setObjectName("bannerText");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 6, 24, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    recolour();
}

void Banner::setTone(Tone tone, const QString &iconName, Pattern pattern)
{
    m_tone = tone;
    m_iconName = iconName;
    m_pattern = pattern;
    recolour();
}

void Banner::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

QString Banner::text() const { return m_text->text(); }

QPushButton *Banner::button()
{
    if (!m_button) {
        m_button = new QPushButton(this);
        m_button->setObjectName("bannerButton");
        m_button->setAutoDefault(false);
        layout()->addWidget(m_button);
    }
    return m_button;
}

void Banner::recolour()
{
    QPalette own;
    own.setColor(QPalette::WindowText, Colours::of(QPalette()).of(m_tone).text);
    m_text->setPalette(own);
    m_icon->setPixmap(m_iconName.isEmpty() ? QPixmap() : themeIcon(m_iconName, m_tone).pixmap(QSize(20, 20), devicePixelRatioF()));
    update();
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        recolour();
    QWidget::changeEvent(event);
}

void Banner::paintEvent(QPaintEvent *)
{
    const Colours::Pair &pair = Colours::of(palette()).of(m_tone);
    QPainter painter(this);
    painter.fillRect(rect(), pair.ground);
    if (m_pattern == Pattern::Hatched) {
        QColor stripes = pair.text;
        stripes.setAlphaF(0.18f);
        painter.fillRect(rect(), QBrush(stripes, Qt::BDiagPattern));
    }
    painter.setPen(Colours::of(palette()).line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace hufu
