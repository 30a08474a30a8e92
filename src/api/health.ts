import * as z from "zod";
import { mappingInGit } from "./policy.ts";
import { instant, mode, owner } from "./shared.ts";

/** How an account does. */

const finding = z.object({
  level: z.enum(["ok", "warning", "problem"]),
  what: z.string(),
  mend: z.string(),
});

/** What was found when the helpdesk was last asked. */
export const examination = z.object({ at: instant, findings: z.array(finding) });

const parked = z.object({
  id: z.string(),
  kind: z.enum(["ticket", "delivery"]),
  ticketId: z.string().nullable(),
  reason: z.string(),
  detail: z.string(),
  attempts: z.int().nonnegative(),
  since: instant,
});

export const health = z.object({
  account: z.string(),
  now: instant,
  mode,
  canary: z.array(z.string()).describe("The organizations that are written for, in canary."),
  owner,
  git: mappingInGit.nullable().describe("The repository and its commits, where git owns the mapping."),
  policyVersion: z.string(),
  waiting: z.int().nonnegative().describe("Tickets to be looked at."),
  oldestWaitingMs: z.int().nonnegative().nullable().describe("How long the first of them is overdue."),
  openTickets: z.int().nonnegative().describe("Open tickets that are known."),
  parked: z.array(parked).describe("What waits for a person; the first 100."),
  parkedCount: z.int().nonnegative(),
  pause: z.object({ until: instant, reason: z.string(), detail: z.string() }).nullable(),
  lastEventAt: instant.nullable(),
  sweep: z
    .object({
      endedAt: instant.nullable(),
      nextAt: instant,
      trouble: z.string().nullable(),
      missedLastDay: z.int().nonnegative(),
    })
    .nullable(),
  rate: z
    .object({ limit: z.int(), remaining: z.int(), at: instant })
    .nullable()
    .describe("The account's calls a minute, as the helpdesk last said; null when nothing was asked since the start."),
  credentials: z
    .object({
      kind: z.enum(["oauth_client", "api_token"]),
      endsAt: instant.nullable(),
      warning: z.string().nullable(),
    })
    .nullable(),
  webhook: z.object({
    state: z.enum(["delivering", "silent", "unknown"]),
    faults: z.array(z.string()),
    at: instant.nullable(),
  }),
  changes: z.array(z.object({ id: z.string(), note: z.string(), total: z.int(), done: z.int(), paused: z.boolean() })),
  examined: examination.nullable().describe("null until somebody asks: POST health/examine."),
});

export const parkedReplayed = z.object({ replayed: z.int().nonnegative() });

export type Health = z.infer<typeof health>;
export type Examination = z.infer<typeof examination>;
