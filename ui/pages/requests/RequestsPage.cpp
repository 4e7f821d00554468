// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/RequestsPage.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/RequestText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/requests/Pkcs12Dialog.h"
#include "ui/pages/requests/RequestDialog.h"
#include "ui/pages/requests/RequestHtml.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TabGrid.h"
#include "ui/widgets/TableView.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace hufu {
namespace {

using Model = RequestTableModel;
using Deed = ReviewDialog::Deed;

std::optional<Tone> stateTone(const QModelIndex &index)
{
    switch (static_cast<RequestState>(index.data(Model::StateRole).toInt())) {
    case RequestState::Open: return index.data(Model::UrgentRole).toBool() ? Tone::Attention : Tone::Accent;
    case RequestState::Returned:
    case RequestState::Approved: return Tone::Attention;
    case RequestState::Issued: return Tone::Proof;
    case RequestState::Rejected:
    case RequestState::Withdrawn:
    case RequestState::Lapsed: return Tone::Neutral;
    }
    return std::nullopt;
}

bool allow(const std::vector<Model::Row> &rows, bool RequestDeeds::*deed)
{
    return !rows.empty() && std::ranges::all_of(rows, [&](const Model::Row &row) { return row.deeds.*deed; });
}

/// Whether the panel would look the same.
bool looksSame(const RequestDetail &one, const RequestDetail &other)
{
    return one.request == other.request && one.state == other.state && one.deeds == other.deeds && one.preview.findings == other.preview.findings
        && one.preview.approvers == other.preview.approvers && one.preview.excluded == other.preview.excluded && one.missing == other.missing
        && one.history.counts == other.history.counts;
}

} // namespace

