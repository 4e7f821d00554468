// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/SignerPool.h"

#include <algorithm>

namespace hufu {

SignerPool::SignerPool(std::vector<std::unique_ptr<Signer>> signers)
    : m_waitsForDevice(std::ranges::any_of(signers, [](const auto &signer) { return signer->waitsForDevice(); })), m_free(std::move(signers))
{
}

std::unique_ptr<Signer> SignerPool::take(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    if (!m_returned.wait_for(lock, patience, [this] { return !m_free.empty(); }))
        return nullptr;
    std::unique_ptr<Signer> signer = std::move(m_free.back());
    m_free.pop_back();
    return signer;
}

void SignerPool::giveBack(std::unique_ptr<Signer> signer)
{
    {
        const std::lock_guard lock(m_mutex);
        m_free.push_back(std::move(signer));
    }
    m_returned.notify_one();
}

} // namespace hufu
