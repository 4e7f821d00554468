// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;

namespace hufu {

class ErrorBox;
class ProgressStrip;
class ServerScreen;
class Session;

/// Enrols the home that is open, and whose authority has moved, at its server. Accepted once it is; the house has to be opened anew then.
class EnrolDialog : public QDialog {
    Q_OBJECT
public:
    explicit EnrolDialog(Session &session, QWidget *parent = nullptr);

    void reject() override; ///< not while it runs; what runs can be cancelled

protected:
    void changeEvent(QEvent *event) override;

private:
    void enrol();
    void update();
    void retranslate();

    Session &m_session;
    ServerScreen *m_server;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QPushButton *m_enrol, *m_cancel;
};

} // namespace hufu
