// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/ServerScreen.h"

#include "models/domain/EnrolmentCode.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSysInfo>

namespace hufu {
namespace {

constexpr int longestWorkstation = 64; // RFC 5280's ub-common-name

} // namespace

ServerScreen::ServerScreen(Gate &gate, QWidget *parent)
    : QWidget(parent), m_gate(gate), m_intro(makeMuted(this)), m_addressLabel(makeBody(this)), m_codeLabel(makeBody(this)), m_codeState(makeMuted(this)),
      m_nameLabel(makeBody(this)), m_keyLabel(makeBody(this)), m_keyMeans(makeMuted(this)), m_officerLabel(makeBody(this)), m_passphraseLabel(makeBody(this)),
      m_address(new QLineEdit(this)), m_name(new QLineEdit(this)), m_keyFrom(new QLineEdit(this)), m_chooseKey(new QPushButton(this)),
      m_code(new PassphraseEdit(this)), m_passphrase(new PassphraseEdit(this)), m_officer(new QComboBox(this))
{
    m_address->setObjectName("serverAddress");
    m_code->setObjectName("enrolmentCode");
    m_codeState->setObjectName("enrolmentCodeState");
    m_name->setObjectName("workstationName");
    m_name->setMaxLength(longestWorkstation);
    m_name->setText(QSysInfo::machineHostName());
    m_keyFrom->setObjectName("keyFolder");
    m_chooseKey->setObjectName("keyFolderChoose");
    m_chooseKey->setAutoDefault(false);
    m_officer->setObjectName("enrolOfficer");
    m_passphrase->setObjectName("enrolPassphrase");
    m_codeState->setMinimumHeight(m_codeState->fontMetrics().height());

    auto *fields = new QGridLayout;
    fields->setHorizontalSpacing(16);
    fields->setVerticalSpacing(6);
    fields->setColumnMinimumWidth(0, 120);
    fields->setColumnStretch(1, 1);
    const auto place = [&](int row, QLabel *label, QWidget *field) {
        label->setBuddy(field);
        fields->addWidget(label, row, 0);
        fields->addWidget(field, row, 1, 1, field == m_keyFrom ? 1 : 2);
    };
    place(0, m_addressLabel, m_address);
    place(1, m_codeLabel, m_code);
    fields->addWidget(m_codeState, 2, 1, 1, 2);
    place(3, m_nameLabel, m_name);
    fields->setRowMinimumHeight(4, 8);
    place(5, m_keyLabel, m_keyFrom);
    fields->addWidget(m_chooseKey, 5, 2);
    fields->addWidget(m_keyMeans, 6, 1, 1, 2);
    place(7, m_officerLabel, m_officer);
    place(8, m_passphraseLabel, m_passphrase);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_intro);
    layout->addSpacing(16);
    layout->addLayout(fields);
    layout->addStretch(1);
    setFocusProxy(m_address);

    for (QLineEdit *edit : {m_address, m_name, m_keyFrom}) {
        connect(edit, &QLineEdit::textChanged, this, &ServerScreen::changed);
        connect(edit, &QLineEdit::returnPressed, this, &ServerScreen::returnPressed);
    }
    connect(m_keyFrom, &QLineEdit::textChanged, this, &ServerScreen::readOfficers);
    connect(m_code, &PassphraseEdit::edited, this, [this] {
        retranslate();
        Q_EMIT changed();
    });
    connect(m_passphrase, &PassphraseEdit::edited, this, &ServerScreen::changed);
    for (PassphraseEdit *edit : {m_code, m_passphrase})
        connect(edit, &PassphraseEdit::returnPressed, this, &ServerScreen::returnPressed);
    connect(m_chooseKey, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, m_keyLabel->text(), m_keyFrom->text());
        dialog->setObjectName("keyFolderDialog");
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, m_keyFrom, &QLineEdit::setText);
        dialog->open();
    });
    prepare();
    retranslate();
}

bool ServerScreen::asksForKey() const { return !m_gate.isFounded() && !m_gate.isEnrolling(); }

