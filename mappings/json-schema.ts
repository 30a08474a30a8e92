import * as z from "zod";
import { holidayListSchema } from "./holiday-schema.ts";
import { policySchema } from "./schema.ts";

/** The JSON Schemas for editors, by file name under `mappings/`. What only the loader can check is not in them. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const render = (schema: z.ZodType, title: string) =>
    `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: "input", reused: "ref" }) }, null, 2)}\n`;
  return new Map([
    ["support-policy.schema.json", render(policySchema, "Support policy")],
    ["holiday-list.schema.json", render(holidayListSchema, "Holiday list")],
  ]);
}
