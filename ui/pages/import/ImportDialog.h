// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Source.h"
#include "ui/pages/import/ImportResultModel.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;

namespace hufu {

class ErrorBox;
class House;
class ImportRunner;
class ImportSources;
class PassphraseEdit;
class TableView;

/// One import from the sources to the result list, beside the window and never in its way. Destroying it stops a running import and
/// waits; what was complete is kept.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    enum class Stage { Sources, Running, Results };

    explicit ImportDialog(House &house, QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// While running or after, the sources wait for the next import.
    void add(const std::vector<SourceSpec> &sources);
    void start();
    Stage stage() const;
    const ImportResultModel &results() const { return *m_model; }
    void retranslate();

public Q_SLOTS:
    void reject() override; ///< running: cancels the import and stays open for the results

Q_SIGNALS:
    void importFinished();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeRunning();
    QWidget *makeResults();
    void setStage(Stage stage);
    void showProgress(quint64 done, quint64 total, const QString &current);
    void askPassword(const QString &source, int attempt);
    void endAsking();
    void finish();
    void exportResults(const QString &suffix);
    void updateButtons();

    House &m_house;
    ImportRunner *m_runner = nullptr;
    std::vector<SourceSpec> m_waiting; ///< added while an import ran
    bool m_cancelling = false;

    QLabel *m_title;
    QStackedWidget *m_stack;
    ImportSources *m_sources;

    QLabel *m_doing, *m_current;
    QProgressBar *m_bar;
    QWidget *m_asking;
    QLabel *m_question;
    PassphraseEdit *m_password;
    QPushButton *m_unlock, *m_skip, *m_skipAll;
    QString m_askedSource;
    int m_attempt = 0;

    ImportResultModel *m_model;
    QSortFilterProxyModel *m_proxy;
    TableView *m_table;
    ErrorBox *m_error;
    QLineEdit *m_filter;
    QCheckBox *m_problemsOnly;
    QLabel *m_keysNote;
    QPushButton *m_copy, *m_csv, *m_json;

    QPushButton *m_deed, *m_close;
};

} // namespace hufu
