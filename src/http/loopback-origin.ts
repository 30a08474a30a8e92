import { err, ok, type Result } from "../core/result.ts";

export interface LoopbackRefusal {
  readonly reason: "bad_loopback_origin";
  readonly message: string;
}

const LOOPBACK_ORIGIN = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::[1-9]\d{0,4})?$/;

/** An emulator on this machine to call instead of a helpdesk: the operator's explicit choice, and loopback only. */
export function loopbackOrigin(origin: string): Result<string, LoopbackRefusal> {
  if (LOOPBACK_ORIGIN.test(origin)) return ok(origin);
  const message =
    "A development origin has to be http://127.0.0.1, http://localhost or http://[::1], with a port or none.";
  return err({ reason: "bad_loopback_origin", message });
}
