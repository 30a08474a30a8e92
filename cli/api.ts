import type * as z from "zod";
import { problem } from "../src/api/problem.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { type Call, named, type OperatorOptions, reach, readJson, refusedBy, unexpected } from "./operator.ts";
import { type Failure, plain, type Terminal } from "./terminal.ts";

/** What the API offers of an account, of whichever helpdesk. */
export interface ApiCall<Answer> extends Pick<Call<Answer>, "method" | "query" | "body"> {
  /** As in the API, below an account. */
  readonly path: string;
  readonly answer: z.ZodType<Answer>;
}

/** Asks for something of one account; refusals are failures with words for a person. */
export async function askApi<Answer>(
  terminal: Terminal,
  options: OperatorOptions,
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
  options: OperatorOptions,
  { path, query, ...call }: Omit<ApiCall<unknown>, "answer">,
) {
  const asked = { ...call, path: `operator/account/${path}`, query: { ...query, ...named(options) } };
  const answered = await reach(terminal, options, asked);
  if (!answered.ok) return answered;
  const { server, status, text } = answered.value;
  if (status >= 200 && status < 300) return answered;
  const refusal = problem.safeParse(readJson(text));
  return err(refusal.success ? refusedFor(refusal.data) : refusedBy(server, status, text));
}

const MOST_PROBLEMS = 20;

function refusedFor({ reason, detail, mend, problems = [] }: z.infer<typeof problem>): Failure {
  const lines = problems.slice(0, MOST_PROBLEMS).map(({ where, message }) => `\n  ${plain(where)}: ${plain(message)}`);
  const rest = problems.length > MOST_PROBLEMS ? `\n  … and ${problems.length - MOST_PROBLEMS} more` : "";
  return { reason, message: plain(`${detail} ${mend}`) + lines.join("") + rest, code: 1 };
}
