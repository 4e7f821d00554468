// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/import/ImportDialog.h"

#include "ui/pages/import/ImportRunner.h"
#include "ui/pages/import/ImportSources.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

namespace hufu {
namespace {

/// Lines that contain the text anywhere, and, where only problems are asked for, those alone.
class ResultFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setProblemsOnly(bool only)
    {
        m_problemsOnly = only;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        if (m_problemsOnly && !sourceModel()->index(row, 0, parent).data(ImportResultModel::ProblemRole).toBool())
            return false;
        return QSortFilterProxyModel::filterAcceptsRow(row, parent);
    }

private:
    bool m_problemsOnly = false;
};

} // namespace

ImportDialog::ImportDialog(House &house, QWidget *parent)
    : QDialog(parent)
    , m_house(house)
    , m_title(makeTitle(this))
    , m_stack(new QStackedWidget(this))
    , m_sources(new ImportSources(this))
    , m_model(new ImportResultModel(this))
    , m_deed(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setModal(false);
    m_title->setObjectName(QStringLiteral("importTitle"));
    m_stack->addWidget(m_sources);
    m_stack->addWidget(makeRunning());
    m_stack->addWidget(makeResults());
    m_deed->setObjectName(QStringLiteral("importDeed"));
    m_deed->setDefault(true);
    m_close->setObjectName(QStringLiteral("importClose"));
    m_close->setAutoDefault(false);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_deed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_stack, 1);
    layout->addLayout(buttons);
    resize(880, 600);

    connect(m_sources, &ImportSources::changed, this, &ImportDialog::updateButtons);
    connect(m_deed, &QPushButton::clicked, this, [this] {
        if (stage() == Stage::Sources)
            start();
        else if (stage() == Stage::Results)
            setStage(Stage::Sources);
    });
    connect(m_close, &QPushButton::clicked, this, &ImportDialog::reject);
    retranslate();
}

ImportDialog::~ImportDialog()
{
    delete m_runner; // waits
}

QWidget *ImportDialog::makeRunning()
{
    auto *page = new QWidget(m_stack);
    m_doing = makeBody(page);
    m_current = makeMuted(page);
    m_current->setObjectName(QStringLiteral("importCurrent"));
    m_bar = new QProgressBar(page);
    m_bar->setObjectName(QStringLiteral("importProgress"));
    m_bar->setTextVisible(false);

    m_asking = new QWidget(page);
    m_asking->setObjectName(QStringLiteral("importAsking"));
    m_question = makeBody(m_asking);
    m_question->setObjectName(QStringLiteral("importQuestion"));
    m_password = new PassphraseEdit(m_asking);
    m_password->setObjectName(QStringLiteral("importPassword"));
    m_unlock = new QPushButton(m_asking);
    m_unlock->setObjectName(QStringLiteral("importUnlock"));
    m_skip = new QPushButton(m_asking);
    m_skip->setObjectName(QStringLiteral("importSkip"));
    m_skipAll = new QPushButton(m_asking);
    m_skipAll->setObjectName(QStringLiteral("importSkipAll"));
    auto *answers = new QHBoxLayout;
    answers->addWidget(m_password, 1);
    answers->addWidget(m_unlock);
    answers->addWidget(m_skip);
    answers->addWidget(m_skipAll);
    auto *asking = new QVBoxLayout(m_asking);
    asking->setContentsMargins(0, 16, 0, 0);
    asking->addWidget(m_question);
    asking->addLayout(answers);
    m_asking->hide();

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_doing);
    layout->addWidget(m_bar);
    layout->addWidget(m_current);
    layout->addWidget(m_asking);
    layout->addStretch(1);

    const auto unlock = [this] {
        if (!m_asking->isVisible() || m_password->isEmpty())
            return;
        SecureBytes password = m_password->take();
        endAsking();
        m_runner->answer(std::move(password));
    };
    connect(m_unlock, &QPushButton::clicked, this, unlock);
    connect(m_password, &PassphraseEdit::returnPressed, this, unlock);
    connect(m_password, &PassphraseEdit::edited, this, [this] { m_unlock->setEnabled(!m_password->isEmpty()); });
    connect(m_skip, &QPushButton::clicked, this, [this] {
        endAsking();
        m_runner->answer(std::nullopt);
    });
    connect(m_skipAll, &QPushButton::clicked, this, [this] {
        endAsking();
        m_runner->skipAll();
    });
    return page;
}

