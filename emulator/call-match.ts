import * as z from "zod";

/** The calls that a fault rule is for. */
export const callMatch = z.object({
  method: z.string().optional(),
  /** A path with `*` for anything within, e.g. `/api/v2/tickets/*`; all paths without it. */
  path: z.string().optional(),
});

export function matchesCall(match: z.infer<typeof callMatch>, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  return match.path === undefined || glob(match.path).test(path);
}

function glob(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
