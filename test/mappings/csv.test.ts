import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../mappings/csv.ts";

const texts = (text: string) => {
  const csv = readCsv(text);
  return csv.ok ? csv.rows.map((row) => row.map((field) => field.text)) : csv.fault;
};

describe("a CSV text", () => {
  test.each<[name: string, text: string, rows: string[][]]>([
    [
      "plain",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "no line end at the end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "Windows and old Mac line ends",
      "a,b\r\n1,2\r3,4",
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["byte order mark", "\ufeffa,b\n", [["a", "b"]]],
    [
      "blank lines and rows of empty fields",
      "\na,b\n\n,\n  \n1,2\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["empty fields", "a,,\n", [["a", "", ""]]],
    ["an empty last field at the end of the text", "a,", [["a", ""]]],
    ["quotes, commas and line ends inside", '"a ""b"", c","d\ne"\n', [['a "b", c', "d\ne"]]],
    ["nothing", "", []],
  ])("%s", (_, text, rows) => {
    expect(texts(text)).toEqual(rows);
  });

  test("keeps where each field starts, also after a field of several lines", () => {
    const csv = readCsv('\ufeffab,c\r\n"x\r\ny",z\r\n\r\n1,2');
    const places = csv.ok && csv.rows.map((row) => row.map(({ line, column }) => [line, column]));
    expect(places).toEqual([
      [
        [1, 1],
        [1, 4],
      ],
      [
        [2, 1],
        [3, 4],
      ],
      [
        [5, 1],
        [5, 3],
      ],
    ]);
  });

  test.each<[text: string, line: number, column: number, message: RegExp]>([
    ['a,"b\n', 1, 3, /never closed/],
    ['a\nb,x"y\n', 2, 3, /quoted as a whole/],
    ['a\n"b"c\n', 2, 1, /a comma or the end of the line/],
  ])("%j is refused where it stops being CSV", (text, line, column, message) => {
    expect(texts(text)).toMatchObject({ line, column, message: expect.stringMatching(message) });
  });

  test("is read as the reference reader does", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom("", ",", '"', "\n", "\r\n", "é", " x "));
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const written = fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(written, fc.constantFrom("\n", "\r\n"), (rows, lineEnd) => {
        const text = rows
          .map((row) =>
            row.map(([value, quote]) => (quote || /[",\r\n]/.test(value) ? quoted(value) : value)).join(","),
          )
          .join(lineEnd);
        const expected: string[][] = parse(text, { bom: true, relax_column_count: true, record_delimiter: lineEnd });
        expect(texts(text)).toEqual(expected.filter((row) => row.some((value) => value.trim() !== "")));
      }),
      { numRuns: 1000 },
    );
  });

  test("of megabytes, hostile or not, is answered quickly", () => {
    for (const part of ['"', ",", '""', '"a",', "\n", "a,b,c\n", '"\n']) {
      const started = performance.now();
      readCsv(part.repeat(500_000 / part.length));
      expect(performance.now() - started).toBeLessThan(2000);
    }
  });
});
