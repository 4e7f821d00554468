// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CommandPalette.h"

#include "models/base/BackgroundPool.h"
#include "models/replica/InventoryFeed.h"
#include "models/replica/InventorySearch.h"
#include "ui/shell/Colours.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Navigator.h"
#include "ui/widgets/RelativeDate.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace hufu {

namespace {

constexpr int paletteWidth = 640;
constexpr std::size_t mostCertificates = 8;
constexpr int mostServices = 5;

QString qstring(std::string_view utf8) { return QString::fromUtf8(utf8.data(), qsizetype(utf8.size())); }

/// The title on the left, what it is on the right.
class HitDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {paletteWidth, 36}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QString title = std::exchange(item.text, QString());
        const QIcon icon = std::exchange(item.icon, QIcon());
        item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        const bool selected = item.state & QStyle::State_Selected;
        const QRect inner = item.rect.adjusted(12, 0, -12, 0);
        icon.paint(painter, QRect(inner.left(), inner.center().y() - 9, 18, 18), Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        const QString kind = index.data(Qt::UserRole).toString();
        painter->setPen(selected ? item.palette.color(QPalette::HighlightedText) : Colours::of(item.palette).muted);
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, kind);
        const QRect words = inner.adjusted(30, 0, -item.fontMetrics.horizontalAdvance(kind) - 16, 0);
        painter->setPen(item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter, item.fontMetrics.elidedText(title, Qt::ElideRight, words.width()));
    }
};

} // namespace

CommandPalette::CommandPalette(Navigator &navigator, QWidget *parent)
    : QFrame(parent), m_navigator(navigator), m_text(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName("commandPalette");
    setFixedWidth(paletteWidth);
    m_text->setObjectName("paletteText");
    m_text->addAction(themeIcon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_text->installEventFilter(this);
    m_list->setObjectName("paletteHits");
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new HitDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // the arrow keys come from the text field
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(m_text);
    layout->addWidget(m_list);

    connect(m_text, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { run(m_list->row(item)); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        const Found found = m_watcher.result();
        if (found.generation == m_generation && isVisible())
            showHits(&found);
    });
    retranslate();
    hide();
}

CommandPalette::~CommandPalette()
{
    m_stop.request_stop();
    m_watcher.waitForFinished();
}

void CommandPalette::setFeed(InventoryFeed *feed)
{
    m_feed = feed;
    if (!feed) {
        m_stop.request_stop();
        m_text->clear();
        m_hits.clear();
        m_list->clear();
        hide();
    }
}

void CommandPalette::addAction(QAction *action) { m_commands.append(action); }

void CommandPalette::open()
{
    m_text->clear();
    search();
    const QWidget *window = parentWidget();
    move((window->width() - paletteWidth) / 2, std::min(72, window->height() / 10));
    show();
    raise();
    m_text->setFocus();
}

void CommandPalette::search()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    const quint64 generation = ++m_generation;
    showHits(nullptr);
    const QString text = m_text->text().trimmed();
    if (!m_feed || text.isEmpty())
        return;
    m_watcher.setFuture(QtConcurrent::run(backgroundPool(), [generation, inventory = m_feed->inventory(), text = text.toStdString(), stop = m_stop.get_token()] {
        Found found{generation, inventory, {}, 0};
        const std::expected<Query, QueryError> query = parseQuery(text);
        if (!query)
            return found;
        Selection wanted;
        wanted.query = *query;
        wanted.sort = SortKey::Arrival;
        if (Result<SelectedRows> selected = select(*inventory, wanted, localClock(systemNow()), stop)) {
            found.total = selected->rows.size();
            found.rows.assign(selected->rows.begin(), selected->rows.begin() + std::ptrdiff_t(std::min(found.total, mostCertificates)));
        }
        return found;
    }));
}

void CommandPalette::append(Hit hit)
{
    auto *item = new QListWidgetItem(themeIcon(hit.iconName), hit.title, m_list);
    item->setData(Qt::UserRole, hit.kind);
    m_hits.push_back(std::move(hit));
}

void CommandPalette::showHits(const Found *found)
{
    const QString text = m_text->text().trimmed();
    m_list->clear();
    m_hits.clear();
    for (QAction *action : m_commands) {
        QString title = action->text();
        title.remove('&');
        if (action->isEnabled() && action->isVisible() && title.contains(text, Qt::CaseInsensitive))
            append({action->icon().name(), title, action->data().toString(), [action] { action->trigger(); }});
    }
    if (m_feed && !text.isEmpty()) {
        int services = 0;
        for (const Service &service : m_feed->inventory()->services()) {
            const QString name = qstring(service.name);
            if (services == mostServices || !name.contains(text, Qt::CaseInsensitive))
                continue;
            ++services;
            append({QStringLiteral("network-server"), name, tr("Service"), [this, id = service.id] { m_navigator.showService(id); }});
        }
    }
    if (found) {
        for (Row row : found->rows) {
            const CertificateRow certificate = found->inventory->row(row);
            append({QStringLiteral("view-certificate"),
                    QStringLiteral("%1 · %2").arg(qstring(certificate.title()), daysLeftText(certificate.notAfter, systemNow())), tr("Certificate"),
                    [this, sha256 = certificate.sha256] { m_navigator.showCertificate(sha256); }});
        }
        if (found->total > 1)
            append({QStringLiteral("edit-find"), tr("Show all %n certificates in the inventory", nullptr, int(found->total)), QString(),
                    [this, text] { m_navigator.showInventory(text); }});
    }
    m_list->setCurrentRow(0);
    const int lines = std::clamp(m_list->count(), 1, 12);
    m_list->setFixedHeight(lines * 36 + 4);
    m_list->setVisible(m_list->count() > 0);
    adjustSize();
}

void CommandPalette::run(int row)
{
    if (row < 0 || row >= int(m_hits.size()))
        return;
    const std::function<void()> deed = m_hits[std::size_t(row)].run;
    hide();
    deed();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const int last = m_list->count() - 1;
        switch (key->key()) {
        case Qt::Key_Down:
            m_list->setCurrentRow(std::min(last, m_list->currentRow() + 1));
            return true;
        case Qt::Key_Up:
            m_list->setCurrentRow(std::max(0, m_list->currentRow() - 1));
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            run(m_list->currentRow());
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            break;
        }
    } else if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason) {
        hide();
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const Colours &colours = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.accent.text, 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void CommandPalette::retranslate()
{
    m_text->setPlaceholderText(tr("Certificate, service, page or command"));
    m_text->setAccessibleName(tr("Search everything"));
    m_list->setAccessibleName(tr("Found"));
}

} // namespace hufu
