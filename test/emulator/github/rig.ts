import { createHmac, createSign } from "node:crypto";
import * as z from "zod";
import type { AppCredentials } from "../../../emulator/github/account.ts";
import { createGithubEmulator, type GithubEmulatorOptions } from "../../../emulator/github/emulator.ts";
import { defaultSeed } from "../../../emulator/github/seed.ts";
import { Clock, seeded } from "../rig.ts";

const API = "https://api.github.com";
export const HOOK = "https://tierline.test/webhooks/github";
export const AURORA = "openback-support/aurora-games";
export const SDK = "openback-support/openback-sdk";
export const CONTRACTS = "openback-support/support-contracts";

const record = z.record(z.string(), z.unknown());
export type Json = z.infer<typeof record>;

export interface Arrival {
  readonly at: number;
  readonly headers: Headers;
  readonly text: string;
  readonly event: string;
  readonly action: string | null;
  readonly body: Json;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Whatever JSON was answered; `null` for none. */
  readonly json: unknown;
}

export type Rig = ReturnType<typeof createRig>;

/** A GitHub under a clock of its own, whose webhooks arrive here. `installation` calls as the App does. */
export function createRig(options: Partial<GithubEmulatorOptions> = {}) {
  const clock = new Clock();
  const arrivals: Arrival[] = [];
  const reply: { with: (arrival: Arrival) => Response | Promise<Response> } = {
    with: () => new Response(null, { status: 202 }),
  };
  const github = createGithubEmulator({
    now: () => clock.now,
    random: seeded(7),
    delay: clock.delay,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = await request.text();
      const body = record.parse(JSON.parse(text));
      const { headers } = request;
      const action = typeof body["action"] === "string" ? body["action"] : null;
      const arrival = { at: clock.now, headers, text, event: headers.get("x-github-event") ?? "", action, body };
      arrivals.push(arrival);
      return reply.with(arrival);
    },
    ...options,
    seed: { app: defaultSeed.app === null ? null : { ...defaultSeed.app, hookUrl: HOOK }, ...options.seed },
  });
  const app = github.seed.apps[0] ?? noApp();

  const ask = async (credential: string | null, method: string, path: string, body?: unknown): Promise<Answer> => {
    const request = new Request(API + path, {
      method,
      headers: credential === null ? {} : { authorization: `Bearer ${credential}` },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return readAnswer(await github.fetch(request));
  };
  const asApp = (method: string, path: string, body?: unknown) => ask(jwtOf(app, clock.now), method, path, body);
  const issueToken = async (body: Json = {}) =>
    textOf((await asApp("POST", `/app/installations/${app.installationId}/access_tokens`, body)).json, "token");
  let token: string | null = null;

  return {
    github,
    clock,
    arrivals,
    reply,
    app,
    ask,
    asApp,
    issueToken,
    /** As the installation, with one token for the whole rig. */
    call: async (method: string, path: string, body?: unknown) => {
      token ??= await issueToken();
      return ask(token, method, path, body);
    },
    /** As a person, over the REST API. */
    as: (login: string, method: string, path: string, body?: unknown) => ask(`ghp_${login}`, method, path, body),
    /** `event.action` of what arrived so far. */
    told: () => arrivals.map(({ event, action }) => (action === null ? event : `${event}.${action}`)),
  };
}

function noApp(): never {
  throw new Error("the seed has no App");
}

/** As an App makes one: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
export function jwtOf(app: Pick<AppCredentials, "clientId" | "privateKey">, now: number, claims: Json = {}): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const seconds = Math.floor(now / 1000);
  const said = { iss: app.clientId, iat: seconds - 60, exp: seconds + 540, ...claims };
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(said)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(app.privateKey, "base64url")}`;
}

export function signatureOf(secret: string, text: string): string {
  return `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function textOf(json: unknown, key: string): string {
  return z.string().parse(record.parse(json)[key]);
}

export function numberOf(json: unknown, key: string): number {
  return z.number().parse(record.parse(json)[key]);
}

/** One property of each of a list. */
export function each(json: unknown, key: string): unknown[] {
  return z
    .array(record)
    .parse(json)
    .map((one) => one[key]);
}
