// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateForm.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QObject>
#include <QPointer>

class QFileDialog;
class QMenu;
class QWidget;

namespace hufu {

class House;

/// Hands out one certificate as a file, in any form, and its issuance report; asks for the file's name. For a page: the inventory's and a
/// request's details use the same.
class CertificateSaver : public QObject {
    Q_OBJECT
public:
    explicit CertificateSaver(QWidget *window);

    /// Null when locked: closes its dialogs and waits for what is being written.
    void setHouse(House *house);

    /// Adds an entry for each form. `name` proposes the file's.
    void fillMenu(QMenu *menu, const Sha256 &certificate, const QString &name);
    void askForReport(const Sha256 &certificate, const QString &name);
    void save(const Sha256 &certificate, CertificateForm form, const QString &path);
    void saveReport(const Sha256 &certificate, const QString &path);

Q_SIGNALS:
    void saved(const QString &sentence);
    void failed(const hufu::Error &error);

private:
    QFileDialog *ask(const QString &title, const QString &name, const QString &suffix);
    void watch(const QFuture<Result<void>> &job, const QString &path);

    QWidget *m_window;
    House *m_house = nullptr;
    QPointer<QFileDialog> m_dialog;
    PendingJobs m_jobs;
};

} // namespace hufu
