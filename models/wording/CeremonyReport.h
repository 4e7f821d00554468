// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CeremonyRecord.h"

#include <QString>

namespace hufu {

/// The minutes of a key ceremony as a document, in both languages at once, whatever the language of the moment: it lies in a safe for years.
class CeremonyReport {
public:
    explicit CeremonyReport(const CeremonyAudit &audit) : m_audit(audit) {}

    QString title() const;
    QString html() const;
    Result<Bytes> pdf() const; ///< see parts::pdfOf()

private:
    QString parameters() const;
    QString people() const;
    QString steps() const;
    QString package() const;
    QString signatures() const;

    const CeremonyAudit &m_audit;
};

} // namespace hufu
