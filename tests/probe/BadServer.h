// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <netinet/in.h>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace hufu::test {

/// A TCP server of a test's own on 127.0.0.1 that treats its one visitor as it is told to.
class BadServer {
public:
    /// One accepted connection; everything ends when the server does.
    class Visitor {
    public:
        Visitor(int descriptor, std::stop_token stop) : m_descriptor(descriptor), m_stop(std::move(stop)) {}
        /// False when the other side has gone or the server ends.
        bool say(std::string_view text) const
        {
            return !m_stop.stop_requested() && send(m_descriptor, text.data(), text.size(), MSG_NOSIGNAL) == ssize_t(text.size());
        }
        /// Until the visitor leaves; what he says is thrown away.
        void listen() const
        {
            char buffer[4096];
            while (!m_stop.stop_requested()) {
                pollfd waited{m_descriptor, POLLIN, 0};
                if (poll(&waited, 1, 20) > 0 && recv(m_descriptor, buffer, sizeof buffer, 0) <= 0)
                    return;
            }
        }
        /// Waits for the next words of the visitor.
        void hear() const
        {
            char buffer[4096];
            [[maybe_unused]] const ssize_t count = recv(m_descriptor, buffer, sizeof buffer, 0);
        }

    private:
        int m_descriptor;
        std::stop_token m_stop;
    };

    explicit BadServer(std::function<void(const Visitor &)> treat) : m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 1) != 0
            || getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            std::abort();
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this, treat = std::move(treat)](std::stop_token stop) {
            const int visitor = accept(m_listener, nullptr, nullptr);
            if (visitor >= 0)
                treat(Visitor(visitor, stop));
            close(visitor);
        });
    }
    ~BadServer()
    {
        m_thread.request_stop();
        shutdown(m_listener, SHUT_RDWR); // wakes accept()
        m_thread.join();
        close(m_listener);
    }

    std::uint16_t port() const { return m_port; }

private:
    int m_listener;
    std::uint16_t m_port = 0;
    std::jthread m_thread;
};

} // namespace hufu::test