QWidget *ImportDialog::makeResults()
{
    auto *page = new QWidget(m_stack);
    m_error = new ErrorBox(page);
    m_error->setObjectName(QStringLiteral("importError"));
    m_keysNote = makeBody(page);
    m_keysNote->setObjectName(QStringLiteral("importKeysNote"));
    m_filter = new QLineEdit(page);
    m_filter->setObjectName(QStringLiteral("importFilter"));
    m_filter->setClearButtonEnabled(true);
    m_problemsOnly = new QCheckBox(page);
    m_problemsOnly->setObjectName(QStringLiteral("importProblemsOnly"));
    m_copy = new QPushButton(page);
    m_copy->setObjectName(QStringLiteral("importCopy"));
    m_csv = new QPushButton(page);
    m_csv->setObjectName(QStringLiteral("importExportCsv"));
    m_json = new QPushButton(page);
    m_json->setObjectName(QStringLiteral("importExportJson"));

    auto *filter = new ResultFilter(page);
    m_proxy = filter;
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortRole(ImportResultModel::SortRole);
    m_table = new TableView(QStringLiteral("importResults"), page);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(ImportResultModel::What, [](const QModelIndex &index) {
        return std::optional(index.data(ImportResultModel::ProblemRole).toBool() ? Tone::Attention : Tone::Accent);
    });
    m_table->setItemDelegate(delegate);
    m_table->setModel(m_proxy);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // the order of the sources, until asked otherwise
    m_table->restoreColumns({{300, true}, {110, true}, {150, true}, {70, true}, {70, true}, {70, true}, {100, true}, {360, true}});

    auto *row = new QHBoxLayout;
    row->addWidget(m_filter, 1);
    row->addWidget(m_problemsOnly);
    row->addWidget(m_copy);
    row->addWidget(m_csv);
    row->addWidget(m_json);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_keysNote);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);

    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_problemsOnly, &QCheckBox::toggled, this, [filter](bool only) { filter->setProblemsOnly(only); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (m_table->selectedRows().isEmpty())
            m_table->selectAll();
        QGuiApplication::clipboard()->setText(m_table->selectionAsText());
    });
    connect(m_csv, &QPushButton::clicked, this, [this] { exportResults(QStringLiteral("csv")); });
    connect(m_json, &QPushButton::clicked, this, [this] { exportResults(QStringLiteral("json")); });
    return page;
}

ImportDialog::Stage ImportDialog::stage() const { return static_cast<Stage>(m_stack->currentIndex()); }

void ImportDialog::setStage(Stage stage)
{
    m_stack->setCurrentIndex(static_cast<int>(stage));
    if (stage == Stage::Sources && !m_waiting.empty())
        m_sources->add(std::exchange(m_waiting, {}));
    retranslate();
    if (stage == Stage::Results)
        m_table->setFocus();
}

void ImportDialog::add(const std::vector<SourceSpec> &sources)
{
    if (stage() == Stage::Running) {
        m_waiting.insert(m_waiting.end(), sources.begin(), sources.end());
        return;
    }
    setStage(Stage::Sources);
    m_sources->add(sources);
}

void ImportDialog::start()
{
    std::vector<SourceSpec> sources = m_sources->sources();
    if (sources.empty() || stage() == Stage::Running)
        return;
    delete m_runner;
    m_cancelling = false;
    m_runner = new ImportRunner(m_house, this);
    connect(m_runner, &ImportRunner::progressed, this, &ImportDialog::showProgress);
    connect(m_runner, &ImportRunner::passwordAsked, this, &ImportDialog::askPassword);
    connect(m_runner, &ImportRunner::finished, this, &ImportDialog::finish);
    m_bar->setRange(0, 0);
    m_current->clear();
    endAsking();
    setStage(Stage::Running);
    m_runner->start(std::move(sources));
}

