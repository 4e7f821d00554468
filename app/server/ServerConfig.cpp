// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/ServerConfig.h"

#include "models/store/AtomicFile.h"
#include "models/store/PostgresLink.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace hufu::server {
namespace {

constexpr std::size_t largestConfig = 64u << 10;

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string() : std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

Result<void> set(ServerConfig &config, const std::string &name, const std::string &value)
{
    const auto listen = [&](ctl::ListenAddress &to) -> Result<void> {
        Result<ctl::ListenAddress> read = ctl::ListenAddress::parse(value);
        if (!read)
            return fail(read.error());
        to = std::move(*read);
        return {};
    };
    if (name == "listen")
        return listen(config.listen);
    if (name == "status-listen")
        return listen(config.statusListen);
    if (name == "operations-listen")
        return listen(config.operationsListen);
    if (name == "state" || name == "passphrase-file" || name == "backup-folder") {
        if (!value.starts_with('/'))
            return fail(ErrorCode::InvalidArgument, "a whole path, beginning with /, is needed");
        (name == "state" ? config.state : name == "backup-folder" ? config.backupFolder : config.passphraseFile) = value;
        return {};
    }
    if (name == "names") {
        std::istringstream in(value);
        for (std::string one; in >> one;)
            config.names.push_back(one);
        return {};
    }
    if (name == "database") {
        if (const Result<void> good = PostgresLink::checkPlace(value); !good)
            return good;
        config.database = value;
        return {};
    }
    if (name == "consoles") {
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), config.consoles);
        if (error != std::errc() || end != value.data() + value.size() || config.consoles < 1 || config.consoles > 10'000)
            return fail(ErrorCode::InvalidArgument, "a number from 1 to 10000 is needed");
        return {};
    }
    return fail(ErrorCode::InvalidArgument, "there is no such setting");
}

} // namespace

Result<ServerConfig> ServerConfig::read(const std::string &path)
{
    const Result<Bytes> bytes = readSmallFile(path, largestConfig);
    if (!bytes)
        return fail(bytes.error());
    ServerConfig config;
    config.statusListen = {"127.0.0.1", 8080};
    config.operationsListen = {"127.0.0.1", 9464};
    config.listen = {"127.0.0.1", 8443};
    std::istringstream in{std::string(textOf(*bytes))};
    int number = 0;
    std::set<std::string> seen;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const std::string content = trimmed(line.substr(0, line.find('#')));
        if (content.empty())
            continue;
        const auto wrong = [&](const std::string &what) { return fail(ErrorCode::InvalidArgument, what, path + ":" + std::to_string(number)); };
        const std::size_t equals = content.find('=');
        if (equals == std::string::npos)
            return wrong("a line is NAME = VALUE, or a comment that begins with #");
        const std::string name = trimmed(content.substr(0, equals));
        if (!seen.insert(name).second)
            return wrong(name + " stands here a second time");
        if (const Result<void> good = set(config, name, trimmed(content.substr(equals + 1))); !good)
            return wrong(name + ": " + good.error().detail);
    }
    if (config.state.empty())
        return fail(ErrorCode::InvalidArgument, "state = FOLDER is missing", path);
    return config;
}

Result<std::vector<std::string>> ServerConfig::knownAs() const
{
    std::vector<std::string> all = names;
    if (listen.address != "0.0.0.0" && listen.address != "::")
        all.push_back(listen.address);
    if (listen.address.starts_with("127.") || listen.address == "::1")
        all.push_back("localhost");
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.empty())
        return fail(ErrorCode::InvalidArgument, "names = … is needed: the server listens on all addresses, and has to be called something in its certificate", listen.text());
    return all;
}

std::string ServerConfig::text() const
{
    std::string all;
    for (const std::string &name : names)
        all += (all.empty() ? "" : " ") + name;
    return "# Hufu's lifecycle server. Checked by `hufu-server check --config FILE`; read when the server starts.\n\n"
           "# The server's own folder: journal, certificates, sealed keys.\n"
           "state = " + state + "\n\n"
           "# Holds the passphrase that opens the state; readable by the server alone. `--passphrase-file` goes before it, so\n"
           "# that a systemd credential can stand in for it.\n"
         + (passphraseFile.empty() ? "#passphrase-file = /etc/hufu/server.passphrase\n\n" : "passphrase-file = " + passphraseFile + "\n\n")
         + "# Where consoles connect: HTTPS, TLS 1.3, workstations' certificates. Numeric address and port.\n"
           "listen = " + listen.text() + "\n"
           "# Under which names and addresses consoles reach it, beside that address; they stand in its certificate.\n"
         + (all.empty() ? "#names = pki.hospital.example 192.0.2.10\n\n" : "names = " + all + "\n\n")
         + "# CRLs, OCSP and CA certificates for everybody: plain HTTP, since all of it is signed.\n"
           "status-listen = " + statusListen.text() + "\n\n"
           "# /healthz and /metrics (Prometheus) for those who run the server: plain HTTP, so keep it on this computer.\n"
           "operations-listen = " + operationsListen.text() + "\n\n"
           "# Several servers keep one house together in PostgreSQL, whichever of them a console reaches. Sealed before it goes there. Without a\n"
           "# password in it (passfile=, or a client certificate); sslmode=verify-full where the database is on another computer.\n"
         + (database.empty() ? "#database = postgresql://hufu@db.hospital.example/hufu?sslmode=verify-full\n\n" : "database = " + database + "\n\n")
         + "# Where the monthly backups of the house go, encrypted to the custodians of the last key ceremony: another disk, or a share.\n"
         + (backupFolder.empty() ? "#backup-folder = /srv/backup/hufu\n\n" : "backup-folder = " + backupFolder + "\n\n")
         + "# So many consoles at most; bounds connections.\n"
           "consoles = " + std::to_string(consoles) + "\n";
}

} // namespace hufu::server
