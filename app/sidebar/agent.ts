import * as z from "zod";
import type { Host } from "../host.ts";
import { type Reader, readerOf } from "../i18n/language.ts";

const agentShape = z.object({
  locale: z.string().min(2).nullish().catch(null),
  timeZone: z.object({ ianaName: z.string() }).nullish().catch(null),
});

/** The language and zone of the agent's own profile; what it doesn't say is as the browser has it. */
export async function readAgent(host: Host, browser: Reader): Promise<Reader> {
  const values = await host.get(["currentUser"]).catch(() => new Map<string, unknown>());
  const agent = agentShape.safeParse(values.get("currentUser"));
  if (!agent.success) return browser;
  const zone = agent.data.timeZone?.ianaName;
  return readerOf(agent.data.locale ?? browser.locale, zone !== undefined && isZone(zone) ? zone : browser.zone);
}

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
