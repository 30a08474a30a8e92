import { type Command, Option } from "commander";
import type * as z from "zod";
import { err, ok, type Result } from "../src/core/result.ts";
import { refused } from "./operator-api.ts";
import { readEnvironment } from "./settings.ts";
import { type Failure, plain, type Terminal } from "./terminal.ts";

const DEFAULT_URL = "http://127.0.0.1:8787";
/** Connecting makes a dozen calls on Zendesk; nothing takes longer. */
const DEADLINE_MS = 120_000;

export interface OperatorOptions {
  readonly url?: string;
  readonly subdomain?: string;
  readonly owner?: string;
  readonly json?: boolean;
}

export interface Call<Answer> {
  readonly method: "GET" | "POST";
  /** Below `/operator/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly answer: z.ZodType<Answer>;
}

/** The options that every command for a running server shares. */
export function operatorOptions(command: Command): Command {
  return command
    .option("--subdomain <name>", "the Zendesk account, as in name.zendesk.com; needed when there are several accounts")
    .addOption(
      new Option(
        "--owner <name>",
        "the GitHub account instead: the organization or person whose repositories they are",
      ).conflicts("subdomain"),
    )
    .option("--url <url>", `where the server answers (TIERLINE_URL, else ${DEFAULT_URL})`)
    .option("--json", "print the answer as JSON");
}

/** The account that is meant, as the server takes it. */
export const named = ({ subdomain, owner }: OperatorOptions) => ({ subdomain, owner });

/** The same as it is typed, with a space before it; empty where none was named. */
export function namedAgain({ subdomain, owner }: OperatorOptions): string {
  if (owner !== undefined) return ` --owner ${owner}`;
  return subdomain === undefined ? "" : ` --subdomain ${subdomain}`;
}

/** Asks the running server; every way in which that can go wrong is a failure with words for a person. */
export async function ask<Answer>(
  terminal: Terminal,
  options: OperatorOptions,
  call: Call<Answer>,
): Promise<Result<Answer, Failure>> {
  const answered = await reach(terminal, options, { ...call, path: `operator/${call.path}` });
  if (!answered.ok) return answered;
  const { server, status, text } = answered.value;
  return readAnswer(server, call, status, text);
}

/** What a server answered, unread. */
export interface Reached {
  readonly server: URL;
  readonly status: number;
  readonly text: string;
}

/** Carries one request to the running server, whatever it answers. */
export async function reach(
  terminal: Terminal,
  options: Pick<OperatorOptions, "url">,
  request: Omit<Call<unknown>, "answer">,
): Promise<Result<Reached, Failure>> {
  const environment = await readEnvironment(terminal.environment);
  const server = readServer(options.url ?? environment["TIERLINE_URL"] ?? DEFAULT_URL);
  if (!server.ok) return server;
  const token = environment["TIERLINE_OPERATOR_TOKEN"];
  if (token === undefined) return err(NO_TOKEN);

  const url = new URL(request.path, server.value);
  for (const [name, value] of Object.entries(request.query ?? {})) if (value) url.searchParams.set(name, value);
  try {
    const response = await terminal.fetch(url, {
      method: request.method,
      headers: { authorization: `Bearer ${token}`, accept: "application/json", "content-type": "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    return ok({ server: server.value, status: response.status, text: await response.text() });
  } catch (error) {
    return err(unreachable(server.value, error));
  }
}

function readServer(text: string): Result<URL, Failure> {
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    return err({ reason: "bad_url", message: `${text} is not a URL: write ${DEFAULT_URL}, for one`, code: 2 });
  }
  const url = new URL(text.endsWith("/") ? text : `${text}/`);
  if (url.protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    const message = `${url.origin} would send the operator token in the clear: write https, or go through a tunnel`;
    return err({ reason: "insecure_url", message, code: 2 });
  }
  return ok(url);
}

function readAnswer<Answer>(server: URL, call: Call<Answer>, status: number, text: string): Result<Answer, Failure> {
  if (status < 200 || status >= 300) return err(refusedBy(server, status, text));
  const answer = call.answer.safeParse(readJson(text));
  return answer.success ? ok(answer.data) : err(unexpected(server, status));
}

/** Why it was not done, in the server's words where there are any. */
export function refusedBy(server: URL, status: number, text: string): Failure {
  const refusal = refused.safeParse(readJson(text));
  if (refusal.success) {
    const { reason, message, mend } = refusal.data;
    return { reason, message: plain([sentence(message), mend ?? ""].join(" ").trim()), code: 1 };
  }
  return status === 401 || status === 403 ? wrongToken(server) : unexpected(server, status);
}

export const unexpected = (server: URL, status: number): Failure => ({
  reason: "unexpected_answer",
  message: `${server.origin} answered ${status} with something unexpected: is it a Tierline server of this version?`,
  code: 1,
});

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NO_TOKEN: Failure = {
  reason: "no_token",
  message: "TIERLINE_OPERATOR_TOKEN is not set: put the server's token into the environment or into .env",
  code: 2,
};

const wrongToken = (server: URL): Failure => ({
  reason: "wrong_token",
  message: `${server.origin} refuses the operator token: TIERLINE_OPERATOR_TOKEN must be the one the server was started with`,
  code: 1,
});

function unreachable(server: URL, error: unknown): Failure {
  if (error instanceof Error && error.name === "TimeoutError") {
    const message = `${server.origin} did not answer within ${DEADLINE_MS / 1000} seconds: look at the server's log`;
    return { reason: "timeout", message, code: 1 };
  }
  const message = `no server answers at ${server.origin}: start it with \`npm run tierline -- serve\`, or name another with --url`;
  return { reason: "unreachable", message, code: 1 };
}
