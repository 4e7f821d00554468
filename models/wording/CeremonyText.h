// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CeremonyCoverage.h"
#include "models/replica/CeremonyRun.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// Key ceremonies in words. What is stored or printed has both languages at once, since it lies in a safe for years; the rest is in the language of the moment.
class CeremonyText {
    Q_DECLARE_TR_FUNCTIONS(hufu::CeremonyText)
public:
    static QString kind(CeremonyKind kind);
    static QString title(const Ceremony &ceremony); ///< its kind, or that it is none: an automatic backup
    static QString fate(const Ceremony &ceremony, Instant now); ///< "open", "lapsed", "closed", "aborted"
    static QString actor(CeremonyScript::Actor actor);
    static QString coverage(CoverageLine::State state);
    static QString covered(const CoverageLine &line); ///< what it is: a CA's key, or the house
    static QString warning(CeremonyWarning warning);
    static QString exclusion(CeremonyExclusion exclusion); ///< empty for none
    static QString of(const BilingualText &text);          ///< the one of this moment's language

    /// One line of the record, at most 1000 octets.
    static std::string evidence(const CeremonyEvidence &seen);
    /// The words of a hash, Chinese, then English on a line of its own.
    static std::string words(const Sha256 &sha256);
    /// A script as it is printed, plain.
    static std::string script(const CeremonyScript &script);
    /// The same as a document with lines for initials, A4. Needs a QGuiApplication; any thread.
    static Result<Bytes> scriptPdf(const CeremonyScript &script);
    static Result<void> saveScript(const CeremonyScript &script, const std::string &path);
};

} // namespace hufu
