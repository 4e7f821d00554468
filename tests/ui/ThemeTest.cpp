// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Colours.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Labels.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

#include <cmath>

using namespace hufu;

namespace {

/// WCAG 2.1: relative luminance, and the contrast ratio of two colours, 1 to 21.
double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

constexpr double readable = 4.5; // WCAG 2.1 success criterion 1.4.3, text of ordinary size

} // namespace

/// Every pair of text and ground that the program uses can be read, in the light and in the dark.
class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void measuresAsTheStandardDoes();
    void reads_data();
    void reads();
    void lightIsLight();
    void whatIsShownFollows();
};

void ThemeTest::measuresAsTheStandardDoes()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    QVERIFY(std::abs(contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01); // the lightest grey that passes on white
    QVERIFY(contrast(QColor(0x777777), Qt::white) < readable);
}

void ThemeTest::reads_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    for (const bool dark : {false, true}) {
        const QPalette palette = dark ? Theme::darkPalette() : Theme::lightPalette();
        const Colours &colours = Colours::of(palette);
        const QByteArray theme = dark ? "dark: " : "light: ";
        const auto row = [&](const char *text, const QColor &textColour, const char *ground, const QColor &groundColour) {
            QTest::newRow((theme + text + " on " + ground).constData()) << textColour << groundColour;
        };
        const std::pair<const char *, QColor> grounds[] = {{"window", palette.color(QPalette::Window)},
                                                           {"base", palette.color(QPalette::Base)},
                                                           {"alternate base", palette.color(QPalette::AlternateBase)},
                                                           {"raised", colours.raised}};
        for (const auto &[name, ground] : grounds) {
            row("text", palette.color(QPalette::Text), name, ground);
            row("window text", palette.color(QPalette::WindowText), name, ground);
            row("link", palette.color(QPalette::Link), name, ground);
            row("muted", colours.muted, name, ground);
            for (const auto &[tone, pair] : {std::pair("neutral", colours.neutral), std::pair("accent", colours.accent), std::pair("danger", colours.danger),
                                             std::pair("attention", colours.attention), std::pair("proof", colours.proof)})
                row(tone, pair.text, name, ground);
        }
        for (const auto &[tone, pair] : {std::pair("neutral", colours.neutral), std::pair("accent", colours.accent), std::pair("danger", colours.danger),
                                         std::pair("attention", colours.attention), std::pair("proof", colours.proof)}) {
            row(tone, pair.text, "its own ground", pair.ground);
            row("window text", palette.color(QPalette::WindowText), (QByteArray(tone) + " ground").constData(), pair.ground);
        }
        row("placeholder", palette.color(QPalette::PlaceholderText), "base", palette.color(QPalette::Base));
        row("button text", palette.color(QPalette::ButtonText), "button", palette.color(QPalette::Button));
        row("selected text", palette.color(QPalette::HighlightedText), "highlight", palette.color(QPalette::Highlight));
        row("tooltip", palette.color(QPalette::ToolTipText), "tooltip ground", palette.color(QPalette::ToolTipBase));
        row("window text", palette.color(QPalette::WindowText), "rail", colours.rail);
        row("muted", colours.muted, "rail", colours.rail);
        row("accent", colours.accent.text, "rail", colours.rail);
    }
}

void ThemeTest::reads()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    QVERIFY(text.isValid() && ground.isValid());
    QCOMPARE(text.alpha(), 255); // mixed with what lies below, it would be another colour
    const double ratio = contrast(text, ground);
    QVERIFY2(ratio >= readable, qPrintable(QStringLiteral("%1 on %2: %3").arg(text.name(), ground.name()).arg(ratio, 0, 'f', 2)));
}

void ThemeTest::lightIsLight()
{
    QVERIFY(!Colours::of(Theme::lightPalette()).dark);
    QVERIFY(Colours::of(Theme::darkPalette()).dark);
}

/// Colours that a widget has of its own change with the theme while it is shown.
void ThemeTest::whatIsShownFollows()
{
    Theme theme(*qApp);
    theme.choose(Theme::Choice::Light);
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *muted = makeMuted(&window);
    auto *banner = new Banner(&window);
    banner->setTone(Tone::Danger, QStringLiteral("dialog-error"));
    banner->setText(QStringLiteral("EMERGENCY"));
    layout->addWidget(muted);
    layout->addWidget(banner);
    window.show();
    auto *text = banner->findChild<QLabel *>(QStringLiteral("bannerText"));
    QVERIFY(text);
    for (const Theme::Choice choice : {Theme::Choice::Dark, Theme::Choice::Light, Theme::Choice::Dark}) {
        theme.choose(choice);
        const Colours &colours = Colours::of(choice == Theme::Choice::Dark ? Theme::darkPalette() : Theme::lightPalette());
        QTRY_COMPARE(muted->palette().color(QPalette::WindowText), colours.muted);
        QTRY_COMPARE(text->palette().color(QPalette::WindowText), colours.danger.text);
    }
}

QTEST_MAIN(ThemeTest)
#include "ThemeTest.moc"
