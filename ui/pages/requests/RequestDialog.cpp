// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/RequestDialog.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/pki/Container.h"
#include "models/pki/TypedNames.h"
#include "models/replica/House.h"
#include "models/replica/InventoryFeed.h"
#include "models/replica/ServerKey.h"
#include "models/views/ValueText.h"
#include "models/wording/ErrorText.h"
#include "models/wording/RequestText.h"
#include "ui/pages/requests/KeyHandout.h"
#include "ui/pages/requests/RequestHtml.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/TabGrid.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QtConcurrent>

namespace hufu {
namespace {

constexpr qint64 largestFile = 64 * 1024; // as readRequest()
constexpr int typingPause = 200;          // milliseconds
constexpr int usualTerm = 365, mostDays = 3650;
constexpr RequestKind offeredKinds[] = {RequestKind::New, RequestKind::Renew, RequestKind::Rekey};

/// The file's request as text to be shown; DER becomes PEM.
Result<QString> readCsrFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, utf8(file.errorString()), utf8(path));
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return fail(ErrorCode::TooLarge, "more than 64 KiB", utf8(path));
    if (bytes.startsWith('\x30')) // SEQUENCE: DER
        return qstr(toPem(BytesView(reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())), "CERTIFICATE REQUEST"));
    return QString::fromUtf8(bytes);
}

/// What the key's kind is called, and what it is good for.
QString algorithmText(KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256: return RequestDialog::tr("ECDSA P-256: quick, understood everywhere");
    case KeyKind::EcP384: return RequestDialog::tr("ECDSA P-384");
    case KeyKind::Rsa3072: return RequestDialog::tr("RSA 3072: for older systems");
    case KeyKind::Sm2: return RequestDialog::tr("SM2: where Chinese algorithms are required");
    case KeyKind::Rsa2048:
    case KeyKind::Rsa4096: break;
    }
    return QString::fromLatin1(keyKindName(kind));
}

/// Chooses the item with this data, when there is one.
void choose(QComboBox *box, const QString &data)
{
    if (const int at = box->findData(data); at >= 0)
        box->setCurrentIndex(at);
}

} // namespace

RequestDialog::RequestDialog(House &house, InventoryFeed &feed, std::optional<Request> returned, QWidget *parent)
    : QDialog(parent), m_house(house), m_feed(feed), m_id(returned ? returned->form.id : newUuid()), m_returned(std::move(returned)),
      m_key(std::make_shared<ServerKey>()), m_source(new TabGrid(2, 2, this)), m_csr(new QPlainTextEdit(this)), m_names(new QPlainTextEdit(this)),
      m_algorithm(new QComboBox(this)), m_file(new QPushButton(this)), m_csrNote(makeBody(this)), m_kind(new QComboBox(this)),
      m_replaces(new QComboBox(this)), m_service(new QComboBox(this)), m_profile(new QComboBox(this)), m_ca(new QComboBox(this)),
      m_system(new QLineEdit(this)), m_purpose(new QLineEdit(this)), m_days(new QSpinBox(this)), m_policyTitle(makeHeading(this)),
      m_lapses(makeMuted(this)), m_policy(new RichText(this)), m_missing(makeMuted(this)), m_error(new ErrorBox(this)),
      m_submit(new QPushButton(this)), m_back(new QPushButton(this)), m_cancel(new QPushButton(this)), m_steps(new QStackedWidget(this)),
      m_handout(new KeyHandout(this)), m_load([this](Result<Answer> answer) { receive(std::move(answer)); })
{
    setObjectName(QStringLiteral("requestDialog"));
    setAcceptDrops(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_back);
    buttons->addWidget(m_submit);
    auto *form = new QWidget(this);
    auto *sides = new QHBoxLayout(form);
    sides->setContentsMargins(0, 0, 0, 0);
    sides->setSpacing(24);
    sides->addWidget(makeFields(), 5);
    sides->addWidget(makePolicy(), 4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    m_steps->addWidget(form);
    m_steps->addWidget(m_handout);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    resize(1080, 620);

    m_error->setObjectName(QStringLiteral("requestError"));
    m_missing->setObjectName(QStringLiteral("requestMissing"));
    m_submit->setObjectName(QStringLiteral("requestSubmit"));
    m_cancel->setObjectName(QStringLiteral("requestCancel"));
    m_back->setObjectName(QStringLiteral("requestBack"));
    m_submit->setAutoDefault(false);
    m_back->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_file->setAutoDefault(false);
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    if (m_returned) {
        const RequestForm &mended = m_returned->form;
        m_csr->setPlainText(qstr(toPem(mended.csr, "CERTIFICATE REQUEST")));
        m_kind->setCurrentIndex(static_cast<int>(mended.kind));
        m_system->setText(qstr(mended.system));
        m_purpose->setText(qstr(mended.purpose));
        m_days->setValue(mended.days);
        choose(m_profile, qstr(mended.profile));
        m_wanted = {qstr(mended.service), qstr(mended.ca), mended.replaces ? qstr(toHex(*mended.replaces)) : QString()};
    }
    connect(&m_pause, &QTimer::timeout, this, &RequestDialog::load);
    for (QPlainTextEdit *edit : {m_csr, m_names})
        connect(edit, &QPlainTextEdit::textChanged, this, &RequestDialog::change);
    connect(m_source, &TabGrid::currentChanged, this, &RequestDialog::change);
    connect(&m_making, &QFutureWatcherBase::finished, this, [this] {
        m_isMaking = false;
        if (const Result<void> made = m_making.result(); !made)
            m_error->showError(made.error());
        else
            change();
    });
    connect(m_system, &QLineEdit::textChanged, this, &RequestDialog::check);
    connect(m_purpose, &QLineEdit::textChanged, this, &RequestDialog::check);
    connect(m_days, &QSpinBox::valueChanged, this, &RequestDialog::change);
    for (QComboBox *box : {m_algorithm, m_kind, m_replaces, m_service, m_profile, m_ca})
        connect(box, &QComboBox::currentIndexChanged, this, &RequestDialog::change);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &RequestDialog::proposeTerm);
    connect(m_file, &QPushButton::clicked, this, &RequestDialog::askForFile);
    connect(m_handout, &KeyHandout::changed, this, &RequestDialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { showStep(false); });
    connect(m_submit, &QPushButton::clicked, this, &RequestDialog::proceed);
    retranslate();
    load();
}

