const MOST = 20;

/**
 * Asks as the platform's `fetch` does, which follows redirects: 301 and 302 turn POST into GET, 307 repeats the request.
 * One that leads elsewhere than to `origins` is answered as it is.
 */
export async function following(
  ask: (request: Request) => Promise<Response>,
  request: Request,
  origins: readonly string[],
): Promise<Response> {
  let current = request;
  for (let hops = 0; hops <= MOST; hops += 1) {
    const again = current.clone();
    const response = at(await ask(current), current.url, hops > 0);
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null || request.redirect === "manual") return response;
    if (request.redirect === "error") break;
    const url = new URL(location, current.url);
    if (!origins.includes(url.origin)) return response;
    const becomesGet = response.status === 303 || (response.status < 303 && again.method === "POST");
    const body = becomesGet || again.method === "GET" ? null : await again.arrayBuffer();
    const method = becomesGet ? "GET" : again.method;
    current = new Request(url, { method, headers: again.headers, body, signal: request.signal });
  }
  throw new TypeError("fetch failed", { cause: new Error("redirected too often, or not allowed to") });
}

/** What the platform says of an answer that came from the network. */
function at(response: Response, url: string, redirected: boolean): Response {
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } });
}
