import type { Command } from "commander";
import { authorWords, placeWords, shortSha } from "../src/core/mapping-place.ts";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { type MappingOwned, type MappingPulled, mappingOwned, mappingPulled } from "./operator-api.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

interface GitOptions extends OperatorOptions {
  readonly repository: string;
  readonly branch?: string;
  readonly folder: string;
}

export function define(command: Command, terminal: Terminal): void {
  // Its own options and those of its commands have the same names.
  operatorOptions(command).enablePositionalOptions();
  withExample(
    command,
    "tierline mapping --subdomain acme",
    "tierline mapping git --repository acme/support-contracts --subdomain acme",
  ).action((options: OperatorOptions) => show(options, terminal));
  const add = (name: string, description: string): Command =>
    operatorOptions(command.command(name).description(description));
  withExample(
    add("git", "Have a repository own the mapping and the policy, and take its newest commit")
      .requiredOption("--repository <name>", "owner/name; the owner's GitHub account has to be connected")
      .option("--branch <name>", "the branch whose files count (default: the repository's default branch)")
      .option("--folder <path>", "where in the repository the files stand", "."),
    "tierline mapping git --repository acme/support-contracts --branch main --subdomain acme",
  ).action((options: GitOptions) => toGit(options, terminal));
  withExample(
    add("files", "Have the mapping files of the server own them"),
    "tierline mapping files --subdomain acme",
  ).action((options: OperatorOptions) => hand("files", options, terminal));
  withExample(
    add("admin", "Have the account's administrators own them"),
    "tierline mapping admin --subdomain acme",
  ).action((options: OperatorOptions) => hand("admin", options, terminal));
  withExample(
    add("pull", "Ask the repository now, without waiting for a push or the next sweep"),
    "tierline mapping pull --subdomain acme",
  ).action((options: OperatorOptions) => pull(options, terminal));
}

async function show(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const query = named(options);
  const answer = await ask(terminal, options, { method: "GET", path: "mapping", query, answer: mappingOwned });
  if (!answer.ok) return fail(terminal, answer.failure);
  owned(answer.value, options, terminal);
}

async function toGit(options: GitOptions, terminal: Terminal): Promise<void> {
  const { repository, branch, folder } = options;
  const body = { ...named(options), repository, folder, ...(branch === undefined ? {} : { branch }) };
  const answer = await ask(terminal, options, { method: "POST", path: "mapping/git", body, answer: mappingOwned });
  if (!answer.ok) return fail(terminal, answer.failure);
  owned(answer.value, options, terminal);
}

async function hand(to: "files" | "admin", options: OperatorOptions, terminal: Terminal): Promise<void> {
  const body = { ...named(options), to };
  const answer = await ask(terminal, options, { method: "POST", path: "mapping/owner", body, answer: mappingOwned });
  if (!answer.ok) return fail(terminal, answer.failure);
  owned(answer.value, options, terminal);
}

async function pull(options: OperatorOptions, terminal: Terminal): Promise<void> {
  const body = named(options);
  const answer = await ask(terminal, options, { method: "POST", path: "mapping/pull", body, answer: mappingPulled });
  if (!answer.ok) return fail(terminal, answer.failure);
  const { pulled, ...status } = answer.value;
  if (options.json) printJson(terminal, answer.value);
  else printLines(terminal, [...pulled.map(pulledLine), ...statusLines(status)].map(plain));
  if (pulled.some(({ outcome }) => outcome === "failed")) terminal.end(1);
  else endBy(status, terminal);
}

function owned(status: MappingOwned, options: OperatorOptions, terminal: Terminal): void {
  if (options.json) printJson(terminal, status);
  else printLines(terminal, statusLines(status).map(plain));
  endBy(status, terminal);
}

/** 1 where the newest commit is not what is in force. */
function endBy({ git, trouble }: MappingOwned, terminal: Terminal): void {
  if (trouble !== null || git?.refused != null) terminal.end(1);
}

const pulledLine = ({ place, commit, outcome, detail }: MappingPulled): string => {
  const at = commit === null ? "" : ` at ${shortSha(commit)}`;
  return `${placeWords(place)}${at}: ${outcome}${detail === "" ? "" : `. ${detail}`}`;
};

function statusLines({ owner, git, trouble }: MappingOwned): readonly string[] {
  if (owner === "files") return ["The mapping files of the server own the mapping and the policy."];
  if (owner === "admin" || git === null) return ["Administrators own the mapping and the policy."];
  const { inForce, refused } = git;
  const lines = [`${placeWords(git)} owns the mapping and the policy.`];
  lines.push(
    inForce === null
      ? "Nothing of it was taken yet: what was in force before is."
      : `In force since ${inForce.at}: ${shortSha(inForce.sha)} by ${authorWords(inForce)}: ${inForce.subject}`,
  );
  if (refused !== null) {
    const more = refused.problemCount - refused.problems.length;
    lines.push(
      `Refused at ${refused.at}: ${shortSha(refused.sha)} by ${authorWords(refused)}: ${refused.subject}`,
      ...refused.problems.map((problem) => `  ${problem}`),
      ...(more > 0 ? [`  … and ${more} more.`] : []),
    );
  }
  if (trouble !== null) lines.push(`It is not followed now: ${trouble}`);
  return lines;
}
