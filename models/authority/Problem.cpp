// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Problem.h"

#include "models/base/CanonicalJson.h"

#include <QJsonDocument>

namespace hufu {
namespace {

HttpReply problemReply(unsigned status, const Error &error)
{
    const QString name = QString::fromLatin1(errorName(error.code));
    QJsonObject object{{"type", QStringLiteral("urn:hufu:error:") + name}, {"title", name}, {"status", int(status)},
                       {"detail", qstr(error.detail)}, {"code", name}};
    if (!error.subject.empty())
        object.insert("subject", qstr(error.subject));
    HttpReply reply = HttpReply::once(status, "application/problem+json", QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
    if (status == 503)
        reply.headers.emplace_back("Retry-After", "1");
    return reply;
}

} // namespace

unsigned statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Malformed:
    case ErrorCode::Unsupported:
    case ErrorCode::UnknownKind: return 400;
    case ErrorCode::SignatureInvalid:
    case ErrorCode::SignerUnknown:
    case ErrorCode::SignerInactive:
    case ErrorCode::NotPermitted:
    case ErrorCode::CosignerNeeded:
    case ErrorCode::WrongHouse:
    case ErrorCode::WrongMode:
    case ErrorCode::EnrolmentRefused:
    case ErrorCode::WorkstationRefused: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::AlreadyExists:
    case ErrorCode::Replayed:
    case ErrorCode::StaleBasis:
    case ErrorCode::Conflict:
    case ErrorCode::Moved: return 409;
    case ErrorCode::Expired: return 410;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::NotOfOwnCa:
    case ErrorCode::FromTheFuture:
    case ErrorCode::LimitExceeded: return 422;
    case ErrorCode::Busy: return 503;
    case ErrorCode::DiskFull: return 507;
    default: return 500;
    }
}

HttpReply problem(const Error &error) { return problemReply(statusOf(error.code), error); }

HttpReply refusedProblem(const Error &error)
{
    const unsigned status = statusOf(error.code);
    return problemReply(status < 500 ? status : 422, error);
}

HttpReply problem(unsigned status, ErrorCode code, const std::string &detail) { return problemReply(status, Error{code, detail, {}, {}}); }

} // namespace hufu
