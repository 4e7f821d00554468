// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateStatus.h"
#include "models/domain/Service.h"
#include "models/pki/Lints.h"
#include "models/replica/Inventory.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// Values as words in the interface's language, for tables, legends and details.
class ValueText {
    Q_DECLARE_TR_FUNCTIONS(hufu::ValueText)
public:
    static QString of(ValidationClass validationClass, bool inferred = false); ///< "DV", "Private", "OV (inferred)"
    static QString of(Tier tier);
    static QString of(Severity severity);
    static QString of(CertificateStatus status);
    static QString of(Purpose purpose);
    static QString of(SignatureAlgorithm algorithm);
    static QString key(KeyAlgorithm algorithm, int bits, std::string_view curve); ///< "RSA 2048", "EC P-256", "SM2"
    static QString sourceKind(int kind);
    static QString daysLeft(Instant notAfter, Instant now); ///< "12 days", "expired 3 days ago", "today"
    static QString date(Instant instant); ///< local, by the interface's language, without the time
    static QString dateTime(Instant instant); ///< local, with zone
    static QString timeOfDay(Instant instant); ///< local
    static QString serial(BytesView serial);       ///< upper-case hexadecimal in groups of two, separated by colons
    static QString fingerprint(const Sha256 &sha256); ///< likewise
};

} // namespace hufu
