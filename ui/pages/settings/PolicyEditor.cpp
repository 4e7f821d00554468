// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/PolicyEditor.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/FindingText.h"
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

QComboBox *severityBox(QTableWidget *table, int row) { return static_cast<QComboBox *>(table->cellWidget(row, Level)); }

} // namespace

PolicyEditor::PolicyEditor(QWidget *parent)
    : QWidget(parent), m_soonLabel(makeBody(this)), m_termLabel(makeBody(this)), m_coreLabel(makeBody(this)), m_otherLabel(makeBody(this)), m_staleLabel(makeBody(this)),
      m_breakerLabel(makeBody(this)), m_glassLabel(makeBody(this)), m_glassDayLabel(makeBody(this)), m_glassWaitLabel(makeBody(this)), m_endpointsLabel(makeBody(this)),
      m_soon(new QSpinBox(this)), m_term(new QSpinBox(this)), m_stale(new QSpinBox(this)), m_breaker(new QSpinBox(this)), m_glass(new QSpinBox(this)),
      m_glassDay(new QSpinBox(this)), m_glassWait(new QSpinBox(this)), m_endpoints(new QLineEdit(this)), m_core(new QComboBox(this)), m_other(new QComboBox(this)),
      m_softTokens(new QCheckBox(this)),
      m_limits(new Banner(this)), m_rules(new QTableWidget(int(allRules().size()), ColumnCount, this)), m_changed(makeMuted(this)), m_save(new QPushButton(this)),
      m_discard(new QPushButton(this))
{
    m_soon->setObjectName("policySoon");
    m_soon->setRange(1, 365);
    m_term->setObjectName("policyTerm");
    m_term->setRange(1, 36500);
    m_stale->setObjectName("policyStale");
    m_stale->setRange(5, 30 * 24 * 60);
    m_breaker->setObjectName("policyBreaker");
    m_breaker->setRange(1, 20000);
    m_glass->setObjectName("policyGlass");
    m_glass->setRange(0, 1000);
    m_glassDay->setObjectName("policyGlassDay");
    m_glassDay->setRange(0, 10000);
    m_glassWait->setObjectName("policyGlassWait");
    m_glassWait->setRange(0, 60);
    m_endpoints->setObjectName("policyEndpoints");
    m_core->setObjectName("policyCoreClass");
    m_other->setObjectName("policyOtherClass");
    m_softTokens->setObjectName("policySoftTokens");
    m_rules->setObjectName("policyRules");
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
    m_rules->setMinimumHeight(4 * rowHeight);
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
    place(0, 0, m_soonLabel, m_soon);
    place(1, 0, m_termLabel, m_term);
    place(0, 3, m_coreLabel, m_core);
    place(1, 3, m_otherLabel, m_other);
    place(2, 0, m_staleLabel, m_stale);
    place(3, 0, m_breakerLabel, m_breaker);
    place(4, 0, m_glassWaitLabel, m_glassWait);
    place(3, 3, m_glassLabel, m_glass);
    place(4, 3, m_glassDayLabel, m_glassDay);
    form->addWidget(m_endpointsLabel, 5, 0);
    form->addWidget(m_endpoints, 5, 1, 1, 5);
    form->addWidget(m_softTokens, 2, 3, 1, 2);
    form->setColumnMinimumWidth(2, 16);
    form->setColumnStretch(5, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_changed, 1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_limits);
    layout->addWidget(m_rules, 1);
    layout->addLayout(buttons);

    for (QSpinBox *box : {m_soon, m_term, m_stale, m_breaker, m_glass, m_glassDay, m_glassWait})
        connect(box, &QSpinBox::valueChanged, this, &PolicyEditor::compare);
    connect(m_endpoints, &QLineEdit::textChanged, this, &PolicyEditor::compare);
    connect(m_core, &QComboBox::currentIndexChanged, this, &PolicyEditor::compare);
    connect(m_other, &QComboBox::currentIndexChanged, this, &PolicyEditor::compare);
    connect(m_softTokens, &QCheckBox::toggled, this, &PolicyEditor::compare);
    connect(m_rules, &QTableWidget::itemChanged, this, &PolicyEditor::compare);
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveAsked(edited()); });
    connect(m_discard, &QPushButton::clicked, this, [this] { setPolicy(m_policy); });
    retranslate();
    setPolicy(defaultPolicy());
}

