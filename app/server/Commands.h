// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"

namespace hufu::server {

ctl::ExitCode init(const std::vector<std::string> &words);
ctl::ExitCode join(const std::vector<std::string> &words);
ctl::ExitCode accept(const std::vector<std::string> &words);
ctl::ExitCode check(const std::vector<std::string> &words);
ctl::ExitCode enrolCode(const std::vector<std::string> &words);
ctl::ExitCode pin(const std::vector<std::string> &words);
ctl::ExitCode run(const std::vector<std::string> &words);

} // namespace hufu::server
