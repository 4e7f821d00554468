// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ceremonies/CeremoniesPage.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/CeremonyReport.h"
#include "models/wording/CeremonyText.h"
#include "ui/pages/ceremonies/CeremonyForm.h"
#include "ui/pages/ceremonies/CeremonyStage.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/TableView.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {
namespace {

constexpr int rowHeight = 28, mostCoverageRows = 7;

std::optional<Tone> coverageBadge(const QModelIndex &index)
{
    switch (static_cast<CoverageLine::State>(index.data(CoverageTableModel::StateRole).toInt())) {
    case CoverageLine::State::Covered: return Tone::Proof;
    case CoverageLine::State::Due: return Tone::Attention;
    case CoverageLine::State::Never: return Tone::Danger;
    case CoverageLine::State::NotExportable: return Tone::Neutral;
    }
    return std::nullopt;
}

std::optional<Tone> fateBadge(const QModelIndex &index)
{
    switch (static_cast<CeremonyTableModel::Tells>(index.data(CeremonyTableModel::StateRole).toInt())) {
    case CeremonyTableModel::Tells::Open: return Tone::Accent;
    case CeremonyTableModel::Tells::Lapsed: return Tone::Attention;
    case CeremonyTableModel::Tells::Closed: return Tone::Proof;
    case CeremonyTableModel::Tells::Aborted: return Tone::Neutral;
    }
    return std::nullopt;
}

} // namespace

CeremoniesPage::CeremoniesPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent), m_coverageTitle(makeHeading(this)), m_test(makeBody(this)), m_listTitle(makeHeading(this)), m_none(makeMuted(this)),
      m_coverageTable(new TableView(QStringLiteral("coverageTable"), this)), m_table(new TableView(QStringLiteral("ceremonyTable"), this)),
      m_error(new ErrorBox(this)), m_new(new QPushButton(this)), m_tryRestore(new QPushButton(this)), m_goOn(new QPushButton(this)),
      m_load([this](const Result<CeremonyBook> &book) { accept(book); })
{
    m_error->setObjectName(QStringLiteral("ceremoniesError"));
    m_test->setObjectName(QStringLiteral("restoreTestDue"));
    m_none->setObjectName(QStringLiteral("ceremoniesNone"));
    m_new->setObjectName(QStringLiteral("newCeremony"));
    m_tryRestore->setObjectName(QStringLiteral("newRestoreTest"));
    m_goOn->setObjectName(QStringLiteral("goOnCeremony"));
    m_new->setIcon(themeIcon(QStringLiteral("list-add")));
    toolbar()->addWidget(m_new);
    toolbar()->addWidget(m_tryRestore);
    toolbar()->addWidget(m_goOn);
    toolbar()->addStretch(1);

    auto *coverageDelegate = new CellDelegate(m_coverageTable);
    coverageDelegate->setBadge(CoverageTableModel::State, coverageBadge);
    m_coverageTable->setItemDelegate(coverageDelegate);
    m_coverageTable->setModel(&m_coverage);
    m_coverageTable->setSortingEnabled(false); // the house comes last
    m_coverageTable->restoreColumns({{330, true}, {130, true}, {190, true}, {90, true}, {130, true}});
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(CeremonyTableModel::State, fateBadge);
    m_table->setItemDelegate(delegate);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // the newest first
    m_table->restoreColumns({{150, true}, {100, true}, {190, true}, {110, true}, {80, true}, {70, true}, {160, true}, {170, true}});

    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_coverageTitle);
    layout->addWidget(m_coverageTable);
    layout->addWidget(m_test);
    layout->addSpacing(8);
    layout->addWidget(m_listTitle);
    layout->addWidget(m_none);
    layout->addWidget(m_table, 1);
    layout->addStretch(0);
    setContent(content);

    connect(m_new, &QPushButton::clicked, this, [this] { openForm(); });
    connect(m_tryRestore, &QPushButton::clicked, this, [this] { openForm(CeremonyKind::RestoreTest); });
    connect(m_goOn, &QPushButton::clicked, this, [this] {
        if (!m_coverage.coverage().open.empty())
            openStage(m_coverage.coverage().open.front());
    });
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showRow(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showRow(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const int row = m_table->currentIndex().row();
        if (row < 0)
            return;
        const Ceremony &ceremony = m_model.ceremony(row);
        if (ceremony.fate == Ceremony::Fate::Open) {
            menu->addAction(tr("Go on with it…"), this, [this, id = ceremony.plan.id] { openStage(id); });
            menu->addAction(tr("Abort it…"), this, [this, id = ceremony.plan.id] { askAbort(id); });
        } else {
            menu->addAction(tr("Save the minutes…"), this, [this, ceremony] { saveMinutes(ceremony); });
        }
    });
    connect(detail(), &DetailPanel::closed, this, [this] { m_shown.clear(); });
    retranslate();
}

