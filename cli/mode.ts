import { Argument, type Command } from "commander";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { modeSet } from "./operator-api.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

const MODES = ["shadow", "canary", "live"] as const;

export function define(command: Command, terminal: Terminal): void {
  withExample(
    operatorOptions(command)
      .addArgument(new Argument("<mode>", "who gets what was decided written to their tickets").choices(MODES))
      .argument(
        "[organizations...]",
        "with canary: the ids of the organizations to begin with; on GitHub repositories, organizations or logins",
      )
      .addHelpText(
        "after",
        "\nshadow writes to no ticket (and so stops everything at once), canary to those of the named organizations, live to all.",
      ),
    "tierline mode canary 360001 360002 --subdomain acme",
    "tierline mode live --subdomain acme",
    "tierline mode live --owner acme",
  ).action((mode: string, organizations: readonly string[], options: OperatorOptions) =>
    setMode(mode, organizations, options, terminal),
  );
}

async function setMode(
  mode: string,
  organizations: readonly string[],
  options: OperatorOptions,
  terminal: Terminal,
): Promise<void> {
  if ((mode === "canary") !== organizations.length > 0) {
    const message = mode === "canary" ? "canary needs at least one organization id" : `${mode} takes no organizations`;
    return fail(terminal, { reason: "usage", message, code: 2 });
  }
  const answer = await ask(terminal, options, {
    method: "POST",
    path: "mode",
    body: { ...named(options), mode, organizations },
    answer: modeSet,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { queued, ...now } = answer.value;
  const whose = now.organizations.length > 0 ? ` for ${now.organizations.join(", ")}` : "";
  printLines(terminal, [
    plain(`The mode is ${now.mode}${whose}. ${queued} ${queued === 1 ? "ticket" : "tickets"} will be looked at again.`),
  ]);
}
