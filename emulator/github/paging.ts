import type { ApiContext } from "./api.ts";
import type { World } from "./world.ts";

/**
 * One page of a list, and the `Link` header that names the others:
 * https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api (30 a page, at most 100).
 */
export function page<T>(c: ApiContext, world: World, records: readonly T[]): T[] {
  const size = perPage(c);
  const last = Math.max(1, Math.ceil(records.length / size));
  const number = Math.max(1, Math.floor(Number(c.req.query("page")) || 1));
  const links = [
    ...(number > 1 ? [link(c, world, "prev", { page: number - 1 })] : []),
    ...(number < last ? [link(c, world, "next", { page: number + 1 }), link(c, world, "last", { page: last })] : []),
    ...(number > 1 ? [link(c, world, "first", { page: 1 })] : []),
  ];
  if (links.length > 0) c.header("link", links.join(", "));
  return records.slice((number - 1) * size, number * size);
}

/** The same by cursor: `before` and `after`, or the one `cursor` of the deliveries. A cursor names a record's id. */
export function pageByCursor<T extends { readonly id: number }>(
  c: ApiContext,
  world: World,
  records: readonly T[],
  parameter: "after" | "cursor",
): T[] {
  const cursor = c.req.query(parameter);
  const at = cursor === undefined ? 0 : records.findIndex((record) => cursorOf(record) === cursor) + 1;
  const shown = records.slice(at, at + perPage(c));
  const lastShown = shown.at(-1);
  if (lastShown !== undefined && at + shown.length < records.length)
    c.header("link", link(c, world, "next", { [parameter]: cursorOf(lastShown) }));
  return shown;
}

function cursorOf({ id }: { readonly id: number }): string {
  return Buffer.from(`v1:${id}`).toString("base64url");
}

function perPage(c: ApiContext): number {
  return Math.min(100, Math.max(1, Math.floor(Number(c.req.query("per_page")) || 30)));
}

function link(c: ApiContext, world: World, rel: string, change: Record<string, string | number>): string {
  const url = new URL(c.req.url);
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, String(value));
  return `<${world.apiOrigin}${url.pathname}${url.search}>; rel="${rel}"`;
}
