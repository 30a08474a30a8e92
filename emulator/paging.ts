import type { Context } from "hono";
import type { World } from "./world.ts";

/**
 * One page of a list: by cursor when `page[size]` is given (`meta`, `links`), else by offset (`count`, `next_page`)
 * (zendesk.md §2.4). At most 100 a page.
 */
export function page<T>(
  c: Context,
  world: World,
  key: string,
  records: readonly T[],
  present: (record: T) => object,
): Record<string, unknown> {
  const size = c.req.query("page[size]");
  const url = new URL(c.req.url);
  const here = `${world.origin}${url.pathname}`;
  const link = (changes: Record<string, string>) => {
    const query = new URLSearchParams(url.search);
    for (const [name, value] of Object.entries(changes)) query.set(name, value);
    return `${here}?${query}`;
  };
  if (size !== undefined) {
    const after = c.req.query("page[after]");
    const from = after === undefined ? 0 : Number(atob(after));
    const to = from + clamp(size);
    const more = to < records.length;
    const cursor = btoa(String(to));
    return {
      [key]: records.slice(from, to).map(present),
      meta: { has_more: more, after_cursor: more ? cursor : null, before_cursor: null },
      links: { prev: null, next: more ? link({ "page[after]": cursor }) : null },
    };
  }
  const number = Math.max(1, Number(c.req.query("page") ?? 1));
  const perPage = clamp(c.req.query("per_page") ?? "100");
  const from = (number - 1) * perPage;
  return {
    [key]: records.slice(from, from + perPage).map(present),
    count: records.length,
    next_page: from + perPage < records.length ? link({ page: String(number + 1) }) : null,
    previous_page: number > 1 ? link({ page: String(number - 1) }) : null,
  };
}

function clamp(size: string): number {
  return Math.min(100, Math.max(1, Number(size) || 100));
}
