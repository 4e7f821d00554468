// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/card/VirtualCard.h"

#include "models/base/SecureBytes.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace hufu::test {
namespace {

bool sendAll(int socket, BytesView bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes = bytes.subspan(std::size_t(sent));
    }
    return true;
}

bool receiveAll(int socket, std::span<std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        // vpcd writes a length and what follows it separately: acknowledged late, the second would wait for 40 ms.
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof yes);
        const ssize_t got = ::recv(socket, bytes.data(), bytes.size(), 0);
        if (got <= 0)
            return false;
        bytes = bytes.subspan(std::size_t(got));
    }
    return true;
}

bool sendFrame(int socket, BytesView payload)
{
    Bytes frame{std::uint8_t(payload.size() >> 8), std::uint8_t(payload.size())};
    frame.insert(frame.end(), payload.begin(), payload.end());
    return sendAll(socket, frame);
}

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        return socket;
    }
    ::close(socket);
    return -1;
}

} // namespace

VirtualCard::VirtualCard(CardKind kind, std::uint16_t port) : m_port(port), m_applet(kind) {}

VirtualCard::~VirtualCard() { pull(); }

bool VirtualCard::insert()
{
    pull();
    const auto until = std::chrono::steady_clock::now() + 5s;
    int socket = -1;
    while ((socket = connectTo(m_port)) < 0) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        std::this_thread::sleep_for(20ms);
    }
    std::unique_lock lock(m_mutex);
    m_socket = socket;
    m_seen = m_stop = false;
    m_applet.reset();
    m_thread = std::thread([this, socket] { serve(socket); });
    return m_changed.wait_until(lock, until, [this] { return m_seen; });
}

void VirtualCard::pull()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        if (m_socket >= 0)
            ::shutdown(m_socket, SHUT_RDWR);
        m_changed.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
    const std::lock_guard lock(m_mutex);
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

void VirtualCard::failAt(int command, CardFault fault)
{
    const std::lock_guard lock(m_mutex);
    m_faultIn = command;
    m_fault = fault;
    m_lasting.reset();
    m_failed = false;
}

void VirtualCard::forgetFaults()
{
    const std::lock_guard lock(m_mutex);
    m_fault.reset();
    m_lasting.reset();
    m_failed = false;
}

std::vector<std::uint16_t> VirtualCard::instructions() const
{
    const std::lock_guard lock(m_mutex);
    return m_instructions;
}

void VirtualCard::forgetInstructions()
{
    const std::lock_guard lock(m_mutex);
    m_instructions.clear();
}

void VirtualCard::serve(int socket)
{
    for (;;) {
        std::uint8_t header[2];
        if (!receiveAll(socket, header))
            break;
        const std::size_t length = std::size_t(header[0]) << 8 | header[1];
        Bytes payload(length);
        if (!receiveAll(socket, payload))
            break;
        if (payload.size() != 1) {
            const std::optional<Bytes> response = answer(payload);
            if (!response || !sendFrame(socket, *response))
                break;
            continue;
        }
        const std::lock_guard lock(m_mutex);
        if (payload[0] <= 2) { // power off, power on, reset
            m_applet.reset();
            m_resets += payload[0] == 2;
        } else if (payload[0] == 4) {
            if (!sendFrame(socket, m_applet.answerToReset()))
                break;
            m_seen = true;
            m_changed.notify_all();
        }
    }
    ::shutdown(socket, SHUT_RDWR); // the reader takes that for a pulled card
}

std::optional<Bytes> VirtualCard::answer(BytesView command)
{
    ++m_commands;
    std::this_thread::sleep_for(m_late.load());
    std::optional<CardFault> fault;
    {
        const std::lock_guard lock(m_mutex);
        if (command.size() >= 4)
            m_instructions.push_back(std::uint16_t(command[1] << 8 | command[3]));
        fault = m_lasting;
        if (m_fault && --m_faultIn <= 0) {
            fault = std::exchange(m_fault, std::nullopt);
            m_failed = true;
            if (*fault == CardFault::EndlessMore || *fault == CardFault::SaysOtherLe)
                m_lasting = fault;
        }
    }
    if (fault)
        return faulty(*fault, command);
    const std::lock_guard lock(m_mutex);
    return m_applet.transmit(command);
}

std::optional<Bytes> VirtualCard::faulty(CardFault fault, BytesView command)
{
    std::unique_lock lock(m_mutex);
    switch (fault) {
    case CardFault::Pulled: return {};
    case CardFault::PulledAfter: m_applet.transmit(command); return {};
    case CardFault::Reset: m_applet.reset(); return m_applet.transmit(command);
    case CardFault::Slow: m_changed.wait_for(lock, 3s, [this] { return m_stop; }); return m_applet.transmit(command);
    case CardFault::Hangs: m_changed.wait(lock, [this] { return m_stop; }); return {};
    case CardFault::Garbage: {
        Bytes octets(64);
        randomFill(octets);
        return octets;
    }
    case CardFault::EndlessMore: {
        Bytes octets(256, 0x53);
        octets.push_back(0x61);
        octets.push_back(0xff);
        return octets;
    }
    case CardFault::WrongLength: return Bytes{0x53, 0x82, 0x7f, 0xff, 0x70, 0x02, 0x01, 0x02, 0x90, 0x00};
    case CardFault::HugeLength: return Bytes{0x53, 0x84, 0xff, 0xff, 0xff, 0xff, 0x70, 0x84, 0xff, 0xff, 0xff, 0xf0, 0x90, 0x00};
    case CardFault::Nothing: return Bytes{0x90, 0x00};
    case CardFault::OneOctet: return Bytes{0x90};
    case CardFault::Refused: return Bytes{0x6f, 0x00};
    case CardFault::SaysOtherLe: return Bytes{0x6c, 0xff};
    }
    return {};
}

} // namespace hufu::test
