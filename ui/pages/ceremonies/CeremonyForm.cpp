// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ceremonies/CeremonyForm.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/CeremonyText.h"
#include "models/wording/ErrorText.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/RichText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {
namespace {

constexpr int typingPause = 150; // milliseconds
constexpr int listRow = 26, formWidth = 640, ruleWidth = 420;
const QString ownScript = QStringLiteral("own");

QListWidgetItem *addTick(QListWidget *list, const QString &text, const QString &id, bool ticked)
{
    auto *item = new QListWidgetItem(text, list);
    item->setData(Qt::UserRole, id);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    return item;
}

std::vector<std::string> ticked(const QListWidget *list)
{
    std::vector<std::string> ids;
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->checkState() == Qt::Checked)
            ids.push_back(utf8(list->item(row)->data(Qt::UserRole).toString()));
    }
    return ids;
}

void fit(QListWidget *list, int least, int most)
{
    list->setFixedHeight(std::clamp(list->count(), least, most) * listRow + 2 * list->frameWidth() + 4);
}

QString bullet(const QString &text, bool strong = false)
{
    return strong ? QStringLiteral("<li><b>%1</b></li>").arg(text.toHtmlEscaped()) : QStringLiteral("<li>%1</li>").arg(text.toHtmlEscaped());
}

} // namespace

