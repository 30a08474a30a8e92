import type { Severity } from "../../src/core/policy.ts";
import type { Story } from "./story.ts";

const AURORA = "ines@aurora-games.example";
const COBALT = "dana@cobaltfit.example";
const EMBER = "desk@embernews.example";

/** The twelve cells of the contract, all on Tuesday 1 December 2026 at 10:00 GMT. */
const CELLS: readonly Story[] = (
  [
    ["growth", "ember", EMBER],
    ["pro", "cobalt", COBALT],
    ["enterprise", "aurora", AURORA],
  ] as const
).flatMap(([tier, organization, requester]) =>
  ([1, 2, 3, 4] as const satisfies readonly Severity[]).map((severity) => ({
    name: `${tier}, severity ${severity}`,
    arrives: "2026-12-01T10:00:00Z",
    organization,
    requester,
    severity,
  })),
);

/** When the request comes in. */
const ARRIVALS: readonly Story[] = [
  {
    name: "arrives on Thanksgiving",
    arrives: "2026-11-26T12:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 3,
  },
  {
    name: "arrives before opening",
    arrives: "2026-12-02T07:30:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 3,
  },
  { name: "arrives at opening", arrives: "2026-12-02T09:00:00Z", organization: "ember", requester: EMBER, severity: 2 },
  {
    name: "arrives at closing",
    arrives: "2026-12-02T18:00:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 2,
  },
  {
    name: "arrives after closing",
    arrives: "2026-12-02T21:15:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 3,
  },
  {
    name: "arrives on Friday evening",
    arrives: "2026-12-04T17:30:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 2,
  },
  {
    name: "arrives on Saturday, growth",
    arrives: "2026-12-05T11:00:00Z",
    organization: "ember",
    requester: EMBER,
    severity: 4,
  },
  {
    name: "arrives on Saturday, pro",
    arrives: "2026-12-05T11:00:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 3,
  },
  {
    name: "arrives on Saturday, enterprise",
    arrives: "2026-12-05T11:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 4,
  },
  {
    name: "arrives on Christmas Eve",
    arrives: "2026-12-24T16:30:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 2,
  },
];

/** Who asks, and what they bought. */
const CUSTOMERS: readonly Story[] = [
  {
    name: "onboarding is not completed",
    arrives: "2026-12-01T11:00:00Z",
    organization: "driftwood",
    requester: "lena@driftwood.example",
    severity: 2,
  },
  {
    name: "the SDK is not included",
    arrives: "2026-12-01T11:00:00Z",
    organization: "gannet",
    requester: "priya@gannet.example",
    severity: 2,
  },
  {
    name: "the request is not covered",
    arrives: "2026-12-01T11:00:00Z",
    organization: "brightwater",
    requester: "platform@brightwater.example",
    severity: 3,
    tags: ["third_party", "router"],
  },
  {
    name: "the requester is not a named contact",
    arrives: "2026-12-01T11:00:00Z",
    organization: "cobalt",
    requester: "intern@cobaltfit.example",
    severity: 3,
  },
  {
    name: "phone, on a tier without phone",
    arrives: "2026-12-01T11:00:00Z",
    organization: "ember",
    requester: EMBER,
    severity: 3,
    channel: "voice",
  },
  {
    name: "the organization is not mapped",
    arrives: "2026-12-01T11:00:00Z",
    organization: "mistral",
    requester: "hello@mistral-maps.example",
    severity: 3,
  },
  {
    name: "the contract has ended",
    arrives: "2026-12-01T11:00:00Z",
    organization: "harbour",
    requester: "studio@harbour-radio.example",
    severity: 3,
  },
  {
    name: "the contract has not started",
    arrives: "2026-12-01T11:00:00Z",
    organization: "iris",
    requester: "cto@iris-health.example",
    severity: 4,
  },
  {
    name: "the second of two contracts is in force",
    arrives: "2026-12-01T11:00:00Z",
    organization: "juniper",
    requester: "omar@juniper.example",
    severity: 2,
  },
  {
    name: "mapped by external id alone",
    arrives: "2026-12-01T11:00:00Z",
    organization: "kestrel",
    requester: "news@kestrel-media.example",
    severity: 4,
  },
  {
    name: "tier from the organization field",
    arrives: "2026-12-01T11:00:00Z",
    organization: "nimbus",
    requester: "ops@nimbus-weather.example",
    severity: 1,
  },
  {
    name: "tier from the e-mail domain",
    arrives: "2026-12-01T11:00:00Z",
    organization: null,
    requester: "ana@larkspur-labs.example",
    severity: 1,
  },
];

