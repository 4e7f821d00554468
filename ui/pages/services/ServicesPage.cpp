// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/services/ServicesPage.h"

#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/services/ServiceForm.h"
#include "ui/pages/services/ServiceImportDialog.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TableView.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace hufu {
namespace {

using Model = ServiceTableModel;

std::optional<Tone> tierTone(const QModelIndex &index)
{
    switch (static_cast<Tier>(index.data(Model::TierRole).toInt())) {
    case Tier::Core: return Tone::Accent;
    case Tier::Important:
    case Tier::General: return Tone::Neutral;
    case Tier::None: return std::nullopt;
    }
    return std::nullopt;
}

/// As high as its rows are, so that no empty box stands below them; from a dozen on it scrolls.
void fitHeight(TableView *table)
{
    const int rows = std::clamp(table->model()->rowCount(), 1, 12);
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + rows * table->verticalHeader()->defaultSectionSize() + 2 * table->frameWidth());
}

} // namespace

ServicesPage::ServicesPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_search(new SearchBox(this))
    , m_add(new QPushButton(this))
    , m_import(new QPushButton(this))
{
    setObjectName(QStringLiteral("servicesPage"));
    auto *content = new QWidget(this);
    m_error = new ErrorBox(content);
    m_error->setObjectName(QStringLiteral("servicesError"));
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(Model::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new TableView(QStringLiteral("services"), content);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(Model::TierColumn, tierTone);
    delegate->setBadge(Model::WorstFinding, [](const QModelIndex &index) {
        const int severity = index.data(Model::SeverityRole).toInt();
        return severity < 0 ? std::nullopt : std::optional(toneOf(static_cast<Severity>(severity)));
    });
    m_table->setItemDelegate(delegate);
    m_table->setModel(m_proxy);
    m_table->sortByColumn(Model::TierColumn, Qt::DescendingOrder);
    m_table->restoreColumns({{180, true}, {90, true}, {110, true}, {90, true}, {160, true}, {100, true}, {96, true}, {110, true}, {118, true}},
                            {Model::Name, Model::TierColumn, Model::WorstFinding, Model::SoonestExpiry, Model::Certificates, Model::Owner, Model::Department});
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    setContent(content);

    m_search->setObjectName(QStringLiteral("servicesSearch"));
    m_add->setObjectName(QStringLiteral("addService"));
    m_add->setIcon(themeIcon(QStringLiteral("list-add")));
    m_import->setObjectName(QStringLiteral("importServices"));
    m_import->setIcon(themeIcon(QStringLiteral("document-import")));
    toolbar()->addWidget(m_search, 1);
    toolbar()->addWidget(m_import);
    toolbar()->addWidget(m_add);

    emptyState()->setIcon(QStringLiteral("network-server"));
    m_emptyAdd = emptyState()->addButton(QStringLiteral("emptyAddService"));
    m_emptyImport = emptyState()->addButton(QStringLiteral("emptyImportServices"));

    connect(m_search, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    for (QPushButton *button : {m_add, m_emptyAdd})
        connect(button, &QPushButton::clicked, this, [this] { addService(); });
    for (QPushButton *button : {m_import, m_emptyImport})
        connect(button, &QPushButton::clicked, this, [this] { openImport(); });
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showService(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showService(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const std::optional<Service> service = chosen();
        if (!service)
            return;
        menu->addAction(tr("Show its certificates"), this, [this] {
            this->navigator().showInventory(m_table->currentIndex().data(Model::QueryRole).toString());
        });
        menu->addAction(tr("Change…"), this, [this, id = service->id] { editService(id); });
        menu->addAction(tr("Delete…"), this, [this, service = *service] { askRemoval(service); });
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ServicesPage::updateSummary);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ServicesPage::updateSummary);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &ServicesPage::updateSummary);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ServicesPage::updateSummary);
    retranslate();
}

ServicesPage::~ServicesPage()
{
    m_model.setFeed(nullptr);
    m_certificates.setFeed(nullptr);
}

void ServicesPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        for (const QPointer<QDialog> &dialog : m_dialogs)
            delete dialog;
        m_dialogs.clear();
        m_jobs.wait();
        m_shown.clear();
        m_wanted.clear();
        m_error->clear();
    }
    if (this->feed())
        disconnect(this->feed(), nullptr, this, nullptr);
    m_certificates.setFeed(feed);
    m_model.setFeed(feed);
    Page::setHouse(house, feed);
    if (feed)
        connect(feed, &InventoryFeed::inventoryChanged, this, &ServicesPage::updateSummary);
    m_add->setEnabled(house);
    m_import->setEnabled(house);
    updateSummary();
}

QWidget *ServicesPage::searchField() { return m_search; }

void ServicesPage::openQuery(const QString &query) { m_search->setText(query); }

std::optional<Service> ServicesPage::chosen() const
{
    const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
    return index.isValid() ? std::optional(m_model.service(index.row())) : std::nullopt;
}

void ServicesPage::openService(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0) {
        m_wanted = id; // just entered: it comes with the next snapshot
        return;
    }
    m_wanted.clear();
    m_search->clear();
    const QModelIndex index = m_proxy->mapFromSource(m_model.index(row, 0));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    showService(index.row());
}

void ServicesPage::showService(int proxyRow)
{
    const QModelIndex index = m_proxy->index(proxyRow, 0);
    if (!index.isValid())
        return;
    m_shown = m_model.service(m_proxy->mapToSource(index).row()).id;
    refreshDetail();
    detail()->show();
}

void ServicesPage::refreshDetail()
{
    const int row = m_shown.empty() ? -1 : m_model.rowOf(m_shown);
    if (row < 0) {
        m_shown.clear();
        detail()->hide();
        detail()->clear();
        return;
    }
    const Service &service = m_model.service(row);
    detail()->clear();
    detail()->setTitle(QString::fromStdString(service.name), ValueText::of(service.tier));
    detail()->addSection({});
    detail()->addRow(tr("Department"), QString::fromStdString(service.department));
    detail()->addRow(tr("Owner"), QString::fromStdString(service.owner));
    QStringList hosts;
    for (const std::string &host : service.hosts)
        hosts += QString::fromStdString(host);
    detail()->addRow(tr("Hosts"), hosts.isEmpty() ? tr("none yet: without hosts no certificate is tied to it") : hosts.join(u'\n'));
    detail()->addRow(tr("Patient data"), service.patientData ? tr("involved") : tr("not involved"));

    auto *buttons = new QWidget;
    auto *edit = new QPushButton(tr("Change…"), buttons), *removal = new QPushButton(tr("Delete…"), buttons);
    edit->setObjectName(QStringLiteral("editService"));
    removal->setObjectName(QStringLiteral("removeService"));
    auto *row1 = new QHBoxLayout(buttons);
    row1->setContentsMargins(0, 0, 0, 0);
    row1->addWidget(edit);
    row1->addWidget(removal);
    row1->addStretch(1);
    connect(edit, &QPushButton::clicked, this, [this, id = service.id] { editService(id); });
    connect(removal, &QPushButton::clicked, this, [this, service] { askRemoval(service); });
    detail()->addWidget(buttons);

    const QString query = m_model.index(row, 0).data(Model::QueryRole).toString();
    detail()->addSection(tr("Its certificates"));
    m_certificates.setFilter(query);
    auto *table = new TableView(QStringLiteral("serviceCertificates"));
    table->setAccessibleName(tr("Certificates of the service"));
    table->setModel(&m_certificates);
    QList<TableView::Column> columns(CertificateTableModel::ColumnCount, {120, false});
    columns[CertificateTableModel::Subject] = {200, true};
    columns[CertificateTableModel::DaysLeft] = {100, true};
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->restoreColumns(columns);
    fitHeight(table);
    connect(&m_certificates, &CertificateTableModel::filterApplied, table, [table] { fitHeight(table); });
    connect(table, &TableView::opened, this, [this](const QModelIndex &index) { navigator().showCertificate(m_certificates.sha256(index.row())); });
    detail()->addWidget(table);
    auto *show = new QPushButton(tr("Show them in the inventory"));
    show->setObjectName(QStringLiteral("showServiceCertificates"));
    connect(show, &QPushButton::clicked, this, [this, query] { navigator().showInventory(query); });
    detail()->addWidget(show);
}

