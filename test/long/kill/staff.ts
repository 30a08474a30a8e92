import type { People } from "../../../cli/demo/people.ts";
import type { Seed } from "../../../emulator/seed.ts";
import { CUSTOMER_KEYS, CUSTOMERS, type CustomerKey, REQUESTERS } from "./customers.ts";
import type { Edit, Hand, Opening, Severity } from "./script.ts";

/** What people have said of one ticket: all that must be true of it in the end, whatever became of the server. */
export interface Told {
  readonly id: number;
  readonly hand: Hand;
  customer: CustomerKey;
  /** The last word of a person; `null` when nobody has said any. */
  severity: Severity | null;
  /** Put on by agents. Nobody takes any off. */
  readonly tags: Set<string>;
  /** Whether an agent judged it while the server was down: once a ticket, or it would look like a duel. */
  judgedInKill: boolean;
}

/** The priority column of the contract, by hand. */
const PRIORITY = { 1: "urgent", 2: "high", 3: "normal", 4: "low" } as const satisfies Record<Severity, string>;

const severityValue = (severity: Severity): string => `tierline_severity_${severity}`;
export const priorityOf = (severity: Severity): string => PRIORITY[severity];

/** The agents and requesters of the account: they act through the REST API, and what they did is kept here. */
export class Staff {
  readonly tickets = new Map<number, Told>();
  readonly #people: People;
  readonly #agent: string;
  readonly #organizations: ReadonlyMap<CustomerKey, number>;
  readonly #severityField: number;

  private constructor(
    people: People,
    agent: string,
    organizations: ReadonlyMap<CustomerKey, number>,
    severityField: number,
  ) {
    this.#people = people;
    this.#agent = agent;
    this.#organizations = organizations;
    this.#severityField = severityField;
  }

  /** Makes the organizations and the requesters; every requester may speak for each organization, so that tickets can move. */
  static async move(people: People, { admin, agents }: Seed): Promise<Staff> {
    const post = (path: string, body: object) => people.call(admin.email, "POST", `/api/v2/${path}.json`, body);
    const organizations = new Map<CustomerKey, number>();
    for (const key of CUSTOMER_KEYS) {
      const { name, externalId } = CUSTOMERS[key];
      const { organization } = await post("organizations", { organization: { name, external_id: externalId } });
      organizations.set(key, found(organization).id);
    }
    for (const [key, emails] of Object.entries(REQUESTERS)) {
      const home = organizations.get(key as CustomerKey);
      for (const email of emails) {
        const { user } = await post("users", { user: { name: email, email, organization_id: home } });
        for (const organization_id of organizations.values()) {
          if (organization_id === home) continue;
          const organization_membership = { user_id: found(user).id, organization_id };
          await post("organization_memberships", { organization_membership });
        }
      }
    }
    const { ticket_fields } = await people.call(admin.email, "GET", "/api/v2/ticket_fields.json");
    const severityField = found(ticket_fields?.find(({ title }) => title === "Support severity")).id;
    return new Staff(people, found(agents[0]).email, organizations, severityField);
  }

  async open({ customer, requester, hand, severity }: Opening): Promise<Told> {
    const { ticket } = await this.#people.call(this.#agent, "POST", "/api/v2/tickets.json", {
      ticket: {
        subject: `A question of ${customer}`,
        comment: { body: "Please help." },
        requester: { email: requester },
        organization_id: this.#organizations.get(customer),
        via: { channel: "email" },
        tags: ["from_the_form"],
        ...(severity === null ? {} : { custom_fields: [this.#severity(severity)] }),
      },
    });
    const told: Told = {
      id: found(ticket).id,
      hand,
      customer,
      severity,
      tags: new Set(["from_the_form"]),
      judgedInKill: false,
    };
    this.tickets.set(told.id, told);
    return told;
  }

  async edit(told: Told, edit: Edit): Promise<void> {
    switch (edit.kind) {
      case "judges":
        await this.#update(
          told,
          told.hand === "severity"
            ? { custom_fields: [this.#severity(edit.severity)] }
            : { priority: priorityOf(edit.severity) },
        );
        told.severity = edit.severity;
        break;
      case "moves":
        await this.#update(told, { organization_id: this.#organizations.get(edit.to) });
        told.customer = edit.to;
        break;
      case "replies":
        await this.#update(told, { comment: { body: "We are looking into it.", public: true } });
        break;
      case "tags":
        await this.#people.call(this.#agent, "PUT", `/api/v2/tickets/${told.id}/tags.json`, { tags: [edit.tag] });
        told.tags.add(edit.tag);
        break;
    }
  }

  #severity(severity: Severity): object {
    return { id: this.#severityField, value: severityValue(severity) };
  }

  async #update({ id }: Told, ticket: object): Promise<void> {
    await this.#people.call(this.#agent, "PUT", `/api/v2/tickets/${id}.json`, { ticket });
  }
}

/** @throws when the emulator's answer lacks what every such answer has */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("the emulator's answer is not complete");
  return value;
}
