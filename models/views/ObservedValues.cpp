// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/ObservedValues.h"

#include "models/replica/House.h"
#include "models/wording/ObservedText.h"

#include <QStringList>

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t mostKnown = 20'000; // rows; whoever scrolls further reads again
constexpr std::size_t mostAtOnce = 500;   // rows of one read

} // namespace

ObservedValues::ObservedValues(QObject *parent) : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // what one painting asks for is read at once
    connect(&m_soon, &QTimer::timeout, this, &ObservedValues::order);
}

void ObservedValues::setHouse(House *house)
{
    if (house == m_house)
        return;
    m_house = house;
    forget();
}

void ObservedValues::setInventory(std::shared_ptr<const Inventory> inventory)
{
    if (inventory == m_inventory)
        return;
    m_inventory = std::move(inventory);
    forget();
}

void ObservedValues::forget()
{
    ++m_generation;
    m_known.clear();
    m_wanted.clear();
    m_reading = false;
}

QString ObservedValues::text(Row row, Rule rule)
{
    const auto known = m_known.find(row);
    if (known == m_known.end()) {
        m_wanted.insert(row);
        if (m_house && !m_reading && !m_soon.isActive())
            m_soon.start();
        return QStringLiteral("…");
    }
    QStringList values;
    for (const Finding &finding : known->second) {
        if (finding.rule == rule)
            values += ObservedText::of(finding);
    }
    return values.join(QStringLiteral("; "));
}

void ObservedValues::order()
{
    if (!m_house || !m_inventory || m_wanted.empty() || m_reading)
        return;
    if (m_known.size() > mostKnown)
        m_known.clear();
    std::vector<Row> rows(m_wanted.begin(), m_wanted.end());
    rows.resize(std::min(rows.size(), mostAtOnce)); // beyond that somebody only scrolled past
    m_wanted.clear();
    m_reading = true;
    m_house
        ->readLater([inventory = m_inventory, rows = std::move(rows)](Connection &connection) -> Result<Read> {
            Read read;
            for (const Row row : rows) {
                Result<std::vector<Finding>> findings = readFindings(connection, *inventory, row);
                if (!findings)
                    return fail(findings.error());
                read.emplace_back(row, std::move(*findings));
            }
            return read;
        })
        .then(this, [this, generation = m_generation](Result<Read> read) {
            if (generation != m_generation)
                return;
            m_reading = false;
            if (!read)
                return; // the panel says why when a row is opened; here the cells stay empty
            for (auto &[row, findings] : *read)
                m_known.insert_or_assign(row, std::move(findings));
            Q_EMIT arrived();
        });
}

} // namespace hufu