QDialog *ServicesPage::addService() { return editService({}); }

QDialog *ServicesPage::editService(const std::string &id)
{
    if (!house())
        return nullptr;
    std::optional<Service> service;
    if (const int row = id.empty() ? -1 : m_model.rowOf(id); row >= 0)
        service = m_model.service(row);
    auto *form = new ServiceForm(*house(), service, this);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &ServiceForm::saved, this, [this](const QString &savedId) {
        m_wanted = savedId.toStdString();
        updateSummary();
    });
    m_dialogs.removeAll(nullptr);
    m_dialogs += form;
    form->open();
    return form;
}

ServiceImportDialog *ServicesPage::openImport()
{
    if (!house())
        return nullptr;
    auto *dialog = new ServiceImportDialog(*house(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
    return dialog;
}

void ServicesPage::askRemoval(const Service &service)
{
    const int row = m_model.rowOf(service.id);
    const int count = row < 0 ? 0 : m_model.index(row, Model::Certificates).data(Model::SortRole).toInt();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete a business service"),
                                tr("Delete “%1”? %n certificate(s) in force will no longer be tied to it; they stay in the inventory.", nullptr, count)
                                    .arg(QString::fromStdString(service.name)),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("removeServiceBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *deed = box->addButton(tr("Delete the service"), QMessageBox::DestructiveRole);
    deed->setObjectName(QStringLiteral("removeServiceAccept"));
    connect(deed, &QPushButton::clicked, this, [this, service] { remove(service); });
    m_dialogs.removeAll(nullptr);
    m_dialogs += box;
    box->open();
}

void ServicesPage::remove(const Service &service)
{
    if (!house())
        return;
    m_error->clear();
    m_jobs.add(house()->submitLater(CommandKind::RemoveService,
                                    {{QStringLiteral("id"), QString::fromStdString(service.id)}, {QStringLiteral("name"), QString::fromStdString(service.name)}}))
        .then(this, [this](const Result<Receipt> &receipt) {
            if (!isTaken(receipt))
                m_error->showError(receipt.error());
        });
}

void ServicesPage::updateSummary()
{
    const int count = m_model.rowCount();
    setSummary(count == 0 ? tr("No service is entered yet.") : tr("%n business service(s); certificates are tied to them by host name.", nullptr, count));
    showEmpty(count == 0 && feed() && !feed()->isLoading() && feed()->inventory()->isComplete());
    if (!m_wanted.empty() && m_model.rowOf(m_wanted) >= 0)
        openService(std::exchange(m_wanted, {}));
    else if (!m_shown.empty())
        refreshDetail();
}

void ServicesPage::keyPressEvent(QKeyEvent *event)
{
    const std::optional<Service> service = m_table->hasFocus() ? chosen() : std::nullopt;
    if (service && event->key() == Qt::Key_Delete)
        askRemoval(*service);
    else if (service && event->key() == Qt::Key_F2)
        editService(service->id);
    else
        Page::keyPressEvent(event);
}

void ServicesPage::retranslate()
{
    setTitle(tr("Business services"));
    m_search->setPlaceholderText(tr("Filter services"));
    m_search->setAccessibleName(tr("Filter services"));
    m_table->setAccessibleName(tr("Business services"));
    m_add->setText(tr("Add a service…"));
    m_import->setText(tr("Import CSV…"));
    emptyState()->setText(tr("No business service yet"),
                          tr("Enter the services of the house with their hosts. Then Hufu can tell which certificates the emergency desk depends on, and warn earlier for core services."));
    m_emptyAdd->setText(tr("Add a service…"));
    m_emptyImport->setText(tr("Import CSV…"));
    updateSummary();
}

} // namespace hufu
