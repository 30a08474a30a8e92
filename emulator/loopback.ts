import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { ConnectionReset } from "./wire-faults.ts";

export interface Loopback {
  readonly origin: string;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 60_000;

/** Answers behind a real socket on 127.0.0.1; port 0 takes a free one. A `ConnectionReset` destroys the socket. */
export async function listenOnLoopback(
  port: number,
  answer: (request: Request) => Promise<Response | undefined>,
): Promise<Loopback> {
  const server = createAdaptorServer({
    fetch: async (request: Request, env: unknown) => {
      try {
        return await answer(request);
      } catch (error) {
        if (error instanceof ConnectionReset && isHttp(env)) env.incoming.socket.destroy();
        return new Response(String(error), { status: 500 });
      }
    },
  });
  // A connection that is closed just as a busy caller uses it again would look like a fault that nobody asked for.
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    close: () =>
      new Promise((resolve, reject) => {
        if ("closeAllConnections" in server) server.closeAllConnections();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
      }),
  };
}

function isHttp(env: unknown): env is HttpBindings {
  return typeof env === "object" && env !== null && "incoming" in env;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error(`not a TCP address: ${address}`);
  return address.port;
}
