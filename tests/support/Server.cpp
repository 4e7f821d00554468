// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Server.h"

#include "models/base/Uuid.h"

#include <QFile>

#include <csignal>

namespace hufu::test {
namespace {

constexpr ScryptCost quick{1024, 8, 1};

/// As `hufu-server check` wants it: nobody else's to read.
QString writePassphrase(const CtlHome &home)
{
    const QString file = home.write(QStringLiteral("server-passphrase"), "passphrase of the server\n");
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    return file;
}

int portIn(const QJsonObject &where, const char *name) { return where[QLatin1String(name)].toString().section(u':', -1).toInt(); }

} // namespace

ServerHouse::ServerHouse() { move(); }

ServerHouse::ServerHouse(const QString &database) { move({"--database", database}); }

ServerHouse::ServerHouse(Together) : m_home(CtlHome::Unfounded{})
{
    EmbeddedGate gate(m_home.home().toStdString(), quick);
    const SecureBytes same = passphrase();
    const NewOfficer founders[] = {{"李安全", "信息科", {Role::SecurityAdmin}, &same},
                                   {"王系统", "信息科", {Role::SystemAdmin}, &same},
                                   {"赵审计", "审计科", {Role::AuditAdmin}, &same}};
    const Result<void> founded = gate.foundTogether("第一医院", founders);
    const Result<std::unique_ptr<House>> house = founded ? gate.open("李安全", same) : fail(founded.error());
    const Result<std::unique_ptr<Token>> system = house ? gate.unlockToken(**house, "王系统", same) : fail(house.error());
    if (!system)
        qFatal("founding: %s", system.error().detail.c_str());
    Person person;
    person.id = newUuid();
    person.name = "孙安全";
    person.roles = {Role::SecurityAdmin};
    Token *const cosigners[] = {system->get()};
    if (const Result<Receipt> added = gate.addPerson(**house, person, same, cosigners); !added)
        qFatal("registering: %s", added.error().detail.c_str());
    move();
}

/// What the environment adds to init.
QStringList ServerHouse::overPostgres()
{
    if (!qEnvironmentVariableIsSet("HUFU_OVER_POSTGRESQL"))
        return {};
    m_postgres = std::make_unique<Postgres>();
    return {QStringLiteral("--database"), m_postgres->place()};
}

ServerHouse::ServerHouse(New, const QString &database) : m_home(CtlHome::Unfounded{})
{
    const QString file = writePassphrase(m_home);
    const CtlRun made = run(QStringList{"init", "--state", state(), "--house", QStringLiteral("第一医院"), "--passphrase-file", file, "--listen", "127.0.0.1:0",
                             "--status-listen", "127.0.0.1:0", "--operations-listen", "127.0.0.1:0", "--json"}
                             + (database.isEmpty() ? overPostgres() : QStringList{"--database", database}));
    if (made.exitCode != 0)
        qFatal("making: %s", made.err.constData());
    for (const QByteArray &line : made.out.trimmed().split('\n').mid(1)) {
        const QJsonObject code = QJsonDocument::fromJson(line).object();
        m_home.write(code["role"].toString(), code["code"].toString().toUtf8());
    }
}

void ServerHouse::move(const QStringList &more)
{
    (void)writePassphrase(m_home);
    const QString first = QStringLiteral("李安全");
    const CtlRun moved = run(QStringList{"init", "--state", state(), "--from", m_home.home(), "--from-as", first, "--from-passphrase-file", m_home.passphraseFile(), "--passphrase-file",
                              m_home.path("server-passphrase"), "--listen", "127.0.0.1:0", "--status-listen", "127.0.0.1:0", "--operations-listen",
                              "127.0.0.1:0"} + (more.isEmpty() ? overPostgres() : more));
    if (moved.exitCode != 0)
        qFatal("moving: %s", moved.err.constData());
}

ServerHouse::~ServerHouse() { kill(); }

CtlRun ServerHouse::run(const QStringList &words)
{
    QProcess process;
    process.start(qEnvironmentVariable("HUFU_BIN") + QStringLiteral("/hufu-server"), words);
    process.waitForFinished(120'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

void ServerHouse::start()
{
    m_process = std::make_unique<QProcess>();
    m_process->setStandardErrorFile(m_home.path(QStringLiteral("log")), QIODevice::Append);
    const QStringList words = m_runBy + QStringList{qEnvironmentVariable("HUFU_BIN") + QStringLiteral("/hufu-server"), "run", "--config", config()};
    m_process->start(words.first(), words.mid(1));
    if (!m_process->waitForReadyRead(60'000))
        qFatal("the server did not start: %s", log().right(2000).constData());
    const QJsonObject where = QJsonDocument::fromJson(m_process->readAllStandardOutput()).object();
    if (port != 0)
        return;
    port = portIn(where, "listen");
    statusPort = portIn(where, "statusListen");
    operationsPort = portIn(where, "operationsListen");
    // Consoles know the server by its address: the same from now on.
    QFile file(config());
    if (!file.open(QIODevice::ReadWrite))
        qFatal("no configuration");
    QByteArray text = file.readAll();
    for (const auto &[name, number] : {std::pair("\nlisten", port), std::pair("\nstatus-listen", statusPort), std::pair("\noperations-listen", operationsPort)})
        text.replace(QByteArray(name) + " = 127.0.0.1:0", QByteArray(name) + " = 127.0.0.1:" + QByteArray::number(number));
    file.resize(0);
    file.seek(0);
    file.write(text);
}

int ServerHouse::stop(int signal)
{
    if (!m_process)
        return 0;
    ::kill(pid_t(m_process->processId()), signal);
    if (!m_process->waitForFinished(30'000))
        qFatal("the server does not stop");
    const int code = m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    m_process.reset();
    return code;
}

void ServerHouse::kill()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished();
    m_process.reset();
}

QByteArray ServerHouse::log() const
{
    QFile file(m_home.path(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray ServerHouse::code() const
{
    const CtlRun printed = run({"enrol-code", "--config", config()});
    if (printed.exitCode != 0)
        qFatal("enrol-code: %s", printed.err.constData());
    return printed.out.trimmed();
}

QString ServerHouse::console(const QString &name, const QString &url, const std::string &officer) const
{
    const QString folder = m_home.path(name);
    const HomePaths paths(folder.toStdString());
    const Result<void> made = makeConsoleHome(paths, HomePaths(m_home.home().toStdString()), officer, passphrase(), quick);
    if (!made)
        qFatal("a console's home: %s", made.error().detail.c_str());
    const QString file = m_home.write(name + QStringLiteral(".code"), code());
    const CtlRun enrolled = ctl(folder, {"enrol", "--server", url, "--code-file", file, "--name", name});
    if (enrolled.exitCode != 0)
        qFatal("enrolling: %s", enrolled.err.constData());
    return folder;
}

CtlRun ServerHouse::ctl(const QString &home, QStringList words) const
{
    words << QStringLiteral("--home") << home << QStringLiteral("--passphrase-file") << m_home.passphraseFile();
    return CtlHome::plain(words);
}

std::unique_ptr<House> ServerHouse::open(const QString &home) const
{
    Result<std::unique_ptr<House>> house = EmbeddedGate(home.toStdString(), quick).open({}, passphrase());
    if (!house)
        qFatal("opening: %s", house.error().detail.c_str());
    return std::move(*house);
}

std::unique_ptr<ServerLink> ServerHouse::link(const QString &home) const { return std::make_unique<ServerLink>(linkSettingsOf(home)); }

ServerLink::Settings ServerHouse::linkSettingsOf(const QString &home) const
{
    const HomePaths paths(home.toStdString());
    const Result<UnlockedHome> unlocked = unlockHome(paths, {}, passphrase());
    const Result<ServerRecord> record = ServerRecord::read(paths.home);
    if (!unlocked || !record)
        qFatal("this home is not enrolled");
    Result<Connection> connection = Connection::open(paths.database, unlocked->databaseKey, Connection::Access::ReadOnly);
    Result<ServerLink::Settings> settings = connection ? linkSettings(*record, *connection, unlocked->databaseKey, systemNow) : fail(connection.error());
    if (!settings)
        qFatal("no link: %s", settings.error().detail.c_str());
    return std::move(*settings);
}

} // namespace hufu::test
