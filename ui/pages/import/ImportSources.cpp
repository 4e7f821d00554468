// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/import/ImportSources.h"

#include "models/pki/Trust.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QFileInfo>
#include <QRegularExpression>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hufu {

ImportSources::ImportSources(QWidget *parent)
    : QWidget(parent)
    , m_pathGroup(new QGroupBox(this))
    , m_endpointGroup(new QGroupBox(this))
    , m_pasteGroup(new QGroupBox(this))
    , m_paths(new QListWidget(this))
    , m_addFiles(new QPushButton(this))
    , m_addFolder(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_trustStore(new QCheckBox(this))
    , m_endpoints(new QPlainTextEdit(this))
    , m_pasted(new QPlainTextEdit(this))
    , m_complaint(makeBody(this))
    , m_keysNote(makeMuted(this))
    , m_trustStorePath(systemTrustBundlePath().value_or(std::string()))
{
    setAcceptDrops(true);
    m_paths->setObjectName(QStringLiteral("importPaths"));
    m_paths->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_paths->setTextElideMode(Qt::ElideMiddle);
    m_addFiles->setObjectName(QStringLiteral("importAddFiles"));
    m_addFolder->setObjectName(QStringLiteral("importAddFolder"));
    m_remove->setObjectName(QStringLiteral("importRemove"));
    m_trustStore->setObjectName(QStringLiteral("importTrustStore"));
    m_endpoints->setObjectName(QStringLiteral("importEndpoints"));
    m_pasted->setObjectName(QStringLiteral("importPasted"));
    m_complaint->setObjectName(QStringLiteral("importComplaint"));
    for (QPlainTextEdit *edit : {m_endpoints, m_pasted}) {
        edit->setTabChangesFocus(true);
        edit->setFont(Theme::monospaceFont());
    }
    m_pasted->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_addFiles->setIcon(themeIcon(QStringLiteral("document-open")));
    m_addFolder->setIcon(themeIcon(QStringLiteral("folder-open")));
    m_trustStore->setEnabled(!m_trustStorePath.empty());
    m_complaint->hide();

    auto *paths = new QGridLayout(m_pathGroup);
    paths->addWidget(m_paths, 0, 0, 1, 4);
    paths->addWidget(m_addFiles, 1, 0);
    paths->addWidget(m_addFolder, 1, 1);
    paths->addWidget(m_remove, 1, 2);
    paths->setColumnStretch(3, 1);
    paths->addWidget(m_trustStore, 2, 0, 1, 4);
    auto *endpoints = new QVBoxLayout(m_endpointGroup);
    endpoints->addWidget(m_endpoints);
    endpoints->addWidget(m_complaint);
    auto *pasted = new QVBoxLayout(m_pasteGroup);
    pasted->addWidget(m_pasted);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_pathGroup, 0, 0, 1, 2);
    layout->addWidget(m_endpointGroup, 1, 0);
    layout->addWidget(m_pasteGroup, 1, 1);
    layout->addWidget(m_keysNote, 2, 0, 1, 2);
    layout->setRowStretch(0, 3);
    layout->setRowStretch(1, 2);

    connect(m_addFiles, &QPushButton::clicked, this, &ImportSources::askForFiles);
    connect(m_addFolder, &QPushButton::clicked, this, &ImportSources::askForFolder);
    connect(m_remove, &QPushButton::clicked, this, &ImportSources::removeChosen);
    connect(m_paths, &QListWidget::itemSelectionChanged, this, [this] { m_remove->setEnabled(!m_paths->selectedItems().isEmpty()); });
    connect(m_trustStore, &QCheckBox::toggled, this, &ImportSources::changed);
    connect(m_pasted, &QPlainTextEdit::textChanged, this, &ImportSources::changed);
    connect(m_endpoints, &QPlainTextEdit::textChanged, this, [this] {
        const QString wrong = complaint();
        m_complaint->setText(wrong);
        m_complaint->setVisible(!wrong.isEmpty());
        Q_EMIT changed();
    });
    m_remove->setEnabled(false);
    retranslate();
}

void ImportSources::add(const std::vector<SourceSpec> &sources)
{
    for (const SourceSpec &source : sources) {
        const QString text = QString::fromStdString(source.text);
        switch (source.kind) {
        case SourceSpec::Kind::Path: addPath(text); break;
        case SourceSpec::Kind::Endpoint: m_endpoints->appendPlainText(text); break;
        case SourceSpec::Kind::TrustStore: m_trustStore->setChecked(m_trustStore->isEnabled()); break;
        case SourceSpec::Kind::Pasted:
            m_pasted->appendPlainText(QString::fromUtf8(reinterpret_cast<const char *>(source.bytes.data()), static_cast<qsizetype>(source.bytes.size())));
            break;
        }
    }
}

