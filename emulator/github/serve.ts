import { type Loopback, listenOnLoopback } from "../loopback.ts";
import { createGithubEmulator, type GithubEmulator, type GithubEmulatorOptions } from "./emulator.ts";

export interface ServedGithubEmulator {
  readonly emulator: GithubEmulator;
  /** Of the REST API and the pages alike. */
  readonly origin: string;
  close(): Promise<void>;
}

/** The emulator behind a real socket on 127.0.0.1; port 0 takes a free one. A reset fault destroys the socket. */
export async function serveGithubEmulator(
  options: Omit<GithubEmulatorOptions, "apiOrigin" | "webOrigin"> & { readonly port: number },
): Promise<ServedGithubEmulator> {
  let emulator: GithubEmulator | null = null;
  const loopback: Loopback = await listenOnLoopback(options.port, async (request) => emulator?.app.fetch(request));
  const { origin, close } = loopback;
  emulator = createGithubEmulator({ ...options, apiOrigin: origin, webOrigin: origin });
  return { emulator, origin, close };
}
