import type { Context, Hono } from "hono";
import type { Calls } from "./calls.ts";
import { type Answer, ConnectionReset, type PlayFault } from "./wire-faults.ts";

/** What can go wrong with an API call, one of which is the next. */
interface NextFault<Fault> {
  next(method: string, path: string): Fault | null;
}

export interface Exchange<Fault> {
  readonly now: () => number;
  readonly calls: Calls;
  readonly faults: NextFault<Fault>;
  readonly play: PlayFault<Fault>;
  /** The plain answer, and with it the effect. */
  readonly answer: Answer;
}

/** Answers one call of an integration, noted down: with the fault that it meets, if any. */
export async function exchange<Fault extends { readonly kind: string; readonly when?: "before" | "after" }>(
  c: Context,
  { now, calls, faults, play, answer }: Exchange<Fault>,
): Promise<Response> {
  const { raw, method, path } = c.req;
  const fault = faults.next(method, path);
  const note = (status: number | null) => calls.add({ at: now(), method, path, status, fault: fault?.kind ?? null });
  try {
    if (fault?.when === "after") await answer(raw.clone());
    const response = await (fault === null ? answer(raw) : play(fault, raw, answer));
    note(response.status);
    const dated = new Response(response.body, response);
    // Clients read the server's time from `Date`.
    dated.headers.set("Date", new Date(now()).toUTCString());
    return dated;
  } catch (error) {
    note(null);
    throw error;
  }
}

/** Asks the app as a client's `fetch` does, which fails where the connection breaks. */
export const inProcess =
  (app: Hono): Answer =>
  async (request) => {
    try {
      return await app.fetch(request);
    } catch (error) {
      throw error instanceof ConnectionReset ? new TypeError("fetch failed", { cause: error }) : error;
    }
  };
