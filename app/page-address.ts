/** Where this page stands, as its own address says. */
export interface PageAddress {
  /** Tierline's own address, e.g. `https://sla.example.com`. */
  readonly origin: string;
  readonly subdomain: string;
  /** Within Zendesk's frame; otherwise a page of its own. */
  readonly embedded: boolean;
}

const EMBEDDED = /^\/app\/zendesk\/([a-z0-9-]{1,63})\/(?:sidebar|admin)$/;
const OWN = /^\/admin\/([a-z0-9-]{1,63})$/;

/** @returns `null` where the address names no account, as `/admin` doesn't */
export function readPageAddress({
  origin,
  pathname,
}: {
  readonly origin: string;
  readonly pathname: string;
}): PageAddress | null {
  const embedded = EMBEDDED.exec(pathname)?.[1];
  if (embedded !== undefined) return { origin, subdomain: embedded, embedded: true };
  const own = OWN.exec(pathname)?.[1];
  return own === undefined ? null : { origin, subdomain: own, embedded: false };
}