void ServerScreen::prepare()
{
    for (QWidget *widget : {static_cast<QWidget *>(m_keyLabel), static_cast<QWidget *>(m_keyFrom), static_cast<QWidget *>(m_chooseKey), static_cast<QWidget *>(m_keyMeans)})
        widget->setVisible(asksForKey());
    readOfficers();
    retranslate();
}

void ServerScreen::readOfficers()
{
    const QString folder = m_keyFrom->text().trimmed();
    const QString before = m_officer->currentText();
    m_officer->clear();
    const Result<std::vector<std::string>> officers = !asksForKey() ? m_gate.officers()
        : folder.isEmpty()                                          ? Result<std::vector<std::string>>(std::vector<std::string>())
                                                                    : m_gate.officersAt(folder.toStdString());
    if (officers) {
        for (const std::string &name : *officers)
            m_officer->addItem(QString::fromStdString(name));
    }
    m_officer->setCurrentText(before);
    m_officer->setEnabled(m_officer->count() > 1);
    retranslate();
    Q_EMIT changed();
}

bool ServerScreen::isComplete() const
{
    return !m_address->text().trimmed().isEmpty() && EnrolmentCode::parse(m_code->bytes().view()) && !m_name->text().trimmed().isEmpty()
        && m_officer->count() > 0 && !m_passphrase->isEmpty();
}

EnrolmentRequest ServerScreen::request() const
{
    QString address = m_address->text().trimmed();
    if (!address.contains(QStringLiteral("://")))
        address.prepend(QStringLiteral("https://"));
    return {.server = address.toStdString(),
            .code = m_code->bytes().clone(),
            .workstation = m_name->text().trimmed().toStdString(),
            .keyFrom = asksForKey() ? m_keyFrom->text().trimmed().toStdString() : std::string(),
            .officer = officer()};
}

SecureBytes ServerScreen::passphrase() const { return m_passphrase->bytes().clone(); }

std::string ServerScreen::officer() const { return m_officer->currentText().toStdString(); }

void ServerScreen::clear()
{
    m_code->clear();
    m_passphrase->clear();
}

void ServerScreen::retranslate()
{
    m_intro->setText(tr("The server decides; this computer keeps a copy of everything and verifies it, and works on while the network does not. The server's administrator prints a code that is good "
                        "for one computer and one day."));
    m_addressLabel->setText(tr("Server"));
    m_address->setPlaceholderText(QStringLiteral("https://hufu.hospital.example:8443"));
    m_codeLabel->setText(tr("Enrolment code"));
    m_code->setPlaceholder(tr("as it is printed; case and dashes do not matter"));
    const Result<EnrolmentCode> code = EnrolmentCode::parse(m_code->bytes().view());
    m_codeState->setText(m_code->isEmpty() ? QString()
                         : code            ? tr("The code is complete.")
                                           : tr("Not the code yet: %n character(s) so far; a code has 56 letters and digits.", nullptr, m_code->characters()));
    m_nameLabel->setText(tr("This computer"));
    m_name->setPlaceholderText(tr("as it is called in the list of workstations"));
    m_keyLabel->setText(tr("Your key"));
    m_keyFrom->setPlaceholderText(tr("folder of the house whose authority moved to the server"));
    m_chooseKey->setText(tr("Choose…"));
    m_chooseKey->setAccessibleName(tr("Choose the folder with your key"));
    const bool noneThere = asksForKey() && !m_keyFrom->text().trimmed().isEmpty() && m_officer->count() == 0;
    m_keyMeans->setText(noneThere ? tr("There is no officer's key in this folder.")
                                  : tr("Your signing key is copied from there as it is sealed: your passphrase opens it here, too."));
    m_officerLabel->setText(tr("Officer"));
    m_passphraseLabel->setText(tr("Passphrase"));
    m_address->setAccessibleName(m_addressLabel->text());
    m_code->setAccessibleName(m_codeLabel->text());
    m_name->setAccessibleName(m_nameLabel->text());
    m_keyFrom->setAccessibleName(m_keyLabel->text());
    m_officer->setAccessibleName(m_officerLabel->text());
    m_passphrase->setAccessibleName(m_passphraseLabel->text());
}

void ServerScreen::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
