// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/DecisionForm.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/wording/EmergencyText.h"
#include "models/wording/RevocationText.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QtConcurrent>

namespace hufu {
namespace {

constexpr RevocationReason emergencyReasons[] = {RevocationReason::KeyCompromise, RevocationReason::AffiliationChanged, RevocationReason::CessationOfOperation,
                                                 RevocationReason::PrivilegeWithdrawn, RevocationReason::CaCompromise};

} // namespace

DecisionForm::DecisionForm(House &house, QWidget *parent)
    : QWidget(parent), m_house(house), m_revoke(new QRadioButton(this)), m_suspend(new QRadioButton(this)), m_reasonLabel(new QLabel(this)), m_noteLabel(new QLabel(this)),
      m_signer(makeBody(this)), m_numberLabel(makeBody(this)), m_glassNote(makeMuted(this)), m_reason(new QComboBox(this)), m_since(new QCheckBox(this)),
      m_sinceWhen(new QDateTimeEdit(this)), m_note(new QLineEdit(this)), m_number(new QLineEdit(this)), m_cosign(new CosignBox(house, {Role::SecurityAdmin}, this)),
      m_act(new QPushButton(this)), m_pending(new QPushButton(this)), m_glass(new QPushButton(this)),
      m_bar(new QWidget(parent)), m_lacking(makeMuted(m_bar))
{
    setObjectName(QStringLiteral("decisionForm"));
    const std::pair<QWidget *, const char *> names[] = {{m_revoke, "decideRevoke"}, {m_suspend, "decideSuspend"}, {m_reason, "decideReason"}, {m_since, "decideSince"},
                                                        {m_sinceWhen, "decideSinceWhen"}, {m_note, "decideNote"}, {m_signer, "decideSigner"}, {m_number, "decideNumber"},
                                                        {m_act, "decideAct"}, {m_lacking, "decideLacking"}, {m_bar, "decideBar"}, {m_pending, "decidePending"}, {m_glass, "decideGlass"}, {m_glassNote, "decideGlassNote"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    for (RevocationReason reason : emergencyReasons)
        m_reason->addItem(QString(), static_cast<int>(reason));
    const QDateTime now = QDateTime::fromSecsSinceEpoch(toUnix(house.authorityNow()));
    m_sinceWhen->setMaximumDateTime(now);
    m_sinceWhen->setDateTime(now);
    m_sinceWhen->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_sinceWhen->setCalendarPopup(true);
    m_note->setMaxLength(500);
    m_reasonLabel->setBuddy(m_reason);
    m_noteLabel->setBuddy(m_note);
    m_revoke->setChecked(true);

    auto *kinds = new QHBoxLayout;
    kinds->setSpacing(24);
    kinds->addWidget(m_revoke);
    kinds->addWidget(m_suspend);
    kinds->addStretch(1);
    auto *since = new QHBoxLayout;
    since->addWidget(m_since);
    since->addWidget(m_sinceWhen);
    since->addStretch(1);
    auto *form = new QFormLayout, *more = new QFormLayout; // what has to be there, and what may be
    for (QFormLayout *one : {form, more}) {
        one->setHorizontalSpacing(12);
        one->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    }
    form->addRow(nullptr, kinds);
    form->addRow(m_reasonLabel, m_reason);
    more->addRow(nullptr, since);
    more->addRow(m_noteLabel, m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(form);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_signer, m_numberLabel, m_number, m_cosign})
        layout->addWidget(widget);
    layout->addLayout(more);
    layout->addWidget(m_glass);
    layout->addWidget(m_glassNote);
    auto *bar = new QVBoxLayout(m_bar);
    bar->setContentsMargins(0, 8, 12, 0);
    bar->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_lacking, m_act, m_pending})
        bar->addWidget(widget);
    m_act->setProperty("tone", QStringLiteral("danger"));

