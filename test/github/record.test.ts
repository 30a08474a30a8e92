import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOwnComment, parseRecord, renderComment, type StandingRecord } from "../../src/github/record.ts";
import { aComment, BOT } from "./given.ts";

const RECORD: StandingRecord = {
  severity: 2,
  priority: "high",
  due: "2026-12-24T16:30:00Z",
  dueDate: "2026-12-24",
  summary: "Enterprise · Sev 2 Major · first response by Thu 24 Dec 2026 16:30 GMT (12 business hours)",
  why: "1. Enterprise support: by its contract.\n2. Severity 2 (Major).",
  tags: ["sla_in_hours"],
  form: 2,
};
const rendered = (changes: Partial<StandingRecord> = {}, zone = "Etc/GMT") =>
  renderComment({ ...RECORD, ...changes }, zone);

describe("our comment", () => {
  test("says what is due when, in the policy's zone and in UTC, and why", () => {
    const visible = rendered({}, "Europe/Berlin").split("-->")[1];
    expect(visible).toBe(
      [
        "",
        "**Enterprise · Sev 2 Major · first response by Thu 24 Dec 2026 16:30 GMT (12 business hours)**",
        "First response due: Thu 24 Dec 2026 17:30 GMT+1 (2026-12-24 16:30:00 UTC)",
        "<details><summary>Why</summary>\n\n1. Enterprise support: by its contract.\n2. Severity 2 (Major).\n\n</details>",
      ].join("\n\n"),
    );
  });

  test("is read again as it was written, whatever it says", () => {
    const text = fc.option(fc.string({ unit: "grapheme" }), { nil: null });
    const record = fc.record({ summary: text, why: text, due: text, dueDate: text, tags: fc.array(fc.string()) });
    fc.assert(
      fc.property(record, (changes) => {
        expect(parseRecord(rendered(changes))).toEqual({ ...RECORD, ...changes });
      }),
    );
  });

  test("keeps its record hidden, whatever is in it", () => {
    const [comment] = rendered({ summary: "--> <b>out</b>", tags: ["-->"] }).split(" -->\n");
    expect(comment?.slice(4)).not.toMatch(/[<>]/);
  });

  test("shows names as names: no markup, and nobody is called", () => {
    const visible = rendered({ why: "1. @acme/team of [x](http://y) <img src=z> #12 `a` *b*" }).split("-->")[1];
    expect(visible).toContain("@\u2060acme");
    expect(visible).toContain(String.raw`\[x\](http://y) \<img src=z\> \#12 \`a\` \*b\*`);
  });
});

describe("finding our comment", () => {
  const own = (id: number, body: string, created_at = "2026-11-22T10:00:00Z") =>
    aComment({ id, body, user: BOT, created_at });
  const find = (...comments: readonly ReturnType<typeof own>[]) => findOwnComment(comments, "900", "Etc/GMT");

  test("takes the App's own with the record in it", () => {
    expect(find(aComment(), own(7, rendered()))).toMatchObject({ id: "7", record: RECORD, intact: true, doubles: [] });
  });

  test.each([
    ["nobody's", []],
    ["somebody else's copy", [aComment({ body: rendered() })]],
    ["a quotation of the App's", [own(7, `> ${rendered()}`)]],
    ["the App's without a record", [own(7, "Hello")]],
    ["a deleted user's", [aComment({ body: rendered(), user: null })]],
  ])("passes over %s", (_, comments) => {
    expect(find(...comments)).toBeNull();
  });

  test.each([
    ["the visible text was edited", rendered().replace("12 business", "99 business")],
    ["something was added", `${rendered()}\n\nps.`],
    ["the policy's zone is another now", rendered({}, "Asia/Tokyo")],
    ["the record can't be read", rendered().replace('"severity":2', '"severity":7')],
    ["the record never ends", "<!-- tierline {"],
  ])("tells that it isn't intact: %s", (_, body) => {
    expect(find(own(7, body))).toMatchObject({ id: "7", intact: false });
  });

  test("an edit on GitHub's pages that changed the line ends only leaves it intact", () => {
    expect(find(own(7, rendered().replaceAll("\n", "\r\n")))).toMatchObject({ intact: true });
  });

  test("of several the oldest counts, and the others are doubles", () => {
    const found = find(own(9, rendered(), "2026-11-22T11:00:00Z"), own(12, rendered()), own(11, rendered()));
    expect(found).toMatchObject({ id: "11", doubles: ["12", "9"], intact: false });
  });
});
