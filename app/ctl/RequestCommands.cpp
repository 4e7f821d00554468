// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "app/ctl/RequestOutput.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/base/Uuid.h"
#include "models/pki/CertificateForm.h"
#include "models/pki/TypedNames.h"
#include "models/replica/Pkcs12Export.h"
#include "models/replica/KeyEscrow.h"
#include "models/replica/ServerKey.h"
#include "models/store/AtomicFile.h"
#include "models/store/CaReader.h"
#include "models/store/ChainReader.h"
#include "models/store/RequestReader.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <tuple>

namespace hufu::ctl {
namespace {

constexpr std::size_t largestCsr = 256u << 10;
constexpr int mostListed = 10000;
const std::set<std::string> formOptions{"csr", "service", "purpose", "days", "profile", "ca", "system", "kind", "replaces", "names", "key-algorithm"};
const std::set<std::string> formFlags{"make-key"};
const std::set<std::string> keyFileOptions{"key-output", "key-password", "key-password-file", "key-password-fd", "escrow-needed"};

Error usage(const char *detail) { return Error{ErrorCode::InvalidArgument, detail, {}, {}}; }

/// Names in the words, ids in the form: the service and the CA are found by either.
template <typename Things, typename IdOf, typename NameOf>
Result<std::string> idByName(const Things &things, const std::string &wanted, IdOf idOf, NameOf nameOf, const char *what)
{
    for (const auto &thing : things) {
        if (idOf(thing) == wanted || nameOf(thing) == wanted)
            return std::string(idOf(thing));
    }
    const auto begun = byIdBeginning(things, wanted, idOf);
    if (!begun)
        return fail(begun.error());
    return *begun ? Result<std::string>(idOf(**begun)) : fail(ErrorCode::NotFound, what, wanted);
}

/// What cannot be meant, before anybody is asked for a passphrase.
Result<void> checkKeySource(const Arguments &arguments)
{
    const bool make = arguments.has("make-key");
    if (make == arguments.has("csr"))
        return fail(usage("a request takes --csr FILE, or --make-key and --names NAME,…"));
    if (make && arguments.value("names").empty())
        return fail(usage("--make-key needs --names NAME,…"));
    for (const char *option : {"names", "key-algorithm", "key-output", "key-password", "key-password-file", "key-password-fd", "escrow", "escrow-needed"}) {
        if (!make && arguments.has(option))
            return fail(ErrorCode::InvalidArgument, "--" + std::string(option) + " goes with --make-key");
    }
    return {};
}

/// A number of days that a form can say.
Result<int> daysOf(const Arguments &arguments)
{
    const std::string text = arguments.value("days");
    int days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || days < 1 || days > mostDaysAskedFor)
        return fail(ErrorCode::InvalidArgument, "--days takes a number of days from 1 to " + std::to_string(mostDaysAskedFor), text);
    return days;
}

/// The same for all that a form consists of.
Result<void> checkForm(const Arguments &arguments)
{
    if (const Result<void> source = checkKeySource(arguments); !source)
        return source;
    if (arguments.value("service").empty())
        return fail(usage("--service NAME says for which business service"));
    if (arguments.value("purpose").empty())
        return fail(usage("--purpose TEXT says what the certificate is for"));
    if (const Result<int> days = daysOf(arguments); !days)
        return fail(days.error());
    const std::vector<std::string> profiles = requestProfiles();
    if (const std::string profile = arguments.value("profile", "server"); std::ranges::find(profiles, profile) == profiles.end()) {
        std::string known;
        for (const std::string &name : profiles)
            known += (known.empty() ? "" : ", ") + name;
        return fail(ErrorCode::InvalidArgument, "--profile is one of " + known, profile);
    }
    const Result<RequestKind> kind = requestKindFromName(arguments.value("kind", "new"));
    if (!kind)
        return fail(ErrorCode::InvalidArgument, "--kind is new, renew or rekey", arguments.value("kind"));
    const std::string replaced = arguments.value("replaces");
    if (*kind != RequestKind::New && replaced.empty())
        return fail(usage("--kind renew and --kind rekey need --replaces SHA256, the certificate whose place the new one takes"));
    if (*kind == RequestKind::New && !replaced.empty())
        return fail(usage("--replaces goes with --kind renew or --kind rekey"));
    if (!replaced.empty() && !couldNameCertificate(replaced))
        return fail(ErrorCode::InvalidArgument, "--replaces takes the SHA-256 of a certificate", replaced);
    return {};
}

/// The request: read from a file, or made for a key that `key` makes.
Result<CertificateRequest> csrOf(const Arguments &arguments, ServerKey &key)
{
    if (!arguments.has("make-key")) {
        const Result<Bytes> file = readSmallFile(arguments.value("csr"), largestCsr);
        return file ? readRequest(*file) : fail(file.error());
    }
    const Result<KeyKind> kind = keyKindFromName(arguments.value("key-algorithm", keyKindName(serverKeyKinds[0])));
    if (!kind || std::ranges::find(serverKeyKinds, *kind) == std::end(serverKeyKinds))
        return fail(usage("--key-algorithm is ec-p256, ec-p384, rsa-3072 or sm2"));
    const Result<AlternativeNames> names = namesFromText(arguments.value("names"));
    if (!names)
        return fail(names.error());
    const Result<Bytes> csr = key.requestFor(*kind, *names);
    return csr ? readRequest(BytesView(*csr)) : fail(csr.error());
}

enum class BadCsr { Fails, GoesToTheAuthority };
/// The form that the words describe, which passed checkForm(). The CA, when none is named, is the one that fits profile and names.
Result<RequestForm> formOf(const Arguments &arguments, House &house, ServerKey &key, BadCsr bad)
{
    RequestForm form;
    form.id = newUuid();
    form.kind = *requestKindFromName(arguments.value("kind", "new"));
    const Result<CertificateRequest> csr = csrOf(arguments, key);
    if (csr) {
        form.csr = csr->der;
    } else {
        // Submitted all the same, a bad request is refused by the authority, and the journal tells of it.
        const Result<Bytes> file = bad == BadCsr::Fails || arguments.has("make-key") ? fail(csr.error()) : readSmallFile(arguments.value("csr"), largestCsr);
        Result<Bytes> shaped = file ? shapedRequest(*file) : fail(file.error());
        if (!shaped)
            return fail(csr.error());
        form.csr = std::move(*shaped);
    }
    const Result<std::vector<Service>> services = house.services();
    if (!services)
        return fail(services.error());
    const Result<std::string> service = idByName(*services, arguments.value("service"), [](const Service &s) -> const std::string & { return s.id; },
                                                 [](const Service &s) { return s.name; }, "the house has no such service");
    if (!service)
        return fail(service.error());
    form.service = *service;
    form.purpose = maskPatientData(arguments.value("purpose"));
    form.system = maskPatientData(arguments.value("system", arguments.value("service")));
    form.profile = arguments.value("profile", "server");
    form.days = *daysOf(arguments);
    const Result<std::vector<CertificateAuthority>> cas = house.read(readCas);
    if (!cas)
        return fail(cas.error());
    if (const std::string wanted = arguments.value("ca"); !wanted.empty()) {
        const Result<std::string> ca = idByName(*cas, wanted, [](const CertificateAuthority &c) -> const std::string & { return c.plan.id; },
                                                [](const CertificateAuthority &c) { return c.plan.commonName; }, "the house has no such CA");
        if (!ca)
            return fail(ca.error());
        form.ca = *ca;
    } else if (const CertificateAuthority *proposed = csr ? proposedCa(*cas, form.profile, *csr, house.now()) : cas->empty() ? nullptr : &cas->back()) {
        form.ca = proposed->plan.id;
    } else {
        return fail(ErrorCode::NotFound, "no CA of the house issues such certificates; set one up first, or name one with --ca");
    }
    if (arguments.has("replaces")) {
        const Result<Sha256> replaced = certificateNamed(house, arguments.value("replaces"));
        if (!replaced)
            return fail(replaced.error());
        form.replaces = *replaced;
    }
    return form;
}

/// By its id or the beginning of it.
Result<Request> findRequest(House &house, const std::string &given)
{
    const Result<std::string> id = idNamed(house, IdOf::Request, given);
    if (!id)
        return fail(id.error());
    const Result<std::optional<Request>> request = house.read([&](Connection &connection) { return readRequest(connection, *id); });
    if (!request)
        return fail(request.error());
    if (!*request)
        return fail(ErrorCode::NotFound, "there is no such request", *id);
    return **request;
}

Result<ExitCode> printPreview(House &house, const RequestForm &form, bool json)
{
    const Result<RequestPreview> preview
        = house.read([&](Connection &connection) { return readRequestPreview(connection, house.officer(), form, house.now()); });
    const Result<std::vector<Person>> people = house.people();
    if (!preview || !people)
        return fail(preview ? people.error() : preview.error());
    if (json)
        printJson(describe(*preview, *people));
    else
        print(*preview, *people);
    return preview->blocking() ? ExitCode::Refused : ExitCode::Done;
}

ExitCode policy(const std::vector<std::string> &words)
{
    const auto work = [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        ServerKey key; // of which nothing is kept
        const Result<RequestForm> form = formOf(arguments, house, key, BadCsr::Fails);
        if (!form)
            return fail(form.error());
        return printPreview(house, *form, arguments.has("json"));
    };
    return inHouse(words, {.options = formOptions, .flags = formFlags}, work, checkForm);
}

/// Writes the key where it was asked for. A request comes after it, never before; and no key for a request that policy forbids anyway.
Result<void> handOut(House &house, const RequestForm &form, ServerKey &key, const Arguments &arguments)
{
    if (const Result<RequestForm> readable = requestFormFromJson(toJson(form)); !readable)
        return fail(readable.error());
    const Result<RequestPreview> preview
        = house.read([&](Connection &connection) { return readRequestPreview(connection, house.officer(), form, house.now()); });
    if (!preview)
        return fail(preview.error());
    if (const RequestFinding *finding = preview->blocking())
        return fail(ErrorCode::NotPermitted, std::string(requestRuleName(finding->rule)) + ": " + finding->observed);
    const Result<SecureBytes> passphrase = readSecret(arguments, "key-password", utf8(CtlText::tr("Passphrase of the key file")));
    if (!passphrase)
        return fail(passphrase.error());
    return key.handOut(form.csr, arguments.value("key-output"), *passphrase);
}

/// Deals the key to all custodians who can hold a share. Before it is written anywhere: what cannot be in escrow is not asked for so.
Result<std::vector<Blob>> putInEscrow(House &house, RequestForm &form, const ServerKey &key, const Arguments &arguments)
{
    int needed = 2;
    const std::string wanted = arguments.value("escrow-needed", "2");
    const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), needed);
    if (error != std::errc() || end != wanted.data() + wanted.size())
        return fail(usage("--escrow-needed takes a number"));
    const Result<std::vector<Person>> people = house.people();
    if (!people)
        return fail(people.error());
    const EscrowChoices choices = escrowChoices(*people);
    Result<DealtKey> dealt = key.deal(form.csr, choices.custodians, needed);
    if (!dealt)
        return fail(dealt.error());
    if (static_cast<int>(choices.custodians.size()) == needed)
        warn(CtlText::tr("all %1 custodians are needed to recover the key: it is lost when one of them is").arg(needed));
    for (const std::string &name : choices.without)
        warn(CtlText::tr("%1 holds no share, having no key for it until opening the house once").arg(qstr(name)));
    form.escrow = std::move(dealt->escrow);
    return std::move(dealt->vaulted);
}

