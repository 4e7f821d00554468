// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateForm.h"

#include "models/pki/CertificateBundle.h"

namespace hufu {

const char *certificateFormName(CertificateForm form)
{
    switch (form) {
    case CertificateForm::Pem: return "pem";
    case CertificateForm::Chain: return "chain";
    case CertificateForm::Der: return "der";
    case CertificateForm::Pkcs7: return "pkcs7";
    }
    return "";
}

Result<CertificateForm> certificateFormFromName(std::string_view name)
{
    for (const CertificateForm form : allCertificateForms) {
        if (name == certificateFormName(form))
            return form;
    }
    return fail(ErrorCode::InvalidArgument, "a certificate's form is pem, chain, der or pkcs7", std::string(name));
}

const char *suffixOf(CertificateForm form)
{
    switch (form) {
    case CertificateForm::Pem:
    case CertificateForm::Chain: return "pem";
    case CertificateForm::Der: return "cer";
    case CertificateForm::Pkcs7: return "p7b";
    }
    return "";
}

Result<Bytes> inForm(std::span<const Bytes> chain, CertificateForm form)
{
    if (chain.empty())
        return fail(ErrorCode::InvalidArgument, "no certificate");
    switch (form) {
    case CertificateForm::Pem: return bytesOf(viewOf(chainPem(chain.first(1))));
    case CertificateForm::Chain: return bytesOf(viewOf(chainPem(chain)));
    case CertificateForm::Der: return chain.front();
    case CertificateForm::Pkcs7: return makePkcs7(chain);
    }
    return fail(ErrorCode::InvalidArgument);
}

} // namespace hufu
