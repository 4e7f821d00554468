<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>JournalText</name>
    <message>
        <source>House founded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved filter removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 founded the house “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 imported certificates from %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 saved the service “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed the service “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed the policy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stored the filter “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 removed the filter “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed the own passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command by %1 was refused (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command “%1” by %2 was refused (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 was changed after it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 is missing: it was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 does not follow the one before it: an entry was inserted, replaced or moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry #%1 is dated before the one it follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is shorter than a checkpoint says: everything after entry #%1 was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 was not signed by this house&apos;s authority.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint at entry #%1 names another entry: this is a different history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command of entry #%1 is not validly signed, or does not fit the entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command of entry #%1 was signed by somebody who was not registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate that entry #%1 names is not stored any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored certificate is not the one that entry #%1 names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row of the inventory is not what entry #%1 says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n entries are unchanged, complete and in their order.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The authority&apos;s checkpoint, kept beside the database, vouches for every entry up to #%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n stored certificates are those that were imported.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands were signed by the officers named in them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no checkpoint beside the database: entries cut off at the end would not show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n newest entries are chained, but no checkpoint outside the database vouches for them yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The officers&apos; signatures were not checked this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether database and checkpoint were both put back to an older state cannot be proven without a witness.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RelativeDate</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>expired today</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>expired %n days ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>expires within 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hufu::CopyLabel</name>
    <message>
        <source>Click to copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::DetailPanel</name>
    <message>
        <source>Close the details (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ErrorBox</name>
    <message>
        <source>Technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::PassphraseEdit</name>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::ProgressStrip</name>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::StrengthMeter</name>
    <message>
        <source>At least %1 characters. Four or five unrelated words are easy to remember and hard to guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too short: %1 of at least %2 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too easy to guess (about %1 of at least %2 bits). Names, dates, telephone numbers and usual words cost a guesser little: add unrelated words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough (about %1 bits). One more word makes it good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good (about %1 bits).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong (about %1 bits).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hufu::TableView</name>
    <message>
        <source>Restore the usual columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
