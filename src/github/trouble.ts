import { assertNever } from "../core/result.ts";
import type { Trouble } from "../desk/helpdesk.ts";
import type { CallFailure } from "./outcome.ts";

/** A failed call in the Desk's words, where none of them is about the ticket. */
export function trouble(failure: CallFailure): Trouble {
  switch (failure.kind) {
    case "unauthorized":
      return { kind: "reauth_required", detail: failure.detail };
    case "throttled":
      return { ...failure, scope: "account" };
    case "forbidden":
    case "unavailable":
      return failure;
    case "ambiguous":
    case "unreadable":
    case "unprocessable":
    case "read_only":
      return { kind: "unavailable", detail: failure.detail };
    case "not_found":
    case "moved":
      return { kind: "unavailable", detail: `GitHub answered ${failure.kind}, which this call does not expect` };
    default:
      return assertNever(failure);
  }
}
