// @ts-check

/** An answer of the REST API that says no. */
class Refused extends Error {
  /**
   * @param {number} status
   * @param {any} body
   */
  constructor(status, body) {
    super(reasonIn(body) ?? `The account answered ${status}.`);
    this.status = status;
  }
}

/**
 * One call of Zendesk's REST API with the session of who is signed in.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = await response.json().catch(() => null);
  if (response.ok) return json;
  if (response.status === 401) location.assign(`/agent/sign_in?return_to=${encodeURIComponent(location.pathname)}`);
  throw new Refused(response.status, json);
}

/** @param {string} path */
export const get = (path) => call("GET", path);

/**
 * Every page of a list.
 * @param {string} path
 * @param {string} key
 */
export async function list(path, key) {
  const records = [];
  for (let page = 1; ; page += 1) {
    const answer = await get(`${path}?per_page=100&page=${page}`);
    records.push(...answer[key]);
    if (answer.next_page === null) return records;
  }
}

/**
 * Calls back when a ticket has changed, whoever changed it.
 * @param {(ticketId: number | null) => void} listener `null`: something may have changed while nobody listened
 */
export function listen(listener) {
  const source = new EventSource("/agent/live");
  let opened = false;
  source.addEventListener("ready", () => {
    if (opened) listener(null);
    opened = true;
  });
  source.addEventListener("ticket", (event) => listener(JSON.parse(event.data).id));
}

/** @param {any} body */
function reasonIn(body) {
  const details = Object.values(body?.details ?? {}).flat();
  if (details.length > 0) return details.map((detail) => /** @type {any} */ (detail).description).join(" ");
  return body?.description ?? body?.error?.message ?? (typeof body?.error === "string" ? body.error : undefined);
}
