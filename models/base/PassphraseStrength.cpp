// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/PassphraseStrength.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace hufu {

namespace {

enum class Class { Lower, Upper, Digit, Blank, Symbol, Ideograph, Other };

Class classOf(char32_t c)
{
    if (c >= 'a' && c <= 'z')
        return Class::Lower;
    if (c >= 'A' && c <= 'Z')
        return Class::Upper;
    if (c >= '0' && c <= '9')
        return Class::Digit;
    if (c == ' ' || c == 0x3000)
        return Class::Blank;
    if (c < 0x80)
        return Class::Symbol;
    if (c >= 0x3400 && c <= 0x9fff)
        return Class::Ideograph;
    return Class::Other;
}

bool isLetter(Class c) { return c == Class::Lower || c == Class::Upper; }

/// Reads code points one by one so that nothing of the passphrase is held twice.
class Characters {
public:
    explicit Characters(BytesView utf8) : m_bytes(utf8) {}
    bool atEnd() const { return m_at >= m_bytes.size(); }
    char32_t next()
    {
        const std::uint8_t lead = m_bytes[m_at++];
        const int more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        char32_t c = more == 0 ? lead : lead & (0x3f >> more);
        for (int i = 0; i < more && m_at < m_bytes.size(); ++i)
            c = c << 6 | (m_bytes[m_at++] & 0x3f);
        return c;
    }

private:
    BytesView m_bytes;
    std::size_t m_at = 0;
};

char32_t lowered(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

/// What every list of leaked passwords begins with, and what a hospital adds to it.
constexpr std::string_view common[] = {
    "password", "passw0rd", "p@ssw0rd", "qwerty",  "asdfgh", "zxcvbn", "1qaz2wsx", "1q2w3e4r", "letmein", "welcome", "iloveyou", "admin",
    "administrator", "woaini", "yiyuan", "hospital", "hufu", "abc123", "qazwsx", "changeme", "secret", "test", "huli", "yisheng",
};
/// A neighbour in one of these is as easily guessed as the next letter of the alphabet.
constexpr std::string_view rows[] = {"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "!@#$%^&*()"};

bool follows(char32_t before, char32_t c)
{
    if (before == c)
        return true;
    for (std::string_view row : rows) {
        const auto a = before < 0x80 ? row.find(static_cast<char>(before)) : std::string_view::npos;
        const auto b = c < 0x80 ? row.find(static_cast<char>(c)) : std::string_view::npos;
        if (a != std::string_view::npos && b != std::string_view::npos && (a + 1 == b || b + 1 == a))
            return true;
    }
    return false;
}

/// Letters that read like a language: enough vowels and no long heap of consonants.
struct Wordlikeness {
    int letters = 0, vowels = 0, consonants = 0, longestHeap = 0;
    void add(char32_t lower)
    {
        ++letters;
        if (std::u32string_view(U"aeiouy").contains(lower)) {
            ++vowels;
            consonants = 0;
        } else {
            longestHeap = std::max(longestHeap, ++consonants);
        }
    }
    bool holds() const { return letters >= 3 && longestHeap <= 4 && vowels * 5 >= letters; }
};

/// A stretch of one kind: letters of either case, digits, ideographs, or everything else.
struct Run {
    Class kind = Class::Other;
    int length = 0, steps = 0; ///< steps: characters that merely follow the one before
    int capitals = 0;
    bool capitalFirst = false;
    Wordlikeness words;
    char32_t digits[4] = {};
};

double bitsOf(const Run &run)
{
    const int free = run.length - run.steps; // characters somebody had to choose
    const double ordered = run.steps > 0 ? std::log2(1.0 + run.steps) : 0;
    switch (run.kind) {
    case Class::Lower:
    case Class::Upper: {
        double bits;
        if (run.length == 1)
            bits = 4.7;
        else if (run.words.holds()) // a word of a large dictionary, then what a further word adds to each letter
            bits = std::min(3.3 * free, 13.0) + 2.3 * std::max(0, free - 6);
        else
            bits = 4.7 * free;
        if (run.capitals > 0)
            bits += run.capitals == 1 && run.capitalFirst ? 1 : std::min(run.capitals, run.length - run.capitals) + 1.0;
        return bits + ordered;
    }
    case Class::Digit: {
        double bits = 3.32 * free;
        const bool year = run.digits[0] == '1' ? run.digits[1] == '9' : run.digits[0] == '2' && run.digits[1] == '0';
        if (year && run.length >= 4 && run.length <= 8) // a year, or a date that begins with one
            bits = std::min(bits, run.length == 4 ? 7.0 : 15.0);
        else if (run.length == 6)
            bits = std::min(bits, 15.0); // a date in short, a telephone's tail
        else if (run.length == 11 && run.digits[0] == '1')
            bits = std::min(bits, 26.0); // a mobile number of a known region
        return bits + ordered;
    }
    case Class::Ideograph: // single characters are worth more than the words they make
        return (free == 1 ? 10.0 : 7.5 * free) + ordered;
    case Class::Blank:
        return 1;
    case Class::Symbol:
        return 5.0 * free + ordered;
    case Class::Other:
        return 6.0 * free + ordered;
    }
    return 0;
}

/// Bits to take off where a common passphrase is the core: it costs a guesser some 6 bits, whatever its letters look like.
double commonDiscount(BytesView bytes)
{
    double most = 0;
    for (std::string_view word : common) {
        const auto found = std::search(bytes.begin(), bytes.end(), word.begin(), word.end(),
                                       [](std::uint8_t a, char b) { return lowered(a) == static_cast<char32_t>(b); });
        if (found != bytes.end())
            most = std::max(most, std::min(3.3 * static_cast<double>(word.size()), 13.0) - 6.0);
    }
    return most;
}

bool sameRun(Class a, Class b) { return a == b || (isLetter(a) && isLetter(b)); }

} // namespace

PassphraseStrength estimateStrength(const SecureBytes &passphrase)
{
    PassphraseStrength strength;
    Characters characters(passphrase.view());
    Run run;
    char32_t before = 0;
    int changes = 0;
    while (!characters.atEnd()) {
        const char32_t c = characters.next(), lower = lowered(c);
        const Class kind = classOf(c);
        ++strength.characters;
        if (run.length > 0 && !sameRun(run.kind, kind)) {
            strength.bits += bitsOf(run);
            run = Run{};
            ++changes;
        }
        if (run.length == 0) {
            run.kind = kind;
            run.capitalFirst = kind == Class::Upper;
        } else if (follows(before, lower)) {
            ++run.steps;
        }
        if (run.length < 4)
            run.digits[run.length] = c;
        if (kind == Class::Upper)
            ++run.capitals;
        if (isLetter(kind))
            run.words.add(lower);
        ++run.length;
        before = lower;
    }
    if (run.length > 0)
        strength.bits += bitsOf(run);
    strength.bits += 0.5 * changes; // where one kind ends and the next begins
    strength.bits = std::max(0.0, strength.bits - commonDiscount(passphrase.view()));

    using Level = PassphraseStrength::Level;
    strength.level = strength.characters < shortestPassphrase     ? Level::TooShort
                     : strength.bits < weakestPassphraseBits      ? Level::TooWeak
                     : strength.bits < weakestPassphraseBits + 14 ? Level::Fair
                     : strength.bits < weakestPassphraseBits + 30 ? Level::Good
                                                                  : Level::Strong;
    return strength;
}

} // namespace hufu
