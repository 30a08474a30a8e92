// @ts-check
import { get, list } from "./api.js";

/** The people, organizations, groups and fields of the account, by id. */
export class Directory {
  /** @type {Map<number, any>} */ people = new Map();
  /** @type {Map<number, any>} */ organizations = new Map();
  /** @type {Map<number, any>} */ groups = new Map();
  /** @type {Map<number, any>} */ fields = new Map();

  async load() {
    const byId = (/** @type {any[]} */ records) => new Map(records.map((record) => [record.id, record]));
    const [people, organizations, groups, fields] = await Promise.all([
      list("/api/v2/users.json", "users"),
      list("/api/v2/organizations.json", "organizations"),
      get("/api/v2/groups.json"),
      list("/api/v2/ticket_fields.json", "ticket_fields"),
    ]);
    this.people = byId(people);
    this.organizations = byId(organizations);
    this.groups = byId(groups.groups);
    this.fields = byId(fields);
    return this;
  }

  /**
   * Takes in what came beside tickets.
   * @param {{ users?: any[], organizations?: any[] }} sideLoads
   */
  learn({ users = [], organizations = [] }) {
    for (const user of users) this.people.set(user.id, user);
    for (const organization of organizations) this.organizations.set(organization.id, organization);
  }

  get agents() {
    return [...this.people.values()].filter((person) => person.role !== "end-user" && person.active);
  }

  /** The custom fields that an agent sees, in their order. */
  get customFields() {
    return [...this.fields.values()].filter((field) => field.removable && field.active);
  }

  /** @param {string} email */
  byEmail(email) {
    return [...this.people.values()].find((person) => person.email === email.trim().toLowerCase());
  }

  /**
   * What stands for a value of a ticket in words.
   * @param {string} name as in `TicketForm`
   * @param {unknown} value
   * @returns {string}
   */
  inWords(name, value) {
    if (value === null || value === undefined || value === "") return "–";
    const id = Number(value);
    if (name === "requester_id" || name === "assignee_id") return this.people.get(id)?.name ?? `#${id}`;
    if (name === "organization_id") return this.organizations.get(id)?.name ?? `#${id}`;
    if (name === "group_id") return this.groups.get(id)?.name ?? `#${id}`;
    const options = this.fieldOf(name)?.custom_field_options ?? [];
    const option = options.find((/** @type {any} */ one) => one.value === value);
    return option?.name ?? (name.startsWith("custom_") ? String(value) : capitalised(String(value)));
  }

  /** @param {string} name */
  fieldOf(name) {
    return this.fields.get(Number(/^custom_(\d+)$/.exec(name)?.[1]));
  }

  /** @param {string} name */
  titleOf(name) {
    return this.fieldOf(name)?.title ?? capitalised(name.replace(/_id$/, "").replaceAll("_", " "));
  }
}

/** @param {string} word */
export const capitalised = (word) => word.charAt(0).toUpperCase() + word.slice(1);
