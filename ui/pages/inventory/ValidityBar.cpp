// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/ValidityBar.h"

#include "models/views/ValueText.h"
#include "ui/pages/overview/ChartColour.h"
#include "ui/shell/Colours.h"

#include <QEvent>
#include <QPainter>

namespace hufu {
namespace {

constexpr int barHeight = 14;
constexpr int gap = 4;

int wholeDays(Instant from, Instant until)
{
    return static_cast<int>(std::chrono::floor<std::chrono::days>(until - from).count());
}

} // namespace

ValidityBar::ValidityBar(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("validityBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    retranslate();
}

void ValidityBar::setPeriod(Instant notBefore, Instant notAfter, Instant now, int soonDays)
{
    m_notBefore = notBefore;
    m_notAfter = notAfter;
    m_now = now;
    m_soonDays = soonDays;
    retranslate();
    update();
}

double ValidityBar::passed(Instant notBefore, Instant notAfter, Instant now)
{
    if (notAfter <= notBefore)
        return now < notBefore ? 0 : 1;
    const double share = static_cast<double>((now - notBefore).count()) / static_cast<double>((notAfter - notBefore).count());
    return std::clamp(share, 0., 1.);
}

ValidityBar::State ValidityBar::state() const
{
    if (m_now < m_notBefore)
        return State::NotYet;
    if (m_now > m_notAfter)
        return State::Over;
    return wholeDays(m_now, m_notAfter) < m_soonDays ? State::Soon : State::Running;
}

QString ValidityBar::sentence() const
{
    switch (state()) {
    case State::NotYet: return tr("Not valid yet: begins in %n day(s)", nullptr, wholeDays(m_now, m_notBefore));
    case State::Over: return tr("Expired %n day(s) ago", nullptr, wholeDays(m_notAfter, m_now));
    case State::Soon:
        if (wholeDays(m_now, m_notAfter) == 0)
            return tr("Expires in less than a day");
        return tr("Expires soon: %n day(s) left", nullptr, wholeDays(m_now, m_notAfter));
    case State::Running: return tr("%n day(s) left", nullptr, wholeDays(m_now, m_notAfter));
    }
    return {};
}

void ValidityBar::retranslate()
{
    setAccessibleName(tr("Validity"));
    //: %1 first day, %2 last day, %3 how long it lasts, e.g. "58 days left"
    const QString whole = tr("Valid from %1 until %2. %3").arg(ValueText::dateTime(m_notBefore), ValueText::dateTime(m_notAfter), sentence());
    setAccessibleDescription(whole);
    setToolTip(whole);
    updateGeometry();
    update();
}

QSize ValidityBar::sizeHint() const { return {320, minimumSizeHint().height()}; }

QSize ValidityBar::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(u'0') * 24, barHeight + 2 * (fontMetrics().height() + gap) + 2};
}

void ValidityBar::paintEvent(QPaintEvent *)
{
    const bool dark = Colours::of(palette()).dark;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const State now = state();
    const QColor fill = now == State::Over ? chartColour(ChartColour::Critical, dark)
        : now == State::Soon               ? chartColour(ChartColour::Medium, dark)
                                           : chartColour(ChartColour::Accent, dark);
    const int line = fontMetrics().height();
    const QRectF frame(0.5, line + gap + 0.5, width() - 1, barHeight);

    QColor edge = palette().color(QPalette::WindowText);
    edge.setAlphaF(0.45F);
    painter.setPen(edge);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(frame, 3, 3);
    QRectF done = frame.adjusted(1, 1, -1, -1);
    done.setWidth(done.width() * passed(m_notBefore, m_notAfter, m_now));
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(done, 2, 2);
    if (now == State::Soon || now == State::Running) { // today
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
        painter.drawLine(QPointF(done.right(), frame.top() - 3), QPointF(done.right(), frame.bottom() + 3));
    }

    painter.setPen(palette().color(QPalette::WindowText));
    QFont strong = font();
    strong.setBold(now == State::Over || now == State::Soon);
    painter.setFont(strong);
    painter.drawText(QRect(0, 0, width(), line), Qt::AlignLeft | Qt::AlignVCenter, sentence());
    painter.setFont(font());
    const QRect below(0, line + gap + barHeight + gap, width(), line);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, ValueText::date(m_notBefore));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, ValueText::date(m_notAfter));
}

void ValidityBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace hufu
