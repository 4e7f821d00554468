// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/CardsPage.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Signers.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/CardText.h"
#include "models/wording/JournalText.h"
#include "models/wording/RevocationText.h"
#include "ui/pages/cards/BatchDialog.h"
#include "ui/pages/cards/CardDeedText.h"
#include "ui/pages/cards/CardForm.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/IssueDialog.h"
#include "ui/pages/cards/ReaderBoard.h"
#include "ui/pages/cards/RoleForm.h"
#include "ui/pages/cards/TemporaryReviewForm.h"
#include "ui/pages/cards/TemporaryTab.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TabGrid.h"
#include "ui/widgets/TableView.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTabWidget>

#include <algorithm>

namespace hufu {
namespace {

using Register = CardTableModel;

constexpr std::size_t mostHistory = 100; // entries in the panel; the audit log has all

std::optional<Tone> stateBadge(const QModelIndex &index)
{
    switch (static_cast<CardState>(index.data(Register::StateRole).toInt())) {
    case CardState::InStock: return Tone::Neutral;
    case CardState::Issuing:
    case CardState::Suspended:
    case CardState::Returned: return Tone::Attention;
    case CardState::Issued: return Tone::Proof;
    case CardState::Lost: return Tone::Danger;
    case CardState::Destroyed: return Tone::Neutral;
    }
    return std::nullopt;
}

std::optional<Tone> dueBadge(const QModelIndex &index)
{
    switch (static_cast<Register::Due>(index.data(Register::DueRole).toInt())) {
    case Register::Due::No: return std::nullopt;
    case Register::Due::Soon: return Tone::Attention;
    case Register::Due::Over: return Tone::Danger;
    }
    return std::nullopt;
}

} // namespace

CardsPage::CardsPage(Navigator &navigator, CardDesk *desk, QWidget *parent)
    : Page(navigator, parent), m_watch(new CardWatch(desk, this)), m_proxy(new QSortFilterProxyModel(this)), m_rolesProxy(new QSortFilterProxyModel(this)),
      m_board(new ReaderBoard(*m_watch, this)), m_tabs(new QTabWidget(this)), m_temporary(nullptr), m_show(new TabGrid(5, 5, this)), m_search(new SearchBox(this)),
      m_said(makeBody(this)), m_rolesIntro(makeMuted(this)), m_none(makeMuted(this)), m_error(new ErrorBox(this)),
      m_table(new TableView(QStringLiteral("cards"), this)), m_rolesTable(new TableView(QStringLiteral("certificateRoles"), this)), m_issue(new QPushButton(this)),
      m_batch(new QPushButton(this)),
      m_addRole(new QPushButton(this)), m_changeRole(new QPushButton(this)), m_removeRole(new QPushButton(this)),
      m_detailLoad([this](const Result<CardDetail> &read) { showDetail(read); })
{
    setObjectName(QStringLiteral("cardsPage"));
    m_error->setObjectName(QStringLiteral("cardsError"));
    m_said->setObjectName(QStringLiteral("cardsSaid"));
    m_said->hide();
    auto *content = new QWidget(this);
    m_tabs->setObjectName(QStringLiteral("cardsTabs"));
    m_tabs->addTab(makeRegister(), QString());
    m_tabs->addTab(makeRoles(), QString());
    m_temporary = makeTemporary();
    m_tabs->addTab(m_temporary, QString());
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_said);
    layout->addWidget(m_board);
    layout->addWidget(m_tabs, 1);
    setContent(content);

    m_search->setObjectName(QStringLiteral("cardsSearch"));
    m_issue->setObjectName(QStringLiteral("issueCard"));
    m_issue->setIcon(themeIcon(QStringLiteral("list-add")));
    toolbar()->addWidget(m_search, 1);
    m_batch->setObjectName(QStringLiteral("issueBatch"));
    toolbar()->addWidget(m_issue);
    toolbar()->addWidget(m_batch);

