import type { OperatorFailure } from "./answers.ts";

export const NOT_CONNECTED: OperatorFailure = {
  reason: "not_connected",
  message: "This account is not connected.",
  mend: "Connect it: npm run tierline -- connect --subdomain … --client-id …",
};

export const UNAVAILABLE: OperatorFailure = {
  reason: "unavailable",
  message: "The account can't answer or can't store just now: its database is overloaded, full or out of reach.",
  mend: "Try again in half a minute. If it stays so, see what the server's log and /readyz say.",
};
