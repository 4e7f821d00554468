// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the head of a server's answer over HTTP/1.1: what is taken for one keeps what its reader relies on.

#include "models/base/Bytes.h"
#include "models/probe/HttpAnswerHead.h"

#include <cstdlib>

using namespace hufu;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = textOf(BytesView(data, size));
    const Result<HttpAnswerHead> head = readHttpAnswerHead(text);
    if (!head)
        return 0;
    if (head->status < 100 || head->status > 999 || !text.starts_with("HTTP/1.1 "))
        std::abort();
    // Headers that follow change nothing of what was said, and a second length is never taken.
    const Result<HttpAnswerHead> longer = readHttpAnswerHead(std::string(text) + "\r\nX-More: a\r\n");
    if (!longer || longer->status != head->status || longer->length != head->length)
        std::abort();
    if (head->status != 204 && readHttpAnswerHead(std::string(text) + "\r\nContent-Length: 1\r\n"))
        std::abort();
    return 0;
}
