// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/InventoryPage.h"

#include "models/base/BackgroundPool.h"
#include "models/replica/House.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/inventory/CertificateActions.h"
#include "ui/pages/inventory/CollectionMenu.h"
#include "ui/pages/inventory/QueryComplaint.h"
#include "ui/pages/revocation/ProofBox.h"
#include "ui/pages/revocation/RevokeForm.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/ProgressStrip.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QtConcurrent>

namespace hufu {
namespace {

using Model = CertificateTableModel;

/// Long enough that holding an arrow key down does not read every row passed, short enough not to be felt.
constexpr int detailDelay = 90;
constexpr int noticeTime = 6000;

QList<TableView::Column> usualColumns()
{
    QList<TableView::Column> columns(Model::ColumnCount, {120, false});
    columns[Model::Subject] = {208, true};
    columns[Model::Names] = {220, false};
    columns[Model::Issuer] = {140, true};
    columns[Model::Serial] = {260, false};
    columns[Model::Expires] = {100, true};
    columns[Model::DaysLeft] = {96, true};
    columns[Model::Class] = {90, true};
    columns[Model::TierColumn] = {96, true};
    columns[Model::Services] = {130, true};
    columns[Model::Findings] = {106, true};
    columns[Model::Seen] = {200, false};
    columns[Model::Fingerprint] = {320, false};
    return columns;
}

/// Of a certificate that the own CA took back; none for others.
std::optional<Tone> withdrawalTone(const QModelIndex &index)
{
    switch (static_cast<CertificateStatus>(index.data(Model::StatusRole).toInt())) {
    case CertificateStatus::Revoked: return Tone::Danger;
    case CertificateStatus::Suspended: return Tone::Attention;
    default: return std::nullopt;
    }
}

std::optional<Tone> severityTone(const QModelIndex &index, int role)
{
    const int severity = index.data(role).toInt();
    return severity < 0 ? std::nullopt : std::optional(toneOf(static_cast<Severity>(severity)));
}

/// What an officer looks for first, so that it stays in sight beside an open panel.
const QList<int> firstColumns{Model::Subject, Model::DaysLeft, Model::Expires, Model::Findings, Model::TierColumn, Model::Services};

} // namespace

InventoryPage::InventoryPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent)
    , m_search(new SearchBox(this))
    , m_collections(new CollectionMenu(this))
    , m_showExpired(new QCheckBox(this))
    , m_showSuperseded(new QCheckBox(this))
    , m_export(new QToolButton(this))
    , m_exportMenu(new QMenu(this))
    , m_revoke(new QPushButton(this))
    , m_import(new QPushButton(this))
    , m_detailDelay(new QTimer(this))
    , m_noticeEnd(new QTimer(this))
{
    setObjectName(QStringLiteral("inventoryPage"));
    setAcceptDrops(true);
    setContent(makeContent());
    m_actions = new CertificateActions(*m_table, m_model, navigator, this);
    makeToolbar();

    m_model.setHideExpired(true);
    m_model.setHideSuperseded(true);
    m_detailDelay->setSingleShot(true);
    m_detailDelay->setInterval(detailDelay);
    connect(m_detailDelay, &QTimer::timeout, this, &InventoryPage::loadDetail);
    m_noticeEnd->setSingleShot(true);
    m_noticeEnd->setInterval(noticeTime);
    connect(m_noticeEnd, &QTimer::timeout, m_notice, &QWidget::hide);

    connect(&m_model, &Model::filterApplied, this, [this] {
        m_complaint->hide();
        m_search->setComplaint({});
        m_collections->setCurrentQuery(m_model.filter(), true);
        updateSummary();
    });
    connect(&m_model, &Model::filterRejected, this, &InventoryPage::showRejection);
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showDetailLater(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        detail()->show();
        showDetailLater(index.row());
    });
    connect(m_table, &TableView::contextMenuAboutToShow, m_actions, &CertificateActions::fillContextMenu);
    connect(m_table, &TableView::contextMenuAboutToShow, this, &InventoryPage::fillRevocationMenu);
    connect(m_revoke, &QPushButton::clicked, this, [this] { openRevocation(RevokeForm::Deed::Revoke); });
    connect(detail(), &DetailPanel::closed, m_table, qOverload<>(&QWidget::setFocus));

    const auto say = [this](const QString &sentence) {
        m_notice->setText(sentence);
        m_notice->show();
        m_noticeEnd->start();
    };
    connect(m_actions, &CertificateActions::notice, this, say);
    connect(m_collections, &CollectionMenu::notice, this, say);
    connect(m_actions, &CertificateActions::failed, m_error, &ErrorBox::showError);
    connect(m_collections, &CollectionMenu::failed, m_error, &ErrorBox::showError);
    connect(m_actions, &CertificateActions::exportStarted, this, [this, say](const QString &what, const QFuture<Result<int>> &job) {
        m_progress->watch(what, job).then(this, [this, say](const Result<int> &written) {
            if (written)
                say(tr("%n certificate(s) exported.", nullptr, *written));
            else
                m_error->showError(written.error());
        });
    });

    emptyState()->setIcon(QStringLiteral("document-import"));
    m_emptyImport = emptyState()->addButton(QStringLiteral("emptyImport"));
    connect(m_emptyImport, &QPushButton::clicked, this, [this] { openImport(); });
    setTabOrder(m_search, m_collections);
    retranslate();
}

