// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/EscrowDialogs.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/Cosigning.h"
#include "models/wording/EscrowText.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/PathEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace hufu {
namespace {

constexpr int longestRecoveryReason = 1000; // characters: KeyRecovery counts octets
constexpr int escrowDialogWidth = 620;

} // namespace

EscrowDialog::EscrowDialog(House &house, const Sha256 &certificate, const QString &title, QWidget *parent)
    : QDialog(parent), m_house(house), m_certificate(certificate), m_title(title), m_intro(makeBody(this)), m_form(new QFormLayout),
      m_signers(new QWidget(this)), m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this)), m_deed(new QPushButton(this)),
      m_cancel(new QPushButton(this))
{
    m_deed->setObjectName(QStringLiteral("escrowDeed"));
    m_error->setObjectName(QStringLiteral("escrowError"));
    m_form->setHorizontalSpacing(16);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *signers = new QVBoxLayout(m_signers);
    signers->setContentsMargins(0, 0, 0, 0);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_deed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    layout->addLayout(m_form);
    layout->addWidget(m_signers);
    layout->addStretch(1);
    layout->addWidget(m_progress);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumWidth(escrowDialogWidth);
    m_cancel->setAutoDefault(false);
    m_deed->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deed, &QPushButton::clicked, this, [this] {
        if (!m_running)
            act();
    });
}

EscrowDialog::~EscrowDialog() { m_jobs.wait(); }

void EscrowDialog::addCosigner()
{
    m_cosigners += new CosignBox(m_house, {Role::Custodian}, CosignBox::InPilotMode::StillNeeded, m_signers);
    m_signers->layout()->addWidget(m_cosigners.last());
    connect(m_cosigners.last(), &CosignBox::changed, this, &EscrowDialog::check);
}

std::vector<Cosigner> EscrowDialog::takeCosigners()
{
    std::vector<Cosigner> cosigners;
    for (CosignBox *box : m_cosigners) {
        if (std::optional<Cosigner> cosigner = box->take())
            cosigners.push_back(std::move(*cosigner));
    }
    return cosigners;
}

void EscrowDialog::check()
{
    const auto complete = [](const CosignBox *box) { return box->isComplete(); };
    m_deed->setEnabled(!m_running && isFilled() && std::ranges::all_of(m_cosigners, complete));
}

void EscrowDialog::perform(const QString &what, std::function<Result<void>(House &)> deed, const QString &success)
{
    m_running = true;
    m_error->clear();
    m_progress
        ->watch(what, m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, deed = std::move(deed)] { return deed(*house); })),
                ProgressStrip::Cancelling::Impossible)
        .then(this, [this, success](const Result<void> &result) {
            m_running = false;
            check();
            if (!result)
                return m_error->showError(result.error());
            Q_EMIT done(success);
            accept();
        });
    check();
}

void EscrowDialog::retranslate()
{
    m_cancel->setText(tr("Cancel"));
    check();
}

void EscrowDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

DepositDialog::DepositDialog(House &house, const Sha256 &certificate, const QString &title, QWidget *parent)
    : EscrowDialog(house, certificate, title, parent), m_fileLabel(makeBody(this)), m_passphraseLabel(makeBody(this)), m_neededLabel(makeBody(this)),
      m_file(new PathEdit(PathEdit::For::Reading, QStringLiteral("depositFile"), this)), m_passphrase(new PassphraseEdit(this)), m_needed(new QSpinBox(this))
{
    setObjectName(QStringLiteral("depositDialog"));
    m_passphrase->setObjectName(QStringLiteral("depositPassphrase"));
    m_needed->setObjectName(QStringLiteral("depositNeeded"));
    m_needed->setRange(2, Escrow::mostNeeded);
    const std::pair<QLabel *, QWidget *> rows[] = {{m_fileLabel, m_file}, {m_passphraseLabel, m_passphrase}, {m_neededLabel, m_needed}};
    for (const auto &[label, field] : rows) {
        label->setWordWrap(false);
        label->setBuddy(field);
        m_form->addRow(label, field);
    }
    addCosigner();
    connect(m_file, &PathEdit::changed, this, &DepositDialog::check);
    connect(m_passphrase, &PassphraseEdit::edited, this, &DepositDialog::check);
    retranslate();
}

bool DepositDialog::isFilled() const { return !m_file->path().isEmpty() && !m_passphrase->isEmpty(); }

void DepositDialog::act()
{
    struct Given {
        DepositOrder order;
        std::vector<Cosigner> cosigners;
    };
    const auto given
        = std::make_shared<Given>(Given{{utf8(m_file->path()), m_passphrase->take(), m_needed->value(), m_certificate}, takeCosigners()});
    perform(tr("Dealing the key to the custodians…"),
            [given](House &house) -> Result<void> {
                return withCosigners(house, given->cosigners, [&](std::span<Token *const> cosigners) -> Result<void> {
                    const Result<Sha256> taken = depositKey(house, given->order, cosigners);
                    return taken ? Result<void>() : fail(taken.error());
                });
            },
            tr("The key of %1 is in escrow. The file can be destroyed once a backup of the house is in the safe.").arg(m_title));
}