    connect(m_search, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_search, &QLineEdit::textChanged, m_rolesProxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_search, &QLineEdit::textChanged, m_temporary, &TemporaryTab::setFilter);
    connect(m_issue, &QPushButton::clicked, this, [this] { openDeed(CardDeed::Issue, {}, {}); });
    connect(m_batch, &QPushButton::clicked, this, [this] { openBatch(); });
    connect(m_board, &ReaderBoard::asked, this, [this](CardDeed deed, const QString &reader) {
        const std::optional<SeenCard> seen = m_watch->inReader(utf8(reader));
        if (seen)
            openDeed(deed, seen, seen->sight.number);
    });
    connect(m_watch, &CardWatch::changed, this, [this] {
        if (m_detail && detail()->isVisible())
            fillDetail(); // what can be done depends on what is in a reader
    });
    connect(&m_model, &Register::loaded, this, [this] {
        updateSummary();
        loadDetail();
    });
    connect(&m_model, &Register::failed, m_error, &ErrorBox::showError);
    connect(&m_roles, &CertificateRoleTableModel::loaded, this, &CardsPage::updateRoles);
    connect(&m_roles, &CertificateRoleTableModel::failed, m_error, &ErrorBox::showError);
    connect(detail(), &DetailPanel::closed, this, [this] {
        m_shown.clear();
        m_table->setFocus();
    });
    retranslate();
}

CardsPage::~CardsPage()
{
    m_watch->setHouse(nullptr);
    m_model.setHouse(nullptr);
    m_roles.setHouse(nullptr);
    m_temporary->setHouse(nullptr);
}

QWidget *CardsPage::makeRegister()
{
    auto *page = new QWidget(m_tabs);
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(Register::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(Register::State, stateBadge);
    delegate->setBadge(Register::Overdue, dueBadge);
    m_table->setItemDelegate(delegate);
    m_table->setModel(m_proxy);
    m_table->sortByColumn(Register::Number, Qt::AscendingOrder);
    m_table->restoreColumns({{100, true}, {130, true}, {110, true}, {124, true}, {110, true}, {100, true}, {130, true}, {140, true}, {130, false}},
                            {Register::Number, Register::Holder, Register::State, Register::RoleColumn, Register::Department, Register::Overdue});
    m_show->setObjectName(QStringLiteral("cardsShow"));
    m_none->setObjectName(QStringLiteral("cardsNone"));
    m_none->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_show);
    layout->addWidget(m_none);
    layout->addWidget(m_table, 1);
    connect(m_show, &TabGrid::currentChanged, this, [this](int tab) { m_model.show(static_cast<Register::Show>(tab)); });
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showCard(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showCard(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
        if (!index.isValid() || !house())
            return;
        const Card &card = m_model.card(index.row());
        const std::optional<SeenCard> seen = m_watch->withNumber(card.number);
        for (const CardDeed deed : deedsFor(card, seen)) {
            QAction *action = menu->addAction(CardDeedText::menu(deed), this, [this, deed, number = card.number] { openDeed(deed, m_watch->withNumber(number), number); });
            action->setEnabled(CardDeedText::hindrance(deed, house()->officer(), seen.has_value()).isEmpty());
        }
    });
    return page;
}

QWidget *CardsPage::makeRoles()
{
    auto *page = new QWidget(m_tabs);
    m_rolesProxy->setSourceModel(&m_roles);
    m_rolesProxy->setSortRole(CertificateRoleTableModel::SortRole);
    m_rolesProxy->setFilterKeyColumn(-1);
    m_rolesProxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_rolesTable->setModel(m_rolesProxy);
    m_rolesTable->sortByColumn(CertificateRoleTableModel::Name, Qt::AscendingOrder);
    m_rolesTable->restoreColumns({{120, true}, {140, true}, {210, true}, {100, true}, {190, true}, {120, true}, {80, true}});
    m_addRole->setObjectName(QStringLiteral("addRole"));
    m_changeRole->setObjectName(QStringLiteral("changeRole"));
    m_removeRole->setObjectName(QStringLiteral("removeRole"));
    m_addRole->setIcon(themeIcon(QStringLiteral("list-add")));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_rolesIntro, 1);
    buttons->addWidget(m_addRole);
    buttons->addWidget(m_changeRole);
    buttons->addWidget(m_removeRole);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(buttons);
    layout->addWidget(m_rolesTable, 1);
    connect(m_addRole, &QPushButton::clicked, this, [this] { openRole({}, false); });
    connect(m_changeRole, &QPushButton::clicked, this, [this] { openRole(chosenRole(), false); });
    connect(m_removeRole, &QPushButton::clicked, this, [this] { openRole(chosenRole(), true); });
    connect(m_rolesTable, &TableView::opened, this, [this] { openRole(chosenRole(), false); });
    connect(m_rolesTable, &TableView::currentRowChanged, this, &CardsPage::updateRoles);
    return page;
}

