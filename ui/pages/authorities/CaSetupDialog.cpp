// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/authorities/CaSetupDialog.h"

#include "models/domain/Signers.h"
#include "models/domain/CaRules.h"
#include "models/store/CaReader.h"
#include "models/views/AuthorityTableModel.h"
#include "ui/pages/authorities/TokenPicker.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>

namespace hufu {
namespace {

constexpr KeyKind offeredKinds[] = {KeyKind::EcP256, KeyKind::EcP384, KeyKind::Rsa3072, KeyKind::Rsa4096, KeyKind::Sm2};
constexpr int leastRootYears = 8, mostYears = 25; // BR 6.3.2: 2922 to 9132 days
constexpr int mostNameLength = 64;                // RFC 5280 appendix A, ub-common-name

QFormLayout *makeForm(QWidget *parent)
{
    auto *outer = new QVBoxLayout(parent);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *form = new QFormLayout;
    outer->addLayout(form);
    outer->addStretch(1); // what height is left over must not part hints from their fields
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

/// Said about the field above it, hence close under it: a text that wraps promises more height than it then takes.
QLabel *makeHint(QWidget *parent)
{
    QLabel *hint = makeMuted(parent);
    hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return hint;
}

/// With a token's fields, and an error among them, the page is higher than small screens.
QScrollArea *scrolled(QWidget *page)
{
    auto *area = new QScrollArea(page->parentWidget());
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    return area;
}

QLabel *addField(QFormLayout *form, QWidget *field, const char *objectName)
{
    auto *label = new QLabel(form->parentWidget());
    label->setBuddy(field);
    field->setObjectName(QLatin1String(objectName));
    form->addRow(label, field);
    return label;
}

} // namespace

CaSetupDialog::CaSetupDialog(Session &session, const std::vector<CertificateAuthority> &cas, QWidget *parent)
    : QDialog(parent), m_session(session), m_house(*session.house()), m_stepTitle(makeHeading(this)), m_steps(new QStackedWidget(this)), m_complaint(makeBody(this)),
      m_error(new ErrorBox(this)), m_back(new QPushButton(this)), m_next(new QPushButton(this)), m_deed(new QPushButton(this)),
      m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("caSetup"));
    m_complaint->setObjectName(QStringLiteral("caComplaint"));
    m_back->setObjectName(QStringLiteral("caBack"));
    m_next->setObjectName(QStringLiteral("caNext"));
    m_deed->setObjectName(QStringLiteral("caCreate"));
    m_cancel->setObjectName(QStringLiteral("caCancel"));
    for (const CertificateAuthority &ca : cas) {
        m_taken.push_back(ca.plan.commonName);
        if (ca.plan.tree == CaTree::Root && isActive(ca, m_house.now()))
            m_root = ca;
    }
    m_steps->addWidget(makeNames());
    m_steps->addWidget(scrolled(makeKeys()));
    m_steps->addWidget(makeSignatures());
    for (const CaTree tree : caTrees) {
        const bool there = std::ranges::any_of(cas, [&](const CertificateAuthority &ca) {
            return ca.plan.tree == tree && (ca.certificate.empty() || isActive(ca, m_house.now()));
        });
        m_wanted[int(tree)]->setChecked(!there);
    }

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton *button : {m_cancel, m_back, m_next, m_deed})
        buttons->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_stepTitle);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_complaint);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumSize(680, 600); // texts that wrap promise less height than they take

    m_cancel->setAutoDefault(false);
    m_back->setAutoDefault(false);
    m_deed->setAutoDefault(false); // not by a hasty Enter
    m_next->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { setStep(Step(step() - 1)); });
    connect(m_next, &QPushButton::clicked, this, &CaSetupDialog::goOn);
    connect(m_deed, &QPushButton::clicked, this, &CaSetupDialog::start);
    connect(&m_house, &House::journalGrew, this, [this] {
        if (m_awaiting)
            awaitRoot();
    });
    retranslate();
    prefill();
    setStep(Names);
}

CaSetupDialog::~CaSetupDialog() = default;

