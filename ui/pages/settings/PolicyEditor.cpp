// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/PolicyEditor.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Card.h"
#include "models/views/ValueText.h"
#include "models/wording/FindingText.h"
#include "ui/pages/settings/MakersList.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace hufu {
namespace {

enum Column { Enabled, Title, Level, Source, ColumnCount };
constexpr int rowHeight = 36; // a combo box and some air
constexpr int policyFieldWidth = 130;
constexpr const char *classes[] = {"any", "dv", "ov", "ev"};
constexpr Severity severities[] = {Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical};

/// One number of the policy, and where it stands in the form.
struct PolicyNumber {
    const char *objectName;
    int Policy::*value;
    int least, most;
    const char *text, *suffix, *accessible; ///< for tr(); null: none, or as the text
    int row, column;
};
constexpr PolicyNumber policyNumbers[] = {
    {"policySoon", &Policy::expiresSoonDays, 1, 365, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "A certificate expires soon from so many days on"),
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", " days"), nullptr, 0, 0},
    {"policyTerm", &Policy::privateTermDays, 1, 36500, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "Longest term of a private certificate"),
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", " days"), nullptr, 1, 0},
    {"policyStale", &Policy::staleAfterMinutes, 5, 30 * 24 * 60, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "A console without its server warns after"),
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", " minutes"), nullptr, 2, 0},
    {"policyBreaker", &Policy::circuitBreakerMost, 1, 20000, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "Emergencies: above so many, type how many"),
     nullptr, nullptr, 3, 0},
    {"policyGlass", &Policy::breakGlassMost, 0, 1000, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "One officer alone suspends at most"), nullptr, nullptr, 3,
     3},
    {"policyGlassDay", &Policy::breakGlassDayMost, 0, 10000, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "and within 24 hours at most"), nullptr,
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", "One officer alone suspends within 24 hours at most"), 4, 3},
    {"policyGlassWait", &Policy::breakGlassWaitMinutes, 0, 60, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "For so long a second officer is looked for first"),
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", " minutes"), nullptr, 4, 0},
    {"policyBackupDay", &Policy::backupDay, 0, 28, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "Day of the month of the house's own backup"), nullptr,
     nullptr, 5, 0},
    {"policyBackupsKept", &Policy::backupsKept, 1, 120, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "So many of those are kept"), nullptr,
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", "So many of the house's own backups are kept"), 5, 3},
    {"policyBackupDays", &Policy::backupDays, 1, 366, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "A backup of the house is late after"),
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", " days"), nullptr, 6, 0},
    {"policyTestDays", &Policy::restoreTestDays, 1, 2 * 366, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "A restore test is late after"),
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", " days"), nullptr, 6, 3},
    {"policyTemporaryHours", &Policy::temporaryHours, 1, mostTemporaryHours, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "A temporary USBKey lasts at most"),
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", " hours"), nullptr, 7, 0},
    {"policyTemporaryDay", &Policy::temporaryDayMost, 0, 1000, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "One officer issues within 24 hours"), nullptr,
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", "One officer issues so many temporary USBKeys within 24 hours"), 7, 3},
    {"policyApprovalsOrdinary", &Policy::approvalsOrdinary, 1, 5, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "So many people approve an ordinary request"), nullptr, nullptr,
     11, 0},
    {"policyApprovalsSensitive", &Policy::approvalsSensitive, 1, 5, QT_TRANSLATE_NOOP("hufu::PolicyEditor", "and a sensitive one"), nullptr,
     QT_TRANSLATE_NOOP("hufu::PolicyEditor", "So many people approve a sensitive request"), 11, 3},
};

QComboBox *severityBox(QTableWidget *table, int row) { return static_cast<QComboBox *>(table->cellWidget(row, Level)); }

} // namespace