InventoryPage::~InventoryPage()
{
    m_model.setFeed(nullptr);
}

QWidget *InventoryPage::makeContent()
{
    auto *content = new QWidget(this);
    m_complaint = makeBody(content);
    m_complaint->setObjectName(QStringLiteral("queryComplaint"));
    m_complaint->setTextFormat(Qt::RichText);
    m_complaint->hide();
    m_notice = makeMuted(content);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->hide();
    m_error = new ErrorBox(content);
    m_error->setObjectName(QStringLiteral("inventoryError"));
    m_progress = new ProgressStrip(content);
    m_progress->setObjectName(QStringLiteral("inventoryProgress"));

    m_table = new TableView(QStringLiteral("certificates"), content);
    auto *delegate = new CellDelegate(m_table);
    delegate->setMonospaceRole(Model::MonospaceRole);
    delegate->setBadge(Model::Findings, [](const QModelIndex &index) { return severityTone(index, Model::SeverityRole); });
    delegate->setBadge(Model::DaysLeft, [](const QModelIndex &index) {
        const std::optional<Tone> withdrawn = withdrawalTone(index);
        return withdrawn ? withdrawn : severityTone(index, Model::UrgencyRole);
    });
    delegate->setBadge(Model::Status, withdrawalTone);
    m_table->setItemDelegate(delegate);
    m_table->setModel(&m_model);
    m_table->sortByColumn(Model::Expires, Qt::AscendingOrder);
    m_table->restoreColumns(usualColumns(), firstColumns);

    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_complaint);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_notice);
    layout->addWidget(m_progress);
    return content;
}

