// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RequestDetail.h"

#include <QCoreApplication>
#include <QPalette>
#include <QString>

namespace hufu {

/// Parts of a request as rich text, for the panel and the form, in the interface's language and the palette's colours. Pure.
class RequestHtml {
    Q_DECLARE_TR_FUNCTIONS(hufu::RequestHtml)
public:
    /// What is asked for, and beside it the certificate whose place it takes, what differs marked.
    static QString contents(const CertificateRequest &csr, int days, const std::optional<CertificateListing> &replaced, const QPalette &palette);
    static QString findings(const std::vector<RequestFinding> &findings, const QPalette &palette);
    /// Who must approve and why, who could, who is excluded. `names` of people by id.
    static QString approvals(const RequestPreview &preview, const std::map<std::string, std::string> &names, const QPalette &palette);
    /// What reviewers said, oldest first.
    static QString reviews(const RequestDetail &detail, const QPalette &palette);
    /// Who holds shares of its key.
    static QString escrow(const EscrowSight &sight, const QPalette &palette);
};

} // namespace hufu