RequestDialog::~RequestDialog() = default;

QWidget *RequestDialog::makeFields()
{
    m_source->setObjectName(QStringLiteral("requestSource"));
    m_names->setObjectName(QStringLiteral("requestNames"));
    m_algorithm->setObjectName(QStringLiteral("requestAlgorithm"));
    m_csr->setObjectName(QStringLiteral("requestCsr"));
    m_file->setObjectName(QStringLiteral("requestFile"));
    m_csrNote->setObjectName(QStringLiteral("requestCsrNote"));
    m_kind->setObjectName(QStringLiteral("requestKind"));
    m_replaces->setObjectName(QStringLiteral("requestReplaces"));
    m_service->setObjectName(QStringLiteral("requestService"));
    m_system->setObjectName(QStringLiteral("requestSystem"));
    m_purpose->setObjectName(QStringLiteral("requestPurpose"));
    m_days->setObjectName(QStringLiteral("requestDays"));
    m_profile->setObjectName(QStringLiteral("requestProfile"));
    m_ca->setObjectName(QStringLiteral("requestCa"));
    m_csr->setTabChangesFocus(true);
    m_csr->setAcceptDrops(false); // files dropped are the dialog's
    m_csr->setFont(Theme::monospaceFont());
    m_csr->setMinimumHeight(96);
    m_names->setTabChangesFocus(true);
    m_names->setMinimumHeight(64);
    for (const KeyKind kind : serverKeyKinds)
        m_algorithm->addItem(QString(), QLatin1String(keyKindName(kind)));
    m_system->setMaxLength(200);
    m_purpose->setMaxLength(1000);
    m_days->setRange(1, mostDays);
    m_days->setValue(usualTerm);
    for (RequestKind kind : offeredKinds)
        m_kind->addItem(QString(), static_cast<int>(kind));
    for (const std::string &profile : requestProfiles())
        m_profile->addItem(QString(), qstr(profile));
    for (QComboBox *box : {m_replaces, m_service, m_ca}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
    }

    auto *side = new QWidget(this);
    auto *form = new QFormLayout(side);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    QWidget *const fields[] = {m_source, m_csr, m_names, m_algorithm, m_kind, m_replaces, m_service, m_system, m_purpose, m_days, m_profile, m_ca};
    static_assert(std::size(fields) == FieldCount);
    for (std::size_t i = 0; i < std::size(fields); ++i) {
        m_labels[i] = new QLabel(side);
        m_labels[i]->setBuddy(fields[i]);
        form->addRow(m_labels[i], fields[i]);
        if (i == Algorithm)
            form->addRow(nullptr, makeCsrNote());
    }
    return side;
}

