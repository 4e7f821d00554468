// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Output.h"
#include "app/server/Commands.h"
#include "app/server/ServerState.h"
#include "models/authority/Enrolment.h"
#include "models/authority/Relocation.h"
#include "models/authority/ServerFounding.h"
#include "models/base/CanonicalJson.h"
#include "models/store/AtomicFile.h"
#include "models/store/KeySlots.h"
#include "models/store/Schema.h"
#include "models/store/PostgresLink.h"
#include "models/store/SharedJournal.h"

#include <filesystem>

#include <cstdlib>

#include <sys/stat.h>
#include <unistd.h>

namespace hufu::server {
namespace {

using ctl::Arguments;
using ctl::ExitCode;

constexpr std::size_t shortestPassphrase = 16; // bytes; it lies in a file, so nobody has to keep it in mind

Result<ServerConfig> configFrom(const Arguments &arguments)
{
    ServerConfig config;
    config.state = std::filesystem::absolute(arguments.value("state")).lexically_normal().string();
    if (const std::string file = arguments.value("passphrase-file"); !file.empty())
        config.passphraseFile = std::filesystem::absolute(file).lexically_normal().string();
    for (const auto &[option, otherwise, to] : {std::tuple("listen", "127.0.0.1:8443", &config.listen),
                                                std::tuple("status-listen", "127.0.0.1:8080", &config.statusListen),
                                                std::tuple("operations-listen", "127.0.0.1:9464", &config.operationsListen)}) {
        Result<ctl::ListenAddress> listen = ctl::ListenAddress::parse(arguments.value(option, otherwise));
        if (!listen)
            return fail(listen.error());
        *to = std::move(*listen);
    }
    if (arguments.has("database")) {
        config.database = arguments.value("database");
        if (const Result<void> good = PostgresLink::checkPlace(config.database); !good)
            return fail(good.error());
    }
    if (arguments.has("name"))
        config.names.push_back(arguments.value("name"));
    return config;
}

/// What a server would come to grief with only later.
Result<void> checkSurroundings(const ServerConfig &config, const std::string &passphraseFile)
{
    if (const Result<std::vector<std::string>> names = config.knownAs(); !names)
        return fail(names.error());
    struct stat file{};
    if (!passphraseFile.empty() && ::stat(passphraseFile.c_str(), &file) == 0 && (file.st_mode & S_IRWXO) != 0)
        return fail(ErrorCode::PermissionDenied, "everybody on this computer may read or change the file with the passphrase; chmod o= takes that away", passphraseFile);
    if (config.backupFolder.empty())
        return {}; // made in the state when it is needed
    std::string trial = config.backupFolder + "/.hufu-check-XXXXXX";
    const int made = ::mkstemp(trial.data());
    if (made < 0)
        return systemFailure("writing into the backup folder", config.backupFolder);
    ::close(made);
    ::unlink(trial.c_str());
    return {};
}

Result<SecureBytes> ownPassphrase(const Arguments &arguments)
{
    Result<SecureBytes> own = ctl::readSecret(arguments, "passphrase", "New passphrase of the server");
    if (own && own->size() < shortestPassphrase)
        return fail(ErrorCode::WeakPassphrase, "the server's passphrase has at least " + std::to_string(shortestPassphrase) + " bytes");
    return own;
}

/// Where nobody keeps a house in PostgreSQL yet.
Result<void> checkFree(const ServerConfig &config)
{
    if (config.database.empty())
        return {};
    const Result<Bytes> slot = SharedJournal::readSlot(config.database);
    if (slot)
        return fail(ErrorCode::AlreadyExists, "a house is kept there already; hufu-server join makes one more server of it");
    return slot.error().code == ErrorCode::NotFound ? Result<void>() : fail(slot.error());
}

/// Writes the configuration, and then brings a new state to where other servers can join it: what hinders that is no reason to begin anew.
Result<void> settle(const ServerConfig &config, const std::string &path, const SecureBytes &passphrase)
{
    if (const Result<void> written = writeFileAtomically(path, viewOf(config.text())); !written || config.database.empty())
        return written;
    Result<SecureBytes> key = openServerState(HomePaths(config.state), passphrase);
    const Result<Authority> brought = key ? ServerState{config, std::move(*key)}.openAuthority() : fail(key.error());
    if (brought)
        return {};
    Error error = brought.error();
    error.detail += "; the state is made, and hufu-server check --config " + path + " brings it there once it can";
    return fail(std::move(error));
}

Result<void> move(const Arguments &arguments, const ServerConfig &config, const std::string &path)
{
    const Result<SecureBytes> own = ownPassphrase(arguments);
    if (!own)
        return fail(own.error());
    const HomePaths from(arguments.value("from"));
    const Result<KeySlots> slots = KeySlots::read(from.keySlots);
    if (!slots)
        return fail(slots.error());
    const Result<const KeySlot *> slot = slots->find(arguments.value("from-as"));
    if (!slot)
        return fail(slot.error());
    const Result<SecureBytes> theirs = ctl::readSecret(arguments, "from-passphrase", "Passphrase of " + (*slot)->name);
    if (!theirs)
        return fail(theirs.error());
    const Result<SecureBytes> key = KeySlots::open(**slot, *theirs);
    if (!key)
        return fail(key.error());
    if (const Result<void> free = checkFree(config); !free)
        return free;
    if (const Result<void> moved = moveAuthority(from, *key, HomePaths(config.state), *own, {}); !moved)
        return moved;
    return settle(config, path, *own);
}

/// Straight to the terminal: stdio would keep a copy.
bool printSecretly(const SecureBytes &line) { return ::write(STDOUT_FILENO, line.data(), line.size()) == ssize_t(line.size()); }

/// A house that is still to be founded: one code for each administrator, with --json an object a line.
ExitCode foundHere(const Arguments &arguments, const ServerConfig &config, const std::string &path)
{
    const bool json = arguments.has("json");
    const Result<SecureBytes> own = ownPassphrase(arguments);
    if (!own)
        return ctl::report(own.error(), json);
    if (const Result<void> free = checkFree(config); !free)
        return ctl::report(free.error(), json);
    const auto codes = beginFounding(HomePaths(config.state), arguments.value("house"), *own, {}, systemNow);
    if (!codes)
        return ctl::report(codes.error(), json);
    const Result<void> settled = settle(config, path, *own); // told last: the codes are nowhere else
    if (json) {
        ctl::printJson(QJsonObject{{"state", qstr(config.state)}, {"config", qstr(path)}});
    } else {
        ctl::printLine("Configuration: " + path);
        ctl::printLine("Next: hufu-server run --config " + path + "; then each of the three administrators, at a console of their own:");
        ctl::printLine("  hufuctl enrol --server https://HOST:PORT --code-file F --officer NAME, and hufuctl founding sign once all three have come.");
        ctl::printLine("Their codes, each good once and for 24 hours:");
    }
    std::fflush(stdout);
    for (const auto &[role, code] : *codes) {
        const std::string name = roleName(role);
        SecureBytes line;
        line.insert(0, viewOf(json ? R"({"code":")" : name + std::string(16 - name.size(), ' ')));
        line.insert(line.size(), code.text().view());
        line.insert(line.size(), viewOf(json ? R"(","role":")" + name + "\"}\n" : std::string("\n")));
        if (!printSecretly(line))
            return ExitCode::Failed;
    }
    return settled ? ExitCode::Done : ctl::report(settled.error(), json);
}

/// One more server of a house that others keep in PostgreSQL: opened by the same passphrase, with all that they have. The key slot gets its name last:
/// until then it can be done again, and a state that has one is left alone.
Result<void> joinServers(const ServerConfig &config, const std::string &path, const SecureBytes &passphrase)
{
    const HomePaths paths(config.state);
    HomePaths begun = paths;
    begun.keySlots += ".pending";
    std::error_code error;
    if (std::filesystem::exists(paths.keySlots, error) || std::filesystem::exists(path, error))
        return fail(ErrorCode::AlreadyExists, "the folder holds a server's state", config.state);
    const Result<Bytes> slot = SharedJournal::readSlot(config.database);
    if (!slot)
        return fail(slot.error());
    if (const Result<void> made = makeUnfounded(paths); !made) // and nothing of an interrupted try
        return made;
    if (const Result<void> written = writeFileAtomically(begun.keySlots, *slot); !written)
        return written;
    Result<SecureBytes> key = openServerState(begun, passphrase);
    if (!key) {
        std::filesystem::remove(begun.keySlots, error);
        return fail(key.error());
    }
    {
        Result<Connection> connection = Connection::open(paths.database, *key, Connection::Access::Create);
        if (!connection)
            return fail(connection.error());
        if (Result<void> made = migrate(*connection); !made)
            return made;
    }
    if (const Result<Authority> level = Authority::open(*key, {paths.database, paths.checkpoint, systemNow, config.database}); !level)
        return fail(level.error());
    if (const Result<void> written = writeFileAtomically(path, viewOf(config.text())); !written)
        return written;
    std::filesystem::rename(begun.keySlots, paths.keySlots, error);
    return error ? fail(ErrorCode::Io, error.message(), paths.keySlots) : Result<void>();
}

} // namespace

ExitCode init(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, {"state", "from", "from-as", "from-passphrase-file", "from-passphrase-fd", "from-passphrase", "passphrase-file",
                                   "passphrase-fd", "passphrase", "listen", "status-listen", "operations-listen", "name", "house", "database"}, {"json"});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (!arguments->rest().empty() || !arguments->has("state") || arguments->has("from") == arguments->has("house"))
        return ctl::reportUsage("init needs --state FOLDER, and --from HOME, the house whose authority moves here, or --house NAME of a new one", json);
    const Result<ServerConfig> config = configFrom(*arguments);
    if (!config)
        return ctl::report(config.error(), json);
    const std::string path = config->state + "/server.conf";
    if (arguments->has("house"))
        return foundHere(*arguments, *config, path);
    if (const Result<void> moved = move(*arguments, *config, path); !moved)
        return ctl::report(moved.error(), json);
    if (json) {
        ctl::printJson(QJsonObject{{"state", qstr(config->state)}, {"config", qstr(path)}});
        return ExitCode::Done;
    }
    ctl::printLine("The authority of " + arguments->value("from") + " has moved to " + config->state + ", its journal with it.");
    ctl::printLine("Configuration: " + path);
    ctl::printLine("Next: hufu-server run --config " + path + ", then hufu-server enrol-code --config " + path + " for each workstation.");
    return ExitCode::Done;
}

ExitCode join(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, {"state", "database", "passphrase-file", "passphrase-fd", "passphrase", "listen", "status-listen", "operations-listen", "name"},
                           {"json"});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (!arguments->rest().empty() || !arguments->has("state") || !arguments->has("database"))
        return ctl::reportUsage("join needs --state FOLDER and --database, where the other servers of the house keep it", json);
    const Result<ServerConfig> config = configFrom(*arguments);
    const Result<SecureBytes> passphrase = config ? ctl::readSecret(*arguments, "passphrase", "Passphrase of the servers") : fail(config.error());
    if (!passphrase)
        return ctl::report(passphrase.error(), json);
    const std::string path = config->state + "/server.conf";
    if (const Result<void> joined = joinServers(*config, path, *passphrase); !joined)
        return ctl::report(joined.error(), json);
    if (json) {
        ctl::printJson(QJsonObject{{"state", qstr(config->state)}, {"config", qstr(path)}});
        return ExitCode::Done;
    }
    ctl::printLine("Configuration: " + path);
    ctl::printLine("Next: hufu-server run --config " + path + ".");
    return ExitCode::Done;
}

