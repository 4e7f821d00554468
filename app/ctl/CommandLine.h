// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/replica/Gate.h"
#include "models/replica/House.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace hufu::ctl {

/// What the process returns; the manual page says the same.
enum class ExitCode { Done = 0, Failed = 1, Usage = 2, WrongPassphrase = 3, IntegrityBroken = 4, SomeInputsFailed = 5, Queued = 6, Refused = 7, NotSeen = 8 };
ExitCode exitCodeOf(const Error &error);

/// The words after `hufuctl COMMAND`: options with and without values, and the rest in order.
class Arguments {
public:
    /// `withValue` and `flags` name what is allowed, without dashes. InvalidArgument names the word that is not, and says how a secret is
    /// given when one was given as a plain value: an option NAME beside NAME-fd holds a secret and takes env:VARIABLE alone.
    static Result<Arguments> parse(const std::vector<std::string> &words, const std::set<std::string> &withValue,
                                   const std::set<std::string> &flags);

    bool has(const std::string &flag) const { return m_flags.contains(flag) || m_values.contains(flag); }
    std::string value(const std::string &option, const std::string &otherwise = {}) const;
    /// All values of an option that may be given several times, in their order.
    std::vector<std::string> values(const std::string &option) const;
    const std::vector<std::string> &rest() const { return m_rest; }

private:
    std::map<std::string, std::string> m_values;
    std::map<std::string, std::vector<std::string>> m_all;
    std::set<std::string> m_flags;
    std::vector<std::string> m_rest;
};

/// "a,b" as two; what stands between two commas without a character is left out.
std::vector<std::string> splitList(const std::string &text);
/// "a, b", for people.
std::string joinList(const std::vector<std::string> &items);

/// Where something listens: "127.0.0.1:8080", "[::1]:0"; port 0: any that is free.
struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
    static Result<ListenAddress> parse(const std::string &text); ///< InvalidArgument
    std::string text() const;
};

/// The options that every command takes to find and open its house.
extern const std::set<std::string> houseOptions;
std::set<std::string> houseOptionsAnd(std::initializer_list<const char *> more);

/// Whether one of the options below was given.
bool isSecretGiven(const Arguments &arguments, const std::string &name);
/// A secret from `--NAME-file PATH`, `--NAME-fd N` or `--NAME env:VARIABLE`, one final line break cut off; never from a bare value.
/// When none is given and a terminal is there it is asked for without echo. PassphraseNeeded otherwise.
Result<SecureBytes> readSecret(const Arguments &arguments, const std::string &name, const std::string &prompt);
/// What opens a home that may be none yet: `--card-pin…` where it was given, else the passphrase.
Result<SecureBytes> readHomeSecret(const Arguments &arguments);
/// The n-th, from 0, of a secret whose option is given once for each person, by one way for all.
Result<SecureBytes> readSecret(const Arguments &arguments, const std::string &name, const std::string &prompt, std::size_t nth);

/// The home folder: --home, else $HUFU_HOME, else the user's data folder.
std::string homeOf(const Arguments &arguments);
/// --server: where the server of this home is from now on; nothing without it.
Result<void> heedServer(const Arguments &arguments);
/// InvalidArgument when several officers hold a key in a home and `--as` names none.
Result<void> checkNamed(const Arguments &arguments, const std::vector<WayIn> &ways);
/// By passphrase, or by the PIN of a USBKey for who has changed to one (`--card-pin-file` …; `--last-try` where one try is left).
Result<std::unique_ptr<House>> openHouse(const Arguments &arguments);

} // namespace hufu::ctl
