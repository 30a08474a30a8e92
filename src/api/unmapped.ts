import * as z from "zod";
import { organization } from "./organization.ts";
import { instant } from "./shared.ts";

/** `GET unmapped`: who is seen on open tickets, and no row of the mapping names; most urgent first. */

const guess = z.object({
  organization: organization.describe("The row that it probably belongs to."),
  why: z.enum(["same_external_id", "same_domain", "same_name", "similar_name"]),
  sure: z.enum(["high", "medium", "low"]),
  words: z.string().describe("e.g. Aurora Games has the domain aurora-games.example."),
});

const stranger = z.object({
  id: z.string().describe("Names it in a change of kind map: org:360001 or domain:acme.example."),
  organizationId: z.string().nullable(),
  externalId: z.string().nullable(),
  name: z.string().nullable().describe("In the helpdesk; null where the requesters belong to no organization."),
  domain: z.string().nullable().describe("An e-mail domain of its requesters; null for a public mail provider."),
  tickets: z.int().positive(),
  earliestDue: instant.nullable(),
  guess: guess.nullable(),
});

export const unmapped = z.object({
  strangers: z.array(stranger),
  more: z.boolean().describe("There are more than are listed."),
});

export type StrangerShown = z.infer<typeof stranger>;
export type Unmapped = z.infer<typeof unmapped>;