void InventoryPage::makeToolbar()
{
    m_search->setObjectName(QStringLiteral("inventorySearch"));
    m_search->setCompletion([this](const QString &text, int cursor) { return QueryComplaint::complete(text, cursor, m_vocabulary); });
    m_search->setMinimumWidth(220);
    m_showExpired->setObjectName(QStringLiteral("showExpired"));
    m_showSuperseded->setObjectName(QStringLiteral("showSuperseded"));
    m_export->setObjectName(QStringLiteral("export"));
    m_export->setIcon(themeIcon(QStringLiteral("document-export")));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(m_exportMenu);
    m_revoke->setObjectName(QStringLiteral("revoke"));
    m_revoke->setIcon(themeIcon(QStringLiteral("dialog-cancel")));
    m_import->setObjectName(QStringLiteral("import"));
    m_import->setIcon(themeIcon(QStringLiteral("document-import")));

    toolbar()->addWidget(m_search, 1);
    for (QWidget *widget : {static_cast<QWidget *>(m_collections), static_cast<QWidget *>(m_showExpired), static_cast<QWidget *>(m_showSuperseded),
                            static_cast<QWidget *>(m_export), static_cast<QWidget *>(m_revoke), static_cast<QWidget *>(m_import)})
        toolbar()->addWidget(widget);

    connect(m_search, &QLineEdit::textChanged, this, &InventoryPage::setFilter);
    connect(m_collections, &CollectionMenu::chosen, this, &InventoryPage::openQuery);
    connect(m_showExpired, &QCheckBox::toggled, this, [this](bool shown) { m_model.setHideExpired(!shown); });
    connect(m_showSuperseded, &QCheckBox::toggled, this, [this](bool shown) { m_model.setHideSuperseded(!shown); });
    connect(m_exportMenu, &QMenu::aboutToShow, this, [this] {
        m_exportMenu->clear();
        m_actions->fillExportMenu(m_exportMenu);
    });
    connect(m_import, &QPushButton::clicked, this, [this] { openImport(); });
}

void InventoryPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        delete m_importing; // stops a running import and waits for it
        delete m_revoking;
        delete m_proof;
        m_detailDelay->stop();
        if (m_progress->isRunning())
            m_progress->cancel();
        m_jobs.wait();
        m_wanted.reset();
        ++m_detailNumber;
        m_vocabulary = {};
        m_search->clear();
        m_error->clear();
        m_notice->hide();
    }
    m_actions->setHouse(house);
    m_collections->setHouse(house, feed);
    if (this->feed())
        disconnect(this->feed(), nullptr, this, nullptr);
    m_model.setFeed(feed);
    Page::setHouse(house, feed);
    if (feed) {
        connect(feed, &InventoryFeed::inventoryChanged, this, &InventoryPage::inventoryChanged);
        connect(feed, &InventoryFeed::loadingFailed, m_error, &ErrorBox::showError);
        inventoryChanged();
    }
    m_import->setEnabled(house);
    m_revoke->setEnabled(house);
}

QWidget *InventoryPage::searchField() { return m_search; }

void InventoryPage::openQuery(const QString &query)
{
    m_search->setText(query);
    m_search->setCursorPosition(static_cast<int>(query.size()));
    setFilter(query);
    m_table->scrollToTop();
    m_table->setFocus();
}

void InventoryPage::openCertificate(const Sha256 &sha256)
{
    m_wanted = sha256;
    const int row = m_model.rowOf(sha256);
    if (row >= 0) {
        m_table->setCurrentIndex(m_model.index(row, std::max(0, m_table->currentIndex().column())));
        m_table->scrollTo(m_model.index(row, 0));
    } else {
        m_table->clearSelection();
    }
    detail()->show();
    m_wanted = sha256;
    m_detailDelay->stop();
    loadDetail();
}

void InventoryPage::setFilter(const QString &text)
{
    m_model.setFilter(text);
}

void InventoryPage::showRejection(const QueryError &error)
{
    const QString query = m_search->text(), sentence = QueryComplaint::sentence(query, error);
    m_search->setComplaint(sentence);
    m_complaint->setText(sentence.toHtmlEscaped() + QStringLiteral("<br>") + QueryComplaint::marked(query, error));
    m_complaint->show();
    m_collections->setCurrentQuery(query, false);
}

void InventoryPage::inventoryChanged()
{
    const std::shared_ptr<const Inventory> inventory = feed()->inventory();
    showEmpty(inventory->isComplete() && inventory->total() == 0 && !feed()->isLoading());
    updateSummary();
    if (!inventory->isComplete())
        return;
    m_jobs.add(QtConcurrent::run(backgroundPool(), [inventory] { return vocabularyOf(*inventory); })).then(this, [this](QueryVocabulary words) {
        words.language = QLocale().language() == QLocale::Chinese ? QueryLanguage::Chinese : QueryLanguage::English;
        m_vocabulary = std::move(words);
    });
    if (m_wanted && detail()->isVisible())
        loadDetail(); // findings, services or sightings may differ now
}

