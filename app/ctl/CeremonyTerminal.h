// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"
#include "app/embedded/EmbeddedGate.h"
#include "models/replica/CeremonyRun.h"

namespace hufu::ctl {

/// A ceremony in a terminal, for a room without a display: says each step in both languages, asks for passphrases, initials and exceptions.
class CeremonyTerminal {
public:
    /// `say` gets what people read.
    CeremonyTerminal(House &house, EmbeddedGate &gate, const Arguments &arguments, std::function<void(const std::string &)> say);

    Result<void> begin(const PlannedCeremony &planned);
    Result<void> resume(const std::string &id);
    /// The steps that are left, and the end. Cancelled when people stopped answering: it stays open.
    Result<void> perform();

    const Ceremony &ceremony() const { return m_run.ceremony(); }
    const std::vector<std::string> &packages() const { return m_run.packages(); }
    const std::vector<std::string> &records() const { return m_records; } ///< files of the minutes that were written

private:
    Result<void> begun(Result<void> result);
    Result<std::unique_ptr<Token>> unlock(const std::string &person);
    Result<void> act();
    Result<void> askAndNote(const CeremonyScript::Step &step);

    House &m_house;
    EmbeddedGate &m_gate;
    const Arguments &m_arguments;
    const std::function<void(const std::string &)> m_say;
    CeremonyRun m_run;
    std::vector<std::string> m_records;
};

} // namespace hufu::ctl
