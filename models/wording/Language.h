// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTranslator>

#include <optional>

namespace hufu {

/// The language of everything that is said, changed while the program runs: widgets hear of it by QEvent::LanguageChange. Translations are
/// built in; Qt's own texts come from the distribution's qt6-translations-l10n. Needs a QCoreApplication; its thread only.
class Language : public QObject {
    Q_OBJECT
public:
    enum class Choice { System, Chinese, English };

    explicit Language(QObject *parent = nullptr);

    void choose(Choice choice);
    Choice choice() const { return m_choice; }
    bool isChinese() const { return m_chinese; }

    static QString nameOf(Choice choice); ///< "system", "zh", "en": for settings and the command line
    static std::optional<Choice> fromName(QStringView name);

Q_SIGNALS:
    void changed();

private:
    Choice m_choice = Choice::System;
    bool m_chinese = false;
    QTranslator m_own, m_qt;
};

} // namespace hufu
