// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/outbox/EditForm.h"

#include "models/domain/CertificateRole.h"
#include "models/domain/Revocation.h"
#include "models/replica/InventoryFeed.h"
#include "models/store/HouseReader.h"
#include "ui/pages/cards/RoleForm.h"
#include "ui/pages/requests/RequestDialog.h"
#include "ui/pages/requests/ReviewDialog.h"
#include "ui/pages/revocation/RevokeForm.h"
#include "ui/pages/services/ServiceForm.h"
#include "ui/widgets/Labels.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QEvent>
#include <QLabel>

#include <algorithm>

namespace hufu {
namespace {

/// Stands above the fields.
class EditNote : public QLabel {
    Q_DECLARE_TR_FUNCTIONS(EditNote)
public:
    explicit EditNote(QWidget *parent) : QLabel(parent)
    {
        setObjectName(QStringLiteral("editNote"));
        setWordWrap(true);
        retranslate();
    }

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::LanguageChange)
            retranslate();
        QLabel::changeEvent(event);
    }

private:
    void retranslate() { setText(tr("This is queued, not yet in force. What you sign now takes its place, in the same order; until then the old one stays.")); }
};

ReviewDialog::Deed reviewDeed(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Approve: return ReviewDialog::Deed::Approve;
    case Verdict::Reject: return ReviewDialog::Deed::Reject;
    case Verdict::Return: return ReviewDialog::Deed::Return;
    case Verdict::Comment: return ReviewDialog::Deed::Comment;
    }
    Q_UNREACHABLE();
}

RevokeForm *revocationForm(House &house, InventoryFeed &feed, const RevocationForm &form, RevokeForm::Deed deed, const std::string &queued, QWidget *parent)
{
    const std::shared_ptr<const Inventory> inventory = feed.inventory();
    std::vector<Row> rows;
    for (const Sha256 &certificate : form.certificates) {
        if (const std::optional<Row> row = inventory ? inventory->find(certificate) : std::nullopt)
            rows.push_back(*row);
    }
    if (rows.empty())
        return nullptr;
    auto *dialog = new RevokeForm(house, inventory, std::move(rows), deed, parent);
    dialog->edit(queued, form);
    return dialog;
}

} // namespace

bool EditForm::isFor(const OutgoingCommand &queued)
{
    const Result<Command> ordered = orderedBy(queued.command);
    if (!ordered)
        return false;
    const Command &command = *ordered;
    if (command.kind == CommandKind::Revoke) {
        const Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version);
        return form && form->emergency.empty();
    }
    if (command.kind == CommandKind::SubmitRequest) {
        const Result<RequestForm> form = requestFormFromJson(command.payload);
        return form && !form->escrow;
    }
    static constexpr const char *kinds[] = {CommandKind::SaveService, CommandKind::Resume, CommandKind::ReviewRequests, CommandKind::WithdrawRequest,
                                            CommandKind::SaveRole};
    return std::ranges::any_of(kinds, [&](const char *kind) { return command.kind == kind; });
}

Result<EditForm> EditForm::read(Connection &connection, const OutgoingCommand &queued)
{
    Result<Command> ordered = orderedBy(queued.command);
    if (!ordered)
        return fail(ordered.error());
    EditForm form{std::move(*ordered), {}};
    std::vector<std::string> requests;
    if (form.command.kind == CommandKind::ReviewRequests) {
        const Result<ReviewForm> review = reviewFormFromJson(form.command.payload);
        if (!review)
            return fail(review.error());
        for (const ReviewForm::Seen &seen : review->requests)
            requests.push_back(seen.request);
    } else if (form.command.kind == CommandKind::WithdrawRequest) {
        const Result<Withdrawal> withdrawal = withdrawalFromJson(form.command.payload);
        if (!withdrawal)
            return fail(withdrawal.error());
        requests.push_back(withdrawal->seen.request);
    }
    if (requests.empty())
        return form;
    const Result<std::vector<Person>> people = readPeople(connection);
    if (!people)
        return fail(people.error());
    for (const std::string &id : requests) {
        Result<RequestTableModel::Row> row = readRequestRow(connection, id, *people);
        if (!row)
            return fail(row.error());
        form.requests.push_back(std::move(*row));
    }
    return form;
}

QDialog *EditForm::make(House &house, InventoryFeed &feed, const std::string &queued, QWidget *parent) const
{
    const QJsonObject &payload = command.payload;
    QDialog *made = nullptr;
    if (command.kind == CommandKind::SaveService) {
        const Result<Service> service = serviceFromJson(payload);
        auto *dialog = service ? new ServiceForm(house, *service, parent) : nullptr;
        if (dialog)
            dialog->setReplaced(queued);
        made = dialog;
    } else if (command.kind == CommandKind::Revoke) {
        if (const Result<RevocationForm> form = revocationFormFromJson(payload, command.version))
            made = revocationForm(house, feed, *form, RevokeForm::Deed::Revoke, queued, parent);
    } else if (command.kind == CommandKind::Resume) {
        if (const Result<ResumptionForm> form = resumptionFormFromJson(payload)) {
            const RevocationForm same{form->certificates, RevocationReason::Unspecified, {}, form->note};
            made = revocationForm(house, feed, same, RevokeForm::Deed::Resume, queued, parent);
        }
    } else if (command.kind == CommandKind::SubmitRequest) {
        if (Result<RequestForm> form = requestFormFromJson(payload)) {
            Request before;
            before.form = std::move(*form);
            auto *dialog = new RequestDialog(house, feed, std::move(before), parent);
            dialog->setReplaced(queued);
            made = dialog;
        }
    } else if (command.kind == CommandKind::SaveRole) {
        if (const Result<CertificateRole> role = certificateRoleFromJson(payload)) {
            auto *dialog = new RoleForm(house, *role, RoleForm::Deed::Save, parent);
            dialog->setReplaced(queued);
            made = dialog;
        }
    } else if (!requests.empty()) {
        const Result<ReviewForm> review = reviewFormFromJson(payload);
        const Result<Withdrawal> withdrawal = withdrawalFromJson(payload);
        auto *dialog = new ReviewDialog(house, review ? reviewDeed(review->verdict) : ReviewDialog::Deed::Withdraw, requests, parent);
        dialog->edit(queued, review ? review->reason : withdrawal ? withdrawal->reason : std::string());
        made = dialog;
    }
    if (made) {
        if (auto *layout = qobject_cast<QBoxLayout *>(made->layout()))
            layout->insertWidget(0, new EditNote(made));
    }
    return made;
}

} // namespace hufu