ExitCode submit(const std::vector<std::string> &words)
{
    Takes takes{.options = formOptions, .flags = formFlags};
    takes.options.insert(keyFileOptions.begin(), keyFileOptions.end());
    takes.flags.insert("escrow");
    const auto objection = [](const Arguments &arguments) -> Result<void> {
        if (arguments.has("make-key") && arguments.value("key-output").empty())
            return fail(usage("--make-key needs --key-output FILE"));
        if (arguments.has("escrow-needed") && !arguments.has("escrow"))
            return fail(usage("--escrow-needed goes with --escrow"));
        return checkForm(arguments);
    };
    const auto work = [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        ServerKey key;
        Result<RequestForm> form = formOf(arguments, house, key, BadCsr::GoesToTheAuthority);
        if (!form)
            return fail(form.error());
        const bool made = arguments.has("make-key");
        Result<std::vector<Blob>> vaulted = arguments.has("escrow") ? putInEscrow(house, *form, key, arguments) : std::vector<Blob>();
        if (!vaulted)
            return fail(vaulted.error());
        if (made) {
            if (const Result<void> handed = handOut(house, *form, key, arguments); !handed)
                return fail(handed.error());
        }
        if (const Result<Receipt> receipt = house.submit(CommandKind::SubmitRequest, toJson(*form), std::move(*vaulted), {}, form->version()); !receipt) {
            if (made)
                warn(CtlText::tr("the key file %1 was written, but belongs to no request: delete it").arg(qstr(arguments.value("key-output"))));
            return fail(receipt.error());
        }
        if (arguments.has("json")) {
            const Result<Request> request = findRequest(house, form->id);
            if (!request)
                return fail(request.error());
            QJsonObject object = describe(*request, house.now());
            if (request->form.escrow) {
                const Result<std::vector<Person>> people = house.people();
                if (!people)
                    return fail(people.error());
                object.insert("escrow", describe(escrowSight(*request->form.escrow, *people)));
            }
            printJson(object);
        } else {
            printLine(form->id);
        }
        return ExitCode::Done;
    };
    return inHouse(words, takes, work, objection);
}

