// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Source.h"

#include <QWidget>

class QCheckBox;
class QGroupBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace hufu {

/// What to import: files and folders, servers, pasted text, this computer's trust store. Takes files dropped on it.
class ImportSources : public QWidget {
    Q_OBJECT
public:
    explicit ImportSources(QWidget *parent = nullptr);

    void add(const std::vector<SourceSpec> &sources);
    void clear();
    std::vector<SourceSpec> sources() const; ///< complete and readable; see complaint()
    /// Why a line under "servers" is none; empty when all are.
    QString complaint() const;
    void retranslate();

Q_SIGNALS:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addPath(const QString &path);
    void askForFiles();
    void askForFolder();
    void removeChosen();
    QStringList endpointLines() const;

    QGroupBox *m_pathGroup, *m_endpointGroup, *m_pasteGroup;
    QListWidget *m_paths;
    QPushButton *m_addFiles, *m_addFolder, *m_remove;
    QCheckBox *m_trustStore;
    QPlainTextEdit *m_endpoints, *m_pasted;
    QLabel *m_complaint, *m_keysNote;
    std::string m_trustStorePath;
};

} // namespace hufu
