// @ts-check
import { at, fill, flash, h } from "./dom.js";

const QUIET = new Set(["organization_id", "brand_id", "ticket_form_id"]);

/** What was said and done, oldest first: comments, and one line for each change. */
export class Conversation {
  element = h("ol", { class: "conversation", "aria-label": "Conversation" });
  #directory;
  /** @type {Set<number> | null} */
  #known = null;

  /** @param {import("./directory.js").Directory} directory */
  constructor(directory) {
    this.#directory = directory;
  }

  /** @param {any[]} audits */
  show(audits) {
    const entries = audits.flatMap((audit) => {
      const comment = audit.events.find((/** @type {any} */ event) => event.type === "Comment");
      const changes = audit.events.filter((/** @type {any} */ event) => event.type === "Change");
      return [
        comment === undefined ? null : this.#comment(audit, comment),
        changes.length === 0 ? null : this.#changes(audit, changes),
      ].filter((entry) => entry !== null);
    });
    fill(this.element, entries);
    const known = this.#known;
    if (known !== null) {
      for (const entry of entries) if (!known.has(Number(entry.dataset.audit))) flash(entry);
      if (audits.some(({ id }) => !known.has(id))) entries.at(-1)?.scrollIntoView({ block: "nearest" });
    }
    this.#known = new Set(audits.map(({ id }) => id));
  }

  /**
   * @param {any} audit
   * @param {any} comment
   */
  #comment(audit, comment) {
    const author = this.#name(comment.author_id);
    const kind = comment.public ? "public" : "internal";
    return h(
      "li",
      { class: `comment ${kind}`, "data-audit": audit.id },
      h("span", { class: "avatar", "aria-hidden": "true" }, initials(author)),
      h(
        "div",
        {},
        h(
          "p",
          { class: "byline" },
          h("strong", {}, author),
          comment.public ? null : h("em", {}, "Internal"),
          at(audit.created_at),
        ),
        h("p", { class: "said" }, comment.plain_body),
      ),
    );
  }

  /**
   * @param {any} audit
   * @param {any[]} changes
   */
  #changes(audit, changes) {
    const said = changes
      .filter(({ field_name }) => !QUIET.has(field_name) || field_name === "organization_id")
      .map((change) => h("li", {}, this.#change(change)));
    return h(
      "li",
      { class: "event", "data-audit": audit.id },
      h("p", {}, h("strong", {}, this.#name(audit.author_id)), " ", at(audit.created_at)),
      h("ul", {}, said),
    );
  }

  /** @param {any} change */
  #change({ field_name, value, previous_value }) {
    const name = /^\d+$/.test(field_name) ? `custom_${field_name}` : field_name;
    const title = h("span", {}, this.#directory.titleOf(name));
    if (Array.isArray(value) || Array.isArray(previous_value)) {
      const now = value ?? [];
      const before = previous_value ?? [];
      const added = now.filter((/** @type {string} */ tag) => !before.includes(tag));
      const removed = before.filter((/** @type {string} */ tag) => !now.includes(tag));
      return h("span", {}, title, [
        ...added.map((/** @type {string} */ tag) => h("ins", {}, tag)),
        ...removed.map((/** @type {string} */ tag) => h("del", {}, tag)),
      ]);
    }
    const before = this.#directory.inWords(name, previous_value);
    return h(
      "span",
      {},
      title,
      before === "–" ? null : h("del", {}, before),
      h("ins", {}, this.#directory.inWords(name, value)),
    );
  }

  /** @param {number} id */
  #name(id) {
    return this.#directory.people.get(id)?.name ?? "Somebody";
  }
}

/** @param {string} name */
const initials = (name) =>
  name
    .split(/[\s.]+/)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join("");
