// @ts-check
import { h, icon } from "./dom.js";
import { request } from "./zaf-request.js";

/**
 * What an app may ask of where it is. Each answers `UNKNOWN` for a path that is not its own.
 * @typedef {object} AppApi
 * @property {(path: string) => unknown} get
 * @property {(path: string, value: any) => unknown} set
 * @property {(path: string, args: any[]) => unknown} invoke
 */

export const UNKNOWN = Symbol("unknown");

/** How long a hook (`ticket.save`) may take, as long as the SDK itself waits for an answer. */
const HOOK_LIMIT_MS = 5000;

/** Every frame that is open, for messages that go to all instances of an app. @type {Set<AppFrame>} */
const frames = new Set();

/**
 * The host's side of Zendesk's app framework, for one app in one place. The messages are those that
 * `zendesk_app_framework_sdk` 2.0 sends and reads (its lib/client.js): JSON texts by `postMessage`, between this
 * page's origin and the app's.
 */
export class AppFrame {
  guid = crypto.randomUUID();
  element;
  #frame;
  #origin;
  #installation;
  #location;
  #apis;
  #subscribed = new Set();
  /** @type {Map<string, (error: string | null) => void>} */
  #hooks = new Map();
  #registered = false;

  /**
   * @param {object} options
   * @param {any} options.installation
   * @param {"ticket_sidebar" | "new_ticket_sidebar" | "nav_bar"} options.location
   * @param {AppApi[]} options.apis asked in this order
   * @param {string} options.subdomain
   * @param {string} options.colorScheme
   * @param {Record<string, unknown>} [options.more] of the context: the ticket's id
   */
  constructor({ installation, location: place, apis, subdomain, colorScheme, more = {} }) {
    this.#installation = installation;
    this.#location = place;
    this.#apis = [this.#ownApi(), ...apis];
    this.context = { instanceGuid: this.guid, product: "support", account: { subdomain }, location: place, ...more };
    const url = new URL(installation.locations[place].url);
    this.#origin = url.origin;
    // zendesk.md §5.6 and the SDK's index.js: how an app learns whom to talk to.
    url.searchParams.set("origin", location.origin);
    url.searchParams.set("app_guid", this.guid);
    url.searchParams.set("colorScheme", colorScheme);
    this.#frame = h("iframe", {
      src: url.href,
      title: installation.name,
      sandbox:
        "allow-downloads allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts",
      allow: "clipboard-write",
    });
    this.element = place === "nav_bar" ? h("div", { class: "nav-app" }, this.#frame) : this.#panel();
    frames.add(this);
    window.addEventListener("message", this.#receive);
  }

  get installation() {
    return this.#installation;
  }

  /** Ends it: what the app says from now on is not heard. */
  dispose() {
    this.emit("app.willDestroy", {});
    frames.delete(this);
    window.removeEventListener("message", this.#receive);
  }

  /**
   * An event of the framework. Those of the app's own life are always sent, others only when asked for.
   * @param {string} name
   * @param {unknown} message
   */
  emit(name, message) {
    if (this.#registered && (name.startsWith("app.") || this.#subscribed.has(name))) this.#zaf(name, message);
  }

  /**
   * Asks the app's handlers of an event whether to go on.
   * @param {string} name
   * @returns {Promise<string | null>} why not, or `null`
   */
  ask(name) {
    if (!this.#registered || !this.#subscribed.has(name)) return Promise.resolve(null);
    return new Promise((resolve) => {
      const limit = setTimeout(() => answer(`${this.#installation.name} did not answer in time.`), HOOK_LIMIT_MS);
      const answer = (/** @type {string | null} */ error) => {
        clearTimeout(limit);
        this.#hooks.delete(name);
        resolve(error);
      };
      this.#hooks.set(name, answer);
      this.#post({ key: `zaf.${name}`, needsReply: true, instanceGuid: this.guid });
    });
  }

  #panel() {
    const fold = h(
      "button",
      { type: "button", "aria-label": `Collapse ${this.#installation.name}`, "aria-expanded": "true" },
      icon("fold"),
    );
    fold.addEventListener("click", () => {
      const expanded = fold.getAttribute("aria-expanded") !== "true";
      fold.setAttribute("aria-expanded", String(expanded));
      this.#frame.hidden = !expanded;
      this.emit(expanded ? "app.expanded" : "app.collapsed", {});
    });
    const reload = h("button", { type: "button", "aria-label": `Reload ${this.#installation.name}` }, icon("reload"));
    reload.addEventListener("click", () => {
      this.#registered = false;
      this.#subscribed.clear();
      this.#frame.setAttribute("src", this.#frame.getAttribute("src"));
    });
    return h(
      "section",
      { class: "app", "aria-label": this.#installation.name },
      h("header", {}, appIcon(this.#installation), h("h2", {}, this.#installation.name), reload, fold),
      this.#frame,
    );
  }

  /** @param {MessageEvent} event */
  #receive = (event) => {
    if (event.source !== this.#frame.contentWindow || event.origin !== this.#origin) return;
    const message = read(event.data);
    if (message === null || message.appGuid !== this.guid) return;
    if (typeof message.request === "string") void this.#answer(message);
    else if (typeof message.key === "string") void this.#hear(message.key, message.message, message.error);
  };

  /**
   * @param {string} key
   * @param {any} message
   * @param {any} error
   */
  async #hear(key, message, error) {
    const [, verb = "", name = ""] = /^iframe\.(handshake|on|off|trigger|reply)(?::(.+))?$/.exec(key) ?? [];
    if (verb === "handshake") this.#register();
    else if (verb === "on") this.#subscribed.add(name);
    else if (verb === "off" && message?.subscriberCount === 0) this.#subscribed.delete(name);
    else if (verb === "reply")
      this.#hooks.get(name)?.(error === undefined ? null : String(error.msg || "It was stopped."));
    else if (verb === "trigger") {
      for (const frame of frames) if (frame.installation.id === this.#installation.id) frame.emit(name, message);
    } else if (/^request:\d+$/.test(key)) {
      const answer = await request(message, this.#installation.id);
      this.#zaf(`${key}.${answer.done ? "done" : "fail"}`, { responseArgs: answer.args });
    }
  }

  #register() {
    const { appId, id: installationId, name, version, settings } = this.#installation;
    this.#registered = true;
    this.#zaf("app.registered", {
      metadata: { appId, installationId, name, version, settings },
      context: this.context,
    });
    this.#zaf("app.activated", { firstLoad: true });
  }

  /**
   * `get`, `set` and `invoke`: each path of the batch for itself, mistakes beside what went well.
   * @param {{ id: number, request: string, params: any }} message
   */
  async #answer({ id, request: verb, params }) {
    const paths = Array.isArray(params) ? params : Object.keys(params ?? {});
    /** @type {Record<string, unknown>} */
    const result = {};
    /** @type {Record<string, object>} */
    const errors = {};
    for (const path of paths) {
      try {
        const value = await this.#dispatch(verb, path, params[path]);
        if (value === UNKNOWN) errors[path] = { name: "Error", message: "No such Api", path };
        else result[path] = value;
      } catch (error) {
        errors[path] = { name: "Error", message: error instanceof Error ? error.message : String(error), path };
      }
    }
    this.#post({ id, result: { errors, ...result } });
  }

  /**
   * @param {string} verb
   * @param {string} path
   * @param {any} value
   */
  #dispatch(verb, path, value) {
    for (const api of this.#apis) {
      const answer = verb === "get" ? api.get(path) : verb === "set" ? api.set(path, value) : api.invoke(path, value);
      if (answer !== UNKNOWN) return answer;
    }
    return UNKNOWN;
  }

  /** @returns {AppApi} */
  #ownApi() {
    return {
      get: (path) => {
        const own = [...frames].filter((frame) => frame.installation.id === this.#installation.id);
        if (path === "instances") return Object.fromEntries(own.map((frame) => [frame.guid, frame.context]));
        const guid = /^instances\.(.+)$/.exec(path)?.[1];
        return own.find((frame) => frame.guid === guid)?.context ?? UNKNOWN;
      },
      set: () => UNKNOWN,
      invoke: (path, [size]) => {
        // The height of an app in the navigation is the page's own.
        if (path !== "resize") return UNKNOWN;
        if (this.#location !== "nav_bar" && size?.height !== undefined) this.#frame.style.height = length(size.height);
        return null;
      },
    };
  }

  /**
   * @param {string} name
   * @param {unknown} message
   */
  #zaf(name, message) {
    this.#post({ key: `zaf.${name}`, message, instanceGuid: this.guid });
  }

  /** @param {object} message */
  #post(message) {
    this.#frame.contentWindow?.postMessage(JSON.stringify(message), this.#origin);
  }
}

/**
 * The app's own drawing, in the colour of the text around it.
 * @param {any} installation
 * @returns {Element}
 */
export function appIcon({ id, hasIcon }) {
  if (!hasIcon) return icon("app");
  const shape = h("span", { class: "icon", "aria-hidden": "true" });
  shape.style.maskImage = `url("/agent/apps/${id}/icon.svg")`;
  return shape;
}

/** The SDK posts texts, but for the replies to hooks, which are objects. @param {unknown} data */
function read(data) {
  if (typeof data === "object") return data;
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}

/** @param {string | number} size */
const length = (size) => (/^\d+(\.\d+)?$/.test(String(size)) ? `${size}px` : String(size));
