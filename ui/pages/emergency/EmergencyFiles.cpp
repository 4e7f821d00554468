// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/EmergencyFiles.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Command.h"
#include "models/replica/House.h"
#include "models/replica/Outgoing.h"
#include "models/wording/EmergencyReport.h"

#include <QFileDialog>
#include <QtConcurrent>

namespace hufu {

EmergencyFiles::EmergencyFiles(QWidget *page) : QObject(page), m_page(page) {}

EmergencyFiles::~EmergencyFiles() { m_jobs.wait(); }

void EmergencyFiles::setHouse(House *house)
{
    if (!house)
        m_jobs.wait();
    m_house = house;
}

void EmergencyFiles::saveReport(const std::string &emergency)
{
    write({QStringLiteral("emergencyReportDialog"), tr("Save the report"), tr("PDF (*.pdf)"), QStringLiteral("pdf"), QStringLiteral("emergency.pdf"), true},
          [emergency](House &house, const std::string &path) { return EmergencyReport::save(house, emergency, path); });
}

void EmergencyFiles::exportCommand(const std::string &emergency)
{
    if (!m_house)
        return;
    m_jobs.add(m_house->readLater(readOutgoing)).then(this, [this, emergency, house = m_house](const Result<std::vector<OutgoingCommand>> &waiting) {
        if (house != m_house)
            return;
        if (!waiting)
            return Q_EMIT failed(waiting.error());
        const auto at = std::ranges::find_if(waiting->rbegin(), waiting->rend(), [&](const OutgoingCommand &one) {
            return one.command.kind == CommandKind::Revoke && !one.refusal && utf8(one.command.payload.value(QLatin1String("emergency")).toString()) == emergency;
        });
        if (at == waiting->rend())
            return;
        write({QStringLiteral("emergencyExportDialog"), tr("Write the signed command"), tr("Signed command (*.pem)"), QStringLiteral("pem"), QStringLiteral("emergency.pem"), false},
              [id = at->id](House &from, const std::string &path) { return exportOutgoing(from, id, path); });
    });
}

void EmergencyFiles::write(const Target &target, std::function<Result<void>(House &house, const std::string &path)> deed)
{
    auto *dialog = new QFileDialog(m_page, target.title, QString(), target.filter);
    dialog->setObjectName(target.dialog);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite, !target.mayReplace);
    dialog->setDefaultSuffix(target.suffix);
    dialog->selectFile(target.name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, deed = std::move(deed)](const QString &path) {
        if (!m_house)
            return;
        m_jobs.add(QtConcurrent::run(backgroundPool(), [house = m_house, deed, path = utf8(path)] { return deed(*house, path); })).then(this, [this](const Result<void> &done) {
            if (done)
                Q_EMIT written();
            else
                Q_EMIT failed(done.error());
        });
    });
    dialog->open();
}

} // namespace hufu
