// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateForm.h"

namespace hufu {

class House;

/// Writes a certificate of the inventory, with those that issued it where the form has room for them, as far as they are known and without the
/// root. NotFound when the inventory does not hold it, or as writeFileAtomically(). Blocks.
Result<void> saveCertificate(House &house, const Sha256 &sha256, CertificateForm form, const std::string &path);

} // namespace hufu