CeremonyForm::CeremonyForm(House &house, CeremonyKind kind, QWidget *parent)
    : QDialog(parent), m_house(house), m_officer(house.officer()), m_scriptLabel(makeBody(this)), m_keysLabel(makeBody(this)),
      m_packageLabel(makeBody(this)), m_custodiansLabel(makeBody(this)), m_neededLabel(makeBody(this)), m_witnessLabel(makeBody(this)),
      m_roomLabel(makeBody(this)), m_mediaLabel(makeBody(this)), m_scriptHash(makeMuted(this)), m_script(new QComboBox(this)),
      m_witness(new QComboBox(this)), m_earlier(new QComboBox(this)), m_ownScript(new QPushButton(this)), m_print(new QPushButton(this)),
      m_addMedium(new QPushButton(this)), m_removeMedium(new QPushButton(this)), m_choosePackage(new QPushButton(this)),
      m_begin(new QPushButton(this)), m_cancel(new QPushButton(this)), m_keys(new QListWidget(this)), m_custodians(new QListWidget(this)),
      m_media(new QListWidget(this)), m_wholeHouse(new QCheckBox(this)), m_needed(new QSpinBox(this)), m_room(new QLineEdit(this)),
      m_package(new QLineEdit(this)), m_ruleTitle(makeHeading(this)), m_rule(new RichText(this)), m_error(new ErrorBox(this))
{
    setObjectName(QStringLiteral("ceremonyForm"));
    const std::pair<QWidget *, const char *> names[] = {{m_script, "ceremonyScript"},
                                                        {m_witness, "ceremonyWitness"},
                                                        {m_earlier, "ceremonyEarlier"},
                                                        {m_ownScript, "ceremonyOwnScript"},
                                                        {m_print, "ceremonyPrint"},
                                                        {m_addMedium, "ceremonyAddMedium"},
                                                        {m_removeMedium, "ceremonyRemoveMedium"},
                                                        {m_choosePackage, "ceremonyChoosePackage"},
                                                        {m_begin, "ceremonyBegin"},
                                                        {m_cancel, "ceremonyCancel"},
                                                        {m_keys, "ceremonyKeys"},
                                                        {m_custodians, "ceremonyCustodians"},
                                                        {m_media, "ceremonyMedia"},
                                                        {m_wholeHouse, "ceremonyWholeHouse"},
                                                        {m_needed, "ceremonyNeeded"},
                                                        {m_room, "ceremonyRoom"},
                                                        {m_package, "ceremonyPackage"},
                                                        {m_rule, "ceremonyRule"},
                                                        {m_error, "ceremonyFormError"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    for (const std::string &name : builtinScriptNames())
        m_script->addItem(QString(), qstr(name));
    m_needed->setRange(2, CeremonyPlan::mostNeeded);
    m_wholeHouse->setChecked(true);
    m_room->setMaxLength(60);
    m_scriptHash->setFont(Theme::monospaceFont());
    m_scriptHash->setWordWrap(false);

    const auto boxed = [this](QBoxLayout *layout) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        auto *box = new QWidget(this);
        box->setLayout(layout);
        return box;
    };
    auto *script = new QHBoxLayout;
    script->addWidget(m_script, 1);
    script->addWidget(m_ownScript);
    script->addWidget(m_print);
    auto *package = new QHBoxLayout;
    package->addWidget(m_package, 1);
    package->addWidget(m_choosePackage);
    package->addWidget(m_earlier, 1);
    auto *keys = new QVBoxLayout;
    keys->addWidget(m_keys);
    keys->addWidget(m_wholeHouse);
    auto *mediaButtons = new QVBoxLayout;
    mediaButtons->setSpacing(8);
    mediaButtons->addWidget(m_addMedium);
    mediaButtons->addWidget(m_removeMedium);
    mediaButtons->addStretch(1);
    auto *media = new QHBoxLayout;
    media->addWidget(m_media, 1);
    media->addLayout(mediaButtons);
    m_packageField = boxed(package);
    m_keysField = boxed(keys);
    m_mediaField = boxed(media);
    // A grid, for rows come and go: Qt 6.4's QFormLayout writes beside its rows when one with a wrapped text is hidden.
    auto *form = new QGridLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setColumnStretch(1, 1);
    const std::pair<QLabel *, QWidget *> rows[]
        = {{m_scriptLabel, boxed(script)}, {nullptr, m_scriptHash}, {m_packageLabel, m_packageField},
           {m_keysLabel, m_keysField},     {m_custodiansLabel, m_custodians}, {m_neededLabel, m_needed},
           {m_witnessLabel, m_witness},    {m_roomLabel, m_room},     {m_mediaLabel, m_mediaField}};
    for (const auto &[label, field] : rows) {
        const int at = form->rowCount();
        form->addWidget(field, at, 1);
        if (label) {
            label->setWordWrap(false);
            label->setContentsMargins(0, 6, 0, 0); // beside the field's first line
            form->addWidget(label, at, 0, Qt::AlignTop);
        }
    }
    auto *left = new QWidget(this);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 12, 0);
    leftLayout->addLayout(form);
    leftLayout->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(left);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(formWidth);

    auto *right = new QVBoxLayout;
    right->addWidget(m_ruleTitle);
    auto *ruleScroll = new QScrollArea(this);
    ruleScroll->setWidget(m_rule);
    ruleScroll->setWidgetResizable(true);
    ruleScroll->setFrameShape(QFrame::NoFrame);
    ruleScroll->setMinimumWidth(ruleWidth);
    right->addWidget(ruleScroll, 1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(24);
    columns->addWidget(scroll, 3);
    columns->addLayout(right, 2);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_begin);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addLayout(columns, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    resize(1160, 680);
    for (QPushButton *button : {m_ownScript, m_print, m_addMedium, m_removeMedium, m_choosePackage, m_begin, m_cancel})
        button->setAutoDefault(false);
    const std::pair<QLabel *, QWidget *> buddies[] = {
        {m_scriptLabel, m_script}, {m_keysLabel, m_keys},       {m_packageLabel, m_package}, {m_custodiansLabel, m_custodians},
        {m_neededLabel, m_needed}, {m_witnessLabel, m_witness}, {m_roomLabel, m_room},       {m_mediaLabel, m_media}};
    for (const auto &[label, buddy] : buddies)
        label->setBuddy(buddy);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &CeremonyForm::judge);
    const auto later = [this] {
        m_planned.reset();
        check();
        m_typing.start();
    };
    connect(m_script, &QComboBox::currentIndexChanged, this, &CeremonyForm::choose);
    for (QListWidget *list : {m_keys, m_custodians})
        connect(list, &QListWidget::itemChanged, this, later);
    connect(m_needed, &QSpinBox::valueChanged, this, later);
    connect(m_witness, &QComboBox::currentIndexChanged, this, later);
    connect(m_earlier, &QComboBox::currentIndexChanged, this, later);
    connect(m_wholeHouse, &QCheckBox::toggled, this, later);
    connect(m_room, &QLineEdit::textChanged, this, later);
    connect(m_package, &QLineEdit::textChanged, this, later);
    connect(m_media->model(), &QAbstractItemModel::rowsInserted, this, later);
    connect(m_media->model(), &QAbstractItemModel::rowsRemoved, this, later);
    connect(m_ownScript, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Script of the house's own"), QString(), tr("Script (*.json)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, this, &CeremonyForm::setScriptFile);
        dialog->open();
    });
    connect(m_print, &QPushButton::clicked, this, &CeremonyForm::saveScript);
    connect(m_addMedium, &QPushButton::clicked, this,
            [this] { askFolder(tr("Folder of the medium"), [this](const QString &folder) { addMedium(folder); }); });
    connect(m_removeMedium, &QPushButton::clicked, this, [this] {
        qDeleteAll(m_media->selectedItems());
        fit(m_media, 2, 4);
    });
    connect(m_choosePackage, &QPushButton::clicked, this,
            [this] { askFolder(tr("Medium with the package"), [this](const QString &folder) { setPackage(folder); }); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_begin, &QPushButton::clicked, this, [this] {
        if (!m_planned)
            return;
        Q_EMIT planned(*m_planned);
        accept();
    });
    fit(m_media, 2, 4);
    retranslate();
    setKind(kind);
    choose();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [&house] { return readCeremonyBook(house); }))
        .then(this, [this](const Result<CeremonyBook> &book) { fill(book); });
}

