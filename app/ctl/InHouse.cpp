// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/InHouse.h"

#include "app/ctl/Output.h"

namespace hufu::ctl {

ExitCode inHouse(const std::vector<std::string> &words, const Takes &takes, const Work &work, const Objection &objection)
{
    std::set<std::string> options = houseOptions, flags = takes.flags;
    options.insert(takes.options.begin(), takes.options.end());
    flags.insert("json");
    const Result<Arguments> arguments = Arguments::parse(words, options, flags);
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (takes.operand && arguments->rest().size() != 1)
        return reportUsage(takes.operand, json);
    if (objection) {
        if (const Result<void> accepted = objection(*arguments); !accepted)
            return report(accepted.error(), json);
    }
    const Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    const Result<ExitCode> done = work(**house, *arguments);
    return done ? *done : report(done.error(), json);
}

} // namespace hufu::ctl