    connect(m_suspend, &QRadioButton::toggled, this, [this] {
        check();
        Q_EMIT reasonChanged(reason());
    });
    connect(m_reason, &QComboBox::currentIndexChanged, this, [this] {
        check();
        Q_EMIT reasonChanged(reason());
    });
    connect(m_since, &QCheckBox::toggled, this, &DecisionForm::check);
    connect(m_number, &QLineEdit::textChanged, this, &DecisionForm::check);
    connect(m_cosign, &CosignBox::changed, this, &DecisionForm::check);
    connect(m_act, &QPushButton::clicked, this, [this] { Q_EMIT decided(Manner::Here); });
    connect(m_pending, &QPushButton::clicked, this, [this] { Q_EMIT decided(Manner::AnotherDesk); });
    connect(m_glass, &QPushButton::clicked, this, [this] { Q_EMIT decided(Manner::BreakGlass); });
    connect(&m_tick, &QTimer::timeout, this, &DecisionForm::check);
    m_tick.setInterval(1000);
    retranslate();
}

DecisionForm::~DecisionForm()
{
    m_jobs.wait(); // what they find out is shown in the bar
    delete m_bar;
}

void DecisionForm::setLoss(LossKind kind)
{
    const RevocationReason fits = reasonFor(kind);
    (fits == RevocationReason::CertificateHold ? m_suspend : m_revoke)->setChecked(true);
    m_reason->setCurrentIndex(0);
}

void DecisionForm::setChosen(std::shared_ptr<const EmergencyImpact> impact, std::vector<Sha256> chosen, std::shared_ptr<const Facts> facts)
{
    m_impact = std::move(impact);
    m_facts = std::move(facts);
    m_chosen = std::move(chosen);
    weigh();
}

void DecisionForm::setCanary(std::optional<Sha256> canary)
{
    if (canary == m_canary)
        return;
    m_canary = canary;
    weigh();
}

std::vector<Sha256> DecisionForm::certificates() const
{
    std::vector<Sha256> all = m_chosen;
    if (m_canary && !all.empty() && std::ranges::find(all, *m_canary) == all.end())
        all.push_back(*m_canary);
    return all;
}

void DecisionForm::weigh()
{
    const quint64 number = ++m_weighed;
    m_weighing = m_impact && !m_chosen.empty();
    if (!m_weighing || !m_facts) { // before it is known what it takes, nothing is offered
        m_demand = {};
        return check();
    }
    m_jobs.add(QtConcurrent::run(backgroundPool(), [impact = m_impact, facts = m_facts, chosen = certificates(), reason = reason(), now = m_house.authorityNow()] {
        return demandOf(*impact, chosen, reason, *facts, now);
    })).then(this, [this, number](const EmergencyDemand &demand) {
        if (number != m_weighed)
            return;
        m_weighing = false;
        m_demand = demand;
        check();
    });
    check();
}

void DecisionForm::setRunning(bool running)
{
    m_running = running;
    check();
}

RevocationReason DecisionForm::reason() const
{
    return m_suspend->isChecked() ? RevocationReason::CertificateHold : static_cast<RevocationReason>(m_reason->currentData().toInt());
}

RevocationForm DecisionForm::form(Manner manner) const
{
    RevocationForm form;
    form.certificates = certificates();
    form.reason = manner == Manner::BreakGlass ? RevocationReason::CertificateHold : reason();
    const bool compromise = form.reason == RevocationReason::KeyCompromise || form.reason == RevocationReason::CaCompromise;
    if (compromise && m_since->isChecked())
        form.invalidityDate = fromUnix(m_sinceWhen->dateTime().toSecsSinceEpoch());
    form.note = maskPatientData(utf8(m_note->text().trimmed()));
    form.breakGlass = manner == Manner::BreakGlass;
    form.confirmed = m_demand.number ? form.certificates.size() : 0;
    return form;
}

std::vector<Cosigner> DecisionForm::takeCosigners()
{
    std::vector<Cosigner> cosigners;
    if (m_demand.signers.size() > 1) {
        if (std::optional<Cosigner> cosigner = m_cosign->take())
            cosigners.push_back(std::move(*cosigner));
    }
    return cosigners;
}

