// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/services/ServiceImportDialog.h"

#include "models/base/BackgroundPool.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/ErrorText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/TableView.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QtConcurrent>

namespace hufu {
namespace {

constexpr qint64 largestFile = 64 << 20; // what readServicesCsv() takes
constexpr int wrongRole = Qt::UserRole;

} // namespace

ServiceImportDialog::ServiceImportDialog(House &house, QWidget *parent)
    : QDialog(parent)
    , m_house(house)
    , m_title(makeTitle(this))
    , m_format(makeMuted(this))
    , m_error(new ErrorBox(this))
    , m_table(new TableView(QStringLiteral("serviceImport"), this))
    , m_progress(new QProgressBar(this))
    , m_choose(new QPushButton(this))
    , m_enter(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("serviceImportDialog"));
    m_title->setObjectName(QStringLiteral("serviceImportTitle"));
    m_choose->setObjectName(QStringLiteral("serviceImportChoose"));
    m_enter->setObjectName(QStringLiteral("serviceImportEnter"));
    m_close->setObjectName(QStringLiteral("serviceImportClose"));
    m_error->setObjectName(QStringLiteral("serviceImportError"));
    m_progress->setRange(0, 0);
    m_progress->hide();
    m_model.setColumnCount(ColumnCount);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(What, [](const QModelIndex &index) {
        return index.data(wrongRole).toBool() ? std::optional(Tone::Attention) : std::nullopt;
    });
    m_table->setItemDelegate(delegate);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // the order of the file
    m_table->restoreColumns({{60, true}, {200, true}, {80, true}, {110, true}, {110, true}, {200, true}, {100, true}, {280, true}});

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_choose);
    buttons->addWidget(m_progress);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_enter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_format);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    resize(960, 560);

    m_choose->setAutoDefault(false);
    m_close->setAutoDefault(false);
    connect(m_choose, &QPushButton::clicked, this, &ServiceImportDialog::chooseFile);
    connect(m_enter, &QPushButton::clicked, this, &ServiceImportDialog::enter);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
}

void ServiceImportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Services from a CSV file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("CSV files (*.csv *.tsv *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ServiceImportDialog::preview);
    dialog->open();
}

Result<ServiceImportDialog::Preview> ServiceImportDialog::readPreview(House &house, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? ErrorCode::PermissionDenied : ErrorCode::NotFound, file.errorString().toStdString(), path.toStdString());
    const QByteArray bytes = file.read(largestFile + 1);
    Result<ServicesReading> reading = readServicesCsv(viewOf(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    if (!reading) {
        Error error = reading.error();
        error.subject = path.toStdString();
        return fail(std::move(error));
    }
    const Result<std::vector<Service>> known = house.services();
    if (!known)
        return fail(known.error());

    Preview preview;
    for (const ServiceRow &row : reading->services) {
        Line line{row, Verdict::New, {}};
        Result<Service> service = serviceOf(row);
        if (!service) {
            line.verdict = Verdict::Wrong;
            line.error = service.error();
        } else if (const auto same = std::ranges::find(*known, service->name, &Service::name); same != known->end()) {
            service->id = same->id;
            line.verdict = *same == *service ? Verdict::Same : Verdict::Changes;
        }
        preview.lines.push_back(std::move(line));
    }
    for (const CsvFailure &failure : reading->failures) {
        ServiceRow row;
        row.line = failure.line;
        preview.lines.push_back({std::move(row), Verdict::Wrong, failure.error});
    }
    std::ranges::stable_sort(preview.lines, {}, [](const Line &line) { return line.row.line; });
    preview.reading = std::move(*reading);
    return preview;
}

void ServiceImportDialog::preview(const QString &path)
{
    if (m_busy)
        return;
    m_busy = true;
    m_path = path;
    m_result.reset();
    m_preview = {};
    m_error->clear();
    retranslate();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, path] { return std::make_shared<Result<Preview>>(readPreview(*house, path)); }))
        .then(this, [this](const std::shared_ptr<Result<Preview>> &read) {
            m_busy = false;
            if (*read)
                m_preview = std::move(**read);
            else
                m_error->showError(read->error());
            retranslate();
            Q_EMIT previewed();
        });
}

