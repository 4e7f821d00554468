// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardBatch.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QAbstractTableModel>
#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace hufu {

class CardWatch;
class CosignBox;
class ErrorBox;
class House;
class IssueSteps;
class PinPair;
class TableView;
class Token;
struct SeenCard;

/// The people of a batch, as a table. Rows that cannot be done come last, with the reason.
class BatchModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Staff, Department, RoleColumn, Card, State, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setBatch(CardBatch batch);
    void update(const std::vector<hufu::Card> &cards);
    const CardBatch &batch() const { return m_batch; }
    int count(CardBatch::State state) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    CardBatch m_batch;
};

/// Issues a USBKey to each person of a list, one after the other: a big sign says what comes next (plug one in, choose a PIN, wait, take it out).
/// Both officers sign the whole list before it begins and stay; each USBKey still has an order of its own. What is done stands in the register, so
/// the same list goes on after any interruption.
class BatchDialog : public QDialog {
    Q_OBJECT
public:
    BatchDialog(House &house, CardWatch &watch, QWidget *parent = nullptr);
    ~BatchDialog() override;

    void load(const QString &path);
    void saveReport(const QString &path);
    void reject() override; ///< not while a USBKey is written
    enum class Sign { Insert, WrongCard, Pin, Writing, TakeOut, Over };
    Sign sign() const { return m_sign; }

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makeRun();
    void askFile();
    void begin();
    void refreshChoices();
    int current() const; ///< the line that is next; -1: none is left
    void look();         ///< at what is in the readers, and shows the sign that fits
    void show(Sign sign);
    void write();
    void written(const Result<Card> &card);
    void skip();
    void check();
    void retranslate();

    House &m_house;
    CardWatch &m_watch;
    BatchModel m_model;
    CardChoices m_choices;
    bool m_chosen = false;
    QStackedWidget *m_stack;
    QLabel *m_intro, *m_count;
    QPushButton *m_choose;
    TableView *m_table;
    CosignBox *m_cosign;
    QLabel *m_progress, *m_big, *m_small;
    PinPair *m_pin;
    IssueSteps *m_steps;
    ErrorBox *m_error;
    QPushButton *m_skip, *m_report, *m_next, *m_close;
    Sign m_sign = Sign::Insert;
    std::string m_reader, m_written; ///< where the one at hand is; number of the one just done
    std::set<int> m_skipped;
    std::shared_ptr<std::vector<std::unique_ptr<Token>>> m_tokens; ///< of the second officer, as long as the list runs
    bool m_running = false, m_reading = false; ///< a USBKey is written; the list is read
    std::stop_source m_stop;
    PendingJobs m_jobs;
};

} // namespace hufu
