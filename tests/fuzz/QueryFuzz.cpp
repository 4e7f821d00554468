// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/QueryWords.h"

#include <cstdlib>

using namespace hufu;

/// Any bytes are a query, plain text or a named mistake inside the text; and completion at any cursor replaces a range before it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto query = parseQuery(text);
    if (!query && query.error().position + query.error().length > text.size())
        std::abort();
    static const QueryVocabulary vocabulary{{"急诊 挂号", "HIS"}, {"李"}, {"IT"}, {"CN=\"x\""}, {"P-256"}, QueryLanguage::Chinese};
    const std::size_t cursor = size ? data[0] % (size + 1) : 0;
    for (const QueryCompletion &offer : completions(text, cursor, vocabulary)) {
        if (offer.from > offer.until || offer.until > cursor || offer.text.empty())
            std::abort();
    }
    return 0;
}
