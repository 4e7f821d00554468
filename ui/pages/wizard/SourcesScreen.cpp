// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/SourcesScreen.h"

#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace hufu {

namespace {

QStringList wordsOf(const QPlainTextEdit *edit)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;，；、]+"));
    return edit->toPlainText().split(separators, Qt::SkipEmptyParts);
}

} // namespace

SourcesScreen::SourcesScreen(QWidget *parent)
    : QWidget(parent), m_intro(makeMuted(this)), m_trustStore(new QCheckBox(this)), m_folder(new QCheckBox(this)), m_hosts(new QCheckBox(this)),
      m_pkcs12(new QCheckBox(this)), m_folderPath(new QLineEdit(this)), m_pkcs12Path(new QLineEdit(this)),
      m_chooseFolder(new QPushButton(this)), m_choosePkcs12(new QPushButton(this)), m_hostList(new QPlainTextEdit(this))
{
    m_trustStore->setObjectName("sourceTrustStore");
    m_trustStore->setChecked(true);
    m_folder->setObjectName("sourceFolder");
    m_folderPath->setObjectName("sourceFolderPath");
    m_chooseFolder->setObjectName("sourceChooseFolder");
    m_hosts->setObjectName("sourceHosts");
    m_hostList->setObjectName("sourceHostList");
    m_hostList->setTabChangesFocus(true);
    m_hostList->setFixedHeight(76);
    m_pkcs12->setObjectName("sourcePkcs12");
    m_pkcs12Path->setObjectName("sourcePkcs12Path");
    m_choosePkcs12->setObjectName("sourceChoosePkcs12");

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, 26);
    grid->addWidget(m_intro, 0, 0, 1, 3);
    grid->setRowMinimumHeight(1, 8);
    grid->addWidget(m_trustStore, 2, 0, 1, 3);
    grid->addWidget(m_folder, 3, 0, 1, 3);
    grid->addWidget(m_folderPath, 4, 1);
    grid->addWidget(m_chooseFolder, 4, 2);
    grid->addWidget(m_hosts, 5, 0, 1, 3);
    grid->addWidget(m_hostList, 6, 1, 1, 2);
    grid->addWidget(m_pkcs12, 7, 0, 1, 3);
    grid->addWidget(m_pkcs12Path, 8, 1);
    grid->addWidget(m_choosePkcs12, 8, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(9, 1);

    for (QCheckBox *box : {m_trustStore, m_folder, m_hosts, m_pkcs12})
        connect(box, &QCheckBox::toggled, this, &SourcesScreen::changed);
    // Whoever fills in a field means it.
    connect(m_folderPath, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_folder->setChecked(!text.isEmpty());
        Q_EMIT changed();
    });
    connect(m_pkcs12Path, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_pkcs12->setChecked(!text.isEmpty());
        Q_EMIT changed();
    });
    connect(m_hostList, &QPlainTextEdit::textChanged, this, [this] {
        m_hosts->setChecked(!wordsOf(m_hostList).isEmpty());
        Q_EMIT changed();
    });
    connect(m_chooseFolder, &QPushButton::clicked, this, [this] {
        if (const QString path = QFileDialog::getExistingDirectory(this, tr("Folder with certificates")); !path.isEmpty())
            m_folderPath->setText(path);
    });
    connect(m_choosePkcs12, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("PKCS#12 file"), QString(), tr("PKCS#12 (*.p12 *.pfx);;All files (*)"));
        if (!path.isEmpty())
            m_pkcs12Path->setText(path);
    });
    retranslate();
}

std::vector<SourceSpec> SourcesScreen::sources() const
{
    std::vector<SourceSpec> sources;
    if (m_trustStore->isChecked())
        sources.push_back(SourceSpec::trustStore());
    if (m_folder->isChecked() && !m_folderPath->text().isEmpty())
        sources.push_back(SourceSpec::path(m_folderPath->text().toStdString()));
    if (m_hosts->isChecked()) {
        for (const QString &host : wordsOf(m_hostList))
            sources.push_back(SourceSpec::typedEndpoint(host.toStdString()).value_or(SourceSpec::endpoint(host.toStdString()))); // the import says what is wrong with one
    }
    if (m_pkcs12->isChecked() && !m_pkcs12Path->text().isEmpty())
        sources.push_back(SourceSpec::path(m_pkcs12Path->text().toStdString()));
    return sources;
}

bool SourcesScreen::isComplete() const
{
    return (!m_folder->isChecked() || !m_folderPath->text().isEmpty()) && (!m_hosts->isChecked() || !wordsOf(m_hostList).isEmpty())
        && (!m_pkcs12->isChecked() || !m_pkcs12Path->text().isEmpty());
}

void SourcesScreen::retranslate()
{
    m_intro->setText(tr("Certificates are read, never changed, and private keys are not kept. More can be imported at any time."));
    m_trustStore->setText(tr("The authorities this computer trusts"));
    m_folder->setText(tr("A folder with certificates or server configurations (nginx, Apache, HAProxy)"));
    m_folderPath->setPlaceholderText(tr("/etc/nginx"));
    m_hosts->setText(tr("Servers on the network"));
    m_hostList->setPlaceholderText(tr("one to a line: his.hospital.example:443, mail.hospital.example:25"));
    m_pkcs12->setText(tr("A PKCS#12 file (.p12, .pfx); its password is asked for while importing"));
    m_pkcs12Path->setPlaceholderText(tr("path of the file"));
    m_chooseFolder->setText(tr("Choose…"));
    m_choosePkcs12->setText(tr("Choose…"));
    m_folderPath->setAccessibleName(tr("Folder"));
    m_pkcs12Path->setAccessibleName(tr("PKCS#12 file"));
    m_hostList->setAccessibleName(tr("Servers"));
    m_chooseFolder->setAccessibleName(tr("Choose a folder"));
    m_choosePkcs12->setAccessibleName(tr("Choose a PKCS#12 file"));
}

void SourcesScreen::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