void ServiceImportDialog::enter()
{
    if (m_busy)
        return;
    m_busy = true;
    m_error->clear();
    retranslate();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, reading = m_preview.reading] {
              return std::make_shared<Result<ServiceImportResult>>(importServices(*house, reading));
          }))
        .then(this, [this](const std::shared_ptr<Result<ServiceImportResult>> &result) {
            m_busy = false;
            if (*result) {
                m_result = **result;
                for (const CsvFailure &failure : m_result->failures) {
                    for (Line &line : m_preview.lines) {
                        if (line.row.line == failure.line) {
                            line.verdict = Verdict::Wrong;
                            line.error = failure.error;
                        }
                    }
                }
            } else {
                m_error->showError(result->error());
            }
            retranslate();
            Q_EMIT entered();
        });
}

int ServiceImportDialog::count(Verdict verdict) const
{
    return static_cast<int>(std::ranges::count(m_preview.lines, verdict, &Line::verdict));
}

void ServiceImportDialog::fill()
{
    m_model.setHorizontalHeaderLabels(
        {tr("Line"), tr("Name"), tr("Tier"), tr("Department"), tr("Owner"), tr("Hosts"), tr("Patient data"), m_result ? tr("What happened") : tr("What will happen")});
    m_model.setRowCount(static_cast<int>(m_preview.lines.size()));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Line &line = m_preview.lines[static_cast<std::size_t>(row)];
        QStringList hosts;
        for (const std::string &host : line.row.hosts)
            hosts += QString::fromStdString(host);
        const Result<Tier> tier = tierFromName(line.row.tier);
        QString what;
        switch (line.verdict) {
        case Verdict::New: what = m_result ? tr("added") : tr("will be added"); break;
        case Verdict::Changes: what = m_result ? tr("changed") : tr("will change the service of this name"); break;
        case Verdict::Same: what = tr("is there already, unchanged"); break;
        case Verdict::Wrong: what = line.error ? sentence(*line.error) : QString(); break;
        }
        const QString cells[] = {QString::number(line.row.line), QString::fromStdString(line.row.name),
                                 tier ? ValueText::of(*tier) : QString::fromStdString(line.row.tier), QString::fromStdString(line.row.department),
                                 QString::fromStdString(line.row.owner), hosts.join(QStringLiteral(", ")),
                                 line.row.patientData ? tr("yes") : tr("no"), what};
        const bool wrong = line.verdict == Verdict::Wrong;
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QStandardItem(wrong && line.row.name.empty() && column != LineColumn && column != What ? QString() : cells[column]);
            item->setEditable(false);
            item->setToolTip(cells[column]);
            item->setData(wrong, wrongRole);
            m_model.setItem(row, column, item);
        }
    }
}

void ServiceImportDialog::retranslate()
{
    setWindowTitle(tr("Import business services"));
    const int fresh = count(Verdict::New), changes = count(Verdict::Changes), wrong = count(Verdict::Wrong);
    if (m_result) {
        m_title->setText(tr("%1 added, %2 changed, %3 unchanged, %4 not entered")
                             .arg(m_result->added)
                             .arg(m_result->changed)
                             .arg(m_result->unchanged)
                             .arg(m_result->failures.size()));
    } else if (!m_preview.lines.empty()) {
        m_title->setText(tr("%1 to add, %2 to change, %3 that cannot be read").arg(fresh).arg(changes).arg(wrong));
    } else {
        m_title->setText(tr("Services from a spreadsheet"));
    }
    m_format->setText(tr("CSV with a line of titles: name, tier (core, important, general), department, owner, hosts, patient_data; Chinese titles such as 业务系统, 级别, 科室, "
                         "负责人, 主机, 患者数据 are understood too. UTF-8 or GB18030."));
    m_choose->setText(tr("Choose a file…"));
    m_choose->setEnabled(!m_busy);
    m_enter->setText(fresh + changes > 0 ? tr("Enter %n service(s)", nullptr, fresh + changes) : tr("Enter services"));
    m_enter->setVisible(!m_result);
    m_enter->setEnabled(!m_busy && fresh + changes > 0);
    m_close->setText(tr("Close"));
    m_table->setAccessibleName(tr("Services in the file and what happens to them"));
    m_progress->setVisible(m_busy);
    fill();
}

void ServiceImportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace hufu
