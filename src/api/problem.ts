import * as z from "zod";

/** Every refusal, as problem details (RFC 9457): what is wrong, and what to do about it. */
export const problem = z.object({
  type: z.literal("about:blank"),
  title: z.string().describe("The status in words."),
  status: z.int(),
  detail: z.string().describe("What is wrong, for a person."),
  reason: z.string().describe("The same for a program; never changes its meaning."),
  mend: z.string().describe("What to do about it."),
  problems: z
    .array(
      z.object({
        where: z.string().describe("The field, or the row and column."),
        message: z.string(),
      }),
    )
    .optional()
    .describe("What is wrong with the single fields of what was sent."),
});

export type Problem = z.infer<typeof problem>;