void InventoryPage::updateSummary()
{
    if (!feed())
        return;
    const QLocale locale;
    const qlonglong total = feed()->inventory()->total();
    const int hidden = m_model.hiddenCount();
    if (total == 0) {
        setSummary(tr("No certificate yet."));
    } else if (hidden > 0) {
        setSummary(tr("%1 of %2 certificates shown; %3 more match but are over or superseded.")
                       .arg(locale.toString(m_model.rowCount()), locale.toString(total), locale.toString(hidden)));
    } else {
        setSummary(tr("%1 of %2 certificates shown.").arg(locale.toString(m_model.rowCount()), locale.toString(total)));
    }
}

void InventoryPage::showDetailLater(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    m_wanted = m_model.sha256(row);
    m_detailDelay->start();
}

void InventoryPage::loadDetail()
{
    if (!house() || !m_wanted)
        return;
    const quint64 number = ++m_detailNumber;
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = house(), inventory = feed()->inventory(), sha256 = *m_wanted] {
              return std::make_shared<Result<CertificateDetail>>(readDetail(*house, inventory, sha256));
          }))
        .then(this, [this, number](const std::shared_ptr<Result<CertificateDetail>> &read) {
            if (number != m_detailNumber)
                return; // another row was chosen meanwhile
            if (*read)
                showDetail(std::move(**read));
            else
                m_error->showError(read->error());
        });
}

void InventoryPage::showDetail(CertificateDetail read)
{
    if (m_panel && m_panel->detail().listing.sha256 == read.listing.sha256) {
        m_panel->setDetail(std::move(read));
        showRevocation();
        return;
    }
    const CertificateListing &listing = read.listing;
    const std::string &title = !listing.commonName.empty() ? listing.commonName : !listing.dnsNames.empty() ? listing.dnsNames.front() : listing.subject;
    detail()->clear();
    detail()->setTitle(QString::fromStdString(title), tr("Issued by %1").arg(QString::fromStdString(listing.issuerName)));
    m_panel = new CertificatePanel;
    m_panel->setObjectName(QStringLiteral("certificatePanel"));
    m_panel->setTab(m_tab);
    m_panel->setDetail(std::move(read));
    connect(m_panel, &CertificatePanel::tabChanged, this, [this](int tab) { m_tab = static_cast<CertificatePanel::Tab>(tab); });
    connect(m_panel, &CertificatePanel::certificateAsked, this, &InventoryPage::openCertificate);
    connect(m_panel, &CertificatePanel::serviceAsked, this, [this](const QString &id) { navigator().showService(id.toStdString()); });
    connect(m_panel, &CertificatePanel::copied, this, [this] { Q_EMIT m_actions->notice(tr("Copied.")); });
    detail()->addWidget(m_panel);
    showRevocation();
}

void InventoryPage::showRevocation()
{
    const std::optional<RevocationProgress> &revocation = m_panel->detail().revocation;
    if (!revocation || !house()) {
        delete m_proof;
        return;
    }
    if (!m_proof) {
        m_proof = new ProofBox(*house(), m_panel);
        m_panel->addAboveTabs(m_proof);
    }
    m_proof->setProgress(*revocation);
    m_proof->setCertificates({revocation->certificate.sha256});
}

