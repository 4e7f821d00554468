// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FlatStyle.h"

#include "ui/shell/Colours.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

namespace hufu {

namespace {

constexpr int controlHeight = 32;
constexpr qreal radius = 4;

QRectF pixelAligned(const QRect &rect) { return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5); }

void paintBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &frame, qreal width = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(frame.isValid() ? QPen(frame, width) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(pixelAligned(rect), radius, radius);
    painter->restore();
}

QColor between(const QColor &one, const QColor &other, qreal share)
{
    return QColor::fromRgbF(float(one.redF() * (1 - share) + other.redF() * share), float(one.greenF() * (1 - share) + other.greenF() * share),
                            float(one.blueF() * (1 - share) + other.blueF() * share));
}

bool isDangerous(const QWidget *widget) { return widget && widget->property("tone").toString() == QLatin1String("danger"); }

void paintArrowDown(QPainter *painter, const QRectF &area, const QColor &colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = area.center();
    painter->drawPolyline(QPolygonF{middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)});
    painter->restore();
}

} // namespace

FlatStyle::FlatStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void FlatStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QPushButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QToolButton *>(widget)
        || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 16;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_ScrollBarExtent:
        return 12;
    case PM_SplitterWidth:
        return 9;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_UnderlineShortcut:
        return 0;
    case SH_FormLayoutLabelAlignment:
        return Qt::AlignLeft;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_EtchDisabledText:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.rwidth() += 16;
        result.setHeight(std::max(result.height(), controlHeight));
        break;
    case CT_ComboBox:
    case CT_SpinBox:
        result.rwidth() += 8;
        result.setHeight(std::max(result.height(), controlHeight));
        break;
    case CT_LineEdit:
        // A combo box's or a table's own editor keeps the room it is given.
        if (widget && !qobject_cast<QComboBox *>(widget->parent()) && !qobject_cast<QAbstractSpinBox *>(widget->parent()))
            result.setHeight(std::max(result.height(), controlHeight));
        break;
    case CT_ToolButton:
        result = result.expandedTo(QSize(controlHeight, controlHeight));
        break;
    case CT_HeaderSection:
        result.setHeight(std::max(result.height(), controlHeight));
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            !item || item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(std::max(result.height(), 28));
        break;
    default:
        break;
    }
    return result;
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colours &colours = Colours::of(option->palette);
    const bool enabled = option->state & State_Enabled;
    const bool hovered = enabled && (option->state & State_MouseOver);
    const bool pressed = option->state & (State_Sunken | State_On);
    const bool focused = enabled && (option->state & State_HasFocus);

    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button && (button->features & QStyleOptionButton::Flat)) {
            if (hovered || pressed)
                paintBox(painter, option->rect, colours.neutral.ground, {});
        } else if (enabled && (isDangerous(widget) || (button && (button->features & QStyleOptionButton::DefaultButton)))) {
            QColor fill = isDangerous(widget) ? QColor(0xb3261e) : option->palette.color(QPalette::Highlight);
            if (hovered || pressed)
                fill = between(fill, Qt::black, pressed ? 0.2 : 0.1);
            paintBox(painter, option->rect, fill, {});
        } else {
            QColor fill = option->palette.color(enabled ? QPalette::Button : QPalette::Window);
            if (hovered || pressed)
                fill = between(fill, colours.accent.text, pressed ? 0.16 : 0.07);
            paintBox(painter, option->rect, fill, enabled ? option->palette.color(QPalette::Dark).lighter(colours.dark ? 350 : 100) : colours.line);
        }
        return;
    }
    case PE_PanelButtonTool:
        if (pressed || hovered)
            paintBox(painter, option->rect, pressed ? colours.accent.ground : colours.neutral.ground, {});
        return;
    case PE_FrameFocusRect:
        // Item views show the current cell by a thin frame; everything else by a ring in the accent.
        if (option->state & State_KeyboardFocusChange || !qobject_cast<const QAbstractItemView *>(widget))
            paintBox(painter, option->rect.adjusted(1, 1, -1, -1), {}, colours.accent.text, 1);
        return;
    case PE_FrameLineEdit:
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth == 0 && element == PE_PanelLineEdit) {
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
            return;
        }
        paintBox(painter, option->rect, option->palette.color(enabled ? QPalette::Base : QPalette::Window),
                 focused ? colours.accent.text : between(colours.line, colours.muted, 0.35), focused ? 1.5 : 1);
        return;
    }
    case PE_FrameGroupBox:
        paintBox(painter, option->rect, {}, colours.line);
        return;
    case PE_Frame:
        painter->save();
        painter->setPen(colours.line);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colours &colours = Colours::of(option->palette);
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && (option->state & State_Enabled) && !(button->features & QStyleOptionButton::Flat)
            && (isDangerous(widget) || (button->features & QStyleOptionButton::DefaultButton))) {
            QStyleOptionButton filled = *button;
            filled.palette.setColor(QPalette::ButtonText, Qt::white);
            QProxyStyle::drawControl(element, &filled, painter, widget);
            return;
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        painter->save();
        painter->setPen(colours.line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        if (element == CE_HeaderSection && (option->state & State_MouseOver))
            painter->drawLine(option->rect.topRight() + QPoint(0, 8), option->rect.bottomRight() - QPoint(0, 8));
        painter->restore();
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader quiet = *header;
            quiet.palette.setColor(QPalette::ButtonText, colours.muted);
            QProxyStyle::drawControl(element, &quiet, painter, widget);
            return;
        }
        break;
    case CE_Splitter: {
        painter->save();
        painter->setPen(colours.line);
        const QRect &rect = option->rect;
        if (option->state & State_Horizontal)
            painter->drawLine(rect.center().x(), rect.top(), rect.center().x(), rect.bottom());
        else
            painter->drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y());
        painter->restore();
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Colours &colours = Colours::of(option->palette);
    const bool enabled = option->state & State_Enabled;
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && control == CC_ComboBox) {
        const bool focused = enabled && (option->state & State_HasFocus);
        paintBox(painter, option->rect, option->palette.color(!enabled ? QPalette::Window : combo->editable ? QPalette::Base : QPalette::Button),
                 focused ? colours.accent.text : between(colours.line, colours.muted, 0.35), focused ? 1.5 : 1);
        paintArrowDown(painter, proxy()->subControlRect(control, option, SC_ComboBoxArrow, widget), enabled ? colours.neutral.text : colours.line);
        return;
    }
    if (control == CC_ScrollBar) {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        if (slider && slider->maximum > slider->minimum) {
            QRect knob = proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget);
            knob = slider->orientation == Qt::Horizontal ? knob.adjusted(1, 3, -1, -3) : knob.adjusted(3, 1, -3, -1);
            paintBox(painter, knob, between(colours.line, colours.muted, (option->activeSubControls & SC_ScrollBarSlider) ? 0.7 : 0.35), {});
        }
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace hufu
