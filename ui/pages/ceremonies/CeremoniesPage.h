// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/BackgroundLoad.h"
#include "models/views/CeremonyTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QDialog;
class QLabel;
class QPushButton;

namespace hufu {

class CeremonyForm;
class CeremonyStage;
class ErrorBox;
class TableView;

/// Key ceremonies (密钥仪式): what must be backed up and which package has it, what is due, and all ceremonies with their minutes. Plans new ones, and
/// opens the stage on which they are held.
class CeremoniesPage : public Page {
    Q_OBJECT
public:
    explicit CeremoniesPage(Navigator &navigator, QWidget *parent = nullptr);
    ~CeremoniesPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;

    /// Plans one of this kind; null while locked.
    CeremonyForm *openForm(CeremonyKind kind = CeremonyKind::Backup);
    /// Goes on with one that is open, or begins a new one.
    CeremonyStage *openStage(const std::string &id);
    CeremonyStage *openStage(PlannedCeremony planned);
    QDialog *askAbort(const std::string &id);
    void openCeremony(const std::string &id); ///< in the detail panel
    void attach(const std::string &id, const QString &path); ///< a file, by its hash

protected:
    void retranslate() override;

private:
    void load();
    void accept(const Result<CeremonyBook> &book);
    void showRow(int row);
    void addPeople(const Ceremony &ceremony);
    void addSteps(const Ceremony &ceremony);
    void addButtons(const Ceremony &ceremony);
    void askAttachment(const std::string &id);
    void saveMinutes(const Ceremony &ceremony);
    QString nameOf(const std::string &person) const;
    QString testText() const;
    void updateSummary();
    CeremonyStage *present(CeremonyStage *stage);

    CoverageTableModel m_coverage;
    CeremonyTableModel m_model;
    std::shared_ptr<const CeremonyBook> m_book;
    QLabel *m_coverageTitle, *m_test, *m_listTitle, *m_none;
    TableView *m_coverageTable, *m_table;
    ErrorBox *m_error;
    QPushButton *m_new, *m_tryRestore, *m_goOn;
    std::string m_shown;
    QList<QPointer<QDialog>> m_dialogs;
    BackgroundLoad<Result<CeremonyBook>> m_load;
    PendingJobs m_jobs;
};

} // namespace hufu
