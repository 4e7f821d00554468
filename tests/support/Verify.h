// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QTest>

/// Fails the test with the error's name and detail when a Result<T> holds one.
#define VERIFY_OK(result)                                                                                                      \
    do {                                                                                                                       \
        if (!(result)) {                                                                                                       \
            QFAIL((std::string(#result) + ": " + hufu::errorName((result).error().code) + ": " + (result).error().detail + " "  \
                   + (result).error().subject)                                                                                 \
                      .c_str());                                                                                               \
        }                                                                                                                      \
    } while (false)

/// Fails unless the Result<T> holds this very error code.
#define VERIFY_ERROR(result, expected)                                                                                         \
    do {                                                                                                                       \
        if (result)                                                                                                            \
            QFAIL((std::string(#result) + " succeeded, expected " + hufu::errorName(expected)).c_str());                        \
        if ((result).error().code != (expected))                                                                               \
            QFAIL((std::string(#result) + ": " + hufu::errorName((result).error().code) + ": " + (result).error().detail        \
                   + ", expected " + hufu::errorName(expected))                                                                \
                      .c_str());                                                                                               \
    } while (false)
