import * as z from "zod";
import type { Route } from "../handlers/api/route.ts";
import type { GoodAnswer } from "../src/api/answers.ts";
import { problem } from "../src/api/problem.ts";

const problemContent = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

/** The API as an OpenAPI 3.1 document, from the table of its routes and the schemas that check them. */
export function openApiDocument(
  routes: readonly Route[],
  answers: Readonly<Record<string, GoodAnswer>>,
  version: string,
): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = `/api/zendesk/{subdomain}${route.path.replace(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, path, answers[route.id]) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Tierline",
      version,
      description:
        "Instants are RFC 3339 in UTC, dates are YYYY-MM-DD, durations are milliseconds and named …Ms. Refusals are problem details (RFC 9457). What can be edited has an ETag; changing it needs If-Match.",
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      responses: { Problem: { description: "Why not.", content: problemContent } },
      securitySchemes: {
        agent: bearer("A JWT that Zendesk's proxy signed with the app's secret setting."),
        admin: bearer("A session's token, given to the page that asked an administrator to sign in."),
        adminCookie: { type: "apiKey", in: "cookie", name: "__Host-tierline-{subdomain}" },
        automation: bearer("A token that an administrator or operator made for a program."),
        operator: bearer("The server's TIERLINE_OPERATOR_TOKEN."),
      },
    },
  };
}

function operation(route: Route, path: string, answer: GoodAnswer | undefined): object {
  if (answer === undefined) throw new Error(`the route ${route.id} has no answer in src/api/answers.ts`);
  const { id, who, body, query } = route;
  const { summary } = answer;
  const refusals = [401, 403, ...(body === null ? [] : [413, 415, 422])];
  return {
    operationId: id,
    summary,
    security: who.flatMap((kind) => [{ [kind]: [] }, ...(kind === "admin" ? [{ adminCookie: [] }] : [])]),
    parameters: [
      ...Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
      ...queryParameters(query),
    ],
    ...(body === null ? {} : { requestBody: { required: true, content: json(schemaOf(body, "input")) } }),
    responses: {
      [answer.status]: { description: summary, ...content(answer) },
      ...Object.fromEntries(refusals.map((status) => [status, { $ref: "#/components/responses/Problem" }])),
    },
  };
}

function queryParameters(query: z.ZodObject | undefined): readonly object[] {
  if (query === undefined) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: "query",
    required: !z.safeParse(schema, undefined).success,
    schema: schemaOf(schema, "input"),
  }));
}

function content({ schema, type }: GoodAnswer): object {
  if (type !== undefined) return { content: { [type]: { schema: { type: "string" } } } };
  return schema === null ? {} : { content: json(schemaOf(schema, "output")) };
}

const json = (schema: object): object => ({ "application/json": { schema } });

/** OpenAPI 3.1 schemas are JSON Schema 2020-12, which needs not be said in each. */
function schemaOf(schema: z.core.$ZodType, io: "input" | "output"): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    override({ jsonSchema }) {
      // `date-time` says it, and the pattern is a screenful.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return rest;
}

const bearer = (description: string): object => ({ type: "http", scheme: "bearer", description });
