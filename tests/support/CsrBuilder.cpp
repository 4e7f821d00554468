// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CsrBuilder.h"

#include "tests/support/Der.h"

namespace hufu::test {

Bytes CsrBuilder::der() const
{
    namespace der = hufu::test::der;
    const TestKey &pair = pooledKey(key);
    Bytes attributes;
    if (!dnsNames.empty()) {
        Bytes names;
        for (const std::string &name : dnsNames) {
            const Bytes entry = der::contextPrimitive(2, viewOf(name)); // dNSName [2], RFC 5280 §4.2.1.6
            names.insert(names.end(), entry.begin(), entry.end());
        }
        const Bytes alternative = der::sequence({der::oid("2.5.29.17"), der::octetString(der::sequence({names}))});
        attributes = der::sequence({der::oid("1.2.840.113549.1.9.14"), der::set({der::sequence({alternative})})});
    }
    std::vector<NameAttribute> subject = more;
    if (!commonName.empty())
        subject.insert(subject.begin(), {"CN", commonName});
    const Bytes name = encodeName(subject);
    const Bytes info = der::sequence({der::integer(0), name, pair.spki, der::context(0, attributes)});
    return der::sequence({info, signatureAlgorithm(key, digest, false), der::bitString(signWith(pair, digest, false, info))});
}

} // namespace hufu::test
