// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tokenhost/Pkcs11Module.h"
#include "models/base/SecureBytes.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

using namespace hufu;

namespace {

/// Longest that one request may take, in seconds: a module that hangs does not outlive its program for ever.
constexpr unsigned patience = 150;

bool readAll(int channel, std::span<std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t got = ::read(channel, bytes.data(), bytes.size());
        if (got > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(got));
        else if (got == 0 || errno != EINTR)
            return false;
    }
    return true;
}

bool writeAll(int channel, BytesView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(channel, bytes.data(), bytes.size());
        if (written > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            return false;
    }
    return true;
}

/// The next request; nothing at the end of the conversation, or when it has gone astray.
std::optional<TokenRequest> nextRequest(int channel)
{
    std::array<std::uint8_t, frames::headerOctets> header{};
    if (!readAll(channel, header))
        return std::nullopt;
    const Result<std::size_t> size = frames::bodySize(header);
    if (!size)
        return std::nullopt;
    SecureBytes body(*size);
    if (!readAll(channel, std::span(body.data(), body.size())))
        return std::nullopt;
    Result<TokenRequest> request = decodeTokenRequest(body.view());
    return request ? std::optional(std::move(*request)) : std::nullopt;
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    if (argc != 2) {
        std::fputs("hufu-tokenhost MODULE: hosts a PKCS#11 module for Hufu, which starts it by itself\n", stderr);
        return 2;
    }
    // What the module prints or reads must not come between the frames.
    const int channel = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), nowhere = ::open("/dev/null", O_RDWR);
    if (channel < 0 || nowhere < 0 || ::dup2(nowhere, STDIN_FILENO) < 0 || ::dup2(nowhere, STDOUT_FILENO) < 0)
        return 1;
    ::signal(SIGPIPE, SIG_IGN);
    Pkcs11Module module(argv[1]);
    while (const std::optional<TokenRequest> request = nextRequest(channel)) {
        ::alarm(patience);
        const TokenReply reply = module.answer(*request);
        ::alarm(0);
        if (!writeAll(channel, encode(reply)))
            break;
    }
    ::alarm(2);
    module.finalize();
    return 0;
}
