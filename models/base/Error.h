// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace hufu {

/// Everything that can go wrong, flat, so that one switch can name it all (models/wording/ErrorText.cpp).
enum class ErrorCode {
    // Input
    InvalidArgument, ///< the caller's words are off: usage, not data
    Malformed,       ///< bytes do not follow their format; detail says where
    TooLarge,        ///< a bound on size, depth or count was passed
    Unsupported,     ///< well-formed, but of a kind this version does not read
    NothingFound,    ///< the source holds nothing of what was asked for
    PassphraseNeeded,
    WrongPassphrase,
    WeakPassphrase,
    // Files and home
    NotFound,
    AlreadyExists,
    PermissionDenied,
    ReadOnly,
    DiskFull,
    Io,
    Busy, ///< another process holds the home for longer than we wait
    NotAHome,
    VersionTooNew, ///< written by a newer release
    DatabaseLibraryTooOld,
    // Integrity
    JournalBroken,
    CheckpointMismatch,
    DatabaseCorrupt,
    // Rules: a command that the authority refuses
    SignatureInvalid,
    SignerUnknown,
    SignerInactive,
    WrongHouse,
    WrongMode,
    Replayed,
    Expired,
    FromTheFuture,
    UnknownKind,
    NotPermitted,
    CosignerNeeded, ///< another officer has to sign too; detail says with which role
    StaleBasis,
    Conflict,
    NotOfOwnCa, ///< a certificate of another CA, about which the house's own can do nothing
    LimitExceeded,
    CustodiansMissing, ///< fewer than two custodians could hold shares of a key
    BackupBroken,      ///< a backup package is not what its manifest says, or its medium gave back something else; detail says what
    EscrowBroken,      ///< what is kept of a key in escrow does not give it back; detail says what does not fit
    // The lifecycle server
    Moved,             ///< this house's authority moved to a server; no command is decided here any more
    Pending,           ///< signed and kept by the authority; others have to sign too: not yet in force. Detail names the roles, subject the command's id
    Queued,            ///< signed and kept for the server, which cannot be reached: not yet in force
    AlreadySent,       ///< a queued command that was to be replaced went to the server meanwhile, or may have
    EnrolmentRefused,  ///< the code is wrong, used, lapsed or was tried too often
    WorkstationRefused, ///< the server does not know this workstation's certificate, or its enrolment was revoked
    // Network
    HostNotFound,
    ConnectionRefused,
    ConnectionTimedOut,
    ConnectionClosed,
    TlsFailed,
    StartTlsRefused,
    // Cryptography
    CryptoFailed,
    // Tokens: USBKeys, and PKCS#11 modules of HSMs and TPMs
    PinIncorrect,
    PinNeeded,     ///< nobody has given a token's PIN yet
    TokenAbsent,   ///< its module is there, the token is not
    TokenTimedOut, ///< the module hangs; it was ended
    TokenFull,     ///< it has no room for another key or certificate
    TokenFailed,   ///< the module crashed, or refused what it was asked; detail says how
    // Cards in readers (PC/SC)
    PcscUnavailable,    ///< the computer's reader service does not run, or forbids its use
    CardAbsent,         ///< no card, no such reader, or pulled out meanwhile
    CardReset,          ///< another program reset the card, and what it was asked may or may not have been done
    CardTimedOut,
    CardFailed,         ///< it refused what it was asked, or answered what is no answer; detail says how
    CardPinNeeded,      ///< nobody has entered it
    PinBlocked,         ///< the card's PIN; its PUK helps
    PukIncorrect,
    PukBlocked,
    ManagementKeyWrong, ///< the card's management key is another
    CardNotEmpty,       ///< it holds keys or certificates, and nobody agreed to clear them
    CardMismatch,       ///< another card than the one meant; detail says which is there
    PinLastTry,         ///< one try is left, and nobody said that it may be spent
    OfficerCardNeeded,  ///< this officer opens the house with a USBKey; subject is its number
    CardProofFailed,    ///< what it signed does not fit the key that it said it made, or the certificate that was written to it
    Cancelled,
    Internal,
};

/// What went wrong, as data: prose is made of it by models/wording alone.
struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail; ///< English, technical, for the folded part; never a secret
    std::string subject; ///< what it happened to: a path, a host, a name; UTF-8, may be empty
    std::optional<int> triesLeft; ///< with PinIncorrect and PukIncorrect, where the token tells
};

template <typename T>
using Result = std::expected<T, Error>;

/// `return fail({.code = ErrorCode::Io, .detail = "…"});`
inline std::unexpected<Error> fail(Error error) { return std::unexpected<Error>(std::move(error)); }
inline std::unexpected<Error> fail(ErrorCode code, std::string detail = {}, std::string subject = {})
{
    return std::unexpected<Error>(Error{code, std::move(detail), std::move(subject), std::nullopt});
}

/// The code's name in English, as in the enum: stable, for JSON output and the journal.
const char *errorName(ErrorCode code);
/// Its inverse; Internal for a name that this release does not know.
ErrorCode errorCodeNamed(std::string_view name);

} // namespace hufu