void DepositDialog::retranslate()
{
    setWindowTitle(tr("Put the key of %1 in escrow").arg(m_title));
    m_intro->setText(tr("Takes the key out of a PKCS#12 file and deals it to all custodians: several of them together give it back, nobody alone. A custodian "
                        "signs along. The file stays where it is."));
    m_fileLabel->setText(tr("PKCS#12 file"));
    m_file->setTitle(m_fileLabel->text());
    m_passphraseLabel->setText(tr("Its passphrase"));
    m_passphrase->setAccessibleName(m_passphraseLabel->text());
    m_neededLabel->setText(tr("Needed together"));
    m_needed->setAccessibleName(m_neededLabel->text());
    m_deed->setText(tr("Put it in escrow"));
    EscrowDialog::retranslate();
}

RecoveryDialog::RecoveryDialog(House &house, const Sha256 &certificate, const QString &title, QWidget *parent)
    : EscrowDialog(house, certificate, title, parent), m_holders(makeMuted(this)), m_reasonLabel(makeBody(this)), m_pathLabel(makeBody(this)),
      m_reason(new QLineEdit(this)), m_path(new PathEdit(PathEdit::For::NewFile, QStringLiteral("recoveryFile"), this)),
      m_passphrase(new PassphraseScreen(this, PassphraseScreen::Purpose::KeyFile))
{
    setObjectName(QStringLiteral("recoveryDialog"));
    m_reason->setObjectName(QStringLiteral("recoveryReason"));
    m_holders->setObjectName(QStringLiteral("recoveryHolders"));
    m_reason->setMaxLength(longestRecoveryReason);
    QString name = title;
    m_path->setProposal(name.replace(u'*', u'_').replace(u':', u'_').replace(u'/', u'_') + QStringLiteral(".p12"), QStringLiteral("p12"));
    const std::pair<QLabel *, QWidget *> rows[] = {{m_reasonLabel, m_reason}, {m_pathLabel, m_path}};
    for (const auto &[label, field] : rows) {
        label->setWordWrap(false);
        label->setBuddy(field);
        m_form->addRow(label, field);
    }
    auto *column = static_cast<QVBoxLayout *>(layout()); // what wraps, or is not there at first, stands outside the form
    column->insertWidget(2, m_passphrase);
    column->insertWidget(1, m_holders);
    connect(m_reason, &QLineEdit::textChanged, this, &RecoveryDialog::check);
    connect(m_path, &PathEdit::changed, this, &RecoveryDialog::check);
    connect(m_passphrase, &PassphraseScreen::changed, this, &RecoveryDialog::check);
    retranslate();
    m_jobs
        .add(QtConcurrent::run(backgroundPool(), [house = &m_house, certificate] {
            return house->read([&](Connection &connection) { return readEscrowSight(connection, certificate); });
        }))
        .then(this, [this](const Result<std::optional<EscrowSight>> &sight) { learn(sight); });
}

void RecoveryDialog::learn(const Result<std::optional<EscrowSight>> &sight)
{
    if (!sight)
        return m_error->showError(sight.error());
    if (!*sight)
        return m_error->showError(Error{ErrorCode::NotFound, "no key of this certificate is in escrow", toHex(m_certificate), {}});
    m_sight = **sight;
    for (int more = 1; more < m_sight->needed; ++more)
        addCosigner();
    retranslate();
    adjustSize();
}

bool RecoveryDialog::isFilled() const
{
    return m_sight && !m_reason->text().trimmed().isEmpty() && !m_path->path().isEmpty() && m_passphrase->isComplete();
}

void RecoveryDialog::act()
{
    struct Given {
        RecoveryOrder order;
        std::vector<Cosigner> cosigners;
    };
    const auto given = std::make_shared<Given>(
        Given{{m_certificate, utf8(m_reason->text().trimmed()), m_passphrase->passphrase(), utf8(m_path->path())}, takeCosigners()});
    perform(tr("Opening the shares…"),
            [given](House &house) -> Result<void> {
                return withCosigners(house, given->cosigners,
                                  [&](std::span<Token *const> cosigners) { return recoverKey(house, given->order, cosigners); });
            },
            tr("The key of %1 is in %2.").arg(m_title, m_path->path()));
}

void RecoveryDialog::retranslate()
{
    setWindowTitle(tr("Recover the key of %1 from escrow").arg(m_title));
    m_intro->setText(tr("You and other custodians who hold shares open them here. The key leaves the house as a new PKCS#12 file, and the journal says who "
                        "recovered it and why."));
    m_holders->setVisible(m_sight.has_value());
    if (m_sight)
        m_holders->setText(EscrowText::summary(*m_sight) + u'\n' + EscrowText::holders(*m_sight).join(QStringLiteral(", ")));
    m_reasonLabel->setText(tr("Reason"));
    m_reason->setAccessibleName(m_reasonLabel->text());
    m_pathLabel->setText(tr("New file"));
    m_path->setTitle(m_pathLabel->text());
    m_deed->setText(tr("Recover the key"));
    EscrowDialog::retranslate();
}

} // namespace hufu
