// @ts-check

import { get, listen } from "./api.js";
import { AppFrame, appIcon } from "./app-frame.js";
import { currentScheme, onSchemeChange, toggleScheme } from "./color-scheme.js";
import { Directory } from "./directory.js";
import { fill, h, icon } from "./dom.js";
import { ticketPage } from "./ticket-page.js";
import { viewPage } from "./view-page.js";
import { accountApi } from "./zaf-account.js";

/**
 * What fills the middle of the workspace.
 * @typedef {object} Page
 * @property {string} title
 * @property {HTMLElement} element
 * @property {() => void} dispose
 * @property {() => Promise<void>} changed a ticket it concerns is another now
 * @property {(ticketId: number) => boolean} concerns
 */

/** The whole of it: who is signed in, what is shown, and the apps that run. */
export class Workspace {
  session;
  directory;
  colorScheme = currentScheme;
  /** @type {Page | null} */
  #page = null;
  /** Apps of the navigation stay as they are while something else is shown. @type {Map<number, AppFrame>} */
  #navApps = new Map();
  /** @type {Set<AppFrame>} */
  #open = new Set();
  #turn = 0;
  /** Something changed while the next page was being read. */
  #missed = false;
  #main = h("main", { id: "main", tabindex: "-1", "aria-label": "Content" });
  #nav = h("nav", { class: "rail", "aria-label": "Workspace" });
  #notices = h("div", { class: "notices", role: "status", "aria-live": "polite" });
  #announcer = h("div", { class: "unseen", role: "log", "aria-label": "Changes" });

