// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/IssuanceRecord.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// The issuance report (签发报告) of one certificate, for the file and for auditors: what was asked for, who approved it and with which
/// signatures, what was issued, where the journal proves it. In the language of the moment.
class IssuanceReport {
    Q_DECLARE_TR_FUNCTIONS(IssuanceReport)
public:
    explicit IssuanceReport(const IssuanceRecord &record) : m_record(record) {}

    QString title() const; ///< of the document
    QString html() const;  ///< all of it, for QTextDocument
    /// A PDF, A4, with the text as text. Needs a QGuiApplication, and fonts that have what names are written with; any thread. Internal when Qt
    /// could not write it.
    Result<Bytes> pdf() const;

    /// Reads the record and writes the PDF. Blocks. Errors of readIssuanceRecord(), pdf() and writeFileAtomically().
    static Result<void> save(House &house, const Sha256 &certificate, const std::string &path);

private:
    QString certificate() const;
    QString request() const;
    QString approvals() const;
    QString evidence() const;
    QString revocation() const;
    QString actRows(const QString &heading, const SignedAct &act) const;
    QString deedOf(const IssuanceRecord::Reviewed &review) const;

    const IssuanceRecord &m_record;
};

} // namespace hufu
