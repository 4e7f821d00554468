// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CeremonyPlanning.h"
#include "app/embedded/EmbeddedGate.h"
#include "models/authority/KeyBackup.h"
#include "models/store/BackupPackage.h"

#include <chrono>

namespace hufu::ctl {

/// One ceremony in a terminal: says each step in both languages, does what the console does in it, asks for initials and exceptions, and has the
/// administrator sign that it is done. Everything that is done is in the journal at once: interrupted anywhere, it goes on where it was, or is aborted.
class CeremonyRun {
public:
    /// `say` gets what people read.
    CeremonyRun(House &house, EmbeddedGate &gate, const Arguments &arguments, std::function<void(const std::string &)> say);

    Result<void> begin(const PlannedCeremony &planned); ///< plans it
    Result<void> resume(const std::string &id);
    /// The steps that are left, and the end. Cancelled when people stopped answering: it stays open.
    Result<void> perform();

    const Ceremony &ceremony() const { return m_ceremony; }
    const std::vector<std::string> &packages() const { return m_packages; } ///< folders on the media
    const std::vector<std::string> &records() const { return m_records; }   ///< files of the minutes that were written

private:
    Result<void> reload();
    Result<std::string> nameOf(const std::string &person);
    Result<std::unique_ptr<Token>> unlock(const std::string &person);
    Result<void> sign(const std::string &person, Token &token, CeremonyPresence::Phase phase, std::optional<Sha256> proof);
    Result<void> rollCall(CeremonyPresence::Phase phase);
    Result<Sha256> openShare(const std::string &person, Token &token);
    /// What the console does in a step: lines of evidence.
    Result<std::vector<std::string>> act(CeremonyCheck check);
    Result<std::vector<std::string>> seal();
    Result<std::vector<std::string>> write();
    Result<std::vector<std::string>> readBack();
    Result<std::vector<std::string>> lookAtPackage();
    Result<std::vector<std::string>> restore();
    Result<std::vector<std::string>> serve();
    Result<std::vector<Bytes>> sharesFor(BytesView oneTimeCertificate);
    Result<void> askAndNote(const CeremonyScript::Step &step, std::vector<std::string> evidence);
    Result<void> close();
    Result<void> abort(const std::string &reason);
    Result<void> writeRecords();

    House &m_house;
    EmbeddedGate &m_gate;
    const Arguments &m_arguments;
    const std::function<void(const std::string &)> m_say;
    Ceremony m_ceremony;
    CeremonyScript m_script;
    std::vector<std::string> m_packages, m_records;
    std::string m_scratch; ///< folder of a restore test
    std::optional<RestoredHouse> m_restored;
    std::chrono::steady_clock::time_point m_inserted{};
};

/// The minutes of a ceremony that has ended, as the journal has them; NotFound.
Result<Bytes> readRecord(House &house, const std::string &ceremony);

} // namespace hufu::ctl
