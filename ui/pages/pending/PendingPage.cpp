// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pending/PendingPage.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/OutboxText.h"
#include "models/wording/RoleText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/RelativeDate.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/TableView.h"

#include <QInputDialog>
#include <QJsonDocument>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

PendingPage::PendingPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent), m_error(new ErrorBox(this)), m_table(new TableView(QStringLiteral("pendingTable"), this))
{
    m_error->setObjectName("pendingError");
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    setContent(content);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(PendingTableModel::WaitsFor, [](const QModelIndex &index) {
        return std::optional(index.data(PendingTableModel::ForMeRole).toBool() ? Tone::Attention : Tone::Neutral);
    });
    m_table->setItemDelegate(delegate);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // those for this officer first
    m_table->restoreColumns({{220, true}, {260, true}, {110, true}, {150, true}, {190, true}, {150, true}, {150, true}});
    emptyState()->setIcon(QStringLiteral("dialog-ok"));

    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showRow(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showRow(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const int row = m_table->currentIndex().row();
        if (row < 0)
            return;
        const PendingSight &sight = m_model.sight(row);
        if (sight.forMe)
            menu->addAction(tr("Sign…"), this, [this, id = sight.pending.id] { askSignature(id); });
        if (sight.forMe && !sight.mine)
            menu->addAction(tr("Decline…"), this, [this, id = sight.pending.id] { askDecline(id); });
        if (sight.mine)
            menu->addAction(tr("Take back…"), this, [this, id = sight.pending.id] { askWithdrawal(id); });
    });
    connect(&m_model, &PendingTableModel::loaded, this, &PendingPage::reload);
    retranslate();
}

PendingPage::~PendingPage() { m_model.setHouse(nullptr); }

void PendingPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        for (const QPointer<QDialog> &dialog : m_dialogs)
            delete dialog;
        m_dialogs.clear();
        m_jobs.wait();
        m_shown.clear();
        m_done.clear();
        m_error->clear();
    }
    Page::setHouse(house, feed);
    m_model.setHouse(house);
    updateSummary();
}

void PendingPage::reload()
{
    showEmpty(m_model.rowCount() == 0);
    const int row = m_shown.empty() ? -1 : m_model.rowOf(m_shown);
    if (row >= 0) {
        m_table->selectRow(row);
        showRow(row);
    } else if (!m_shown.empty()) {
        m_shown.clear();
        detail()->clear();
        detail()->hide();
    }
    updateSummary();
}

void PendingPage::openCommand(const std::string &id)
{
    if (const int row = m_model.rowOf(id); row >= 0) {
        m_table->selectRow(row);
        showRow(row);
    }
}

QString PendingPage::titleOf(int row) const
{
    const QString deed = m_model.index(row, PendingTableModel::What).data().toString(), about = m_model.index(row, PendingTableModel::About).data().toString();
    return about.isEmpty() ? deed : tr("%1: %2", "%1 a deed, %2 what it is about").arg(deed, about);
}

void PendingPage::showRow(int row)
{
    if (row < 0)
        return;
    const PendingSight &sight = m_model.sight(row);
    const auto cell = [&](PendingTableModel::Column column) { return m_model.index(row, column).data().toString(); };
    m_shown = sight.pending.id;
    detail()->clear();
    detail()->setTitle(cell(PendingTableModel::What), cell(PendingTableModel::About));
    if (!sight.forMe)
        detail()->addText(tr("It is not in force, and waits for the signature of somebody else."));
    else if (sight.pending.waits.size() == 1)
        detail()->addText(tr("It is not in force. Yours is the last signature that is missing."));
    else
        detail()->addText(tr("It is not in force. After your signature another is missing still."));
    detail()->addSection({});
    detail()->addRow(tr("Author"), cell(PendingTableModel::Author));
    detail()->addRow(tr("Signed by"), cell(PendingTableModel::Signed));
    detail()->addRow(tr("Waits for"), cell(PendingTableModel::WaitsFor));
    detail()->addRow(tr("Since"), localDateTime(sight.pending.since));
    detail()->addRow(tr("Lapses"), localDateTime(sight.pending.expires));

    auto *buttons = new QWidget;
    auto *line = new QVBoxLayout(buttons);
    line->setContentsMargins(0, 8, 0, 8);
    const auto add = [&](const char *name, const QString &text, auto &&deed) {
        auto *button = new QPushButton(text, buttons);
        button->setObjectName(QLatin1String(name));
        line->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, std::forward<decltype(deed)>(deed));
    };
    if (sight.forMe)
        add("signPending", tr("Sign…"), [this, id = sight.pending.id] { askSignature(id); });
    if (sight.forMe && !sight.mine)
        add("declinePending", tr("Decline…"), [this, id = sight.pending.id] { askDecline(id); });
    if (sight.mine)
        add("withdrawPending", tr("Take back…"), [this, id = sight.pending.id] { askWithdrawal(id); });
    detail()->addWidget(buttons);

    detail()->addSection(tr("What is signed"));
    auto *content = new RichText;
    content->setObjectName("pendingCommand");
    content->setAccessibleName(tr("What is signed"));
    content->setFont(Theme::monospaceFont());
    content->setPlainText(QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("id"), qstr(sight.pending.id)},
                                                                      {QStringLiteral("kind"), qstr(sight.pending.kind)},
                                                                      {QStringLiteral("payload"), sight.payload}})
                                                .toJson()));
    detail()->addWidget(content);
    detail()->show();
}

