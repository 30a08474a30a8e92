import * as z from "zod";
import { type Policy, SEVERITIES, type Severity } from "../src/core/policy.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { parseInstant } from "../src/core/time.ts";
import { askedTicket, type Case, tierCalled, tierNames } from "./asked-ticket.ts";
import type { BadLine } from "./line-reader.ts";

const row = z.object({
  id: z.union([z.string().min(1), z.int()], "id: a number, or text for larger ones, is expected"),
  created_at: z.string("created_at: a date and time is expected").transform((text, context) => {
    const at = parseInstant(text.trim());
    if (at !== null) return at;
    const message = `created_at: "${text.slice(0, 40)}" is no date and time with an offset, such as 2026-12-24T16:30:00Z`;
    context.issues.push({ code: "custom", message, input: text });
    return z.NEVER;
  }),
  tier: z.string("tier: a name is expected").nullish(),
  severity: z
    .union([z.string(), z.number()], "severity: 1, 2, 3 or 4 is expected")
    .nullish()
    .transform((value, context): Severity | null => {
      const text = String(value ?? "").trim();
      const severity = SEVERITIES.find((known) => String(known) === text) ?? null;
      if (severity === null && text !== "") {
        const message = `severity: ${text.slice(0, 40)} is none of 1, 2, 3, 4`;
        context.issues.push({ code: "custom", message, input: value });
      }
      return severity;
    }),
});

/** A row `id, created_at, tier, severity`. An empty tier is a customer without contract, an empty severity one not said. */
export function readTicketRow(value: unknown, policy: Policy): Result<Case, BadLine> {
  const parsed = row.safeParse(value);
  if (!parsed.success) {
    return err({ reason: "bad_ticket", message: parsed.error.issues.map(({ message }) => message).join("; ") });
  }
  const { id, created_at, tier, severity } = parsed.data;
  const name = tier?.trim() ?? "";
  const known = name === "" ? null : tierCalled(policy, name);
  if (name !== "" && known === null) {
    const message = `tier: "${name.slice(0, 40)}" is none of ${tierNames(policy)}`;
    return err({ reason: "unknown_tier", message });
  }
  return ok(askedTicket(id, created_at, known?.name ?? null, severity));
}
