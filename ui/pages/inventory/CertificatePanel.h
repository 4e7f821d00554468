// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CertificateDetail.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace hufu {

class RichText;
class TabGrid;
class ValidityBar;

/// What one certificate is, in the detail panel: badges, validity as a bar, and tabs for the rest.
class CertificatePanel : public QWidget {
    Q_OBJECT
public:
    enum Tab { Summary, Chain, Findings, Places, History, FullText, TabCount };

    explicit CertificatePanel(QWidget *parent = nullptr);

    void setDetail(CertificateDetail detail);
    const CertificateDetail &detail() const { return m_detail; }
    void addAboveTabs(QWidget *widget); ///< the panel owns it
    void setTab(Tab tab);
    Tab tab() const;
    void retranslate();

Q_SIGNALS:
    void certificateAsked(const hufu::Sha256 &sha256);
    void serviceAsked(const QString &id);
    void copied(const QString &text);
    void tabChanged(int tab);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillBody();
    void fillBadges();
    void follow(const QUrl &link);

    CertificateDetail m_detail;
    QHBoxLayout *m_badges;
    QLabel *m_headline;
    ValidityBar *m_validity;
    TabGrid *m_tabs;
    RichText *m_body;
};

} // namespace hufu