QWidget *CaSetupDialog::makeNames()
{
    auto *page = new QWidget(this);
    auto *form = makeForm(page);
    m_intro = makeBody(page);
    form->addRow(m_intro);
    for (const CaTree tree : caTrees) {
        const int at = int(tree);
        const QString suffix = QLatin1String(caTreeName(tree));
        m_wanted[at] = new QCheckBox(page);
        m_wanted[at]->setObjectName(QStringLiteral("caWanted-") + suffix);
        m_names[at] = new QLineEdit(page);
        m_names[at]->setObjectName(QStringLiteral("caName-") + suffix);
        m_names[at]->setMaxLength(mostNameLength);
        m_partHints[at] = makeHint(page);
        form->addRow(m_wanted[at], m_names[at]);
        form->addRow(nullptr, m_partHints[at]);
        connect(m_wanted[at], &QCheckBox::toggled, this, &CaSetupDialog::check);
        connect(m_names[at], &QLineEdit::textChanged, this, &CaSetupDialog::check);
    }
    m_organization = new QLineEdit(page);
    m_locality = new QLineEdit(page);
    m_country = new QLineEdit(page);
    m_organization->setMaxLength(mostNameLength);
    m_locality->setMaxLength(128);
    m_country->setMaxLength(2);
    m_organizationLabel = addField(form, m_organization, "caOrganization");
    m_localityLabel = addField(form, m_locality, "caLocality");
    m_countryLabel = addField(form, m_country, "caCountry");
    for (QLineEdit *field : {m_organization, m_locality, m_country})
        connect(field, &QLineEdit::textChanged, this, &CaSetupDialog::check);
    return page;
}

QWidget *CaSetupDialog::makeKeys()
{
    auto *page = new QWidget(this);
    auto *form = makeForm(page);
    m_algorithm = new QComboBox(page);
    for (const KeyKind kind : offeredKinds)
        m_algorithm->addItem(QString(), QLatin1String(keyKindName(kind)));
    m_algorithmLabel = addField(form, m_algorithm, "caAlgorithm");
    m_advice = makeHint(page);
    form->addRow(nullptr, m_advice);
    m_keyStore = new QComboBox(page);
    m_keyStore->addItems({QString(), QString()}); // the vault, a token
    m_keyStoreLabel = addField(form, m_keyStore, "caKeyStore");
    m_keyHint = makeHint(page);
    form->addRow(nullptr, m_keyHint);
    m_token = new TokenPicker(m_session, page);
    form->addRow(nullptr, m_token);
    m_rootYears = new QSpinBox(page);
    m_rootYears->setRange(leastRootYears, mostYears);
    m_issuingYears = new QSpinBox(page);
    m_issuingYears->setRange(1, mostYears);
    m_rootYearsLabel = addField(form, m_rootYears, "caRootYears");
    m_issuingYearsLabel = addField(form, m_issuingYears, "caIssuingYears");
    m_domains = new QPlainTextEdit(page);
    m_domains->setTabChangesFocus(true);
    m_domains->setFont(Theme::monospaceFont());
    m_domains->setFixedHeight(72);
    m_domainsLabel = addField(form, m_domains, "caDomains");
    m_domainsHint = makeHint(page);
    form->addRow(nullptr, m_domainsHint);
    m_url = new QLineEdit(page);
    m_url->setMaxLength(200);
    m_url->setPlaceholderText(QStringLiteral("http://pki.hospital.example"));
    m_urlLabel = addField(form, m_url, "caStatusUrl");
    m_urlHint = makeHint(page);
    form->addRow(nullptr, m_urlHint);
    connect(m_algorithm, &QComboBox::currentIndexChanged, this, &CaSetupDialog::check);
    connect(m_keyStore, &QComboBox::currentIndexChanged, this, &CaSetupDialog::check);
    connect(m_token, &TokenPicker::changed, this, &CaSetupDialog::check);
    connect(m_rootYears, &QSpinBox::valueChanged, this, &CaSetupDialog::check);
    connect(m_issuingYears, &QSpinBox::valueChanged, this, &CaSetupDialog::check);
    connect(m_domains, &QPlainTextEdit::textChanged, this, [this] {
        suggestUrl();
        check();
    });
    connect(m_url, &QLineEdit::textEdited, this, [this] { m_urlTyped = true; });
    connect(m_url, &QLineEdit::textChanged, this, &CaSetupDialog::check);
    return page;
}

