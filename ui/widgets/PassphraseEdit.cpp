// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PassphraseEdit.h"

#include "ui/shell/Colours.h"
#include "ui/widgets/PassphraseAccessible.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QStyleOptionFrame>

namespace hufu {

namespace {

constexpr int dotSize = 6;
constexpr int dotStep = 10;
constexpr int margin = 10;
constexpr std::size_t longest = 1024; ///< bytes; more is a mistaken paste

bool continues(std::uint8_t byte) { return (byte & 0xc0) == 0x80; }

void secureWipe(QByteArray &copy)
{
    if (copy.isDetached()) // else the bytes are the clipboard's own
        wipe({reinterpret_cast<std::uint8_t *>(copy.data()), std::size_t(copy.size())});
}

} // namespace

PassphraseEdit::PassphraseEdit(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::IBeamCursor);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    installPassphraseAccessible();
}

SecureBytes PassphraseEdit::take()
{
    SecureBytes taken = std::move(m_bytes);
    clear();
    return taken;
}

void PassphraseEdit::clear()
{
    m_bytes.clear();
    m_cursor = 0;
    m_allSelected = false;
    changed();
}

int PassphraseEdit::characters() const { return charactersBefore(m_bytes.size()); }

void PassphraseEdit::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    update();
}

QSize PassphraseEdit::sizeHint() const { return {280, 32}; }

QSize PassphraseEdit::minimumSizeHint() const { return {160, 32}; }

int PassphraseEdit::charactersBefore(std::size_t position) const
{
    const BytesView before = m_bytes.view().first(position);
    return int(std::count_if(before.begin(), before.end(), [](std::uint8_t byte) { return !continues(byte); }));
}

std::size_t PassphraseEdit::previousBoundary(std::size_t position) const
{
    while (position > 0 && continues(m_bytes.data()[--position])) { }
    return position;
}

std::size_t PassphraseEdit::nextBoundary(std::size_t position) const
{
    if (position < m_bytes.size())
        ++position;
    while (position < m_bytes.size() && continues(m_bytes.data()[position]))
        ++position;
    return position;
}

void PassphraseEdit::changed()
{
    update();
    Q_EMIT edited();
}

void PassphraseEdit::insert(BytesView utf8)
{
    if (m_allSelected) {
        m_bytes.clear();
        m_cursor = 0;
        m_allSelected = false;
    }
    if (utf8.empty() || m_bytes.size() + utf8.size() > longest)
        return;
    m_bytes.insert(m_cursor, utf8);
    m_cursor += utf8.size();
    changed();
}

void PassphraseEdit::removeCharacter(bool before)
{
    if (m_allSelected) {
        clear();
        return;
    }
    const std::size_t from = before ? previousBoundary(m_cursor) : m_cursor;
    const std::size_t until = before ? m_cursor : nextBoundary(m_cursor);
    if (from == until)
        return;
    m_bytes.remove(from, until - from);
    m_cursor = from;
    changed();
}

void PassphraseEdit::paste()
{
    const QMimeData *clip = QGuiApplication::clipboard()->mimeData();
    if (!clip)
        return;
    QByteArray text = clip->data(QStringLiteral("text/plain;charset=utf-8"));
    if (text.isEmpty())
        text = clip->data(QStringLiteral("text/plain"));
    // A line break at the end comes along when a line is copied; one inside is no passphrase.
    qsizetype size = text.size();
    while (size > 0 && (text.at(size - 1) == '\n' || text.at(size - 1) == '\r'))
        --size;
    const BytesView bytes(reinterpret_cast<const std::uint8_t *>(text.constData()), std::size_t(size));
    if (std::none_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte < 0x20; }))
        insert(bytes);
    secureWipe(text);
}

void PassphraseEdit::noticeCapsLock(const QString &typed, Qt::KeyboardModifiers modifiers)
{
    // Qt has no question for the lock itself; a letter against the Shift key tells.
    if (typed.size() != 1 || !typed.at(0).isLetter() || !typed.at(0).isLower() == !typed.at(0).isUpper())
        return;
    m_capsLock = typed.at(0).isUpper() != bool(modifiers & Qt::ShiftModifier);
}

void PassphraseEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_allSelected = !m_bytes.empty();
    } else if (event->matches(QKeySequence::MoveToPreviousChar)) {
        m_cursor = m_allSelected ? 0 : previousBoundary(m_cursor);
        m_allSelected = false;
    } else if (event->matches(QKeySequence::MoveToNextChar)) {
        m_cursor = m_allSelected ? m_bytes.size() : nextBoundary(m_cursor);
        m_allSelected = false;
    } else if (event->matches(QKeySequence::MoveToStartOfLine) || event->matches(QKeySequence::MoveToEndOfLine)) {
        m_cursor = event->matches(QKeySequence::MoveToStartOfLine) ? 0 : m_bytes.size();
        m_allSelected = false;
    } else if (event->matches(QKeySequence::DeleteStartOfWord) || event->matches(QKeySequence::DeleteEndOfWord)) {
        clear(); // words are not to be seen, so none is deleted alone
    } else if (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete) {
        removeCharacter(event->key() == Qt::Key_Backspace);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT returnPressed();
    } else if (event->key() == Qt::Key_CapsLock) {
        m_capsLock = false; // until the next letter tells
        QWidget::keyPressEvent(event);
    } else if (const QString typed = event->text(); !typed.isEmpty() && typed.at(0).isPrint()
               && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
        noticeCapsLock(typed, event->modifiers());
        QByteArray one = typed.toUtf8(); // one character, never the whole
        insert(BytesView(reinterpret_cast<const std::uint8_t *>(one.constData()), std::size_t(one.size())));
        secureWipe(one);
    } else {
        QWidget::keyPressEvent(event);
        return;
    }
    event->accept();
    update();
}

void PassphraseEdit::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    const int wanted = std::clamp(int((event->position().x() - margin + dotStep / 2.0) / dotStep), 0, characters());
    m_cursor = 0;
    for (int i = 0; i < wanted; ++i)
        m_cursor = nextBoundary(m_cursor);
    m_allSelected = false;
    update();
}

void PassphraseEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.addAction(tr("Paste"), QKeySequence::Paste, this, &PassphraseEdit::paste);
    menu.addAction(tr("Clear"), this, &PassphraseEdit::clear)->setEnabled(!m_bytes.empty());
    menu.exec(event->globalPos());
}

void PassphraseEdit::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void PassphraseEdit::focusOutEvent(QFocusEvent *event)
{
    m_capsLock = false;
    QWidget::focusOutEvent(event);
    update();
}

void PassphraseEdit::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    update();
}

void PassphraseEdit::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionFrame frame;
    frame.initFrom(this);
    frame.lineWidth = 1;
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &frame, &painter, this);

    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = Colours::of(palette());
    int right = width() - margin;
    if (m_capsLock && hasFocus()) {
        const QString hint = tr("Caps Lock is on");
        painter.setPen(colours.attention.text);
        painter.drawText(QRect(0, 0, right, height()), Qt::AlignRight | Qt::AlignVCenter, hint);
        right -= fontMetrics().horizontalAdvance(hint) + 8;
    }
    if (m_bytes.empty() && !m_placeholder.isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(margin, 0, right - margin, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(m_placeholder, Qt::ElideRight, right - margin));
    }
    const int count = characters(), cursor = charactersBefore(m_cursor);
    // The cursor stays in sight: a long passphrase is moved to the left.
    const int room = std::max(1, (right - margin) / dotStep);
    const int first = std::max(0, cursor - room + 1);
    painter.setPen(Qt::NoPen);
    if (m_allSelected)
        painter.fillRect(QRect(margin - 2, 6, std::min(count, room) * dotStep + 2, height() - 12), palette().color(QPalette::Highlight));
    painter.setBrush(palette().color(m_allSelected ? QPalette::HighlightedText : QPalette::Text));
    for (int at = first; at < std::min(count, first + room); ++at)
        painter.drawEllipse(QPointF(margin + (at - first) * dotStep + dotSize / 2.0, height() / 2.0), dotSize / 2.0, dotSize / 2.0);
    if (hasFocus() && !m_allSelected)
        painter.fillRect(QRectF(margin + (cursor - first) * dotStep - 2, 7, 1, height() - 14), palette().color(QPalette::Text));
}

} // namespace hufu