QLayout *RequestDialog::makeCsrNote()
{
    auto *below = new QHBoxLayout;
    m_csrNote->setMinimumHeight(2 * m_csrNote->fontMetrics().lineSpacing()); // it wraps, and a form's row does not grow for it
    below->addWidget(m_csrNote, 1);
    below->addWidget(m_file);
    return below;
}

QWidget *RequestDialog::makePolicy()
{
    m_policy->setObjectName(QStringLiteral("requestPolicy"));
    auto *content = new QWidget;
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 8, 0);
    inside->addWidget(m_policy);
    inside->addWidget(m_lapses);
    inside->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("requestPolicyScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_policyTitle);
    layout->addWidget(scroll, 1);
    return side;
}

RequestKind RequestDialog::kind() const { return static_cast<RequestKind>(m_kind->currentData().toInt()); }
bool RequestDialog::makesKey() const { return m_source->currentIndex() == 1; }
KeyKind RequestDialog::keyKind() const { return keyKindFromName(utf8(m_algorithm->currentData().toString())).value_or(serverKeyKinds[0]); }

RequestForm RequestDialog::form() const
{
    RequestForm form;
    form.id = m_id;
    form.kind = kind();
    if (!makesKey()) {
        const std::string text = utf8(m_csr->toPlainText());
        form.csr.assign(text.begin(), text.end()); // DER once it was read
    }
    form.service = utf8(m_service->currentData().toString());
    form.purpose = utf8(m_purpose->text().trimmed());
    form.system = utf8(m_system->text().trimmed());
    form.days = m_days->value();
    form.profile = utf8(m_profile->currentData().toString());
    form.ca = utf8(m_ca->currentData().toString());
    const std::string hex = utf8(m_replaces->currentData().toString());
    if (form.kind != RequestKind::New && !hex.empty()) {
        if (const Result<Bytes> digest = fromHex(hex); digest && digest->size() == Sha256{}.size())
            std::ranges::copy(*digest, form.replaces.emplace().begin());
    }
    return form;
}

void RequestDialog::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Certificate signing request"));
    dialog->setObjectName(QStringLiteral("requestFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &RequestDialog::readFile);
    dialog->open();
}

void RequestDialog::fillIn(const Stopgap &stopgap)
{
    m_fresh = false; // the term is meant
    m_source->setCurrentIndex(stopgap.names.isEmpty() ? 0 : 1);
    m_names->setPlainText(stopgap.names.join(u'\n'));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(RequestKind::Rekey)));
    choose(m_profile, qstr(stopgap.profile));
    m_days->setValue(stopgap.days);
    m_system->setText(qstr(stopgap.system));
    m_purpose->setText(tr("Stands in after an emergency revocation"));
    m_wanted = {qstr(stopgap.service), {}, qstr(toHex(stopgap.replaced))};
    change();
}

void RequestDialog::readFile(const QString &path)
{
    m_error->clear();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [path] { return readCsrFile(path); })).then(this, [this](const Result<QString> &text) {
        if (!text) {
            m_error->showError(text.error());
            return;
        }
        m_source->setCurrentIndex(0);
        m_csr->setPlainText(*text);
    });
}

void RequestDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void RequestDialog::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        readFile(urls.front().toLocalFile());
    else
        m_csr->setPlainText(event->mimeData()->text());
    event->acceptProposedAction();
}

void RequestDialog::change()
{
    m_current = false;
    m_pause.start();
    check();
}

void RequestDialog::makeKey()
{
    if (m_isMaking) // another look follows it
        return;
    m_isMaking = true;
    m_making.setFuture(QtConcurrent::run(backgroundPool(), [key = m_key, kind = keyKind()] { return key->make(kind); }));
}

