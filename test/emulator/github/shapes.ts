import { Ajv } from "ajv";
import { expect } from "vitest";
import excerpt from "../../fixtures/github-openapi-excerpt.json" with { type: "json" };

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    "date-time": isDateTime,
    date: true,
    email: true,
    uri: isUri,
    "uri-template": true,
    repo: true,
    int64: true,
    timestamp: true,
    ipv4: true,
    ipv6: true,
    hostname: true,
  },
});
ajv.addSchema(excerpt, "github");

function isDateTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text);
}

function isUri(text: string): boolean {
  return /^[a-z]+:\/\/\S+$/.test(text);
}

/** What `json` breaks of what GitHub's document describes, as readable lines; empty when it fits. */
export function violations(part: "answers" | "refusals" | "webhooks", name: string, json: unknown): string[] {
  const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
  const pointer = encodeURI(escaped);
  const validate = ajv.getSchema(`github#/${part}/${pointer}`) ?? expect.fail(`the excerpt has no ${part} "${name}"`);
  validate(json);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${error.schemaPath}`);
}

export const DESCRIBED = Object.keys(excerpt.answers);
export const DESCRIBED_WEBHOOKS = Object.keys(excerpt.webhooks);
