// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what console and authority add to ceremonies, people and their passphrases aside: a 3-of-5 backup of five keys (limit 2 s), and a restore test
// of a house with many certificates from inserting the medium to the last answer of the restored server (limit 60 s to the first OCSP answer).
// `CeremonyBench [CERTIFICATES]`, 100,000 by default.

#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/replica/CeremonyRun.h"
#include "models/replica/ImportJob.h"
#include "models/wording/CeremonyText.h"
#include "tests/support/CertBuilder.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>

using namespace hufu;
using namespace hufu::test;

namespace {

using Seconds = std::chrono::duration<double>;
using Tokens = std::map<std::string, std::unique_ptr<Token>>;

void require(const Result<void> &good, const char *what)
{
    if (!good)
        qFatal("%s: %s", what, good.error().detail.c_str());
}

template <typename T>
T need(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s", what, result.error().detail.c_str());
    return std::move(*result);
}

SecureBytes passphraseOf(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }

/// Holds it to its end and returns what was spent outside of unlocking tokens.
Seconds hold(House &house, const PlannedCeremony &planned, Tokens &tokens)
{
    CeremonyRun run(house, CeremonyText::evidence);
    const auto start = std::chrono::steady_clock::now();
    require(run.begin(planned), "begin");
    while (run.step()) {
        for (std::vector<std::string> who = run.expected(); !who.empty(); who = run.expected())
            require(run.answer(who.front(), *tokens.at(who.front())), "answer");
        const std::vector<std::string> lines = need(run.work(), "work");
        if (run.step()->check == CeremonyCheck::Served)
            std::printf("    %s\n", lines.back().c_str());
        require(run.note("LA", ""), "note");
    }
    require(run.close(*tokens.at(planned.plan.witness)), "close");
    return std::chrono::steady_clock::now() - start;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const QTemporaryDir folder;
    EmbeddedGate gate(folder.filePath("home").toStdString(), {1024, 8, 1});
    const SecureBytes passphrases[] = {passphraseOf("li"), passphraseOf("wang"), passphraseOf("zhao")};
    const NewOfficer founders[] = {{"li", "A", {Role::SecurityAdmin}, &passphrases[0]}, {"wang", "A", {Role::SystemAdmin}, &passphrases[1]},
                                   {"zhao", "B", {Role::AuditAdmin}, &passphrases[2]}};
    require(gate.foundTogether("Bench", founders), "founding");
    const auto house = need(gate.open("li", passphrases[0]), "opening");
    const auto wang = need(gate.unlockToken(*house, "wang", passphrases[1]), "unlocking");
    Token *const system[] = {wang.get()};
    CeremonyDraft draft;
    draft.administrator = house->officer().id;
    Tokens tokens;
    for (const std::string name : {"c1", "c2", "c3", "c4", "c5"}) {
        Person person;
        person.id = newUuid();
        person.name = name;
        person.department = "C";
        person.roles = name == "c1" ? std::set{Role::SecurityAdmin, Role::Custodian} : std::set{Role::Custodian};
        (void)need(gate.addPerson(*house, person, passphraseOf(name), system), "registering");
        draft.custodians.push_back(person.id);
    }
    for (std::size_t i = 0; i < 5; ++i) {
        const std::string name = "c" + std::to_string(i + 1);
        (void)need(gate.open(name, passphraseOf(name)), "a key for shares"); // each gets it when first there
        tokens[draft.custodians[i]] = need(gate.unlockToken(*house, name, passphraseOf(name)), "unlocking");
    }
    draft.witness = need(house->people(), "people")[2].id;
    tokens[draft.witness] = need(gate.unlockToken(*house, "zhao", passphrases[2]), "unlocking");
    Token *const second[] = {tokens[draft.custodians.front()].get()};
    std::string root;
    for (const auto &[name, tree] : {std::pair("Root", CaTree::Root), std::pair("Servers 1", CaTree::Server), std::pair("Clients 1", CaTree::Client),
                                     std::pair("Servers 2", CaTree::Server), std::pair("Clients 2", CaTree::Client)}) {
        CaPlan plan;
        plan.id = newUuid();
        plan.tree = tree;
        plan.commonName = name;
        plan.organization = "Bench";
        plan.statusUrl = "http://pki.example";
        plan.parent = root;
        (void)need(house->submit(CommandKind::CreateCa, toJson(plan), {}, second), "a CA");
        if (root.empty())
            root = plan.id;
    }
    std::string pem;
    for (int i = 0; i < count; ++i)
        pem += CertBuilder::server("host" + std::to_string(i) + ".hospital.example").build().pem();
    const std::vector<SourceSpec> sources{SourceSpec::pasted(viewOf(pem))};
    if (const ImportResult imported = ImportJob(*house).run(sources, {}, {}, {}); imported.stopped)
        qFatal("importing: %s", imported.stopped->detail.c_str());

    draft.script = need(builtinScript("backup"), "script");
    draft.needed = 3;
    QDir().mkpath(folder.filePath("keys"));
    QDir().mkpath(folder.filePath("house"));
    draft.media = {folder.filePath("keys").toStdString()};
    std::printf("3-of-5 backup of five keys: %.2f s, limit 2\n", hold(*house, need(planCeremony(*house, draft), "plan"), tokens).count());
    draft.wholeHouse = true;
    draft.media = {folder.filePath("house").toStdString()};
    std::printf("the same with the house, %d certificates: %.2f s\n", count, hold(*house, need(planCeremony(*house, draft), "plan"), tokens).count());
    draft.script = need(builtinScript("restore-test"), "script");
    draft.wholeHouse = false;
    draft.package = draft.media.front();
    draft.media.clear();
    std::printf("restore test, %d certificates, limit 60 s:\n", count);
    std::printf("    whole ceremony %.2f s\n", hold(*house, need(planCeremony(*house, draft), "plan"), tokens).count());
    return 0;
}
