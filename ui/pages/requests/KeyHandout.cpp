// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/KeyHandout.h"

#include "models/wording/EscrowText.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/shell/Colours.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PathEdit.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

namespace hufu {

KeyHandout::KeyHandout(QWidget *parent)
    : QWidget(parent), m_title(makeHeading(this)), m_intro(makeBody(this)), m_pathLabel(makeBody(this)),
      m_path(new PathEdit(PathEdit::For::NewFile, QStringLiteral("keyFile"), this)), m_escrow(new QCheckBox(this)), m_neededLabel(makeBody(this)),
      m_needed(new QSpinBox(this)), m_escrowNote(makeMuted(this)),
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
    layout->addSpacing(8);
    layout->addWidget(m_escrow);
    auto *together = new QHBoxLayout;
    together->addWidget(m_neededLabel);
    together->addWidget(m_needed);
    together->addStretch(1);
    layout->addLayout(together);
    layout->addWidget(m_escrowNote);
    m_escrow->setObjectName(QStringLiteral("keyEscrow"));
    m_needed->setObjectName(QStringLiteral("keyEscrowNeeded"));
    m_escrowNote->setObjectName(QStringLiteral("keyEscrowNote"));
    m_escrowNote->setWordWrap(true);
    m_escrowNote->setTextFormat(Qt::RichText);
    m_neededLabel->setWordWrap(false);
    m_neededLabel->setBuddy(m_needed);
    m_needed->setMinimum(2);
    connect(m_escrow, &QCheckBox::toggled, this, &KeyHandout::showEscrow);
    connect(m_needed, &QSpinBox::valueChanged, this, &KeyHandout::showEscrow);
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

void KeyHandout::setEscrowChoices(EscrowChoices choices)
{
    m_choices = std::move(choices);
    const QSignalBlocker quiet(m_needed);
    m_needed->setMaximum(std::max(2, m_choices.mostNeeded()));
    showEscrow();
}

std::optional<int> KeyHandout::escrowNeeded() const
{
    return m_escrow->isChecked() && m_choices.possible() ? std::optional(m_needed->value()) : std::nullopt;
}

void KeyHandout::showEscrow()
{
    const bool chosen = m_escrow->isChecked() && m_choices.possible();
    m_escrow->setEnabled(m_choices.possible());
    for (QWidget *widget : {static_cast<QWidget *>(m_neededLabel), static_cast<QWidget *>(m_needed)})
        widget->setVisible(chosen);
    m_escrowNote->setVisible(chosen || !m_choices.possible());
    QString note = EscrowText::proposal(m_choices).toHtmlEscaped();
    if (const QString risk = EscrowText::risk(m_choices, m_needed->value()); !risk.isEmpty())
        note += QStringLiteral("<br><b><span style='color:%1'>&#9632; %2</span></b>").arg(Colours::of(palette()).attention.text.name(), risk.toHtmlEscaped());
    m_escrowNote->setText(note);
    const QString handedOut = tr("It is handed out once, encrypted, as a new file that only you may read.");
    m_intro->setText(handedOut + u' '
                     + (chosen ? tr("A copy, encrypted to the custodians, stays in the house: several of them together can recover it, nobody alone.")
                               : tr("The console keeps no copy: if the file is lost, a new key and a new request are needed.")));
    m_needed->setSuffix(tr(" of %1", "so many of so many custodians").arg(m_choices.custodians.size()));
    Q_EMIT changed();
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
    m_pathLabel->setText(tr("Key file"));
    m_path->setTitle(m_pathLabel->text());
    m_escrow->setText(tr("Put the key in escrow, too"));
    m_neededLabel->setText(tr("Custodians who recover it together:"));
    m_needed->setAccessibleName(m_neededLabel->text());
    showEscrow();
}

void KeyHandout::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