void ImportSources::clear()
{
    m_paths->clear();
    m_trustStore->setChecked(false);
    m_endpoints->clear();
    m_pasted->clear();
}

void ImportSources::addPath(const QString &path)
{
    if (path.isEmpty() || !m_paths->findItems(path, Qt::MatchExactly).isEmpty())
        return;
    auto *item = new QListWidgetItem(themeIcon(QFileInfo(path).isDir() ? QStringLiteral("folder") : QStringLiteral("text-x-generic")), path, m_paths);
    item->setToolTip(path);
    Q_EMIT changed();
}

QStringList ImportSources::endpointLines() const
{
    QStringList lines;
    for (const QString &line : m_endpoints->toPlainText().split(QRegularExpression(QStringLiteral("[\\s,;，；、]+")), Qt::SkipEmptyParts))
        lines += line;
    return lines;
}

QString ImportSources::complaint() const
{
    for (const QString &line : endpointLines()) {
        if (!SourceSpec::typedEndpoint(line.toStdString()))
            return tr("“%1” names no server. Write host:port, such as his.example:443 or ldap://dir.example.").arg(line);
    }
    return {};
}

std::vector<SourceSpec> ImportSources::sources() const
{
    std::vector<SourceSpec> sources;
    for (int row = 0; row < m_paths->count(); ++row)
        sources.push_back(SourceSpec::path(m_paths->item(row)->text().toStdString()));
    if (m_trustStore->isChecked())
        sources.push_back(SourceSpec::trustStore());
    for (const QString &line : endpointLines()) {
        if (Result<SourceSpec> source = SourceSpec::typedEndpoint(line.toStdString()))
            sources.push_back(std::move(*source));
    }
    const QByteArray pasted = m_pasted->toPlainText().trimmed().toUtf8();
    if (!pasted.isEmpty())
        sources.push_back(SourceSpec::pasted(viewOf(std::string_view(pasted.constData(), static_cast<std::size_t>(pasted.size()))),
                                             tr("pasted text").toStdString()));
    return sources;
}

void ImportSources::askForFiles()
{
    auto *dialog = new QFileDialog(window(), tr("Files to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &files) {
        for (const QString &file : files)
            addPath(file);
    });
    dialog->open();
}

void ImportSources::askForFolder()
{
    auto *dialog = new QFileDialog(window(), tr("Folder to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportSources::addPath);
    dialog->open();
}

void ImportSources::removeChosen()
{
    qDeleteAll(m_paths->selectedItems());
    Q_EMIT changed();
}

void ImportSources::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ImportSources::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            addPath(url.toLocalFile());
    }
    event->acceptProposedAction();
}

void ImportSources::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ImportSources::retranslate()
{
    m_pathGroup->setTitle(tr("Files and folders"));
    m_paths->setAccessibleName(tr("Files and folders to import"));
    m_paths->setToolTip(tr("Certificates, PKCS#7, PKCS#12, and configurations of nginx, Apache and HAProxy; recognised by content. Files can be dropped here."));
    m_addFiles->setText(tr("Add files…"));
    m_addFolder->setText(tr("Add folder…"));
    m_remove->setText(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove the chosen files and folders from the list"));
    m_trustStore->setText(m_trustStorePath.empty() ? tr("This computer's trusted authorities (none found)")
                                                   : tr("This computer's trusted authorities (%1)").arg(QString::fromStdString(m_trustStorePath)));
    m_endpointGroup->setTitle(tr("Servers"));
    m_endpoints->setAccessibleName(tr("Servers to ask, one per line"));
    m_endpoints->setPlaceholderText(tr("One per line:\nhis.example:443\nldap://dir.example\nportal.example@10.0.0.5:8443"));
    m_pasteGroup->setTitle(tr("Text"));
    m_pasted->setAccessibleName(tr("Certificates as text"));
    m_pasted->setPlaceholderText(tr("Paste certificates here:\n-----BEGIN CERTIFICATE-----"));
    m_keysNote->setText(tr("Private keys are never kept. Where one lies beside its certificate, that becomes a finding."));
}

} // namespace hufu
