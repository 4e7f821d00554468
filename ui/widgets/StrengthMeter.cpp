// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StrengthMeter.h"

#include "ui/shell/Colours.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace hufu {

class StrengthMeter::Bar : public QWidget {
public:
    explicit Bar(QWidget *parent) : QWidget(parent) { setFixedHeight(8); }

    void setStrength(const PassphraseStrength &strength)
    {
        m_share = std::clamp(strength.bits / 100, 0.0, 1.0);
        m_tone = strength.characters == 0 ? Tone::Neutral : strength.acceptable() ? Tone::Accent : Tone::Attention;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colours &colours = Colours::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.line);
        painter.drawRoundedRect(rect(), 4, 4);
        painter.setBrush(colours.of(m_tone).text);
        if (m_share > 0)
            painter.drawRoundedRect(QRectF(0, 0, std::max(8.0, width() * m_share), height()), 4, 4);
        // Where it begins to be enough.
        painter.setBrush(colours.muted);
        painter.drawRect(QRectF(width() * weakestPassphraseBits / 100, 0, 2, height()));
    }

private:
    double m_share = 0;
    Tone m_tone = Tone::Neutral;
};

StrengthMeter::StrengthMeter(QWidget *parent) : QWidget(parent), m_bar(new Bar(this)), m_words(makeMuted(this))
{
    m_words->setObjectName("strengthWords");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_bar);
    layout->addWidget(m_words);
    m_words->setMinimumHeight(2 * m_words->fontMetrics().height()); // the sentence changes, the page does not jump
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    retranslate();
}

void StrengthMeter::setStrength(const PassphraseStrength &strength)
{
    m_strength = strength;
    m_bar->setStrength(strength);
    retranslate();
}

void StrengthMeter::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StrengthMeter::retranslate()
{
    const int bits = int(m_strength.bits);
    QString words;
    switch (m_strength.level) {
    case PassphraseStrength::Level::TooShort:
        words = m_strength.characters == 0
                    ? tr("At least %1 characters. Four or five unrelated words are easy to remember and hard to guess.").arg(shortestPassphrase)
                    : tr("Too short: %1 of at least %2 characters.").arg(m_strength.characters).arg(shortestPassphrase);
        break;
    case PassphraseStrength::Level::TooWeak:
        words = tr("Too easy to guess (about %1 of at least %2 bits). Names, dates, telephone numbers and usual words cost a guesser little: add unrelated words.")
                    .arg(bits).arg(int(weakestPassphraseBits));
        break;
    case PassphraseStrength::Level::Fair:
        words = tr("Enough (about %1 bits). One more word makes it good.").arg(bits);
        break;
    case PassphraseStrength::Level::Good:
        words = tr("Good (about %1 bits).").arg(bits);
        break;
    case PassphraseStrength::Level::Strong:
        words = tr("Strong (about %1 bits).").arg(bits);
        break;
    }
    m_words->setText(words);
    m_bar->setAccessibleName(words);
}

} // namespace hufu
