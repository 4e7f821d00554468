// SPDX-License-Identifier: GPL-3.0-or-later
// virtual-piv-card [--plain] [--aes256 | --aes192] [--firmware A.B.C] [--serial N] [--port N]
// Puts a virtual PIV card into vpcd's reader until its standard input ends.
#include "tests/card/VirtualCard.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

using namespace hufu::test;

int main(int argc, char **argv)
{
    CardKind kind;
    std::uint16_t port = 35963;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        unsigned a = 0, b = 0, c = 0;
        if (word == "--plain") {
            kind.yubiKey = false;
        } else if (word == "--aes256") {
            kind.managementAlgorithm = 0x0c;
        } else if (word == "--aes192") {
            kind.managementAlgorithm = 0x0a;
        } else if (word == "--firmware" && std::sscanf(value, "%u.%u.%u", &a, &b, &c) == 3) {
            kind.firmware = {std::uint8_t(a), std::uint8_t(b), std::uint8_t(c)};
            ++i;
        } else if (word == "--serial" && std::atol(value) > 0) {
            kind.serial = std::uint32_t(std::atol(value));
            ++i;
        } else if (word == "--port" && std::atol(value) > 0) {
            port = std::uint16_t(std::atol(value));
            ++i;
        } else {
            std::fprintf(stderr, "usage: virtual-piv-card [--plain] [--aes256 | --aes192] [--firmware A.B.C] [--serial N] [--port N]\n");
            return 2;
        }
    }
    VirtualCard card(kind, port);
    if (!card.insert()) {
        std::fprintf(stderr, "virtual-piv-card: no vpcd listens at port %u\n", unsigned(port));
        return 1;
    }
    std::puts("inserted");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}
