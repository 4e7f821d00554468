// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/KeyEscrow.h"

#include <charconv>

namespace hufu::ctl {
namespace {

ExitCode recover(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd({"output", "reason", "password", "password-file", "password-fd"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const bool named = arguments->rest().size() == 1 && couldNameCertificate(arguments->rest().front());
    if (!named || arguments->value("output").empty() || arguments->value("reason").empty())
        return reportUsage("key recover needs the SHA-256 of a certificate, --output FILE and --reason TEXT", json);
    RecoveryOrder order{.certificate = {}, .reason = arguments->value("reason"), .passphrase = {}, .path = arguments->value("output")};
    Result<SecureBytes> passphrase = readSecret(*arguments, "password", utf8(CtlText::tr("Passphrase of the PKCS#12 file")));
    if (!passphrase)
        return report(passphrase.error(), json);
    order.passphrase = std::move(*passphrase);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<Sha256> certificate = certificateNamed(*desk->house, arguments->rest().front());
    if (!certificate)
        return report(certificate.error(), json);
    order.certificate = *certificate;
    if (const Result<void> recovered = recoverKey(*desk->house, order, desk->cosigners); !recovered)
        return report(recovered.error(), json);
    if (json)
        printJson(QJsonObject{{"certificate", qstr(toHex(order.certificate))}, {"output", qstr(order.path)}});
    else
        say(CtlText::tr("recovered: %1", "a file").arg(qstr(order.path)));
    return ExitCode::Done;
}

ExitCode deposit(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, deskOptionsAnd({"needed", "password", "password-file", "password-fd"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const std::string wanted = arguments->value("needed", "2");
    int needed = 0;
    if (std::from_chars(wanted.data(), wanted.data() + wanted.size(), needed).ptr != wanted.data() + wanted.size() || arguments->rest().size() != 1)
        return reportUsage("key deposit needs a PKCS#12 file, and with --needed a number", json);
    Result<SecureBytes> passphrase = readSecret(*arguments, "password", utf8(CtlText::tr("Passphrase of the PKCS#12 file")));
    Result<Desk> desk = passphrase ? openDesk(*arguments) : fail(passphrase.error());
    const Result<Sha256> certificate
        = desk ? depositKey(*desk->house, {.path = arguments->rest().front(), .passphrase = std::move(*passphrase), .needed = needed}, desk->cosigners)
               : fail(desk.error());
    if (!certificate)
        return report(certificate.error(), json);
    if (json)
        printJson(QJsonObject{{"certificate", qstr(toHex(*certificate))}, {"needed", needed}});
    else
        say(CtlText::tr("The key of %1 is in escrow; %2 custodians give it back together. The file can be destroyed once a backup of the house is in the safe.")
                .arg(qstr(toHex(*certificate)), QString::number(needed)));
    return ExitCode::Done;
}

constexpr CommandEntry commands[] = {
    {"key deposit", "FILE --password-file P [--needed K] --cosign NAME2 --cosign-passphrase-file P2",
     "Takes the key of a PKCS#12 file over into escrow, dealt to the custodians; its certificate has to be in the inventory.", deposit},
    {"key recover", "SHA256 --cosign NAME2 --cosign-passphrase-file P2 [--cosign2 …] --reason T --output F --password-file P",
     "Custodians who hold shares of a certificate's key in escrow give it back together, as PKCS#12.", recover},
};

} // namespace

std::span<const CommandEntry> keyCommands() { return commands; }

} // namespace hufu::ctl