CeremonyForm::~CeremonyForm() = default;

bool CeremonyForm::ofPackage() const { return m_chosen && (m_chosen->kind == CeremonyKind::Restore || m_chosen->kind == CeremonyKind::RestoreTest); }
bool CeremonyForm::ofEarlier() const
{
    return m_chosen && (m_chosen->kind == CeremonyKind::CustodianChange || m_chosen->kind == CeremonyKind::Destruction);
}

void CeremonyForm::setKind(CeremonyKind kind)
{
    for (int at = 0; at < m_script->count(); ++at) {
        const Result<CeremonyScript> script = builtinScript(utf8(m_script->itemData(at).toString()));
        if (script && script->kind == kind)
            return m_script->setCurrentIndex(at);
    }
}

void CeremonyForm::setScriptFile(const QString &path)
{
    m_error->clear();
    QFuture<Result<CeremonyScript>> found = m_jobs.add(QtConcurrent::run(backgroundPool(), [path = utf8(path)] { return findScript(path); }));
    found.then(this, [this](const Result<CeremonyScript> &script) {
        if (!script)
            return m_error->showError(script.error());
        m_own = *script;
        int at = m_script->findData(ownScript);
        if (at < 0) {
            m_script->addItem(QString(), ownScript);
            at = m_script->count() - 1;
        }
        retranslate();
        m_script->setCurrentIndex(at);
        choose();
    });
}

void CeremonyForm::addMedium(const QString &folder)
{
    if (m_media->findItems(folder, Qt::MatchExactly).isEmpty() && m_media->count() < int(CeremonyPlan::mostMedia))
        m_media->addItem(folder);
    fit(m_media, 2, 4);
}

void CeremonyForm::setPackage(const QString &folder) { m_package->setText(folder); }

