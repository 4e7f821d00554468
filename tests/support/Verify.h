// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QTest>

/// Fails the test with the error's name and detail when a Result<T> holds one. The expression is evaluated once.
#define VERIFY_OK(expression)                                                                                                  \
    do {                                                                                                                       \
        const auto &verified = (expression);                                                                                   \
        if (!verified) {                                                                                                       \
            const hufu::Error &error = verified.error();                                                                       \
            QFAIL((std::string(#expression) + ": " + hufu::errorName(error.code) + ": " + error.detail + " " + error.subject)   \
                      .c_str());                                                                                               \
        }                                                                                                                      \
    } while (false)

/// Fails unless the Result<T> holds this very error code. The expression is evaluated once.
#define VERIFY_ERROR(expression, expected)                                                                                     \
    do {                                                                                                                       \
        const auto &verified = (expression);                                                                                   \
        if (verified)                                                                                                          \
            QFAIL((std::string(#expression) + " succeeded, expected " + hufu::errorName(expected)).c_str());                    \
        if (verified.error().code != (expected)) {                                                                             \
            QFAIL((std::string(#expression) + ": " + hufu::errorName(verified.error().code) + ": " + verified.error().detail    \
                   + ", expected " + hufu::errorName(expected))                                                                \
                      .c_str());                                                                                               \
        }                                                                                                                      \
    } while (false)
