// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CrlReader.h"
#include "models/pki/DerReader.h"

#include <algorithm>
#include <cstdlib>

using namespace hufu;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// Any bytes as a CRL: what is accepted can be asked and verified, and finds what it lists.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    const Result<Crl> crl = Crl::read(bytesOf(bytes));
    if (!crl)
        return 0;
    check(!crl->find({}));
    check(!crl->verify(bytes)); // a CRL is no certificate
    // Every INTEGER inside is asked for once; an answer has to be about it, and at least as many answers as different entries come.
    std::size_t found = 0;
    for (std::size_t at = 0; at + 2 < size; ++at) {
        DerElement serial;
        if (data[at] != DerTag::Integer || !DerReader(bytes.subspan(at)).next(serial))
            continue;
        if (const std::optional<RevokedEntry> entry = crl->find(serial.content)) {
            check(std::ranges::equal(entry->serial, serial.content));
            ++found;
        }
    }
    check(found >= crl->size());
    return 0;
}
