// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Lints.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// A rule and its findings in words, in the language of the moment. All pure.
class FindingText {
    Q_DECLARE_TR_FUNCTIONS(FindingText)
public:
    static QString title(Rule rule);   ///< a few words, for lists: "RSA key too short"
    static QString meaning(Rule rule); ///< what it means for the house: whole sentences
    static QString remedy(Rule rule);  ///< what to do: whole sentences

    /// What was seen, and what it means: "The RSA key has 1024 bits. From 2048 bits on …".
    static QString explanation(const Finding &finding);
    /// Where the rule stands: "Baseline Requirements 6.1.5, RFC 5280 §4.2".
    static QString source(Rule rule);
    /// Why the rule cannot find anything on this computer and what would help, in whole sentences; empty where it can.
    static QString limitation(Rule rule);

private:
    struct Words {
        QString title;
        QString fact; ///< %1 is the value observed; empty where there is none to show
        QString meaning;
        QString remedy;
    };
    static Words words(Rule rule);
};

struct FindingWords {
    QString title, explanation, remedy;
};
FindingWords findingText(const Finding &finding);

} // namespace hufu
