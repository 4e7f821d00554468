// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CommandLine.h"

#include "app/ctl/CtlText.h"
#include "app/ctl/Output.h"
#include "app/embedded/EmbeddedGate.h"
#include "app/embedded/ServedHome.h"
#include "models/base/CanonicalJson.h"
#include "models/store/Beginnings.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <QStandardPaths>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>

namespace hufu::ctl {
namespace {

constexpr std::size_t longestSecret = 4096;

/// Everything up to the end, into the secure heap alone.
Result<SecureBytes> readDescriptor(int descriptor, const std::string &subject)
{
    SecureBytes buffer(longestSecret + 1);
    std::size_t size = 0;
    while (size < buffer.size()) {
        const ssize_t got = ::read(descriptor, buffer.data() + size, buffer.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ErrorCode::Io, std::strerror(errno), subject);
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    if (size > longestSecret)
        return fail(ErrorCode::TooLarge, "a secret of more than 4,096 bytes", subject);
    if (size > 0 && buffer.data()[size - 1] == '\n')
        --size;
    if (size > 0 && buffer.data()[size - 1] == '\r')
        --size;
    return SecureBytes::copyOf(buffer.view().first(size));
}

/// `name`: of the options by which it is given where nobody can be asked.
Result<SecureBytes> askTerminal(const std::string &prompt, const std::string &name)
{
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return fail(ErrorCode::PassphraseNeeded, "there is no terminal to ask at: give it by --" + name + "-file PATH");
    termios shown{};
    ::tcgetattr(terminal, &shown);
    termios hidden = shown;
    hidden.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &hidden);
    const std::string text = prompt + ": ";
    [[maybe_unused]] ssize_t written = ::write(terminal, text.data(), text.size());
    SecureBytes typed;
    for (std::uint8_t c = 0; ::read(terminal, &c, 1) == 1 && c != '\n' && typed.size() < longestSecret;)
        typed.insert(typed.size(), BytesView(&c, 1));
    written = ::write(terminal, "\n", 1);
    ::tcsetattr(terminal, TCSAFLUSH, &shown);
    ::close(terminal);
    return typed;
}

/// A secret that was given as a plain value; the value itself is not repeated.
std::unexpected<Error> plainSecret(const std::string &name, const std::set<std::string> &withValue)
{
    std::string ways = "--" + name + "-file PATH";
    if (withValue.contains(name + "-fd"))
        ways += ", --" + name + "-fd N";
    if (withValue.contains(name))
        ways += " or --" + name + " env:VARIABLE";
    return fail(ErrorCode::InvalidArgument, "a secret on the command line could be read by others: give it by " + ways);
}

Result<SecureBytes> readSecretFrom(const std::string &path, const std::string &number, const std::string &source, const std::string &name, const std::string &prompt)
{
    if (!path.empty()) {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, std::strerror(errno), path);
        Result<SecureBytes> secret = readDescriptor(file, path);
        ::close(file);
        return secret;
    }
    if (!number.empty()) {
        int descriptor = -1;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), descriptor);
        if (error != std::errc() || end != number.data() + number.size() || descriptor < 0)
            return fail(ErrorCode::InvalidArgument, "--" + name + "-fd needs the number of an open file");
        return readDescriptor(descriptor, "file descriptor " + number);
    }
    if (!source.empty()) {
        const char *held = std::getenv(source.c_str() + 4); // behind "env:", see Arguments::parse()
        if (!held)
            return fail(ErrorCode::NotFound, "the environment has no " + source.substr(4));
        return SecureBytes::copyOf(std::string_view(held));
    }
    return askTerminal(prompt, name);
}

} // namespace

const std::set<std::string> houseOptions{"home",        "as",          "passphrase-file", "passphrase-fd", "passphrase",
                                         "card-pin-file", "card-pin-fd", "card-pin",        "replace",       "server"};

std::set<std::string> houseOptionsAnd(std::initializer_list<const char *> more)
{
    std::set<std::string> options = houseOptions;
    options.insert(more.begin(), more.end());
    return options;
}

