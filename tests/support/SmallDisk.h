// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>

#include <algorithm>

namespace hufu::test {

/// A folder moved onto a tmpfs of limited size, in a mount namespace of its own: what runs there by around() meets a disk that fill() makes full.
class SmallDisk {
public:
    /// `size` as mount takes it.
    SmallDisk(const QString &folder, const QByteArray &size) : m_folder(folder)
    {
        const QString kept = folder + QStringLiteral(".kept");
        QDir().rename(folder, kept);
        QDir().mkpath(folder);
        m_holder.start(QStringLiteral("unshare"),
                       {"-rm", "sh", "-c", "mount -t tmpfs -o size=\"$1\",mode=700 none \"$2\" && cp -a \"$3/.\" \"$2\" && echo there && exec sleep 100000", "sh",
                        QString::fromLatin1(size), folder, kept});
        m_there = m_holder.waitForReadyRead(20'000) && m_holder.readAllStandardOutput().startsWith("there");
    }
    ~SmallDisk()
    {
        m_holder.kill();
        m_holder.waitForFinished();
    }
    bool isThere() const { return m_there; }
    QString said() { return QString::fromUtf8(m_holder.readAllStandardError()); }
    /// Words to run a program by.
    QStringList around() const
    {
        return {QStringLiteral("nsenter"), QStringLiteral("-t"), QString::number(m_holder.processId()), QStringLiteral("-U"), QStringLiteral("-m"),
                QStringLiteral("--preserve-credentials"), QStringLiteral("--")};
    }
    /// As seen from outside.
    QString inside(const QString &path) const { return QStringLiteral("/proc/%1/root%2").arg(m_holder.processId()).arg(path); }
    /// Nothing more fits, but for so many bytes.
    bool fill(qint64 left = 0)
    {
        QFile file(inside(m_folder + QStringLiteral("/filling")));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        const QByteArray piece(4096, '\0');
        qint64 size = 0;
        for (qint64 written = 0; (written = file.write(piece)) > 0;)
            size += written;
        return file.resize(std::max<qint64>(0, size - left));
    }
    void clear() { QFile::remove(inside(m_folder + QStringLiteral("/filling"))); }

private:
    const QString m_folder;
    QProcess m_holder;
    bool m_there = false;
};

} // namespace hufu::test
