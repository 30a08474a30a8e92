import { describe, expect, test } from "vitest";
import { parseSettings } from "../src/settings.ts";

const GOOD = {
  TIERLINE_SECRET_KEY: btoa("0123456789abcdef0123456789abcdef"),
  TIERLINE_OPERATOR_TOKEN: "a-token-of-24-characters",
  TIERLINE_PUBLIC_URL: "https://sla.example.com",
};
const problems = (env: Record<string, string | undefined>): readonly string[] => {
  const parsed = parseSettings(env);
  return parsed.ok ? [] : parsed.failure.problems;
};

describe("settings", () => {
  test("three are needed; the rest has defaults", () => {
    expect(parseSettings(GOOD)).toEqual({
      ok: true,
      value: {
        secretKey: GOOD.TIERLINE_SECRET_KEY,
        operatorToken: GOOD.TIERLINE_OPERATOR_TOKEN,
        publicUrl: "https://sla.example.com",
        host: "127.0.0.1",
        port: 8787,
        dataDir: "data",
        policyFile: "mappings/support-policy.yaml",
        organizationsFile: "mappings/organizations.csv",
        development: false,
      },
    });
  });

  test("every one that is missing is named, each with how to get it", () => {
    const missing = problems({});
    expect(missing.map((problem) => problem.split(" ")[0])).toEqual([
      "TIERLINE_SECRET_KEY",
      "TIERLINE_OPERATOR_TOKEN",
      "TIERLINE_PUBLIC_URL",
    ]);
    expect(missing.every((problem) => /is missing: .*(openssl|https:)/.test(problem))).toBe(true);
  });

  test.each([
    ["TIERLINE_SECRET_KEY", "c2hvcnQ="],
    ["TIERLINE_SECRET_KEY", "not base64 at all !!"],
    ["TIERLINE_SECRET_KEY", ""],
    ["TIERLINE_OPERATOR_TOKEN", "short"],
    ["TIERLINE_PUBLIC_URL", "http://sla.example.com"],
    ["TIERLINE_PUBLIC_URL", "https://sla.example.com/path"],
    ["TIERLINE_PUBLIC_URL", "https://user:word@sla.example.com"],
    ["TIERLINE_PUBLIC_URL", "http://127.0.0.1.example.com"],
    ["TIERLINE_PUBLIC_URL", "sla.example.com"],
    ["TIERLINE_PORT", "eighty"],
    ["TIERLINE_PORT", "65536"],
    ["TIERLINE_PORT", "-1"],
    ["TIERLINE_DATA_DIR", ""],
    ["TIERLINE_DEVELOPMENT", "yes"],
  ])("%s=%s is refused by name, and its value isn't repeated", (name, value) => {
    const found = problems({ ...GOOD, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name} `));
    if (value.length > 4) expect(found[0]).not.toContain(value);
  });

  test.each([
    ["https://sla.example.com/", "https://sla.example.com"],
    ["https://SLA.example.com", "https://SLA.example.com"],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["http://localhost:8787/", "http://localhost:8787"],
    ["http://[::1]:8787", "http://[::1]:8787"],
  ])("the address %s is taken as %s", (TIERLINE_PUBLIC_URL, publicUrl) => {
    expect(parseSettings({ ...GOOD, TIERLINE_PUBLIC_URL })).toMatchObject({ ok: true, value: { publicUrl } });
  });
});