ExitCode exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument: return ExitCode::Usage;
    case ErrorCode::WrongPassphrase:
    case ErrorCode::OfficerCardNeeded:
    case ErrorCode::PinIncorrect:
    case ErrorCode::PukIncorrect: return ExitCode::WrongPassphrase;
    case ErrorCode::JournalBroken:
    case ErrorCode::CheckpointMismatch:
    case ErrorCode::DatabaseCorrupt: return ExitCode::IntegrityBroken;
    case ErrorCode::SignatureInvalid:
    case ErrorCode::SignerUnknown:
    case ErrorCode::SignerInactive:
    case ErrorCode::WrongHouse:
    case ErrorCode::WrongMode:
    case ErrorCode::Replayed:
    case ErrorCode::Expired:
    case ErrorCode::FromTheFuture:
    case ErrorCode::UnknownKind:
    case ErrorCode::NotPermitted:
    case ErrorCode::CosignerNeeded:
    case ErrorCode::StaleBasis:
    case ErrorCode::Conflict:
    case ErrorCode::NotOfOwnCa:
    case ErrorCode::CustodiansMissing:
    case ErrorCode::Moved:
    case ErrorCode::AlreadySent:
    case ErrorCode::EnrolmentRefused:
    case ErrorCode::WorkstationRefused:
    case ErrorCode::LimitExceeded: return ExitCode::Refused;
    case ErrorCode::BackupBroken:
    case ErrorCode::EscrowBroken: return ExitCode::IntegrityBroken;
    case ErrorCode::Pending:
    case ErrorCode::Queued: return ExitCode::Queued;
    default: return ExitCode::Failed;
    }
}

Result<Arguments> Arguments::parse(const std::vector<std::string> &words, const std::set<std::string> &withValue,
                                   const std::set<std::string> &flags)
{
    Arguments parsed;
    const bool takesCard = withValue.contains("card-pin-fd");
    bool optionsEnded = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string &word = words[i];
        if (optionsEnded || !word.starts_with("--")) {
            parsed.m_rest.push_back(word);
            continue;
        }
        if (word == "--") {
            optionsEnded = true;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(2, equals == std::string::npos ? std::string::npos : equals - 2);
        if ((flags.contains(name) || (takesCard && name == "last-try")) && equals == std::string::npos) {
            parsed.m_flags.insert(name);
        } else if (withValue.contains(name)) {
            if (equals == std::string::npos && i + 1 == words.size())
                return fail(ErrorCode::InvalidArgument, "--" + name + " needs a value");
            std::string value = equals == std::string::npos ? words[++i] : word.substr(equals + 1);
            if (withValue.contains(name + "-fd") && !value.starts_with("env:")) // only secrets come through descriptors
                return plainSecret(name, withValue);
            parsed.m_all[name].push_back(value);
            parsed.m_values[name] = std::move(value);
        } else if (withValue.contains(name + "-fd")) {
            return plainSecret(name, withValue);
        } else {
            return fail(ErrorCode::InvalidArgument, "--" + name + " is not an option here");
        }
    }
    return parsed;
}

std::string Arguments::value(const std::string &option, const std::string &otherwise) const
{
    const auto at = m_values.find(option);
    return at == m_values.end() ? otherwise : at->second;
}

std::vector<std::string> Arguments::values(const std::string &option) const
{
    const auto at = m_all.find(option);
    return at == m_all.end() ? std::vector<std::string>() : at->second;
}

std::vector<std::string> splitList(const std::string &text)
{
    std::vector<std::string> items;
    std::istringstream in(text);
    for (std::string item; std::getline(in, item, ',');) {
        if (!item.empty())
            items.push_back(item);
    }
    return items;
}

std::string joinList(const std::vector<std::string> &items)
{
    std::string text;
    for (const std::string &item : items)
        text += (text.empty() ? "" : ", ") + item;
    return text;
}

Result<ListenAddress> ListenAddress::parse(const std::string &text)
{
    const auto wrong = [&] { return fail(ErrorCode::InvalidArgument, "an ADDRESS:PORT is needed, such as 127.0.0.1:8080; port 0: any", text); };
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return wrong();
    ListenAddress listen{text.substr(0, colon), 0};
    if (listen.address.starts_with('[') && listen.address.ends_with(']'))
        listen.address = listen.address.substr(1, listen.address.size() - 2);
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, listen.port);
    if (error != std::errc() || stop != end || stop == text.data() + colon + 1)
        return wrong();
    return listen;
}

std::string ListenAddress::text() const
{
    const bool v6 = address.find(':') != std::string::npos;
    return (v6 ? '[' + address + ']' : address) + ':' + std::to_string(port);
}

Result<SecureBytes> readSecret(const Arguments &arguments, const std::string &name, const std::string &prompt)
{
    return readSecretFrom(arguments.value(name + "-file"), arguments.value(name + "-fd"), arguments.value(name), name, prompt);
}

