// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CardTarget.h"

#include "app/cards/ModuleDesk.h"
#include "app/cards/PivCardDesk.h"

#include <algorithm>

namespace hufu::ctl {
namespace {

Result<CardSight> cardAt(CardDesk &desk, const std::string &wanted)
{
    Result<std::vector<CardSight>> sights = desk.look();
    if (!sights)
        return fail(sights.error());
    const bool exact = std::ranges::any_of(*sights, [&](const CardSight &sight) { return sight.reader == wanted; });
    std::erase_if(*sights, [&](const CardSight &sight) {
        return wanted.empty() ? !sight.hasCard : exact ? sight.reader != wanted : !sight.reader.contains(wanted);
    });
    if (sights->empty())
        return fail(ErrorCode::CardAbsent, wanted.empty() ? "no reader has a card" : "no reader has this in its name", wanted);
    if (sights->size() > 1)
        return fail(ErrorCode::InvalidArgument, "several readers have cards: name one with --reader");
    if (!sights->front().hasCard)
        return fail(ErrorCode::CardAbsent, "the reader is empty", sights->front().reader);
    return std::move(sights->front());
}

Result<CardSight> tokenOf(const Arguments &arguments)
{
    Result<std::vector<CardSight>> tokens = moduleTokens(arguments);
    if (!tokens)
        return fail(tokens.error());
    if (tokens->size() > 1)
        return fail(ErrorCode::InvalidArgument, "the module shows several tokens: name one with --token, and --serial where several have its label");
    return std::move(tokens->front());
}

} // namespace

Result<bool> namesModule(const Arguments &arguments)
{
    if (!arguments.has("pkcs11") && (arguments.has("token") || arguments.has("serial")))
        return fail(ErrorCode::InvalidArgument, "--token and --serial go with --pkcs11, which names the module");
    if (arguments.has("pkcs11") && arguments.has("reader"))
        return fail(ErrorCode::InvalidArgument, "either --reader or --pkcs11");
    return arguments.has("pkcs11");
}

Result<std::vector<CardSight>> moduleTokens(const Arguments &arguments)
{
    const std::string module = arguments.value("pkcs11"), label = arguments.value("token"), serial = arguments.value("serial");
    Result<std::vector<CardSight>> tokens = ModuleDesk({module}).look();
    if (!tokens)
        return tokens;
    if (tokens->size() == 1 && tokens->front().fault && tokens->front().reader == module)
        return fail(*tokens->front().fault);
    std::erase_if(*tokens, [&](const CardSight &sight) {
        return !sight.hasCard || (!label.empty() && sight.module->label != label) || (!serial.empty() && sight.module->serial != serial);
    });
    if (tokens->empty())
        return fail(ErrorCode::TokenAbsent, label.empty() ? "the module shows no token that was set up" : "the module shows no such token", label.empty() ? module : label);
    return tokens;
}

Result<CardTarget> cardTarget(const Arguments &arguments)
{
    const Result<bool> module = namesModule(arguments);
    if (!module)
        return fail(module.error());
    CardTarget target;
    if (*module)
        target.desk = std::make_unique<ModuleDesk>(std::vector{arguments.value("pkcs11")});
    else
        target.desk = std::make_unique<PivCardDesk>();
    Result<CardSight> sight = *module ? tokenOf(arguments) : cardAt(*target.desk, arguments.value("reader"));
    if (!sight)
        return fail(sight.error());
    if (sight->fault)
        return fail(*sight->fault);
    target.sight = std::move(*sight);
    return target;
}

} // namespace hufu::ctl
