// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace hufu {

/// A certificate role (持证角色): what the holder of a USBKey is, not what somebody may do at the console (Role). It stands in the certificates of the
/// holder (`role`, 2.5.4.72), where servers read it.
struct CertificateRole {
    std::string id;                       ///< UUIDv7
    std::string name;                     ///< "医生"; 1..64 octets, none of RFC 4514's special characters
    std::string profile = "client";       ///< of the authentication key's certificate; "client" is the only one yet
    std::vector<std::string> slots{"9a"}; ///< keys on the card, of SP 800-73-4's "9a", "9c", "9d", in this order; "9a" always
    std::vector<std::string> services{};    ///< ids of the services that it opens
    std::vector<std::string> departments{}; ///< whose people may hold it; empty: anybody
    int days = 365;                       ///< longest term, 1..366
    bool operator==(const CertificateRole &) const = default;
};

/// Payload of `role.save`: the whole role, new or changed. Malformed.
QJsonObject toJson(const CertificateRole &role);
/// Whether nothing of it is escaped in the text form of a name (RFC 4514 §2.4), by which servers compare it.
bool isPlainInNames(std::string_view text);
Result<CertificateRole> certificateRoleFromJson(const QJsonObject &payload);

/// Payload of `role.remove`: nothing is issued under it any more; certificates that name it stay. The name is for the journal's readers.
struct RoleRemoval {
    std::string role; ///< id
    std::string name;
};
QJsonObject toJson(const RoleRemoval &removal);
Result<RoleRemoval> roleRemovalFromJson(const QJsonObject &payload);

} // namespace hufu
