// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RequestDetail.h"
#include "models/views/BackgroundLoad.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>
#include <QFutureWatcher>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace hufu {

class ErrorBox;
class House;
class InventoryFeed;
class KeyHandout;
class RichText;
class ServerKey;
class TabGrid;

/// Asks for a certificate: a CSR from a file or pasted, or a key made here with names typed, and what it is for. Beside it stands what policy
/// says to it as it is typed, before anything is signed. A key made here is handed out in a second step, before the request is submitted.
class RequestDialog : public QDialog {
    Q_OBJECT
public:
    /// With a returned request: to mend it.
    RequestDialog(House &house, InventoryFeed &feed, std::optional<Request> returned, QWidget *parent = nullptr);
    ~RequestDialog() override;

    /// What is submitted takes the place of a queued command.
    void setReplaced(const std::string &queued) { m_replaced = queued; }
    void readFile(const QString &path);
    /// Fills in what stands in for a certificate whose key was lost: a new key for the same names, for so long.
    struct Stopgap {
        Sha256 replaced{};
        QStringList names; ///< one a line, as they are typed
        std::string service, system, profile;
        int days = 7;
    };
    void fillIn(const Stopgap &stopgap);

Q_SIGNALS:
    void submitted(const QString &id);
    void previewed(); ///< what policy says is that of the fields as they stand

public Q_SLOTS:
    void reject() override; ///< not while a key is being handed out

protected:
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Answer {
        RequestChoices choices;
        std::optional<Result<RequestDraft>> draft; ///< none: no CSR yet
    };
    QWidget *makeFields();
    QLayout *makeCsrNote();
    QWidget *makePolicy();
    bool makesKey() const; ///< rather than take a CSR
    KeyKind keyKind() const;
    void makeKey();        ///< ahead of the preview, which needs its request
    void showStep(bool handout);
    void proceed();        ///< to the next step, or to submitting
    void handOut(const RequestForm &asked);
    void send(const RequestForm &asked, std::vector<Blob> vaulted = {});
    RequestForm form() const;
    RequestKind kind() const;
    void askForFile();
    void change(); ///< a field differs: the preview follows
    void load();
    void receive(Result<Answer> answer);
    void fillChoices();
    void proposeTerm();
    void showDraft();
    QString missing() const; ///< what still has to be filled in; empty: nothing
    void check();
    void retranslate();

    House &m_house;
    InventoryFeed &m_feed;
    std::string m_id;
    std::optional<Request> m_returned;
    std::string m_replaced; ///< see setReplaced(); empty: none
    RequestChoices m_choices;
    std::optional<Result<RequestDraft>> m_draft;
    struct Wanted {
        QString service, ca, replaced;
        bool operator==(const Wanted &) const = default;
    } m_wanted; ///< of a returned request, until the choices are there
    bool m_fresh = true;    ///< nobody has touched the term
    bool m_current = false; ///< the draft is that of the fields
    bool m_busy = false;    ///< handing out, submitting
    QString m_orphan;       ///< the key file that was written for a request that could not be submitted
    std::shared_ptr<ServerKey> m_key;
    QFutureWatcher<Result<void>> m_making; ///< an RSA key takes a second; the dialog may go meanwhile
    bool m_isMaking = false;

    enum Field { Source, Csr, Names, Algorithm, Kind, Replaces, ServiceField, System, Purpose, Days, Profile, Ca, FieldCount };
    QLabel *m_labels[FieldCount];
    TabGrid *m_source;
    QPlainTextEdit *m_csr, *m_names;
    QComboBox *m_algorithm;
    QPushButton *m_file;
    QLabel *m_csrNote;
    QComboBox *m_kind, *m_replaces, *m_service, *m_profile, *m_ca;
    QLineEdit *m_system, *m_purpose;
    QSpinBox *m_days;
    QLabel *m_policyTitle, *m_lapses;
    RichText *m_policy;
    QLabel *m_missing;
    ErrorBox *m_error;
    QPushButton *m_submit, *m_back, *m_cancel;
    QStackedWidget *m_steps;
    KeyHandout *m_handout;
    QTimer m_pause; ///< of typing
    PendingJobs m_jobs;
    BackgroundLoad<Result<Answer>> m_load;
};

} // namespace hufu
