// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/EffectBox.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/EmergencyText.h"
#include "ui/pages/revocation/ProofBox.h"
#include "ui/shell/Colours.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <span>

namespace hufu {
namespace {

constexpr int largeLetters = 26; // pixels
constexpr std::size_t mostReplacementsShown = 20;

void paintState(QLabel *label, Tone tone)
{
    const Colours::Pair &colours = Colours::of(QPalette()).of(tone); // the label's own is its style sheet's
    label->setStyleSheet(QStringLiteral("QLabel { background: %1; color: %2; padding: 10px; }").arg(colours.ground.name(), colours.text.name()));
}

} // namespace

EffectBox::EffectBox(House &house, QWidget *parent)
    : QWidget(parent), m_house(house), m_state(new QLabel(this)), m_glass(new QLabel(this)), m_requested(makeBody(this)), m_inForce(makeBody(this)), m_verified(makeBody(this)), m_ways(makeBody(this)),
      m_trial(makeBody(this)), m_afterwards(makeHeading(this)), m_export(new QPushButton(this)), m_tryAgain(new QPushButton(this)), m_report(new QPushButton(this)), m_proof(new ProofBox(house, this)), m_replacements(new QWidget(this)),
      m_replacementLayout(new QVBoxLayout(m_replacements)), m_followUps(new QWidget(this)),
      m_followUpLayout(new QVBoxLayout(m_followUps))
{
    setObjectName(QStringLiteral("effectBox"));
    const std::pair<QWidget *, const char *> names[] = {{m_state, "effectState"}, {m_glass, "effectGlass"}, {m_requested, "effectRequested"}, {m_inForce, "effectInForce"},
                                                        {m_verified, "effectVerified"}, {m_ways, "effectWays"}, {m_export, "effectExport"},
                                                        {m_trial, "effectTrial"},         {m_tryAgain, "effectTryAgain"}, {m_report, "effectReport"}};
    m_trial->setTextFormat(Qt::RichText);
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    QFont large = m_state->font();
    large.setPixelSize(largeLetters);
    large.setBold(true);
    m_state->setFont(large);
    m_state->setAlignment(Qt::AlignCenter);
    m_state->setWordWrap(true);
    m_glass->setWordWrap(true);
    m_followUpLayout->setContentsMargins(0, 0, 0, 0);
    m_followUpLayout->setSpacing(6);
    m_replacementLayout->setContentsMargins(0, 0, 0, 0);
    m_replacementLayout->setSpacing(6);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_state, m_glass, m_requested, m_inForce, m_verified, m_ways, m_export, m_proof, m_trial, m_tryAgain, m_report, m_afterwards, m_replacements, m_followUps})
        layout->addWidget(widget);
    connect(m_export, &QPushButton::clicked, this, &EffectBox::exportAsked);
    connect(m_tryAgain, &QPushButton::clicked, this, &EffectBox::tryAgainAsked);
    connect(m_report, &QPushButton::clicked, this, &EffectBox::reportAsked);
    retranslate();
}

void EffectBox::setQueued(bool queued)
{
    m_queued = queued;
    if (queued)
        m_decliner.clear();
    retranslate();
}

void EffectBox::setPending(bool pending)
{
    m_pending = pending;
    if (pending)
        m_decliner.clear();
    retranslate();
}

void EffectBox::setDeclined(const QString &officer, const QString &reason, Instant when)
{
    m_decliner = officer;
    m_declined = reason;
    m_declinedAt = when;
    retranslate();
}

void EffectBox::setRecord(const EmergencyRecord &record)
{
    m_record = record;
    std::vector<Sha256> certificates;
    for (const EmergencyRecord::Line &line : record.lines) {
        if (line.revoked && line.inForce)
            certificates.push_back(line.sha256);
    }
    m_proof->setCertificates(std::move(certificates));
    retranslate();
}

void EffectBox::setTrial(std::shared_ptr<const EmergencyTrial> trial, bool running)
{
    m_live = std::move(trial);
    m_trying = running;
    m_canTry = true; // the canary's connections are here
    retranslate();
}

const EmergencyTrial *EffectBox::trial() const { return m_live ? m_live.get() : m_record && m_record->tried ? &m_record->tried->trial : nullptr; }

