import type { Command } from "commander";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { examined, type Finding } from "./operator-api.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

const MARKS = { ok: "✓", warning: "!", problem: "✗" } as const satisfies Record<Finding["level"], string>;

export function define(command: Command, terminal: Terminal): void {
  withExample(operatorOptions(command), "tierline doctor --subdomain acme").action((options: OperatorOptions) =>
    doctor(options, terminal),
  );
}

async function doctor(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const answer = await ask(terminal, options, {
    method: "GET",
    path: "doctor",
    query: named(options),
    answer: examined,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  const { findings } = answer.value;
  if (options.json) printJson(terminal, answer.value);
  else printLines(terminal, findings.flatMap(describe));
  if (findings.some(({ level }) => level === "problem")) terminal.end(1);
}

const describe = ({ level, what, mend }: Finding): readonly string[] => [
  `${MARKS[level]} ${plain(what)}`,
  ...(mend ? [`  → ${plain(mend)}`] : []),
];
