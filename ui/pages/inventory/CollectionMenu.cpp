// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/CollectionMenu.h"

#include "models/base/Masking.h"
#include "models/base/Uuid.h"
#include "models/replica/House.h"
#include "ui/shell/Icons.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace hufu {

CollectionMenu::CollectionMenu(QWidget *parent)
    : QToolButton(parent)
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("collections"));
    setIcon(themeIcon(QStringLiteral("bookmarks")));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    m_menu->setObjectName(QStringLiteral("collectionMenu"));
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &CollectionMenu::fill);
    connect(&m_model, &CollectionModel::readingFailed, this, &CollectionMenu::failed);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &CollectionMenu::retranslate);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &CollectionMenu::retranslate);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &CollectionMenu::retranslate);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &CollectionMenu::retranslate);
    retranslate();
}

void CollectionMenu::setHouse(House *house, InventoryFeed *feed)
{
    m_jobs.wait();
    m_house = house;
    m_model.setFeed(feed);
}

void CollectionMenu::setCurrentQuery(const QString &query, bool isValid)
{
    m_query = query.trimmed();
    m_valid = isValid;
    retranslate();
}

void CollectionMenu::retranslate()
{
    const std::optional<Collection> chosen = current();
    setText(chosen ? QString::fromStdString(chosen->name) : tr("Saved filters"));
    setAccessibleName(chosen ? tr("Saved filters, %1 is chosen").arg(QString::fromStdString(chosen->name)) : tr("Saved filters"));
    setToolTip(tr("Filters kept under a name; alerts and reports can refer to them."));
}

std::optional<Collection> CollectionMenu::current() const
{
    for (int row = 0; row < m_model.rowCount() && !m_query.isEmpty(); ++row) {
        if (QString::fromStdString(m_model.collection(row).query) == m_query)
            return m_model.collection(row);
    }
    return std::nullopt;
}

std::optional<Collection> CollectionMenu::byId(const std::string &id) const
{
    const int row = m_model.rowOf(id);
    return row < 0 ? std::nullopt : std::optional(m_model.collection(row));
}

void CollectionMenu::fill()
{
    m_menu->clear();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row);
        const int count = index.data(CollectionModel::CountRole).toInt();
        const QString name = index.data().toString().replace(u'&', QStringLiteral("&&"));
        //: a saved filter and how many certificates it selects
        QAction *action = m_menu->addAction(count < 0 ? name : tr("%1 (%2)").arg(name, QLocale().toString(count)));
        action->setCheckable(true);
        action->setChecked(index.data(CollectionModel::QueryRole).toString() == m_query);
        action->setObjectName(QStringLiteral("collection.%1").arg(row));
        connect(action, &QAction::triggered, this, [this, query = index.data(CollectionModel::QueryRole).toString()] { Q_EMIT chosen(query); });
    }
    if (m_model.rowCount() == 0)
        m_menu->addAction(tr("No filter saved yet"))->setEnabled(false);
    m_menu->addSeparator();

    const std::optional<Collection> now = current();
    QAction *saving = m_menu->addAction(tr("Save this filter…"), this, [this] {
        askName(tr("Save this filter"), tr("Save the filter"), {}, [this](const QString &name) { save(name); });
    });
    saving->setObjectName(QStringLiteral("saveCollection"));
    saving->setEnabled(m_valid && !m_query.isEmpty() && !now && m_house);
    QAction *renaming = m_menu->addAction(now ? tr("Rename “%1”…").arg(QString::fromStdString(now->name)) : tr("Rename…"), this, [this, now] {
        if (!now)
            return;
        askName(tr("Rename the filter"), tr("Rename"), QString::fromStdString(now->name), [this, id = now->id](const QString &name) { rename(id, name); });
    });
    renaming->setObjectName(QStringLiteral("renameCollection"));
    renaming->setEnabled(now && m_house);
    QAction *removing = m_menu->addAction(now ? tr("Delete “%1”…").arg(QString::fromStdString(now->name)) : tr("Delete…"), this, [this, now] {
        if (now)
            askRemoval(*now);
    });
    removing->setObjectName(QStringLiteral("removeCollection"));
    removing->setEnabled(now && m_house);
}

void CollectionMenu::askName(const QString &title, const QString &deed, const QString &name, std::function<void(const QString &)> then)
{
    auto *dialog = new QDialog(window());
    dialog->setObjectName(QStringLiteral("collectionDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *field = new QLineEdit(name, dialog);
    field->setObjectName(QStringLiteral("collectionName"));
    field->setAccessibleName(tr("Name of the filter"));
    field->setMaxLength(200);
    field->selectAll();
    auto *query = new QLabel(m_query, dialog);
    query->setWordWrap(true);
    query->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    QPushButton *accept = buttons->addButton(deed, QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("collectionAccept"));
    accept->setEnabled(!name.trimmed().isEmpty());
    connect(field, &QLineEdit::textChanged, accept, [accept](const QString &text) { accept->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, dialog, [dialog, field, then = std::move(then)] {
        then(field->text().trimmed());
        dialog->accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *form = new QFormLayout(dialog);
    form->addRow(tr("Name"), field);
    form->addRow(tr("Filter"), query);
    form->addRow(buttons);
    dialog->setMinimumWidth(420);
    dialog->open();
}

void CollectionMenu::askRemoval(const Collection &collection)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete a saved filter"),
                                tr("Delete the filter “%1”? The certificates it selects stay as they are.").arg(QString::fromStdString(collection.name)),
                                QMessageBox::Cancel, window());
    box->setObjectName(QStringLiteral("removeCollectionBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *deed = box->addButton(tr("Delete the filter"), QMessageBox::DestructiveRole);
    deed->setObjectName(QStringLiteral("removeCollectionAccept"));
    connect(deed, &QPushButton::clicked, this, [this, id = collection.id] { remove(id); });
    box->open();
}

void CollectionMenu::save(const QString &name)
{
    const Collection collection{newUuid(), maskPatientData(name.toStdString()), maskPatientData(m_query.toStdString())};
    submit(CommandKind::SaveCollection, toJson(collection), tr("The filter “%1” is saved.").arg(QString::fromStdString(collection.name)));
}

void CollectionMenu::rename(const std::string &id, const QString &name)
{
    std::optional<Collection> collection = byId(id);
    if (!collection)
        return;
    collection->name = maskPatientData(name.toStdString());
    submit(CommandKind::SaveCollection, toJson(*collection), tr("The filter is now called “%1”.").arg(QString::fromStdString(collection->name)));
}

void CollectionMenu::remove(const std::string &id)
{
    const std::optional<Collection> collection = byId(id);
    if (!collection)
        return;
    const QString name = QString::fromStdString(collection->name);
    submit(CommandKind::RemoveCollection, {{QStringLiteral("id"), QString::fromStdString(id)}, {QStringLiteral("name"), name}},
           tr("The filter “%1” is deleted.").arg(name));
}

void CollectionMenu::submit(const char *kind, const QJsonObject &payload, const QString &done)
{
    if (!m_house)
        return;
    m_jobs.add(m_house->submitLater(kind, payload)).then(this, [this, done](const Result<Receipt> &receipt) {
        if (receipt)
            Q_EMIT notice(done);
        else if (isTaken(receipt))
            Q_EMIT notice(tr("Queued, not yet in force."));
        else
            Q_EMIT failed(receipt.error());
    });
}

} // namespace hufu