/// A line for each way in at each server, red with what to do where it is still open.
QString EffectBox::trialText(const EmergencyTrial &trial) const
{
    const Colours &colours = Colours::of(palette());
    QString text = QStringLiteral("<p><b>%1</b></p>").arg(tr("The canary at servers that ask for client certificates").toHtmlEscaped());
    for (const EmergencyTrial::Line &line : trial.lines) {
        const bool accepted = line.outcome == EntryOutcome::Accepted, refused = line.outcome == EntryOutcome::Refused;
        const QColor colour = accepted ? colours.danger.text : refused ? colours.proof.text : colours.muted;
        const QString since = m_record ? EmergencyText::elapsed(line.at - m_record->emergency.since) : QString();
        //: mark, server, way in, outcome, time since the start
        QString said = tr("%1 %2 · %3 · %4 · %5").arg(accepted ? QStringLiteral("✗") : refused ? QStringLiteral("✓") : QStringLiteral("…"), qstr(line.endpoint).toHtmlEscaped(),
                                                      EmergencyText::way(line.way).toHtmlEscaped(), EmergencyText::outcome(line.outcome).toHtmlEscaped(), since);
        if (accepted)
            said = QStringLiteral("<b>%1</b><br>%2").arg(said, EmergencyText::advice(line.way).toHtmlEscaped());
        else if (!refused)
            said += QStringLiteral("<br>") + qstr(line.detail).toHtmlEscaped();
        text += QStringLiteral("<p style='color:%1; margin-top:2px; margin-bottom:2px'>%2</p>").arg(colour.name(), said);
    }
    return text;
}

/// Which relying servers say that they check with it, as their agents report.
QString EffectBox::relyingText() const
{
    if (!m_record || m_record->relying.empty())
        return {};
    const Colours &colours = Colours::of(palette());
    QString text = QStringLiteral("<p><b>%1</b></p>").arg(tr("What relying servers report").toHtmlEscaped());
    for (const EmergencyRecord::Relying &one : m_record->relying) {
        const QString name = qstr(one.server.name).toHtmlEscaped();
        QString said = one.has ? tr("✓ %1 · checks with the new CRL · %2", "server, time since the start").arg(name, EmergencyText::elapsed(one.server.heard - m_record->emergency.since))
                               : tr("✗ %1 · does not check with the new CRL yet: look at crl-follow there, or copy the CRL by hand and reload the server.").arg(name);
        if (!one.server.trouble.empty())
            said += QStringLiteral("<br>") + qstr(one.server.trouble).toHtmlEscaped();
        text += QStringLiteral("<p style='color:%1; margin-top:2px; margin-bottom:2px'>%2</p>").arg((one.has ? colours.proof : colours.danger).text.name(), said);
    }
    return text;
}

/// That one suspended alone, until somebody else has looked at it.
QString EffectBox::glassText() const
{
    QStringList lines;
    for (const GlassBroken &one : m_record ? m_record->glassBroken : std::vector<GlassBroken>()) {
        const auto step = std::ranges::find(m_record->steps, one.sequence, [](const EmergencyRecord::Step &each) { return each.act.entry.sequence; });
        const QString who = step == m_record->steps.end() ? qstr(one.actor) : qstr(step->actor);
        lines += tr("GLASS BROKEN: %1 suspended %n certificate(s) alone at %2. Another security administrator has to review it.", nullptr, one.certificates)
                     .arg(who, ValueText::dateTime(one.at));
    }
    return lines.join(u'\n');
}

/// Where it is not in force: what can be done.
QString EffectBox::waysText(bool decided) const
{
    if (m_queued)
        return tr("The server cannot be reached from here. Other ways: sign the same at another console; “hufuctl emergency revoke” on the server; or write the signed "
                  "command to a file and carry it there: “hufu-server accept FILE” takes it like any other command.");
    if (decided)
        return {};
    if (!m_decliner.isEmpty())
        return tr("Nothing was revoked or suspended. Now: talk to %1; or decide otherwise above; or ask another security administrator to sign, here or at another desk. Where nobody does, "
                  "one officer alone may suspend client certificates, as it says there.")
            .arg(m_decliner);
    if (m_pending)
        return tr("Every other security administrator who is logged in hears it now, and signs under “Signatures”. Call one by telephone as well: who comes to this desk can sign above.");
    return {};
}

/// What one did alone is reviewed by another (EmergencyRules.cpp).
bool EffectBox::mayAnswer(FollowUp what) const
{
    const Person &officer = m_house.officer();
    return what != FollowUp::Review
        || (officer.roles.contains(Role::SecurityAdmin) && std::ranges::none_of(m_record->glassBroken, [&](const GlassBroken &one) { return one.actor == officer.id; }));
}

void EffectBox::verify() { m_proof->verify(); }

