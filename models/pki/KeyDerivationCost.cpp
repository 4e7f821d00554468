// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyDerivationCost.h"

#include <limits>

namespace hufu {
namespace {

constexpr std::uint64_t tooMuch = std::numeric_limits<std::uint64_t>::max();

template <typename T, auto Free>
std::unique_ptr<T, Deleter<Free>> unpack(const X509_ALGOR *algorithm, const ASN1_ITEM *item)
{
    const void *value = nullptr;
    int type = V_ASN1_UNDEF;
    X509_ALGOR_get0(nullptr, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE)
        return nullptr;
    return std::unique_ptr<T, Deleter<Free>>(static_cast<T *>(ASN1_item_unpack(static_cast<const ASN1_STRING *>(value), item)));
}

int algorithmNid(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return OBJ_obj2nid(object);
}

std::uint64_t product(std::uint64_t a, std::uint64_t b) { return b != 0 && a > tooMuch / b ? tooMuch : a * b; }

std::uint64_t pbes2Cost(const X509_ALGOR *algorithm)
{
    const auto scheme = unpack<PBE2PARAM, PBE2PARAM_free>(algorithm, ASN1_ITEM_rptr(PBE2PARAM));
    if (!scheme)
        return 0;
    switch (algorithmNid(scheme->keyfunc)) {
    case NID_id_pbkdf2: {
        const auto parameters = unpack<PBKDF2PARAM, PBKDF2PARAM_free>(scheme->keyfunc, ASN1_ITEM_rptr(PBKDF2PARAM));
        return parameters ? iterationCount(parameters->iter) : 0;
    }
    case NID_id_scrypt: {
        const auto parameters = unpack<SCRYPT_PARAMS, SCRYPT_PARAMS_free>(scheme->keyfunc, ASN1_ITEM_rptr(SCRYPT_PARAMS));
        if (!parameters)
            return 0;
        return product(product(iterationCount(parameters->costParameter), iterationCount(parameters->blockSize)),
                       iterationCount(parameters->parallelizationParameter));
    }
    default:
        return 0;
    }
}

} // namespace

std::uint64_t iterationCount(const ASN1_INTEGER *count)
{
    std::uint64_t value = 0;
    if (!count)
        return 1; // the DEFAULT of PKCS#12
    if (ASN1_INTEGER_get_uint64(&value, count) != 1) {
        ERR_clear_error();
        return tooMuch;
    }
    return value;
}

std::uint64_t keyDerivationCost(const X509_ALGOR *algorithm)
{
    std::uint64_t cost = 0;
    if (algorithmNid(algorithm) == NID_pbes2)
        cost = pbes2Cost(algorithm);
    else if (const auto parameters = unpack<PBEPARAM, PBEPARAM_free>(algorithm, ASN1_ITEM_rptr(PBEPARAM)))
        cost = iterationCount(parameters->iter); // PKCS#5 v1.5 and PKCS#12 alike
    ERR_clear_error();
    return cost;
}

} // namespace hufu