void CeremonyForm::askFolder(const QString &title, std::function<void(const QString &)> chosen)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setObjectName(QStringLiteral("ceremonyFolderDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, std::move(chosen));
    dialog->open();
}

void CeremonyForm::fill(const Result<CeremonyBook> &book)
{
    if (!book)
        return m_error->showError(book.error());
    m_book = *book;
    m_candidates = ceremonyCandidates(book->people);
    for (const CertificateAuthority &ca : book->cas) {
        if (!ca.certificate.empty())
            addTick(m_keys, ca.plan.keyStore.empty() ? qstr(ca.plan.commonName) : tr("%1 (not exportable)").arg(qstr(ca.plan.commonName)),
                    qstr(ca.plan.id), true);
    }
    fit(m_keys, 1, 4);
    for (const CeremonyCandidate &one : m_candidates) {
        if (one.asCustodian == CeremonyExclusion::NoCustodian)
            continue; // most of a hospital
        const QString name = tr("%1, %2", "name, department").arg(qstr(one.person.name), qstr(one.person.department));
        auto *item = addTick(m_custodians,
                             one.asCustodian == CeremonyExclusion::None
                                 ? name
                                 : tr("%1: %2", "a person, why they are excluded").arg(name, CeremonyText::exclusion(one.asCustodian)),
                             qstr(one.person.id), one.asCustodian == CeremonyExclusion::None);
        if (one.asCustodian != CeremonyExclusion::None)
            item->setFlags(Qt::NoItemFlags);
    }
    fit(m_custodians, 2, 6);
    for (const CeremonyCandidate &one : m_candidates) {
        if (one.asWitness == CeremonyExclusion::None && one.person.id != m_officer.id)
            m_witness->addItem(qstr(one.person.name), qstr(one.person.id));
    }
    for (const Ceremony &ceremony : book->ceremonies) {
        if (ceremony.sealed && !ceremony.isVoid && !ceremony.isAutomatic() && ceremony.fate == Ceremony::Fate::Closed)
            m_earlier->addItem(packageText(ceremony), qstr(toHex(hashOf(*ceremony.sealed))));
    }
    choose();
}

QString CeremonyForm::packageText(const Ceremony &ceremony) const
{
    return tr("of %1, %2 of %3", "a package: when, quorum")
        .arg(ValueText::dateTime(ceremony.sealed->sealedAt))
        .arg(ceremony.sealed->needed)
        .arg(ceremony.sealed->shares.size());
}

void CeremonyForm::choose()
{
    const QString name = m_script->currentData().toString();
    m_chosen.reset();
    if (name == ownScript) {
        m_chosen = m_own;
    } else if (const Result<CeremonyScript> script = builtinScript(utf8(name))) {
        m_chosen = *script;
    }
    if (!m_chosen)
        return;
    const bool seals = sealsKeys(m_chosen->kind), package = ofPackage(), earlier = ofEarlier();
    showHash();
    m_packageLabel->setVisible(package || earlier);
    m_packageField->setVisible(package || earlier);
    m_package->setVisible(package);
    m_choosePackage->setVisible(package);
    m_earlier->setVisible(earlier);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_keysLabel, m_keysField, m_neededLabel, m_needed})
        widget->setVisible(seals);
    m_mediaLabel->setVisible(!package);
    m_mediaField->setVisible(!package);
    m_planned.reset();
    check();
    m_typing.start();
}

void CeremonyForm::showHash()
{
    QString hash = m_chosen ? qstr(toHex(m_chosen->sha256)) : QString();
    hash.insert(hash.size() / 2, u'\n');
    m_scriptHash->setText(m_chosen ? tr("Version %1, SHA-256 %2", "of a script").arg(m_chosen->version).arg(u'\n' + hash) : QString());
}

