// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDomDocument>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

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
};

QTEST_GUILESS_MAIN(TranslationTest)
#include "TranslationTest.moc"