ExitCode list(const std::vector<std::string> &words)
{
    return inHouse(words, {.flags = {"for-me", "by-me"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<Request>> requests = house.read([&](Connection &connection) {
            if (arguments.has("for-me"))
                return readRequestsFor(connection, house.officer(), house.now());
            RequestFilter filter;
            if (arguments.has("by-me"))
                filter.applicant = house.officer().id;
            return readRequests(connection, filter, mostListed, house.now());
        });
        if (!requests)
            return fail(requests.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Request &request : *requests) {
            objects.append(describe(request, house.now()));
            rows.push_back({request.form.id, requestStateName(effectiveState(request, house.now())), request.serviceName,
                            request.names.empty() ? request.subject : request.names.front(), toIso(request.submitted)});
        }
        if (arguments.has("json"))
            printJson(objects);
        else
            printTable({CtlText::tr("ID"), CtlText::tr("STATE"), CtlText::tr("SERVICE"), CtlText::tr("NAME"), CtlText::tr("SUBMITTED")}, rows);
        return ExitCode::Done;
    });
}

ExitCode show(const std::vector<std::string> &words)
{
    return inHouse(words, {.operand = "request show needs the id of a request"}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Request, arguments.rest().front());
        const Result<RequestDetail> detail = id ? readRequestDetail(house, house.officer(), house.record().pilot, *id) : fail(id.error());
        if (!detail)
            return fail(detail.error());
        if (arguments.has("json"))
            printJson(describe(*detail));
        else
            print(*detail);
        return ExitCode::Done;
    });
}

