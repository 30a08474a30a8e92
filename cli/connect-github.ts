import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { err, ok, type Result } from "../src/core/result.ts";
import { connectionLines } from "./connection-lines.ts";
import { withExample } from "./example.ts";
import { ask } from "./operator.ts";
import { connected, registrationOffered } from "./operator-api.ts";
import { type Failure, fail, plain, printJson, printLines, type Terminal } from "./terminal.ts";

interface GithubOptions {
  readonly owner: string;
  readonly personal?: boolean;
  readonly newApp?: boolean;
  readonly appId?: number;
  readonly privateKeyFile?: string;
  readonly webhookSecretFile?: string;
  readonly dryRun?: boolean;
  readonly githubOrigin?: string;
  readonly url?: string;
  readonly json?: boolean;
}

interface AppCredentials {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
}

export function defineGithub(command: Command, terminal: Terminal): void {
  withExample(
    command
      .requiredOption("--owner <name>", "the organization or person whose repositories they are")
      .option("--personal", "the owner is a person's own account, not an organization")
      .option("--new-app", "register another App, though the registration of one was begun")
      .option("--app-id <number>", "an App that you have registered yourself", readAppId)
      .option("--private-key-file <path>", "its private key, as GitHub's download has it")
      .option("--webhook-secret-file <path>", "its webhook secret")
      .option("--dry-run", "look, say what is missing, and change nothing")
      .option("--github-origin <url>", "development only: an emulator on this machine")
      .option("--url <url>", "where the server answers (TIERLINE_URL, else http://127.0.0.1:8787)")
      .option("--json", "print the answer as JSON")
      .addHelpText(
        "after",
        "\nWithout an App it prints an address: open it in a browser in which you are signed in to GitHub as somebody who\n" +
          "may register Apps for the owner, and follow two buttons. Running it again changes nothing that is right.",
      ),
    "tierline connect github --owner acme",
    "tierline connect github --owner acme --app-id 12345 --private-key-file app.pem --webhook-secret-file secret.txt",
  ).action((options: GithubOptions) => connectGithub(options, terminal));
}

async function connectGithub(options: GithubOptions, terminal: Terminal): Promise<void> {
  const credentials = await readCredentials(options);
  if (!credentials.ok) return fail(terminal, credentials.failure);
  const { owner, dryRun = false, githubOrigin: origin, newApp = false } = options;
  if (newApp) return register(options, terminal);
  const body = { owner, credentials: credentials.value, dryRun, origin };
  // Its own options name the account in the body.
  const server = { ...(options.url === undefined ? {} : { url: options.url }) };
  const answer = await ask(terminal, server, { method: "POST", path: "connect", body, answer: connected });
  if (!answer.ok) {
    const { failure } = answer;
    return failure.reason === "no_app" && !dryRun ? register(options, terminal) : fail(terminal, failure);
  }
  if (options.json) return printJson(terminal, answer.value);
  printLines(terminal, connectionLines(answer.value, dryRun, `--owner ${answer.value.account}`));
}

/** The App is registered and installed in a browser; the server connects the account when that comes back. */
async function register(options: GithubOptions, terminal: Terminal): Promise<void> {
  const { owner, personal = false, githubOrigin: origin } = options;
  const server = { ...(options.url === undefined ? {} : { url: options.url }) };
  const answer = await ask(terminal, server, {
    method: "POST",
    path: "github/registration",
    body: { owner, personal, origin },
    answer: registrationOffered,
  });
  if (!answer.ok) return fail(terminal, answer.failure);
  if (options.json) return printJson(terminal, answer.value);
  const { address, until } = answer.value;
  printLines(terminal, [
    plain(`Open this address in a browser that is signed in to GitHub, before ${until}:`),
    "",
    plain(address),
    "",
    plain(`It registers a GitHub App for ${owner}, installs it, and connects the account. It is a secret until then.`),
  ]);
}

/** All of an App's credentials, or none. */
async function readCredentials(options: GithubOptions): Promise<Result<AppCredentials | null, Failure>> {
  const { appId, privateKeyFile, webhookSecretFile } = options;
  if (appId === undefined && privateKeyFile === undefined && webhookSecretFile === undefined) return ok(null);
  if (appId === undefined || privateKeyFile === undefined || webhookSecretFile === undefined) {
    return err(usage("an App of your own takes all three: --app-id, --private-key-file and --webhook-secret-file"));
  }
  const privateKey = await readSecret("--private-key-file", privateKeyFile);
  if (!privateKey.ok) return privateKey;
  const webhookSecret = await readSecret("--webhook-secret-file", webhookSecretFile);
  return webhookSecret.ok
    ? ok({ appId, privateKey: privateKey.value, webhookSecret: webhookSecret.value })
    : webhookSecret;
}

async function readSecret(option: string, path: string): Promise<Result<string, Failure>> {
  try {
    const text = (await readFile(path, "utf8")).trim();
    return text === "" ? err(usage(`${option}: ${path} is empty`)) : ok(text);
  } catch {
    return err(usage(`${option}: ${path} can't be read`));
  }
}

function readAppId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("The App's id is a whole number: it stands in its settings, under General.");
}

const usage = (message: string): Failure => ({ reason: "usage", message, code: 2 });