CeremoniesPage::~CeremoniesPage() = default;

void CeremoniesPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        for (const QPointer<QDialog> &dialog : m_dialogs)
            delete dialog;
        m_dialogs.clear();
        m_jobs.wait();
        m_load.abandon();
        m_shown.clear();
        m_error->clear();
        m_book.reset();
        m_model.setBook(nullptr, {});
        m_coverage.setCoverage({});
        detail()->clear();
        detail()->hide();
    }
    Page::setHouse(house, feed);
    if (house) {
        connect(house, &House::journalGrew, this, &CeremoniesPage::load);
        load();
    }
    updateSummary();
}

void CeremoniesPage::load()
{
    if (House *const house = this->house())
        m_load.start([house](const std::stop_token &) { return readCeremonyBook(*house); });
}

void CeremoniesPage::accept(const Result<CeremonyBook> &book)
{
    if (!house())
        return;
    if (!book)
        return m_error->showError(book.error());
    m_book = std::make_shared<const CeremonyBook>(*book);
    const Instant now = house()->now();
    m_model.setBook(m_book, now);
    m_coverage.setCoverage(coverageOf(m_book->cas, m_book->ceremonies, m_book->policy, now));
    const int rows = std::min(m_coverage.rowCount(), mostCoverageRows);
    const int around = m_coverageTable->horizontalHeader()->sizeHint().height() + m_coverageTable->horizontalScrollBar()->sizeHint().height();
    m_coverageTable->setFixedHeight(rows * rowHeight + around + 2 * m_coverageTable->frameWidth());
    if (const int row = m_shown.empty() ? -1 : m_model.rowOf(m_shown); row >= 0) {
        m_table->selectRow(row);
        showRow(row);
    }
    updateSummary();
}

QString CeremoniesPage::nameOf(const std::string &person) const
{
    const auto at = std::ranges::find(m_book->people, person, &Person::id);
    return qstr(at == m_book->people.end() ? person : at->name);
}

void CeremoniesPage::openCeremony(const std::string &id)
{
    if (const int row = m_model.rowOf(id); row >= 0) {
        m_table->selectRow(row);
        showRow(row);
    }
}

