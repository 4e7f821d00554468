// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CertificateDetail.h"

#include <QCoreApplication>
#include <QPalette>
#include <QString>

namespace hufu {

/// A certificate's details as rich text for the panel's tabs, in the interface's language and the palette's colours. Links:
/// "certificate:SHA256", "service:ID", "copy:TEXT" (percent-encoded). Pure.
class CertificateHtml {
    Q_DECLARE_TR_FUNCTIONS(hufu::CertificateHtml)
public:
    CertificateHtml(const CertificateDetail &detail, const QPalette &palette) : m_detail(detail), m_palette(palette) {}

    QString summary() const;
    QString chain() const;
    QString findings() const;
    QString places() const; ///< where seen, and which services
    QString history() const;
    QString fullText() const;

    /// The verdict in one sentence, with its reason.
    QString verdict() const;
    /// "Server certificate · OV · RSA 2048"
    QString headline() const;
    static QString keyUsageText(std::uint16_t bits);
    static QString extendedKeyUsageText(std::uint16_t bits);

private:
    QString row(const QString &name, const QString &value) const; ///< value is rich text; nothing when it is empty
    QString copyable(const QString &shown, const QString &copied) const;
    QString section(const QString &title) const;
    QString muted(const QString &richText) const;
    QString badge(Severity severity) const;
    QString related(const std::vector<RelatedCertificate> &certificates) const;

    const CertificateDetail &m_detail;
    const QPalette &m_palette;
};

} // namespace hufu