PolicyEditor::PolicyEditor(QWidget *parent)
    : QWidget(parent), m_coreLabel(makeBody(this)), m_otherLabel(makeBody(this)), m_endpointsLabel(makeBody(this)), m_temporaryLabel(makeBody(this)), m_endpoints(new QLineEdit(this)),
      m_temporary(new QLineEdit(this)), m_core(new QComboBox(this)), m_other(new QComboBox(this)), m_softTokens(new QCheckBox(this)),
      m_pinLetters(new QCheckBox(this)), m_makers(new MakersList(this)), m_limits(new Banner(this)), m_rules(new QTableWidget(int(allRules().size()), ColumnCount, this)), m_changed(makeMuted(this)), m_save(new QPushButton(this)),
      m_discard(new QPushButton(this))
{
    m_endpoints->setObjectName("policyEndpoints");
    m_temporary->setObjectName("policyTemporaryRoles");
    m_core->setObjectName("policyCoreClass");
    m_other->setObjectName("policyOtherClass");
    m_softTokens->setObjectName("policySoftTokens");
    m_pinLetters->setObjectName("policyPinLetters");
    m_rules->setObjectName("policyRules");
    m_changed->setObjectName("policyChanged");
    m_save->setObjectName("policySave");
    m_discard->setObjectName("policyDiscard");
    for (QComboBox *box : {m_core, m_other}) {
        for (const char *name : classes)
            box->addItem(QString(), QLatin1String(name));
    }

    m_limits->setObjectName("policyLimits");
    m_limits->setTone(Tone::Attention, QStringLiteral("dialog-warning"));

    m_rules->verticalHeader()->hide();
    m_rules->setShowGrid(false);
    m_rules->setAlternatingRowColors(true);
    m_rules->setTabKeyNavigation(false);
    m_rules->setWordWrap(false);
    m_rules->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_rules->horizontalHeader()->setHighlightSections(false);
    m_rules->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_rules->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_rules->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rules->horizontalHeader()->setSectionResizeMode(Title, QHeaderView::Stretch);
    m_rules->setColumnWidth(Enabled, 56);
    m_rules->setColumnWidth(Level, 130);
    m_rules->setColumnWidth(Source, 340);
    m_rules->setMinimumHeight(6 * rowHeight);
    int row = 0;
    for (const Rule rule : allRules()) {
        auto *enabled = new QTableWidgetItem;
        enabled->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        m_rules->setItem(row, Enabled, enabled);
        m_rules->setItem(row, Title, new QTableWidgetItem);
        m_rules->setItem(row, Source, new QTableWidgetItem);
        auto *level = new QComboBox(m_rules);
        level->setObjectName(QStringLiteral("policyLevel-%1").arg(QLatin1String(ruleName(rule))));
        for (const Severity severity : severities)
            level->addItem(QString(), int(severity));
        m_rules->setCellWidget(row, Level, level);
        connect(level, &QComboBox::currentIndexChanged, this, &PolicyEditor::compare);
        ++row;
    }

    auto *form = new QGridLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    const auto place = [form](int gridRow, int column, QLabel *label, QWidget *field) {
        label->setWordWrap(false);
        field->setFixedWidth(policyFieldWidth);
        form->addWidget(label, gridRow, column);
        form->addWidget(field, gridRow, column + 1);
    };
    for (const PolicyNumber &number : policyNumbers) {
        auto *box = new QSpinBox(this);
        box->setObjectName(QLatin1String(number.objectName));
        box->setRange(number.least, number.most);
        m_numberLabels += makeBody(this);
        m_numbers += box;
        place(number.row, number.column, m_numberLabels.last(), box);
        connect(box, &QSpinBox::valueChanged, this, &PolicyEditor::compare);
    }
    place(0, 3, m_coreLabel, m_core);
    place(1, 3, m_otherLabel, m_other);
    form->addWidget(m_endpointsLabel, 9, 0);
    form->addWidget(m_endpoints, 9, 1, 1, 4);
    form->addWidget(m_softTokens, 2, 3, 1, 2);
    form->addWidget(m_pinLetters, 10, 0, 1, 5);
    form->addWidget(m_temporaryLabel, 8, 0);
    form->addWidget(m_temporary, 8, 1, 1, 4);
    form->setColumnStretch(2, 1); // the two halves stand at either edge
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_changed, 1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto *body = new QWidget(this);
    auto *bodyLayout = new QVBoxLayout(body);
    bodyLayout->setContentsMargins(0, 0, 8, 0);
    bodyLayout->setSpacing(12);
    bodyLayout->addLayout(form);
    bodyLayout->addWidget(m_makers);
    bodyLayout->addWidget(m_limits);
    bodyLayout->addWidget(m_rules, 1);
    auto *scroll = new QScrollArea(this); // at 1280×720 there is no room for all of it
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    for (QWidget *widget : {body, scroll->viewport()})
        widget->setAutoFillBackground(false);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);

    connect(m_endpoints, &QLineEdit::textChanged, this, &PolicyEditor::compare);
    connect(m_temporary, &QLineEdit::textChanged, this, &PolicyEditor::compare);
    connect(m_core, &QComboBox::currentIndexChanged, this, &PolicyEditor::compare);
    connect(m_other, &QComboBox::currentIndexChanged, this, &PolicyEditor::compare);
    connect(m_softTokens, &QCheckBox::toggled, this, &PolicyEditor::compare);
    connect(m_pinLetters, &QCheckBox::toggled, this, &PolicyEditor::compare);
    connect(m_makers, &MakersList::changed, this, &PolicyEditor::compare);
    connect(m_rules, &QTableWidget::itemChanged, this, &PolicyEditor::compare);
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveAsked(edited()); });
    connect(m_discard, &QPushButton::clicked, this, &PolicyEditor::discard);
    retranslate();
    setPolicy(defaultPolicy());
}

