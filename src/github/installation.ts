import * as z from "zod";
import type { Call } from "./client.ts";
import { type NeededPermission, neededPermissions } from "./manifest.ts";
import { idSchema } from "./schema.ts";

const installationSchema = z.object({
  id: z.int().positive(),
  account: z.object({ login: z.string(), type: z.string() }),
  permissions: z.record(z.string(), z.unknown()).nullish(),
  suspended_at: z.string().nullish(),
});
export type Installation = z.infer<typeof installationSchema>;

/** The App's installation for an owner, be it an organization or a user. */
export const installationOf = (owner: string): Call<Installation> => ({
  route: "GET /users/{username}/installation",
  as: "app",
  parameters: { username: owner },
  answer: installationSchema,
});

/** What the owner didn't grant, of what Tierline needs. */
export function missingPermissions({ permissions }: Installation, withProject: boolean): readonly NeededPermission[] {
  const granted = (name: string): unknown => permissions?.[name];
  return neededPermissions(withProject).filter(({ permission, access }) => {
    const found = granted(permission);
    return found !== "write" && found !== "admin" && found !== access;
  });
}

export const permissionWords = ({ permission, access, why }: NeededPermission): string =>
  `lacks ${permission}: ${access} (${why})`;

/** How many repositories the App may see. */
export const countRepositories: Call<number> = {
  route: "GET /installation/repositories",
  parameters: { per_page: 1 },
  answer: z.object({ total_count: z.int() }).transform(({ total_count }) => total_count),
};

/** The user in whose name the App writes. */
export const botUser = (slug: string): Call<string> => ({
  route: "GET /users/{username}",
  parameters: { username: `${slug}[bot]` },
  answer: z.object({ id: idSchema }).transform(({ id }) => id),
});