void CeremoniesPage::showRow(int row)
{
    if (row < 0 || !m_book || !house())
        return;
    const Ceremony &ceremony = m_model.ceremony(row);
    m_shown = ceremony.plan.id;
    DetailPanel &panel = *detail();
    panel.clear();
    panel.setTitle(CeremonyText::title(ceremony), CeremonyText::fate(ceremony, house()->now()));
    if (ceremony.fate == Ceremony::Fate::Aborted)
        panel.addText(tr("Aborted: %1").arg(qstr(ceremony.reason)));
    else if (ceremony.lapsed(house()->now()))
        panel.addText(tr("It was not brought to its end within twelve hours. It can only be aborted."));
    else if (ceremony.fate == Ceremony::Fate::Open)
        panel.addText(tr("It is open: it goes on at the step where it stopped."));
    if (ceremony.isAutomatic())
        panel.addText(
            tr("The authority made it by itself, to the custodians of the last ceremony. To restore from it takes their quorum all the same."));
    if (ceremony.isVoid)
        panel.addText(tr("The shares of its package are void: it was replaced or destroyed."));
    if (!ceremony.isAutomatic())
        addButtons(ceremony);
    panel.addSection({});
    panel.addRow(tr("Planned"), ValueText::dateTime(ceremony.planned));
    if (ceremony.fate != Ceremony::Fate::Open)
        panel.addRow(tr("Ended"), ValueText::dateTime(ceremony.ended));
    panel.addRow(tr("Room"), qstr(ceremony.plan.room));
    QStringList media;
    for (const std::string &medium : ceremony.plan.media)
        media += qstr(medium);
    panel.addRow(tr("Media"), media.join(u'\n'));
    addPeople(ceremony);
    if (ceremony.sealed) {
        const BackupManifest &manifest = *ceremony.sealed;
        panel.addSection(tr("Package"));
        QStringList what;
        for (const BackupManifest::Key &key : manifest.keys)
            what += key.file.empty() ? tr("%1 (not exportable)").arg(qstr(key.name)) : qstr(key.name);
        if (manifest.wholeHouse)
            what += tr("the house up to entry %1").arg(manifest.sequence);
        panel.addRow(tr("Holds"), what.join(u'\n'));
        panel.addRow(tr("Words"), qstr(CeremonyText::words(hashOf(manifest))));
        panel.addCopyRow(tr("SHA-256"), qstr(toHex(hashOf(manifest))));
    }
    if (!ceremony.isAutomatic())
        addSteps(ceremony);
    if (!ceremony.documents.empty())
        panel.addSection(tr("Filed papers"));
    for (const CeremonyDocument &document : ceremony.documents)
        panel.addCopyRow(qstr(document.title), qstr(toHex(document.sha256)));
    panel.addSection(tr("Number and parameters"));
    panel.addCopyRow(tr("Number"), qstr(ceremony.plan.id), 0);
    if (!ceremony.isAutomatic())
        panel.addRow(tr("Script"), tr("%1, version %2", "name of a script").arg(qstr(ceremony.plan.script)).arg(ceremony.plan.scriptVersion));
    panel.addCopyRow(tr("SHA-256 of all parameters"), qstr(toHex(ceremony.parameters)));
    panel.show();
}

void CeremoniesPage::addButtons(const Ceremony &ceremony)
{
    auto *buttons = new QWidget;
    auto *lines = new QVBoxLayout(buttons);
    lines->setContentsMargins(0, 8, 0, 8);
    const auto add = [&](const char *name, const QString &text, auto &&deed) {
        auto *button = new QPushButton(text, buttons);
        button->setObjectName(QLatin1String(name));
        lines->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, std::forward<decltype(deed)>(deed));
        return button;
    };
    if (ceremony.fate == Ceremony::Fate::Open) {
        add("ceremonyGoOn", tr("Go on with it…"), [this, id = ceremony.plan.id] { openStage(id); })->setEnabled(!ceremony.lapsed(house()->now()));
        add("ceremonyAbort", tr("Abort it…"), [this, id = ceremony.plan.id] { askAbort(id); });
    } else {
        add("ceremonyMinutes", tr("Save the minutes…"), [this, ceremony] { saveMinutes(ceremony); })->setEnabled(ceremony.record.has_value());
        if (ceremony.plan.administrator == house()->officer().id)
            add("ceremonyAttach", tr("Attach a photograph…"), [this, id = ceremony.plan.id] { askAttachment(id); });
    }
    detail()->addWidget(buttons);
}

