// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Error.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace hufu {

/// The makers of USBKeys that the policy believes (Policy::attestationRoots): certificates added from files, and taken away; and whether a USBKey needs
/// one who vouches for it. Knows nothing of houses.
class MakersList : public QWidget {
    Q_OBJECT
public:
    explicit MakersList(QWidget *parent = nullptr);

    void setMakers(const std::vector<Bytes> &certificates, bool demanded); ///< DER
    const std::vector<Bytes> &makers() const { return m_makers; }
    bool isDemanded() const;
    void addFile(const QString &path); ///< PEM, DER or PKCS#7; what it says besides certificates is left alone

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void askForFile();
    void take(const QString &file, const Result<std::vector<Bytes>> &certificates);
    void removeChosen();
    void fill();
    void retranslate();

    std::vector<Bytes> m_makers;
    QLabel *m_title, *m_said;
    QTableWidget *m_table;
    QPushButton *m_add, *m_remove;
    QCheckBox *m_demanded;
    PendingJobs m_jobs;
};

} // namespace hufu