QWidget *CaSetupDialog::makeSignatures()
{
    auto *page = new QWidget(this);
    m_overview = makeBody(page);
    m_overview->setObjectName(QStringLiteral("caOverview"));
    m_overview->setTextFormat(Qt::RichText);
    m_progress = makeBody(page);
    m_progress->setObjectName(QStringLiteral("caProgress"));
    m_cosign = new CosignBox(m_house, cosignerRoles(CommandKind::CreateCa, m_house.officer()), page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_overview);
    layout->addWidget(m_cosign);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    connect(m_cosign, &CosignBox::changed, this, &CaSetupDialog::check);
    return page;
}

void CaSetupDialog::prefill()
{
    const QString house = m_root ? QString::fromStdString(m_root->plan.organization) : QString::fromStdString(m_house.record().name).trimmed();
    const QString organization = house.left(mostNameLength);
    const QString usual[] = {tr("%1 Root CA", "name of a CA").arg(organization), tr("%1 Server CA", "name of a CA").arg(organization),
                             tr("%1 Client CA", "name of a CA").arg(organization)};
    for (int at = 0; at < partCount; ++at) {
        QString name = usual[at].left(mostNameLength);
        // Generations of CAs are told apart like this everywhere.
        for (int generation = 2; std::ranges::find(m_taken, name.toStdString()) != m_taken.end(); ++generation)
            name = usual[at].left(mostNameLength - 4) + QStringLiteral(" G%1").arg(generation);
        m_names[at]->setText(name);
    }
    m_organization->setText(organization);
    m_country->setText(QStringLiteral("CN"));
    m_rootYears->setValue(20);
    m_issuingYears->setValue(10);
    if (!m_root)
        return;
    const CaPlan &root = m_root->plan;
    m_locality->setText(QString::fromStdString(root.locality));
    m_country->setText(QString::fromStdString(root.country));
    m_algorithm->setCurrentIndex(std::max(0, m_algorithm->findData(QString::fromStdString(root.algorithm))));
    m_url->setText(QString::fromStdString(root.statusUrl));
    m_urlTyped = true;
    using namespace std::chrono;
    const int left = int(floor<years>(*endOf(*m_root) - m_house.now() + days(1)).count());
    m_issuingYears->setValue(std::clamp(left, 1, 10));
}

CaSetupDialog::Step CaSetupDialog::step() const { return Step(m_steps->currentIndex()); }

void CaSetupDialog::setStep(Step step)
{
    m_steps->setCurrentIndex(step);
    check();
}

CaSetup CaSetupDialog::setup() const
{
    CaSetup setup;
    for (int at = 0; at < partCount; ++at)
        setup.parts[std::size_t(at)] = {m_wanted[at]->isChecked(), m_names[at]->text().trimmed().toStdString()};
    if (m_root && !setup.part(CaTree::Root).wanted)
        setup.parent = m_root->plan.id;
    setup.organization = m_organization->text().trimmed().toStdString();
    setup.locality = m_locality->text().trimmed().toStdString();
    setup.country = m_country->text().trimmed().toUpper().toStdString();
    setup.algorithm = m_algorithm->currentData().toString().toStdString();
    setup.rootYears = m_rootYears->value();
    setup.issuingYears = m_issuingYears->value();
    static const QRegularExpression separators(QStringLiteral("[\\s,;，；、]+"));
    for (const QString &domain : m_domains->toPlainText().split(separators, Qt::SkipEmptyParts))
        setup.domains.push_back(domain.toStdString());
    QString url = m_url->text().trimmed();
    while (url.endsWith(u'/'))
        url.chop(1);
    setup.statusUrl = url.toStdString();
    setup.inToken = m_keyStore->currentIndex() == 1;
    if (setup.inToken)
        setup.keyStore = m_token->uri();
    return setup;
}

void CaSetupDialog::goOn()
{
    if (step() == Keys && setup().inToken)
        m_token->give([this] { setStep(Signatures); });
    else
        setStep(Step(step() + 1));
}

