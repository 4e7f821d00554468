// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/ErrorText.h"

#include "models/replica/TlsLine.h"
#include "models/wording/EmergencyText.h"

#include <QCoreApplication>

namespace hufu {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
public:
    static ErrorText of(ErrorCode code);
    static ErrorText foreignServer();
    static ErrorText newerServer();
    static QString triesLeft(int tries);
    static QString pukTriesLeft(int tries);
    static QString about(const QString &subject, const QString &whatHappened);
    static ErrorText dated(std::chrono::seconds ahead);
};

ErrorText Words::of(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return {tr("A value given is not valid."),
                tr("Nothing was changed."),
                tr("Correct the value and try again.")};
    case ErrorCode::Malformed:
        return {tr("The data does not follow its format."),
                tr("It is damaged, cut off, or something else than it is taken for."),
                tr("Obtain it again from its source; the technical details say where reading stopped.")};
    case ErrorCode::TooLarge:
        return {tr("The data is larger than is read here."),
                tr("Sizes are limited so that a hostile file cannot stop the program."),
                tr("Split it into smaller parts.")};
    case ErrorCode::Unsupported:
        return {tr("This kind of data is not supported by this version."),
                tr("It is well-formed, but nothing was read from it."),
                tr("Convert it to another form, such as PEM, or update the program.")};
    case ErrorCode::NothingFound:
        return {tr("Nothing usable was found."),
                tr("The source was read, but it holds nothing of what was looked for."),
                tr("Check that the right file, folder or address was given.")};
    case ErrorCode::PassphraseNeeded:
        return {tr("A passphrase is needed."),
                tr("The content is encrypted and stays unread without it."),
                tr("Enter the passphrase and try again.")};
    case ErrorCode::WrongPassphrase:
        return {tr("The passphrase is wrong."),
                QString(),
                tr("Check keyboard layout and Caps Lock, then try again.")};
    case ErrorCode::WeakPassphrase:
        return {tr("The passphrase is too weak."),
                tr("Whoever steals the files could guess it."),
                tr("Choose a longer one; several unrelated words are strong and easy to keep in mind.")};
    case ErrorCode::NotFound:
        return {tr("It does not exist."),
                tr("It was moved, removed, or its name is written differently."),
                tr("Check the name and try again.")};
    case ErrorCode::AlreadyExists:
        return {tr("It exists already."),
                tr("It was left as it is; nothing was overwritten."),
                tr("Choose another name or place.")};
    case ErrorCode::PermissionDenied:
        return {tr("Access was denied by the operating system."),
                tr("This user account may not read or write it."),
                tr("Have the permissions changed, or work under an account that has them.")};
    case ErrorCode::ReadOnly:
        return {tr("It can be read but not written."),
                tr("Nothing was changed."),
                tr("Make the folder or medium writable, or choose another place.")};
    case ErrorCode::DiskFull:
        return {tr("The disk is full."),
                tr("The step was taken back completely; what was stored before is intact."),
                tr("Free some space and try again.")};
    case ErrorCode::Io:
        return {tr("Reading or writing failed."),
                tr("The disk, the network share or the medium did not do what it was asked to."),
                tr("Check the device and try again; if it happens again, take a backup soon.")};
    case ErrorCode::Busy:
        return {tr("Another program is using it."),
                tr("Nothing was changed."),
                tr("Wait until the other program is done, then try again.")};
    case ErrorCode::NotAHome:
        return {tr("There is no Hufu house at this place."),
                tr("The folder holds no Hufu database."),
                tr("Choose the right folder, or found a new house.")};
    case ErrorCode::VersionTooNew:
        return {tr("It was written by a newer version of Hufu."),
                tr("This version does not open it, so that nothing gets lost."),
                tr("Update this program.")};
    case ErrorCode::DatabaseLibraryTooOld:
        return {tr("The SQLCipher library on this computer is too old."),
                tr("Older versions cannot verify that the database is intact."),
                tr("Install SQLCipher 4.6 or newer.")};
    case ErrorCode::JournalBroken:
        return {tr("The journal has been tampered with or damaged."),
                tr("An entry does not fit the one before it, so the history can no longer be trusted from there on."),
                tr("Keep the files as they are, tell the audit administrator, and verify a backup.")};
    case ErrorCode::CheckpointMismatch:
        return {tr("The journal does not agree with its checkpoint."),
                tr("Entries that were once signed are missing or changed; perhaps an old copy was put back."),
                tr("Keep the files as they are, tell the audit administrator, and compare with another copy.")};
    case ErrorCode::DatabaseCorrupt:
        return {tr("The database is damaged."),
                tr("Pages fail their integrity check; what they held may be wrong."),
                tr("Restore the latest backup, and have the disk checked.")};
    case ErrorCode::SignatureInvalid:
        return {tr("The signature is not valid."),
                tr("The content was changed after signing, or another key signed it. It was not accepted."),
                tr("Do it again; if it happens again, tell the audit administrator.")};
    case ErrorCode::SignerUnknown:
        return {tr("The signer is not known here."),
                tr("Only people registered in this house can give commands."),
                tr("Have the person registered, or sign with a registered key.")};
    case ErrorCode::SignerInactive:
        return {tr("The signer's registration is not active."),
                tr("It was suspended, has ended, or has not begun."),
                tr("Have the security administrator look at the registration.")};
    case ErrorCode::WrongHouse:
        return {tr("This belongs to another house."),
                tr("A command is good for one house only. It was not carried out."),
                tr("Open the right house and give the command there.")};
    case ErrorCode::WrongMode:
        return {tr("A drill command met production, or the other way round."),
                tr("It was not carried out."),
                tr("Switch to the right mode and give the command again.")};
    case ErrorCode::Replayed:
        return {tr("This command was carried out before."),
                tr("A command takes effect once only; nothing was done twice."),
                QString()};
    case ErrorCode::Expired:
        return {tr("The command came too late."),
                tr("Its time to take effect had passed, so it was not carried out."),
                tr("Look at the present state, then give it again if it is still right.")};
    case ErrorCode::FromTheFuture:
        return {tr("The time lies in the future."),
                tr("The clock of this computer, or of the one that signed, is wrong."),
                tr("Set the clock right and try again.")};
    case ErrorCode::UnknownKind:
        return {tr("This kind of command is not known to this version."),
                tr("It was not carried out."),
                tr("Update the program.")};
    case ErrorCode::NotPermitted:
        return {tr("This is not permitted."),
                tr("The rules of the house do not allow it to this person, or not in this state."),
                tr("Ask somebody whose role allows it; the technical details name the rule.")};
    case ErrorCode::CosignerNeeded:
        return {tr("Another officer has to sign this too."),
                tr("Nobody does this alone; it was not carried out."),
                tr("Ask a second officer to sign with you, or leave it for one to sign at another desk; the technical details name the role.")};
    case ErrorCode::StaleBasis:
        return {tr("The state has changed in the meantime."),
                tr("The command was based on what was seen before the change, so it was not carried out."),
                tr("Look at the present state and decide again.")};
    case ErrorCode::Conflict:
        return {tr("This contradicts what is already there."),
                tr("Nothing was changed."),
                tr("Look at what is there, then change or choose differently.")};
    case ErrorCode::NotOfOwnCa:
        return {tr("This certificate is not of the house's own CA."),
                tr("Only the CA that issued a certificate can revoke it; nothing was changed."),
                tr("Ask that CA to revoke it, on its web site or with the ACME client that fetched it.")};
    case ErrorCode::LimitExceeded:
        return {tr("A limit was reached."),
                tr("The rules bound how much may be done at once."),
                tr("Do it in smaller steps.")};
    case ErrorCode::CustodiansMissing:
        return {tr("A key cannot be put in escrow: fewer than two key custodians could hold a share of it."),
                tr("Nobody holds such a key alone, so it takes two. A custodian who has never opened the house since there are two has no key for shares yet."),
                tr("Register custodians, let each of them open the house once, and try again; or submit the request without escrow.")};
    case ErrorCode::BackupBroken:
        return {tr("This backup is not what it should be."),
                tr("A file of it was changed, is missing or belongs to another backup, or a share does not fit. Nothing was taken out of it."),
                tr("Try another medium of the same backup. If none is whole, hold a new backup ceremony at once and say so in its record.")};
    case ErrorCode::EscrowBroken:
        return {tr("What is kept of this key does not give it back."),
                tr("A share or the encrypted key was changed, is of another key, or is missing. Nothing was handed out."),
                tr("Try with other custodians who hold shares; if that fails too, a new key and a new request are needed. The technical details say what does "
                   "not fit.")};
    case ErrorCode::Moved:
        return {tr("This house has moved to a server."),
                tr("Commands are decided there; here nothing was changed."),
                tr("Enrol this workstation at the server, with a code that its administrator prints.")};
    case ErrorCode::Pending:
        return {tr("The command was signed and waits for others to sign it too; it is not yet in force."),
                tr("Whoever has to sign sees it at their own desk. It takes effect with the last signature, and lapses after a week."),
                tr("Tell them that it waits; until then its author can withdraw it. The technical details name the roles.")};
    case ErrorCode::Queued:
        return {tr("The command was signed and is queued; it is not yet in force."),
                tr("The server cannot be reached. The command is sent as soon as it can, in its order."),
                tr("Go on working; what is queued can still be changed or withdrawn.")};
    case ErrorCode::AlreadySent:
        return {tr("The queued command cannot be replaced any more."),
                tr("It was sent or taken back meanwhile, or was on its way when the connection broke; what you have just entered was not sent."),
                tr("Wait until the server can be reached; then look in the journal at what came of it, and order what is still to be done.")};
    case ErrorCode::EnrolmentRefused:
        return {tr("The server does not accept this enrolment code."),
                tr("It is written differently, was used, has lapsed, or was tried too often."),
                tr("Have the server's administrator print a new one.")};
    case ErrorCode::WorkstationRefused:
        return {tr("The server does not let this workstation in."),
                tr("Its enrolment was revoked or has ended. What was replicated can still be read here."),
                tr("Ask the system administrator; with a new code the workstation can be enrolled again.")};
    case ErrorCode::HostNotFound:
        return {tr("The host name is unknown."),
                tr("The name server has no address for it."),
                tr("Check the spelling, and whether this network can resolve the name.")};
    case ErrorCode::ConnectionRefused:
        return {tr("The connection was refused."),
                tr("The host answers, but nothing listens at this port, or a firewall turns it away."),
                tr("Check the port and whether the service runs.")};
    case ErrorCode::ConnectionTimedOut:
        return {tr("No answer came in time."),
                tr("The host is down, unreachable from here, or a firewall drops the packets."),
                tr("Check the network path, or try again later.")};
    case ErrorCode::ConnectionClosed:
        return {tr("The other side closed the connection."),
                tr("The conversation ended before it was complete."),
                tr("Check that the service speaks the protocol chosen, then try again.")};
    case ErrorCode::TlsFailed:
        return {tr("No TLS connection came about."),
                tr("Both sides found no common protocol, or what the server sent was not valid."),
                tr("Check the server's TLS settings; the technical details say how far it came.")};
    case ErrorCode::StartTlsRefused:
        return {tr("The server does not offer to encrypt (STARTTLS)."),
                tr("The service at this port speaks in clear text only."),
                tr("Check the port and the protocol, or have encryption switched on there.")};
    case ErrorCode::CryptoFailed:
        return {tr("A cryptographic operation failed."),
                tr("Nothing was signed, encrypted or opened."),
                tr("Try again; if it happens again, send the technical details to the support.")};
    case ErrorCode::PinIncorrect:
        return {tr("The PIN is wrong."),
                QString(),
                tr("Try again carefully: the token or USBKey blocks itself when no try is left.")};
    case ErrorCode::PinNeeded:
        return {tr("The PIN of the token is not known here."),
                tr("The key lies in a PKCS#11 token, which does nothing without its PIN."),
                tr("Enter the PIN on the page Own CA.")};
    case ErrorCode::TokenAbsent:
        return {tr("The token is not there."),
                tr("It is unplugged, switched off, or its name is written differently."),
                tr("Connect it, or check its name, then try again.")};
    case ErrorCode::TokenTimedOut:
        return {tr("The token did not answer in time."),
                tr("Its driver (PKCS#11 module) hangs, or the device is not reachable. The driver was ended; the next attempt starts it anew."),
                tr("Check the device and its connection. What is due is done as soon as it answers.")};
    case ErrorCode::TokenFull:
        return {tr("The USBKey or token is full."),
                tr("It has no room for another key or certificate. What was on it is still there."),
                tr("Wipe what nobody needs any more, or take another one.")};
    case ErrorCode::TokenFailed:
        return {tr("The token or its driver failed."),
                tr("The driver (PKCS#11 module) ended by itself, or refused what it was asked. Nothing was signed."),
                tr("Check the device; the technical details say what it answered.")};
    case ErrorCode::PcscUnavailable:
        return {tr("This computer's smart card service does not answer."),
                tr("Without it (PC/SC, pcscd) no reader and no USBKey can be used."),
                tr("Install or start pcscd, or ask for the right to use it, then try again.")};
    case ErrorCode::CardAbsent:
        return {tr("There is no USBKey."),
                tr("It was pulled out, or the reader is not connected."),
                tr("Plug it in and try again.")};
    case ErrorCode::CardReset:
        return {tr("Another program reset the USBKey meanwhile."),
                tr("Whether the last step was done on the USBKey is not known."),
                tr("Close other programs that use the USBKey, look at what it holds, then try again.")};
    case ErrorCode::CardTimedOut:
        return {tr("The USBKey did not answer in time."),
                tr("It or its reader hangs, or another program keeps it to itself."),
                tr("Pull it out, plug it in again, and try once more.")};
    case ErrorCode::CardFailed:
        return {tr("The USBKey refused, or answered what is no answer."),
                tr("It is damaged, of another kind, or not set up for this."),
                tr("Try again with another USBKey; the technical details say what it answered.")};
    case ErrorCode::CardPinNeeded:
        return {tr("The USBKey asks for its PIN."),
                tr("It does this only for who knows the PIN."),
                tr("Enter the PIN of the USBKey and try again.")};
    case ErrorCode::PinBlocked:
        return {tr("The PIN of the USBKey is blocked."),
                tr("It was entered wrongly too often."),
                tr("Have the security office unlock the USBKey; this needs its PUK.")};
    case ErrorCode::PukIncorrect:
        return {tr("The PUK is wrong."),
                QString(),
                tr("Try again carefully: when no try is left, the USBKey can only be wiped.")};
    case ErrorCode::PukBlocked:
        return {tr("The PUK of the USBKey is blocked."),
                tr("It was entered wrongly too often; a blocked PIN cannot be set again."),
                tr("Have the USBKey replaced: it can only be wiped.")};
    case ErrorCode::ManagementKeyWrong:
        return {tr("The USBKey has another management key."),
                tr("It was set up elsewhere, or by an authority that is not this one. Nothing was written to it."),
                tr("Use a USBKey of the house, or wipe this one.")};
    case ErrorCode::CardNotEmpty:
        return {tr("The USBKey holds keys or certificates."),
                tr("Issuing it anew erases them for ever. Nothing was changed yet."),
                tr("Look at what it holds and agree to clear it, or take another USBKey.")};
    case ErrorCode::CardMismatch:
        return {tr("Another USBKey is in the reader than the one meant."),
                tr("Nothing was changed on it."),
                tr("Put in the right one; its serial number stands in the technical details.")};
    case ErrorCode::PinLastTry:
        return {tr("Only one try is left for the PIN of the USBKey."),
                tr("A wrong PIN would block it. None was tried."),
                tr("Make sure of the PIN, then say that the last try may be used, or have the USBKey unlocked.")};
    case ErrorCode::OfficerCardNeeded:
        return {tr("This officer signs with a USBKey, and no longer with a passphrase."),
                tr("The passphrase opens nothing here any more."),
                tr("Put the USBKey into a reader and enter its PIN.")};
    case ErrorCode::CardProofFailed:
        return {tr("The USBKey did not prove that it holds the key."),
                tr("What it signed does not fit the key that it showed. Nothing may be trusted to it."),
                tr("Take this USBKey out of use and issue another.")};
    case ErrorCode::Cancelled:
        return {tr("Cancelled."),
                tr("What was complete before stays."),
                QString()};
    case ErrorCode::Internal:
        return {tr("The program made a mistake."),
                tr("Something happened that should not be possible. Nothing was stored of this step."),
                tr("Try again; if it happens again, report it with the technical details.")};
    }
    return {}; // a value from outside the enumeration
}

