// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/authorities/TokenPicker.h"

#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hufu {

TokenPicker::TokenPicker(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_moduleLabel(new QLabel(this)), m_tokenLabel(new QLabel(this)), m_pinLabel(new QLabel(this)),
      m_pinHint(makeMuted(this)), m_module(new QLineEdit(this)), m_browse(new QPushButton(this)), m_tokens(new QComboBox(this)),
      m_pin(new PassphraseEdit(this)), m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this))
{
    setObjectName(QStringLiteral("tokenPicker"));
    m_module->setObjectName(QStringLiteral("tokenModule"));
    m_browse->setObjectName(QStringLiteral("tokenBrowse"));
    m_tokens->setObjectName(QStringLiteral("tokenList"));
    m_pin->setObjectName(QStringLiteral("tokenPin"));
    m_error->setObjectName(QStringLiteral("tokenError"));
    m_module->setPlaceholderText(QStringLiteral("/usr/lib/softhsm/libsofthsm2.so"));
    m_module->setMaxLength(500);
    m_moduleLabel->setBuddy(m_module);
    m_tokenLabel->setBuddy(m_tokens);
    m_pinLabel->setBuddy(m_pin);
    m_browse->setAutoDefault(false);
    m_pinHint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *module = new QHBoxLayout;
    module->addWidget(m_module, 1);
    module->addWidget(m_browse);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_moduleLabel, module);
    form->addRow(m_tokenLabel, m_tokens);
    form->addRow(m_pinLabel, m_pin);
    form->addRow(nullptr, m_pinHint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(form);
    layout->addWidget(m_progress);
    layout->addWidget(m_error);
    connect(m_module, &QLineEdit::editingFinished, this, &TokenPicker::readTokens);
    connect(m_browse, &QPushButton::clicked, this, &TokenPicker::browse);
    connect(m_tokens, &QComboBox::currentIndexChanged, this, &TokenPicker::refresh);
    connect(m_pin, &PassphraseEdit::edited, this, &TokenPicker::changed);
    retranslate();
}

std::string TokenPicker::uri() const { return m_tokens->currentData().toString().toStdString(); }
QString TokenPicker::label() const { return m_tokens->currentText(); }
bool TokenPicker::isComplete() const { return !m_running && !uri().empty() && (isGiven() || !m_pin->isEmpty()); }

void TokenPicker::setModule(const QString &path)
{
    m_module->setText(path);
    readTokens();
}

void TokenPicker::browse()
{
    auto *dialog = new QFileDialog(this, tr("The PKCS#11 library of the token's vendor"), QStringLiteral("/usr/lib"), tr("Libraries (*.so *.so.*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TokenPicker::setModule);
    dialog->open();
}

void TokenPicker::readTokens()
{
    const QString module = m_module->text().trimmed();
    if (module == m_read || m_running)
        return;
    m_read = module;
    m_tokens->clear();
    m_error->clear();
    if (module.isEmpty())
        return refresh();
    m_running = true;
    refresh();
    m_progress->watch(tr("Asking the library for its tokens…"), m_session.keyTokens(module.toStdString()), ProgressStrip::Cancelling::Impossible)
        .then(this, [this](const Result<std::vector<KeyToken>> &tokens) {
            m_running = false;
            if (tokens)
                showTokens(*tokens);
            else
                m_error->showError(tokens.error());
            if (!tokens || tokens->empty())
                m_read.clear(); // the same once more asks again
            refresh();
        });
}

void TokenPicker::showTokens(const std::vector<KeyToken> &tokens)
{
    for (const KeyToken &token : tokens) {
        const QString name = QString::fromStdString(token.label);
        m_tokens->addItem(name, QString::fromStdString(token.uri));
        m_tokens->setItemData(m_tokens->count() - 1,
                              tr("%1, serial number %2", "model of a token").arg(QString::fromStdString(token.model), QString::fromStdString(token.serial)),
                              Qt::ToolTipRole);
    }
    if (tokens.empty())
        m_error->showError(fail(ErrorCode::NothingFound, "the module shows no initialized token", m_module->text().toStdString()).error());
}

void TokenPicker::give(std::function<void()> whenGood)
{
    if (isGiven() && m_pin->isEmpty())
        return whenGood();
    const std::string place = uri();
    if (place.empty() || m_running)
        return;
    m_running = true;
    m_error->clear();
    refresh();
    m_progress->watch(tr("Trying the PIN…"), m_session.giveTokenPin(place, m_pin->take()), ProgressStrip::Cancelling::Impossible)
        .then(this, [this, place, whenGood = std::move(whenGood)](const Result<void> &given) {
            m_running = false;
            m_given = given ? place : std::string();
            refresh();
            if (given)
                return whenGood();
            m_error->showError(given.error());
            m_pin->setFocus();
        });
}

void TokenPicker::refresh()
{
    m_module->setEnabled(!m_running);
    m_browse->setEnabled(!m_running);
    m_tokens->setEnabled(!m_running && m_tokens->count() > 0);
    m_pin->setEnabled(!m_running && !uri().empty());
    m_pin->setPlaceholder(isGiven() ? tr("given, and right") : QString());
    Q_EMIT changed();
}

void TokenPicker::retranslate()
{
    m_moduleLabel->setText(tr("PKCS#11 library"));
    m_browse->setText(tr("Choose…"));
    m_tokenLabel->setText(tr("Token"));
    m_pinLabel->setText(tr("PIN"));
    m_pinHint->setText(tr("Tried once, then kept in the vault, encrypted: CRLs are signed every day, also when nobody is here to enter it."));
    m_module->setAccessibleName(m_moduleLabel->text());
    m_tokens->setAccessibleName(m_tokenLabel->text());
    m_pin->setAccessibleName(m_pinLabel->text());
    refresh();
}

void TokenPicker::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
