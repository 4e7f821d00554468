// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/ForeignBox.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/EmergencyText.h"
#include "ui/widgets/Labels.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {
namespace {

constexpr std::size_t mostForeignShown = 20;

} // namespace

ForeignBox::ForeignBox(QWidget *parent)
    : QWidget(parent), m_head(makeHeading(this)), m_note(makeBody(this)), m_rows(new QWidget(this)), m_rowLayout(new QVBoxLayout(m_rows)), m_look(new QPushButton(this))
{
    setObjectName(QStringLiteral("foreignBox"));
    m_look->setObjectName(QStringLiteral("foreignLook"));
    m_note->setObjectName(QStringLiteral("foreignNote"));
    m_rowLayout->setContentsMargins(0, 0, 0, 0);
    m_rowLayout->setSpacing(6);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_head, m_note, m_rows, m_look})
        layout->addWidget(widget);
    connect(m_look, &QPushButton::clicked, this, &ForeignBox::lookAsked);
    retranslate();
}

void ForeignBox::setLines(const EmergencyImpact *impact, const Emergency *emergency)
{
    std::vector<Line> lines;
    if (emergency) {
        for (const Emergency::Asked &one : emergency->asked)
            lines.push_back({one.certificate, toHex(one.certificate).substr(0, 16), one.ca, one});
    }
    for (const ImpactLine &line : impact ? std::span(impact->lines) : std::span<const ImpactLine>()) {
        if (line.proposal != ImpactProposal::AskIssuer)
            continue;
        const auto known = std::ranges::find(lines, line.sha256, &Line::sha256);
        if (known != lines.end())
            known->title = line.title;
        else if (lines.size() < mostForeignShown)
            lines.push_back({line.sha256, line.title, line.issuer, {}});
    }
    if (lines == m_lines)
        return;
    m_lines = std::move(lines);
    fill();
    retranslate();
}

void ForeignBox::setLooking(bool looking)
{
    m_looking = looking;
    retranslate();
}

void ForeignBox::showSights(const std::vector<ForeignSight> &sights)
{
    QStringList silent;
    for (const ForeignSight &sight : sights) {
        const auto line = std::ranges::find(m_lines, sight.certificate, &Line::sha256);
        if (sight.error && line != m_lines.end())
            //: a certificate, and technical text
            silent += tr("%1: no answer that proves anything (%2).").arg(qstr(line->title), qstr(sight.error->detail));
        else if (!sight.revoked && line != m_lines.end())
            silent += tr("%1: its CA still says good.").arg(qstr(line->title));
    }
    m_heard = silent.join(u'\n');
    retranslate();
}

void ForeignBox::fill()
{
    while (QLayoutItem *item = m_rowLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Line &line : m_lines) {
        auto *row = new QWidget(m_rows);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        auto *label = makeBody(row);
        label->setObjectName(QStringLiteral("foreign-") + qstr(toHex(line.sha256)).left(16));
        QString state = tr("to be asked");
        if (line.asked)
            state = line.asked->revokedAt ? tr("✓ revoked by its CA: %1").arg(ValueText::dateTime(*line.asked->revokedAt)) : tr("requested: %1").arg(ValueText::dateTime(line.asked->at));
        label->setText(QStringLiteral("%1 · %2 · %3").arg(qstr(line.title), qstr(line.ca), state));
        layout->addWidget(label, 1);
        if (!line.asked || !line.asked->revokedAt) {
            auto *how = new QPushButton(tr("How…"), row);
            how->setObjectName(QStringLiteral("foreignHow-") + qstr(toHex(line.sha256)).left(16));
            how->setAccessibleName(tr("How the CA of %1 is asked").arg(qstr(line.title)));
            layout->addWidget(how);
            connect(how, &QPushButton::clicked, this, [this, sha256 = line.sha256] { Q_EMIT howAsked(sha256); });
        }
        m_rowLayout->addWidget(row);
    }
}

void ForeignBox::retranslate()
{
    setVisible(!m_lines.empty());
    m_head->setText(tr("Certificates of other CAs"));
    m_note->setText(m_heard.isEmpty() ? tr("Only their own CA can revoke these. Until it says so, whoever has the key is believed.") : m_heard);
    const bool waits = std::ranges::any_of(m_lines, [](const Line &line) { return line.asked && !line.asked->revokedAt; });
    m_look->setVisible(waits);
    m_look->setEnabled(!m_looking);
    m_look->setText(m_looking ? tr("Asking their CRLs and OCSP…") : tr("Look whether they are revoked"));
}

void ForeignBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        fill();
        retranslate();
    }
    QWidget::changeEvent(event);
}

ForeignDialog::ForeignDialog(const CertificateListing &certificate, const QString &house, bool notable, QWidget *parent)
    : QDialog(parent), m_letter(EmergencyText::foreignLetter(certificate, house)), m_text(new QLineEdit(this)), m_done(new QPushButton(tr("It was asked"), this))
{
    setObjectName(QStringLiteral("foreignDialog"));
    setWindowTitle(tr("Ask %1 to revoke").arg(qstr(certificate.issuerName)));
    m_text->setObjectName(QStringLiteral("foreignText"));
    m_done->setObjectName(QStringLiteral("foreignDone"));
    auto *steps = makeBody(this);
    steps->setText(EmergencyText::foreignSteps(qstr(certificate.issuerName)));
    auto *letter = new QPlainTextEdit(m_letter, this);
    letter->setReadOnly(true);
    letter->setAccessibleName(tr("Text for the CA"));
    auto *copy = new QPushButton(tr("Copy the text"), this);
    copy->setObjectName(QStringLiteral("foreignCopy"));
    auto *label = makeBody(this);
    label->setText(tr("How it was asked, and with whom you spoke:"));
    label->setBuddy(m_text);
    m_text->setMaxLength(1000);
    m_done->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(steps);
    layout->addWidget(letter, 1);
    layout->addWidget(copy, 0, Qt::AlignLeft);
    layout->addWidget(label);
    auto *row = new QHBoxLayout;
    row->addWidget(m_text, 1);
    row->addWidget(m_done);
    layout->addLayout(row);
    resize(720, 560);
    if (!notable) {
        label->setText(tr("Start the emergency first: then it can be noted here that the CA was asked."));
        m_text->hide();
        m_done->hide();
    }
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_letter); });
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) { m_done->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_done, &QPushButton::clicked, this, [this] {
        Q_EMIT asked(m_text->text().trimmed());
        accept();
    });
}

} // namespace hufu
