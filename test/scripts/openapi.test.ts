import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { ROUTES } from "../../handlers/api/routes.ts";
import { openApiDocument } from "../../scripts/openapi-document.ts";
import { ANSWERS } from "../../src/api/answers.ts";

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema }));
const answer = z.union([
  z.strictObject({ $ref: z.literal("#/components/responses/Problem") }),
  z.strictObject({ description: z.string().min(1), content: content.optional() }),
]);
const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(["path", "query"]),
  required: z.boolean(),
  schema,
});
const operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.never()))).min(1),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.literal(true), content }).optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), answer),
});
/** As much of OpenAPI 3.1 as the document uses, strictly: a field of another name is no OpenAPI. */
const documentShape = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string().startsWith("/"), z.partialRecord(z.enum(["get", "put", "post", "delete"]), operation)),
  components: z.strictObject({
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), z.strictObject({ description: z.string(), content })),
    securitySchemes: z.record(z.string(), z.object({ type: z.enum(["http", "apiKey"]) }).loose()),
  }),
});

const document = documentShape.parse(JSON.parse(JSON.stringify(openApiDocument(ROUTES, ANSWERS, "1.2.3"))));

describe("the OpenAPI document", () => {
  test("has every route, with who may use it", () => {
    for (const { id, method, path, who } of ROUTES) {
      const documented = document.paths[`/api/zendesk/{subdomain}${path.replace(/:(\w+)/g, "{$1}")}`];
      const found = documented?.[z.enum(["get", "put", "post", "delete"]).parse(method.toLowerCase())];
      expect(found?.operationId).toBe(id);
      const schemes = found?.security.flatMap((one) => Object.keys(one)) ?? [];
      expect(schemes.filter((scheme) => scheme !== "adminCookie")).toEqual(who);
      for (const scheme of schemes) expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
    }
  });

  test("names each parameter of each path", () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
      for (const one of Object.values(operations)) {
        expect(one?.parameters.filter((each) => each.in === "path").map(({ name }) => name)).toEqual(names);
      }
    }
  });

  test("has schemas that a validator of others understands, and no answer of a route that isn't there", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const operations of Object.values(document.paths)) {
      for (const one of Object.values(operations)) {
        const contents = [
          one?.requestBody?.content,
          ...Object.values(one?.responses ?? {}).map((r) => ("content" in r ? r.content : undefined)),
        ];
        for (const each of contents.flatMap((types) => Object.values(types ?? {}))) ajv.compile(each.schema);
      }
    }
    expect(Object.keys(ANSWERS).toSorted()).toEqual(ROUTES.map(({ id }) => id).toSorted());
  });

  test("refuses a route without an answer", () => {
    expect(() => openApiDocument(ROUTES, {}, "1")).toThrow(/has no answer/);
  });
});
