import * as z from "zod";
import { instant } from "./shared.ts";

/** `GET me`: who asks, as Tierline knows them. */
export const me = z.object({
  kind: z.enum(["agent", "admin", "automation", "operator"]),
  account: z.string().describe("The helpdesk account's subdomain."),
  userId: z.string().nullable().describe("The administrator's id in the helpdesk."),
  name: z.string().nullable().describe("The administrator's name, or the token's."),
  expiresAt: instant.nullable().describe("When to sign in again."),
  now: instant.describe("The server's clock."),
});

export type Me = z.infer<typeof me>;
