/**
 * Cuts what the emulator reads and answers out of Zendesk's OpenAPI document, as plain JSON Schema for the tests:
 *
 *   node scripts/oas-excerpt.ts path/to/zendesk-oas.yaml > test/fixtures/zendesk-oas-excerpt.json
 *
 * The document is Zendesk's "Support API" 2.0.0 (OpenAPI 3.0.3), read from `openapi-src.yaml` of
 * https://github.com/botbrains-io/python-zendesk at e19b1b7 (sha256 e9c8068d…9d30); it is not part of this repository.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";

/** Method and path as the document has them, and the status of the success that is described. */
const ANSWERS = [
  "GET /api/v2/tickets 200",
  "POST /api/v2/tickets 201",
  "GET /api/v2/tickets/{ticket_id} 200",
  "PUT /api/v2/tickets/{ticket_id} 200",
  "GET /api/v2/tickets/show_many 200",
  "PUT /api/v2/tickets/update_many 200",
  "POST /api/v2/tickets/{ticket_id}/merge 200",
  "GET /api/v2/tickets/{ticket_id}/tags 200",
  "PUT /api/v2/tickets/{ticket_id}/tags 200",
  "POST /api/v2/tickets/{ticket_id}/tags 201",
  "GET /api/v2/tickets/{ticket_id}/comments 200",
  "GET /api/v2/tickets/{ticket_id}/audits 200",
  "GET /api/v2/job_statuses/{job_status_id} 200",
  "GET /api/v2/job_statuses 200",
  "GET /api/v2/incremental/tickets/cursor 200",
  "GET /api/v2/users/me 200",
  "GET /api/v2/users 200",
  "POST /api/v2/users 201",
  "GET /api/v2/users/{user_id} 200",
  "PUT /api/v2/users/{user_id} 200",
  "GET /api/v2/users/show_many 200",
  "GET /api/v2/organizations 200",
  "POST /api/v2/organizations 201",
  "GET /api/v2/organizations/{organization_id} 200",
  "PUT /api/v2/organizations/{organization_id} 200",
  "GET /api/v2/organizations/show_many 200",
  "GET /api/v2/organizations/search 200",
  "GET /api/v2/organization_memberships 200",
  "POST /api/v2/organization_memberships 201",
  "GET /api/v2/organization_fields 200",
  "POST /api/v2/organization_fields 201",
  "GET /api/v2/organization_fields/{organization_field_id} 200",
  "PUT /api/v2/organization_fields/{organization_field_id} 200",
  "GET /api/v2/ticket_fields 200",
  "POST /api/v2/ticket_fields 201",
  "GET /api/v2/ticket_fields/{ticket_field_id} 200",
  "PUT /api/v2/ticket_fields/{ticket_field_id} 200",
  "GET /api/v2/groups 200",
  "POST /api/v2/groups 201",
  "GET /api/v2/views 200",
  "POST /api/v2/views 200",
  "GET /api/v2/views/{view_id} 200",
  "PUT /api/v2/views/{view_id} 200",
  "GET /api/v2/views/{view_id}/execute 200",
  "GET /api/v2/views/{view_id}/tickets 200",
  "GET /api/v2/oauth/clients 200",
  "POST /api/v2/oauth/clients 201",
  "GET /api/v2/oauth/tokens 200",
];

/** Read for their own sake: what the document refers to nowhere, or not where it is used. */
const ALSO = ["TicketMetricObject", "OAuthTokenForGrantTypesObject"];

const record = z.record(z.string(), z.unknown());
const described = z.object({ content: z.object({ "application/json": z.object({ schema: record }) }).optional() });
const operation = z.object({ requestBody: described.optional(), responses: z.record(z.string(), described) });
const document = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), record),
  components: z.object({ schemas: z.record(z.string(), record) }),
});

const DROPPED = new Set(["description", "example", "examples", "title", "deprecated", "xml", "externalDocs"]);

/** OAS 3.0's dialect as JSON Schema: no prose, `nullable` as a second type, references into `$defs`. */
function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  const read = record.safeParse(schema);
  if (!read.success) return schema;
  const { nullable, $ref, properties, ...rest } = read.data;
  if (typeof $ref === "string") return { $ref: $ref.replace("#/components/schemas/", "#/$defs/") };
  const kept = Object.entries(rest).filter(([key]) => !DROPPED.has(key));
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
  return [...JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)].flatMap(([, name]) => name ?? []);
}

const path = process.argv[2];
if (path === undefined) {
  console.error("usage: node scripts/oas-excerpt.ts path/to/zendesk-oas.yaml");
  process.exit(2);
}
const { info, paths, components } = document.parse(parse(readFileSync(path, "utf8")));

const answers: Record<string, unknown> = {};
/** The document has no body for many operations that take one. */
const requests: Record<string, unknown> = {};
for (const answer of ANSWERS) {
  const [method = "", route = "", status = ""] = answer.split(" ");
  const { requestBody, responses } = operation.parse(paths[route]?.[method.toLowerCase()]);
  const schema = responses[status]?.content?.["application/json"].schema;
  if (schema === undefined) throw new Error(`${path} describes no JSON for ${answer}`);
  answers[answer] = toJsonSchema(schema);
  const body = requestBody?.content?.["application/json"].schema;
  if (body !== undefined) requests[answer] = toJsonSchema(body);
}

const defs: Record<string, unknown> = {};
const wanted = [...referencesOf({ answers, requests }), ...ALSO];
for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
  if (name in defs) continue;
  defs[name] = toJsonSchema(components.schemas[name]);
  wanted.push(...referencesOf(defs[name]));
}

const sorted = Object.fromEntries(Object.entries(defs).sort(([a], [b]) => a.localeCompare(b)));
const from = `${info.title} ${info.version}, cut out by scripts/oas-excerpt.ts (where it is from: see there)`;
console.log(JSON.stringify({ $comment: from, answers, requests, $defs: sorted }, null, 1));
