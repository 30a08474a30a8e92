import { type Command, Option } from "commander";
import { err, ok, type Result } from "../src/core/result.ts";
import { formatInstant, type Instant, instant, parseInstant, parseLocalDate } from "../src/core/time.ts";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { type Backfilled, backfilled } from "./operator-api.ts";
import { progressLine } from "./progress.ts";
import { type Failure, fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

const DAY_MS = 86_400_000;
const ASK_EVERY_MS = 1000;

interface BackfillOptions extends OperatorOptions {
  readonly days: string;
  readonly since?: string;
  readonly wait: boolean;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(
    operatorOptions(command)
      .addOption(new Option("--days <number>", "go through what has changed within so many days").default("90"))
      .addOption(
        new Option("--since <date>", "or since this date, 2026-08-01, or instant, 2026-08-01T09:00:00Z").conflicts(
          "days",
        ),
      )
      .option("--no-wait", "begin, and leave it going; doctor says how far it is")
      .addHelpText(
        "after",
        "\nEvery ticket that has changed since then and is not solved is looked at as if it had just come: in shadow mode its\n" +
          "decision is recorded, otherwise written. Those that say what is right already cost no write.",
      ),
    "tierline backfill --subdomain acme",
    "tierline backfill --days 365 --no-wait --owner acme",
  ).action((options: BackfillOptions) => backfill(options, terminal));
}

async function backfill(options: BackfillOptions, terminal: Terminal): Promise<void> {
  const since = sinceOf(options, terminal.now());
  if (!since.ok) return fail(terminal, since.failure);
  const body = { ...named(options), since: formatInstant(since.value) };
  let answer = await ask(terminal, options, { method: "POST", path: "backfill", body, answer: backfilled });
  const progress = progressLine(terminal, underWay);
  while (options.wait && answer.ok && !isDone(answer.value)) {
    progress.report(answer.value);
    await terminal.wait(ASK_EVERY_MS);
    answer = await ask(terminal, options, {
      ...({ method: "GET", path: "backfill" } as const),
      ...{ query: named(options), answer: backfilled },
    });
  }
  progress.close();
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, isDone(answer.value) ? done(answer.value) : begun(answer.value));
}

const isDone = ({ backfill, waiting }: Backfilled): boolean =>
  waiting === 0 && (backfill === null || backfill.endedAt !== null);

function sinceOf({ days, since }: BackfillOptions, now: Instant): Result<Instant, Failure> {
  if (since === undefined) {
    const count = Number(days);
    if (Number.isInteger(count) && count > 0 && count <= 3660) return ok(instant(now - count * DAY_MS));
    return err(usage(`--days ${days}: write a whole number of days, 90 for one`));
  }
  const from = parseInstant(parseLocalDate(since) === null ? since : `${since}T00:00:00Z`);
  if (from === null)
    return err(usage(`--since ${since}: write a date like 2026-08-01 or an instant like 2026-08-01T09:00:00Z`));
  return from < now ? ok(from) : err(usage(`--since ${since} is not in the past`));
}

const usage = (message: string): Failure => ({ reason: "usage", message, code: 2 });

const count = (number: number): string => `${number.toLocaleString("en")} ${number === 1 ? "ticket" : "tickets"}`;

function underWay({ backfill, waiting, trouble }: Backfilled): string {
  const listed = `${count(backfill?.listed ?? 0)} listed, ${waiting.toLocaleString("en")} waiting for a look`;
  return trouble === null ? listed : `${listed}; held up: ${plain(trouble)}`;
}

function begun(standing: Backfilled): readonly string[] {
  const since = standing.backfill?.since ?? "";
  return [
    `Going through what has changed since ${since}: ${underWay(standing)}.`,
    "It goes on by itself; doctor says how far it is.",
  ];
}

function done({ backfill, mode }: Backfilled): readonly string[] {
  if (backfill === null) return ["Nothing was gone through."];
  const { listed, found, since } = backfill;
  return [
    `${count(listed)} changed since ${since}; ${found.toLocaleString("en")} of them had to be looked at, and were.`,
    ...(mode === "live"
      ? []
      : [
          `The mode is ${mode}: ${mode === "shadow" ? "nothing was written" : "only the canary's were written"}. See: tierline decisions`,
        ]),
  ];
}
