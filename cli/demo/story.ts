import type { Priority, Severity } from "../../src/core/policy.ts";

/** What somebody does to a ticket after it has come in. Times are instants, RFC 3339. */
export type Act =
  | { readonly at: string; readonly agent: "replies" | "closes" }
  | { readonly at: string; readonly agent: "sets severity"; readonly severity: Severity }
  | { readonly at: string; readonly agent: "sets priority"; readonly priority: Priority }
  | { readonly at: string; readonly agent: "adds tag"; readonly tag: string }
  | { readonly at: string; readonly agent: "moves to"; readonly organization: string }
  | { readonly at: string; readonly agent: "merges into"; readonly story: string }
  | { readonly at: string; readonly agent: "edits ten times" };

/** How the network treats the webhooks of a ticket's arrival. */
export type Network = "duplicated" | "reordered";

/** One ticket of the demo. */
export interface Story {
  /** A sentence, and the key into `expected.json`. */
  readonly name: string;
  readonly arrives: string;
  /** Key into {@link ORGANIZATIONS}; `null`: the requester belongs to none. */
  readonly organization: string | null;
  readonly requester: string;
  readonly subject?: string;
  /** As the requester chose it in the form. */
  readonly severity?: Severity;
  readonly tags?: readonly string[];
  /** Zendesk's word for the way in; `email` when left out. */
  readonly channel?: string;
  readonly task?: boolean;
  readonly network?: Network;
  readonly acts?: readonly Act[];
}

/** An organization of the demo's helpdesk. The external ids are those of `mappings/organizations.csv`. */
export interface DemoOrganization {
  readonly name: string;
  readonly externalId?: string;
  readonly supportTier?: string;
}

export const ORGANIZATIONS: Readonly<Record<string, DemoOrganization>> = {
  aurora: { name: "Aurora Games", externalId: "crm-1001" },
  brightwater: { name: "Brightwater Bank", externalId: "crm-1002" },
  cobalt: { name: "Cobalt Fitness", externalId: "crm-1003" },
  driftwood: { name: "Driftwood Travel", externalId: "crm-1004" },
  ember: { name: "Ember News", externalId: "crm-1005" },
  gannet: { name: "Gannet Logistics", externalId: "crm-1007" },
  harbour: { name: "Harbour Radio", externalId: "crm-1008" },
  iris: { name: "Iris Health", externalId: "crm-1009" },
  juniper: { name: "Juniper Retail", externalId: "crm-1010" },
  kestrel: { name: "Kestrel Media, Ltd", externalId: "crm-1011" },
  mistral: { name: "Mistral Maps" },
  nimbus: { name: "Nimbus Weather", supportTier: "pro" },
};
