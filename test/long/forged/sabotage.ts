import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Patch, withPatches } from "../../sim/bugs/bug.ts";
import { randomFrom } from "../../support/business-questions.ts";
import { forgeInProcess } from "./in-process.ts";
import type { Fault } from "./tally.ts";
import type { Open } from "./target.ts";

/** A mistake in the way in, and what has to be said of it. */
export interface Sabotage {
  readonly name: string;
  readonly patches: readonly Patch[];
  readonly expected: Fault;
}

const one = (name: string, expected: Fault, ...patch: Patch): Sabotage => ({ name, patches: [patch], expected });

/** What no run can see: whether two values are compared in constant time. That is Node's own `timingSafeEqual`. */
export const SABOTAGES: readonly Sabotage[] = [
  one(
    "any signature will do",
    "forged and accepted",
    "zendesk/signature.ts",
    "if (!matches.includes(true))",
    "if (matches.length === 0)",
  ),
  one(
    "signatures never grow old",
    "forged and accepted",
    "zendesk/signature.ts",
    "if (signedAt < now - OLDEST_MS)",
    "if (signedAt < 0 - OLDEST_MS)",
  ),
  one(
    "signatures come from the future",
    "forged and accepted",
    "zendesk/signature.ts",
    "if (signedAt > now + NEWEST_MS)",
    "if (signedAt > 2 * now + NEWEST_MS)",
  ),
  one(
    "a time may be spelled in any way",
    "forged and accepted",
    "zendesk/signature.ts",
    "TIMESTAMP.test(timestamp) ? parseInstant(timestamp) : null",
    "parseInstant(timestamp)",
  ),
  one(
    "what is no time counts as now, so the cut between time and body may be anywhere",
    "forged and accepted",
    "zendesk/signature.ts",
    "TIMESTAMP.test(timestamp) ? parseInstant(timestamp) : null",
    "parseInstant(timestamp) ?? now",
  ),
  one(
    "base64 is read loosely",
    "forged and accepted",
    "zendesk/signature.ts",
    "fromBase64(signature)",
    'new Uint8Array(Buffer.from(signature, "base64"))',
  ),
  one(
    "secrets live for ever",
    "forged and accepted",
    "zendesk/signature.ts",
    "notAfter === null || now <= notAfter",
    "notAfter === null || now > 0",
  ),
  one(
    "only the first byte of the MAC is compared",
    "forged and accepted",
    "node/hashing.ts",
    "timingSafeEqual(mac, right)",
    "mac[0] === right[0]",
  ),
  one(
    "the body is made text before it is verified",
    "forged and accepted",
    "zendesk/signature.ts",
    "key.verify(mac, message)",
    "key.verify(mac, [message[0], new TextEncoder().encode(new TextDecoder().decode(message[1]))])",
  ),
  one(
    "the body is parsed and written again before it is verified",
    "forged and accepted",
    "zendesk/signature.ts",
    "const message = [new TextEncoder().encode(timestamp), body];",
    `const again = () => { try { return JSON.stringify(JSON.parse(new TextDecoder().decode(body))); } catch { return ""; } };
     const message = [new TextEncoder().encode(timestamp), new TextEncoder().encode(again())];`,
  ),
  one(
    "an event may be of any account",
    "forged and accepted",
    "account/zendesk-link.ts",
    "return provisioned.accountId === accountId;",
    "return true;",
  ),
  one(
    "compressed bodies are taken as they are",
    "forged and accepted",
    "http/body.ts",
    'if (encoding !== "" && encoding !== "identity")',
    'if (encoding === "never")',
  ),
  one("a body may have any size", "forged and accepted", "../handlers/zendesk-webhook.ts", "1_048_576", "104_857_600"),
  one(
    "an address is looked up before it is known to be genuine",
    "a Desk asked for that nobody named",
    "desk-id.ts",
    "        return null;\n      genuine.add(text);",
    "        return text;\n      genuine.add(text);",
  ),
  one(
    "a setting is read before the signature is verified",
    "storage used for nothing",
    "account/zendesk-source.ts",
    "    const { keys } = this.#link;",
    "    this.#deps.sql.first(`SELECT value FROM setting`);\n    const { keys } = this.#link;",
  ),
  one(
    "the refusal says why",
    "the refusal tells more than that it is one",
    "../handlers/webhook.ts",
    'return answer(context, "rejected", 401);',
    'context.header("x-reason", received.reason); return answer(context, "rejected", 401);',
  ),
  one(
    "a signature that can't be read is an error",
    "answered 5xx",
    "zendesk/signature.ts",
    "if (mac?.length !== SIGNATURE_BYTES)",
    "if (mac.length !== SIGNATURE_BYTES)",
  ),
  one(
    "the secret before the current one is forgotten at once",
    "genuine and refused",
    "zendesk/signature.ts",
    "if (!matches.includes(true))",
    "if (matches[0] !== true)",
  ),
  one(
    "one delivery in four passes for a duplicate",
    "acknowledged and not stored",
    "desk/desk.ts",
    "if (!recordDelivery(this.sql, entry))",
    "if (/^[0-3]/.test(entry.digest) || !recordDelivery(this.sql, entry))",
  ),
];

const COUNTS = { forged: 6000, genuine: 100, unusable: 10, again: 10 };

/** Sends a few thousand requests to Tierline with the mistake in it. @returns what was said of it, or `null` */
export function rehearse({ patches, expected }: Sabotage, seed: number): Promise<string | null> {
  return withPatches(patches, async (folder) => {
    const { open } = await import(/* @vite-ignore */ pathToFileURL(join(folder, "src/node.ts")).href);
    const { faults } = await forgeInProcess(COUNTS, randomFrom(seed), { open: open as Open });
    const found = faults.get(expected);
    return found === undefined ? null : `${found.count} × ${expected}, the first: ${found.example.slice(0, 60)}`;
  });
}
