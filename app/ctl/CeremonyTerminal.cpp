// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CeremonyTerminal.h"

#include "models/wording/CeremonyReport.h"
#include "models/wording/CeremonyText.h"

#include <algorithm>
#include <iostream>

namespace hufu::ctl {
namespace {

constexpr int mostTries = 3; // of a passphrase that somebody types

} // namespace

CeremonyTerminal::CeremonyTerminal(House &house, EmbeddedGate &gate, const Arguments &arguments, std::function<void(const std::string &)> say)
    : m_house(house), m_gate(gate), m_arguments(arguments), m_say(std::move(say)), m_run(house, CeremonyText::evidence)
{
    if (arguments.has("package"))
        m_run.setPackage(arguments.value("package"));
}

Result<void> CeremonyTerminal::begin(const PlannedCeremony &planned) { return begun(m_run.begin(planned)); }
Result<void> CeremonyTerminal::resume(const std::string &id) { return begun(m_run.resume(id)); }

Result<void> CeremonyTerminal::begun(Result<void> result)
{
    if (result)
        m_say("Ceremony 仪式 " + ceremony().plan.id + "\nParameters 参数 SHA-256 " + toHex(ceremony().parameters) + '\n'
              + CeremonyText::words(ceremony().parameters));
    return result;
}

Result<std::unique_ptr<Token>> CeremonyTerminal::unlock(const std::string &person)
{
    const std::string name = m_run.nameOf(person);
    const bool witness = person == ceremony().plan.witness;
    const std::string option = witness ? "witness-passphrase" : "custodian-passphrase";
    const std::vector<std::string> named = m_arguments.values(witness ? "witness" : "custodian");
    const auto nth =
        static_cast<std::size_t>(std::ranges::find_if(named, [&](const std::string &one) { return one == name || one == person; }) - named.begin());
    const bool typed =
        m_arguments.values(option).size() + m_arguments.values(option + "-file").size() + m_arguments.values(option + "-fd").size() <= nth;
    const auto who = std::ranges::find(m_run.people(), person, &Person::id);
    const std::string card = who == m_run.people().end() ? std::string() : who->card;
    const std::string asked = (card.empty() ? "Passphrase of 口令: " : "PIN of USBKey " + card + " 的 PIN: ") + name;
    for (int left = typed ? mostTries : 1;;) {
        const Result<SecureBytes> passphrase = readSecret(m_arguments, option, asked, nth);
        if (!passphrase)
            return fail(passphrase.error());
        Result<std::unique_ptr<Token>> token = m_gate.unlockToken(m_house, person, *passphrase);
        if (token || token.error().code != ErrorCode::WrongPassphrase || --left == 0)
            return token;
        m_say("That is not the passphrase of 口令不正确: " + name);
    }
}

Result<void> CeremonyTerminal::act()
{
    for (std::vector<std::string> who = m_run.expected(); !who.empty(); who = m_run.expected()) {
        const Result<std::unique_ptr<Token>> token = unlock(who.front());
        const Result<void> answered = token ? m_run.answer(who.front(), **token) : fail(token.error());
        if (!answered)
            return answered;
        m_say("  answered by the own key 已用本人密钥应答: " + m_run.nameOf(who.front()));
    }
    const CeremonyCheck check = m_run.step()->check;
    const Result<std::vector<std::string>> evidence = m_run.work();
    if (!evidence)
        return fail(evidence.error());
    for (const std::string &line : *evidence)
        m_say("  " + line);
    if (check == CeremonyCheck::Written || check == CeremonyCheck::ReadBack)
        m_say("Words of the package's hash 备份包哈希的词语\n" + CeremonyText::words(hashOf(*ceremony().sealed)));
    if (check == CeremonyCheck::PackageWhole)
        m_say("Words of the package's hash 备份包哈希的词语\n" + CeremonyText::words(*ceremony().plan.package));
    return {};
}

Result<void> CeremonyTerminal::askAndNote(const CeremonyScript::Step &step)
{
    m_say(std::string("Initials of who acted (") + ceremonyActorName(step.actor)
          + "); an exception after \";\"; \"abort REASON\" ends it 操作人签名缩写；例外写在“;”之后；“abort 原因”中止:");
    std::string line;
    do {
        if (!std::getline(std::cin, line))
            return fail(ErrorCode::Cancelled, "the ceremony stays open: `hufuctl ceremony run --resume " + ceremony().plan.id + "` goes on",
                        ceremony().plan.id);
    } while (line.empty());
    if (line.starts_with("abort "))
        return m_run.abort(line.substr(6));
    const std::size_t cut = line.find(';');
    return m_run.note(line.substr(0, cut), cut == std::string::npos ? std::string() : line.substr(cut + 1));
}

Result<void> CeremonyTerminal::perform()
{
    while (m_run.step()) {
        const CeremonyScript::Step step = *m_run.step();
        m_say("\n=== " + std::to_string(ceremony().done.size() + 1) + "/" + std::to_string(m_run.script().steps.size()) + " ["
              + ceremonyActorName(step.actor) + "]\n" + step.does.zh + '\n' + step.does.en + "\n> " + step.checks.zh + "\n> " + step.checks.en);
        const Result<void> acted = act();
        const Result<void> noted = acted ? askAndNote(step) : fail(acted.error());
        if (!noted)
            return noted;
    }
    if (ceremony().fate == Ceremony::Fate::Open) {
        const Result<std::unique_ptr<Token>> witness = unlock(ceremony().plan.witness);
        const Result<void> closed = witness ? m_run.close(**witness) : fail(witness.error());
        if (!closed)
            return closed;
    }
    std::vector<std::string> more;
    if (m_arguments.has("output"))
        more.push_back(m_arguments.value("output"));
    Result<std::vector<std::string>> records = CeremonyReport::file(m_house, ceremony(), std::move(more));
    if (!records)
        return fail(records.error());
    m_records = std::move(*records);
    return {};
}

} // namespace hufu::ctl
