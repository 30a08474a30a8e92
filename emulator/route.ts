/** `/api/v2/tickets/12/tags` → `/api/v2/tickets/{id}/tags`. */
export function routeOf(path: string): string {
  return path
    .split("/")
    .map((part) => (isId(part) ? "{id}" : part))
    .join("/");
}

/** A record's number, a webhook's ULID, or a job's hexadecimal id. */
const isId = (part: string): boolean =>
  /^\d+$/.test(part) || /^[0-9A-HJKMNP-TV-Z]{26}$/.test(part) || /^[0-9a-f]{32}$/.test(part);