TemporaryTab *CardsPage::makeTemporary()
{
    auto *tab = new TemporaryTab(m_tabs);
    connect(tab, &TemporaryTab::changed, this, &CardsPage::updateSummary);
    connect(tab, &TemporaryTab::failed, m_error, &ErrorBox::showError);
    connect(tab, &TemporaryTab::reviewAsked, this, [this](const TemporaryRecord &record) {
        m_said->hide();
        auto *dialog = new TemporaryReviewForm(*house(), record, this);
        connect(dialog, &TemporaryReviewForm::done, this, &CardsPage::say);
        open(dialog);
    });
    return tab;
}

void CardsPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        for (const QPointer<QDialog> &dialog : m_dialogs)
            delete dialog;
        m_dialogs.clear();
        m_detailLoad.abandon();
        m_shown.clear();
        m_detail.reset();
        m_error->clear();
        m_said->hide();
        m_board->setOfficer(nullptr);
    }
    Page::setHouse(house, feed);
    m_model.setHouse(house);
    m_roles.setHouse(house);
    m_temporary->setHouse(house);
    if (house)
        m_board->setOfficer(&house->officer());
    m_watch->setHouse(house);
    updateSummary();
    updateRoles();
}

void CardsPage::openQuery(const QString &query) { m_search->setText(query); }
QWidget *CardsPage::searchField() { return m_search; }

QDialog *CardsPage::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
    return dialog;
}

void CardsPage::say(const QString &sentence)
{
    m_said->setText(sentence);
    m_said->show();
}

QDialog *CardsPage::openDeed(CardDeed deed, const std::optional<SeenCard> &seen, const std::string &number)
{
    if (!house() || !CardDeedText::hindrance(deed, house()->officer(), seen.has_value()).isEmpty())
        return nullptr;
    m_said->hide();
    const Card *card = number.empty() ? nullptr : m_model.find(number);
    if (deed == CardDeed::Temporary && card) { // onto another one, whichever is put in
        auto *dialog = new IssueDialog(*house(), *m_watch, {.deed = deed, .basis = *card}, this);
        connect(dialog, &IssueDialog::done, this, &CardsPage::say);
        return open(dialog);
    }
    if (deed == CardDeed::Issue || deed == CardDeed::GoOn || deed == CardDeed::Renew) {
        auto *dialog = new IssueDialog(*house(), *m_watch, {.deed = deed, .seen = seen, .number = number}, this);
        connect(dialog, &IssueDialog::done, this, &CardsPage::say);
        return open(dialog);
    }
    CardForm::About about{.number = number, .model = seen ? seen->sight.model : std::string(), .holder = card ? card->holder : CardHolder(), .reader = {}, .pinTries = {}, .pukTries = {}};
    if (card)
        about.certificates = static_cast<int>(card->certificates.size());
    if (seen) {
        about.reader = seen->sight.reader;
        about.pinTries = seen->sight.pinTries;
        about.pukTries = seen->sight.pukTries;
    }
    auto *dialog = new CardForm(*house(), *m_watch, deed, std::move(about), this);
    connect(dialog, &CardForm::done, this, &CardsPage::say);
    return open(dialog);
}

QDialog *CardsPage::openBatch()
{
    return house() && mayDo(CardDeed::Issue, house()->officer()) ? open(new BatchDialog(*house(), *m_watch, this)) : nullptr;
}

QDialog *CardsPage::openRole(const std::string &id, bool remove)
{
    if (!house() || !maySend(CommandKind::SaveRole, house()->officer()))
        return nullptr;
    const int row = m_roles.rowOf(id);
    if (row < 0 && (remove || !id.empty()))
        return nullptr;
    m_said->hide();
    auto *dialog = new RoleForm(*house(), row < 0 ? std::nullopt : std::optional(m_roles.row(row).role), remove ? RoleForm::Deed::Remove : RoleForm::Deed::Save, this);
    connect(dialog, &RoleForm::done, this, &CardsPage::say);
    return open(dialog);
}

