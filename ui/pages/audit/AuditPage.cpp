// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/AuditPage.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Command.h"
#include "models/domain/Signers.h"
#include "models/wording/JournalText.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/ProgressStrip.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TableView.h"

#include <QComboBox>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPromise>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace hufu {
namespace {

constexpr int filterDelay = 150; // milliseconds after the last key

/// Writes on the calling thread; the file appears only when it is complete.
Result<void> writeFile(const QString &path, const std::string &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), qint64(content.size())) != qint64(content.size()) || !file.commit())
        return fail(ErrorCode::Io, utf8(file.errorString()), utf8(path));
    return {};
}

} // namespace

AuditPage::AuditPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent), m_search(new SearchBox(this)), m_kind(new QComboBox(this)), m_verify(new QPushButton(this)), m_export(new QToolButton(this)),
      m_exportMenu(new QMenu(this)), m_csv(m_exportMenu->addAction(QString())), m_json(m_exportMenu->addAction(QString())),
      m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this)), m_report(new QWidget(this)), m_reportLines(new QVBoxLayout(m_report)),
      m_table(new TableView(QStringLiteral("auditTable"), this)), m_filterSoon(new QTimer(this))
{
    m_search->setObjectName("auditSearch");
    m_kind->setObjectName("auditKind");
    m_verify->setObjectName("auditVerify");
    m_export->setObjectName("auditExport");
    m_verify->setIcon(themeIcon(QStringLiteral("security-high")));
    m_export->setIcon(themeIcon(QStringLiteral("document-export")));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(m_exportMenu);
    m_report->setObjectName("auditReport");
    m_report->hide();
    m_filterSoon->setSingleShot(true);
    m_filterSoon->setInterval(filterDelay);

    toolbar()->addWidget(m_search, 1);
    toolbar()->addWidget(m_kind);
    toolbar()->addWidget(m_verify);
    toolbar()->addWidget(m_export);

    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_progress);
    layout->addWidget(m_error);
    layout->addWidget(m_report);
    layout->addWidget(m_table, 1);
    setContent(content);

    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // the journal has one order
    m_table->restoreColumns({{60, true}, {210, true}, {168, true}, {112, true}, {240, true}, {220, false}, {180, true}});

    connect(m_filterSoon, &QTimer::timeout, this, &AuditPage::applyFilter);
    connect(m_search, &QLineEdit::textChanged, m_filterSoon, qOverload<>(&QTimer::start));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AuditPage::applyFilter);
    connect(m_table, &TableView::currentRowChanged, this, &AuditPage::showRow);
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    connect(m_csv, &QAction::triggered, this, [this] { exportAs(JournalFormat::Csv); });
    connect(m_json, &QAction::triggered, this, [this] { exportAs(JournalFormat::Json); });
    connect(&m_model, &JournalTableModel::readingFailed, m_error, &ErrorBox::showError);
    connect(&m_model, &JournalTableModel::loaded, this, &AuditPage::updateSummary);
    retranslate();
}

void AuditPage::setHouse(House *house, InventoryFeed *feed)
{
    Page::setHouse(house, feed);
    m_lastReport.reset();
    m_report->hide();
    m_error->clear();
    m_progress->cancel();
    detail()->clear();
    detail()->hide();
    m_search->clear();
    m_model.setHouse(house);
    updateExport();
    updateSummary();
    if (house)
        connect(house, &House::journalGrew, this, &AuditPage::updateExport); // an officer's roles may change
}

void AuditPage::updateExport()
{
    const bool may = house() && mayExportJournal(house()->officer());
    m_export->setEnabled(may);
    m_export->setToolTip(may ? QString() : tr("Security and audit administrators export the log."));
}

void AuditPage::openQuery(const QString &query) { m_search->setText(query); }
QWidget *AuditPage::searchField() { return m_search; }

