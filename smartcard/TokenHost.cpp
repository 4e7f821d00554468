// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/TokenHost.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <thread>

extern char **environ;

namespace hufu {
namespace {

constexpr std::size_t mostPinOctets = 255;

/// Beside the program that runs, wherever that was installed.
std::string hostProgram()
{
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::string() : (self.parent_path() / "hufu-tokenhost").string();
}

/// Whole milliseconds, rounded up; 0 when the time is over.
int left(TokenHost::Clock::time_point until)
{
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(until - TokenHost::Clock::now()).count();
    return rest <= 0 ? 0 : static_cast<int>(std::min<long long>(rest, 1'000'000));
}

/// False when the time is over.
bool waitFor(int socket, short events, TokenHost::Clock::time_point until)
{
    pollfd descriptor{socket, events, 0};
    for (;;) {
        const int ready = ::poll(&descriptor, 1, left(until));
        if (ready > 0)
            return true;
        if (ready == 0 || errno != EINTR)
            return false;
    }
}

std::unexpected<Error> timedOut() { return fail(ErrorCode::TokenTimedOut, "hufu-tokenhost gave no answer in time"); }

/// posix_spawn's bookkeeping, for the length of a scope.
struct Actions {
    Actions() { ::posix_spawn_file_actions_init(&actions); }
    ~Actions() { ::posix_spawn_file_actions_destroy(&actions); }
    posix_spawn_file_actions_t actions;
};
struct Attributes {
    Attributes() { ::posix_spawnattr_init(&attributes); }
    ~Attributes() { ::posix_spawnattr_destroy(&attributes); }
    posix_spawnattr_t attributes;
};

} // namespace

TokenHost::TokenHost(Settings settings) : m_settings(std::move(settings)) {}

TokenHost::~TokenHost()
{
    // A key that is being made is finished: the host ends by itself, with nobody left to answer.
    if (m_busyUntil != Clock::time_point())
        m_process = -1;
    end();
}

Result<void> TokenHost::start()
{
    const std::string program = m_settings.program.empty() ? hostProgram() : m_settings.program;
    if (::access(program.c_str(), X_OK) != 0)
        return fail(ErrorCode::NotFound, "the program that hosts PKCS#11 modules is not there", program);
    int sockets[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, sockets) != 0)
        return fail(ErrorCode::Io, std::strerror(errno));
    // The host waits in ordinary reads. Its own end alone: file descriptors are blocking or not by open file, and each end is one.
    ::fcntl(sockets[1], F_SETFL, ::fcntl(sockets[1], F_GETFL) & ~O_NONBLOCK);
    Actions files;
    Attributes attributes;
    ::posix_spawn_file_actions_adddup2(&files.actions, sockets[1], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files.actions, sockets[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&files.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&files.actions, STDERR_FILENO + 1);
    // Ctrl+C at a terminal is for the program, which ends the host itself.
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setflags(&attributes.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&attributes.attributes, 0);
    ::posix_spawnattr_setsigmask(&attributes.attributes, &none);
    std::string name = "hufu-tokenhost", module = m_settings.module;
    char *const arguments[] = {name.data(), module.data(), nullptr};
    pid_t process = -1;
    const int error = ::posix_spawn(&process, program.c_str(), &files.actions, &attributes.attributes, arguments, environ);
    ::close(sockets[1]);
    if (error != 0) {
        ::close(sockets[0]);
        return fail(ErrorCode::Io, std::strerror(error), program);
    }
    m_socket = sockets[0];
    m_process = process;
    return {};
}

void TokenHost::end()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        // One that hangs inside the kernel does not die yet; nobody waits for it.
        for (int i = 0; i < 100 && ::waitpid(m_process, nullptr, WNOHANG) == 0; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    m_process = -1;
    m_busyUntil = {};
}

Result<void> TokenHost::send(BytesView bytes, Clock::time_point until)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN) {
            if (!waitFor(m_socket, POLLOUT, until))
                return timedOut();
        } else if (errno != EINTR)
            return fail(ErrorCode::TokenFailed, "hufu-tokenhost ended");
    }
    return {};
}