ErrorText Words::foreignServer()
{
    return {tr("Another server answers at this address."),
            tr("Its certificate is not from the authority that this workstation or its code knows. Nothing was sent to it."),
            tr("Check the address and, when enrolling, that the code is of this very server. If both are right, somebody stands in between: tell the "
               "system administrator.")};
}

ErrorText Words::newerServer()
{
    return {tr("This console is too old for its server."),
            tr("The server's journal goes on with what a newer version of Hufu wrote, and this version cannot check it. Nothing of it was taken; what is here stays "
               "whole, and there is nothing against the server."),
            tr("Update this program.")};
}

QString Words::triesLeft(int tries)
{
    return tries == 0 ? tr("No try is left: the token or USBKey is blocked until its PUK or SO PIN is entered.") : tr("%n tries are left.", nullptr, tries);
}

QString Words::pukTriesLeft(int tries)
{
    return tries == 0 ? tr("No try is left: the PUK is blocked, and a blocked PIN cannot be set again.") : triesLeft(tries);
}

QString Words::about(const QString &subject, const QString &whatHappened)
{
    //: What it happened to (a path, a host, a name), and what happened, a whole sentence.
    return tr("%1: %2").arg(subject, whatHappened);
}

ErrorText Words::dated(std::chrono::seconds ahead)
{
    return {tr("The command is dated %1 ahead of the authority's clock.", "a duration").arg(EmergencyText::roughly(ahead)),
            tr("The clock of the computer that signed it is wrong by that. The command was not carried out."),
            tr("Set that clock right and give the command again, or give it at another console.")};
}

