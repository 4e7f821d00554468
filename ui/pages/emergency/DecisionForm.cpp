// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/DecisionForm.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/views/ValueText.h"
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
      m_bar(new QWidget(parent)), m_lacking(makeMuted(m_bar)), m_takeBack(new QPushButton(m_bar))
{
    setObjectName(QStringLiteral("decisionForm"));
    const std::pair<QWidget *, const char *> names[] = {{m_revoke, "decideRevoke"}, {m_suspend, "decideSuspend"}, {m_reason, "decideReason"}, {m_since, "decideSince"},
                                                        {m_sinceWhen, "decideSinceWhen"}, {m_note, "decideNote"}, {m_signer, "decideSigner"}, {m_number, "decideNumber"},
                                                        {m_act, "decideAct"}, {m_lacking, "decideLacking"}, {m_bar, "decideBar"}, {m_takeBack, "decideTakeBack"}, {m_pending, "decidePending"}, {m_glass, "decideGlass"}, {m_glassNote, "decideGlassNote"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    for (RevocationReason reason : emergencyReasons)
        m_reason->addItem(QString(), static_cast<int>(reason));
    m_sinceWhen->setDateTime(m_sinceWhen->maximumDateTime()); // which renewTime() makes now
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
    layout->addWidget(m_glassNote);
    auto *bar = new QVBoxLayout(m_bar);
    bar->setContentsMargins(0, 8, 12, 0);
    bar->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_lacking, m_takeBack, m_act, m_pending, m_glass})
        bar->addWidget(widget);
    for (QPushButton *button : {m_act, m_glass})
        button->setProperty("tone", QStringLiteral("danger"));

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
    connect(m_takeBack, &QPushButton::clicked, this, [this] {
        if (const Signed *what = standing())
            Q_EMIT takeBackAsked(*what);
    });
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
    const std::set<Sha256> set(m_chosen.begin(), m_chosen.end());
    m_held = m_impact && std::ranges::any_of(m_impact->lines, [&](const ImpactLine &line) { return set.contains(line.sha256) && !line.canBe(RevocationReason::CertificateHold); });
    weigh();
}

void DecisionForm::setCanary(std::optional<IssuedCertificate> canary)
{
    if (canary == m_canary)
        return;
    m_canary = std::move(canary);
    weigh();
}

std::vector<Sha256> DecisionForm::certificates(Manner manner) const
{
    std::vector<Sha256> all = m_chosen;
    if (m_canary && !all.empty() && (manner == Manner::BreakGlass ? m_demand.glassCanary : m_demand.canary))
        all.push_back(m_canary->sha256);
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
    const bool among = m_canary && std::ranges::find(m_chosen, m_canary->sha256) != m_chosen.end();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [impact = m_impact, facts = m_facts, chosen = m_chosen, reason = reason(), now = m_house.authorityNow(),
                                                    canary = among ? std::nullopt : m_canary] {
        return demandOf(*impact, chosen, reason, *facts, now, canary ? &*canary : nullptr);
    })).then(this, [this, number](const EmergencyDemand &demand) {
        if (number != m_weighed)
            return;
        m_weighing = false;
        m_demand = demand;
        check();
    });
    check();
}

/// A console stands open for days: now is not when the house was unlocked.
void DecisionForm::renewTime()
{
    if (m_sinceWhen->hasFocus()) // somebody is typing
        return;
    const QDateTime now = QDateTime::fromSecsSinceEpoch(toUnix(m_house.authorityNow()));
    const bool untouched = m_sinceWhen->dateTime() == m_sinceWhen->maximumDateTime(); // nobody has said another time
    m_sinceWhen->setMaximumDateTime(now);
    if (untouched && !m_since->isChecked())
        m_sinceWhen->setDateTime(now);
}

void DecisionForm::setRunning(bool running)
{
    m_running = running;
    check();
}

void DecisionForm::setStartQueued(bool queued)
{
    if (m_startQueued == queued)
        return;
    m_startQueued = queued;
    check();
}

void DecisionForm::setSigned(std::vector<Signed> waiting)
{
    m_signed = std::move(waiting);
    std::ranges::stable_sort(m_signed, {}, &Signed::where);
    check();
}

const DecisionForm::Signed *DecisionForm::standing() const
{
    // The canary is no reason: it goes along with whatever is decided.
    const auto concerns = [this](const Signed &one) {
        return std::ranges::any_of(m_chosen, [&](const Sha256 &chosen) { return std::ranges::find(one.certificates, chosen) != one.certificates.end(); });
    };
    const auto found = std::ranges::find_if(m_signed, concerns);
    return found == m_signed.end() ? nullptr : &*found;
}

RevocationReason DecisionForm::reason() const
{
    return m_suspend->isChecked() ? RevocationReason::CertificateHold : static_cast<RevocationReason>(m_reason->currentData().toInt());
}

