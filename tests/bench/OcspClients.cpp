// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/OcspClients.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

namespace hufu::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// One keep-alive connection, made again whenever the server ended it.
class Client {
public:
    Client(std::uint16_t port, const char *path) : m_port(port), m_head(std::string("POST ") + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/ocsp-request\r\nContent-Length: ") {}
    ~Client() { close(); }

    /// Whether a successful OCSP response came back.
    bool ask(BytesView request)
    {
        m_out = m_head + std::to_string(request.size()) + "\r\n\r\n";
        m_out.append(textOf(request));
        for (int attempt = 0; attempt < 2; ++attempt) {
            const bool fresh = m_socket < 0;
            if (fresh && !connect())
                return false;
            if (exchange())
                return true;
            close();
            if (fresh)
                return false;
        }
        return false;
    }
    std::uint64_t connections = 0;

private:
    bool connect()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        const int on = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const timeval patience{.tv_sec = 5, .tv_usec = 0}; // a server that is stuck shows as faults
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ++connections;
        if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
            return true;
        close();
        return false;
    }
    void close()
    {
        if (m_socket >= 0)
            ::close(m_socket);
        m_socket = -1;
    }
    bool exchange()
    {
        if (::send(m_socket, m_out.data(), m_out.size(), MSG_NOSIGNAL) != ssize_t(m_out.size()))
            return false;
        std::size_t have = 0, head = std::string_view::npos, length = 0;
        bool sized = false, closes = false;
        for (;;) {
            const ssize_t got = ::recv(m_socket, m_in + have, sizeof m_in - have, 0);
            if (got < 0 || (got == 0 && (head == std::string_view::npos || sized)))
                return false;
            have += std::size_t(got);
            const std::string_view all(m_in, have);
            if (head == std::string_view::npos && (head = all.find("\r\n\r\n")) != std::string_view::npos) {
                head += 4;
                m_in[have] = '\0';
                if (const char *value = strcasestr(m_in, "content-length:"); value && value < m_in + head) {
                    sized = true;
                    length = std::strtoul(value + 15, nullptr, 10);
                }
                closes = !sized || all.starts_with("HTTP/1.0") || strcasestr(m_in, "connection: close");
            }
            if (head != std::string_view::npos && (got == 0 || (sized && have >= head + length))) {
                if (closes)
                    close();
                // 200, and an OCSPResponse that starts with SEQUENCE … ENUMERATED 0
                return all.substr(8, 4) == " 200" && all.substr(head, 16).find(std::string_view("\x0a\x01\x00", 3)) != std::string_view::npos;
            }
            if (have + 1 >= sizeof m_in)
                return false;
        }
    }

    std::uint16_t m_port;
    std::string m_head, m_out;
    char m_in[16384];
    int m_socket = -1;
};

} // namespace

LoadFigures load(std::uint16_t port, const char *path, const std::vector<Bytes> &requests, int clients, double seconds, double perSecond)
{
    std::vector<std::vector<float>> latencies{std::size_t(clients)};
    std::vector<std::uint64_t> faults(std::size_t(clients), 0), connections(std::size_t(clients), 0);
    const auto start = Clock::now();
    const auto end = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i) {
        threads.emplace_back([&, i] {
            const std::size_t self = std::size_t(i);
            Client client(port, path);
            const auto step = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(perSecond > 0 ? clients / perSecond : 0));
            auto due = start + step * i / clients;
            for (std::size_t at = self * requests.size() / std::size_t(clients); Clock::now() < end; ++at) {
                if (perSecond > 0) {
                    std::this_thread::sleep_until(due);
                } else {
                    due = Clock::now();
                }
                if (client.ask(requests[at % requests.size()]))
                    latencies[self].push_back(std::chrono::duration<float, std::milli>(Clock::now() - due).count());
                else
                    ++faults[self];
                due += step;
            }
            connections[self] = client.connections;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    const double spent = std::chrono::duration<double>(Clock::now() - start).count();

    LoadFigures figures;
    std::vector<float> all;
    for (std::size_t i = 0; i < latencies.size(); ++i) {
        all.insert(all.end(), latencies[i].begin(), latencies[i].end());
        figures.faults += faults[i];
        figures.connections += connections[i];
    }
    std::ranges::sort(all);
    figures.answers = all.size();
    figures.perSecond = double(all.size()) / spent;
    if (!all.empty()) {
        figures.p50 = all[all.size() / 2];
        figures.p99 = all[all.size() * 99 / 100];
    }
    return figures;
}

} // namespace hufu::bench
