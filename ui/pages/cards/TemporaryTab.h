// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/TemporaryKeyTableModel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;

namespace hufu {

class TableView;

/// Temporary USBKeys, and what of them a colleague has to review. Opens TemporaryReviewForm over the page.
class TemporaryTab : public QWidget {
    Q_OBJECT
public:
    explicit TemporaryTab(QWidget *parent = nullptr);
    ~TemporaryTab() override;

    void setHouse(House *house);
    void setFilter(const QString &text);
    int toReview() const { return m_model.toReview(); }

Q_SIGNALS:
    void changed(); ///< toReview()
    void reviewAsked(const hufu::TemporaryRecord &record);
    void failed(const hufu::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    const TemporaryRecord *chosen() const;
    void refresh();
    void retranslate();

    House *m_house = nullptr;
    TemporaryKeyTableModel m_model;
    QSortFilterProxyModel *m_proxy;
    QLabel *m_intro;
    TableView *m_table;
    QPushButton *m_review;
};

} // namespace hufu