CeremonyDraft CeremonyForm::draft() const
{
    CeremonyDraft draft;
    draft.script = *m_chosen;
    draft.administrator = m_officer.id;
    draft.custodians = ticked(m_custodians);
    draft.witness = utf8(m_witness->currentData().toString());
    draft.needed = m_needed->value();
    if (sealsKeys(m_chosen->kind))
        draft.keys = ticked(m_keys);
    draft.wholeHouse = sealsKeys(m_chosen->kind) && m_wholeHouse->isChecked();
    draft.room = utf8(m_room->text().trimmed());
    for (int row = 0; row < m_media->count() && !ofPackage(); ++row)
        draft.media.push_back(utf8(m_media->item(row)->text()));
    if (ofPackage())
        draft.package = utf8(m_package->text().trimmed());
    else if (ofEarlier())
        draft.package = utf8(m_earlier->currentData().toString());
    return draft;
}

void CeremonyForm::judge()
{
    if (!m_book || !m_chosen)
        return;
    struct Judged {
        Result<PlannedCeremony> planned;
        Result<void> allowed;
    };
    const quint64 number = ++m_judged;
    m_jobs.add(QtConcurrent::run(backgroundPool(), [&house = m_house, draft = draft(), officer = m_officer]() -> Judged {
        Result<PlannedCeremony> planned = planCeremony(house, draft);
        Result<void> allowed = planned ? judgePlan(house, planned->plan, officer) : fail(planned.error());
        return {std::move(planned), std::move(allowed)};
    })).then(this, [this, number](const Judged &answer) {
        if (number == m_judged)
            judged(answer.planned, answer.allowed);
    });
}

void CeremonyForm::judged(const Result<PlannedCeremony> &planned, const Result<void> &allowed)
{
    m_planned.reset();
    m_objection.reset();
    if (planned && allowed)
        m_planned = *planned;
    else
        m_objection = planned ? allowed.error() : planned.error();
    m_rule->setHtml(ruleText());
    showHash();
    check();
}

QString CeremonyForm::ruleText() const
{
    QString text = QStringLiteral("<ul style='margin-left:-20px'>");
    text +=
        bullet(tr("Administrator: %1. Plans the ceremony, notes each step, and signs its end together with the witness.").arg(qstr(m_officer.name)));
    const std::size_t custodians = ticked(m_custodians).size();
    if (m_chosen && sealsKeys(m_chosen->kind))
        text += bullet(
            tr("%n custodian(s) get one share each, and prove it usable before the end; any %1 of them give the keys back, fewer learn nothing.",
               nullptr, int(custodians))
                .arg(m_needed->value()));
    else if (m_planned && ofPackage())
        text += bullet(tr("The package needs %n custodian(s) who hold a share of it; they open it in this room.", nullptr, m_planned->plan.needed));
    text += bullet(tr("Each signs twice, at the roll call and at the end, over all parameters: nothing can be swapped in between."));
    text += bullet(tr("The witness is an audit administrator, no custodian, and not the administrator."));
    text += bullet(tr("Nobody is two: the same person, or the same key, cannot stand for two. Pilot mode waives none of this."));
    text += QStringLiteral("</ul>");
    QString excluded;
    for (const CeremonyCandidate &one : m_candidates) {
        if (one.asCustodian == CeremonyExclusion::NoKey)
            excluded += bullet(tr("%1: %2", "a person, why they are excluded").arg(qstr(one.person.name), CeremonyText::exclusion(one.asCustodian)));
    }
    const auto others = std::ranges::count(m_candidates, CeremonyExclusion::NoCustodian, &CeremonyCandidate::asCustodian);
    if (others > 0)
        excluded += bullet(tr("%n other(s): no key custodians", nullptr, int(others)));
    if (!excluded.isEmpty())
        text += QStringLiteral("<p><b>%1</b></p><ul style='margin-left:-20px'>%2</ul>").arg(tr("Excluded as custodians").toHtmlEscaped(), excluded);
    if (m_planned) {
        for (const CeremonyWarning warning : m_planned->warnings)
            text += QStringLiteral("<p><b>⚠ %1</b></p>").arg(CeremonyText::warning(warning).toHtmlEscaped());
        text += QStringLiteral("<p>✓ %1</p>").arg(tr("The rules allow this plan.").toHtmlEscaped());
    } else if (m_objection && m_objection->code == ErrorCode::InvalidArgument) {
        text += QStringLiteral("<p>%1</p>").arg(tr("Still missing: two custodians, a witness, a medium.").toHtmlEscaped());
    } else if (m_objection) {
        text += QStringLiteral("<p><b>✗ %1</b></p><p>%2</p>")
                    .arg(errorText(*m_objection).whatHappened.toHtmlEscaped(), qstr(m_objection->detail).toHtmlEscaped());
    }
    return text;
}

