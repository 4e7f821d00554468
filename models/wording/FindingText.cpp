// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/FindingText.h"

#include "models/pki/WeakKeyList.h"
#include "models/wording/ObservedText.h"

#include <QStringList>

namespace hufu {

FindingText::Words FindingText::words(Rule rule)
{
    switch (rule) {
    case Rule::RsaTooShort:
        return {tr("RSA key too short"),
                tr("The RSA key has %1."),
                tr("From 2048 bits on RSA keys withstand attack; browsers refuse shorter ones."),
                tr("Generate a new key, best of all on P-256, have a new certificate issued for it, and replace this one.")};
    case Rule::RsaBadExponent:
        return {tr("RSA exponent unsuitable"),
                tr("The public exponent: %1."),
                tr("The exponent has to be odd and at least 3; with any other nothing is secret."),
                tr("Generate a new key on the server or in its HSM, have a new certificate issued for it, and revoke this one.")};
    case Rule::RsaBreakable:
        return {tr("RSA key can be broken"),
                tr("The RSA key has %1."),
                tr("Keys below 1024 bits have been computed from their public half with rented computers."),
                tr("Treat the key as leaked: replace it now, and revoke this certificate with the reason keyCompromise.")};
    case Rule::RsaOddLength:
        return {tr("RSA key of unusual length"),
                tr("The RSA key has %1."),
                tr("RSA keys have whole octets; some software stumbles over others."),
                tr("Nothing is urgent. Generate the next key with a usual length, best of all on P-256.")};
    case Rule::RsaUnusualExponent:
        return {tr("RSA exponent unusual"),
                tr("The public exponent: %1."),
                tr("The exponent should be between 65537 and 2^256-1. Smaller ones make mistakes in software exploitable; the key itself is sound. Old public "
                   "roots have them."),
                tr("Nothing is urgent. Generate the next key with the exponent 65537; a public root is its operator's affair.")};
    case Rule::RsaSmallFactor:
        return {tr("RSA key can be factored"),
                tr("The modulus falls apart: %1."),
                tr("Anybody can compute the private key."),
                tr("Treat the key as leaked: replace it now, and revoke this certificate with the reason keyCompromise.")};
    case Rule::RsaClosePrimes:
        return {tr("RSA primes too close together"),
                tr("Fermat's method finds the factors: %1."),
                tr("The two primes lie so close together that anybody can compute the private key."),
                tr("Treat the key as leaked: replace it now, and revoke this certificate with the reason keyCompromise.")};
    case Rule::RocaKey:
        return {tr("ROCA: key made by a flawed chip"),
                tr("The modulus has the fingerprint of Infineon's library (%1)."),
                tr("Keys of this kind can be factored at moderate cost (CVE-2017-15361); cards and TPMs of 2012 to 2017 made them."),
                tr("Update or replace the card or TPM, generate a new key, and revoke this certificate with the reason "
                   "keyCompromise.")};
    case Rule::DebianWeakKey:
        return {tr("Debian weak key"),
                tr("The key is on the public list of weak keys (%1)."),
                tr("Debian's OpenSSL of 2006 to 2008 could make some 32,000 keys only (CVE-2008-0166); all of them are published."),
                tr("Treat the key as leaked: replace it now, and revoke this certificate with the reason keyCompromise.")};
    case Rule::WeakCurve:
        return {tr("Unusual elliptic curve"),
                tr("The key lies on the curve %1."),
                tr("Public certificates allow P-256, P-384 and P-521 only, the Chinese standards SM2; other curves are weaker or not "
                   "understood by all."),
                tr("Generate a new key on P-256, or SM2 for the Chinese algorithms, and have a new certificate issued for it.")};
    case Rule::PointNotOnCurve:
        return {tr("Public key is not on its curve"),
                tr("The point does not belong to %1."),
                tr("It is no valid key: nothing signed by it can be verified, and using it for key agreement may leak secrets."),
                tr("Generate a new key on the server or in its HSM, have a new certificate issued for it, and revoke this one.")};
    case Rule::Sha1Signature:
        return {tr("Signed with SHA-1"),
                tr("The signature algorithm is %1."),
                tr("Signatures with SHA-1 can be forged at affordable cost; browsers have refused them since 2017."),
                tr("Have the certificate issued again with SHA-256, and have the CA stop using SHA-1.")};
    case Rule::Md5Signature:
        return {tr("Signed with MD5"),
                tr("The signature algorithm is %1."),
                tr("Signatures with MD5 have been forged in practice since 2008."),
                tr("Replace this certificate at once by one signed with SHA-256.")};
    case Rule::ValidityTooLong:
        return {tr("Valid for too long"),
                tr("The period of validity: %1."),
                tr("Public TLS certificates may last 398 days, issued from 2026-03-15 on 200, from 2027-03-15 on 100, from "
                   "2029-03-15 on 47; browsers refuse longer ones."),
                tr("Have it issued again within the limit, and automate its renewal.")};
    case Rule::NoSubjectAltName:
        return {tr("No subject alternative name"),
                tr("The certificate names its server only here: %1."),
                tr("Clients look at the alternative names alone and ignore the common name: they refuse this certificate."),
                tr("Have it issued again with every name of the server as an alternative name.")};
    case Rule::CommonNameNotInSan:
        return {tr("Common name is no alternative name"),
                tr("The common name is %1."),
                tr("Clients will not accept the certificate for this name."),
                tr("Have it issued again with this name among the alternative names, or without it.")};
    case Rule::InternalNameInPublic:
        return {tr("Internal name in a public certificate"),
                tr("It names %1."),
                tr("Nobody owns internal names and reserved addresses, so no public CA can vouch for them; they also tell strangers "
                   "how the house is built."),
                tr("Use the house's own CA for internal names, and have this certificate issued again without them.")};
    case Rule::UnderscoreInName:
        return {tr("Underscore in a host name"),
                tr("It names %1."),
                tr("Host names hold letters, digits and hyphens; public CAs may not issue for others."),
                tr("Rename the host, and have the certificate issued again.")};
    case Rule::WildcardMisplaced:
        return {tr("Wildcard in the wrong place"),
                tr("It names %1."),
                tr("The asterisk counts only as the whole of the left-most label; clients do not match it elsewhere."),
                tr("Have it issued again with names like *.hospital.cn, or with each name by itself.")};
    case Rule::WildcardInEv:
        return {tr("Wildcard in an EV certificate"),
                tr("It names %1."),
                tr("EV certificates may not hold wildcards."),
                tr("Have it issued again with each name by itself.")};
    case Rule::DuplicateSan:
        return {tr("Alternative name repeated"),
                tr("Named more than once: %1."),
                tr("It does no harm, but shows that the request was put together without care."),
                tr("Name each host once when the certificate is next renewed.")};
    case Rule::NoAuthorityInfoAccess:
        return {tr("No authority information access"),
                QString(),
                tr("Clients cannot fetch the issuer's certificate, nor find where to ask about revocation."),
                tr("Correct the CA's certificate profile, and have it issue this certificate again.")};
    case Rule::NoExtendedKeyUsage:
        return {tr("No extended key usage"),
                QString(),
                tr("The certificate does not say what it is for; public TLS certificates have to."),
                tr("Have it issued again with the usage serverAuth.")};
    case Rule::AnyExtendedKeyUsage:
        return {tr("Usable for anything"),
                tr("Its usages include anyExtendedKeyUsage (%1)."),
                tr("Whoever holds this key can pass for a server, sign code or mail: a stolen key does more harm than need be."),
                tr("Have it issued again with just the usages needed.")};
    case Rule::KeyUsageContradictsKey:
        return {tr("Key usage does not fit the key"),
                tr("Impossible with this key: %1."),
                tr("Keys of this kind cannot do what the certificate allows them; strict clients refuse it."),
                tr("Correct the CA's certificate profile, and have it issue this certificate again.")};
    case Rule::KeyUsageNotCritical:
        return {tr("Key usage is not critical"),
                tr("The usages are %1."),
                tr("Software that does not know the extension may ignore the restriction."),
                tr("Correct the CA's certificate profile, and have it issue this certificate again.")};
    case Rule::SerialNotPositive:
        return {tr("Serial number is not positive"),
                tr("The serial number is %1."),
                tr("Some software refuses it or mixes it up with another, in revocation lists too."),
                tr("Have the CA issue a corrected certificate, and replace this one.")};
    case Rule::SerialTooLong:
        return {tr("Serial number too long"),
                tr("The serial number has %1."),
                tr("More than 20 octets are not allowed; some software refuses it or cannot revoke it."),
                tr("Have the CA issue a corrected certificate, and replace this one.")};
    case Rule::SignatureAlgorithmMismatch:
        return {tr("Two signature algorithms"),
                tr("Outside it says %1, inside something else."),
                tr("The certificate contradicts itself: clients refuse it, and it may have been tampered with."),
                tr("Find out where it comes from, and have the CA issue it again.")};
    case Rule::DuplicateExtension:
        return {tr("Extension occurs twice"),
                tr("Repeated: %1."),
                tr("Programs disagree about which one counts, so they may understand different things."),
                tr("Have the CA issue a corrected certificate, and replace this one.")};
    case Rule::UnknownCriticalExtension:
        return {tr("Unknown critical extension"),
                tr("Critical and not understood: %1."),
                tr("Clients have to refuse a certificate with a critical extension they do not know."),
                tr("Use it only with software made for it, or have it issued again without this extension.")};
    case Rule::ClassContradiction:
        return {tr("Policy and subject contradict each other"),
                tr("Policy and subject: %1."),
                tr("What the CA says it has verified is not what the certificate shows."),
                tr("Ask the CA; such a certificate is mis-issued and has to be replaced.")};
    case Rule::MissingEvFields:
        return {tr("EV certificate lacks information"),
                tr("Missing: %1."),
                tr("EV certificates have to say which legal entity stands behind them."),
                tr("Have the CA issue a corrected certificate, and replace this one.")};
    case Rule::OcspResponderProfile:
        return {tr("OCSP responder certificate ill-formed"),
                tr("Wrong with it: %1."),
                tr("Clients may ask for the responder's own state, endlessly, or reject its answers."),
                tr("Issue it again for a short time, with ocsp-nocheck and without CRL address.")};
    case Rule::NoRevocationSource:
        return {tr("Revocation cannot be looked up"),
                tr("It is valid for %1 and names neither CRL nor OCSP."),
                tr("If the key leaks, revoking this certificate has no effect on clients."),
                tr("Have it issued again with a CRL or OCSP address, or for at most 7 days.")};
    case Rule::CaWithoutKeyCertSign:
        return {tr("CA may not sign certificates"),
                tr("Its key usage: %1."),
                tr("What it issues is refused by clients that look at the key usage."),
                tr("Issue the CA certificate again with keyCertSign and cRLSign.")};
    case Rule::CaBasicConstraintsNotCritical:
        return {tr("CA constraint is not critical"),
                tr("Basic constraints: %1."),
                tr("Software that ignores the extension treats the certificate as an ordinary one, or the other way round."),
                tr("Correct the CA's certificate profile, and have it issue this certificate again.")};
    case Rule::Version1:
        return {tr("Old certificate version"),
                tr("The certificate is %1."),
                tr("Only version 3 can say what a certificate is for; an old one may be mistaken for a CA."),
                tr("Have it issued again as version 3, with usages and alternative names.")};
    case Rule::NegativeValidity:
        return {tr("Ends before it begins"),
                tr("The times: %1."),
                tr("The certificate was never valid and never will be."),
                tr("Have the CA issue a corrected certificate, and replace this one.")};
    case Rule::EmptyAttribute:
        return {tr("Name attribute says nothing"),
                tr("Empty: %1."),
                tr("Fillers like '.' or '-' are not allowed in a subject; they show that a form was filled in without thought."),
                tr("Have the CA issue a corrected certificate, and replace this one.")};
    case Rule::DsaKey:
        return {tr("DSA key"),
                tr("The DSA key has %1."),
                tr("DSA is no longer approved; TLS 1.3 and browsers do not know it."),
                tr("Generate a new key on P-256, and have a new certificate issued for it.")};
    case Rule::OrganizationalUnitInPublic:
        return {tr("Department in a public certificate"),
                tr("The subject names %1."),
                tr("Since September 2022 public certificates may not name a department (OU), which nobody verified."),
                tr("Leave it out when the certificate is next renewed.")};
    case Rule::MalformedExtension:
        return {tr("Extension cannot be read"),
                QString(),
                tr("The content of an extension does not have the form its name promises; programs may refuse the certificate or "
                   "misread it."),
                tr("Have the CA issue a corrected certificate, and replace this one.")};
    case Rule::DvOnService:
        return {tr("DV certificate on a service"),
                tr("The class is %1."),
                tr("A DV certificate proves control of a name, not who runs the service; the checklist forbids it for medical "
                   "services."),
                tr("Request an OV certificate, for core services an EV certificate, and replace this one.")};
    case Rule::OvOnCoreService:
        return {tr("Core service without EV certificate"),
                tr("The class is %1."),
                tr("The house's policy asks for EV on core services, whose operator is then verified most thoroughly."),
                tr("Request an EV certificate, or lower the service's tier or the policy, with a reason.")};
    case Rule::KeySharedAcrossOwners:
        return {tr("Key shared by several owners"),
                tr("It is shared by %1."),
                tr("The same key stands in certificates of different owners: whoever of them loses it loses it for all."),
                tr("Give each owner a key of their own, and revoke the shared ones.")};
    case Rule::PrivateKeyInFile:
        return {tr("Private key lies in a file"),
                tr("It lies here: %1."),
                tr("Files are copied, backed up and stolen; the checklist wants private keys in HSM, TPM or USBKey."),
                tr("Generate a new key in an HSM, TPM or USBKey, replace the certificate, and destroy the file.")};
    case Rule::ExpiredButSeen:
        return {tr("Expired, but still in use"),
                tr("Expiry and last sight: %1."),
                tr("Clients that check refuse this service; those that do not can be deceived."),
                tr("Deploy a valid certificate at once.")};
    case Rule::ExpiresSoon:
        return {tr("Expires soon"),
                tr("Left: %1."),
                tr("When it expires, clients refuse the service."),
                tr("Renew it, deploy the new certificate, and check that the service shows it.")};
    case Rule::UntrustedChain:
        return {tr("Chain leads to no trusted root"),
                tr("The chain: %1."),
                tr("Clients cannot trace this certificate to an authority they trust."),
                tr("Deploy the intermediate certificates with it, or import the house's own root.")};
    case Rule::NotYetValid:
        return {tr("Not valid yet"),
                tr("Valid from: %1."),
                tr("Until then clients refuse it; perhaps a clock is wrong."),
                tr("Wait with deploying it, or check the clocks.")};
    case Rule::TermAboveHousePolicy:
        return {tr("Term above the house's policy"),
                tr("The term: %1."),
                tr("The policy bounds how long certificates of private CAs may last."),
                tr("Have it issued again for a shorter time.")};
    }
    const QString name = QString::fromLatin1(ruleName(rule));
    return {name, {}, tr("This version does not know the rule."), tr("Update the program.")}; // stored by a newer release
}

QString FindingText::title(Rule rule) { return words(rule).title; }
QString FindingText::meaning(Rule rule) { return words(rule).meaning; }
QString FindingText::remedy(Rule rule) { return words(rule).remedy; }

QString FindingText::source(Rule rule)
{
    QStringList parts;
    for (const QString &part : QString::fromUtf8(ruleSource(rule)).split(QStringLiteral(", "))) {
        const QString number = part.section(u' ', 1);
        if (part.startsWith(QLatin1String("BR ")))
            //: of the CA/Browser Forum; %1 a section
            parts += tr("Baseline Requirements %1").arg(number);
        else if (part.startsWith(QLatin1String("EVG ")))
            //: of the CA/Browser Forum; %1 a section
            parts += tr("EV Guidelines %1").arg(number);
        else if (part.startsWith(QLatin1String("checklist ")))
            //: the hospitals' checklist for certificates; %1 an item, such as 一.1
            parts += tr("checklist %1").arg(number);
        else
            parts += part;
    }
    return parts.join(QStringLiteral(", "));
}

QString FindingText::limitation(Rule rule)
{
    if (rule == Rule::DebianWeakKey && WeakKeyList::installed().isEmpty())
        return tr("This rule cannot check anything: no list of Debian's weak keys is installed on this computer. Install the package openssl-blacklist "
                  "where your distribution has it (Debian 12 has not), or put its files blacklist.RSA-* into /usr/share/hufu/weak-keys, and start "
                  "Hufu again.");
    return {};
}

QString FindingText::explanation(const Finding &finding)
{
    const Words text = words(finding.rule);
    const QString value = ObservedText::of(finding);
    if (text.fact.isEmpty() || value.isEmpty())
        return text.meaning;
    //: The value observed, a whole sentence, and what it means, one or more.
    return tr("%1 %2").arg(text.fact.arg(value), text.meaning);
}

FindingWords findingText(const Finding &finding)
{
    return {FindingText::title(finding.rule), FindingText::explanation(finding), FindingText::remedy(finding.rule)};
}

} // namespace hufu