ExitCode review(const std::vector<std::string> &words, Verdict verdict)
{
    const auto objection = [verdict](const Arguments &arguments) -> Result<void> {
        if (arguments.rest().empty())
            return fail(usage("name the requests by their ids"));
        if (verdict != Verdict::Approve && arguments.value("reason").empty())
            return fail(usage("--reason TEXT says why; only an approval goes without"));
        return {};
    };
    return inHouse(words, {.options = {"reason"}}, [verdict](House &house, const Arguments &arguments) -> Result<ExitCode> {
        ReviewForm form;
        form.verdict = verdict;
        form.reason = maskPatientData(arguments.value("reason"));
        for (const std::string &id : arguments.rest()) {
            const Result<Request> request = findRequest(house, id);
            if (!request)
                return fail(request.error());
            form.requests.push_back({request->form.id, request->version});
        }
        if (const Result<Receipt> receipt = house.submit(CommandKind::ReviewRequests, toJson(form)); !receipt)
            return fail(receipt.error());
        QJsonArray objects;
        for (const std::string &id : arguments.rest()) {
            const Result<Request> request = findRequest(house, id);
            if (!request)
                return fail(request.error());
            objects.append(describe(*request, house.now()));
            if (!arguments.has("json"))
                printLine(request->form.id + " " + requestStateName(effectiveState(*request, house.now()))
                          + (request->certificate ? " " + toHex(*request->certificate) : std::string()));
        }
        if (arguments.has("json"))
            printJson(objects);
        return ExitCode::Done;
    }, objection);
}

