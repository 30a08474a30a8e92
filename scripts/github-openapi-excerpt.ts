/**
 * Cuts what GitHub's emulator answers and sends out of GitHub's OpenAPI document, as plain JSON Schema for the tests:
 *
 *   node scripts/github-openapi-excerpt.ts path/to/api.github.com.json > test/fixtures/github-openapi-excerpt.json
 *
 * The document is GitHub's own, as `generated/api.github.com.json` of the npm package @octokit/openapi 23.0.2 (MIT)
 * carries it; it is not part of this repository.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";

/** Method and path as the document has them, and the status of the success that is described. */
const ANSWERS = [
  "GET /app 200",
  "POST /app-manifests/{code}/conversions 201",
  "GET /app/installations/{installation_id} 200",
  "POST /app/installations/{installation_id}/access_tokens 201",
  "GET /app/hook/config 200",
  "PATCH /app/hook/config 200",
  "GET /app/hook/deliveries 200",
  "GET /app/hook/deliveries/{delivery_id} 200",
  "POST /app/hook/deliveries/{delivery_id}/attempts 202",
  "GET /installation/repositories 200",
  "GET /orgs/{org}/installation 200",
  "GET /users/{username}/installation 200",
  "GET /repos/{owner}/{repo}/installation 200",
  "GET /repos/{owner}/{repo} 200",
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission 200",
  "GET /repos/{owner}/{repo}/issues 200",
  "POST /repos/{owner}/{repo}/issues 201",
  "GET /repos/{owner}/{repo}/issues/{issue_number} 200",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number} 200",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees 201",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees 200",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments 200",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments 201",
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id} 200",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id} 200",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/labels 200",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels 200",
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels 200",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name} 200",
  "GET /repos/{owner}/{repo}/labels 200",
  "POST /repos/{owner}/{repo}/labels 201",
  "GET /repos/{owner}/{repo}/labels/{name} 200",
  "PATCH /repos/{owner}/{repo}/labels/{name} 200",
  "GET /repos/{owner}/{repo}/contents/{path} 200",
  "GET /repos/{owner}/{repo}/commits/{ref} 200",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs 200",
  "POST /repos/{owner}/{repo}/check-runs 201",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id} 200",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id} 200",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations 200",
  "GET /repos/{owner}/{repo}/pulls 200",
  "GET /repos/{owner}/{repo}/pulls/{pull_number} 200",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files 200",
  "GET /users/{username} 200",
  "GET /users/{username}/orgs 200",
  "GET /orgs/{org}/projectsV2 200",
  "GET /orgs/{org}/projectsV2/{project_number} 200",
  "GET /orgs/{org}/projectsV2/{project_number}/fields 200",
  "GET /orgs/{org}/projectsV2/{project_number}/items 200",
  "POST /orgs/{org}/projectsV2/{project_number}/items 201",
  "GET /orgs/{org}/projectsV2/{project_number}/items/{item_id} 200",
  "PATCH /orgs/{org}/projectsV2/{project_number}/items/{item_id} 200",
];

/** Refusals, as one operation describes them for all. */
const REFUSALS = [
  "GET /repos/{owner}/{repo}/issues/{issue_number} 404",
  "GET /repos/{owner}/{repo}/issues/{issue_number} 410",
  "POST /repos/{owner}/{repo}/labels 422",
];

/** By their names in the document: event and action. */
const WEBHOOKS = [
  "installation-created",
  "installation-deleted",
  "installation-suspend",
  "installation-unsuspend",
  "installation-repositories-added",
  "installation-repositories-removed",
  "issue-comment-created",
  "issue-comment-deleted",
  "issue-comment-edited",
  "issues-assigned",
  "issues-closed",
  "issues-deleted",
  "issues-edited",
  "issues-labeled",
  "issues-locked",
  "issues-opened",
  "issues-reopened",
  "issues-transferred",
  "issues-unassigned",
  "issues-unlabeled",
  "issues-unlocked",
  "label-created",
  "label-deleted",
  "label-edited",
  "pull-request-opened",
  "pull-request-synchronize",
  "push",
  "repository-archived",
  "repository-privatized",
  "repository-publicized",
  "repository-renamed",
  "repository-unarchived",
];

const record = z.record(z.string(), z.unknown());
const content = z.object({ content: z.object({ "application/json": z.object({ schema: record }) }) });
const reference = z.object({ $ref: z.string() });
const operation = z.object({ responses: z.record(z.string(), z.union([content, reference, record])) });
const webhook = z.object({ post: z.object({ requestBody: content }) });
const document = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), record),
  "x-webhooks": z.record(z.string(), z.unknown()),
  components: z.object({ schemas: z.record(z.string(), record), responses: z.record(z.string(), z.unknown()) }),
});