void RequestDialog::load()
{
    const bool named = makesKey() && !m_names->toPlainText().trimmed().isEmpty();
    if (named && (m_isMaking || m_key->kind() != keyKind()))
        return makeKey();
    std::string names = named ? utf8(m_names->toPlainText()) : std::string();
    m_load.start([house = &m_house, inventory = m_feed.inventory(), officer = m_house.officer(), form = form(), key = m_key, kind = keyKind(),
                  names = std::move(names)](const std::stop_token &) mutable -> Result<Answer> {
        Result<RequestChoices> choices = readRequestChoices(*house);
        if (!choices)
            return fail(choices.error());
        Answer answer{std::move(*choices), std::nullopt};
        if (!names.empty()) {
            const Result<AlternativeNames> read = namesFromText(names);
            Result<Bytes> csr = read ? key->requestFor(kind, *read) : fail(read.error());
            if (csr)
                form.csr = std::move(*csr);
            else
                answer.draft = fail(csr.error());
        }
        if (!form.csr.empty())
            answer.draft = draftRequest(*house, inventory, officer, form);
        return answer;
    });
}

void RequestDialog::receive(Result<Answer> answer)
{
    if (m_pause.isActive() || m_isMaking) // typed on meanwhile, or it is about the key before: the next answer counts
        return;
    if (!answer) {
        m_error->showError(answer.error());
        return;
    }
    m_choices = std::move(answer->choices);
    m_handout->setEscrowChoices(m_choices.escrow);
    m_draft = std::move(answer->draft);
    m_current = true;
    fillChoices();
    if (!m_returned && std::exchange(m_fresh, false))
        proposeTerm();
    if (std::exchange(m_wanted, {}) != Wanted()) // the draft did not know them yet
        return change();
    showDraft();
    check();
    Q_EMIT previewed();
}

void RequestDialog::fillChoices()
{
    // What was chosen stays chosen; the boxes say nothing about their being filled anew.
    const QSignalBlocker quiet[] = {QSignalBlocker(m_service), QSignalBlocker(m_ca), QSignalBlocker(m_replaces)};
    const auto chosen = [](const QComboBox *box, const QString &wanted) { return wanted.isEmpty() ? box->currentData().toString() : wanted; };
    const QString service = chosen(m_service, m_wanted.service), ca = chosen(m_ca, m_wanted.ca), replaced = chosen(m_replaces, m_wanted.replaced);
    m_service->clear();
    m_service->addItem(tr("Choose the service"), QString());
    for (const Service &one : m_choices.services)
        m_service->addItem(one.tier == Tier::None ? qstr(one.name) : tr("%1 (%2)", "a service and its tier").arg(qstr(one.name), ValueText::of(one.tier)), qstr(one.id));
    choose(m_service, service);
    m_ca->clear();
    m_ca->addItem(tr("As policy proposes"), QString());
    for (const CertificateAuthority &one : m_choices.cas)
        m_ca->addItem(qstr(one.plan.commonName), qstr(one.plan.id));
    choose(m_ca, ca);
    m_replaces->clear();
    m_replaces->addItem(tr("Choose the certificate"), QString());
    if (m_draft && *m_draft) {
        for (const RequestDraft::Replaceable &one : (*m_draft)->replaceable) {
            const QString text = tr("%1, until %2").arg(qstr(one.title), ValueText::date(one.notAfter));
            m_replaces->addItem(one.sameKey ? tr("%1 (same key)").arg(text) : text, qstr(toHex(one.sha256)));
        }
    }
    if (!replaced.isEmpty() && m_replaces->findData(replaced) < 0) // of a returned request, no longer near by name or key
        m_replaces->addItem(replaced.left(16) + u'…', replaced);
    choose(m_replaces, replaced);
}

void RequestDialog::proposeTerm()
{
    const auto longest = m_choices.terms.find(utf8(m_profile->currentData().toString()));
    if (longest != m_choices.terms.end())
        m_days->setValue(std::min(usualTerm, longest->second));
}