QString DecisionForm::whoSigns() const
{
    if (m_demand.signers.empty())
        return {};
    return m_demand.signers.size() > 1 ? tr("Two officers sign this: you, and a second security administrator.") : tr("Your signature alone is enough for this.");
}

QString DecisionForm::lacking(int count, bool meant) const
{
    if (m_running || m_weighing)
        return {};
    if (count == 0)
        return tr("Nothing of the own CA is chosen in the list on the right.");
    if (!meant)
        return tr("Type the number of certificates first.");
    if (m_demand.signers.size() > 1 && !m_cosign->isComplete())
        return tr("The second signer signs above, at this desk, or at another one.");
    return {};
}

void DecisionForm::check()
{
    const int count = static_cast<int>(certificates().size());
    const bool suspending = m_suspend->isChecked();
    m_reason->setEnabled(!suspending);
    const bool compromise = reason() == RevocationReason::KeyCompromise || reason() == RevocationReason::CaCompromise;
    m_since->setEnabled(compromise);
    m_sinceWhen->setEnabled(compromise && m_since->isChecked());
    const bool two = m_demand.signers.size() > 1;
    m_signer->setText(whoSigns() + (m_canary && count > 0 ? u' ' + tr("The canary is among them: with it the console tries to get in at servers.") : QString()));
    m_signer->setVisible(!m_signer->text().isEmpty());
    m_cosign->setVisible(two);
    m_numberLabel->setVisible(m_demand.number);
    m_number->setVisible(m_demand.number);
    m_numberLabel->setText(tr("This stops a great deal. Type the number of certificates, %1, to confirm:").arg(count));
    const bool meant = !m_demand.number || m_number->text().trimmed() == QString::number(count);
    m_act->setText(suspending ? tr("Suspend %n certificate(s) now", nullptr, count) : tr("Revoke %n certificate(s) now", nullptr, count));
    m_act->setEnabled(!m_running && !m_weighing && count > 0 && meant && (!two || m_cosign->isComplete()));
    m_lacking->setText(lacking(count, meant));
    m_lacking->setVisible(!m_lacking->text().isEmpty());
    m_pending->setVisible(two);
    m_pending->setEnabled(!m_running && !m_weighing && count > 0 && meant);
    m_glass->setVisible(two && m_demand.glass);
    const Instant now = m_house.authorityNow();
    const bool early = now < m_demand.glassFrom;
    m_glass->setEnabled(!m_running && !m_weighing && count > 0 && meant && !early);
    m_glass->setText(tr("Break the glass: suspend %n certificate(s) alone", nullptr, count));
    m_glassNote->setVisible(two);
    if (!m_demand.glass)
        m_glassNote->setText(tr("One officer alone suspends client certificates only, no other administrator's, none of a core service, and as many as policy allows."));
    else if (early)
        m_glassNote->setText(tr("Where nobody answers, you may suspend them alone in %1.").arg(EmergencyText::elapsed(m_demand.glassFrom - now)));
    else
        m_glassNote->setText(tr("It is marked loudly, a second security administrator has to review it, and lifting it takes two."));
    if (early && m_demand.glass)
        m_tick.start();
    else
        m_tick.stop();
}

void DecisionForm::retranslate()
{
    m_revoke->setText(tr("Revoke for good"));
    m_suspend->setText(tr("Suspend"));
    m_reasonLabel->setText(tr("Reason"));
    for (int at = 0; at < m_reason->count(); ++at)
        m_reason->setItemText(at, RevocationText::bilingual(static_cast<RevocationReason>(m_reason->itemData(at).toInt())));
    m_since->setText(tr("Not to be trusted since"));
    m_noteLabel->setText(tr("Note"));
    m_note->setPlaceholderText(tr("may be left empty"));
    m_pending->setText(tr("Sign, and leave it for a colleague at another desk"));
    m_reason->setAccessibleName(m_reasonLabel->text());
    m_sinceWhen->setAccessibleName(m_since->text());
    m_note->setAccessibleName(m_noteLabel->text());
    m_number->setAccessibleName(tr("Number of certificates, to confirm"));
    check();
}

void DecisionForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