void CaSetupDialog::suggestUrl()
{
    if (m_urlTyped)
        return;
    const std::vector<std::string> domains = setup().domains;
    m_url->setText(domains.empty() ? QString() : QStringLiteral("http://pki.") + QString::fromStdString(domains.front()).toLower());
}

CaSetupDialog::Step CaSetupDialog::stepOf(CaSetupFault fault) const
{
    switch (fault) {
    case CaSetupFault::None: return Signatures;
    case CaSetupFault::NothingWanted:
    case CaSetupFault::NoRoot:
    case CaSetupFault::Name:
    case CaSetupFault::SameName:
    case CaSetupFault::Organization:
    case CaSetupFault::Locality:
    case CaSetupFault::Country: return Names;
    case CaSetupFault::TokenCannot:
    case CaSetupFault::Token:
    case CaSetupFault::Outlives:
    case CaSetupFault::Domain:
    case CaSetupFault::StatusUrl: return Keys;
    }
    Q_UNREACHABLE();
}

void CaSetupDialog::check()
{
    if (!m_deed || !m_cosign)
        return; // still being built
    const CaSetup now = setup();
    for (int at = 0; at < partCount; ++at)
        m_names[at]->setEnabled(m_wanted[at]->isChecked());
    const bool servers = now.part(CaTree::Server).wanted;
    m_domains->setEnabled(servers);
    m_rootYears->setEnabled(now.part(CaTree::Root).wanted);
    m_issuingYears->setEnabled(servers || now.part(CaTree::Client).wanted);
    if (m_algorithm->currentIndex() >= 0) {
        const QString advice[] = {
            tr("Small, quick, understood by everything of the last ten years. The right choice unless something speaks against it."),
            tr("As P-256 with a larger margin; signing takes about five times as long. Where a rule asks for 192 bits of security."),
            tr("For devices that know no elliptic curves. Certificates are three times as large, signing is slow."),
            tr("RSA with a larger margin, slower again. Making the keys takes some seconds."),
            tr("What Chinese commercial cryptography rules ask for (GB/T 32918). Browsers and servers need software that knows it; ordinary ones refuse it."),
        };
        m_advice->setText(advice[m_algorithm->currentIndex()]);
    }
    m_token->setVisible(now.inToken);
    m_keyHint->setText(now.inToken ? tr("The keys are made in the token and cannot leave it: not even who takes over this computer can copy them.")
                                   : tr("The keys are made by the authority and kept in its vault, encrypted; no officer ever holds one."));
    const bool pinMissing = now.inToken && !(step() == Keys ? m_token->isComplete() : m_token->isGiven());
    const CaSetupFault fault = faultIn(now, m_taken);
    const bool here = fault != CaSetupFault::None && stepOf(fault) <= step();
    m_complaint->setText(here ? complaint(fault) : QString());
    m_complaint->setVisible(here);
    m_back->setVisible(step() != Names);
    m_back->setEnabled(!m_running && m_ordered == 0);
    m_next->setVisible(step() != Signatures);
    m_next->setEnabled(!here && !(step() == Keys && pinMissing));
    m_back->setEnabled(m_back->isEnabled() && !m_token->isRunning());
    m_deed->setVisible(step() == Signatures);
    const bool sound = fault == CaSetupFault::None || m_ordered > 0; // what was ordered is named already
    m_deed->setEnabled(!m_running && sound && !(pinMissing && m_ordered == 0) && m_cosign->isComplete());
    m_cosign->setEnabled(!m_running);
    const QString stepNames[] = {tr("1 of 3: what is set up, and for whom"), tr("2 of 3: keys, terms and addresses"), tr("3 of 3: two officers sign")};
    m_stepTitle->setText(stepNames[step()]);
    if (step() == Signatures)
        m_overview->setText(overview());
    const int count = m_plans.empty() || m_ordered == 0 ? int(std::ranges::count_if(now.parts, &CaSetup::Part::wanted)) : int(m_plans.size() - m_ordered);
    m_deed->setText(m_ordered > 0 ? tr("Sign and set up the remaining %n CA(s)", nullptr, count) : tr("Sign and set up %n CA(s)", nullptr, count));
}

