// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/Widgets.h"
#include "ui/pages/ceremonies/CeremoniesPage.h"
#include "ui/pages/ceremonies/CeremonyForm.h"
#include "ui/pages/ceremonies/CeremonyStage.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

#include <algorithm>

namespace hufu::test {

/// What people's hands do in a ceremony at the window; for a test that has a page with a house.
class StageHands {
protected:
    virtual ~StageHands() = default;
    virtual CeremoniesPage *ceremoniesPage() const = 0;
    virtual QString passphraseOf(const QString &name) const = 0;

    /// Ticks these custodians alone.
    static void tick(CeremonyForm *form, const QStringList &names)
    {
        auto *list = child<QListWidget>(form, "ceremonyCustodians");
        for (int row = 0; row < list->count(); ++row) {
            const bool wanted = std::ranges::any_of(names, [&](const QString &name) { return list->item(row)->text().startsWith(name + u','); });
            if (list->item(row)->flags().testFlag(Qt::ItemIsUserCheckable))
                list->item(row)->setCheckState(wanted ? Qt::Checked : Qt::Unchecked);
        }
    }
    CeremonyStage *stage() const { return ceremoniesPage()->findChild<CeremonyStage *>(); }
    QString number() const { return child<QLabel>(stage(), "stageNumber")->text(); }
    bool hasError() const { return !child<QWidget>(stage(), "stageError")->isHidden(); }
    bool isIdle() const { return child<QPushButton>(stage(), "stageLeave")->isEnabled(); }
    bool waitIdle() const
    {
        return QTest::qWaitFor([&] { return isIdle(); }, 60'000);
    }
    /// Whoever is asked types their passphrase: "NAME: passphrase".
    bool answer(const QString &passphrase = {}) const
    {
        const QString name = child<QLabel>(stage(), "stageWho")->text().section(u':', 0, 0);
        auto *field = child<PassphraseEdit>(stage(), "stagePassphrase");
        QTest::keyClicks(field, passphrase.isEmpty() ? passphraseOf(name) : passphrase);
        QTest::keyClick(field, Qt::Key_Return);
        return waitIdle();
    }
    bool isAsked() const { return child<PassphraseEdit>(stage(), "stagePassphrase")->isVisible(); }
    bool isClosing() const { return number() == QStringLiteral("All steps are done"); }
    /// The step that is shown, up to its note.
    bool act() const
    {
        while (isAsked()) {
            if (!answer() || hasError())
                return false;
        }
        auto *work = child<QPushButton>(stage(), "stageWork");
        if (work->isVisible()) {
            QTest::mouseClick(work, Qt::LeftButton);
            if (!waitIdle())
                return false;
        }
        auto *initials = child<QLineEdit>(stage(), "stageInitials");
        return QTest::qWaitFor([&] { return initials->isVisible() || hasError(); }, 20'000) && !hasError();
    }
    void note(const QString &exception = {}) const
    {
        child<QLineEdit>(stage(), "stageInitials")->setText(QStringLiteral("LA"));
        child<QLineEdit>(stage(), "stageException")->setText(exception);
        QTest::mouseClick(child<QPushButton>(stage(), "stageNote"), Qt::LeftButton);
    }
    bool step(const QString &exception = {}) const
    {
        if (!act())
            return false;
        const QString before = number();
        note(exception);
        return QTest::qWaitFor([&] { return isIdle() && number() != before; }, 60'000) && !hasError();
    }
};

} // namespace hufu::test
