// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"
#include "models/replica/KeyEscrow.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace hufu {

class CosignBox;
class ErrorBox;
class PassphraseEdit;
class PassphraseScreen;
class PathEdit;
class ProgressStrip;

/// What both dialogs about a key in escrow are: a form, who signs along, and one deed that takes a while.
class EscrowDialog : public QDialog {
    Q_OBJECT
public:
    ~EscrowDialog() override; ///< waits for what still uses the house

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    EscrowDialog(House &house, const Sha256 &certificate, const QString &title, QWidget *parent);

    virtual bool isFilled() const = 0;
    virtual void act() = 0;
    virtual void retranslate();
    void check();
    void addCosigner();
    std::vector<Cosigner> takeCosigners();
    void perform(const QString &what, std::function<Result<void>(House &)> deed, const QString &success);
    void changeEvent(QEvent *event) override;

    House &m_house;
    const Sha256 m_certificate;
    const QString m_title;
    QLabel *m_intro;
    QFormLayout *m_form;
    QList<CosignBox *> m_cosigners;
    QWidget *m_signers;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QPushButton *m_deed, *m_cancel;
    PendingJobs m_jobs;
    bool m_running = false;
};

/// Takes the key of a certificate over into escrow, out of a PKCS#12 file (depositKey()).
class DepositDialog : public EscrowDialog {
    Q_OBJECT
public:
    DepositDialog(House &house, const Sha256 &certificate, const QString &title, QWidget *parent);

private:
    bool isFilled() const override;
    void act() override;
    void retranslate() override;

    QLabel *m_fileLabel, *m_passphraseLabel, *m_neededLabel;
    PathEdit *m_file;
    PassphraseEdit *m_passphrase;
    QSpinBox *m_needed;
};

/// Custodians give a key in escrow back together, as a new PKCS#12 file (recoverKey()).
class RecoveryDialog : public EscrowDialog {
    Q_OBJECT
public:
    RecoveryDialog(House &house, const Sha256 &certificate, const QString &title, QWidget *parent);

private:
    bool isFilled() const override;
    void act() override;
    void retranslate() override;
    void learn(const Result<std::optional<EscrowSight>> &sight);

    std::optional<EscrowSight> m_sight;
    QLabel *m_holders, *m_reasonLabel, *m_pathLabel;
    QLineEdit *m_reason;
    PathEdit *m_path;
    PassphraseScreen *m_passphrase;
};

} // namespace hufu
