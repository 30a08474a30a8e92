import * as z from "zod";

/** Whether the call took effect: after `before` nothing happened, after `after` everything did and only the answer is lost. */
export const when = z.enum(["before", "after"]).default("before");

/** What can go wrong between any client and any server. */
export const wireFaults = [
  /** Nothing is ever answered; the caller has to give up. */
  z.object({ kind: z.literal("timeout"), when }),
  /** The connection breaks. */
  z.object({ kind: z.literal("reset"), when }),
  /** The answer comes late. */
  z.object({ kind: z.literal("slow"), ms: z.number().int().positive() }),
  /** The first `bytes` of the answer, then its end. */
  z.object({ kind: z.literal("truncated"), bytes: z.number().int().min(0) }),
] as const;
export type WireFault = z.infer<(typeof wireFaults)[number]>;

/** The connection is to be broken: a server destroys its socket, an in-process caller sees its fetch fail. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";
}

export type Answer = (request: Request) => Promise<Response>;

/** What plays a fault on one call; `answer` makes the plain answer, and with it the effect. */
export type PlayFault<Fault> = (fault: Fault, request: Request, answer: Answer) => Promise<Response>;

/** @throws ConnectionReset for a reset; the reason of `request.signal` when the caller gives up on a timeout. */
export async function playWireFault(
  delay: (ms: number, run: () => void) => void,
  fault: WireFault,
  request: Request,
  answer: Answer,
): Promise<Response> {
  switch (fault.kind) {
    case "timeout":
      return silence(request.signal);
    case "reset":
      throw new ConnectionReset("the emulator broke the connection, as a fault rule asked");
    case "slow":
      await new Promise<void>((resolve) => delay(fault.ms, resolve));
      return answer(request);
    case "truncated":
      return truncate(await answer(request), fault.bytes);
  }
}

function silence(signal: AbortSignal): Promise<Response> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}

async function truncate(response: Response, bytes: number): Promise<Response> {
  const body = new Uint8Array(await response.arrayBuffer()).slice(0, bytes);
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(body, { status: response.status, headers });
}
