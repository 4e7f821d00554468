// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CertificateExport.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Csv.h"
#include "models/intake/Source.h"
#include "models/replica/House.h"
#include "models/store/HouseReader.h"
#include "models/views/CertificateTableModel.h"

#include <QJsonDocument>
#include <QPromise>
#include <QSaveFile>
#include <QtConcurrent>

namespace hufu {
namespace {

constexpr std::size_t portion = 500;

std::string csvTitles(std::span<const int> columns)
{
    std::vector<std::string> cells;
    for (int column : columns)
        cells.push_back(utf8(CertificateTableModel::columnTitle(column)));
    return csvLine(cells);
}

std::string csvRow(const Inventory &inventory, Row row, std::span<const int> columns, Instant now)
{
    std::vector<std::string> cells;
    for (int column : columns)
        cells.push_back(utf8(CertificateTableModel::cellText(inventory, row, column, now)));
    return csvLine(cells);
}

QJsonArray namesArray(std::string_view names)
{
    QJsonArray array;
    for (const QString &name : qstr(names).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        array.append(name);
    return array;
}

/// RFC 7468 §5.1.
std::string pem(BytesView der)
{
    const std::string base64 = toBase64(der);
    std::string text = "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t from = 0; from < base64.size(); from += 64)
        text.append(base64, from, 64) += '\n';
    return text + "-----END CERTIFICATE-----\n";
}

Error fileError(const QSaveFile &file)
{
    const ErrorCode code = file.error() == QFileDevice::PermissionsError ? ErrorCode::PermissionDenied
        : file.error() == QFileDevice::ResourceError                     ? ErrorCode::DiskFull
                                                                         : ErrorCode::Io;
    return {code, utf8(file.errorString()), utf8(file.fileName()), {}};
}

struct Task {
    House &house;
    std::shared_ptr<const Inventory> inventory;
    std::vector<Row> rows;
    std::vector<int> columns;
    ExportFormat format;
    QString path;
};

Result<std::string> textOf(const Task &task, std::span<const Row> rows, bool first, Instant now)
{
    std::string text;
    switch (task.format) {
    case ExportFormat::Csv:
        if (first)
            text = std::string(csvByteOrderMark) + csvTitles(task.columns);
        for (Row row : rows)
            text += csvRow(*task.inventory, row, task.columns, now);
        return text;
    case ExportFormat::Json:
        for (Row row : rows) {
            text += first ? "[\n" : ",\n";
            text += QJsonDocument(certificateAsJson(*task.inventory, row, now)).toJson(QJsonDocument::Compact).toStdString();
            first = false;
        }
        return text;
    case ExportFormat::Pem: break;
    }
    return task.house.read([&](Connection &connection) -> Result<std::string> {
        for (Row row : rows) {
            const Result<Bytes> der = readBlob(connection, task.inventory->row(row).id);
            if (!der)
                return fail(der.error());
            text += pem(*der);
        }
        return text;
    });
}

void run(QPromise<Result<int>> &promise, const Task &task)
{
    QSaveFile file(task.path);
    const auto failed = [&](Error error) { promise.addResult(Result<int>(fail(std::move(error)))); };
    if (!file.open(QIODevice::WriteOnly))
        return failed(fileError(file));
    const Instant now = task.house.now();
    promise.setProgressRange(0, static_cast<int>(task.rows.size()));
    const std::span<const Row> rows = task.rows;
    for (std::size_t from = 0; from < std::max<std::size_t>(rows.size(), 1); from += portion) {
        if (promise.isCanceled())
            return; // QSaveFile drops what was written
        const Result<std::string> text =
            textOf(task, rows.subspan(std::min(from, rows.size()), std::min(portion, rows.size() - std::min(from, rows.size()))),
                   from == 0, now);
        if (!text)
            return failed(text.error());
        if (file.write(text->data(), qint64(text->size())) != qint64(text->size()))
            return failed(fileError(file));
        promise.setProgressValue(static_cast<int>(std::min(from + portion, rows.size())));
    }
    if (task.format == ExportFormat::Json)
        file.write(rows.empty() ? "[]\n" : "\n]\n");
    if (!file.commit())
        return failed(fileError(file));
    promise.addResult(static_cast<int>(rows.size()));
}

} // namespace

QString certificatesAsCsv(const Inventory &inventory, std::span<const Row> rows, std::span<const int> columns, Instant now)
{
    std::string text = csvTitles(columns);
    for (Row row : rows)
        text += csvRow(inventory, row, columns, now);
    return qstr(text);
}

QJsonObject certificateAsJson(const Inventory &inventory, Row number, Instant now)
{
    const CertificateRow row = inventory.row(number);
    QJsonArray services, findings, seen;
    for (std::uint16_t service : row.services)
        services.append(qstr(inventory.services()[service].name));
    forEachRule(row.rules, [&](Rule rule) { findings.append(QString::fromLatin1(ruleName(rule))); });
    for (const SightingColumns::Sighting &sighting : row.sightings) {
        seen.append(QJsonObject{{"kind", sourceKindName(static_cast<SourceKind>(sighting.kind))},
                                {"location", qstr(row.sightingTexts->locations.at(sighting.location))},
                                {"privateKey", sighting.privateKey},
                                {"lastSeen", qstr(toIso(fromUnix(sighting.lastSeen)))}});
    }
    return {{"sha256", qstr(toHex(row.sha256))},
            {"subject", qstr(row.subject)},
            {"names", namesArray(row.names)},
            {"issuer", qstr(row.issuer)},
            {"serial", qstr(toHex(row.serial))},
            {"notBefore", qstr(toIso(row.notBefore))},
            {"notAfter", qstr(toIso(row.notAfter))},
            {"class", validationClassName(row.validationClass)},
            {"classInferred", row.classInferred},
            {"tier", tierName(row.tier)},
            {"services", services},
            {"key", keyAlgorithmName(row.keyAlgorithm)},
            {"bits", row.keyBits},
            {"curve", qstr(row.curve)},
            {"signature", signatureAlgorithmName(row.signatureAlgorithm)},
            {"purpose", purposeName(row.purpose)},
            {"ca", row.isCa()},
            {"status", statusName(row.status(now))},
            {"severity", row.severity ? QJsonValue(severityName(*row.severity)) : QJsonValue()},
            {"findings", findings},
            {"seen", seen}};
}

QByteArray certificatesAsJson(const Inventory &inventory, std::span<const Row> rows, Instant now)
{
    QJsonArray array;
    for (Row row : rows)
        array.append(certificateAsJson(inventory, row, now));
    return QJsonDocument(array).toJson();
}

QFuture<Result<int>> exportCertificates(House &house, std::shared_ptr<const Inventory> inventory, std::vector<Row> rows,
                                        std::vector<int> columns, ExportFormat format, QString path)
{
    auto task = std::make_shared<Task>(house, std::move(inventory), std::move(rows), std::move(columns), format, std::move(path));
    return QtConcurrent::run(backgroundPool(), [task](QPromise<Result<int>> &promise) { run(promise, *task); });
}

} // namespace hufu
