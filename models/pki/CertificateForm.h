// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <span>
#include <string_view>

namespace hufu {

/// The forms in which a certificate, alone or with its chain, is handed out.
enum class CertificateForm { Pem, Chain, Der, Pkcs7 };
constexpr CertificateForm allCertificateForms[] = {CertificateForm::Pem, CertificateForm::Chain, CertificateForm::Der, CertificateForm::Pkcs7};
const char *certificateFormName(CertificateForm form); ///< "pem", "chain", "der", "pkcs7": for the command line
Result<CertificateForm> certificateFormFromName(std::string_view name); ///< InvalidArgument
/// Of the file, without the dot: "pem", "pem", "cer", "p7b".
const char *suffixOf(CertificateForm form);

/// `chain`: DER, the leaf first, at least that. Pem and Der take the leaf alone. Malformed when one is no certificate.
Result<Bytes> inForm(std::span<const Bytes> chain, CertificateForm form);

} // namespace hufu