/// By how much a command was dated wrong, as checkOrigin() in models/domain/Rules.cpp writes it ("1500 s"); nothing where it is something else that lies in the future.
std::optional<std::chrono::seconds> aheadOf(const Error &error)
{
    bool isNumber = false;
    const QString subject = QString::fromStdString(error.subject);
    const qint64 seconds = error.code == ErrorCode::FromTheFuture && subject.endsWith(QLatin1String(" s")) ? subject.chopped(2).toLongLong(&isNumber) : 0;
    return isNumber ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

} // namespace

ErrorText errorText(const Error &error)
{
    if (const auto ahead = aheadOf(error))
        return Words::dated(*ahead);
    const bool newerServer = error.code == ErrorCode::VersionTooNew && error.subject.starts_with("https://"); // as RemoteTransport names it
    ErrorText text = isForeignServer(error) ? Words::foreignServer() : newerServer ? Words::newerServer() : Words::of(error.code);
    if (error.triesLeft)
        text.whatItMeans = error.code == ErrorCode::PukIncorrect ? Words::pukTriesLeft(*error.triesLeft) : Words::triesLeft(*error.triesLeft);
    if ((error.code == ErrorCode::PinIncorrect || error.code == ErrorCode::PukIncorrect) && error.triesLeft == 0)
        text.whatToDo.clear(); // another try is none
    if (!error.subject.empty())
        text.whatHappened = Words::about(QString::fromStdString(error.subject), text.whatHappened);
    return text;
}

QString sentence(const Error &error)
{
    const ErrorText text = errorText(error);
    QString line = text.whatHappened;
    for (const QString &next : {text.whatItMeans, text.whatToDo}) {
        if (!next.isEmpty())
            line += (line.endsWith(u'。') ? QString() : QStringLiteral(" ")) + next;
    }
    return line;
}

} // namespace hufu
