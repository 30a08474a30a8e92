// @ts-check

/**
 * A ticket as it stands in the form: what is saved, and what has been edited since. Emits `change` events with
 * `detail: { name, value, oldValue, by }`, `by` being `form` (an agent or an app) or `account` (somebody saved it).
 *
 * Names are those of the REST API's update; a custom field is `custom_{id}`.
 */
export class TicketForm extends EventTarget {
  #saved;
  /** @type {Map<string, unknown>} */
  #edits = new Map();

  /** @param {any} ticket as REST shows it, or a blank one */
  constructor(ticket) {
    super();
    this.#saved = ticket;
  }

  get saved() {
    return this.#saved;
  }

  /** @param {string} name */
  has(name) {
    return saidBy(this.#saved, name) !== undefined;
  }

  /**
   * @param {string} name
   * @returns {any}
   */
  value(name) {
    return this.#edits.has(name) ? this.#edits.get(name) : saidBy(this.#saved, name);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  edit(name, value) {
    const oldValue = this.value(name);
    if (same(value, saidBy(this.#saved, name))) this.#edits.delete(name);
    else this.#edits.set(name, value);
    if (!same(value, oldValue)) this.#tell({ name, value, oldValue, by: "form" });
  }

  /** The edits as the REST API reads them. */
  changes() {
    const edits = [...this.#edits];
    const custom = edits.filter(([name]) => name.startsWith("custom_"));
    return {
      ...Object.fromEntries(edits.filter(([name]) => !name.startsWith("custom_"))),
      ...(custom.length === 0
        ? {}
        : { custom_fields: custom.map(([name, value]) => ({ id: Number(name.slice("custom_".length)), value })) }),
    };
  }

  /** What was sent is saved: nothing of it is an edit any more. */
  submitted() {
    this.#edits.clear();
  }

  /**
   * Takes in what is saved now. Edits stay; of tags it is their additions and removals that do.
   * @param {any} ticket
   */
  accept(ticket) {
    const before = this.#saved;
    const tags = this.#edits.get("tags");
    const changed = namesOf(ticket).filter((name) => !same(saidBy(before, name), saidBy(ticket, name)));
    const shown = new Map(changed.map((name) => [name, this.value(name)]));
    this.#saved = ticket;
    if (Array.isArray(tags)) {
      const added = tags.filter((tag) => !before.tags.includes(tag));
      const removed = before.tags.filter((/** @type {string} */ tag) => !tags.includes(tag));
      const kept = ticket.tags.filter((/** @type {string} */ tag) => !removed.includes(tag) && !added.includes(tag));
      this.#edits.set("tags", [...kept, ...added]);
    }
    for (const name of changed) {
      const value = this.value(name);
      const oldValue = shown.get(name);
      if (!same(value, oldValue)) this.#tell({ name, value, oldValue, by: "account" });
    }
  }

  /** @param {{ name: string, value: unknown, oldValue: unknown, by: "form" | "account" }} detail */
  #tell(detail) {
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }
}

const PLAIN = [
  "subject",
  "status",
  "priority",
  "type",
  "tags",
  "requester_id",
  "organization_id",
  "assignee_id",
  "group_id",
];

/** @param {any} ticket */
const namesOf = (ticket) => [...PLAIN, ...ticket.custom_fields.map((/** @type {any} */ field) => `custom_${field.id}`)];

/**
 * @param {any} ticket
 * @param {string} name
 */
function saidBy(ticket, name) {
  const id = /^custom_(\d+)$/.exec(name)?.[1];
  if (id === undefined) return ticket[name];
  return ticket.custom_fields.find((/** @type {any} */ field) => String(field.id) === id)?.value;
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * @param {import("./directory.js").Directory} directory
 * @param {any} me
 */
export function blankTicket(directory, me) {
  return {
    id: null,
    subject: "",
    description: "",
    status: "new",
    priority: null,
    type: null,
    tags: [],
    requester_id: null,
    organization_id: null,
    assignee_id: null,
    group_id: me.default_group_id ?? null,
    created_at: null,
    updated_at: null,
    external_id: null,
    custom_fields: directory.customFields.map(({ id }) => ({ id, value: null })),
  };
}
