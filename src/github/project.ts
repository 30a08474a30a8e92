import * as z from "zod";
import type { IssueRules } from "../core/policy.ts";
import { type LocalDate, parseLocalDate } from "../core/time.ts";
import type { Call, GithubClient } from "./client.ts";
import type { GithubConnection } from "./connection.ts";
import type { IssueAddress } from "./issue-address.ts";
import type { CallFailure } from "./outcome.ts";
import { idSchema } from "./schema.ts";

/** Where a project holds an issue's due date. */
export interface ProjectPlace {
  /** `null` while the issue isn't in the project. */
  readonly itemId: string | null;
  readonly date: LocalDate | null;
}

/** The date field of the owner's project that the policy names. */
export interface Project {
  /** Whether the project is there, with the field in it. */
  isThere(): Promise<{ readonly kind: "ok"; readonly value: boolean } | CallFailure>;
  /** `null` when there is no such project, or no such field in it: then an issue has no place for the date. */
  placeOf(
    issue: IssueAddress,
    title: string,
  ): Promise<{ readonly kind: "ok"; readonly value: ProjectPlace | null } | CallFailure>;
  /** Puts the issue into the project: one that is there already stays as it is. */
  add(issue: IssueAddress): Call<{ readonly id: string }>;
  setDate(itemId: string, date: LocalDate | null): Call<unknown>;
}

const fieldsSchema = z.array(z.object({ id: idSchema, name: z.string(), data_type: z.string().nullish() }));
const itemSchema = z.object({
  id: idSchema,
  content: z
    .object({ url: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  fields: z.array(z.object({ id: idSchema, value: z.unknown().optional() })).nullish(),
});
type Item = z.infer<typeof itemSchema>;

/**
 * https://docs.github.com/en/rest/projects/items
 * @param rule the project's number and the field's name
 */
export function createProject(
  client: GithubClient,
  { owner, ownerKind }: Pick<GithubConnection, "owner" | "ownerKind">,
  rule: NonNullable<IssueRules["dueDateProject"]>,
): Project {
  const base =
    ownerKind === "organization" ? "/orgs/{account}/projectsV2/{project}" : "/users/{account}/projectsV2/{project}";
  const project = { account: owner, project: rule.number };
  let fieldId: string | null = null;
  const itemIds = new Map<string, string>();

  async function isThere(): Promise<{ readonly kind: "ok"; readonly value: boolean } | CallFailure> {
    if (fieldId !== null) return { kind: "ok", value: true };
    const outcome = await client.call({
      route: `GET ${base}/fields`,
      parameters: { ...project, per_page: 100 },
      answer: fieldsSchema,
    });
    if (outcome.kind === "not_found") return { kind: "ok", value: false };
    if (outcome.kind !== "ok") return outcome;
    fieldId = outcome.value.find(({ name, data_type }) => name === rule.field && data_type === "date")?.id ?? null;
    return { kind: "ok", value: fieldId !== null };
  }

  async function findItem(issue: IssueAddress, title: string): Promise<CallFailure | Item | null> {
    const known = itemIds.get(keyOf(issue));
    if (known !== undefined) {
      const item = await client.call({
        route: `GET ${base}/items/{item_id}`,
        parameters: { ...project, item_id: known, fields: fieldId },
        answer: itemSchema,
      });
      if (item.kind !== "not_found") return item.kind === "ok" ? item.value : item;
      itemIds.delete(keyOf(issue));
    }
    const q = `is:issue repo:${issue.owner}/${issue.repo} "${title.replaceAll('"', " ")}"`;
    const outcome = await client.call({
      route: `GET ${base}/items`,
      parameters: { ...project, q, fields: fieldId, per_page: 100 },
      answer: z.array(itemSchema),
    });
    if (outcome.kind !== "ok") return outcome;
    const ending = `/repos/${issue.owner}/${issue.repo}/issues/${issue.issue_number}`.toLowerCase();
    return outcome.value.find(({ content }) => content?.url?.toLowerCase().endsWith(ending)) ?? null;
  }

  return {
    isThere,

    async placeOf(issue, title) {
      const there = await isThere();
      if (there.kind !== "ok") return there;
      if (fieldId === null) return { kind: "ok", value: null };
      const item = await findItem(issue, title);
      if (item === null) return { kind: "ok", value: { itemId: null, date: null } };
      if ("kind" in item) return item;
      itemIds.set(keyOf(issue), item.id);
      return { kind: "ok", value: { itemId: item.id, date: dateIn(item, fieldId) } };
    },

    add: (issue) => ({
      route: `POST ${base}/items`,
      parameters: {
        ...project,
        data: { type: "Issue", owner: issue.owner, repo: issue.repo, number: issue.issue_number },
      },
      answer: z.object({ id: idSchema }).transform((item) => {
        itemIds.set(keyOf(issue), item.id);
        return item;
      }),
    }),

    setDate: (itemId, date) => ({
      route: `PATCH ${base}/items/{item_id}`,
      parameters: { ...project, item_id: itemId, fields: [{ id: Number(fieldId), value: date }] },
      answer: z.unknown(),
    }),
  };
}

const keyOf = ({ owner, repo, issue_number }: IssueAddress): string => `${owner}/${repo}#${issue_number}`.toLowerCase();

const dateSchema = z.union([z.string(), z.object({ date: z.string() }).transform(({ date }) => date)]);

function dateIn({ fields }: Item, fieldId: string): LocalDate | null {
  const value = dateSchema.safeParse(fields?.find(({ id }) => id === fieldId)?.value).data;
  return value === undefined ? null : parseLocalDate(value.slice(0, 10));
}
