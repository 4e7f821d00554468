// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <QJsonObject>

#include <set>
#include <string>
#include <vector>

namespace hufu {

/// Console roles (管理角色): what an officer may do. Stored by name.
enum class Role { Applicant, DepartmentHead, SecurityAdmin, Custodian, AuditAdmin, SystemAdmin };
const char *roleName(Role role); ///< "applicant", "department-head", "security-admin", "custodian", "audit-admin", "system-admin"
Result<Role> roleFromName(std::string_view name);

struct Person {
    std::string id; ///< UUIDv7
    std::string name;
    std::string department;
    std::set<Role> roles;
    Bytes certificate; ///< DER: the signing certificate registered for them; empty until the authority has made it
    Bytes publicKey;   ///< SubjectPublicKeyInfo, DER: of their signing key while there is no certificate, which has it afterwards
    bool active = true;
    Bytes keyManagementCertificate; ///< DER: of the key that shares of escrowed keys are encrypted to; empty until the authority has made it
    Bytes keyManagementKey;         ///< SubjectPublicKeyInfo, DER: of that key while there is no certificate
    std::string card{};   ///< number of the USBKey whose key in slot 9C they sign with; empty: a soft token
    bool cardOut = false; ///< that USBKey is lost, suspended or handed back: it signs nothing
    bool operator==(const Person &) const = default;
};

/// The six, in the order of the manual.
const std::vector<Role> &allRoles();
/// Separation of the three administrators (三员分立): the audit administrator holds no other role, and a system administrator neither is a
/// security administrator nor approves. Ok, or NotPermitted naming the two roles that exclude each other.
Result<void> checkSeparation(const std::set<Role> &roles);
/// Role names joined by a blank, and back: the stored form of a set.
std::string roleNames(const std::set<Role> &roles);
Result<std::set<Role>> rolesFromNames(std::string_view names);

/// Whether shares of a key can be encrypted to this person: an active custodian whose key-management key the authority has certified.
bool keepsShares(const Person &person);

QJsonObject toJson(const Person &person);
Result<Person> personFromJson(const QJsonObject &object);


/// Payload of `person.add`: who, and the public key they will sign with, proven by a PKCS#10 request signed by it. The authority certifies it. Version 2
/// has the number of a USBKey in place of the request: its key in slot 9C, whose proof is on record since it was issued.
struct NewPerson {
    Person person; ///< active, without certificate; with `card` in version 2, and then without public key
    Bytes request; ///< PKCS#10, DER; empty in version 2
};
QJsonObject toJson(const NewPerson &added);
/// Malformed, SignatureInvalid (the request does not prove possession), NotPermitted (roles that exclude each other are checked by the rules, not here).
Result<NewPerson> newPersonFromJson(const QJsonObject &payload, int version);

/// Payload of `officer.rekey`: the key that a person signs with from now on. Of a USBKey that was issued to them it is the one in slot 9C, whose proof of
/// possession is on record; of a soft token, the one that signed the request.
struct OfficerRekey {
    std::string person;   ///< id
    std::string name;     ///< for the journal's readers
    std::string card;     ///< number; empty: a soft token
    Bytes request{};      ///< PKCS#10, DER, of a soft token; empty for a USBKey
    std::string reason{}; ///< may be empty where it is the person's own doing
    Bytes publicKey{};    ///< read from the request: SubjectPublicKeyInfo, DER
};
QJsonObject toJson(const OfficerRekey &rekey);
Result<OfficerRekey> officerRekeyFromJson(const QJsonObject &payload); ///< as newPersonFromJson()

/// Payload of `person.change`: all of what may be changed, as it shall be afterwards. Without a certificate.
QJsonObject personChangeToJson(const Person &person);
Result<Person> personChangeFromJson(const QJsonObject &payload);

/// Payload of `person.deactivate`. The name is for the journal's readers.
struct Deactivation {
    std::string person; ///< id
    std::string name;
    std::string reason; ///< required
};
QJsonObject toJson(const Deactivation &deactivation);
Result<Deactivation> deactivationFromJson(const QJsonObject &payload);

/// Payload of `officer.certify` and `custodian.certify`, acts of the authority: the certificate a person signs with from now on, or that shares of
/// escrowed keys are encrypted to.
struct OfficerCertified {
    std::string person; ///< id
    Bytes certificate;  ///< DER
};
QJsonObject toJson(const OfficerCertified &act);
Result<OfficerCertified> officerCertifiedFromJson(const QJsonObject &payload);

/// Payload of `custodian.enrol`: a custodian's key-management key, proven by a PKCS#10 request signed by it. The authority certifies it.
struct CustodianEnrolment {
    std::string person; ///< id: the actor's own
    Bytes request;      ///< PKCS#10, DER
    Bytes publicKey;    ///< read from it: SubjectPublicKeyInfo, DER
};
QJsonObject toJson(const CustodianEnrolment &enrolment);
Result<CustodianEnrolment> custodianEnrolmentFromJson(const QJsonObject &payload); ///< as newPersonFromJson()

} // namespace hufu
