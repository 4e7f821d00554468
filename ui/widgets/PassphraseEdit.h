// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <QWidget>

namespace hufu {

/// A field for a passphrase, and no QLineEdit: each key press goes straight into SecureBytes, so that no string ever holds the whole. It
/// shows dots and never the text. There is no input method (an ideograph would stand readable in its preedit window); ideographs
/// can be pasted.
///
/// Pasting reads the clipboard as bytes and wipes that copy. What it cannot wipe are the clipboard's own copies: those of the program that
/// holds it, of a clipboard history, and, where that program is this one, Qt's.
class PassphraseEdit : public QWidget {
    Q_OBJECT
public:
    explicit PassphraseEdit(QWidget *parent = nullptr);

    /// Hands the passphrase out and empties the field.
    SecureBytes take();
    const SecureBytes &bytes() const { return m_bytes; }
    bool isEmpty() const { return m_bytes.empty(); }
    int characters() const;
    void clear();
    void setPlaceholder(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void edited();
    void returnPressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void insert(BytesView utf8);
    void removeCharacter(bool before);
    void paste();
    void noticeCapsLock(const QString &typed, Qt::KeyboardModifiers modifiers);
    std::size_t previousBoundary(std::size_t position) const;
    std::size_t nextBoundary(std::size_t position) const;
    int charactersBefore(std::size_t position) const;
    void changed();

    SecureBytes m_bytes;
    std::size_t m_cursor = 0; ///< bytes, at a character's boundary
    bool m_allSelected = false;
    bool m_capsLock = false;
    QString m_placeholder;
};

} // namespace hufu
