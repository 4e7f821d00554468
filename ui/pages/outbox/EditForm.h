// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Outgoing.h"
#include "models/views/RequestTableModel.h"

class QDialog;

namespace hufu {

class InventoryFeed;

/// A command that waits in the outbox, opened for changing: the form that it came from, filled with what it says. What is signed there takes its place.
/// Services, revocations, suspensions and their lifting, requests, verdicts about them and their withdrawal, and certificate roles have such forms;
/// everything else can only be taken back and ordered anew, and so can an emergency's revocation, and a request whose key is in escrow: the shares
/// travel beside it.
struct EditForm {
    Command command; ///< what is ordered: of one that was left for others to sign, what they are to sign
    std::vector<RequestTableModel::Row> requests; ///< that a verdict is about, as they are now

    static bool isFor(const OutgoingCommand &queued);
    /// Reads what the form needs. On a pool thread. NotFound when a request is not here any more.
    static Result<EditForm> read(Connection &connection, const OutgoingCommand &queued);
    /// The form, to be opened. Null when none of the certificates is in the inventory yet.
    QDialog *make(House &house, InventoryFeed &feed, const std::string &queued, QWidget *parent) const;
};

} // namespace hufu
