// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include <functional>

class QCompleter;
class QStringListModel;

namespace hufu {

/// A field to filter as one types, with completion of the word at the cursor. Escape empties it.
class SearchBox : public QLineEdit {
    Q_OBJECT
public:
    /// What may stand at the cursor instead of the `replaced` characters before it.
    struct Completion {
        int replaced = 0;
        QStringList candidates;
    };
    using Complete = std::function<Completion(const QString &text, int cursor)>;

    explicit SearchBox(QWidget *parent = nullptr);

    void setCompletion(Complete complete);
    /// Marks the text as one that cannot be read, with the reason as tooltip; empty: as usual.
    void setComplaint(const QString &complaint);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void offer();
    void insert(const QString &candidate);

    Complete m_complete;
    int m_replaced = 0;
    QStringListModel *m_candidates = nullptr;
    QCompleter *m_completer = nullptr;
    QAction *m_complaint = nullptr;
};

} // namespace hufu
