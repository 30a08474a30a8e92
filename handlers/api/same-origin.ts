/**
 * Whether a request that a browser adds cookies to comes from a page of ours. Browsers tell (`Sec-Fetch-Site`), and name
 * the page's origin with every request that can change something; one that tells neither is let read, and no more.
 */
export function isSameOrigin(request: Request, publicUrl: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const reads = request.method === "GET";
  if (site !== null && site !== "same-origin" && !(site === "none" && reads)) return false;
  return origin === null ? reads : origin === publicUrl;
}
