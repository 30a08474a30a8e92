import { ConnectionReset } from "../play-fault.ts";
import type { ApiFault } from "./faults.ts";
import { secondaryLimit } from "./refusal.ts";
import type { World } from "./world.ts";

/**
 * Plays `fault` on one call. `answer` makes the plain answer, and with it the effect.
 * @throws ConnectionReset for a reset; the reason of `request.signal` when the caller gives up on a timeout.
 */
export async function playFault(
  world: World,
  fault: ApiFault,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  if ("when" in fault && fault.when === "after") await answer(request.clone());
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
    case "timeout":
      return silence(request.signal);
    case "reset":
      throw new ConnectionReset("the emulator broke the connection, as a fault rule asked");
    case "slow":
      await new Promise<void>((resolve) => world.delay(fault.ms, resolve));
      return answer(request);
    case "truncated": {
      const whole = await answer(request);
      const headers = new Headers(whole.headers);
      headers.delete("content-length");
      const bytes = new Uint8Array(await whole.arrayBuffer()).slice(0, fault.bytes);
      return new Response(bytes, { status: whole.status, headers });
    }
  }
}

function silence(signal: AbortSignal): Promise<Response> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}