void RequestDialog::showDraft()
{
    const bool read = m_draft && *m_draft;
    if (!m_draft) {
        m_csrNote->setText(makesKey() ? tr("Key and request are made here. The key leaves the console once, encrypted, before the request is submitted.")
                                      : tr("Paste the request, or drop its file here."));
    } else if (!read) {
        m_csrNote->setText(sentence(m_draft->error()));
    } else {
        const CertificateRequest &csr = (*m_draft)->csr;
        m_csrNote->setText(tr("%1, %n name(s); its signature proves possession of the key.", nullptr, static_cast<int>(csr.names.size()))
                               .arg(ValueText::key(csr.keyAlgorithm, csr.keyBits, csr.curve)));
    }
    m_lapses->setVisible(read);
    if (!read) {
        m_policy->setHtml(tr("Once the request can be read, it stands here who must approve, what is wrong, and which CA issues.").toHtmlEscaped());
        return;
    }
    const RequestDraft &draft = **m_draft;
    std::vector<RequestFinding> findings = draft.preview.findings;
    if (m_service->currentData().toString().isEmpty()) // not chosen yet is said elsewhere
        std::erase_if(findings, [](const RequestFinding &finding) { return finding.rule == RequestRule::ServiceUnknown; });
    const auto heading = [](const QString &text) { return QStringLiteral("<p style='margin:10px 0 4px 0'><b>%1</b></p>").arg(text.toHtmlEscaped()); };
    QString text = RequestHtml::findings(findings, palette());
    text += heading(tr("Who must approve")) + RequestHtml::approvals(draft.preview, draft.people, palette());
    text += heading(tr("Issued by")) + (draft.preview.caName.empty() ? tr("no CA yet") : qstr(draft.preview.caName)).toHtmlEscaped();
    text += heading(tr("What is asked for")) + RequestHtml::contents(draft.csr, m_days->value(), std::nullopt, palette());
    m_policy->setHtml(text);
    m_lapses->setText(tr("Submitted now, it lapses unless approved by %1.").arg(ValueText::dateTime(draft.preview.lapses)));
}

QString RequestDialog::missing() const
{
    if (makesKey() && m_names->toPlainText().trimmed().isEmpty())
        return tr("Enter the names of the server.");
    if (!makesKey() && m_csr->toPlainText().trimmed().isEmpty())
        return tr("The request (CSR) is missing.");
    if (!m_draft)
        return tr("One moment…");
    if (!*m_draft)
        return makesKey() ? tr("The names cannot be used.") : tr("The request (CSR) cannot be used.");
    if (kind() != RequestKind::New && m_replaces->currentData().toString().isEmpty())
        return tr("Choose the certificate that is replaced.");
    if (m_service->currentData().toString().isEmpty())
        return tr("Choose the service.");
    if (m_system->text().trimmed().isEmpty())
        return tr("Say which system will hold the key.");
    if (m_purpose->text().trimmed().isEmpty())
        return tr("Say what the certificate is for.");
    if ((*m_draft)->preview.blocking())
        return tr("Policy does not allow it like this.");
    return {};
}

void RequestDialog::check()
{
    const bool replacing = kind() != RequestKind::New;
    m_replaces->setVisible(replacing);
    m_labels[Replaces]->setVisible(replacing);
    const struct {
        Field field;
        QWidget *widget;
        bool forKey;
    } bySource[] = {{Csr, m_csr, false}, {Names, m_names, true}, {Algorithm, m_algorithm, true}};
    for (const auto &[field, widget, forKey] : bySource) {
        widget->setVisible(makesKey() == forKey);
        m_labels[field]->setVisible(makesKey() == forKey);
    }
    m_file->setVisible(!makesKey());
    const bool handout = m_steps->currentWidget() == m_handout;
    const QString lacking = handout ? m_handout->missing() : missing();
    const QString orphan = m_orphan.isEmpty() ? QString() : tr("The key file %1 is written, but belongs to no request yet: submit again, or delete it.").arg(m_orphan);
    m_missing->setText(lacking.isEmpty() ? orphan : lacking);
    m_submit->setText(!makesKey() ? tr("Sign and submit the request") : handout ? tr("Write the key file and submit the request") : tr("Next: hand out the key"));
    m_submit->setEnabled(lacking.isEmpty() && m_current && !m_busy);
    m_back->setVisible(handout);
    m_back->setEnabled(!m_busy);
    m_cancel->setEnabled(!m_busy);
}

void RequestDialog::showStep(bool handout)
{
    m_error->clear();
    m_steps->setCurrentIndex(handout ? 1 : 0);
    check();
}

void RequestDialog::proceed()
{
    RequestForm asked = form();
    asked.csr = (*m_draft)->csr.der;
    if (asked.ca.empty())
        asked.ca = (*m_draft)->proposedCa;
    if (!makesKey() && m_returned && m_returned->form.csr == asked.csr && asked.kind != RequestKind::Renew)
        asked.escrow = m_returned->form.escrow; // the shares of the same key stay where they are
    if (makesKey() && m_steps->currentWidget() != m_handout) {
        const std::vector<std::string> names = namesAskedFor((*m_draft)->csr);
        m_handout->setProposal(names.empty() ? tr("server") : qstr(names.front()));
        return showStep(true);
    }
    m_error->clear();
    m_busy = true;
    check();
    if (makesKey())
        handOut(asked);
    else
        send(asked);
}

