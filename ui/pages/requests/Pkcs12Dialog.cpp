// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/Pkcs12Dialog.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/Pkcs12Export.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/PathEdit.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace hufu {

Pkcs12Dialog::Pkcs12Dialog(House &house, const Sha256 &certificate, const QString &name, QWidget *parent)
    : QDialog(parent), m_house(house), m_certificate(certificate), m_name(name), m_intro(makeBody(this)), m_keyLabel(makeBody(this)),
      m_keyPassphraseLabel(makeBody(this)), m_fileLabel(makeBody(this)), m_key(new PathEdit(PathEdit::For::Reading, QStringLiteral("pkcs12Key"), this)),
      m_file(new PathEdit(PathEdit::For::NewFile, QStringLiteral("pkcs12File"), this)), m_keyPassphrase(new PassphraseEdit(this)),
      m_passphrase(new PassphraseScreen(this, PassphraseScreen::Purpose::KeyFile)), m_error(new ErrorBox(this)), m_missing(makeMuted(this)),
      m_write(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("pkcs12Dialog"));
    m_keyPassphrase->setObjectName(QStringLiteral("pkcs12KeyPassphrase"));
    m_error->setObjectName(QStringLiteral("pkcs12Error"));
    m_missing->setObjectName(QStringLiteral("pkcs12Missing"));
    m_write->setObjectName(QStringLiteral("pkcs12Write"));
    m_cancel->setObjectName(QStringLiteral("pkcs12Cancel"));
    m_write->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_keyLabel->setBuddy(m_key);
    m_keyPassphraseLabel->setBuddy(m_keyPassphrase);
    m_fileLabel->setBuddy(m_file);
    QString fileName = name;
    m_file->setProposal(fileName.replace(u'*', u'_').replace(u':', u'_').replace(u'/', u'_') + QStringLiteral(".p12"), QStringLiteral("p12"));

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_write);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(m_intro);
    layout->addSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_keyLabel, m_key, m_keyPassphraseLabel, m_keyPassphrase, m_fileLabel, m_file})
        layout->addWidget(widget);
    layout->addSpacing(8);
    layout->addWidget(m_passphrase, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    resize(600, 560);

    connect(m_key, &PathEdit::changed, this, &Pkcs12Dialog::check);
    connect(m_file, &PathEdit::changed, this, &Pkcs12Dialog::check);
    connect(m_passphrase, &PassphraseScreen::changed, this, &Pkcs12Dialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_write, &QPushButton::clicked, this, &Pkcs12Dialog::write);
    retranslate();
}

Pkcs12Dialog::~Pkcs12Dialog() = default;

void Pkcs12Dialog::check()
{
    const QString lacking = m_key->path().isEmpty() ? tr("Choose the key file.")
        : m_file->path().isEmpty()                  ? tr("Say where the PKCS#12 file goes.")
        : !m_passphrase->isComplete()               ? tr("Choose a passphrase for the PKCS#12 file, and type it twice.")
                                                    : QString();
    m_missing->setText(lacking);
    m_write->setEnabled(lacking.isEmpty() && !m_busy);
}

void Pkcs12Dialog::write()
{
    auto order = std::make_shared<Pkcs12Order>();
    order->certificate = m_certificate;
    order->keyFile = utf8(m_key->path());
    order->keyPassphrase = m_keyPassphrase->bytes().clone();
    order->passphrase = m_passphrase->passphrase();
    order->path = utf8(m_file->path());
    m_busy = true;
    m_error->clear();
    check();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, order] { return exportPkcs12(*house, *order); })).then(this, [this](const Result<void> &done) {
        m_busy = false;
        if (!done) {
            m_error->showError(done.error());
            check();
            return;
        }
        Q_EMIT written(m_file->path());
        accept();
    });
}

void Pkcs12Dialog::retranslate()
{
    setWindowTitle(tr("PKCS#12 file for %1").arg(m_name));
    m_intro->setText(tr("Certificate, chain and private key in one file, as Windows, Java and many devices take them. The key comes from the file that was "
                        "handed out with the request, or from the server; the console keeps nothing of it."));
    m_keyLabel->setText(tr("Key file (PEM or DER)"));
    m_keyPassphraseLabel->setText(tr("Its passphrase; empty when it is not encrypted"));
    m_fileLabel->setText(tr("New PKCS#12 file"));
    m_key->setTitle(m_keyLabel->text());
    m_keyPassphrase->setAccessibleName(m_keyPassphraseLabel->text());
    m_file->setTitle(m_fileLabel->text());
    m_write->setText(tr("Write the PKCS#12 file"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void Pkcs12Dialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
