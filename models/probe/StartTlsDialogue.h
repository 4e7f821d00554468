// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/probe/EndpointSpec.h"

#include <string>
#include <string_view>

namespace hufu {

/// The client's side of a STARTTLS dialogue, as a machine over bytes without any I/O: SMTP (RFC 3207), IMAP (RFC 3501 §6.2.1),
/// POP3 (RFC 2595 §4), LDAP (RFC 4511 §4.14), PostgreSQL (SSLRequest), MySQL and MariaDB (SSLRequest packet).
class StartTlsDialogue {
public:
    static constexpr std::size_t maxInput = 64u << 10; ///< bytes a server may say before TLS

    struct Step {
        std::string send; ///< to be sent now; may be empty
        bool ready = false; ///< after sending, the TLS handshake may begin; otherwise more input is needed
    };

    explicit StartTlsDialogue(StartTls protocol) : m_protocol(protocol) {}

    /// What the client says first; empty where the server speaks first.
    Step begin();
    /// Takes what arrived. Error: StartTlsRefused, when the server declines, speaks something else or too much, or when bytes
    /// follow its consent: those would be read as if they had come through TLS.
    Result<Step> receive(std::string_view bytes);

private:
    Result<Step> smtp();
    Result<Step> imap();
    Result<Step> pop3();
    Result<Step> ldap();
    Result<Step> postgres();
    Result<Step> mysql();
    Result<Step> consent(std::size_t length);
    Result<Step> say(std::string text);
    bool takeLine(std::string_view &line);

    StartTls m_protocol;
    std::string m_input; ///< all that arrived
    std::size_t m_taken = 0; ///< bytes of it already understood
    int m_stage = 0; ///< replies already understood
    bool m_ready = false;
    bool m_offered = false; ///< SMTP: STARTTLS was among the extensions
};

} // namespace hufu
