// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/base/Time.h"
#include "models/probe/Socket.h"

#include <memory>

namespace hufu {

/// A TLS 1.3 connection to the authority's server: the other side holds a server's certificate for this host that the house's authority made, and
/// nothing else counts, whatever the system trusts. Over OpenSSL rather than Qt Network so that the workstation's key stays on the secure heap.
class TlsLine {
public:
    struct Peer {
        std::string host; ///< name or numeric address
        std::uint16_t port = 0;
        std::function<bool(BytesView certificate)> isAuthority; ///< by what was pinned when enrolling
    };
    /// What the workstation shows; empty while it enrols.
    struct Identity {
        Bytes certificate;  ///< DER
        SecureBytes key;    ///< PKCS#8, DER
    };
    /// Errors of Socket, HostNotFound, and TlsFailed: no TLS 1.3, or another server than the one enrolled at.
    static Result<TlsLine> connect(const Peer &peer, const Identity &identity, Instant now, Deadline deadline, const StopSignal &stop);
    TlsLine(TlsLine &&) noexcept;
    TlsLine &operator=(TlsLine &&) noexcept;
    ~TlsLine();

    Result<std::size_t> read(std::span<std::uint8_t> buffer, Deadline deadline, const StopSignal &stop);
    Result<void> write(BytesView bytes, Deadline deadline, const StopSignal &stop);
    const Bytes &authority() const; ///< its certificate, DER, as the server sent it

private:
    struct Tls;
    explicit TlsLine(std::unique_ptr<Tls> tls);
    std::unique_ptr<Tls> m_tls;
};

/// Whether a TlsFailed says that the other side is of another authority than the one that was pinned.
bool isForeignServer(const Error &error);

} // namespace hufu
