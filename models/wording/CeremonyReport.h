// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CeremonyRecord.h"
#include "models/replica/House.h"

#include <QString>

namespace hufu {

/// The minutes of a key ceremony as a document, in both languages at once, whatever the language of the moment: it lies in a safe for years.
class CeremonyReport {
public:
    explicit CeremonyReport(const CeremonyAudit &audit) : m_audit(audit) {}

    QString title() const;
    QString html() const;
    Result<Bytes> pdf() const; ///< see parts::pdfOf()

    /// Writes the signed minutes, a PDF of them and the authority's certificate into each folder, and returns their paths. Blocks.
    static Result<std::vector<std::string>> save(House &house, const Ceremony &ceremony, const std::vector<std::string> &folders);
    /// The same onto the media of a ceremony that has just ended (where it wrote any) and into `more`; its administrator files the PDF by its hash.
    static Result<std::vector<std::string>> file(House &house, const Ceremony &ceremony, std::vector<std::string> more);

private:
    QString parameters() const;
    QString people() const;
    QString steps() const;
    QString package() const;
    QString signatures() const;

    const CeremonyAudit &m_audit;
};

} // namespace hufu
