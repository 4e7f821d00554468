// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/SettingsPage.h"

#include "models/domain/Signers.h"
#include "ui/pages/settings/PolicyEditor.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/Session.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace hufu {
namespace {

constexpr int fieldWidth = 240;
constexpr int passphraseWidth = 560; // lines longer than this are hard to read

} // namespace

SettingsPage::SettingsPage(Navigator &navigator, Session &session, Theme &theme, Language &language, QWidget *parent)
    : Page(navigator, parent), m_session(session), m_theme(theme), m_language(language), m_tabs(new QTabWidget(this)),
      m_languageLabel(makeBody(this)), m_themeLabel(makeBody(this)), m_lockLabel(makeBody(this)), m_languageBox(new QComboBox(this)),
      m_themeBox(new QComboBox(this)), m_lockAfter(new QSpinBox(this)), m_oldLabel(makeBody(this)), m_passphraseDone(makeBody(this)),
      m_old(new PassphraseEdit(this)), m_new(new PassphraseScreen(this, PassphraseScreen::Purpose::Change)), m_change(new QPushButton(this)),
      m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this)), m_policyNote(makeMuted(this)), m_policy(new PolicyEditor(this))
{
    m_tabs->setObjectName("settingsTabs");
    m_tabs->setDocumentMode(true); // no frame: what belongs to a tab stands on the page itself
    m_languageBox->setObjectName("settingsLanguage");
    m_themeBox->setObjectName("settingsTheme");
    m_lockAfter->setObjectName("settingsLockAfter");
    m_lockAfter->setRange(0, 240);
    m_old->setObjectName("settingsOldPassphrase");
    m_change->setObjectName("settingsChangePassphrase");
    m_passphraseDone->setObjectName("settingsPassphraseDone");
    for (QWidget *field : {static_cast<QWidget *>(m_languageBox), static_cast<QWidget *>(m_themeBox), static_cast<QWidget *>(m_lockAfter)})
        field->setFixedWidth(fieldWidth);
    for (QLabel *label : {m_languageLabel, m_themeLabel, m_lockLabel})
        label->setWordWrap(false);

    // One tab a matter: each fits the window, so that only the list of rules scrolls.
    m_tabs->addTab(makeLookTab(), QString());
    m_tabs->addTab(makePolicyTab(), QString());
    m_tabs->addTab(makePassphraseTab(), QString());
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_progress);
    layout->addWidget(m_error);
    layout->addWidget(m_tabs, 1);
    setContent(content);

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
    connect(m_policy, &PolicyEditor::compared, this, &SettingsPage::judgePolicy);
    judge();
    retranslate();
}

QWidget *SettingsPage::makeLookTab()
{
    auto *tab = new QWidget(m_tabs);
    auto *form = new QFormLayout(tab);
    form->setContentsMargins(0, 16, 0, 0);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(m_languageLabel, m_languageBox);
    form->addRow(m_themeLabel, m_themeBox);
    form->addRow(m_lockLabel, m_lockAfter);
    return tab;
}

QWidget *SettingsPage::makePolicyTab()
{
    auto *tab = new QWidget(m_tabs);
    m_policyLayout = new QVBoxLayout(tab);
    m_policyLayout->setContentsMargins(0, 16, 0, 0);
    m_policyLayout->setSpacing(12);
    m_policyLayout->addWidget(m_policyNote);
    m_policyLayout->addWidget(m_policy, 1);
    return tab;
}

QWidget *SettingsPage::makePassphraseTab()
{
    auto *tab = new QWidget(m_tabs);
    auto *column = new QWidget(tab);
    column->setFixedWidth(passphraseWidth);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 16, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_oldLabel);
    layout->addWidget(m_old);
    layout->addWidget(m_new);
    auto *row = new QHBoxLayout;
    row->addWidget(m_passphraseDone, 1);
    row->addWidget(m_change);
    layout->addLayout(row);
    layout->addStretch(1);
    auto *across = new QHBoxLayout(tab);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(column);
    across->addStretch(1);
    return tab;
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
    delete std::exchange(m_cosign, nullptr); // of another house
    m_policy->say({});
    judgePolicy();
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

/// Who signs a change besides the officer is asked for once there is one.
void SettingsPage::judgePolicy()
{
    const bool edited = house() && m_policy->isEdited();
    const std::set<Role> roles = edited ? cosignerRoles(CommandKind::SetPolicy, house()->officer()) : std::set<Role>();
    if (!roles.empty() && !m_cosign) {
        m_cosign = new CosignBox(*house(), roles, this);
        m_cosign->offerElsewhere();
        m_policyLayout->insertWidget(m_policyLayout->indexOf(m_policy), m_cosign);
        connect(m_cosign, &CosignBox::changed, this, &SettingsPage::judgePolicy);
    } else if (roles.empty() && m_cosign) {
        m_cosign->hide();
        std::exchange(m_cosign, nullptr)->deleteLater();
    }
    m_policy->setSigning(m_cosign && !m_cosign->isComplete()                              ? PolicyEditor::Signing::Missing
                         : m_cosign && m_cosign->missing() == MissingSignatures::Awaited ? PolicyEditor::Signing::AtAnotherDesk
                                                                                         : PolicyEditor::Signing::Here);
}

void SettingsPage::savePolicy(const Policy &policy)
{
    if (!house())
        return;
    m_error->clear();
    const MissingSignatures missing = m_cosign ? m_cosign->missing() : MissingSignatures::Refused;
    std::vector<Cosigner> cosigners;
    if (std::optional<Cosigner> cosigner = m_cosign ? m_cosign->take() : std::nullopt)
        cosigners.push_back(std::move(*cosigner));
    m_progress->watch(tr("Putting the policy in force…"), house()->submitLater(CommandKind::SetPolicy, toJson(policy), std::move(cosigners), missing),
                      ProgressStrip::Cancelling::Impossible)
        .then(this, [this, policy](Result<Receipt> receipt) {
            if (!isTaken(receipt)) {
                m_error->showError(receipt.error());
                return;
            }
            if (!receipt && receipt.error().code == ErrorCode::Pending) {
                m_policy->discard();
                m_policy->say(tr("It waits for a colleague's signature. Until then the policy stays as it is."));
                return;
            }
            m_policy->setPolicy(policy);
            if (receipt && receipt->outcome.value(QLatin1String("waived")).toArray().contains(QStringLiteral("second-signer")))
                m_policy->say(tr("In force without a second signature: the house is in pilot mode. The audit log says so."));
            else if (receipt)
                m_policy->say(tr("The policy is in force."));
        });
    judgePolicy();
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
    m_tabs->setTabText(0, tr("On this computer"));
    m_tabs->setTabText(1, tr("Policy of the house"));
    m_tabs->setTabText(2, tr("Passphrase"));
    m_tabs->setAccessibleName(tr("Settings"));
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
    m_policyNote->setText(tr("What counts as a finding, and how bad it is. A change is a signed command and stands in the audit log."));
    m_oldLabel->setText(tr("The passphrase as it is now"));
    m_old->setAccessibleName(m_oldLabel->text());
    m_change->setText(tr("Change the passphrase"));
}

} // namespace hufu
