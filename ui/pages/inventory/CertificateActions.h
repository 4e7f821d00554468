// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/CertificateExport.h"
#include "models/views/CertificateTableModel.h"
#include "ui/pages/inventory/CertificateSaver.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Navigator.h"

#include <QDialog>
#include <QObject>
#include <QPointer>

class QMenu;

namespace hufu {

class TableView;

/// What can be done with the rows chosen in the inventory: copying, exporting, and going to what belongs to them. Used by the context
/// menu and the toolbar.
class CertificateActions : public QObject {
    Q_OBJECT
public:
    CertificateActions(TableView &table, CertificateTableModel &model, Navigator &navigator, QWidget *window);

    /// Null when locked: waits for jobs that still use the house.
    void setHouse(House *house);

    void fillContextMenu(QMenu *menu);
    void fillExportMenu(QMenu *menu);
    void fillEscrowActions(QMenu *menu, int row); ///< what the officer may do with its key

    void copyFingerprints();
    void copySerials();
    void copyPem();
    void copyJson();
    /// Asks for a file name and writes the chosen rows, or all rows shown when none is chosen.
    void exportAs(ExportFormat format);
    void exportTo(ExportFormat format, const QString &path);
    void showSameKey();
    /// A query for all certificates with the key of a row; for up to mostSameKey of them.
    QString sameKeyQuery(int row) const;
    static constexpr int mostSameKey = 100;

Q_SIGNALS:
    void exportStarted(const QString &what, const QFuture<hufu::Result<int>> &job);
    void notice(const QString &sentence);
    void failed(const hufu::Error &error);

private:
    QList<int> rowsOfInterest() const; ///< chosen ones, else the current one
    QList<int> visibleColumns() const;
    template <typename Value>
    void copyLines(Value &&value); ///< value(CertificateRow) of the chosen rows, plain, one a line

    TableView &m_table;
    CertificateTableModel &m_model;
    Navigator &m_navigator;
    QWidget *m_window;
    CertificateSaver *m_saver;
    House *m_house = nullptr;
    QList<QPointer<QDialog>> m_dialogs;
    PendingJobs m_jobs;
};

} // namespace hufu
