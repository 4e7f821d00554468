// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDetail.h"

#include <QString>

namespace hufu {

/// The paper of a USBKey's handover (交接单): who got which USBKey as what, who ordered and who handed it over, where the journal proves it, and
/// room for two signatures in ink. In both languages at once: the one who files it and the one who reads it need not share one.
class CardReceipt {
public:
    explicit CardReceipt(const CardReceiptRecord &record) : m_record(record) {}

    QString title() const;
    QString html() const; ///< all of it, for QTextDocument
    Result<Bytes> pdf() const; ///< see pdfOf()

    /// Reads the record and writes the PDF. Blocks. Errors of readCardReceipt(), pdf() and writeFileAtomically().
    static Result<void> save(House &house, const std::string &number, const std::string &path);

private:
    const CardReceiptRecord &m_record;
};

} // namespace hufu