QString CaSetupDialog::complaint(CaSetupFault fault) const
{
    switch (fault) {
    case CaSetupFault::None: return {};
    case CaSetupFault::NothingWanted: return tr("Choose at least one CA to set up.");
    case CaSetupFault::NoRoot: return tr("The issuing CAs need a root that is active: set up the root too.");
    case CaSetupFault::Name: return tr("Each CA needs a name of at most 64 characters.");
    case CaSetupFault::SameName: return tr("Two CAs cannot have the same name: names are how people and certificates tell them apart.");
    case CaSetupFault::Organization: return tr("The organization's name is missing; it stands in every certificate.");
    case CaSetupFault::Locality: return tr("The place is missing; certificates of servers name it.");
    case CaSetupFault::Country: return tr("The country is two letters, such as CN.");
    case CaSetupFault::TokenCannot: return tr("Tokens make no SM2 keys: PKCS#11 has no mechanism for them. Keep the keys in the vault, or choose another algorithm.");
    case CaSetupFault::Token: return tr("Choose the token in which the keys are to lie.");
    case CaSetupFault::Outlives: return tr("An issuing CA cannot outlive its root: give the root more years, or the others fewer.");
    case CaSetupFault::Domain: return tr("Domains are names such as hospital.example, one a line, without * and without an address.");
    case CaSetupFault::StatusUrl:
        return tr("The address for CRL and OCSP begins with http:// (not https: checking a certificate must not need another one) and names a host.");
    }
    Q_UNREACHABLE();
}

QString CaSetupDialog::overview() const
{
    const CaSetup now = setup();
    QString lines;
    for (const CaPlan &plan : m_ordered > 0 ? m_plans : plansOf(now)) {
        lines += QStringLiteral("<li>")
            + tr("<b>%1</b>: %2, %3, %n year(s)", "name, part, algorithm", plan.years)
                  .arg(QString::fromStdString(plan.commonName).toHtmlEscaped(), AuthorityTableModel::treeText(plan.tree),
                       AuthorityTableModel::algorithmText(plan.algorithm))
            + QStringLiteral("</li>");
    }
    QString text = tr("These are set up, one after the other, each signed by you and the second signer:") + QStringLiteral("<ul>") + lines + QStringLiteral("</ul>");
    if (now.part(CaTree::Server).wanted) {
        text += QStringLiteral("<p>")
            + (now.domains.empty() ? tr("<b>The servers' CA may certify any name.</b> Whoever gets hold of its key can pass for every server there is. Go back and enter "
                                      "the house's domains, unless it has to certify others: they cannot be limited later.") : tr("The servers' CA certifies names in %1 and no others.").arg([&] {
                  QStringList domains;
                  for (const std::string &domain : now.domains)
                      domains += QString::fromStdString(domain).toHtmlEscaped();
                  return domains.join(QStringLiteral(", "));
              }()))
            + QStringLiteral("</p>");
    }
    if (now.inToken) {
        text += QStringLiteral("<p>") + tr("Their keys are made in the token %1, each under a label of its own.").arg(m_token->label().toHtmlEscaped())
            + QStringLiteral("</p>");
    }
    text += QStringLiteral("<p>")
        + tr("Names, terms and addresses stand in the certificates and cannot be changed later. Nothing trusts a new root by itself: its certificate "
             "goes into the trust stores of servers and workstations.")
        + QStringLiteral("</p>");
    return text;
}

void CaSetupDialog::start()
{
    if (m_ordered == 0)
        m_plans = plansOf(setup());
    m_cosigners.clear();
    if (std::optional<Cosigner> cosigner = m_cosign->take())
        m_cosigners.push_back(std::move(*cosigner));
    m_error->clear();
    m_running = true;
    check();
    orderNext();
}

void CaSetupDialog::orderNext()
{
    if (m_ordered == m_plans.size()) {
        m_cosigners.clear();
        return accept();
    }
    const CaPlan &plan = m_plans[m_ordered];
    m_progress->setText(tr("Setting up %1…").arg(QString::fromStdString(plan.commonName)));
    std::vector<Cosigner> cosigners; // each command takes its own
    for (const Cosigner &cosigner : m_cosigners)
        cosigners.push_back({cosigner.officer, cosigner.passphrase.clone()});
    m_jobs.add(m_house.submitLater(CommandKind::CreateCa, toJson(plan), std::move(cosigners))).then(this, [this](const Result<Receipt> &receipt) {
        if (!isTaken(receipt))
            return failed(receipt.error());
        const bool more = ++m_ordered < m_plans.size();
        if (receipt && more && m_plans[m_ordered - 1].tree == CaTree::Root)
            awaitRoot();
        else
            orderNext();
    });
}

