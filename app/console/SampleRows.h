// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QString>

namespace hufu {

/// Writes a bundle of `rows` certificates of hosts, devices and people into `target`, each with a key of its own, issued by the sample's
/// authorities whose key (PKCS#8, PEM) lies at `authorityKey`. The same number gives the same mix. About ten thousand a second.
Result<void> writeSampleRows(int rows, const QString &authorityKey, const QString &target);

/// Which of the sample's services a row's host belongs to, as a service names its hosts: the department's wildcard.
QString sampleRowHosts(int department);
/// So many departments there are.
int sampleRowDepartments();

} // namespace hufu
