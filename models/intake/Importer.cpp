// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/Importer.h"

#include "models/base/Masking.h"
#include "models/intake/Batches.h"
#include "models/intake/ContainerSource.h"
#include "models/intake/EndpointPool.h"
#include "models/intake/FolderWalk.h"
#include "models/intake/ImportProgress.h"
#include "models/intake/ServerConfig.h"
#include "models/pki/Container.h"

#include <filesystem>
#include <map>
#include <set>

namespace hufu {

namespace {

constexpr std::uint64_t fileWork = 4096; ///< opening and looking counts too
constexpr std::uint64_t endpointWork = 1u << 20;
constexpr std::size_t detectionBytes = 256u << 10; ///< looked at to recognise a server's configuration
constexpr std::size_t maxDetailBytes = 2000;

std::string absolutePath(const std::string &path)
{
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    return error ? path : absolute.lexically_normal().string();
}

ContentKind contentKind(ServerKind kind)
{
    switch (kind) {
    case ServerKind::None: return ContentKind::Unknown;
    case ServerKind::Nginx: return ContentKind::NginxConfig;
    case ServerKind::Apache: return ContentKind::ApacheConfig;
    case ServerKind::Haproxy: return ContentKind::HaproxyConfig;
    }
    return ContentKind::Unknown;
}

/// "his.example, www.his.example @ /etc/nginx/his.conf:12 (client CA)"
std::string detailOf(const ServerReference &reference)
{
    std::string detail;
    for (const std::string &name : reference.serverNames)
        detail += (detail.empty() ? "" : ", ") + name;
    if (detail.empty())
        detail = reference.section;
    detail += (detail.empty() ? "@ " : " @ ") + reference.where();
    if (reference.role != ReferenceRole::Certificate)
        detail += std::string(" (") + referenceRoleName(reference.role) + ")";
    return detail;
}

/// The file of an inode, whatever it is called.
std::optional<FileIdentity> identityOf(const std::string &path)
{
    struct stat status;
    if (stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
}

/// One import from its first source to its last.
class Run {
public:
    Run(const ImportCallbacks &callbacks, const ImportLimits &limits, std::stop_token stop)
        : m_callbacks(callbacks), m_limits(limits), m_stop(std::move(stop)), m_batches(callbacks), m_progress(callbacks)
    {
    }

    ImportReport over(const std::vector<SourceSpec> &sources);

private:
    bool stopped() const { return m_stop.stop_requested() || m_batches.refused(); }
    SourceOutcome &begin(std::string source, Sighting sighting);
    void see(Sighting sighting);
    void cancel(std::string source);
    void importSpec(const SourceSpec &spec, std::size_t endpointIndex);
    void importPath(const std::string &path, SourceKind kind);
    void importFolder(const std::string &folder);
    void importFile(const std::string &path, SourceKind kind, std::uint64_t work);
    void importContent(const SourceFile &file, FileContent head, const std::function<void(std::uint64_t)> &report, SourceOutcome &outcome);
    void importConfig(ServerKind kind, const std::string &path, SourceOutcome &outcome);
    void importReferenced(const std::string &path, const std::string &where, SourceOutcome &outcome);
    void lookAtKey(const std::string &path, SourceOutcome &outcome);
    void noteKeys(const std::string &path, const SourceOutcome &outcome);
    void importPasted(const SourceSpec &spec);
    void importEndpoint(const SourceSpec &spec, std::size_t index);
    ContainerReading reading(const std::string &source);

    const ImportCallbacks &m_callbacks;
    const ImportLimits &m_limits;
    std::stop_token m_stop;
    Batches m_batches;
    ImportProgress m_progress;
    std::optional<EndpointPool> m_endpoints;
    std::map<FileIdentity, std::string> m_filesRead;
    std::set<KeySighting> m_keys;
    ImportReport m_report;
};

/// What comes from now on is seen there.
void Run::see(Sighting sighting)
{
    sighting.location = maskPatientData(sighting.location);
    sighting.detail = maskPatientData(sighting.detail);
    m_batches.beginSource(std::move(sighting));
}

SourceOutcome &Run::begin(std::string source, Sighting sighting)
{
    see(std::move(sighting));
    m_progress.begin(source);
    m_report.outcomes.emplace_back().source = std::move(source);
    return m_report.outcomes.back();
}

void Run::cancel(std::string source)
{
    SourceOutcome &outcome = m_report.outcomes.emplace_back();
    outcome.source = std::move(source);
    outcome.what = OutcomeKind::Cancelled;
}

ContainerReading Run::reading(const std::string &source)
{
    ContainerReading reading;
    reading.emit = [this](BytesView der, CertificateListing &&listing, bool privateKey, const std::string &friendlyName) {
        return !stopped() && m_batches.add(der, std::move(listing), privateKey, friendlyName);
    };
    if (m_callbacks.password)
        reading.password = [this, source](int attempt) { return m_callbacks.password(source, attempt); };
    return reading;
}

void Run::importFile(const std::string &path, SourceKind kind, std::uint64_t work)
{
    std::uint64_t reported = 0;
    const auto report = [&](std::uint64_t bytes) {
        m_progress.advance(bytes - std::min(bytes, reported));
        reported = std::max(bytes, reported);
    };
    SourceOutcome &outcome = begin(path, {kind, absolutePath(path), {}, false});
    const auto give = [&](OutcomeKind what, Error error) {
        outcome.what = what;
        addFailure(outcome, {}, std::move(error));
    };
    auto file = SourceFile::open(path, m_limits.fileBytes);
    if (!file) {
        give(file.error().code == ErrorCode::Unsupported ? OutcomeKind::Skipped : OutcomeKind::Failed, std::move(file.error()));
    } else if (const auto [known, isNew] = m_filesRead.emplace(file->identity(), path); !isNew) {
        outcome.what = OutcomeKind::Repeated;
        outcome.sameAs = known->second;
    } else if (auto head = file->read(0, std::size_t(std::min<std::uint64_t>(file->size(), wholeFileBytes))); !head) {
        give(OutcomeKind::Failed, std::move(head.error()));
    } else if (head->size() > 0) {
        importContent(*file, std::move(*head), report, outcome);
        noteKeys(absolutePath(path), outcome);
    }
    report(work);
}

void Run::importContent(const SourceFile &file, FileContent head, const std::function<void(std::uint64_t)> &report, SourceOutcome &outcome)
{
    const ContainerKind container = sniffContainer(head.view());
    if (container == ContainerKind::Unknown) {
        const ServerKind server = detectServerConfig(textOf(head.view()).substr(0, detectionBytes));
        if (server != ServerKind::None)
            return importConfig(server, absolutePath(file.path()), outcome);
    }
    if (container == ContainerKind::Pkcs12)
        see({SourceKind::Pkcs12, absolutePath(file.path()), {}, false});
    ContainerReading how = reading(file.path());
    how.onBytes = report;
    readContainerFile(file, std::move(head), how, outcome);
}

void Run::importConfig(ServerKind kind, const std::string &path, SourceOutcome &outcome)
{
    outcome.content = contentKind(kind);
    DiskConfigFiles files;
    ServerConfigReading config = readServerConfig(kind, path, files);
    for (SourceFailure &failure : config.failures)
        addFailure(outcome, std::move(failure.where), std::move(failure.error));
    for (const std::string &file : config.files)
        if (const auto identity = identityOf(file))
            m_filesRead.emplace(*identity, path);

    struct Use {
        std::string path, where, detail;
    };
    std::vector<Use> uses; // one per file, in the order of the configuration
    std::map<std::string, std::size_t> places;
    std::set<std::string> keys;
    for (const ServerReference &reference : config.references) {
        if (reference.role == ReferenceRole::Key) {
            keys.insert(reference.path);
            continue;
        }
        const auto [place, isNew] = places.emplace(reference.path, uses.size());
        if (isNew)
            uses.push_back({reference.path, reference.where(), detailOf(reference)});
        else if (std::string &detail = uses[place->second].detail; detail.size() < maxDetailBytes)
            detail += "; " + detailOf(reference);
    }
    for (const Use &use : uses) {
        std::vector<FolderListing::File> certificates{{use.path, 0}};
        if (files.isFolder(use.path)) // HAProxy's crt, Apache's SSLCACertificatePath: what lies in it, but not below
            certificates = walkFolder(use.path, m_limits.files, 0, m_stop).files;
        for (const auto &file : certificates) {
            see({SourceKind::ServerConfig, file.path, use.detail, false});
            importReferenced(file.path, use.where, outcome);
            if (stopped()) {
                outcome.what = OutcomeKind::Cancelled;
                return;
            }
        }
    }
    for (const std::string &key : keys) {
        if (!places.contains(key)) // else it lies beside its certificate, and was seen with it
            lookAtKey(key, outcome);
    }
    outcome.what = outcome.read > 0 ? OutcomeKind::Imported : outcome.failures.empty() ? OutcomeKind::NothingFound : OutcomeKind::Failed;
}

/// The key that a configuration names. Not being allowed to read it is as it should be, and no failure.
void Run::lookAtKey(const std::string &path, SourceOutcome &outcome)
{
    constexpr std::uint64_t largestKey = 64u << 10;
    const auto file = SourceFile::open(path, std::min<std::uint64_t>(m_limits.fileBytes, largestKey));
    const auto content = file ? file->read(0, std::size_t(file->size())) : fail(file.error());
    if (!content || content->size() == 0)
        return;
    SourceOutcome own;
    ContainerReading keysAlone;
    keysAlone.emit = [](BytesView, CertificateListing &&, bool, const std::string &) { return true; };
    readContainerBytes(content->view(), keysAlone, own);
    outcome.privateKeys += own.privateKeys;
    noteKeys(path, own);
}

void Run::noteKeys(const std::string &path, const SourceOutcome &outcome)
{
    for (const Sha256 &key : outcome.loneKeys) {
        if (m_keys.size() < Importer::mostKeys)
            m_keys.insert({key, maskPatientData(path)});
    }
}

/// Adds to the outcome of the configuration what became of one of its files.
void Run::importReferenced(const std::string &path, const std::string &where, SourceOutcome &outcome)
{
    const auto file = SourceFile::open(path, m_limits.fileBytes);
    if (!file)
        return addFailure(outcome, where, file.error());
    auto head = file->read(0, std::size_t(std::min<std::uint64_t>(file->size(), wholeFileBytes)));
    if (!head)
        return addFailure(outcome, where, head.error());
    SourceOutcome own;
    readContainerFile(*file, std::move(*head), reading(path), own);
    outcome.read += own.read;
    outcome.privateKeys += own.privateKeys;
    outcome.otherObjects += own.otherObjects;
    noteKeys(path, own);
    for (SourceFailure &failure : own.failures) {
        failure.error.subject = path;
        addFailure(outcome, failure.where.empty() ? where : where + ", " + failure.where, std::move(failure.error));
    }
}

void Run::importFolder(const std::string &folder)
{
    m_progress.begin(folder);
    FolderListing listing = walkFolder(folder, m_limits.files, m_limits.depth, m_stop);
    for (SourceOutcome &outcome : listing.notRead)
        m_report.outcomes.push_back(std::move(outcome));
    for (const auto &file : listing.files)
        m_progress.expect(file.size + fileWork);
    if (listing.files.empty() && stopped())
        cancel(folder);
    for (const auto &file : listing.files) {
        if (stopped())
            cancel(file.path);
        else
            importFile(file.path, SourceKind::File, file.size + fileWork);
    }
}

void Run::importPath(const std::string &path, SourceKind kind)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return importFolder(path);
    const auto size = std::filesystem::file_size(path, error);
    const std::uint64_t work = (error ? 0 : size) + fileWork;
    m_progress.expect(work);
    importFile(path, kind, work);
}

void Run::importPasted(const SourceSpec &spec)
{
    SourceOutcome &outcome = begin(spec.text, {SourceKind::Paste, spec.text, {}, false});
    readContainerBytes(spec.bytes, reading(spec.text), outcome);
}

void Run::importEndpoint(const SourceSpec &spec, std::size_t index)
{
    m_progress.begin(spec.text);
    auto answer = m_endpoints->take(index);
    const auto endpoint = EndpointSpec::parse(spec.text);
    Sighting sighting{SourceKind::Endpoint, endpoint ? endpoint->hostAndPort() : spec.text, {}, false};
    if (endpoint) {
        sighting.detail = startTlsName(endpoint->startTls);
        if (!endpoint->serverName.empty())
            sighting.detail += (sighting.detail.empty() ? "" : " ") + endpoint->serverName;
    }
    SourceOutcome &outcome = begin(spec.text, std::move(sighting));
    outcome.content = ContentKind::Endpoint;
    m_progress.advance(endpointWork);
    if (!answer) {
        outcome.what = answer.error().code == ErrorCode::Cancelled ? OutcomeKind::Cancelled : OutcomeKind::Failed;
        addFailure(outcome, {}, std::move(answer.error()));
        return;
    }
    outcome.what = OutcomeKind::NothingFound;
    for (std::size_t i = 0; i < answer->certificates.size(); ++i) {
        const Bytes &der = answer->certificates[i];
        if (auto listing = readListing(der); !listing) {
            addFailure(outcome, "certificate " + std::to_string(i + 1), listing.error());
        } else if (stopped() || !m_batches.add(der, std::move(*listing), false)) {
            outcome.what = OutcomeKind::Cancelled;
            return;
        } else {
            ++outcome.read;
        }
    }
    outcome.what = outcome.read > 0 ? OutcomeKind::Imported : OutcomeKind::Failed;
}

void Run::importSpec(const SourceSpec &spec, std::size_t endpointIndex)
{
    switch (spec.kind) {
    case SourceSpec::Kind::Path: return importPath(spec.text, SourceKind::File);
    case SourceSpec::Kind::TrustStore: return importPath(spec.text, SourceKind::TrustStore);
    case SourceSpec::Kind::Pasted: return importPasted(spec);
    case SourceSpec::Kind::Endpoint: return importEndpoint(spec, endpointIndex);
    }
}

ImportReport Run::over(const std::vector<SourceSpec> &sources)
{
    // Endpoints answer slowly and cost little: they are asked from the beginning, while files are read.
    std::vector<std::string> endpoints;
    for (const SourceSpec &spec : sources)
        if (spec.kind == SourceSpec::Kind::Endpoint)
            endpoints.push_back(spec.text);
    m_progress.expect(endpoints.size() * endpointWork);
    m_endpoints.emplace(std::move(endpoints), m_limits.probes, m_limits.probeTimeout, m_stop);

    std::size_t endpointIndex = 0;
    for (const SourceSpec &spec : sources) {
        if (stopped())
            cancel(spec.text);
        else
            importSpec(spec, endpointIndex);
        endpointIndex += spec.kind == SourceSpec::Kind::Endpoint;
    }
    m_batches.flush();
    m_progress.finish();
    m_report.read = m_batches.handedOn();
    m_report.cancelled = stopped();
    m_report.keys.assign(m_keys.begin(), m_keys.end());
    return std::move(m_report);
}

} // namespace

Importer::Importer(ImportCallbacks callbacks, ImportLimits limits) : m_callbacks(std::move(callbacks)), m_limits(limits) {}

ImportReport Importer::import(const std::vector<SourceSpec> &sources, std::stop_token stop)
{
    return Run(m_callbacks, m_limits, std::move(stop)).over(sources);
}

} // namespace hufu
