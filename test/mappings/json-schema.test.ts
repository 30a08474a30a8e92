import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchemas } from "../../mappings/json-schema.ts";
import { shippedText } from "./shipped.ts";

describe("the JSON Schemas for editors", () => {
  test.each([...jsonSchemas()])("%s is what the loader's schema says (node scripts/schema.ts)", (file, text) => {
    expect(shippedText(file)).toBe(text);
  });

  test.each([
    ["support-policy.schema.json", "support-policy.yaml"],
    ["holiday-list.schema.json", "holidays/england-and-wales.yaml"],
    ["holiday-list.schema.json", "holidays/united-states.yaml"],
  ])("%s accepts %s and refuses an unknown key", (schema, file) => {
    const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(shippedText(schema)));
    const document: Record<string, unknown> = parse(shippedText(file));
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...document, unknown: 1 })).toBe(false);
  });

  test("each YAML file names the schema that its folder really has", () => {
    expect(shippedText("support-policy.yaml").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=./support-policy.schema.json",
    );
    expect(shippedText("holidays/united-states.yaml").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=../holiday-list.schema.json",
    );
  });
});
