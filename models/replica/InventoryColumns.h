// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateStatus.h"
#include "models/domain/Findings.h"
#include "models/store/InventoryReader.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace hufu {

/// Distinct strings of a chunk on end; position 0 is the empty string. Put, then seal, then read.
class StringPool {
public:
    StringPool() { put({}); }
    std::uint32_t put(std::string_view text);
    void seal(); ///< no more puts: drops the lookup table, prepares folded()

    std::size_t size() const { return m_at.size(); }
    std::string_view at(std::size_t index) const { return slice(m_text, m_at, index); }
    std::string_view folded(std::size_t index) const { return m_foldedAt.empty() ? at(index) : slice(m_folded, m_foldedAt, index); }
    std::size_t memory() const;

private:
    static std::string_view slice(const std::string &text, const std::vector<std::uint32_t> &begins, std::size_t index)
    {
        const std::size_t end = index + 1 < begins.size() ? begins[index + 1] : text.size();
        return std::string_view(text).substr(begins[index], end - begins[index]);
    }
    std::string m_text, m_folded; ///< m_folded only where it differs
    std::vector<std::uint32_t> m_at, m_foldedAt;
    std::unordered_map<std::string, std::uint32_t> m_index;
};

/// What certificates say, column by column, for the ids of one range. Immutable once built.
struct CertificateColumns {
    /// Ids of chunk k are k * idsPerChunk + 1 … (k + 1) * idsPerChunk.
    static constexpr std::int64_t idsPerChunk = 8192;

    std::vector<std::uint32_t> id;
    std::vector<Sha256> sha256;
    std::vector<std::int64_t> notBefore, notAfter;
    std::vector<std::uint64_t> spki;    ///< first 8 bytes of the key's SHA-256: equal keys
    std::vector<std::uint64_t> nameSet; ///< equal for certificates that may supersede each other; 0 for those that never do
    std::vector<std::uint64_t> subjectHash; ///< first 8 bytes, CAs only, else 0
    std::vector<std::uint32_t> flags;
    std::vector<std::uint16_t> bits;
    std::vector<std::uint16_t> issuer;  ///< into `issuers`
    std::vector<std::uint16_t> organization; ///< into `organizations`
    std::vector<std::uint8_t> curve;    ///< into `curves`
    std::vector<KeyAlgorithm> keyAlgorithm;
    std::vector<SignatureAlgorithm> signatureAlgorithm;
    std::vector<ValidationClass> validationClass;
    std::vector<Purpose> purpose;
    std::vector<bool> classInferred;

    struct Issuer {
        std::uint16_t fullName; ///< into `issuerTexts`
        std::uint16_t shortName;
        std::uint64_t hash;     ///< first 8 bytes of the encoded name's SHA-256
    };
    std::vector<Issuer> issuers;
    StringPool issuerTexts, organizations, curves;
    std::unordered_map<std::uint32_t, std::uint16_t> issuerByName; ///< while adding

    /// Subject, common name and names of all rows on end; row r has [textAt[r], textAt[r + 1]), its parts divided by the lengths.
    std::string text;
    std::vector<std::uint32_t> textAt;
    std::vector<std::uint16_t> subjectLength, commonNameLength;
    /// The same case-folded, parts divided by '\n', rows by '\0': what a search runs over.
    std::string foldedText;
    std::vector<std::uint32_t> foldedAt;
    std::vector<std::uint8_t> serialBytes;
    std::vector<std::uint32_t> serialAt;

    std::uint32_t size() const { return static_cast<std::uint32_t>(id.size()); }
    std::string_view subject(std::uint32_t row) const { return {text.data() + textAt[row], subjectLength[row]}; }
    std::string_view commonName(std::uint32_t row) const
    {
        return {text.data() + textAt[row] + subjectLength[row], commonNameLength[row]};
    }
    std::string_view names(std::uint32_t row) const
    {
        const std::uint32_t begin = textAt[row] + subjectLength[row] + commonNameLength[row];
        return {text.data() + begin, textAt[row + 1] - begin};
    }
    /// Among its names is a DNS name or an IP address: somebody may serve with it, whatever its basic constraints say. `openssl req -x509`
    /// makes servers' certificates that are CAs by default.
    bool namesHost(std::uint32_t row) const;
    BytesView serial(std::uint32_t row) const { return {serialBytes.data() + serialAt[row], serialAt[row + 1] - serialAt[row]}; }

    /// Case-folded parts of a row: subject, common name, names (one a line).
    struct FoldedParts {
        std::string_view subject, commonName, names;
    };
    FoldedParts foldedParts(std::uint32_t row) const;

    void add(const CertificateRecord &record);
    void seal(); ///< no more adds: gives unused memory back
    std::size_t memory() const;
};

/// Where the certificates of a chunk were seen.
struct SightingColumns {
    struct Sighting {
        std::uint32_t location; ///< into `locations`
        std::uint32_t lastSeen; ///< Unix seconds
        std::uint8_t kind;      ///< SourceKind
        bool privateKey;
    };
    std::vector<Sighting> sightings;
    std::vector<std::uint32_t> at; ///< row r has [at[r], at[r + 1])
    StringPool locations;          ///< "location" alone; the detail is read where one certificate is opened
    StringPool hosts;              ///< host names that endpoints and server configurations tie certificates to
    std::vector<std::uint32_t> hostRefs; ///< into `hosts`
    std::vector<std::uint32_t> hostAt;   ///< row r has hostRefs [hostAt[r], hostAt[r + 1])

    /// Rows in the order of `facts`; a sighting of a row before the current one is a programmer's mistake.
    void add(std::uint32_t row, const SightingRow &sighting);
    void seal(std::uint32_t rows);

    std::span<const Sighting> of(std::uint32_t row) const { return std::span(sightings).subspan(at[row], at[row + 1] - at[row]); }
    /// Somebody saw the certificate itself somewhere: else it is known from being issued alone, or its key was found.
    bool seen(std::uint32_t row) const;
    bool atEndpoint(std::uint32_t row) const; ///< an endpoint showed it, at the head of its chain or further up
    std::span<const std::uint32_t> hostsOf(std::uint32_t row) const
    {
        return std::span(hostRefs).subspan(hostAt[row], hostAt[row + 1] - hostAt[row]);
    }
    std::size_t memory() const;
};

/// How the certificates of a chunk belong to the house, computed from facts, services, policy and the other chunks.
struct TieColumns {
    std::vector<std::uint32_t> serviceSet; ///< Inventory::serviceSet()
    std::vector<Tier> tier;
    std::vector<RuleBits> rules;           ///< all findings, by the policy
    std::vector<std::int8_t> severity;     ///< of the worst finding; -1: none
    std::vector<bool> superseded, sharedAcrossOwners;
    std::vector<bool> awaitsSuccessor; ///< one was issued in its place and not seen there yet
    std::vector<Standing> standing;    ///< empty: nothing of this chunk was taken back
    std::vector<ChainState> chain;
    /// CertificateColumns::validationClass is by the listing alone; here what signed itself, what the own CA issued, and what ends in a root
    /// that is not publicly trusted is private (standards.md §1.6, step 1).
    std::vector<ValidationClass> validationClass;
    std::size_t memory() const;
};

} // namespace hufu
