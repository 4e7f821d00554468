// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QMenu;

namespace hufu {

/// A table as all pages have it: rows of 28 px, sorting, columns chosen and ordered in the header's menu and remembered under the
/// object name, multi-selection, copy as text or CSV, Enter or double click opens the detail. Makes no pass over all rows by itself.
class TableView : public QTableView {
    Q_OBJECT
public:
    struct Column {
        int width = 120;
        bool visible = true;
    };

    explicit TableView(const QString &objectName, QWidget *parent = nullptr);

    /// Call after setModel(): widths and visibility of a new user's columns, and which of them come first (the others follow as the model has
    /// them); then what this user last chose.
    void restoreColumns(const QList<Column> &defaults, const QList<int> &first = {});
    /// Rows that are selected, top to bottom, each once.
    QList<int> selectedRows() const;
    /// Visible columns of the selected rows in the order on screen, with a heading. RFC 4180.
    QString selectionAsCsv() const;
    QString selectionAsText() const; ///< tab-separated, for spreadsheets

Q_SIGNALS:
    /// Enter or double click.
    void opened(const QModelIndex &index);
    /// The current row changed, by mouse or keyboard; -1 for none.
    void currentRowChanged(int row);
    /// The page may add its own actions in front; the copy actions follow. `menu` lives until it closes.
    void contextMenuAboutToShow(QMenu *menu);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    enum class Format { Text, Csv };
    QString selectionAs(Format format) const;
    void showColumnMenu(const QPoint &position);
    void saveColumns() const;
    QString settingsKey() const;

    QList<Column> m_defaults;
    QList<int> m_first;
};

} // namespace hufu
