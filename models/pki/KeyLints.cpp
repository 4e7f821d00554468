// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/LintInput.h"

#include "models/pki/Handles.h"
#include "models/pki/RsaWeakness.h"
#include "models/pki/WeakKeyList.h"

#include <openssl/ec.h>

#include <algorithm>

namespace hufu {
namespace {

constexpr int fermatRounds = 100; // BR 6.1.1.3 (5)

BytesView withoutLeadingZeros(BytesView number)
{
    while (!number.empty() && number[0] == 0)
        number = number.subspan(1);
    return number;
}

void lintRsaSize(const LintInput &input)
{
    const unsigned bits = input.listing.keyBits;
    const std::string observed = std::to_string(bits) + " bits";
    if (bits < 1024)
        input.add(Rule::RsaBreakable, observed);
    else if (bits < 2048)
        input.add(Rule::RsaTooShort, observed);
    else if (bits % 8 != 0)
        input.add(Rule::RsaOddLength, observed);
}

/// BR 6.1.6: odd and at least 3, and it should lie between 2^16+1 and 2^256-1.
void lintRsaExponent(const LintInput &input, BytesView encoded)
{
    const bool negative = !encoded.empty() && encoded[0] & 0x80;
    const BytesView exponent = withoutLeadingZeros(encoded);
    std::uint64_t value = 0;
    for (std::size_t i = 0; exponent.size() <= 8 && i < exponent.size(); ++i)
        value = value << 8 | exponent[i];
    const bool small = !negative && exponent.size() <= 8;
    const std::string observed = negative ? "e < 0" : small ? "e = " + std::to_string(value) : "e of " + std::to_string(exponent.size() * 8) + " bits";
    if (negative || exponent.empty() || !(exponent.back() & 1) || (small && value < 3))
        input.add(Rule::RsaBadExponent, observed);
    else if ((small && value < 65537) || exponent.size() > 32)
        input.add(Rule::RsaUnusualExponent, observed);
}

void lintRsa(const LintInput &input)
{
    lintRsaSize(input);
    DerReader outer(input.parts.key);
    DerElement sequence, modulus, exponent;
    if (!outer.next(DerTag::Sequence, sequence))
        return; // unreadable: no bits, which the size has said
    DerReader inside(sequence.content);
    if (!inside.next(DerTag::Integer, modulus) || !inside.next(DerTag::Integer, exponent))
        return;
    lintRsaExponent(input, exponent.content);
    const BytesView magnitude = withoutLeadingZeros(modulus.content);
    if (magnitude.empty() || modulus.content[0] & 0x80 || magnitude.size() * 8 > RsaModulus::maxBits)
        return;

    const RsaModulus n(magnitude);
    const std::optional<unsigned> factor = n.smallFactor();
    if (factor)
        input.add(Rule::RsaSmallFactor, "factor " + std::to_string(*factor));
    else if (const std::optional<unsigned> power = n.oddPower())
        input.add(Rule::RsaSmallFactor, "n = m^" + std::to_string(*power));
    if (const std::optional<int> round = n.closePrimes(fermatRounds))
        input.add(Rule::RsaClosePrimes, "Fermat round " + std::to_string(*round));
    if (!factor && n.hasRocaFingerprint())
        input.add(Rule::RocaKey, std::to_string(input.listing.keyBits) + " bits");
    if (!input.weakKeys.isEmpty() && input.weakKeys.contains(n.printed()))
        input.add(Rule::DebianWeakKey, std::to_string(input.listing.keyBits) + " bits");
}

using EcGroupPtr = std::unique_ptr<EC_GROUP, Deleter<EC_GROUP_free>>;
using EcPointPtr = std::unique_ptr<EC_POINT, Deleter<EC_POINT_free>>;

/// Groups take long to make and are only read afterwards.
const EC_GROUP *groupOf(const CertificateListing &listing)
{
    static const struct {
        const char *curve;
        EcGroupPtr group;
    } groups[] = {{"P-256", EcGroupPtr(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1))},
                  {"P-384", EcGroupPtr(EC_GROUP_new_by_curve_name(NID_secp384r1))},
                  {"P-521", EcGroupPtr(EC_GROUP_new_by_curve_name(NID_secp521r1))},
                  {"SM2", EcGroupPtr(EC_GROUP_new_by_curve_name(NID_sm2))}};
    const auto known = std::ranges::find_if(groups, [&](const auto &g) { return listing.curve == g.curve; });
    return known == std::end(groups) ? nullptr : known->group.get();
}

/// "secp256k1" where OpenSSL knows the curve.
std::string curveName(const std::string &listed)
{
    const int id = OBJ_txt2nid(listed.c_str());
    ERR_clear_error();
    return listed.empty() ? "no curve named" : id == NID_undef ? listed : OBJ_nid2sn(id);
}

void lintEc(const LintInput &input)
{
    const EC_GROUP *group = groupOf(input.listing);
    if (!group) {
        input.add(Rule::WeakCurve, curveName(input.listing.curve));
        return;
    }
    // SP 800-56A §5.6.2.3.4: the prime order of these curves makes the partial check a full one.
    const EcPointPtr point(EC_POINT_new(group));
    const BytesView octets = input.parts.key;
    if (!point || EC_POINT_oct2point(group, point.get(), octets.data(), octets.size(), nullptr) != 1
        || EC_POINT_is_at_infinity(group, point.get()) == 1) {
        ERR_clear_error();
        input.add(Rule::PointNotOnCurve, input.listing.curve);
    }
}

} // namespace

void lintKey(const LintInput &input)
{
    switch (input.listing.keyAlgorithm) {
    case KeyAlgorithm::Rsa:
    case KeyAlgorithm::RsaPss: return lintRsa(input);
    case KeyAlgorithm::Ec:
    case KeyAlgorithm::Sm2: return lintEc(input);
    case KeyAlgorithm::Dsa: return input.add(Rule::DsaKey, std::to_string(input.listing.keyBits) + " bits");
    case KeyAlgorithm::Unknown:
    case KeyAlgorithm::Ed25519:
    case KeyAlgorithm::Ed448:
    case KeyAlgorithm::X25519:
    case KeyAlgorithm::Other: return;
    }
}

} // namespace hufu
