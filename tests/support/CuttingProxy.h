// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace hufu::test {

/// A TCP relay on loopback that cuts each connection after so many bytes, whichever way they went, or does something else to what passes. Threads of its own.
class CuttingProxy {
public:
    explicit CuttingProxy(int target);
    ~CuttingProxy();

    int port() const { return m_port; }
    std::atomic<long> cutAfter = -1;      ///< bytes of a new connection; -1: never, 0: nobody gets in
    std::atomic<int> connections = 0, cuts = 0;
    /// What happens to every sixth piece or so: nothing, it comes late and in crumbs, some of it comes twice, its two halves come in the wrong order.
    enum class Mischief { None, Late, Twice, Swapped };
    std::atomic<Mischief> mischief = Mischief::None;
    std::atomic<int> mischiefs = 0;

private:
    void serve(const std::stop_token &stop);
    void relay(int client, const std::stop_token &stop);
    bool pass(int to, const char *bytes, long count);

    const int m_target;
    int m_listening = -1, m_port = 0;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace hufu::test
