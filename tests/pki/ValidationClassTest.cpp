// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/ValidationClass.h"

#include <QTest>

using namespace hufu;
using namespace hufu::CertificateFlag;

Q_DECLARE_METATYPE(hufu::ValidationClass)

class ValidationClassTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classifies_data();
    void classifies();
};

void ValidationClassTest::classifies_data()
{
    QTest::addColumn<quint32>("flags");
    QTest::addColumn<QStringList>("policies");
    QTest::addColumn<ValidationClass>("expected");
    QTest::addColumn<bool>("inferred");

    using enum ValidationClass;
    constexpr std::uint32_t organization = SubjectHasOrganization | SubjectHasLocality | SubjectHasCountry;
    constexpr std::uint32_t ev = organization | SubjectHasBusinessCategory | SubjectHasJurisdiction | SubjectHasSerialNumber;
    const QStringList own = {"1.3.6.1.4.1.99999.1"};

    QTest::newRow("the reserved DV policy") << quint32(HasPolicies | PolicyDv) << own << Dv << false;
    QTest::newRow("the reserved OV policy") << quint32(HasPolicies | PolicyOv) << own << Ov << false;
    QTest::newRow("the reserved IV policy") << quint32(HasPolicies | PolicyIv) << own << Iv << false;
    QTest::newRow("the reserved EV policy") << quint32(HasPolicies | PolicyEv) << own << Ev << false;
    QTest::newRow("two reserved policies: the one that promises less") << quint32(HasPolicies | PolicyDv | PolicyEv) << own << Dv << false;
    QTest::newRow("a policy outweighs the subject") << quint32(HasPolicies | PolicyDv | ev) << own << Dv << false;
    QTest::newRow("a CA's own EV policy") << quint32(HasPolicies) << QStringList{"1.2.3", "2.16.156.112554.3"} << Ev << false;
    QTest::newRow("no SCT and no policy") << quint32(organization) << QStringList() << Private << false;
    QTest::newRow("an SCT and nothing else") << quint32(HasSct) << QStringList() << Dv << true;
    QTest::newRow("unknown policy, EV fields") << quint32(HasPolicies | ev) << own << Ev << true;
    QTest::newRow("unknown policy, organization, place and country") << quint32(HasPolicies | organization) << own << Ov << true;
    QTest::newRow("unknown policy, organization without a place") << quint32(HasPolicies | SubjectHasOrganization | SubjectHasCountry) << own << Dv << true;
    QTest::newRow("unknown policy, a person") << quint32(HasPolicies | SubjectHasPersonName) << own << Iv << true;
    QTest::newRow("a CA has no class") << quint32(Ca | HasPolicies | PolicyEv) << own << Unknown << false;
    QTest::newRow("a root has no class either") << quint32(Ca) << QStringList() << Unknown << false;
}

void ValidationClassTest::classifies()
{
    QFETCH(quint32, flags);
    QFETCH(QStringList, policies);
    QFETCH(ValidationClass, expected);
    QFETCH(bool, inferred);
    CertificateListing listing;
    listing.flags = flags;
    for (const QString &policy : policies)
        listing.policies.push_back(policy.toStdString());
    const Classification found = classify(listing);
    QCOMPARE(validationClassName(found.validationClass), validationClassName(expected));
    QCOMPARE(found.inferred, inferred);
}

QTEST_APPLESS_MAIN(ValidationClassTest)
#include "ValidationClassTest.moc"
