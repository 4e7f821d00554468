// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for an older SQLCipher, or for SQLite alone, put before the real library (LD_PRELOAD): it answers only the question which version it is, with
// what HUFU_TEST_CIPHER_VERSION says; empty: as SQLite does, which does not know the question. Everything else is the real library's.
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>

using Row = int (*)(void *, int, char **, char **);
using Execute = int (*)(void *, const char *, Row, void *, char **);

extern "C" __attribute__((visibility("default"))) int sqlite3_exec(void *database, const char *sql, Row row, void *context, char **message)
{
    const char *version = std::getenv("HUFU_TEST_CIPHER_VERSION");
    if (version && std::strstr(sql, "cipher_version")) {
        char value[64] = {}, name[] = "cipher_version";
        std::strncpy(value, version, sizeof value - 1);
        char *values[] = {value}, *names[] = {name};
        return *version ? row(context, 1, values, names) : 0;
    }
    static const auto real = reinterpret_cast<Execute>(dlsym(RTLD_NEXT, "sqlite3_exec"));
    return real(database, sql, row, context, message);
}
