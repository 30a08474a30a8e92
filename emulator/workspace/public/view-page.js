// @ts-check
import { get, list } from "./api.js";
import { at, fill, flash, h } from "./dom.js";

/** What a view of the account would be that shows every ticket. */
const ALL = {
  id: "all",
  title: "All tickets",
  execution: {
    columns: ["subject", "requester", "organization", "priority", "assignee", "updated"].map((id) => ({
      id,
      title: id,
    })),
  },
};

const TITLES = new Map([
  ["description", "Subject"],
  ["nice_id", "Id"],
]);

/**
 * The tickets of a view, beside the list of views.
 * @param {import("./workspace.js").Workspace} workspace
 * @param {string | null} wanted a view's id, `all`, or the first one
 * @returns {Promise<import("./workspace.js").Page>}
 */
export async function viewPage(workspace, wanted) {
  const active = (await list("/api/v2/views.json", "views")).filter((view) => view.active);
  const views = [...active, ALL];
  const view = wanted === null ? views[0] : views.find(({ id }) => String(id) === wanted);
  if (view === undefined) throw new Error("There is no such view.");
  const count = h("span", { class: "count" });
  const body = h("tbody");
  const empty = h("p", { class: "empty" }, "No tickets here.");
  /** @type {Map<number, string>} */
  let shown = new Map();

  const show = async () => {
    const tickets = await ticketsOf(workspace, view);
    const before = shown;
    shown = new Map(tickets.map((ticket) => [ticket.id, ticket.updated_at + JSON.stringify(ticket.custom_fields)]));
    const rows = tickets.map((ticket) => rowOf(workspace, view, ticket));
    fill(body, rows);
    fill(count, tickets.length === 1 ? "1 ticket" : `${tickets.length} tickets`);
    empty.hidden = tickets.length > 0;
    if (before.size === 0) return;
    tickets.forEach(({ id }, index) => {
      if (before.get(id) !== shown.get(id)) flash(rows[index]);
    });
  };
  await show();

  const element = h(
    "div",
    { class: "views" },
    h(
      "nav",
      { "aria-label": "Views" },
      h("h2", {}, "Views"),
      h(
        "ul",
        {},
        views.map(({ id, title }) =>
          h("li", {}, h("a", { href: `/agent/filters/${id}`, "aria-current": id === view.id ? "page" : null }, title)),
        ),
      ),
    ),
    h(
      "section",
      { class: "list", "aria-label": view.title },
      h("header", {}, h("h1", {}, view.title), count),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": `Tickets of ${view.title}` },
        h(
          "table",
          {},
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              h("th", { scope: "col" }, "Status"),
              columnsOf(view).map(({ title }) => h("th", { scope: "col" }, title)),
            ),
          ),
          body,
        ),
        empty,
      ),
    ),
  );
  return { title: view.title, element, dispose: () => undefined, changed: show, concerns: () => true };
}

/**
 * @param {any} view
 * @returns {{ id: string, title: string }[]}
 */
function columnsOf({ execution }) {
  const columns = execution.columns.map((/** @type {any} */ { id, title }) => ({
    id: String(id),
    title: TITLES.get(String(id)) ?? title.charAt(0).toUpperCase() + title.slice(1),
  }));
  const names = columns.map((/** @type {any} */ { id }) => id);
  return names.includes("subject") || names.includes("description")
    ? columns
    : [{ id: "subject", title: "Subject" }, ...columns];
}

/**
 * @param {import("./workspace.js").Workspace} workspace
 * @param {any} view
 * @returns {Promise<any[]>}
 */
async function ticketsOf({ directory }, view) {
  if (view.id === "all") return (await list("/api/v2/tickets.json", "tickets")).reverse();
  const { rows } = await get(`/api/v2/views/${view.id}/execute.json`);
  const tickets = rows.map((/** @type {any} */ { ticket }) => ticket);
  const strangers = tickets
    .map((/** @type {any} */ ticket) => ticket.requester_id)
    .filter((/** @type {number} */ id) => !directory.people.has(id));
  if (strangers.length > 0)
    directory.learn(await get(`/api/v2/users/show_many.json?ids=${[...new Set(strangers)].slice(0, 100)}`));
  return tickets;
}

/**
 * @param {import("./workspace.js").Workspace} workspace
 * @param {any} view
 * @param {any} ticket
 */
function rowOf({ directory }, view, ticket) {
  const cell = (/** @type {string} */ id) => {
    const custom = ticket.custom_fields.find((/** @type {any} */ field) => String(field.id) === id);
    if (custom !== undefined) return directory.inWords(`custom_${id}`, custom.value);
    switch (id) {
      case "subject":
      case "description":
        return h("a", { href: `/agent/tickets/${ticket.id}` }, ticket.subject || `Ticket ${ticket.id}`);
      case "requester":
      case "assignee":
      case "organization":
      case "group":
        return directory.inWords(`${id}_id`, ticket[`${id}_id`]);
      case "priority":
        return ticket.priority === null ? "–" : h("span", { class: `priority ${ticket.priority}` }, ticket.priority);
      case "created":
      case "updated":
        return at(ticket[`${id}_at`]);
      case "nice_id":
        return ticket.id;
      default:
        return directory.inWords(id, ticket[id]);
    }
  };
  const status = ticket.status === "hold" ? "on-hold" : ticket.status;
  return h(
    "tr",
    {},
    h("td", {}, h("span", { class: `status ${ticket.status}` }, status)),
    columnsOf(view).map(({ id }) =>
      h("td", { class: id === "subject" || id === "description" ? "title" : null }, cell(id)),
    ),
  );
}
