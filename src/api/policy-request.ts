import * as z from "zod";
import { policyEdits } from "./changes-request.ts";

export const policyCheckRequest = z.strictObject({ edits: policyEdits });

export const ownerRequest = z.strictObject({
  owner: z.enum(["files", "admin"]).describe("files: what was changed here is replaced by the mapping files."),
  note: z.string().trim().max(500).default(""),
});

export const yearQuery = z.object({ year: z.coerce.number().int().min(2000).max(2200).optional() });

export type OwnerRequest = z.output<typeof ownerRequest>;