/** Where the severity comes from, and what agents do. */
const HANDS: readonly Story[] = [
  { name: "severity by default", arrives: "2026-12-08T10:00:00Z", organization: "cobalt", requester: COBALT },
  {
    name: "severity by a rule: a tag",
    arrives: "2026-12-08T10:00:00Z",
    organization: "aurora",
    requester: AURORA,
    tags: ["outage"],
  },
  {
    name: "severity by a rule: words of the subject",
    arrives: "2026-12-08T10:00:00Z",
    organization: "ember",
    requester: EMBER,
    subject: "Feature request: dark mode",
  },
  {
    name: "an agent changes the severity",
    arrives: "2026-12-08T11:00:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 3,
    acts: [{ at: "2026-12-08T11:10:00Z", agent: "sets severity", severity: 2 }],
  },
  {
    name: "an agent changes the priority",
    arrives: "2026-12-08T11:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 3,
    acts: [{ at: "2026-12-08T11:20:00Z", agent: "sets priority", priority: "urgent" }],
  },
  {
    name: "an agent changes the organization",
    arrives: "2026-12-08T11:00:00Z",
    organization: "ember",
    requester: "both@embernews.example",
    severity: 2,
    acts: [{ at: "2026-12-08T11:30:00Z", agent: "moves to", organization: "brightwater" }],
  },
  {
    name: "raised so late that the due date is past",
    arrives: "2026-12-08T11:00:00Z",
    organization: "ember",
    requester: EMBER,
    severity: 3,
    acts: [{ at: "2026-12-09T10:00:00Z", agent: "sets severity", severity: 1 }],
  },
  {
    name: "an agent tags it as not covered, with tags of their own",
    arrives: "2026-12-08T11:00:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 3,
    tags: ["vip", "sla_legacy"],
    acts: [{ at: "2026-12-08T12:00:00Z", agent: "adds tag", tag: "application_development" }],
  },
  {
    name: "answered in time",
    arrives: "2026-12-08T11:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 1,
    acts: [{ at: "2026-12-08T11:25:00Z", agent: "replies" }],
  },
  {
    name: "answered late",
    arrives: "2026-12-08T11:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 1,
    acts: [{ at: "2026-12-08T14:00:00Z", agent: "replies" }],
  },
  {
    name: "closed before anybody looked",
    arrives: "2026-12-08T11:00:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 4,
    acts: [{ at: "2026-12-08T11:00:00Z", agent: "closes" }],
  },
  {
    name: "merged into another",
    arrives: "2026-12-08T11:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 3,
    acts: [{ at: "2026-12-08T11:15:00Z", agent: "merges into", story: "answered in time" }],
  },
  {
    name: "a task, which has a due date of its own",
    arrives: "2026-12-08T11:00:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 4,
    task: true,
  },
  {
    name: "ten edits within a second",
    arrives: "2026-12-08T11:00:00Z",
    organization: "ember",
    requester: EMBER,
    severity: 4,
    acts: [{ at: "2026-12-08T13:00:00Z", agent: "edits ten times" }],
  },
  {
    name: "every event comes twice",
    arrives: "2026-12-08T16:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 2,
    network: "duplicated",
  },
  {
    name: "events come in the wrong order",
    arrives: "2026-12-08T16:30:00Z",
    organization: "cobalt",
    requester: COBALT,
    severity: 1,
    network: "reordered",
  },
];

/** The tickets of the account whose policy reads "GMT" as literally GMT, in order of arrival. */
export const STORIES: readonly Story[] = [...CELLS, ...ARRIVALS, ...CUSTOMERS, ...HANDS].sort((a, b) =>
  a.arrives < b.arrives ? -1 : a.arrives > b.arrives ? 1 : 0,
);

/** Tickets of a second account, whose policy is read with the clocks of London: the night in which they go forward. */
export const LONDON_STORIES: readonly Story[] = [
  {
    name: "London, Friday before the clocks change",
    arrives: "2026-03-27T17:00:00Z",
    organization: "aurora",
    requester: AURORA,
    severity: 2,
  },
  {
    name: "London, in the night of the change",
    arrives: "2026-03-29T00:59:59Z",
    organization: "aurora",
    requester: AURORA,
    severity: 3,
  },
];

/** Now, when the demo ends: by then some promises are kept, some missed, and some still ahead. */
export const DEMO_ENDS = "2026-12-28T12:00:00Z";
export const DEMO_BEGINS = "2026-11-26T08:00:00Z";
export const LONDON_BEGINS = "2026-03-27T08:00:00Z";
export const LONDON_ENDS = "2026-03-30T08:00:00Z";
