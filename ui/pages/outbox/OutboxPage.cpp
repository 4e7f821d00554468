// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/outbox/OutboxPage.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/wording/ErrorText.h"
#include "models/wording/OutboxText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/outbox/EditForm.h"
#include "ui/pages/outbox/RedoDialog.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/RelativeDate.h"
#include "ui/widgets/RichText.h"
#include "ui/widgets/TableView.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QtConcurrent>

namespace hufu {

OutboxPage::OutboxPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent), m_send(new QPushButton(this)), m_error(new ErrorBox(this)), m_table(new TableView(QStringLiteral("outboxTable"), this))
{
    m_error->setObjectName("outboxError");
    m_send->setObjectName("outboxSend");
    m_send->setIcon(themeIcon(QStringLiteral("view-refresh")));
    toolbar()->addStretch(1);
    toolbar()->addWidget(m_send);

    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    setContent(content);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(OutboxTableModel::State,
                       [](const QModelIndex &index) { return std::optional(index.data(OutboxTableModel::RefusedRole).toBool() ? Tone::Danger : Tone::Attention); });
    m_table->setItemDelegate(delegate);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // their order is the order of sending
    m_table->restoreColumns({{48, true}, {210, true}, {280, true}, {168, true}, {200, true}});
    emptyState()->setIcon(QStringLiteral("dialog-ok"));

    connect(m_send, &QPushButton::clicked, this, [this] {
        if (house())
            house()->hurry();
    });
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showRow(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showRow(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const int row = m_table->currentIndex().row();
        if (row < 0)
            return;
        const OutgoingCommand &command = m_model.command(row);
        if (mayEdit(command))
            menu->addAction(tr("Change…"), this, [this, id = command.id] { edit(id); });
        if (command.refusal)
            menu->addAction(tr("Sign again and send…"), this, [this, id = command.id] { redo(id); });
        menu->addAction(command.refusal ? tr("Dismiss…") : tr("Take back…"), this, [this, id = command.id] { askWithdrawal(id); });
        menu->addAction(tr("Export the signed command…"), this, [this, id = command.id] { askWhereTo(id); });
    });
    connect(&m_model, &OutboxTableModel::loaded, this, &OutboxPage::reload);
    connect(&m_model, &OutboxTableModel::readingFailed, m_error, &ErrorBox::showError);
    retranslate();
}

OutboxPage::~OutboxPage() { m_model.setHouse(nullptr); }

void OutboxPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        for (const QPointer<QDialog> &dialog : m_dialogs)
            delete dialog;
        m_dialogs.clear();
        m_jobs.wait();
        m_shown.clear();
        m_error->clear();
    }
    Page::setHouse(house, feed);
    m_model.setHouse(house);
    if (house)
        connect(house, &House::linkChanged, this, &OutboxPage::updateSummary);
    updateSummary();
}

void OutboxPage::reload()
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
    if (const std::pair told(m_model.waiting(), m_model.refused()); std::exchange(m_told, told) != told)
        Q_EMIT queueChanged();
}

void OutboxPage::openCommand(const std::string &id)
{
    if (const int row = m_model.rowOf(id); row >= 0) {
        m_table->selectRow(row);
        showRow(row);
    }
}

void OutboxPage::showRow(int row)
{
    if (row < 0)
        return;
    const OutgoingCommand &shown = m_model.command(row);
    m_shown = shown.id;
    detail()->clear();
    detail()->setTitle(OutboxText::deed(shown.command.kind), OutboxText::state(shown));
    if (shown.refusal) {
        const ErrorText why = errorText(*shown.refusal);
        for (const QString &text : {why.whatHappened, why.whatItMeans, why.whatToDo}) {
            if (!text.isEmpty())
                detail()->addText(text);
        }
    } else if (shown.tried) {
        detail()->addText(tr("It was on its way when the connection broke: whether the server has it shows as soon as it can be reached. Until then it cannot be "
                             "changed."));
    } else {
        detail()->addText(tr("It is sent in its turn as soon as the server can be reached. Until then it has no effect, and may be changed or taken back."));
        if (!EditForm::isFor(shown))
            detail()->addText(tr("For this there is no form to change it in: take it back, and order it anew."));
    }
    detail()->addSection({});
    if (const QString about = OutboxText::about(shown); !about.isEmpty())
        detail()->addRow(tr("About"), about);
    detail()->addRow(tr("Signed at"), localDateTime(shown.command.time));
    if (!shown.refusal)
        detail()->addRow(tr("Lapses"), localDateTime(shown.command.expires));
    detail()->addRow(tr("Signatures"), QLocale().toString(qulonglong(shown.signatures)));
    if (shown.refusal && !shown.refusal->detail.empty())
        detail()->addRow(tr("The server says"), qstr(shown.refusal->detail));

    auto *buttons = new QWidget;
    auto *line = new QVBoxLayout(buttons);
    line->setContentsMargins(0, 8, 0, 8);
    const auto add = [&](const char *name, const QString &text, auto &&deed) {
        auto *button = new QPushButton(text, buttons);
        button->setObjectName(QLatin1String(name));
        line->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, std::forward<decltype(deed)>(deed));
        return button;
    };
    if (EditForm::isFor(shown)) {
        QPushButton *change = add("editCommand", tr("Change…"), [this, id = shown.id] { edit(id); });
        change->setEnabled(mayEdit(shown));
        if (house() && shown.command.actor != house()->officer().id)
            change->setToolTip(tr("Only who signed it can change it."));
    }
    if (shown.refusal) {
        QPushButton *again = add("redoCommand", tr("Sign again and send…"), [this, id = shown.id] { redo(id); });
        const bool own = house() && shown.command.actor == house()->officer().id;
        again->setEnabled(own);
        if (!own)
            again->setToolTip(tr("Only who signed it can sign it again."));
    }
    add("withdrawCommand", shown.refusal ? tr("Dismiss…") : tr("Take back…"), [this, id = shown.id] { askWithdrawal(id); });
    add("exportCommand", tr("Export the signed command…"), [this, id = shown.id] { askWhereTo(id); });
    detail()->addWidget(buttons);

    detail()->addSection(tr("Signed command"));
    auto *content = new RichText;
    content->setObjectName("outboxCommand");
    content->setAccessibleName(tr("Signed command"));
    content->setFont(Theme::monospaceFont());
    content->setPlainText(QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("id"), qstr(shown.command.id)},
                                                                      {QStringLiteral("kind"), qstr(shown.command.kind)},
                                                                      {QStringLiteral("payload"), shown.command.payload}})
                                                .toJson()));
    detail()->addWidget(content);
    detail()->show();
}

