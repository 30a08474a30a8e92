import { fileURLToPath } from "node:url";
import type { Terms } from "./account/deps.ts";
import { createApp } from "./app.ts";
import type { Duration } from "./core/time.ts";
import type { DeskIds } from "./desk-id.ts";
import type { Hono } from "./hono.ts";
import { deriveKeys } from "./keys.ts";
import { checkMapping, loadGithubSource } from "./late-modules.ts";
import { createLog, type Log } from "./log.ts";
import { reportLook } from "./look-log.ts";
import { Metrics } from "./metrics.ts";
import { FileAccounts } from "./node/accounts.ts";
import type { Clock } from "./node/clock.ts";
import { nodeHashing } from "./node/hashing.ts";
import { filePages } from "./node/pages.ts";
import { type Listening, listen } from "./node/server.ts";
import { reportPull } from "./pull-log.ts";
import type { Settings } from "./settings.ts";
import { reportSweep } from "./sweep-log.ts";

export interface NodeDeps {
  readonly settings: Settings;
  readonly terms: Terms;
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly writeLog: (line: string) => void;
  /** How long a ticket's first event waits for its companions. */
  readonly settle: Duration;
  /** How often to look for tickets whose webhooks were lost; `null`: never. */
  readonly sweepEvery: Duration | null;
  /** See `SourceDeps`. Default: yes. */
  readonly paced?: boolean;
}

/** Tierline in this process: its accounts, and every route to them. */
export interface Opened {
  readonly app: Hono;
  readonly accounts: FileAccounts;
  readonly deskIds: DeskIds;
  readonly log: Log;
  /** Lets looks end, closes the files. */
  close(): Promise<void>;
}

/** The same, answering on a port. */
export interface Running extends Opened {
  readonly port: number;
  /** Answers what is under way, lets looks end, closes the files. */
  close(): Promise<void>;
}

const GRACE_MS = 10_000;
/** Where `npm run app:build` puts the pages. */
const APP_FOLDER = fileURLToPath(new URL("../dist/app", import.meta.url));

/**
 * Opens every account of the data folder, and starts on what waits there. Nothing listens yet.
 * @throws when an account's file can't be opened
 */
export async function open(deps: NodeDeps): Promise<Opened> {
  const { settings, terms, clock } = deps;
  const log = createLog(deps.writeLog, clock.now);
  const metrics = new Metrics();
  const keys = await deriveKeys(settings.secretKey);
  const { deskIds, secretBox } = keys;
  const accounts = await FileAccounts.open(
    settings.dataDir,
    clock,
    {
      random: deps.random,
      fetch: deps.fetch,
      settle: deps.settle,
      sweepEvery: deps.sweepEvery,
      paced: deps.paced ?? true,
      terms,
      checkMapping,
      loadGithubSource,
      onPull: (account, pulled) => reportPull(log, account, pulled),
      secretBox,
      hashing: nodeHashing,
      publicUrl: settings.publicUrl,
      development: settings.development,
      onLook: (account, report) => reportLook(log, metrics, account, report),
      onSweep: (account, report) => reportSweep(log, metrics, account, report),
      onCall: ({ method, endpoint, status }) =>
        metrics.count("tierline_helpdesk_requests_total", { method, endpoint, status: status ?? "none" }),
    },
    deskIds,
  );
  const { operatorToken, development, publicUrl } = settings;
  const pages = filePages(APP_FOLDER);
  const app = createApp({
    accounts,
    keys,
    publicUrl,
    metrics,
    log,
    operatorToken,
    now: clock.now,
    pages,
    development,
  });
  return { app, accounts, deskIds, log, close: () => accounts.close() };
}

/**
 * Starts Tierline on Node.
 * @throws when the port can't be had, or an account's file can't be opened
 */
export async function start(deps: NodeDeps): Promise<Running> {
  const { settings, terms } = deps;
  const opened = await open(deps);
  const { app, accounts, log } = opened;
  let listening: Listening;
  try {
    listening = await listen(app, settings.host, settings.port);
  } catch (error) {
    await opened.close();
    throw error;
  }
  const count = (await accounts.all()).length;
  log("info", "started", { url: settings.publicUrl, policy: terms.policy.version, count });
  return {
    ...opened,
    port: listening.port,
    async close() {
      await listening.close(GRACE_MS);
      await opened.close();
      log("info", "stopped");
    },
  };
}
