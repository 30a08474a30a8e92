import type { Entry } from "./run.ts";

/** What an operator asks of a running server. */
export const OPERATOR_COMMANDS: readonly Entry[] = [
  {
    name: "connect",
    summary: "Connect a Zendesk or GitHub account, in shadow mode",
    load: () => import("./connect.ts"),
  },
  { name: "disconnect", summary: "Take back what connect created", load: () => import("./disconnect.ts") },
  { name: "doctor", summary: "What is wrong, and how to mend it", load: () => import("./doctor.ts") },
  { name: "mode", summary: "Shadow, canary or live; shadow is the kill switch", load: () => import("./mode.ts") },
  {
    name: "backfill",
    summary: "Take in the tickets that were open before the account was connected",
    load: () => import("./backfill.ts"),
  },
  { name: "parked", summary: "Work that waits for a person: list it, replay it", load: () => import("./parked.ts") },
  { name: "decisions", summary: "What was decided for which ticket, and why", load: () => import("./decisions.ts") },
  { name: "org", summary: "The organization mapping: list, set, import, export", load: () => import("./org.ts") },
  {
    name: "mapping",
    summary: "Who owns the mapping: files, administrators, a repository",
    load: () => import("./mapping.ts"),
  },
  {
    name: "changes",
    summary: "Changes of the mapping and the policy: apply, undo",
    load: () => import("./changes.ts"),
  },
  { name: "audit", summary: "Who changed what; whether the trail is whole", load: () => import("./audit.ts") },
  { name: "app", summary: "The Zendesk app: the secret that its setting needs", load: () => import("./app.ts") },
];
