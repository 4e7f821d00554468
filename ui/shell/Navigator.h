// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/intake/Source.h"
#include "models/journal/Entry.h"

#include <QString>

namespace hufu {

enum class PageId { Overview, Inventory, Requests, Authorities, Services, Findings, People, Audit, Settings, Outbox, Pending, Emergency, Cards, Ceremonies };

/// The way from one page to another. The main window is it; a page asks it and knows no other page.
class Navigator {
public:
    virtual ~Navigator() = default;

    virtual void showPage(PageId page) = 0;
    /// The inventory with exactly the rows that `query` (models/domain/Query.h) selects; empty: the usual ones.
    virtual void showInventory(const QString &query) = 0;
    virtual void showCertificate(const Sha256 &sha256) = 0;
    virtual void showService(const std::string &id) = 0;
    virtual void showFindings(const QString &query) = 0;
    virtual void showEntry(Sequence sequence) = 0;
    /// The inventory, and there the import of these sources; none: the officer is asked for them.
    virtual void startImport(const std::vector<SourceSpec> &sources) = 0;
};

} // namespace hufu
