// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/EmergencyRecord.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// The report of one emergency (紧急吊销报告), for the director and for auditors: what was reported, how long it took, what was decided by whom, what
/// relying parties were seen to be told, what is left to do, and where the journal proves it. In the language of the moment.
class EmergencyReport {
    Q_DECLARE_TR_FUNCTIONS(EmergencyReport)
public:
    explicit EmergencyReport(const EmergencyRecord &record) : m_record(record) {}

    QString title() const;
    QString html() const;      ///< all of it, for QTextDocument
    Result<Bytes> pdf() const; ///< see parts::pdfOf()

    /// Reads the record and writes the PDF, and beside it the same as canonical JSON, by the name of the PDF with ".json" at its end. Blocks.
    static Result<void> save(House &house, const std::string &emergency, const std::string &path);

private:
    QString reported() const;
    QString verdict() const;
    QString times() const;
    QString timeline() const;
    QString certificates() const;
    QString trial() const;
    QString relying() const;
    QString followUps() const;
    QString evidence() const;

    static constexpr std::size_t mostCertificates = 500; ///< the others are counted; the JSON has them all
    const EmergencyRecord &m_record;
};

} // namespace hufu
