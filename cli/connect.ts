import { text } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { err, ok, type Result } from "../src/core/result.ts";
import { defineGithub } from "./connect-github.ts";
import { connectionLines } from "./connection-lines.ts";
import { withExample } from "./example.ts";
import { ask, type OperatorOptions, operatorOptions } from "./operator.ts";
import { connected } from "./operator-api.ts";
import { readEnvironment } from "./settings.ts";
import { type Failure, fail, printJson, printLines, type Terminal } from "./terminal.ts";

interface ConnectOptions extends OperatorOptions {
  readonly clientId?: string;
  readonly apiTokenEmail?: string;
  readonly secretStdin?: boolean;
  readonly dryRun?: boolean;
  readonly zendeskOrigin?: string;
  readonly adminClientId?: string;
}

type Credentials =
  | { readonly kind: "oauth_client"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api_token"; readonly email: string; readonly token: string };

export function define(command: Command, terminal: Terminal): void {
  // Both have options of the same name.
  command.enablePositionalOptions();
  defineGithub(command.command("github").description("Connect an owner's repositories on GitHub instead"), terminal);
  withExample(
    operatorOptions(command)
      .option("--client-id <id>", "the unique identifier of a confidential OAuth client (Admin Center → Apps → APIs)")
      .addOption(
        new Option("--api-token-email <email>", "sign in with an API token of this person instead").conflicts(
          "clientId",
        ),
      )
      .option("--secret-stdin", "read the secret, or the API token, from standard input instead of the environment")
      .option("--admin-client-id <id>", "the OAuth client by which administrators sign in to Tierline's own pages")
      .option("--dry-run", "check the credentials and say what would be created, and create nothing")
      .option("--zendesk-origin <url>", "development only: an emulator on this machine")
      .addHelpText(
        "after",
        "\nThe secret comes from TIERLINE_ZENDESK_CLIENT_SECRET (an API token from TIERLINE_ZENDESK_API_TOKEN) or from\n" +
          "standard input; that of a confidential --admin-client-id from TIERLINE_ZENDESK_ADMIN_CLIENT_SECRET, a public\n" +
          "one has none. Never from the command line, where other users of the machine could read them.\n" +
          "Running it again changes nothing that is already there.",
      ),
    "tierline connect --subdomain acme --client-id tierline --secret-stdin < secret.txt",
    "tierline connect --subdomain acme --client-id tierline --dry-run",
  ).action((options: ConnectOptions) => connect(options, terminal));
}

async function connect(options: ConnectOptions, terminal: Terminal): Promise<void> {
  if (options.owner !== undefined)
    return fail(terminal, usage("--owner is for GitHub: tierline connect github --owner …"));
  if (options.subdomain === undefined)
    return fail(terminal, usage("--subdomain is missing: acme for acme.zendesk.com"));
  const credentials = await readCredentials(options, terminal);
  if (!credentials.ok) return fail(terminal, credentials.failure);
  const { subdomain, dryRun = false, zendeskOrigin } = options;
  const signIn = await readSignIn(options, terminal);
  const answer = await ask(terminal, options, {
    method: "POST",
    path: "connect",
    body: { subdomain, credentials: credentials.value, ...signIn, dryRun, origin: zendeskOrigin },
    answer: connected,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);

  printLines(terminal, connectionLines(answer.value, dryRun, `--subdomain ${subdomain}`));
}

async function readCredentials(options: ConnectOptions, terminal: Terminal): Promise<Result<Credentials, Failure>> {
  const { clientId, apiTokenEmail } = options;
  if (clientId === undefined && apiTokenEmail === undefined) {
    return err(usage("--client-id is missing: the unique identifier of the OAuth client to sign in with"));
  }
  const variable = apiTokenEmail === undefined ? "TIERLINE_ZENDESK_CLIENT_SECRET" : "TIERLINE_ZENDESK_API_TOKEN";
  const secret = options.secretStdin
    ? (await text(terminal.input)).trim()
    : (await readEnvironment(terminal.environment))[variable];
  if (!secret) {
    const where = options.secretStdin ? "standard input was empty" : `${variable} is not set`;
    return err(usage(`no secret: ${where}. Set ${variable}, or pipe it in with --secret-stdin`));
  }
  if (apiTokenEmail !== undefined) return ok({ kind: "api_token", email: apiTokenEmail, token: secret });
  return ok({ kind: "oauth_client", clientId: clientId ?? "", clientSecret: secret });
}

/** Left out, the server keeps the one it knows. */
async function readSignIn({ adminClientId }: ConnectOptions, terminal: Terminal): Promise<object> {
  if (adminClientId === undefined) return {};
  const secret = (await readEnvironment(terminal.environment))["TIERLINE_ZENDESK_ADMIN_CLIENT_SECRET"];
  return { signIn: { clientId: adminClientId, clientSecret: secret || null } };
}

const usage = (message: string): Failure => ({ reason: "usage", message, code: 2 });
