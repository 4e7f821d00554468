// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ceremonies/CeremonyStage.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/CeremonyReport.h"
#include "models/wording/CeremonyText.h"
#include "models/wording/EmergencyText.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Badge.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {
namespace {

constexpr int doesPixels = 26, checksPixels = 18, namePixels = 20, wordPixels = 20;
constexpr int mostInitials = 40, mostException = 1000; // characters: CeremonyStep counts octets
constexpr int fieldWidth = 420;

QLabel *large(QLabel *label, int pixels)
{
    QFont font = label->font();
    font.setPixelSize(pixels);
    label->setFont(font);
    return label;
}

} // namespace

CeremonyStage::CeremonyStage(House &house, PlannedCeremony planned, QWidget *parent) : CeremonyStage(house, parent)
{
    perform(tr("Signing the plan…"), [planned = std::move(planned)](CeremonyRun &run) { return run.begin(planned); });
}

CeremonyStage::CeremonyStage(House &house, const std::string &id, QWidget *parent) : CeremonyStage(house, parent)
{
    perform(tr("Reading where it stands…"), [id](CeremonyRun &run) { return run.resume(id); });
}

CeremonyStage::CeremonyStage(House &house, QWidget *parent)
    : QDialog(parent), m_house(house), m_run(std::make_unique<CeremonyRun>(house, CeremonyText::evidence)), m_title(makeTitle(this)),
      m_number(makeTitle(this)), m_clock(makeTitle(this)), m_parameters(makeMuted(this)), m_actor(new Badge(this)),
      m_does(large(makeBody(this), doesPixels)), m_checks(large(makeMuted(this), checksPixels)), m_doesOther(large(makeBody(this), doesPixels)),
      m_checksOther(large(makeMuted(this), checksPixels)), m_people(large(makeBody(this), namePixels)), m_who(large(makeBody(this), namePixels)),
      m_seen(makeBody(this)), m_words(large(makeBody(this), wordPixels)), m_initialsLabel(makeBody(this)), m_exceptionLabel(makeBody(this)),
      m_end(large(makeBody(this), namePixels)), m_other(new QWidget(this)), m_answerBox(new QWidget(this)), m_noteBox(new QWidget(this)),
      m_both(new QCheckBox(this)), m_passphrase(new PassphraseEdit(this)), m_initials(new QLineEdit(this)), m_exception(new QLineEdit(this)),
      m_answer(new QPushButton(this)), m_work(new QPushButton(this)), m_note(new QPushButton(this)), m_leave(new QPushButton(this)),
      m_abort(new QPushButton(this)), m_save(new QPushButton(this)), m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this))
{
    setObjectName(QStringLiteral("ceremonyStage"));
    const std::pair<QWidget *, const char *> names[] = {{m_title, "stageTitle"},
                                                        {m_number, "stageNumber"},
                                                        {m_clock, "stageClock"},
                                                        {m_does, "stageDoes"},
                                                        {m_checks, "stageChecks"},
                                                        {m_doesOther, "stageDoesOther"},
                                                        {m_people, "stagePeople"},
                                                        {m_who, "stageWho"},
                                                        {m_seen, "stageSeen"},
                                                        {m_words, "stageWords"},
                                                        {m_end, "stageEnd"},
                                                        {m_both, "stageBoth"},
                                                        {m_passphrase, "stagePassphrase"},
                                                        {m_initials, "stageInitials"},
                                                        {m_exception, "stageException"},
                                                        {m_answer, "stageAnswer"},
                                                        {m_work, "stageWork"},
                                                        {m_note, "stageNote"},
                                                        {m_leave, "stageLeave"},
                                                        {m_abort, "stageAbort"},
                                                        {m_save, "stageSave"},
                                                        {m_error, "stageError"},
                                                        {m_parameters, "stageParameters"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    m_seen->setFont(Theme::monospaceFont());
    m_initials->setMaxLength(mostInitials / 4);
    m_exception->setMaxLength(mostException);
    m_abort->setProperty("tone", QStringLiteral("danger"));

    auto *top = new QHBoxLayout;
    top->setSpacing(24);
    top->addWidget(m_title);
    top->addWidget(m_number);
    top->addStretch(1);
    top->addWidget(m_clock);
    top->addWidget(m_both);
    top->addWidget(m_leave);
    top->addWidget(m_abort);
    const auto column = [](QLabel *does, QLabel *checks) {
        auto *layout = new QVBoxLayout;
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(16);
        layout->addWidget(does);
        layout->addWidget(checks);
        layout->addStretch(1);
        return layout;
    };
    auto *other = column(m_doesOther, m_checksOther);
    m_other->setLayout(other);
    auto *texts = new QHBoxLayout;
    texts->setSpacing(40);
    texts->addLayout(column(m_does, m_checks), 1);
    texts->addWidget(m_other, 1);

    auto *answer = new QHBoxLayout(m_answerBox);
    answer->setContentsMargins(0, 0, 0, 0);
    answer->setSpacing(16);
    m_passphrase->setFixedWidth(fieldWidth);
    answer->addWidget(m_who);
    answer->addWidget(m_passphrase);
    answer->addWidget(m_answer);
    answer->addStretch(1);
    auto *noteLayout = new QGridLayout(m_noteBox);
    noteLayout->setContentsMargins(0, 0, 0, 0);
    noteLayout->setHorizontalSpacing(16);
    noteLayout->addWidget(m_initialsLabel, 0, 0);
    noteLayout->addWidget(m_initials, 0, 1);
    noteLayout->addWidget(m_exceptionLabel, 1, 0);
    noteLayout->addWidget(m_exception, 1, 1);
    noteLayout->addWidget(m_note, 1, 2);
    m_initials->setFixedWidth(fieldWidth / 2);
    m_exception->setMinimumWidth(fieldWidth);
    noteLayout->setColumnStretch(1, 1);
    m_initialsLabel->setWordWrap(false);
    m_exceptionLabel->setWordWrap(false);
    m_initialsLabel->setBuddy(m_initials);
    m_exceptionLabel->setBuddy(m_exception);
    m_who->setWordWrap(false);
    m_who->setBuddy(m_passphrase);

    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 8, 16, 8);
    layout->setSpacing(20);
    auto *actor = new QHBoxLayout;
    actor->addWidget(m_actor);
    actor->addStretch(1);
    layout->addLayout(actor);
    layout->addLayout(texts);
    layout->addWidget(m_people);
    layout->addWidget(m_answerBox);
    auto *work = new QHBoxLayout;
    work->addWidget(m_work);
    work->addStretch(1);
    layout->addLayout(work);
    layout->addWidget(m_seen);
    layout->addWidget(m_words);
    layout->addWidget(m_end);
    auto *save = new QHBoxLayout;
    save->addWidget(m_save);
    save->addStretch(1);
    layout->addLayout(save);
    layout->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(40, 24, 40, 24);
    all->setSpacing(12);
    all->addLayout(top);
    all->addWidget(m_parameters);
    all->addWidget(scroll, 1);
    all->addWidget(m_progress);
    all->addWidget(m_error);
    all->addWidget(m_noteBox);
    for (QPushButton *button : {m_answer, m_work, m_note, m_leave, m_abort, m_save})
        button->setAutoDefault(false);

    connect(m_both, &QCheckBox::toggled, this, &CeremonyStage::present);
    connect(m_passphrase, &PassphraseEdit::edited, this, [this] { m_answer->setEnabled(!m_running && !m_passphrase->isEmpty()); });
    connect(m_passphrase, &PassphraseEdit::returnPressed, this, &CeremonyStage::act);
    connect(m_answer, &QPushButton::clicked, this, &CeremonyStage::act);
    connect(m_work, &QPushButton::clicked, this, &CeremonyStage::work);
    connect(m_note, &QPushButton::clicked, this, &CeremonyStage::note);
    connect(m_initials, &QLineEdit::textChanged, this, [this] { m_note->setEnabled(!m_running && !m_initials->text().trimmed().isEmpty()); });
    connect(m_leave, &QPushButton::clicked, this, &CeremonyStage::reject);
    connect(m_abort, &QPushButton::clicked, this, &CeremonyStage::askAbort);
    connect(m_save, &QPushButton::clicked, this, &CeremonyStage::savePapers);
    connect(&m_tick, &QTimer::timeout, this, &CeremonyStage::tick);
    m_tick.start(1000);
    retranslate();
}

CeremonyStage::~CeremonyStage() { m_jobs.wait(); }

void CeremonyStage::reject()
{
    if (!m_running)
        QDialog::reject();
}

void CeremonyStage::perform(const QString &what, std::function<Result<void>(CeremonyRun &)> work)
{
    m_error->clear();
    m_running = true;
    present();
    QFuture<Result<void>> running = m_jobs.add(QtConcurrent::run(backgroundPool(), [run = m_run.get(), work = std::move(work)] { return work(*run); }));
    m_progress->watch(what, running, ProgressStrip::Cancelling::Impossible).then(this, [this](const Result<void> &done) {
        m_running = false;
        m_failed = !done;
        if (!done)
            m_error->showError(done.error());
        else
            m_begun = true;
        present();
        if (done && m_run->ceremony().fate != Ceremony::Fate::Open && !m_filed)
            writePapers();
        else if (done && m_run->step() && m_run->expected().empty() && !m_run->worked() && deedText().isEmpty())
            this->work(); // there is nothing to press for
    });
}

void CeremonyStage::act()
{
    if (m_running || m_passphrase->isEmpty() || !m_begun)
        return;
    const bool closing = !m_run->step();
    const std::vector<std::string> expected = m_run->expected();
    if (!closing && expected.empty())
        return;
    const std::string person = closing ? m_run->ceremony().plan.witness : expected.front();
    auto secret = std::make_shared<std::vector<Cosigner>>();
    secret->push_back({person, m_passphrase->take()});
    perform(tr("Signing…"), [house = &m_house, secret, closing](CeremonyRun &run) -> Result<void> {
        const Result<std::vector<std::unique_ptr<Token>>> tokens = house->unlock(*secret);
        if (!tokens)
            return fail(tokens.error());
        return closing ? run.close(*tokens->front()) : run.answer(secret->front().officer, *tokens->front());
    });
}

void CeremonyStage::work()
{
    if (m_running || !m_begun || !m_run->step())
        return;
    m_seenByWork = std::make_shared<std::vector<std::string>>();
    perform(deedText().isEmpty() ? tr("Looking…") : deedText(), [seen = m_seenByWork](CeremonyRun &run) -> Result<void> {
        const Result<std::vector<std::string>> lines = run.work();
        if (!lines)
            return fail(lines.error());
        *seen = *lines;
        return {};
    });
}

void CeremonyStage::note()
{
    const std::string initials = utf8(m_initials->text().trimmed()), exception = utf8(m_exception->text().trimmed());
    if (m_running || initials.empty())
        return;
    m_initials->clear();
    m_exception->clear();
    m_seenByWork.reset();
    perform(tr("Writing it down…"), [initials, exception](CeremonyRun &run) { return run.note(initials, exception); });
}

void CeremonyStage::askAbort()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("stageAbortDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Abort the ceremony"));
    dialog->setLabelText(tr("What was encrypted for it is deleted; what was done stays on record. Why is it aborted?"));
    dialog->setOkButtonText(tr("Abort the ceremony"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &reason) {
        if (!reason.trimmed().isEmpty() && !m_running)
            perform(tr("Aborting…"), [reason = utf8(reason.trimmed())](CeremonyRun &run) { return run.abort(reason); });
    });
    dialog->open();
}