ExitCode approve(const std::vector<std::string> &words) { return review(words, Verdict::Approve); }
ExitCode reject(const std::vector<std::string> &words) { return review(words, Verdict::Reject); }
ExitCode giveBack(const std::vector<std::string> &words) { return review(words, Verdict::Return); }
ExitCode comment(const std::vector<std::string> &words) { return review(words, Verdict::Comment); }

ExitCode withdraw(const std::vector<std::string> &words)
{
    const Takes takes{.options = {"reason"}, .operand = "request withdraw needs the id of a request"};
    return inHouse(words, takes, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<Request> request = findRequest(house, arguments.rest().front());
        if (!request)
            return fail(request.error());
        const QJsonObject payload = toJson(Withdrawal{{request->form.id, request->version}, maskPatientData(arguments.value("reason"))});
        if (const Result<Receipt> receipt = house.submit(CommandKind::WithdrawRequest, payload); !receipt)
            return fail(receipt.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"id", qstr(request->form.id)}, {"state", requestStateName(RequestState::Withdrawn)}});
        return ExitCode::Done;
    });
}

Result<ExitCode> exportWithKey(House &house, const Arguments &arguments, const Sha256 &certificate)
{
    Pkcs12Order order{.certificate = certificate, .keyFile = arguments.value("key"), .keyPassphrase = {}, .passphrase = {}, .path = arguments.value("output")};
    const bool encrypted = arguments.has("key-password") || arguments.has("key-password-file") || arguments.has("key-password-fd");
    for (const auto &[option, prompt, secret] : {std::tuple("key-password", utf8(CtlText::tr("Passphrase of the key file")), encrypted ? &order.keyPassphrase : nullptr),
                                                 std::tuple("password", utf8(CtlText::tr("Passphrase of the PKCS#12 file")), &order.passphrase)}) {
        if (!secret)
            continue;
        Result<SecureBytes> read = readSecret(arguments, option, prompt);
        if (!read)
            return fail(read.error());
        *secret = std::move(*read);
    }
    if (const Result<void> done = exportPkcs12(house, order); !done)
        return fail(done.error());
    if (arguments.has("json"))
        printJson(QJsonObject{{"certificate", qstr(toHex(certificate))}, {"format", "pkcs12"}, {"path", qstr(order.path)}});
    return ExitCode::Done;
}

