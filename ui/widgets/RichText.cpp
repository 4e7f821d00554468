// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RichText.h"

#include <QEvent>
#include <QTextDocument>
#include <QWheelEvent>

#include <cmath>
#include <memory>

namespace hufu {

RichText::RichText(QWidget *parent)
    : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTabChangesFocus(true);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QTextBrowser::textChanged, this, &QWidget::updateGeometry);
}

int RichText::heightForWidth(int width) const
{
    // A copy measures, so that the shown document keeps its layout.
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->setDocumentMargin(0);
    copy->setDefaultFont(font());
    QTextOption wrap = copy->defaultTextOption();
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    copy->setDefaultTextOption(wrap);
    copy->setTextWidth(width);
    return static_cast<int>(std::ceil(copy->size().height())) + 2;
}

QSize RichText::sizeHint() const { return {320, heightForWidth(std::max(160, width()))}; }

QSize RichText::minimumSizeHint() const { return {160, fontMetrics().height()}; }

void RichText::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

void RichText::wheelEvent(QWheelEvent *event) { event->ignore(); } // the panel scrolls

void RichText::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace hufu
