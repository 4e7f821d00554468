// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace hufu {

/// The path of one file, typed or chosen in a dialog.
class PathEdit : public QWidget {
    Q_OBJECT
public:
    enum class For {
        Reading,
        NewFile, ///< one that is there already is never overwritten, so the dialog does not ask for leave to
    };
    /// `name`: objectName of the line; the button's and the dialog's begin with it.
    PathEdit(For what, const QString &name, QWidget *parent = nullptr);

    QString path() const; ///< without blanks around it
    void setPath(const QString &path);
    void setTitle(const QString &title); ///< accessible name, and the dialog's title
    /// Under which name, and with which ending, a new file is proposed.
    void setProposal(const QString &fileName, const QString &suffix);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void choose();
    void retranslate();

    For m_for;
    QString m_title, m_fileName, m_suffix;
    QLineEdit *m_line;
    QPushButton *m_choose;
};

} // namespace hufu
