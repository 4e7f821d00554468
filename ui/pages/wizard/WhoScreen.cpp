// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/WhoScreen.h"

#include "ui/widgets/Labels.h"

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

#include <algorithm>
#include <set>

namespace hufu {

WhoScreen::WhoScreen(QWidget *parent)
    : QWidget(parent), m_intro(makeMuted(this)), m_embedded(new QRadioButton(this)), m_embeddedMeans(makeMuted(this)),
      m_server(new QRadioButton(this)), m_serverMeans(makeMuted(this)), m_alone(new QRadioButton(this)), m_together(new QRadioButton(this)),
      m_aloneMeans(makeMuted(this)), m_togetherMeans(makeMuted(this)), m_officerLabel(makeBody(this)), m_houseLabel(makeBody(this)),
      m_departmentLabel(makeBody(this)), m_officer(new QLineEdit(this)), m_house(new QLineEdit(this)), m_department(new QLineEdit(this))
{
    m_embedded->setObjectName("embeddedChoice");
    m_server->setObjectName("serverChoice");
    m_officer->setObjectName("founderName");
    m_house->setObjectName("houseNameEdit");
    m_department->setObjectName("founderDepartment");
    m_alone->setObjectName("aloneChoice");
    m_together->setObjectName("togetherChoice");
    auto *place = new QButtonGroup(this), *founders = new QButtonGroup(this);
    place->addButton(m_embedded);
    place->addButton(m_server);
    founders->addButton(m_alone);
    founders->addButton(m_together);
    m_embedded->setChecked(true); // once each is in its own group
    m_alone->setChecked(true);
    constexpr const char *names[] = {"securityAdministrator", "systemAdministrator", "auditAdministrator"};
    for (std::size_t i = 0; i < std::size(names); ++i) {
        m_administratorLabels[i] = makeBody(this);
        m_administrators[i] = new QLineEdit(this);
        m_administrators[i]->setObjectName(QLatin1String(names[i]));
        m_administratorLabels[i]->setBuddy(m_administrators[i]);
    }
    for (QLineEdit *edit : {m_officer, m_house, m_department, m_administrators[0], m_administrators[1], m_administrators[2]}) {
        edit->setMaxLength(100);
        connect(edit, &QLineEdit::textChanged, this, &WhoScreen::changed);
        connect(edit, &QLineEdit::returnPressed, this, &WhoScreen::returnPressed);
    }
    for (QLabel *means : {m_embeddedMeans, m_serverMeans, m_aloneMeans, m_togetherMeans})
        means->setContentsMargins(26, 0, 0, 8);

    auto *fields = new QGridLayout;
    fields->setHorizontalSpacing(16);
    fields->setColumnMinimumWidth(0, 120);
    fields->addWidget(m_officerLabel, 0, 0);
    fields->addWidget(m_officer, 0, 1);
    for (int i = 0; i < 3; ++i) {
        fields->addWidget(m_administratorLabels[i], 1 + i, 0);
        fields->addWidget(m_administrators[i], 1 + i, 1);
    }
    fields->addWidget(m_houseLabel, 4, 0);
    fields->addWidget(m_house, 4, 1);
    fields->addWidget(m_departmentLabel, 5, 0);
    fields->addWidget(m_department, 5, 1);
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
    layout->addSpacing(8);
    layout->addWidget(m_alone);
    layout->addWidget(m_aloneMeans);
    layout->addWidget(m_together);
    layout->addWidget(m_togetherMeans);
    layout->addSpacing(8);
    layout->addLayout(fields);
    layout->addStretch(1);
    setFocusProxy(m_officer);
    connect(m_alone, &QRadioButton::toggled, this, &WhoScreen::showFields);
    connect(m_server, &QRadioButton::toggled, this, &WhoScreen::showFields);
    retranslate();
    showFields();
}

void WhoScreen::showFields()
{
    const bool alone = m_alone->isChecked(), here = !isServed();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_alone, m_aloneMeans, m_together, m_togetherMeans, m_houseLabel, m_house, m_departmentLabel, m_department})
        widget->setVisible(here);
    m_officerLabel->setVisible(here && alone);
    m_officer->setVisible(here && alone);
    for (std::size_t i = 0; i < std::size(m_administrators); ++i) {
        m_administratorLabels[i]->setVisible(here && !alone);
        m_administrators[i]->setVisible(here && !alone);
    }
    setFocusProxy(alone ? m_officer : m_administrators[0]);
    Q_EMIT changed();
}

bool WhoScreen::isServed() const { return m_server->isChecked(); }

void WhoScreen::chooseServer() { m_server->setChecked(true); }

std::vector<QString> WhoScreen::administrators() const
{
    std::vector<QString> names;
    if (m_together->isChecked() && !isServed()) {
        for (const QLineEdit *edit : m_administrators)
            names.push_back(edit->text().trimmed());
    }
    return names;
}

FoundingRequest WhoScreen::request() const
{
    return {.houseName = m_house->text().trimmed().toStdString(),
            .officer = m_officer->text().trimmed().toStdString(),
            .department = m_department->text().trimmed().toStdString()};
}

bool WhoScreen::isComplete() const
{
    if (isServed())
        return true;
    if (m_house->text().trimmed().isEmpty())
        return false;
    if (m_alone->isChecked())
        return !m_officer->text().trimmed().isEmpty();
    const std::vector<QString> names = administrators();
    return std::ranges::none_of(names, &QString::isEmpty) && std::set<QString>(names.begin(), names.end()).size() == names.size();
}

void WhoScreen::retranslate()
{
    m_intro->setText(tr("Hufu keeps every digital certificate of the house in one place and says what needs attention next. "
                        "Everything stays on this computer, encrypted."));
    m_embedded->setText(tr("On this computer"));
    m_embeddedMeans->setText(tr("The authority runs inside this program; nothing else has to be installed, and no port is opened."));
    m_alone->setText(tr("I begin alone: pilot mode"));
    m_aloneMeans->setText(tr("One person holds every role until administrators are appointed; the audit log says whatever lacked a second signature."));
    m_together->setText(tr("The three administrators are here"));
    m_togetherMeans->setText(tr("Security, system and audit administrator found the house together, each with their own passphrase. Nobody decides alone."));
    const QString titles[] = {tr("Security administrator"), tr("System administrator"), tr("Audit administrator")};
    for (std::size_t i = 0; i < std::size(m_administrators); ++i) {
        m_administratorLabels[i]->setText(titles[i]);
        m_administrators[i]->setAccessibleName(titles[i]);
        m_administrators[i]->setPlaceholderText(tr("name"));
    }
    m_alone->setAccessibleDescription(m_aloneMeans->text());
    m_together->setAccessibleDescription(m_togetherMeans->text());
    m_server->setText(tr("With a lifecycle server"));
    m_serverMeans->setText(tr("The authority runs on a server, and this computer is one of its workstations. An authority that began on a computer moves to a server with its audit log unchanged."));
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
