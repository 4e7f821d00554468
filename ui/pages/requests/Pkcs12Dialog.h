// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace hufu {

class ErrorBox;
class House;
class PassphraseEdit;
class PassphraseScreen;
class PathEdit;

/// Makes a PKCS#12 file of an issued certificate, its chain, and the key that its holder has in a file. Nothing of the key stays.
class Pkcs12Dialog : public QDialog {
    Q_OBJECT
public:
    /// `name` of the certificate: for the title and the file's name.
    Pkcs12Dialog(House &house, const Sha256 &certificate, const QString &name, QWidget *parent = nullptr);
    ~Pkcs12Dialog() override;

Q_SIGNALS:
    void written(const QString &path);

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void write();
    void retranslate();

    House &m_house;
    Sha256 m_certificate;
    QString m_name;
    QLabel *m_intro, *m_keyLabel, *m_keyPassphraseLabel, *m_fileLabel;
    PathEdit *m_key, *m_file;
    PassphraseEdit *m_keyPassphrase;
    PassphraseScreen *m_passphrase;
    ErrorBox *m_error;
    QLabel *m_missing;
    QPushButton *m_write, *m_cancel;
    bool m_busy = false;
    PendingJobs m_jobs;
};

} // namespace hufu
