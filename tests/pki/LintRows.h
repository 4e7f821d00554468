// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Lints.h"

#include "tests/support/CertBuilder.h"

#include <QMetaType>

Q_DECLARE_METATYPE(hufu::Rule)
Q_DECLARE_METATYPE(hufu::ValidationClass)

/// Certificates that break one rule each, and such that just do not; rows of LintsTest::rules.
namespace hufu::test::lintrows {

CertBuilder server();    ///< an OV server with nothing to complain about
CertBuilder issuing();   ///< a CA under another one, likewise
CertBuilder responder(); ///< for OCSP, likewise
CertBuilder ev(const std::vector<std::string> &without = {}); ///< an EV server, its subject lacking some attributes

// Columns: der, validationClass, rule, observed (a null QString where the rule is kept).
void keys();
void signatures();
void validity();
void names();
void usages();
void form();
void classes();
void revocation();

} // namespace hufu::test::lintrows
