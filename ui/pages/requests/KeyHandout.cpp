// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/KeyHandout.h"

#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PathEdit.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace hufu {

KeyHandout::KeyHandout(QWidget *parent)
    : QWidget(parent), m_title(makeHeading(this)), m_intro(makeBody(this)), m_pathLabel(makeBody(this)),
      m_path(new PathEdit(PathEdit::For::NewFile, QStringLiteral("keyFile"), this)),
      m_passphrase(new PassphraseScreen(this, PassphraseScreen::Purpose::KeyFile))
{
    setObjectName(QStringLiteral("keyHandout"));
    m_pathLabel->setBuddy(m_path);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_intro);
    layout->addSpacing(16);
    layout->addWidget(m_pathLabel);
    layout->addWidget(m_path);
    layout->addSpacing(16);
    layout->addWidget(m_passphrase, 1);
    connect(m_path, &PathEdit::changed, this, &KeyHandout::changed);
    connect(m_passphrase, &PassphraseScreen::changed, this, &KeyHandout::changed);
    retranslate();
}

void KeyHandout::setProposal(const QString &serverName)
{
    QString name = serverName;
    name.replace(u'*', u'_').replace(u':', u'_').replace(u'/', u'_');
    m_path->setProposal(name + QStringLiteral(".key.pem"), QStringLiteral("pem"));
}

QString KeyHandout::path() const { return m_path->path(); }
SecureBytes KeyHandout::passphrase() const { return m_passphrase->passphrase(); }
void KeyHandout::forget() { m_passphrase->clear(); }

QString KeyHandout::missing() const
{
    if (path().isEmpty())
        return tr("Say where the key file goes.");
    if (!m_passphrase->isComplete())
        return tr("Choose a passphrase for the key file, and type it twice.");
    return {};
}

void KeyHandout::retranslate()
{
    m_title->setText(tr("The key leaves the console now"));
    m_intro->setText(tr("It is handed out once, encrypted, as a new file that only you may read. The console keeps no copy: if the file is lost, a new key "
                        "and a new request are needed."));
    m_pathLabel->setText(tr("Key file"));
    m_path->setTitle(m_pathLabel->text());
    Q_EMIT changed();
}

void KeyHandout::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