ExitCode check(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"config", "passphrase-file", "passphrase-fd", "passphrase"}, {"json"});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<ServerState> opened = ServerState::open(*arguments);
    if (!opened)
        return ctl::report(opened.error(), json);
    if (const Result<void> good = checkSurroundings(opened->config, arguments->value("passphrase-file", opened->config.passphraseFile)); !good)
        return ctl::report(good.error(), json);
    Result<Authority> authority = opened->openAuthority();
    if (!authority)
        return ctl::report(authority.error(), json);
    const Result<JournalHead> head = readJournalHead(authority->connection());
    if (!head)
        return ctl::report(head.error(), json);
    if (json)
        ctl::printJson(QJsonObject{{"good", true}, {"entries", qint64(head->sequence)}});
    else
        ctl::printLine("The configuration is good, and opens a journal of " + std::to_string(head->sequence) + " entries.");
    return ExitCode::Done;
}

ExitCode enrolCode(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"config", "passphrase-file", "passphrase-fd", "passphrase"}, {"relying"});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const Result<ServerState> opened = ServerState::open(*arguments);
    if (!opened)
        return ctl::report(opened.error(), false);
    Result<Connection> connection = Connection::open(HomePaths(opened->config.state).database, opened->databaseKey, Connection::Access::ReadWrite);
    if (!connection)
        return ctl::report(connection.error(), false);
    const Result<EnrolmentCode> code = giveOutCode(*connection, systemNow(), arguments->has("relying") ? EnrolmentCode::For::RelyingServer : EnrolmentCode::For::Console);
    if (!code)
        return ctl::report(code.error(), false);
    if (!opened->config.database.empty()) { // whichever server the workstation comes to knows it
        const auto shared = SharedJournal::open(*connection, opened->databaseKey, {opened->config.database, HomePaths(opened->config.state).checkpoint});
        const Result<void> brought = shared ? (*shared)->transaction(*connection, [] { return Result<void>(); }) : fail(shared.error());
        if (!brought)
            return ctl::report(brought.error(), false);
    }
    SecureBytes line = code->text();
    line.insert(line.size(), viewOf("\n"));
    return printSecretly(line) ? ExitCode::Done : ExitCode::Failed;
}

} // namespace hufu::server
