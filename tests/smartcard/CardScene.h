// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/PcscLine.h"
#include "smartcard/PivToken.h"
#include "tests/card/Pcscd.h"
#include "tests/card/VirtualCard.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QTest>

namespace hufu::test {

/// pcscd with a virtual card in its first reader; why that cannot be is skipReason().
class CardScene {
public:
    static QString skipReason(const QString &hindered)
    {
        return hindered.isEmpty() ? Pcscd::missing() : QStringLiteral("no namespaces of our own: ") + hindered;
    }

    Pcscd pcscd;
    std::unique_ptr<VirtualCard> card;

    /// Until pcscd has seen it.
    bool insert(CardKind kind = {})
    {
        card = std::make_unique<VirtualCard>(kind);
        return insertAgain();
    }
    bool insertAgain()
    {
        if (!card->insert())
            return false;
        for (int i = 0; i < 200; ++i) {
            if (line())
                return true;
            QTest::qWait(20);
        }
        return false;
    }

    static std::string reader(int index = 0) { return virtualReader(index).name.toStdString(); }
    static Result<std::unique_ptr<CardLine>> line(int index = 0)
    {
        Result<std::unique_ptr<PcscLine>> made = PcscLine::connect(reader(index));
        if (!made)
            return fail(made.error());
        return std::unique_ptr<CardLine>(std::move(*made));
    }
    static SecureBytes pin(const char *text = "123456") { return SecureBytes::copyOf(std::string_view(text)); }
    static ManagementKey factoryKey(const VirtualCard &card)
    {
        return ManagementKey::factory(ManagementKey::Algorithm(card.look([](const PivApplet &applet) { return applet.kind().managementAlgorithm; })));
    }
    int pinTries() const
    {
        return card->look([](const PivApplet &applet) { return applet.pinTries(); });
    }
};

/// A key made in the slot and a certificate for it by a CA that openssl makes in the folder, written to the card by the program. The folder then
/// holds ca.pem, ca.key and SLOT.pem. Null, and a warning, when that fails.
inline Bytes equip(CardLine &line, const ManagementKey &management, const Stranger &folder, PivSlot slot, KeyKind kind)
{
    const QString name = QString::fromLatin1(pivSlotName(slot));
    Result<PivCard> card = PivCard::open(line);
    if (!card || !card->authenticate(management)) {
        qWarning("the card does not open");
        return {};
    }
    const Result<Bytes> spki = card->generateKey(slot, kind);
    if (!spki) {
        qWarning("%s", spki.error().detail.c_str());
        return {};
    }
    folder.write(name + ".pub", *spki);
    folder.write("leaf.cnf", "extendedKeyUsage=emailProtection\nkeyUsage=critical,digitalSignature,nonRepudiation\n");
    if (!QFile::exists(folder.path("ca.pem"))) {
        folder.openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=CA",
                        "-days", "10"});
    }
    folder.openssl({"pkey", "-pubin", "-inform", "DER", "-in", name + ".pub", "-out", name + ".pub.pem"});
    if (!folder.openssl({"x509", "-new", "-subj", "/CN=holder of " + name, "-force_pubkey", name + ".pub.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "5",
                         "-extfile", "leaf.cnf", "-out", name + ".pem"})
        || !folder.openssl({"x509", "-in", name + ".pem", "-outform", "DER", "-out", name + ".der"})) {
        qWarning("%s", folder.said().constData());
        return {};
    }
    Bytes der = folder.read(name + ".der");
    const Result<void> written = card->writeCertificate(slot, der);
    if (!written) {
        qWarning("%s", written.error().detail.c_str());
        return {};
    }
    return der;
}

} // namespace hufu::test