RevocationForm DecisionForm::form(Manner manner) const
{
    RevocationForm form;
    form.certificates = certificates(manner);
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
    return m_demand.signers.size() == 1 ? tr("Your signature alone is enough for this.") : QString(); // who else, is said where they sign
}

QString DecisionForm::canaryText() const
{
    if (!m_canary || m_chosen.empty() || m_demand.signers.empty()) // not weighed yet
        return {};
    if (std::ranges::find(m_chosen, m_canary->sha256) != m_chosen.end() || m_demand.canary)
        return tr("The canary is among them: with it the console tries to get in at servers.");
    return tr("The canary stays out: with it, more would have to be signed or confirmed. Servers are not tried.");
}

QString DecisionForm::lacking(int count, bool meant) const
{
    if (const Signed *what = standing()) {
        const QString since = ValueText::dateTime(what->since);
        if (what->where == Signed::Where::Colleague)
            return tr("Signed at %1, and waits for the signature of a colleague.").arg(since);
        return tr("Signed at %1, and queued: it is sent as soon as the server answers, and need not be signed again. To decide otherwise, take it back first.").arg(since)
            + (what->sent ? u' ' + tr("It was sent already: the server may have it.") : QString());
    }
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
    const int count = static_cast<int>(certificates(Manner::Here).size()), glassCount = static_cast<int>(certificates(Manner::BreakGlass).size());
    const bool suspending = m_suspend->isChecked();
    renewTime();
    m_reason->setEnabled(!suspending);
    const bool compromise = reason() == RevocationReason::KeyCompromise || reason() == RevocationReason::CaCompromise;
    m_since->setEnabled(compromise);
    m_sinceWhen->setEnabled(compromise && m_since->isChecked());
    const bool two = m_demand.signers.size() > 1;
    const QString canary = canaryText();
    m_signer->setText(QString(whoSigns() + u' ' + canary).trimmed());
    m_signer->setVisible(!m_signer->text().isEmpty());
    m_cosign->setVisible(two);
    m_numberLabel->setVisible(m_demand.number);
    m_number->setVisible(m_demand.number);
    m_numberLabel->setText(tr("This stops a great deal. Type the number of certificates, %1, to confirm:").arg(count));
    const bool meant = !m_demand.number || m_number->text().trimmed() == QString::number(count);
    const Signed *const waiting = standing();
    const bool queued = waiting && waiting->where == Signed::Where::Outbox;
    const bool ready = !m_running && !m_weighing && !queued && count > 0 && meant;
    m_takeBack->setVisible(waiting && waiting->mine);
    m_takeBack->setEnabled(!m_running && waiting && !waiting->id.empty());
    m_act->setText(suspending ? tr("Suspend %n certificate(s) now", nullptr, count) : tr("Revoke %n certificate(s) now", nullptr, count));
    m_act->setEnabled(ready && (!two || m_cosign->isComplete()));
    m_lacking->setText(lacking(count, meant));
    m_lacking->setVisible(!m_lacking->text().isEmpty());
    m_pending->setVisible(two);
    m_pending->setEnabled(ready && !waiting);
    m_glass->setVisible(two && m_demand.glass && !m_held);
    const Instant now = m_house.authorityNow();
    const bool early = now < m_demand.glassFrom;
    m_glass->setEnabled(ready && !early);
    const QString glass = tr("Break the glass: suspend %n certificate(s) alone", nullptr, glassCount);
    //: what a button does, how long until it can be pressed
    m_glass->setText(early ? tr("%1 (in %2)").arg(glass, EmergencyText::elapsed(m_demand.glassFrom - now)) : glass);
    m_glassNote->setVisible(two && !m_held);
    m_glassNote->setText(glassText());
    if (early && m_demand.glass)
        m_tick.start();
    else
        m_tick.stop();
}

QString DecisionForm::glassText() const
{
    if (m_facts && !m_facts->emergency && m_startQueued)
        return tr("The glass cannot be broken yet: the start of the emergency itself is still queued, and the time runs from when the server has it.");
    if (m_facts && !m_facts->emergency)
        return tr("Where nobody answers: %n minute(s) after the emergency was started, one officer alone may suspend client certificates.", nullptr, m_facts->policy.breakGlassWaitMinutes);
    if (!m_demand.glass)
        return tr("One officer alone suspends client certificates only, no other administrator's, none of a core service, and as many as policy allows.");
    const Instant now = m_house.authorityNow();
    if (now < m_demand.glassFrom)
        return tr("Where nobody answers, you may suspend them alone in %1.").arg(EmergencyText::elapsed(m_demand.glassFrom - now));
    return tr("Breaking the glass is marked loudly, a second security administrator has to review it, and lifting it takes two.");
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
    m_takeBack->setText(tr("Take back what was signed…"));
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
