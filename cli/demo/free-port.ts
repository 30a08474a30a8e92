import { once } from "node:events";
import { createServer } from "node:net";

/** A port that was free a moment ago: the webhook's address has to be known before the server listens on it. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, "127.0.0.1"), "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
