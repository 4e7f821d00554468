// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Policy.h"
#include "models/wording/Language.h"
#include "ui/shell/Page.h"
#include "ui/shell/Theme.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTabWidget;
class QVBoxLayout;

namespace hufu {

class CosignBox;
class ErrorBox;
class PassphraseEdit;
class PassphraseScreen;
class PolicyEditor;
class ProgressStrip;
class Session;

/// Settings (设置): what this officer likes on this computer, the passphrase, and the house's policy, which is changed by a command.
class SettingsPage : public Page {
    Q_OBJECT
public:
    SettingsPage(Navigator &navigator, Session &session, Theme &theme, Language &language, QWidget *parent = nullptr);

    void setHouse(House *house, InventoryFeed *feed) override;

Q_SIGNALS:
    void lockAfterChanged(int minutes);

protected:
    void retranslate() override;

private:
    QWidget *makeLookTab();
    QWidget *makePolicyTab();
    QWidget *makePassphraseTab();
    void readPolicy();
    void judgePolicy();
    void savePolicy(const Policy &policy);
    void changePassphrase();

    Session &m_session;
    Theme &m_theme;
    Language &m_language;
    QTabWidget *m_tabs;
    QLabel *m_languageLabel, *m_themeLabel, *m_lockLabel;
    QComboBox *m_languageBox, *m_themeBox;
    QSpinBox *m_lockAfter;
    QLabel *m_oldLabel, *m_passphraseDone;
    PassphraseEdit *m_old;
    PassphraseScreen *m_new;
    QPushButton *m_change;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QLabel *m_policyNote;
    PolicyEditor *m_policy;
    QVBoxLayout *m_policyLayout = nullptr;
    CosignBox *m_cosign = nullptr; ///< while the policy is being changed and another officer signs that, too
};

} // namespace hufu
