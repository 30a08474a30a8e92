import * as z from "zod";
import type { ZendeskClient } from "./client.ts";
import type { CallOutcome } from "./outcome.ts";

/** One page of a list, whatever Zendesk calls the list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly meta?: { readonly has_more: boolean; readonly after_cursor?: string | null | undefined } | null | undefined;
}

export const pageMeta = z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish();

const MOST_PAGES = 50;

/** A whole list, page after page. Zendesk's cursor goes into our own path: an address in an answer is never followed. */
export async function listAll<Item>(
  client: ZendeskClient,
  path: `/api/v2/${string}`,
  answer: z.ZodType<Page<Item>>,
): Promise<CallOutcome<readonly Item[]>> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const after: string = cursor === null ? "" : `&page[after]=${encodeURIComponent(cursor)}`;
    const call = { method: "GET", path: `${path}?page[size]=100${after}`, endpoint: path, answer } as const;
    const outcome: CallOutcome<Page<Item>> = await client.call(call);
    if (outcome.kind !== "ok") return outcome;
    const { meta } = outcome.value;
    items.push(...outcome.value.items);
    const next: string | null = meta?.has_more ? (meta.after_cursor ?? null) : null;
    if (next === null) return { kind: "ok", value: items, date: outcome.date };
    if (next === cursor) break;
    cursor = next;
  }
  return { kind: "unreadable", detail: `the list at ${path} does not end` };
}
