// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Error.h"

namespace hufu {

const char *errorName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "InvalidArgument";
    case ErrorCode::Malformed: return "Malformed";
    case ErrorCode::TooLarge: return "TooLarge";
    case ErrorCode::Unsupported: return "Unsupported";
    case ErrorCode::NothingFound: return "NothingFound";
    case ErrorCode::PassphraseNeeded: return "PassphraseNeeded";
    case ErrorCode::WrongPassphrase: return "WrongPassphrase";
    case ErrorCode::WeakPassphrase: return "WeakPassphrase";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::AlreadyExists: return "AlreadyExists";
    case ErrorCode::PermissionDenied: return "PermissionDenied";
    case ErrorCode::ReadOnly: return "ReadOnly";
    case ErrorCode::DiskFull: return "DiskFull";
    case ErrorCode::Io: return "Io";
    case ErrorCode::Busy: return "Busy";
    case ErrorCode::NotAHome: return "NotAHome";
    case ErrorCode::VersionTooNew: return "VersionTooNew";
    case ErrorCode::DatabaseLibraryTooOld: return "DatabaseLibraryTooOld";
    case ErrorCode::JournalBroken: return "JournalBroken";
    case ErrorCode::CheckpointMismatch: return "CheckpointMismatch";
    case ErrorCode::DatabaseCorrupt: return "DatabaseCorrupt";
    case ErrorCode::SignatureInvalid: return "SignatureInvalid";
    case ErrorCode::SignerUnknown: return "SignerUnknown";
    case ErrorCode::SignerInactive: return "SignerInactive";
    case ErrorCode::WrongHouse: return "WrongHouse";
    case ErrorCode::WrongMode: return "WrongMode";
    case ErrorCode::Replayed: return "Replayed";
    case ErrorCode::Expired: return "Expired";
    case ErrorCode::FromTheFuture: return "FromTheFuture";
    case ErrorCode::UnknownKind: return "UnknownKind";
    case ErrorCode::NotPermitted: return "NotPermitted";
    case ErrorCode::CosignerNeeded: return "CosignerNeeded";
    case ErrorCode::StaleBasis: return "StaleBasis";
    case ErrorCode::Conflict: return "Conflict";
    case ErrorCode::NotOfOwnCa: return "NotOfOwnCa";
    case ErrorCode::LimitExceeded: return "LimitExceeded";
    case ErrorCode::CustodiansMissing: return "CustodiansMissing";
    case ErrorCode::BackupBroken: return "BackupBroken";
    case ErrorCode::EscrowBroken: return "EscrowBroken";
    case ErrorCode::Moved: return "Moved";
    case ErrorCode::Pending: return "Pending";
    case ErrorCode::Queued: return "Queued";
    case ErrorCode::AlreadySent: return "AlreadySent";
    case ErrorCode::EnrolmentRefused: return "EnrolmentRefused";
    case ErrorCode::WorkstationRefused: return "WorkstationRefused";
    case ErrorCode::HostNotFound: return "HostNotFound";
    case ErrorCode::ConnectionRefused: return "ConnectionRefused";
    case ErrorCode::ConnectionTimedOut: return "ConnectionTimedOut";
    case ErrorCode::ConnectionClosed: return "ConnectionClosed";
    case ErrorCode::TlsFailed: return "TlsFailed";
    case ErrorCode::StartTlsRefused: return "StartTlsRefused";
    case ErrorCode::CryptoFailed: return "CryptoFailed";
    case ErrorCode::PinIncorrect: return "PinIncorrect";
    case ErrorCode::PinNeeded: return "PinNeeded";
    case ErrorCode::TokenAbsent: return "TokenAbsent";
    case ErrorCode::TokenTimedOut: return "TokenTimedOut";
    case ErrorCode::TokenFull: return "TokenFull";
    case ErrorCode::TokenFailed: return "TokenFailed";
    case ErrorCode::PcscUnavailable: return "PcscUnavailable";
    case ErrorCode::CardAbsent: return "CardAbsent";
    case ErrorCode::CardReset: return "CardReset";
    case ErrorCode::CardTimedOut: return "CardTimedOut";
    case ErrorCode::CardFailed: return "CardFailed";
    case ErrorCode::CardPinNeeded: return "CardPinNeeded";
    case ErrorCode::PinBlocked: return "PinBlocked";
    case ErrorCode::PukIncorrect: return "PukIncorrect";
    case ErrorCode::PukBlocked: return "PukBlocked";
    case ErrorCode::ManagementKeyWrong: return "ManagementKeyWrong";
    case ErrorCode::CardNotEmpty: return "CardNotEmpty";
    case ErrorCode::CardMismatch: return "CardMismatch";
    case ErrorCode::PinLastTry: return "PinLastTry";
    case ErrorCode::OfficerCardNeeded: return "OfficerCardNeeded";
    case ErrorCode::CardProofFailed: return "CardProofFailed";
    case ErrorCode::Cancelled: return "Cancelled";
    case ErrorCode::Internal: return "Internal";
    }
    return "Internal";
}

ErrorCode errorCodeNamed(std::string_view name)
{
    for (int code = 0; code < int(ErrorCode::Internal); ++code) {
        if (name == errorName(ErrorCode(code)))
            return ErrorCode(code);
    }
    return ErrorCode::Internal;
}

} // namespace hufu