void AuditPage::openEntry(Sequence sequence)
{
    if (!house())
        return;
    house()
        ->readLater([sequence](Connection &connection) -> Result<std::optional<Shown>> {
            Result<std::optional<Entry>> entry = readEntry(connection, sequence);
            if (!entry)
                return fail(entry.error());
            if (!*entry)
                return std::nullopt;
            Shown shown;
            shown.entry = std::move(**entry);
            if (const Result<std::optional<Person>> person = readPerson(connection, shown.entry.actor); person && *person)
                shown.actor = qstr((*person)->name);
            shown.command = commandContent(shown.entry);
            const QJsonObject payload = shown.command ? shown.command->value(QLatin1String("payload")).toObject() : QJsonObject();
            if (const Result<void> named = readEntryNames(connection, shown.entry, payload, shown.names); !named)
                return fail(named.error());
            return shown;
        })
        .then(this, [this](const Result<std::optional<Shown>> &found) {
            if (!found)
                m_error->showError(found.error());
            else if (*found)
                showEntry(**found);
        });
}

void AuditPage::applyFilter()
{
    EntryFilter filter;
    filter.text = utf8(m_search->text().trimmed());
    filter.kind = utf8(m_kind->currentData().toString());
    m_model.setFilter(filter);
}

void AuditPage::showRow(int row)
{
    if (row >= 0)
        openEntry(m_model.entry(row).sequence);
}

void AuditPage::showEntry(const Shown &shown)
{
    const Entry &entry = shown.entry;
    const Result<QJsonObject> &command = shown.command;
    const bool ofAuthority = entry.actor == authorityActor;
    const QString actor = ofAuthority ? tr("the authority") : shown.actor;
    const QString about = JournalText::about(entry, shown.names);
    detail()->clear();
    detail()->setTitle(JournalText::what(entry), tr("Entry %1").arg(entry.sequence));
    detail()->addText(JournalText::sentence(entry, actor, command ? command->value(QLatin1String("payload")).toObject() : QJsonObject(), shown.names));
    for (const QString &waived : JournalText::waived(entry))
        detail()->addText(waived);
    detail()->addSection(tr("Entry"));
    detail()->addRow(tr("Time"), QLocale().toString(QDateTime::fromSecsSinceEpoch(toUnix(entry.time)), QLocale::LongFormat));
    detail()->addRow(tr("By"), actor.isEmpty() ? qstr(entry.actor) : actor);
    detail()->addRow(tr("About"), about);
    if (about != qstr(entry.subject) && !entry.subject.empty())
        detail()->addRow(tr("Written as"), qstr(entry.subject));
    detail()->addCopyRow(tr("Hash"), qstr(toHex(entry.hash)));
    detail()->addCopyRow(tr("Hash before"), qstr(toHex(entry.previous)));
    detail()->addSection(tr("Signed command"));
    auto *content = new RichText; // as long as it is: the panel scrolls, not a box in it
    content->setObjectName("auditCommand");
    content->setAccessibleName(tr("Signed command"));
    content->setFont(Theme::monospaceFont());
    content->setPlainText(command ? QString::fromUtf8(QJsonDocument(*command).toJson()) : tr("The command could not be read: %1").arg(qstr(command.error().detail)));
    detail()->addWidget(content);
    detail()->show();
}

void AuditPage::verify()
{
    if (!house() || m_progress->isRunning())
        return;
    m_error->clear();
    QFuture<Result<VerificationReport>> running = QtConcurrent::run(backgroundPool(), [house = house()](QPromise<Result<VerificationReport>> &promise) {
        promise.setProgressRange(0, 1000);
        std::stop_source stop;
        const auto progress = [&](std::uint64_t done, std::uint64_t total) {
            promise.setProgressValue(total ? int(1000 * done / total) : 0);
            if (promise.isCanceled())
                stop.request_stop();
        };
        promise.addResult(house->verify(true, progress, stop.get_token()));
    });
    house()->keepUntil(QFuture<void>(running));
    m_verify->setEnabled(false);
    m_progress->watch(tr("Verifying chain, checkpoints, signatures, certificates and pages…"), running)
        .then(this, [this](Result<VerificationReport> report) {
            m_verify->setEnabled(true);
            if (report)
                showReport(*report);
            else if (report.error().code != ErrorCode::Cancelled)
                m_error->showError(report.error());
        })
        .onCanceled(this, [verify = QPointer(m_verify)] { // also called while this goes
            if (verify)
                verify->setEnabled(true);
        });
}

