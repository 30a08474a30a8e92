import * as z from "zod";

/** What Zendesk says is wrong with a request, in the forms that its endpoints use. */
export interface ZendeskProblem {
  /** One line for a person. */
  readonly detail: string;
  /** The problems by the field that they are about. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

const problemSchema = z.object({
  error: z
    .union([z.string(), z.object({ title: z.string().optional(), message: z.string().optional() })])
    .optional()
    .catch(undefined),
  description: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  details: z
    .record(z.string(), z.array(z.object({ description: z.string() })).catch([]))
    .optional()
    .catch(undefined),
  errors: z
    .array(z.object({ title: z.string().optional(), detail: z.string().optional() }))
    .optional()
    .catch(undefined),
});

const LONGEST_DETAIL = 300;

/** Reads the body of a refusal; whatever shape it has, something fit to be shown comes out. */
export function readProblem(body: unknown): ZendeskProblem {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return { detail: "no reason given", fields: new Map() };
  const { error, description, message, details = {}, errors = [] } = parsed.data;
  const fields = new Map(Object.entries(details).map(([field, list]) => [field, list.map((one) => one.description)]));
  const said = [
    ...(typeof error === "string" ? [error] : [error?.title, error?.message]),
    ...[...fields].flatMap(([field, problems]) => problems.map((problem) => `${field}: ${problem}`)),
    ...errors.flatMap((one) => [one.title, one.detail]),
    message,
    description,
  ].filter((part) => part !== undefined && part !== "");
  return { detail: oneLine([...new Set(said)].join(" – ")) || "no reason given", fields };
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, LONGEST_DETAIL);
