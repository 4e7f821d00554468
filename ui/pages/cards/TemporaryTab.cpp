// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/TemporaryTab.h"

#include "models/domain/Signers.h"
#include "models/replica/House.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/TableView.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>

namespace hufu {
namespace {

using Temporary = TemporaryKeyTableModel;

std::optional<Tone> reviewBadge(const QModelIndex &index) { return index.data(Temporary::ReviewedRole).toBool() ? Tone::Proof : Tone::Attention; }

} // namespace

TemporaryTab::TemporaryTab(QWidget *parent)
    : QWidget(parent), m_proxy(new QSortFilterProxyModel(this)), m_intro(makeMuted(this)), m_table(new TableView(QStringLiteral("temporaryKeys"), this)),
      m_review(new QPushButton(this))
{
    m_review->setObjectName(QStringLiteral("reviewTemporary"));
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(Temporary::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(Temporary::Review, reviewBadge);
    m_table->setItemDelegate(delegate);
    m_table->setModel(m_proxy);
    m_table->sortByColumn(Temporary::Issued, Qt::DescendingOrder);
    m_table->restoreColumns({{150, true}, {100, true}, {170, true}, {120, true}, {80, true}, {100, true}, {240, true}, {100, true}});
    auto *top = new QHBoxLayout;
    top->addWidget(m_intro, 1);
    top->addWidget(m_review);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    const auto ask = [this] {
        if (m_review->isEnabled())
            Q_EMIT reviewAsked(*chosen());
    };
    connect(m_review, &QPushButton::clicked, this, ask);
    connect(m_table, &TableView::opened, this, ask);
    connect(m_table, &TableView::currentRowChanged, this, &TemporaryTab::refresh);
    connect(&m_model, &Temporary::loaded, this, [this] {
        refresh();
        Q_EMIT changed();
    });
    connect(&m_model, &Temporary::failed, this, &TemporaryTab::failed);
    retranslate();
}

TemporaryTab::~TemporaryTab()
{
    m_model.disconnect(this); // its page may be gone already
    m_model.setHouse(nullptr);
}

void TemporaryTab::setHouse(House *house)
{
    m_house = house;
    m_model.setHouse(house);
    refresh();
}

void TemporaryTab::setFilter(const QString &text) { m_proxy->setFilterFixedString(text); }

const TemporaryRecord *TemporaryTab::chosen() const
{
    const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
    return index.isValid() ? &m_model.row(index.row()) : nullptr;
}

void TemporaryTab::refresh()
{
    const TemporaryRecord *record = chosen();
    const bool may = m_house && maySend(CommandKind::ReviewTemporary, m_house->officer());
    const bool own = m_house && record && record->key.actor == m_house->officer().id && !m_house->record().pilot;
    m_review->setEnabled(may && record && !record->key.reviewed && !own);
    m_review->setToolTip(own ? tr("A colleague reviews what you issued.") : QString());
    m_intro->setText(m_model.rowCount() == 0 ? tr("None within a month. One officer alone issues them to holders who are locked out, where the policy allows it.")
                                             : tr("One officer alone issued them to holders who were locked out. A colleague looks at each and signs for it; this list holds a month."));
}

void TemporaryTab::retranslate()
{
    m_table->setAccessibleName(tr("Temporary USBKeys"));
    m_review->setText(tr("Review…"));
    refresh();
}

void TemporaryTab::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
