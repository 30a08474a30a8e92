// @ts-check
import { UNKNOWN } from "./app-frame.js";
import { walk } from "./zaf-path.js";

/**
 * What an app finds everywhere: who is signed in, the account, the colours; notices, and ways to go.
 * @param {object} place
 * @param {any} place.session
 * @param {import("./directory.js").Directory} place.directory
 * @param {() => string} place.colorScheme
 * @param {(text: string, kind: string) => void} place.notify
 * @param {(path: string) => void} place.navigate
 * @returns {import("./app-frame.js").AppApi}
 */
export function accountApi({ session, directory, colorScheme, notify, navigate }) {
  return {
    get: (path) => {
      if (path === "colorScheme") return colorScheme();
      const roots = {
        currentUser: () => ({
          ...userOf(session.user, directory),
          groups: [...directory.groups.values()].map(({ id, name }) => ({ id, name })),
        }),
        currentAccount: () => ({ subdomain: session.account.subdomain, planName: "emulated", timeZone: zone("UTC") }),
      };
      return walk(path, roots);
    },
    set: () => UNKNOWN,
    invoke: (path, args) => {
      if (path === "notify") {
        notify(plain(String(args[0] ?? "")), String(args[1] ?? "notice"));
        return null;
      }
      if (path !== "routeTo") return UNKNOWN;
      const [where, what] = args;
      if (where === "ticket") navigate(what === "new" ? "/agent/tickets/new/1" : `/agent/tickets/${Number(what)}`);
      else if (where === "nav_bar") navigate(`/agent/apps/${what || "app"}`);
      else if (where === "views") navigate(`/agent/filters/${Number(what)}`);
      else throw new Error(`cannot route to ${where}`);
      return null;
    },
  };
}

/**
 * A person as apps see one.
 * @param {any} person as REST shows one
 * @param {import("./directory.js").Directory} directory
 */
export function userOf(person, directory) {
  if (person === undefined) return null;
  const organization = organizationOf(directory.organizations.get(person.organization_id));
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    alias: person.alias,
    role: person.role,
    externalId: person.external_id,
    details: person.details,
    notes: person.notes,
    locale: person.locale,
    tags: person.tags,
    timeZone: zone(person.iana_time_zone),
    avatarUrl: null,
    identities: person.email
      ? [{ id: `email:${person.id}`, type: "email", value: person.email, primary: true, verified: true }]
      : [],
    organizations: organization === null ? [] : [organization],
  };
}

/** @param {any} organization as REST shows one */
export function organizationOf(organization) {
  if (organization === undefined) return null;
  const { id, name, details, notes, tags, external_id, domain_names, shared_tickets } = organization;
  const group = organization.group_id === null ? null : { id: organization.group_id };
  return {
    id,
    name,
    details,
    notes,
    tags,
    externalId: external_id,
    domains: domain_names.join(" "),
    group,
    sharedTickets: shared_tickets,
  };
}

/** @param {string} name */
const zone = (name) => ({ name, ianaName: name });

/** Notices may be HTML; here the words of it are shown. @param {string} markup */
const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent ?? "";
