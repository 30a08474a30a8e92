import * as z from "zod";
import { PRIORITIES, SEVERITIES } from "../core/policy.ts";
import { parseInstant } from "../core/time.ts";
import { wallTime } from "../core/wall-time.ts";
import type { Comment } from "./schema.ts";

/** What the comment says, for us to read again: whatever of a decision has no place of its own on an issue. */
const recordSchema = z.object({
  severity: z.literal(SEVERITIES).nullable(),
  priority: z.literal(PRIORITIES).nullable(),
  due: z.string().nullable(),
  dueDate: z.string().nullable(),
  summary: z.string().nullable(),
  why: z.string().nullable(),
  /** The tags of ours that are no labels, sorted. */
  tags: z.array(z.string()),
  /** The severity that the form said when this was written: an author who changes it means it. */
  form: z.literal(SEVERITIES).nullable(),
});
export type StandingRecord = z.infer<typeof recordSchema>;

export const EMPTY_RECORD: StandingRecord = {
  severity: null,
  priority: null,
  due: null,
  dueDate: null,
  summary: null,
  why: null,
  tags: [],
  form: null,
};

const OPENING = "<!-- tierline ";
const CLOSING = " -->";

/** The comment's whole text: the hidden record, then what people read, which changes only when a decision does. */
export function renderComment(record: StandingRecord, zone: string): string {
  const hidden = JSON.stringify(record).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
  const { summary, due, why } = record;
  const parts = [`${OPENING}${hidden}${CLOSING}`];
  if (summary !== null) parts.push(`**${plain(summary)}**`);
  if (due !== null) parts.push(dueLine(due, zone));
  if (why) parts.push(`<details><summary>Why</summary>\n\n${why.split("\n").map(step).join("\n")}\n\n</details>`);
  return parts.join("\n\n");
}

function dueLine(due: string, zone: string): string {
  const at = parseInstant(due);
  return `First response due: ${at === null ? plain(due) : `${wallTime(at, zone)} (${due.replace("T", " ").replace("Z", " UTC")})`}`;
}

/** A numbered step stays one; everything else in it is text. */
function step(line: string): string {
  const [, number = "", words = line] = /^(\d+\. )(.*)$/.exec(line) ?? [];
  return number + plain(words);
}

/** Text that Markdown takes for text, and that calls nobody: names in it come from mappings and tickets. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>|~#&]/g, "\\$&").replaceAll("@", "@\u2060");

/** The record in a comment's text; `null` when there is none that can be read. */
export function parseRecord(body: string): StandingRecord | null {
  if (!body.startsWith(OPENING)) return null;
  const end = body.indexOf(CLOSING);
  if (end === -1) return null;
  try {
    return recordSchema.safeParse(JSON.parse(body.slice(OPENING.length, end))).data ?? null;
  } catch {
    return null;
  }
}

/** Our comment on an issue, as it was found. */
export interface OwnComment {
  readonly id: string;
  readonly body: string;
  /** What it records, where that can be read. */
  readonly record: StandingRecord | null;
  /** Whether people read what we wrote, once: not if somebody edited it, or an earlier version wrote it otherwise. */
  readonly intact: boolean;
  /** The ids of others that say the same: an answer was lost once. */
  readonly doubles: readonly string[];
}

/** The oldest comment by the App that bears our mark. Somebody else's copy of it is none. */
export function findOwnComment(comments: readonly Comment[], botUserId: string, zone: string): OwnComment | null {
  const own = comments
    .filter(({ user, body }) => user?.id === botUserId && (body ?? "").startsWith(OPENING))
    .sort((one, other) => one.created_at - other.created_at || Number(one.id) - Number(other.id));
  const [first, ...others] = own;
  if (first === undefined) return null;
  const body = (first.body ?? "").replaceAll("\r\n", "\n");
  const record = parseRecord(body);
  const intact = others.length === 0 && record !== null && renderComment(record, zone) === body;
  return { id: first.id, body, record, intact, doubles: others.map(({ id }) => id) };
}
