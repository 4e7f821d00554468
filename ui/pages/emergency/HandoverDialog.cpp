// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/HandoverDialog.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/wording/HandoverNote.h"
#include "ui/widgets/Labels.h"

#include <QApplication>
#include <QClipboard>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

HandoverDialog::HandoverDialog(const EmergencyRecord &record, QWidget *parent)
    : QDialog(parent), m_note(HandoverNote::text(record)), m_to(new QLineEdit(this)), m_remark(new QLineEdit(this)), m_done(new QPushButton(tr("Hand over"), this))
{
    setObjectName(QStringLiteral("handoverDialog"));
    setWindowTitle(tr("Hand the emergency over"));
    m_to->setObjectName(QStringLiteral("handoverTo"));
    m_remark->setObjectName(QStringLiteral("handoverRemark"));
    m_done->setObjectName(QStringLiteral("handoverDone"));
    m_to->setMaxLength(200);
    m_remark->setMaxLength(1000);
    m_remark->setPlaceholderText(tr("what to look at first; may be left empty"));
    auto *note = new QPlainTextEdit(m_note, this);
    note->setObjectName(QStringLiteral("handoverNote"));
    note->setReadOnly(true);
    note->setAccessibleName(tr("How it stands"));
    auto *copy = new QPushButton(tr("Copy the text"), this);
    copy->setObjectName(QStringLiteral("handoverCopy"));
    copy->setAutoDefault(false);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->addRow(tr("Taken over by"), m_to);
    form->addRow(tr("Remark"), m_remark);
    auto *row = new QHBoxLayout;
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(m_done);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(note, 1);
    layout->addLayout(form);
    layout->addLayout(row);
    resize(640, 560);
    m_done->setEnabled(false);
    m_done->setDefault(true);
    if (!record.emergency.isOpen()) {
        for (QWidget *field : std::initializer_list<QWidget *>{m_to, m_remark})
            form->setRowVisible(field, false);
        m_done->hide();
    }
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_note); });
    connect(m_to, &QLineEdit::textChanged, this, [this](const QString &text) { m_done->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_done, &QPushButton::clicked, this, [this] {
        Q_EMIT handedOver(qstr(maskPatientData(utf8(HandoverNote::entry(m_to->text().trimmed(), m_remark->text().trimmed())))));
        accept();
    });
}

} // namespace hufu
