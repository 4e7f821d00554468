// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/CertificateSaver.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/CertificateFile.h"
#include "models/wording/IssuanceReport.h"

#include <QFileDialog>
#include <QMenu>
#include <QtConcurrent>

namespace hufu {

CertificateSaver::CertificateSaver(QWidget *window) : QObject(window), m_window(window) {}

void CertificateSaver::setHouse(House *house)
{
    if (!house)
        delete m_dialog;
    m_jobs.wait();
    m_house = house;
}

void CertificateSaver::fillMenu(QMenu *menu, const Sha256 &certificate, const QString &name)
{
    const std::pair<CertificateForm, QString> forms[] = {{CertificateForm::Pem, tr("PEM, the certificate alone…")},
                                                         {CertificateForm::Chain, tr("PEM with its chain, for servers…")},
                                                         {CertificateForm::Der, tr("DER, the certificate alone…")},
                                                         {CertificateForm::Pkcs7, tr("PKCS#7 (P7B) with its chain…")}};
    for (const auto &[form, text] : forms) {
        QAction *action = menu->addAction(text, this, [this, certificate, name, form = form] {
            QFileDialog *dialog = ask(tr("Save the certificate"), name, QString::fromLatin1(suffixOf(form)));
            connect(dialog, &QFileDialog::fileSelected, this, [this, certificate, form](const QString &path) { save(certificate, form, path); });
        });
        action->setObjectName(QStringLiteral("saveAs.") + QLatin1String(certificateFormName(form)));
    }
}

void CertificateSaver::askForReport(const Sha256 &certificate, const QString &name)
{
    QFileDialog *dialog = ask(tr("Save the issuance report"), tr("Issuance report %1", "name of a file").arg(name), QStringLiteral("pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, certificate](const QString &path) { saveReport(certificate, path); });
}

QFileDialog *CertificateSaver::ask(const QString &title, const QString &name, const QString &suffix)
{
    delete m_dialog;
    m_dialog = new QFileDialog(m_window, title);
    m_dialog->setObjectName(QStringLiteral("saveCertificateDialog"));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    m_dialog->setDefaultSuffix(suffix);
    QString file = name;
    for (const QChar strange : {u'*', u':', u'/', u'\\'})
        file.replace(strange, u'_');
    m_dialog->selectFile(file + u'.' + suffix);
    m_dialog->open();
    return m_dialog;
}

void CertificateSaver::save(const Sha256 &certificate, CertificateForm form, const QString &path)
{
    if (m_house)
        watch(QtConcurrent::run(backgroundPool(), [house = m_house, certificate, form, file = utf8(path)] { return saveCertificate(*house, certificate, form, file); }), path);
}

void CertificateSaver::saveReport(const Sha256 &certificate, const QString &path)
{
    if (m_house)
        watch(QtConcurrent::run(backgroundPool(), [house = m_house, certificate, file = utf8(path)] { return IssuanceReport::save(*house, certificate, file); }), path);
}

void CertificateSaver::watch(const QFuture<Result<void>> &job, const QString &path)
{
    m_jobs.add(job).then(this, [this, path](const Result<void> &written) {
        if (written)
            Q_EMIT saved(tr("Saved to %1.").arg(path));
        else
            Q_EMIT failed(written.error());
    });
}

} // namespace hufu
