// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/HttpFetch.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>

#include <functional>

namespace hufu {
namespace {

std::unexpected<Error> networkError(const QNetworkReply &reply)
{
    const std::string detail = reply.errorString().toStdString();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return fail(ErrorCode::ConnectionRefused, detail);
    case QNetworkReply::HostNotFoundError: return fail(ErrorCode::HostNotFound, detail);
    case QNetworkReply::RemoteHostClosedError: return fail(ErrorCode::ConnectionClosed, detail);
    case QNetworkReply::TimeoutError: return fail(ErrorCode::ConnectionTimedOut, detail);
    default: return fail(ErrorCode::Io, detail);
    }
}

QNetworkRequest requestFor(const QUrl &url, const HttpQuestion &question)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("Accept-Encoding", "identity"); // nothing is unpacked here
    if (!question.ifNoneMatch.empty())
        request.setRawHeader("If-None-Match", QByteArray::fromStdString(question.ifNoneMatch));
    if (question.body)
        request.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromStdString(question.contentType));
    return request;
}

Result<HttpAnswer> fetch(const HttpQuestion &question, std::chrono::milliseconds timeout, const std::stop_token &stop)
{
    const QUrl url(QString::fromStdString(question.url), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("http") || url.host().isEmpty() || !url.userInfo().isEmpty())
        return fail(ErrorCode::InvalidArgument, "not an http URL");
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "stopped before asking");
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    const QNetworkRequest request = requestFor(url, question);
    const QByteArray body = question.body ? QByteArray(reinterpret_cast<const char *>(question.body->data()), qsizetype(question.body->size())) : QByteArray();
    const std::unique_ptr<QNetworkReply> reply(question.body ? network.post(request, body) : network.get(request));

    // Its own loop on whatever thread this is: the caller waits, as with a socket, and no event of a window runs in here (never called on
    // the windows' thread).
    QEventLoop loop;
    HttpAnswer answer;
    bool tooLarge = false, late = false;
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, [&] {
        const QByteArray part = reply->readAll();
        answer.body.insert(answer.body.end(), part.begin(), part.end());
        if (answer.body.size() > question.mostOctets) {
            tooLarge = true;
            reply->abort();
        }
    });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer deadline;
    deadline.setSingleShot(true);
    QObject::connect(&deadline, &QTimer::timeout, &loop, [&] {
        late = true;
        reply->abort();
    });
    deadline.start(timeout);
    const std::stop_callback stopped(stop, std::function<void()>([&loop, &reply] {
        QMetaObject::invokeMethod(&loop, [&reply] { reply->abort(); }, Qt::QueuedConnection);
    }));
    if (!reply->isFinished())
        loop.exec();

    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "stopped");
    if (tooLarge)
        return fail(ErrorCode::TooLarge, "an answer above " + std::to_string(question.mostOctets) + " octets");
    if (late)
        return fail(ErrorCode::ConnectionTimedOut, "no answer within " + std::to_string(timeout.count()) + " ms");
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return networkError(*reply);
    answer.etag = reply->rawHeader("ETag").toStdString();
    if (status == 304 && !question.ifNoneMatch.empty()) {
        answer.notModified = true;
        return answer;
    }
    if (status >= 300 && status < 400)
        return fail(ErrorCode::Unsupported, "it points elsewhere (HTTP " + std::to_string(status) + "), which is not followed");
    if (status != 200)
        return fail(ErrorCode::NotFound, "HTTP " + std::to_string(status));
    if (reply->error() != QNetworkReply::NoError)
        return networkError(*reply); // it broke off
    answer.contentType = reply->header(QNetworkRequest::ContentTypeHeader).toString().toStdString();
    return answer;
}

} // namespace

Result<HttpAnswer> fetchHttp(const HttpQuestion &question, std::chrono::milliseconds timeout, std::stop_token stop)
{
    Result<HttpAnswer> answer = fetch(question, timeout, stop);
    if (!answer)
        answer.error().subject = question.url;
    return answer;
}

} // namespace hufu
