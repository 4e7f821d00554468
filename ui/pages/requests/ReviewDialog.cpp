// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/ReviewDialog.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "models/wording/RequestText.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hufu {
namespace {

constexpr qsizetype longestReason = 1000;

Verdict verdictOf(ReviewDialog::Deed deed)
{
    switch (deed) {
    case ReviewDialog::Deed::Approve: return Verdict::Approve;
    case ReviewDialog::Deed::Reject: return Verdict::Reject;
    case ReviewDialog::Deed::Return: return Verdict::Return;
    case ReviewDialog::Deed::Comment:
    case ReviewDialog::Deed::Withdraw: return Verdict::Comment; // withdrawing is a command of its own
    }
    Q_UNREACHABLE();
}

} // namespace

ReviewDialog::ReviewDialog(House &house, Deed deed, std::vector<RequestTableModel::Row> rows, QWidget *parent)
    : QDialog(parent), m_house(house), m_verdict(deed), m_rows(std::move(rows)), m_intro(makeBody(this)), m_list(new QListWidget(this)),
      m_reasonLabel(makeBody(this)), m_reason(new QPlainTextEdit(this)), m_complaint(makeBody(this)), m_error(new ErrorBox(this)),
      m_deed(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    Q_ASSERT(deed != Deed::Withdraw || m_rows.size() == 1);
    setObjectName(QStringLiteral("reviewDialog"));
    m_intro->setObjectName(QStringLiteral("reviewIntro"));
    m_list->setObjectName(QStringLiteral("reviewList"));
    m_reason->setObjectName(QStringLiteral("reviewReason"));
    m_complaint->setObjectName(QStringLiteral("reviewComplaint"));
    m_error->setObjectName(QStringLiteral("reviewError"));
    m_deed->setObjectName(QStringLiteral("reviewSign"));
    m_cancel->setObjectName(QStringLiteral("reviewCancel"));
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setWordWrap(true);
    m_list->setMinimumHeight(56);
    m_list->setMaximumHeight(m_rows.size() > 2 ? 240 : 88);
    m_reason->setTabChangesFocus(true);
    m_reason->setMaximumHeight(96);
    m_reasonLabel->setBuddy(m_reason);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_deed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_reasonLabel);
    layout->addWidget(m_reason);
    layout->addWidget(m_complaint);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumWidth(600);
    m_cancel->setAutoDefault(false);
    m_deed->setAutoDefault(false); // not by a hasty Enter
    connect(m_reason, &QPlainTextEdit::textChanged, this, &ReviewDialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deed, &QPushButton::clicked, this, &ReviewDialog::sign);
    retranslate();
    m_reason->setFocus();
}

ReviewDialog::~ReviewDialog() = default;

void ReviewDialog::edit(const std::string &queued, const std::string &reason)
{
    m_replaced = queued;
    m_reason->setPlainText(qstr(reason));
}

void ReviewDialog::check()
{
    const QString reason = m_reason->toPlainText().trimmed();
    QString complaint;
    if (qsizetype(m_rows.size()) > mostReviewedTogether)
        complaint = tr("At most %1 requests can be signed at once; choose fewer.").arg(mostReviewedTogether);
    else if (reason.size() > longestReason)
        complaint = tr("The text is too long: at most %1 characters.").arg(longestReason);
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    m_deed->setEnabled(complaint.isEmpty() && (!needsReason() || !reason.isEmpty()));
}

void ReviewDialog::sign()
{
    const std::string reason = utf8(m_reason->toPlainText().trimmed());
    std::vector<ReviewForm::Seen> seen;
    for (const RequestTableModel::Row &row : m_rows)
        seen.push_back({row.request.form.id, row.request.version});
    m_error->clear();
    m_deed->setEnabled(false);
    const bool withdrawing = m_verdict == Deed::Withdraw;
    QFuture<Result<Receipt>> answer = withdrawing
        ? m_house.submitLater(CommandKind::WithdrawRequest, toJson(Withdrawal{seen.front(), reason}), std::vector<Blob>(), 1, m_replaced)
        : m_house.submitLater(CommandKind::ReviewRequests, toJson(ReviewForm{std::move(seen), verdictOf(m_verdict), reason}), std::vector<Blob>(), 1,
                              m_replaced);
    m_jobs.add(answer).then(this, [this](const Result<Receipt> &receipt) {
        if (isTaken(receipt))
            return accept();
        m_error->showError(receipt.error());
        check();
    });
}

QString ReviewDialog::preview() const
{
    const int count = static_cast<int>(m_rows.size());
    switch (m_verdict) {
    case Deed::Approve: {
        const int last = static_cast<int>(std::ranges::count_if(m_rows, [](const RequestTableModel::Row &row) { return row.missing <= 1; }));
        const QString first = tr("You approve %n request(s).", nullptr, count);
        return last == 0 ? first + u' ' + tr("None of them is issued yet: more approvals are missing.")
                         : first + u' ' + tr("%n of them then has or have every approval and is issued at once.", nullptr, last);
    }
    case Deed::Reject: return tr("You reject %n request(s). That ends them; their applicants would have to submit anew.", nullptr, count);
    case Deed::Return: return tr("%n request(s) go back for change. Approvals given so far do not count for the changed version.", nullptr, count);
    case Deed::Comment: return tr("You comment on %n request(s). Nothing else changes.", nullptr, count);
    case Deed::Withdraw: return tr("The request is withdrawn. Nothing can come of it any more.");
    }
    Q_UNREACHABLE();
}

void ReviewDialog::retranslate()
{
    const int count = static_cast<int>(m_rows.size());
    switch (m_verdict) {
    case Deed::Approve:
        setWindowTitle(tr("Approve"));
        m_deed->setText(tr("Sign and approve %n request(s)", nullptr, count));
        break;
    case Deed::Reject:
        setWindowTitle(tr("Reject"));
        m_deed->setText(tr("Sign and reject %n request(s)", nullptr, count));
        break;
    case Deed::Return:
        setWindowTitle(tr("Return for change"));
        m_deed->setText(tr("Sign and return %n request(s)", nullptr, count));
        break;
    case Deed::Comment:
        setWindowTitle(tr("Comment"));
        m_deed->setText(tr("Sign the comment"));
        break;
    case Deed::Withdraw:
        setWindowTitle(tr("Withdraw"));
        m_deed->setText(tr("Sign and withdraw the request"));
        break;
    }
    m_intro->setText(preview());
    m_list->clear();
    for (const RequestTableModel::Row &row : m_rows)
        m_list->addItem(tr("%1 – service %2, asked for by %3, %n day(s)", nullptr, row.request.form.days)
                            .arg(RequestTableModel::title(row.request), qstr(row.request.serviceName), qstr(row.applicant)));
    m_list->setAccessibleName(tr("Requests that are signed together"));
    m_reasonLabel->setText(m_verdict == Deed::Comment ? tr("Comment") : needsReason() ? tr("Reason") : tr("Remark (may stay empty)"));
    m_reason->setAccessibleName(m_reasonLabel->text());
    m_cancel->setText(tr("Cancel"));
    check();
}

void ReviewDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
