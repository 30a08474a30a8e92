import { SEVERITIES, type Severity } from "../core/policy.ts";
import { severityOption } from "../core/tags.ts";

/** The severity that a value of the "Support severity" drop-down stands for; `null` for an empty or foreign one. */
export const severityOfOption = (value: unknown): Severity | null =>
  SEVERITIES.find((severity) => severityOption(severity) === value) ?? null;
