import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

export interface Listening {
  readonly port: number;
  /** Takes no new requests, answers those under way for at most `graceMs`, then cuts the rest. */
  close(graceMs: number): Promise<void>;
}

const SWEEP_MS = 20;

/**
 * Serves `app`, with the limits that a server without a proxy in front needs: a client that sends slowly, or keeps
 * thousands of headers or connections, is cut off and doesn't keep others waiting.
 * @throws when the port is taken or not allowed
 */
export async function listen(app: Hono, host: string, port: number): Promise<Listening> {
  const server: Server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000, keepAliveTimeout: 5_000 },
    getRequestListener(app.fetch),
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
