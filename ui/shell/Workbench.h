// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Navigator.h"

#include <QList>
#include <QMap>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QDialog;
class QStackedWidget;

namespace hufu {

class Banner;
class CommandPalette;
class EmergencyBand;
class ErrorBox;
class LinkBand;
class Page;
class Rail;
class Session;
class TopBar;
struct Error;

/// The open house: rail, top bar, pages, and the bands above them. Knows how pages are reached, not what they do.
class Workbench : public QWidget, public Navigator {
    Q_OBJECT
public:
    explicit Workbench(Session &session, QWidget *parent = nullptr);

    /// Pages stand in the rail in the order in which they come. Takes the page.
    void addPage(PageId id, const QString &iconName, const QString &objectName, Page *page);
    Page *page(PageId id) const { return m_pages.value(id); }
    PageId currentPage() const { return m_current; }
    CommandPalette *palette() const { return m_palette; }

    /// The emergency page, ready for a call: over whatever is open. Dialogs wait until the page that they belong to is shown again, and go on with what they do.
    void openEmergency();

    /// What is queued at this desk, for top bar and bands.
    void setQueue(int waiting, int refused);

    void showPage(PageId page) override;
    void showInventory(const QString &query) override;
    void showCertificate(const Sha256 &sha256) override;
    void showService(const std::string &id) override;
    void showFindings(const QString &query) override;
    void showEntry(Sequence sequence) override;
    void startImport(const std::vector<SourceSpec> &sources) override;

Q_SIGNALS:
    void pageShown(hufu::PageId page);

protected:
    void changeEvent(QEvent *event) override;

private:
    void opened();
    void handOver(PageId page);
    void idle();
    void locking();
    void showPilot();
    void setAside();             ///< the dialogs that are open
    void bringBack(PageId page); ///< those that belong to it, or to no page
    Page *pageOf(const QDialog *dialog) const; ///< null: of no page
    void exportEvidence();
    void enrol();
    void retranslate();

    Session &m_session;
    Rail *m_rail;
    TopBar *m_topBar;
    Banner *m_pilot;
    Banner *m_clock;
    LinkBand *m_link;
    EmergencyBand *m_emergency;
    ErrorBox *m_reading;
    QStackedWidget *m_stack;
    CommandPalette *m_palette;
    QMap<PageId, Page *> m_pages;
    QMap<PageId, QAction *> m_actions;
    QList<QPointer<QDialog>> m_aside; ///< hidden while the emergency page is shown
    PageId m_current = PageId::Overview;
    /// One page an event, so that no event takes long: those that wait for the house, and those that were never laid out.
    QList<PageId> m_waiting, m_raw;
    int m_digits = 0; ///< of Ctrl+1 to Ctrl+9 taken by pages
    QTimer m_idle;
};

} // namespace hufu
