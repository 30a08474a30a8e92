import type { OperatorFailure } from "./account-answers.ts";
import type { ConnectFailure } from "./zendesk/provision.ts";
import type { SecretRefusal } from "./zendesk/signature.ts";

export const NOT_IN_DEVELOPMENT: OperatorFailure = {
  reason: "not_in_development",
  message: "A Zendesk on a loopback address is for development only.",
  mend: "Start the server with TIERLINE_DEVELOPMENT=1, or leave --zendesk-origin out.",
};

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

export function notProvisioned(failure: ConnectFailure): OperatorFailure {
  return { reason: failure.reason, message: failure.message, mend: failure.mend };
}

export function unfitSecret({ reason }: SecretRefusal): OperatorFailure {
  return {
    reason,
    message: `The webhook's signing secret proves nothing about a sender: ${reason.replaceAll("_", " ")}.`,
    mend: "Reset the secret of the webhook Tierline in Admin Center → Webhooks, and connect again.",
  };
}
