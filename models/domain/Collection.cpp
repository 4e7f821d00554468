// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Collection.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"

namespace hufu {

QJsonObject toJson(const Collection &collection)
{
    return {{"id", qstr(collection.id)}, {"name", qstr(collection.name)}, {"query", qstr(collection.query)}};
}

Result<Collection> collectionFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Collection collection{fields.text("id", 36), fields.text("name", 200, 1), fields.text("query", 4000)};
    if (!isUuid(collection.id))
        fields.wrong("id", "is not a UUID");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return collection;
}

} // namespace hufu
