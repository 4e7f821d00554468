// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hufu {

class Crl;

/// A CRL of a CA that the authority's server gave.
struct OfferedCrl {
    std::string ca; ///< id
    Bytes der;
};

/// Keeps a relying server's CRL file (nginx `ssl_crl`, HAProxy `crl-file`) as new as the authority's: asks whether there is a newer one, checks it,
/// writes the file, tries the server's configuration, and has it reload. It needs no right on the authority, and the authority no key to the server.
///
/// What it hears is trusted only when one of the given CAs signed it. A CA's CRL never gives way to one with a lower number, wherever it came from, also after a restart: the file
/// itself remembers. Nor does one CA's CRL take the place of
/// another's: two URLs that give the same CA's are not enough for a file. One that has ended is not taken: a server refuses *every* client then (standards.md §5), while the old one still stops whom it
/// names. When the server does not accept the new file, the old one is put back. A reload that never ends says nothing against the file: it stays, for
/// whoever restarts that server, and the reload is tried again.
class CrlFollower {
public:
    struct Settings {
        std::vector<std::string> urls; ///< http; one for each CA, the root's too where the server checks the whole chain; none for take()
        std::vector<Bytes> cas;        ///< DER
        std::string output;            ///< PEM
        std::string check, reload;     ///< shell commands; empty: none
        std::chrono::seconds commandPatience{30}; ///< a command that takes longer is ended with all that it started
        std::function<void(const Error &)> hindered; ///< called as soon as a command failed, before the old file is tried again; null: nobody
        Clock clock = systemNow;
    };
    /// What one round did.
    struct Round {
        bool installed = false;                ///< the file is new, and the server took it
        std::vector<std::uint64_t> numbers;    ///< of the CRLs in the file, in the order of the URLs
        std::map<std::string, std::uint64_t> byCa; ///< take(): the same by the id of the CA
        std::vector<Error> troubles;           ///< of each URL that gave nothing good: what was there before is kept
    };

    explicit CrlFollower(Settings settings) : m_settings(std::move(settings)), m_held(m_settings.cas.size()), m_places(m_settings.urls.size()) {}

    /// Asks each URL once, and does what follows. Blocks. Errors: of writing the file; Conflict when the server refused it (detail has what the command
    /// said) and the old one is back; ConnectionTimedOut when a command did not end.
    Result<Round> round(std::stop_token stop = {});
    /// The same with CRLs that are here already. Those that none of the given CAs signed are of no use to this server, and left out.
    Result<Round> take(const std::vector<OfferedCrl> &offered);

private:
    using Index = std::size_t; ///< of a CA among the given ones
    struct Held {
        Bytes der;                ///< empty: none was heard yet
        std::uint64_t number = 0; ///< no lower one is taken: of this, or of what the file had
    };
    struct Place { ///< a URL
        std::optional<Index> ca; ///< whose CRL it gave last
        std::string etag;
    };
    void remember(); ///< what the file has
    Result<bool> ask(Index place, std::stop_token stop); ///< whether it is newer
    Result<bool> hold(Index ca, const Crl &crl, Bytes der, const std::string &where); ///< likewise
    std::optional<Index> signerOf(const Crl &crl) const;
    Result<Round> settle(Round round, bool complete, const std::vector<Index> &order, std::vector<Held> before);
    Result<bool> install(const std::vector<Index> &order); ///< whether there was anything to do

    Settings m_settings;
    std::vector<Held> m_held;   ///< by CA
    std::vector<Place> m_places; ///< by URL
    bool m_remembered = false;
    bool m_due = false;         ///< something is here that the file may not have
};

} // namespace hufu
