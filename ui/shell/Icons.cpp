// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <optional>

namespace hufu {

namespace {

/// Breeze is drawn for one colour scheme; taking only its shape serves both of ours, and the selected state too.
QIcon shapeOf(const QString &name)
{
    const QString own = QStringLiteral(":/icons/%1.svg").arg(name);
    if (QFile::exists(own))
        return QIcon(own);
    if (QIcon::themeName() != QLatin1String("breeze"))
        QIcon::setThemeName(QStringLiteral("breeze"));
    return QIcon::fromTheme(name);
}

class TintedEngine : public QIconEngine {
public:
    TintedEngine(QString name, std::optional<Tone> tone) : m_name(std::move(name)), m_shape(shapeOf(m_name)), m_tone(tone) {}

    QIconEngine *clone() const override { return new TintedEngine(*this); }
    bool isNull() override { return m_shape.isNull(); }
    QString iconName() override { return m_name; }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1;
        const QPixmap pixmap = tinted(rect.size(), ratio, mode, state);
        painter->drawPixmap(QRectF(rect), pixmap, QRectF(pixmap.rect()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return tinted(size, 1, mode, state); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt 6.4 hands over device pixels here and sets the ratio itself.
        Q_UNUSED(scale)
        return tinted(size, 1, mode, state);
    }

private:
    QPixmap tinted(const QSize &size, qreal ratio, QIcon::Mode mode, QIcon::State state) const
    {
        const QSize device = size * ratio;
        QPixmap result(device);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        // Breeze draws its actions for 16 and 22 pixels: the nearest of the two, enlarged, and not a smaller one in the middle.
        const int drawn = device.width() % 22 == 0 ? 22 : 16;
        painter.drawPixmap(QRect(QPoint(), device), m_shape.pixmap(QSize(drawn, drawn), qreal(device.width()) / drawn, QIcon::Normal, state));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(result.rect(), colour(mode));
        painter.end();
        result.setDevicePixelRatio(ratio);
        return result;
    }

    QColor colour(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::Text);
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        return m_tone ? Colours::of(palette).of(*m_tone).text : palette.color(QPalette::Text);
    }

    QString m_name;
    QIcon m_shape;
    std::optional<Tone> m_tone;
};

} // namespace

QIcon themeIcon(const QString &name) { return QIcon(new TintedEngine(name, std::nullopt)); }

QIcon themeIcon(const QString &name, Tone tone) { return QIcon(new TintedEngine(name, tone)); }

} // namespace hufu
