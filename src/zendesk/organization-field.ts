import * as z from "zod";
import type { Call } from "./client.ts";
import type { Piece } from "./connection.ts";
import { pageMeta } from "./list-all.ts";
import { idSchema } from "./schema.ts";
import { isSigned, signed, type Wanted } from "./setup.ts";

/** The organization field that may hold the tier's name, one of the places where a tier comes from. */
export const SUPPORT_TIER_KEY = "support_tier";

export interface TierOption {
  readonly name: string;
  readonly title: string;
}

const organizationFieldSchema = z.object({
  id: idSchema,
  key: z.string(),
  type: z.string(),
  title: z.string(),
  active: z.boolean(),
  description: z.string().nullish(),
  custom_field_options: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});
export type OrganizationField = z.infer<typeof organizationFieldSchema>;

export const organizationFieldPage = z
  .object({ organization_fields: z.array(organizationFieldSchema), meta: pageMeta })
  .transform(({ organization_fields, meta }) => ({ items: organization_fields, meta }));

const endpoint = "/api/v2/organization_fields/{id}";
const answer = z
  .object({ organization_field: organizationFieldSchema })
  .transform(({ organization_field }) => organization_field);

export const showOrganizationField = (id: string): Call<OrganizationField> => ({
  method: "GET",
  path: `/api/v2/organization_fields/${id}.json`,
  endpoint,
  answer,
});

/**
 * Takes the field out of sight and keeps it. Deleting would throw away the tier of every organization, and Zendesk
 * never lets a key be used again, so that a later `connect` could not make it anew (`zendesk.md` §4).
 */
export const retireOrganizationField = (id: string): Call<unknown> => activate(id, false);

const activate = (id: string, active: boolean): Call<unknown> => ({
  method: "PUT",
  path: `/api/v2/organization_fields/${id}.json`,
  endpoint,
  json: { organization_field: { active } },
  answer: z.unknown(),
});

/** Text and drop-down fields both give the tier's name; a drop-down saves people from typing it. */
const FIT_TYPES = ["dropdown", "tagger", "text"];

export function wantedOrganizationField(
  existing: readonly OrganizationField[],
  tiers: readonly TierOption[],
  previous: Piece | null,
): Wanted<OrganizationField> {
  return {
    what: `organization field "${SUPPORT_TIER_KEY}"`,
    found: existing.find((field) => field.key === SUPPORT_TIER_KEY) ?? null,
    previous,
    ours: (field) => isSigned(field.description),
    unfit: (field) =>
      FIT_TYPES.includes(field.type)
        ? null
        : {
            reason: "mismatch",
            message: `The organization field "${SUPPORT_TIER_KEY}" exists and is of type ${field.type}; Tierline reads a drop-down or text.`,
            mend: "Delete that field, if nothing uses it, or tell the tiers by organizations.csv and rename its key.",
          },
    repair: (field) =>
      field.active ? null : { detail: "was inactive and is active again", call: activate(field.id, true) },
    create: () => ({
      method: "POST",
      path: "/api/v2/organization_fields.json",
      endpoint: "/api/v2/organization_fields",
      json: {
        organization_field: {
          key: SUPPORT_TIER_KEY,
          type: "dropdown",
          title: "Support tier",
          description: signed("The organization's support tier, where organizations.csv doesn't name one."),
          custom_field_options: tiers.map(({ name, title }) => ({ name: title, value: name })),
        },
      },
      answer,
    }),
  };
}

/** Tiers of the policy that an agent could not choose in this field. */
export function missingTiers(field: OrganizationField, tiers: readonly TierOption[]): readonly string[] {
  if (field.type === "text") return [];
  const values = new Set(field.custom_field_options?.map((option) => option.value));
  return tiers.filter((tier) => !values.has(tier.name)).map((tier) => tier.name);
}