void CaSetupDialog::awaitRoot()
{
    m_awaiting = true; // until an answer says that it is there; journalGrew asks again
    const CaPlan &root = m_plans.front();
    m_progress->setText(tr("Waiting until %1 has its certificate…").arg(QString::fromStdString(root.commonName)));
    m_jobs.add(m_house.readLater([id = root.id](Connection &connection) { return readCa(connection, id); }))
        .then(this, [this](const Result<std::optional<CertificateAuthority>> &ca) {
            if (!m_awaiting)
                return; // an earlier answer said so
            if (ca && (!*ca || !isActive(**ca, m_house.now())))
                return;
            m_awaiting = false;
            if (ca)
                orderNext();
            else
                failed(ca.error());
        });
}

void CaSetupDialog::failed(const Error &error)
{
    m_cosigners.clear();
    m_running = false;
    m_progress->clear();
    m_error->showError(error);
    check();
}

void CaSetupDialog::retranslate()
{
    setWindowTitle(tr("Set up the own CA"));
    m_intro->setText(tr("A root signs nothing but the CAs below it. Servers get their certificates from one of them, people and devices from another, so "
                        "that no server's key ever passes for a person's."));
    const QString hints[] = {tr("Its certificate goes into every trust store; its key is used a few times a year."),
                             tr("Issues certificates for servers of the house."), tr("Issues certificates for USBKeys, workstations and devices.")};
    for (const CaTree tree : caTrees) {
        const int at = int(tree);
        m_wanted[at]->setText(AuthorityTableModel::treeText(tree));
        m_names[at]->setAccessibleName(tr("Name of the CA: %1", "%1: its part").arg(AuthorityTableModel::treeText(tree)));
        m_partHints[at]->setText(tree == CaTree::Root && m_root ? tr("%1 is active and signs the others. A second root is for another algorithm.")
                                                                      .arg(QString::fromStdString(m_root->plan.commonName))
                                                                : hints[at]);
    }
    m_organizationLabel->setText(tr("Organization"));
    m_localityLabel->setText(tr("Place"));
    m_countryLabel->setText(tr("Country"));
    m_algorithmLabel->setText(tr("Algorithm"));
    for (int at = 0; at < m_algorithm->count(); ++at)
        m_algorithm->setItemText(at, AuthorityTableModel::algorithmText(m_algorithm->itemData(at).toString().toStdString()));
    m_keyStoreLabel->setText(tr("Keys kept in"));
    m_keyStore->setItemText(0, tr("the vault, encrypted"));
    m_keyStore->setItemText(1, tr("a PKCS#11 token (HSM, TPM)"));
    m_keyStore->setAccessibleName(m_keyStoreLabel->text());
    m_rootYearsLabel->setText(tr("Years of the root"));
    m_issuingYearsLabel->setText(tr("Years of the others"));
    m_domainsLabel->setText(tr("Permitted domains"));
    m_domainsHint->setText(tr("For the servers' CA, one a line. Then even a stolen key of it certifies nothing outside. Empty: any name."));
    m_urlLabel->setText(tr("Address for CRL and OCSP"));
    m_urlHint->setText(tr("Stands in every certificate: where relying servers ask whether it is revoked. Take a name that will last as long as the root."));
    m_organization->setAccessibleName(m_organizationLabel->text());
    m_locality->setAccessibleName(m_localityLabel->text());
    m_country->setAccessibleName(m_countryLabel->text());
    m_algorithm->setAccessibleName(m_algorithmLabel->text());
    m_rootYears->setAccessibleName(m_rootYearsLabel->text());
    m_issuingYears->setAccessibleName(m_issuingYearsLabel->text());
    m_domains->setAccessibleName(m_domainsLabel->text());
    m_url->setAccessibleName(m_urlLabel->text());
    m_back->setText(tr("Back"));
    m_next->setText(tr("Next"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void CaSetupDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
