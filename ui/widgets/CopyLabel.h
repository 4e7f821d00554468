// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace hufu {

/// A serial number or fingerprint: monospace, grouped for the eye, wrapped at groups; a click, Enter or Space copies it ungrouped.
class CopyLabel : public QAbstractButton {
    Q_OBJECT
public:
    explicit CopyLabel(QWidget *parent = nullptr);
    explicit CopyLabel(const QString &value, QWidget *parent = nullptr);

    /// `group` characters stand together; 0: as it is.
    void setValue(const QString &value, int group = 4);
    QString value() const { return m_value; }
    QString shown() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void copy();
    void retranslate();
    int groupsPerLine(int width) const;
    int lineHeight() const;

    QString m_value;
    QStringList m_groups;
    bool m_copied = false;
};

} // namespace hufu
