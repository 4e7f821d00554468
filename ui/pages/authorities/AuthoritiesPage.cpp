// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/authorities/AuthoritiesPage.h"

#include "models/domain/Signers.h"
#include "models/pki/Container.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/ErrorText.h"
#include "ui/pages/authorities/CaSetupDialog.h"
#include "ui/pages/authorities/TokenPinDialog.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Session.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/TableView.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace hufu {

using Model = AuthorityTableModel;

AuthoritiesPage::AuthoritiesPage(Navigator &navigator, Session &session, QWidget *parent)
    : Page(navigator, parent), m_session(session), m_proxy(new QSortFilterProxyModel(this)), m_trouble(new Banner(this)), m_error(new ErrorBox(this)),
      m_setUp(new QPushButton(this)), m_export(new QPushButton(this)), m_emptySetUp(nullptr), m_table(nullptr)
{
    setObjectName(QStringLiteral("authoritiesPage"));
    auto *content = new QWidget(this);
    m_trouble->setObjectName(QStringLiteral("authorityTroubles"));
    m_trouble->setTone(Tone::Danger, QStringLiteral("dialog-error"));
    m_trouble->hide();
    m_error->setObjectName(QStringLiteral("authorityError"));
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(Model::SortRole);
    m_table = new TableView(QStringLiteral("authorities"), content);
    auto *delegate = new CellDelegate(m_table);
    for (const int column : {Model::State, Model::CrlUntil}) {
        delegate->setBadge(column, [](const QModelIndex &index) {
            const int severity = index.data(Model::UrgencyRole).toInt();
            return severity < 0 ? std::nullopt : std::optional(toneOf(static_cast<Severity>(severity)));
        });
    }
    m_table->setItemDelegate(delegate);
    m_table->setModel(m_proxy);
    m_table->sortByColumn(Model::Tree, Qt::AscendingOrder);
    m_table->restoreColumns({{220, true}, {148, true}, {110, true}, {110, true}, {84, true}, {110, true}, {90, true}, {190, true}, {80, true}},
                            {Model::Name, Model::State, Model::CrlUntil, Model::Tree, Model::Until});
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    setContent(content);

    m_setUp->setObjectName(QStringLiteral("setUpCa"));
    m_setUp->setIcon(themeIcon(QStringLiteral("list-add")));
    m_export->setObjectName(QStringLiteral("exportCa"));
    m_export->setIcon(themeIcon(QStringLiteral("document-export")));
    toolbar()->addWidget(m_setUp);
    toolbar()->addWidget(m_export);
    toolbar()->addStretch(1);
    static_cast<QBoxLayout *>(this->layout())->insertWidget(3, m_trouble); // under the toolbar, also above an empty page

    emptyState()->setIcon(QStringLiteral("view-certificate"));
    m_emptySetUp = emptyState()->addButton(QStringLiteral("emptySetUpCa"));
    connect(m_emptySetUp, &QPushButton::clicked, this, [this] { openSetup(); });
    connect(m_setUp, &QPushButton::clicked, this, [this] { openSetup(); });
    connect(m_export, &QPushButton::clicked, this, [this] { askExport(chosen()); });
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        refresh();
        if (detail()->isVisible())
            showCa(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showCa(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const int row = m_model.rowOf(chosen());
        if (row < 0 || !m_model.row(row).listing)
            return;
        menu->addAction(tr("Export its certificate…"), this, [this] { askExport(chosen()); })->setObjectName(QStringLiteral("menuExportCa"));
        if (maySetUp() && !m_model.row(row).ca.plan.keyStore.empty())
            menu->addAction(tr("Enter the PIN of its token…"), this, [this] { openPin(chosen()); })->setObjectName(QStringLiteral("menuTokenPin"));
        menu->addAction(tr("Show it in the inventory"), this, [this, sha256 = m_model.row(row).listing->sha256] { this->navigator().showCertificate(sha256); });
    });
    connect(detail(), &DetailPanel::closed, m_table, qOverload<>(&QWidget::setFocus));
    connect(&m_model, &Model::loaded, this, [this] {
        refresh();
        if (!m_shown.empty())
            refreshDetail();
    });
    connect(&m_model, &Model::clockMoved, this, &AuthoritiesPage::updateSummary);
    connect(&session, &Session::troublesChanged, this, &AuthoritiesPage::updateTroubles);
    retranslate();
}

AuthoritiesPage::~AuthoritiesPage() { m_model.setHouse(nullptr); }

void AuthoritiesPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        delete m_dialog;
        m_shown.clear();
        detail()->hide();
        detail()->clear();
        m_error->clear();
    }
    Page::setHouse(house, feed);
    m_model.setHouse(house);
    refresh();
    updateTroubles();
}

bool AuthoritiesPage::maySetUp() const
{
    return house() && maySend(CommandKind::CreateCa, house()->officer());
}

