// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/ServiceImport.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>
#include <QStandardItemModel>

class QLabel;
class QProgressBar;
class QPushButton;

namespace hufu {

class ErrorBox;
class TableView;

/// Business services from a CSV file: first what would happen, line by line, then the deed, then what came of it.
class ServiceImportDialog : public QDialog {
    Q_OBJECT
public:
    enum Column { LineColumn, Name, TierColumn, Department, Owner, Hosts, PatientData, What, ColumnCount };

    explicit ServiceImportDialog(House &house, QWidget *parent = nullptr);

    void chooseFile();
    /// Reads the file on a worker and shows the preview.
    void preview(const QString &path);
    void enter();
    void retranslate();

Q_SIGNALS:
    void previewed();
    void entered();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Verdict { New, Changes, Same, Wrong };
    struct Line {
        ServiceRow row; ///< as read; only `line` where it could not be
        Verdict verdict = Verdict::New;
        std::optional<Error> error;
    };
    struct Preview {
        ServicesReading reading;
        std::vector<Line> lines; ///< by line number
    };
    static Result<Preview> readPreview(House &house, const QString &path);
    void fill();
    int count(Verdict verdict) const;

    House &m_house;
    QString m_path;
    Preview m_preview;
    std::optional<ServiceImportResult> m_result;
    bool m_busy = false;

    QLabel *m_title, *m_format;
    ErrorBox *m_error;
    QStandardItemModel m_model;
    TableView *m_table;
    QProgressBar *m_progress;
    QPushButton *m_choose, *m_enter, *m_close;
    PendingJobs m_jobs;
};

} // namespace hufu