void PolicyEditor::setPolicy(const Policy &policy)
{
    m_policy = policy;
    m_soon->setValue(policy.expiresSoonDays);
    m_term->setValue(policy.privateTermDays);
    m_stale->setValue(policy.staleAfterMinutes);
    m_softTokens->setChecked(policy.softTokens != 0);
    m_breaker->setValue(policy.circuitBreakerMost);
    m_glass->setValue(policy.breakGlassMost);
    m_glassDay->setValue(policy.breakGlassDayMost);
    m_glassWait->setValue(policy.breakGlassWaitMinutes);
    QStringList endpoints;
    for (const std::string &endpoint : policy.relyingEndpoints)
        endpoints += qstr(endpoint);
    m_endpoints->setText(endpoints.join(QStringLiteral(", ")));
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
    policy.expiresSoonDays = m_soon->value();
    policy.privateTermDays = m_term->value();
    policy.staleAfterMinutes = m_stale->value();
    policy.softTokens = m_softTokens->isChecked();
    policy.circuitBreakerMost = m_breaker->value();
    policy.breakGlassMost = m_glass->value();
    policy.breakGlassDayMost = m_glassDay->value();
    policy.breakGlassWaitMinutes = m_glassWait->value();
    policy.relyingEndpoints.clear();
    for (const QString &endpoint : m_endpoints->text().split(u',', Qt::SkipEmptyParts)) {
        if (std::string text = utf8(endpoint.trimmed()); !text.empty())
            policy.relyingEndpoints.push_back(std::move(text));
    }
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
    const bool differs = isEdited();
    m_save->setEnabled(differs);
    m_discard->setEnabled(differs);
    m_changed->setText(differs ? tr("Not in force yet.") : QString());
}

void PolicyEditor::retranslate()
{
    m_soonLabel->setText(tr("A certificate expires soon from so many days on"));
    m_soon->setSuffix(tr(" days"));
    m_soon->setAccessibleName(m_soonLabel->text());
    m_termLabel->setText(tr("Longest term of a private certificate"));
    m_term->setSuffix(tr(" days"));
    m_term->setAccessibleName(m_termLabel->text());
    m_staleLabel->setText(tr("A console without its server warns after"));
    m_stale->setSuffix(tr(" minutes"));
    m_stale->setAccessibleName(m_staleLabel->text());
    m_softTokens->setText(tr("Officers may sign with a passphrase"));
    m_softTokens->setToolTip(tr("Otherwise with USBKeys alone. Everybody has to have one before."));
    m_breakerLabel->setText(tr("Emergencies: above so many, type how many"));
    m_breaker->setAccessibleName(m_breakerLabel->text());
    m_glassLabel->setText(tr("One officer alone suspends at most"));
    m_glass->setAccessibleName(m_glassLabel->text());
    m_glassDayLabel->setText(tr("and within 24 hours at most"));
    m_glassDay->setAccessibleName(tr("One officer alone suspends within 24 hours at most"));
    m_glassWaitLabel->setText(tr("For so long a second officer is looked for first"));
    m_glassWait->setSuffix(tr(" minutes"));
    m_glassWait->setAccessibleName(m_glassWaitLabel->text());
    m_endpointsLabel->setText(tr("Servers where a canary tries to get in"));
    m_endpoints->setPlaceholderText(QStringLiteral("https://emr.hospital.example/, postgres://db.hospital.example:5432"));
    m_endpoints->setAccessibleName(m_endpointsLabel->text());
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
    m_save->setText(tr("Put this policy in force"));
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
