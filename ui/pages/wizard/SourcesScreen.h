// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Source.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hufu {

/// Third screen: what to import first. Several may be chosen, and none.
class SourcesScreen : public QWidget {
    Q_OBJECT
public:
    explicit SourcesScreen(QWidget *parent = nullptr);

    std::vector<SourceSpec> sources() const;
    bool isComplete() const; ///< whatever is ticked is filled in

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_intro;
    QCheckBox *m_trustStore, *m_folder, *m_hosts, *m_pkcs12;
    QLineEdit *m_folderPath, *m_pkcs12Path;
    QPushButton *m_chooseFolder, *m_choosePkcs12;
    QPlainTextEdit *m_hostList;
};

} // namespace hufu
