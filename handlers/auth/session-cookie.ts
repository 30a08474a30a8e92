/**
 * The session of an administrator at the stand-alone pages. `__Host-` binds it to this very host, and `Strict` to our own
 * pages; each account has its own, so that one browser can be signed in to several.
 */

const nameOf = (subdomain: string): string => `__Host-tierline-${subdomain}`;

export function sessionCookie(request: Request, subdomain: string): string | null {
  return readCookie(request, nameOf(subdomain));
}

export const setSession = (subdomain: string, token: string, maxAgeSeconds: number): string =>
  `${nameOf(subdomain)}=${token}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Strict`;

export const clearSession = (subdomain: string): string => setSession(subdomain, "", 0);

/** The first cookie of this name; `null` when there is none. */
export function readCookie(request: Request, name: string): string | null {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
