import { expect, onTestFinished, vi } from "vitest";
import type { Files } from "../../emulator/github/commits.ts";
import { type ServedGithubEmulator, serveGithubEmulator } from "../../emulator/github/serve.ts";
import type { CheckRun } from "../../emulator/github/state.ts";
import { type ServedEmulator, serveEmulator } from "../../emulator/serve.ts";
import { githubSeed } from "../support/emulated-github.ts";
import { OPERATOR_TOKEN } from "../support/world.ts";

/** Of the repository that holds the mapping. */
export const CONTRACTS = "acme/contracts";
/** How long anything may take on a machine that has much else to do. */
export const IN_TIME = { timeout: 30_000, interval: 50 };

/** A server with a helpdesk of each kind, over TCP. */
export interface StoryStage {
  readonly zendesk: ServedEmulator;
  readonly github: ServedGithubEmulator;
  /** By Mara, to the repository of the contracts. */
  push(files: Files, branch?: string): { readonly sha: string };
  /** The check run of a commit, once there is one. */
  checkOf(sha: string): Promise<CheckRun>;
  operator(method: string, path: string, body?: object): Promise<unknown>;
}

/** Both helpdesks, connected and written to. */
export async function openStory(url: URL): Promise<StoryStage> {
  // Whatever address the server takes for its own.
  const carry: typeof fetch = (input, init) => fetch(new URL(new URL(String(input)).pathname, url), init);
  const wiring = { port: 0, now: Date.now, random: Math.random, fetch: carry };
  const zendesk = await serveEmulator({ subdomain: "acme", ...wiring });
  onTestFinished(() => zendesk.close());
  const github = await serveGithubEmulator({ ...wiring, seed: githubSeed("acme") });
  onTestFinished(() => github.close());

  const operator: StoryStage["operator"] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(new URL(`/operator${path}`, url), { method, headers, ...sent });
    const text = await response.text();
    expect(response.ok, text).toBe(true);
    return JSON.parse(text);
  };
  const client = { kind: "oauth_client", clientId: "tierline", clientSecret: zendesk.emulator.seed.client.secret };
  const [app] = github.emulator.seed.apps;
  const credentials = { appId: app?.id, privateKey: app?.privateKey, webhookSecret: app?.webhookSecret };
  await operator("POST", "/connect", { subdomain: "acme", credentials: client, origin: zendesk.origin });
  await operator("POST", "/connect", { owner: "acme", credentials, origin: github.origin });
  for (const account of [{ subdomain: "acme" }, { owner: "acme" }])
    await operator("POST", "/mode", { ...account, mode: "live" });

  const [repository] = [...github.emulator.state.repositories.values()].filter(({ name }) => name === "contracts");
  return {
    zendesk,
    github,
    operator,
    push: (files, branch) => github.emulator.as("mara").push(CONTRACTS, { files, branch }),
    checkOf: (sha) =>
      vi.waitFor(() => {
        const check = repository?.checkRuns.find(({ head_sha }) => head_sha === sha);
        if (check?.status !== "completed") throw new Error(`no check run of ${sha}`);
        return check;
      }, IN_TIME),
  };
}

/** A ticket by e-mail, from somebody whom only their domain makes a customer's. */
export async function arrives({ origin, emulator }: ServedEmulator, email: string): Promise<void> {
  const authorization = `Basic ${btoa(`${emulator.seed.agents[0]?.email}/token:${emulator.seed.apiToken}`)}`;
  const ticket = { subject: "Help", comment: { body: "Help" }, requester: { name: "Grace", email } };
  const body = JSON.stringify({ ticket });
  const headers = { authorization, "content-type": "application/json" };
  const response = await fetch(`${origin}/api/v2/tickets`, { method: "POST", headers, body });
  expect(response.ok, await response.text()).toBe(true);
}

/** The only ticket there is. */
export function ticketOf({ emulator }: ServedEmulator): {
  readonly tags: readonly string[];
  readonly priority: string | null;
} {
  const [ticket] = emulator.state.tickets.values();
  if (ticket === undefined) throw new Error("no ticket");
  return ticket.facts;
}
