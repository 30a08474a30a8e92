// @ts-check

import { call, get, list } from "./api.js";
import { Conversation } from "./conversation.js";
import { fill, flash, h } from "./dom.js";
import { Properties } from "./properties.js";
import { Reply } from "./reply.js";
import { blankTicket, TicketForm } from "./ticket-form.js";
import { accountApi } from "./zaf-account.js";
import { eventsOf, ticketApi } from "./zaf-ticket.js";

/**
 * One ticket, or a new one: properties, conversation, and the apps beside it.
 * @param {import("./workspace.js").Workspace} workspace
 * @param {number | null} id
 * @returns {Promise<import("./workspace.js").Page>}
 */
export async function ticketPage(workspace, id) {
  const { directory, session } = workspace;
  const ticket = id === null ? blankTicket(directory, session.user) : await read(workspace, id);
  const form = new TicketForm(ticket);
  const conversation = new Conversation(directory);
  const reply = new Reply(ticket.status, () => submit());
  const properties = new Properties(form, directory);
  const apis = [ticketApi({ form, directory, reply, properties }), accountApi(workspace)];
  const location = id === null ? "new_ticket_sidebar" : "ticket_sidebar";
  const more = id === null ? { newTicketId: "1" } : { ticketId: id };
  const apps = workspace
    .installationsAt(location)
    .map((installation) => workspace.open({ installation, location, apis, more }));

  const heading = h("h1", {}, id === null ? "New ticket" : ticket.subject);
  const status = h("span");
  const subject = h("input", {
    class: "subject",
    "aria-label": "Subject",
    placeholder: "Subject",
    value: ticket.subject,
    oninput: () => form.edit("subject", subject.value),
  });
  const showHead = () => {
    if (id !== null) heading.textContent = form.value("subject");
    subject.value = form.value("subject");
    const shown = form.value("status");
    fill(
      status,
      h("span", { class: `status ${shown}` }, shown === "hold" ? "on-hold" : shown),
      id === null ? null : ` #${id}`,
    );
  };

  form.addEventListener("change", (event) => {
    const { name, value, oldValue, by } = /** @type {CustomEvent} */ (event).detail;
    showHead();
    if (by === "account") workspace.announce(`${directory.titleOf(name)} is now ${directory.inWords(name, value)}`);
    if (by === "account" && name === "status") {
      reply.status = value;
      flash(status);
    }
    for (const app of apps) {
      for (const property of eventsOf(name)) {
        app.emit(`${property}.changed`, value);
        app.emit("*.changed", { propertyName: property, newValue: value, oldValue });
      }
    }
  });

  const showConversation = async () => {
    if (id !== null) conversation.show(await list(`/api/v2/tickets/${id}/audits.json`, "audits"));
  };

  async function submit() {
    for (const app of apps) {
      const stopped = await app.ask("ticket.save");
      if (stopped !== null) throw new Error(stopped);
    }
    const tell = (/** @type {string} */ name) => apps.forEach((app) => void app.emit(`ticket.submit.${name}`, {}));
    tell("start");
    try {
      const saved = await save();
      tell("done");
      workspace.notify(`Ticket #${saved.id} was submitted as ${reply.status}.`, "notice");
    } catch (error) {
      tell("fail");
      throw error;
    } finally {
      tell("always");
    }
  }

  async function save() {
    const comment = reply.text.trim() === "" ? {} : { comment: { body: reply.text, public: reply.isPublic } };
    const edits = { ...form.changes(), ...comment, status: reply.status };
    if (id === null) {
      const email = properties.field("requester_id")?.element.querySelector("input")?.value;
      const requester = form.value("requester_id") === null ? { requester: { email } } : {};
      const body = { ticket: { ...edits, ...requester, submitter_id: session.user.id } };
      const { ticket: created } = await call("POST", "/api/v2/tickets.json", body);
      workspace.navigate(`/agent/tickets/${created.id}`);
      return created;
    }
    const { ticket: saved } = await call("PUT", `/api/v2/tickets/${id}.json`, { ticket: edits });
    form.submitted();
    form.accept(saved);
    reply.text = "";
    await showConversation();
    return saved;
  }

  showHead();
  await showConversation();
  const element = h(
    "div",
    { class: "ticket" },
    properties.element,
    h(
      "section",
      { class: "thread", "aria-label": "Ticket" },
      h("header", {}, heading, h("p", {}, status)),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "What was said" },
        id === null ? subject : null,
        conversation.element,
      ),
      reply.element,
    ),
    h("aside", { class: "apps", "aria-label": "Apps" }, apps.length === 0 ? NO_APP() : apps.map((app) => app.element)),
  );
  return {
    title: id === null ? "New ticket" : `#${id} ${ticket.subject}`,
    element,
    dispose: () => apps.forEach((app) => void workspace.close(app)),
    changed: async () => {
      if (id === null) return;
      form.accept(await read(workspace, id));
      await showConversation();
      for (const app of apps) app.emit("ticket.updated", { id });
    },
    concerns: (ticketId) => ticketId === id,
  };
}

/**
 * @param {import("./workspace.js").Workspace} workspace
 * @param {number} id
 */
async function read({ directory }, id) {
  const answer = await get(`/api/v2/tickets/${id}.json?include=users,organizations`);
  directory.learn(answer);
  return answer.ticket;
}

const NO_APP = () => h("p", { class: "empty" }, "No app is installed for this place.");
