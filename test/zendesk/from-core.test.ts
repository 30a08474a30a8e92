import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change, Ticket } from "../../src/core/ticket.ts";
import { parseInstant, parseLocalDate } from "../../src/core/time.ts";
import { marksNote, type SomeChanges, toUpdate } from "../../src/zendesk/from-core.ts";
import { showTicketSchema } from "../../src/zendesk/schema.ts";
import { toTicket } from "../../src/zendesk/to-core.ts";
import { PROVISIONED } from "./given.ts";

const STAMP = parseInstant("2026-11-22T11:59:58Z");
const DUE = parseInstant("2026-11-23T09:00:00Z");
const DATE = parseLocalDate("2026-11-23");

function ticketWith(tags: readonly string[]): Ticket {
  const shown = {
    id: 5158,
    created_at: "2026-11-22T09:00:00Z",
    updated_at: "2026-11-22T11:59:58Z",
    status: "open",
    tags,
  };
  const read = toTicket(showTicketSchema.parse({ ticket: shown }), PROVISIONED);
  if (read.kind !== "ticket") throw new Error(read.kind);
  return read.ticket;
}

function update(changes: SomeChanges, tags: readonly string[] = []) {
  if (STAMP === null) throw new Error("no stamp");
  return toUpdate({ ticket: ticketWith(tags), stamp: STAMP, settled: true, fingerprint: "" }, changes, PROVISIONED)
    .ticket;
}

const SAFE = { safe_update: true, updated_stamp: "2026-11-22T11:59:58Z" };

describe("an update", () => {
  test("holds all changes at once, and only those", () => {
    const everything: SomeChanges = [
      { kind: "set_priority", priority: "urgent" },
      { kind: "set_severity", severity: 1 },
      { kind: "set_due", due: DUE },
      { kind: "set_due_date", date: DATE },
      { kind: "set_summary", text: "Enterprise, severity 1" },
      { kind: "set_task_due", due: DUE },
      { kind: "set_tags", add: ["sla_sev_1"], remove: ["sla_sev_3"] },
      { kind: "set_group", groupId: "81" },
      { kind: "add_note", note: "unmapped", body: "Nobody knows this organization." },
    ];
    expect(update(everything, ["vip", "sla_sev_3", "tierline_severity_3"])).toEqual({
      ...SAFE,
      priority: "urgent",
      custom_fields: [
        { id: 101, value: "tierline_severity_1" },
        { id: 102, value: "2026-11-23T09:00:00Z" },
        { id: 103, value: "2026-11-23" },
        { id: 104, value: "Enterprise, severity 1" },
      ],
      due_at: "2026-11-23T09:00:00Z",
      tags: ["vip", "sla_sev_1", "tierline_severity_1"],
      group_id: 81,
      comment: { public: false, body: "Nobody knows this organization." },
      metadata: { tierline: { note: "unmapped" } },
    });
  });

  test.each<[string, Change, object]>([
    ["a priority", { kind: "set_priority", priority: "low" }, { priority: "low" }],
    ["no due time any more", { kind: "set_due", due: null }, { custom_fields: [{ id: 102, value: null }] }],
    ["no due date any more", { kind: "set_due_date", date: null }, { custom_fields: [{ id: 103, value: null }] }],
    ["no task's due any more", { kind: "set_task_due", due: null }, { due_at: null }],
  ])("of %s is no more than that", (_, change, expected) => {
    expect(update([change])).toEqual({ ...SAFE, ...expected });
  });

  test("is always conditional on the version that was read", () => {
    expect(update([{ kind: "set_priority", priority: "low" }])).toMatchObject(SAFE);
  });

  test("with two notes is one internal comment, marked for both", () => {
    const { comment, metadata } = update([
      { kind: "add_note", note: "unmapped", body: "First." },
      { kind: "add_note", note: "contact_unlisted", body: "Second." },
    ]);
    expect(comment).toEqual({ public: false, body: "First.\n\nSecond." });
    expect(marksNote(metadata, "unmapped")).toBe(true);
    expect(marksNote(metadata, "contact_unlisted")).toBe(true);
    expect(marksNote(metadata, "not_covered")).toBe(false);
  });

  test("of the severity alone leaves the list of tags to Zendesk", () => {
    expect(update([{ kind: "set_severity", severity: 1 }], ["vip"])).not.toHaveProperty("tags");
  });

  test("of tags alone keeps the severity's own tag, so the field keeps its value", () => {
    const { tags } = update([{ kind: "set_tags", add: ["sla_unmapped"], remove: [] }], ["tierline_severity_2"]);
    expect(tags).toEqual(["tierline_severity_2", "sla_unmapped"]);
  });

  test("never loses or adds a tag of anybody else, whatever the tags are", () => {
    const ours = fc.constantFrom("sla_sev_1", "sla_sev_2", "sla_tier_pro", "sla_unmapped");
    const foreign = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `x${text}`);
    const tags = fc.uniqueArray(fc.oneof(ours, foreign));
    fc.assert(
      fc.property(tags, fc.uniqueArray(ours), fc.uniqueArray(ours), (current, add, removable) => {
        const remove = removable.filter((tag) => !add.includes(tag));
        const after = new Set(update([{ kind: "set_tags", add, remove }], current).tags);
        const others = (list: Iterable<string>) => [...list].filter((tag) => tag.startsWith("x")).sort();
        expect(others(after)).toEqual(others(current));
        expect(add.every((tag) => after.has(tag))).toBe(true);
        expect(remove.some((tag) => after.has(tag))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the mark of a note", () => {
  test.each([
    null,
    undefined,
    5,
    "unmapped",
    [],
    {},
    { tierline: null },
    { tierline: { note: 5 } },
    { tierline: { note: ["unmapped"] } },
    { other: { note: "unmapped" } },
  ])("is not seen in %j", (custom) => {
    expect(marksNote(custom, "unmapped")).toBe(false);
  });
});
