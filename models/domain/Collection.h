// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QJsonObject>

#include <string>

namespace hufu {

/// A saved filter of the inventory (筛选集): alerts and reports refer to it by id.
struct Collection {
    std::string id;    ///< UUIDv7
    std::string name;
    std::string query; ///< in the query language of models/domain/Query.h
    bool operator==(const Collection &) const = default;
};

QJsonObject toJson(const Collection &collection);
Result<Collection> collectionFromJson(const QJsonObject &object);

} // namespace hufu
