// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/ApiServer.h"

namespace hufu {

/// What those who run the server look at, over plain HTTP on an address of their own: /healthz, and /metrics in Prometheus' text format. Both are cheap and
/// answered on the network thread.
class OperationsSite final : public ApiSite {
public:
    struct Metric {
        const char *name, *help;
        bool counter = true; ///< else a gauge
        std::function<double()> value;
    };
    /// `health` says what is wrong; nothing when all is well.
    OperationsSite(std::vector<Metric> metrics, std::function<std::optional<std::string>()> health)
        : m_metrics(std::move(metrics)), m_health(std::move(health)) {}

    std::size_t bodyLimit(const ApiRequest &) const override { return 0; }
    void take(std::shared_ptr<ApiCall> call) override;
    void close() override {}
    HttpReply refusal(unsigned status, const char *sentence) const override { return HttpReply::text(status, sentence); }

private:
    std::string text() const;

    const std::vector<Metric> m_metrics;
    const std::function<std::optional<std::string>()> m_health;
};

} // namespace hufu
