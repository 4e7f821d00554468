// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/MakersList.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/Container.h"
#include "models/views/ValueText.h"
#include "models/wording/ErrorText.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {
namespace {

enum MakerColumn { MakerName, MakerEnds, MakerKind, MakerColumns };
constexpr qint64 largestMakersFile = 1 << 20;
constexpr int shownMakers = 4, makerRowHeight = 28;

Result<std::vector<Bytes>> certificatesIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, utf8(file.errorString()), utf8(path));
    const QByteArray bytes = file.read(largestMakersFile + 1);
    if (bytes.size() > largestMakersFile)
        return fail(ErrorCode::TooLarge, "more than 1 MiB", utf8(path));
    const auto *first = reinterpret_cast<const std::uint8_t *>(bytes.constData());
    Result<ContainerContents> contents = readContainer({first, std::size_t(bytes.size())});
    if (!contents)
        return fail(Error{contents.error().code, contents.error().detail, utf8(path), {}});
    if (contents->certificates.empty())
        return fail(ErrorCode::NothingFound, "no certificate", utf8(path));
    return std::move(contents->certificates);
}

} // namespace

MakersList::MakersList(QWidget *parent)
    : QWidget(parent), m_title(makeBody(this)), m_said(makeMuted(this)), m_table(new QTableWidget(0, MakerColumns, this)), m_add(new QPushButton(this)),
      m_remove(new QPushButton(this)), m_demanded(new QCheckBox(this))
{
    m_table->setObjectName(QStringLiteral("policyMakers"));
    m_add->setObjectName(QStringLiteral("policyAddMaker"));
    m_remove->setObjectName(QStringLiteral("policyRemoveMaker"));
    m_demanded->setObjectName(QStringLiteral("policyAttestationDemanded"));
    m_said->setObjectName(QStringLiteral("policyMakersSaid"));
    m_said->hide();
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(makerRowHeight);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(MakerName, QHeaderView::Stretch);
    m_table->setColumnWidth(MakerEnds, 200);
    m_table->setColumnWidth(MakerKind, 200);
    m_table->setFixedHeight((shownMakers + 1) * makerRowHeight);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_demanded);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_table);
    layout->addLayout(buttons);
    layout->addWidget(m_said);
    connect(m_add, &QPushButton::clicked, this, &MakersList::askForFile);
    connect(m_remove, &QPushButton::clicked, this, &MakersList::removeChosen);
    connect(m_demanded, &QCheckBox::toggled, this, &MakersList::changed);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] { m_remove->setEnabled(!m_table->selectedItems().isEmpty()); });
    retranslate();
    fill();
}

bool MakersList::isDemanded() const { return m_demanded->isChecked(); }

void MakersList::setMakers(const std::vector<Bytes> &certificates, bool demanded)
{
    m_makers = certificates;
    m_said->hide();
    fill(); // before the box: without makers it cannot be checked
    m_demanded->setChecked(demanded && !m_makers.empty());
}

void MakersList::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Certificates of the maker"), QString(), tr("Certificates (*.pem *.crt *.cer *.der *.p7b);;All files (*)"));
    dialog->setObjectName(QStringLiteral("makersDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &files) {
        for (const QString &file : files)
            addFile(file);
    });
    dialog->open();
}

void MakersList::addFile(const QString &path)
{
    m_jobs.add(QtConcurrent::run(backgroundPool(), [path] { return certificatesIn(path); }))
        .then(this, [this, path](const Result<std::vector<Bytes>> &certificates) { take(path, certificates); });
}

void MakersList::take(const QString &file, const Result<std::vector<Bytes>> &certificates)
{
    m_said->show();
    if (!certificates)
        return m_said->setText(tr("%1: %2", "a file, and what is wrong with it").arg(file, sentence(certificates.error())));
    int added = 0;
    for (const Bytes &one : *certificates) {
        if (std::ranges::find(m_makers, one) != m_makers.end())
            continue;
        m_makers.push_back(one);
        ++added;
    }
    m_said->setText(added == 0 ? tr("%1 holds none that is not in the list already.").arg(file) : tr("%n certificate(s) added.", nullptr, added));
    fill();
    Q_EMIT changed();
}

void MakersList::removeChosen()
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::ranges::sort(rows, std::greater());
    for (const int row : rows)
        m_makers.erase(m_makers.begin() + row);
    m_said->hide();
    fill();
    Q_EMIT changed();
}

void MakersList::fill()
{
    m_table->setRowCount(int(m_makers.size()));
    for (int row = 0; row < int(m_makers.size()); ++row) {
        const Result<CertificateListing> read = readListing(m_makers[std::size_t(row)]);
        const QString name = !read ? tr("no certificate") : qstr(read->commonName.empty() ? read->subject : read->commonName);
        const QString ends = read ? ValueText::date(read->notAfter) : QString();
        const QString kind = !read ? QString() : read->subject == read->issuer ? tr("root") : tr("between");
        for (const auto &[column, text] : {std::pair(MakerName, name), std::pair(MakerEnds, ends), std::pair(MakerKind, kind)}) {
            auto *item = new QTableWidgetItem(text);
            item->setToolTip(read ? qstr(read->subject) : text);
            m_table->setItem(row, column, item);
        }
    }
    m_table->clearSelection();
    m_remove->setEnabled(false);
    m_demanded->setEnabled(!m_makers.empty());
    if (m_makers.empty())
        m_demanded->setChecked(false);
}

void MakersList::retranslate()
{
    m_title->setText(tr("Makers of USBKeys whose word counts: their root certificates, and those between the roots and the keys"));
    m_table->setHorizontalHeaderLabels({tr("Maker"), tr("Expires"), tr("Kind")});
    m_table->setAccessibleName(m_title->text());
    m_add->setText(tr("Add from files…"));
    m_remove->setText(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove the chosen makers"));
    m_demanded->setText(tr("Only USBKeys are issued whose maker vouches for their keys"));
    m_demanded->setToolTip(tr("Otherwise a USBKey whose maker says nothing is issued, and the audit log says so. Over PKCS#11 no maker ever says anything."));
    fill();
}

void MakersList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
