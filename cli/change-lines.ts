import type * as z from "zod";
import { changeDetail } from "../src/api/changes.ts";
import { ok, type Result } from "../src/core/result.ts";
import { askApi } from "./api.ts";
import { namedAgain, type OperatorOptions } from "./operator.ts";
import { table } from "./table.ts";
import { type Failure, fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

type Detail = z.infer<typeof changeDetail>;

export interface ProposeOptions extends OperatorOptions {
  readonly apply?: boolean;
}

/** Proposes a change, applies it where that was asked for, and shows what it does. */
export async function propose(terminal: Terminal, options: ProposeOptions, change: object): Promise<void> {
  const call = { method: "POST", path: "changes", body: change, answer: changeDetail } as const;
  const proposed = await askApi(terminal, options, call);
  if (!proposed.ok) return fail(terminal, proposed.failure);
  return finish(terminal, options, proposed.value);
}

/** Applies a proposal where that was asked for, and shows it. */
export async function finish(terminal: Terminal, options: ProposeOptions, proposed: Detail): Promise<void> {
  const outcome: Result<Detail, Failure> = options.apply ? await apply(terminal, options, proposed.id) : ok(proposed);
  if (!outcome.ok) return fail(terminal, outcome.failure);
  show(terminal, options, outcome.value);
}

const apply = (terminal: Terminal, options: OperatorOptions, id: string): Promise<Result<Detail, Failure>> =>
  askApi(terminal, options, { method: "POST", path: `changes/${id}/apply`, answer: changeDetail });

export function show(terminal: Terminal, options: OperatorOptions, change: Detail): void {
  if (options.json) printJson(terminal, change);
  else printLines(terminal, changeLines(change, options));
}

function changeLines(change: Detail, options: OperatorOptions): readonly string[] {
  const { id, state, counts, progress, paused, organizations, policy, tickets, note } = change;
  const { weighed, differ, turnLate, rows } = counts;
  const late = turnLate === 0 ? "" : `, and ${turnLate} of them ${turnLate === 1 ? "is" : "are"} late at once`;
  const rowLines = organizations.map(({ before, after }) =>
    before === null
      ? `  + ${after?.name} (${after?.tier})`
      : after === null
        ? `  - ${before.name} (${before.tier})`
        : `  ~ ${after.name}: ${differing(before, after)}`,
  );
  return [
    plain(`Change ${id}: ${state}${paused ? ", paused" : ""}${note === "" ? "" : ` (${note})`}.`),
    `${differ} of ${weighed} open tickets ${differ === 1 ? "is" : "are"} decided otherwise${late}.`,
    ...rowLines.map(plain),
    ...(rows > organizations.length ? [`  … ${rows} rows in all`] : []),
    ...policy.map(({ path, before, after }) => plain(`  ${path.join(".")}: ${words(before)} → ${words(after)}`)),
    ...(tickets.length === 0
      ? []
      : table(
          ["TICKET", "ORGANIZATION", "WAS DUE", "IS DUE", "LATE"],
          tickets
            .slice(0, 20)
            .map(({ ticketId, organization, before, after, turnsLate }) => [
              ...[ticketId, organization ?? "–", before.due ?? "–", after.due ?? "–", turnsLate ? "yes" : ""],
            ]),
        )),
    ...(progress === null ? [] : [`${progress.done} of ${progress.total} tickets are up to date.`]),
    ...(state === "proposed" ? [`To make it: tierline changes apply ${id}${namedAgain(options)}`] : []),
  ];
}

const words = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

function differing(before: object, after: object): string {
  const then = new Map(Object.entries(before));
  return Object.entries(after)
    .filter(([name]) => name !== "etag" && name !== "problems")
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(then.get(name)))
    .map(([name, value]) => `${name} ${words(then.get(name))} → ${words(value)}`)
    .join(", ");
}
