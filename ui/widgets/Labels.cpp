// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Labels.h"

#include "ui/shell/Colours.h"

#include <QEvent>
#include <QLabel>

namespace hufu {

namespace {

class MutedLabel : public QLabel {
public:
    explicit MutedLabel(QWidget *parent) : QLabel(parent) { recolour(); }

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange)
            recolour();
        QLabel::changeEvent(event);
    }

private:
    void recolour()
    {
        const QColor muted = Colours::of(QPalette()).muted;
        if (palette().color(QPalette::WindowText) == muted) // this very change
            return;
        QPalette own;
        own.setColor(QPalette::WindowText, muted);
        setPalette(own);
    }
};

QLabel *prepared(QLabel *label)
{
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel *sized(QWidget *parent, int pixels)
{
    auto *label = prepared(new QLabel(parent));
    QFont font = label->font();
    font.setPixelSize(pixels);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

} // namespace

QLabel *makeTitle(QWidget *parent)
{
    QLabel *label = sized(parent, 22);
    label->setWordWrap(false);
    return label;
}

QLabel *makeHeading(QWidget *parent) { return sized(parent, 15); }

QLabel *makeBody(QWidget *parent) { return prepared(new QLabel(parent)); }

QLabel *makeMuted(QWidget *parent) { return prepared(new MutedLabel(parent)); }

} // namespace hufu