void RequestDialog::handOut(const RequestForm &asked)
{
    auto passphrase = std::make_shared<SecureBytes>(m_handout->passphrase());
    const QString path = m_handout->path();
    // Dealt first: what cannot be put in escrow is not handed out as if it were.
    const auto work = [key = m_key, csr = asked.csr, passphrase, file = utf8(path), needed = m_handout->escrowNeeded(),
                       custodians = m_choices.escrow.custodians]() -> Result<std::optional<DealtKey>> {
        std::optional<DealtKey> dealt;
        if (needed) {
            Result<DealtKey> made = key->deal(csr, custodians, *needed);
            if (!made)
                return fail(made.error());
            dealt = std::move(*made);
        }
        if (Result<void> handed = key->handOut(csr, file, *passphrase); !handed)
            return fail(handed.error());
        return dealt;
    };
    m_jobs.add(QtConcurrent::run(backgroundPool(), work)).then(this, [this, asked, path](const Result<std::optional<DealtKey>> &handed) {
        if (!handed) {
            m_busy = false;
            m_error->showError(handed.error());
            return check();
        }
        m_orphan = path;
        if (!*handed)
            return send(asked);
        RequestForm escrowed = asked;
        escrowed.escrow = (*handed)->escrow;
        send(escrowed, (*handed)->vaulted);
    });
}

void RequestDialog::send(const RequestForm &asked, std::vector<Blob> vaulted)
{
    m_jobs.add(m_house.submitLater(CommandKind::SubmitRequest, toJson(asked), std::move(vaulted), asked.version(), m_replaced)).then(this, [this](const Result<Receipt> &receipt) {
        m_busy = false;
        if (!isTaken(receipt)) {
            m_error->showError(receipt.error());
            check();
            return;
        }
        m_handout->forget();
        Q_EMIT submitted(qstr(m_id));
        accept();
    });
}

void RequestDialog::reject()
{
    if (!m_busy)
        QDialog::reject();
}

void RequestDialog::retranslate()
{
    setWindowTitle(m_returned ? tr("Change and submit again") : tr("Ask for a certificate"));
    const QString labels[] = {tr("Private key"), tr("Request (CSR)"), tr("Names"), tr("Key algorithm"), tr("Kind"), tr("Replaces"),
                              tr("Service"), tr("Linked system"), tr("Purpose"), tr("Term"), tr("Profile"), tr("CA")};
    static_assert(std::size(labels) == FieldCount);
    QWidget *const fields[] = {m_source, m_csr, m_names, m_algorithm, m_kind, m_replaces, m_service, m_system, m_purpose, m_days, m_profile, m_ca};
    for (std::size_t i = 0; i < std::size(labels); ++i) {
        m_labels[i]->setText(labels[i]);
        fields[i]->setAccessibleName(labels[i]);
    }
    m_csr->setPlaceholderText(QStringLiteral("-----BEGIN CERTIFICATE REQUEST-----"));
    m_source->setText(0, tr("The server has one"));
    m_source->setText(1, tr("Make it here"));
    m_names->setPlaceholderText(tr("DNS names and addresses, one a line"));
    for (int i = 0; i < m_algorithm->count(); ++i)
        m_algorithm->setItemText(i, algorithmText(serverKeyKinds[i]));
    m_back->setText(tr("Back"));
    m_file->setText(tr("From a file…"));
    for (int i = 0; i < m_kind->count(); ++i)
        m_kind->setItemText(i, RequestText::kind(static_cast<RequestKind>(m_kind->itemData(i).toInt())));
    for (int i = 0; i < m_profile->count(); ++i)
        m_profile->setItemText(i, RequestText::profile(utf8(m_profile->itemData(i).toString())));
    m_system->setPlaceholderText(tr("for example: host or device that will hold the key"));
    m_days->setSuffix(tr(" days"));
    m_policyTitle->setText(tr("What policy says"));
    m_policy->setAccessibleName(m_policyTitle->text());
    m_cancel->setText(tr("Cancel"));
    fillChoices();
    showDraft();
    check();
}

void RequestDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
