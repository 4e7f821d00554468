// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/SettingsPage.h"

#include "ui/pages/settings/PolicyEditor.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/Session.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace hufu {
namespace {

constexpr int widestColumn = 880; // lines longer than this are hard to read

} // namespace

SettingsPage::SettingsPage(Navigator &navigator, Session &session, Theme &theme, Language &language, QWidget *parent)
    : Page(navigator, parent), m_session(session), m_theme(theme), m_language(language), m_lookHeading(makeHeading(this)),
      m_languageLabel(makeBody(this)), m_themeLabel(makeBody(this)), m_lockLabel(makeBody(this)), m_languageBox(new QComboBox(this)),
      m_themeBox(new QComboBox(this)), m_lockAfter(new QSpinBox(this)), m_passphraseHeading(makeHeading(this)), m_oldLabel(makeBody(this)),
      m_passphraseDone(makeBody(this)), m_old(new PassphraseEdit(this)), m_new(new PassphraseScreen(this)), m_change(new QPushButton(this)),
      m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this)), m_policyHeading(makeHeading(this)), m_policyNote(makeMuted(this)),
      m_policy(new PolicyEditor(this))
{
    m_languageBox->setObjectName("settingsLanguage");
    m_themeBox->setObjectName("settingsTheme");
    m_lockAfter->setObjectName("settingsLockAfter");
    m_lockAfter->setRange(0, 240);
    m_old->setObjectName("settingsOldPassphrase");
    m_change->setObjectName("settingsChangePassphrase");
    m_passphraseDone->setObjectName("settingsPassphraseDone");

    auto *body = new QWidget(this);
    body->setMaximumWidth(widestColumn);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 16, 0);
    layout->setSpacing(8);
    auto *look = new QFormLayout;
    look->addRow(m_languageLabel, m_languageBox);
    look->addRow(m_themeLabel, m_themeBox);
    look->addRow(m_lockLabel, m_lockAfter);
    layout->addWidget(m_lookHeading);
    layout->addLayout(look);
    layout->addSpacing(16);
    layout->addWidget(m_policyHeading);
    layout->addWidget(m_policyNote);
    layout->addWidget(m_progress);
    layout->addWidget(m_error);
    layout->addWidget(m_policy);
    layout->addSpacing(16);
    layout->addWidget(m_passphraseHeading);
    layout->addWidget(m_oldLabel);
    layout->addWidget(m_old);
    layout->addWidget(m_new);
    auto *row = new QHBoxLayout;
    row->addWidget(m_passphraseDone, 1);
    row->addWidget(m_change);
    layout->addLayout(row);
    layout->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    setContent(scroll);

    for (const Language::Choice choice : {Language::Choice::System, Language::Choice::Chinese, Language::Choice::English})
        m_languageBox->addItem(QString(), int(choice));
    for (const Theme::Choice choice : {Theme::Choice::System, Theme::Choice::Light, Theme::Choice::Dark})
        m_themeBox->addItem(QString(), int(choice));
    const auto follow = [this] {
        const QSignalBlocker one(m_languageBox), two(m_themeBox);
        m_languageBox->setCurrentIndex(m_languageBox->findData(int(m_language.choice())));
        m_themeBox->setCurrentIndex(m_themeBox->findData(int(m_theme.choice())));
    };
    follow();
    m_lockAfter->setValue(Preferences::lockAfterMinutes());
    connect(&m_theme, &Theme::changed, this, follow);
    connect(&m_language, &Language::changed, this, follow);
    connect(m_languageBox, &QComboBox::currentIndexChanged, this, [this] {
        const auto choice = static_cast<Language::Choice>(m_languageBox->currentData().toInt());
        Preferences::setLanguage(choice);
        m_language.choose(choice);
    });
    connect(m_themeBox, &QComboBox::currentIndexChanged, this, [this] {
        const auto choice = static_cast<Theme::Choice>(m_themeBox->currentData().toInt());
        Preferences::setTheme(choice);
        m_theme.choose(choice);
    });
    connect(m_lockAfter, &QSpinBox::valueChanged, this, [this](int minutes) {
        Preferences::setLockAfterMinutes(minutes);
        Q_EMIT lockAfterChanged(minutes);
    });
    const auto judge = [this] { m_change->setEnabled(house() && !m_old->isEmpty() && m_new->isComplete()); };
    connect(m_old, &PassphraseEdit::edited, this, judge);
    connect(m_new, &PassphraseScreen::changed, this, judge);
    connect(m_change, &QPushButton::clicked, this, &SettingsPage::changePassphrase);
    connect(m_policy, &PolicyEditor::saveAsked, this, &SettingsPage::savePolicy);
    judge();
    retranslate();
}

