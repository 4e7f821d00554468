// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace hufu::test {

/// The names of vpcd's two readers, and where cards are put into them.
struct VirtualReader {
    QString name;
    std::uint16_t port;
};
VirtualReader virtualReader(int index); ///< 0, 1

/// Puts this process into a mount and a network namespace of its own, /run empty and loopback up: pcscd's socket and vpcd's port, which listens
/// at all addresses, then meet no other's. Call before the first thread. What hindered it, or nothing.
QString enterOwnNamespaces();

/// A pcscd with vpcd's readers as this process's own child, between start() and stop(). Only after enterOwnNamespaces().
class Pcscd {
public:
    ~Pcscd() { stop(); }
    static QString missing(); ///< what is not installed, or nothing
    bool start();             ///< until its socket is there
    void stop();
    QByteArray said() const;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
};

} // namespace hufu::test

/// As QTEST_GUILESS_MAIN, in own namespaces. `hindered` is where the test finds what hindered that.
#define HUFU_CARD_TEST_MAIN(Test)                                                                                              \
    int main(int argc, char **argv)                                                                                            \
    {                                                                                                                          \
        Test::hindered = hufu::test::enterOwnNamespaces();                                                                     \
        QCoreApplication application(argc, argv);                                                                              \
        Test test;                                                                                                             \
        return QTest::qExec(&test, argc, argv);                                                                                \
    }
