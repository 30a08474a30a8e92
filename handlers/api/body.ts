import type * as z from "zod";
import { assertNever, err, ok, type Result } from "../../src/core/result.ts";
import { readBody } from "../../src/http/body.ts";
import { parseJson } from "../../src/http/json.ts";
import { type Failure, problem } from "./problem.ts";

const SHAPE = { maxDepth: 16, maxKeys: 50_000 };

interface Refused {
  readonly reason: "refused";
  readonly response: Response;
}

/** A request's JSON body as `schema` has it; otherwise the answer that says what is wrong with which field. */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  maxBytes: number,
): Promise<Result<T, Refused>> {
  const body = await readBody(request, maxBytes);
  if (!body.ok) {
    switch (body.failure.reason) {
      case "too_large":
        return refused(problem(413, { ...TOO_LARGE, message: `The body is longer than ${maxBytes} bytes.` }));
      case "encoded":
      case "unsupported_type":
        return refused(problem(415, UNSUPPORTED));
      case "interrupted":
        return refused(problem(400, NOT_JSON));
      default:
        return assertNever(body.failure.reason);
    }
  }
  const json = parseJson(body.value, SHAPE);
  return json.ok ? checked(schema, json.value) : refused(problem(400, NOT_JSON));
}

/** What stands behind `?` in the address, as `schema` has it: of a name that comes twice, the first. */
export function readQuery<T>(request: Request, schema: z.ZodType<T>): Result<T, Refused> {
  const { searchParams } = new URL(request.url);
  const names = new Set(searchParams.keys());
  return checked(schema, Object.fromEntries(Array.from(names, (name) => [name, searchParams.get(name)])));
}

function checked<T>(schema: z.ZodType<T>, value: unknown): Result<T, Refused> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.slice(0, 100).map(({ path, message }) => ({ where: path.join("."), message }));
  return refused(problem(422, INVALID, { problems }));
}

const refused = (response: Response) => err({ reason: "refused" as const, response });

const TOO_LARGE = { reason: "too_large", mend: "Send less at a time." };

const UNSUPPORTED: Failure = {
  reason: "unsupported_type",
  message: "The body is not JSON, or it is compressed.",
  mend: "Send plain JSON with Content-Type: application/json.",
};

const NOT_JSON: Failure = { reason: "not_json", message: "The body can't be read as JSON.", mend: "Send it again." };

const INVALID: Failure = {
  reason: "invalid",
  message: "Something in the request is missing or wrong.",
  mend: "Correct the fields named under problems.",
};
