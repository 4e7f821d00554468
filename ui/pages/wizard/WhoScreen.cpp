// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/WhoScreen.h"

#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

namespace hufu {

WhoScreen::WhoScreen(QWidget *parent)
    : QWidget(parent), m_intro(makeMuted(this)), m_embedded(new QRadioButton(this)), m_embeddedMeans(makeMuted(this)),
      m_server(new QRadioButton(this)), m_serverMeans(makeMuted(this)), m_officerLabel(makeBody(this)), m_houseLabel(makeBody(this)),
      m_departmentLabel(makeBody(this)), m_officer(new QLineEdit(this)), m_house(new QLineEdit(this)), m_department(new QLineEdit(this))
{
    m_embedded->setObjectName("embeddedChoice");
    m_embedded->setChecked(true);
    m_server->setObjectName("serverChoice");
    m_server->setEnabled(false);
    m_officer->setObjectName("founderName");
    m_house->setObjectName("houseNameEdit");
    m_department->setObjectName("founderDepartment");
    for (QLineEdit *edit : {m_officer, m_house, m_department}) {
        edit->setMaxLength(100);
        connect(edit, &QLineEdit::textChanged, this, &WhoScreen::changed);
        connect(edit, &QLineEdit::returnPressed, this, &WhoScreen::returnPressed);
    }
    for (QLabel *means : {m_embeddedMeans, m_serverMeans})
        means->setContentsMargins(26, 0, 0, 8);

    auto *fields = new QGridLayout;
    fields->setHorizontalSpacing(16);
    fields->setColumnMinimumWidth(0, 120);
    fields->addWidget(m_officerLabel, 0, 0);
    fields->addWidget(m_officer, 0, 1);
    fields->addWidget(m_houseLabel, 1, 0);
    fields->addWidget(m_house, 1, 1);
    fields->addWidget(m_departmentLabel, 2, 0);
    fields->addWidget(m_department, 2, 1);
    m_officerLabel->setBuddy(m_officer);
    m_houseLabel->setBuddy(m_house);
    m_departmentLabel->setBuddy(m_department);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_intro);
    layout->addSpacing(16);
    layout->addWidget(m_embedded);
    layout->addWidget(m_embeddedMeans);
    layout->addWidget(m_server);
    layout->addWidget(m_serverMeans);
    layout->addSpacing(16);
    layout->addLayout(fields);
    layout->addStretch(1);
    setFocusProxy(m_officer);
    retranslate();
}

FoundingRequest WhoScreen::request() const
{
    return {.houseName = m_house->text().trimmed().toStdString(),
            .officer = m_officer->text().trimmed().toStdString(),
            .department = m_department->text().trimmed().toStdString()};
}

bool WhoScreen::isComplete() const { return !m_officer->text().trimmed().isEmpty() && !m_house->text().trimmed().isEmpty(); }

void WhoScreen::retranslate()
{
    m_intro->setText(tr("Hufu keeps every digital certificate of the house in one place and says what needs attention next. "
                        "Everything stays on this computer, encrypted."));
    m_embedded->setText(tr("On this computer"));
    m_embeddedMeans->setText(tr("The authority runs inside this program; nothing else has to be installed, and no port is opened. You begin "
                                "alone, in pilot mode: one person holds every role until administrators are appointed."));
    m_server->setText(tr("With a lifecycle server"));
    m_serverMeans->setText(tr("Not in this version. The server comes later; the audit log that begins here moves there unchanged."));
    m_officerLabel->setText(tr("Your name"));
    m_houseLabel->setText(tr("Hospital"));
    m_departmentLabel->setText(tr("Department"));
    m_officer->setPlaceholderText(tr("as colleagues know you; it stands beside every act in the audit log"));
    m_house->setPlaceholderText(tr("its full name"));
    m_department->setPlaceholderText(tr("optional"));
    m_officer->setAccessibleName(m_officerLabel->text());
    m_house->setAccessibleName(m_houseLabel->text());
    m_department->setAccessibleName(m_departmentLabel->text());
    m_embedded->setAccessibleDescription(m_embeddedMeans->text());
    m_server->setAccessibleDescription(m_serverMeans->text());
}

void WhoScreen::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
