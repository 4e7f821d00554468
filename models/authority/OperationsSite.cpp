// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/OperationsSite.h"

#include <cstdio>

namespace hufu {

void OperationsSite::take(std::shared_ptr<ApiCall> call)
{
    const ApiRequest &request = call->request;
    if (request.method != "GET" && request.method != "HEAD") {
        HttpReply reply = HttpReply::text(405, "This address takes GET, HEAD.");
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return call->answer(std::move(reply));
    }
    if (request.path == "/metrics")
        return call->answer(HttpReply::once(200, "text/plain; version=0.0.4; charset=utf-8", text()));
    if (request.path != "/healthz")
        return call->answer(HttpReply::text(404, "There is nothing at this address."));
    const std::optional<std::string> wrong = m_health();
    call->answer(wrong ? HttpReply::text(503, *wrong) : HttpReply::text(200, "ok"));
}

std::string OperationsSite::text() const
{
    std::string text;
    for (const Metric &metric : m_metrics) {
        char value[64];
        std::snprintf(value, sizeof value, "%.15g", metric.value());
        text += std::string("# HELP ") + metric.name + ' ' + metric.help + "\n# TYPE " + metric.name + (metric.counter ? " counter\n" : " gauge\n")
            + metric.name + ' ' + value + '\n';
    }
    return text;
}

} // namespace hufu
