// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PassphraseAccessible.h"

#include "ui/widgets/PassphraseEdit.h"

#include <QAccessibleWidget>

namespace hufu {

namespace {

class PassphraseAccessible : public QAccessibleWidget {
public:
    explicit PassphraseAccessible(PassphraseEdit *edit) : QAccessibleWidget(edit, QAccessible::EditableText), m_edit(edit) {}

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.editable = true;
        state.passwordEdit = true;
        return state;
    }

    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Value)
            return QString(m_edit->characters(), QChar(0x2022));
        return QAccessibleWidget::text(kind);
    }

private:
    PassphraseEdit *m_edit;
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *edit = qobject_cast<PassphraseEdit *>(object);
    return edit ? new PassphraseAccessible(edit) : nullptr; // owned by Qt's cache
}

} // namespace

void installPassphraseAccessible()
{
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace hufu