void PendingPage::track(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
}

QDialog *PendingPage::askSignature(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (!house() || row < 0 || !m_model.sight(row).forMe)
        return nullptr;
    const QString author = m_model.index(row, PendingTableModel::Author).data().toString();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Signatures"), tr("Sign “%1”, as %2 did?").arg(titleOf(row), author), QMessageBox::Cancel, this);
    box->setInformativeText(m_model.sight(row).pending.waits.size() > 1 ? tr("Another signature is missing after yours.")
                                                                         : tr("Yours is the last signature that is missing: it is in force at once."));
    box->setObjectName("signPendingBox");
    QPushButton *yes = box->addButton(tr("Sign"), QMessageBox::AcceptRole);
    yes->setObjectName("signPendingAccept");
    connect(yes, &QPushButton::clicked, this, [this, id, what = titleOf(row)] { follow(house()->signPendingLater(id), tr("“%1” is in force.").arg(what)); });
    track(box);
    return box;
}

QDialog *PendingPage::askDecline(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (!house() || row < 0 || !m_model.sight(row).forMe)
        return nullptr;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName("declinePendingDialog");
    dialog->setWindowTitle(tr("Signatures"));
    dialog->setLabelText(tr("Decline to sign “%1”? It waits for nobody any more then. Why:").arg(titleOf(row)));
    dialog->setOkButtonText(tr("Decline"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id, what = titleOf(row)](const QString &reason) {
        follow(house()->declinePendingLater(id, utf8(reason.trimmed())), tr("“%1” was declined.").arg(what));
    });
    track(dialog);
    return dialog;
}

QDialog *PendingPage::askWithdrawal(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (!house() || row < 0 || !m_model.sight(row).mine)
        return nullptr;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName("withdrawPendingDialog");
    dialog->setWindowTitle(tr("Signatures"));
    dialog->setLabelText(tr("Take back “%1”? Why (may stay empty):").arg(titleOf(row)));
    dialog->setOkButtonText(tr("Take back"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id, what = titleOf(row)](const QString &reason) {
        follow(house()->withdrawPendingLater(id, utf8(reason.trimmed())), tr("“%1” was taken back.").arg(what));
    });
    track(dialog);
    return dialog;
}

void PendingPage::follow(const QFuture<Result<Receipt>> &answer, const QString &done)
{
    m_error->clear();
    m_done.clear();
    m_jobs.add(answer).then(this, [this, done](const Result<Receipt> &receipt) {
        if (receipt)
            m_done = done;
        else if (isTaken(receipt))
            m_done = receipt.error().code == ErrorCode::Pending ? tr("Signed. Another signature is still missing.") : tr("Signed and queued: not yet in force.");
        else
            m_error->showError(receipt.error());
        updateSummary();
    });
}

void PendingPage::updateSummary()
{
    const int mine = m_model.forMe(), others = m_model.rowCount() - mine;
    QStringList parts;
    if (!m_done.isEmpty())
        parts += m_done;
    if (mine > 0)
        parts += tr("%n command(s) wait for your signature.", nullptr, mine);
    if (others > 0)
        parts += tr("%n command(s) wait for somebody else's.", nullptr, others);
    const QString nothing = tr("No command waits for a signature.");
    setSummary(parts.isEmpty() ? nothing : parts.join(u' '));
    setBadge(mine, mine > 0 ? tr("%n command(s) wait for your signature.", nullptr, mine) : QString());
}

void PendingPage::retranslate()
{
    setTitle(tr("Signatures"));
    m_table->setAccessibleName(tr("Commands that wait for signatures"));
    emptyState()->setText(tr("Nothing waits for a signature"),
                          tr("Where a second officer has to sign who sits at another desk, the command waits here until they have. Until then it is not in force."));
    if (const int row = m_shown.empty() ? -1 : m_model.rowOf(m_shown); row >= 0)
        showRow(row);
    updateSummary();
}

} // namespace hufu
