// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QFormLayout;
class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace hufu {

/// The right-hand side of master–detail: a title, then sections of label and value, scrolling as one. Escape or its button closes it.
class DetailPanel : public QFrame {
    Q_OBJECT
public:
    explicit DetailPanel(QWidget *parent = nullptr);

    void clear();
    void setTitle(const QString &title, const QString &subtitle = {});

    /// Begins a section; rows follow until the next one. An empty heading draws none.
    void addSection(const QString &heading);
    void addRow(const QString &label, const QString &value);
    void addRow(const QString &label, QWidget *value); ///< takes the widget
    /// A value to copy: monospace and grouped.
    void addCopyRow(const QString &label, const QString &value, int group = 4);
    void addText(const QString &text); ///< a paragraph over the whole width
    void addWidget(QWidget *widget);   ///< over the whole width; takes the widget

    QSize sizeHint() const override;

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QFormLayout *form();
    void retranslate();
    void close();

    QLabel *m_title;
    QLabel *m_subtitle;
    QToolButton *m_close;
    QScrollArea *m_scroll;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QFormLayout *m_form = nullptr;
};

} // namespace hufu
