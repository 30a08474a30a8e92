// @ts-check
import { choice, tagList, text, tick } from "./controls.js";
import { capitalised } from "./directory.js";
import { fill, flash, h } from "./dom.js";

const PRIORITIES = ["low", "normal", "high", "urgent"];
const TYPES = ["question", "incident", "problem", "task"];

/** The left column: what the ticket is, each property in a control. */
export class Properties {
  element;
  /** @type {Map<string, import("./controls.js").Control>} */
  #controls = new Map();
  #form;
  #directory;

  /**
   * @param {import("./ticket-form.js").TicketForm} form
   * @param {import("./directory.js").Directory} directory
   */
  constructor(form, directory) {
    this.#form = form;
    this.#directory = directory;
    const named = (/** @type {Iterable<any>} */ records) =>
      [...records].map(({ id, name }) => ({ value: String(id), name }));
    const words = (/** @type {string[]} */ values) => values.map((value) => ({ value, name: capitalised(value) }));
    const edit = (/** @type {string} */ name) => (/** @type {unknown} */ value) => form.edit(name, value);
    const editId = (/** @type {string} */ name) => (/** @type {string | null} */ value) =>
      form.edit(name, value === null ? null : Number(value));

    this.#controls.set("requester_id", this.#requester());
    this.#controls.set(
      "organization_id",
      choice("Organization", named(directory.organizations.values()), editId("organization_id")),
    );
    this.#controls.set("group_id", choice("Group", named(directory.groups.values()), editId("group_id")));
    this.#controls.set("assignee_id", choice("Assignee", named(directory.agents), editId("assignee_id")));
    this.#controls.set("type", choice("Type", words(TYPES), edit("type")));
    this.#controls.set("priority", choice("Priority", words(PRIORITIES), edit("priority")));
    this.#controls.set("tags", tagList(edit("tags")));
    for (const field of directory.customFields) {
      const name = `custom_${field.id}`;
      if (form.has(name)) this.#controls.set(name, controlOf(field, edit(name)));
    }
    this.element = h(
      "section",
      { class: "properties", "aria-label": "Ticket properties" },
      [...this.#controls.values()].map(({ element }) => element),
    );
    for (const [name, control] of this.#controls) control.show(form.value(name));
    form.addEventListener("change", (event) => {
      const { name, value, by } = /** @type {CustomEvent} */ (event).detail;
      const control = this.#controls.get(name);
      control?.show(value);
      if (control !== undefined && by === "account") flash(control.element);
    });
  }

  /** For apps: hides, shows, disables or enables the control of a field (`ticketFields:x.hide`). */
  field(/** @type {string} */ name) {
    return this.#controls.get(name);
  }

  /** An existing ticket keeps its requester; a new one is given one by e-mail address. */
  #requester() {
    if (this.#form.saved.id !== null) {
      const shown = h("p", { class: "requester" });
      const element = h("div", { class: "control" }, h("span", { class: "label" }, "Requester"), shown);
      const show = (/** @type {number} */ id) => {
        const person = this.#directory.people.get(id);
        fill(shown, h("strong", {}, person?.name ?? `#${id}`), person?.email ? h("span", {}, person.email) : null);
      };
      return { element, input: shown, show };
    }
    const people = h("datalist", { id: "people" }, this.#emails());
    const control = text(
      "Requester",
      "email",
      (email) => {
        const person = this.#directory.byEmail(email ?? "");
        this.#form.edit("requester_id", person?.id ?? null);
        this.#form.edit("organization_id", person?.organization_id ?? null);
      },
      { list: "people", placeholder: "name@example.com", required: true },
    );
    control.element.append(people);
    const { input } = control;
    const show = (/** @type {number | null} */ id) => {
      const email = id === null ? undefined : this.#directory.people.get(id)?.email;
      if (email) /** @type {HTMLInputElement} */ (input).value = email;
    };
    return { ...control, show };
  }

  #emails() {
    return [...this.#directory.people.values()]
      .filter((person) => person.email)
      .map((person) => h("option", { value: person.email }, person.name));
  }
}

/**
 * The control of a custom field, by its type.
 * @param {any} field
 * @param {(value: any) => void} changed
 */
function controlOf(field, changed) {
  const number = (/** @type {string | null} */ value) => changed(value === null ? null : Number(value));
  switch (field.type) {
    case "tagger":
      return choice(field.title, field.custom_field_options, changed);
    case "checkbox":
      return tick(field.title, changed);
    case "textarea":
      return text(field.title, "textarea", changed);
    case "date":
      return text(field.title, "date", changed);
    case "integer":
    case "decimal":
      return text(field.title, "number", number, { step: field.type === "integer" ? 1 : "any" });
    default:
      return text(field.title, "text", changed);
  }
}
