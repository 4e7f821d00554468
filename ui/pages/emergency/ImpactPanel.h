// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/ImpactTableModel.h"

#include <QWidget>

class QLabel;

namespace hufu {

class TableView;

/// What a loss concerns: what stops and whom it hits in words, and each certificate with a tick that chooses it for the decision.
class ImpactPanel : public QWidget {
    Q_OBJECT
public:
    explicit ImpactPanel(QWidget *parent = nullptr);

    /// Null: nothing was said yet. `officer`: id of whoever looks.
    void setImpact(std::shared_ptr<const EmergencyImpact> impact, const std::string &officer);
    /// How far what was decided has come.
    void setRecord(const std::vector<EmergencyRecord::Line> &lines) { m_model.setRecord(lines); }
    /// Which can be chosen: those that can be revoked, or suspended, for this reason.
    void setReason(RevocationReason reason) { m_model.setReason(reason); }
    const std::shared_ptr<const EmergencyImpact> &impact() const { return m_model.impact(); }
    std::vector<Sha256> chosen() const { return m_model.chosen(); }

Q_SIGNALS:
    void chosenChanged();
    void opened(const hufu::Sha256 &certificate);

protected:
    void changeEvent(QEvent *event) override;

private:
    QString text() const;
    void retranslate();

    std::string m_officer;
    QLabel *m_stops;
    TableView *m_table;
    ImpactTableModel m_model;
};

} // namespace hufu
