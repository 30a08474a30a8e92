import type * as z from "zod";
import type { PageAddress } from "../../page-address.ts";
import { BROKEN, failureOf, OFFLINE, Refusal } from "./failure.ts";

export interface ApiDeps {
  readonly address: Pick<PageAddress, "origin" | "subdomain">;
  readonly fetch: typeof fetch;
  /** The embedded page's token; `null` where a cookie says who asks. */
  readonly token: () => string | null;
  /** Called when the server no longer knows who asks. */
  readonly signedOut: () => void;
}

export interface Send {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly json?: unknown;
}

/** What an administrator may ask of the account. Every answer is parsed; every refusal is thrown as a {@link Refusal}. */
export interface Api {
  ask<Value>(path: string, schema: z.ZodType<Value>, send?: Send): Promise<Value>;
  /** A file to save, e.g. of CSV. */
  download(path: string): Promise<Blob>;
  /** Where nothing is answered. */
  tell(path: string, send: Send): Promise<void>;
  signOut(): Promise<void>;
}

export function createApi({ address: { origin, subdomain }, fetch, token, signedOut }: ApiDeps): Api {
  async function send(path: string, { method = "GET", json }: Send = {}): Promise<Response> {
    const bearer = token();
    const headers = new Headers();
    if (bearer !== null) headers.set("authorization", `Bearer ${bearer}`);
    if (json !== undefined) headers.set("content-type", "application/json");
    const body = json === undefined ? null : JSON.stringify(json);
    const response = await fetch(`${origin}${path}`, { method, headers, body, credentials: "same-origin" }).catch(
      () => null,
    );
    if (response === null) throw new Refusal(OFFLINE);
    if (response.ok) return response;
    if (response.status === 401) signedOut();
    throw new Refusal(failureOf(response.status, await response.json().catch(() => null)));
  }

  async function read<Value>(response: Response, schema: z.ZodType<Value>): Promise<Value> {
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new Refusal(BROKEN);
    return parsed.data;
  }

  const base = `/api/zendesk/${subdomain}`;
  return {
    ask: async (path, schema, options) => read(await send(base + path, options), schema),
    download: async (path) => (await send(base + path)).blob(),
    async tell(path, options) {
      await send(base + path, options);
    },
    async signOut() {
      await send(`/auth/sign-out?subdomain=${subdomain}`, { method: "POST" });
    },
  };
}

/** `?a=1&b=2` of what isn't empty. */
export function queryText(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