std::string CardsPage::chosenRole() const
{
    const QModelIndex index = m_rolesProxy->mapToSource(m_rolesTable->currentIndex());
    return index.isValid() ? m_roles.row(index.row()).role.id : std::string();
}

void CardsPage::openCard(const std::string &number)
{
    m_shown = number;
    loadDetail();
}

void CardsPage::showCard(int proxyRow)
{
    const QModelIndex index = m_proxy->mapToSource(m_proxy->index(proxyRow, 0));
    if (index.isValid())
        openCard(m_model.card(index.row()).number);
}

void CardsPage::loadDetail()
{
    if (house() && !m_shown.empty())
        m_detailLoad.start([house = house(), number = m_shown](const std::stop_token &) { return readCardDetail(*house, number); });
}

void CardsPage::showDetail(const Result<CardDetail> &read)
{
    if (m_shown.empty()) // closed meanwhile
        return;
    if (!read)
        return m_error->showError(read.error());
    m_error->clear();
    m_detail = *read;
    fillDetail();
    detail()->show();
}

QWidget *CardsPage::makeDeeds()
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    const std::optional<SeenCard> seen = m_watch->withNumber(m_detail->card.number);
    int at = 0;
    for (const CardDeed deed : deedsFor(m_detail->card, seen)) {
        auto *button = new QPushButton(CardDeedText::menu(deed), box);
        button->setObjectName(QStringLiteral("detailDeed.%1").arg(int(deed)));
        const QString hindrance = CardDeedText::hindrance(deed, house()->officer(), seen.has_value());
        button->setEnabled(hindrance.isEmpty());
        button->setToolTip(hindrance);
        connect(button, &QPushButton::clicked, this, [this, deed, number = m_detail->card.number] { openDeed(deed, m_watch->withNumber(number), number); });
        grid->addWidget(button, at / 2, at % 2);
        ++at;
    }
    return box;
}

void CardsPage::fillDetail()
{
    DetailPanel *panel = detail();
    const CardDetail &shown = *m_detail;
    const Card &card = shown.card;
    panel->clear();
    panel->setTitle(tr("USBKey %1").arg(qstr(card.number)), CardText::state(card.state));
    panel->addWidget(makeDeeds());
    panel->addSection({});
    if (!card.holder.name.empty()) {
        panel->addRow(tr("Holder"), qstr(card.holder.name));
        panel->addRow(tr("Staff number"), qstr(card.holder.id));
        panel->addRow(tr("Department"), qstr(card.holder.department));
        panel->addRow(tr("Certificate role"), qstr(card.roleName));
    }
    if (card.hours > 0)
        panel->addRow(tr("Temporary"), tr("for %n hour(s), issued by one officer alone", nullptr, card.hours));
    panel->addRow(tr("Model"), qstr(card.model));
    panel->addRow(tr("In this state since"), ValueText::dateTime(card.since));
    if (const std::optional<SeenCard> seen = m_watch->withNumber(card.number))
        panel->addRow(tr("Just now"), tr("in the reader %1; %2").arg(qstr(seen->sight.reader), CardText::tries(seen->sight)));
    if (shown.order && shown.order->isOpen())
        panel->addRow(tr("Order"), tr("%1; lapses %2").arg(CardText::orderState(shown.order->state), ValueText::dateTime(shown.order->lapses)));
    if (card.unlockUntil)
        panel->addRow(tr("PUK released until"), ValueText::dateTime(*card.unlockUntil));

    panel->addSection(tr("Certificates"));
    if (shown.certificates.empty())
        panel->addText(tr("None."));
    for (const CardDetail::Certificate &certificate : shown.certificates) {
        QString state = tr("until %1 (%2)").arg(ValueText::date(certificate.listing.notAfter), ValueText::daysLeft(certificate.listing.notAfter, shown.readAt));
        if (certificate.revoked)
            state = RevocationText::bilingual(*certificate.revoked);
        panel->addRow(CardText::slot(certificate.slot), state);
        auto *open = new QPushButton(tr("Show it in the inventory"));
        open->setObjectName(QStringLiteral("showCardCertificate"));
        connect(open, &QPushButton::clicked, this, [this, sha256 = certificate.listing.sha256] { navigator().showCertificate(sha256); });
        panel->addWidget(open);
    }

    panel->addSection(tr("What happened"));
    for (std::size_t at = 0; at < shown.history.size() && at < mostHistory; ++at) {
        const CardDetail::Happened &happened = shown.history[at];
        const QString actor = happened.entry.actor == authorityActor ? tr("the authority") : qstr(happened.actor);
        // Beside the time the sentences would stand in a column of a few letters.
        panel->addText(ValueText::dateTime(happened.entry.time) + u'\n' + JournalText::sentence(happened.entry, actor, happened.payload, shown.names));
    }
    if (shown.history.size() > mostHistory)
        panel->addText(tr("Older entries stand in the audit log."));
}

