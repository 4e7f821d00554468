// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SampleCards.h"

#include "models/store/CardReader.h"
#include "models/store/HouseReader.h"

#include <algorithm>

namespace hufu {

void SampleCards::show(std::vector<CardSight> sights)
{
    m_sights = std::move(sights);
    if (const auto changed = m_watcher.lock())
        (*changed)();
}

Result<CardSight> SampleCards::lookAt(const std::string &reader)
{
    const auto at = std::ranges::find(m_sights, reader, &CardSight::reader);
    return at == m_sights.end() ? nothing() : Result<CardSight>(*at);
}

std::shared_ptr<void> SampleCards::watch(std::function<void()> changed)
{
    auto watcher = std::make_shared<std::function<void()>>(std::move(changed));
    m_watcher = watcher;
    return watcher;
}

Result<CardSight> sampleSight(House &house, const char *reader, const char *number)
{
    return house.read([&](Connection &connection) -> Result<CardSight> {
        const Result<std::optional<Card>> card = readCard(connection, number);
        if (!card || !*card)
            return card ? fail(ErrorCode::NotFound, "the sample has no such USBKey", number) : fail(card.error());
        CardSight sight{.reader = reader, .hasCard = true, .number = number, .model = (*card)->model};
        sight.pinTries = 3;
        sight.pukTries = 3;
        for (const CardCertificate &certificate : (*card)->certificates) {
            Result<Bytes> der = readBlobNamed(connection, certificate.sha256);
            if (!der)
                return fail(der.error());
            sight.slots.push_back({certificate.slot, std::move(*der), true});
        }
        return sight;
    });
}

CardSight freshSight(const char *reader, const char *number)
{
    CardSight sight{.reader = reader, .hasCard = true, .number = number, .model = "YubiKey 5.7.1"};
    sight.pinTries = 3;
    sight.pukTries = 3;
    sight.asDelivered = true;
    return sight;
}

} // namespace hufu
