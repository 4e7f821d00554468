// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PathEdit.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace hufu {

PathEdit::PathEdit(For what, const QString &name, QWidget *parent) : QWidget(parent), m_for(what), m_line(new QLineEdit(this)), m_choose(new QPushButton(this))
{
    m_line->setObjectName(name);
    m_choose->setObjectName(name + QStringLiteral("Choose"));
    m_choose->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_choose);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &PathEdit::changed);
    connect(m_choose, &QPushButton::clicked, this, &PathEdit::choose);
    retranslate();
}

QString PathEdit::path() const { return m_line->text().trimmed(); }
void PathEdit::setPath(const QString &path) { m_line->setText(path); }

void PathEdit::setTitle(const QString &title)
{
    m_title = title;
    m_line->setAccessibleName(title);
    retranslate();
}

void PathEdit::setProposal(const QString &fileName, const QString &suffix)
{
    m_fileName = fileName;
    m_suffix = suffix;
}

void PathEdit::choose()
{
    auto *dialog = new QFileDialog(this, m_title);
    dialog->setObjectName(m_line->objectName() + QStringLiteral("Dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_for == For::Reading) {
        dialog->setFileMode(QFileDialog::ExistingFile);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setOption(QFileDialog::DontConfirmOverwrite);
        dialog->setDefaultSuffix(m_suffix);
        dialog->selectFile(m_fileName);
    }
    connect(dialog, &QFileDialog::fileSelected, m_line, &QLineEdit::setText);
    dialog->open();
}

void PathEdit::retranslate()
{
    m_choose->setText(tr("Choose…"));
    //: for screen readers: what is chosen
    m_choose->setAccessibleName(tr("Choose: %1").arg(m_title));
}

void PathEdit::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
