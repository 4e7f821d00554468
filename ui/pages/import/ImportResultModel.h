// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/ImportJob.h"

#include <QAbstractTableModel>

namespace hufu {

/// Every source of an import with what happened and why; a part of a source that could not be read has a line of its own below it.
/// Built once from a result.
class ImportResultModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Source, Content, What, Read, Added, Known, PrivateKeys, Why, ColumnCount };
    enum Role {
        ProblemRole = Qt::UserRole, ///< bool: something was not read
        SortRole,                   ///< comparable value of the cell
    };

    explicit ImportResultModel(QObject *parent = nullptr);
    void setResult(ImportResult result);
    void retranslate();

    int sourceCount() const { return static_cast<int>(m_result.report.outcomes.size()); }
    int problemCount() const { return m_problems; } ///< sources of which something was not read
    std::uint64_t privateKeys() const { return m_privateKeys; }
    const ImportResult &result() const { return m_result; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// All lines with their heading: RFC 4180, UTF-8 with byte order mark.
    QByteArray asCsv() const;
    /// The members of `hufuctl import --json`, and every outcome.
    QByteArray asJson() const;

    static QString whatText(OutcomeKind what);
    static QString contentText(ContentKind content);

private:
    struct Line {
        std::size_t outcome = 0;
        int failure = -1; ///< of the outcome; -1: the outcome itself
    };
    const SourceOutcome &outcome(const Line &line) const { return m_result.report.outcomes[line.outcome]; }
    std::optional<ImportResult::Tally> tally(const SourceOutcome &outcome) const;
    QString text(const Line &line, int column) const;

    ImportResult m_result;
    std::vector<Line> m_lines;
    int m_problems = 0;
    std::uint64_t m_privateKeys = 0;
};

} // namespace hufu
