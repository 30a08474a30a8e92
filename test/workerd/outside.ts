import * as z from "zod";
import { createEmulator } from "../../emulator/emulator.ts";

/** Where the world outside answers, as the Worker and its tests see it. */
export const ZENDESK = "http://127.0.0.1:8788";
/** Gives the webhooks that Zendesk has sent since the last time, for the test to carry to the Worker. */
export const OUTBOX = "http://outbox.test/";

/** Sets Zendesk's clock forward by as many milliseconds as the body says. */
export const CLOCK = "http://clock.test/";

/** A webhook on its way. */
export const postedShape = z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() });
export type Posted = z.infer<typeof postedShape>;

/** Everything that a request from inside workerd can reach: an emulated Zendesk, in Node. Nothing leaves the machine. */
export function outsideWorld(): (request: Request) => Promise<Response> {
  let posted: Posted[] = [];
  let ahead = 0;
  const emulator = createEmulator({
    subdomain: "acme",
    origin: ZENDESK,
    now: () => Date.now() + ahead,
    random: Math.random,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { url, headers } = request;
      posted.push({ url, headers: Object.fromEntries(headers), body: await request.text() });
      return new Response("ok");
    },
  });
  return async (request) => {
    if (request.url.startsWith(ZENDESK)) return emulator.fetch(request);
    if (request.url === CLOCK) {
      ahead += Number(await request.text());
      return new Response("ok");
    }
    if (request.url !== OUTBOX) return new Response(`nobody answers at ${request.url}`, { status: 599 });
    await emulator.idle();
    const waiting = posted;
    posted = [];
    return Response.json(waiting);
  };
}
