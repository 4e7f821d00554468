// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace hufu {

/// CAs of a house that came out of a package.
struct RestoredKeys {
    std::vector<std::string> proven;    ///< names of those whose keys signed something that their certificates verify
    std::vector<std::string> elsewhere; ///< names of those whose keys lie in tokens and are in no package
    bool operator==(const RestoredKeys &) const = default;
};
QJsonObject toJson(const RestoredKeys &keys);
Result<RestoredKeys> restoredKeysFromJson(const QJsonObject &object); ///< Malformed

/// How a restored authority answered as relying parties ask.
struct RestoreAnswer {
    enum class What {
        Certificate,
        Crl,
        Ocsp,
        NoResponder, ///< a root's: nobody answers OCSP for it, so that its certificate and its CRL are what can be proven
    };
    What what = What::Certificate;
    std::string ca;          ///< name
    std::size_t revoked = 0; ///< Crl: how many are in it
    std::string status;      ///< Ocsp: "good", "revoked", "unknown"
    bool operator==(const RestoreAnswer &) const = default;
};
QJsonObject toJson(const std::vector<RestoreAnswer> &answers);
Result<std::vector<RestoreAnswer>> restoreAnswersFromJson(const QJsonObject &object); ///< Malformed

} // namespace hufu