Result<SecureBytes> readSecret(const Arguments &arguments, const std::string &name, const std::string &prompt, std::size_t nth)
{
    const auto given = [&](const std::string &option) {
        const std::vector<std::string> all = arguments.values(option);
        return nth < all.size() ? all[nth] : std::string();
    };
    return readSecretFrom(given(name + "-file"), given(name + "-fd"), given(name), name, prompt);
}

std::string homeOf(const Arguments &arguments)
{
    if (arguments.has("home"))
        return arguments.value("home");
    if (const char *home = std::getenv("HUFU_HOME"); home && *home)
        return home;
    return (QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/hufu")).toStdString();
}

Result<void> heedServer(const Arguments &arguments)
{
    return arguments.has("server") ? moveServer(HomePaths(homeOf(arguments)), arguments.value("server"), systemNow) : Result<void>();
}

bool isSecretGiven(const Arguments &arguments, const std::string &name)
{
    return arguments.has(name) || arguments.has(name + "-file") || arguments.has(name + "-fd");
}

Result<SecureBytes> readHomeSecret(const Arguments &arguments)
{
    return isSecretGiven(arguments, "card-pin") ? readSecret(arguments, "card-pin", {}) : readSecret(arguments, "passphrase", utf8(CtlText::tr("Passphrase")));
}

Result<void> checkNamed(const Arguments &arguments, const std::vector<WayIn> &ways)
{
    if (!arguments.value("as").empty() || ways.size() < 2)
        return {};
    std::vector<std::string> names;
    for (const WayIn &one : ways)
        names.push_back(one.officer);
    return fail(ErrorCode::InvalidArgument, "several officers hold a key here (" + joinList(names) + "): say with --as NAME who you are");
}

/// What opens the home for the officer who was named: as their key slot has it.
Result<SecureBytes> readOpeningSecret(const Arguments &arguments, const EmbeddedGate &gate)
{
    const Result<std::vector<WayIn>> ways = gate.waysIn();
    if (!ways)
        return fail(ways.error());
    const std::string officer = arguments.value("as");
    if (const Result<void> named = checkNamed(arguments, *ways); !named)
        return fail(named.error());
    const auto way = std::ranges::find_if(*ways, [&](const WayIn &one) { return officer.empty() || one.officer == officer || one.person == officer; });
    const bool byCard = way != ways->end() && !way->card.empty();
    if (byCard && isSecretGiven(arguments, "passphrase"))
        return fail(ErrorCode::OfficerCardNeeded, way->officer + " opens this home by the PIN of a USBKey: --card-pin-file PATH", way->card);
    if (byCard)
        return readSecret(arguments, "card-pin", utf8(CtlText::tr("PIN of USBKey %1").arg(qstr(way->card))));
    if (isSecretGiven(arguments, "card-pin"))
        return fail(ErrorCode::InvalidArgument, "this officer opens the home by a passphrase: --passphrase-file PATH", officer);
    return readSecret(arguments, "passphrase", utf8(CtlText::tr("Passphrase")));
}

Result<std::unique_ptr<House>> openHouse(const Arguments &arguments)
{
    EmbeddedGate gate(homeOf(arguments));
    if (!gate.isFounded())
        return fail(ErrorCode::NotAHome, "run `hufuctl init` first", homeOf(arguments));
    const Result<SecureBytes> secret = readOpeningSecret(arguments, gate);
    if (!secret)
        return fail(secret.error());
    if (const Result<void> moved = heedServer(arguments); !moved)
        return fail(moved.error());
    Result<std::unique_ptr<House>> house
        = gate.open(arguments.value("as"), *secret, arguments.has("last-try") ? Gate::LastTry::Spent : Gate::LastTry::Kept);
    if (house) {
        if (arguments.has("replace")) {
            const Result<std::string> queued
                = (*house)->read([&](Connection &connection) { return idBeginning(connection, IdOf::Queued, arguments.value("replace")); });
            if (!queued && queued.error().code != ErrorCode::NotFound) // what was sent meanwhile is told when its place is to be taken
                return fail(queued.error());
            (*house)->replaceNext(queued.value_or(arguments.value("replace")));
        }
        QObject::connect(house->get(), &House::cardWanted, house->get(), [](const QString &who) {
            if (!who.isEmpty())
                warn(CtlText::tr("put the USBKey of %1 into a reader").arg(who));
        }, Qt::DirectConnection); // this thread is the one that waits
        if (const auto behind = (*house)->clockBehind()) {
            warn(CtlText::tr("this computer's clock is %1 minutes behind the newest journal entry; new entries carry that entry's time")
                     .arg(std::chrono::duration_cast<std::chrono::minutes>(*behind).count()));
        }
    }
    return house;
}

} // namespace hufu::ctl
