// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"
#include "models/replica/EmergencyImpact.h"
#include "models/replica/ForeignStatus.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace hufu {

/// Certificates of other CAs that an emergency concerns: nobody here can revoke them. Each with how far one has come: to be asked, requested, revoked as that
/// CA itself says.
class ForeignBox : public QWidget {
    Q_OBJECT
public:
    explicit ForeignBox(QWidget *parent = nullptr);

    /// Of the impact those that another CA has to revoke; of the emergency, which may be null, what was asked.
    void setLines(const EmergencyImpact *impact, const Emergency *emergency);
    void setLooking(bool looking);
    void showSights(const std::vector<ForeignSight> &sights); ///< what was just heard

Q_SIGNALS:
    void howAsked(const hufu::Sha256 &certificate);
    void lookAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Line {
        Sha256 sha256{};
        std::string title, ca;
        std::optional<Emergency::Asked> asked;
        bool operator==(const Line &) const = default;
    };
    void fill();
    void retranslate();

    std::vector<Line> m_lines;
    bool m_looking = false;
    QString m_heard;
    QLabel *m_head, *m_note;
    QWidget *m_rows;
    QVBoxLayout *m_rowLayout;
    QPushButton *m_look;
};

/// How one CA is asked: its own way step by step, a text to be sent, and the note that it was asked.
class ForeignDialog : public QDialog {
    Q_OBJECT
public:
    ForeignDialog(const CertificateListing &certificate, const QString &house, bool notable, QWidget *parent = nullptr);

Q_SIGNALS:
    void asked(const QString &text);

private:
    QString m_letter;
    QLineEdit *m_text;
    QPushButton *m_done;
};

} // namespace hufu
