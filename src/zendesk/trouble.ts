import { assertNever } from "../core/result.ts";
import type { Trouble } from "../desk/helpdesk.ts";
import type { CallFailure } from "./outcome.ts";

/** A failed call in the Desk's words, where none of them is about the ticket. */
export function trouble(failure: CallFailure): Trouble {
  switch (failure.kind) {
    case "unauthorized":
      return { kind: "reauth_required", detail: failure.detail };
    case "forbidden":
    case "throttled":
    case "unavailable":
      return failure;
    case "ambiguous":
    case "unreadable":
    case "unprocessable":
      return { kind: "unavailable", detail: failure.detail };
    case "not_found":
    case "conflict":
      return { kind: "unavailable", detail: `Zendesk answered ${failure.kind}, which this call does not expect` };
    default:
      return assertNever(failure);
  }
}
