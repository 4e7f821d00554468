// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/wording/IssuanceReport.h"
#include "models/wording/Language.h"

namespace hufu::ctl {
namespace {

Error usage(const char *detail) { return Error{ErrorCode::InvalidArgument, detail, {}, {}}; }

Result<void> checkWords(const Arguments &arguments)
{
    if (!couldNameCertificate(arguments.rest().front()))
        return fail(usage("certificate report needs the SHA-256 of a certificate"));
    if (arguments.value("output").empty())
        return fail(usage("--output names the PDF file"));
    if (!Language::fromName(qstr(arguments.value("language", "system"))))
        return fail(usage("--language is zh, en or system"));
    return {};
}

ExitCode writeReport(const std::vector<std::string> &words)
{
    const Takes takes{.options = {"output", "language"}, .operand = "certificate report needs the SHA-256 of a certificate"};
    return inHouse(words, takes, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        Language language;
        if (arguments.has("language"))
            language.choose(*Language::fromName(qstr(arguments.value("language"))));
        const std::string path = arguments.value("output");
        const Result<Sha256> certificate = certificateNamed(house, arguments.rest().front());
        if (!certificate)
            return fail(certificate.error());
        if (Result<void> written = IssuanceReport::save(house, *certificate, path); !written)
            return fail(written.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"output", qstr(path)}});
        return ExitCode::Done;
    }, checkWords);
}

constexpr CommandEntry commands[] = {
    {"certificate report", "SHA256 --output F.pdf [--language zh|en]",
     "Writes the issuance report of a certificate of the own CA: request, approvals with their signatures, what was issued.", writeReport, true},
};

} // namespace

std::span<const CommandEntry> reportCommands() { return commands; }

} // namespace hufu::ctl
