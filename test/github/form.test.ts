import { describe, expect, test } from "vitest";
import { severityOfForm } from "../../src/github/form.ts";
import { POLICY } from "../support/given.ts";

const read = (body: string | null, heading = "Severity") => severityOfForm(body, heading, POLICY.severities);
const form = (answer: string) => `### Product\n\nSDK 2\n\n### Severity\n\n${answer}\n\n### What happened\n\n1 crash`;

describe("the severity that an author chose in the form", () => {
  test.each([
    ["Sev 2 – Major", 2],
    ["2", 2],
    ["Severity 3: Minor", 3],
    ["S1", 1],
    ["P4", 4],
    ["Critical", 1],
    ["critical – production is down for 3 customers", 1],
    ["Enhancement (no. 1 wish)", 4],
    ["It is number 3 I think", 3],
    ["Major\r", 2],
  ])("%s is %i", (answer, severity) => {
    expect(read(form(answer))).toBe(severity);
  });

  test.each(["_No response_", "", "24x7", "Sev 5", "12", "Criticality unknown", "Not sure"])(
    "%j says nothing",
    (answer) => {
      expect(read(form(answer))).toBeNull();
    },
  );

  test("stands under the policy's heading, in whatever case, and nowhere else", () => {
    expect(read("### SEVERITY \r\n\r\nSev 1\r\n", "Severity")).toBe(1);
    expect(read("### Impact\n\n1", "Impact")).toBe(1);
    expect(read("### Severity of the weather\n\n1")).toBeNull();
    expect(read("## Severity\n\n1")).toBeNull();
    expect(read("Severity: 1")).toBeNull();
    expect(read(null)).toBeNull();
  });

  test("is the first such field's: a text further down can't set another", () => {
    expect(read(`${form("Minor")}\n\n### Severity\n\n1`)).toBe(3);
  });
});