void CardsPage::updateSummary()
{
    using Show = Register::Show;
    const int all = m_model.count(Show::All), held = m_model.count(Show::WithHolders), over = m_model.count(Show::Overdue);
    setSummary(all == 0 ? tr("No USBKey is registered yet.")
                        : over > 0 ? tr("%n USBKey(s) are overdue: with their holders, and their certificates have ended.", nullptr, over)
                                   : tr("%1 USBKeys, %2 with their holders.").arg(QLocale().toString(all), QLocale().toString(held)));
    setBadge(over, tr("%n USBKey(s) are overdue", nullptr, over));
    m_show->setText(0, tr("All (%1)").arg(all));
    m_show->setText(1, tr("In stock (%1)").arg(m_model.count(Show::InStock)));
    m_show->setText(2, tr("With holders (%1)").arg(held));
    m_show->setText(3, tr("Out of use (%1)").arg(m_model.count(Show::Gone)));
    m_show->setText(4, tr("Overdue (%1)").arg(over));
    const int toReview = m_temporary->toReview();
    m_tabs->setTabText(2, toReview > 0 ? tr("Temporary USBKeys (%1 to review)").arg(toReview) : tr("Temporary USBKeys"));
    const bool none = house() && m_model.isLoaded() && all == 0;
    m_none->setVisible(none);
    const bool may = house() && mayDo(CardDeed::Issue, house()->officer());
    m_issue->setEnabled(may);
    m_batch->setEnabled(may);
    m_issue->setToolTip(house() ? CardDeedText::hindrance(CardDeed::Issue, house()->officer(), true) : QString());
}

void CardsPage::updateRoles()
{
    const bool may = house() && maySend(CommandKind::SaveRole, house()->officer()), chosen = !chosenRole().empty();
    m_addRole->setEnabled(may);
    m_changeRole->setEnabled(may && chosen);
    m_removeRole->setEnabled(may && chosen);
    m_rolesIntro->setText(m_roles.isLoaded() && m_roles.rowCount() == 0
                              ? tr("No certificate role yet. A USBKey is issued under one: it says what the holder is, and stands in the certificates.")
                              : tr("What holders of USBKeys are; it stands in their certificates, and servers let in by it. Two officers sign every change."));
}

void CardsPage::retranslate()
{
    setTitle(tr("USBKey"));
    m_search->setPlaceholderText(tr("Filter by number, holder, department, role"));
    m_search->setAccessibleName(tr("Filter USBKeys"));
    m_issue->setText(tr("Issue a USBKey…"));
    m_batch->setText(tr("Batch…"));
    m_tabs->setTabText(0, tr("Card register"));
    m_tabs->setTabText(1, tr("Certificate roles"));
    m_tabs->setTabText(2, tr("Temporary USBKeys"));
    m_show->setAccessibleName(tr("Which USBKeys are shown"));
    m_table->setAccessibleName(tr("Card register"));
    m_rolesTable->setAccessibleName(tr("Certificate roles"));
    m_addRole->setText(tr("Add…"));
    m_changeRole->setText(tr("Change…"));
    m_removeRole->setText(tr("Remove…"));
    m_none->setText(tr("Plug a USBKey in and take it into stock, or issue it at once: then it stands here for good."));
    updateSummary();
    updateRoles();
    if (m_detail && detail()->isVisible())
        fillDetail();
}

} // namespace hufu
