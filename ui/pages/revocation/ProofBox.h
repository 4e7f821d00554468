// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RevocationCheck.h"
#include "models/store/RevocationReader.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace hufu {

class ErrorBox;
class ProgressStrip;

/// How far a revocation has come: in force in the journal, and what CRL, OCSP and the servers themselves say when they are asked now. What was
/// seen is signed into the journal by the officer. Stands in the revoke dialog after the deed and beside a revoked certificate's details.
class ProofBox : public QWidget {
    Q_OBJECT
public:
    explicit ProofBox(House &house, QWidget *parent = nullptr);
    ~ProofBox() override;

    /// Of one certificate, as read: what stands above what was asked.
    void setProgress(const RevocationProgress &progress);
    void setCertificates(std::vector<Sha256> certificates);
    bool isRunning() const;

public Q_SLOTS:
    void verify();
    void cancel();

Q_SIGNALS:
    void verified(bool all); ///< over: all were proven, or not

protected:
    void changeEvent(QEvent *event) override;

private:
    QString stateText() const;
    QString resultText() const;
    void retranslate();

    House &m_house;
    std::vector<Sha256> m_certificates;
    std::optional<RevocationProgress> m_progress;
    std::optional<RevocationCheckResult> m_result;
    QLabel *m_state, *m_seen;
    ProgressStrip *m_strip;
    QPushButton *m_verify;
    ErrorBox *m_error;
    PendingJobs m_jobs;
};

} // namespace hufu