void PolicyEditor::setPolicy(const Policy &policy)
{
    m_policy = policy;
    for (qsizetype i = 0; i < m_numbers.size(); ++i)
        m_numbers[i]->setValue(policy.*policyNumbers[i].value);
    m_softTokens->setChecked(policy.softTokens != 0);
    m_pinLetters->setChecked(policy.pinLetters != 0);
    m_makers->setMakers(policy.attestationRoots, policy.attestationDemanded != 0);
    QStringList endpoints;
    for (const std::string &endpoint : policy.relyingEndpoints)
        endpoints += qstr(endpoint);
    m_endpoints->setText(endpoints.join(QStringLiteral(", ")));
    QStringList temporary;
    for (const std::string &role : policy.temporaryRoles)
        temporary += qstr(role);
    m_temporary->setText(temporary.join(QStringLiteral(", ")));
    m_core->setCurrentIndex(m_core->findData(qstr(policy.minimumClassCore)));
    m_other->setCurrentIndex(m_other->findData(qstr(policy.minimumClassOther)));
    int row = 0;
    for (const Rule rule : allRules()) {
        const Policy::RuleSetting setting = policy.rules.at(rule);
        m_rules->item(row, Enabled)->setCheckState(setting.enabled ? Qt::Checked : Qt::Unchecked);
        severityBox(m_rules, row)->setCurrentIndex(int(setting.severity));
        ++row;
    }
    compare();
}

Policy PolicyEditor::edited() const
{
    Policy policy = m_policy;
    for (qsizetype i = 0; i < m_numbers.size(); ++i)
        policy.*policyNumbers[i].value = m_numbers[i]->value();
    policy.softTokens = m_softTokens->isChecked();
    policy.pinLetters = m_pinLetters->isChecked();
    policy.attestationRoots = m_makers->makers();
    policy.attestationDemanded = m_makers->isDemanded();
    policy.relyingEndpoints.clear();
    for (const QString &endpoint : m_endpoints->text().split(u',', Qt::SkipEmptyParts)) {
        if (std::string text = utf8(endpoint.trimmed()); !text.empty())
            policy.relyingEndpoints.push_back(std::move(text));
    }
    static const QRegularExpression separators(QStringLiteral("\\s*[,;，；、]\\s*"));
    policy.temporaryRoles.clear();
    QStringList temporary = m_temporary->text().trimmed().split(separators, Qt::SkipEmptyParts);
    temporary.removeDuplicates();
    for (const QString &role : temporary)
        policy.temporaryRoles.push_back(utf8(role));
    policy.minimumClassCore = utf8(m_core->currentData().toString());
    policy.minimumClassOther = utf8(m_other->currentData().toString());
    int row = 0;
    for (const Rule rule : allRules()) {
        policy.rules[rule] = {m_rules->item(row, Enabled)->checkState() == Qt::Checked,
                              static_cast<Severity>(severityBox(m_rules, row)->currentData().toInt())};
        ++row;
    }
    return policy;
}

