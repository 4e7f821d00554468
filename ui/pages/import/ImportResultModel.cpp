// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/import/ImportResultModel.h"

#include "models/base/Csv.h"
#include "models/base/Masking.h"
#include "models/wording/ErrorText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace hufu {

ImportResultModel::ImportResultModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ImportResultModel::setResult(ImportResult result)
{
    beginResetModel();
    m_result = std::move(result);
    m_lines.clear();
    m_problems = 0;
    m_privateKeys = 0;
    for (std::size_t o = 0; o < m_result.report.outcomes.size(); ++o) {
        const SourceOutcome &outcome = m_result.report.outcomes[o];
        m_problems += outcome.isProblem();
        m_privateKeys += outcome.privateKeys;
        m_lines.push_back({o, -1});
        // A single reason for the whole source stands in the source's own line.
        const bool merged = outcome.failures.size() == 1 && outcome.failures.front().where.empty();
        for (std::size_t f = 0; f < outcome.failures.size() && !merged; ++f)
            m_lines.push_back({o, static_cast<int>(f)});
    }
    endResetModel();
}

void ImportResultModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_lines.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ImportResultModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }

int ImportResultModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

std::optional<ImportResult::Tally> ImportResultModel::tally(const SourceOutcome &outcome) const
{
    // Sightings are masked before they reach the house, sources on the screen are not.
    const auto found = m_result.byLocation.find(maskPatientData(outcome.source));
    return found == m_result.byLocation.end() ? std::nullopt : std::optional(found->second);
}

QString ImportResultModel::whatText(OutcomeKind what)
{
    switch (what) {
    case OutcomeKind::Imported: return tr("imported");
    case OutcomeKind::NothingFound: return tr("holds no certificate");
    case OutcomeKind::Repeated: return tr("read already");
    case OutcomeKind::Skipped: return tr("skipped");
    case OutcomeKind::Failed: return tr("could not be read");
    case OutcomeKind::Cancelled: return tr("cancelled");
    }
    return {};
}

QString ImportResultModel::contentText(ContentKind content)
{
    switch (content) {
    case ContentKind::Unknown: return tr("unknown");
    case ContentKind::Der: return QStringLiteral("DER");
    case ContentKind::Pem: return QStringLiteral("PEM");
    case ContentKind::Pkcs7: return QStringLiteral("PKCS#7");
    case ContentKind::Pkcs12: return QStringLiteral("PKCS#12");
    case ContentKind::NginxConfig: return tr("nginx configuration");
    case ContentKind::ApacheConfig: return tr("Apache configuration");
    case ContentKind::HaproxyConfig: return tr("HAProxy configuration");
    case ContentKind::Endpoint: return tr("server");
    case ContentKind::Folder: return tr("folder");
    }
    return {};
}

QString ImportResultModel::text(const Line &line, int column) const
{
    const SourceOutcome &source = outcome(line);
    const QLocale locale;
    if (line.failure >= 0) {
        const SourceFailure &failure = source.failures[static_cast<std::size_t>(line.failure)];
        switch (column) {
        case Source:
            return failure.where.empty() ? QString::fromStdString(source.source)
                                         //: a part of a file: %1 the file, %2 the place in it
                                         : tr("%1, %2").arg(QString::fromStdString(source.source), QString::fromStdString(failure.where));
        case What: return tr("this part could not be read");
        case Why: return sentence(failure.error);
        default: return {};
        }
    }
    const std::optional<ImportResult::Tally> counts = tally(source);
    switch (column) {
    case Source: return QString::fromStdString(source.source);
    case Content: return contentText(source.content);
    case What: return whatText(source.what);
    case Read: return locale.toString(static_cast<qulonglong>(source.read));
    case Added: return counts ? locale.toString(static_cast<qulonglong>(counts->added)) : QString();
    case Known: return counts ? locale.toString(static_cast<qulonglong>(counts->known)) : QString();
    case PrivateKeys: return source.privateKeys ? locale.toString(static_cast<qulonglong>(source.privateKeys)) : QString();
    case Why:
        if (source.failures.size() == 1 && source.failures.front().where.empty())
            return sentence(source.failures.front().error);
        if (!source.failures.empty())
            return tr("%n part(s) could not be read, listed below.", nullptr, static_cast<int>(source.failures.size()));
        if (source.what == OutcomeKind::Repeated)
            //: a file that two names lead to, such as a symbolic link; %1 the other name
            return tr("The same file as %1.").arg(QString::fromStdString(source.sameAs));
        if (source.privateKeys > 0)
            return tr("Private keys were seen and not kept.");
        return {};
    default: return {};
    }
}