void CeremonyStage::writePapers()
{
    m_filed = true;
    m_running = true;
    present();
    QFuture<Result<std::vector<std::string>>> running =
        m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, ceremony = m_run->ceremony()] {
            return CeremonyReport::file(*house, ceremony, {});
        }));
    m_progress->watch(tr("Writing the minutes…"), running, ProgressStrip::Cancelling::Impossible)
        .then(this, [this](const Result<std::vector<std::string>> &written) {
            m_running = false;
            if (written)
                m_papers = *written;
            else
                m_error->showError(written.error());
            present();
        });
}

void CeremonyStage::savePapers()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the minutes"));
    dialog->setObjectName(QStringLiteral("stageMinutesDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_error->clear();
        m_jobs
            .add(QtConcurrent::run(backgroundPool(), [house = &m_house, ceremony = m_run->ceremony(), folder = utf8(folder)] {
                return CeremonyReport::save(*house, ceremony, {folder});
            }))
            .then(this, [this](const Result<std::vector<std::string>> &saved) {
                if (saved)
                    m_papers.insert(m_papers.end(), saved->begin(), saved->end());
                else
                    m_error->showError(saved.error());
                present();
            });
    });
    dialog->open();
}

QString CeremonyStage::deedText() const
{
    if (!m_run->step())
        return {};
    switch (m_run->step()->check) {
    case CeremonyCheck::Sealed: return tr("Encrypt the keys");
    case CeremonyCheck::Written: return tr("Write the package to the media");
    case CeremonyCheck::ReadBack: return tr("Read the package back");
    case CeremonyCheck::PackageWhole: return tr("Read the package on the medium");
    case CeremonyCheck::Restored:
        return m_run->ceremony().plan.kind == CeremonyKind::Restore ? tr("Put the keys back") : tr("Restore into a scratch authority");
    case CeremonyCheck::Served: return tr("Serve the restored house and ask it");
    case CeremonyCheck::None:
    case CeremonyCheck::Presence:
    case CeremonyCheck::Proven:
    case CeremonyCheck::PresentAgain: break;
    }
    return {};
}