  /**
   * @param {any} session
   * @param {Directory} directory
   */
  constructor(session, directory) {
    this.session = session;
    this.directory = directory;
    document.body.append(
      h(
        "a",
        { class: "skip", href: "#main", onclick: (/** @type {Event} */ event) => this.#skip(event) },
        "Skip to the content",
      ),
      this.#nav,
      this.#main,
      this.#notices,
      this.#announcer,
    );
    this.#showNav();
    document.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("popstate", () => void this.#show());
    onSchemeChange((scheme) => {
      this.#showNav();
      for (const app of this.#open) app.emit("colorScheme.changed", scheme);
    });
    listen((ticketId) => {
      const page = this.#page;
      if (page === null) this.#missed = true;
      else if (ticketId === null || page.concerns(ticketId)) this.#refresh(page);
    });
    void this.#show();
  }

  /**
   * @param {string} location
   * @returns {any[]}
   */
  installationsAt(location) {
    return this.session.installations.filter((/** @type {any} */ { locations }) => locations[location] !== undefined);
  }

  /** @param {Omit<ConstructorParameters<typeof AppFrame>[0], "subdomain" | "colorScheme">} options */
  open(options) {
    const app = new AppFrame({
      ...options,
      subdomain: this.session.account.subdomain,
      colorScheme: currentScheme(),
    });
    this.#open.add(app);
    return app;
  }

  /** @param {AppFrame} app */
  close(app) {
    this.#open.delete(app);
    app.dispose();
  }

  /** @param {string} path */
  navigate = (path) => {
    if (path !== location.pathname) history.pushState(null, "", path);
    void this.#show();
  };

  /**
   * @param {string} text
   * @param {string} kind `notice`, `alert` or `error`
   */
  notify = (text, kind) => {
    const notice = h("p", { class: `notice ${kind}` }, text);
    this.#notices.append(notice);
    setTimeout(() => notice.remove(), 6000);
  };

  /** Says aloud, for who does not see the colours. @param {string} text */
  announce(text) {
    const line = h("p", {}, text);
    this.#announcer.append(line);
    setTimeout(() => line.remove(), 10_000);
  }

  async #show() {
    this.#turn += 1;
    const turn = this.#turn;
    const path = location.pathname;
    this.#page?.dispose();
    this.#page = null;
    const page = await this.#pageAt(path).catch((error) => failed(error));
    if (turn !== this.#turn) {
      page.dispose();
      return;
    }
    this.#page = page;
    document.title = `${page.title} – ${this.session.account.subdomain}`;
    for (const app of this.#navApps.values()) if (app.element !== page.element) app.element.hidden = true;
    for (const child of [...this.#main.children]) if (!child.classList.contains("nav-app")) child.remove();
    page.element.hidden = false;
    if (page.element.parentElement !== this.#main) this.#main.append(page.element);
    this.#showNav();
    if (this.#missed) this.#refresh(page);
    this.#missed = false;
  }

  /**
   * @param {string} path
   * @returns {Promise<Page>}
   */
  async #pageAt(path) {
    const [, place, name = null] = /^\/agent\/(\w+)(?:\/([\w-]+))?/.exec(path) ?? [];
    switch (place) {
      case "dashboard":
        return viewPage(this, null);
      case "filters":
        return viewPage(this, name);
      case "tickets":
        return ticketPage(this, name === "new" ? null : Number(name));
      case "apps":
        return this.#navPage(name);
      default:
        throw new Error("There is no such page.");
    }
  }

  /** @param {string | null} name */
  #navPage(name) {
    const installation = this.installationsAt("nav_bar").find((/** @type {any} */ one) => slug(one.name) === name);
    if (installation === undefined) throw new Error("There is no such app.");
    const known = this.#navApps.get(installation.id);
    const app = known ?? this.open({ installation, location: "nav_bar", apis: [accountApi(this)] });
    this.#navApps.set(installation.id, app);
    if (known !== undefined) app.emit("app.activated", { firstLoad: false });
    const dispose = () => app.emit("app.deactivated", {});
    return {
      title: installation.name,
      element: app.element,
      dispose,
      changed: async () => undefined,
      concerns: () => false,
    };
  }

  #showNav() {
    const here = location.pathname;
    const item = (
      /** @type {string} */ href,
      /** @type {boolean} */ current,
      /** @type {string} */ label,
      /** @type {Element} */ picture,
    ) =>
      h(
        "li",
        {},
        h("a", { href, "aria-current": current ? "page" : null, title: label }, picture, h("span", {}, label)),
      );
    const button = (
      /** @type {string} */ label,
      /** @type {Element} */ picture,
      /** @type {() => void} */ onclick,
      type = "button",
    ) => h("button", { type, title: label, onclick }, picture, h("span", {}, label));
    const dark = currentScheme() === "dark";
    const { name, role } = this.session.user;
    fill(
      this.#nav,
      h(
        "ul",
        {},
        item("/agent/dashboard", /^\/agent\/(dashboard|filters)/.test(here), "Views", icon("views")),
        item("/agent/tickets/new/1", here.startsWith("/agent/tickets/new"), "New ticket", icon("add")),
        this.installationsAt("nav_bar").map((/** @type {any} */ app) =>
          item(`/agent/apps/${slug(app.name)}`, here === `/agent/apps/${slug(app.name)}`, app.name, appIcon(app)),
        ),
      ),
      h(
        "div",
        { class: "foot" },
        button(dark ? "Light colours" : "Dark colours", icon(dark ? "light" : "dark"), toggleScheme),
        h(
          "form",
          { method: "post", action: "/agent/sign_out" },
          button(`Sign out ${name} (${role})`, icon("leave"), () => undefined, "submit"),
        ),
        h("p", { class: "me", title: `${name}, ${role}`, "aria-hidden": "true" }, name.charAt(0)),
      ),
    );
  }

  /** @type {Promise<void>} */
  #refreshing = Promise.resolve();
  #due = false;

  /** One reading at a time; what changes meanwhile is read once more. @param {Page} page */
  #refresh(page) {
    if (this.#due) return;
    this.#due = true;
    this.#refreshing = this.#refreshing.then(async () => {
      this.#due = false;
      if (page === this.#page) await page.changed().catch((error) => this.notify(String(error.message), "error"));
    });
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    this.#main.focus();
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const link = /** @type {Element} */ (event.target).closest("a[href^='/agent/']");
    if (link === null || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.navigate(/** @type {string} */ (link.getAttribute("href")));
  }
}

/** @param {string} name */
const slug = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/**
 * @param {Error} error
 * @returns {Page}
 */
const failed = (error) => ({
  title: "Not found",
  element: h(
    "div",
    { class: "failed" },
    h("h1", {}, "Not found"),
    h("p", {}, error.message),
    h("a", { href: "/agent/dashboard" }, "To the views"),
  ),
  dispose: () => undefined,
  changed: async () => undefined,
  concerns: () => false,
});

const [session, directory] = await Promise.all([get("/agent/session"), new Directory().load()]);
new Workspace(session, directory);