void ImportDialog::showProgress(quint64 done, quint64 total, const QString &current)
{
    // The bar counts in int; an import of huge files does not.
    const quint64 unit = std::max<quint64>(1, total / 10'000);
    m_bar->setRange(0, static_cast<int>(total / unit));
    m_bar->setValue(static_cast<int>(done / unit));
    m_current->setText(fontMetrics().elidedText(current, Qt::ElideMiddle, std::max(200, m_stack->width() - 16)));
}

void ImportDialog::askPassword(const QString &source, int attempt)
{
    if (m_cancelling)
        return;
    m_askedSource = source;
    m_attempt = attempt;
    m_password->clear();
    m_unlock->setEnabled(false);
    m_asking->show();
    retranslate();
    m_password->setFocus();
}

void ImportDialog::endAsking()
{
    m_attempt = 0;
    m_password->clear();
    m_asking->hide();
}

void ImportDialog::finish()
{
    endAsking();
    m_model->setResult(m_runner->result());
    m_sources->clear();
    m_filter->clear();
    m_error->clear();
    if (m_model->result().stopped)
        m_error->showError(*m_model->result().stopped);
    m_problemsOnly->setChecked(false);
    setStage(Stage::Results);
    Q_EMIT importFinished();
}

void ImportDialog::reject()
{
    if (stage() == Stage::Running) {
        m_cancelling = true;
        endAsking();
        m_runner->cancel();
        retranslate();
        return;
    }
    QDialog::reject();
}

void ImportDialog::exportResults(const QString &suffix)
{
    auto *dialog = new QFileDialog(this, tr("Export the result of the import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(tr("import") + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, suffix](const QString &path) {
        QSaveFile file(path);
        const QByteArray bytes = suffix == QLatin1String("csv") ? m_model->asCsv() : m_model->asJson();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            m_error->showError({.code = ErrorCode::Io, .detail = file.errorString().toStdString(), .subject = path.toStdString(), .triesLeft = {}});
        else
            m_error->clear();
    });
    dialog->open();
}

void ImportDialog::updateButtons()
{
    const int count = static_cast<int>(m_sources->sources().size());
    switch (stage()) {
    case Stage::Sources:
        m_deed->setText(count == 0 ? tr("Import") : tr("Import from %n source(s)", nullptr, count));
        m_deed->setEnabled(count > 0 && m_sources->complaint().isEmpty());
        m_close->setText(tr("Close"));
        m_close->setEnabled(true);
        break;
    case Stage::Running:
        m_close->setText(tr("Cancel the import"));
        m_close->setEnabled(!m_cancelling);
        break;
    case Stage::Results:
        m_deed->setText(tr("Import more…"));
        m_deed->setEnabled(true);
        m_close->setText(tr("Close"));
        m_close->setEnabled(true);
        break;
    }
    m_deed->setVisible(stage() != Stage::Running);
}

void ImportDialog::retranslate()
{
    setWindowTitle(tr("Import certificates"));
    const ImportResult &result = m_model->result();
    const QLocale locale;
    switch (stage()) {
    case Stage::Sources: m_title->setText(tr("What shall be imported?")); break;
    case Stage::Running: m_title->setText(m_cancelling ? tr("Stopping the import…") : tr("Importing…")); break;
    case Stage::Results:
        //: %1 certificates read, %2 of them new, %3 already known
        m_title->setText((result.report.cancelled || result.stopped ? tr("Stopped early: %1 certificates read, %2 new, %3 known")
                                                                     : tr("%1 certificates read, %2 new, %3 known"))
                             .arg(locale.toString(static_cast<qulonglong>(result.report.read)), locale.toString(static_cast<qulonglong>(result.total.added)),
                                  locale.toString(static_cast<qulonglong>(result.total.known))));
        break;
    }
    m_doing->setText(m_cancelling ? tr("What is complete is kept.") : tr("You can go on working meanwhile. What is complete is kept, also when you cancel."));
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_question->setText(m_attempt > 1 ? tr("That password did not open “%1”. Try again, or skip the file.").arg(m_askedSource)
                                      : tr("“%1” asks for its password.").arg(m_askedSource));
    m_password->setAccessibleName(tr("Password of the file"));
    m_unlock->setText(tr("Open the file"));
    m_skip->setText(tr("Skip this file"));
    m_skipAll->setText(tr("Skip all that ask"));
    m_filter->setPlaceholderText(tr("Filter the result"));
    m_filter->setAccessibleName(tr("Filter the result"));
    m_problemsOnly->setText(tr("Problems only (%1)").arg(m_model->problemCount()));
    m_problemsOnly->setEnabled(m_model->problemCount() > 0);
    m_copy->setText(tr("Copy"));
    m_csv->setText(tr("Export as CSV…"));
    m_json->setText(tr("Export as JSON…"));
    m_table->setAccessibleName(tr("Sources and what happened to them"));
    m_keysNote->setText(tr("%n private key(s) were seen. None was kept; where one lies beside its certificate, that is now a finding.", nullptr,
                           static_cast<int>(m_model->privateKeys())));
    m_keysNote->setVisible(m_model->privateKeys() > 0);
    m_model->retranslate();
    updateButtons();
}

void ImportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace hufu