QString CeremonyStage::answerText() const
{
    if (!m_run->step())
        return tr("Close the ceremony");
    switch (m_run->step()->check) {
    case CeremonyCheck::Proven: return tr("Open my share and sign");
    case CeremonyCheck::Restored:
    case CeremonyCheck::Served: return tr("Open my share");
    default: return tr("I am here: sign");
    }
}

QString CeremonyStage::peopleText() const
{
    const CeremonyScript::Step *step = m_run->step();
    if (!step)
        return {};
    using Phase = CeremonyPresence::Phase;
    const bool opening = step->check == CeremonyCheck::Presence;
    if (!opening && step->check != CeremonyCheck::Proven && step->check != CeremonyCheck::PresentAgain)
        return {};
    const Phase phase = opening ? Phase::Opening : Phase::Closing;
    QStringList lines;
    const auto line = [&](const std::string &person, const QString &part) {
        const auto &present = m_run->ceremony().present;
        const auto at = std::ranges::find_if(present, [&](const Ceremony::Present &one) { return one.person == person && one.phase == phase; });
        lines += at == present.end()
                     ? tr("○  %1, %2: not yet", "name, part").arg(qstr(m_run->nameOf(person)), part)
                     : tr("✓  %1, %2: signed at %3", "name, part, time").arg(qstr(m_run->nameOf(person)), part, ValueText::dateTime(at->at));
    };
    for (const CeremonyPlan::Keeper &keeper : m_run->ceremony().plan.custodians)
        line(keeper.person, tr("custodian"));
    line(m_run->ceremony().plan.witness, tr("witness"));
    return lines.join(u'\n');
}