void PolicyEditor::compare()
{
    follow();
    Q_EMIT compared();
}

void PolicyEditor::follow()
{
    const bool differs = isEdited();
    if (differs)
        m_said.clear();
    m_save->setEnabled(differs && m_signing != Signing::Missing);
    m_save->setText(m_signing == Signing::AtAnotherDesk ? tr("Sign, and leave it for a colleague") : tr("Put this policy in force"));
    m_discard->setEnabled(differs);
    m_changed->setText(differs ? tr("Not in force yet.") : m_said);
}

void PolicyEditor::say(const QString &sentence)
{
    m_said = sentence;
    follow();
}

void PolicyEditor::setSigning(Signing signing)
{
    m_signing = signing;
    follow();
}

void PolicyEditor::retranslate()
{
    for (qsizetype i = 0; i < m_numbers.size(); ++i) {
        const PolicyNumber &number = policyNumbers[i];
        m_numberLabels[i]->setText(tr(number.text));
        m_numbers[i]->setSuffix(number.suffix ? tr(number.suffix) : QString());
        //: instead of a day of the month
        m_numbers[i]->setSpecialValueText(number.value == &Policy::backupDay ? tr("none") : QString());
        m_numbers[i]->setAccessibleName(tr(number.accessible ? number.accessible : number.text));
    }
    m_softTokens->setText(tr("Officers may sign with a passphrase"));
    m_softTokens->setToolTip(tr("Otherwise with USBKeys alone. Everybody has to have one before."));
    m_pinLetters->setText(tr("PINs may be printed"));
    m_pinLetters->setToolTip(tr("On a letter for the holder of a new USBKey. What is printed lies in the printing system in clear for a while."));
    m_endpointsLabel->setText(tr("Servers where a canary tries to get in"));
    m_endpoints->setPlaceholderText(QStringLiteral("https://emr.hospital.example/, postgres://db.hospital.example:5432"));
    m_endpoints->setAccessibleName(m_endpointsLabel->text());
    m_temporaryLabel->setText(tr("Temporary USBKeys for the certificate roles"));
    m_temporary->setPlaceholderText(tr("none: two officers issue every USBKey"));
    m_temporary->setAccessibleName(m_temporaryLabel->text());
    m_coreLabel->setText(tr("Core services need at least"));
    m_otherLabel->setText(tr("Other services need at least"));
    m_core->setAccessibleName(m_coreLabel->text());
    m_other->setAccessibleName(m_otherLabel->text());
    for (QComboBox *box : {m_core, m_other}) {
        box->setItemText(0, tr("any class"));
        for (int i = 1; i < int(std::size(classes)); ++i)
            box->setItemText(i, QString::fromLatin1(classes[i]).toUpper());
    }
    m_rules->setHorizontalHeaderLabels({tr("On"), tr("Rule"), tr("Severity"), tr("Source")});
    m_rules->setAccessibleName(tr("Rules"));
    const QSignalBlocker quiet(m_rules);
    QStringList limits;
    int row = 0;
    for (const Rule rule : allRules()) {
        m_rules->item(row, Title)->setText(FindingText::title(rule));
        const QString limit = FindingText::limitation(rule);
        m_rules->item(row, Title)->setToolTip(limit.isEmpty() ? FindingText::meaning(rule) : limit);
        m_rules->item(row, Title)->setIcon(limit.isEmpty() ? QIcon() : themeIcon(QStringLiteral("dialog-warning"), Tone::Attention));
        if (!limit.isEmpty())
            //: a rule and why it cannot find anything, in whole sentences
            limits += tr("%1: %2").arg(FindingText::title(rule), limit);
        m_rules->item(row, Source)->setText(FindingText::source(rule));
        m_rules->item(row, Source)->setToolTip(FindingText::source(rule));
        for (const Severity severity : severities)
            severityBox(m_rules, row)->setItemText(int(severity), ValueText::of(severity));
        severityBox(m_rules, row)->setAccessibleName(tr("Severity of: %1").arg(FindingText::title(rule)));
        ++row;
    }
    m_limits->setText(limits.join(u'\n'));
    m_limits->setVisible(!limits.isEmpty());
    m_said.clear();
    m_discard->setText(tr("Discard changes"));
    compare();
}

void PolicyEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
