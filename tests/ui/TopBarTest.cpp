// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/Language.h"
#include "models/wording/RoleText.h"
#include "tests/support/Hospital.h"
#include "tests/ui/Widgets.h"
#include "ui/shell/Theme.h"
#include "ui/shell/TopBar.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int narrow = 1044; // what the rail leaves of 1280

bool isWhole(const QLabel *label) { return label->width() >= label->fontMetrics().horizontalAdvance(label->text()); }

} // namespace

/// What the bar over all pages says is not cut in the smallest window; the search button's words give way.
class TopBarTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }

    void nothingIsCut_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<int>("width");
        for (const auto &[language, name] : {std::pair(Language::Choice::English, "English"), std::pair(Language::Choice::Chinese, "Chinese")}) {
            QTest::addRow("%s, the smallest window", name) << int(language) << narrow;
            QTest::addRow("%s, a large screen", name) << int(language) << 1684;
        }
    }
    void nothingIsCut()
    {
        QFETCH(int, language);
        QFETCH(int, width);
        Theme theme(*qApp);
        theme.choose(Theme::Choice::Light);
        Language chosen;
        chosen.choose(static_cast<Language::Choice>(language));
        Hospital hospital;
        VERIFY_OK(hospital.founded);
        TopBar bar;
        bar.setHouse(&hospital.at(Hospital::security));
        bar.resize(width, bar.sizeHint().height());
        bar.show();
        auto *state = child<QLabel>(&bar, "authorityState");
        auto *role = child<QLabel>(&bar, "officerRole");
        auto *search = child<QPushButton>(&bar, "searchEverything");
        QTRY_VERIFY(state->text().contains(u'#')); // the journal's head was read
        QTest::qWait(50);
        QCOMPARE(bar.width(), width);
        for (const QLabel *label : {child<QLabel>(&bar, "houseName"), state, child<QLabel>(&bar, "officerName"), role})
            QVERIFY2(isWhole(label), qPrintable(label->objectName() + u' ' + label->text() + u' ' + QString::number(label->width())));
        QCOMPARE(role->text(), rolesText({Role::SecurityAdmin}));
        QVERIFY(search->width() >= search->sizeHint().width());
        QVERIFY(!search->accessibleName().isEmpty() && search->toolTip().contains(QStringLiteral("Ctrl+K")));
        QVERIFY(width == narrow || search->text().contains(QStringLiteral("Ctrl+K")));
        bar.setHouse(nullptr);
    }

    /// However much somebody is: it costs the button no more words than one role does.
    void manyRolesDoNotTakeTheSearchAway()
    {
        Theme theme(*qApp);
        Language english;
        english.choose(Language::Choice::English);
        Hospital hospital;
        VERIFY_OK(hospital.founded);
        const char *busy = "陈复核";
        VERIFY_OK(hospital.add(busy, "信息科", {Role::SecurityAdmin, Role::DepartmentHead, Role::Custodian, Role::Applicant}));
        const auto shown = [&](TopBar &bar, const char *who) {
            bar.setHouse(&hospital.at(who));
            bar.resize(1240, bar.sizeHint().height());
            bar.show();
            return QTest::qWaitFor([&] { return child<QLabel>(&bar, "authorityState")->text().contains(u'#'); }) && (QTest::qWait(50), true);
        };
        TopBar one, many;
        QVERIFY(shown(one, Hospital::security) && shown(many, busy));
        const QString words = child<QPushButton>(&many, "searchEverything")->text();
        QVERIFY(!words.isEmpty());
        QCOMPARE(words, child<QPushButton>(&one, "searchEverything")->text());
        auto *role = child<QLabel>(&many, "officerRole");
        QVERIFY2(!isWhole(role), qPrintable(role->text()));
        QVERIFY2(role->width() > child<QLabel>(&one, "officerRole")->width() - 2, QByteArray::number(role->width())); // the first of them is there
        QCOMPARE(role->toolTip(), role->text());
        one.setHouse(nullptr);
        many.setHouse(nullptr);
    }
};

QTEST_MAIN(TopBarTest)
#include "TopBarTest.moc"
