// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/Language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace hufu {

Language::Language(QObject *parent) : QObject(parent) {}

void Language::choose(Choice choice)
{
    m_choice = choice;
    m_chinese = choice == Choice::Chinese || (choice == Choice::System && QLocale::system().language() == QLocale::Chinese);
    QLocale::setDefault(m_chinese ? QLocale(QLocale::Chinese, QLocale::China) : QLocale(QLocale::English, QLocale::UnitedKingdom));

    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    // The source texts are English already; hufu_en holds only the plurals.
    if (m_own.load(m_chinese ? QStringLiteral(":/i18n/hufu_zh_CN.qm") : QStringLiteral(":/i18n/hufu_en.qm")))
        QCoreApplication::installTranslator(&m_own);
    if (m_chinese && m_qt.load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    Q_EMIT changed();
}

QString Language::nameOf(Choice choice)
{
    switch (choice) {
    case Choice::System:
        return QStringLiteral("system");
    case Choice::Chinese:
        return QStringLiteral("zh");
    case Choice::English:
        return QStringLiteral("en");
    }
    Q_UNREACHABLE();
}

std::optional<Language::Choice> Language::fromName(QStringView name)
{
    for (Choice choice : {Choice::System, Choice::Chinese, Choice::English}) {
        if (name == nameOf(choice))
            return choice;
    }
    return std::nullopt;
}

} // namespace hufu
