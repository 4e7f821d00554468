// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/RequestOutput.h"

#include "app/ctl/CommandLine.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/RequestText.h"

#include <algorithm>

namespace hufu::ctl {
namespace {

QJsonArray describe(const std::vector<RequestFinding> &findings)
{
    QJsonArray array;
    for (const RequestFinding &finding : findings)
        array.append(QJsonObject{{"rule", requestRuleName(finding.rule)}, {"blocking", finding.blocking}, {"observed", qstr(finding.observed)},
                                 {"title", RequestText::title(finding.rule)}, {"explanation", RequestText::explanation(finding)}});
    return array;
}

void print(const std::vector<RequestFinding> &findings)
{
    for (const RequestFinding &finding : findings) {
        printLine(std::string(finding.blocking ? "! " : "- ") + requestRuleName(finding.rule) + ": " + finding.observed);
        printLine("  " + utf8(RequestText::explanation(finding)));
    }
}

/// Who has to approve, and why.
void print(const std::vector<ApprovalStep> &steps)
{
    for (const ApprovalStep &step : steps) {
        say(CtlText::tr("needs %1", "approvals by whom").arg(RequestText::step(step)));
        for (const QString &reason : RequestText::reasons(step))
            printLine("  " + utf8(reason));
    }
}

QJsonArray describe(const std::vector<RequestPreview::Excluded> &excluded, const std::map<std::string, std::string> &names)
{
    QJsonArray array;
    for (const RequestPreview::Excluded &one : excluded) {
        const auto name = names.find(one.person);
        array.append(QJsonObject{{"name", qstr(name == names.end() ? one.person : name->second)}, {"reason", qstr(one.reason)},
                                 {"explanation", RequestText::exclusion(one.reason)}});
    }
    return array;
}

std::map<std::string, std::string> namesOf(const std::vector<Person> &people)
{
    std::map<std::string, std::string> names;
    for (const Person &person : people)
        names.emplace(person.id, person.name);
    return names;
}

/// One thing that was asked for, and what the certificate has whose place the new one takes.
struct Compared {
    const char *what;
    std::string asked, before;
};

/// A line of a request: what it is, as JSON and compare() name it, and %1 for the value.
QString fieldText(std::string_view name)
{
    static const struct {
        std::string_view name;
        const char *text;
    } fields[] = {
        {"id", QT_TRANSLATE_NOOP("CtlText", "id: %1")},
        {"state", QT_TRANSLATE_NOOP("CtlText", "state: %1")},
        {"kind", QT_TRANSLATE_NOOP("CtlText", "kind: %1")},
        {"service", QT_TRANSLATE_NOOP("CtlText", "service: %1")},
        {"system", QT_TRANSLATE_NOOP("CtlText", "system: %1")},
        {"purpose", QT_TRANSLATE_NOOP("CtlText", "purpose: %1")},
        {"profile", QT_TRANSLATE_NOOP("CtlText", "profile: %1")},
        {"ca", QT_TRANSLATE_NOOP("CtlText", "ca: %1")},
        {"subject", QT_TRANSLATE_NOOP("CtlText", "subject: %1")},
        {"names", QT_TRANSLATE_NOOP("CtlText", "names: %1")},
        {"key", QT_TRANSLATE_NOOP("CtlText", "key: %1")},
        {"public key", QT_TRANSLATE_NOOP("CtlText", "public key: %1")},
        {"days", QT_TRANSLATE_NOOP("CtlText", "days: %1")},
        {"submitted", QT_TRANSLATE_NOOP("CtlText", "submitted: %1")},
        {"lapses", QT_TRANSLATE_NOOP("CtlText", "lapses: %1")},
        {"certificate", QT_TRANSLATE_NOOP("CtlText", "certificate: %1")},
    };
    const auto field = std::ranges::find_if(fields, [&](const auto &one) { return one.name == name; });
    return field == std::end(fields) ? QStringLiteral("%1") : CtlText::tr(field->text);
}

std::string inOrder(std::vector<std::string> names)
{
    std::ranges::sort(names);
    return joinList(names);
}

std::vector<Compared> compare(const RequestDetail &detail)
{
    const CertificateRequest &csr = detail.csr;
    const CertificateListing none, &old = detail.replaced ? *detail.replaced : none;
    std::vector<std::string> oldNames = old.dnsNames;
    oldNames.insert(oldNames.end(), old.otherNames.begin(), old.otherNames.end());
    // A certificate is valid to its last second.
    const auto term = std::chrono::duration_cast<std::chrono::days>(old.notAfter - old.notBefore + std::chrono::seconds(1)).count();
    return {{"subject", csr.subject, old.subject},
            {"names", inOrder(namesAskedFor(csr)), inOrder(oldNames)},
            {"key", utf8(ValueText::key(csr.keyAlgorithm, csr.keyBits, csr.curve)), utf8(ValueText::key(old.keyAlgorithm, old.keyBits, old.curve))},
            {"public key", toHex(csr.spkiSha256), toHex(old.spkiSha256)},
            {"days", std::to_string(detail.request.form.days), std::to_string(term)}};
}

} // namespace

QJsonObject describe(const Request &request, Instant now)
{
    QJsonArray reviews, names;
    for (const Review &review : request.reviews)
        reviews.append(QJsonObject{{"person", qstr(review.person)}, {"verdict", verdictName(review.verdict)}, {"reason", qstr(review.reason)},
                                   {"at", qstr(toIso(review.at))}});
    for (const std::string &name : request.names)
        names.append(qstr(name));
    QJsonObject object{{"id", qstr(request.form.id)},
                       {"kind", requestKindName(request.form.kind)},
                       {"state", requestStateName(effectiveState(request, now))},
                       {"service", qstr(request.serviceName)},
                       {"purpose", qstr(request.form.purpose)},
                       {"days", request.form.days},
                       {"profile", qstr(request.form.profile)},
                       {"names", names},
                       {"submitted", qstr(toIso(request.submitted))},
                       {"lapses", qstr(toIso(request.lapses))},
                       {"version", qint64(request.version)},
                       {"steps", toJson(request.steps)},
                       {"reviews", reviews}};
    if (request.certificate)
        object.insert("certificate", qstr(toHex(*request.certificate)));
    return object;
}

QJsonObject describe(const EscrowSight &sight)
{
    QJsonArray holders;
    for (const EscrowSight::Holder &holder : sight.holders)
        holders.append(QJsonObject{{"name", qstr(holder.name)}, {"present", holder.present}});
    return {{"needed", sight.needed}, {"custodians", holders}, {"recoverable", sight.recoverable()}};
}

QJsonObject describe(const RequestPreview &preview, const std::vector<Person> &people)
{
    QJsonArray approvers;
    for (const Person &person : people) {
        if (std::ranges::find(preview.approvers, person.id) != preview.approvers.end())
            approvers.append(qstr(person.name));
    }
    return {{"steps", toJson(preview.steps)},
            {"approvers", approvers},
            {"excluded", describe(preview.excluded, namesOf(people))},
            {"ca", qstr(preview.caName)},
            {"lapses", qstr(toIso(preview.lapses))},
            {"findings", describe(preview.findings)},
            {"acceptable", preview.blocking() == nullptr}};
}

void print(const RequestPreview &preview, const std::vector<Person> &people)
{
    const QJsonObject object = describe(preview, people);
    print(preview.steps);
    std::string names;
    for (const QJsonValue name : object.value("approvers").toArray())
        names += (names.empty() ? "" : ", ") + utf8(name.toString());
    say(CtlText::tr("who may approve: %1").arg(names.empty() ? CtlText::tr("nobody") : qstr(names)));
    for (const QJsonValue one : object.value("excluded").toArray())
        say(CtlText::tr("who may not: %1 – %2", "name, why").arg(one["name"].toString(), one["explanation"].toString()));
    say(CtlText::tr("would be issued by %1, lapses %2", "CA, time").arg(preview.caName.empty() ? CtlText::tr("no CA") : qstr(preview.caName), qstr(toIso(preview.lapses))));
    print(preview.findings);
}

QJsonObject describe(const RequestDetail &detail)
{
    const Request &request = detail.request;
    QJsonObject object = describe(request, detail.readAt);
    object.insert("applicant", QJsonObject{{"name", qstr(detail.nameOf(request.applicant))}, {"department", qstr(request.department)}});
    object.insert("system", qstr(request.form.system));
    object.insert("ca", qstr(detail.preview.caName));
    object.insert("subject", qstr(detail.csr.subject));
    object.insert("key", QJsonObject{{"kind", ValueText::key(detail.csr.keyAlgorithm, detail.csr.keyBits, detail.csr.curve)},
                                     {"spkiSha256", qstr(toHex(detail.csr.spkiSha256))}});
    QJsonArray reviews = object.value("reviews").toArray();
    for (qsizetype at = 0; at < reviews.size(); ++at) {
        QJsonObject review = reviews.at(at).toObject();
        review.insert("name", qstr(detail.nameOf(request.reviews[std::size_t(at)].person)));
        reviews.replace(at, review);
    }
    object.insert("reviews", reviews);
    if (detail.state == RequestState::Open)
        object.insert("missing", toJson(detail.missing));
    object.insert("excluded", describe(detail.preview.excluded, detail.names));
    object.insert("findings", describe(detail.preview.findings));
    if (request.form.replaces) {
        QJsonArray differences;
        for (const Compared &one : detail.replaced ? compare(detail) : std::vector<Compared>()) {
            if (one.asked != one.before)
                differences.append(QJsonObject{{"what", one.what}, {"asked", qstr(one.asked)}, {"before", qstr(one.before)}});
        }
        object.insert("replaces", QJsonObject{{"sha256", qstr(toHex(*request.form.replaces))}, {"known", detail.replaced.has_value()},
                                              {"differences", differences}});
    }
    if (detail.escrow)
        object.insert("escrow", describe(*detail.escrow));
    return object;
}

void print(const RequestDetail &detail)
{
    const Request &request = detail.request;
    const QJsonObject object = describe(detail);
    const auto line = [&](const char *name) {
        if (object.contains(QLatin1String(name)))
            say(fieldText(name).arg(object.value(QLatin1String(name)).toString()));
    };
    for (const char *name : {"id", "state", "kind"})
        line(name);
    say(CtlText::tr("applicant: %1").arg(qstr(detail.nameOf(request.applicant) + (request.department.empty() ? "" : ", " + request.department))));
    for (const char *name : {"service", "system", "purpose", "profile", "ca"})
        line(name);
    for (const Compared &one : compare(detail)) {
        say(fieldText(one.what).arg(qstr(one.asked)));
        if (detail.replaced && one.asked != one.before)
            say(QStringLiteral("  ") + CtlText::tr("differs from the certificate that it replaces: %1").arg(qstr(one.before)));
    }
    if (request.form.replaces)
        say((detail.replaced ? CtlText::tr("replaces: %1") : CtlText::tr("replaces: %1 (not in the inventory)")).arg(qstr(toHex(*request.form.replaces))));
    for (const char *name : {"submitted", "lapses", "certificate"})
        line(name);
    for (const EscrowSight::Holder &holder : detail.escrow ? detail.escrow->holders : std::vector<EscrowSight::Holder>())
        say((holder.present ? CtlText::tr("key in escrow with: %1") : CtlText::tr("key in escrow with: %1 (cannot open it any more)")).arg(qstr(holder.name)));
    for (const Review &review : request.reviews)
        say(CtlText::tr("%1 by %2 %3", "verdict, person, time").arg(QLatin1String(verdictName(review.verdict)), qstr(detail.nameOf(review.person)), qstr(toIso(review.at)))
            + (review.reason.empty() ? QString() : QStringLiteral(": ") + qstr(review.reason)));
    if (detail.state == RequestState::Open)
        print(detail.missing);
    print(detail.preview.findings);
}

} // namespace hufu::ctl