QDialog *AuthoritiesPage::openSetup()
{
    if (!maySetUp())
        return nullptr;
    if (!m_dialog) {
        std::vector<CertificateAuthority> cas;
        for (int row = 0; row < m_model.rowCount(); ++row)
            cas.push_back(m_model.row(row).ca);
        m_dialog = new CaSetupDialog(m_session, cas, this);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_dialog->open();
    return m_dialog;
}

QDialog *AuthoritiesPage::openPin(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (!maySetUp() || row < 0 || m_model.row(row).ca.plan.keyStore.empty())
        return nullptr;
    delete m_dialog;
    m_dialog = new TokenPinDialog(m_session, m_model.row(row).ca.plan, this);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->open();
    return m_dialog;
}

std::string AuthoritiesPage::chosen() const
{
    const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
    return index.isValid() ? m_model.row(index.row()).ca.plan.id : std::string();
}

void AuthoritiesPage::askExport(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0 || m_model.row(row).ca.certificate.empty())
        return;
    QString name = QString::fromStdString(m_model.row(row).ca.plan.commonName);
    name.replace(u'/', u'-');
    auto *dialog = new QFileDialog(this, tr("Export the certificate of a CA"), name + QStringLiteral(".pem"), tr("PEM files (*.pem *.crt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pem"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString &path) { exportTo(id, path); });
    m_dialog = dialog;
    dialog->open();
}

void AuthoritiesPage::exportTo(const std::string &id, const QString &path)
{
    const int row = m_model.rowOf(id);
    if (row < 0 || m_model.row(row).ca.certificate.empty())
        return;
    const std::string pem = toPem(m_model.row(row).ca.certificate);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(pem.data(), static_cast<qint64>(pem.size())) >= 0 && file.commit())
        return m_error->clear();
    m_error->showError(fail(ErrorCode::Io, file.errorString().toStdString(), path.toStdString()).error());
}

void AuthoritiesPage::showCa(int proxyRow)
{
    const QModelIndex index = m_proxy->mapToSource(m_proxy->index(proxyRow, 0));
    if (!index.isValid())
        return;
    m_shown = m_model.row(index.row()).ca.plan.id;
    refreshDetail();
    detail()->show();
}

void AuthoritiesPage::refreshDetail()
{
    const int at = m_shown.empty() ? -1 : m_model.rowOf(m_shown);
    if (at < 0) {
        m_shown.clear();
        detail()->hide();
        detail()->clear();
        return;
    }
    const Model::Row &row = m_model.row(at);
    const CaPlan &plan = row.ca.plan;
    const auto cell = [&](int column) { return m_model.index(at, column).data().toString(); };
    detail()->clear();
    detail()->setTitle(QString::fromStdString(plan.commonName), tr("%1, %2", "part, state").arg(cell(Model::Tree), cell(Model::State)));
    detail()->addSection({});
    if (row.ca.pilot)
        detail()->addText(tr("Made in pilot mode, with one signature: to be confirmed or replaced when pilot mode ends."));
    if (row.listing) {
        detail()->addRow(tr("Subject"), QString::fromStdString(row.listing->subject));
        detail()->addRow(tr("Issuer"), QString::fromStdString(row.listing->issuer));
        detail()->addRow(tr("Valid from"), ValueText::dateTime(row.listing->notBefore));
        detail()->addRow(tr("Valid until"), ValueText::dateTime(row.listing->notAfter));
    } else {
        detail()->addText(tr("The authority is making its key and certificate. If that takes more than a minute, something keeps it from doing so; it then "
                             "stands at the top of this page."));
    }
    detail()->addRow(tr("Algorithm"), cell(Model::Algorithm));
    detail()->addRow(tr("Key kept in"), cell(Model::KeyStore));
    if (!plan.keyStore.empty()) {
        detail()->addRow(tr("PKCS#11 library"), Model::tokenModule(plan));
        auto *enterPin = new QPushButton(tr("Enter the PIN of its token…"));
        enterPin->setObjectName(QStringLiteral("detailTokenPin"));
        enterPin->setEnabled(maySetUp());
        connect(enterPin, &QPushButton::clicked, this, [this, id = plan.id] { openPin(id); });
        detail()->addWidget(enterPin);
    }
    if (plan.tree == CaTree::Server) {
        QStringList domains;
        for (const std::string &domain : plan.domains)
            domains += QString::fromStdString(domain);
        detail()->addRow(tr("Permitted domains"), domains.isEmpty() ? tr("any") : domains.join(u'\n'));
    }
    detail()->addRow(tr("Certificates issued"), QLocale().toString(qlonglong(row.issued)));
    detail()->addRow(tr("Revoked or suspended"), QLocale().toString(qlonglong(row.revoked)));

    detail()->addSection(tr("CRL"));
    if (row.ca.crlNumber > 0) {
        detail()->addRow(tr("Number"), cell(Model::CrlNumber));
        detail()->addRow(tr("Signed"), ValueText::dateTime(row.ca.crlThisUpdate));
        detail()->addRow(tr("Good until"), ValueText::dateTime(row.ca.crlNextUpdate) + u'\n' + Model::timeLeft(row.ca.crlNextUpdate, m_model.now()));
    } else {
        detail()->addText(tr("No CRL yet."));
    }
    detail()->addSection(tr("OCSP responder"));
    if (row.responderListing)
        detail()->addRow(tr("Its certificate until"), ValueText::dateTime(row.responderListing->notAfter));
    else
        detail()->addText(plan.tree == CaTree::Root ? tr("The root answers by CRL alone.") : tr("No responder yet."));
    detail()->addSection(tr("Addresses"));
    detail()->addRow(tr("CRL"), QString::fromStdString(crlUrlOf(plan)));
    if (plan.tree != CaTree::Root)
        detail()->addRow(tr("OCSP"), QString::fromStdString(ocspUrlOf(plan)));
    detail()->addRow(tr("Certificate"), QString::fromStdString(certificateUrlOf(plan)));
    if (!row.listing)
        return;
    detail()->addSection(tr("Fingerprint (SHA-256)"));
    detail()->addCopyRow(tr("To compare"), QString::fromStdString(toHex(row.listing->sha256)).toUpper());
    auto *buttons = new QWidget;
    auto *save = new QPushButton(tr("Export its certificate…"), buttons), *show = new QPushButton(tr("Show it in the inventory"), buttons);
    save->setObjectName(QStringLiteral("detailExportCa"));
    show->setObjectName(QStringLiteral("showCaInInventory"));
    auto *column = new QVBoxLayout(buttons); // side by side they are wider than the panel
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(save);
    column->addWidget(show);
    connect(save, &QPushButton::clicked, this, [this, id = plan.id] { askExport(id); });
    connect(show, &QPushButton::clicked, this, [this, sha256 = row.listing->sha256] { navigator().showCertificate(sha256); });
    detail()->addWidget(buttons);
}

