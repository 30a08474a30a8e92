import type { Command } from "commander";
import { ownerShown, type PolicyShown, policyShown, policyVersions } from "../src/api/policy.ts";
import { placeWords } from "../src/core/mapping-place.ts";
import { askApi } from "./api.ts";
import { type ProposeOptions, propose } from "./change-lines.ts";
import { withExample } from "./example.ts";
import { type OperatorOptions, operatorOptions } from "./operator.ts";
import { table } from "./table.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

interface SetOptions extends ProposeOptions {
  readonly note?: string;
}

/** What is asked of the policy that a running server decides by. */
export function definePolicyInForce(command: Command, terminal: Terminal): void {
  const add = (name: string, description: string): Command =>
    operatorOptions(command.command(name).description(description));
  const changing = (name: string, description: string): Command =>
    add(name, description).option("--note <words>", "why").option("--apply", "make the change at once");
  withExample(
    add("show", "The policy in force; --json has its document"),
    "tierline policy show --subdomain acme",
  ).action((options: OperatorOptions) => show(options, terminal));
  withExample(
    add("versions", "The policies that were in force, newest first"),
    "tierline policy versions --subdomain acme",
  ).action((options: OperatorOptions) => versions(options, terminal));
  withExample(
    changing("set", "Propose to change a place of the policy, in the contract's words")
      .argument("<path>", "with dots, such as policy.support_levels.growth.initial_response_time.severity_2")
      .argument("<value>", "words as the file has them, or JSON"),
    'tierline policy set policy.support_levels.growth.initial_response_time.severity_2 "1 business day" --subdomain acme',
  ).action((path: string, value: string, options: SetOptions) => {
    const edit = { path: path.split("."), value: jsonOr(value) };
    return propose(terminal, options, { kind: "policy", edits: [edit], note: options.note });
  });
  withExample(
    changing("restore", "Propose a version that was in force before").argument(
      "<number>",
      "of `tierline policy versions`",
    ),
    "tierline policy restore 2 --subdomain acme",
  ).action((number: string, options: SetOptions) =>
    propose(terminal, options, { kind: "restore", version: Number(number), note: options.note }),
  );
  withExample(
    add("own", "Take the mapping and the policy over from the files, or hand them back").argument(
      "<owner>",
      "admin or files",
    ),
    "tierline policy own admin --subdomain acme",
  ).action((owner: string, options: OperatorOptions) => own(owner, options, terminal));
}

/** Text is meant as it stands; only what can't be text is read as JSON. */
function jsonOr(value: string): unknown {
  if (!/^(\[|\{|"|true$|false$|null$|-?\d+(\.\d+)?$)/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

async function show(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const answer = await askApi(terminal, options, { method: "GET", path: "policy", answer: policyShown });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { version, zone, tiers, warnings } = answer.value;
  printLines(terminal, [
    `Owned by ${ownerWords(answer.value)}; content ${version}; zone ${zone}.`,
    plain(`Tiers: ${tiers.map(({ name, title }) => `${title} (${name})`).join(", ")}.`),
    ...warnings.map((warning) => plain(`warning: ${warning}`)),
  ]);
}

function ownerWords({ owner, number, git }: PolicyShown): string {
  if (owner === "files") return "the mapping files";
  return `${git === null ? "administrators" : placeWords(git)}, version ${number}`;
}

async function versions(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const answer = await askApi(terminal, options, { method: "GET", path: "policy/versions", answer: policyVersions });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const rows = answer.value.versions.map(({ number, version, since, author, note, current }) => [
    ...[`${number}${current ? " *" : ""}`, version, since, author, note],
  ]);
  if (rows.length === 0) return printLines(terminal, ["The mapping files have always been in force."]);
  printLines(terminal, table(["NUMBER", "CONTENT", "SINCE", "BY", "NOTE"], rows));
}

async function own(owner: string, options: OperatorOptions, terminal: Terminal): Promise<void> {
  if (owner !== "admin" && owner !== "files") {
    return fail(terminal, { reason: "usage", message: "the owner is admin or files", code: 2 });
  }
  const answer = await askApi(terminal, options, {
    method: "POST",
    path: "owner",
    body: { owner },
    answer: ownerShown,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, [
    owner === "admin"
      ? "Administrators own the mapping and the policy now: the files count no more."
      : "The mapping files own the mapping and the policy again.",
  ]);
}
