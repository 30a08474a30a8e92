import { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.ts";
import { listenOnLoopback } from "./loopback.ts";

export interface ServedEmulator {
  readonly emulator: Emulator;
  readonly origin: string;
  close(): Promise<void>;
}

/** The emulator behind a real socket on 127.0.0.1; port 0 takes a free one. A reset fault destroys the socket. */
export async function serveEmulator(
  options: Omit<EmulatorOptions, "origin"> & { port: number },
): Promise<ServedEmulator> {
  let emulator: Emulator | null = null;
  const { origin, close } = await listenOnLoopback(options.port, async (request) => emulator?.app.fetch(request));
  emulator = createEmulator({ ...options, origin });
  return { emulator, origin, close };
}