ExitCode exportCertificate(const std::vector<std::string> &words)
{
    const Takes takes{.options = {"format", "output", "key", "key-password", "key-password-file", "key-password-fd", "password", "password-file", "password-fd"},
                      .operand = "certificate export needs the SHA-256 of a certificate"};
    const auto objection = [](const Arguments &arguments) -> Result<void> {
        const bool pkcs12 = arguments.value("format") == "pkcs12";
        if (pkcs12 && (arguments.value("key").empty() || arguments.value("output").empty()))
            return fail(usage("--format pkcs12 needs --key FILE and --output FILE"));
        if (!pkcs12 && arguments.has("key"))
            return fail(usage("--key goes with --format pkcs12"));
        if (!couldNameCertificate(arguments.rest().front()))
            return fail(usage("certificate export needs the SHA-256 of a certificate"));
        return {};
    };
    const auto work = [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<Sha256> wanted = certificateNamed(house, arguments.rest().front());
        if (!wanted)
            return fail(wanted.error());
        if (arguments.value("format") == "pkcs12")
            return exportWithKey(house, arguments, *wanted);
        const Result<std::vector<Bytes>> chain = house.read([&](Connection &connection) { return readChain(connection, *wanted); });
        if (!chain)
            return fail(chain.error());
        const Result<CertificateForm> form = certificateFormFromName(arguments.value("format", "pem"));
        const Result<Bytes> content = form ? inForm(*chain, *form) : fail(form.error());
        if (!content)
            return fail(content.error());
        const qint64 count = *form == CertificateForm::Chain || *form == CertificateForm::Pkcs7 ? qint64(chain->size()) : 1;
        const QJsonObject about{{"certificate", qstr(toHex(*wanted))}, {"format", certificateFormName(*form)}, {"count", count}};
        if (Result<void> done = writeResult(arguments, std::string(textOf(*content)), about); !done)
            return fail(done.error());
        return ExitCode::Done;
    };
    return inHouse(words, takes, work, objection);
}

constexpr CommandEntry commands[] = {
    {"request policy", "(--csr F | --make-key --names N,… [--key-algorithm ec-p256|ec-p384|rsa-3072|sm2]) --service S --purpose T --days N [--profile P] "
                       "[--ca CN] [--system X] [--kind new|renew|rekey] [--replaces SHA256]",
     "Says what policy will say to such a request: who must approve, what stands against it, which CA would issue.", policy},
    {"request submit", "(--csr F | --make-key --names N,… [--key-algorithm ec-p256|ec-p384|rsa-3072|sm2] --key-output F --key-password-file P "
                       "[--escrow [--escrow-needed K]]) --service S "
                       "--purpose T --days N [--profile P] [--ca CN] [--system X] [--kind new|renew|rekey] [--replaces SHA256]",
     "Submits a request and prints its id. With --make-key the key is made here, written encrypted, and not kept; with --escrow custodians "
     "keep it, K of whom (2 unless said otherwise) recover it together.", submit},
    {"request list", "[--for-me | --by-me]", "Lists requests, the most urgent first.", list},
    {"request show", "ID", "Shows a request with its reviews and findings.", show},
    {"request approve", "ID… [--reason T]", "Approves; the last approval has the certificate issued.", approve},
    {"request reject", "ID… --reason T", "Rejects; that ends the request.", reject},
    {"request return", "ID… --reason T", "Gives it back to be changed.", giveBack},
    {"request comment", "ID… --reason T", "Says something about it, one's own or one that one may see; changes nothing else.", comment},
    {"request withdraw", "ID [--reason T]", "Takes one's own request back.", withdraw},
    {"certificate export", "SHA256 [--format pem|chain|der|pkcs7] [--output F] | SHA256 --format pkcs12 --key F [--key-password-file P] --password-file P2 --output F",
     "Writes a certificate, alone or with its chain; as PKCS#12 together with the key that its holder has in a file.", exportCertificate},
};

} // namespace

std::span<const CommandEntry> requestCommands() { return commands; }

} // namespace hufu::ctl
