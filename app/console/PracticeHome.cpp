// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PracticeHome.h"

#include "app/embedded/EmbeddedGate.h"
#include "models/authority/http/StatusServer.h"

#include <QTemporaryDir>

namespace hufu {
namespace {

constexpr ScryptCost practiceCost{1024, 8, 1}; // guards sample data for some minutes

class PracticeHome final : public PracticeGround {
public:
    Gate &gate() override { return m_gate; }
    Result<std::string> serve(const House &house) override
    {
        Result<std::unique_ptr<StatusPublisher>> publisher = m_gate.publishStatus(house);
        if (!publisher)
            return fail(publisher.error());
        m_publisher = std::move(*publisher);
        Result<std::unique_ptr<StatusServer>> server = StatusServer::start(*m_publisher, {.address = "127.0.0.1", .port = 0});
        if (!server)
            return fail(server.error());
        m_server = std::move(*server);
        return "http://127.0.0.1:" + std::to_string(m_server->port());
    }

private:
    QTemporaryDir m_folder; // goes last, with everything in it
    EmbeddedGate m_gate{m_folder.filePath(QStringLiteral("home")).toStdString(), practiceCost};
    std::unique_ptr<StatusPublisher> m_publisher;
    std::unique_ptr<StatusServer> m_server;
};

} // namespace

std::unique_ptr<PracticeGround> makePracticeHome() { return std::make_unique<PracticeHome>(); }

} // namespace hufu
