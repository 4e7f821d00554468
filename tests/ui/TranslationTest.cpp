// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDomDocument>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace {

/// Texts of a translation file, as "context|source|comment", and how many of them nobody has translated.
struct Texts {
    QSet<QString> known;
    QStringList unfinished;
};

Texts read(const QString &path)
{
    Texts texts;
    QFile file(path);
    QDomDocument document;
    if (!file.open(QIODevice::ReadOnly) || !document.setContent(&file))
        return texts;
    const QDomNodeList contexts = document.elementsByTagName("context");
    for (int i = 0; i < contexts.size(); ++i) {
        const QString context = contexts.at(i).firstChildElement("name").text();
        for (QDomElement message = contexts.at(i).firstChildElement("message"); !message.isNull(); message = message.nextSiblingElement("message")) {
            const QString key = context + "|" + message.firstChildElement("source").text() + "|" + message.firstChildElement("comment").text();
            texts.known.insert(key);
            const QDomElement translation = message.firstChildElement("translation");
            if (!translation.attribute("type").isEmpty() || translation.text().trimmed().isEmpty())
                texts.unfinished << key;
        }
    }
    return texts;
}

} // namespace

/// Every text of the program stands in both languages, and no file holds a text that the program no longer says.
class TranslationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsMissingOrUnfinished_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("Chinese") << "hufu_zh_CN.ts";
        QTest::newRow("English plurals") << "hufu_en.ts";
    }
    void nothingIsMissingOrUnfinished()
    {
        QFETCH(QString, name);
        const QString root = qEnvironmentVariable("HUFU_SOURCE");
        const Texts texts = read(root + "/translations/" + name);
        QVERIFY(!texts.known.isEmpty());
        QVERIFY2(texts.unfinished.isEmpty(), qPrintable(texts.unfinished.join('\n')));

        QTemporaryDir fresh;
        for (const char *file : {"hufu_zh_CN.ts", "hufu_en.ts"})
            QVERIFY(QFile::copy(root + "/translations/" + file, fresh.filePath(file)));
        QProcess update;
        update.start(root + "/translations/update", {fresh.path()});
        QVERIFY(update.waitForFinished(120'000));
        QVERIFY2(update.exitCode() == 0, update.readAllStandardError());
        const Texts now = read(fresh.filePath(name));
        QStringList added, gone;
        for (const QString &key : now.known - texts.known)
            added << key;
        for (const QString &key : texts.known - now.known)
            gone << key;
        QVERIFY2(added.isEmpty(), qPrintable("run translations/update, then translate:\n" + added.join('\n')));
        QVERIFY2(gone.isEmpty(), qPrintable("run translations/update, these are no longer said:\n" + gone.join('\n')));
    }

    /// Nothing is printed that has no translation: of all sources of hufuctl, but for lines in both languages.
    void whatHufuctlPrintsIsTranslated()
    {
        const QString folder = qEnvironmentVariable("HUFU_SOURCE") + "/app/ctl/";
        // A sentence, a line, a heading or a warning that begins, or goes on, with plain letters.
        static const QRegularExpression plain[] = {
            QRegularExpression("\\b(?:say|warn|printField)\\(\\s*\""), QRegularExpression("\\bprintLine\\([^\\n]*\"[^\"\\n]*[A-Za-z]{3}"),
            QRegularExpression("\\bprint(?:Table|List)\\([^\\n]*[{,] *\""), QRegularExpression("fprintf\\(stderr, \"[^\"\\n]*[A-Za-z]{4}")};
        static const QRegularExpression punctuation("\"(?:\\\\[a-z]|[^\"A-Za-z\\\\])*\"");
        QStringList faults;
        int files = 0;
        for (const QString &name : QDir(folder).entryList({"*Command*.cpp", "RequestOutput.cpp", "Desk.cpp"})) {
            ++files;
            QFile file(folder + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
                const QString words = QString(line).remove(punctuation);
                const bool both = std::ranges::any_of(line, [](QChar c) { return c.script() == QChar::Script_Han; });
                const bool found = std::ranges::any_of(plain, [&](const QRegularExpression &one) { return words.contains(one); });
                if (found && !both && !line.contains("USBKey "))
                    faults << name + ": " + line.trimmed();
            }
        }
        QVERIFY(files > 20);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TranslationTest)
#include "TranslationTest.moc"
