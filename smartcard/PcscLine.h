// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/BoundedCalls.h"
#include "smartcard/CardLine.h"

namespace hufu {

/// The card in a reader, through PC/SC. Every call comes back within its patience, even when the card, the driver or the service hangs: then the
/// line is given up, and a new one may be made.
class PcscLine final : public CardLine {
public:
    /// `ordinary`: for everything that is no command to the card. Errors as CardLine's; CardAbsent also for a reader that is not there; Busy when
    /// another program uses the card exclusively.
    static Result<std::unique_ptr<PcscLine>> connect(std::string reader, CardPatience ordinary = CardPatience(5000));
    ~PcscLine() override;

    Result<void> begin() override;
    void end(Leave leave) override;
    Result<SecureBytes> exchange(BytesView command, CardPatience patience) override;
    const std::string &reader() const override { return m_reader; }

private:
    struct Connection; ///< PC/SC's handles, shared with a call that does not come back
    PcscLine(std::string reader, CardPatience ordinary);
    template <typename T, typename Call>
    Result<T> run(Call call, CardPatience patience);

    const std::string m_reader;
    const CardPatience m_ordinary;
    std::shared_ptr<Connection> m_connection;
    BoundedCalls m_calls;
};

} // namespace hufu
