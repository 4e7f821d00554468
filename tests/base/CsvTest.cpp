// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Csv.h"

#include <QTest>

using namespace hufu;
using Cells = std::vector<std::string>;

class CsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<Cells>>("records");
        QTest::addColumn<std::vector<int>>("failedLines");
        const auto row = [](const char *name, const char *text, std::vector<Cells> records, std::vector<int> failed = {}) {
            QTest::newRow(name) << QByteArray(text) << records << failed;
        };
        row("nothing", "", {});
        row("one record without a line end", "a,b", {{"a", "b"}});
        row("LF and CRLF", "a,b\nc,d\r\ne,f\r\n", {{"a", "b"}, {"c", "d"}, {"e", "f"}});
        row("a byte order mark is no part of the first cell", "\xEF\xBB\xBF" "a,b\n", {{"a", "b"}});
        row("a delimiter in quotes", "\"a,b\",c\n", {{"a,b", "c"}});
        row("a line break in quotes", "\"a\r\nb\",c\nd,e\n", {{"a\r\nb", "c"}, {"d", "e"}});
        row("a doubled quote", "\"say \"\"hi\"\"\",c\n", {{"say \"hi\"", "c"}});
        row("an empty quoted cell", "\"\",c\n", {{"", "c"}});
        row("text behind a closing quote is kept", "\"a\"b,c\n", {{"ab", "c"}});
        row("a quote inside an unquoted cell is text", "a\"b,c\n", {{"a\"b", "c"}});
        row("empty cells at the end", "a,,\n", {{"a", "", ""}});
        row("empty lines and lines of delimiters only are left out", "a\n\n,,\n \nb\n", {{"a"}, {" "}, {"b"}});
        row("a quote that is never closed costs its line only", "a,b\n\"c,d\ne,f\n", {{"a", "b"}, {"e", "f"}}, {2});
        row("the same in the last line", "a,b\nc,\"d", {{"a", "b"}}, {2});
        row("a lone carriage return belongs to the cell", "a\rb,c\n", {{"a\rb", "c"}});
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::vector<Cells>, records);
        QFETCH(std::vector<int>, failedLines);
        const CsvReading reading = readCsv(std::string_view(text.constData(), std::size_t(text.size())));
        std::vector<Cells> cells;
        for (const CsvRecord &record : reading.records)
            cells.push_back(record.cells);
        QCOMPARE(cells, records);
        std::vector<int> failed;
        for (const CsvFailure &failure : reading.failures)
            failed.push_back(failure.line);
        QCOMPARE(failed, failedLines);
    }

    void countsLinesThroughQuotedBreaks()
    {
        const CsvReading reading = readCsv("a\n\"b\nb\"\n\nc\n");
        QCOMPARE(reading.records.size(), std::size_t(3));
        QCOMPARE(reading.records[1].line, 2);
        QCOMPARE(reading.records[2].line, 5);
    }

    void refusesTooManyCells()
    {
        QCOMPARE(readCsv(std::string(9'999, ',') + "x\na").records.size(), std::size_t(2));
        const CsvReading reading = readCsv(std::string(10'000, ',') + "x\na");
        QCOMPARE(reading.records.size(), std::size_t(1));
        QCOMPARE(reading.failures.size(), std::size_t(1));
        QCOMPARE(reading.failures[0].error.code, ErrorCode::TooLarge);
    }

    void guessesTheDelimiter_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("delimiter");
        QTest::newRow("comma") << QByteArray("a,b,c\n1;2;3;4;5") << ',';
        QTest::newRow("semicolon") << QByteArray("a;b;c\n1,2,3,4,5") << ';';
        QTest::newRow("tab") << QByteArray("a\tb\n") << '\t';
        QTest::newRow("what stands in quotes does not count") << QByteArray("\"a,b,c,d\";b;c\n") << ';';
        QTest::newRow("one column") << QByteArray("a\n") << ',';
    }
    void guessesTheDelimiter()
    {
        QFETCH(QByteArray, text);
        QFETCH(char, delimiter);
        QCOMPARE(guessCsvDelimiter(text.toStdString()), delimiter);
    }

    void writes_data()
    {
        QTest::addColumn<Cells>("cells");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << Cells{"a", "院"} << QByteArray("a,院\r\n");
        QTest::newRow("empty cells") << Cells{"", "", ""} << QByteArray(",,\r\n");
        QTest::newRow("delimiter and quote") << Cells{"a,b", "c\"d"} << QByteArray("\"a,b\",\"c\"\"d\"\r\n");
        QTest::newRow("line break") << Cells{"a\nb"} << QByteArray("\"a\nb\"\r\n");
        QTest::newRow("a formula with =") << Cells{"=1+1"} << QByteArray("'=1+1\r\n");
        QTest::newRow("a formula with +") << Cells{"+1"} << QByteArray("'+1\r\n");
        QTest::newRow("a formula with -") << Cells{"-1"} << QByteArray("'-1\r\n");
        QTest::newRow("a formula with @") << Cells{"@A1"} << QByteArray("'@A1\r\n");
        QTest::newRow("a formula behind a tab") << Cells{"\t=1"} << QByteArray("'\t=1\r\n");
        QTest::newRow("a formula that needs quotes") << Cells{"=HYPERLINK(\"x\",\"y\")"}
                                                     << QByteArray("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n");
        QTest::newRow("a sign inside is harmless") << Cells{"a=b"} << QByteArray("a=b\r\n");
    }
    void writes()
    {
        QFETCH(Cells, cells);
        QFETCH(QByteArray, line);
        QCOMPARE(QByteArray::fromStdString(csvLine(cells)), line);
    }

    void readsWhatItWrote()
    {
        const Cells cells{"a", "b,\"c\"\r\nd", "", "患者;\t", " x "};
        for (const char delimiter : {',', ';', '\t'}) {
            const CsvReading reading = readCsv(std::string(csvByteOrderMark) + csvLine(cells, delimiter), delimiter);
            QVERIFY(reading.failures.empty());
            QCOMPARE(reading.records.size(), std::size_t(1));
            QCOMPARE(reading.records[0].cells, cells);
        }
    }
};

QTEST_APPLESS_MAIN(CsvTest)
#include "CsvTest.moc"
