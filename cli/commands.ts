import { OPERATOR_COMMANDS } from "./operator-commands.ts";
import type { Entry } from "./run.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Entry[] = [
  {
    name: "demo",
    summary: "Tierline beside an emulated Zendesk and GitHub, with tickets and issues",
    load: () => import("./demo.ts"),
  },
  { name: "serve", summary: "The server that a helpdesk's webhooks arrive at", load: () => import("./serve.ts") },
  {
    name: "explain",
    summary: "Why a first response is due when it is, step by step",
    load: () => import("./explain.ts"),
  },
  {
    name: "simulate",
    summary: "Decisions for many tickets: NDJSON or CSV in, one JSON line each out",
    load: () => import("./simulate.ts"),
  },
  {
    name: "policy",
    summary: "The support policy: check its files, show and change what is in force",
    load: () => import("./policy.ts"),
  },
  {
    name: "golden",
    summary: "Hold the policy to worked examples of the contract: each row passed or failed",
    load: () => import("./golden.ts"),
  },
  {
    name: "vectors",
    summary: "Run business-time fact files against the calendar engine",
    load: () => import("./check-vectors.ts"),
  },
  ...OPERATOR_COMMANDS,
];