Result<void> TokenHost::receive(std::span<std::uint8_t> bytes, Clock::time_point until)
{
    while (!bytes.empty()) {
        const ssize_t got = ::recv(m_socket, bytes.data(), bytes.size(), 0);
        if (got > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(got));
        else if (got < 0 && errno == EAGAIN) {
            if (!waitFor(m_socket, POLLIN, until))
                return timedOut();
        } else if (got == 0 || errno != EINTR)
            return fail(ErrorCode::TokenFailed, "hufu-tokenhost ended");
    }
    return {};
}

Result<TokenReply> TokenHost::receiveReply(Clock::time_point until)
{
    std::array<std::uint8_t, frames::headerOctets> header{};
    if (Result<void> received = receive(header, until); !received)
        return fail(received.error());
    const Result<std::size_t> size = frames::bodySize(header);
    if (!size)
        return fail(ErrorCode::TokenFailed, size.error().detail);
    Bytes body(*size);
    if (Result<void> received = receive(body, until); !received)
        return fail(received.error());
    Result<TokenReply> reply = decodeTokenReply(body);
    if (!reply)
        return fail(ErrorCode::TokenFailed, reply.error().detail);
    return reply;
}

Result<TokenReply> TokenHost::exchange(const TokenRequest &request, Clock::time_point until)
{
    if (m_busyUntil != Clock::time_point()) {
        // The answer about the key of an earlier call comes first; it is in the token then, and nobody needs the answer.
        const Result<TokenReply> earlier = receiveReply(until);
        if (!earlier && earlier.error().code == ErrorCode::TokenTimedOut && Clock::now() < m_busyUntil)
            return fail(ErrorCode::TokenTimedOut, "the token is still making a key");
        if (!earlier) {
            end();
            return fail(earlier.error());
        }
        m_busyUntil = {};
    }
    if (m_socket < 0) {
        if (Result<void> started = start(); !started)
            return fail(started.error());
    }
    Result<void> sent = send(encode(request).view(), until);
    Result<TokenReply> reply = sent ? receiveReply(until) : fail(sent.error());
    if (!reply && sent && reply.error().code == ErrorCode::TokenTimedOut && request.deed == TokenDeed::MakeKey && m_settings.keyMaking.count() > 0) {
        m_busyUntil = Clock::now() + m_settings.keyMaking;
        return fail(ErrorCode::TokenTimedOut, "the token is still making the key");
    }
    // A host whose token went away is started anew as well: some modules see only what was there when they were loaded.
    if (!reply || (reply->error && reply->error->code == ErrorCode::TokenAbsent))
        end();
    return reply;
}

Result<TokenReply> TokenHost::call(const TokenRequest &request, Clock::time_point until)
{
    const std::string &subject = request.token.label.empty() ? m_settings.module : request.token.label;
    if (request.pin.size() > mostPinOctets || request.newPin.size() > mostPinOctets)
        return fail(ErrorCode::InvalidArgument, "a PIN of more than 255 octets", subject);
    const std::unique_lock lock(m_mutex, until);
    if (!lock.owns_lock())
        return fail(ErrorCode::TokenTimedOut, "the module is busy with another call", subject);
    if (Clock::now() < m_restUntil)
        return fail(ErrorCode::TokenTimedOut, "the module gave no answer a moment ago", subject);
    Result<TokenReply> reply = exchange(request, until);
    if (!reply && reply.error().code == ErrorCode::TokenTimedOut)
        m_restUntil = Clock::now() + m_settings.rest;
    if (reply && reply->error)
        return fail(Error{reply->error->code, reply->error->detail, subject, reply->error->triesLeft});
    if (!reply && reply.error().subject.empty())
        return fail(Error{reply.error().code, reply.error().detail, subject, std::nullopt});
    return reply;
}

} // namespace hufu
