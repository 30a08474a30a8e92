import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.ts";
import { ConnectionReset } from "./play-fault.ts";

export interface ServedEmulator {
  readonly emulator: Emulator;
  readonly origin: string;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 60_000;

/** The emulator behind a real socket on 127.0.0.1; port 0 takes a free one. A reset fault destroys the socket. */
export async function serveEmulator(
  options: Omit<EmulatorOptions, "origin"> & { port: number },
): Promise<ServedEmulator> {
  let emulator: Emulator | null = null;
  const server = createAdaptorServer({
    fetch: async (request: Request, env: unknown) => {
      try {
        return await emulator?.app.fetch(request);
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
    server.listen(options.port, "127.0.0.1", () => resolve());
  });
  const origin = `http://127.0.0.1:${portOf(server.address())}`;
  emulator = createEmulator({ ...options, origin });
  return {
    emulator,
    origin,
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