void EffectBox::fillFollowUps()
{
    const std::vector<Emergency::Due> due = m_record ? m_record->emergency.followUps : std::vector<Emergency::Due>();
    const bool open = m_record && m_record->emergency.isOpen();
    if (due == m_filled && open == m_filledOpen && m_followUpLayout->count() > 0)
        return; // somebody may be typing in one
    m_filled = due;
    m_filledOpen = open;
    while (QLayoutItem *item = m_followUpLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    bool left = false;
    const auto line = [&](const QString &task, const QString &objectName, const QString &deed, auto &&act) {
        auto *row = new QWidget(m_followUps);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        auto *label = makeBody(row);
        label->setText(task);
        auto *text = new QLineEdit(row);
        text->setObjectName(objectName + QStringLiteral("Text"));
        text->setAccessibleName(task);
        text->setMaxLength(2000);
        auto *done = new QPushButton(deed, row);
        done->setObjectName(objectName);
        done->setEnabled(false);
        layout->addWidget(label, 3);
        layout->addWidget(text, 3);
        layout->addWidget(done);
        connect(text, &QLineEdit::textChanged, done, [done](const QString &typed) { done->setEnabled(!typed.trimmed().isEmpty()); });
        connect(text, &QLineEdit::returnPressed, done, &QPushButton::click);
        connect(done, &QPushButton::clicked, this, [this, text, done, act] {
            done->setEnabled(false);
            act(text->text().trimmed());
        });
        m_followUpLayout->addWidget(row);
    };
    for (const Emergency::Due &one : due) {
        if (one.answered > 0) {
            auto *label = makeMuted(m_followUps);
            label->setText(QStringLiteral("✓ ") + EmergencyText::task(one.what));
            m_followUpLayout->addWidget(label);
        } else if (open && !mayAnswer(one.what)) {
            left = true;
            auto *label = makeBody(m_followUps);
            label->setObjectName(QStringLiteral("followUp-") + QLatin1String(followUpName(one.what)) + QStringLiteral("Others"));
            label->setText(tr("%1 Not by you: another security administrator does, here or at their own desk.").arg(EmergencyText::task(one.what)));
            m_followUpLayout->addWidget(label);
        } else if (open) {
            left = true;
            line(EmergencyText::task(one.what), QStringLiteral("followUp-") + QLatin1String(followUpName(one.what)), tr("Done"),
                 [this, what = one.what](const QString &text) { Q_EMIT answered(what, text); });
        }
    }
    if (open && !left)
        line(tr("Nothing is left to do. How did it end?"), QStringLiteral("emergencyClose"), tr("Close the emergency"), [this](const QString &text) { Q_EMIT closeAsked(text); });
}

/// Who works without a certificate, each with a way to one for seven days; none: nobody.
void EffectBox::fillReplacements()
{
    std::vector<const EmergencyRecord::Line *> lacking;
    std::size_t replaced = 0;
    if (m_record) {
        for (const EmergencyRecord::Line &line : m_record->lines) {
            replaced += line.replacedBy.has_value();
            if (line.lacksReplacement())
                lacking.push_back(&line);
        }
    }
    std::vector<Sha256> names;
    for (const EmergencyRecord::Line *line : lacking)
        names.push_back(line->sha256);
    m_replacements->setVisible(!lacking.empty() || replaced > 0);
    if (names == m_lacking && m_replacementLayout->count() > 0)
        return; // somebody may be about to press one
    m_lacking = std::move(names);
    while (QLayoutItem *item = m_replacementLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const EmergencyRecord::Line *line : std::span(lacking).first(std::min(lacking.size(), mostReplacementsShown))) {
        auto *row = new QWidget(m_replacements);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        auto *label = makeBody(row);
        label->setText(qstr(line->title));
        auto *button = new QPushButton(line->purpose == Purpose::Server ? tr("Replace for 7 days…") : tr("Ask for a new one…"), row);
        button->setObjectName(QStringLiteral("replace-") + qstr(toHex(line->sha256)).left(16));
        button->setAccessibleName(tr("Replacement of %1").arg(qstr(line->title)));
        layout->addWidget(label, 1);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, sha256 = line->sha256] { Q_EMIT replacementAsked(sha256); });
        m_replacementLayout->addWidget(row);
    }
    auto *head = makeBody(m_replacements);
    head->setObjectName(QStringLiteral("replacementState"));
    head->setText(lacking.empty() ? tr("✓ Whoever was revoked has a replacement.") : tr("Without a certificate now: %n.", nullptr, static_cast<int>(lacking.size())));
    m_replacementLayout->insertWidget(0, head);
}

void EffectBox::refused()
{
    for (QPushButton *button : m_followUps->findChildren<QPushButton *>()) {
        if (const auto *text = m_followUps->findChild<QLineEdit *>(button->objectName() + QStringLiteral("Text")))
            button->setEnabled(!text->text().trimmed().isEmpty());
    }
}

