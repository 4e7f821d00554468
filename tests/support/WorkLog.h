// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"

#include <QJsonArray>
#include <QString>

#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace hufu::test {

/// What each desk was told of its commands while it worked, to be held against the journal when all is over: what was acknowledged stands where the receipt
/// says, what was queued came, nothing is there twice, and each desk's own stand in the order in which they were given. Any thread.
class WorkLog {
public:
    /// A command is known by what it is about: the subject of its entry, or the id in its payload, which the test chose or was told; or by its own id.
    void acknowledged(const QString &desk, const QString &about, std::optional<Receipt> receipt = {});
    void queued(const QString &desk, const QString &about);
    void unheard(const QString &desk, const QString &about); ///< who gave it was killed before an answer: there once, or not at all
    /// House::submit()'s answer. False, and nothing is noted, for an error other than Queued.
    bool note(const QString &desk, const QString &about, const Result<Receipt> &answer);

    /// Of which of a desk's commands an answer says that they are in force.
    int acknowledgedAt(const QString &desk) const;
    /// The first thing in the journal (`journal export --format json`) that is not as it was told, for entries of this kind; empty when nothing is. Entries of that
    /// kind that nobody gave are one, too.
    QString fault(const QJsonArray &journal, const char *kind) const;

private:
    struct Told {
        QString about;
        enum class Fate { Acknowledged, Queued, Unheard } fate;
        std::optional<Receipt> receipt;
    };
    void add(const QString &desk, Told told);

    mutable std::mutex m_mutex;
    std::map<QString, std::vector<Told>> m_desks;
};

} // namespace hufu::test
