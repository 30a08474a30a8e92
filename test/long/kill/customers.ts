/** An organization of the run's helpdesk. Its contract stands in `organizations.csv`, found by the external id. */
export interface Customer {
  readonly name: string;
  readonly externalId: string | null;
  /** The tier that its tickets have to carry, as a person reads it from the contracts. */
  readonly tier: "growth" | "pro" | "enterprise";
}

export const CUSTOMERS = {
  aurora: { name: "Aurora Games", externalId: "kill-aurora", tier: "enterprise" },
  cobalt: { name: "Cobalt Fitness", externalId: "kill-cobalt", tier: "pro" },
  // Bought pro, onboarding pending: served on growth's terms, and still named pro.
  driftwood: { name: "Driftwood Travel", externalId: "kill-driftwood", tier: "pro" },
  ember: { name: "Ember News", externalId: "kill-ember", tier: "growth" },
  // Without the SDK: no target, and an internal note.
  gannet: { name: "Gannet Logistics", externalId: "kill-gannet", tier: "pro" },
  // In no contract: the default tier.
  mistral: { name: "Mistral Maps", externalId: null, tier: "growth" },
} as const satisfies Record<string, Customer>;

export type CustomerKey = keyof typeof CUSTOMERS;
export const CUSTOMER_KEYS = Object.keys(CUSTOMERS) as readonly CustomerKey[];

/** Who writes in for each customer. Those who are no named contact of aurora, cobalt or gannet cost an internal note. */
export const REQUESTERS: Readonly<Record<CustomerKey, readonly string[]>> = {
  aurora: ["ines@aurora-games.example", "intern@aurora-games.example"],
  cobalt: ["dana@cobaltfit.example", "trainer@cobaltfit.example"],
  driftwood: ["lena@driftwood.example"],
  ember: ["desk@embernews.example"],
  gannet: ["priya@gannet.example", "driver@gannet.example"],
  mistral: ["map@mistral.example"],
};