void CeremonyForm::saveScript()
{
    if (!m_chosen)
        return;
    auto *dialog = new QFileDialog(this, tr("Save the script to print it"), QString(), tr("PDF (*.pdf)"));
    dialog->setObjectName(QStringLiteral("ceremonyScriptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(qstr(m_chosen->name) + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, script = *m_chosen](const QString &path) {
        m_error->clear();
        m_jobs.add(QtConcurrent::run(backgroundPool(), [script, path = utf8(path)] { return CeremonyText::saveScript(script, path); }))
            .then(this, [this](const Result<void> &saved) {
                if (!saved)
                    m_error->showError(saved.error());
            });
    });
    dialog->open();
}

void CeremonyForm::check() { m_begin->setEnabled(m_planned.has_value()); }

void CeremonyForm::retranslate()
{
    setWindowTitle(tr("Plan a ceremony"));
    m_scriptLabel->setText(tr("Script"));
    for (int at = 0; at < m_script->count(); ++at) {
        const QString name = m_script->itemData(at).toString();
        if (name == ownScript && m_own)
            m_script->setItemText(at, tr("Own: %1").arg(CeremonyText::of(m_own->title)));
        else if (const Result<CeremonyScript> script = builtinScript(utf8(name)))
            m_script->setItemText(at, CeremonyText::of(script->title));
    }
    m_ownScript->setText(tr("Own script…"));
    m_print->setText(tr("Print…"));
    m_keysLabel->setText(tr("Keys of"));
    m_wholeHouse->setText(tr("The house as well: journal, certificates, escrowed keys"));
    m_packageLabel->setText(tr("Package"));
    m_package->setPlaceholderText(tr("Folder of the medium that is inserted"));
    m_choosePackage->setText(tr("Choose…"));
    m_custodiansLabel->setText(tr("Custodians"));
    m_neededLabel->setText(tr("Needed together"));
    m_witnessLabel->setText(tr("Witness"));
    m_roomLabel->setText(tr("Room"));
    m_mediaLabel->setText(tr("Media"));
    m_addMedium->setText(tr("Add…"));
    m_removeMedium->setText(tr("Remove"));
    m_ruleTitle->setText(tr("The rule for this plan"));
    m_begin->setText(tr("Sign the plan and begin"));
    m_cancel->setText(tr("Cancel"));
    for (const auto &[widget, label] : std::initializer_list<std::pair<QWidget *, QLabel *>>{{m_script, m_scriptLabel},
                                                                                             {m_keys, m_keysLabel},
                                                                                             {m_custodians, m_custodiansLabel},
                                                                                             {m_needed, m_neededLabel},
                                                                                             {m_witness, m_witnessLabel},
                                                                                             {m_room, m_roomLabel},
                                                                                             {m_media, m_mediaLabel},
                                                                                             {m_package, m_packageLabel},
                                                                                             {m_rule, m_ruleTitle}})
        widget->setAccessibleName(label->text());
    m_earlier->setAccessibleName(m_packageLabel->text());
    m_rule->setHtml(ruleText());
    check();
}

void CeremonyForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
