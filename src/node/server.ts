import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "../hono.ts";

export interface Listening {
  readonly port: number;
  /** Takes no new requests, answers those under way for at most `graceMs`, then cuts the rest. */
  close(graceMs: number): Promise<void>;
}

const SWEEP_MS = 20;
/** How long an answer may lie about that its reader doesn't take in. */
const STALLED_MS = 10_000;
/** Requests that a client may send on one connection ahead of their answers. Senders of webhooks send one. */
const MOST_AHEAD = 64;

/**
 * Serves `app`, with the limits that a server without a proxy in front needs: a client that sends slowly, reads slowly,
 * or keeps thousands of headers, requests or connections, is cut off and doesn't keep others waiting.
 * @param stalledMs how long a client may leave an answer unread
 * @throws when the port is taken or not allowed
 */
export async function listen(app: Hono, host: string, port: number, stalledMs = STALLED_MS): Promise<Listening> {
  const server: Server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000, keepAliveTimeout: 5_000 },
    cuttingOff(getRequestListener(app.fetch), stalledMs),
  );
  server.maxHeadersCount = 64;
  server.maxConnections = 4_096;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A client that keeps its connection would keep us for seconds after its last answer.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

/** Cuts clients off whom Node itself would wait for without end: who don't read, or ask and ask on one connection. */
function cuttingOff(serve: RequestListener, stalledMs: number): RequestListener {
  const ahead = new WeakMap<Socket, number>();
  return (incoming, outgoing) => {
    const { socket } = incoming;
    const count = (ahead.get(socket) ?? 0) + 1;
    // The rest of what was read with it still comes here; nobody is left to answer.
    if (count > MOST_AHEAD || socket.destroyed) {
      socket.destroy();
      return;
    }
    ahead.set(socket, count);
    outgoing.once("close", () => ahead.set(socket, (ahead.get(socket) ?? 1) - 1));
    // Called when nothing has moved for so long: where nothing waits to be read, the handler is at work.
    outgoing.setTimeout(stalledMs, () => {
      if (socket.writableLength > 0) socket.destroy();
    });
    return serve(incoming, outgoing);
  };
}