RequestsPage::RequestsPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent), m_proxy(new QSortFilterProxyModel(this)), m_show(new TabGrid(3, 3, this)), m_search(new SearchBox(this)),
      m_approve(new QPushButton(this)), m_reject(new QPushButton(this)), m_new(new QPushButton(this)),
      m_saver(new CertificateSaver(this)), m_detailLoad([this](Result<RequestDetail> read) { showDetail(std::move(read)); })
{
    setObjectName(QStringLiteral("requestsPage"));
    auto *content = new QWidget(this);
    m_error = new ErrorBox(content);
    m_error->setObjectName(QStringLiteral("requestsError"));
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(Model::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new TableView(QStringLiteral("requests"), content);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(Model::State, stateTone);
    m_table->setItemDelegate(delegate);
    m_table->setModel(m_proxy);
    m_table->sortByColumn(Model::Lapses, Qt::AscendingOrder);
    m_table->restoreColumns({{220, true}, {120, true}, {96, true}, {110, false}, {100, true}, {180, false}, {130, true}, {170, true}, {110, true}},
                            {Model::Subject, Model::State, Model::Lapses, Model::Applicant, Model::ServiceColumn, Model::TierColumn, Model::Missing});
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    setContent(content);

    m_show->setObjectName(QStringLiteral("requestsShow"));
    m_show->setFixedWidth(360);
    m_search->setObjectName(QStringLiteral("requestsSearch"));
    m_approve->setObjectName(QStringLiteral("approveChosen"));
    m_approve->setIcon(themeIcon(QStringLiteral("dialog-ok-apply")));
    m_reject->setObjectName(QStringLiteral("rejectChosen"));
    m_new->setObjectName(QStringLiteral("newRequest"));
    m_new->setIcon(themeIcon(QStringLiteral("list-add")));
    toolbar()->addWidget(m_show);
    toolbar()->addWidget(m_search, 1);
    toolbar()->addWidget(m_approve);
    toolbar()->addWidget(m_reject);
    toolbar()->addWidget(m_new);
    emptyState()->setIcon(QStringLiteral("document-sign"));
    m_emptyNew = emptyState()->addButton(QStringLiteral("emptyNewRequest"));

    connect(m_show, &TabGrid::currentChanged, this, [this](int tab) {
        m_model.show(static_cast<Model::Show>(tab));
        updateDeeds();
    });
    connect(m_search, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    for (QPushButton *button : {m_new, m_emptyNew})
        connect(button, &QPushButton::clicked, this, [this] { newRequest(); });
    connect(m_approve, &QPushButton::clicked, this, [this] { review(Deed::Approve, chosen()); });
    connect(m_reject, &QPushButton::clicked, this, [this] { review(Deed::Reject, chosen()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RequestsPage::updateDeeds);
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showRequest(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showRequest(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const std::vector<Model::Row> rows = chosen();
        const auto add = [&](const QString &text, bool RequestDeeds::*needed, Deed deed) {
            if (allow(rows, needed))
                menu->addAction(text, this, [this, deed, rows] { review(deed, rows); });
        };
        add(tr("Approve…"), &RequestDeeds::approve, Deed::Approve);
        add(tr("Reject…"), &RequestDeeds::turnDown, Deed::Reject);
        add(tr("Return for change…"), &RequestDeeds::turnDown, Deed::Return);
        add(tr("Comment…"), &RequestDeeds::comment, Deed::Comment);
        if (rows.size() == 1)
            add(tr("Withdraw…"), &RequestDeeds::withdraw, Deed::Withdraw);
    });
    connect(&m_model, &Model::loaded, this, &RequestsPage::modelLoaded);
    connect(&m_model, &Model::failed, m_error, &ErrorBox::showError);
    connect(m_saver, &CertificateSaver::saved, this, &RequestsPage::setSummary);
    connect(m_saver, &CertificateSaver::failed, m_error, &ErrorBox::showError);
    connect(detail(), &DetailPanel::closed, this, [this] { m_shown.clear(); });
    retranslate();
}

RequestsPage::~RequestsPage() { m_model.setHouse(nullptr); }

void RequestsPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        for (const QPointer<QDialog> &dialog : m_dialogs)
            delete dialog;
        m_dialogs.clear();
        m_saver->setHouse(nullptr);
        m_detailLoad.abandon();
        m_shown.clear();
        m_detail.reset();
        detail()->hide();
        detail()->clear();
        m_error->clear();
    }
    m_fresh = true;
    Page::setHouse(house, feed);
    m_saver->setHouse(house);
    m_model.setHouse(house);
    updateSummary();
}

void RequestsPage::openQuery(const QString &query) { m_search->setText(query); }
QWidget *RequestsPage::searchField() { return m_search; }

QDialog *RequestsPage::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
    return dialog;
}

QDialog *RequestsPage::ask(std::optional<Request> returned)
{
    if (!house() || !feed())
        return nullptr;
    auto *dialog = new RequestDialog(*house(), *feed(), std::move(returned), this);
    connect(dialog, &RequestDialog::submitted, this, [this](const QString &id) {
        m_show->setCurrentIndex(static_cast<int>(Model::Show::ByMe));
        m_fresh = false;
        openRequest(utf8(id));
    });
    return open(dialog);
}

QDialog *RequestsPage::newRequest() { return ask(std::nullopt); }
QDialog *RequestsPage::mend(const Request &request) { return ask(request); }

QDialog *RequestsPage::review(Deed deed, std::vector<Model::Row> rows)
{
    return house() && !rows.empty() ? open(new ReviewDialog(*house(), deed, std::move(rows), this)) : nullptr;
}

std::vector<Model::Row> RequestsPage::chosen() const
{
    std::vector<Model::Row> rows;
    for (int row : m_table->selectedRows())
        rows.push_back(m_model.row(m_proxy->mapToSource(m_proxy->index(row, 0)).row()));
    return rows;
}

void RequestsPage::openRequest(const std::string &id)
{
    m_shown = id;
    loadDetail();
}

void RequestsPage::showRequest(int proxyRow)
{
    const QModelIndex index = m_proxy->mapToSource(m_proxy->index(proxyRow, 0));
    if (index.isValid())
        openRequest(m_model.row(index.row()).request.form.id);
}

void RequestsPage::loadDetail()
{
    if (!house() || m_shown.empty())
        return;
    m_detailLoad.start([house = house(), officer = house()->officer(), pilot = house()->record().pilot, id = m_shown](const std::stop_token &) {
        return readRequestDetail(*house, officer, pilot, id);
    });
}

void RequestsPage::showDetail(Result<RequestDetail> read)
{
    if (m_shown.empty()) // closed meanwhile
        return;
    if (!read) {
        m_error->showError(read.error());
        return;
    }
    m_error->clear();
    if (!m_detail || !detail()->isVisible() || !looksSame(*m_detail, *read)) {
        m_detail = std::move(*read);
        fillDetail();
    }
    detail()->show();
}

void RequestsPage::fillDetail()
{
    DetailPanel *panel = detail();
    const RequestDetail &shown = *m_detail;
    const Request &request = shown.request;
    panel->clear();
    panel->setTitle(Model::title(request), RequestText::state(shown.state));
    panel->addSection({});
    if (shown.state == RequestState::Open) {
        QStringList steps;
        for (const ApprovalStep &step : shown.missing)
            steps += RequestText::step(step);
        panel->addRow(tr("Still missing"), steps.isEmpty() ? tr("nothing") : steps.join(u'\n'));
        panel->addRow(tr("Lapses"), tr("%1 (%2)").arg(ValueText::dateTime(request.lapses), ValueText::daysLeft(request.lapses, shown.readAt)));
    } else if (shown.state == RequestState::Approved && request.approvalLapses) {
        panel->addRow(tr("Approval lapses"), tr("%1 (%2)").arg(ValueText::dateTime(*request.approvalLapses), ValueText::daysLeft(*request.approvalLapses, shown.readAt)));
    }
    panel->addWidget(makeDeeds());
    panel->addSection({});
    panel->addRow(tr("Applicant"), request.department.empty() ? qstr(shown.nameOf(request.applicant))
                                                              : tr("%1, %2", "a person and the department").arg(qstr(shown.nameOf(request.applicant)), qstr(request.department)));
    panel->addRow(tr("Service"), qstr(request.serviceName));
    panel->addRow(tr("Linked system"), qstr(request.form.system));
    panel->addRow(tr("Purpose"), qstr(request.form.purpose));
    panel->addRow(tr("Kind"), RequestText::kind(request.form.kind));
    panel->addRow(tr("Profile"), RequestText::profile(request.form.profile));
    panel->addRow(tr("Issued by"), shown.preview.caName.empty() ? tr("no CA yet") : qstr(shown.preview.caName));
    panel->addRow(tr("Submitted"), ValueText::dateTime(request.submitted));

    const auto addHtml = [&](const char *name, const QString &heading, const QString &text) {
        auto *block = new RichText;
        block->setObjectName(QString::fromLatin1(name));
        block->setAccessibleName(heading);
        block->setHtml(text);
        panel->addSection(heading);
        panel->addWidget(block);
    };
    // Of what is over only the history counts; what policy would say now is nobody's question.
    if (isLive(shown.state))
        addHtml("requestFindings", tr("Findings"), RequestHtml::findings(shown.preview.findings, palette()));
    addHtml("requestContents", shown.replaced ? tr("The request beside what it replaces") : tr("The request"),
            RequestHtml::contents(shown.csr, request.form.days, shown.replaced, palette()));
    if (shown.escrow)
        addHtml("requestEscrow", tr("Key in escrow"), RequestHtml::escrow(*shown.escrow, palette()));
    if (isLive(shown.state))
        addHtml("requestApprovals", tr("Who must approve"), RequestHtml::approvals(shown.preview, shown.names, palette()));
    addHtml("requestReviews", tr("What reviewers said"), RequestHtml::reviews(shown, palette()));

    panel->addSection(tr("What the applicant asked for so far"));
    for (const auto &[state, count] : shown.history.counts)
        panel->addRow(RequestText::state(state), QString::number(count));
    if (shown.history.first)
        panel->addRow(tr("First request"), ValueText::date(*shown.history.first));
    for (const Request &other : shown.history.newest) {
        if (other.form.id != request.form.id)
            panel->addRow(ValueText::date(other.submitted), tr("%1: %2", "%1 names in a request, %2 its state").arg(Model::title(other), RequestText::state(effectiveState(other, shown.readAt))));
    }
    panel->addSection({});
    panel->addCopyRow(tr("Request number"), qstr(request.form.id), 0);
}

QWidget *RequestsPage::makeDeeds()
{
    const RequestDetail &shown = *m_detail;
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    auto add = [&, at = 0](const char *name, const QString &text, auto deed) mutable {
        auto *button = new QPushButton(text, box);
        button->setObjectName(QString::fromLatin1(name));
        button->setAccessibleName(text);
        grid->addWidget(button, at / 2, at % 2);
        ++at;
        connect(button, &QPushButton::clicked, this, deed);
        return button;
    };
    // What is signed is the request as it stands in the panel: whoever changed it since is found out by the authority.
    Model::Row row;
    row.request = shown.request;
    row.state = shown.state;
    row.deeds = shown.deeds;
    row.applicant = shown.nameOf(shown.request.applicant);
    for (const ApprovalStep &step : shown.missing)
        row.missing += step.count;
    const auto reviewing = [this, row](Deed deed) { return [this, row, deed] { review(deed, {row}); }; };
    if (shown.deeds.approve)
        add("approveRequest", tr("Approve…"), reviewing(Deed::Approve));
    if (shown.deeds.turnDown) {
        add("rejectRequest", tr("Reject…"), reviewing(Deed::Reject));
        add("returnRequest", tr("Return for change…"), reviewing(Deed::Return));
    }
    if (shown.deeds.comment)
        add("commentRequest", tr("Comment…"), reviewing(Deed::Comment));
    if (shown.deeds.mend)
        add("mendRequest", tr("Change and submit again…"), [this, request = shown.request] { mend(request); });
    if (shown.deeds.withdraw)
        add("withdrawRequest", tr("Withdraw…"), reviewing(Deed::Withdraw));
    if (const std::optional<Sha256> certificate = shown.request.certificate) {
        const QString name = shown.request.names.empty() ? qstr(shown.nameOf(shown.request.applicant)) : qstr(shown.request.names.front());
        auto *menu = new QMenu(box);
        m_saver->fillMenu(menu, *certificate, name);
        add("saveIssued", tr("Save the certificate"), [] {})->setMenu(menu);
        add("issuanceReport", tr("Issuance report (PDF)…"), [this, certificate, name] { m_saver->askForReport(*certificate, name); });
        add("makePkcs12", tr("Make PKCS#12…"), [this, certificate, title = Model::title(shown.request)] { open(new Pkcs12Dialog(*house(), *certificate, title, this)); });
        add("showIssued", tr("Show the certificate"), [this, certificate] { navigator().showCertificate(*certificate); });
    }
    if (shown.request.form.replaces)
        add("showReplaced", tr("Show what it replaces"), [this, replaced = *shown.request.form.replaces] { navigator().showCertificate(replaced); });
    return box;
}

void RequestsPage::modelLoaded()
{
    if (m_fresh && house() && m_model.count(Model::Show::All) > 0) {
        m_fresh = false;
        const Model::Show first = m_model.count(Model::Show::ForMe) > 0 ? Model::Show::ForMe
            : m_model.count(Model::Show::ByMe) > 0                      ? Model::Show::ByMe
                                                                        : Model::Show::All;
        m_show->setCurrentIndex(static_cast<int>(first));
    }
    updateSummary();
    loadDetail();
}

void RequestsPage::updateSummary()
{
    const int forMe = m_model.count(Model::Show::ForMe), byMe = m_model.count(Model::Show::ByMe), all = m_model.count(Model::Show::All);
    setSummary(forMe > 0 ? tr("%n request(s) wait for your approval.", nullptr, forMe) : tr("Nothing waits for your approval."));
    setBadge(forMe, tr("%n request(s) wait for your approval", nullptr, forMe));
    m_show->setText(0, tr("For me (%1)").arg(forMe));
    m_show->setText(1, tr("By me (%1)").arg(byMe));
    m_show->setText(2, tr("All (%1)").arg(all));
    const bool asks = house() && maySubmit(house()->officer());
    m_new->setEnabled(asks);
    m_emptyNew->setEnabled(asks);
    showEmpty(house() && all == 0);
    updateDeeds();
}

void RequestsPage::updateDeeds()
{
    const std::vector<Model::Row> rows = chosen();
    const int count = static_cast<int>(rows.size());
    m_approve->setEnabled(allow(rows, &RequestDeeds::approve));
    m_reject->setEnabled(allow(rows, &RequestDeeds::turnDown));
    m_approve->setText(count > 1 ? tr("Approve %n request(s)…", nullptr, count) : tr("Approve…"));
    m_reject->setText(count > 1 ? tr("Reject %n request(s)…", nullptr, count) : tr("Reject…"));
}

void RequestsPage::retranslate()
{
    setTitle(tr("Requests"));
    m_search->setPlaceholderText(tr("Filter requests"));
    m_search->setAccessibleName(tr("Filter requests"));
    m_show->setAccessibleName(tr("Which requests are shown"));
    m_table->setAccessibleName(tr("Requests"));
    m_new->setText(tr("New request…"));
    emptyState()->setText(tr("Nobody has asked for a certificate yet."),
                          tr("A request takes a CSR from the server or device that will hold the key. Before it is submitted, the form says who must approve it and why."));
    m_emptyNew->setText(tr("New request…"));
    updateSummary();
    if (m_detail && detail()->isVisible())
        fillDetail();
}

} // namespace hufu
