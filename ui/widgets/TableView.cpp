// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TableView.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>

namespace hufu {

namespace {

constexpr int tableRowHeight = 28;

QString csvField(QString text)
{
    // A spreadsheet runs what begins like a formula; the apostrophe keeps it text.
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()))
        text.prepend('\'');
    if (text.contains('"') || text.contains(',') || text.contains('\n') || text.contains('\r'))
        return '"' + text.replace('"', QStringLiteral("\"\"")) + '"';
    return text;
}

} // namespace

TableView::TableView(const QString &objectName, QWidget *parent) : QTableView(parent)
{
    setObjectName(objectName);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setSortingEnabled(true);
    setTabKeyNavigation(false); // Tab leaves the table: keyboard only must be enough
    setCornerButtonEnabled(false);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(tableRowHeight);
    verticalHeader()->setDefaultSectionSize(tableRowHeight);

    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(40);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &TableView::showColumnMenu);
    for (auto changed : {&QHeaderView::sectionMoved, &QHeaderView::sectionResized})
        connect(header, changed, this, [this] { saveColumns(); });
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this] { saveColumns(); });
    connect(this, &QAbstractItemView::doubleClicked, this, &TableView::opened);
}

QString TableView::settingsKey() const
{
    // The number of columns is part of the key: a state of other columns must not be put upon these.
    return QStringLiteral("tables/%1/%2").arg(objectName()).arg(m_defaults.size());
}

void TableView::restoreColumns(const QList<Column> &defaults, const QList<int> &first)
{
    m_defaults.clear(); // nothing is saved until the defaults stand
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < defaults.size(); ++column)
        header->moveSection(header->visualIndex(column), column);
    for (int place = 0; place < first.size(); ++place)
        header->moveSection(header->visualIndex(first[place]), place);
    for (int column = 0; column < defaults.size(); ++column) {
        setColumnWidth(column, defaults[column].width);
        setColumnHidden(column, !defaults[column].visible);
    }
    const QByteArray saved = QSettings().value(QStringLiteral("tables/%1/%2").arg(objectName()).arg(defaults.size())).toByteArray();
    if (!saved.isEmpty())
        header->restoreState(saved);
    m_defaults = defaults;
    m_first = first;
}

void TableView::saveColumns() const
{
    if (!m_defaults.isEmpty())
        QSettings().setValue(settingsKey(), horizontalHeader()->saveState());
}

void TableView::showColumnMenu(const QPoint &position)
{
    QHeaderView *header = horizontalHeader();
    QMenu menu(this);
    menu.setObjectName("columnMenu");
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        QAction *action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || header->count() - header->hiddenSectionCount() > 1);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            saveColumns();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("Restore the usual columns"), this, [this] {
        const QList<Column> defaults = m_defaults;
        const QList<int> first = m_first;
        QSettings().remove(settingsKey());
        restoreColumns(defaults, first);
    });
    menu.exec(header->mapToGlobal(position));
}

QList<int> TableView::selectedRows() const
{
    QList<int> rows;
    if (!selectionModel())
        return rows;
    // Ranges, not indexes: "select all" of a million rows is one range.
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QString TableView::selectionAs(Format format) const
{
    const QHeaderView *header = horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
            columns.append(column);
    }
    QString text;
    const auto addLine = [&](auto &&field) {
        for (int at = 0; at < columns.size(); ++at) {
            QString value = field(columns[at]);
            if (at > 0)
                text += format == Format::Csv ? ',' : '\t';
            text += format == Format::Csv ? csvField(value) : value.replace('\t', ' ').replace('\n', ' ');
        }
        text += format == Format::Csv ? QStringLiteral("\r\n") : QStringLiteral("\n");
    };
    addLine([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
    for (int row : selectedRows())
        addLine([&](int column) { return model()->index(row, column).data().toString(); });
    return text;
}

QString TableView::selectionAsCsv() const { return selectionAs(Format::Csv); }

QString TableView::selectionAsText() const { return selectionAs(Format::Text); }

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(selectionAsText());
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
    } else {
        QTableView::keyPressEvent(event);
    }
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.setObjectName("rowMenu");
    Q_EMIT contextMenuAboutToShow(&menu);
    if (!menu.isEmpty())
        menu.addSeparator();
    const bool some = selectionModel() && selectionModel()->hasSelection();
    QAction *copy = menu.addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(selectionAsText()); });
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(some);
    menu.addAction(tr("Copy as CSV"), this, [this] { QGuiApplication::clipboard()->setText(selectionAsCsv()); })->setEnabled(some);
    menu.addAction(tr("Select all"), QKeySequence::SelectAll, this, &QAbstractItemView::selectAll);
    // From the keyboard the menu opens at the current row, not at the mouse.
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid())
        place = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    menu.exec(place);
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row())
        Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
}

} // namespace hufu