const DROPPED = new Set(["description", "example", "examples", "title", "deprecated", "externalDocs", "discriminator"]);

/**
 * OAS 3.0's dialect as JSON Schema: no prose, `nullable` as a second type, references into `$defs`. The document's
 * alternatives overlap (an issue in a project is also a draft issue), so that any of them will do.
 */
function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  const read = record.safeParse(schema);
  if (!read.success) return schema;
  const { nullable, $ref, properties, oneOf, ...others } = read.data;
  const rest = oneOf === undefined ? others : { ...others, anyOf: oneOf };
  if (typeof $ref === "string") return { $ref: $ref.replace("#/components/schemas/", "#/$defs/") };
  const kept = Object.entries(rest).filter(([key]) => !DROPPED.has(key) && !key.startsWith("x-"));
  const plain = {
    ...Object.fromEntries(kept.map(([key, value]) => [key, toJsonSchema(value)])),
    ...(properties === undefined ? {} : { properties: mapValues(record.parse(properties)) }),
  };
  return nullable === true ? { anyOf: [plain, { type: "null" }] } : plain;
}

/** Properties are names, so none of them is dropped. */
function mapValues(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, toJsonSchema(schema)]));
}

function referencesOf(schema: unknown): string[] {
  return [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([\w-]+)"/g)].flatMap(([, name]) => name ?? []);
}

const path = process.argv[2];
if (path === undefined) {
  console.error("usage: node scripts/github-openapi-excerpt.ts path/to/api.github.com.json");
  process.exit(2);
}
const read = document.parse(JSON.parse(readFileSync(path, "utf8")));
const { info, paths, components } = read;

/** The schema that an operation describes for a status. */
function described(name: string): unknown {
  const [method = "", route = "", status = ""] = name.split(" ");
  const response = operation.parse(paths[route]?.[method.toLowerCase()]).responses[status];
  const { data: named } = reference.safeParse(response);
  const shared = named === undefined ? response : components.responses[named.$ref.split("/").at(-1) ?? ""];
  return toJsonSchema(content.parse(shared).content["application/json"].schema);
}
const describedBy = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, described(name)]));

const answers = describedBy(ANSWERS);
const refusals = describedBy(REFUSALS);
const webhooks = Object.fromEntries(
  WEBHOOKS.map((name) => {
    const { post } = webhook.parse(read["x-webhooks"][name]);
    return [name, toJsonSchema(post.requestBody.content["application/json"].schema)];
  }),
);
const defs: Record<string, unknown> = {};
const wanted = referencesOf({ answers, refusals, webhooks });
for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
  if (name in defs) continue;
  defs[name] = toJsonSchema(components.schemas[name]);
  wanted.push(...referencesOf(defs[name]));
}

/** The document repeats whole objects in place; what is worth it stands once, named by its digest. */
const WORTH_NAMING = 300;
const hoisted: Record<string, unknown> = {};
const seen = new Map<string, number>();
const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
function count(schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;
  const text = JSON.stringify(schema);
  if (!Array.isArray(schema) && "type" in schema && text.length >= WORTH_NAMING) {
    const times = (seen.get(digest(text)) ?? 0) + 1;
    seen.set(digest(text), times);
    if (times > 1) return;
  }
  for (const inner of Object.values(schema)) count(inner);
}
function hoist(schema: unknown, top = false): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((inner) => hoist(inner));
  const name = digest(JSON.stringify(schema));
  const within = () => Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, hoist(inner)]));
  if (top || (seen.get(name) ?? 0) < 2) return within();
  hoisted[name] ??= within();
  return { $ref: `#/$defs/${name}` };
}
const parts = { answers, refusals, webhooks, defs };
count(parts);
const mapped = Object.entries(parts).map(([part, schemas]) => [
  part,
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, hoist(schema, true)])),
]);
const { defs: plain, ...rest } = Object.fromEntries(mapped);
const all = Object.entries({ ...plain, ...hoisted }).sort(([a], [b]) => (a < b ? -1 : 1));
const from = `${info.title} ${info.version}, cut out by scripts/github-openapi-excerpt.ts (where it is from: see there)`;

/** One line for each schema: short enough to compare, without an indented page for every user. */
const lines = (schemas: Record<string, unknown>) =>
  `{\n${Object.entries(schemas)
    .map(([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`)
    .join(",\n")}\n}`;
const sections = Object.entries({ ...rest, $defs: Object.fromEntries(all) });
console.log(
  `{\n"$comment": ${JSON.stringify(from)},\n${sections.map(([name, schemas]) => `${JSON.stringify(name)}: ${lines(record.parse(schemas))}`).join(",\n")}\n}`,
);
