// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FlatStyle.h"

#include "ui/shell/Colours.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

#include <cmath>
#include <tuple>

namespace hufu {

namespace {

constexpr int controlHeight = 32;
constexpr int fieldInset = 8;      // between a field's frame and its text
constexpr int arrowRoom = 24;      // of combo boxes and buttons with a menu
constexpr int indicatorEdge = 16;
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

enum class Pointing { Up, Down };

void paintArrow(QPainter *painter, const QRectF &area, const QColor &colour, Pointing pointing = Pointing::Down, qreal size = 4)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = area.center();
    const qreal drop = pointing == Pointing::Down ? size / 2 : -size / 2;
    painter->drawPolyline(QPolygonF{middle + QPointF(-size, -drop), middle + QPointF(0, drop), middle + QPointF(size, -drop)});
    painter->restore();
}

QColor fieldFrame(const Colours &colours) { return between(colours.line, colours.muted, 0.35); }

/// A box or circle that reads against every ground of both themes, filled with the accent once it is chosen.
void paintIndicator(QPainter *painter, const QStyleOption *option, bool round)
{
    const Colours &colours = Colours::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled, chosen = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const bool hovered = enabled && (option->state & QStyle::State_MouseOver);
    QRectF box(0, 0, indicatorEdge - 1, indicatorEdge - 1);
    box.moveCenter(QRectF(option->rect).center());
    box.moveTopLeft(QPointF(std::floor(box.left()) + 0.5, std::floor(box.top()) + 0.5));
    const QColor accent = enabled ? option->palette.color(QPalette::Active, QPalette::Highlight) : colours.muted;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // On a selected row the accent is the ground: a light edge keeps the box apart from it.
    const QColor edge = option->state & QStyle::State_Selected ? option->palette.color(QPalette::HighlightedText)
        : chosen                                               ? accent
        : !enabled                                             ? colours.line
        : hovered                                              ? colours.accent.text
                                                               : colours.muted;
    painter->setPen(QPen(edge, 1.2));
    painter->setBrush(chosen ? accent : option->palette.color(enabled ? QPalette::Base : QPalette::Window));
    painter->drawRoundedRect(box, round ? box.width() / 2 : 3, round ? box.width() / 2 : 3);
    painter->setPen(QPen(Qt::white, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = box.center();
    if (round && chosen) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(Qt::white);
        painter->drawEllipse(middle, 3, 3);
    } else if (option->state & QStyle::State_On) {
        painter->drawPolyline(QPolygonF{middle + QPointF(-3.5, 0), middle + QPointF(-1, 2.5), middle + QPointF(3.5, -2.5)});
    } else if (option->state & QStyle::State_NoChange) {
        painter->drawLine(middle + QPointF(-3, 0), middle + QPointF(3, 0));
    }
    painter->restore();
}

/// A table gives an editor its whole cell; then one box must not touch the next.
bool inCell(const QWidget *editor)
{
    return editor && editor->parentWidget() && qobject_cast<const QAbstractItemView *>(editor->parentWidget()->parentWidget());
}

/// Pages, panels and lists stand on different grounds: only what scrolls its own paper has a bar of that paper's colour.
bool hasOwnPaper(const QWidget *bar)
{
    const QWidget *container = bar ? bar->parentWidget() : nullptr;
    return !container || !qobject_cast<const QScrollArea *>(container->parentWidget());
}

} // namespace

FlatStyle::FlatStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void FlatStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QPushButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QToolButton *>(widget)
        || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QScrollBar *>(widget) && !hasOwnPaper(widget))
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false); // what lies under it shows through
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
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return indicatorEdge;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_FocusFrameHMargin: // a table cell's text begins one pixel after it
        return qobject_cast<const QAbstractItemView *>(widget) ? 7 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_HeaderMargin:
        return 8;
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
    case SH_ComboBox_AllowWheelScrolling: // scrolling a form must not change what it says
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
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            if (tool->toolButtonStyle != Qt::ToolButtonIconOnly)
                result.rwidth() += fieldInset;
            if (tool->features & QStyleOptionToolButton::HasMenu && !(tool->features & QStyleOptionToolButton::MenuButtonPopup))
                result.rwidth() += arrowRoom - fieldInset;
        }
        result = result.expandedTo(QSize(controlHeight, controlHeight));
        break;
    case CT_TabBarTab:
        result.setHeight(std::max(result.height(), controlHeight + 4));
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

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // Editors inside combo boxes, spin boxes and tables stand where their owner puts them.
    if (element == SE_LineEditContents && widget && qobject_cast<const QLineEdit *>(widget) && !qobject_cast<QComboBox *>(widget->parent())
        && !qobject_cast<QAbstractSpinBox *>(widget->parent()) && rect.width() > 4 * fieldInset)
        rect.adjust(fieldInset - 4, 0, 4 - fieldInset, 0);
    return rect;
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const QRect whole = option->rect;
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return visualRect(option->direction, whole, whole.adjusted(fieldInset - 2, 1, -arrowRoom, -1));
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return visualRect(option->direction, whole, QRect(whole.right() - arrowRoom, whole.top(), arrowRoom, whole.height()).translated(inCell(widget) ? -8 : 0, 0));
    if (control == CC_SpinBox) {
        const QRect steps(whole.right() - arrowRoom, whole.top() + 1, arrowRoom, whole.height() - 2);
        switch (part) {
        case SC_SpinBoxEditField:
            return visualRect(option->direction, whole, whole.adjusted(fieldInset - 2, 1, -arrowRoom - 1, -1));
        case SC_SpinBoxUp:
            return visualRect(option->direction, whole, steps.adjusted(0, 0, 0, -steps.height() / 2));
        case SC_SpinBoxDown:
            return visualRect(option->direction, whole, steps.adjusted(0, steps.height() / 2, 0, 0));
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
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
                 focused ? colours.accent.text : fieldFrame(colours), focused ? 1.5 : 1);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintIndicator(painter, option, false);
        return;
    case PE_IndicatorRadioButton:
        paintIndicator(painter, option, true);
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option); header && header->sortIndicator != QStyleOptionHeader::None)
            paintArrow(painter, option->rect, colours.muted, header->sortIndicator == QStyleOptionHeader::SortUp ? Pointing::Up : Pointing::Down, 3.5);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return;
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget: // what belongs to a tab stands on the page itself, under one line
        painter->save();
        painter->setPen(colours.line);
        painter->drawLine(option->rect.topLeft(), option->rect.topRight());
        painter->restore();
        return;
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
    case CE_Header:
        // Fusion hangs the arrow from the upper edge; here it stands beside the word, which gives way.
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option); header && header->orientation == Qt::Horizontal) {
            const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
            QStyleOptionHeader part = *header;
            proxy()->drawControl(CE_HeaderSection, &part, painter, widget);
            part.rect = visualRect(option->direction, option->rect, option->rect.adjusted(fieldInset, 0, sorted ? -arrowRoom : -fieldInset, 0));
            proxy()->drawControl(CE_HeaderLabel, &part, painter, widget);
            part.rect = visualRect(option->direction, option->rect, option->rect.adjusted(option->rect.width() - arrowRoom, 0, 0, 0));
            if (sorted)
                proxy()->drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
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
    case CE_TabBarTabShape:
        if (option->state & State_Selected) {
            const QRect &rect = option->rect;
            painter->fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 3), colours.accent.text);
        } else if (option->state & State_MouseOver) {
            paintBox(painter, option->rect.adjusted(2, 3, -2, -4), colours.neutral.ground, {});
        }
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab words = *tab;
            words.palette.setColor(QPalette::WindowText, option->state & State_Selected ? colours.accent.text : colours.neutral.text);
            QProxyStyle::drawControl(element, &words, painter, widget);
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
        paintBox(painter, inCell(widget) ? option->rect.adjusted(0, 3, -8, -3) : option->rect, option->palette.color(!enabled ? QPalette::Window : combo->editable ? QPalette::Base : QPalette::Button),
                 focused ? colours.accent.text : fieldFrame(colours), focused ? 1.5 : 1);
        paintArrow(painter, proxy()->subControlRect(control, option, SC_ComboBoxArrow, widget), enabled ? colours.neutral.text : colours.line);
        return;
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); spin && control == CC_SpinBox) {
        const bool focused = enabled && (option->state & State_HasFocus);
        paintBox(painter, option->rect, option->palette.color(enabled ? QPalette::Base : QPalette::Window),
                 focused ? colours.accent.text : fieldFrame(colours), focused ? 1.5 : 1);
        for (const auto &[part, step, pointing] : {std::tuple(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Pointing::Up),
                                                   std::tuple(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Pointing::Down)}) {
            const QRectF area = proxy()->subControlRect(control, option, part, widget);
            const bool possible = enabled && (spin->stepEnabled & step), pressed = option->activeSubControls == part && (option->state & State_Sunken);
            paintArrow(painter, area.translated(0, pointing == Pointing::Up ? 2 : -2), !possible ? colours.line : pressed ? colours.accent.text : colours.neutral.text,
                       pointing, 3.5);
        }
        return;
    }
    if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option); tool && control == CC_ToolButton
        && (tool->features & QStyleOptionToolButton::HasMenu) && !(tool->features & QStyleOptionToolButton::MenuButtonPopup)) {
        // Fusion puts a speck into the corner; a chevron beside the word says that a list opens.
        QStyleOptionToolButton plain = *tool;
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        proxy()->drawPrimitive(PE_PanelButtonTool, &plain, painter, widget);
        const QRect arrow = visualRect(option->direction, option->rect, QRect(option->rect.right() - arrowRoom, option->rect.top(), arrowRoom, option->rect.height()));
        plain.rect = visualRect(option->direction, option->rect, option->rect.adjusted(fieldInset / 2, 0, -arrowRoom + fieldInset / 2, 0));
        proxy()->drawControl(CE_ToolButtonLabel, &plain, painter, widget);
        paintArrow(painter, arrow, enabled ? colours.neutral.text : colours.line);
        if (option->state & State_HasFocus) {
            QStyleOptionFocusRect ring;
            ring.QStyleOption::operator=(*option);
            proxy()->drawPrimitive(PE_FrameFocusRect, &ring, painter, widget);
        }
        return;
    }
    if (control == CC_ScrollBar) {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (hasOwnPaper(widget))
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
