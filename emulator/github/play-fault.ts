import { type PlayFault, playWireFault } from "../wire-faults.ts";
import type { ApiFault } from "./faults.ts";
import { secondaryLimit } from "./refusal.ts";
import type { World } from "./world.ts";

/** Plays a fault on one call. @throws what {@link playWireFault} throws */
export const playFault =
  (world: World): PlayFault<ApiFault> =>
  async (fault, request, answer) => {
    switch (fault.kind) {
      case "status":
        return Response.json({ message: "Server Error", status: String(fault.status) }, { status: fault.status });
      case "secondary_limit": {
        const { status, body, headers } = secondaryLimit(fault.status, fault.retryAfter);
        return Response.json(body, { status, headers });
      }
      case "html":
        return new Response("<!DOCTYPE html><html><head><title>Unicorn!</title></head><body>Sorry.</body></html>", {
          status: fault.status,
          headers: { "content-type": "text/html; charset=utf-8" },
        });
      default:
        return playWireFault(world.delay, fault, request, answer);
    }
  };