void SettingsPage::setHouse(House *house, InventoryFeed *feed)
{
    Page::setHouse(house, feed);
    m_old->clear();
    m_new->clear();
    m_passphraseDone->clear();
    m_change->setEnabled(false);
    m_error->clear();
    m_policy->setEnabled(house != nullptr);
    if (!house)
        return;
    readPolicy();
    connect(house, &House::journalGrew, this, &SettingsPage::readPolicy);
}

void SettingsPage::readPolicy()
{
    if (!house())
        return;
    house()->readLater([](Connection &connection) { return hufu::readPolicy(connection); }).then(this, [this](Result<Policy> policy) {
        // What the officer is changing just now is not taken away; saving then says what the house decided.
        if (policy && !m_policy->isEdited())
            m_policy->setPolicy(*policy);
        else if (!policy)
            m_error->showError(policy.error());
    });
}

void SettingsPage::savePolicy(const Policy &policy)
{
    if (!house())
        return;
    m_error->clear();
    m_progress->watch(tr("Putting the policy in force…"), house()->submitLater(CommandKind::SetPolicy, toJson(policy)), ProgressStrip::Cancelling::Impossible)
        .then(this, [this, policy](Result<Receipt> receipt) {
            if (receipt)
                m_policy->setPolicy(policy);
            else
                m_error->showError(receipt.error());
        });
}

void SettingsPage::changePassphrase()
{
    m_error->clear();
    m_passphraseDone->clear();
    m_change->setEnabled(false);
    SecureBytes fresh = m_new->passphrase();
    m_new->clear();
    m_progress->watch(tr("Changing the passphrase…"), m_session.changePassphrase(m_old->take(), std::move(fresh)), ProgressStrip::Cancelling::Impossible)
        .then(this, [this](Result<void> changed) {
            if (changed)
                m_passphraseDone->setText(tr("The passphrase was changed. The old one no longer opens anything."));
            else
                m_error->showError(changed.error());
        });
}

void SettingsPage::retranslate()
{
    setTitle(tr("Settings"));
    setSummary(tr("How Hufu looks on this computer, what this house demands of certificates, and your passphrase."));
    m_lookHeading->setText(tr("On this computer"));
    m_languageLabel->setText(tr("Language"));
    m_languageBox->setItemText(0, tr("As the system"));
    m_languageBox->setItemText(1, QStringLiteral("中文"));
    m_languageBox->setItemText(2, QStringLiteral("English"));
    m_languageBox->setAccessibleName(m_languageLabel->text());
    m_themeLabel->setText(tr("Theme"));
    m_themeBox->setItemText(0, tr("As the system"));
    m_themeBox->setItemText(1, tr("Light"));
    m_themeBox->setItemText(2, tr("Dark"));
    m_themeBox->setAccessibleName(m_themeLabel->text());
    m_lockLabel->setText(tr("Lock when nobody is at it"));
    m_lockAfter->setSuffix(tr(" minutes"));
    m_lockAfter->setSpecialValueText(tr("never"));
    m_lockAfter->setAccessibleName(m_lockLabel->text());
    m_policyHeading->setText(tr("Policy of the house"));
    m_policyNote->setText(tr("What counts as a finding, and how bad it is. A change is a signed command and stands in the audit log."));
    m_passphraseHeading->setText(tr("Passphrase"));
    m_oldLabel->setText(tr("The passphrase as it is now"));
    m_old->setAccessibleName(m_oldLabel->text());
    m_change->setText(tr("Change the passphrase"));
}

} // namespace hufu
