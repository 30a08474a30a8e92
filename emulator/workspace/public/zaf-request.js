// @ts-check

/** As long as Zendesk's own requests wait when the app says nothing. Assumption. */
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * `client.request` (zendesk.md §5.4): the account's own paths with the agent's session, anything else by the proxy, or,
 * with `cors: true`, from this page.
 * @param {any} options as the app gave them, jQuery's words
 * @param {number} installationId
 * @returns {Promise<{ done: boolean, args: unknown[] }>} what jQuery's `done` and `fail` are called with
 */
export async function request(options, installationId) {
  try {
    const response = await send(described(options), options, installationId);
    return await settle(response, options);
  } catch (error) {
    const statusText = error instanceof DOMException && error.name === "TimeoutError" ? "timeout" : "error";
    return { done: false, args: [{ readyState: 0, status: 0, statusText, responseText: "" }, statusText, ""] };
  }
}

/** @param {any} options */
function described({ url, type, method, data, headers = {}, contentType, dataType }) {
  const verb = String(method ?? type ?? "GET").toUpperCase();
  const target = new URL(url, location.origin);
  const text = data === undefined || data === null ? null : typeof data === "string" ? data : formOf(data);
  // Not a `Headers`: the proxy is to judge the names as the app wrote them.
  const sent = { ...headers };
  const add = (/** @type {string} */ name, /** @type {string} */ value) => {
    if (!Object.keys(sent).some((known) => known.toLowerCase() === name)) sent[name] = value;
  };
  if (dataType === "json") add("accept", "application/json, text/javascript, */*; q=0.01");
  if (verb === "GET" || verb === "HEAD") {
    if (text !== null) target.search += `${target.search === "" ? "?" : "&"}${text}`;
    return { url: target, verb, headers: sent, body: null };
  }
  if (contentType !== false) add("content-type", contentType ?? "application/x-www-form-urlencoded; charset=UTF-8");
  return { url: target, verb, headers: sent, body: text };
}

/**
 * @param {ReturnType<typeof described>} asked
 * @param {any} options
 * @param {number} installationId
 */
function send({ url, verb, headers, body }, { secure, jwt, cors, timeout }, installationId) {
  const signal = AbortSignal.timeout(timeout ?? DEFAULT_TIMEOUT_MS);
  if (url.origin === location.origin) return fetch(url, { method: verb, headers, body, signal });
  if (cors === true) return fetch(url, { method: verb, headers, body, signal, credentials: "omit" });
  const asked = { installationId, url: unescaped(url), method: verb, headers, body, secure: secure === true, jwt };
  return fetch("/agent/proxy", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
    signal,
  });
}

/**
 * @param {Response} response
 * @param {any} options
 */
async function settle(response, { dataType, httpCompleteResponse }) {
  const responseText = await response.text();
  const isJson = dataType === "json" || (response.headers.get("content-type") ?? "").includes("json");
  const parsed = isJson && dataType !== "text" ? parse(responseText) : undefined;
  const xhr = {
    readyState: 4,
    status: response.status,
    statusText: response.statusText || (response.ok ? "success" : "error"),
    responseText,
    ...(parsed === undefined ? {} : { responseJSON: parsed }),
    responseHeaders: Object.fromEntries(response.headers),
  };
  if (!response.ok) return { done: false, args: [xhr, "error", xhr.statusText] };
  if (httpCompleteResponse === true) return { done: true, args: [xhr, "success", xhr] };
  return { done: true, args: [parsed === undefined ? responseText : parsed, "success", xhr] };
}

/** Placeholders of settings stay readable for the proxy. @param {URL} url */
const unescaped = (url) => url.href.replaceAll("%7B%7B", "{{").replaceAll("%7D%7D", "}}");

/** @param {Record<string, unknown>} data */
const formOf = (data) =>
  new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)])).toString();

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