QDialog *OutboxPage::redo(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (!house() || row < 0 || !m_model.command(row).refusal)
        return nullptr;
    auto *dialog = new RedoDialog(*house(), m_model.command(row), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &m_model, &OutboxTableModel::refresh);
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
    return dialog;
}

bool OutboxPage::mayEdit(const OutgoingCommand &command) const
{
    return house() && !command.tried && command.command.actor == house()->officer().id && EditForm::isFor(command);
}

void OutboxPage::edit(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (!house() || !feed() || row < 0 || !mayEdit(m_model.command(row)))
        return;
    m_error->clear();
    const auto read = [queued = m_model.command(row)](Connection &connection) { return EditForm::read(connection, queued); };
    m_jobs.add(house()->readLater(read)).then(this, [this, id](const Result<EditForm> &form) {
        if (!form)
            return m_error->showError(form.error());
        QDialog *dialog = form->make(*house(), *feed(), id, this);
        if (!dialog)
            return m_error->showError({ErrorCode::NotFound, "none of its certificates is in the inventory", id, {}});
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::finished, &m_model, &OutboxTableModel::refresh);
        m_dialogs.removeAll(nullptr);
        m_dialogs += dialog;
        dialog->open();
    });
}

void OutboxPage::askWithdrawal(const std::string &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    const OutgoingCommand &command = m_model.command(row);
    const QString deed = OutboxText::deed(command.command.kind), about = OutboxText::about(command);
    const QString what = about.isEmpty() ? deed : tr("%1: %2", "%1 a deed, %2 what it is about").arg(deed, about);
    auto *box = new QMessageBox(QMessageBox::Question, tr("Outbox"),
                                command.refusal ? tr("Dismiss “%1”? The server has refused it; nothing came of it.").arg(what)
                                                : tr("Take back “%1”? If it is on its way in this very moment, it may still come into force.").arg(what),
                                QMessageBox::Cancel, this);
    box->setObjectName("withdrawBox");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(command.refusal ? tr("Dismiss") : tr("Take back"), QMessageBox::DestructiveRole);
    yes->setObjectName("withdrawAccept");
    connect(yes, &QPushButton::clicked, this, [this, id] { withdraw(id); });
    m_dialogs.removeAll(nullptr);
    m_dialogs += box;
    box->open();
}

void OutboxPage::run(std::function<Result<void>(House &)> deed)
{
    if (!house())
        return;
    m_error->clear();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = house(), deed = std::move(deed)] { return deed(*house); })).then(this, [this](const Result<void> &done) {
        if (!done)
            m_error->showError(done.error());
        m_model.refresh();
    });
}

void OutboxPage::withdraw(const std::string &id)
{
    run([id](House &house) { return withdrawOutgoing(house, id); });
}

void OutboxPage::askWhereTo(const std::string &id)
{
    auto *dialog = new QFileDialog(this, tr("Export the signed command"), QString(), tr("Signed command (*.pem)"));
    dialog->setObjectName("exportCommandDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // one that is there already is never overwritten
    dialog->setDefaultSuffix(QStringLiteral("pem"));
    dialog->selectFile(qstr(id) + QStringLiteral(".pem"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString &path) { exportTo(id, path); });
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
}

void OutboxPage::exportTo(const std::string &id, const QString &path)
{
    run([id, path = utf8(path)](House &house) { return exportOutgoing(house, id, path); });
}

void OutboxPage::updateSummary()
{
    const int waiting = m_model.waiting(), refused = m_model.refused();
    QStringList parts;
    if (refused > 0)
        parts += tr("%n command(s) came back refused: look at why.", nullptr, refused);
    if (waiting > 0)
        parts += tr("%n command(s) queued, not yet in force.", nullptr, waiting);
    const QString nothing = tr("Everything that was signed here has been delivered.");
    setSummary(parts.isEmpty() ? nothing : parts.join(u' '));
    setBadge(waiting + refused, parts.join(u' '));
    const bool away = house() && house()->link().kind == LinkState::Kind::Away;
    m_send->setEnabled(waiting > 0 || away);
}

void OutboxPage::retranslate()
{
    setTitle(tr("Outbox"));
    m_table->setAccessibleName(tr("Commands that are not in force"));
    m_send->setText(tr("Send now"));
    emptyState()->setText(tr("Nothing waits"),
                          tr("While the server cannot be reached, what you sign is kept here, encrypted, and delivered once, in its order, when the network is back."));
    if (const int row = m_shown.empty() ? -1 : m_model.rowOf(m_shown); row >= 0)
        showRow(row);
    updateSummary();
}

} // namespace hufu
