// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;

namespace hufu {

class House;

/// Says whose USBKey has to be put into a reader, for as long as a command waits for it. Over forms, which it leaves as they are.
class CardPrompt : public QDialog {
    Q_OBJECT
public:
    explicit CardPrompt(QWidget *parent = nullptr);

    /// Of which house; null: none is open, and nothing is asked for.
    void setHouse(House *house);

protected:
    void changeEvent(QEvent *event) override;
    void reject() override;

private:
    void ask(const QString &who);
    void retranslate();

    House *m_house = nullptr;
    QString m_who;
    QLabel *m_text;
    QPushButton *m_cancel;
};

} // namespace hufu
