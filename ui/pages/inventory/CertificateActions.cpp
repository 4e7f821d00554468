// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/CertificateActions.h"

#include "models/base/BackgroundPool.h"
#include "models/domain/Signers.h"
#include "models/pki/Container.h"
#include "models/replica/House.h"
#include "models/store/HouseReader.h"
#include "ui/pages/inventory/EscrowDialogs.h"
#include "ui/widgets/TableView.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QtConcurrent>

namespace hufu {
namespace {

/// More is an export, not a clipboard.
constexpr int mostCopied = 10'000;

QString suffixOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv: return QStringLiteral("csv");
    case ExportFormat::Json: return QStringLiteral("json");
    case ExportFormat::Pem: return QStringLiteral("pem");
    }
    return {};
}

} // namespace

CertificateActions::CertificateActions(TableView &table, CertificateTableModel &model, Navigator &navigator, QWidget *window)
    : QObject(window)
    , m_table(table)
    , m_model(model)
    , m_navigator(navigator)
    , m_window(window)
    , m_saver(new CertificateSaver(window))
{
    connect(m_saver, &CertificateSaver::saved, this, &CertificateActions::notice);
    connect(m_saver, &CertificateSaver::failed, this, &CertificateActions::failed);
}

void CertificateActions::setHouse(House *house)
{
    for (const QPointer<QDialog> &dialog : std::as_const(m_dialogs))
        delete dialog;
    m_dialogs.clear();
    m_jobs.wait();
    m_saver->setHouse(house);
    m_house = house;
}

QList<int> CertificateActions::rowsOfInterest() const
{
    QList<int> rows = m_table.selectedRows();
    if (rows.isEmpty() && m_table.currentIndex().isValid())
        rows += m_table.currentIndex().row();
    return rows;
}

QList<int> CertificateActions::visibleColumns() const
{
    const QHeaderView *header = m_table.horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
            columns += column;
    }
    return columns;
}

void CertificateActions::fillContextMenu(QMenu *menu)
{
    const QList<int> rows = rowsOfInterest();
    if (rows.isEmpty())
        return;
    const auto add = [&](const char *name, const QString &text, auto &&deed) {
        QAction *action = menu->addAction(text, this, deed);
        action->setObjectName(QString::fromLatin1(name));
        return action;
    };
    const int count = static_cast<int>(rows.size());
    add("copyFingerprint", tr("Copy %n fingerprint(s)", nullptr, count), [this] { copyFingerprints(); });
    add("copySerial", tr("Copy %n serial number(s)", nullptr, count), [this] { copySerials(); });
    add("copyPem", tr("Copy %n certificate(s) as PEM", nullptr, count), [this] { copyPem(); });
    add("copyJson", tr("Copy %n row(s) as JSON", nullptr, count), [this] { copyJson(); });
    menu->addSeparator();
    fillExportMenu(menu->addMenu(tr("Export")));
    if (count == 1) {
        const CertificateRow row = m_model.certificate(rows.front());
        const QString title = QString::fromUtf8(row.title().data(), static_cast<qsizetype>(row.title().size()));
        m_saver->fillMenu(menu->addMenu(tr("Save this certificate")), row.sha256, title);
        add("issuanceReport", tr("Issuance report (PDF)…"), [this, sha256 = row.sha256, title] { m_saver->askForReport(sha256, title); });
    }
    menu->addSeparator();
    if (count != 1)
        return;
    fillEscrowActions(menu, rows.front());
    add("sameKey", tr("Show certificates with the same key"), [this] { showSameKey(); });
    const QByteArray name = m_model.index(rows.front(), 0).data(CertificateTableModel::Sha256Role).toByteArray().toHex();
    add("showFindings", tr("Show its findings"),
        [this, name] { m_navigator.showFindings(QStringLiteral("fingerprint = ") + QString::fromLatin1(name)); });
    const std::shared_ptr<const Inventory> inventory = m_model.inventory();
    for (const std::uint16_t at : m_model.certificate(rows.front()).services) {
        const Service &service = inventory->services()[at];
        add("showService", tr("Show service “%1”").arg(QString::fromStdString(service.name)),
            [this, id = service.id] { m_navigator.showService(id); });
    }
}

void CertificateActions::fillEscrowActions(QMenu *menu, int at)
{
    if (!m_house)
        return;
    const CertificateRow row = m_model.certificate(at);
    const QString title = QString::fromUtf8(row.title().data(), static_cast<qsizetype>(row.title().size()));
    const auto open = [this](EscrowDialog *dialog) {
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &EscrowDialog::done, this, &CertificateActions::notice);
        m_dialogs.removeAll(nullptr);
        m_dialogs += dialog;
        dialog->open();
    };
    if (maySend(CommandKind::DepositKey, m_house->officer()))
        menu->addAction(tr("Put its key in escrow…"), this, [this, open, sha256 = row.sha256, title] { open(new DepositDialog(*m_house, sha256, title, m_window)); })
            ->setObjectName(QStringLiteral("depositKey"));
    if (maySend(CommandKind::RecoverKey, m_house->officer()))
        menu->addAction(tr("Recover its key from escrow…"), this, [this, open, sha256 = row.sha256, title] { open(new RecoveryDialog(*m_house, sha256, title, m_window)); })
            ->setObjectName(QStringLiteral("recoverKey"));
}

