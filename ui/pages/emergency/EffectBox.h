// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/EmergencyRecord.h"
#include "models/replica/House.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QLineEdit;
class QVBoxLayout;

namespace hufu {

class ProofBox;

/// What became of a decision: requested, in force, verified, each with its time; in large letters that it is not in force where it is not, with the ways
/// around; what relying parties are told; and what is left to do afterwards.
class EffectBox : public QWidget {
    Q_OBJECT
public:
    explicit EffectBox(House &house, QWidget *parent = nullptr);

    /// A decision that the server has not heard yet. Its signed command can be carried there.
    void setQueued(bool queued);
    /// A decision that a second officer has not signed yet.
    void setPending(bool pending);
    /// A second officer will not sign: who, why, and when.
    void setDeclined(const QString &officer, const QString &reason, Instant when);
    void setRecord(const EmergencyRecord &record);
    void verify(); ///< asks now; the certificates of the record
    /// What a canary meets as it tries, before it is in the record; null: what the record says.
    void setTrial(std::shared_ptr<const EmergencyTrial> trial, bool running);
    /// What was answered was not taken: it can be tried again.
    void refused();

Q_SIGNALS:
    void exportAsked();
    void tryAgainAsked(); ///< with the canary
    void reportAsked();   ///< as the proof for others
    void answered(hufu::FollowUp what, const QString &text);
    void closeAsked(const QString &text);
    void replacementAsked(const hufu::Sha256 &certificate);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillFollowUps();
    void fillReplacements();
    QString trialText(const EmergencyTrial &trial) const;
    QString relyingText() const;
    QString glassText() const;
    QString waysText(bool decided) const;
    bool mayAnswer(FollowUp what) const; ///< this officer
    const EmergencyTrial *trial() const;
    void retranslate();

    House &m_house;
    std::optional<EmergencyRecord> m_record;
    std::shared_ptr<const EmergencyTrial> m_live;
    bool m_queued = false, m_pending = false, m_trying = false, m_canTry = false;
    QLabel *m_state, *m_glass, *m_requested, *m_inForce, *m_verified, *m_ways, *m_trial, *m_afterwards;
    QPushButton *m_export, *m_tryAgain, *m_report;
    ProofBox *m_proof;
    QWidget *m_replacements;
    QVBoxLayout *m_replacementLayout;
    QWidget *m_followUps;
    QVBoxLayout *m_followUpLayout;
    QString m_decliner, m_declined; ///< who will not sign, and why
    Instant m_declinedAt{};
    std::vector<Emergency::Due> m_filled; ///< follow-ups as they stand in the window
    bool m_filledOpen = false;
    std::vector<Sha256> m_lacking; ///< a replacement, as it stands in the window
};

} // namespace hufu
