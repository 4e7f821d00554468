// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/domain/Policy.h"
#include "models/replica/CeremonyPlanning.h"
#include "models/store/Medium.h"

#include <chrono>

namespace hufu {

/// What the console saw in a step of a ceremony; becomes one line of the record (CeremonyText::evidence()).
struct CeremonyEvidence {
    enum class Kind {
        Encrypted,      ///< key `name`, file `detail`
        NotExportable,  ///< key `name`
        HouseEncrypted, ///< up to entry `number`
        Written,        ///< to medium `name`, package `hash`
        ReadBack,       ///< likewise
        Flushed,        ///< medium `name`, how: `flush`
        PackageWhole,   ///< in folder `name`, package `hash`
        ShareOpened,    ///< of `name`, and encrypted to the one-time key
        KeysBack,       ///< `number` keys are back in the authority
        KeyProven,      ///< of CA `name`
        KeyElsewhere,   ///< of CA `name`: in a token
        ScratchRestored, ///< after `seconds`
        Answered,       ///< `answer`
        Stopwatch,      ///< `seconds` from inserting the medium to the last answer
    };
    Kind kind = Kind::Encrypted;
    std::string name{}, detail{};
    Sha256 hash{};
    std::int64_t number = 0;
    double seconds = 0;
    RestoreAnswer answer{};
    MediumFlush flush = MediumFlush::NoDevice;
};

/// How long a restore test may take (C4).
inline constexpr auto restoreTestLimit = std::chrono::minutes(30);

/// One ceremony being held, in a window or in a terminal: knows which step it is at, whose keys that step waits for, and does what the console does in it.
/// Everything that is done is in the journal at once: interrupted anywhere, it goes on where it was, or is aborted. All functions but the plain readers block;
/// one thread at a time.
class CeremonyRun {
public:
    /// `words` makes a line of the record of what was seen; it is stored, so it has to speak to whoever reads it in years.
    CeremonyRun(House &house, std::function<std::string(const CeremonyEvidence &)> words);
    ~CeremonyRun(); ///< with it goes what a restore test left; the ceremony stays as it is

    /// Plans it. Errors: what the rules say.
    Result<void> begin(const PlannedCeremony &planned);
    /// Goes on with one. NotFound; Conflict when it has ended; Unsupported where the authority holds no ceremonies from here.
    Result<void> resume(const std::string &id);

    const Ceremony &ceremony() const { return m_ceremony; }
    const CeremonyScript &script() const { return m_script; }
    const std::vector<Person> &people() const { return m_people; } ///< who takes part
    std::string nameOf(std::string_view person) const;             ///< or the id
    /// The step that is to be done next; null when all are, or the ceremony has ended.
    const CeremonyScript::Step *step() const;
    /// Whose keys this step waits for before the console can do its part: ids, in the plan's order.
    std::vector<std::string> expected() const;
    /// Where the package lies that is restored: its folder or its medium. Until it is said, the plan's first medium.
    void setPackage(const std::string &folder) { m_package = folder; }

    /// One of expected() acts by the own key: signs presence, proves the own share, or opens it for the restoring authority.
    Result<void> answer(const std::string &person, Token &token);
    /// What the console does in this step, once nobody is expected any more: lines for the record. Again after a failure it goes on.
    Result<std::vector<std::string>> work();
    bool worked() const { return m_worked; }
    /// The step is done: initials of who acted, and what differed from the script (empty: nothing).
    Result<void> note(const std::string &initials, const std::string &exception);
    /// All steps are done: administrator and witness sign the end.
    Result<void> close(Token &witness);
    Result<void> abort(const std::string &reason);

    /// Since the medium was inserted, in a restore; none before.
    std::optional<std::chrono::duration<double>> sinceInserted() const;
    const std::vector<std::string> &packages() const { return m_packages; } ///< folders on the media

private:
    using Lines = Result<std::vector<CeremonyEvidence>>;
    Result<void> reload();
    Result<void> settle(); ///< brings it level with the authority before something is signed; also what was signed and not sent before an interruption
    std::unexpected<Error> wentOn() const;
    bool needsShares() const;
    Result<std::string> package() const;
    Result<Sha256> proveShare(const std::string &person, Token &token);
    Result<void> giveShare(const std::string &person, Token &token);
    Lines act(CeremonyCheck check);
    Lines seal();
    Lines write();
    Lines readBack();
    Lines lookAtPackage();
    Lines restore();
    Lines serve();

    House &m_house;
    const std::function<std::string(const CeremonyEvidence &)> m_words;
    Ceremony m_ceremony;
    CeremonyScript m_script;
    std::vector<Person> m_people;
    std::string m_package;
    std::vector<std::string> m_packages;
    std::vector<std::string> m_gave;    ///< ids of those who opened their shares in this restore
    std::vector<Bytes> m_shares;        ///< encrypted to the one-time key
    Bytes m_oneTime;                    ///< its certificate; empty: none yet
    std::vector<std::string> m_evidence; ///< of this step
    bool m_worked = false;
    std::optional<std::chrono::steady_clock::time_point> m_inserted;
};

/// Which ceremony stands where, for people who look at it. Any thread; blocks.
struct CeremonyBook {
    std::vector<Ceremony> ceremonies; ///< the newest first
    std::vector<Person> people;       ///< everybody
    std::vector<CertificateAuthority> cas;
    Policy policy;
};
Result<CeremonyBook> readCeremonyBook(House &house);

/// Ends one that is open; whoever takes part in it may. Blocks.
Result<Receipt> abortCeremony(House &house, const std::string &ceremony, const std::string &reason);

/// Files a document about one that has ended, a photograph or a signed sheet, by its hash: the journal keeps what it was, people keep the file. Its
/// administrator may. Blocks.
Result<Receipt> attachToCeremony(House &house, const std::string &ceremony, const std::string &title, const std::string &path);

/// The minutes of a ceremony that has ended, as the journal has them; NotFound.
Result<Bytes> readCeremonyRecord(House &house, const std::string &ceremony);

} // namespace hufu
