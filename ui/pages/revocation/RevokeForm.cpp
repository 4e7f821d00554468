// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/revocation/RevokeForm.h"

#include "models/base/Masking.h"
#include "models/replica/House.h"
#include "models/store/RevocationReader.h"
#include "models/views/ValueText.h"
#include "models/wording/RevocationText.h"
#include "models/wording/RoleText.h"
#include "ui/pages/revocation/ProofBox.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>

#include <algorithm>

namespace hufu {
namespace {

/// What an officer can revoke for. Not removeFromCRL and aACompromise, which no certificate of a house can have; certificateHold is the other
/// radio button.
constexpr RevocationReason offeredReasons[] = {RevocationReason::KeyCompromise,        RevocationReason::CaCompromise,       RevocationReason::AffiliationChanged,
                                        RevocationReason::Superseded,           RevocationReason::CessationOfOperation, RevocationReason::PrivilegeWithdrawn,
                                        RevocationReason::Unspecified};
constexpr int mostNoteLength = 500;

bool isCompromise(RevocationReason reason) { return reason == RevocationReason::KeyCompromise || reason == RevocationReason::CaCompromise; }

} // namespace

RevokeForm::RevokeForm(House &house, std::shared_ptr<const Inventory> inventory, std::vector<Row> rows, Deed deed, QWidget *parent)
    : QDialog(parent), m_house(house), m_inventory(std::move(inventory)), m_rows(std::move(rows)), m_deed(deed), m_intro(makeBody(this)),
      m_revoke(new QRadioButton(this)), m_suspend(new QRadioButton(this)), m_occasionLabel(new QLabel(this)), m_reasonLabel(new QLabel(this)),
      m_meaning(makeMuted(this)), m_noteLabel(new QLabel(this)), m_preview(makeBody(this)), m_signer(makeBody(this)), m_confirmLabel(makeBody(this)),
      m_occasion(new QComboBox(this)), m_reason(new QComboBox(this)), m_since(new QCheckBox(this)), m_sinceWhen(new QDateTimeEdit(this)),
      m_note(new QLineEdit(this)), m_confirm(new QLineEdit(this)), m_cosign(new CosignBox(house, {Role::SecurityAdmin}, this)),
      m_proof(new ProofBox(house, this)), m_question(new QWidget(this)), m_error(new ErrorBox(this)),
      m_act(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("revokeForm"));
    const std::pair<QWidget *, const char *> names[] = {
        {m_revoke, "revokeForGood"}, {m_suspend, "revokeSuspend"},  {m_occasion, "revokeOccasion"}, {m_reason, "revokeReason"}, {m_meaning, "revokeMeaning"},
        {m_since, "revokeSince"},    {m_sinceWhen, "revokeSinceWhen"}, {m_note, "revokeNote"},         {m_preview, "revokePreview"}, {m_signer, "revokeSigner"},
        {m_confirm, "revokeConfirm"}, {m_act, "revokeAct"},        {m_cancel, "revokeCancel"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    m_preview->setTextFormat(Qt::RichText);
    m_meaning->setAlignment(Qt::AlignLeft | Qt::AlignTop); // close under what it explains
    m_note->setMaxLength(mostNoteLength);
    m_occasionLabel->setBuddy(m_occasion);
    m_reasonLabel->setBuddy(m_reason);
    m_noteLabel->setBuddy(m_note);
    m_occasion->addItem(QString());
    for (const RevocationOccasion occasion : allRevocationOccasions)
        m_occasion->addItem(QString(), int(occasion));
    for (const RevocationReason reason : offeredReasons)
        m_reason->addItem(QString(), int(reason));
    m_reason->setCurrentIndex(m_reason->count() - 1);
    const QDateTime now = QDateTime::fromSecsSinceEpoch(toUnix(house.now()));
    m_sinceWhen->setMaximumDateTime(now);
    m_sinceWhen->setDateTime(now);
    m_sinceWhen->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_sinceWhen->setCalendarPopup(true);
    m_revoke->setChecked(true);
    if (onlySuspends(house.officer())) { // a department head
        m_revoke->setEnabled(false);
        m_suspend->setChecked(true);
    }

    auto *kinds = new QHBoxLayout;
    kinds->setSpacing(24);
    kinds->addWidget(m_revoke);
    kinds->addWidget(m_suspend);
    kinds->addStretch(1);
    auto *since = new QHBoxLayout;
    since->addWidget(m_since);
    since->addWidget(m_sinceWhen);
    since->addStretch(1);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(nullptr, kinds);
    form->addRow(m_occasionLabel, m_occasion);
    form->addRow(m_reasonLabel, m_reason);
    form->addRow(nullptr, m_meaning);
    form->addRow(nullptr, since);
    form->addRow(m_noteLabel, m_note);
    auto *scroll = new QScrollArea(this); // many services are affected by a CA
    auto *preview = new QWidget(scroll);
    auto *previewLayout = new QVBoxLayout(preview);
    previewLayout->setContentsMargins(12, 8, 12, 8);
    previewLayout->addWidget(m_preview);
    previewLayout->addStretch(1);
    scroll->setWidget(preview);
    scroll->setWidgetResizable(true);
    scroll->setMinimumHeight(120);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_act);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    auto *question = new QVBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->setSpacing(12);
    question->addLayout(form);
    question->addWidget(scroll, 1);
    question->addWidget(m_signer);
    question->addWidget(m_cosign);
    auto *confirm = new QHBoxLayout;
    confirm->addWidget(m_confirmLabel, 1);
    confirm->addWidget(m_confirm);
    question->addLayout(confirm);
    m_confirm->setFixedWidth(120);
    m_confirmLabel->setBuddy(m_confirm);
    layout->addWidget(m_intro);
    layout->addWidget(m_question, 1);
    layout->addWidget(m_proof);
    layout->addWidget(m_error);
    m_proof->hide();
    layout->addLayout(buttons);
    setMinimumWidth(640);
    resize(680, 660); // texts that wrap promise less height than they take
    if (m_deed == Deed::Resume) {
        for (QWidget *widget : {static_cast<QWidget *>(m_revoke), static_cast<QWidget *>(m_suspend), static_cast<QWidget *>(m_occasionLabel),
                                static_cast<QWidget *>(m_occasion), static_cast<QWidget *>(m_reasonLabel), static_cast<QWidget *>(m_reason),
                                static_cast<QWidget *>(m_meaning)})
            widget->hide();
    }
    m_cancel->setAutoDefault(false);
    m_act->setAutoDefault(false); // not by a hasty Enter

    connect(m_revoke, &QRadioButton::toggled, this, &RevokeForm::look);
    connect(m_occasion, &QComboBox::activated, this, &RevokeForm::chooseOccasion);
    connect(m_reason, &QComboBox::currentIndexChanged, this, &RevokeForm::look);
    connect(m_since, &QCheckBox::toggled, this, &RevokeForm::check);
    connect(m_note, &QLineEdit::textChanged, this, &RevokeForm::check);
    connect(m_confirm, &QLineEdit::textChanged, this, &RevokeForm::check);
    m_cosign->offerElsewhere();
    connect(m_cosign, &CosignBox::changed, this, &RevokeForm::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &RevokeForm::submit);
    retranslate();
    look();
}

RevokeForm::~RevokeForm() = default;

void RevokeForm::edit(const std::string &queued, const RevocationForm &form)
{
    m_replaced = queued;
    m_note->setText(QString::fromStdString(form.note));
    if (form.reason == RevocationReason::CertificateHold)
        m_suspend->setChecked(true);
    else if (const int at = m_reason->findData(int(form.reason)); at >= 0)
        m_reason->setCurrentIndex(at);
    m_since->setChecked(form.invalidityDate.has_value());
    if (form.invalidityDate)
        m_sinceWhen->setDateTime(QDateTime::fromSecsSinceEpoch(toUnix(*form.invalidityDate)));
    check();
}

bool RevokeForm::suspends() const { return m_deed == Deed::Revoke && m_suspend->isChecked(); }

RevocationReason RevokeForm::reason() const
{
    return suspends() ? RevocationReason::CertificateHold : static_cast<RevocationReason>(m_reason->currentData().toInt());
}

void RevokeForm::chooseOccasion()
{
    if (!m_occasion->currentData().isValid())
        return;
    const RevocationReason reason = reasonFor(static_cast<RevocationOccasion>(m_occasion->currentData().toInt()));
    if (reason == RevocationReason::CertificateHold)
        return m_suspend->setChecked(true);
    if (!m_revoke->isEnabled())
        return;
    m_revoke->setChecked(true);
    m_reason->setCurrentIndex(m_reason->findData(int(reason)));
}

void RevokeForm::look()
{
    const quint64 number = ++m_lookNumber;
    m_seen.reset();
    check();
    const auto work = [inventory = m_inventory, rows = m_rows, deed = m_deed, reason = reason(), officer = m_house.officer(),
                       now = m_house.now()](Connection &connection) -> Result<Seen> {
        Result<RevocationPreview> preview = deed == Deed::Resume ? previewResumption(connection, *inventory, rows, now)
                                                                 : previewRevocation(connection, *inventory, rows, officer, reason, now);
        if (!preview)
            return fail(preview.error());
        Seen seen{std::move(*preview), {}};
        if (seen.preview.ofOtherCas == 0)
            return seen;
        std::vector<Sha256> names;
        for (const Row row : rows)
            names.push_back(inventory->row(row).sha256);
        const Result<std::vector<IssuedCertificate>> issued = readIssued(connection, names);
        if (!issued)
            return fail(issued.error());
        std::vector<Sha256> ours;
        for (const IssuedCertificate &one : *issued)
            ours.push_back(one.sha256);
        std::ranges::sort(ours);
        for (const Row row : rows) {
            const CertificateRow certificate = inventory->row(row);
            if (seen.foreign.size() < mostNamed && !std::ranges::binary_search(ours, certificate.sha256))
                seen.foreign.emplace_back(certificate.title(), certificate.issuerName);
        }
        return seen;
    };
    m_jobs.add(m_house.readLater(work)).then(this, [this, number](const Result<Seen> &seen) {
        if (number != m_lookNumber)
            return; // another reason was chosen meanwhile
        if (seen)
            m_seen = *seen;
        else
            m_error->showError(seen.error());
        check();
    });
}

void RevokeForm::check()
{
    const bool revoking = m_deed == Deed::Revoke;
    const RevocationReason chosen = reason();
    const bool compromise = revoking && isCompromise(chosen);
    m_reason->setEnabled(!suspends());
    m_since->setVisible(compromise);
    m_sinceWhen->setVisible(compromise);
    m_sinceWhen->setEnabled(m_since->isChecked());
    m_meaning->setText(RevocationText::meaning(chosen));
    const int count = m_seen ? int(m_seen->preview.certificates.size()) : 0;
    if (!revoking)
        m_act->setText(tr("Resume %n certificate(s)", nullptr, count));
    else if (suspends())
        m_act->setText(tr("Suspend %n certificate(s)", nullptr, count));
    else
        m_act->setText(tr("Revoke %n certificate(s)", nullptr, count));
    m_preview->setText(previewText());
    const bool two = m_seen && m_seen->preview.signers.size() > 1;
    m_cosign->setVisible(two && count > 0);
    m_signer->setText(!m_seen || count == 0 ? QString() : two ? whySecond() : tr("Your signature alone is enough for this."));
    m_signer->setVisible(!m_signer->text().isEmpty());
    const bool grave = revoking && count > 0 && isGrave();
    m_confirmLabel->setText(tr("This stops a great deal. Type the number of certificates, %1, to confirm:").arg(count));
    m_confirmLabel->setVisible(grave);
    m_confirm->setVisible(grave);
    const bool meant = !grave || m_confirm->text().trimmed() == QString::number(count);
    // A CA's own reason fits no other certificate, and the authority would refuse all of them.
    const bool fits = chosen != RevocationReason::CaCompromise || (m_seen && m_seen->preview.cas.size() == m_seen->preview.certificates.size());
    m_act->setEnabled(!m_running && count > 0 && fits && std::size_t(count) <= mostRevokedTogether && !m_note->text().trimmed().isEmpty() && meant
                      && (!two || m_cosign->isComplete()));
}

bool RevokeForm::isGrave() const
{
    const RevocationPreview &preview = m_seen->preview;
    return preview.certificates.size() >= std::size_t(manyCertificates) || !preview.cas.empty()
        || std::ranges::any_of(preview.services, [](const auto &service) { return service.tier == Tier::Core; });
}

QString RevokeForm::whySecond() const
{
    const RevocationPreview &preview = m_seen->preview;
    if (m_deed == Deed::Resume)
        return tr("Lifting a suspension always takes two security administrators.");
    const int alone = m_inventory->policy().revokeAloneMost;
    if (!preview.cas.empty())
        return tr("A second signer is needed: a CA is among them.");
    if (preview.certificates.size() > std::size_t(std::max(alone, 0)))
        return tr("A second signer is needed: by policy one officer revokes at most %n certificate(s) alone.", nullptr, alone);
    return tr("A second signer is needed: a core service is among those affected.");
}

QString RevokeForm::previewText() const
{
    if (!m_seen)
        return tr("Looking up what depends on them…");
    const RevocationPreview &preview = m_seen->preview;
    const auto paragraph = [](const QString &text) { return QStringLiteral("<p>") + text + QStringLiteral("</p>"); };
    const auto list = [](const QStringList &items) { return QStringLiteral("<ul><li>") + items.join(QStringLiteral("</li><li>")) + QStringLiteral("</li></ul>"); };
    QString text;
    if (preview.certificates.empty()) {
        text += paragraph(m_deed == Deed::Resume ? tr("None of the chosen certificates is suspended.") : tr("None of the chosen certificates can be revoked here."));
    } else {
        QStringList affected;
        for (const auto &service : preview.services)
            affected += tr("<b>%1</b> (%2): %n certificate(s)", "service, tier", int(service.certificates))
                            .arg(QString::fromStdString(service.name).toHtmlEscaped(), ValueText::of(service.tier));
        for (const auto &ca : preview.cas)
            affected += tr("CA <b>%1</b>: %n valid certificate(s) that it issued fail with it", nullptr, int(ca.issued))
                            .arg(QString::fromStdString(ca.name).toHtmlEscaped());
        if (preview.withoutService > 0)
            affected += tr("without a service: %n certificate(s)", nullptr, int(preview.withoutService));
        text += paragraph(m_deed == Deed::Resume ? tr("These work again:") : tr("These stop working:")) + list(affected);
        QStringList endpoints;
        for (const std::string &endpoint : preview.endpoints)
            endpoints += QString::fromStdString(endpoint).toHtmlEscaped();
        if (preview.moreEndpoints > 0)
            endpoints += tr("and %n more", nullptr, int(preview.moreEndpoints));
        if (!endpoints.isEmpty())
            text += paragraph(tr("Seen in service at: %1").arg(endpoints.join(tr(", "))));
    }
    if (m_deed == Deed::Revoke && reason() == RevocationReason::CaCompromise && preview.cas.size() != preview.certificates.size())
        text += paragraph(tr("This reason is for certificates of CAs alone; take “%1” for the others.").arg(RevocationText::reason(RevocationReason::KeyCompromise)));
    if (preview.certificates.size() > mostRevokedTogether)
        text += paragraph(tr("That is more than one command takes (%1): choose fewer.").arg(QLocale().toString(qulonglong(mostRevokedTogether))));
    if (preview.ofOtherCas > 0) {
        QStringList names;
        for (const auto &[title, issuer] : m_seen->foreign)
            names += tr("%1: ask %2", "certificate, its issuer").arg(QString::fromStdString(title).toHtmlEscaped(), QString::fromStdString(issuer).toHtmlEscaped());
        if (const int more = int(preview.ofOtherCas) - int(names.size()); more > 0)
            names += tr("and %n more", nullptr, more);
        text += paragraph(tr("Left out, not ours: the issuing CA has to be asked.")) + list(names);
    }
    if (preview.roots > 0)
        text += paragraph(tr("Left out: %n root(s). A root cannot be revoked; take it out of the trust stores instead.", nullptr, int(preview.roots)));
    if (preview.responders > 0)
        text += paragraph(tr("Left out: %n OCSP responder(s). Nobody looks up a responder's certificate, and the authority replaces it by itself.", nullptr,
                             int(preview.responders)));
    if (preview.ofOtherPeople > 0)
        text += paragraph(tr("Left out: %n certificate(s) that a department head may not suspend. That is for client certificates of the own department, "
                             "of no core service; ask a security administrator for the others.", nullptr, int(preview.ofOtherPeople)));
    if (preview.alreadySo > 0)
        text += paragraph(m_deed == Deed::Resume ? tr("Left out: %n certificate(s) that are not suspended.", nullptr, int(preview.alreadySo))
                                                 : tr("Left out: %n certificate(s) that are revoked or suspended already.", nullptr, int(preview.alreadySo)));
    return text;
}

void RevokeForm::submit()
{
    const std::vector<Sha256> certificates = m_seen->preview.certificates;
    std::vector<Cosigner> cosigners;
    auto missing = MissingSignatures::Refused;
    if (m_seen->preview.signers.size() > 1) {
        missing = m_cosign->missing();
        if (std::optional<Cosigner> cosigner = m_cosign->take())
            cosigners.push_back(std::move(*cosigner));
    }
    const std::string note = maskPatientData(m_note->text().trimmed().toStdString());
    const RevocationReason chosen = reason();
    std::optional<Instant> since;
    if (isCompromise(chosen) && m_since->isChecked())
        since = fromUnix(m_sinceWhen->dateTime().toSecsSinceEpoch());
    m_error->clear();
    m_running = true;
    check();
    const bool resuming = m_deed == Deed::Resume;
    const QJsonObject payload = resuming ? toJson(ResumptionForm{certificates, note}) : toJson(RevocationForm{certificates, chosen, since, note});
    const int count = int(certificates.size());
    m_jobs.add(m_house.submitLater(resuming ? CommandKind::Resume : CommandKind::Revoke, payload, std::move(cosigners), missing, 1, m_replaced))
        .then(this, [this, count, certificates, first = certificates.front()](const Result<Receipt> &receipt) {
            if (!isTaken(receipt)) {
                m_running = false;
                m_error->showError(receipt.error());
                return check();
            }
            if (!receipt) { // nothing is in force that could be proven
                Q_EMIT done(receipt.error().code == ErrorCode::Pending ? tr("Signed, and left for another officer to sign: not yet in force.")
                                                                       : tr("Signed and queued: not yet in force."));
                return accept();
            }
            m_jobs.add(m_house.readLater([first](Connection &connection) { return readRevocationProgress(connection, first); }))
                .then(this, [this, count, certificates](const Result<std::optional<RevocationProgress>> &progress) {
                    const bool inForce = progress && *progress && (*progress)->inForce;
                    const QString sentence = doneText(count, inForce ? std::optional((*progress)->inForce->crlNumber) : std::nullopt);
                    Q_EMIT done(sentence);
                    if (m_deed == Deed::Resume || !inForce)
                        return accept();
                    showProof(sentence, certificates);
                });
        });
}

void RevokeForm::showProof(const QString &sentence, const std::vector<Sha256> &certificates)
{
    m_over = true;
    m_question->hide();
    m_act->hide();
    m_intro->setText(sentence);
    m_proof->setCertificates(certificates);
    m_proof->show();
    retranslate();
    resize(width(), 360);
    m_proof->verify();
}

QString RevokeForm::doneText(int count, std::optional<std::uint64_t> crlNumber) const
{
    if (m_deed == Deed::Resume)
        return tr("%n certificate(s) resumed; relying servers accept them with the next CRL.", nullptr, count);
    if (crlNumber)
        return tr("%n certificate(s) revoked or suspended; in force with CRL %1.", nullptr, count).arg(QLocale().toString(qulonglong(*crlNumber)));
    return tr("Revocation of %n certificate(s) requested; it is in force once the next CRL is signed.", nullptr, count);
}

void RevokeForm::retranslate()
{
    const int chosen = int(m_rows.size());
    setWindowTitle(m_deed == Deed::Resume ? tr("Lift a suspension") : tr("Revoke certificates"));
    if (!m_over)
        m_intro->setText(m_deed == Deed::Resume ? tr("%n certificate(s) chosen.", nullptr, chosen)
                                                : tr("%n certificate(s) chosen. Revoking is for good; a suspension can be lifted.", nullptr, chosen));
    m_revoke->setText(tr("Revoke for good"));
    m_suspend->setText(tr("Suspend"));
    m_occasionLabel->setText(tr("What happened"));
    m_occasion->setItemText(0, tr("Choose, or take a reason below"));
    for (int at = 1; at < m_occasion->count(); ++at)
        m_occasion->setItemText(at, RevocationText::occasion(static_cast<RevocationOccasion>(m_occasion->itemData(at).toInt())));
    m_reasonLabel->setText(tr("Reason"));
    for (int at = 0; at < m_reason->count(); ++at)
        m_reason->setItemText(at, RevocationText::bilingual(static_cast<RevocationReason>(m_reason->itemData(at).toInt())));
    m_since->setText(tr("Not to be trusted since"));
    m_noteLabel->setText(tr("Why (for the audit log)"));
    m_occasion->setAccessibleName(m_occasionLabel->text());
    m_reason->setAccessibleName(m_reasonLabel->text());
    m_sinceWhen->setAccessibleName(m_since->text());
    m_confirm->setAccessibleName(tr("Number of certificates, to confirm"));
    m_note->setAccessibleName(m_noteLabel->text());
    m_cancel->setText(m_over ? tr("Close") : tr("Cancel"));
    check();
}

void RevokeForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
