// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"

#include <QMap>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;

namespace hufu {

/// What is lost, in the words of whoever calls, and what they said: the first step of an emergency. Enter starts it.
class LossForm : public QWidget {
    Q_OBJECT
public:
    explicit LossForm(QWidget *parent = nullptr);

    /// What may be completed for each kind of loss.
    void setVocabulary(QMap<LossKind, QStringList> words);
    Loss loss() const; ///< as typed
    /// With a new id; not normalised.
    EmergencyStart start() const;
    void showStart(const EmergencyStart &start); ///< an emergency that was started: nothing can be changed
    void clear();                           ///< for a new one
    bool isStarted() const { return m_started; }
    QLineEdit *valueField() const { return m_value; }

Q_SIGNALS:
    void edited();
    void startAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    LossKind kind() const;
    void complete();
    void check();
    void showCall(bool shown);
    void retranslate();

    QMap<LossKind, QStringList> m_words;
    bool m_started = false;
    QLabel *m_kindLabel, *m_valueLabel, *m_callerLabel, *m_reportLabel, *m_severityLabel;
    QComboBox *m_kind, *m_severity;
    QLineEdit *m_value, *m_caller, *m_report;
    QPushButton *m_call, *m_start;
    QFormLayout *m_form;
    QStringListModel *m_completions;
};

} // namespace hufu