ImportDialog *InventoryPage::openImport(const std::vector<SourceSpec> &sources)
{
    if (!house())
        return nullptr;
    if (!m_importing) {
        m_importing = new ImportDialog(*house(), this);
        m_importing->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_importing->add(sources);
    m_importing->show();
    m_importing->raise();
    m_importing->activateWindow();
    return m_importing;
}

std::vector<Row> InventoryPage::chosenRows() const
{
    QList<int> shown = m_table->selectedRows();
    if (shown.isEmpty() && m_table->currentIndex().isValid())
        shown += m_table->currentIndex().row();
    std::vector<Row> rows;
    for (const int row : shown)
        rows.push_back(m_model.inventoryRow(row));
    return rows;
}

void InventoryPage::fillRevocationMenu(QMenu *menu)
{
    const int count = static_cast<int>(chosenRows().size());
    if (!house() || count == 0)
        return;
    menu->addSeparator();
    menu->addAction(tr("Revoke or suspend %n certificate(s)…", nullptr, count), this, [this] { openRevocation(RevokeForm::Deed::Revoke); })
        ->setObjectName(QStringLiteral("menuRevoke"));
    menu->addAction(tr("Lift the suspension of %n certificate(s)…", nullptr, count), this, [this] { openRevocation(RevokeForm::Deed::Resume); })
        ->setObjectName(QStringLiteral("menuResume"));
}

RevokeForm *InventoryPage::openRevocation(RevokeForm::Deed deed)
{
    std::vector<Row> rows = chosenRows();
    if (!house())
        return nullptr;
    if (rows.empty()) {
        Q_EMIT m_actions->notice(tr("Choose the certificates first: click rows, with Ctrl or Shift for several."));
        return nullptr;
    }
    delete m_revoking;
    m_revoking = new RevokeForm(*house(), m_model.inventory(), std::move(rows), deed, this);
    m_revoking->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_revoking, &RevokeForm::done, m_actions, &CertificateActions::notice);
    m_revoking->open();
    return m_revoking;
}

bool InventoryPage::importFrom(const QMimeData *mime)
{
    std::vector<SourceSpec> sources;
    for (const QUrl &url : mime->urls()) {
        if (url.isLocalFile())
            sources.push_back(SourceSpec::path(url.toLocalFile().toStdString()));
    }
    if (sources.empty() && mime->hasText() && mime->text().contains(QStringLiteral("-----BEGIN ")))
        sources.push_back(SourceSpec::pasted(viewOf(mime->text().toStdString())));
    if (sources.empty())
        return false;
    openImport(sources);
    return true;
}

void InventoryPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste) && importFrom(QGuiApplication::clipboard()->mimeData()))
        return;
    Page::keyPressEvent(event);
}

void InventoryPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (house() && (event->mimeData()->hasUrls() || event->mimeData()->hasText()))
        event->acceptProposedAction();
}

void InventoryPage::dropEvent(QDropEvent *event)
{
    if (importFrom(event->mimeData()))
        event->acceptProposedAction();
}

void InventoryPage::retranslate()
{
    setTitle(tr("Certificate inventory"));
    m_search->setPlaceholderText(tr("Filter: words, or a query such as expires < 30d and tier = core"));
    m_search->setAccessibleName(tr("Filter certificates"));
    m_table->setAccessibleName(tr("Certificates"));
    m_showExpired->setText(tr("Expired, revoked"));
    m_showExpired->setToolTip(tr("Show expired, revoked and suspended certificates too"));
    m_showExpired->setAccessibleName(m_showExpired->toolTip());
    m_showSuperseded->setText(tr("Superseded"));
    m_showSuperseded->setToolTip(tr("Show certificates that a newer one replaces"));
    m_showSuperseded->setAccessibleName(tr("Show certificates that a newer one replaces"));
    m_export->setText(tr("Export"));
    m_export->setAccessibleName(tr("Export certificates"));
    m_revoke->setText(tr("Revoke…"));
    m_revoke->setToolTip(tr("Revoke or suspend the chosen certificates of the own CA"));
    m_import->setText(tr("Import…"));
    m_import->setToolTip(tr("Import certificates from files, folders, servers or pasted text"));
    m_collections->retranslate();
    emptyState()->setText(tr("No certificate yet"),
                          tr("Import this computer's trusted authorities, a folder, a file or what a server shows. You can also drop files here, or paste "
                             "certificates as text."));
    m_emptyImport->setText(tr("Import certificates…"));
    updateSummary();
}

} // namespace hufu