void CeremonyStage::present()
{
    const bool open = m_begun && m_run->ceremony().fate == Ceremony::Fate::Open, idle = !m_running;
    if (!idle) { // the run belongs to the worker now
        for (QPushButton *button : {m_answer, m_work, m_note, m_leave, m_abort, m_save})
            button->setEnabled(false);
        return;
    }
    const CeremonyScript::Step *step = m_begun ? m_run->step() : nullptr;
    const std::vector<std::string> expected = step ? m_run->expected() : std::vector<std::string>();
    const bool closing = open && !step, asks = closing || !expected.empty();
    const bool chinese = QLocale().language() == QLocale::Chinese;
    m_leave->setEnabled(true);
    m_abort->setVisible(open);
    m_abort->setEnabled(open);
    m_title->setText(m_begun ? CeremonyText::kind(m_run->ceremony().plan.kind) : tr("Ceremony"));
    m_number->setText(step      ? tr("Step %1 of %2").arg(m_run->ceremony().done.size() + 1).arg(m_run->script().steps.size())
                      : closing ? tr("All steps are done")
                                : QString());
    m_parameters->setText(m_begun ? tr("Script %1, version %2. Parameters: %3", "name, number, spoken words")
                                        .arg(qstr(m_run->ceremony().plan.script)).arg(m_run->ceremony().plan.scriptVersion)
                                        .arg(qstr(CeremonyText::words(m_run->ceremony().parameters)).section(u'\n', chinese ? 0 : 1, chinese ? 0 : 1))
                                  : QString());
    m_actor->setVisible(step != nullptr);
    m_other->setVisible(step && m_both->isChecked());
    m_both->setVisible(step != nullptr);
    for (QLabel *label : {m_does, m_checks})
        label->setVisible(step != nullptr);
    if (step) {
        m_actor->setTone(Tone::Accent);
        m_actor->setText(CeremonyText::actor(step->actor));
        m_does->setText(qstr(chinese ? step->does.zh : step->does.en));
        m_checks->setText(tr("Checked: %1").arg(qstr(chinese ? step->checks.zh : step->checks.en)));
        m_doesOther->setText(qstr(chinese ? step->does.en : step->does.zh));
        m_checksOther->setText(
            (chinese ? QStringLiteral("Checked: %1") : QStringLiteral("核验：%1")).arg(qstr(chinese ? step->checks.en : step->checks.zh)));
    }
    const QString people = m_begun ? peopleText() : QString();
    m_people->setText(people);
    m_people->setVisible(!people.isEmpty());
    m_answerBox->setVisible(asks);
    if (asks) {
        const std::string person = closing ? m_run->ceremony().plan.witness : expected.front();
        const auto who = std::ranges::find(m_run->people(), person, &Person::id);
        const QString name = qstr(m_run->nameOf(person)), card = who == m_run->people().end() ? QString() : qstr(who->card);
        m_who->setText(card.isEmpty() ? tr("%1: passphrase", "a name").arg(name)
                                      : tr("%1: PIN of USBKey %2", "name, number of the USBKey").arg(name, card));
        m_passphrase->setAccessibleName(m_who->text());
        m_answer->setText(answerText());
        m_answer->setEnabled(!m_passphrase->isEmpty());
    }
    const bool worked = step && m_run->worked();
    const QString deed = !step ? QString() : deedText().isEmpty() && m_failed ? tr("Try again") : deedText(); // a server may have been away
    m_work->setVisible(step && expected.empty() && !worked && !deed.isEmpty());
    m_work->setEnabled(true);
    m_work->setText(deed);
    QStringList lines;
    for (const std::string &line : m_seenByWork ? *m_seenByWork : std::vector<std::string>())
        lines += qstr(line);
    m_seen->setText(lines.join(u'\n'));
    m_seen->setVisible(worked && !lines.isEmpty());
    std::optional<Sha256> hash;
    if (worked && (step->check == CeremonyCheck::Written || step->check == CeremonyCheck::ReadBack))
        hash = hashOf(*m_run->ceremony().sealed);
    else if (worked && step->check == CeremonyCheck::PackageWhole)
        hash = m_run->ceremony().plan.package;
    else if (step && m_run->ceremony().done.empty())
        hash = m_run->script().sha256;
    m_words->setVisible(hash.has_value());
    if (hash)
        m_words->setText(qstr(CeremonyText::words(*hash)) + u'\n' + qstr(toHex(*hash)));
    m_noteBox->setVisible(worked);
    m_note->setEnabled(!m_initials->text().trimmed().isEmpty());
    QString end;
    if (closing)
        end = tr("Say what differed from the script. Then administrator and witness sign the end.");
    else if (m_begun && !open)
        end = m_run->ceremony().fate == Ceremony::Fate::Closed ? tr("✓ The ceremony is closed. The authority has signed the minutes.")
                                                               : tr("The ceremony was aborted: %1").arg(qstr(m_run->ceremony().reason));
    for (const std::string &paper : m_papers)
        end += u'\n' + qstr(paper);
    m_end->setText(end);
    m_end->setVisible(!end.isEmpty());
    m_save->setVisible(m_begun && !open);
    m_save->setEnabled(true);
    m_leave->setText(open ? tr("Leave it open") : tr("Close the window"));
    tick();
    if (asks)
        m_passphrase->setFocus();
    else if (worked)
        m_initials->setFocus();
    else if (m_work->isVisible())
        m_work->setFocus();
}

void CeremonyStage::tick()
{
    const std::optional<std::chrono::duration<double>> since = m_running ? std::nullopt : m_run->sinceInserted();
    if (since)
        m_clock->setText(tr("%1 of 30:00", "a stopwatch").arg(EmergencyText::elapsed(std::chrono::duration_cast<std::chrono::seconds>(*since))));
}

void CeremonyStage::retranslate()
{
    setWindowTitle(tr("Ceremony"));
    m_both->setText(tr("Both languages"));
    m_abort->setText(tr("Abort…"));
    m_save->setText(tr("Save the minutes to a folder…"));
    m_initialsLabel->setText(tr("Initials of who acted"));
    m_exceptionLabel->setText(tr("What differed from the script (empty: nothing)"));
    m_initials->setAccessibleName(m_initialsLabel->text());
    m_exception->setAccessibleName(m_exceptionLabel->text());
    m_note->setText(tr("This step is done"));
    present();
}

void CeremonyStage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