QVariant ImportResultModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    const bool number = index.column() >= Read && index.column() <= PrivateKeys;
    switch (role) {
    case Qt::DisplayRole: return text(line, index.column());
    case Qt::ToolTipRole: return text(line, index.column());
    case Qt::TextAlignmentRole: return number ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ProblemRole: return line.failure >= 0 || outcome(line).isProblem();
    case SortRole: return number ? QVariant(QLocale().toULongLong(text(line, index.column()))) : QVariant(text(line, index.column()));
    default: return {};
    }
}

QVariant ImportResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Source: return tr("Source");
    case Content: return tr("Recognised as");
    case What: return tr("What happened");
    case Read: return tr("Read");
    case Added: return tr("New");
    case Known: return tr("Known");
    case PrivateKeys: return tr("Private keys");
    case Why: return tr("Why");
    default: return {};
    }
}

QByteArray ImportResultModel::asCsv() const
{
    std::string csv(csvByteOrderMark);
    std::vector<std::string> cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells.push_back(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toStdString());
    csv += csvLine(cells);
    for (const Line &line : m_lines) {
        cells.clear();
        for (int column = 0; column < ColumnCount; ++column)
            cells.push_back(text(line, column).toStdString());
        csv += csvLine(cells);
    }
    return QByteArray::fromStdString(csv);
}

QByteArray ImportResultModel::asJson() const
{
    QJsonArray outcomes, failed;
    for (const SourceOutcome &outcome : m_result.report.outcomes) {
        QJsonArray failures;
        for (const SourceFailure &failure : outcome.failures) {
            failures += QJsonObject{{QStringLiteral("where"), QString::fromStdString(failure.where)},
                                    {QStringLiteral("error"), QString::fromLatin1(errorName(failure.error.code))},
                                    {QStringLiteral("detail"), QString::fromStdString(failure.error.detail)}};
        }
        outcomes += QJsonObject{{QStringLiteral("source"), QString::fromStdString(outcome.source)},
                                {QStringLiteral("content"), QString::fromLatin1(contentKindName(outcome.content))},
                                {QStringLiteral("outcome"), QString::fromLatin1(outcomeKindName(outcome.what))},
                                {QStringLiteral("read"), static_cast<qint64>(outcome.read)},
                                {QStringLiteral("privateKeys"), static_cast<qint64>(outcome.privateKeys)},
                                {QStringLiteral("failures"), failures}};
        if (outcome.what == OutcomeKind::Failed) {
            failed += QJsonObject{{QStringLiteral("source"), QString::fromStdString(outcome.source)},
                                  {QStringLiteral("reason"), outcome.failures.empty() ? QString() : sentence(outcome.failures.front().error)}};
        }
    }
    const QJsonObject all{{QStringLiteral("read"), static_cast<qint64>(m_result.report.read)},
                          {QStringLiteral("added"), static_cast<qint64>(m_result.total.added)},
                          {QStringLiteral("known"), static_cast<qint64>(m_result.total.known)},
                          {QStringLiteral("cancelled"), m_result.report.cancelled},
                          {QStringLiteral("failed"), failed},
                          {QStringLiteral("outcomes"), outcomes}};
    return QJsonDocument(all).toJson();
}

} // namespace hufu
