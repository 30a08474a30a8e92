import type { OperatorFailure } from "./answers.ts";

/** Without the steps that were done before it failed. */
export const operatorFailure = ({ reason, message, mend }: OperatorFailure): OperatorFailure => ({
  reason,
  message,
  mend,
});

export const NOT_CONNECTED: OperatorFailure = {
  reason: "not_connected",
  message: "This account is not connected.",
  mend: "Connect it: npm run tierline -- connect --subdomain … --client-id …",
};

/** A bug of whoever asked: the name of an account says which helpdesk it is of. */
export const ANOTHER_HELPDESK: OperatorFailure = {
  reason: "bad_request",
  message: "This account is one of another helpdesk.",
  mend: "Name a Zendesk account by --subdomain and a GitHub account by --owner.",
};

export const ALREADY_CONNECTED: OperatorFailure = {
  reason: "already_connected",
  message: "This account is connected already.",
  mend: "Disconnect it first; then connect it with another App.",
};

export const NO_SWEEP: OperatorFailure = {
  reason: "no_sweep",
  message: "This server never asks the helpdesk which tickets have changed, so it can't list those that are open.",
  mend: "Start it as `tierline serve` or the Worker does: they ask every five minutes.",
};

export const UNAVAILABLE: OperatorFailure = {
  reason: "unavailable",
  message: "The account can't answer or can't store just now: its database is overloaded, full or out of reach.",
  mend: "Try again in half a minute. If it stays so, see what the server's log and /readyz say.",
};
