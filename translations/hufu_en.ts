<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CardText</name>
    <message numerus="yes">
        <source>PIN: %n tries left</source>
        <translation>
            <numerusform>PIN: %n try left</numerusform>
            <numerusform>PIN: %n tries left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>PUK: %n tries left</source>
        <translation>
            <numerusform>PUK: %n try left</numerusform>
            <numerusform>PUK: %n tries left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmergencyReport</name>
    <message numerus="yes">
        <source>and %n more; the file beside this report lists all of them.</source>
        <translation>
            <numerusform>and %n more; the file beside this report lists it too.</numerusform>
            <numerusform>and %n more; the file beside this report lists all of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) revoked or suspended</source>
        <translation>
            <numerusform>%n certificate revoked or suspended</numerusform>
            <numerusform>%n certificates revoked or suspended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) do not check with the new CRL yet.</source>
        <translation>
            <numerusform>%n server does not check with the new CRL yet.</numerusform>
            <numerusform>%n servers do not check with the new CRL yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmergencyText</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are called %1: %2. Nothing is chosen: ask the caller for the staff number or the department, and say the number in place of the name, or tick what is theirs.</source>
        <extracomment>number of people, a name, their staff numbers and departments</extracomment>
        <translation>
            <numerusform>%n person is called %1: %2. Nothing is chosen: ask the caller for the staff number or the department, and say the number in place of the name, or tick what is theirs.</numerusform>
            <numerusform>%n people are called %1: %2. Nothing is chosen: ask the caller for the staff number or the department, and say the number in place of the name, or tick what is theirs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n way(s) in still open</source>
        <translation>
            <numerusform>%n way in still open</numerusform>
            <numerusform>%n ways in still open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n way(s) in refused</source>
        <translation>
            <numerusform>%n way in refused</numerusform>
            <numerusform>%n ways in refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unproven</source>
        <comment>ways in</comment>
        <translation>
            <numerusform>%n unproven</numerusform>
            <numerusform>%n unproven</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>One try is left.</numerusform>
            <numerusform>%n tries are left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EscrowText</name>
    <message numerus="yes">
        <source>%n custodian(s) hold a share of the key; %1 of them recover it together.</source>
        <translation>
            <numerusform>%n custodian holds a share of the key; %1 of them recover it together.</numerusform>
            <numerusform>%n custodians hold a share of the key; %1 of them recover it together.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoverNote</name>
    <message numerus="yes">
        <source>%n certificate(s) revoked or suspended</source>
        <translation>
            <numerusform>%n certificate revoked or suspended</numerusform>
            <numerusform>%n certificates revoked or suspended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without a certificate now: %n.</source>
        <translation>
            <numerusform>Without a certificate now: %n.</numerusform>
            <numerusform>Without a certificate now: %n.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IssuanceReport</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JournalText</name>
    <message numerus="yes">
        <source>All %n entries are unchanged, complete and in their order.</source>
        <translation>
            <numerusform>The only entry (%n) is unchanged, complete and in its order.</numerusform>
            <numerusform>All %n entries are unchanged, complete and in their order.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stored certificates are those that were imported.</source>
        <translation>
            <numerusform>%n stored certificate is the one that was imported.</numerusform>
            <numerusform>%n stored certificates are those that were imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands were signed by the officers named in them.</source>
        <translation>
            <numerusform>%n command was signed by the officer named in it.</numerusform>
            <numerusform>%n commands were signed by the officers named in them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n newest entries are chained, but no checkpoint outside the database vouches for them yet.</source>
        <translation>
            <numerusform>%n newest entry is chained, but no checkpoint outside the database vouches for it yet.</numerusform>
            <numerusform>%n newest entries are chained, but no checkpoint outside the database vouches for them yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and two other administrators ended pilot mode. %n act(s) that lacked a second signature were answered for.</source>
        <translation>
            <numerusform>%1 and two other administrators ended pilot mode. %n act that lacked a second signature was answered for.</numerusform>
            <numerusform>%1 and two other administrators ended pilot mode. %n acts that lacked a second signature were answered for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 asked for a certificate for %2, service “%3”, for %n day(s).</source>
        <translation>
            <numerusform>%1 asked for a certificate for %2, service “%3”, for %n day.</numerusform>
            <numerusform>%1 asked for a certificate for %2, service “%3”, for %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Its key is in escrow with %n custodian(s), %2 of whom recover it.</source>
        <extracomment>%1 a whole sentence, %2 how many of the custodians are needed</extracomment>
        <translation>
            <numerusform>%1 Its key is in escrow with %n custodian, %2 of whom recover it.</numerusform>
            <numerusform>%1 Its key is in escrow with %n custodians, %2 of whom recover it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 planned the key ceremony %2 with %n custodian(s), %3 of whom are needed together.</source>
        <extracomment>%1 a person, %2 the number of a ceremony, %3 how many custodians are needed together</extracomment>
        <translation>
            <numerusform>%1 planned the key ceremony %2 with %n custodian, %3 of whom are needed together.</numerusform>
            <numerusform>%1 planned the key ceremony %2 with %n custodians, %3 of whom are needed together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The authority encrypted %n key(s) in the key ceremony %1 and dealt the shares.</source>
        <translation>
            <numerusform>The authority encrypted %n key in the key ceremony %1 and dealt the shares.</numerusform>
            <numerusform>The authority encrypted %n keys in the key ceremony %1 and dealt the shares.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The authority took %n key(s) back in the key ceremony %1; each proved itself by a signature.</source>
        <translation>
            <numerusform>The authority took %n key back in the key ceremony %1; it proved itself by a signature.</numerusform>
            <numerusform>The authority took %n keys back in the key ceremony %1; each proved itself by a signature.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 alone ordered the temporary USBKey %2 for %3, role “%4”, for %n hour(s): “%5”.</source>
        <translation>
            <numerusform>%1 alone ordered the temporary USBKey %2 for %3, role “%4”, for %n hour: “%5”.</numerusform>
            <numerusform>%1 alone ordered the temporary USBKey %2 for %3, role “%4”, for %n hours: “%5”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n pages of the database can be read, those of indexes and lists too.</source>
        <translation>
            <numerusform>The only page (%n) of the database can be read.</numerusform>
            <numerusform>All %n pages of the database can be read, those of indexes and lists too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObservedText</name>
    <message numerus="yes">
        <source>%n bits</source>
        <translation>
            <numerusform>%n bit</numerusform>
            <numerusform>%n bits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n octets</source>
        <translation>
            <numerusform>%n octet</numerusform>
            <numerusform>%n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days; a new one was issued and not yet seen in place</source>
        <translation>
            <numerusform>%n day; a new one was issued and not yet seen in place</numerusform>
            <numerusform>%n days; a new one was issued and not yet seen in place</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RelativeDate</name>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation>
            <numerusform>in %n minute</numerusform>
            <numerusform>in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation>
            <numerusform>in %n hour</numerusform>
            <numerusform>in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>expired %n days ago</source>
        <translation>
            <numerusform>expired %n day ago</numerusform>
            <numerusform>expired %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestText</name>
    <message numerus="yes">
        <source>%n approval(s) by: %1</source>
        <extracomment>between the roles of which any may approve</extracomment>
        <translation>
            <numerusform>One approval by: %1</numerusform>
            <numerusform>%n approvals by: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) could be given by nobody in the house. Register the people first, or the request lapses.</source>
        <translation>
            <numerusform>One approval could be given by nobody in the house. Register the people first, or the request lapses.</numerusform>
            <numerusform>%n approvals could be given by nobody in the house. Register the people first, or the request lapses.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::AuditPage</name>
    <message numerus="yes">
        <source>Verified: %n entries, and none was changed, removed or put in.</source>
        <translation>
            <numerusform>Verified: %n entry, and none was changed, removed or put in.</numerusform>
            <numerusform>Verified: %n entries, and none was changed, removed or put in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::AuthoritiesPage</name>
    <message numerus="yes">
        <source>%n CRL(s) run out soon or have run out</source>
        <translation>
            <numerusform>%n CRL runs out soon or has run out</numerusform>
            <numerusform>%n CRLs run out soon or have run out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n CA(s) are being made.</source>
        <translation>
            <numerusform>%n CA is being made.</numerusform>
            <numerusform>%n CAs are being made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::AuthorityTableModel</name>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>%n hour left</numerusform>
            <numerusform>%n hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CaSetupDialog</name>
    <message numerus="yes">
        <source>Sign and set up the remaining %n CA(s)</source>
        <translation>
            <numerusform>Sign and set up the remaining %n CA</numerusform>
            <numerusform>Sign and set up the remaining %n CAs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign and set up %n CA(s)</source>
        <translation>
            <numerusform>Sign and set up %n CA</numerusform>
            <numerusform>Sign and set up %n CAs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%1&lt;/b&gt;: %2, %3, %n year(s)</source>
        <comment>name, part, algorithm</comment>
        <translation>
            <numerusform>&lt;b&gt;%1&lt;/b&gt;: %2, %3, %n year</numerusform>
            <numerusform>&lt;b&gt;%1&lt;/b&gt;: %2, %3, %n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CanaryBox</name>
    <message numerus="yes">
        <source>A canary is ready until %1. It is revoked along with what is lost, and tries to get in at %n server(s).</source>
        <translation>
            <numerusform>A canary is ready until %1. It is revoked along with what is lost, and tries to get in at %n server.</numerusform>
            <numerusform>A canary is ready until %1. It is revoked along with what is lost, and tries to get in at %n servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No canary is ready. It is a certificate to be revoked along with what is lost, which proves that %n server(s) refuse it.</source>
        <translation>
            <numerusform>No canary is ready. It is a certificate to be revoked along with what is lost, which proves that %n server refuses it.</numerusform>
            <numerusform>No canary is ready. It is a certificate to be revoked along with what is lost, which proves that %n servers refuse it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CardDeedText</name>
    <message numerus="yes">
        <source>Suspend %n certificate(s)</source>
        <translation>
            <numerusform>Suspend %n certificate</numerusform>
            <numerusform>Suspend %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lift the suspension of %n certificate(s)</source>
        <translation>
            <numerusform>Lift the suspension of %n certificate</numerusform>
            <numerusform>Lift the suspension of %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Report lost, revoke %n certificate(s)</source>
        <translation>
            <numerusform>Report lost, revoke %n certificate</numerusform>
            <numerusform>Report lost, revoke %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back, revoke %n certificate(s)</source>
        <translation>
            <numerusform>Take back, revoke %n certificate</numerusform>
            <numerusform>Take back, revoke %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are put on hold at once; the suspension can be lifted by two officers.</source>
        <translation>
            <numerusform>%n certificate is put on hold at once; the suspension can be lifted by two officers.</numerusform>
            <numerusform>%n certificates are put on hold at once; the suspension can be lifted by two officers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are valid again. Two officers sign.</source>
        <translation>
            <numerusform>%n certificate is valid again. Two officers sign.</numerusform>
            <numerusform>%n certificates are valid again. Two officers sign.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are revoked for good, with the reason “key compromised”. This cannot be undone, also when the USBKey is found again.</source>
        <translation>
            <numerusform>%n certificate is revoked for good, with the reason “key compromised”. This cannot be undone, also when the USBKey is found again.</numerusform>
            <numerusform>%n certificates are revoked for good, with the reason “key compromised”. This cannot be undone, also when the USBKey is found again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) are revoked for good. Afterwards the USBKey is wiped and can be issued again.</source>
        <translation>
            <numerusform>%n certificate is revoked for good. Afterwards the USBKey is wiped and can be issued again.</numerusform>
            <numerusform>%n certificates are revoked for good. Afterwards the USBKey is wiped and can be issued again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CardForm</name>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>%n try is left.</numerusform>
            <numerusform>%n tries are left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its PUK has %n tries left; the console enters it, nobody sees it.</source>
        <translation>
            <numerusform>Its PUK has %n try left; the console enters it, nobody sees it.</numerusform>
            <numerusform>Its PUK has %n tries left; the console enters it, nobody sees it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CardsPage</name>
    <message numerus="yes">
        <source>%n USBKey(s) are overdue: with their holders, and their certificates have ended.</source>
        <translation>
            <numerusform>%n USBKey is overdue: with its holder, and its certificates have ended.</numerusform>
            <numerusform>%n USBKeys are overdue: with their holders, and their certificates have ended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n USBKey(s) are overdue</source>
        <translation>
            <numerusform>%n USBKey is overdue</numerusform>
            <numerusform>%n USBKeys are overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for %n hour(s), issued by one officer alone</source>
        <translation>
            <numerusform>for %n hour, issued by one officer alone</numerusform>
            <numerusform>for %n hours, issued by one officer alone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CeremoniesPage</name>
    <message numerus="yes">
        <source>The last restore test was on %1: another is due (every %n day(s)).</source>
        <translation>
            <numerusform>The last restore test was on %1: another is due (every %n day).</numerusform>
            <numerusform>The last restore test was on %1: another is due (every %n days).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ceremony(ies) are open.</source>
        <translation>
            <numerusform>%n ceremony is open.</numerusform>
            <numerusform>%n ceremonies are open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) need a ceremony.</source>
        <translation>
            <numerusform>%n thing needs a ceremony.</numerusform>
            <numerusform>%n things need a ceremony.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CeremonyForm</name>
    <message numerus="yes">
        <source>%n custodian(s) get one share each, and prove it usable before the end; any %1 of them give the keys back, fewer learn nothing.</source>
        <translation>
            <numerusform>%n custodian gets one share, and proves it usable before the end; any %1 of them give the keys back, fewer learn nothing.</numerusform>
            <numerusform>%n custodians get one share each, and prove it usable before the end; any %1 of them give the keys back, fewer learn nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The package needs %n custodian(s) who hold a share of it; they open it in this room.</source>
        <translation>
            <numerusform>The package needs %n custodian who holds a share of it; they open it in this room.</numerusform>
            <numerusform>The package needs %n custodians who hold a share of it; they open it in this room.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other(s): no key custodians</source>
        <translation>
            <numerusform>%n other: no key custodian</numerusform>
            <numerusform>%n others: no key custodians</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CertificateActions</name>
    <message numerus="yes">
        <source>Copy %n fingerprint(s)</source>
        <translation>
            <numerusform>Copy %n fingerprint</numerusform>
            <numerusform>Copy %n fingerprints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n serial number(s)</source>
        <translation>
            <numerusform>Copy %n serial number</numerusform>
            <numerusform>Copy %n serial numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n certificate(s) as PEM</source>
        <translation>
            <numerusform>Copy %n certificate as PEM</numerusform>
            <numerusform>Copy %n certificates as PEM</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n row(s) as JSON</source>
        <translation>
            <numerusform>Copy %n row as JSON</numerusform>
            <numerusform>Copy %n rows as JSON</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) as CSV for spreadsheets…</source>
        <translation>
            <numerusform>%n certificate as CSV for spreadsheets…</numerusform>
            <numerusform>%n certificates as CSV for spreadsheets…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) as JSON…</source>
        <translation>
            <numerusform>%n certificate as JSON…</numerusform>
            <numerusform>%n certificates as JSON…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) themselves as PEM…</source>
        <translation>
            <numerusform>%n certificate itself as PEM…</numerusform>
            <numerusform>%n certificates themselves as PEM…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) copied.</source>
        <translation>
            <numerusform>%n line copied.</numerusform>
            <numerusform>%n lines copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) copied as PEM.</source>
        <translation>
            <numerusform>%n certificate copied as PEM.</numerusform>
            <numerusform>%n certificates copied as PEM.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied as JSON.</source>
        <translation>
            <numerusform>%n row copied as JSON.</numerusform>
            <numerusform>%n rows copied as JSON.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exporting %n certificate(s)…</source>
        <translation>
            <numerusform>Exporting %n certificate…</numerusform>
            <numerusform>Exporting %n certificates…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CertificateRoleTableModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CommandPalette</name>
    <message numerus="yes">
        <source>Show all %n certificates in the inventory</source>
        <translation>
            <numerusform>Show %n certificate in the inventory</numerusform>
            <numerusform>Show all %n certificates in the inventory</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::DecisionForm</name>
    <message numerus="yes">
        <source>Suspend %n certificate(s) now</source>
        <translation>
            <numerusform>Suspend %n certificate now</numerusform>
            <numerusform>Suspend %n certificates now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n certificate(s) now</source>
        <translation>
            <numerusform>Revoke %n certificate now</numerusform>
            <numerusform>Revoke %n certificates now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Break the glass: suspend %n certificate(s) alone</source>
        <translation>
            <numerusform>Break the glass: suspend %n certificate alone</numerusform>
            <numerusform>Break the glass: suspend %n certificates alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where nobody answers: %n minute(s) after the emergency was started, one officer alone may suspend client certificates.</source>
        <translation>
            <numerusform>Where nobody answers: %n minute after the emergency was started, one officer alone may suspend client certificates.</numerusform>
            <numerusform>Where nobody answers: %n minutes after the emergency was started, one officer alone may suspend client certificates.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::EffectBox</name>
    <message numerus="yes">
        <source>Without a certificate now: %n.</source>
        <translation>
            <numerusform>Without a certificate now: %n.</numerusform>
            <numerusform>Without a certificate now: %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n SERVER(S) DO NOT CHECK WITH IT YET</source>
        <translation>
            <numerusform>%n SERVER DOES NOT CHECK WITH IT YET</numerusform>
            <numerusform>%n SERVERS DO NOT CHECK WITH IT YET</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GLASS BROKEN: %1 suspended %n certificate(s) alone at %2. Another security administrator has to review it.</source>
        <translation>
            <numerusform>GLASS BROKEN: %1 suspended %n certificate alone at %2. Another security administrator has to review it.</numerusform>
            <numerusform>GLASS BROKEN: %1 suspended %n certificates alone at %2. Another security administrator has to review it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::EmergencyBand</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>NOT YET IN FORCE: %n certificate(s)</source>
        <translation>
            <numerusform>NOT YET IN FORCE: %n certificate</numerusform>
            <numerusform>NOT YET IN FORCE: %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) in an emergency wait for your signature; until then they are NOT IN FORCE.</source>
        <translation>
            <numerusform>%n decision in an emergency waits for your signature; until then it is NOT IN FORCE.</numerusform>
            <numerusform>%n decisions in an emergency wait for your signature; until then they are NOT IN FORCE.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::EmergencyPage</name>
    <message numerus="yes">
        <source>%n open emergency(ies)</source>
        <translation>
            <numerusform>%n open emergency</numerusform>
            <numerusform>%n open emergencies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back the decision on %n certificate(s)? They stay valid then, until another decision is in force.</source>
        <translation>
            <numerusform>Take back the decision on %n certificate? It stays valid then, until another decision is in force.</numerusform>
            <numerusform>Take back the decision on %n certificates? They stay valid then, until another decision is in force.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::FindingsPage</name>
    <message numerus="yes">
        <source>%Ln critical finding(s): begin with these.</source>
        <translation>
            <numerusform>%Ln critical finding: begin with this one.</numerusform>
            <numerusform>%Ln critical findings: begin with these.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln finding(s), none of them critical.</source>
        <translation>
            <numerusform>%Ln finding, not critical.</numerusform>
            <numerusform>%Ln findings, none of them critical.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln critical finding(s)</source>
        <translation>
            <numerusform>%Ln critical finding</numerusform>
            <numerusform>%Ln critical findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln finding(s)</source>
        <extracomment>number of a rule&apos;s findings, for screen readers</extracomment>
        <translation>
            <numerusform>%Ln finding</numerusform>
            <numerusform>%Ln findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ImpactPanel</name>
    <message numerus="yes">
        <source>&lt;b&gt;%1&lt;/b&gt; · %2 · %n host(s)</source>
        <comment>service, tier</comment>
        <translation>
            <numerusform>&lt;b&gt;%1&lt;/b&gt; · %2 · %n host</numerusform>
            <numerusform>&lt;b&gt;%1&lt;/b&gt; · %2 · %n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) concerned.</source>
        <translation>
            <numerusform>%n certificate concerned.</numerusform>
            <numerusform>%n certificates concerned.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ImportDialog</name>
    <message numerus="yes">
        <source>Import from %n source(s)</source>
        <translation>
            <numerusform>Import from %n source</numerusform>
            <numerusform>Import from %n sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n private key(s) were seen. None was kept; where one lies beside its certificate, that is now a finding.</source>
        <translation>
            <numerusform>%n private key was seen. It was not kept; if it lies beside its certificate, that is now a finding.</numerusform>
            <numerusform>%n private keys were seen. None was kept; where one lies beside its certificate, that is now a finding.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ImportResultModel</name>
    <message numerus="yes">
        <source>%n part(s) could not be read, listed below.</source>
        <translation>
            <numerusform>%n part could not be read, listed below.</numerusform>
            <numerusform>%n parts could not be read, listed below.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::InventoryPage</name>
    <message numerus="yes">
        <source>%n certificate(s) exported.</source>
        <translation>
            <numerusform>%n certificate exported.</numerusform>
            <numerusform>%n certificates exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke or suspend %n certificate(s)…</source>
        <translation>
            <numerusform>Revoke or suspend %n certificate…</numerusform>
            <numerusform>Revoke or suspend %n certificates…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lift the suspension of %n certificate(s)…</source>
        <translation>
            <numerusform>Lift the suspension of %n certificate…</numerusform>
            <numerusform>Lift the suspension of %n certificates…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::IssueDialog</name>
    <message numerus="yes">
        <source>USBKey %1 of %2, %3, gets further certificates as “%4”, for %n day(s), issued by %5.</source>
        <translation>
            <numerusform>USBKey %1 of %2, %3, gets further certificates as “%4”, for %n day, issued by %5.</numerusform>
            <numerusform>USBKey %1 of %2, %3, gets further certificates as “%4”, for %n days, issued by %5.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>USBKey %1 (%2) is issued to %3, %4, as “%5”, for %n day(s), by %6.</source>
        <translation>
            <numerusform>USBKey %1 (%2) is issued to %3, %4, as “%5”, for %n day, by %6.</numerusform>
            <numerusform>USBKey %1 (%2) is issued to %3, %4, as “%5”, for %n days, by %6.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tries are left.</source>
        <translation>
            <numerusform>%n try is left.</numerusform>
            <numerusform>%n tries are left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::LinkBand</name>
    <message numerus="yes">
        <source>%n command(s) queued, not yet in force.</source>
        <translation>
            <numerusform>%n command queued, not yet in force.</numerusform>
            <numerusform>%n commands queued, not yet in force.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) came back refused.</source>
        <translation>
            <numerusform>%n command came back refused.</numerusform>
            <numerusform>%n commands came back refused.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::LockScreen</name>
    <message numerus="yes">
        <source>The PIN is wrong. %n tries are left.</source>
        <translation>
            <numerusform>The PIN is wrong. %n try is left.</numerusform>
            <numerusform>The PIN is wrong. %n tries are left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::MakersList</name>
    <message numerus="yes">
        <source>%n certificate(s) added.</source>
        <translation>
            <numerusform>%n certificate added.</numerusform>
            <numerusform>%n certificates added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::OutboxPage</name>
    <message numerus="yes">
        <source>%n command(s) came back refused: look at why.</source>
        <translation>
            <numerusform>%n command came back refused: look at why.</numerusform>
            <numerusform>%n commands came back refused: look at why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) queued, not yet in force.</source>
        <translation>
            <numerusform>%n command queued, not yet in force.</numerusform>
            <numerusform>%n commands queued, not yet in force.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::OverviewPage</name>
    <message numerus="yes">
        <source>%Ln pressing matter(s)</source>
        <translation>
            <numerusform>%Ln pressing matter</numerusform>
            <numerusform>%Ln pressing matters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::OverviewText</name>
    <message numerus="yes">
        <source>%Ln expired certificate(s) are still shown by an endpoint.</source>
        <translation>
            <numerusform>%Ln expired certificate is still shown by an endpoint.</numerusform>
            <numerusform>%Ln expired certificates are still shown by an endpoint.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of core services expire within 7 days.</source>
        <translation>
            <numerusform>%Ln certificate of core services expires within 7 days.</numerusform>
            <numerusform>%Ln certificates of core services expire within 7 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of important services expire within 7 days.</source>
        <translation>
            <numerusform>%Ln certificate of important services expires within 7 days.</numerusform>
            <numerusform>%Ln certificates of important services expire within 7 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of core services expire within 30 days.</source>
        <translation>
            <numerusform>%Ln certificate of core services expires within 30 days.</numerusform>
            <numerusform>%Ln certificates of core services expire within 30 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) of services expire within 30 days.</source>
        <translation>
            <numerusform>%Ln certificate of services expires within 30 days.</numerusform>
            <numerusform>%Ln certificates of services expire within 30 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) in force have a critical finding.</source>
        <translation>
            <numerusform>%Ln certificate in force has a critical finding.</numerusform>
            <numerusform>%Ln certificates in force have a critical finding.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The private keys of %Ln certificate(s) lie in files.</source>
        <translation>
            <numerusform>The private key of %Ln certificate lies in a file.</numerusform>
            <numerusform>The private keys of %Ln certificates lie in files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln certificate(s) in force have a high finding.</source>
        <translation>
            <numerusform>%Ln certificate in force has a high finding.</numerusform>
            <numerusform>%Ln certificates in force have a high finding.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln server certificate(s) belong to no service yet.</source>
        <translation>
            <numerusform>%Ln server certificate belongs to no service yet.</numerusform>
            <numerusform>%Ln server certificates belong to no service yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln certificate(s)</source>
        <translation>
            <numerusform>Show %Ln certificate</numerusform>
            <numerusform>Show %Ln certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln revocation(s) requested: no CRL says so yet.</source>
        <translation>
            <numerusform>%Ln revocation requested: no CRL says so yet.</numerusform>
            <numerusform>%Ln revocations requested: no CRL says so yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln revocation(s) in force, and nobody has verified that it can be seen.</source>
        <translation>
            <numerusform>%Ln revocation is in force, and nobody has verified that it can be seen.</numerusform>
            <numerusform>%Ln revocations are in force, and nobody has verified that they can be seen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) wait for your approval; the first lapses on %1.</source>
        <translation>
            <numerusform>%Ln request waits for your approval; it lapses on %1.</numerusform>
            <numerusform>%Ln requests wait for your approval; the first lapses on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your own request(s) lapse(s) soon; the first on %1.</source>
        <translation>
            <numerusform>%Ln of your own requests lapses soon: on %1.</numerusform>
            <numerusform>%Ln of your own requests lapse soon; the first on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your own request(s) came back for change.</source>
        <translation>
            <numerusform>%Ln of your own requests came back for change.</numerusform>
            <numerusform>%Ln of your own requests came back for change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln command(s) wait for your signature; the first lapses on %1.</source>
        <translation>
            <numerusform>%Ln command waits for your signature; it lapses on %1.</numerusform>
            <numerusform>%Ln commands wait for your signature; the first lapses on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An officer suspended certificates alone, without a second one (%Ln time(s)): a review is due.</source>
        <translation>
            <numerusform>An officer suspended certificates alone, without a second one (%Ln time): a review is due.</numerusform>
            <numerusform>An officer suspended certificates alone, without a second one (%Ln times): a review is due.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln follow-up(s) of emergencies are open.</source>
        <translation>
            <numerusform>%Ln follow-up of an emergency is open.</numerusform>
            <numerusform>%Ln follow-ups of emergencies are open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) or the house are not backed up in time; the house was last on %1.</source>
        <translation>
            <numerusform>%Ln key, or the house, is not backed up in time; the house was last on %1.</numerusform>
            <numerusform>%Ln keys, or the house, are not backed up in time; the house was last on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) of the own CA or the house are in no backup: a failed disk takes them for good.</source>
        <translation>
            <numerusform>%Ln key of the own CA, or the house, is in no backup: a failed disk takes it for good.</numerusform>
            <numerusform>%Ln keys of the own CA, or the house, are in no backup: a failed disk takes them for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln temporary USBKey(s) that one officer issued alone wait for a review.</source>
        <translation>
            <numerusform>%Ln temporary USBKey that one officer issued alone waits for a review.</numerusform>
            <numerusform>%Ln temporary USBKeys that one officer issued alone wait for a review.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::PendingPage</name>
    <message numerus="yes">
        <source>%n command(s) wait for your signature.</source>
        <translation>
            <numerusform>%n command waits for your signature.</numerusform>
            <numerusform>%n commands wait for your signature.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) wait for somebody else&apos;s.</source>
        <translation>
            <numerusform>%n command waits for somebody else&apos;s.</numerusform>
            <numerusform>%n commands wait for somebody else&apos;s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::PeoplePage</name>
    <message numerus="yes">
        <source>%n person(s) may sign here.</source>
        <translation>
            <numerusform>%n person may sign here.</numerusform>
            <numerusform>%n persons may sign here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ProofBox</name>
    <message numerus="yes">
        <source>&lt;b&gt;✓ Verified:&lt;/b&gt; everybody who asks sees %n certificate(s) as revoked.</source>
        <translation>
            <numerusform>&lt;b&gt;✓ Verified:&lt;/b&gt; everybody who asks sees %n certificate as revoked.</numerusform>
            <numerusform>&lt;b&gt;✓ Verified:&lt;/b&gt; everybody who asks sees %n certificates as revoked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::RequestDialog</name>
    <message numerus="yes">
        <source>%1, %n name(s); its signature proves possession of the key.</source>
        <translation>
            <numerusform>%1, one name; its signature proves possession of the key.</numerusform>
            <numerusform>%1, %n names; its signature proves possession of the key.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::RequestHtml</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>one day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::RequestsPage</name>
    <message numerus="yes">
        <source>%n request(s) wait for your approval.</source>
        <translation>
            <numerusform>One request waits for your approval.</numerusform>
            <numerusform>%n requests wait for your approval.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) wait for your approval</source>
        <translation>
            <numerusform>One request waits for your approval</numerusform>
            <numerusform>%n requests wait for your approval</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n request(s)…</source>
        <translation>
            <numerusform>Approve one request…</numerusform>
            <numerusform>Approve %n requests…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n request(s)…</source>
        <translation>
            <numerusform>Reject one request…</numerusform>
            <numerusform>Reject %n requests…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ReviewDialog</name>
    <message numerus="yes">
        <source>You approve %n request(s).</source>
        <translation>
            <numerusform>You approve this request.</numerusform>
            <numerusform>You approve %n requests.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them then has or have every approval and is issued at once.</source>
        <translation>
            <numerusform>One then has every approval and is issued at once.</numerusform>
            <numerusform>%n then have every approval and are issued at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You reject %n request(s). That ends them; their applicants would have to submit anew.</source>
        <translation>
            <numerusform>You reject this request. That ends it; its applicant would have to submit anew.</numerusform>
            <numerusform>You reject %n requests. That ends them; their applicants would have to submit anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) go back for change. Approvals given so far do not count for the changed version.</source>
        <translation>
            <numerusform>This request goes back for change. Approvals given so far do not count for the changed version.</numerusform>
            <numerusform>%n requests go back for change. Approvals given so far do not count for the changed versions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You comment on %n request(s). Nothing else changes.</source>
        <translation>
            <numerusform>You comment on this request. Nothing else changes.</numerusform>
            <numerusform>You comment on %n requests. Nothing else changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign and approve %n request(s)</source>
        <translation>
            <numerusform>Sign and approve the request</numerusform>
            <numerusform>Sign and approve %n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign and reject %n request(s)</source>
        <translation>
            <numerusform>Sign and reject the request</numerusform>
            <numerusform>Sign and reject %n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign and return %n request(s)</source>
        <translation>
            <numerusform>Sign and return the request</numerusform>
            <numerusform>Sign and return %n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 – service %2, asked for by %3, %n day(s)</source>
        <translation>
            <numerusform>%1 – service %2, asked for by %3, one day</numerusform>
            <numerusform>%1 – service %2, asked for by %3, %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::RevokeForm</name>
    <message numerus="yes">
        <source>Resume %n certificate(s)</source>
        <translation>
            <numerusform>Resume %n certificate</numerusform>
            <numerusform>Resume %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n certificate(s)</source>
        <translation>
            <numerusform>Suspend %n certificate</numerusform>
            <numerusform>Suspend %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n certificate(s)</source>
        <translation>
            <numerusform>Revoke %n certificate</numerusform>
            <numerusform>Revoke %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A second signer is needed: by policy one officer revokes at most %n certificate(s) alone.</source>
        <translation>
            <numerusform>A second signer is needed: by policy one officer revokes at most %n certificate alone.</numerusform>
            <numerusform>A second signer is needed: by policy one officer revokes at most %n certificates alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%1&lt;/b&gt; (%2): %n certificate(s)</source>
        <comment>service, tier</comment>
        <translation>
            <numerusform>&lt;b&gt;%1&lt;/b&gt; (%2): %n certificate</numerusform>
            <numerusform>&lt;b&gt;%1&lt;/b&gt; (%2): %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>CA &lt;b&gt;%1&lt;/b&gt;: %n valid certificate(s) that it issued fail with it</source>
        <translation>
            <numerusform>CA &lt;b&gt;%1&lt;/b&gt;: %n valid certificate that it issued fails with it</numerusform>
            <numerusform>CA &lt;b&gt;%1&lt;/b&gt;: %n valid certificates that it issued fail with it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without a service: %n certificate(s)</source>
        <translation>
            <numerusform>without a service: %n certificate</numerusform>
            <numerusform>without a service: %n certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n root(s). A root cannot be revoked; take it out of the trust stores instead.</source>
        <translation>
            <numerusform>Left out: %n root. A root cannot be revoked; take it out of the trust stores instead.</numerusform>
            <numerusform>Left out: %n roots. A root cannot be revoked; take it out of the trust stores instead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n certificate(s) that are not suspended.</source>
        <translation>
            <numerusform>Left out: %n certificate that is not suspended.</numerusform>
            <numerusform>Left out: %n certificates that are not suspended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n certificate(s) that are revoked or suspended already.</source>
        <translation>
            <numerusform>Left out: %n certificate that is revoked or suspended already.</numerusform>
            <numerusform>Left out: %n certificates that are revoked or suspended already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) resumed; relying servers accept them with the next CRL.</source>
        <translation>
            <numerusform>%n certificate resumed; relying servers accept it with the next CRL.</numerusform>
            <numerusform>%n certificates resumed; relying servers accept them with the next CRL.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) revoked or suspended; in force with CRL %1.</source>
        <translation>
            <numerusform>%n certificate revoked or suspended; in force with CRL %1.</numerusform>
            <numerusform>%n certificates revoked or suspended; in force with CRL %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revocation of %n certificate(s) requested; it is in force once the next CRL is signed.</source>
        <translation>
            <numerusform>Revocation of %n certificate requested; it is in force once the next CRL is signed.</numerusform>
            <numerusform>Revocation of %n certificates requested; it is in force once the next CRL is signed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) chosen.</source>
        <translation>
            <numerusform>%n certificate chosen.</numerusform>
            <numerusform>%n certificates chosen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) chosen. Revoking is for good; a suspension can be lifted.</source>
        <translation>
            <numerusform>%n certificate chosen. Revoking is for good; a suspension can be lifted.</numerusform>
            <numerusform>%n certificates chosen. Revoking is for good; a suspension can be lifted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n OCSP responder(s). Nobody looks up a responder&apos;s certificate, and the authority replaces it by itself.</source>
        <translation>
            <numerusform>Left out: %n OCSP responder. Nobody looks up a responder&apos;s certificate, and the authority replaces it by itself.</numerusform>
            <numerusform>Left out: %n OCSP responders. Nobody looks up a responder&apos;s certificate, and the authority replaces it by itself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n certificate(s) that a department head may not suspend. That is for client certificates of the own department, of no core service; ask a security administrator for the others.</source>
        <translation>
            <numerusform>Left out: %n certificate that a department head may not suspend. That is for client certificates of the own department, of no core service; ask a security administrator for it.</numerusform>
            <numerusform>Left out: %n certificates that a department head may not suspend. That is for client certificates of the own department, of no core service; ask a security administrator for the others.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ServerScreen</name>
    <message numerus="yes">
        <source>Not the code yet: %n character(s) so far; a code has 56 letters and digits.</source>
        <translation>
            <numerusform>Not the code yet: %n character so far; a code has 56 letters and digits.</numerusform>
            <numerusform>Not the code yet: %n characters so far; a code has 56 letters and digits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ServiceImportDialog</name>
    <message numerus="yes">
        <source>Enter %n service(s)</source>
        <translation>
            <numerusform>Enter %n service</numerusform>
            <numerusform>Enter %n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ServicesPage</name>
    <message numerus="yes">
        <source>Delete “%1”? %n certificate(s) in force will no longer be tied to it; they stay in the inventory.</source>
        <translation>
            <numerusform>Delete “%1”? %n certificate in force will no longer be tied to it; it stays in the inventory.</numerusform>
            <numerusform>Delete “%1”? %n certificates in force will no longer be tied to it; they stay in the inventory.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business service(s); certificates are tied to them by host name.</source>
        <translation>
            <numerusform>%n business service; certificates are tied to it by host name.</numerusform>
            <numerusform>%n business services; certificates are tied to them by host name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::TemporaryForm</name>
    <message numerus="yes">
        <source>You have issued %n temporary USBKey(s) within 24 hours, and the policy allows no more. A colleague can issue this one.</source>
        <translation>
            <numerusform>You have issued %n temporary USBKey within 24 hours, and the policy allows no more. A colleague can issue this one.</numerusform>
            <numerusform>You have issued %n temporary USBKeys within 24 hours, and the policy allows no more. A colleague can issue this one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::TemporaryKeyTableModel</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::TemporaryReviewForm</name>
    <message numerus="yes">
        <source>%1 alone issued USBKey %2 to %3, %4, as “%5” for %n hour(s), on %6.</source>
        <translation>
            <numerusform>%1 alone issued USBKey %2 to %3, %4, as “%5” for %n hour, on %6.</numerusform>
            <numerusform>%1 alone issued USBKey %2 to %3, %4, as “%5” for %n hours, on %6.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::TopBar</name>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n queued</numerusform>
            <numerusform>%n queued</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ValidityBar</name>
    <message numerus="yes">
        <source>Not valid yet: begins in %n day(s)</source>
        <translation>
            <numerusform>Not valid yet: begins in %n day</numerusform>
            <numerusform>Not valid yet: begins in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expired %n day(s) ago</source>
        <translation>
            <numerusform>Expired %n day ago</numerusform>
            <numerusform>Expired %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires soon: %n day(s) left</source>
        <translation>
            <numerusform>Expires soon: %n day left</numerusform>
            <numerusform>Expires soon: %n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::ValueText</name>
    <message numerus="yes">
        <source>expired %n day(s) ago</source>
        <translation>
            <numerusform>expired %n day ago</numerusform>
            <numerusform>expired %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
</TS>