void AuthoritiesPage::refresh()
{
    const bool may = maySetUp();
    for (QPushButton *button : {m_setUp, m_emptySetUp}) {
        button->setEnabled(may);
        button->setToolTip(house() && !may ? tr("Security administrators and key custodians set up a CA.") : QString());
    }
    const int row = m_model.rowOf(chosen());
    m_export->setEnabled(row >= 0 && !m_model.row(row).ca.certificate.empty());
    showEmpty(house() && m_model.isLoaded() && m_model.rowCount() == 0);
    m_setUp->setVisible(m_model.rowCount() > 0);
    m_export->setVisible(m_model.rowCount() > 0);
    updateSummary();
}

void AuthoritiesPage::updateSummary()
{
    if (!house() || m_model.rowCount() == 0) {
        setSummary(tr("No own CA yet."));
        return setBadge(0, {});
    }
    int pressing = 0, making = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        pressing += m_model.index(row, Model::CrlUntil).data(Model::UrgencyRole).toInt() >= 0;
        making += m_model.stateOf(row) == Model::CaState::BeingMade;
    }
    setBadge(pressing, pressing ? tr("%n CRL(s) run out soon or have run out", nullptr, pressing) : QString());
    const int first = m_model.firstToRunOut();
    if (first >= 0) {
        const CertificateAuthority &ca = m_model.row(first).ca;
        const QString name = QString::fromStdString(ca.plan.commonName);
        const Instant now = m_model.now();
        if (ca.crlNextUpdate < now)
            return setSummary(tr("The CRL of %1 has run out: relying servers refuse every client now.").arg(name));
        using namespace std::chrono;
        const auto left = ca.crlNextUpdate - now;
        const QString within = left < hours(2) ? tr("%n minute(s)", nullptr, int(floor<minutes>(left).count()))
            : left < days(2)                   ? tr("%n hour(s)", nullptr, int(floor<hours>(left).count())) : tr("%n day(s)", nullptr, int(floor<days>(left).count()));
        return setSummary(tr("Relying servers refuse every client in %1 if no new CRL comes.", "%1: 6 days").arg(within));
    }
    if (making > 0)
        return setSummary(tr("%n CA(s) are being made.", nullptr, making));
    setSummary(tr("No CRL has been signed yet."));
}

void AuthoritiesPage::updateTroubles()
{
    QStringList sentences;
    if (m_session.isOpen()) {
        for (const Error &trouble : m_session.troubles())
            sentences += sentence(trouble);
    }
    m_trouble->setText(sentences.join(u'\n'));
    m_trouble->setVisible(!sentences.isEmpty());
}

void AuthoritiesPage::retranslate()
{
    setTitle(tr("Own CA"));
    m_table->setAccessibleName(tr("Own CA"));
    m_setUp->setText(tr("Set up another CA…"));
    m_export->setText(tr("Export certificate…"));
    m_emptySetUp->setText(tr("Set up the own CA…"));
    emptyState()->setText(tr("No own CA yet"),
                          tr("Servers inside the house, USBKeys and devices get their certificates from the house's own CA. Setting one up takes five minutes "
                             "and two officers: a security administrator, and another one or a key custodian."));
    refresh();
    updateTroubles();
    if (!m_shown.empty())
        refreshDetail();
}

} // namespace hufu
