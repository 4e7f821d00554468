// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Practice.h"
#include "ui/shell/Navigator.h"

#include <QDialog>

#include <QTimer>

class QLabel;
class QStackedWidget;

namespace hufu {

class Banner;
class EmergencyPage;
class ErrorBox;
class Session;

/// An emergency for practice (演练): the same page over a house with sample data in a folder of its own, under a yellow hatched band. The real house is not
/// in reach from here, and all of it is thrown away when the window closes.
class PracticeWindow : public QDialog, private Navigator {
    Q_OBJECT
public:
    explicit PracticeWindow(const MakePracticeGround &make, QWidget *parent = nullptr);
    ~PracticeWindow() override;

    EmergencyPage *page() const { return m_page; }

Q_SIGNALS:
    void ready(); ///< the call has come

protected:
    void changeEvent(QEvent *event) override;

private:
    void showPage(PageId) override {}
    void showInventory(const QString &) override {}
    void showCertificate(const Sha256 &) override {}
    void showService(const std::string &) override {}
    void showFindings(const QString &) override {}
    void showEntry(Sequence) override {}
    void startImport(const std::vector<SourceSpec> &) override {}
    void fill();
    void retranslate();

    std::unique_ptr<PracticeGround> m_ground;
    Session *m_session;
    QFuture<Result<void>> m_filling;
    Banner *m_band;
    QLabel *m_preparing;
    ErrorBox *m_error;
    QStackedWidget *m_stack;
    EmergencyPage *m_page;
};

} // namespace hufu
