// @ts-check
import { UNKNOWN } from "./app-frame.js";
import { organizationOf, userOf } from "./zaf-account.js";
import { walk } from "./zaf-path.js";

const CUSTOM = /^ticket\.customField:custom_field_(\d+)$/;
const FIELD = /^ticketFields:(?:custom_field_(\d+)|(\w+))(?:\.(\w+))?$/;
const SETTABLE = new Map([
  ["ticket.subject", null],
  ["ticket.priority", ["low", "normal", "high", "urgent"]],
  ["ticket.type", ["question", "incident", "problem", "task"]],
]);

/**
 * The ticket in the form, for an app beside it: reads and edits what is not submitted yet.
 * @param {object} place
 * @param {import("./ticket-form.js").TicketForm} place.form
 * @param {import("./directory.js").Directory} place.directory
 * @param {import("./reply.js").Reply} place.reply
 * @param {import("./properties.js").Properties} place.properties
 * @returns {import("./app-frame.js").AppApi}
 */
export function ticketApi({ form, directory, reply, properties }) {
  const comment = () => ({
    text: reply.text,
    type: reply.isPublic ? "publicReply" : "internalNote",
    useRichText: false,
  });
  return {
    get: (path) => {
      const custom = CUSTOM.exec(path);
      if (custom !== null)
        return form.has(`custom_${custom[1]}`) ? (form.value(`custom_${custom[1]}`) ?? null) : UNKNOWN;
      if (path === "ticketFields") return directory.customFields.map((field) => fieldOf(field, properties));
      const named = FIELD.exec(path);
      if (named !== null) return readField(named, directory, properties);
      return walk(path, { ticket: () => ({ ...ticketOf(form, directory), comment: comment() }), comment });
    },
    set: (path, value) => {
      const custom = CUSTOM.exec(path);
      if (custom !== null) {
        if (!form.has(`custom_${custom[1]}`)) return UNKNOWN;
        form.edit(`custom_${custom[1]}`, value === "" ? null : value);
        return value;
      }
      return setTicket(path, value, form, reply);
    },
    invoke: (path, args) => {
      const named = FIELD.exec(path);
      if (named !== null) return changeField(named, properties);
      const words = args.map(String);
      switch (path) {
        case "ticket.tags.add":
          form.edit("tags", [...new Set([...form.value("tags"), ...words])]);
          return null;
        case "ticket.tags.remove":
          form.edit(
            "tags",
            form.value("tags").filter((/** @type {string} */ tag) => !words.includes(tag)),
          );
          return null;
        case "ticket.comment.appendText":
        case "comment.appendText":
        case "ticket.editor.insert":
          reply.text += words[0] ?? "";
          return null;
        default:
          return UNKNOWN;
      }
    },
  };
}

/**
 * @param {string} path
 * @param {any} value
 * @param {import("./ticket-form.js").TicketForm} form
 * @param {import("./reply.js").Reply} reply
 */
function setTicket(path, value, form, reply) {
  const allowed = SETTABLE.get(path);
  if (allowed !== undefined) {
    if (allowed !== null && value !== null && !allowed.includes(value))
      throw new Error(`${value} is not a valid value`);
    form.edit(path.slice("ticket.".length), value);
    return value;
  }
  switch (path) {
    case "ticket.status":
      reply.status = value;
      return value;
    case "ticket.assignee":
      if (value?.groupId !== undefined) form.edit("group_id", value.groupId);
      if (value?.userId !== undefined) form.edit("assignee_id", value.userId);
      return value;
    case "ticket.requester":
      form.edit("requester_id", value?.id ?? null);
      return value;
    case "ticket.comment.text":
    case "comment.text":
      reply.text = String(value);
      return value;
    case "ticket.comment.type":
    case "comment.type":
      reply.isPublic = value === "publicReply";
      return value;
    default:
      return UNKNOWN;
  }
}

/**
 * @param {import("./ticket-form.js").TicketForm} form
 * @param {import("./directory.js").Directory} directory
 */
function ticketOf(form, directory) {
  const { saved } = form;
  const value = (/** @type {string} */ name) => form.value(name) ?? null;
  const group = directory.groups.get(value("group_id"));
  return {
    ...(saved.id === null ? {} : { id: saved.id }),
    isNew: saved.id === null,
    subject: value("subject"),
    description: saved.description,
    status: value("status"),
    priority: value("priority"),
    type: value("type"),
    tags: value("tags"),
    externalId: saved.external_id,
    createdAt: saved.created_at,
    updatedAt: saved.updated_at,
    via: saved.via ?? { channel: "web" },
    brand: { id: saved.brand_id ?? null },
    form: { id: saved.ticket_form_id ?? null },
    requester: userOf(directory.people.get(value("requester_id")), directory),
    organization: organizationOf(directory.organizations.get(value("organization_id"))),
    assignee: {
      user: userOf(directory.people.get(value("assignee_id")), directory) ?? {},
      group: group === undefined ? {} : { id: group.id, name: group.name },
    },
  };
}

/** What the framework calls the form's changes. @param {string} name */
export function eventsOf(name) {
  const custom = /^custom_(\d+)$/.exec(name)?.[1];
  if (custom !== undefined) return [`ticket.custom_field_${custom}`];
  switch (name) {
    case "assignee_id":
      return ["ticket.assignee.user.id"];
    case "group_id":
      return ["ticket.assignee.group.id"];
    case "organization_id":
      return ["ticket.organization.id", "ticket.organization"];
    case "requester_id":
      return ["ticket.requester.id", "ticket.requester"];
    default:
      return [`ticket.${name}`];
  }
}

/**
 * @param {any} field
 * @param {import("./properties.js").Properties} properties
 */
function fieldOf(field, properties) {
  const control = properties.field(`custom_${field.id}`);
  return {
    name: `custom_field_${field.id}`,
    label: field.title,
    type: field.type,
    isEnabled: control?.input.hasAttribute("disabled") === false,
    isVisible: control?.element.hidden === false,
    ...(field.custom_field_options
      ? {
          optionValues: field.custom_field_options.map((/** @type {any} */ { name, value }) => ({
            label: name,
            value,
          })),
        }
      : {}),
  };
}

/**
 * @param {RegExpExecArray} named
 * @param {import("./directory.js").Directory} directory
 * @param {import("./properties.js").Properties} properties
 */
function readField([, id, , property], directory, properties) {
  const field = directory.fields.get(Number(id));
  if (field === undefined) return UNKNOWN;
  /** @type {Record<string, unknown>} */
  const shown = fieldOf(field, properties);
  if (property === undefined) return shown;
  return Object.hasOwn(shown, property) ? shown[property] : UNKNOWN;
}

/**
 * @param {RegExpExecArray} named
 * @param {import("./properties.js").Properties} properties
 */
function changeField([, id, name = "", action], properties) {
  const control = properties.field(id === undefined ? (ID_NAMES.get(name) ?? name) : `custom_${id}`);
  if (control === undefined) return UNKNOWN;
  if (action === "hide" || action === "show") control.element.hidden = action === "hide";
  else if (action === "disable" || action === "enable") control.input.toggleAttribute("disabled", action === "disable");
  else return UNKNOWN;
  return null;
}

const ID_NAMES = new Map([
  ["requester", "requester_id"],
  ["assignee", "assignee_id"],
  ["group", "group_id"],
  ["organization", "organization_id"],
]);
