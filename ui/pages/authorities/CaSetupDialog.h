// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/authorities/CaSetup.h"
#include "ui/pages/inventory/PendingJobs.h"

#include "ui/shell/Session.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace hufu {

class CosignBox;
class ErrorBox;
class TokenPicker;

/// Sets up the own CA in three steps: who it is, what keys and addresses it has, and the two signatures. Orders the root first and the issuing
/// CAs once the root has its certificate, each as a command of its own. Keys that lie in a token have its PIN tried first. Closes when the authority took the last one.
class CaSetupDialog : public QDialog {
    Q_OBJECT
public:
    enum Step { Names, Keys, Signatures, StepCount };

    /// `cas`: those that exist; what is missing among them is offered. The session is open.
    CaSetupDialog(Session &session, const std::vector<CertificateAuthority> &cas, QWidget *parent = nullptr);
    ~CaSetupDialog() override;

    Step step() const;
    void setStep(Step step);
    CaSetup setup() const; ///< as filled in now

protected:
    void changeEvent(QEvent *event) override;

private:
    static constexpr int partCount = 3;
    QWidget *makeNames();
    QWidget *makeKeys();
    void goOn(); ///< to the next step, by way of the PIN
    QWidget *makeSignatures();
    void prefill();
    void check();
    void suggestUrl();
    QString complaint(CaSetupFault fault) const;
    Step stepOf(CaSetupFault fault) const;
    QString overview() const;
    void start();
    void orderNext();
    void awaitRoot();
    void failed(const Error &error);
    void retranslate();

    Session &m_session;
    House &m_house;
    std::vector<std::string> m_taken;       ///< names of the CAs that exist
    std::optional<CertificateAuthority> m_root; ///< the newest that is active
    QLabel *m_stepTitle;
    QStackedWidget *m_steps;
    // who it is
    QLabel *m_intro = nullptr;
    QCheckBox *m_wanted[partCount]{};
    QLineEdit *m_names[partCount]{};
    QLabel *m_partHints[partCount]{};
    QLabel *m_organizationLabel = nullptr, *m_localityLabel = nullptr, *m_countryLabel = nullptr;
    QLineEdit *m_organization = nullptr, *m_locality = nullptr, *m_country = nullptr;
    // what it has
    QLabel *m_algorithmLabel = nullptr, *m_advice = nullptr, *m_rootYearsLabel = nullptr, *m_issuingYearsLabel = nullptr, *m_domainsLabel = nullptr,
           *m_domainsHint = nullptr, *m_urlLabel = nullptr, *m_urlHint = nullptr, *m_keyHint = nullptr,
           *m_keyStoreLabel = nullptr;
    QComboBox *m_algorithm = nullptr, *m_keyStore = nullptr;
    TokenPicker *m_token = nullptr;
    QSpinBox *m_rootYears = nullptr, *m_issuingYears = nullptr;
    QPlainTextEdit *m_domains = nullptr;
    QLineEdit *m_url = nullptr;
    bool m_urlTyped = false; ///< by the officer: no more suggestions
    // the signatures
    QLabel *m_overview = nullptr, *m_progress = nullptr;
    CosignBox *m_cosign = nullptr;

    QLabel *m_complaint;
    ErrorBox *m_error;
    QPushButton *m_back, *m_next, *m_deed, *m_cancel;

    std::vector<CaPlan> m_plans; ///< being ordered
    std::size_t m_ordered = 0;   ///< how many of them the authority has taken
    std::vector<Cosigner> m_cosigners;
    bool m_running = false;
    bool m_awaiting = false;     ///< the root's certificate
    PendingJobs m_jobs;
};

} // namespace hufu