void EffectBox::retranslate()
{
    const bool decided = m_record && !m_record->lines.empty();
    const Instant start = m_record ? m_record->emergency.since : Instant();
    const auto when = [&](const std::optional<Instant> &at) {
        //: a time, and how long after the start of the emergency
        return at ? tr("%1 (%2 after the start)").arg(ValueText::dateTime(*at), EmergencyText::elapsed(*at - start)) : QString();
    };
    const auto since = [&](const std::optional<Instant> &at) {
        const std::optional<Instant> decision = m_record ? m_record->decidedAt() : std::nullopt;
        //: a time, how long after the start of the emergency, and after the decision
        return at && decision ? tr("%1 (%2 after the start, %3 after the decision)")
                                    .arg(ValueText::dateTime(*at), EmergencyText::elapsed(*at - start), EmergencyText::elapsed(*at - *decision))
                              : when(at);
    };
    const std::optional<Instant> requested = m_record ? m_record->decidedAt() : std::nullopt, inForce = m_record ? m_record->inForceAt() : std::nullopt,
                                 verified = m_record ? m_record->verifiedAt() : std::nullopt;
    if (m_queued || (decided && !inForce)) {
        // In both languages: whoever reads it over a shoulder must not mistake it.
        m_state->setText(tr("NOT YET IN FORCE") + QStringLiteral("\n") + (tr("NOT YET IN FORCE") == QStringLiteral("尚未生效") ? QStringLiteral("NOT YET IN FORCE") : QStringLiteral("尚未生效")));
        paintState(m_state, Tone::Danger);
    } else if (!m_decliner.isEmpty() && !decided) {
        m_state->setText(tr("%1 DECLINES TO SIGN: “%2” – NOT IN FORCE").arg(m_decliner, m_declined) + u'\n' + ValueText::dateTime(m_declinedAt));
        paintState(m_state, Tone::Danger);
    } else if (m_pending && !decided) {
        m_state->setText(tr("WAITS FOR A SECOND SIGNATURE – NOT YET IN FORCE"));
        paintState(m_state, Tone::Danger);
    } else if (trial() && trial()->accepted() && !m_trying) {
        m_state->setText(tr("A SERVER STILL LETS IT IN"));
        paintState(m_state, Tone::Danger);
    } else if (const auto lacking = m_record ? std::ranges::count(m_record->relying, false, &EmergencyRecord::Relying::has) : 0; lacking > 0) {
        m_state->setText(tr("%n SERVER(S) DO NOT CHECK WITH IT YET", nullptr, static_cast<int>(lacking)));
        paintState(m_state, Tone::Danger);
    } else if (verified && trial() && !m_trying) {
        const QString tally = EmergencyText::tally(*trial());
        m_state->setText((trial()->isRefused() ? tr("VERIFIED: everybody who asks is told, and servers refuse it")
                                               : tr("VERIFIED: everybody who asks is told. NOT PROVEN at servers")) + u'\n' + tally);
        paintState(m_state, trial()->isRefused() ? Tone::Proof : Tone::Attention);
    } else if (verified) {
        m_state->setText(tr("VERIFIED: everybody who asks is told"));
        paintState(m_state, Tone::Proof);
    } else {
        m_state->setText(tr("In force, not verified yet"));
        paintState(m_state, Tone::Attention);
    }
    m_state->setVisible(m_queued || m_pending || decided || !m_decliner.isEmpty());
    m_requested->setText(requested ? tr("✓ Requested: %1").arg(when(requested)) : m_queued ? tr("✓ Signed, and kept in the outbox; it is tried without pause.") : QString());
    m_inForce->setText(inForce ? tr("✓ In force (CRL and OCSP): %1").arg(since(inForce)) : tr("… not in force"));
    m_verified->setText(verified ? tr("✓ Verified: %1").arg(since(verified)) : tr("… not verified"));
    for (QLabel *label : {m_requested, m_inForce, m_verified})
        label->setVisible((m_queued || decided) && !label->text().isEmpty());
    m_ways->setText(waysText(decided));
    m_ways->setVisible(!m_ways->text().isEmpty());
    m_glass->setText(glassText());
    m_glass->setVisible(!m_glass->text().isEmpty());
    if (m_glass->isVisibleTo(this))
        paintState(m_glass, Tone::Attention);
    m_export->setText(tr("Write the signed command to a file…"));
    m_export->setVisible(m_queued);
    m_proof->setVisible(decided && inForce && !m_queued);
    m_trial->setText((trial() ? trialText(*trial()) : QString()) + relyingText());
    m_trial->setVisible(!m_trial->text().isEmpty());
    m_tryAgain->setText(tr("Try again with the canary"));
    m_tryAgain->setVisible(m_canTry && !m_trying && trial() && trial()->isOpen());
    m_report->setText(tr("Save the proof as a report for others…"));
    m_report->setVisible(verified.has_value());
    m_afterwards->setText(tr("Afterwards"));
    m_afterwards->setVisible(m_record.has_value());
    fillReplacements();
    fillFollowUps();
}

void EffectBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_filled.clear();
        m_lacking.assign(1, Sha256{});
        m_filledOpen = !m_filledOpen;
        retranslate();
    } else if (event->type() == QEvent::PaletteChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace hufu