void CeremoniesPage::addPeople(const Ceremony &ceremony)
{
    using Phase = CeremonyPresence::Phase;
    detail()->addSection(tr("People"));
    if (!ceremony.isAutomatic())
        detail()->addRow(tr("Administrator"), nameOf(ceremony.plan.administrator));
    const auto presence = [&](const std::string &person) {
        QStringList lines{nameOf(person)};
        for (const Ceremony::Present &one : ceremony.present) {
            if (one.person == person)
                lines += one.phase == Phase::Opening ? tr("signed at the roll call, %1").arg(ValueText::dateTime(one.at))
                                                     : tr("signed at the end, %1").arg(ValueText::dateTime(one.at));
        }
        return lines.join(u'\n');
    };
    for (const CeremonyPlan::Keeper &keeper : ceremony.plan.custodians)
        detail()->addRow(tr("Custodian"), presence(keeper.person));
    if (!ceremony.isAutomatic())
        detail()->addRow(tr("Witness"), presence(ceremony.plan.witness));
    detail()->addRow(tr("Needed together"), tr("%1 of %2", "so many custodians of so many")
                                                .arg(ceremony.plan.needed)
                                                .arg(ceremony.sealed ? ceremony.sealed->shares.size() : ceremony.plan.custodians.size()));
}

void CeremoniesPage::addSteps(const Ceremony &ceremony)
{
    detail()->addSection(tr("Steps"));
    const Result<CeremonyScript> script = CeremonyScript::read(viewOf(ceremony.plan.scriptText));
    for (std::size_t at = 0; script && at < script->steps.size(); ++at) {
        QString text = CeremonyText::of(script->steps[at].does);
        if (at < ceremony.done.size()) {
            const Ceremony::Done &done = ceremony.done[at];
            text += u'\n' + tr("✓ %1, %2", "initials, time").arg(qstr(done.step.initials), ValueText::dateTime(done.at));
            if (!done.step.exception.empty())
                text += u'\n' + tr("Exception: %1").arg(qstr(done.step.exception));
        }
        detail()->addRow(QString::number(at + 1), text);
    }
}

CeremonyForm *CeremoniesPage::openForm(CeremonyKind kind)
{
    if (!house())
        return nullptr;
    auto *form = new CeremonyForm(*house(), kind, this);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &CeremonyForm::planned, this, [this](const PlannedCeremony &planned) { openStage(planned); });
    m_dialogs.removeAll(nullptr);
    m_dialogs += form;
    form->open();
    return form;
}

CeremonyStage *CeremoniesPage::openStage(const std::string &id)
{
    return house() ? present(new CeremonyStage(*house(), id, this)) : nullptr;
}

CeremonyStage *CeremoniesPage::openStage(PlannedCeremony planned)
{
    return house() ? present(new CeremonyStage(*house(), std::move(planned), this)) : nullptr;
}

CeremonyStage *CeremoniesPage::present(CeremonyStage *stage)
{
    stage->setAttribute(Qt::WA_DeleteOnClose);
    m_dialogs.removeAll(nullptr);
    m_dialogs += stage;
    stage->setWindowModality(Qt::WindowModal);
    stage->showFullScreen();
    return stage;
}

QDialog *CeremoniesPage::askAbort(const std::string &id)
{
    if (!house())
        return nullptr;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("abortCeremonyDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Abort the ceremony"));
    dialog->setLabelText(tr("What was encrypted for it is deleted; what was done stays on record. Why is it aborted?"));
    dialog->setOkButtonText(tr("Abort the ceremony"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id](const QString &reason) {
        if (reason.trimmed().isEmpty() || !house())
            return;
        m_error->clear();
        m_jobs
            .add(QtConcurrent::run(backgroundPool(),
                                   [house = house(), id, reason = utf8(reason.trimmed())] { return abortCeremony(*house, id, reason); }))
            .then(this, [this](const Result<Receipt> &aborted) {
                if (!aborted)
                    m_error->showError(aborted.error());
            });
    });
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
    return dialog;
}

void CeremoniesPage::saveMinutes(const Ceremony &ceremony)
{
    auto *dialog = new QFileDialog(this, tr("Folder for the minutes"));
    dialog->setObjectName(QStringLiteral("minutesDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, ceremony](const QString &folder) {
        if (!house())
            return;
        m_error->clear();
        m_jobs
            .add(QtConcurrent::run(backgroundPool(), [house = house(), ceremony, folder = utf8(folder)] {
                return CeremonyReport::save(*house, ceremony, {folder});
            }))
            .then(this, [this](const Result<std::vector<std::string>> &saved) {
                if (!saved)
                    m_error->showError(saved.error());
            });
    });
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
}

