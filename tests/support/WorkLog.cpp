// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/WorkLog.h"

#include "models/base/CanonicalJson.h"

#include <QSet>

namespace hufu::test {

void WorkLog::add(const QString &desk, Told told)
{
    const std::lock_guard lock(m_mutex);
    m_desks[desk].push_back(std::move(told));
}

void WorkLog::acknowledged(const QString &desk, const QString &about, std::optional<Receipt> receipt)
{
    add(desk, {about, Told::Fate::Acknowledged, std::move(receipt)});
}

void WorkLog::queued(const QString &desk, const QString &about) { add(desk, {about, Told::Fate::Queued, {}}); }

void WorkLog::unheard(const QString &desk, const QString &about) { add(desk, {about, Told::Fate::Unheard, {}}); }

bool WorkLog::note(const QString &desk, const QString &about, const Result<Receipt> &answer)
{
    if (answer)
        acknowledged(desk, about, *answer);
    else if (answer.error().code == ErrorCode::Queued)
        queued(desk, about);
    else
        return false;
    return true;
}

int WorkLog::acknowledgedAt(const QString &desk) const
{
    const std::lock_guard lock(m_mutex);
    const auto at = m_desks.find(desk);
    return at == m_desks.end() ? 0 : int(std::ranges::count(at->second, Told::Fate::Acknowledged, &Told::fate));
}

QString WorkLog::fault(const QJsonArray &journal, const char *kind) const
{
    std::multimap<QString, qint64> places; // by what an entry is about, and by its command
    QSet<QString> ids;
    qint64 ofKind = 0;
    for (qsizetype i = 0; i < journal.size(); ++i) {
        const QJsonObject entry = journal.at(i).toObject(), command = entry["command"].toObject();
        const qint64 sequence = entry["sequence"].toInteger();
        if (sequence != i + 1)
            return QStringLiteral("entry %1 stands where %2 belongs").arg(sequence).arg(i + 1);
        if (entry["kind"].toString() == QLatin1String(CommandKind::Refused))
            continue;
        const QString id = command["id"].toString();
        if (ids.contains(id))
            return QStringLiteral("command %1 took effect twice, the second time in entry %2").arg(id).arg(sequence);
        ids.insert(id);
        if (entry["kind"].toString() != QLatin1String(kind))
            continue;
        ++ofKind;
        const QString subject = entry["subject"].toString(), named = command["payload"].toObject()["id"].toString();
        places.emplace(subject, sequence);
        places.emplace(id, sequence);
        if (named != subject)
            places.emplace(named, sequence);
    }
    const std::lock_guard lock(m_mutex);
    qint64 found = 0;
    for (const auto &[desk, commands] : m_desks) {
        qint64 before = 0;
        for (const Told &told : commands) {
            const QString what = desk + QStringLiteral(": ") + told.about;
            const auto count = places.count(told.about);
            if (count > 1)
                return what + QStringLiteral(" is in the journal %1 times").arg(count);
            if (count == 0 && told.fate == Told::Fate::Unheard)
                continue;
            if (count == 0)
                return what + (told.fate == Told::Fate::Queued ? QStringLiteral(" was queued and never came") : QStringLiteral(" was acknowledged and is lost"));
            const qint64 at = places.find(told.about)->second;
            if (at <= before)
                return what + QStringLiteral(" came before what was given earlier, in entry %1").arg(at);
            before = at;
            ++found;
            if (!told.receipt)
                continue;
            if (at != qint64(told.receipt->sequence))
                return what + QStringLiteral(" stands in entry %1 and was acknowledged as %2").arg(at).arg(told.receipt->sequence);
            if (journal.at(at - 1)["hash"].toString() != qstr(toHex(told.receipt->hash)))
                return what + QStringLiteral(" was acknowledged with another hash than entry %1 has").arg(at);
        }
    }
    return found == ofKind ? QString() : QStringLiteral("%1 entries of %2, of which %3 were given").arg(ofKind).arg(QLatin1String(kind)).arg(found);
}

} // namespace hufu::test
