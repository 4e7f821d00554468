// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/QueryWords.h"
#include "models/intake/Source.h"
#include "models/views/CertificateTableModel.h"
#include "ui/pages/inventory/CertificatePanel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/pages/revocation/RevokeForm.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QCheckBox;
class QMenu;
class QPushButton;
class QTimer;
class QToolButton;

namespace hufu {

class CertificateActions;
class CollectionMenu;
class ErrorBox;
class ImportDialog;
class ProgressStrip;
class SearchBox;
class TableView;

/// The certificate inventory (证书台账): every certificate of the house, filtered as one types, with its details on the right. Files dropped on
/// it and certificates pasted into it are imported.
class InventoryPage : public Page {
    Q_OBJECT
public:
    explicit InventoryPage(Navigator &navigator, QWidget *parent = nullptr);
    ~InventoryPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    void openQuery(const QString &query) override; ///< empty: the usual rows
    QWidget *searchField() override;

    /// Chooses a certificate and opens its details, also when the present filter leaves it out.
    void openCertificate(const Sha256 &sha256);
    /// Opens the import dialog over the page, holding the sources given. Null while locked.
    ImportDialog *openImport(const std::vector<SourceSpec> &sources = {});
    /// The same with what was dropped or pasted: files and folders, or certificates as text. False when there is nothing of the kind in it.
    bool importFrom(const QMimeData *mime);
    /// For the chosen rows, else the current one. Null while locked, or where nothing is chosen.
    RevokeForm *openRevocation(RevokeForm::Deed deed);

protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeContent();
    void makeToolbar();
    void setFilter(const QString &text);
    void showRejection(const QueryError &error);
    void inventoryChanged();
    void updateSummary();
    void showDetailLater(int row);
    void loadDetail();
    void showDetail(CertificateDetail detail);
    void showRevocation(); ///< of the certificate in the panel
    std::vector<Row> chosenRows() const;
    void fillRevocationMenu(QMenu *menu);

    CertificateTableModel m_model;
    SearchBox *m_search;
    CollectionMenu *m_collections;
    QCheckBox *m_showExpired, *m_showSuperseded;
    QToolButton *m_export;
    QMenu *m_exportMenu;
    QPushButton *m_revoke;
    QPushButton *m_import;
    QPushButton *m_emptyImport = nullptr;
    QLabel *m_complaint, *m_notice;
    ErrorBox *m_error;
    ProgressStrip *m_progress;
    TableView *m_table;
    CertificateActions *m_actions;
    QPointer<ImportDialog> m_importing;
    QPointer<RevokeForm> m_revoking;

    QueryVocabulary m_vocabulary;
    QTimer *m_detailDelay, *m_noticeEnd;
    std::optional<Sha256> m_wanted; ///< whose details are shown or on their way
    quint64 m_detailNumber = 0;
    QPointer<CertificatePanel> m_panel;
    QPointer<ProofBox> m_proof;
    CertificatePanel::Tab m_tab = CertificatePanel::Summary;
    PendingJobs m_jobs;
};

} // namespace hufu
