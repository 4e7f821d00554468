// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/ForeignDesk.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/CertificateListing.h"
#include "models/replica/House.h"
#include "models/store/HouseReader.h"
#include "ui/pages/emergency/ForeignBox.h"

#include <QtConcurrent>

namespace hufu {

ForeignDesk::ForeignDesk(QWidget *page) : QObject(page), m_page(page) {}

ForeignDesk::~ForeignDesk() { setHouse(nullptr); }

void ForeignDesk::setHouse(House *house)
{
    if (!house) {
        m_stop.request_stop();
        m_jobs.wait();
        delete m_dialog;
    }
    m_house = house;
}

void ForeignDesk::showHow(const Sha256 &certificate, const std::string &emergency)
{
    if (!m_house)
        return;
    m_jobs.add(m_house->readLater([certificate](Connection &connection) -> Result<CertificateListing> {
        const Result<Bytes> der = readBlobNamed(connection, certificate);
        return der ? readListing(*der) : fail(der.error());
    })).then(this, [this, house = m_house, emergency](const Result<CertificateListing> &listing) {
        if (house != m_house)
            return;
        if (!listing)
            return Q_EMIT failed(listing.error());
        delete m_dialog;
        m_dialog = new ForeignDialog(*listing, qstr(house->record().name), !emergency.empty(), m_page);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ForeignDialog::asked, this, [this, emergency, listing = *listing](const QString &text) {
            Q_EMIT asked(ForeignAsk{emergency, listing.sha256, listing.issuerName, utf8(text)});
        });
        m_dialog->open();
    });
}

void ForeignDesk::listen(const std::string &emergency)
{
    if (!m_house || emergency.empty())
        return;
    Q_EMIT listening(true);
    m_stop = std::stop_source();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = m_house, emergency, stop = m_stop.get_token()] { return hearForeignCas(*house, emergency, stop); }))
        .then(this, [this, house = m_house](const Result<std::vector<ForeignSight>> &sights) {
            Q_EMIT listening(false);
            if (house != m_house)
                return;
            if (sights)
                Q_EMIT heard(*sights);
            else
                Q_EMIT failed(sights.error());
        });
}

} // namespace hufu
