// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Container.h"

namespace hufu {

/// Gathers what the readers of one container find, and holds the bounds that span its parts. Lives for one readContainer().
class ContainerCollector {
public:
    ContainerCollector(const SecureBytes *password, const ContainerLimits &limits, const ListingSink &sink)
        : m_password(password), m_limits(limits), m_sink(sink), m_iterationsLeft(limits.keyDerivationIterations)
    {
    }

    /// Hands a certificate on. Error: it is none, the container may go on. Afterwards stopped() may be true.
    Result<void> certificate(BytesView der, std::string friendlyName = {});
    void privateKey(const std::optional<Sha256> &spki);
    void otherObject() { ++m_contents.otherObjects; }
    void failure(std::string where, Error error);
    void setKind(ContainerKind kind) { m_contents.kind = kind; }

    /// Nobody wants more, or a bound of the whole container is reached.
    bool stopped() const { return m_stopped; }
    /// Whether looking into another private key is still worth its time.
    bool wantsKeys() const { return m_contents.privateKeys < maxKeysRead; }

    /// Takes key derivation work from what a container may cost; false when it would be too much.
    bool spend(std::uint64_t iterations);

    const SecureBytes *password() const { return m_password; }
    const ContainerLimits &limits() const { return m_limits; }
    const ContainerContents &contents() const { return m_contents; }
    Result<ContainerContents> finish();

private:
    static constexpr std::size_t maxKeysRead = 1'000, maxFailures = 10'000;

    const SecureBytes *m_password;
    const ContainerLimits &m_limits;
    const ListingSink &m_sink;
    ContainerContents m_contents;
    std::size_t m_certificates = 0;
    std::uint64_t m_iterationsLeft;
    bool m_stopped = false;
    bool m_tooMany = false;
};

} // namespace hufu