void CeremoniesPage::askAttachment(const std::string &id)
{
    auto *dialog = new QFileDialog(this, tr("A photograph or a signed sheet"));
    dialog->setObjectName(QStringLiteral("attachDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString &path) { attach(id, path); });
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
}

void CeremoniesPage::attach(const std::string &id, const QString &path)
{
    if (!house())
        return;
    m_error->clear();
    m_jobs
        .add(QtConcurrent::run(backgroundPool(), [house = house(), id, path = utf8(path), title = utf8(path.section(u'/', -1))] {
            return attachToCeremony(*house, id, title, path);
        }))
        .then(this, [this](const Result<Receipt> &filed) {
            if (!isTaken(filed))
                m_error->showError(filed.error());
        });
}

QString CeremoniesPage::testText() const
{
    const CeremonyCoverage &coverage = m_coverage.coverage();
    if (!m_book)
        return {};
    const int days = m_book->policy.restoreTestDays;
    if (coverage.testedAt)
        return coverage.testDue
                   ? tr("The last restore test was on %1: another is due (every %n day(s)).", nullptr, days).arg(ValueText::date(*coverage.testedAt))
                   : tr("The last restore test was on %1; the next is due by %2.")
                         .arg(ValueText::date(*coverage.testedAt), ValueText::date(*coverage.testedAt + std::chrono::days(days)));
    return coverage.testDue ? tr("No restore test was ever held: whether the backup gives anything back is not known.")
                            : tr("There is no backup of the house yet that a restore test could try.");
}

void CeremoniesPage::updateSummary()
{
    const CeremonyCoverage &coverage = m_coverage.coverage();
    const int due = m_book ? coverage.due() : 0, open = static_cast<int>(coverage.open.size());
    QStringList parts;
    if (open > 0)
        parts += tr("%n ceremony(ies) are open.", nullptr, open);
    if (due > 0)
        parts += tr("%n thing(s) need a ceremony.", nullptr, due);
    const bool apart = house() && !house()->ceremonies();
    if (apart)
        parts += tr("No ceremony can be held from here: the authority has moved to a server, or this house can only be read.");
    setSummary(!m_book                                         ? QString()
               : parts.isEmpty() && m_coverage.rowCount() <= 1 ? tr("There is no own CA yet whose keys would have to be backed up.")
               : parts.isEmpty()                               ? tr("Everything is backed up, and it was tried that the backup gives it back.")
                                                               : parts.join(u' '));
    setBadge(due + open, due + open > 0 ? parts.join(u' ') : QString());
    m_new->setEnabled(house() && !apart);
    m_tryRestore->setEnabled(house() && !apart);
    m_goOn->setVisible(open > 0);
    m_test->setText(testText());
    const bool none = m_model.rowCount() == 0;
    m_none->setVisible(none);
    m_table->setVisible(!none);
}

void CeremoniesPage::retranslate()
{
    setTitle(tr("Ceremonies"));
    m_new->setText(tr("Plan a ceremony…"));
    m_tryRestore->setText(tr("Plan a restore test…"));
    m_goOn->setText(tr("Go on with the open one…"));
    m_coverageTitle->setText(tr("What must be backed up"));
    m_listTitle->setText(tr("Ceremonies held"));
    m_coverageTable->setAccessibleName(tr("What must be backed up"));
    m_table->setAccessibleName(tr("Ceremonies held"));
    m_none->setText(tr("None was held yet. The first puts the keys of the own CA and the house on two media for the safe: two custodians and a "
                       "witness, half an hour."));
    if (const int row = m_shown.empty() ? -1 : m_model.rowOf(m_shown); row >= 0)
        showRow(row);
    updateSummary();
}

} // namespace hufu
