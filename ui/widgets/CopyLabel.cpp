// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CopyLabel.h"

#include "ui/shell/Colours.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>
#include <QTimer>

namespace hufu {

namespace {
constexpr int copyIconSize = 16;
constexpr int iconRoom = copyIconSize + 8;
}

CopyLabel::CopyLabel(QWidget *parent) : QAbstractButton(parent)
{
    setFont(Theme::monospaceFont());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QAbstractButton::clicked, this, &CopyLabel::copy);
    retranslate();
}

CopyLabel::CopyLabel(const QString &value, QWidget *parent) : CopyLabel(parent) { setValue(value); }

void CopyLabel::setValue(const QString &value, int group)
{
    m_value = value;
    m_groups.clear();
    if (group <= 0)
        m_groups.append(value);
    for (qsizetype at = 0; group > 0 && at < value.size(); at += group)
        m_groups.append(value.mid(at, group));
    setAccessibleName(value);
    updateGeometry();
    update();
}

QString CopyLabel::shown() const { return m_groups.join(' '); }

int CopyLabel::lineHeight() const { return std::max(fontMetrics().height(), copyIconSize) + 2; }

int CopyLabel::groupsPerLine(int width) const
{
    if (m_groups.isEmpty())
        return 1;
    const int group = fontMetrics().horizontalAdvance(m_groups.first() + ' ');
    const int fit = std::max(1, (width - iconRoom + fontMetrics().horizontalAdvance(' ')) / std::max(1, group));
    // Lines of 4, 8, 16 … groups compare better by eye than lines cut anywhere.
    if (fit >= m_groups.size())
        return int(m_groups.size());
    int even = 1;
    while (even * 2 <= fit)
        even *= 2;
    return even;
}

QSize CopyLabel::sizeHint() const
{
    const int width = fontMetrics().horizontalAdvance(shown()) + iconRoom;
    return {std::min(width, 400), heightForWidth(std::min(width, 400))};
}

QSize CopyLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_groups.isEmpty() ? QString() : m_groups.first()) + iconRoom, lineHeight()};
}

int CopyLabel::heightForWidth(int width) const
{
    const int perLine = groupsPerLine(width);
    const int lines = std::max(1, int((m_groups.size() + perLine - 1) / perLine));
    return lines * lineHeight();
}

void CopyLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool active = underMouse() || hasFocus();
    painter.setPen(active ? Colours::of(palette()).accent.text : palette().color(foregroundRole()));
    const int perLine = groupsPerLine(width());
    int y = 0, widest = 0;
    for (qsizetype at = 0; at < m_groups.size(); at += perLine) {
        const QString line = m_groups.mid(at, perLine).join(' ');
        const QRect room(0, y, width(), lineHeight());
        // One group that is wider than the widget is cut with an ellipsis; the tooltip and the clipboard have it whole.
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(line, Qt::ElideMiddle, width() - iconRoom));
        widest = std::max(widest, fontMetrics().horizontalAdvance(line));
        y += lineHeight();
    }
    if (active || m_copied) {
        const QRect place(std::min(widest + 8, width() - copyIconSize), (lineHeight() - copyIconSize) / 2, copyIconSize, copyIconSize);
        (m_copied ? themeIcon(QStringLiteral("dialog-ok"), Tone::Proof) : themeIcon(QStringLiteral("edit-copy"), Tone::Accent)).paint(&painter, place);
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void CopyLabel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->matches(QKeySequence::Copy))
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void CopyLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QAbstractButton::changeEvent(event);
}

void CopyLabel::copy()
{
    QGuiApplication::clipboard()->setText(m_value);
    m_copied = true;
    update();
    QTimer::singleShot(1500, this, [this] {
        m_copied = false;
        update();
    });
}

void CopyLabel::retranslate()
{
    setToolTip(tr("Click to copy"));
    setAccessibleDescription(tr("Click to copy"));
}

} // namespace hufu