void AuditPage::showReport(const VerificationReport &report)
{
    m_lastReport = report;
    while (QLayoutItem *item = m_reportLines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](const QString &iconName, const QString &text, const QString &objectName) {
        auto *line = new QWidget(m_report);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto *icon = new QLabel(line);
        icon->setPixmap(themeIcon(iconName).pixmap(16, 16));
        auto *label = makeBody(line);
        label->setText(text);
        label->setObjectName(objectName);
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(label, 1);
        m_reportLines->addWidget(line);
    };
    for (const QString &text : JournalText::broken(report))
        add(QStringLiteral("dialog-error"), text, QStringLiteral("auditBroken"));
    for (const QString &text : JournalText::proven(report, true))
        add(QStringLiteral("dialog-ok"), text, QStringLiteral("auditProven"));
    for (const QString &text : JournalText::unproven(report, true))
        add(QStringLiteral("dialog-information"), text, QStringLiteral("auditUnproven"));
    m_report->show();
    updateSummary();
}

void AuditPage::exportAs(JournalFormat format)
{
    if (!house())
        return;
    const bool csv = format == JournalFormat::Csv;
    auto *dialog = new QFileDialog(this, tr("Export the audit log"), QString(), csv ? tr("CSV (*.csv)") : tr("JSON (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? QStringLiteral("csv") : QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &path) {
        if (!house())
            return;
        QFuture<Result<void>> running = QtConcurrent::run(backgroundPool(), [house = house(), format, path]() -> Result<void> {
            const Result<std::string> text = journalText(*house, format);
            return text ? writeFile(path, *text) : fail(text.error());
        });
        house()->keepUntil(QFuture<void>(running));
        m_progress->watch(tr("Exporting the audit log…"), running, ProgressStrip::Cancelling::Impossible).then(this, [this](Result<void> written) {
            if (!written)
                m_error->showError(written.error());
        });
    });
    dialog->open();
}

void AuditPage::updateSummary()
{
    if (!m_lastReport) {
        setSummary(tr("Every change, who made it and when. It has not been verified since this house was opened."));
        return;
    }
    if (m_lastReport->onlyPagesDamaged()) {
        setSummary(tr("The entries hold, but the database is damaged. Restore the latest backup, and have the disk checked."));
        return;
    }
    setSummary(m_lastReport->intact() ? tr("Verified: %n entries, and none was changed, removed or put in.", nullptr, int(m_lastReport->entries))
                                      : tr("The audit log is broken. What was found stands below; keep a copy of the home folder as evidence."));
}

void AuditPage::retranslate()
{
    setTitle(tr("Audit"));
    m_search->setPlaceholderText(tr("Filter entries"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_verify->setText(tr("Verify"));
    m_export->setText(tr("Export"));
    m_csv->setText(tr("As CSV…"));
    m_json->setText(tr("As JSON…"));
    m_table->setAccessibleName(tr("Audit log"));
    m_kind->setAccessibleName(tr("Kind of entry"));
    const QString chosen = m_kind->currentData().toString();
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    m_kind->addItem(tr("All kinds"), QString());
    for (const QString &kind : JournalText::kinds())
        m_kind->addItem(JournalText::kind(kind), kind);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(chosen)));
    if (m_lastReport)
        showReport(*m_lastReport);
    updateExport();
    updateSummary();
}

} // namespace hufu