void CertificateActions::fillExportMenu(QMenu *menu)
{
    const int chosen = static_cast<int>(m_table.selectedRows().size());
    const int count = chosen > 0 ? chosen : m_model.rowCount();
    menu->setEnabled(count > 0);
    menu->addAction(tr("%n certificate(s) as CSV for spreadsheets…", nullptr, count), this, [this] { exportAs(ExportFormat::Csv); })
        ->setObjectName(QStringLiteral("exportCsv"));
    menu->addAction(tr("%n certificate(s) as JSON…", nullptr, count), this, [this] { exportAs(ExportFormat::Json); })
        ->setObjectName(QStringLiteral("exportJson"));
    menu->addAction(tr("%n certificate(s) themselves as PEM…", nullptr, count), this, [this] { exportAs(ExportFormat::Pem); })
        ->setObjectName(QStringLiteral("exportPem"));
}

template <typename Value>
void CertificateActions::copyLines(Value &&value)
{
    QStringList lines;
    const QList<int> rows = rowsOfInterest();
    for (const int row : rows.first(std::min<qsizetype>(rows.size(), mostCopied)))
        lines += QString::fromStdString(value(m_model.certificate(row)));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    Q_EMIT notice(tr("%n line(s) copied.", nullptr, static_cast<int>(lines.size())));
}

void CertificateActions::copyFingerprints() 
{
    copyLines([](const CertificateRow &row) { return toHex(row.sha256); });
}

void CertificateActions::copySerials() 
{
    copyLines([](const CertificateRow &row) { return toHex(row.serial); });
}

void CertificateActions::copyPem()
{
    if (!m_house)
        return;
    std::vector<std::int64_t> ids;
    const QList<int> rows = rowsOfInterest();
    for (const int row : rows.first(std::min<qsizetype>(rows.size(), mostCopied)))
        ids.push_back(m_model.index(row, 0).data(CertificateTableModel::IdRole).toLongLong());
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = m_house, ids = std::move(ids)]() -> Result<QString> {
              std::string pem;
              const Result<void> read = house->read([&](Connection &connection) -> Result<void> {
                  for (const std::int64_t id : ids) {
                      const Result<Bytes> der = readBlob(connection, id);
                      if (!der)
                          return fail(der.error());
                      pem += toPem(*der);
                  }
                  return {};
              });
              if (!read)
                  return fail(read.error());
              return QString::fromStdString(pem);
          }))
        .then(this, [this](const Result<QString> &pem) {
            if (!pem) {
                Q_EMIT failed(pem.error());
                return;
            }
            QGuiApplication::clipboard()->setText(*pem);
            Q_EMIT notice(tr("%n certificate(s) copied as PEM.", nullptr, static_cast<int>(pem->count(QStringLiteral("-----BEGIN")))));
        });
}

void CertificateActions::copyJson()
{
    std::vector<Row> chosen;
    const QList<int> rows = rowsOfInterest();
    for (const int row : rows.first(std::min<qsizetype>(rows.size(), mostCopied)))
        chosen.push_back(m_model.inventoryRow(row));
    const Instant now = m_house ? m_house->now() : systemNow();
    QGuiApplication::clipboard()->setText(QString::fromUtf8(certificatesAsJson(*m_model.inventory(), chosen, now)));
    Q_EMIT notice(tr("%n row(s) copied as JSON.", nullptr, static_cast<int>(chosen.size())));
}

void CertificateActions::exportAs(ExportFormat format)
{
    auto *dialog = new QFileDialog(m_window, tr("Export certificates"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(format));
    dialog->selectFile(tr("certificates") + u'.' + suffixOf(format));
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &path) { exportTo(format, path); });
    dialog->open();
}

void CertificateActions::exportTo(ExportFormat format, const QString &path)
{
    if (!m_house)
        return;
    std::vector<Row> rows;
    for (const int row : m_table.selectedRows())
        rows.push_back(m_model.inventoryRow(row));
    if (rows.empty())
        rows.assign(m_model.inventoryRows().begin(), m_model.inventoryRows().end());
    const QList<int> columns = visibleColumns();
    const int count = static_cast<int>(rows.size());
    Q_EMIT exportStarted(tr("Exporting %n certificate(s)…", nullptr, count),
                         m_jobs.add(exportCertificates(*m_house, m_model.inventory(), std::move(rows), {columns.begin(), columns.end()}, format, path)));
}

QString CertificateActions::sameKeyQuery(int row) const
{
    const std::shared_ptr<const Inventory> inventory = m_model.inventory();
    const Row own = m_model.inventoryRow(row);
    const Inventory::Chunk &home = inventory->chunks()[inventory->chunkOf(own)];
    const std::uint64_t key = home.facts->spki[own - home.firstRow];
    QStringList names;
    for (const Inventory::Chunk &chunk : inventory->chunks()) {
        for (std::uint32_t at = 0; at < chunk.size() && names.size() < mostSameKey; ++at) {
            // Sixteen digits name a certificate well enough, and keep the query short.
            if (chunk.facts->spki[at] == key)
                names += QStringLiteral("fingerprint ~ ") + QString::fromStdString(toHex(BytesView(chunk.facts->sha256[at]).first(8)));
        }
    }
    return names.join(QStringLiteral(" or "));
}

void CertificateActions::showSameKey()
{
    const QList<int> rows = rowsOfInterest();
    if (!rows.isEmpty())
        m_navigator.showInventory(sameKeyQuery(rows.front()));
}

} // namespace hufu
