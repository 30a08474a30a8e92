import { createHmac } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveEmulator } from "../../../emulator/serve.ts";
import { formatInstant, instant } from "../../../src/core/time.ts";
import { randomFrom } from "../../support/business-questions.ts";
import { Tierline } from "../kill/tierline.ts";

const SUBDOMAIN = "acme";
/** The run is about connections, not about limits of the helpdesk's API. */
const NO_LIMIT = 1_000_000;
/** Connections that the server holds: established, or closed by the other side alone. */
const HELD = new Set(["01", "08"]);

/** A Tierline in a process of its own, connected and live, and what its sender and an onlooker know of it. */
export interface Victim {
  readonly port: number;
  readonly webhookPath: string;
  /** A webhook that it has to take: headers and body, new each time. */
  delivery(): { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** Connections that it holds open now; `null` where the system doesn't tell. */
  connections(): number | null;
  /** Megabytes of memory that it uses now. */
  megabytes(): number | null;
  close(): Promise<void>;
}

export async function openVictim(): Promise<Victim> {
  const folder = mkdtempSync(join(tmpdir(), "tierline-slow-"));
  const zendesk = await serveEmulator({
    port: 0,
    subdomain: SUBDOMAIN,
    now: Date.now,
    random: randomFrom(1),
    fetch,
    rateLimits: { account: NO_LIMIT, ticketUpdates: NO_LIMIT, ticketUpdatesPerUser: NO_LIMIT, ticketLists: NO_LIMIT },
  });
  const { emulator, origin } = zendesk;
  const tierline = await Tierline.in(folder);
  await tierline.start();
  const { identifier, secret } = emulator.seed.client;
  await tierline.command(["connect", "--subdomain", SUBDOMAIN, "--client-id", identifier, "--zendesk-origin", origin], {
    TIERLINE_ZENDESK_CLIENT_SECRET: secret,
  });
  await tierline.command(["mode", "live"]);
  const [webhook] = emulator.state.webhooks.values();
  if (webhook === undefined) throw new Error("connecting made no webhook");
  const { port } = new URL(tierline.url);
  let sent = 0;
  return {
    port: Number(port),
    webhookPath: new URL(webhook.endpoint).pathname,
    delivery() {
      const body = JSON.stringify({
        id: String(++sent),
        type: "zen:event-type:ticket.priority_changed",
        detail: { id: String(5000 + (sent % 7)), updated_at: new Date().toISOString() },
      });
      const timestamp = formatInstant(instant(Math.floor(Date.now() / 1000) * 1000));
      return {
        body,
        headers: {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
          "x-zendesk-webhook-signature": createHmac("sha256", webhook.secret)
            .update(timestamp + body)
            .digest("base64"),
          "x-zendesk-webhook-signature-timestamp": timestamp,
        },
      };
    },
    connections: () => heldBy(Number(port)),
    megabytes: () => residentMegabytes(tierline.pid),
    async close() {
      await tierline.stop();
      await zendesk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Linux tells every connection in a table of hex numbers: local address, remote address, state. */
function heldBy(port: number): number | null {
  if (!existsSync("/proc/net/tcp")) return null;
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = readFileSync("/proc/net/tcp", "utf8").split("\n").slice(1);
  return rows.filter((row) => {
    const [, address = "", , state = ""] = row.trim().split(/\s+/);
    return address.endsWith(local) && HELD.has(state);
  }).length;
}

function residentMegabytes(pid: number | null): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1] ?? Number.NaN) / 1024);
}
