// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/Importer.h"

#include "models/base/Masking.h"
#include "models/intake/ContainerSource.h"
#include "models/intake/EndpointPool.h"
#include "models/intake/FolderWalk.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/Container.h"

#include <filesystem>
#include <map>
#include <set>

namespace hufu {

namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds progressInterval{50};
constexpr std::uint64_t fileWork = 4096; ///< opening and looking counts too
constexpr std::uint64_t endpointWork = 1u << 20;

std::string absolutePath(const std::string &path)
{
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    return error ? path : absolute.lexically_normal().string();
}

/// Gathers certificates into batches. A sighting's place in the batch is fixed when its first certificate comes.
class Batches {
public:
    explicit Batches(const ImportCallbacks &callbacks) : m_callbacks(callbacks) {}

    /// The sighting of the certificates to come; whether the key lies there is said with each.
    void beginSource(Sighting sighting)
    {
        m_current = std::move(sighting);
        m_places = {};
    }
    /// False when it was not taken, because the caller wants no more.
    bool add(BytesView der, bool privateKey)
    {
        if (m_refused)
            return false;
        std::optional<std::uint32_t> &place = m_places[privateKey];
        if (!place) {
            place = std::uint32_t(m_batch.sightings.size());
            m_batch.sightings.push_back(m_current);
            m_batch.sightings.back().privateKey = privateKey;
        }
        m_batch.certificates.push_back({bytesOf(der), *place});
        if (m_batch.certificates.size() == Importer::batchSize)
            flush();
        return true;
    }
    void flush()
    {
        if (m_refused || m_batch.certificates.empty())
            return;
        const std::size_t count = m_batch.certificates.size();
        m_places = {};
        m_refused = !m_callbacks.onCertificates(std::exchange(m_batch, {}));
        m_handedOn += count;
    }
    bool refused() const { return m_refused; }
    std::uint64_t handedOn() const { return m_handedOn; }

private:
    const ImportCallbacks &m_callbacks;
    CertificateBatch m_batch;
    Sighting m_current;
    std::array<std::optional<std::uint32_t>, 2> m_places; ///< in the batch: without and with the private key
    std::uint64_t m_handedOn = 0;
    bool m_refused = false;
};

class Progress {
public:
    explicit Progress(const ImportCallbacks &callbacks) : m_callbacks(callbacks) {}

    void expect(std::uint64_t work) { m_total += work; }
    void begin(const std::string &source)
    {
        m_current = source;
        say(false);
    }
    /// Part of what was expected for the current source is done.
    void advance(std::uint64_t work)
    {
        m_done += work;
        say(false);
    }
    void finish() { say(true); }

private:
    void say(bool always)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_callbacks.onProgress || (!always && now - m_said < progressInterval))
            return;
        m_said = now;
        m_callbacks.onProgress(std::min(m_done, m_total), m_total, m_current);
    }

    const ImportCallbacks &m_callbacks;
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
    std::string m_current;
    std::chrono::steady_clock::time_point m_said{};
};

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
    void cancel(std::string source);
    void importSpec(const SourceSpec &spec, std::size_t endpointIndex);
    void importPath(const std::string &path, SourceKind kind);
    void importFolder(const std::string &folder);
    void importFile(const std::string &path, SourceKind kind, std::uint64_t work);
    void importPasted(const SourceSpec &spec);
    void importEndpoint(const SourceSpec &spec, std::size_t index);
    ContainerReading reading(const std::string &source);

    const ImportCallbacks &m_callbacks;
    const ImportLimits &m_limits;
    std::stop_token m_stop;
    Batches m_batches;
    Progress m_progress;
    std::optional<EndpointPool> m_endpoints;
    std::map<FileIdentity, std::string> m_filesRead;
    ImportReport m_report;
};

SourceOutcome &Run::begin(std::string source, Sighting sighting)
{
    sighting.location = maskPatientData(sighting.location);
    sighting.detail = maskPatientData(sighting.detail);
    m_batches.beginSource(std::move(sighting));
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
    reading.emit = [this](BytesView der, bool privateKey) { return !stopped() && m_batches.add(der, privateKey); };
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
        give(OutcomeKind::Skipped, {ErrorCode::AlreadyExists, "already read as " + known->second, path, {}});
    } else if (auto head = file->read(0, std::size_t(std::min<std::uint64_t>(file->size(), wholeFileBytes))); !head) {
        give(OutcomeKind::Failed, std::move(head.error()));
    } else if (head->size() > 0) {
        if (sniffContainer(head->view()) == ContainerKind::Pkcs12)
            m_batches.beginSource({SourceKind::Pkcs12, maskPatientData(absolutePath(path)), {}, false});
        ContainerReading how = reading(path);
        how.onBytes = report;
        readContainerFile(*file, std::move(*head), how, outcome);
    }
    report(work);
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
        if (const auto listing = readListing(der); !listing) {
            addFailure(outcome, "certificate " + std::to_string(i + 1), listing.error());
        } else if (stopped() || !m_batches.add(der, false)) {
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
    return std::move(m_report);
}

} // namespace

Importer::Importer(ImportCallbacks callbacks, ImportLimits limits) : m_callbacks(std::move(callbacks)), m_limits(limits) {}

ImportReport Importer::import(const std::vector<SourceSpec> &sources, std::stop_token stop)
{
    return Run(m_callbacks, m_limits, std::move(stop)).over(sources);
}

} // namespace hufu
