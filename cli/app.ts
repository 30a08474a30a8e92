import type { Command } from "commander";
import { withExample } from "./example.ts";
import { ask, named, type OperatorOptions, operatorOptions } from "./operator.ts";
import { appSecret } from "./operator-api.ts";
import { fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

interface SecretOptions extends OperatorOptions {
  readonly replace?: boolean;
}

export function define(command: Command, terminal: Terminal): void {
  withExample(command, "tierline app secret --subdomain acme");
  withExample(
    operatorOptions(
      command.command("secret").description("The secret for the installed app's setting app_secret"),
    ).option("--replace", "make a new one: the app asks in vain until it has it"),
    "tierline app secret --subdomain acme",
  ).action((options: SecretOptions) => secret(options, terminal));
}

async function secret(options: SecretOptions, terminal: Terminal): Promise<void> {
  const { replace = false } = options;
  const answer = await ask(terminal, options, {
    method: "POST",
    path: "app/secret",
    body: { ...named(options), replace },
    answer: appSecret,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { account, generation, secret: text } = answer.value;
  printLines(terminal, [
    plain(text),
    "",
    plain(`Generation ${generation}, for ${account}. Put it into the setting app_secret of the app Tierline:`),
    plain(`https://${account}.zendesk.com/admin/apps-integrations/apps/support-apps`),
    ...(replace ? ["The one before it is refused from now on."] : []),
  ]);
}
