import type { OperatorFailure } from "./answers.ts";

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

export const UNAVAILABLE: OperatorFailure = {
  reason: "unavailable",
  message: "The account can't answer or can't store just now: its database is overloaded, full or out of reach.",
  mend: "Try again in half a minute. If it stays so, see what the server's log and /readyz say.",
};
