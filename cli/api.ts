import type { Command } from "commander";
import type * as z from "zod";
import { problem } from "../src/api/problem.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { type Call, reach, readJson, unexpected, wrongToken } from "./operator.ts";
import { type Failure, plain, type Terminal } from "./terminal.ts";

export interface ApiOptions {
  readonly url?: string;
  readonly subdomain: string;
  readonly json?: boolean;
}

/** What a program may ask of an account, besides what only an operator may. */
export interface ApiCall<Answer> extends Pick<Call<Answer>, "method" | "query" | "body"> {
  /** Below `/api/zendesk/:subdomain/`. */
  readonly path: string;
  readonly answer: z.ZodType<Answer>;
}

/** The options that every command for one account shares. */
export function apiOptions(command: Command): Command {
  return command
    .requiredOption("--subdomain <name>", "the account, as in name.zendesk.com")
    .option("--url <url>", "where the server answers (TIERLINE_URL, else http://127.0.0.1:8787)")
    .option("--json", "print the answer as JSON");
}

/** Asks for something of one account; refusals are failures with words for a person. */
export async function askApi<Answer>(
  terminal: Terminal,
  options: ApiOptions,
  call: ApiCall<Answer>,
): Promise<Result<Answer, Failure>> {
  const text = await askText(terminal, options, call);
  if (!text.ok) return text;
  const answer = call.answer.safeParse(readJson(text.value.text));
  return answer.success ? ok(answer.data) : err(unexpected(text.value.server, text.value.status));
}

/** The same for an answer that isn't JSON. */
export async function askText(
  terminal: Terminal,
  options: ApiOptions,
  { path, ...call }: Omit<ApiCall<unknown>, "answer">,
) {
  const below = `api/zendesk/${encodeURIComponent(options.subdomain)}/${path}`;
  const answered = await reach(terminal, options, { ...call, path: below });
  if (!answered.ok) return answered;
  const { server, status, text } = answered.value;
  if (status >= 200 && status < 300) return answered;
  const refusal = problem.safeParse(readJson(text));
  if (refusal.success) return err(refusedFor(refusal.data));
  return err(status === 401 || status === 403 ? wrongToken(server) : unexpected(server, status));
}

const MOST_PROBLEMS = 20;

function refusedFor({ reason, detail, mend, problems = [] }: z.infer<typeof problem>): Failure {
  const lines = problems.slice(0, MOST_PROBLEMS).map(({ where, message }) => `\n  ${plain(where)}: ${plain(message)}`);
  const rest = problems.length > MOST_PROBLEMS ? `\n  … and ${problems.length - MOST_PROBLEMS} more` : "";
  return { reason, message: plain(`${detail} ${mend}`) + lines.join("") + rest, code: 1 };
}
